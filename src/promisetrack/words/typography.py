"""The spaces of French typography; other languages are left alone.

People type plain spaces. Here they become the spaces that do not break: narrow (U+202F) before
`;` `!` `?` and in thousands, of full width (U+00A0) before `:` `%` and money signs and inside
guillemets. Only spaces that were written are changed, save inside « », where a missing one is
added: so addresses, times (12:30) and code stay whole, and doing it twice changes nothing.

Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_SPACE = " \u00a0\u202f"
_RULES = re.compile(
    rf"""
      (?P<keep> (?:https?://|mailto:|www\.)[^\s«»<>]+ | `[^`\n]+` )
    | (?P<thousands> (?<![\d.,/:_-]) \d{{1,3}} (?:[{_SPACE}]\d{{3}})+ (?!\d) )
    | (?<!\s) [{_SPACE}]++ (?P<narrow> [;!?]++ ) (?= [\s»”’"')\].,:…] | \Z )
    | (?<!\s) [{_SPACE}]++ (?P<wide> : ) (?= \s | » | \Z )
    | (?: (?<=\d) | \A ) [{_SPACE}]++ (?P<unit> [%‰€£$] )
    | (?<! \w ) (?P<number> [nN]°s? ) [{_SPACE}]++ (?= [\w(] )
    | (?P<opening> « ) [{_SPACE}]*+ (?! \s | » )
    | (?<!\s) [{_SPACE}]*+ (?P<closing> » )
    """.replace(f"[{_SPACE}]", "[\\u0020\\u00a0\\u202f]"),
    re.VERBOSE,
)

_TRIGGER = re.compile(r"[;!?:%‰€£$«»°]|[0-9][ \u00a0\u202f][0-9]")
"""What every change needs: most pieces of a page have none, and are not looked at twice."""

_VERBATIM = ("code", "pre", "kbd", "samp", "script", "style", "textarea", "template")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_LEAVES = _VOID | frozenset(_VERBATIM)  # the latter are matched whole
_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_WHOLE = "|".join(rf"<{name}(?![\w-]){_ATTRIBUTES}>.*?</{name}\s*>" for name in _VERBATIM)
_MARKUP = re.compile(
    rf"(<!--.*?-->|(?=<[ckpst])(?:{_WHOLE})|</?[a-z]{_ATTRIBUTES}>)",
    re.DOTALL | re.IGNORECASE,
)
_LANG = re.compile(r"""\slang\s*=\s*["']?([a-z0-9-]+)""", re.IGNORECASE)


def is_french(language: str) -> bool:
    """Tell whether `language` is French, wherever it is spoken."""
    return language.lower().replace("_", "-").split("-")[0] == "fr"


def mend(text: str, language: str) -> str:
    """Return plain text with the spaces that its language wants."""
    is_touched = is_french(language) and _TRIGGER.search(text)
    return _RULES.sub(_replace, text) if is_touched else text


def mend_html(html: str, language: str) -> str:
    """Return HTML with the spaces its text wants: tags, attributes, code and scripts untouched.

    `language` is that of the whole; an element that states its own `lang` is treated by that.
    """
    is_on = is_french(language)
    if not is_on and not any(is_french(stated) for stated in _LANG.findall(html)):
        return html
    pieces = _MARKUP.split(html)
    inside: list[_Element] = []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            if is_on and _TRIGGER.search(piece):
                pieces[place] = _RULES.sub(_replace, piece)
        elif "lang" in piece or (inside and _is_named(piece, inside[-1].name)):
            is_on = _step(inside, piece, is_on=is_on)
    return "".join(pieces)


@dataclass(slots=True)
class _Element:
    """An element that states its language: how many of its name are open, and what was before."""

    name: str
    depth: int
    was_on: bool


def _is_named(tag: str, name: str) -> bool:
    """Tell whether a tag may open or close an element of this name: most of a page do not."""
    return tag.startswith(name, 1) or tag.startswith(name, 2) or not tag.islower()


def _replace(found: re.Match[str]) -> str:
    kind = found.lastgroup or "keep"
    text = found[kind]
    if kind == "keep":
        return text
    if kind == "thousands":
        return re.sub(f"[{_SPACE}]", NARROW, text)
    if kind in ("opening", "number"):
        return text + NO_BREAK
    return (NARROW if kind == "narrow" else NO_BREAK) + text


def _step(inside: list[_Element], tag: str, *, is_on: bool) -> bool:
    """Enter or leave an element; return whether what follows is French."""
    found = re.match(r"<(/?)([a-zA-Z][\w-]*)", tag)
    if found is None or found[2].lower() in _LEAVES or tag.endswith("/>"):
        return is_on
    is_end, name = bool(found[1]), found[2].lower()
    stated = None if is_end else _LANG.search(tag)
    if stated:
        inside.append(_Element(name, 1, is_on))
        return is_french(stated[1])
    if not inside or inside[-1].name != name:
        return is_on
    inside[-1].depth += -1 if is_end else 1
    return is_on if inside[-1].depth else inside.pop().was_on
