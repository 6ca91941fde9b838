"""The spaces of French typography; other languages are left alone.

People type plain spaces. Here they become the spaces that do not break: narrow (U+202F) before
`;` `!` `?` and in thousands, of full width (U+00A0) before `:` `%` and money signs and inside
guillemets. Only spaces that were written are changed, save inside « », where a missing one is
added: so addresses, times (12:30) and code stay whole, and doing it twice changes nothing.

Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.
"""

from __future__ import annotations

import re

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
    | (?P<opening> « ) [{_SPACE}]*+ (?! \s | » )
    | (?<!\s) [{_SPACE}]*+ (?P<closing> » )
    """.replace(f"[{_SPACE}]", "[\\u0020\\u00a0\\u202f]"),
    re.VERBOSE,
)

_MARKUP = re.compile(
    r"""<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.S
)
_LANG = re.compile(r"""\slang\s*=\s*["']?([A-Za-z0-9-]+)""")
_VERBATIM = frozenset({"code", "pre", "kbd", "samp", "script", "style", "textarea", "template"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


def is_french(language: str) -> bool:
    """Tell whether `language` is French, wherever it is spoken."""
    return language.lower().replace("_", "-").split("-")[0] == "fr"


def mend(text: str, language: str) -> str:
    """Return plain text with the spaces that its language wants."""
    return _RULES.sub(_replace, text) if is_french(language) else text


def mend_html(html: str, language: str) -> str:
    """Return HTML with the spaces its text wants: tags, attributes, code and scripts untouched.

    `language` is that of the whole; an element that states its own `lang` is treated by that.
    """
    if not is_french(language) and "lang=" not in html:
        return html
    pieces: list[str] = []
    inside: list[tuple[str, str]] = [("", language)]  # name of the element, language or ""
    position = 0
    for markup in _MARKUP.finditer(html):
        pieces += mend(html[position : markup.start()], inside[-1][1]), markup[0]
        _step(inside, markup)
        position = markup.end()
    pieces.append(mend(html[position:], inside[-1][1]))
    return "".join(pieces)


def _replace(found: re.Match[str]) -> str:
    kind = found.lastgroup or "keep"
    text = found[kind]
    if kind == "keep":
        return text
    if kind == "thousands":
        return re.sub(f"[{_SPACE}]", NARROW, text)
    if kind == "opening":
        return text + NO_BREAK
    return (NARROW if kind == "narrow" else NO_BREAK) + text


def _step(inside: list[tuple[str, str]], markup: re.Match[str]) -> None:
    """Enter or leave the element of a tag."""
    name = (markup[2] or "").lower()
    if not name or name in _VOID or markup[3].endswith("/"):
        return
    if not markup[1]:
        inside.append((name, _language_inside(name, markup[3], inside[-1][1])))
        return
    for depth in range(len(inside) - 1, 0, -1):
        if inside[depth][0] == name:
            del inside[depth:]
            return


def _language_inside(name: str, attributes: str, outside: str) -> str:
    if name in _VERBATIM or not outside:
        return ""  # no language: nothing in it is mended
    stated = _LANG.search(attributes)
    return stated[1] if stated else outside
