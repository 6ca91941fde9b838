"""Each row of the table of events, with each concern, and what must not be an event."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
import yaml

from promisetrack.files import SourceFile
from promisetrack.history.concerns import Context
from promisetrack.history.events import FIELD_KINDS, ITEM_KINDS, Event
from promisetrack.history.reading import read_version
from promisetrack.history.records import compare
from promisetrack.history.replay import apply
from promisetrack.model.schemes import status_scheme
from tests.history_random import commitment, lay_out

Data = dict[str, Any]


def read(text: str) -> Data:
    """Return the data of a commitment written as YAML."""
    file = SourceFile("commitments/p/a.yaml", f"id: a\ntitle: T\n{text}".encode())
    found = read_version("commitment", file)
    assert isinstance(found.data, dict), found.reason
    return found.data


def told(before: str, after: str, context: Context | None = None) -> list[str]:
    """Return the events between two documents as lines: kind, route, concern."""
    old, new = read(before), read(after)
    events = compare(old, new, context or Context())
    assert apply(old, events) == new
    assert all(event.weakens == (event.concern not in (None, "unproven")) for event in events)
    return [line(event) for event in events]


def line(event: Event) -> str:
    """Return an event on one line."""
    route = ".".join(str(part) for part in event.route)
    return " ".join(part for part in (event.kind, route, event.concern) if part)


MILESTONE = "milestones:\n- id: m\n  title: M\n"
INDICATOR = "indicators:\n- id: i\n  title: I\n"
TARGET = f"{INDICATOR}  baseline: {{value: 10}}\n  target: {{date: 2025, value: "
EVIDENCE = "evidence:\n- {id: e, title: E, "
PROOF = f"{EVIDENCE}url: u}}\n"

CASES: dict[str, tuple[str, str, list[str]]] = {
    "set": ("", "due: 2024", ["deadline-set due"]),
    "later": ("due: 2024-06-30", "due: 2024-09", ["deadline-moved due later"]),
    "earlier": ("due: 2025", "due: 2024-12-30", ["deadline-moved due"]),
    "same last day": ("due: 2024-12-31", "due: 2024", ["deadline-moved due"]),
    "vaguer is later": ("due: 2024-06-30", "due: 2024", ["deadline-moved due later"]),
    "removed": ("due: 2024", "", ["deadline-removed due removed"]),
    "ongoing": ("due: 2024", "due: ongoing", ["deadline-removed due removed"]),
    "words only": (
        "due: 2024", "due: {text: {en: soon}}", ["deadline-removed due removed"],
    ),
    "from ongoing": ("due: ongoing", "due: 2024", ["deadline-set due"]),
    "ongoing removed": ("due: ongoing", "", ["deadline-removed due"]),
    "milestone later": (
        f"{MILESTONE}  due: 2024", f"{MILESTONE}  due: 2025",
        ["deadline-moved milestones.m.due later"],
    ),
    "target later": (
        f"{TARGET}50}}", f"{TARGET.replace('2025', '2026')}50}}",
        ["deadline-moved indicators.i.target.date later"],
    ),
    "target gone": (
        f"{TARGET}50}}", f"{INDICATOR}  baseline: {{value: 10}}",
        ["deadline-removed indicators.i.target.date removed",
         "target-changed indicators.i.target.value lowered"],
    ),
    "start": ("start: 2024", "start: 2025", ["start-changed start"]),
    "progress": ("progress: 40", "progress: 60", ["progress-changed progress"]),
    "lead": ("lead: a", "lead: b", ["owner-changed lead"]),
    "partners": ("partners: [a]", "partners: [b, a]", ["owner-changed partners"]),
    "contact": ("contact: {role: a}", "contact: {role: b}", ["owner-changed contact"]),
    "target lowered": (
        f"{TARGET}50}}", f"{TARGET}40}}", ["target-changed indicators.i.target.value lowered"],
    ),
    "target raised": (
        f"{TARGET}50}}", f"{TARGET}60}}", ["target-changed indicators.i.target.value"],
    ),
    "target changes sign": (
        f"{TARGET}50}}", f"{TARGET}5}}", ["target-changed indicators.i.target.value lowered"],
    ),
    "target to go down": (
        f"{TARGET}5}}", f"{TARGET}8}}", ["target-changed indicators.i.target.value lowered"],
    ),
    "better higher": (
        f"{INDICATOR}  better: higher\n  target: {{value: 5}}",
        f"{INDICATOR}  better: higher\n  target: {{value: 4}}",
        ["target-changed indicators.i.target.value lowered"],
    ),
    "better lower": (
        f"{INDICATOR}  better: lower\n  target: {{value: 5}}",
        f"{INDICATOR}  better: lower\n  target: {{value: 4}}",
        ["target-changed indicators.i.target.value"],
    ),
    "no direction": (
        f"{INDICATOR}  target: {{value: 5}}", f"{INDICATOR}  target: {{value: 4}}",
        ["target-changed indicators.i.target.value"],
    ),
    "baseline up": (
        f"{TARGET}50}}", f"{TARGET}50}}".replace("10", "20"),
        ["baseline-changed indicators.i.baseline.value lowered"],
    ),
    "baseline down": (
        f"{TARGET}50}}", f"{TARGET}50}}".replace("10", "0"),
        ["baseline-changed indicators.i.baseline.value"],
    ),
    "stopped": ("status: complete", "status: on-hold", ["status-changed status stopped"]),
    "unproven": ("status: limited", "status: complete", ["status-changed status unproven"]),
    "from nothing": ("", "status: in-progress", ["status-changed status unproven"]),
    "no rise": ("status: unknown", "status: not-started", ["status-changed status"]),
    "goes back": ("status: complete", "status: limited", ["status-changed status"]),
    "partial": ("status: limited", "status: partial", ["status-changed status"]),
    "proven": (
        "status: limited", f"status: complete\n{PROOF}",
        ["evidence-added evidence.e", "status-changed status"],
    ),
    "milestone unproven": (
        f"{MILESTONE}  status: limited\n{PROOF}", f"{MILESTONE}  status: complete\n{PROOF}",
        ["status-changed milestones.m.status unproven"],
    ),
    "milestone proven": (
        f"{MILESTONE}  status: limited\n{PROOF}",
        f"{MILESTONE}  status: complete\n  evidence: [e]\n{PROOF}",
        ["milestone-edited milestones.m.evidence", "status-changed milestones.m.status"],
    ),
    "as written": (
        "status_as_written: a", "status_as_written: b", ["status-changed status_as_written"],
    ),
    "wording": ("description: a", "description: b", ["wording-changed description"]),
    "wording of a language": (
        "summary: {fr: a, en: b}", "summary: {fr: a, en: c}", ["wording-changed summary.en"],
    ),
    "wording of a milestone": (
        MILESTONE, MILESTONE.replace("M", "N"), ["wording-changed milestones.m.title"],
    ),
    "source": ("source: u", "source: v", ["wording-changed source"]),
    "source in parts": (
        "source: {evidence: e, quote: a}", "source: {evidence: e, quote: b}",
        ["wording-changed source.quote"],
    ),
    "translation": (
        "summary: {fr: a, en: {text: b, translated: machine}}",
        "summary: {fr: a, en: {text: c, translated: machine}}",
        ["translation-changed summary.en"],
    ),
    "translation comes": (
        "summary: {fr: a}", "summary: {fr: a, en: {text: c, translated: human}}",
        ["translation-changed summary.en"],
    ),
    "an original called a translation": (
        "summary: {fr: a, en: b}", "summary: {fr: a, en: {text: c, translated: human}}",
        ["wording-changed summary.en"],
    ),
    "a string gets a translation": (
        "summary: a", "summary: {fr: a, en: {text: c, translated: human}}",
        ["translation-changed summary"],
    ),
    "a string gets a language": ("summary: a", "summary: {fr: a}", ["other-changed summary"]),
    "a string is changed": (
        "summary: a", "summary: {fr: b, en: {text: c, translated: human}}",
        ["wording-changed summary"],
    ),
    "easy": ("easy: a", "easy: b", ["other-changed easy"]),
    "milestone edited": (
        MILESTONE, f"{MILESTONE}  part_of: n", ["milestone-edited milestones.m.part_of"],
    ),
    "indicator edited": (
        INDICATOR, f"{INDICATOR}  method: a", ["indicator-edited indicators.i.method"],
    ),
    "measurement": (
        f"{INDICATOR}  measurements: [{{date: 2024, value: 1}}]",
        f"{INDICATOR}  measurements: [{{date: 2024, value: 2}}, {{date: 2025, value: 3}}]",
        ["measurement-edited indicators.i.measurements.2024 rewritten",
         "measurement-added indicators.i.measurements.2025"],
    ),
    "evidence replaced": (
        PROOF, f"{EVIDENCE}url: v}}", ["evidence-edited evidence.e rewritten"],
    ),
    "evidence file replaced": (
        f"{EVIDENCE}file: a}}", f"{EVIDENCE}file: b}}", ["evidence-edited evidence.e rewritten"],
    ),
    "evidence seal changed": (
        f"{EVIDENCE}url: u, sha256: aa}}", f"{EVIDENCE}url: u, sha256: ab}}",
        ["evidence-edited evidence.e rewritten"],
    ),
    "evidence sealed": (PROOF, f"{EVIDENCE}url: u, sha256: aa}}", ["evidence-edited evidence.e"]),
    "evidence described": (
        PROOF, f"{EVIDENCE}url: u, publisher: P}}", ["evidence-edited evidence.e"],
    ),
    "update translated": (
        "updates: [{date: 2024, by: a, text: b}]",
        "updates: [{date: 2024, by: a, text: {fr: b, en: {text: c, translated: machine}}}]",
        ["translation-changed updates.2024.text"],
    ),
    "order inside an update": (
        "updates: [{date: 2024, by: a, text: b, evidence: [e, f]}]",
        "updates: [{date: 2024, by: a, text: b, evidence: [f, e]}]",
        ["other-changed updates.2024.evidence"],
    ),
    "newest update first": (
        "updates: [{date: 2023, by: a, text: b}]",
        "updates: [{date: 2024, by: a, text: c}, {date: 2023, by: a, text: b}]",
        ["update-added updates.2024"],
    ),
    "last update removed": (
        "updates: [{date: 2023, by: a, text: b}]", "updates: []",
        ["update-removed updates.2023 removed"],
    ),
    "one of two equal keys removed": (
        "updates: [{date: 2023, by: a, text: b}, {date: 2023, by: a, text: c}]",
        "updates: [{date: 2023, by: a, text: c}]",
        ["update-removed updates.2023 removed"],
    ),
    "order": ("tags: [a, b]", "tags: [b, a]", ["other-changed tags"]),
    "order of milestones": (
        f"{MILESTONE}- id: n\n  title: N\n",
        "milestones:\n- id: n\n  title: N\n- id: m\n  title: M",
        ["other-changed milestones"],
    ),
    "answers": (
        "questions: [{id: q, date: 2024, text: a}]",
        "questions: [{id: q, date: 2024, text: b, answers: [{date: 2025, by: a, text: c}]}]",
        ["answer-added questions.q.answers.2025", "question-edited questions.q.text rewritten"],
    ),
    "budget lowered": (
        "budget: {lines: [{label: A, planned: 9}]}", "budget: {lines: [{label: A, planned: 8}]}",
        ["budget-line-edited budget.lines.A lowered"],
    ),
    "budget raised": (
        "budget: {lines: [{label: A, planned: 9}]}", "budget: {lines: [{label: A, planned: 10}]}",
        ["budget-line-edited budget.lines.A"],
    ),
    "request": ("request: {text: a}", "request: {text: b}", ["request-changed request"]),
    "answer falls": (
        "answer: {position: accepted}", "answer: {position: deferred}",
        ["answer-changed answer lowered"],
    ),
    "answer rises": (
        "answer: {position: declined}", "answer: {position: modified}", ["answer-changed answer"],
    ),
    "automation": (
        "safeguards: {automated_decision: none}", "safeguards: {automated_decision: assisted}",
        ["safeguard-changed safeguards.automated_decision lowered"],
    ),
    "less automation": (
        "safeguards: {automated_decision: automated}", "safeguards: {automated_decision: assisted}",
        ["safeguard-changed safeguards.automated_decision"],
    ),
    "human review removed": (
        "safeguards: {human_review: a, notice: b}", "safeguards: {notice: c}",
        ["safeguard-changed safeguards.human_review lowered",
         "safeguard-changed safeguards.notice"],
    ),
    "all safeguards removed": (
        "safeguards: {recourse: a, offline_access: b}", "",
        ["safeguard-changed safeguards.offline_access lowered",
         "safeguard-changed safeguards.recourse lowered"],
    ),
    "own keys": ("x-a: {b: {c: 1}}", "x-a: {b: {c: 2}}", ["other-changed x-a.b.c"]),
    "unknown key": ("deadline: a", "deadline: b", ["other-changed deadline"]),
    "another type": (MILESTONE, "milestones: later", ["other-changed milestones"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_row_of_the_table(name: str) -> None:
    """A change of one field is the event, on the route, with the concern that the table says."""
    before, after, expected = CASES[name]
    assert told(before, after) == expected


@pytest.mark.parametrize("name", CASES)
def test_each_row_stands_in_any_record(name: str) -> None:
    """Whatever else the record says, in 20 random records each row is told in the same way."""
    before, after, expected = CASES[name]
    old, new = read(before), read(after)
    for seed in range(20):
        rest = commitment(random.Random(seed), "a")
        rest = {key: value for key, value in rest.items() if key not in {*old, *new}}
        events = compare({**rest, **old}, {**rest, **new})
        assert [line(event) for event in events] == expected, seed


ITEMS: dict[str, tuple[str, Data]] = {
    "milestone": ("milestones", {"id": "k", "title": "K"}),
    "indicator": ("indicators", {"id": "k", "title": "K"}),
    "evidence": ("evidence", {"id": "k", "title": "K", "shows": "s"}),
    "update": ("updates", {"date": "k", "by": "b", "text": "t"}),
    "assessment": ("assessments", {"id": "k", "by": "b", "date": "2024", "text": "t"}),
    "response": ("responses", {"date": "k", "by": "b", "text": "t"}),
    "question": ("questions", {"id": "k", "date": "2024", "text": "t"}),
    "amendment": ("amendments", {"date": "k", "changes": ["x"], "reason": "r"}),
    "decision": ("decisions", {"id": "k", "date": "2024", "title": "t"}),
    "participation": ("participation", {"id": "k", "kind": "vote", "title": "t"}),
    "place": ("places", {"name": "k", "code": "k"}),
}
REWRITTEN = {"update", "assessment", "response", "question", "amendment"}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("item", ITEMS)
def test_items_are_added_edited_and_removed(item: str, seed: int) -> None:
    """Whatever else a record says, an item is added, edited, removed as the table says."""
    key, one = ITEMS[item]
    rng = random.Random(seed)
    without = commitment(rng, "a")
    with_one, edited = copy.deepcopy(without), copy.deepcopy(without)
    place = rng.randint(0, len(without.get(key) or []))
    with_one[key] = [*(without.get(key) or [])[:place], one, *(without.get(key) or [])[place:]]
    changed = {**one, "text": "new", "note": 1}
    edited[key] = [*(without.get(key) or [])[:place], changed, *(without.get(key) or [])[place:]]
    added, removed = compare(without, with_one), compare(with_one, without)
    assert [(event.kind, event.concern, event.after) for event in added] == [
        (f"{item}-added", None, one)
    ]
    assert [(event.kind, event.concern, event.before) for event in removed] == [
        (f"{item}-removed", "removed", one)
    ]
    kinds = {(event.kind, event.concern) for event in compare(with_one, edited)}
    assert kinds == {(f"{item}-edited", "rewritten" if item in REWRITTEN else None)}


def test_every_kind_of_the_table_is_tried() -> None:
    """No kind of event is left untried by the cases."""
    tried = {line.split(" ")[0] for _, _, lines in CASES.values() for line in lines}
    tried |= {f"{item}-{what}" for item in ITEMS for what in ("added", "edited", "removed")}
    nested = {"measurement-removed", "answer-edited", "answer-removed", "budget-line-added"}
    nested |= {"budget-line-removed"}
    assert {*FIELD_KINDS, *ITEM_KINDS} - tried == nested


def test_own_statuses_rise_by_phase() -> None:
    """Statuses of a plan's own scheme are compared by their phases."""
    own = Context(status_scheme("fr-budget-participatif"))
    assert told("status: vote", "status: travaux", own) == ["status-changed status unproven"]
    assert told("status: etudes", "status: travaux", own) == ["status-changed status"]
    assert told("status: travaux", "status: abandon", own) == ["status-changed status stopped"]
    assert told("status: travaux", "status: realise", own) == ["status-changed status unproven"]


def test_reasons_are_matched() -> None:
    """An amendment gives the reason for the fields that it names, and for no other."""
    reason = "amendments: [{date: 2024, changes: [due, milestones.*.due], reason: r}]\n"
    before = f"due: 2024\nstart: 2023\n{MILESTONE}  due: 2024"
    after = f"{reason}due: 2025\nstart: 2024\n{MILESTONE}  due: 2025"
    events = compare(read(before), read(after))
    given = {line(event): event.amendment for event in events}
    assert given == {
        "amendment-added amendments.2024": None,
        "deadline-moved due later": ("amendments", "2024"),
        "deadline-moved milestones.m.due later": ("amendments", "2024"),
        "start-changed start": None,
    }


def test_a_reason_may_name_what_lies_inside_a_whole_value() -> None:
    """An amendment that names a key inside a value gives the reason when that key changed."""
    reason = "amendments: [{date: 2024, changes: [answer.position], reason: r}]\n"
    before, after = "answer: {position: accepted}", "answer: {position: declined}"
    found = compare(read(before), read(f"{reason}{after}"))
    assert [event.amendment for event in found if event.kind == "answer-changed"]
    other = compare(read("answer: {by: a}"), read(f"{reason}answer: {{by: b}}"))
    assert [event.amendment for event in other if event.kind == "answer-changed"] == [None]


@pytest.mark.parametrize("seed", range(200))
def test_layout_is_no_event(seed: int) -> None:
    """Order of keys, comments, quotes, width and flow change nothing: 200 neutral edits."""
    data = commitment(random.Random(seed), "a")
    sides = [
        read_version("commitment", SourceFile("commitments/p/a.yaml", lay_out(data, layout)))
        for layout in (seed, seed + 1000)
    ]
    old, new = (side.data for side in sides)
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    assert compare(old, new) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("due: 2024", "due: '2024'"),
        ("summary: a b", "summary: >-\n  a\n  b"),
        ("tags: [a, b]", "tags:\n# why\n- a\n\n- b # so"),
        ("progress: 40", "progress: 40.0"),
        (
            "budget:\n  lines:\n  - label: {fr: A, en: B}\n",
            "budget: {lines: [{label: {en: B, fr: A}}]}",
        ),
    ],
)  # fmt: skip
def test_another_way_to_write_it_is_no_event(before: str, after: str) -> None:
    """The same data written in another way is no event."""
    assert told(before, after) == []


def test_a_truth_value_is_no_number() -> None:
    """1 and true are different data, although Python calls them equal."""
    assert told("x-a: 1", "x-a: true") == ["other-changed x-a"]


def test_yaml_of_a_random_record_reads_as_its_data() -> None:
    """The records that the random histories write are read as what they are."""
    for seed in range(30):
        data = commitment(random.Random(seed), "a")
        file = SourceFile("commitments/p/a.yaml", yaml.safe_dump(data).encode())
        assert read_version("commitment", file).data == data
