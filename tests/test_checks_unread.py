"""One fault stands alone: it hides no other of its file, and none follows from it elsewhere."""

from __future__ import annotations

import pytest

from promisetrack.checks.runner import run
from promisetrack.files import LINK, SourceFile
from promisetrack.register.load import load
from tests.checking import TODAY, diagnose, files, found

PROMISE = """\
id: a
title: A
status: in-progress
due: 2027
lead: town
themes: [money]
places: [square]
expected_result: Words
x-extra: 1
"""
LISTS = {
    "organisations.yaml": "- id: town\n  name: Town\n",
    "themes.yaml": "- id: money\n  name: Money\n",
    "places.yaml": "- id: square\n  name: Square\n",
}
SCHEMES = """\
title: T
languages: [en]
status_schemes:
  - id: own
    title: Own
    statuses:
      - {id: dug, label: Dug, phase: moving}
"""

# What spoils one place of a file, and what else is found in that file.
SPOILT: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a key twice": ("title: B\n", [("duplicate-key", "title")]),
    "a key twice, once wrong": ("status: foo\n", [("duplicate-key", "status")]),
    "an anchor": ("summary: &s Words\n", [("alias-or-anchor", "summary")]),
    "an alias": (
        "summary: &s Words\nproblem: *s\n",
        [("alias-or-anchor", "summary"), ("alias-or-anchor", "problem")],
    ),
    "an alias as a key": ("*s : x\n", [("alias-or-anchor", "*s")]),
    "a tag": ("progress: !!str 12\n", [("tag", "progress")]),
    "a hidden character": (
        'summary: "\\u202e"\n',
        [("bidi-or-control-character", "summary")],
    ),
    "not a number": ("progress: .nan\n", [("wrong-type", "progress")]),
    "a second document": (
        "---\nid: [\n",
        [("directive-or-second-document", "")],
    ),
    "a block without text": ("summary: |\n", [("yaml-syntax", "summary")]),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_place_hides_no_other_fault(name: str) -> None:
    """A fault of the model is reported beside one that makes the file refused; none is invented."""
    text, expected = SPOILT[name]
    broken = f"id: a\ntitle: A\nstatus: in-progress\ndue: soon\nfoo: 1\n{text}"
    assert found({"p/a.yaml": broken}) == [
        ("bad-date", "due"),
        ("unknown-field", "foo"),
        *expected,
    ]


def test_fields_that_are_copied_are_not_missed() -> None:
    """What “<<” brings is unknown: no field is missing in that record, but in others."""
    text = "id: a\ntitle: &t A\nstatus: unknown\nmilestones:\n  - <<: *t\n  - id: m\n"
    assert [check for check, _ in found({"p/a.yaml": text})] == [
        "alias-or-anchor",
        "alias-or-anchor",
        "alias-or-anchor",
        "missing-field",
    ]


def test_a_finding_of_a_refused_file_can_be_suppressed() -> None:
    """What is accepted of a record stays accepted while another fault makes its file refused."""
    tracker = (
        "title: T\nlanguages: [en]\nsuppress:\n"
        "  - check: unknown-field\n    record: a\n    route: foo\n    reason: Old software\n"
    )
    text = "id: a\ntitle: A\ntitle: B\nstatus: unknown\nfoo: 1\n"
    assert found({"p/a.yaml": text, "tracker.yaml": tracker}) == [("duplicate-key", "title")]


@pytest.mark.parametrize("broken", ["- id: [\n", "- id: x\n  id: y\n", "x\n", "- ids: town\n"])
@pytest.mark.parametrize("name", LISTS)
def test_a_broken_list_makes_nothing_unknown(name: str, broken: str) -> None:
    """Where a list cannot be read whole, nothing that it may hold is called unknown."""
    paths = {one.path for one in diagnose({"p/a.yaml": PROMISE, **LISTS, name: broken})}
    assert paths == {f"commitments/{name}"}


def test_a_list_with_another_ending_makes_nothing_unknown() -> None:
    """A list that is not read because of its name is one finding."""
    texts = {"p/a.yaml": PROMISE, **LISTS}
    texts["organisations.yml"] = texts.pop("organisations.yaml")
    assert found(texts) == [("stray-file", "")]


def test_a_broken_plan_makes_nothing_unknown() -> None:
    """What a promise owes to its plan (statuses, languages, evidence) is not judged without it."""
    plan = (
        "id: p\ntitle: P\nstatus_scheme: own\n"
        "evidence:\n  - {id: e, title: E, shows: x, published: 2020}\n"
    )
    promise = "id: a\ntitle: A\ndue: 2020\nstatus: dug\nsource: {evidence: e, page: '1'}\n"
    texts = {"p/a.yaml": promise, "tracker.yaml": SCHEMES}
    assert found({**texts, "p/plan.yaml": plan}) == [("overdue", "due")]
    for broken in (f"{plan}title: Q\n", f"{plan}foo: [\n"):
        checks = [one.path for one in diagnose({**texts, "p/plan.yaml": broken})]
        assert checks == ["commitments/p/plan.yaml"]


def test_broken_settings_stand_alone() -> None:
    """Without the tracker's settings nobody knows what is accepted: only shapes are judged."""
    texts = {"p/a.yaml": PROMISE, "p/b.yaml": "id: b\ntitle: B\ndue: 2020\nstatus: unknown\n"}
    assert found({**texts, "tracker.yaml": "title: [\n"}) == [("yaml-syntax", "")]
    assert found({**texts, "tracker.yaml": "title: [\n", "p/c.yaml": "id: c\n"}) == [
        ("missing-field", "title"),
        ("yaml-syntax", ""),
    ]


def test_a_broken_promise_is_not_unknown() -> None:
    """A relation to a promise whose file cannot be read is no fault."""
    related = (
        "id: a\ntitle: A\nstatus: unknown\ndue: 2027\nrelated:\n  - {id: b, kind: continues}\n"
    )
    assert found({"p/a.yaml": related, "p/b.yaml": "id: b\ntitle: [\n"}) == [("yaml-syntax", "")]


JUDGED = "id: a\ntitle: A\nstatus: unknown\ndue: 2027\n"
JUDGEMENT = "- by: club\n  date: 2025\n  scheme: ogp-irm-2021\n  ratings: {completion: limited}\n"
CLUB = {"organisations.yaml": "- id: club\n  name: Club\n- id: town\n  name: Town\n"}


def test_assessments_lie_beside_their_promise() -> None:
    """A file of assessments beside no promise is found; beside one it is read."""
    beside = {"p/a.yaml": JUDGED, **CLUB}
    assert found({**beside, "p/a.assessments/club.yaml": JUDGEMENT}) == []
    assert found({**beside, "p/b.assessments/club.yaml": JUDGEMENT}) == [("stray-file", "")]


def test_assessments_beside_a_misspelt_promise() -> None:
    """The folder that was probably meant is offered."""
    text = JUDGED.replace("id: a", "id: budget")
    texts = {"p/budget.yaml": text, "p/budgte.assessments/club.yaml": JUDGEMENT, **CLUB}
    (one,) = diagnose(texts)
    assert one.help is not None
    assert ("near", "budget") in one.help.values


def test_who_judges_gives_a_file_its_name() -> None:
    """An assessment by another organisation than its file's is found where it says “by”."""
    texts = {"p/a.yaml": JUDGED, "p/a.assessments/town.yaml": JUDGEMENT, **CLUB}
    (one,) = diagnose(texts)
    assert (one.check, one.record, one.start.line, one.start.column) == (
        "file-name-differs-from-id",
        "a",
        1,
        7,
    )


def test_nobody_judges() -> None:
    """An organisation that is in no list is found in a file of assessments too."""
    texts = {"p/a.yaml": JUDGED, "p/a.assessments/club.yaml": JUDGEMENT, "organisations.yaml": "[]"}
    assert found(texts) == [("unknown-organisation", "assessments.club/2025.by")]


@pytest.mark.parametrize(
    "path", ["p/files/report.pdf", "p/files", "linked", "p/a.assessments", "checks/links.json"]
)
def test_links_are_found_everywhere(path: str) -> None:
    """A link below the register is refused, to a file or to a folder, wherever it lies."""
    link = SourceFile(f"commitments/{path}", b"../elsewhere", mode=LINK)
    register = load([*files({"p/a.yaml": JUDGED}), link])
    (one,) = run(register, today=TODAY)
    assert (one.check, one.level, one.path) == ("not-a-regular-file", "error", link.path)


def test_a_folder_has_the_name_of_an_id() -> None:
    """Where a folder or a file has a name that no id can have, the remedy is a better name."""
    texts = {"Été 2026/a b.yaml": JUDGED}
    told = [dict(one.help.values) for one in diagnose(texts) if one.help]
    assert told == [{"id": "ete-2026"}, {"id": "a"}]


def test_a_folder_has_its_plan() -> None:
    """Promises in a folder without plan.yaml are found once; a broken plan.yaml is one."""
    texts = {"q/a.yaml": JUDGED, "q/b.yaml": JUDGED.replace("id: a", "id: b")}
    (one,) = diagnose(texts)
    assert (one.check, one.path) == ("folder-without-plan", "commitments/q/a.yaml")
    assert found({**texts, "q/plan.yaml": "id: q\ntitle: [\n"}) == [("yaml-syntax", "")]
    assert found({**texts, "q/plan.yml": "id: q\ntitle: Q\n"}) == [("stray-file", "")]
