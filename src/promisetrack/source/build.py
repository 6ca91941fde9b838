"""From YAML events to plain data, refusing on the way what a register never needs.

The guard and the builder are one walk over libyaml's event stream: nothing is composed before
it has been counted, and depth is a list, never the interpreter's stack.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from promisetrack.source.characters import refused_in
from promisetrack.source.events import events
from promisetrack.source.scalars import NULLS, NotKept, core, is_odd

if TYPE_CHECKING:
    from promisetrack.model.shape import Shape

At: TypeAlias = tuple[str | int, ...]

DEPTH = 16
NODES = 20_000
NO_BREAK = "\u00a0"
BULLETS = r"[•–—▪◦●‣·➢□✓][ \u00a0\t]+(?=\S)"
"""How word processors begin the items of a list."""
_GLUED = re.compile(r"[ \t]#[^\s#!]")
_GLUED_COMMENT = re.compile(r"[ \t]+(#[^\s#!])")
"""A comment as nobody writes one: without a space behind its sign."""
FLAWS = 50
"""After so many faults in one file the rest says nothing new."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that the walk refuses: its kind, where (character indexes), what was written."""

    kind: str
    start: int
    end: int
    what: str = ""
    at: At = ()
    first: int | None = None


@dataclass(slots=True)
class Built:
    """The outcome of one walk. `data` means nothing where there is a flaw.

    `odd` are texts that look like numbers, `cut` texts behind which a comment looks like more of
    them (where it begins).
    """

    data: object = None
    has_data: bool = False
    odd: list[tuple[At, str]] = field(default_factory=list)
    cut: list[tuple[At, int]] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


class Stop(Exception):  # noqa: N818 - not an error: the walk has seen enough
    """The rest of the file is not looked at."""


def build(text: str, shape: Shape | None) -> Built:
    """Walk a text once. Raises yaml.YAMLError where the text is not YAML."""
    walk = _Walk(text, shape)
    with suppress(Stop):
        walk.run()
    return walk.built


class _Walk:
    """Where the walk stands: the open containers, their shapes, and the keys that lead there."""

    def __init__(self, text: str, shape: Shape | None) -> None:
        self.text = text
        self.built = Built()
        self.root_shape = shape
        self.may_be_cut = _GLUED.search(text) is not None
        self.containers: list[Any] = []
        self.shapes: list[Shape | None] = []
        self.keys: list[str | None] = []
        self.key_starts: list[dict[str, Any]] = []
        self.expects_key = False
        self.skipping = 0
        self.nodes = 0
        self.documents = 0
        self.steps = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.open_mapping,
            yaml.SequenceStartEvent: self.open_sequence,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }

    def run(self) -> None:
        steps = self.steps
        for event in events(self.text):
            step = steps.get(type(event))
            if step is not None:
                step(event)

    # -- faults ------------------------------------------------------------------------------

    def refuse(
        self,
        kind: str,
        event: Any,
        what: str = "",
        first: int | None = None,
        key: str | None = None,
    ) -> None:
        """Note a flaw at the node that comes next, or at the key that does."""
        flaws = self.built.flaws
        start, end = event.start_mark.index, event.end_mark.index
        flaws.append(Flaw(kind, start, end, what, self.place(key), first))
        if len(flaws) >= FLAWS:
            raise Stop

    def place(self, key: str | None = None) -> At:
        """Return the structural place of the node that comes next, or of a key that does."""
        return (*self._here(), *(() if key is None else (key,)))

    def _here(self) -> At:
        steps: list[str | int] = []
        for box, key in zip(self.containers, self.keys, strict=True):
            if type(box) is list:
                steps.append(len(box))
            elif key is not None:
                steps.append(key)
        return tuple(steps)

    def document(self, event: Any) -> None:
        self.documents += 1
        if event.version or event.tags:
            self.refuse("directive", event)
        if self.documents > 1:
            self.refuse("second-document", event)
            raise Stop

    def alias(self, event: Any) -> None:
        if not self.skipping:
            key = f"*{event.anchor}" if self.expects_key else None
            self.refuse("alias", event, event.anchor, key=key)
            self.stand_in(event)

    def stand_in(self, event: Any) -> None:
        """Put something in the place of an alias, so that the walk goes on."""
        if self.expects_key:
            self.keys[-1], self.expects_key = f"*{event.anchor}", False
        else:
            self.put(None)

    def decorated(self, event: Any, key: str | None = None) -> None:
        if event.anchor is not None:
            self.refuse("anchor", event, event.anchor, key=key)
        if event.tag is not None:
            self.refuse("tag", event, event.tag, key=key)

    def too_many(self, event: Any) -> None:
        self.refuse("too-many", event)
        raise Stop

    # -- nodes -------------------------------------------------------------------------------

    def scalar(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > NODES:
            self.too_many(event)
        if self.skipping:
            return
        style, value = event.style, event.value
        key = value if self.expects_key else None
        if event.anchor is not None or event.tag is not None:
            self.decorated(event, key)
        if style:
            self.styled(event, key)
        if self.expects_key:
            starts = self.key_starts[-1]
            is_odd_text = not value or not value.isascii() or value == "<<"
            if is_odd_text or value in starts or style in ("|", ">"):
                self.odd_key(event)
            starts.setdefault(value, event)
            self.keys[-1] = value
            self.expects_key = False
        else:
            self.put(value if style else self.plain(event))

    def styled(self, event: Any, key: str | None) -> None:
        hidden = refused_in(event.value) if event.style == '"' else frozenset()
        if hidden:
            # one that is typed as it is has been found in the text already
            hidden -= set(self.text[event.start_mark.index : event.end_mark.index])
        if hidden:
            self.refuse("escaped-character", event, min(hidden), key=key)
        elif event.style in "|>" and not event.value.strip():
            self.refuse("empty-block", event, key=key)

    def odd_key(self, event: Any) -> None:
        key, starts = event.value, self.key_starts[-1]
        if key == "<<":
            self.refuse("merge", event, key, key=key)
        elif event.style in ("|", ">"):
            self.refuse("key-is-block", event)
        elif key in starts:
            self.refuse("duplicate", event, key, starts[key].start_mark.index, key)
        elif not event.style and NO_BREAK in (key[:1], key[-1:]):
            self.refuse("no-break-space", event, key.strip(NO_BREAK))
        elif not event.style and self.is_bulleted(key):
            self.refuse("bullet", event, key)
        elif not event.style and not key:
            self.refuse("key-is-empty", event)

    def is_bulleted(self, key: str) -> bool:
        """Whether a key is the first field of an item of a list, behind a printed bullet."""
        found, shape = re.match(BULLETS, key), self.shapes[-1]
        if not found or shape is None:
            return False
        return key[found.end() :] in (shape.fields or (shape.item.fields if shape.item else {}))

    def plain(self, event: Any) -> object:
        raw: str = event.value
        shape = self.child_shape()
        if shape is not None and shape.text:
            if raw in NULLS:
                return None
            if not shape.quiet and is_odd(raw):
                self.built.odd.append((self.place(), raw))
            if self.may_be_cut and shape.words:
                self.note_comment(event)
            return raw
        try:
            return core(raw)
        except NotKept:
            self.refuse("not-kept", event, raw)
            return None

    def note_comment(self, event: Any) -> None:
        """Note a comment behind a text without quotes that looks like more of it: `Plan #12`."""
        found = _GLUED_COMMENT.match(self.text, event.end_mark.index)
        if found and event.value:
            self.built.cut.append((self.place(), found.start(1)))

    def child_shape(self) -> Shape | None:
        if not self.containers:
            return self.root_shape
        shape = self.shapes[-1]
        if shape is None:
            return None
        if type(self.containers[-1]) is list:
            return shape.item
        return shape.fields.get(self.keys[-1] or "") or shape.any

    def put(self, value: object) -> None:
        if not self.containers:
            self.built.data, self.built.has_data = value, True
            return
        box = self.containers[-1]
        if type(box) is list:
            box.append(value)
        else:
            box[self.keys[-1]] = value
            self.keys[-1] = None
            self.expects_key = True

    def open_mapping(self, event: Any) -> None:
        if event.flow_style and self.text[event.start_mark.index] != "{":
            self.refuse("pair-in-list", event)
        self.open(event, {})

    def open_sequence(self, event: Any) -> None:
        self.open(event, [])

    def open(self, event: Any, box: dict[str, object] | list[object]) -> None:
        self.nodes += 1
        if self.nodes > NODES:
            self.too_many(event)
        if len(self.containers) + self.skipping >= DEPTH:
            self.refuse("too-deep", event)
            raise Stop
        if self.skipping:
            self.skipping += 1
            return
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        if self.expects_key:
            self.refuse("key-is-complex", event)
            self.keys[-1], self.expects_key, self.skipping = "", False, 1
            return
        self.shapes.append(self.child_shape())
        self.containers.append(box)
        self.keys.append(None)
        self.key_starts.append({})
        self.expects_key = type(box) is dict

    def close(self, _event: Any) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        self.shapes.pop()
        self.keys.pop()
        self.key_starts.pop()
        box = self.containers.pop()
        self.expects_key = False
        self.put(box)
