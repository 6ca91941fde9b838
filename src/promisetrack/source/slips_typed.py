"""Signs that a word processor or another keyboard puts in the place of those that YAML reads."""

from __future__ import annotations

import re

from promisetrack.diagnostic import say
from promisetrack.source.build import BULLETS
from promisetrack.source.trouble import Slip, Trouble

_WIDE = re.compile(r"^(?P<before>\s*(?:- +)*[A-Za-z_][\w-]*)\s*[：﹕∶]\s*(?P<value>.*)$")
NO_BREAK_NAME = re.compile(
    r"^(?P<before>[ \u00a0]*(?:-[ \u00a0]+)*[A-Za-z_][\w-]*)[ \u00a0]*:[ \u00a0]*(?P<value>.*)$"
)
_STARRED = re.compile(r"^\s*\*[ \t]+\S")
_GLUED_DASH = re.compile(r"^(?P<before>\s*)-(?P<value>[A-Za-z_][\w-]*:(?:\s.*)?)$")


def bullet(trouble: Trouble) -> Slip | None:
    """A list pasted from a word processor: `• a`, `– a`, `* a`."""
    for number, line in trouble.backwards():
        text = line.lstrip()
        if not text.startswith("- ") and (re.match(BULLETS, text) or _STARRED.match(line)):
            fixed = line[: len(line) - len(text)] + "- " + text[1:].strip()
            return Slip(
                say("“{sign}” does not begin an item of a list, only “-” does", sign=text[0]),
                say("write “{line}”", line=fixed),
                _first_of(trouble, number),
            )
    return None


def _first_of(trouble: Trouble, number: int) -> int:
    """Return the first line of the list that a line with a bullet is of."""
    sign = trouble.lines.line(number).lstrip()[0]
    while number > 0 and trouble.lines.line(number - 1).lstrip().startswith(sign):
        number -= 1
    return number


def wide_colon(trouble: Trouble) -> Slip | None:
    """A colon of another alphabet: `status： complete`."""
    for number, line in trouble.backwards():
        found = _WIDE.match(line)
        if found:
            return Slip(
                say("this is the colon of another alphabet, which YAML does not read"),
                say("write “{line}”", line=f"{found['before']}: {found['value']}".rstrip()),
                number,
            )
    return None


def no_break(trouble: Trouble) -> Slip | None:
    """A no-break space beside the name of a field: `title : The budget`."""
    for number, line in trouble.backwards():
        found = NO_BREAK_NAME.match(line)
        if found and "\u00a0" in line[: len(line) - len(found["value"])]:
            before = found["before"].replace("\u00a0", " ")
            return Slip(
                say("a no-break space stands here; YAML takes it for a letter"),
                say("write “{line}”", line=f"{before}: {found['value']}".rstrip()),
                number,
            )
    return None


def glued_dash(trouble: Trouble) -> Slip | None:
    """A dash that touches the name of a field: `-id: collect`."""
    for number, line in trouble.backwards():
        found = _GLUED_DASH.match(line)
        if found:
            return Slip(
                say("there is no space behind the dash"),
                say("write “{line}”", line=f"{found['before']}- {found['value']}"),
                number,
            )
    return None
