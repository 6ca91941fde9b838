"""Repositories that try to run something, to hide something, or to answer with something else."""

from __future__ import annotations

import os
import shutil
import zlib
from typing import TYPE_CHECKING

import pytest

from promisetrack.edges.git import Repository
from promisetrack.errors import PromisetrackError
from tests.edges_repository import Made, make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ONE = "commitments/p/one.yaml"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Return a repository with a merge in its history."""
    repo = make(tmp_path / "repo")
    repo.change(ONE, "id: one\n", "begin")
    repo.git("checkout", "-q", "-b", "side")
    repo.change(ONE, "id: one\na: 1\n", "side")
    repo.git("checkout", "-q", "main")
    repo.change("commitments/p/two.yaml", "id: two\n", "main")
    repo.merge("side")
    return repo


def everything(folder: Path) -> object:
    """Return all that a repository answers."""
    repo = Repository.open(folder)
    assert repo is not None
    repo.ensure_complete()
    head = repo.resolve("HEAD")
    chain = repo.main_line(head)
    changes = tuple(repo.changes(chain))
    return (
        repo.prefix,
        repo.branch(),
        repo.read(head),
        changes,
        tuple(repo.brought(chain)),
        tuple(repo.commit_texts(line.id for line in chain)),
        tuple(repo.blobs(one.new_blob for c in changes for one in c.entries if one.new_blob)),
        repo.status(),
    )


def config(made: Made, text: str) -> None:
    """Add lines to the repository's own configuration."""
    with (made.path / ".git/config").open("a") as file:
        file.write(text)


def hooks(made: Made, trap: str) -> None:
    """Plant every hook."""
    for name in ("post-checkout", "pre-commit", "post-index-change", "reference-transaction"):
        hook = made.path / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{trap}\n")
        hook.chmod(0o755)


def attributes(made: Made, trap: str) -> None:
    """Plant filters and drivers for every file."""
    config(made, f'[filter "x"]\n\tclean = {trap}\n\tsmudge = {trap}\n\tprocess = {trap}\n')
    config(
        made, f'[diff "x"]\n\tcommand = {trap}\n\ttextconv = {trap}\n[merge "x"]\n\tdriver={trap}\n'
    )
    (made.path / ".git/info").mkdir(exist_ok=True)
    (made.path / ".git/info/attributes").write_text("* filter=x diff=x merge=x\n")


def graft(made: Made, trap: str) -> None:
    """Cut the history at its last commit."""
    (made.path / ".git/info").mkdir(exist_ok=True)
    (made.path / ".git/info/grafts").write_text(made.git("rev-parse", "HEAD") + "\n")


def replace(made: Made, trap: str) -> None:
    """Replace the last commit, a tree and a file by others."""
    made.git("replace", "HEAD", "HEAD~1")
    made.git("replace", f"HEAD~1:{ONE}", "HEAD~1:commitments/p/two.yaml")
    made.git("replace", "--graft", "HEAD~1")


def commit_graph(made: Made, trap: str) -> None:
    """Write a commit-graph in which the last commit has another tree and no second parent."""
    made.git("commit-graph", "write", "--reachable")
    (place,) = (made.path / ".git/objects/info").glob("commit-graph")
    tree = bytes.fromhex(made.git("rev-parse", "HEAD^{tree}"))
    other = bytes.fromhex(made.git("rev-parse", "HEAD~1^{tree}"))
    content = place.read_bytes()
    assert tree in content
    place.chmod(0o644)
    place.write_bytes(content.replace(tree, other))


def multi_pack(made: Made, trap: str) -> None:
    """Write a multi-pack index and spoil it."""
    made.git("repack", "-adq")
    made.git("multi-pack-index", "write")
    place = made.path / ".git/objects/pack/multi-pack-index"
    place.chmod(0o644)
    place.write_bytes(b"MIDX" + bytes(200))


def included(made: Made, trap: str) -> None:
    """Include settings from another file."""
    other = made.path / ".git/more"
    other.write_text(f"[core]\n\tfsmonitor = {trap}\n\tsshCommand = {trap}\n\tpager = {trap}\n")
    config(made, "[include]\n\tpath = more\n")


def mailmap(made: Made, trap: str) -> None:
    """Give Ada another name."""
    (made.path / ".git/map").write_text("Eve <eve@example.org> <ada@example.org>\n")
    config(made, f"[mailmap]\n\tfile = {made.path}/.git/map\n[log]\n\tmailmap = true\n")


def index(content: bytes | None) -> Callable[[Made, str], None]:
    """Return a trap that is another index, or with None a pipe in its place that never ends."""

    def plant(made: Made, trap: str) -> None:
        place = made.path / ".git/index"
        place.unlink()
        if content is None:
            os.mkfifo(place)
        else:
            place.write_bytes(content)

    return plant


def no_index(made: Made, trap: str) -> None:
    """Take the index away."""
    (made.path / ".git/index").unlink()


def setting(text: str) -> Callable[[Made, str], None]:
    """Return a trap that is a few lines of configuration."""

    def plant(made: Made, trap: str) -> None:
        config(made, text.replace("TRAP", trap))

    return plant


TRAPS: dict[str, Callable[[Made, str], None]] = {
    "hooks": hooks,
    "hooks path": setting("[core]\n\thooksPath = .git/hooks\n"),
    "attributes": attributes,
    "grafts": graft,
    "replace": replace,
    "commit-graph": commit_graph,
    "multi-pack index": multi_pack,
    "include": included,
    "mailmap": mailmap,
    "index missing": no_index,
    "index damaged": index(b"DIRC\0\0\0\2" + bytes(range(200))),
    "index empty": index(b""),
    "index of a later git": index(b"DIRC\0\0\0\x63" + bytes(24)),
    "index that never ends": index(None),
    "fsmonitor": setting("[core]\n\tfsmonitor = TRAP\n"),
    "pager": setting("[core]\n\tpager = TRAP\n[pager]\n\trev-list = TRAP\n\tcat-file = TRAP\n"),
    "ssh": setting("[core]\n\tsshCommand = TRAP\n\tgitProxy = TRAP\n\taskPass = TRAP\n"),
    "external diff": setting("[diff]\n\texternal = TRAP\n\ttool = x\n"),
    "alias": setting("[alias]\n\trev-list = !TRAP\n\tcat-file = !TRAP\n\trev-parse = !TRAP\n"),
    "diff settings": setting(
        "[diff]\n\trenames = copies\n\tnoprefix = true\n\trelative = true\n"
        "\torderFile = .git/config\n\tignoreSubmodules = all\n"
        "[log]\n\tshowRoot = false\n\tshowSignature = true\n"
    ),
    "quoting": setting("[core]\n\tquotePath = true\n\tabbrev = 4\n\tprecomposeUnicode = true\n"),
    "colours": setting("[color]\n\tui = always\n\tdiff = always\n"),
    "work tree": setting("[core]\n\tworktree = /\n"),
    "work tree missing": setting("[core]\n\tworktree = /nowhere/at/all\n"),
    "bare": setting("[core]\n\tbare = true\n"),
    "signing": setting("[gpg]\n\tprogram = TRAP\n[gpg \"ssh\"]\n\tprogram = TRAP\n"),
    "credentials": setting("[credential]\n\thelper = !TRAP\n"),
    "encoding": setting("[i18n]\n\tlogOutputEncoding = UTF-16\n\tcommitEncoding = UTF-16\n"),
    "line ends": setting("[core]\n\tautocrlf = true\n\teol = crlf\n\tignoreCase = true\n"),
}  # fmt: skip


@pytest.mark.parametrize("trap", sorted(TRAPS))
def test_nothing_planted_runs_or_changes_an_answer(made: Made, tmp_path: Path, trap: str) -> None:
    """A trap in `.git` neither fires nor changes what is read."""
    before = everything(made.path)
    marker = tmp_path / "fired"
    program = tmp_path / "trap"
    program.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n")
    program.chmod(0o755)
    TRAPS[trap](made, str(program))
    assert everything(made.path) == before
    assert not marker.exists()


def test_attributes_in_the_tree_change_nothing(made: Made) -> None:
    """`-diff`, another encoding and filters in .gitattributes do not touch what is read."""
    text = b"* -diff working-tree-encoding=UTF-16 filter=lfs export-ignore\n"
    made.write(".gitattributes", text)
    name = made.git("hash-object", "-w", "--no-filters", "--stdin", told=text)
    made.git("update-index", "--add", "--cacheinfo", f"100644,{name},.gitattributes")
    made.git("commit", "-q", "-m", "attributes")
    repo = Repository.open(made.path)
    assert repo is not None
    assert [file.content for file in repo.read(repo.head())] == [b"id: one\na: 1\n", b"id: two\n"]
    (change,) = list(repo.changes(repo.main_line(repo.head())))[-1].entries
    assert change.path == ".gitattributes"


HOSTILE_ENVIRONMENT = {
    "GIT_DIR": "/nowhere",
    "GIT_WORK_TREE": "/",
    "GIT_INDEX_FILE": "/nowhere",
    "GIT_OBJECT_DIRECTORY": "/nowhere",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.worktree",
    "GIT_CONFIG_VALUE_0": "/",
    "GIT_CONFIG_PARAMETERS": "'core.bare'='true'",
    "GIT_EXTERNAL_DIFF": "/bin/false",
    "GIT_TRACE": "1",
    "GIT_NAMESPACE": "other",
    "GIT_SHALLOW_FILE": "/dev/null",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere",
    "GIT_PREFIX": "x/",
    "LC_ALL": "tr_TR.UTF-8",
    "LANGUAGE": "fr",
    "TZ": "Pacific/Kiritimati",
}


def test_the_environment_is_not_listened_to(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables named GIT_*, the locale and the zone change no answer."""
    before = everything(made.path)
    for key, value in HOSTILE_ENVIRONMENT.items():
        monkeypatch.setenv(key, value)
    assert everything(made.path) == before


def test_settings_of_the_home_folder_are_not_read(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user's own configuration changes no answer, even when it is broken."""
    before = everything(made.path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text("this is [no configuration\n")
    assert everything(made.path) == before


def test_a_git_in_the_working_folder_is_not_run(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative entry of the search path finds no program in a repository."""
    marker = tmp_path / "fired"
    program = made.path / "git"
    program.write_text(f"#!/bin/sh\ntouch {marker}\n")
    program.chmod(0o755)
    everything(made.path)  # GitPython looks for git once, at its import
    monkeypatch.chdir(made.path)
    monkeypatch.setenv("PATH", f".:{os.environ['PATH']}")
    everything(made.path)
    assert not marker.exists()


def test_without_git_the_error_says_so(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git gets a sentence and no traceback."""
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(PromisetrackError, match="git was not found"):
        Repository.open(made.path)


def objects(made: Made) -> dict[str, str]:
    """Return one object of each kind that takes part in an answer."""
    return {
        "blob": made.git("rev-parse", f"HEAD:{ONE}"),
        "old blob": made.git("rev-parse", f"HEAD~2:{ONE}"),
        "root tree": made.git("rev-parse", "HEAD^{tree}"),
        "old root tree": made.git("rev-parse", "HEAD~1^{tree}"),
        "tree": made.git("rev-parse", "HEAD:commitments/p"),
        "old tree": made.git("rev-parse", "HEAD~1:commitments/p"),
        "commit": made.git("rev-parse", "HEAD"),
        "old commit": made.git("rev-parse", "HEAD~1"),
        "side commit": made.git("rev-parse", "HEAD^2"),
    }


KINDS = (
    "blob", "old blob", "root tree", "old root tree", "tree", "old tree",
    "commit", "old commit", "side commit",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_object_is_an_error(made: Made, kind: str) -> None:
    """Whatever object is not there, the reading ends with exit code 3."""
    made.loose(objects(made)[kind]).unlink()
    with pytest.raises(PromisetrackError) as error:
        everything(made.path)
    assert error.value.exit_code == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_object_is_an_error(made: Made, kind: str) -> None:
    """An object that ends too soon or cannot be unpacked is no answer."""
    place = made.loose(objects(made)[kind])
    content = place.read_bytes()
    place.chmod(0o644)
    place.write_bytes(content[: len(content) // 2])
    with pytest.raises(PromisetrackError) as error:
        everything(made.path)
    assert error.value.exit_code == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_lying_object_is_an_error(made: Made, kind: str) -> None:
    """An object with other bytes of the same kind under its name is named."""
    named = objects(made)
    swapped = {
        "blob": "old blob", "old blob": "blob", "tree": "old tree", "old tree": "tree",
        "root tree": "old root tree", "old root tree": "root tree",
        "commit": "old commit", "old commit": "side commit", "side commit": "old commit",
    }  # fmt: skip
    kept = zlib.decompress(made.loose(named[swapped[kind]]).read_bytes()).split(b"\0", 1)[1]
    made.forge(named[kind], kind.split()[-1], kept)
    with pytest.raises(PromisetrackError) as error:
        everything(made.path)
    assert error.value.exit_code == 3
    assert ("id", named[kind]) in error.value.message.values


def test_a_forged_old_commit_does_not_shorten_the_history(made: Made) -> None:
    """A commit rewritten in place to have no parents is found out."""
    name = made.git("rev-parse", "HEAD~1")
    content = zlib.decompress(made.loose(name).read_bytes()).split(b"\0", 1)[1]
    lines = [line for line in content.split(b"\n") if not line.startswith(b"parent ")]
    made.forge(name, "commit", b"\n".join(lines))
    repo = Repository.open(made.path)
    assert repo is not None
    with pytest.raises(PromisetrackError, match="not what its name says"):
        repo.main_line(repo.head())


def test_a_setting_that_never_ends_is_given_up(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """An included pipe makes git wait; we do not wait for ever."""
    monkeypatch.setattr("promisetrack.edges.process.PATIENCE", 1.0)
    os.mkfifo(made.path / ".git/pipe")
    config(made, "[include]\n\tpath = pipe\n")
    with pytest.raises(PromisetrackError, match="does not answer"):
        Repository.open(made.path)


@pytest.mark.parametrize("broken", ["config", "HEAD", "link"])
def test_a_broken_repository_is_an_error_or_none(made: Made, broken: str) -> None:
    """Settings that cannot be read are named; what is no repository is none."""
    if broken == "config":
        config(made, "nonsense [\n")
        with pytest.raises(PromisetrackError, match="cannot read this repository"):
            Repository.open(made.path)
    elif broken == "HEAD":
        (made.path / ".git/HEAD").unlink()
        assert Repository.open(made.path) is None
    else:
        shutil.rmtree(made.path / ".git")
        (made.path / ".git").write_text("gitdir: /nowhere\n")
        with pytest.raises(PromisetrackError, match="cannot read this repository"):
            Repository.open(made.path)


def test_a_tree_made_to_exhaust_its_reader_is_refused(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trees that name one another ten times over ten levels are given up soon."""
    monkeypatch.setattr("promisetrack.edges.trees.FILES_LIMIT", 20_000)
    monkeypatch.setattr("promisetrack.edges.process.MEMORY", 64 << 20)
    name = made.git("hash-object", "-w", "--stdin", told=b"x")
    kind = "100644 blob"
    for _ in range(8):
        lines = "".join(f"{kind} {name}\tf{n}\n" for n in range(10))
        name = made.git("mktree", told=lines.encode())
        kind = "040000 tree"
    name = made.git("mktree", told=f"040000 tree {name}\tcommitments\n".encode())
    commit = made.git("commit-tree", "-m", "bomb", name)
    repo = Repository.open(made.path)
    assert repo is not None
    with pytest.raises(PromisetrackError, match="more than"):
        repo.listing(commit)
    with pytest.raises(PromisetrackError, match="cannot read this repository") as error:
        list(repo.changes(repo.main_line(commit)))
    assert "memory" in str(error.value.message.values)
