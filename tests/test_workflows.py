"""What runs on forges: valid, hardened, and run here as plain shell on a small repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it has none

from promisetrack.cli import run
from promisetrack.cli.shell import COMMANDS
from tests.test_site_valid import html_validate, vnu

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
REUSABLE = [path for path in WORKFLOWS if path.name != "ci.yml"]
ACTION = ROOT / "action.yml"
GITLAB = ROOT / "templates" / "gitlab" / "promisetrack.yml"
PINS = {
    "actions/checkout": "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "actions/setup-python": "5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "actions/upload-pages-artifact": "fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "actions/deploy-pages": "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
    "actions/configure-pages": "45bfe0192ca1faeb007ade9deae92b16b8254a0d # v6.0.0",
    "actions/upload-artifact": "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1",
    "actions/download-artifact": "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1",
    "marocchino/sticky-pull-request-comment": ("5770ad5eb8f42dd2c4f34da00c94c5381e49af88 # v3.0.5"),
}


def name(path: object) -> str:
    """Return a path's name, as the id of a test."""
    return path.name if isinstance(path, Path) else str(path)


def parsed(path: Path) -> Any:
    """Return what a file says."""
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", [ACTION]),
        ("vendor.gitlab-ci", [GITLAB]),
    ],
)
def test_forges_accept_the_files(schema: str, paths: list[Path]) -> None:
    """The files fit the schemas that the forges publish."""
    transform = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", schema, *transform]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_strictest_linter_finds_nothing() -> None:
    """Zizmor, at its most pedantic, has nothing to say about workflows and action."""
    command = [str(BIN / "zizmor"), "--offline", "--persona", "pedantic", "--format", "json"]
    done = subprocess.run(
        [*command, str(ACTION), *map(str, WORKFLOWS)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stdout


def test_exceptions_to_the_linter_have_reasons() -> None:
    """What the linter is told to overlook says why, and is one kind of thing only."""
    lines = [line for path in WORKFLOWS for line in path.read_text("utf-8").splitlines()]
    told = [line.split("zizmor: ignore")[1] for line in lines if "zizmor: ignore" in line]
    assert told
    assert all(
        re.fullmatch(r"\[self-repository\] it is this workflow's own .+", one) for one in told
    )


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=name)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    """Each action of others is the commit that was looked at, with its version beside it."""
    for line in path.read_text("utf-8").splitlines():
        used = re.match(r"\s+(?:- )?uses: ([^@\s]+)@(.+)", line)
        if used:
            assert PINS[used[1]] == used[2]


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_workflows_are_hardened(path: Path) -> None:
    """No rights at the top, a limit of time on each job, no kept token, no untrusted expansion."""
    workflow = parsed(path)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in path.read_text("utf-8")
    for job in workflow["jobs"].values():
        assert "uses" in job or job["timeout-minutes"] <= 30
        for step in job.get("steps", ()):
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
                assert step["with"].get("fetch-depth") == 0 or step["with"]["path"] == "program"


@pytest.mark.parametrize("path", REUSABLE, ids=name)
def test_what_a_stranger_wrote_never_meets_a_right_to_write(path: Path) -> None:
    """A job with a right to write checks nothing out and does not run the program."""
    for job in parsed(path)["jobs"].values():
        may_write = "write" in job["permissions"].values()
        steps = [step.get("uses", "").split("@")[0] for step in job.get("steps", ())]
        assert not (may_write and {"actions/checkout", "./program"} & set(steps))


@pytest.mark.parametrize("path", REUSABLE, ids=name)
def test_the_program_is_that_of_the_workflow(path: Path) -> None:
    """The program is checked out at the workflow's own commit, beside the commitments."""
    for job in parsed(path)["jobs"].values():
        checkouts = [
            step["with"]
            for step in job.get("steps", ())
            if step.get("uses", "").startswith("actions/checkout@")
        ]
        if checkouts:
            assert [one["path"] for one in checkouts] == ["tracker", "program"]
            assert checkouts[1]["repository"] == "${{ job.workflow_repository }}"
            assert checkouts[1]["ref"] == "${{ job.workflow_sha }}"


def test_hooks_run_commands_that_exist() -> None:
    """Each hook of pre-commit calls a command of the program."""
    hooks = parsed(ROOT / ".pre-commit-hooks.yaml")
    for hook in hooks:
        program, command, *_ = hook["entry"].split()
        assert program == "promisetrack"
        assert command in COMMANDS
    names = {hook["id"] for hook in hooks}
    assert names == {"promisetrack-check", "promisetrack-fix", "promisetrack-fmt"}


PROMISE = "id: a\ntitle: Ouvrir le budget\nlead: mairie\ndue: 2025-12-31\nstatus: in-progress\n"
FILES = {
    "commitments/tracker.yaml": "title: T\nlanguages:\n  - fr\n",
    "commitments/organisations.yaml": "- id: mairie\n  name: Mairie\n  kind: government\n",
    "commitments/p/plan.yaml": "id: p\ntitle: P\n",
    "commitments/p/a.yaml": PROMISE,
}


class Job:
    """A job of GitHub Actions, as far as the steps of the action know one."""

    def __init__(self, folder: Path, inputs: dict[str, str]) -> None:
        self.folder = folder
        self.runner = folder.parent / "runner"
        self.runner.mkdir()
        (self.runner / "promisetrack" / "out").mkdir(parents=True)
        self.summary = self.runner / "summary.md"
        self.summary.touch()
        action = parsed(ACTION)
        defaults = {key: str(one.get("default", "")) for key, one in action["inputs"].items()}
        self.inputs = {**defaults, **inputs}
        self.steps: dict[str, dict[str, str]] = {"install": {"command": str(self._program())}}
        self.shell = [one for one in action["runs"]["steps"] if "run" in one]
        self.log = ""

    def _program(self) -> Path:
        path = self.runner / "program"
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -m promisetrack "$@"\n')
        path.chmod(0o755)
        return path

    def run(self, *, install: bool = False) -> int:
        """Run every step as GitHub would; return the exit code of the first that fails."""
        for step in self.shell:
            if step.get("id") == "install" and not install:
                continue
            if "if" in step and not self._is_met(step["if"]):
                continue
            code = self._step(step)
            if code:
                return code
        return 0

    def _is_met(self, condition: str) -> bool:
        left, operator, right = self._filled(condition.strip("${ }"), bare=True).split()
        return (left == right) == (operator == "==")

    def _step(self, step: dict[str, Any]) -> int:
        output = self.runner / "output"
        output.write_text("")
        environment = {
            **os.environ,
            **{key: self._filled(value) for key, value in step["env"].items()},
            "GITHUB_EVENT_NAME": "pull_request" if self.inputs["base"] else "push",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.runner),
            "SOURCE_DATE_EPOCH": "1767225600",
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        pairs = [line.split("=", 1) for line in output.read_text().splitlines()]
        if "id" in step:
            self.steps.setdefault(step["id"], {}).update(dict(pairs))
        return done.returncode

    def _filled(self, text: str, *, bare: bool = False) -> str:
        def value(found: re.Match[str]) -> str:
            parts = found[1].split(".")
            if parts[0] == "inputs":
                said = self.inputs[parts[1]]
            elif parts[0] == "steps":
                said = self.steps.get(parts[1], {}).get(parts[3], "")
            else:
                said = str(ROOT)  # github.action_path
            return repr(said) if bare else said

        return (
            re.sub(r"([a-z]+(?:\.[a-z_]+)+)", value, text)
            if bare
            else re.sub(r"\$\{\{ ([^}]+) \}\}", value, text)
        )


def git(folder: Path, *arguments: str) -> str:
    """Return what git prints."""
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with one commit."""
    folder = tmp_path / "tracker"
    write(folder, FILES)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def commit(folder: Path) -> str:
    """Commit everything; return the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Change")
    return git(folder, "rev-parse", "HEAD")


def proposed(folder: Path, change: dict[str, str]) -> str:
    """Commit a change on top of the base; return the base."""
    base = git(folder, "rev-parse", "HEAD")
    write(folder, change)
    commit(folder)
    return base


def test_the_action_tells_what_a_pull_request_does(repository: Path) -> None:
    """Annotations, summary, comment, report and preview come out; a weaker promise is named."""
    base = proposed(repository, {"commitments/p/a.yaml": PROMISE.replace("2025-12", "2026-12")})
    job = Job(repository, {"base": base, "language": "fr"})
    assert job.run() == 1
    assert "::error file=commitments/p/a.yaml,line=4" in job.log
    comment = Path(job.steps["change"]["comment"]).read_text("utf-8")
    report = Path(job.steps["check"]["report"]).read_text("utf-8")
    for text in (comment, job.summary.read_text("utf-8"), report):
        assert "31 décembre 2026" in text
        assert "Ouvrir le budget" in text
    assert "Ce que les contrôles ont trouvé" in job.summary.read_text("utf-8")
    assert (Path(job.steps["preview"]["site"]) / "fr/commitments/a/index.html").is_file()


def test_an_error_fails_the_job_after_everything_was_told(repository: Path) -> None:
    """A wrong file is annotated at its line, stands in summary and report, and fails the job."""
    base = proposed(
        repository, {"commitments/p/a.yaml": PROMISE.replace("in-progress", "in-progres")}
    )
    job = Job(repository, {"base": base})
    assert job.run() == 1
    assert job.steps["check"]["result"] == "1"
    assert "::error file=commitments/p/a.yaml,line=5" in job.log
    assert "in-progres" in job.summary.read_text("utf-8")
    assert "in-progres" in Path(job.steps["check"]["report"]).read_text("utf-8")


def test_without_a_base_there_is_no_comment(repository: Path) -> None:
    """On the main branch only the files are checked."""
    job = Job(repository, {"preview": "false"})
    assert job.run() == 0
    assert "change" not in job.steps
    assert "preview" not in job.steps


def test_what_is_no_tracker_fails_in_words(tmp_path: Path) -> None:
    """A folder without commitments fails with exit code 3 and says so."""
    (tmp_path / "empty").mkdir()
    job = Job(tmp_path / "empty", {})
    assert job.run() == 3
    assert "no tracker here" in job.log or "is not a tracker" in job.log


def test_the_code_of_a_pull_request_is_not_run(repository: Path) -> None:
    """Modules and templates that a pull request brings along are data: nothing imports them."""
    trap = "import pathlib; pathlib.Path('TRAPPED').write_text('x')\n"
    change = {
        f"{module}.py": trap
        for module in ("click", "yaml", "sitecustomize", "promisetrack", "json")
    }
    change["site_templates/base.html"] = "TRAPPED-TEMPLATE"
    job = Job(repository, {"base": proposed(repository, change)})
    job.run()
    assert not (repository / "TRAPPED").exists()
    pages = Path(job.steps["preview"]["site"]).rglob("*.html")
    assert not any("TRAPPED-TEMPLATE" in page.read_text("utf-8") for page in pages)


def test_words_of_a_pull_request_command_nothing(repository: Path) -> None:
    """A title that looks like a command of the forge, HTML or Markdown stays words everywhere."""
    hostile = "'\\r::add-mask::x <script>alert(1)</script> [x](javascript:1) @everyone | ${{ x }}'"
    change = {"commitments/p/a.yaml": PROMISE.replace("Ouvrir le budget", hostile)}
    job = Job(repository, {"base": proposed(repository, change)})
    job.run()
    assert not re.search(r"^::add-mask", job.log, re.MULTILINE)
    report = Path(job.steps["check"]["report"]).read_text("utf-8")
    comment = Path(job.steps["change"]["comment"]).read_text("utf-8")
    told = report + comment + job.summary.read_text("utf-8")
    assert not re.search(r"(?<!\\)<script", told)
    assert not re.search(r"(?<!\\)@everyone|(?<!\\)\[x\]", comment)


def test_a_long_comment_is_cut_and_whole_in_the_summary(repository: Path) -> None:
    """A comment stays below the limit of the forge; the summary has every line."""
    change = {
        f"commitments/p/c{n}.yaml": f"id: c{n}\ntitle: {'Très long ' * 20}{n}\nstatus: unknown\n"
        for n in range(400)
    }
    job = Job(repository, {"base": proposed(repository, change), "preview": "false"})
    job.run()
    comment = Path(job.steps["change"]["comment"]).read_bytes()
    assert len(comment) < 65_536
    assert "promisetrack diff" in comment.decode("utf-8")
    summary = job.summary.read_text("utf-8").splitlines()
    told = [line for line in summary if re.match(r" {4}.*\(c\d+\)$", line)]
    assert len(told) == 400


@pytest.mark.proof
def test_the_action_installs_the_program_by_its_lock_file(repository: Path) -> None:
    """The first step makes an environment from the lock file, and the program runs from it."""
    job = Job(repository, {"preview": "false"})
    assert job.run(install=True) == 0, job.log
    assert "runner/promisetrack/promisetrack" in job.steps["install"]["command"]


def test_the_log_is_pushed_forward_only(tmp_path: Path, repository: Path) -> None:
    """The job with the right to write pushes the branch of the log, and never by force."""
    [step] = [
        one
        for one in parsed(ROOT / ".github/workflows/publish.yml")["jobs"]["log"]["steps"]
        if "run" in one
    ]
    git(tmp_path, "init", "--quiet", "--bare", "server/o/r.git")
    git(repository, "branch", "log")

    def push() -> int:
        work = tmp_path / "work"
        subprocess.run(["rm", "-rf", str(work)], check=True)
        work.mkdir()
        git(repository, "bundle", "create", "--quiet", str(work / "log.bundle"), "refs/heads/log")
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", step["run"]],
            cwd=work,
            check=False,
            env={
                **os.environ,
                "LOG": "log",
                "TOKEN": "t",
                "GITHUB_SERVER_URL": (tmp_path / "server").as_uri(),
                "GITHUB_REPOSITORY": "o/r",
            },
        )
        return done.returncode

    assert push() == 0
    server = tmp_path / "server/o/r.git"
    assert git(server, "rev-parse", "log") == git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "--quiet", "--orphan", "log2")
    write(repository, {"other.txt": "another history"})
    commit(repository)
    git(repository, "branch", "--force", "log", "log2")
    assert push() != 0


def test_the_template_for_gitlab_runs(repository: Path, tmp_path: Path) -> None:
    """The script of the GitLab job gives a Code Quality report, a page and a preview."""
    base = proposed(repository, {"commitments/p/a.yaml": PROMISE.replace("2025-12", "2026-12")})
    program = tmp_path / "bin" / "promisetrack"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -m promisetrack "$@"\n')
    program.chmod(0o755)
    script = "\n".join(parsed(GITLAB)["promisetrack:check"]["script"])
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=repository,
        env={
            **os.environ,
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
            "CI_MERGE_REQUEST_IID": "7",
            "SOURCE_DATE_EPOCH": "1767225600",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    quality = json.loads((repository / "promisetrack-quality.json").read_text("utf-8"))
    assert quality[0]["location"]["path"] == "commitments/p/a.yaml"
    assert (repository / "promisetrack-preview/index.html").is_file()
    assert "<html" in (repository / "promisetrack-report.html").read_text("utf-8")


@pytest.mark.proof
def test_the_template_for_gitlab_installs_the_named_commit(repository: Path) -> None:
    """The template fetches the program at the commit that the project names, and only that."""
    named = git(ROOT, "rev-parse", "HEAD")
    script = "\n".join(parsed(GITLAB)[".promisetrack"]["before_script"])
    for asked, code in ((named, 0), ("f" * 40, 128), ("main", 3)):
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", f"{script}\npromisetrack check"],
            cwd=repository,
            env={
                **os.environ,
                "PROMISETRACK_REPOSITORY": ROOT.as_uri(),
                "PROMISETRACK_COMMIT": asked,
                "PROMISETRACK_FOLDER": ".",
                "PROMISETRACK_LANGUAGE": "en",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr


def test_the_report_needs_nothing_else(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report is one page in the reader's language, without script, loading nothing."""
    for language, heading in (("en", "What the checks found"), ("fr", "Ce que les contrôles")):
        run(["-C", str(repository), "--lang", language, "check", "--format", "html"])
        page = capsys.readouterr().out
        assert f'<html lang="{language}">' in page
        assert f"<h1>{heading}" in page
        assert "default-src 'none'" in page
        assert not re.search(r"<script|\ssrc=|<link|url\(", page)


def test_the_report_is_valid_and_accessible(
    repository: Path, tmp_path: Path, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both validators and axe find nothing in a report on a change, in light and in dark."""
    base = proposed(repository, {"commitments/p/a.yaml": PROMISE.replace("2025-12", "2026-12")})
    run(["-C", str(repository), "--lang", "fr", "check", "--format", "html", f"--base={base}"])
    write(tmp_path / "page", {"report.html": capsys.readouterr().out})
    assert not vnu(tmp_path / "page")
    assert not html_validate(tmp_path / "page")
    for scheme in ("light", "dark"):
        tab = browser.new_page(color_scheme=scheme, bypass_csp=True)
        tab.goto((tmp_path / "page" / "report.html").as_uri())
        found = Axe().run(tab).response["violations"]
        tab.close()
        assert not [(one["id"], one["nodes"][0]["html"]) for one in found]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_words(shell: str) -> None:
    """The shell gets its function, commands with their help, options, and choices."""
    source = complete(f"{shell}_source", "")
    assert "_PROMISETRACK_COMPLETE" in source
    found = complete(f"{shell}_complete", "promisetrack ch", LC_ALL="fr_FR.UTF-8")
    assert "checks" in found
    assert "build" not in found
    if shell != "bash":
        assert "Énumérer tous les contrôles" in found


def test_the_shell_completes_options_and_choices() -> None:
    """Options of a command and the choices of an option are offered too."""
    assert "plain,--base" in complete("bash_complete", "promisetrack check --b")
    assert "plain,gitlab" in complete("bash_complete", "promisetrack check --format g")


def test_the_shell_completes_commitments_and_plans(repository: Path) -> None:
    """The ids of commitments and plans are offered where a command wants one."""
    folder = str(repository)
    assert "plain,a" in complete("bash_complete", f"promisetrack -C {folder} update a")
    assert "plain,p" in complete("bash_complete", f"promisetrack -C {folder} new p")
    assert "plain,plan" not in complete("bash_complete", f"promisetrack -C {folder} update p")


def complete(asked: str, words: str, **environment: str) -> str:
    """Return what the program says to a shell that asks."""
    script = "import sys; from promisetrack.__main__ import main; sys.exit(main())"
    inherited = {name: one for name, one in os.environ.items() if name != "LANGUAGE"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={
            **inherited,
            **environment,
            "_PROMISETRACK_COMPLETE": asked,
            "COMP_WORDS": words,
            "COMP_CWORD": words.split()[-1] if "fish" in asked else str(len(words.split()) - 1),
        }
        if words
        else {**inherited, "_PROMISETRACK_COMPLETE": asked},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
