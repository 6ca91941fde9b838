"""The register: what stands where, computed facts, and that one bad file hides no other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from promisetrack.files import SourceFile
from promisetrack.register import computed
from promisetrack.register.layout import classify
from promisetrack.register.load import load
from promisetrack.words.catalogue import Words

if TYPE_CHECKING:
    from promisetrack.register.register import Register

TRACKER = "title: Example\nlanguages: [en]\n"
PLAN = "id: p\ntitle: Plan\nkind: action-plan\n"


def register(**files: str) -> Register:
    """Return the register of a plan `p` with these commitments, by file stem."""
    texts = {"commitments/tracker.yaml": TRACKER, "commitments/p/plan.yaml": PLAN}
    texts |= {f"commitments/p/{stem}.yaml": text for stem, text in files.items()}
    return load(SourceFile(path, text.encode()) for path, text in texts.items())


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("commitments/tracker.yaml", "tracker"),
        ("commitments/organisations.yaml", "organisation"),
        ("commitments/themes.yaml", "theme"),
        ("commitments/places.yaml", "place"),
        ("commitments/p/plan.yaml", "plan"),
        ("commitments/p/a.yaml", "commitment"),
        ("commitments/p/a.assessments/org.yaml", "assessment"),
        ("commitments/p/files/minutes.pdf", "evidence-file"),
        ("commitments/p/files/2024/minutes.yaml", "evidence-file"),
        ("commitments/checks/links.json", "links"),
        ("commitments/p/a.yml", "stray"),
        ("commitments/p/deep/a.yaml", "stray"),
        ("commitments/notes.txt", "stray"),
        ("README.md", "stray"),
    ],
)
def test_a_path_says_what_a_file_is(path: str, role: str) -> None:
    """The place of a file under `commitments/` is all it takes to know its role."""
    assert classify(path).role == role


def test_one_bad_file_hides_no_other() -> None:
    """A file that cannot be read leaves the others in the register, and each fault is told."""
    found = register(bad="id: [\n", good="id: good\ntitle: Good\nstatus: complete\n", worse="\t")
    assert list(found.commitments) == ["good"]
    assert {fault.path for fault in found.faults} == {
        "commitments/p/bad.yaml",
        "commitments/p/worse.yaml",
    }


def test_assessments_beside_a_commitment_are_merged_and_placed() -> None:
    """Assessments of others stand behind the commitment's own, and keep their own file."""
    other = "- id: b\n  by: watch\n  date: 2025-01-02\n  scheme: polimetre\n  ratings:\n    x: y\n"
    own = "id: a\ntitle: A\nassessments:\n" + "".join(
        f"  {line}\n" for line in other.replace("id: b", "id: own").splitlines()
    )
    files = {
        "commitments/tracker.yaml": TRACKER,
        "commitments/p/plan.yaml": PLAN,
        "commitments/p/a.yaml": own,
        "commitments/p/a.assessments/watch.yaml": other,
    }
    found = load(SourceFile(path, text.encode()) for path, text in files.items())
    entry = found.commitments["a"]
    assert [one["id"] for one in entry.data["assessments"]] == ["own", "b"]
    path, span = found.place(entry, ("assessments", "b", "by"))
    assert (path, span.start.line, span.start.column) == (
        "commitments/p/a.assessments/watch.yaml",
        2,
        7,
    )
    path, span = found.place(entry, ("assessments", "own", "by"))
    assert (path, span.start.line) == ("commitments/p/a.yaml", 5)


def test_an_absent_route_is_placed_at_its_nearest_ancestor() -> None:
    """What is not written is shown where it would have been looked for."""
    found = register(a="id: a\ntitle: A\nstatus: complete\nbudget:\n  currency: EUR\n")
    _, span = found.place(found.commitments["a"], ("budget", "lines"))
    assert span.start.line == 5


@pytest.mark.parametrize(
    ("status", "due", "is_late"),
    [
        ("in-progress", "2025-12-31", True),
        ("in-progress", "2026-01-31", False),
        ("in-progress", "2026-01", False),
        ("in-progress", "2025", True),
        ("in-progress", "ongoing", False),
        ("unknown", "2025-12-31", True),
        ("not-started", "2025-12-31", True),
        ("complete", "2025-12-31", False),
        ("withdrawn", "2025-12-31", False),
        ("declined", "2025-12-31", False),
    ],
)
def test_lateness_is_computed(status: str, due: str, is_late: bool) -> None:
    """A promise is late from the day after its last day, as long as something is expected."""
    found = register(a=f"id: a\ntitle: A\nstatus: {status}\ndue: {due}\n")
    entry = found.commitments["a"]
    assert computed.is_overdue(entry, found, date(2026, 1, 31)) is is_late


def test_staleness_counts_from_the_last_news() -> None:
    """An open promise without news for six months is stale; a review counts as news."""
    text = "id: a\ntitle: A\nstatus: in-progress\nupdates:\n  - date: {}\n    by: o\n    text: T\n"
    today = date(2026, 1, 31)
    old = register(a=text.format("2025-07-30"))
    new = register(a=text.format("2025-07-31"))
    seen = register(a=text.format("2024") + "reviewed:\n  date: 2026-01-02\n  by: o\n")
    silent = register(a="id: a\ntitle: A\nstatus: in-progress\n")
    assert [
        computed.is_stale(one.commitments["a"], one, today) for one in (old, new, seen, silent)
    ] == [True, False, False, False]


def test_milestones_are_counted_by_phase() -> None:
    """Milestones are counted, never turned into a percentage."""
    found = register(
        a="id: a\ntitle: A\nmilestones:\n"
        "  - id: x\n    title: X\n    status: complete\n"
        "  - id: y\n    title: Y\n"
        "  - id: z\n    title: Z\n    status: limited\n"
    )
    entry = found.commitments["a"]
    assert computed.milestone_phases(entry, found) == {"done": 1, "moving": 1, "unknown": 1}
    assert computed.phase(entry, found) == "unknown"


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("organisations.yaml", "at least one item: “- id: …”, and on the lines below it name;"),
        ("themes.yaml", "at least one item: “- id: …”, and on the lines below it name;"),
        ("p/a.assessments/o.yaml", "“- by: …”, and on the lines below it date, scheme, ratings;"),
        ("p/plan.yaml", "at least id, title, or remove"),
        ("p/a.yaml", "at least id, title, status, or remove"),
        ("tracker.yaml", "at least “title: …”"),
    ],
)
def test_an_empty_file_is_told_what_it_needs(path: str, remedy: str) -> None:
    """The remedy is that of the file’s place: a list wants an item, a record its own fields."""
    (fault,) = (
        one
        for one in load([SourceFile(f"commitments/{path}", b"# nothing yet\n")]).faults
        if one.check == "empty-file"
    )
    assert fault.help is not None
    assert remedy in Words("en", ("checks",)).text(fault.help)
