"""Whatever bytes a file holds, reading it ends soon, raises nothing and names a line."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promisetrack.files import SourceFile
from promisetrack.model.kinds import LISTS
from promisetrack.model.shape import shape_of, shape_of_file
from promisetrack.source.characters import refused_in
from promisetrack.source.document import Document, read
from promisetrack.source.scalars import NULLS
from promisetrack.source.validate import validate

EXAMPLES = Path(__file__).parent / "yaml_suite" / "examples"
KIND = {"budget-ouvert": "commitment", "organisations": "organisation", "tracker": "tracker"}
SECONDS = 2.0
FULL = 256 * 1024


def lines_of(content: bytes) -> int:
    text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return max(1, len(text.removesuffix("\n").split("\n")))


def look(content: bytes, kind: str = "commitment") -> Document | None:
    """Read and validate; hold what must hold for any bytes."""
    began = time.process_time()  # a busy machine is no slow reader
    document, faults = read(SourceFile("x.yaml", content), shape_of_file(kind))
    assert (document is not None) or faults
    if document is not None:
        records: list[tuple[int | None, object]] = [(None, document.data)]
        if kind in LISTS:
            items = document.data if isinstance(document.data, list) else []
            records = [(index, item) for index, item in enumerate(items)]
        for index, data in records:
            at = () if index is None else (index,)
            faults += validate(document, kind, at=at, data=data)[1]
        document.locate(("title",))
    assert time.process_time() - began < SECONDS
    lines = lines_of(content)
    for one in faults:
        assert 1 <= one.span.start.line <= lines
        assert one.span.start <= one.span.end
        assert one.help is not None
    return document


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_bytes(content: bytes) -> None:
    """Any bytes give a document or faults, never an exception."""
    look(content)


_SIGNS = st.sampled_from(
    [*"abc:-?[]{},&*!|>'\"%@`#\n \t\r\\~.<=é«\u202e\u2028", "\n  ", ": ", "- "]
)


@given(st.lists(_SIGNS, max_size=60).map("".join))
@settings(max_examples=600, deadline=None)
def test_any_signs(text: str) -> None:
    """Any mixture of the signs of YAML gives a document or faults, never an exception."""
    look(text.encode())


_PROSE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=40).filter(
    lambda text: not refused_in(text)
)
_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | _PROSE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_PROSE, inner, max_size=4),
    max_leaves=12,
)


class _Quoting(yaml.SafeDumper):
    """Puts every text in quotes, as a careful program does."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_text(self, data: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="'")


_Quoting.add_representer(str, _Quoting.represent_text)


@given(st.dictionaries(_PROSE, _DATA, min_size=1, max_size=5))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_dumped_data_is_read_back(data: dict[str, object]) -> None:
    """Any data that is dumped as YAML is read back equal."""
    for text in (json.dumps(data, ensure_ascii=False), yaml.dump(data, Dumper=_Quoting)):
        document, faults = read(SourceFile("x.yaml", text.encode()), None)
        assert faults == ()
        assert document is not None
        assert document.data == data


BOMBS = {
    "brackets": "[" * FULL,
    "braces": "{" * FULL,
    "nested maps": "{a: " * (FULL // 4),
    "question marks": "? " * (FULL // 2),
    "question brackets": "[? " * (FULL // 3),
    "dashes": "- " * (FULL // 2),
    "commas": "[" + "a," * (FULL // 2 - 1),
    "one long line": "a" * FULL,
    "one long name": "a" * (FULL - 3) + ": b",
    "lines": "a\n" * (FULL // 2),
    "blank lines": "\n" * FULL,
    "spaces": " " * (FULL - 1) + "a",
    "comments": "#\n" * (FULL // 2),
    "block": "a: |\n" + " x\n" * (FULL // 3 - 2),
    "open quote": 'a: "' + "b\n" * (FULL // 2 - 2),
    "escapes": 'a: "' + "\\x41" * (FULL // 4 - 2) + '"',
    "stairs": "\n".join(" " * depth + "a:" for depth in range(700)),
    "documents": "---\n" * (FULL // 4),
    "ends": "a\n" + "...\n" * (FULL // 4 - 1),
    "directives": "%A\n" * (FULL // 3),
    "anchors": "&a " * (FULL // 3),
    "laughs": "a: &a [x, x]\n" + "b: &b [*a, *a]\n" * 1000,
    "tabs": "a: b\n" + "\t\n" * (FULL // 2 - 3),
    "tabs in a line": "a: b" + "\t" * (FULL - 5),
    "tabs in comments": "a: b\n" + "#\t\n" * (FULL // 3 - 3),
    "names": "".join(f"k{n}: v\n" for n in range(19_000)),
    "same names": "k: v\n" * (FULL // 5),
    "unknown fields": "".join(f"field{n}: v\n" for n in range(9_000)),
    "wrong values": "milestones:\n" + "- 1\n" * 15_000,
    "split texts": "title: {a: b" + ", c d" * 9_000 + "}\n",
    "number": "a: " + "9" * (FULL - 4),
    "odd texts": "tags:\n" + "- no\n" * 15_000,
    "bidi": "a: " + "\u202e" * 80_000,
    "marks": "a: b: " + "<" * (FULL - 8),
    "quotes": "a: 'b" + "' '" * (FULL // 3 - 3),
    "names in a row": "a: " * (FULL // 3),
    "headers": "a: |\n" + " \n" * (FULL // 2 - 5) + "b\n",
    "block and spaces": "a: |\n" + " " * 100_000 + "\n" + "  b\n\tc",
    "carriage returns": "a: b\n" + "\r" * (FULL - 6),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str) -> None:
    """A file that is built to be slow is read or refused in less than two seconds."""
    content = BOMBS[name].encode()[:FULL]
    look(content)


@pytest.mark.parametrize("stem", sorted(KIND))
def test_examples_are_right(stem: str) -> None:
    """The three examples are read and valid: what follows begins from right files."""
    kind = KIND[stem]
    content = (EXAMPLES / f"{stem}.yaml").read_bytes()
    document, faults = read(SourceFile("x.yaml", content), shape_of_file(kind))
    assert faults == ()
    assert document is not None
    items = document.data if isinstance(document.data, list) else [document.data]
    for index, data in enumerate(items):
        at = (index,) if kind in LISTS else ()
        record, found = validate(document, kind, at=at, data=data)
        assert record is not None
        assert {one.check for one in found} <= {"number-that-is-a-name"}


@pytest.mark.parametrize("stem", sorted(KIND))
def test_prefixes(stem: str) -> None:
    """Every prefix of the examples is read, or refused at a line of what is there."""
    content = (EXAMPLES / f"{stem}.yaml").read_bytes()
    for length in range(len(content)):
        look(content[:length], KIND[stem])


def test_a_record_is_read_fast() -> None:
    """A record of 5 KB is read in a few milliseconds, on a slow machine too."""
    text = (EXAMPLES / "budget-ouvert.yaml").read_text("utf-8")
    prose = "".join(
        f"  Ligne {n} du texte de l’engagement, telle qu’elle a été votée.\n" for n in range(50)
    )
    content = text.replace("description: >-\n", "description: >-\n" + prose).encode()
    assert len(content) > 5_000
    file, shape = SourceFile("x.yaml", content), shape_of("commitment")
    best = min(_seconds(file, shape) for _ in range(50))
    assert best < 0.005


def _seconds(file: SourceFile, shape: object) -> float:
    began = time.process_time()  # a busy machine is no slow reader
    document, _ = read(file, shape)  # type: ignore[arg-type] # the shape of a commitment
    assert document is not None
    return time.process_time() - began


def test_nulls_are_those_of_the_core_schema() -> None:
    """Nothing is written in five ways, and in no other."""
    assert {"", "~", "null", "Null", "NULL"} == NULLS


def test_thousands_of_unknown_fields_are_told_quickly() -> None:
    """Each unknown field is told, in a time that grows with their number; guesses stop early."""
    text = "id: a\ntitle: A\ntitel: B\n" + "".join(f"key{one}: 1\n" for one in range(9_900))
    started = time.process_time()
    document, _ = read(SourceFile("x.yaml", text.encode()), shape_of("commitment"))
    assert document is not None
    faults = validate(document, "commitment", data=document.data)[1]
    assert time.process_time() - started < 2
    assert len(faults) == 9_901
    assert dict(faults[0].help.values if faults[0].help else ())["meant"] == "title"


def test_thousands_of_pieces_between_braces_are_told_quickly() -> None:
    """A text that commas have split thousands of times is still one fault, and soon."""
    text = "id: a\nsummary: {fr: x" + "".join(f", a{one}" for one in range(5_000)) + "}\n"
    started = time.process_time()
    document, _ = read(SourceFile("x.yaml", text.encode()), shape_of("commitment"))
    assert document is not None
    faults = validate(document, "commitment", data=document.data)[1]
    assert time.process_time() - started < 2
    assert [one.check for one in faults] == ["missing-field", "comma-in-inline-text"]
