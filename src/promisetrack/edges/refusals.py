"""Why git did not write or push an entry, in words: the cause, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say, say_later
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisetrack.edges.process import Answer

_AGAIN: Final = say("do what is missing, then run the same command again")

_BEHIND: Final = ("non-fast-forward", "fetch first", "stale info", "[rejected]")
_NOWHERE: Final = (
    "does not appear to be a git repository", "repository not found", "not found:", "error: 404",
    "does not exist", "no such file or directory", "project you were looking for could not be",
)  # fmt: skip
_OFFLINE: Final = (
    "could not resolve host", "failed to connect", "couldn't connect", "connection refused",
    "network is unreachable", "timed out", "no route to host", "operation too slow",
    "connection reset", "temporary failure in name resolution", "the remote end hung up",
)  # fmt: skip
_STRANGER: Final = ("host key verification failed",)
_FORBIDDEN: Final = (
    "permission denied", "authentication failed", "could not read username",
    "could not read password", "error: 401", "error: 403", "access denied", "not authorized",
    "protected branch", "remote rejected", "insufficient permission", "permission to",
    "read-only", "hook declined",
)  # fmt: skip
_FULL: Final = ("no space left", "disk quota", "quota exceeded")


def not_pushed(remote: str, branch: str, complaint: str) -> PromisetrackError:
    """Return the error for a push that git refused with these words."""
    told = complaint.lower()
    for words, cause, remedy in _KNOWN:
        if any(one in told for one in words):
            return PromisetrackError(
                _filled(cause, remote, branch), _filled(remedy, remote, branch)
            )
    return PromisetrackError(
        say("the log was not pushed to {remote}: {why}", remote=remote, why=_reason(complaint)),
        _AGAIN,
    )


def not_written(answer: Answer, *, is_signed: bool) -> PromisetrackError:
    """Return the error for an entry that git did not write, or that was not signed."""
    if not is_signed:
        return PromisetrackError(
            say("the entry could not be written: {complaint}", complaint=answer.complaint),
            say("see that there is room on the disk and that the folder .git may be written"),
        )
    if "passphrase" in answer.err.lower():
        return PromisetrackError(
            say("nothing was published: the signing key is locked by a passphrase"),
            say("unlock it (ssh-add, with the key that user.signingkey names), then publish again"),
        )
    return PromisetrackError(
        say(
            "nothing was published: the signature failed ({complaint})", complaint=answer.complaint
        ),
        say("see that “git commit -S” works here, then publish again"),
    )


_KNOWN: Final[Sequence[tuple[tuple[str, ...], Message, Message]]] = (
    (
        _BEHIND,
        say_later("the log was not pushed: {remote} has a publication that is not here"),
        say_later(
            "fetch it first (git fetch {remote} {branch}), build again, publish again; "
            "the log is never overwritten"
        ),
    ),
    (
        _OFFLINE,
        say_later("the log was not pushed: {remote} cannot be reached"),
        say_later(
            "see that the network is there and the address right; then run the same command again"
        ),
    ),
    (
        _STRANGER,
        say_later("the log was not pushed: this computer does not know {remote} yet"),
        say_later(
            "connect to it once by hand (git fetch {remote}) and accept its key; then try again"
        ),
    ),
    (
        _FORBIDDEN,
        say_later("the log was not pushed: {remote} does not let you write the branch {branch}"),
        say_later("log in there, or ask who keeps it for the right to write; then try again"),
    ),
    (
        _FULL,
        say_later("the log was not pushed: there is no room left at {remote}"),
        say_later("make room there, then run the same command again"),
    ),
    (
        _NOWHERE,
        say_later("the log was not pushed: there is no repository at {remote}"),
        say_later("“git remote -v” shows the names and addresses that are known here; correct it"),
    ),
)
"""In this order: what is said of a cause often names the next ones too."""


def _filled(message: Message, remote: str, branch: str) -> Message:
    gaps = {"remote": remote, "branch": branch}
    return say(message.text, **{name: gaps[name] for name in gaps if f"{{{name}}}" in message.text})


def _reason(complaint: str) -> str:
    """Return the line of git's that says most."""
    lines = [line.strip() for line in complaint.splitlines()]
    told = [line for line in lines if line.startswith(("!", "fatal:", "remote: error", "error:"))]
    return (told or lines or [""])[0]
