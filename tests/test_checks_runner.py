"""Levels, suppressions and places: what the runner makes of findings and faults."""

from __future__ import annotations

from promisetrack.checks.runner import run
from promisetrack.diagnostic import Diagnostic, Position
from promisetrack.register.load import load
from tests.checking import TODAY, diagnose, files, found

LATE = "id: a\ntitle: A\nstatus: not-started\ndue: 2025-12-31\n"
TRACKER = "title: T\nlanguages: [en]\n"


def only(diagnostics: tuple[Diagnostic, ...]) -> Diagnostic:
    """Return the one finding there is."""
    assert len(diagnostics) == 1
    return diagnostics[0]


def suppress(check: str, record: str, route: str, reason: str = "It is in the minutes") -> str:
    """Return a tracker.yaml with one suppression."""
    return (
        f"{TRACKER}suppress:\n  - check: {check}\n    record: {record}\n"
        f"    route: {route}\n    reason: {reason}\n"
    )


def test_a_finding_has_its_place() -> None:
    """A finding names check, code, level, record, route, and the span of what was written."""
    one = only(diagnose({"p/a.yaml": LATE}))
    assert (one.check, one.code, one.level) == ("overdue", "PT209", "warning")
    assert (one.path, one.record, one.route) == ("commitments/p/a.yaml", "a", ("due",))
    assert (one.start, one.end) == (Position(4, 6), Position(4, 16))


def test_what_is_absent_points_at_the_nearest_thing_that_is_there() -> None:
    """A field that is missing is found at the record that lacks it, with the full route."""
    one = only(diagnose({"p/a.yaml": "id: a\ntitle: A\nstatus: not-started\n"}))
    assert (one.check, one.route, one.start) == (
        "commitment-not-verifiable",
        ("due",),
        Position(1, 1),
    )


def test_a_second_place_is_named() -> None:
    """A twin is found where it stands, with the place of the first one beside it."""
    theme = "- id: a\n  name: A\n- id: a\n  name: B\n"
    one = only(diagnose({"themes.yaml": theme}))
    assert (one.check, one.start) == ("duplicate-id", Position(3, 7))
    assert [(other.path, other.start) for other in one.related] == [
        ("commitments/themes.yaml", Position(1, 7))
    ]


def test_a_fault_of_the_reader_has_record_and_route() -> None:
    """What reading finds inside a record names the record, and the route by natural keys."""
    text = LATE.replace("2025", "2027") + "updates:\n  - date: 2025-02-30\n    by: x\n    text: y\n"
    first = diagnose({"p/a.yaml": text})[0]
    assert (first.check, first.record) == ("bad-date", "a")
    assert first.route == ("updates", "2025-02-30", "date")


def test_a_fault_in_a_list_belongs_to_its_record() -> None:
    """In a file of many records the route begins inside the record."""
    one = only(diagnose({"themes.yaml": "- id: a\n  name: A\n- id: b\n  name: B\n  colour: red\n"}))
    assert (one.check, one.record, one.route) == ("unknown-field", "b", ("colour",))
    assert one.start.line == 5


def test_a_fault_in_an_assessment_belongs_to_the_commitment() -> None:
    """Assessments in a file of their own are found there, and named within the commitment."""
    tree = {
        "p/a.yaml": LATE.replace("2025", "2027"),
        "p/a.assessments/jury.yaml": """
            - id: first
              by: jury
              date: 2025-05-01
              scheme: ogp-irm-2021
              ratings:
                completion: splendid
              colour: red
        """,
        "organisations.yaml": "- id: jury\n  name: Jury\n",
    }
    places = [
        (one.check, one.path, one.record, one.route, one.start.line) for one in diagnose(tree)
    ]
    path = "commitments/p/a.assessments/jury.yaml"
    assert places == [
        ("unknown-value", path, "a", ("assessments", "first", "ratings", "completion"), 6),
        ("unknown-field", path, "a", ("assessments", "first", "colour"), 7),
    ]


def test_a_file_that_cannot_be_read_hides_no_other() -> None:
    """A broken file has one finding, and the others are still checked."""
    assert found({"p/a.yaml": LATE, "p/b.yaml": "id: [b\n"}) == [
        ("overdue", "due"),
        ("yaml-syntax", ""),
    ]


def test_a_tracker_sets_levels() -> None:
    """A level in tracker.yaml replaces the check's own."""
    tracker = f"{TRACKER}checks:\n  overdue:\n    level: error\n"
    assert only(diagnose({"p/a.yaml": LATE, "tracker.yaml": tracker})).level == "error"


def test_a_file_that_cannot_be_read_is_always_an_error() -> None:
    """The level of what leaves nothing to read cannot be lowered, and trying is a fault."""
    tracker = f"{TRACKER}checks:\n  yaml-syntax:\n    level: note\n"
    found_now = diagnose({"p/a.yaml": "id: [a\n", "tracker.yaml": tracker})
    assert [(one.check, one.level) for one in found_now] == [
        ("yaml-syntax", "error"),
        ("suppression-refused", "error"),
    ]


def test_a_suppressed_finding_stays_visible_with_its_reason() -> None:
    """A suppression takes nothing away: the finding is there, with the reason."""
    tree = {"p/a.yaml": LATE, "tracker.yaml": suppress("overdue", "a", "due")}
    assert only(diagnose(tree)).suppressed == "It is in the minutes"


def test_a_suppression_covers_what_is_beneath_its_route() -> None:
    """A suppression of milestones covers each milestone, one of another field does not."""
    text = LATE.replace("2025-12", "2027-12") + (
        "expected_result: Better\nmilestones:\n  - id: m\n    title: M\n    due: 2025-12-31\n"
        "    status: in-progress\n"
    )
    for route, is_covered in (("milestones", True), ("milestones.*.due", True), ("due", False)):
        tree = {"p/a.yaml": text, "tracker.yaml": suppress("milestone-overdue", "a", f'"{route}"')}
        assert (diagnose(tree)[0].suppressed is not None) is is_covered


def test_a_suppression_covers_one_record_and_one_check() -> None:
    """Another record with the same fault is not covered."""
    tree = {
        "p/a.yaml": LATE,
        "p/b.yaml": LATE.replace("id: a", "id: b"),
        "tracker.yaml": suppress("overdue", "a", "due"),
    }
    assert found(tree) == [("overdue", "due")]


def test_a_suppression_that_matches_nothing_is_found() -> None:
    """What a suppression was for may be gone: then it says so."""
    tree = {"p/a.yaml": LATE, "tracker.yaml": suppress("overdue", "a", "start")}
    assert found(tree) == [
        ("overdue", "due"),
        ("suppression-unused", "suppress.overdue/a/start"),
    ]


def test_a_suppression_without_a_record_covers_nothing() -> None:
    """Nobody can silence a check everywhere."""
    tracker = f"{TRACKER}suppress:\n  - check: overdue\n    reason: Too many\n"
    names = [name for name, _ in found({"p/a.yaml": LATE, "tracker.yaml": tracker})]
    assert names == ["overdue", "suppression-unused"]


def test_a_stray_file_is_suppressed_by_its_path() -> None:
    """A file that holds no record is named by its path."""
    tracker = suppress("stray-file", "commitments/p/note.txt", '""')
    assert found({"p/note.txt": "x", "tracker.yaml": tracker}) == []


def test_a_suppression_with_an_empty_reason_covers_nothing() -> None:
    """Without a reason the finding stays, and the suppression is a fault."""
    for reason in ('" "', '""'):
        tree = {"p/a.yaml": LATE, "tracker.yaml": suppress("overdue", "a", "due", reason)}
        assert [name for name, _ in found(tree)] == ["overdue", "suppression-without-reason"]


def test_a_suppression_of_a_file_that_was_not_read_is_not_called_unused() -> None:
    """Nobody is told to take a suppression away while its promise cannot be judged."""
    tree = {"p/a.yaml": "id: [a\n", "tracker.yaml": suppress("overdue", "a", "due")}
    assert [name for name, _ in found(tree)] == ["yaml-syntax"]


def test_a_suppression_is_no_way_around_a_broken_file() -> None:
    """What cannot be read cannot be suppressed."""
    tree = {"p/a.yaml": "id: [a\n", "tracker.yaml": suppress("yaml-syntax", "a", "id")}
    assert [name for name, _ in found(tree)] == ["yaml-syntax", "suppression-refused"]


def test_only_the_checks_that_are_asked_for_run() -> None:
    """With names, nothing else is looked for, and suppressions of others are not called unused."""
    register = load(files({"p/a.yaml": LATE, "tracker.yaml": suppress("stale", "a", "updates")}))
    names = {
        one.check for one in run(register, today=TODAY, only={"overdue", "suppression-unused"})
    }
    assert names == {"overdue"}
