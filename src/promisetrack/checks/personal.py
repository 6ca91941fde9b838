"""What looks like one person's own address or number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMAIL: Final = re.compile(
    r"([A-Za-z0-9._%+-]{1,64})@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)"
)
_NAME: Final = re.compile(r"[A-Za-z]\.?[A-Za-z-]*[._][A-Za-z-]{2,}")
_MAILBOXES: Final = (
    "gmail.",
    "hotmail.",
    "outlook.",
    "yahoo.",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "sfr.fr",
    "icloud.com",
    "proton.me",
    "protonmail.com",
)
"""Mailboxes of private people (beginnings of their domains)."""

_MOBILE: Final = re.compile(r"(?<![\d+])(?:\+33\s?|0)[67](?:[ .-]?\d{2}){4}(?!\d)")
_FUNCTIONS: Final = frozenset(
    [
        "accueil",
        "bureau",
        "budget",
        "contact",
        "contacts",
        "courrier",
        "data",
        "direction",
        "donnees",
        "info",
        "infos",
        "mairie",
        "office",
        "open",
        "participation",
        "presse",
        "press",
        "public",
        "secretariat",
        "service",
        "services",
        "support",
        "team",
        "webmaster",
        "www",
    ]
)


def personal_in(text: str) -> Iterator[str]:
    """Yield e-mail addresses made of a name, private mailboxes and French mobile numbers."""
    if "@" in text:
        for found in _EMAIL.finditer(text):
            if _is_personal(found[1], found[2].lower()):
                yield found[0]
    yield from _MOBILE.findall(text)


def _is_personal(name: str, domain: str) -> bool:
    if domain.startswith(_MAILBOXES):
        return True
    words = set(re.split(r"[._-]", name.lower()))
    return _NAME.fullmatch(name) is not None and not words & _FUNCTIONS
