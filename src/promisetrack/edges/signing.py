"""SSH signatures of commits: made by git where it is set up for them, checked with ssh-keygen.

Git is set up when `gpg.format` is `ssh` and `user.signingkey` names a key. Those two may stand in
the repository's own settings; a program that signs (`gpg.ssh.program`) is taken from the user's
own settings only, because what a repository names is not run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from promisetrack.diagnostic import say
from promisetrack.edges.machine import refusal
from promisetrack.edges.process import own_settings
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisetrack.edges.git import Repository

Signature: TypeAlias = Literal["valid", "none", "wrong", "unknown"]
"""`unknown`: it cannot be checked here, for want of ssh-keygen or because it is of another kind."""

SIGNERS_SETTING = "promisetrack.signers"
"""Names a file with the public keys that may publish, one a line; for changing keys."""

_KEYS = ("gpg.format", "user.signingkey", "gpg.ssh.program", SIGNERS_SETTING)
_PATIENCE = 30.0
_BEGIN = b"-----BEGIN SSH SIGNATURE-----"
_HEADERS = {"sha1": b"gpgsig", "sha256": b"gpgsig-sha256"}
_PASSED_ON = ("SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY", "SSH_ASKPASS_REQUIRE", "GPG_TTY")
_WHO = "promisetrack"


@dataclass(frozen=True, slots=True)
class Signing:
    """How git signs here: the key, its public half (`type base64`), and git's settings for it.

    `signers` is the text of the file that the setting `promisetrack.signers` names, or None.
    """

    public_key: str
    settings: tuple[str, ...]
    environment: tuple[tuple[str, str | None], ...]
    signers: str | None


def signing_of(repository: Repository) -> Signing | None:
    """Return how entries are signed here, None where git is not set up for it."""
    told = own_settings(_KEYS)
    words = (
        "config",
        "--local",
        "--no-includes",
        "-z",
        "--get-regexp",
        r"^(gpg|user|promisetrack)\.",
    )
    local = repository.runner.ask(*words).out.decode("utf-8", "replace")
    for one in local.split("\0"):
        key, _, value = one.partition("\n")
        if key in _KEYS and key != "gpg.ssh.program":
            told[key] = value
    if told.get("gpg.format") != "ssh" or not told.get("user.signingkey"):
        return None
    settings = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={told['user.signingkey']}"]
    program = told.get("gpg.ssh.program") or "ssh-keygen"
    settings += ["-c", f"gpg.ssh.program={program}"]
    return Signing(
        public_key=_public_key(told["user.signingkey"]),
        settings=tuple(settings),
        environment=tuple((key, os.environ[key]) for key in _PASSED_ON if key in os.environ),
        signers=_text_of(told.get(SIGNERS_SETTING)),
    )


def check_signature(content: bytes, keys: Sequence[str], object_format: str) -> Signature:
    """Say whether a commit's bytes carry an SSH signature by one of these keys (`type base64`)."""
    payload, signature = split_signature(content, object_format)
    if not signature:
        return "none"
    program = shutil.which("ssh-keygen")
    if not signature.lstrip().startswith(_BEGIN) or program is None:
        return "unknown"
    with tempfile.TemporaryDirectory(prefix="promisetrack-") as folder:
        allowed, sealed = Path(folder, "allowed"), Path(folder, "signature")
        allowed.write_text("".join(f'{_WHO} namespaces="git" {key}\n' for key in keys), "utf-8")
        sealed.write_bytes(signature)
        command = [program, "-Y", "verify", "-f", str(allowed), "-I", _WHO, "-n", "git"]
        return _verified([*command, "-s", str(sealed)], payload, folder)


def split_signature(content: bytes, object_format: str) -> tuple[bytes, bytes]:
    """Return a commit's bytes without any signature, and its signature for this object format."""
    head, gap, body = content.partition(b"\n\n")
    kept: list[bytes] = []
    sealed: list[bytes] = []
    inside = b""
    for line in head.split(b"\n"):
        key = line.partition(b" ")[0]
        if line.startswith(b" ") and inside:
            if inside == _HEADERS[object_format]:
                sealed.append(line[1:])
            continue
        inside = key if key in _HEADERS.values() else b""
        if not inside:
            kept.append(line)
        elif inside == _HEADERS[object_format]:
            sealed.append(line.partition(b" ")[2])
    return b"\n".join(kept) + gap + body, b"\n".join(sealed) + b"\n" if sealed else b""


def _verified(command: list[str], payload: bytes, folder: str) -> Signature:
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, no shell
            command,
            input=payload,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            cwd=folder,
            env={"PATH": os.defpath, "HOME": folder, "LC_ALL": "C"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return "unknown"
    return "valid" if done.returncode == 0 else "wrong"


def _public_key(named: str) -> str:
    """Return the public half of a signing key: written out, or in a file beside the private one."""
    literal = named.removeprefix("key::")
    if named.startswith(("key::", "ssh-", "ecdsa-", "sk-")) and " " in literal:
        return " ".join(literal.split()[:2])
    path = Path(named).expanduser()
    for place in (path, path.with_name(path.name + ".pub")):
        words = (_text_of(str(place)) or "").split() if place.exists() else []
        if len(words) > 1 and words[0].startswith(("ssh-", "ecdsa-", "sk-")):
            return " ".join(words[:2])
    raise PromisetrackError(
        say("the public half of the signing key “{key}” was not found", key=named),
        say(
            "git’s setting user.signingkey must name a key whose .pub file lies beside it, or the "
            "public key itself; “git config --unset gpg.format” publishes unsigned"
        ),
    )


def _text_of(path: str | None) -> str | None:
    if not path:
        return None
    try:
        return Path(path).expanduser().read_bytes()[: 64 * 1024].decode("utf-8", "replace")
    except OSError as fault:
        raise PromisetrackError(
            say("{path} cannot be read: {why}", path=path, why=refusal(fault))
        ) from fault
