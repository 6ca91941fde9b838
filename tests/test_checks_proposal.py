"""What a change does to promises, as pure values: what is quiet, and that nothing stops it."""

from __future__ import annotations

import json
from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promisetrack.checks.catalogue import checks
from promisetrack.checks.explain import as_text
from promisetrack.checks.id_reused import is_itself
from promisetrack.checks.past_update_edited import is_kept
from promisetrack.checks.proposal import Gone, propose
from promisetrack.checks.runner import run
from promisetrack.files import SourceFile
from promisetrack.model.routes import show
from promisetrack.register.load import load
from promisetrack.words.catalogue import Words
from tests.checking import TODAY, files
from tests.test_checks_robust import _PATHS, _VALUES, _file

if TYPE_CHECKING:
    from collections.abc import Mapping

PROMISE = """\
id: a
title: Publish the budget
number: '1.10'
summary: All tables in one place.
lead: body
partners: [school]
due: 2026-06-30
status: in-progress
progress: 20
description: We publish every line.
themes: [money]
milestones:
  - id: m1
    title: Make the tables
    due: 2026-03-31
    status: in-progress
  - id: m2
    title: Put them online
    due: 2026-06-30
    status: not-started
indicators:
  - id: i
    title: Lines
    baseline: {date: 2025-01-01, value: 0}
    target: {date: 2026-06-30, value: 1000}
    measurements:
      - {date: 2025-06-30, value: 300}
updates:
  - date: 2025-06-12
    by: body
    text: Work has begun.
  - date: 2025-11-05
    by: body
    text: The first tables are ready.
evidence:
  - id: e
    title: Vote
    url: https://x.org/e
    published: 2025
  - id: f
    title: Act
    shows: The act says so.
questions:
  - id: q
    date: 2025-10-01
    text: When?
safeguards:
  automated_decision: none
  human_review: By a clerk.
x-own: 1
"""
FILES = {
    "tracker.yaml": "title: T\nlanguages: [en]\n",
    "organisations.yaml": "- {id: body, name: Body}\n- {id: school, name: School}\n",
    "themes.yaml": "- {id: money, name: Money}\n",
    "p/plan.yaml": "id: p\ntitle: P\n",
    "p/a.yaml": PROMISE,
}


def change(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what the checks of a change find, and where."""
    old, new = files(before), files(after)
    register = load(new)
    found = run(register, today=TODAY, proposal=propose(old, new, register=register))
    return [(one.check, show(one.route)) for one in found if one.code.startswith("PT4")]


QUIET: dict[str, tuple[str, str]] = {
    "a comment": ("due: 2026-06-30\nstatus", "# checked\ndue: 2026-06-30\nstatus"),
    "an empty line": ("themes:", "\nthemes:"),
    "quotes": ("title: Publish the budget", "title: 'Publish the budget'"),
    "double quotes": ("text: Work has begun.", 'text: "Work has begun."'),
    "another style of list": ("themes: [money]", "themes:\n  - money"),
    "another style of map": (
        "baseline: {date: 2025-01-01, value: 0}",
        "baseline:\n      date: 2025-01-01\n      value: 0",
    ),
    "another order of keys": (
        "lead: body\npartners: [school]\n",
        "partners: [school]\nlead: body\n",
    ),
    "another order of keys in a report": (
        "by: body\n    text: Work has begun.",
        "text: Work has begun.\n    by: body",
    ),
    "a number written otherwise": ("value: 1000", "value: 1000.0"),
    "a typing mistake in the title": ("Publish the budget", "Publish the Budget"),
    "a typing mistake in the summary": ("in one place", "in one single place"),
    "a typing mistake in what evidence shows": ("The act says so", "The act says it"),
    "a better title of evidence": ("title: Vote", "title: Vote of the council"),
    "another protocol": ("https://x.org/e", "http://x.org/e"),
    "an earlier deadline": ("due: 2026-06-30\nstatus", "due: 2026-05-31\nstatus"),
    "an earlier milestone": ("due: 2026-03-31", "due: 2026-03-01"),
    "a more precise date": ("due: 2026-06-30\nstatus", "due: 2026-06\nstatus"),
    "a higher target": ("value: 1000", "value: 1200"),
    "a higher progress": ("progress: 20", "progress: 30"),
    "a new partner": ("[school]", "[school, body]"),
    "another lead": ("lead: body", "lead: school"),
    "a status that falls": ("status: in-progress\nprogress", "status: not-started\nprogress"),
    "a status without information": ("status: in-progress\nprogress", "status: unknown\nprogress"),
    "a new report": (
        "evidence:\n  - id: e",
        "  - {date: 2026-01-31, by: body, text: More.}\nevidence:\n  - id: e",
    ),
    "an older report that comes late": (
        "updates:\n",
        "updates:\n  - {date: 2025-01-05, by: body, text: Before.}\n",
    ),
    "evidence for an old report": (
        "text: Work has begun.",
        "text: Work has begun.\n    evidence: [e]",
    ),
    "an id for an old report": (
        "  - date: 2025-06-12\n    by",
        "  - date: 2025-06-12\n    id: first\n    by",
    ),
    "an original text in a second language": (
        "text: Work has begun.",
        "text: {en: Work has begun., fr: Le travail commence.}",
    ),
    "a translation of an old report": (
        "text: Work has begun.",
        "text: {en: Work has begun., fr: {text: Début., translated: human}}",
    ),
    "a translated title": (
        "title: Publish the budget",
        "title: {en: Publish the budget, fr: {text: Publier le budget, translated: human}}",
    ),
    "new evidence": ("evidence:\n", "evidence:\n  - {id: g, title: G, url: 'https://x.org/g'}\n"),
    "a seal for old evidence": ("    published: 2025\n", f"    sha256: {'a' * 64}\n"),
    "another id of the same evidence": ("id: f\n", "id: act\n"),
    "a new milestone": (
        "milestones:\n",
        "milestones:\n  - {id: m3, title: M, due: 2026-02-01, status: not-started}\n",
    ),
    "a new indicator": ("indicators:\n", "indicators:\n  - {id: j, title: J}\n"),
    "a new measurement": ("value: 300}", "value: 300}\n      - {date: 2025-12-31, value: 350}"),
    "a measurement that is corrected": ("value: 300", "value: 310"),
    "an answer to a question": (
        "text: When?",
        "text: When?\n    answers: [{date: 2025-11-01, by: body, text: Soon.}]",
    ),
    "questions put together": ("text: When?", "text: When?\n    merged_into: other"),
    "a new safeguard": ("human_review:", "offline_access: At the desk.\n  human_review:"),
    "an own key": ("x-own: 1", "x-own: 2"),
    "a theme less": ("themes: [money]\n", ""),
    "a reason for a change that never was": (
        "safeguards:",
        "amendments:\n  - {date: 2026-01-31, changes: [due], reason: Why}\nsafeguards:",
    ),
}


@pytest.mark.parametrize("name", QUIET)
def test_what_says_nothing_about_a_change(name: str) -> None:
    """Layout, order, additions, earlier dates, higher targets and typing mistakes are quiet."""
    old, new = QUIET[name]
    assert PROMISE.count(old) >= 1
    after = {**FILES, "p/a.yaml": PROMISE.replace(old, new, 1)}
    assert change(FILES, after) == []


def test_another_order_of_lists_is_quiet() -> None:
    """Milestones, reports and evidence in another order are the same ones."""

    def swapped(text: str, first: str, second: str, end: str) -> str:
        a, b, c = text.index(first), text.index(second), text.index(end)
        return text[:a] + text[b:c] + text[a:b] + text[c:]

    after = swapped(PROMISE, "  - id: m1", "  - id: m2", "indicators:")
    after = swapped(after, "  - date: 2025-06-12", "  - date: 2025-11-05", "evidence:")
    after = swapped(after, "  - id: e\n", "  - id: f\n", "questions:")
    assert after != PROMISE
    assert change(FILES, {**FILES, "p/a.yaml": after}) == []


def test_other_files_are_quiet() -> None:
    """New organisations, themes, plans and promises weaken nothing."""
    after = {
        **FILES,
        "organisations.yaml": "- {id: school, name: School}\n- {id: body, name: Town}\n",
        "themes.yaml": "- {id: money, name: Money}\n- {id: trees, name: Trees}\n",
        "p/plan.yaml": "id: p\ntitle: Plan\n",
        "p/b.yaml": PROMISE.replace("id: a\n", "id: b\n"),
        "q/plan.yaml": "id: q\ntitle: Q\n",
    }
    assert change(FILES, after) == []


SAID: list[tuple[object, object, bool]] = [
    ({"text": "a"}, {"text": "a", "evidence": ["e"]}, True),
    ({"evidence": ["a", "b"]}, {"evidence": ["b", "c", "a"]}, True),
    ({"evidence": ["a", "b"]}, {"evidence": ["b"]}, False),
    ({"text": "a"}, {"text": {"en": "a", "fr": "b"}}, True),
    ({"text": "a"}, {"text": {"en": "c", "fr": "b"}}, False),
    ({"text": {"en": "a"}}, {"text": {"en": "a", "fr": "b"}}, True),
    ({"text": {"en": "a", "fr": "b"}}, {"text": {"en": "a"}}, False),
    ({"text": "a"}, {"text": "a", "challenges": "b"}, False),
    ({"text": "a", "by": "b"}, {"text": "a", "by": "b", "to": "c"}, False),
    ({"text": "a"}, {"text": "a", "x-own": 1}, True),
    ({"ratings": {"a": 1}}, {"ratings": {"a": 1, "b": 2}}, False),
    ({"text": "a"}, None, False),
]


@pytest.mark.parametrize(("before", "after", "is_still_said"), SAID)
def test_what_is_still_said(before: object, after: object, is_still_said: bool) -> None:
    """Only languages, ids, evidence and own keys may come to an old entry."""
    assert is_kept(before, after) is is_still_said


ITSELF: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"title": "A b"}, {"title": {"en": "a  B"}}, True),
    ({"title": {"fr": {"text": "A", "translated": "human"}}}, {"title": "A"}, True),
    ({"title": "A", "description": "Words"}, {"title": "B", "description": "Words"}, True),
    (
        {"title": "A", "identifiers": [{"scheme": "ogp", "id": "US1"}]},
        {"title": "B", "identifiers": [{"scheme": "ogp", "id": "US1"}]},
        True,
    ),
    ({"number": "1", "source": "u"}, {"number": "1", "source": "u"}, True),
    ({"number": "1", "source": "u"}, {"number": "2", "source": "u"}, False),
    ({"title": "A", "number": "1"}, {"title": "B", "number": "1"}, False),
    ({"title": ""}, {"title": ""}, False),
    ({}, {}, False),
    ({"name": "A"}, {"name": "A"}, True),
]


@pytest.mark.parametrize(("old", "new", "is_same"), ITSELF)
def test_what_comes_back_as_itself(old: dict[str, Any], new: dict[str, Any], is_same: bool) -> None:
    """Title, words of the promise, identifiers, or number with source make it the same."""
    assert is_itself(old, new) is is_same


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(_PATHS, _VALUES, max_size=5),
    st.dictionaries(_PATHS, _VALUES, max_size=5),
    st.sampled_from(["commitment", "plan", "organisation", "theme"]),
)
def test_no_data_stops_a_comparison(
    before: dict[str, Any], after: dict[str, Any], kind: str
) -> None:
    """Whatever stands in the files of both sides, every check answers in whole sentences."""
    old = [_file(path, data) for path, data in before.items()]
    new = [_file(path, data) for path, data in after.items()]
    proposal = replace(
        propose(old, new), gone={(kind, "a"): Gone({"title": 1}), (kind, "b"): Gone({})}
    )
    words = Words("fr", ("checks",), is_strict=True)
    for one in run(load(new), today=TODAY, proposal=proposal):
        assert one.start <= one.end
        assert words.text(one.message)
        assert one.help is None or words.text(one.help)
        assert show(one.route) is not None


def variants() -> dict[str, str]:
    """Return versions of one promise that differ in what protects, proves and says it."""
    found = {name: PROMISE.replace(old, new, 1) for name, (old, new) in QUIET.items()}
    found["nothing"] = "id: a\ntitle: Publish the budget\n"
    found["as it was"] = PROMISE
    return found


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(variants())), st.sampled_from(sorted(variants())))
def test_findings_are_placed_whatever_goes(before: str, after: str) -> None:
    """Any step between two versions is told with places that exist in the new file."""
    texts = variants()
    old = files({**FILES, "p/a.yaml": texts[before]})
    new = files({**FILES, "p/a.yaml": texts[after]})
    lines = texts[after].count("\n") + 1
    for one in run(load(new), today=TODAY, proposal=propose(old, new)):
        if one.path.endswith("p/a.yaml") and one.code.startswith("PT4"):
            assert 1 <= one.start.line <= lines


def test_a_file_in_which_only_git_sees_a_change(tmp_path: object) -> None:
    """The same bytes under ids that nobody computed are no change."""
    old = [replace(one, blob="") for one in files(FILES)]
    new = [replace(one, mode="100755") for one in files(FILES)]
    assert not propose(old, new).changes.commitments
    assert not propose(old, new).replaced


def test_a_file_that_becomes_a_link_says_nothing_any_more() -> None:
    """A link is no record: reading says so, and nothing counts as removed."""
    new = files(FILES)
    new[-1] = SourceFile(new[-1].path, b"b.yaml", mode="120000")
    found = run(load(new), today=TODAY, proposal=propose(files(FILES), new))
    assert [one.check for one in found if one.level == "error"] == ["not-a-regular-file"]


def test_the_explanation_shows_what_was_before() -> None:
    """A check of a change is explained by what was before, in the reader's language."""
    text = as_text("weakened-without-amendment", words=Words("fr", ("checks",)), colour=False)
    assert text.index("Avant :") < text.index("due: 2026-06-30") < text.index("Exemple :")
    named = [name for name, one in checks().items() if "\nBefore:\n" in one.documentation]
    assert len(named) == 9


def test_values_are_told_as_they_are_written() -> None:
    """A date in words is told in its words, without finding an order for what has none."""
    after = PROMISE.replace("due: 2026-06-30\nstatus", "due: {text: {en: Some day}}\nstatus")
    new = files({**FILES, "p/a.yaml": after})
    found = run(load(new), today=TODAY, proposal=propose(files(FILES), new))
    words = Words("en", ("checks",))
    told = [words.text(one.message) for one in found if one.check == "weakened-without-amendment"]
    assert told == [
        "the deadline of “Publish the budget” moves from 2026-06-30 to “Some day”, which names "
        "no day, and no amendment says why"
    ]


def test_json_of_an_odd_route_is_one_word() -> None:
    """A route with signs that mean something in a list is quoted in the remedy."""
    budget = dedent("""\
        budget:
          currency: EUR
          lines:
            - {label: "Trees, shade", planned: 100}
        """)
    tracker = {"tracker.yaml": "title: T\nlanguages: [en]\npolicy: {protect: [budget]}\n"}
    before = {**FILES, **tracker, "p/a.yaml": PROMISE + budget}
    after = {**before, "p/a.yaml": PROMISE + budget.replace("100", "50")}
    new = files(after)
    found = run(load(new), today=TODAY, proposal=propose(files(before), new))
    helps = [one.help for one in found if one.check == "weakened-without-amendment"]
    assert helps[0] is not None
    assert dict(helps[0].values)["route"] == json.dumps("budget.lines.Trees, shade")


@pytest.mark.parametrize("reason", ["''", "'  '", "null", "{en: ''}"])
def test_a_reason_without_words_is_none(reason: str) -> None:
    """An amendment that leaves its reason empty excuses nothing."""
    said = f"amendments:\n  - {{date: 2026-01-31, changes: [due], reason: {reason}}}\n"
    after = PROMISE.replace("due: 2026-06-30\nstatus", f"due: 2026-12-31\n{said}status")
    assert change(FILES, {**FILES, "p/a.yaml": after}) == [("weakened-without-amendment", "due")]


def test_a_reason_for_another_field_is_none() -> None:
    """An amendment excuses what it names and nothing else."""
    said = "amendments:\n  - {date: 2026-01-31, changes: [milestones.m1.due], reason: Why}\n"
    after = PROMISE.replace("due: 2026-06-30\nstatus", f"due: 2026-12-31\n{said}status")
    after = after.replace("due: 2026-03-31", "due: 2026-04-30")
    assert change(FILES, {**FILES, "p/a.yaml": after}) == [("weakened-without-amendment", "due")]


def test_a_stated_reason_is_what_was_said_too() -> None:
    """An amendment that was there may neither be rewritten nor removed, nor serve again."""
    said = "amendments:\n  - {date: 2026-01-20, changes: [due], reason: Why}\n"
    before = {**FILES, "p/a.yaml": PROMISE + said}
    gone = {**FILES, "p/a.yaml": PROMISE}
    assert change(before, gone) == [("past-update-edited", "amendments.2026-01-20")]
    other = {**FILES, "p/a.yaml": PROMISE + said.replace("Why", "Other")}
    assert change(before, other) == [("past-update-edited", "amendments.2026-01-20.reason")]
    later = PROMISE.replace("due: 2026-06-30\nstatus", "due: 2026-12-31\nstatus") + said
    again = {**FILES, "p/a.yaml": later}
    assert change(before, again) == [("weakened-without-amendment", "due")]


@pytest.mark.parametrize(
    ("old", "new", "is_found"),
    [
        ("url: https://x.org/e", "url: https://x.org/f", True),
        ("  - {id: e, title: E, url: https://x.org/e}\n", "  []\n", True),
        ("title: E", "title: Vote", False),
        ("id: e", "id: vote", False),
        ("https", "http", False),
    ],
)
def test_evidence_of_plans_stays_too(old: str, new: str, is_found: bool) -> None:
    """What a plan shows may get another title, but stays what it is."""
    plan = "id: p\ntitle: P\nevidence:\n  - {id: e, title: E, url: https://x.org/e}\n"
    before = {**FILES, "p/plan.yaml": plan}
    found = change(before, {**before, "p/plan.yaml": plan.replace(old, new)})
    assert found == ([("evidence-removed", "evidence.e")] if is_found else [])
