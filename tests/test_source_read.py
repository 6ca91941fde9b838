"""Reading a file: what its text says, and what is wrong with it, each with its place."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from promisetrack.diagnostic import Fault, Position, Span
from promisetrack.files import SourceFile
from promisetrack.model.shape import Shape
from promisetrack.source.document import Document, OddScalar, read
from promisetrack.words.catalogue import fill

if TYPE_CHECKING:
    from promisetrack.diagnostic import Message

TEXT = Shape(text=True)
QUIET = Shape(text=True, quiet=True)
RECORD = Shape(
    fields=MappingProxyType(
        {
            "title": TEXT,
            "number": TEXT,
            "due": QUIET,
            "progress": Shape(),
            "tags": Shape(item=TEXT),
            "words": Shape(text=True, any=TEXT),
        }
    )
)


def read_text(text: str, shape: Shape | None = None) -> tuple[Document | None, tuple[Fault, ...]]:
    return read(SourceFile("commitments/p/a.yaml", text.encode()), shape)


def data_of(text: str, shape: Shape | None = None) -> object:
    document, faults = read_text(text, shape)
    assert faults == ()
    assert document is not None
    return document.data


def english(message: Message | None) -> str:
    if message is None:
        return ""
    return fill(message.text, {name: str(value) for name, value in message.values})


def told(faults: tuple[Fault, ...]) -> list[str]:
    """Return each fault as `check line:column`."""
    return [f"{one.check} {one.span.start.line}:{one.span.start.column}" for one in faults]


CORE = {
    "12": 12,
    "-7": -7,
    "+3": 3,
    "007": 7,
    "0o17": 15,
    "0x1F": 31,
    "1.50": 1.5,
    ".5": 0.5,
    "2.": 2.0,
    "1e3": 1000.0,
    "true": True,
    "FALSE": False,
    "True": True,
    "null": None,
    "~": None,
    "": None,
    "NULL": None,
    "yes": "yes",
    "no": "no",
    "on": "on",
    "y": "y",
    "tRue": "tRue",
    "1_000": "1_000",
    "12:30": "12:30",
    "0b1": "0b1",
    "2026-03-31": "2026-03-31",
    "2026-03-31T10:00:00Z": "2026-03-31T10:00:00Z",
    "- 1": [1],
    "'12'": "12",
    '"true"': "true",
    "«oui»": "«oui»",
    "a#b": "a#b",
    "https://ville.example/a#b": "https://ville.example/a#b",
}


@pytest.mark.parametrize("raw", [raw for raw in CORE if raw != "- 1"])
def test_core_schema(raw: str) -> None:
    """Where nothing is known of a value, the core schema of YAML 1.2 decides; dates are text."""
    value = data_of(f"x: {raw}\n")
    assert value == {"x": CORE[raw]}
    assert isinstance(value, dict)
    assert type(value["x"]) is type(CORE[raw])


def test_text_stays_as_typed() -> None:
    """Where text is expected a plain scalar stays as typed, and odd ones are remembered."""
    text = 'title: 01001\nnumber: 1.10\ndue: 2026\nprogress: 60\ntags: [no, plan, 12:30, "yes"]\n'
    document, faults = read_text(text, RECORD)
    assert faults == ()
    assert document is not None
    assert document.data == {
        "title": "01001",
        "number": "1.10",
        "due": "2026",
        "progress": 60,
        "tags": ["no", "plan", "12:30", "yes"],
    }
    assert document.odd_scalars == (
        OddScalar(("title",), "01001"),
        OddScalar(("number",), "1.10"),
        OddScalar(("tags", 0), "no"),
        OddScalar(("tags", 2), "12:30"),
    )
    assert document.locate(("tags", 2)) == Span(Position(5, 18), Position(5, 23))


def test_nothing_is_none_even_where_text_is_expected() -> None:
    """An empty value, null and ~ are None where text is expected; quoted they are text."""
    assert data_of("title:\nnumber: null\nwords: {fr: ~, en: 'null'}\n", RECORD) == {
        "title": None,
        "number": None,
        "words": {"fr": None, "en": "null"},
    }


@pytest.mark.parametrize(
    "text",
    ["a: b\n", "a: b", "---\na: b\n", "a: b\n...\n", "--- # x\na: b\n", "\ufeffa: b\n", "a: b\r\n"],
)
def test_tolerated_frames(text: str) -> None:
    """A leading ---, a trailing ..., a byte order mark and CRLF change nothing."""
    assert data_of(text) == {"a": "b"}


def test_line_ends_in_a_block() -> None:
    """A text reads the same with LF and with CRLF."""
    assert data_of("a: |\r\n  x\r\n  y\r\n") == {"a": "x\ny\n"}


REFUSED = {
    "a: &x b\n": ["alias-or-anchor 1:4"],
    "a: *x\nb: *y\n": ["alias-or-anchor 1:4", "alias-or-anchor 2:4"],
    "a: **bold** words\n": ["alias-or-anchor 1:4"],
    "<<: {a: b}\n": ["alias-or-anchor 1:1"],
    "*x : a\n": ["alias-or-anchor 1:1"],
    "a: !!str b\n": ["tag 1:4"],
    "a: !important b\nc: !x d\n": ["tag 1:4", "tag 2:4"],
    "%YAML 1.2\n---\na: b\n": ["directive-or-second-document 1:1"],
    "a: b\n---\nc: d\n": ["directive-or-second-document 2:1"],
    "a: b\n...\nc: d\n": ["directive-or-second-document 3:1"],
    "a: b\n...\n...\n": ["directive-or-second-document 3:1"],
    "a: b\nc: d\na: e\na: f\n": ["duplicate-key 3:1", "duplicate-key 4:1"],
    'a: {b: c, "b": d}\n': ["duplicate-key 1:11"],
    "a: .nan\nb: -.inf\nc: 1e999\n": ["wrong-type 1:4", "wrong-type 2:4", "wrong-type 3:4"],
    f"a: {'9' * 5000}\n": ["wrong-type 1:4"],
    "a: 9223372036854775808\n": ["wrong-type 1:4"],
    "": ["empty-file 1:1"],
    "\n \n": ["empty-file 1:1"],
    "# nothing yet\n": ["empty-file 1:1"],
    "---\n": ["empty-file 1:1"],
    "null\n": ["empty-file 1:1"],
    "a: b\u202ec\n": ["bidi-or-control-character 1:5"],
    "a: b\u2028c\n": ["bidi-or-control-character 1:5"],
    "a: b\x00c\n": ["bidi-or-control-character 1:5"],
    "a: b\x85c\n": ["bidi-or-control-character 1:5"],
    "a: b\ue000c\n": ["bidi-or-control-character 1:5"],
    "a: b\ufeffc\n": ["bidi-or-control-character 1:5"],
    "a: b\ufffec\n": ["bidi-or-control-character 1:5"],
    'a: "b\\u202ec"\n': ["bidi-or-control-character 1:4"],
    'a: "b\\0"\n': ["bidi-or-control-character 1:4"],
    "? [a]\n: b\n": ["yaml-syntax 1:3"],
    "? |\n  a\n: b\n": ["yaml-syntax 1:3"],
    ": b\n": ["yaml-syntax 1:1"],
    "a: [b, c: d]\n": ["yaml-syntax 1:8"],
    "a:\tb\n": ["yaml-syntax 1:3"],
    "a: b\t\n": ["yaml-syntax 1:5"],
    "a: b\tc\n": ["yaml-syntax 1:5"],
    "a: # why\n  b\n": ["yaml-syntax 1:4"],
    "a: |\nb: c\n": ["yaml-syntax 1:4"],
    "a: >#\n  b\n": ["yaml-syntax 1:5"],
    "a: |\n   \n  b\n": ["yaml-syntax 2:1"],
    "a: b\n" + "x: " + "[" * 17 + "]" * 17 + "\n": ["too-large 2:19"],
    "[" + "a," * 20_000 + "]": ["too-large 1:40000"],
    "a: b\n" + "#" * 262_144: ["too-large 1:1"],
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:30]))
def test_refused(text: str) -> None:
    """What a register never needs is refused, all of it at once, each at its place."""
    _, faults = read_text(text)
    assert told(faults) == REFUSED[text]
    assert all(english(one.help) for one in faults)


def test_allowed_characters() -> None:
    """Accents, other scripts, joiners, soft hyphens, emoji old and new are text."""
    text = "é ü ß œ « » “ ” – — … ’ ا\u200cب क\u094d\u200dष 中文 👨\u200d👩\u200d👧 🩷 co\u00adop"
    assert data_of(f"a: {text}\n") == {"a": text}


def test_harmless_characters_do_not_hide_the_record() -> None:
    """A bidi control is a fault, and the record is read all the same."""
    document, faults = read_text("a: b\u202ec\n")
    assert told(faults) == ["bidi-or-control-character 1:5"]
    assert document is not None
    assert document.data == {"a": "b\u202ec"}


@pytest.mark.parametrize("mode", ["120000", "160000", "other"])
def test_not_a_regular_file(mode: str) -> None:
    """Links, submodules and devices are not read, whatever they hold."""
    document, faults = read(SourceFile("x.yaml", b"a: b\n", mode=mode), None)
    assert document is None
    assert told(faults) == ["not-a-regular-file 1:1"]


def test_executable_file() -> None:
    """An executable file is read: its mode is a matter for another check."""
    assert read(SourceFile("x.yaml", b"a: b\n", mode="100755"), None)[1] == ()


def test_latin_1() -> None:
    """A file in an old encoding is told by the word that it would show."""
    content = "a: b\ntitle: Numéro été\n".encode("latin-1")
    document, faults = read(SourceFile("x.yaml", content), None)
    assert document is None
    assert told(faults) == ["not-utf-8 2:11"]
    assert "Numéro" in english(faults[0].help)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    """A file in UTF-16 is told by its name, with or without a byte order mark."""
    _, faults = read(SourceFile("x.yaml", "a: été\n".encode(encoding)), None)
    assert told(faults) == ["not-utf-8 1:1"]
    assert "UTF-16" in english(faults[0].message)


def test_duplicate_key_points_at_the_first() -> None:
    """A key that is written twice shows where it was written first."""
    _, faults = read_text("a:\n  b: 1\n  c: 2\n  b: 3\n")
    assert faults[0].at == ("a", "b")
    assert faults[0].related[0].start == Position(2, 3)


# Slips: the text, the line that is named, and a piece of the remedy.
SLIPS = {
    "tab": ("id: a\n\ttitle: b\n", 2, "write “  title: b”"),
    "colon without space": ("id: a\ntitle:Foo\nlead: x\n", 2, "write “title: Foo”"),
    "colon without space, first": ("title:Foo\nlead: x\n", 1, "write “title: Foo”"),
    "open quote": ('id: a\ntitle: "abc\nlead: x\n', 2, 'write “title: "abc"”'),
    "open quote closed later": ('id: a\ntitle: "abc\nlead: "x"\n', 2, 'write “title: "abc"”'),
    "apostrophe": ("title: 'l'accès aux données'\n", 1, 'write “title: "l\'accès aux données"”'),
    "words behind a quote": ('title: "Plan" 2025\n', 1, "write “title: '\"Plan\" 2025'”"),
    "colon in a text": ("id: a\ntitle: Budget: le plan\n", 2, 'write “title: "Budget: le plan"”'),
    "smart quotes": ("title: “Budget: le plan”\n", 1, 'write “title: "Budget: le plan"”'),
    "too far right": ("id: a\n  lead: b\n", 2, "“lead: b”"),
    "outdented": ("a:\n   b: c\n  d: e\n", 3, "exactly below"),
    "conflict": ("<<<<<<< HEAD\nt: a\n=======\nt: b\n>>>>>>> x\n", 1, "keep the version"),
    "conflict below": ("t: a\n<<<<<<< HEAD\nu: a\n=======\nu: b\n>>>>>>> x\n", 2, "keep the"),
    "dash": ("id: a\nthemes:\n  - a\n  -b\nlead: x\n", 4, "write “  - b”"),
    "percent": ("x: %50 de\n", 1, 'write “x: "%50 de"”'),
    "at": ("x: @foo\n", 1, 'write “x: "@foo"”'),
    "backtick": ("x: `a`\n", 1, 'write “x: "`a`"”'),
    "bracket": ("x: [Draft] Budget\n", 1, 'write “x: "[Draft] Budget"”'),
    "open bracket": ("x: [a, b\ny: c\n", 1, "close it with “]”"),
    "open brace": ("x: {a: b\ny: c\n", 1, "close it with “}”"),
    "list beside": ("x: - a\n  - b\n", 1, "write “x:”, and “- a” on the next line"),
    "no colon": ("id: a\ntitle Foo\nlead: b\n", 2, "write “title: Foo”"),
    "greater": ("s: > 50 % des gens\nt: b\n", 1, 'write “s: "> 50 % des gens"”'),
    "backslash": ('s: "C:\\dossier"\n', 1, "single quotes"),
    "dash among fields": ("a: b\n- c\n", 2, "the name of the list"),
    "field among dashes": ("- a\nb: c\n", 2, "indent this line"),
    "list indented less": ("- id: a\n  title: b\n title: c\n", 3, "exactly below"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_slips(name: str) -> None:
    """The common slips are named on the line where they were made, with the line to write."""
    text, line, remedy = SLIPS[name]
    document, faults = read_text(text)
    assert document is None
    assert [(one.check, one.span.start.line) for one in faults] == [("yaml-syntax", line)]
    assert remedy in english(faults[0].help)


@pytest.mark.parametrize("name", [name for name, slip in SLIPS.items() if "write “" in slip[2]])
def test_remedies_mend(name: str) -> None:
    """A remedy that gives a line mends the file: the line put in its place can be read."""
    text, line, remedy = SLIPS[name]
    if name in ("list beside",):
        return
    lines = text.split("\n")
    lines[line - 1] = remedy.removeprefix("write “").removesuffix("”")
    if name == "tab":
        lines[line - 1] = lines[line - 1].lstrip()
    if name == "open quote closed later":
        lines[2] = 'lead: "x"'
    document, faults = read_text("\n".join(lines))
    assert told(faults) == []
    assert document is not None


LOCATED = """\
id: a
title:
  fr: Été
  en: >-
    Summer
    time

list:
- x
- {y: z, w: [1, 2]}
empty:
"""


@pytest.mark.parametrize(
    ("at", "on", "place"),
    [
        (("id",), "value", "1:5-1:6"),
        (("id",), "key", "1:1-1:3"),
        (("title", "fr"), "value", "3:7-3:10"),
        (("title", "en"), "value", "4:7-6:9"),
        (("title",), "value", "3:3-6:9"),
        (("list", 0), "value", "9:3-9:4"),
        (("list", 1, "w"), "key", "10:10-10:11"),
        (("list", 1, "w", 1), "value", "10:17-10:18"),
        (("list", 1, "nothing"), "value", "10:3-10:20"),
        (("list", 7), "value", "9:1-10:20"),
        (("empty",), "value", "11:7-11:7"),
        (("empty",), "key", "11:1-11:6"),
        (("nothing", "at", "all"), "value", "1:1-11:7"),
        ((), "value", "1:1-11:7"),
    ],
)
def test_locate(at: tuple[str | int, ...], on: str, place: str) -> None:
    """Every key and value has its place; what is not there has that of its nearest ancestor."""
    document, _ = read_text(LOCATED)
    assert document is not None
    span = document.locate(at, on="key" if on == "key" else "value")
    found = f"{span.start.line}:{span.start.column}-{span.end.line}:{span.end.column}"
    assert found == place


def test_signs_are_named_as_they_were_typed() -> None:
    """A message shows the quotes and the tag that stand in the file, not their relatives."""
    _, (quotes,) = read_text("title: « Eau : un bien »\n")
    assert english(quotes.message).startswith("« and » are no quotes for YAML")
    _, (tag,) = read_text("title: !!str Eau\n")
    assert "if “!!str” is a YAML tag" in english(tag.help)
