"""The walk along the main line: who is who, what cannot be read, what came with a merge."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli.past import past
from promisetrack.edges.git import Repository
from promisetrack.history.amendments import routes_named
from promisetrack.history.commits import Commit, FileChange, Inside, Link
from promisetrack.history.reading import reader
from promisetrack.history.serialise import difference, history
from promisetrack.history.timeline import Timeline, between, timeline

if TYPE_CHECKING:
    from pathlib import Path

A = "commitments/p/a.yaml"
RECORD = "id: a\ntitle: A\nstatus: unknown\n"
Tree = dict[str, str]


def links(*trees: Tree) -> list[Link]:
    """Return the links of a chain of commits, each given by all its files."""
    found = []
    old: Tree = {}
    for number, tree in enumerate(trees):
        base = f"c{number - 1}" if number else None
        found.append(Link(Commit(f"c{number}"), base, changes(old, tree)))
        old = tree
    return found


def changes(old: Tree, new: Tree) -> tuple[FileChange, ...]:
    """Return what differs between two trees; a blob's id is its own text."""
    paths = sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    return tuple(FileChange(path, old.get(path), new.get(path)) for path in paths)


def walk(*trees: Tree) -> Timeline:
    """Return the timeline of a chain of commits."""
    return timeline(links(*trees), reader(str.encode))


def story(found: Timeline, name: str = "a") -> list[str]:
    """Return the events of a record as lines."""
    return [
        f"{event.commit.id if event.commit else ''} {event.kind}"
        + (f" {'.'.join(str(part) for part in event.route)}" if event.route else "")
        for event in found.commitments[name].events
    ]


def test_a_record_keeps_its_identity_when_its_file_moves() -> None:
    """Another file name is no event, another plan is one, a return is told as a return."""
    found = walk(
        {A: RECORD},
        {"commitments/p/other.yaml": RECORD},
        {"commitments/q/a.yaml": RECORD},
        {},
        {A: RECORD},
        {},
    )
    assert story(found) == [
        "c0 commitment-added",
        "c2 commitment-moved",
        "c3 commitment-removed",
        "c4 commitment-restored",
        "c4 commitment-moved",
        "c5 commitment-removed",
    ]
    record = found.commitments["a"]
    assert (record.first, record.removed, record.path) == ("c0", "c5", A)


def test_what_changed_while_a_record_was_away_is_told_when_it_returns() -> None:
    """Removing a promise and bringing it back weaker hides nothing."""
    found = walk({A: f"{RECORD}due: 2024"}, {}, {A: f"{RECORD}due: 2026"})
    last = found.commitments["a"].events[-1]
    assert (last.kind, last.concern) == ("deadline-moved", "later")


def test_a_changed_folder_of_the_tracker_is_no_event() -> None:
    """A tracker that moves to another folder of its repository keeps its whole history."""
    here = {A: RECORD, "commitments/tracker.yaml": "title: T\n"}
    before = {f"/{path}": text for path, text in here.items()}
    found = walk(before, here, {**here, A: f"{RECORD}due: 2024"})
    assert story(found) == ["c0 commitment-added", "c2 deadline-set due"]
    assert found.tracker == ()


def test_an_unreadable_version_hides_nothing() -> None:
    """An unreadable version is told; the next readable one is compared with the last."""
    found = walk({A: RECORD}, {A: "["}, {A: "[["}, {A: f"{RECORD}due: 2024"}, {A: "title: no id"})
    assert story(found) == [
        "c0 commitment-added",
        "c1 unreadable",
        "c2 unreadable",
        "c3 deadline-set due",
        "c4 unreadable",
    ]
    reasons = [event.reason.check for event in found.commitments["a"].events if event.reason]
    assert reasons == ["yaml-syntax", "yaml-syntax", "missing-field"]


def test_a_file_that_never_could_be_read_has_a_history() -> None:
    """What never could be read is filed under its file's stem, and can be removed."""
    found = walk({A: "["}, {})
    assert story(found) == ["c0 unreadable"]
    assert found.commitments["a"].removed == "c1"


def test_a_link_is_not_data() -> None:
    """A symbolic link in a record's place is an unreadable version."""
    first, second = links({A: RECORD}, {A: "elsewhere"})
    link = replace(second, changes=(FileChange(A, RECORD, "elsewhere", "120000"),))
    found = timeline([first, link], reader(str.encode))
    assert story(found) == ["c0 commitment-added", "c1 unreadable"]


def test_two_files_with_one_id_are_both_told() -> None:
    """Of files with the same id the first by path is the record; the others are not lost."""
    found = walk(
        {A: RECORD}, {A: RECORD, "commitments/o/a.yaml": f"{RECORD}due: 2024"}, {A: RECORD}
    )
    assert story(found) == [
        "c0 commitment-added",
        "c1 commitment-moved",
        "c1 deadline-set due",
        "c2 commitment-moved",
        "c2 deadline-removed due",
    ]
    assert story(found, "a#2") == ["c1 commitment-added", "c2 commitment-removed"]


def test_assessments_kept_beside_a_record_belong_to_it() -> None:
    """A file of assessments beside a commitment is part of that commitment's data."""
    beside = "commitments/p/a.assessments/asso.yaml"
    one = "- {id: x, by: asso, date: 2024, scheme: s, ratings: {c: d}}\n"
    found = walk({A: RECORD}, {A: RECORD, beside: one}, {A: RECORD, beside: "["}, {A: RECORD})
    assert story(found) == [
        "c0 commitment-added",
        "c1 assessment-added assessments.x",
        "c2 unreadable assessments",
        "c3 assessment-removed assessments.x",
    ]


def test_old_schemas_are_history() -> None:
    """A version that today's schema refuses is compared like any other."""
    found = walk({A: "id: a\nstate: open\n"}, {A: "id: a\nstate: closed\nmilestones: none\n"})
    assert story(found)[1:] == ["c1 other-changed milestones", "c1 other-changed state"]


def test_events_are_counted_and_late_reasons_found() -> None:
    """Each postponement has its number; a reason given later belongs to the last silent one."""
    late = "amendments: [{date: 2025, changes: [due], reason: r}]\n"
    dues = ("2021", "2022", "2023", "2022", "2024")
    trees = [{A: f"{RECORD}due: {due}\n"} for due in dues]
    found = walk(*trees, {A: f"{RECORD}due: 2024\n{late}"})
    events = [event for event in found.commitments["a"].events if event.kind == "deadline-moved"]
    assert [event.count for event in events] == [1, 2, 2, 3]
    assert [event.amendment for event in events[:3]] == [None, None, None]
    assert (events[3].amendment, events[3].is_late) == (("amendments", "2025"), True)
    assert events[3].origin == "2021"


def test_a_joined_main_line_costs_nothing() -> None:
    """A link may be compared with a source published before instead of its first parent."""
    first, second = links({A: RECORD}, {A: f"{RECORD}due: 2024"})
    found = timeline([first, replace(second, base="c0", is_joined=True)], reader(str.encode))
    assert found.joined == {"c1"}
    assert story(found)[-1] == "c1 deadline-set due"


def test_commits_inside_a_merge_are_named() -> None:
    """`via` names the commits inside a merge that touched the record, and no others."""
    first, second = links({A: RECORD}, {A: f"{RECORD}due: 2024"})
    inside = (
        Inside(Commit("x"), frozenset({A})),
        Inside(Commit("y"), frozenset({"commitments/p/b.yaml"})),
    )
    found = timeline([first, replace(second, inside=inside)], reader(str.encode))
    assert [commit.id for commit in found.commitments["a"].events[-1].via] == ["x"]


def test_the_tracker_has_events_of_its_own() -> None:
    """Plans, organisations and rules have events; what decides about others is a rule."""
    before = {
        "commitments/tracker.yaml": "title: T\npolicy: {stale_after: 6 months}\n",
        "commitments/p/plan.yaml": "id: p\ntitle: P\n",
        "commitments/organisations.yaml": "- {id: o, name: O}\n",
    }
    after = {
        "commitments/tracker.yaml": "title: U\npolicy: {stale_after: 1 year}\n",
        "commitments/p/plan.yaml": "id: p\ntitle: Q\n",
        "commitments/q/plan.yaml": "id: q\ntitle: Q\n",
        "commitments/organisations.yaml": "- {id: o, name: N}\n",
        "site_templates/page.html": "x",
        "/.gitattributes": "x",
    }
    told = [(event.kind, event.route) for event in walk(before, after).tracker if event.commit]
    assert told[2:] == [
        ("plan-changed", ("plans", "p", "title")),
        ("plan-added", ("plans", "q")),
        ("organisation-changed", ("organisations", "o", "name")),
        ("rules-changed", ("tracker", "policy", "stale_after")),
        ("other-changed", ("tracker", "title")),
        ("rules-changed", ("files", "/.gitattributes")),
        ("rules-changed", ("files", "site_templates/page.html")),
    ]


def test_a_difference_of_two_commits_is_one_step() -> None:
    """`between` tells only what one link did, as the JSON of `diff`."""
    first, second = links({A: RECORD}, {A: f"{RECORD}due: 2024", "/.mailmap": "x"})
    found = difference(between([first], second, reader(str.encode)), base="c0", head="c1")
    assert [event["kind"] for event in found["commitments"]["a"]] == ["deadline-set"]
    assert [event["route"] for event in found["rules"]] == [["files", "/.mailmap"]]


def test_the_json_has_the_keys_of_the_format() -> None:
    """The JSON of `history` has exactly the keys that the interface names."""
    plain = history(walk({A: RECORD}, {A: f"{RECORD}due: 2024"}), is_complete=True)
    assert list(plain) == ["format", "head", "complete", "tracker", "commitments"]
    record = plain["commitments"]["a"]
    assert list(record) == ["path", "first", "removed", "events"]
    assert list(record["events"][1]) == [
        "commit", "date", "author", "authors", "subject", "kind", "route", "before", "after",
        "concern", "weakens", "amendment", "count", "via",
    ]  # fmt: skip


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """Return a repository whose last commit is a merge made by another hand."""
    (tmp_path / "commitments" / "p").mkdir(parents=True)
    for who, words in (
        ("Main", ("init", "-q", "-b", "main")),
        ("Main", RECORD),
        ("Side", ("checkout", "-q", "-b", "side")),
        ("Side", f"{RECORD}due: 2024\n"),
        ("Main", ("checkout", "-q", "main")),
        ("Main", ("merge", "-q", "--no-ff", "-m", "merge", "side")),
    ):
        if isinstance(words, str):
            (tmp_path / A).write_text(words, "utf-8")
            _git(tmp_path, who, "add", ".")
            _git(tmp_path, who, "commit", "-q", "-m", f"by {who}")
        else:
            _git(tmp_path, who, *words)
    return tmp_path


def _git(folder: Path, who: str, *words: str) -> None:
    person = ("-c", f"user.name={who}", "-c", f"user.email={who}@ville.example")
    subprocess.run(["git", "-C", str(folder), *person, *words], check=True, capture_output=True)


def test_a_merge_in_a_real_repository(merged: Path) -> None:
    """The authors of a merge are those whose commits it brought, and `via` names these commits."""
    repository = Repository.open(merged)
    assert repository is not None
    last = past(repository, repository.head()).commitments["a"].events[-1]
    assert last.commit is not None
    assert (last.kind, last.commit.author, last.commit.authors) == (
        "deadline-set",
        "Main",
        ("Side",),
    )
    assert [commit.subject for commit in last.via] == ["by Side"]


def test_a_blank_reason_is_no_reason() -> None:
    """An amendment whose reason has no words explains nothing."""
    amendment = {"date": "2026-01-01", "changes": ["due"], "reason": "  "}
    assert routes_named(amendment) == ()
    assert routes_named({**amendment, "reason": "flood"}) == (("due",),)
