"""The agencies of open.usa.gov: `Executive Office of the President <br> OMB / Office of …`.

Parts go from the whole to its unit; the last one is in charge. `A, B` are a body and its unit
(“Office of Science and Technology Policy, Tech team”) where the source names A as a body
elsewhere, or two bodies where B is a department or a council: the first leads. Any other comma
is part of the name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from promisetrack.exchange.names import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from promisetrack.exchange.imported import Record

# What the source writes -> the name that the source itself uses elsewhere in full.
_SPELLINGS = {
    "Exeecutive Office of the President": "Executive Office of the President",
    "Counil on Environmental Quality": "Council on Environmental Quality",
    "Council on Environment Quality": "Council on Environmental Quality",
    "OMB": "Office of Management and Budget",
    "Office Management and Budget": "Office of Management and Budget",
    "Office of Information and Regulation Affairs": "Office of Information and Regulatory Affairs",
    "The Office of Performance and Personnel Management": (
        "Office of Performance and Personnel Management"
    ),
    "Office of the Chief Statistician of the United States": "Office of the Chief Statistician",
    "Department of Justice": "U.S. Department of Justice",
}
# Two parts that the source writes without a sign between them.
_PARTS = {
    "OMB Evidence Team": ("OMB", "Evidence Team"),
    "Office of Elementary and Secondary Education's Office of Safe and Supportive Schools": (
        "Office of Elementary and Secondary Education",
        "Office of Safe and Supportive Schools",
    ),
}
_UNKNOWN = frozenset({"", "tbd"})
STATE = "us-federal-government"


class Agencies:
    """All bodies that the source names, and who belongs to whom."""

    state = STATE

    def __init__(self, written: Iterable[str]) -> None:
        texts = sorted({text for text in written if text.strip().lower() not in _UNKNOWN})
        self._bodies = {part for text in texts for part in _parts(text)}
        self._parents: dict[str, str | None] = {}
        for text in texts:
            for chain in self._chains(text):
                for place, name in enumerate(chain):
                    above = chain[place - 1] if place else None
                    self._parents[name] = self._parents.get(name) or above

    def responsible(self, text: str) -> tuple[str | None, tuple[str, ...]]:
        """Return the ids of the body in charge and of its partners."""
        if text.strip().lower() in _UNKNOWN:
            return None, ()
        ids = [self._id(chain[-1]) for chain in self._chains(text)]
        return ids[0], tuple(ids[1:])

    def records(self) -> Iterator[Record]:
        """Yield the organisations, by id, the whole of which they are a part before them."""
        yield {"id": STATE, "name": "U.S. Federal Government", "kind": "government"}
        for name in sorted(self._parents, key=self._id):
            above = self._parents[name]
            record: Record = {"id": self._id(name), "name": name, "kind": "government"}
            whole = self._id(above) if above else record["id"]  # the source may name it twice
            yield record if whole == record["id"] else {**record, "part_of": whole}

    def _id(self, name: str) -> str:
        """Return the id; a team has one of the name of its office, for there are many teams."""
        above = self._parents.get(name)
        if above and name.lower().endswith("team"):
            return slug(f"{above} {name}")
        return slug(name)

    def _chains(self, text: str) -> list[tuple[str, ...]]:
        """Return one chain of names, from the whole to its unit, for each body in charge."""
        *above, last = _parts(text) or [text]
        first, *others = re.split(
            r", (?=(?:U\.S\. |Department of |Council o|National |"
            r"Office of Management and Budget))",
            last,
        )
        chains = [(_SPELLINGS.get(name, name),) for name in others]
        head, comma, rest = first.partition(", ")
        head = _SPELLINGS.get(head, head)
        if comma and self._is_body(head):
            return [(*above, head, _SPELLINGS.get(rest, rest)), *chains]
        return [(*above, _SPELLINGS.get(first, first)), *chains]

    def _is_body(self, name: str) -> bool:
        return name in self._bodies


def _parts(text: str) -> list[str]:
    found: list[str] = []
    for part in re.split(r"<br\s*/?>|(?<=\s)/(?=\s)", text):
        name = re.sub(r"\s+", " ", part).strip()
        found += _PARTS.get(name, (name,)) if name else ()
    return [_SPELLINGS.get(name, name) for name in found]
