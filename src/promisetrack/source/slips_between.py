"""Slips in how lines stand to one another: tabs, dashes, missing colons, indentation."""

from __future__ import annotations

import re

from promisetrack.diagnostic import say
from promisetrack.source.trouble import FIELD, Slip, Trouble, indent, said

_GLUED = re.compile(r"^(?P<before>\s*(?:- +)*[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)$")


_NO_COLON = re.compile(r"^\s*(?:- +)*(?P<name>[A-Za-z_][\w-]*)(?P<rest> +[^:]+)?$")


_DASH = re.compile(r"^(?P<before>\s*)-(?P<value>[^\s-].*)$")


_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$")


def conflict(trouble: Trouble) -> Slip | None:
    for number in range(len(trouble.lines)):
        line = trouble.lines.line(number)
        if _CONFLICT.match(line):
            return Slip(
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


def tab(trouble: Trouble) -> Slip | None:
    for number, line in trouble.backwards():
        blank = line[: len(line) - len(line.lstrip())]
        if "\t" in blank:
            return Slip(
                say("this line begins with a tab; YAML needs spaces"),
                say("write “{line}”", line=blank.replace("\t", "  ") + line.strip()),
                number,
                0,
            )
    if "tab" in trouble.problem or trouble.lines.text[trouble.index : trouble.index + 1] == "\t":
        return Slip(
            say("there is a tab here; YAML needs spaces"),
            say("replace the tab by spaces; two for each level of a list or record"),
            trouble.last,
        )
    return None


def directive(trouble: Trouble) -> Slip | None:
    line = trouble.lines.line(trouble.last)
    if "directive" in trouble.context and line.startswith("%"):
        return Slip(
            say(
                "a line that begins with “%” is an instruction to a YAML parser, which a "
                "register does not use"
            ),
            say("remove the line"),
            trouble.last,
            check="directive-or-second-document",
        )
    if "<document start>" in trouble.problem and _after_the_end(trouble):
        return Slip(
            say("there is text behind the end of the document"),
            say("remove the line “...” above, or what follows it"),
            trouble.last,
            check="directive-or-second-document",
        )
    return None


def _after_the_end(trouble: Trouble) -> bool:
    above = (trouble.lines.line(number) for number in range(trouble.last))
    return any(line == "..." or line.startswith("... ") for line in above)


def dash(trouble: Trouble) -> Slip | None:
    for number, line in trouble.backwards():
        found = _DASH.match(line)
        if found and not re.match(r"[\d.]", found["value"]):
            return Slip(
                say("there is no space behind the dash"),
                say("write “{line}”", line=f"{found['before']}- {found['value']}"),
                number,
            )
    return None


def glued_colon(trouble: Trouble) -> Slip | None:
    for number, line in trouble.backwards():
        found = _GLUED.match(line)
        if found and FIELD.match(line) is None:
            name = found["before"].strip().lstrip("- ")
            return Slip(
                say("there is no space behind the colon of “{name}:”", name=name),
                say("write “{line}”", line=f"{found['before']}: {found['value']}"),
                number,
            )
    return None


def deeper(trouble: Trouble) -> Slip | None:
    """A field below a value, further to the right: indentation, or a text with a colon."""
    if "mapping values are not allowed" not in trouble.problem:
        return None
    number = said(trouble.lines, trouble.last - 1) if trouble.last else 0
    line, above = trouble.lines.line(trouble.last), trouble.lines.line(number)
    if trouble.last == number or indent(line) <= indent(above):
        return None
    name = line.strip().split(":")[0]
    aligned = " " * indent(above) + line.strip()
    return Slip(
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


def list_beside(trouble: Trouble) -> Slip | None:
    line = trouble.lines.line(trouble.last)
    found = re.match(r"^(?P<before>\s*(?:- +)*[^\s:][^:]*):\s+(?P<value>-(?: .*)?)$", line)
    if found is None:
        return None
    return Slip(
        say("a list cannot begin on the line of its name"),
        say(
            "write “{name}:”, and “{item}” on the next line",
            name=found["before"].strip(),
            item=found["value"],
        ),
        trouble.last,
    )


def mixed(trouble: Trouble) -> Slip | None:
    """A dash among the fields of a record, or a field among the dashes of a list."""
    if not trouble.problem.startswith(("did not find expected", "block sequence")):
        return None
    line = trouble.lines.line(trouble.last)
    above = [trouble.lines.line(number) for number in range(trouble.first, trouble.last)]
    peers = [one.strip() for one in above if one.strip() and indent(one) == indent(line)]
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
    return Slip(message, help_text, trouble.last)


def no_colon(trouble: Trouble) -> Slip | None:
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
    return Slip(
        say("there is no colon in this line, where “name: value” is expected"),
        say(
            "if “{name}” is a field, write “{line}”; if the line belongs to the text above, "
            "indent it further than the name of that text",
            name=found["name"],
            line=f"{line[:at]}: {rest}".rstrip(),
        ),
        number,
    )


def indentation(trouble: Trouble) -> Slip | None:
    """A line that begins at a column where nothing else does."""
    if "did not find expected" not in trouble.problem or "block" not in trouble.context:
        return None
    line = trouble.lines.line(trouble.last)
    own, others = indent(line), _indents(trouble)
    if own in others or not others:
        return None
    nearest = min(others, key=lambda other: (abs(other - own), other))
    return Slip(
        say("the indentation of this line ({own}) is that of no line above", own=own),
        say("write “{line}”", line=" " * nearest + line.strip())
        if len(others) == 1
        else say("let it begin exactly below the line that it belongs with"),
        trouble.last,
    )


def _indents(trouble: Trouble) -> set[int]:
    above = (trouble.lines.line(number) for number in range(trouble.first, trouble.last))
    return {indent(line) for line in above if line.strip() and not line.strip().startswith("#")}
