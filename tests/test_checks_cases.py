"""What the checks find, and what they leave alone: every case lists all findings."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.checking import diagnose, found

BASE = "id: a\ntitle: A\n"
DUE = "due: 2027-12-31\n"
PROOF = "evidence:\n  - id: e\n    title: E\n    url: https://x.org/e\n    published: 2025\n"
BODY = {"organisations.yaml": "- id: body\n  name: Body\n"}
PLAN = {"p/plan.yaml": "id: p\ntitle: P\n"}


def commitment(text: str) -> dict[str, str]:
    """Return a commitment whose title, id and due date are beyond reproach."""
    return {"p/a.yaml": BASE + DUE + dedent(text), **BODY, **PLAN}


CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a decided status needs no evidence": ("status: withdrawn\nstatus_reason: {code: cost}", []),
    "evidence with words alone counts": (
        "status: complete\nevidence:\n  - {id: e, title: E, shows: Words, published: 2025}",
        [],
    ),
    "evidence of the last report counts for the promise": (
        """\
        status: complete
        updates:
          - {date: 2025-12, by: body, text: Done, status: complete, evidence: [e]}
        evidence:
          - {id: e, title: E, url: "https://x.org/e", published: 2025}
        """,
        [],
    ),
    "evidence of the promise does not count for its milestone": (
        """\
        status: in-progress
        expected_result: Better
        milestones:
          - {id: m, title: M, status: complete}
        evidence:
          - {id: e, title: E, url: "https://x.org/e", published: 2025, shows: Work has begun}
        """,
        [("status-without-evidence", "milestones.m.status")],
    ),
    "evidence of a report about a milestone counts for it": (
        """\
        status: in-progress
        expected_result: Better
        milestones:
          - {id: m, title: M, status: complete}
        updates:
          - {date: 2025-12, by: body, about: m, text: Done, evidence: [e]}
        evidence:
          - {id: e, title: E, url: "https://x.org/e", published: 2025}
        """,
        [],
    ),
    "a measurement with evidence counts for its milestone": (
        """\
        status: in-progress
        milestones:
          - {id: m, title: M, status: complete}
        indicators:
          - id: i
            title: I
            milestone: m
            measurements:
              - {date: 2025-12-01, value: 8, evidence: [e]}
        evidence:
          - {id: e, title: E, url: "https://x.org/e", published: 2025}
        """,
        [],
    ),
    "a report that is older than the reason of the status is no contradiction": (
        """\
        status: withdrawn
        status_reason: {code: cost, date: 2025-12-01}
        updates:
          - {date: 2025-06-01, by: body, text: On the way, status: in-progress, evidence: [e]}
        evidence:
          - {id: e, title: E, url: "https://x.org/e", published: 2025}
        """,
        [],
    ),
    "the newest report counts, wherever it stands": (
        """\
        status: limited
        updates:
          - {date: 2025-11-01, by: body, text: More, status: limited, evidence: [e]}
          - {date: 2025-06-01, by: body, text: Less, status: in-progress, evidence: [e]}
        evidence:
          - {id: e, title: E, url: "https://x.org/e", published: 2025}
        """,
        [("updates-out-of-order", "updates.2025-06-01.date")],
    ),
    "a partial date is overdue after its last day": (
        "status: not-started\nexpected_result: Better\n"
        "milestones:\n  - {id: m, title: M, status: not-started, due: 2026-01}",
        [],
    ),
    "ongoing and words are never overdue": (
        """\
        status: not-started
        expected_result: Better
        milestones:
          - {id: m, title: M, status: not-started, due: ongoing}
          - id: n
            title: N
            status: not-started
            due: {text: By fall}
        """,
        [],
    ),
    "milestones of a promise that is closed are not overdue": (
        """\
        status: withdrawn
        status_reason: {code: cost}
        milestones:
          - {id: m, title: M, status: not-started, due: 2025-01}
        """,
        [],
    ),
    "a milestone without a status says nothing about evidence": (
        "status: not-started\nexpected_result: Better\nmilestones:\n  - {id: m, title: M}",
        [],
    ),
    "a request that was answered with no position is open": (
        "status: not-started\nrequest: {text: Please}\nanswer: {position: not-answered}",
        [("answer-missing", "answer")],
    ),
    "a request from a known day is owed an answer within the policy": (
        "status: not-started\nrequest: {text: Please}\norigin: {kind: petition, date: 2025-06-01}",
        [("answer-overdue", "answer.due")],
    ),
    "a request from last week is not late": (
        "status: not-started\nrequest: {text: Please}\norigin: {kind: petition, date: 2026-01-20}",
        [],
    ),
    "a question that was merged is answered there": (
        """\
        status: not-started
        questions:
          - {id: q, date: 2024-06-01, text: When?, merged_into: r}
          - id: r
            date: 2024-05-01
            text: When?
            answers:
              - {date: 2024-06-02, by: body, text: Soon}
        """,
        [],
    ),
    "a milestone that is part of itself": (
        "status: not-started\nexpected_result: Better\n"
        "milestones:\n  - {id: m, title: M, part_of: m, status: not-started}",
        [("part-of-cycle", "milestones.m.part_of")],
    ),
    "evidence that neither the promise nor its plan has is unknown": (
        "status: not-started\nsource: {evidence: program}",
        [("unknown-evidence", "source.evidence")],
    ),
    "safeguards are told in words, or by evidence": (
        """\
        status: not-started
        safeguards:
          notice: Each letter says so
          impact_assessment: Made in March
          rules: [rules]
          offline_access: [e]
        evidence:
          - {id: e, title: E, url: "https://x.org/e", published: 2025}
        """,
        [("unknown-evidence", "safeguards.rules.rules")],
    ),
    "a measurement about a milestone that is not there": (
        """\
        status: not-started
        indicators:
          - id: i
            title: I
            measurements:
              - {date: 2025-12-01, value: 8, about: m}
        """,
        [("unknown-milestone", "indicators.i.measurements.2025-12-01/m.about")],
    ),
    "own keys are nobody's business": (
        'status: not-started\nx-note: {evidence: [nothing], lead: nobody, text: "<b>"}',
        [],
    ),
    "a less-than sign is no HTML": ("status: not-started\ndescription: 3 < 4 and 5 > 4", []),
    "an address of another kind is found in every form": (
        "status: not-started\nsource: file:///etc/passwd\n"
        'description: "[a budget](JavaScript:x) <data:text/html,x>\\n\\n[b]: vbscript:x"',
        [("unsafe-link", "source")] + [("unsafe-link", "description")] * 3,
    ),
    "a mailto address is safe": (
        'status: not-started\ndescription: "[write to the office](mailto:office@x.org)"',
        [],
    ),
    "a shared address is not a person's": (
        "status: not-started\ncontact: {role: Office, email: open.data@x.org}",
        [],
    ),
    "a private mailbox is a person's": (
        "status: not-started\ncontact: {role: Office, email: town@gmail.com}",
        [("personal-address-in-contact", "contact.email")],
    ),
    "a mobile number is a person's": (
        "status: not-started\ndescription: Call 06 12 34 56 78",
        [("personal-data-in-text", "description")],
    ),
    "the name of a group may stand": (
        "status: not-started\norigin: {proposed_by: {kind: association, name: Trees for all}}",
        [],
    ),
    "progress of a promise that moves is free": ("status: in-progress\nprogress: 100", []),
    "ratings are words of their scheme": (
        """\
        status: not-started
        assessments:
          - {by: body, date: 2025, scheme: ogp-irm-2021, ratings: {complition: limited}}
          - {by: body, date: 2024, scheme: ogp-irm-2022, ratings: {completion: limited}}
        """,
        [
            ("unknown-value", "assessments.body/2025.ratings.complition"),
            ("unknown-value", "assessments.body/2024.scheme"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    """In each case exactly the listed faults are found."""
    text, expected = CASES[name]
    assert found(commitment(text)) == expected


def test_evidence_of_the_plan_is_known() -> None:
    """A promise may cite what its plan lists."""
    tree = commitment("status: not-started\nsource: {evidence: e}")
    assert found({**tree, "p/plan.yaml": "id: p\ntitle: P\n" + PROOF}) == []


def test_evidence_of_a_plan_that_nothing_cites_is_noted() -> None:
    """A list of documents of a plan is for citing."""
    tree = commitment("status: not-started\nupdates: []")
    assert found({**tree, "p/plan.yaml": "id: p\ntitle: P\n" + PROOF}) == [
        ("unused-evidence", "evidence.e")
    ]


def test_a_scheme_of_the_plan_says_which_statuses_there_are() -> None:
    """A status of another scheme is unknown, and one that means done wants evidence."""
    plan = {"p/plan.yaml": "id: p\ntitle: P\nstatus_scheme: fr-promesses\n"}
    for status, expected in (
        ("en-cours", []),
        ("complete", [("unknown-value", "status"), ("status-without-evidence", "status")]),
        ("tenue", [("status-without-evidence", "status")]),
    ):
        assert found({**commitment(f"status: {status}"), **plan}) == expected


def test_the_policy_says_what_needs_evidence() -> None:
    """A tracker may ask for evidence for less, and for more."""
    for asked, expected in (
        ("[substantial]", []),
        ("[complete]", [("status-without-evidence", "status")]),
    ):
        tracker = f"title: T\npolicy:\n  evidence_for: {asked}\n"
        assert found({**commitment("status: complete"), "tracker.yaml": tracker}) == expected


def test_the_policy_says_when_news_is_old() -> None:
    """What is stale follows from the tracker's policy."""
    text = "status: in-progress\nreviewed: {date: 2025-12-01, by: body}"
    for allowed, expected in (("1 month", [("stale", "updates")]), ("6 months", [])):
        tracker = f"title: T\npolicy:\n  stale_after: {allowed}\n"
        assert found({**commitment(text), "tracker.yaml": tracker}) == expected


def test_a_plan_lies_in_a_folder_of_its_name() -> None:
    """The id of a plan is the name of its folder."""
    assert found({"p/plan.yaml": "id: q\ntitle: Q\n"}) == [("file-name-differs-from-id", "id")]


def test_a_file_outside_its_folder_is_not_evidence() -> None:
    """A path that leads out of the folder of files is missing, whatever lies there."""
    text = (
        "status: not-started\nevidence:\n  - {id: e, title: E, file: ../plan.yaml, published: 2025}"
    )
    assert found(commitment(text)) == [("evidence-file-missing", "evidence.e.file")]


def test_texts_are_asked_for_in_the_languages_of_the_plan_alone() -> None:
    """A plan in one language is complete in a tracker of two."""
    tracker = {"tracker.yaml": "title: {en: T, fr: T}\nlanguages: [en, fr]\n"}
    tree = {**commitment("status: not-started"), **tracker}
    assert ("missing-translation", "title") in found(tree)
    assert found({**tree, "p/plan.yaml": "id: p\ntitle: P\nlanguages: [en]\n"}) == []


def test_a_text_in_another_language_alone_is_missing_one() -> None:
    """A text that is only in a language that the plan has not is asked for in the plan's."""
    plan = {"p/plan.yaml": "id: p\ntitle: P\nlanguages: [en]\n"}
    for title, expected in (
        ("{de: Haushalt}", [("missing-translation", "title")]),
        (
            "{de: Haushalt, en: ' '}",
            [("missing-translation", "title"), ("missing-field", "title.en")],
        ),
        ("{de: Haushalt, en-GB: Budget}", []),
        ("Budget", []),
    ):
        text = commitment("status: not-started")["p/a.yaml"].replace("title: A", f"title: {title}")
        assert found({**plan, "p/a.yaml": text}) == expected


def test_every_text_of_a_promise_is_looked_at() -> None:
    """Units, labels, reasons are texts too; signs, names and others' words need no translation."""
    plan = "id: p\ntitle: {en: Plan, fr: Plan}\nlanguages: [en, fr]\n"
    stages = "stages:\n  - {id: s, title: Proposals}\n"
    text = """\
        id: a
        title: {en: Budget, fr: Budget}
        status: not-started
        due: {date: 2027, text: By the end of 2027}
        status_as_written: Waiting for the council
        indicators:
          - {id: i, title: {en: Km, fr: Km}, unit: kilometres, baseline: {date: 2025, value: 1}}
          - {id: j, title: {en: Km, fr: Km}, unit: "%", baseline: {date: 2025, value: 1}}
        budget:
          currency: EUR
          lines:
            - {label: Works in the street, planned: 3}
        questions:
          - {date: 2026-01-20, text: When will the works begin?}
        evidence:
          - {id: e, title: Minutes of the council, shows: x, published: 2025}
        """
    assert found({"p/plan.yaml": plan + stages, "p/a.yaml": text}) == [
        ("missing-translation", "due.text"),
        ("missing-translation", "indicators.i.unit"),
        ("missing-translation", "budget.lines.Works in the street.label"),
        ("missing-translation", "stages.s.title"),
    ]


def test_a_pointer_is_not_the_document() -> None:
    """A pointer of git LFS is called what it is; nobody is told to seal it."""
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    promise = (
        "id: a\ntitle: A\nstatus: not-started\ndue: 2027\nevidence:\n- id: e\n  title: E\n"
        f'  file: files/a.pdf\n  published: 2025\n  sha256: "{"0" * 64}"\n'
    )
    (one,) = diagnose({"p/a.yaml": promise, "p/files/a.pdf": pointer})
    assert one.check == "evidence-hash-differs"
    assert "pointer of git LFS" in one.message.text


def test_a_text_alone_is_told_how_it_becomes_two() -> None:
    """A translation below a text that stands on the line of its name could not be read."""
    promise = "id: a\ntitle: {title}\nstatus: not-started\ndue: 2027\n"
    plan = "id: p\ntitle: {fr: P, en: P}\nlanguages: [fr, en]\n"
    (alone,) = diagnose({"p/a.yaml": promise.format(title="Budget"), "p/plan.yaml": plan})
    assert alone.help is not None
    assert alone.help.text.startswith("put the text on a line of its own below the name")
    (half,) = diagnose({"p/a.yaml": promise.format(title="{fr: Budget}"), "p/plan.yaml": plan})
    assert half.help is not None
    assert half.help.text.startswith("add “{language}: …” below it")


def test_nothing_is_no_text_that_lacks_a_language() -> None:
    """What is empty is not said to be missing in each language too."""
    plan = "id: p\ntitle: {fr: P, en: P}\nlanguages: [fr, en]\n"
    promise = "id: a\ntitle: {fr: A, en: A}\nsummary: ''\nstatus: not-started\ndue: 2027\n"
    assert found({"p/a.yaml": promise, "p/plan.yaml": plan}) == []
