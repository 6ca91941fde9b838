"""Writing YAML: what comes out reads back, and what did not change keeps every byte."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.errors import PromisetrackError
from promisetrack.files import SourceFile
from promisetrack.model.shape import shape_of
from promisetrack.source.document import read
from promisetrack.source.edit import dump_new, plain_data, rewrite

HAND_MADE = """\
# a promise, written by hand
id: budget   # keep this id
title: "Publish the budget"

# the steps
milestones:
- id: m1
  title: First
  # seen by nobody else
  x-note: 1
- id: m2   # the second one
  title: |
    Long

    text

evidence:
    - {id: e, url: u}   # inline, by hand
"""

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=15)
KEYS = st.from_regex(r"[a-z][a-z_-]{0,8}", fullmatch=True).filter(
    lambda key: key not in {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
)
SCALARS: Any = TEXTS | st.integers(-(10**9), 10**9) | st.booleans() | st.none()
SCALARS |= st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: "e" not in repr(x))
DATA: Any = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)
RECORDS = st.dictionaries(KEYS, DATA, min_size=1, max_size=6)


@given(RECORDS)
@settings(max_examples=80, deadline=None)
def test_what_is_written_reads_back(data: dict[str, Any]) -> None:
    """Any data that is written as a new file reads back as the same data."""
    assert plain_data(dump_new(data)) == data


@given(RECORDS)
@settings(max_examples=40, deadline=None)
def test_rewriting_the_same_data_changes_no_byte(data: dict[str, Any]) -> None:
    """A file that says the data already stays as it is, in whatever layout it is written."""
    for text in (dump_new(data), yaml.safe_dump(data, allow_unicode=True, sort_keys=False)):
        if plain_data(text) == data:
            assert rewrite(text, data) == text


@given(RECORDS, RECORDS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_rewritten_file_says_the_new_data(
    old: dict[str, Any], new: dict[str, Any], is_flat: bool
) -> None:
    """Whatever a file said before, rewriting it makes it say the new data."""
    text = yaml.safe_dump(old, sort_keys=False, allow_unicode=True) if is_flat else dump_new(old)
    assert plain_data(rewrite(text, {**old, **new})) == {**old, **new}
    assert plain_data(rewrite(text, new)) == new


def test_comments_layout_and_order_stay() -> None:
    """Only the lines of what changed differ; comments, quotes and indentation stay."""
    data: Any = plain_data(HAND_MADE)
    data["milestones"][0]["title"] = "Erste: Stufe"
    data["milestones"].insert(1, {"id": "m15", "title": "Between"})
    data["status"] = "complete"
    assert (
        rewrite(HAND_MADE, data)
        == HAND_MADE.replace("  title: First\n", '  title: "Erste: Stufe"\n').replace(
            "- id: m2 ", "- id: m15\n  title: Between\n- id: m2 "
        )
        + "status: complete\n"
    )


def test_removing_an_item_leaves_the_others_alone() -> None:
    """A removed list item takes its own lines with it and nothing else."""
    data: Any = plain_data(HAND_MADE)
    del data["milestones"][0]
    cut = "- id: m1\n  title: First\n  # seen by nobody else\n  x-note: 1\n"
    assert rewrite(HAND_MADE, data) == HAND_MADE.replace(cut, "")


def test_an_inline_map_that_changes_becomes_a_block() -> None:
    """An inline map is written as a block when it changes, and only then."""
    data: Any = plain_data(HAND_MADE)
    data["evidence"][0]["kind"] = "report"
    assert "    - id: e\n      url: u\n      kind: report   # inline" in rewrite(HAND_MADE, data)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2023-08-31", "2023-08-31"),
        ("no", '"no"'),
        ("01001", '"01001"'),
        ("1.10", '"1.10"'),
        ("2026", '"2026"'),
        ("US0113.1", "US0113.1"),
        ("a: b", '"a: b"'),
        ("# no comment", '"# no comment"'),
        ('He said: "no"', "'He said: \"no\"'"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("", '""'),
        ("10:30", '"10:30"'),
        ("a\n\nb\n", "|\n  a\n\n  b"),
        ("a\nb", "|-\n  a\n  b"),
        (100.0, "100.0"),
        (True, "true"),
    ],
)
def test_quotes_stand_where_a_reader_would_be_misled(value: object, written: str) -> None:
    """Text is plain where YAML 1.1 and 1.2 read it as text, and quoted where they do not."""
    assert dump_new({"key": value}) == f"key: {written}\n"


def test_new_files_are_written_in_block_style() -> None:
    """Maps and lists are never inline, and a paragraph is one line however long it is."""
    text = dump_new(
        {"list": [{"id": "a", "tags": ["one", "two"]}], "text": f"{'word ' * 200}end\n"}
    )
    assert text.startswith(
        "list:\n  - id: a\n    tags:\n      - one\n      - two\ntext: |\n  word "
    )
    assert len(text.splitlines()) == 7


def test_the_reader_of_trackers_reads_what_is_written() -> None:
    """Text that looks like numbers, truth or dates reaches the model as it was written."""
    data = {"id": "a", "title": "no", "number": "1.10", "due": "2026", "status": "unknown"}
    data["description"] = "Line\n\nwith: colon # and more\n"
    file = SourceFile("commitments/p/a.yaml", dump_new(data).encode())
    document, faults = read(file, shape_of("commitment"))
    assert document is not None
    assert document.data == data
    assert not faults


@pytest.mark.parametrize("text", ["", "# only words\n", "- a\n", "a: 1\n", "{a: 1}\n", "word\n"])
@pytest.mark.parametrize("new", [{"b": 1}, ["b"], {}, []])
def test_a_file_may_become_something_else(text: str, new: Any) -> None:
    """A list that becomes a map, or an empty file that gets content, says the new data."""
    assert plain_data(rewrite(text, new)) == new


@pytest.mark.parametrize("text", ["a: [", "a: &x 1\nb: *x\n", "a: 1\na: 2\n", "? [a]\n: 1\n"])
def test_a_file_that_is_no_plain_yaml_is_refused(text: str) -> None:
    """A file with a slip, an alias or a key written twice is not touched."""
    with pytest.raises(PromisetrackError):
        rewrite(text, {"a": 1})
