"""Writing commands change only their lines, in every file there is and in generated ones."""

from __future__ import annotations

import difflib
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.edges.disk import read_tree
from promisetrack.files import SourceFile
from promisetrack.register.drafting import (
    changed,
    data_of,
    explained,
    reported,
    reviewed,
    with_item,
)
from promisetrack.register.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from promisetrack.register.register import Register

ROOT = Path(__file__).resolve().parents[1]
TRACKERS = (ROOT, *sorted(path.parent for path in ROOT.glob("examples/*/commitments")))
DAY = "2031-05-17"
UPDATE = {"date": DAY, "by": "town", "status": "substantial", "text": "Now: it works.\n\nTwice."}
EVIDENCE = {"id": "new-evidence", "title": "The minutes: page 3", "url": "https://town.example/m"}
JUDGED = {"by": "town", "date": DAY, "scheme": "truth-o-meter", "ratings": {"outcome": "kept"}}
AMENDED = {"date": DAY, "changes": ["due"], "reason": "The “software” is late: very."}

ADDED: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "evidence add": ("", lambda data: with_item(data, "evidence", EVIDENCE)),
    "assess": ("", lambda data: with_item(data, "assessments", JUDGED)),
    "amend": ("", lambda data: with_item(data, "amendments", AMENDED)),
    "update --nothing-new": (
        "reviewed",
        lambda data: reviewed(data, date.fromisoformat(DAY), "town"),
    ),
    "update": (
        "status|progress|status_as_written",
        lambda data: reported(data, UPDATE, progress=61, is_done=False, word=None),
    ),
    "update --reason": ("status_reason", lambda data: explained(data, {"text": "No money."})),
}


@cache
def register_of(tracker: Path) -> Register:
    """Return the register of a tracker of this repository."""
    return load(read_tree(tracker))


ADDED["amend --set"] = (
    "due",
    lambda data: with_item({**data, "due": "2031-12-31"} if "due" in data else data,
                           "amendments", AMENDED),
)  # fmt: skip
WORDS = re.compile(r"^( +)status_as_written:\n((?:\1 +.*\n)+)", re.MULTILINE)
STEP_LINE = re.compile(r" +(?:- )?(status|status_as_written|progress|completed):")

FILES = [
    (tracker, identity) for tracker in TRACKERS for identity in register_of(tracker).commitments
]


def other_lines(old: str, new: str, keys: str) -> list[str]:
    """Return the old lines that went, other than those of some top-level keys."""
    gone: list[str] = []
    before, after = old.splitlines(), new.splitlines()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, _, _ in matcher.get_opcodes():
        if tag in ("delete", "replace"):
            gone += [before[at] for at in range(start, end) if not _is_of(before, at, keys)]
    return gone


def _is_of(lines: list[str], at: int, keys: str) -> bool:
    if re.match(r"(updates|evidence|amendments|assessments): *\[\]", lines[at]):
        return True  # an empty list becomes one of one item
    while at and (lines[at][:1] in (" ", "#", "") or lines[at].startswith("- ")):
        at -= 1
    return bool(keys) and re.match(rf"(?:{keys}):", lines[at]) is not None


def check(register: Register, identity: str) -> None:
    """Try every writing command on a commitment: in plain bytes, and as Windows writes them."""
    entry = register.commitments[identity]
    content = register.files[entry.path].content
    for name, (keys, change) in ADDED.items():
        data = change(data_of(register, entry))
        draft = changed(register, entry.path, data)
        old, new = content.decode(), draft.new.decode()
        assert other_lines(old, new, keys) == [], name
        again = load([SourceFile(entry.path, draft.new)])
        assert again.documents[entry.path].data == data, name
        windows = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
        twin = load([SourceFile(entry.path, windows)])
        other = changed(twin, entry.path, data)
        assert other.new == b"\xef\xbb\xbf" + draft.new.replace(b"\n", b"\r\n"), name


@pytest.mark.parametrize(("tracker", "identity"), FILES, ids=[one for _, one in FILES])
def test_commands_change_only_their_lines(tracker: Path, identity: str) -> None:
    """Over every commitment of the project: nothing goes but the lines of the changed keys."""
    check(register_of(tracker), identity)


@pytest.mark.parametrize("tracker", TRACKERS, ids=lambda one: one.name)
def test_a_report_on_a_milestone_changes_its_lines_only(tracker: Path) -> None:
    """Over every milestone that has a status: the lines that go are those of where it stands."""
    register, tried = register_of(tracker), 0
    for entry in register.commitments.values():
        data = data_of(register, entry)
        steps = [one for one in data.get("milestones") or () if "status" in one and "id" in one]
        for step in steps[:3]:
            report = {**UPDATE, "about": step["id"]}
            after = reported(data, report, progress=61, is_done=True, word=None)
            draft = changed(register, entry.path, after)
            old = register.files[entry.path].content.decode()
            words = {line for _, block in WORDS.findall(old) for line in block.splitlines()}
            gone = other_lines(old, draft.new.decode(), "")
            rest = [line for line in gone if not STEP_LINE.match(line) and line not in words]
            assert rest == [], entry.path
            assert load([SourceFile(entry.path, draft.new)]).documents[entry.path].data == after
            tried += 1
    assert tried


@pytest.mark.parametrize("tracker", TRACKERS, ids=lambda one: one.name)
def test_an_assessment_beside_adds_to_its_file_only(tracker: Path) -> None:
    """Over every file of assessments kept beside: all its lines stay, and one item is added."""
    register = register_of(tracker)
    for path, document in register.documents.items():
        if ".assessments/" in path:
            data = [*document.data, JUDGED]  # type: ignore[misc] # such a file is a list
            draft = changed(register, path, data)
            old = register.files[path].content.decode()
            assert other_lines(old, draft.new.decode(), "") == [], path
            assert load([SourceFile(path, draft.new)]).documents[path].data == data


SECTIONS = [
    ["title: A plan", "title:   'A plan'  # named by the council", 'title: "A: plan"'],
    ["", "due: 2026-12-31", "due:    2026-Q4   # the last quarter", "# when?\ndue: '2026'"],
    ["", "progress: 5", "progress:     10 # of the budget"],
    ["", "status_as_written: 'Bien parti'", "status_as_written:\n  fr: Bien parti"],
    ["", "tags: [a, 'b']", "tags:\n- a\n- b # two", "tags:\n    - a\n\n    - b\n"],
    [
        "",
        "updates:\n  - date: 2025-01-01\n    by: town\n    text: |\n      One.\n\n      Two.",
        "updates:\n- {date: 2025-01-01, by: town, text: 'One'}",
        "updates:\n- date: 2025-06-01\n  by: town\n  text: B\n# older\n- date: 2025-01-01\n"
        "  by: town\n  text: A",
        "updates: []",
        "updates: # none yet",
    ],
    [
        "",
        "evidence:\n  -   id: a\n      title: 'A'\n      shows: >-\n        folded\n        words",
        "evidence:\n- id: a\n  title: A # here\n  shows: b\n\n# nothing more",
    ],
    ["", "amendments:\n  - date: 2025-01-01\n    changes: [title]\n    reason: x"],
    ["", "assessments: []", "assessments: # nobody yet"],
    ["", "reviewed: {date: 2025-01-01}", "reviewed:\n  date: 2025-01-01 # by mail"],
    ["", "x-own: {a: [1, 2]}", "# the end", "x-own: |\n  text\n\n"],
]


def test_a_block_at_the_end_of_a_file_says_the_same() -> None:
    """A text on a last line without an end gets no line break when something follows it."""
    content = b"id: x\ntitle: y\nstatus: unknown\nsummary: |\n  One.\n\n  Two."
    register = load([SourceFile("commitments/p/x.yaml", content)])
    entry = register.commitments["x"]
    draft = changed(register, entry.path, {**data_of(register, entry), "tags": ["a"]})
    assert draft.new == content.replace(b"|", b"|-") + b"\ntags:\n  - a\n"


LAYOUTS = given(
    sections=st.tuples(*(st.sampled_from(one) for one in SECTIONS)).flatmap(
        lambda chosen: st.permutations([*chosen, "status: not-started   # so far"])
    ),
    between=st.sampled_from(["\n", "\n\n"]),
    is_ended=st.booleans(),
)
"""Files of any order, quoting, indentation and comments."""


def tried(sections: list[str], between: str, *, is_ended: bool) -> None:
    """Try every writing command on a file of these sections."""
    text = between.join(["id: x", *(one for one in sections if one)])
    is_block = "|" in text.rsplit("\n", 3)[-1] or text.endswith("Two.")
    content = (text + "\n" if is_ended or is_block else text).encode()
    register = load([SourceFile("commitments/p/x.yaml", content)])
    assert "x" in register.commitments, text
    check(register, "x")


@settings(max_examples=80, deadline=None, derandomize=True)
@LAYOUTS
def test_commands_change_only_their_lines_in_any_layout(
    *, sections: list[str], between: str, is_ended: bool
) -> None:
    """Over generated files of any order, quoting, indentation and comments: the same."""
    tried(sections, between, is_ended=is_ended)


@pytest.mark.proof
@settings(max_examples=500, deadline=None)
@LAYOUTS
def test_commands_change_only_their_lines_in_five_hundred_layouts(
    *, sections: list[str], between: str, is_ended: bool
) -> None:
    """Over 500 generated files the same."""
    tried(sections, between, is_ended=is_ended)
