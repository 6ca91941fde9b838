"""The canonical layout: what stays, what moves, and that nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.cli import run
from promisetrack.files import SourceFile
from promisetrack.model.shape import shape_of_file
from promisetrack.register.layout import classify
from promisetrack.source.document import read
from promisetrack.source.edit import dump_new
from promisetrack.source.format import formatted, tree_order

ROOT = Path(__file__).resolve().parents[1]
TRACKERS = (ROOT, *sorted(path.parent for path in ROOT.glob("examples/*/commitments")))
RECORDS = [
    (tracker, path.relative_to(tracker).as_posix())
    for tracker in TRACKERS
    for path in sorted((tracker / "commitments").rglob("*.yaml"))
]


def data_of(text: str, kind: str = "commitment") -> Any:
    """Return what a text says, read as a file of a kind."""
    document, faults = read(SourceFile("x.yaml", text.encode()), shape_of_file(kind))
    assert document is not None, faults
    return document.data


def mark(data: Any) -> str:
    """Return what a value says, whatever the order of its keys."""
    return json.dumps(data, sort_keys=True)


def laid_out(text: str, kind: str = "commitment") -> str:
    """Return a text in the canonical layout, which must be final."""
    found, faults = formatted(dedent(text).lstrip("\n").encode(), kind, "x.yaml")
    assert found is not None, faults
    again, _ = formatted(found.encode(), kind, "x.yaml")
    assert again == found
    return found


def test_comments_stay_with_what_they_comment() -> None:
    """A comment moves with its entry, above it, beside it or at the end of its list."""
    assert laid_out(
        """
        # yaml-language-server: $schema=x.json
        # About this file.

        # The title is the council's.
        title: 'Open budget'   # short
        id: open-budget
        milestones: # in order
        # the first one
        -   title: Collect
            # asked in March
            id: collect
            due: "2026"
            # nothing follows
        # the second one
        - {id: publish, title: Publish} # at last
        status: complete
        # the end
        """
    ) == dedent(
        """\
        # yaml-language-server: $schema=x.json
        # About this file.

        id: open-budget
        # The title is the council's.
        title: Open budget # short
        status: complete
        # the end
        milestones: # in order
          # the first one
          # asked in March
          - id: collect
            title: Collect
            due: 2026
            # nothing follows
          # the second one
          # at last
          - id: publish
            title: Publish
        """
    )


def test_quotes_stay_only_where_they_are_needed() -> None:
    """Names that look like numbers keep or get quotes; dates and plain texts lose them."""
    assert laid_out(
        """
        id: 'a'
        number: 1.10
        title: "Yes, we can"
        due: "2026-03-31"
        tags: [no, "2026", 'free words']
        x-own: "12"
        x-number: 0x1F
        """
    ) == dedent(
        """\
        id: a
        title: Yes, we can
        number: "1.10"
        tags:
          - "no"
          - "2026"
          - free words
        due: 2026-03-31
        x-own: "12"
        x-number: 0x1F
        """
    )


def test_children_follow_their_parents() -> None:
    """Milestones stand behind the one that they are part of, siblings in their order."""
    steps = [
        {"id": "b1", "part_of": "b"},
        {"id": "a"},
        {"id": "b"},
        {"id": "a1", "part_of": "a"},
        {"id": "b2", "part_of": "b"},
        {"id": "a11", "part_of": "a1"},
    ]
    ordered = [steps[place]["id"] for place in tree_order(steps)]
    assert ordered == ["a", "a1", "a11", "b", "b1", "b2"]


def test_a_circle_of_milestones_stays_as_it_is() -> None:
    """Milestones that are part of one another keep their order."""
    steps = [{"id": "a", "part_of": "b"}, {"id": "b", "part_of": "a"}, {"id": "c"}]
    assert tree_order(steps) == [0, 1, 2]


def test_an_id_of_another_form_moves_nothing() -> None:
    """Where an id is a record or a list, which checks report, the layout is made all the same."""
    steps = [{"id": {"date": "x"}, "part_of": "b"}, {"id": "b", "part_of": [1]}, {"id": "c"}]
    assert sorted(tree_order(steps)) == [0, 1, 2]
    wrong = "id: p\nmilestones_template:\n  - id:\n      date: x\n    title: T\n"
    assert formatted(wrong.encode(), "plan", "commitments/p/plan.yaml")[0] is not None


def test_blank_lines_are_one_at_most() -> None:
    """Several blank lines become one; none stays below a name or at the end."""
    assert laid_out("\n\nid: a\n\n\ntitle: b\ntags:\n\n  - c\n\n\n  - d\n\n\n") == (
        "id: a\n\ntitle: b\ntags:\n  - c\n\n  - d\n"
    )


def test_windows_files_become_plain() -> None:
    """A byte order mark and line ends of Windows go; the text is the same."""
    found, _ = formatted(b"\xef\xbb\xbfid: a\r\ntitle: |\r\n  b\r\n  c\r\n", "commitment", "x.yaml")
    assert found == "id: a\ntitle: |\n  b\n  c\n"


@pytest.mark.parametrize(("tracker", "path"), RECORDS, ids=[path for _, path in RECORDS])
def test_every_file_keeps_what_it_says(tracker: Path, path: str) -> None:
    """Over every file of the project: the data are the same, and twice is once."""
    kind = classify(path).role
    content = (tracker / path).read_bytes()
    found, faults = formatted(content, kind, path)
    assert found is not None, faults
    before, after = data_of(content.decode(), kind), data_of(found, kind)
    if isinstance(before, dict) and "milestones" in before:
        before["milestones"] = sorted(before["milestones"], key=mark)
        after["milestones"] = sorted(after["milestones"], key=mark)
    assert before == after
    assert formatted(found.encode(), kind, path)[0] == found


WORDS = st.text(
    st.sampled_from("ab é'\"#:-,[]{}&*!|>%@`\\?0123456789.~=<\n·“"), min_size=0, max_size=30
)
KEYS = st.sampled_from(
    ["title", "summary", "number", "due", "tags", "x-own", "milestones", "evidence", "source"]
)
LEAVES = WORDS | st.integers(-99, 99) | st.booleans() | st.none() | st.floats(0, 9, width=16)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
def test_any_data_survive(data: dict[str, Any]) -> None:
    """Whatever a file says, in whatever types, it says after the layout, and twice is once."""
    text = dump_new(data)
    before, _ = read(SourceFile("x.yaml", text.encode()), shape_of_file("commitment"))
    if before is None:
        return
    found = laid_out_raw(text)
    assert data_of(found) == before.data
    assert laid_out_raw(found) == found


def laid_out_raw(text: str) -> str:
    """Return a text in the canonical layout."""
    found, faults = formatted(text.encode(), "commitment", "x.yaml")
    assert found is not None, faults
    return found


PIECES = st.lists(
    st.sampled_from(
        [
            "# a comment",
            "  # further in",
            "",
            "    # deep",
            "id: a",
            "title: 'b' # beside",
            "tags: [x, 'y'] # list",
            "tags: # list",
            "  - x",
            "  - 'y' # y",
            "milestones:",
            "  - id: m",
            "    title: t # t",
            "    # inside",
            "  -",
            "    # before the id",
            "    id: n",
            "summary: |",
            "    text # no comment",
            "",
            "    more",
            "description: >-",
            "  folded",
            "  text",
            "updates:",
            "- date: 2026-01-01",
            "  text: x",
            "x-own: {a: 1, b: [2]} # flow",
            "x-list:",
            "  - - 1",
            "    - 2 # two",
        ]
    ),
    min_size=3,
    max_size=25,
)


@settings(max_examples=600, deadline=None)
@given(PIECES)
def test_any_comments_survive(lines: list[str]) -> None:
    """Lines put together at random: what can be read keeps its data and every comment."""
    text = "\n".join(lines) + "\n"
    before, _ = read(SourceFile("x.yaml", text.encode()), shape_of_file("commitment"))
    if before is None or not isinstance(before.data, dict):
        return
    found = laid_out_raw(text)
    after = data_of(found)
    for one in (before.data, after):
        if isinstance(one.get("milestones"), list):
            one["milestones"] = sorted(one["milestones"], key=mark)
    assert after == before.data
    assert laid_out_raw(found) == found


def test_check_lists_what_would_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`fmt --check` names the files that differ and exits with 1; `fmt` changes them once."""
    folder = tmp_path / "commitments"
    folder.mkdir()
    (folder / "tracker.yaml").write_text("languages: [en]\ntitle: 'x'\n")
    asked = ["-C", str(tmp_path), "--lang", "en", "fmt"]
    assert run([*asked, "--check"]) == 1
    assert "would change: commitments/tracker.yaml" in capsys.readouterr().out
    assert run(asked) == 0
    assert (folder / "tracker.yaml").read_text() == "title: x\nlanguages:\n  - en\n"
    assert run([*asked, "--check"]) == 0


def test_a_file_that_cannot_be_read_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken file keeps its bytes; `fmt` says where the fault is and exits with 1."""
    folder = tmp_path / "commitments"
    folder.mkdir()
    (folder / "tracker.yaml").write_text("title: x\n")
    broken = folder / "themes.yaml"
    broken.write_text("- id: a\n\tname: b\n")
    assert run(["-C", str(tmp_path), "--lang", "en", "fmt"]) == 1
    assert "commitments/themes.yaml:2:1" in capsys.readouterr().err
    assert broken.read_text() == "- id: a\n\tname: b\n"
