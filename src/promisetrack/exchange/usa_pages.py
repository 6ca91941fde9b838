"""The pages of open.usa.gov: a head of fields and a body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.errors import PromisetrackError
from promisetrack.source.edit import plain_data

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "open-usa-gov"
SITE = "https://open.usa.gov"


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the source: the fields of its head, and its body."""

    path: str
    head: Mapping[str, Any]
    body: str

    def text(self, key: str) -> str:
        """Return what a field says, without white space around it; nothing where it is missing."""
        return str(self.head.get(key) or "").strip()


def read_pages(files: Mapping[str, str], folder: str) -> list[Page]:
    """Return the pages of a folder that are of a commitment, by path."""
    found = []
    for path, text in sorted(files.items()):
        if path.startswith(folder) and path.endswith(".md"):
            page = _page(path, text)
            if page.text("commitment_id"):
                found.append(page)
    return found


def _page(path: str, text: str) -> Page:
    parts = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)(.*)", text, re.DOTALL | re.MULTILINE)
    if parts is None:
        return Page(path, {}, text)
    try:
        head = plain_data(parts[1])
    except PromisetrackError:
        # Quotes that never end, a colon in a sentence: the fields can still be told apart.
        head = _fields(parts[1])
    return Page(path, head if isinstance(head, dict) else {}, parts[2])


def _fields(head: str) -> dict[str, Any]:
    """Return the fields of a head that is no valid YAML: from one known name to the next."""
    found = re.split(
        r"^(layout|title|c?_?permalink|commitment_\w+|\w+_progress):", head, flags=re.M
    )
    pairs = zip(found[1::2], found[2::2], strict=True)
    return {key: _folded(value.strip().strip("\"'").strip()) for key, value in pairs}


def _folded(text: str) -> str:
    """Return a text as YAML folds it: one line break is a space, an empty line is a line break."""
    return "\n".join(one_line(part) for part in re.split(r"\n[ \t]*\n", text))


def part_of(page: Page) -> tuple[str, int]:
    """Return the number of the commitment and that of its part: `US0113.2` is part 2."""
    whole, _, part = page.text("commitment_detail_sub_id").partition(".")
    return whole, int(part) if part.isdigit() else 0


def one_line(text: str) -> str:
    """Return the text on one line."""
    return re.sub(r"\s+", " ", text).strip()
