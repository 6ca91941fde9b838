"""Slips of beginners, each a document in `slips/`: what was written, where it goes wrong, what was
meant.

A document has a head, then `--- wrong` and `--- right`. In the head, `slip` says what happened,
`line` is the line of the first message, and `says` are words of that message or its remedy, joined
by `&`, alternatives by `|`. `mends: no` is where the meaning is not certain. `as` is how the bytes
are written (crlf, bom, latin-1), `file` which file it is. `→` stands for a tab, `⍽` for a no-break
space, `␠` for a space at the end of a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "slips"
FILE = "commitments/p/budget-ouvert.yaml"
AROUND = {
    "commitments/tracker.yaml": "title: Valbrume\nlanguages:\n  - fr\n",
    "commitments/organisations.yaml": (
        "- id: mairie\n  name: Mairie de Valbrume\n  kind: government\n"
        "- id: collectif\n  name: Collectif citoyen\n  kind: civil-society\n"
    ),
    "commitments/themes.yaml": (
        "- id: finances\n  name: Finances\n- id: transparence\n  name: Transparence\n"
    ),
    "commitments/p/plan.yaml": (
        "id: p\ntitle: Plan\nkind: programme\nauthority: mairie\npromised_by:\n  - mairie\n"
    ),
}
_SIGNS = str.maketrans({"→": "\t", "⍽": "\u00a0", "␠": " "})


@dataclass(frozen=True)
class Slip:
    """One slip; `says` are groups of alternatives, all groups must be met."""

    name: str
    line: int
    says: tuple[tuple[str, ...], ...]
    is_mendable: bool
    path: str
    content: bytes
    right: str
    right_path: str

    def files(self) -> dict[str, bytes]:
        """Return the tracker in which the slip happened."""
        around = {path: text.encode() for path, text in AROUND.items()}
        return {**around, self.path: self.content}


def slips() -> list[Slip]:
    """Return all slips, in the order of their names."""
    return [_slip(path) for path in sorted(FOLDER.glob("*.txt"))]


def _slip(path: Path) -> Slip:
    head, rest = path.read_text("utf-8").split("--- wrong\n")
    wrong, right = rest.split("--- right\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    says = tuple(tuple(one.strip() for one in group.split("|")) for group in _groups(fields))
    return Slip(
        path.stem,
        int(fields["line"]),
        says,
        fields.get("mends") != "no",
        fields.get("file", FILE),
        _bytes(wrong.translate(_SIGNS), fields.get("as", "")),
        right.translate(_SIGNS),
        fields.get("becomes", fields.get("file", FILE)),
    )


def _groups(fields: dict[str, str]) -> list[str]:
    return fields["says"].split("&")


def _bytes(text: str, form: str) -> bytes:
    if form == "latin-1":
        return text.encode("cp1252")
    if form == "utf-16":
        return text.encode("utf-16")
    if form == "crlf":
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if form == "bom" else b"") + text.encode("utf-8")
