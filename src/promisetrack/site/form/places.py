"""Where new lines belong in a file that exists: told by words of the file, never by numbers.

The file may have changed since the site was built; a line that begins with `evidence:` is found
again all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"( *)- ")
_STATUS = re.compile(r"^status:[^\n]*(?:\nstatus_as_written:[^\n]*(?:\n [^\n]*)*)?", re.MULTILINE)
_OUTSIDE = re.compile(r"[^\s#-]")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item of a list goes.

    `how`: `before` the line `line`, at the `end` of the file, `instead` of the line `line` (an
    empty list), or by `hand` (a list written in one line). `is_new`: the list itself is not there
    yet. `indent` is the column of the dashes.
    """

    how: str
    line: str = ""
    is_new: bool = False
    indent: int = 2


def spot(text: str, key: str) -> Spot:
    """Return where one more item of the list `key` of a record's file goes: behind the others."""
    lines = [line.rstrip() for line in text.split("\n")]
    start = next((n for n, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None:
        return Spot("end", is_new=True)
    head = re.sub(r"\s+#.*", "", lines[start])
    if head != f"{key}:":
        is_empty = head.endswith(("[]", " ~", " null"))
        return Spot("instead" if is_empty else "hand", lines[start], is_new=is_empty)
    rest = lines[start + 1 :]
    dash = next((found for line in rest if (found := _ITEM.match(line))), None)
    indent = len(dash[1]) if dash else 2
    end = next((n for n, line in enumerate(rest) if _OUTSIDE.match(line)), None)
    if end is None:
        return Spot("end", indent=indent)
    while end and rest[end - 1].startswith("#"):  # a comment belongs to the key below it
        end -= 1
    return Spot("before", rest[end], indent=indent)


def status_line(text: str) -> str:
    """Return the line that says the status of the whole, with the body's own word below it.

    That word belongs to the status: it goes when the status changes. Empty where there is no line.
    """
    found = _STATUS.search(text)
    return "\n".join(line.rstrip() for line in found[0].split("\n")) if found else ""
