"""Why a text cannot be read, and where: the common slips, told from the text around the mark.

A parser reports where it gave up, often lines after the slip, in words about indicators and
tokens. Here each rule looks at the lines around that place for one slip that people make. The
first rule that knows the slip names it; the last one can only say that the line is not understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import Fault, Message, Position, Span, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from promisetrack.source.lines import Lines

_NAME = r"(?:- +)*(?:[A-Za-z_][\w.-]*|\"[^\"]*\"|'[^']*')"
_FIELD = re.compile(rf"^(?P<before>\s*{_NAME}\s*:[ \t]+|\s*(?:- +)+)(?P<value>\S.*)$")
_GLUED = re.compile(r"^(?P<before>\s*(?:- +)*[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)$")
_NO_COLON = re.compile(r"^\s*(?:- +)*(?P<name>[A-Za-z_][\w-]*)(?P<rest> +[^:]+)?$")
_DASH = re.compile(r"^(?P<before>\s*)-(?P<value>[^\s-].*)$")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$")
_SMART = "“”„‟«»"
_HEREABOUTS = 3


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What the parser said, and the lines (from 0) where it began and where it gave up."""

    lines: Lines
    problem: str
    context: str
    first: int
    last: int
    index: int

    def nearby(self) -> range:
        """Return the numbers of the lines that may hold the slip."""
        return range(max(0, min(self.first, self.last - _HEREABOUTS)), self.last + 1)

    def backwards(self) -> list[tuple[int, str]]:
        """Return those lines that say something, the one where the parser gave up first."""
        found = [(number, self.lines.line(number)) for number in reversed(self.nearby())]
        return [(number, line) for number, line in found if line.strip()]


@dataclass(frozen=True, slots=True)
class _Slip:
    message: Message
    help: Message
    number: int
    column: int | None = None
    check: str = "yaml-syntax"


def explain(lines: Lines, error: Exception, path: str) -> Fault:
    """Return the one fault that an exception of the parser is. Never raises."""
    trouble = _trouble(lines, error)
    slip = next(found for rule in _RULES if (found := rule(trouble)) is not None)
    span = lines.whole(slip.number)
    if slip.column is not None:
        place = Position(span.start.line, slip.column + 1)
        span = Span(place, max(place, span.end))
    return Fault(slip.check, slip.message, slip.help, path, span)


def _trouble(lines: Lines, error: Any) -> _Trouble:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context_mark = getattr(error, "context_mark", None) or mark
    index = mark.index if mark is not None else 0
    last = _said(lines, lines.number_at(index))
    first = lines.number_at(context_mark.index) if context_mark is not None else last
    return _Trouble(
        lines,
        str(getattr(error, "problem", None) or getattr(error, "reason", None) or ""),
        str(getattr(error, "context", None) or ""),
        min(first, last),
        last,
        index,
    )


def _said(lines: Lines, number: int) -> int:
    """Return the nearest line at or above `number` that says something."""
    while number > 0 and not lines.line(number).strip():
        number -= 1
    return number


def _conflict(trouble: _Trouble) -> _Slip | None:
    for number in range(len(trouble.lines)):
        line = trouble.lines.line(number)
        if _CONFLICT.match(line):
            return _Slip(
                say(
                    "“{mark}” is the mark of a merge conflict that was not resolved", mark=line[:7]
                ),
                say(
                    "keep the version that is right, and delete the lines with <<<<<<<, ======= "
                    "and >>>>>>>"
                ),
                number,
            )
    return None


def _tab(trouble: _Trouble) -> _Slip | None:
    for number, line in trouble.backwards():
        blank = line[: len(line) - len(line.lstrip())]
        if "\t" in blank:
            return _Slip(
                say("this line begins with a tab; YAML needs spaces"),
                say("write “{line}”", line=blank.replace("\t", "  ") + line.strip()),
                number,
                0,
            )
    if "tab" in trouble.problem or trouble.lines.text[trouble.index : trouble.index + 1] == "\t":
        return _Slip(
            say("there is a tab here; YAML needs spaces"),
            say("replace the tab by spaces; two for each level of a list or record"),
            trouble.last,
        )
    return None


def _directive(trouble: _Trouble) -> _Slip | None:
    line = trouble.lines.line(trouble.last)
    if "directive" in trouble.context and line.startswith("%"):
        return _Slip(
            say(
                "a line that begins with “%” is an instruction to a YAML parser, which a "
                "register does not use"
            ),
            say("remove the line"),
            trouble.last,
            check="directive-or-second-document",
        )
    if "<document start>" in trouble.problem and _after_the_end(trouble):
        return _Slip(
            say("there is text behind the end of the document"),
            say("remove the line “...” above, or what follows it"),
            trouble.last,
            check="directive-or-second-document",
        )
    return None


def _after_the_end(trouble: _Trouble) -> bool:
    above = (trouble.lines.line(number) for number in range(trouble.last))
    return any(line == "..." or line.startswith("... ") for line in above)


def _open_quote(trouble: _Trouble) -> _Slip | None:
    """A quote that is opened and not closed on its line, and nothing else closes it well."""
    if "quoted scalar" in trouble.context:
        if "end of stream" not in trouble.problem and "document indicator" not in trouble.problem:
            return None
        return _unclosed(trouble, trouble.first)
    for number, line in trouble.backwards():
        value = _value(line)
        if value[:1] in ('"', "'") and _closing(value) is None:
            return _unclosed(trouble, number)
    return None


def _unclosed(trouble: _Trouble, number: int) -> _Slip:
    line = trouble.lines.line(number)
    value = _value(line)
    quote = value[0] if value[:1] in ('"', "'") else _first_quote(line)
    closed = value[:1] == quote and _closing(value) is None and _is_one_line(value)
    fixed = line.rstrip() + quote
    return _Slip(
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


def _value(line: str) -> str:
    found = _FIELD.match(line)
    return found["value"] if found else line.strip()


def _closing(value: str) -> int | None:
    """Return where the quote that opens `value` is closed, or None."""
    pattern = r'"(?:[^"\\]|\\.)*"' if value[0] == '"' else r"'(?:[^']|'')*'(?!')"
    found = re.match(pattern, value)
    return found.end() if found else None


def _after_quote(trouble: _Trouble) -> _Slip | None:
    """Words behind a closed quote: `title: 'l'accès'`, `title: "Plan" 2025`."""
    for number, line in trouble.backwards():
        value = _value(line)
        if value[:1] not in ('"', "'"):
            continue
        end = _closing(value)
        rest = value[end:] if end else ""
        if end and rest.strip() and not re.match(r"\s*(?:[:,\]}]|\s#)", rest):
            return _Slip(
                say("the quoted text ends before “{rest}”", rest=rest.strip()[:40]),
                say("write “{line}”", line=_requoted(line, value)),
                number,
                len(line) - len(value.rstrip()) + end if line.endswith(value.rstrip()) else None,
            )
    return None


def _requoted(line: str, value: str) -> str:
    inner = value.strip()
    quote = inner[0]
    if len(inner) > 1 and inner.endswith(quote):
        inner = inner[1:-1]
    return line[: len(line) - len(value)] + quoted(inner)


def quoted(text: str) -> str:
    """Return a text in the quotes that need the least escaping."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _blank_first(trouble: _Trouble) -> _Slip | None:
    """A block that begins with a line of more spaces than its text has."""
    for number in trouble.nearby():
        line, above = trouble.lines.line(number), trouble.lines.line(number - 1)
        if line and not line.strip() and re.search(r"[|>][-+0-9]*\s*$", above):
            return _Slip(
                say("the text after “|” or “>” begins with a line of nothing but spaces"),
                say("begin the text on the line below “|” or “>”; remove the blank line"),
                number,
                0,
            )
    return None


def _escape(trouble: _Trouble) -> _Slip | None:
    if "escape" not in trouble.problem and "hexdecimal" not in trouble.problem:
        return None
    if "quoted scalar" not in trouble.context:
        return None
    return _Slip(
        say("a “\\” inside double quotes has a meaning of its own, and this one has none"),
        say("put the text in single quotes ('…'), or write “\\\\” for one “\\”"),
        trouble.last,
    )


_SIGNS = {
    "*": ("alias-or-anchor", "a text cannot begin with “*” without quotes"),
    "&": ("alias-or-anchor", "a text cannot begin with “&” without quotes"),
    "!": ("tag", "a value cannot begin with “!” without quotes"),
    "%": ("yaml-syntax", "a text cannot begin with “%” without quotes"),
    "@": ("yaml-syntax", "a text cannot begin with “@” without quotes"),
    "`": ("yaml-syntax", "a text cannot begin with “`” without quotes"),
    "|": ("yaml-syntax", "behind “|” the line must end: the text begins on the next one"),
    ">": ("yaml-syntax", "behind “>” the line must end: the text begins on the next one"),
    "]": ("yaml-syntax", "this bracket closes nothing"),
    "}": ("yaml-syntax", "this bracket closes nothing"),
    ",": ("yaml-syntax", "a text cannot begin with “,” without quotes"),
    "[": ("yaml-syntax", "a text cannot begin with “[” without quotes"),
    "{": ("yaml-syntax", "a text cannot begin with “{” without quotes"),
}


def _first_sign(trouble: _Trouble) -> _Slip | None:
    """A text that begins with a sign that YAML keeps for itself."""
    numbers = [trouble.last] if trouble.last == trouble.first else [trouble.last, trouble.first]
    for number in numbers:
        line = trouble.lines.line(number)
        value = _value(line)
        if value[:1] in _SIGNS and _is_text(value):
            check, message = _SIGNS[value[0]]
            fixed = line[: len(line) - len(value)] + quoted(value.rstrip())
            return _Slip(
                Message(message),
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


def _bracket(trouble: _Trouble) -> _Slip | None:
    if "flow" not in trouble.context:
        return None
    opening = "[" if "sequence" in trouble.context else "{"
    closing = "]" if opening == "[" else "}"
    line = trouble.lines.line(trouble.first)
    return _Slip(
        say(
            "“{opening}” opens here, and what follows is no list that ends with “{closing}”",
            opening=opening,
            closing=closing,
        ),
        say(
            "close it with “{closing}”, or put the text in quotes; better: write one value a line",
            closing=closing,
        ),
        trouble.first,
        line.find(opening) if opening in line else None,
    )


def _dash(trouble: _Trouble) -> _Slip | None:
    for number, line in trouble.backwards():
        found = _DASH.match(line)
        if found and not re.match(r"[\d.]", found["value"]):
            return _Slip(
                say("there is no space behind the dash"),
                say("write “{line}”", line=f"{found['before']}- {found['value']}"),
                number,
            )
    return None


def _glued_colon(trouble: _Trouble) -> _Slip | None:
    for number, line in trouble.backwards():
        found = _GLUED.match(line)
        if found and _FIELD.match(line) is None:
            name = found["before"].strip().lstrip("- ")
            return _Slip(
                say("there is no space behind the colon of “{name}:”", name=name),
                say("write “{line}”", line=f"{found['before']}: {found['value']}"),
                number,
            )
    return None


def _colon(trouble: _Trouble) -> _Slip | None:
    """A colon inside words that are not in quotes."""
    if "mapping values are not allowed" not in trouble.problem:
        return None
    line = trouble.lines.line(trouble.last)
    found = _FIELD.match(line)
    if found and found["value"][0] not in "\"'|>[{&*!" and re.search(r":(?:\s|$)", found["value"]):
        if found["value"].startswith("- "):
            return _list_beside(trouble)
        message = say("the text has a colon, and YAML takes what stands before it for a name")
        if found["value"][0] in _SMART:
            message = say("“ and ” are no quotes for YAML, so the colon between them ends the text")
        return _Slip(
            message,
            say("write “{line}”", line=found["before"] + quoted(found["value"].rstrip())),
            trouble.last,
            len(found["before"]),
        )
    return _deeper(trouble)


def _deeper(trouble: _Trouble) -> _Slip | None:
    """A field below a value, further to the right: indentation, or a text with a colon."""
    number = _said(trouble.lines, trouble.last - 1) if trouble.last else 0
    line, above = trouble.lines.line(trouble.last), trouble.lines.line(number)
    if trouble.last == number or _indent(line) <= _indent(above):
        return None
    name = line.strip().split(":")[0]
    aligned = " " * _indent(above) + line.strip()
    return _Slip(
        say(
            "“{name}:” lies further to the right than the line above, which has a value already",
            name=name[:40],
        ),
        say(
            "if it is a field of its own, write “{line}”; if it belongs to the text above, put "
            "the whole text in quotes",
            line=aligned,
        ),
        trouble.last,
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _list_beside(trouble: _Trouble) -> _Slip | None:
    line = trouble.lines.line(trouble.last)
    found = re.match(r"^(?P<before>\s*(?:- +)*[^\s:][^:]*):\s+(?P<value>-(?: .*)?)$", line)
    if found is None:
        return None
    return _Slip(
        say("a list cannot begin on the line of its name"),
        say(
            "write “{name}:”, and “{item}” on the next line",
            name=found["before"].strip(),
            item=found["value"],
        ),
        trouble.last,
    )


def _mixed(trouble: _Trouble) -> _Slip | None:
    """A dash among the fields of a record, or a field among the dashes of a list."""
    if not trouble.problem.startswith(("did not find expected", "block sequence")):
        return None
    line = trouble.lines.line(trouble.last)
    above = [trouble.lines.line(number) for number in range(trouble.first, trouble.last)]
    peers = [one.strip() for one in above if one.strip() and _indent(one) == _indent(line)]
    if not peers or "block" not in trouble.context + trouble.problem:
        return None
    is_item, was_item = (
        re.match(r"-(?:\s|$)", one) is not None for one in (line.strip(), peers[-1])
    )
    if is_item == was_item:
        return None
    if is_item:
        message = say(
            "a dash begins an item of a list, but the lines above are the fields of a record"
        )
        help_text = say(
            "write the name of the list, such as “milestones:”, on the line above the first dash"
        )
    else:
        message = say("the lines above are a list, so a line with a dash is expected here")
        help_text = say(
            "indent this line below the item that it belongs to, or the list below its name"
        )
    return _Slip(message, help_text, trouble.last)


def _no_colon(trouble: _Trouble) -> _Slip | None:
    """`title The budget`: a name without its colon."""
    if "expected ':'" not in trouble.problem and "expected key" not in trouble.problem:
        return None
    line = trouble.lines.line(trouble.first)
    found = _NO_COLON.match(line)
    number = trouble.first
    if found is None or "expected key" in trouble.problem:
        number, line = trouble.last, trouble.lines.line(trouble.last)
        found = _NO_COLON.match(line)
    if found is None:
        return None
    rest = (found["rest"] or "").strip()
    at = line.index(found["name"]) + len(found["name"])
    return _Slip(
        say("there is no colon in this line, where “name: value” is expected"),
        say(
            "if “{name}” is a field, write “{line}”; if the line belongs to the text above, "
            "indent it further than the name of that text",
            name=found["name"],
            line=f"{line[:at]}: {rest}".rstrip(),
        ),
        number,
    )


def _indentation(trouble: _Trouble) -> _Slip | None:
    """A line that begins at a column where nothing else does."""
    if "did not find expected" not in trouble.problem or "block" not in trouble.context:
        return None
    line = trouble.lines.line(trouble.last)
    own, others = _indent(line), _indents(trouble)
    if own in others or not others:
        return None
    nearest = min(others, key=lambda other: (abs(other - own), other))
    return _Slip(
        say("the indentation of this line ({own}) is that of no line above", own=own),
        say("write “{line}”", line=" " * nearest + line.strip())
        if len(others) == 1
        else say("let it begin exactly below the line that it belongs with"),
        trouble.last,
    )


def _indents(trouble: _Trouble) -> set[int]:
    above = (trouble.lines.line(number) for number in range(trouble.first, trouble.last))
    return {_indent(line) for line in above if line.strip() and not line.strip().startswith("#")}


def _unknown(trouble: _Trouble) -> _Slip:
    return _Slip(
        say("this line cannot be understood here"),
        say(
            "every line is “name: value”, or “- value” in a list, or goes on with a text "
            "further to the right; look at this line and the one above"
        ),
        trouble.last,
    )


_RULES: tuple[Callable[[_Trouble], _Slip | None], ...] = (
    _conflict,
    _tab,
    _directive,
    _blank_first,
    _escape,
    _open_quote,
    _after_quote,
    _first_sign,
    _bracket,
    _list_beside,
    _colon,
    _glued_colon,
    _dash,
    _mixed,
    _indentation,
    _no_colon,
    _unknown,
)
