"""Which language a user's environment asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NAME = re.compile(r"([A-Za-z]{2,3})(?:[_-][A-Za-z0-9]+)*(?:\.[\w-]+)?(?:@\w+)?")
_SAYS_NOTHING = ("", "C", "POSIX")


def language(environ: Mapping[str, str], known: Sequence[str] = ("en", "fr")) -> str:
    """Return the first of the known languages that the environment asks for, else the first.

    The order is POSIX's (XBD 8.2): LC_ALL, then LC_MESSAGES, then LANG; the first one that is
    set decides. LANGUAGE, a list of GNU gettext, goes before them unless they say C.
    """
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    if name.split(".")[0] in _SAYS_NOTHING:
        return known[0]
    wanted = [*environ.get("LANGUAGE", "").split(":"), name]
    codes = (found[1].lower() for one in wanted if (found := _NAME.fullmatch(one)))
    return next((code for code in codes if code in known), known[0])
