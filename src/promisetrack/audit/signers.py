"""The keys that may publish: `allowed_signers` in the log, without names and dates.

A key counts from the entry that brings it to the entry that drops it. Who owns it and from when
it is said to be valid are claims of its owner, so neither is written, and neither is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEY: Final = re.compile(
    r"(?:^|[ \t])((?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp(?:256|384|521)"
    r"|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]{16,4096}={0,2})"
    r"(?=[ \t]|$)"
)
_LIMIT: Final = 64


def read(content: bytes) -> tuple[str, ...]:
    """Return the keys (`type base64`) of a file of keys or of allowed signers, sorted.

    What is no key, and authorities that could certify any key, are left out.
    """
    found = set()
    for line in content.decode("utf-8", "replace").splitlines():
        if line.lstrip().startswith("#") or "cert-authority" in line:
            continue
        key = _KEY.search(line)
        if key is not None:
            found.add(key[1])
    return tuple(sorted(found))[:_LIMIT]


def write(keys: Iterable[str]) -> bytes:
    """Return the file in git's format for allowed signers."""
    return "".join(f'promisetrack namespaces="git" {key}\n' for key in sorted(set(keys))).encode()
