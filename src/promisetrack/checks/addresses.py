"""Whether a reader can open an address, and if not, what was meant.

Source: RFC 3986, 3 (scheme, authority); the schemes are those that pages link to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from promisetrack.diagnostic import say

if TYPE_CHECKING:
    from promisetrack.diagnostic import Message

_WEB: Final = ("http", "https")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+\-]*)[ \t\r\n]*:")
_DISK: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\|file:", re.IGNORECASE)
_EMAIL: Final = re.compile(r"[^@\s<>:/]+@[^@\s<>:/]+\.[^@\s<>:/.]+")
_HOST: Final = re.compile(
    r"(?:[\w-]+\.)+(?P<last>[^\W\d_]{2,})\.?(?::[0-9]+)?(?=[/?#]|$)|localhost(?=[:/]|$)"
)
_FILES: Final = re.compile(
    r"csv|docx?|geojson|gif|html?|jpe?g|json|md|od[pst]|pdf|png|svg|txt|webp|xlsx?|xml|ya?ml|zip"
)
_TOPS: Final = re.compile(r"be|ca|ch|com|de|edu|es|eu|example|fr|gov|info|int|io|net|org|uk")
"""Ends of names that are surely those of sites: a relative link may look like others."""
_FAR: Final = 2
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Unopened:
    """Why an address cannot be opened, and what to write."""

    message: Message
    help: Message


def unopened(address: str, *, is_relative_allowed: bool) -> Unopened | None:
    """Return why a reader cannot open an address; None where nothing is wrong with it.

    `is_relative_allowed` where a path of the tracker's own files may stand too.
    """
    bare = address.strip()
    scheme = _SCHEME.match(bare)
    if _DISK.match(bare):
        return _on_disk(bare)
    if scheme is None or _is_host(bare):
        return _without_scheme(bare, is_relative_allowed=is_relative_allowed)
    name, rest = scheme[1].lower(), bare[scheme.end() :]
    if name == "mailto":
        return _mail(bare, rest)
    if name not in _WEB:
        return _other(bare, name, rest)
    return _web(bare, name, rest)


def _web(bare: str, name: str, rest: str) -> Unopened | None:
    if not rest.startswith("//"):
        meant = f"{name}://{rest.lstrip('/')}"
        return Unopened(
            say(
                "the address “{address}” lacks the two slashes behind the colon", address=_cut(bare)
            ),
            _did_you_mean(meant) if _is_host(rest.lstrip("/")) else _begin(),
        )
    host = re.split(r"[/?#\\]", rest[2:], maxsplit=1)[0].rpartition("@")[2]
    if not re.search(r"\w", host):
        return Unopened(say("the address “{address}” names no site", address=_cut(bare)), _begin())
    return _spaced(bare)


def _spaced(bare: str) -> Unopened | None:
    if not re.search(r"\s", bare):
        return None
    meant = re.sub(r"\s", "%20", bare)
    return Unopened(
        say("there is a space in the address “{address}”", address=_cut(bare)),
        say("write only the address; a space in it is “%20”: “{meant}”", meant=_cut(meant)),
    )


def _mail(bare: str, rest: str) -> Unopened | None:
    receivers = rest.partition("?")[0]
    if all(_EMAIL.fullmatch(one.strip()) for one in receivers.split(",")):
        return None
    return Unopened(
        say("“{address}” names no e-mail address", address=_cut(bare)),
        say("write “mailto:” and an e-mail address, such as mailto:mairie@ville.example"),
    )


def _other(bare: str, name: str, rest: str) -> Unopened:
    if rest.startswith("/") and OSA.distance(name, "https") <= _FAR:
        return Unopened(_not_safe(bare), _did_you_mean(f"https://{rest.lstrip('/')}"))
    return Unopened(_not_safe(bare), _begin())


def _on_disk(bare: str) -> Unopened:
    return Unopened(
        say("“{address}” lies on your own computer: nobody else can open it", address=_cut(bare)),
        say("put the file into the folder “files” of the plan and name it after “file:”"),
    )


def _without_scheme(bare: str, *, is_relative_allowed: bool) -> Unopened | None:
    if bare.startswith("//"):
        return Unopened(_lacks_scheme(bare), _did_you_mean(f"https:{bare}"))
    https = re.match(r"(?:https?)(?://|/|\.//)(.+)", bare, re.IGNORECASE)
    if https:
        return Unopened(_lacks_colon(bare), _did_you_mean(f"https://{https[1].lstrip('/')}"))
    if _EMAIL.fullmatch(bare) and not is_relative_allowed:
        return Unopened(_lacks_scheme(bare), _did_you_mean(f"mailto:{bare}"))
    if _is_host(bare, is_sure=is_relative_allowed):
        return Unopened(_lacks_scheme(bare), _did_you_mean(f"https://{bare}"))
    if is_relative_allowed:
        return None
    return Unopened(
        say("“{address}” is not an address that can be opened", address=_cut(bare)),
        _file() if re.match(r"\.*/?(?:commitments/|files/)", bare) else _begin(),
    )


def _is_host(text: str, *, is_sure: bool = False) -> bool:
    """Whether a text begins with the name of a site, and goes on as an address does."""
    found = _HOST.match(text)
    if found is None or re.search(r"\s", text):
        return False
    last = (found["last"] or "").lower()
    if text.lower().startswith("www."):
        return True
    return bool(_TOPS.fullmatch(last)) if is_sure else not _FILES.fullmatch(last)


def _not_safe(bare: str) -> Message:
    return say("the address “{address}” cannot be opened safely", address=_cut(bare))


def _lacks_scheme(bare: str) -> Message:
    return say(
        "the address “{address}” lacks its beginning, “https://” or “mailto:”", address=_cut(bare)
    )


def _lacks_colon(bare: str) -> Message:
    return say("the address “{address}” lacks the colon behind “https”", address=_cut(bare))


def _did_you_mean(meant: str) -> Message:
    return say("did you mean “{near}”?", near=_cut(meant))


def _begin() -> Message:
    return say("write one that begins with “https://”")


def _file() -> Message:
    return say("a file of the register is named after “file:”, not after “url:”")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
