"""Slips inside one value: quotes, signs that YAML keeps for itself, brackets, colons."""

from __future__ import annotations

import re

from promisetrack.diagnostic import Message, say
from promisetrack.source.events import brackets
from promisetrack.source.trouble import FIELD, Slip, Trouble, closing, quoted, value_of

_TYPED = "“”„‟"
"""What a word processor makes of straight quotes; « and » are typed on purpose."""
_SMART = "“”„‟«»"


def open_quote(trouble: Trouble) -> Slip | None:
    """A quote that is opened and not closed on its line, and nothing else closes it well."""
    if "quoted scalar" in trouble.context:
        if "end of stream" not in trouble.problem and "document indicator" not in trouble.problem:
            return None
        return _unclosed(trouble, trouble.first)
    for number, line in trouble.backwards():
        value = value_of(line)
        if value[:1] in ('"', "'") and closing(value) is None:
            return _unclosed(trouble, number)
    return None


def _unclosed(trouble: Trouble, number: int) -> Slip:
    line = trouble.lines.line(number)
    value = value_of(line)
    quote = value[0] if value[:1] in ('"', "'") else _first_quote(line)
    closed = value[:1] == quote and closing(value) is None and _is_one_line(value)
    fixed = line.rstrip() + quote
    return Slip(
        say("the quote {quote} that opens here is never closed", quote=quote),
        say("write “{line}”", line=fixed)
        if closed
        else say("close the text with {quote}", quote=quote),
        number,
        line.find(quote) if quote in line else None,
    )


def _first_quote(line: str) -> str:
    found = [line.index(quote) for quote in "\"'" if quote in line]
    return line[min(found)] if found else '"'


def _is_one_line(value: str) -> bool:
    return len(value) > 1 and not value.endswith(("\\", ",", ":"))


def after_quote(trouble: Trouble) -> Slip | None:
    """Words behind a closed quote: `title: 'l'accès'`, `title: "Plan" 2025`."""
    for number, line in trouble.backwards():
        value = value_of(line)
        if value[:1] not in ('"', "'"):
            continue
        end = closing(value)
        rest = value[end:] if end else ""
        if end and rest.strip() and not re.match(r"\s*(?:[:,\]}]|\s#)", rest):
            return Slip(
                say("the quoted text ends before “{rest}”", rest=rest.strip()[:40]),
                say("write “{line}”", line=_requoted(line, value)),
                number,
                len(line) - len(value.rstrip()) + end if line.endswith(value.rstrip()) else None,
            )
    return None


def _requoted(line: str, value: str) -> str:
    inner = value.strip()
    quote = inner[0]
    end = closing(inner)
    if len(inner) > 1 and inner.endswith(quote):
        inner = inner[1:-1]
    elif end is not None and inner[end : end + 1].isalpha():
        inner = inner[1:]  # the quote that closes it is an apostrophe: 'l'avenir
    return line[: len(line) - len(value)] + quoted(inner)


def blank_first(trouble: Trouble) -> Slip | None:
    """A block that begins with a line of more spaces than its text has."""
    for number in trouble.nearby():
        line, above = trouble.lines.line(number), trouble.lines.line(number - 1)
        if line and not line.strip() and re.search(r"[|>][-+0-9]*\s*$", above):
            return Slip(
                say("the text after “|” or “>” begins with a line of nothing but spaces"),
                say("begin the text on the line below “|” or “>”; remove the blank line"),
                number,
                0,
            )
    return None


def escape(trouble: Trouble) -> Slip | None:
    if "escape" not in trouble.problem and "hexdecimal" not in trouble.problem:
        return None
    if "quoted scalar" not in trouble.context:
        return None
    return Slip(
        say("a “\\” inside double quotes has a meaning of its own, and this one has none"),
        say("put the text in single quotes ('…'), or write “\\\\” for one “\\”"),
        trouble.last,
    )


_SIGNS = {
    "*": ("alias-or-anchor", say("a text cannot begin with “*” without quotes")),
    "&": ("alias-or-anchor", say("a text cannot begin with “&” without quotes")),
    "!": ("tag", say("a value cannot begin with “!” without quotes")),
    "%": ("yaml-syntax", say("a text cannot begin with “%” without quotes")),
    "@": ("yaml-syntax", say("a text cannot begin with “@” without quotes")),
    "`": ("yaml-syntax", say("a text cannot begin with “`” without quotes")),
    "|": ("yaml-syntax", say("behind “|” the line must end: the text begins on the next one")),
    ">": ("yaml-syntax", say("behind “>” the line must end: the text begins on the next one")),
    "]": ("yaml-syntax", say("this bracket closes nothing")),
    "}": ("yaml-syntax", say("this bracket closes nothing")),
    ",": ("yaml-syntax", say("a text cannot begin with “,” without quotes")),
    "[": ("yaml-syntax", say("a text cannot begin with “[” without quotes")),
    "{": ("yaml-syntax", say("a text cannot begin with “{” without quotes")),
}


def first_sign(trouble: Trouble) -> Slip | None:
    """A text that begins with a sign that YAML keeps for itself."""
    numbers = [trouble.last] if trouble.last == trouble.first else [trouble.last, trouble.first]
    for number in numbers:
        line = trouble.lines.line(number)
        value = value_of(line)
        if value[:1] in _SIGNS and _is_text(value):
            check, message = _SIGNS[value[0]]
            fixed = line[: len(line) - len(value)] + quoted(value.rstrip())
            return Slip(
                message,
                say("write “{line}”", line=fixed),
                number,
                len(line) - len(value),
                check,
            )
    return None


def _is_text(value: str) -> bool:
    """Whether a value that begins with a sign of YAML is meant as words."""
    sign = value[0]
    if sign in "|>":
        return re.match(r"[|>][-+0-9]*\s*(?:#|$)", value) is None
    if sign in "[{":
        close = "]" if sign == "[" else "}"
        return re.search(rf"{re.escape(close)}\s*[^\s,\]}}#]", value) is not None
    return True


def bracket(trouble: Trouble) -> Slip | None:
    """A bracket that is not closed, closed by another one, or that closes nothing."""
    opened, extra = _brackets(trouble)
    if extra is not None and "flow" not in trouble.context:
        return _at(
            trouble,
            extra,
            say("this bracket closes nothing"),
            say("remove it; put a text that has a bracket in quotes"),
        )
    if opened is None or "flow" not in trouble.context:
        return None
    opening = trouble.lines.text[opened]
    closing = "]" if opening == "[" else "}"
    return _at(
        trouble,
        opened,
        say(
            "the bracket “{opening}” that opens here is not closed with “{closing}”",
            opening=opening,
            closing=closing,
        ),
        say(
            "close it with “{closing}”, or put the text in quotes; better: write one value a line",
            closing=closing,
        ),
    )


def _at(trouble: Trouble, index: int, message: Message, help_text: Message) -> Slip:
    number = trouble.lines.number_at(index)
    return Slip(message, help_text, number, index - trouble.lines.starts[number])


def _brackets(trouble: Trouble) -> tuple[int | None, int | None]:
    """Return where the innermost open bracket stands, and one that closes nothing."""
    opened: list[int] = []
    for sign, index in brackets(trouble.lines.text):
        if index > trouble.index:
            break
        if sign in "[{":
            opened.append(index)
        elif not opened:
            return None, index
        elif trouble.lines.text[opened[-1]] + sign in ("[]", "{}"):
            opened.pop()
    return (opened[-1] if opened else None), None


def colon(trouble: Trouble) -> Slip | None:
    """A colon inside words that are not in quotes."""
    if "mapping values are not allowed" not in trouble.problem:
        return None
    line = trouble.lines.line(trouble.last)
    found = FIELD.match(line)
    if found and found["value"][0] not in "\"'|>[{&*!" and re.search(r":(?:\s|$)", found["value"]):
        if found["value"].startswith("- "):
            return None
        value = found["value"].rstrip()
        message = say("the text has a colon, and YAML takes what stands before it for a name")
        if found["value"][0] in _SMART:
            left, right = "«»" if value[0] in "«»" else "“”"
            message = say(
                "{left} and {right} are no quotes for YAML, so the colon between them ends the "
                "text",
                left=left,
                right=right,
            )
            value = value[1:-1] if value[0] in _TYPED and value[-1] in _TYPED else value
        return Slip(
            message,
            say("write “{line}”", line=found["before"] + quoted(value)),
            trouble.last,
            len(found["before"]),
        )
    return None
