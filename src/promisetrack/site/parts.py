"""What pages are made of. Plain values: templates lay them out, `pen` turns them into HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from markupsafe import Markup

    from promisetrack.site.pictures.mini import Mini
    from promisetrack.site.said import Said
    from promisetrack.site.told import Words


@dataclass(frozen=True, slots=True)
class Mark:
    """A status: the name of a glyph, a tone (a colour's class), a word."""

    glyph: str
    tone: str
    word: Said | str

    @property
    def is_mirrored(self) -> bool:
        """Whether the glyph points somewhere, and so turns round in right-to-left pages."""
        return self.glyph in {
            "limited",
            "substantial",
            "late",
            "moved",
            "superseded",
            "weaker",
            "stronger",
        }


@dataclass(frozen=True, slots=True)
class When:
    """A date in the words that were written; `iso` for machines, empty where there is none."""

    words: Said | str
    iso: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an `address` of this site or to a `url` elsewhere."""

    words: Said | str
    address: str = ""
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled piece of Markdown."""

    said: Said
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry: who and when in the margin, what is said beside it."""

    id: str = ""
    who: object = ""
    role: str = ""
    when: When | None = None
    delta: str = ""
    delta_tone: str = ""
    title: object = None
    by: object = ""
    mark: Mark | None = None
    items: tuple[Item, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[object, ...] = ()
    words: tuple[Words, ...] = ()
    mini: Mini | None = None
    more: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of entries."""

    shape: ClassVar[str] = "rows"
    rows: tuple[Row, ...]
    is_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A promise, verbatim, with its source."""

    shape: ClassVar[str] = "quote"
    said: Said
    source: object = ""
    cite: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is set smaller: some plans promise in pages, not in sentences."""
        return len(self.said.text) > 480


@dataclass(frozen=True, slots=True)
class Prose:
    """Labelled texts below one another."""

    shape: ClassVar[str] = "prose"
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences."""

    shape: ClassVar[str] = "lines"
    lines: tuple[object, ...]
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone in the tree."""

    anchor: str
    number: str
    title: Said
    mark: Mark
    is_long: bool = False
    facts: tuple[object, ...] = ()
    late: Mark | None = None
    said: Said | None = None
    evidence: object = ""
    children: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """Milestones, nested."""

    shape: ClassVar[str] = "tree"
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `numeric` are the columns that align at their end."""

    shape: ClassVar[str] = "table"
    caption: object
    head: tuple[object, ...]
    rows: tuple[tuple[object, ...], ...]
    numeric: tuple[int, ...] = ()
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and a value."""

    label: str
    value: object
    mark: Mark | None = None
    note: object = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values in columns; `is_long` where the values are sentences."""

    shape: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """Something that one can do, and what will happen."""

    link: Link | Markup
    note: str


@dataclass(frozen=True, slots=True)
class Actions:
    """A ruled list of actions."""

    shape: ClassVar[str] = "actions"
    items: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation."""

    shape: ClassVar[str] = "cite"
    words: object


@dataclass(frozen=True, slots=True)
class Listed:
    """A commitment in a list."""

    number: str
    title: Link
    who: object
    official_label: object
    official: Mark
    other_label: object
    other: Mark | None
    late: Mark | None
    parts: tuple[Mark, ...]
    parts_words: object
    evidence_words: object
    unproven: Mark | None
    way: Mini | None = None
    way_words: object = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Commitments in a list."""

    shape: ClassVar[str] = "list"
    items: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """A link and how many things it leads to."""

    link: Link
    count: int | None = None


@dataclass(frozen=True, slots=True)
class PickGroup:
    """Links under a label; `id` where something leads to the group."""

    label: object
    items: tuple[Pick, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Picks:
    """Ways to something; `is_fallback` where a script of the page offers the same."""

    shape: ClassVar[str] = "picks"
    groups: tuple[PickGroup, ...]
    is_folded: bool = False
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A status and how many stand there, in two columns."""

    mark: Mark
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Marks in fives, facing one another."""

    shape: ClassVar[str] = "tally"
    caption: object
    start_head: object
    end_head: object
    rows: tuple[TallyRow, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page. `short` is its name in the contents; `is_first`: before the print fold."""

    id: str
    title: object
    blocks: tuple[object, ...] = ()
    answer: object = ""
    short: object = ""
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """One of the two views of a commitment: who says so, what, in which words, from where."""

    label: object
    mark: Mark
    words: object
    source: object
    parts: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is rendered: its address, its template and what the template shows."""

    address: str
    template: str
    title: str
    description: str
    values: dict[str, object] = field(default_factory=dict)
    is_hidden: bool = False
