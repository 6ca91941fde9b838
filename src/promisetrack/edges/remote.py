"""Other people's repositories: fetched into a repository of our own making, pushed to from one.

The repository here has no part in it: its settings could name programs to run, so fetching and
pushing happen in an empty one beside it, which has none. The user's own git configuration counts
(credentials, proxies). Only file, git, http, https and ssh are spoken; nothing is checked out and
no hook runs.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from promisetrack.diagnostic import say
from promisetrack.edges.git import Repository
from promisetrack.edges.process import PATIENCE, Runner
from promisetrack.edges.refusals import not_pushed
from promisetrack.errors import PromisetrackError, UsageFault

FETCH_PATIENCE = 900.0
HEADS_LIMIT = 10_000

_PASSED_ON = (
    "SSH_AUTH_SOCK", "SSH_ASKPASS", "GIT_ASKPASS", "GIT_SSH_COMMAND", "DISPLAY",
    "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
    "XDG_CONFIG_HOME", "GIT_SSL_CAINFO",
)  # fmt: skip
_FORMATS = {40: "sha1", 64: "sha256"}
_CAREFUL = ("-c", "transfer.fsckObjects=false", "-c", "protocol.version=2")


@dataclass(frozen=True, slots=True)
class Heads:
    """What a repository elsewhere offers: commits by branch, and the branch that HEAD names."""

    branches: dict[str, str]
    head: str | None
    object_format: str


def heads_of(place: str, folder: Path) -> Heads:
    """Ask a repository for its branches. `place` is an address, a folder or a bundle."""
    words = (*_CAREFUL, "ls-remote", "--symref", "--end-of-options", _checked(place))
    answer = _outside(folder, PATIENCE).ask(*words)
    if answer.code != 0:
        raise _unreachable(place, answer.complaint)
    branches: dict[str, str] = {}
    head, commit = None, ""
    for line in answer.out.decode("utf-8", "backslashreplace").splitlines():
        value, _, name = line.partition("\t")
        if name == "HEAD":
            if value.startswith("ref: refs/heads/"):
                head = value.removeprefix("ref: refs/heads/")
            else:
                commit = value
        elif name.startswith("refs/heads/") and len(branches) < HEADS_LIMIT:
            branches[name.removeprefix("refs/heads/")] = value
    if head is None:
        head = next((name for name, one in branches.items() if one == commit), None)
    any_id = next(iter(branches.values()), commit)
    return Heads(branches, head, _FORMATS.get(len(any_id), "sha1"))


def fetch_all(place: str, folder: Path) -> Repository:
    """Fetch every branch of a repository into a new bare one in `folder`; HEAD as it is there."""
    heads = heads_of(place, folder)
    git_dir = empty_repository(folder, heads.object_format, heads.head or "main")
    fetch(git_dir, place, ["refs/heads/*:refs/heads/*"])
    return opened(git_dir)


def fetch(git_dir: Path, place: str, refspecs: list[str]) -> None:
    """Fetch into a repository of our own making; without `+` nothing is overwritten."""
    runner = Runner(git_dir, git_dir=git_dir, environment=_environment(), patience=FETCH_PATIENCE)
    words = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-gc")
    answer = runner.ask(
        *_CAREFUL, *words, "--no-write-fetch-head", "--end-of-options", _checked(place), *refspecs
    )
    if answer.code != 0:
        raise _unreachable(place, answer.complaint)


def take(own: Repository, other: Repository, commit: str) -> None:
    """Copy a commit and all that it needs into this repository; no name leads to it yet."""
    if other.git_dir == own.git_dir:
        return
    told = (("GIT_ALLOW_PROTOCOL", "file"), ("GIT_WORK_TREE", None))
    runner = replace(own.runner, environment=told, patience=FETCH_PATIENCE)
    words = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-gc")
    place = str(other.git_dir.resolve())
    answer = runner.ask(
        *_CAREFUL,
        *("-c", "uploadpack.allowAnySHA1InWant=true"),
        *words,
        "--no-write-fetch-head",
        "--end-of-options",
        place,
        commit,
    )
    if answer.code != 0:
        raise _unreachable(place, answer.complaint)


def opened(git_dir: Path, prefix: str = "") -> Repository:
    """Return a repository of our own making as one that can be read."""
    repository = Repository.open(git_dir, prefix=prefix)
    if repository is None:
        raise PromisetrackError(say("{folder} is no git repository", folder=str(git_dir)))
    return repository


def empty_repository(
    folder: Path, object_format: str, head: str, *, borrowing: Path | None = None
) -> Path:
    """Make a bare repository without any template, hook or setting; return its folder.

    `borrowing` is a repository whose objects it may use without copying them.
    """
    git_dir = folder / "repository.git"
    for name in ("objects/info", "objects/pack", "refs/heads"):
        (git_dir / name).mkdir(parents=True)
    is_new = object_format != "sha1"
    config = f"[core]\n\trepositoryformatversion = {int(is_new)}\n\tbare = true\n"
    if is_new:
        config += f"[extensions]\n\tobjectformat = {object_format}\n"
    (git_dir / "config").write_text(config, "utf-8")
    name = head if head and not set(head) & set("\n\r\0") else "main"
    (git_dir / "HEAD").write_text(f"ref: refs/heads/{name}\n", "utf-8")
    if borrowing is not None:
        alternates = git_dir / "objects/info/alternates"
        alternates.write_bytes(os.fsencode(borrowing / "objects") + b"\n")
    return git_dir


def push(
    repository: Repository, folder: Path, remote: str, *, branch: str, commit: str, over: str | None
) -> None:
    """Push one commit as one branch, nothing else, and only forward.

    `over` is the commit that the branch may leave behind: a log that begins anew by law.
    """
    address = remote_address(repository, remote)
    git_dir = empty_repository(
        folder, repository.object_format, "main", borrowing=objects_home(repository)
    )
    _take_headers(repository, git_dir)
    target = f"refs/heads/{branch}"
    lease = (f"--force-with-lease={target}:{over}",) if over else ()
    words = ("push", "--quiet", "--no-verify", "--no-follow-tags", "--recurse-submodules=no")
    runner = Runner(git_dir, git_dir=git_dir, environment=_environment(), patience=FETCH_PATIENCE)
    answer = runner.ask(
        *_CAREFUL, *words, *lease, "--end-of-options", _checked(address), f"{commit}:{target}"
    )
    if answer.code != 0:
        raise not_pushed(remote, branch, answer.err)


def ensure_remote(repository: Repository, remote: str) -> None:
    """Raise UsageFault where a word is neither the name of a remote here nor any address."""
    is_place = any(sign in remote for sign in "/:\\.") or Path(remote).exists()
    if is_place or remote_address(repository, remote) != remote:
        return
    raise UsageFault(
        say("no remote has the name “{remote}” here", remote=remote),
        say(
            "“git remote -v” shows them; “git remote add {remote} https://…” adds it", remote=remote
        ),
    )


def remote_address(repository: Repository, remote: str) -> str:
    """Return the address that a remote's name stands for, else the word itself."""
    for key in (f"remote.{remote}.pushurl", f"remote.{remote}.url"):
        answer = repository.runner.ask("config", "--local", "--no-includes", "-z", "--get", key)
        if answer.code == 0 and answer.out:
            address = answer.out.split(b"\0")[0].decode("utf-8", "surrogateescape")
            break
    else:
        address = remote
    base = repository.toplevel or repository.git_dir
    nearby = base / address
    return str(nearby.resolve()) if "://" not in address and nearby.exists() else address


def objects_home(repository: Repository) -> Path:
    """Return the folder that holds `objects/`: of a further working tree, the main one's."""
    answer = repository.runner.ask("rev-parse", "--git-common-dir")
    told = Path(os.fsdecode(answer.out.removesuffix(b"\n")))
    return (repository.git_dir / told).resolve() if answer.code == 0 else repository.git_dir


def _take_headers(repository: Repository, git_dir: Path) -> None:
    """Take over the header with which continuous integration proves who it is, nothing else."""
    words = ("config", "--local", "--includes", "-z", "--get-regexp", r"^http\..*\.extraheader$")
    answer = repository.runner.ask(*words)
    config = git_dir / "config"
    config.chmod(0o600)
    for one in answer.out.decode("utf-8", "replace").split("\0"):
        key, _, value = one.partition("\n")
        if key and value and not set(value) & set("\r\n\0"):
            place = Runner(git_dir, git_dir=git_dir)
            place.demand("config", "--file", str(config), "--add", key, value)


def _outside(folder: Path, patience: float) -> Runner:
    return Runner(folder, environment=_environment(), patience=patience)


def _environment() -> tuple[tuple[str, str | None], ...]:
    told: dict[str, str | None] = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    told |= {
        "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
        "GIT_CONFIG_GLOBAL": None,
        "GIT_CONFIG_NOSYSTEM": None,
        "GIT_WORK_TREE": None,
        "GIT_HTTP_LOW_SPEED_LIMIT": "500",
        "GIT_HTTP_LOW_SPEED_TIME": "30",
    }
    if "GIT_SSH_COMMAND" not in told:
        told["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes -o ConnectTimeout=20"
    return tuple(told.items())


def _checked(place: str) -> str:
    """Return an address as git may have it: a folder by its whole path, no option, no helper."""
    if not place or place.startswith("-") or "::" in place.split("/")[0] or "\0" in place:
        raise UsageFault(
            say("“{place}” is no address of a repository", place=place),
            say("give a folder, a bundle, or an address that git fetches from"),
        )
    with suppress(OSError, ValueError):
        if "://" not in place and Path(place).exists():
            return str(Path(place).resolve())
    return place


def _unreachable(place: str, complaint: str) -> PromisetrackError:
    return PromisetrackError(
        say("{place} cannot be fetched: {complaint}", place=place, complaint=complaint),
        say("look at the address, and try again when the network is there"),
    )
