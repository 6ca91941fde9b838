"""What `init` lays down for a forge: forms, workflows, hooks; valid, hardened, in the language."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from promisetrack.cli import run
from promisetrack.cli.founding import read_program
from promisetrack.edges.installed import origin

BIN = Path(sys.executable).parent
COMMIT = "a" * 40
SAID = ["--publisher", "Mairie de « X: y »", "--plan-title", "Mandat", "--plan-kind", "programme"]


def begun(folder: Path, forge: str, language: str, *more: str) -> Path:
    """Begin a tracker for a forge; return its folder."""
    host = {"github": "github.com", "gitlab": "gitlab.example"}.get(forge, "forge.example")
    program = ["--program", f"https://{host}/o/promisetrack.git@{COMMIT}"]
    place = ["--forge", forge, "--forge-url", f"https://{host}/mairie/registre"]
    words = [*SAID, "--languages", language, *place, *program, *more]
    assert run(["--lang", language, "init", str(folder / "registre"), *words]) == 0
    return folder / "registre"


def parsed(path: Path) -> Any:
    """Return what a file says."""
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_workflows_for_github_are_valid_and_hardened(tmp_path: Path, language: str) -> None:
    """GitHub's schemas accept the workflows, zizmor at its most pedantic finds nothing."""
    folder = begun(tmp_path, "github", language)
    paths = sorted(map(str, (folder / ".github/workflows").glob("*.yml")))
    assert len(paths) == 2
    check = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*check, *paths], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    zizmor = [str(BIN / "zizmor"), "--offline", "--persona", "pedantic", "--format", "json"]
    done = subprocess.run([*zizmor, *paths], capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stdout


def test_one_line_uses_the_programs_own_workflows(tmp_path: Path) -> None:
    """Each workflow is one call of a workflow that exists, at the named commit, with its inputs."""
    root = Path(__file__).resolve().parents[1]
    folder = begun(tmp_path, "github", "fr")
    for path in (folder / ".github/workflows").glob("*.yml"):
        workflow = parsed(path)
        assert workflow["permissions"] == {}
        (job,) = workflow["jobs"].values()
        place, commit = job["uses"].split("@")
        owner, name, *inside = place.split("/")
        assert (owner, name, commit) == ("o", "promisetrack", COMMIT)
        called = parsed(root.joinpath(*inside))[True]["workflow_call"]["inputs"]
        assert set(job["with"]) <= set(called)
        assert job["with"]["language"] == "fr"
        wanted = {
            right: value
            for one in parsed(root.joinpath(*inside))["jobs"].values()
            for right, value in one["permissions"].items()
        }
        given = job["permissions"]
        assert all(given.get(right) in (value, "write") for right, value in wanted.items())


def test_the_pipeline_for_gitlab_is_valid(tmp_path: Path) -> None:
    """GitLab's schema accepts the file; commit and address are those that were named."""
    folder = begun(tmp_path, "gitlab", "fr")
    check = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci"]
    more = ["--data-transform", "gitlab-ci", str(folder / ".gitlab-ci.yml")]
    done = subprocess.run([*check, *more], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    pipeline = parsed(folder / ".gitlab-ci.yml")
    assert pipeline["include"][0]["project"] == "o/promisetrack"
    assert pipeline["variables"]["PROMISETRACK_COMMIT"] == COMMIT
    assert pipeline["variables"]["PROMISETRACK_LANGUAGE"] == "fr"


@pytest.mark.parametrize(
    ("forge", "path", "words"),
    [
        ("github", ".github/ISSUE_TEMPLATE/question.yml", "Poser une question"),
        ("forgejo", ".forgejo/ISSUE_TEMPLATE/commitment.yml", "Proposer un engagement"),
        ("gitea", ".gitea/ISSUE_TEMPLATE/update.yml", "Rendre compte"),
        ("gitlab", ".gitlab/issue_templates/Evidence.md", "preuve"),
    ],
)
def test_forms_speak_the_language_of_the_tracker(
    tmp_path: Path, forge: str, path: str, words: str
) -> None:
    """The forge gets its four forms in the first language of the tracker."""
    folder = begun(tmp_path, forge, "fr", "--languages", "fr,en")
    found = folder / path
    assert words in found.read_text("utf-8")
    assert len(list(found.parent.iterdir())) == 4


def test_a_forge_without_workflows_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forgejo gets forms and no workflow, and the next steps say what to do instead."""
    folder = begun(tmp_path, "forgejo", "en")
    assert not (folder / ".github").exists()
    assert "run “promisetrack check” before you accept" in capsys.readouterr().err


def test_the_new_tracker_passes_its_own_checks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fresh from `init`, with a hostile name, a tracker has nothing to report."""
    folder = begun(tmp_path, "github", "fr")
    capsys.readouterr()
    assert run(["-C", str(folder), "--lang", "fr", "check", "--strict"]) == 0
    assert "Mairie de « X: y »" in (folder / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        (f"https://github.com/o/promisetrack@{COMMIT}", True),
        (f"https://forge.example/a/b/promisetrack.git@{'0' * 64}", True),
        ("https://github.com/o/promisetrack@main", False),
        (f"http-something@{COMMIT}", False),
        (f"https://u@forge.example/o/p@{COMMIT}", False),
        (f"https://forge.example/o/p\n  run: x@{COMMIT}", False),
    ],
)
def test_only_a_commit_names_a_version(text: str, *, is_right: bool) -> None:
    """A branch or a tag can be moved: only a whole commit is a version."""
    value, wrong = read_program(text)
    assert (value is not None) is is_right
    assert (wrong is None) is is_right


def test_the_installer_knows_where_the_program_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installed from a repository, a program knows address and commit; else it does not."""
    told = {
        "fromgit": {
            "url": "https://forge.example/o/p.git",
            "vcs_info": {"vcs": "git", "commit_id": COMMIT},
        },
        "fromfolder": {"url": "file:///somewhere", "dir_info": {"editable": True}},
    }
    for name, said in told.items():
        info = tmp_path / f"{name}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        (info / "direct_url.json").write_text(json.dumps(said))
    monkeypatch.syspath_prepend(str(tmp_path))
    assert origin("fromgit") == ("https://forge.example/o/p.git", COMMIT)
    assert origin("fromfolder") is None
    assert origin("not-installed-at-all") is None
