"""Traps planted in `.git`: no program of theirs runs, and no command gives another answer.

A repository that is handed over brings its own configuration; much of it names programs, and some
of it changes what git says without changing a single hash.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
from typing import TYPE_CHECKING, TypeAlias

import pytest

from promisetrack.cli import run
from tests.auditing import PROMISE, Story, copy, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Planted: TypeAlias = "Callable[[Story, str], None]"
Answers: TypeAlias = dict[str, object]

HOOKS = (
    "applypatch-msg", "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit",
    "pre-rebase", "post-checkout", "post-merge", "pre-push", "pre-receive", "update",
    "post-update", "post-receive", "proc-receive", "reference-transaction", "pre-auto-gc",
    "post-rewrite", "post-index-change", "fsmonitor-watchman", "sendemail-validate",
)  # fmt: skip


def git_dir(story: Story) -> Path:
    """Return the repository's own folder."""
    return story.root / ".git"


def put(place: Path, text: str | bytes) -> Path:
    """Write a file, whatever was there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.chmod(0o644)
    place.write_bytes(text.encode() if isinstance(text, str) else text)
    return place


def settings(text: str) -> Planted:
    """Return a trap that is lines of configuration; TRAP is the program, HERE the folder."""

    def plant(story: Story, trap: str) -> None:
        with (git_dir(story) / "config").open("a") as file:
            file.write(text.replace("TRAP", trap).replace("HERE", str(git_dir(story))) + "\n")

    return plant


def hooks(story: Story, trap: str) -> None:
    """Every hook that git knows."""
    for name in HOOKS:
        put(git_dir(story) / "hooks" / name, f"#!/bin/sh\n{trap}\n").chmod(0o755)


def hooks_elsewhere(story: Story, trap: str) -> None:
    """The same in another folder, which the configuration names."""
    for name in HOOKS:
        put(git_dir(story) / "more" / name, f"#!/bin/sh\n{trap}\n").chmod(0o755)
    settings("[core]\n\thooksPath = HERE/more")(story, trap)


def attributes(lines: str, config: str) -> Planted:
    """Return a trap of attributes for every file, and what they stand for."""

    def plant(story: Story, trap: str) -> None:
        put(git_dir(story) / "info/attributes", lines)
        settings(config)(story, trap)

    return plant


def attributes_file(story: Story, trap: str) -> None:
    """Attributes in a file that the configuration names."""
    put(git_dir(story) / "own", "* diff=x filter=x working-tree-encoding=UTF-16\n")
    config = "[core]\n\tattributesFile = HERE/own\n"
    settings(config + '[diff "x"]\n\ttextconv = TRAP\n[filter "x"]\n\tclean = TRAP')(story, trap)


def included(story: Story, trap: str) -> None:
    """Settings from another file, always and under a condition."""
    text = f"[core]\n\tfsmonitor = {trap}\n\tpager = {trap}\n\teditor = {trap}\n"
    put(git_dir(story) / "more.config", text)
    config = '[include]\n\tpath = more.config\n[includeIf "gitdir:**"]\n\tpath = more.config'
    settings(config)(story, trap)


def worktree_config(story: Story, trap: str) -> None:
    """Settings of this working tree alone."""
    put(git_dir(story) / "config.worktree", f"[core]\n\tfsmonitor = {trap}\n\tpager = {trap}\n")
    settings("[extensions]\n\tworktreeConfig = true")(story, trap)


def replaced(story: Story, trap: str) -> None:
    """Other objects in the place of the last commit, its tree and a promise."""
    story.made.git("replace", "HEAD", "HEAD~1")
    story.made.git("replace", f"HEAD:{PROMISE}", f"HEAD~1:{PROMISE}")
    log = story.tip()
    story.made.git("replace", log, f"{log}~1")


def grafted(story: Story, trap: str) -> None:
    """A history that begins at its last commit."""
    put(git_dir(story) / "info/grafts", story.made.git("rev-parse", "HEAD") + "\n")


def poisoned_graph(story: Story, trap: str) -> None:
    """A commit-graph in which the last commit has the tree of the one before."""
    story.made.git("commit-graph", "write", "--reachable")
    place = git_dir(story) / "objects/info/commit-graph"
    one, other = (
        bytes.fromhex(story.made.git("rev-parse", f"{c}^{{tree}}")) for c in ("HEAD", "HEAD~1")
    )
    content = place.read_bytes()
    assert one in content
    put(place, content.replace(one, other))


def poisoned_index_of_packs(story: Story, trap: str) -> None:
    """An index over several packs that is none."""
    story.made.git("repack", "-adq")
    story.made.git("multi-pack-index", "write")
    put(git_dir(story) / "objects/pack/multi-pack-index", b"MIDX" + bytes(300))


def alternates(story: Story, trap: str) -> None:
    """Objects from elsewhere: a folder that is not there, one of another repository."""
    put(git_dir(story) / "objects/info/alternates", f"/nowhere/objects\n{git_dir(story)}/objects\n")
    settings("[core]\n\talternateRefsCommand = TRAP\n\talternateRefsPrefixes = refs")(story, trap)


def index_lies(story: Story, trap: str) -> None:
    """An index that says of a changed file that it need not be looked at."""
    story.made.git("update-index", "--skip-worktree", PROMISE)
    story.made.git("update-index", "--assume-unchanged", "commitments/tracker.yaml")


def damaged_index(story: Story, trap: str) -> None:
    """An index that is none."""
    put(git_dir(story) / "index", b"DIRC" + bytes(300))


def other_names(story: Story, trap: str) -> None:
    """A mailmap that gives everybody another name."""
    put(git_dir(story) / "map", "Eve <eve@example.org> <ada@example.org>\n")
    settings("[mailmap]\n\tfile = HERE/map\n[log]\n\tmailmap = true")(story, trap)


TRAPS: dict[str, Planted] = {
    "hooks": hooks,
    "hooks elsewhere": hooks_elsewhere,
    "a monitor of files": settings(
        "[core]\n\tfsmonitor = TRAP\n\tfsmonitorHookVersion = 2\n\tuntrackedCache = true"
    ),
    "a reader of files": attributes("* diff=x\n", '[diff "x"]\n\ttextconv = TRAP'),
    "a program for differences": settings("[diff]\n\texternal = TRAP\n\ttrustExitCode = true"),
    "a driver for differences": attributes("* diff=x\n", '[diff "x"]\n\tcommand = TRAP'),
    "a filter": attributes(
        "* filter=x\n",
        '[filter "x"]\n\tclean = TRAP\n\tsmudge = TRAP\n\tprocess = TRAP\n\trequired = true',
    ),
    "a driver for merges": attributes("* merge=x\n", '[merge "x"]\n\tdriver = TRAP\n\tname = x'),
    "files called binary": attributes("* -diff -text working-tree-encoding=UTF-16 eol=crlf\n", ""),
    "attributes elsewhere": attributes_file,
    "a pager": settings(
        "[core]\n\tpager = TRAP\n[pager]\n\tlog = TRAP\n\tdiff = TRAP\n\tcat-file = TRAP\n"
        "\tconfig = TRAP\n\trev-list = TRAP"
    ),
    "an editor": settings("[core]\n\teditor = TRAP\n[sequence]\n\teditor = TRAP"),
    "a keeper of passwords": settings(
        "[credential]\n\thelper = !TRAP\n[core]\n\taskPass = TRAP\n[sendemail]\n\tsmtpServer = TRAP"
    ),
    "a way to the network": settings(
        "[core]\n\tsshCommand = TRAP\n\tgitProxy = TRAP\n[ssh]\n\tvariant = simple\n"
        '[protocol "ext"]\n\tallow = always'
    ),
    "a remote that is a program": settings(
        '[remote "origin"]\n\turl = ext::TRAP\n\tuploadpack = TRAP\n\treceivepack = TRAP\n'
        '[url "ext::TRAP "]\n\tinsteadOf = /\n[uploadpack]\n\tpackObjectsHook = TRAP'
    ),
    "names for commands": settings(
        "[alias]\n\tlog = !TRAP\n\tcat-file = !TRAP\n\trev-parse = !TRAP\n\tconfig = !TRAP"
    ),
    "programs that sign": settings(
        '[gpg]\n\tprogram = TRAP\n[gpg "ssh"]\n\tprogram = TRAP\n\tdefaultKeyCommand = TRAP\n'
        "[log]\n\tshowSignature = true\n[tag]\n\tgpgSign = true"
    ),
    "settings from elsewhere": included,
    "settings of the working tree": worktree_config,
    "replaced objects": replaced,
    "a grafted history": grafted,
    "a poisoned commit-graph": poisoned_graph,
    "a poisoned index of packs": poisoned_index_of_packs,
    "objects from elsewhere": alternates,
    "an index that lies": index_lies,
    "a damaged index": damaged_index,
    "other names": other_names,
    "differences shown otherwise": settings(
        "[diff]\n\trelative = true\n\tnoprefix = true\n\torderFile = /dev/null\n"
        "\trenames = copies\n\tignoreSubmodules = all\n\tinterHunkContext = 9\n\tcontext = 0\n"
        "\talgorithm = patience\n\tsubmodule = log\n\tcolorMoved = zebra\n\twordRegex = ."
    ),
    "histories shown otherwise": settings(
        "[log]\n\tshowRoot = false\n\tfollow = true\n\tdate = relative\n\tdecorate = full\n"
        "\tdiffMerges = on\n\texcludeDecoration = *\n[format]\n\tpretty = x\n"
        "[notes]\n\tdisplayRef = *"
    ),
    "colours and columns": settings(
        "[color]\n\tui = always\n\tdiff = always\n[column]\n\tui = always\n[core]\n\tabbrev = 4"
    ),
    "other letters": settings(
        "[i18n]\n\tlogOutputEncoding = UTF-16\n\tcommitEncoding = UTF-16\n[core]\n"
        "\tquotePath = true\n\tautocrlf = true\n\teol = crlf\n"
        "\tprecomposeUnicode = true\n\tignoreCase = true"
    ),
    "cleaning up": settings(
        "[gc]\n\tauto = 1\n\tautoDetach = false\n\tpruneExpire = now\n\treflogExpire = now\n"
        "[maintenance]\n\tauto = true\n\tstrategy = incremental\n[receive]\n\tautogc = true"
    ),
    "submodules and programs around": settings(
        '[submodule "x"]\n\turl = ext::TRAP\n\tupdate = !TRAP\n[interactive]\n\tdiffFilter = TRAP\n'
        '[trailer "x"]\n\tcommand = TRAP\n[browser "x"]\n\tcmd = TRAP\n[init]\n'
        '\ttemplateDir = HERE\n[difftool "x"]\n\tcmd = TRAP\n'
        '[mergetool "x"]\n\tcmd = TRAP\n[lsrefs]\n\tunborn = ignore'
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with one publication and something new that is not published yet."""
    found = tell(tmp_path_factory.mktemp("story"), 1)
    found.promise(2027)
    found.made.write(PROMISE, (found.root / PROMISE).read_text("utf-8").replace("2027", "2028"))
    return found


@pytest.fixture(scope="module")
def plain(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Return what the commands say where nothing is planted."""
    one = copy(story, tmp_path_factory.mktemp("plain") / "town")
    remote = one.root.parent / "remote.git"
    one.made.git("init", "-q", "--bare", str(remote))
    return answers(one)


def answers(story: Story) -> Answers:
    """Return what all commands say of a tracker, its folder left out."""
    here, site = ["-C", str(story.root)], story.root.parent / "site-1"
    day = ["--today", "2025-06-01"]
    commands = {
        "check": [*here, "check", "--format", "json", *day],
        "base": [*here, "check", "--base", "HEAD~1", "--format", "json", *day],
        "build": [*here, "build", "-o", str(site), *day],
        "history": [*here, "history", "--format", "json"],
        "diff": [*here, "diff", "HEAD~1", "HEAD", "--format", "json"],
        "publish": [
            *here,
            "publish",
            "-o",
            str(site),
            "--push",
            str(story.root.parent / "remote.git"),
        ],
        "verify": [*here, "verify", str(site), "--rebuild", "--format", "json"],
    }
    found: Answers = {}
    for name, words in commands.items():
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(words)
        place = str(story.root.parent)
        found[name] = (code, out.getvalue().replace(place, ""), err.getvalue().replace(place, ""))
    found["site"] = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }
    found["log"] = (git_dir(story) / "refs/heads/promisetrack-log").read_text()
    return found


def test_the_plain_answers_are_those_of_a_sound_tracker(plain: Answers) -> None:
    """The comparison sees something: every command went well, and the changed file is told."""
    codes = {name: told[0] for name, told in plain.items() if isinstance(told, tuple)}
    weakened = codes.pop("base"), codes.pop("check")  # the example moves its deadline twice
    assert set(weakened) <= {0, 1}
    assert set(codes.values()) == {0}
    assert "1 changed file is not in this site" in str(plain["build"])
    assert len(TRAPS) >= 20


def sprung(story: Story, folder: Path, names: list[str]) -> tuple[Answers, bool]:
    """Plant traps in a copy; return what the commands say then, and whether a trap went off."""
    one = copy(story, folder / "town")
    one.made.git("init", "-q", "--bare", str(one.root.parent / "remote.git"))
    fired = folder / "fired"
    trap = put(folder / "trap", f'#!/bin/sh\necho "$0 $@" >> {fired}\nexit 0\n')
    trap.chmod(0o755)
    for name in names:
        TRAPS[name](one, str(trap))
    fired.unlink(missing_ok=True)  # planting itself asks git
    return answers(one), fired.exists()


def test_all_traps_together(story: Story, plain: Answers, tmp_path: Path) -> None:
    """With everything planted at once, no program runs, and each answer is the plain one."""
    order = [name for name in TRAPS if name != "a poisoned index of packs"]
    last = ("replaced objects", "a grafted history")  # from here on git itself sees another past
    order.sort(key=lambda name: (TRAPS[name].__name__ == "plant", name in last))
    found, is_fired = sprung(story, tmp_path, order)
    assert not is_fired
    assert {name: found[name] for name in found if found[name] != plain[name]} == {}


@pytest.mark.proof
@pytest.mark.parametrize("name", TRAPS)
def test_each_trap(name: str, story: Story, plain: Answers, tmp_path: Path) -> None:
    """One at a time: no program runs, and each answer is the plain one."""
    found, is_fired = sprung(story, tmp_path, [name])
    assert not is_fired
    assert {key: found[key] for key in found if found[key] != plain[key]} == {}
