"""Where things stand in a workbook, for those who write one and those who read one."""

from __future__ import annotations

from typing import Final

HEAD: Final = 1
"""The row of the headings, counted from 0; above it stand the names for programs."""

STATE: Final = "promisetrack"
"""The name of the hidden sheet that remembers the export."""

LISTS: Final = "lists"
"""The name of the hidden sheet that holds the words to choose from."""

MARKER: Final = "promisetrack:"
"""Stands, with the sheet's name, in the first cell of each sheet: titles may be changed."""


def letters(place: int) -> str:
    """Return the letters of a column, counted from 0: A, B, … Z, AA."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found
