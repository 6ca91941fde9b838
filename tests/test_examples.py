"""The example tracker: without errors, complete, of every kind, and of nobody."""

from __future__ import annotations

import re
from collections import Counter
from csv import DictReader
from datetime import date
from functools import cache
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from promisetrack.checks.runner import run
from promisetrack.edges.disk import read_tree
from promisetrack.model.kinds import KINDS, LISTS
from promisetrack.model.routes import show
from promisetrack.model.structure import (
    Alternatives,
    Items,
    Keys,
    Node,
    Pairs,
    records_in,
    structure_of,
)
from promisetrack.model.values import last_day
from promisetrack.register.load import load
from promisetrack.source.emit import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.register.register import Entry, Register

ROOT: Final = Path(__file__).parent.parent / "examples" / "valbrume"
TODAY: Final = date(2026, 11, 22)
COUNCIL: Final = 33
"""How many members the invented council has: no vote can count more."""

LISTED: Final = {
    # A winning project that should have opened in the first half of the year.
    ("overdue", "abri-velos-gare-haute", "due"),
    ("milestone-overdue", "abri-velos-gare-haute", "milestones.travaux.due"),
    # Two of the eight school streets are missing.
    ("milestone-overdue", "rues-scolaires-recommandation-12", "milestones.huit-rues.due"),
    # The measurement of bias was put off without an amendment.
    ("milestone-overdue", "cotation-places-creche", "milestones.mesure-ecarts.due"),
    # A legal duty without news since May.
    ("stale", "logements-sociaux-2026-2028", "updates"),
    # A petition and a question that wait for their answer.
    ("answer-overdue", "traversee-rue-filature", "answer.due"),
    ("question-overdue", "abri-velos-gare-haute", "questions.question-tarif"),
}
"""The findings that the example is meant to show: check, record, route."""

SUPPRESSED: Final = {
    ("unreviewed-machine-translation", "logements-sociaux-2026-2028", "description.en.translated"),
}

UNUSED: Final[dict[tuple[str, str], str]] = {
    ("Tracker", "redact"): "it names an object of a git history, and the example has none",
    ("Redaction", "blob"): "as Tracker.redact",
    ("Redaction", "route"): "as Tracker.redact",
    ("Redaction", "reason"): "as Tracker.redact",
    ("Redaction", "date"): "as Tracker.redact",
}
"""Keys of the model that the example does not use, each with the reason why."""

PROMISES: Final = {
    "participatory-budget": 3,
    "citizens-assembly": 3,
    "algorithm-register": 1,
    "manifesto": 1,
    "consultation": 1,
    "programme": 1,
    "citizen-projects": 3,
    "strategy": 1,
    "audit": 2,
}
"""Kind of plan → how many promises at least."""


@cache
def register() -> Register:
    """Return the example as it stands on disk."""
    return load(read_tree(ROOT))


def entry(name: str) -> Entry:
    """Return a commitment of the example."""
    return register().commitments[name]


def findings() -> tuple[Any, ...]:
    """Return what all checks find on the example's day."""
    return run(register(), today=TODAY)


def texts(data: object) -> Iterator[str]:
    """Yield every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


def maps(data: object) -> Iterator[dict[str, Any]]:
    """Yield every map in plain data, the outer one first."""
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from maps(value)
    elif isinstance(data, list):
        for value in data:
            yield from maps(value)


def used(node: Node, data: object) -> Iterator[tuple[str, str]]:
    """Yield the record and the key of everything that is written below a node."""
    if isinstance(node, Keys) and isinstance(data, dict):
        for name, value in data.items():
            if name in node.members:
                yield node.record.__name__, name
                yield from used(node.members[name].node, value)
    elif isinstance(node, Items) and isinstance(data, list):
        for value in data:
            yield from used(node.item, value)
    elif isinstance(node, Pairs) and isinstance(data, dict):
        for value in data.values():
            yield from used(node.value, value)
    elif isinstance(node, Alternatives):
        for option in node.options:
            yield from used(option, data)


def all_keys() -> set[tuple[str, str]]:
    """Return every key of every record of the model."""
    return {
        (record.__name__, name)
        for kind in KINDS.values()
        for record in records_in(kind)
        for name in structure_of(record).members
    }


def used_keys() -> set[tuple[str, str]]:
    """Return the keys that the example writes."""
    return {
        found
        for one in register().entries
        for found in used(structure_of(KINDS[one.kind]), one.data)
    }


def test_no_errors_and_only_what_is_listed() -> None:
    """On its day the example has no error, and shows exactly the findings it is meant to show."""
    open_ones = [one for one in findings() if one.suppressed is None]
    assert not [one for one in open_ones if one.level == "error"]
    assert Counter((one.check, one.record, show(one.route)) for one in open_ones) == Counter(LISTED)


def test_what_is_suppressed_is_listed() -> None:
    """One finding is suppressed, with its reason, to show how that is done."""
    hidden = {(one.check, one.record, show(one.route)) for one in findings() if one.suppressed}
    assert hidden == SUPPRESSED


def test_each_listed_finding_is_explained_beside_it() -> None:
    """A comment in the file says of every finding that it is on purpose, and names its check."""
    for check, record, _ in LISTED:
        document = register().documents[entry(record).path]
        assert re.search(rf"#.*[Àà] dessein.*{check}", document.text), (check, record)


def test_every_key_of_the_model_is_used() -> None:
    """Each key of each record stands somewhere in the example, but for those with a reason."""
    assert all_keys() - used_keys() == set(UNUSED)


def test_every_kind_of_promise_is_there() -> None:
    """The nine kinds of promise have their plans, each with enough promises."""
    kinds = Counter(
        register().plans[one.plan or ""].data["kind"] for one in register().commitments.values()
    )
    assert set(kinds) == set(PROMISES)
    assert all(kinds[kind] >= least for kind, least in PROMISES.items())
    assert 16 <= kinds.total() <= 20


def test_a_budget_project_is_delivered_one_in_works_one_declined() -> None:
    """The participatory budget shows the three ends of a project, by neighbourhood."""
    found = {
        one.data["status"]: one.data["places"]
        for one in register().commitments.values()
        if one.plan == "budget-participatif-2023"
    }
    assert set(found) == {"realise", "travaux", "non-realisable"}
    assert all(found.values())


def test_the_executive_answers_in_more_than_one_way() -> None:
    """Requests were accepted, in part or with changes, passed on, declined, not answered."""
    positions = {
        one.data["answer"]["position"]
        for one in register().commitments.values()
        if "answer" in one.data
    }
    assert positions == {
        "accepted",
        "partially-accepted",
        "modified",
        "forwarded",
        "declined",
        "not-answered",
    }


def test_amendments_weaken_strengthen_and_correct() -> None:
    """Promises were weakened and strengthened by votes, and a mistake was corrected."""
    amendments = [
        one
        for record in register().commitments.values()
        for one in record.data.get("amendments", ())
    ]
    assert {one.get("effect") for one in amendments} >= {"weakens", "strengthens", "neutral"}
    assert "correction" in {one.get("kind") for one in amendments}


def test_some_assessments_lie_beside_the_original() -> None:
    """Others keep their assessments in files of their own, and some are in the record."""
    records = register().commitments.values()
    assert sum(count for one in records for _, count in one.assessment_files) >= 4
    assert any(one.data.get("assessments") and not one.assessment_files for one in records)


def test_translations_are_marked() -> None:
    """There are translations by people and by a machine, and texts written in both languages."""
    marks = {
        one["translated"]
        for record in register().entries
        for one in maps(record.data)
        if set(one) == {"text", "translated"}
    }
    assert marks == {"human", "machine"}
    due = entry("cantines-biologiques").data["due"]
    assert set(due["text"]) == {"fr", "en"}


def test_votes_add_up() -> None:
    """No council vote counts more or fewer than the council has members."""
    votes = [
        one["votes"]
        for record in register().commitments.values()
        for one in record.data.get("decisions", ())
        if "votes" in one
    ]
    assert votes
    assert {sum(one.values()) for one in votes} == {COUNCIL}


def test_nobody_reports_from_the_future() -> None:
    """Everything that has happened is dated on or before the day of the example."""
    keys = ("updates", "assessments", "responses", "questions", "amendments", "decisions")
    for record in register().commitments.values():
        for key in (*keys, "participation"):
            for one in record.data.get(key, ()):
                day = last_day(one["date"])
                assert day is not None, (record.id, key)
                assert day <= TODAY, (record.id, key, day)
        for one in record.data.get("evidence", ()):
            assert (last_day(one.get("published")) or TODAY) <= TODAY, (record.id, one["id"])


def test_replies_come_after_what_they_reply_to() -> None:
    """A response is dated on or after the assessment, question or response that it answers."""
    for record in register().commitments.values():
        dated = {
            (kind, one["id"]): last_day(one["date"])
            for kind in ("assessment", "question", "response")
            for one in record.data.get(f"{kind}s", ())
            if "id" in one
        }
        for reply in record.data.get("responses", ()):
            ((kind, name),) = reply["to"].items()
            asked, said = dated[kind, name], last_day(reply["date"])
            assert asked is not None
            assert said is not None
            assert asked <= said, (record.id, reply["date"])


def test_documents_are_older_than_the_texts_that_cite_them() -> None:
    """A report or an assessment cites nothing that was published after it."""
    for record in register().commitments.values():
        plan = register().plans[record.plan or ""]
        published = {
            one["id"]: last_day(one.get("published"))
            for one in (*plan.data.get("evidence", ()), *record.data.get("evidence", ()))
        }
        for text in (*record.data.get("updates", ()), *record.data.get("assessments", ())):
            for name in text.get("evidence", ()):
                day, cited = last_day(text["date"]), published[name]
                assert day is not None
                assert cited is None or cited <= day, (record.id, text["date"], name)


def table(path: str) -> list[dict[str, str]]:
    """Return the rows of a table among the files of the example."""
    text = register().files[f"commitments/{path}"].content.decode()
    return list(DictReader(StringIO(text), delimiter=";"))


def test_tables_say_what_the_records_say() -> None:
    """Votes, shares and counts in the files are those of the commitments that cite them."""
    votes = {
        row["reference"]: (int(row["rang"]), int(row["voix"]))
        for row in table("budget-participatif-2023/files/resultats-vote-2023.csv")
    }
    for name in ("ilot-fraicheur-place-du-lavoir", "abri-velos-gare-haute"):
        origin = entry(name).data["origin"]
        assert votes[origin["reference"]] == (origin["rank"], origin["votes"])
        assert sum(count for _, count in votes.values()) <= 3 * origin["voters"]
    last = {
        name: entry(name).data["indicators"][0]["measurements"][-1]["value"]
        for name in (
            "cantines-biologiques",
            "meme-service-sans-internet",
            "concertation-place-des-halles",
            "compost-bas-pays",
        )
    }
    shares = table("mandat-2026-2032/files/part-bio-trimestres.csv")
    assert last["cantines-biologiques"] == int(shares[-1]["part_bio_pct"])
    for row in shares:
        share = 100 * int(row["achats_bio_ht_eur"]) / int(row["achats_ht_eur"])
        assert f"{share:g}".replace(".", ",") == row["part_bio_pct"]
    procedures = table("inclusion-numerique/files/demarches.csv")
    assert last["meme-service-sans-internet"] == total(procedures, -1)
    answers = table("concertation-halles-2026/files/contributions.csv")
    assert last["concertation-place-des-halles"] == total(answers, -1)
    assert total(answers, 1) == 318
    households = table("projets-habitants/files/compost-bas-pays.csv")
    assert last["compost-bas-pays"] == int(households[-1]["foyers"])
    budget = table("donnees-ouvertes/files/budget-2026-extrait.csv")
    assert total(budget, -1) == 25_800_000


def total(rows: list[dict[str, str]], column: int) -> int:
    """Return the total that stands in the last row, which is the sum of those above."""
    *parts, whole = [int(list(row.values())[column]) for row in rows]
    assert sum(parts) == whole
    return whole


def test_every_file_of_evidence_is_sealed_and_cited() -> None:
    """The files in the example are exactly those that evidence names, each with its true seal."""
    named = {}
    for one in (*register().commitments.values(), *register().plans.values()):
        folder = f"commitments/{one.plan or one.id}"
        for item in one.data.get("evidence", ()):
            if "file" in item:
                named[f"{folder}/{item['file']}"] = item["sha256"]
    there = {
        path: sha256(file.content).hexdigest()
        for path, file in register().files.items()
        if "/files/" in path
    }
    tracker = register().tracker
    assert tracker is not None
    del there[f"commitments/{tracker.data['theme']['logo']}"]  # a picture, no evidence
    assert len(there) >= 8
    assert there == named


def test_it_is_marked_as_fictitious_everywhere() -> None:
    """The tracker says that it is invented, and so does the top of every file, in two languages."""
    tracker = register().tracker
    assert tracker is not None
    assert tracker.data["fictitious"] is True
    for path, document in register().documents.items():
        first, second = document.text.splitlines()[:2]
        assert first.startswith("# EXEMPLE FICTIF"), path
        assert second.startswith("# FICTITIOUS EXAMPLE"), path


@pytest.mark.parametrize("path", sorted(register().documents))
def test_files_are_in_canonical_style(path: str) -> None:
    """Without its comments, a file is what the project itself would write."""
    document = register().documents[path]
    lines = [line for line in document.text.splitlines() if not line.lstrip().startswith("#")]
    assert "\n".join(lines) + "\n" == dump(document.data)


_DOMAIN: Final = re.compile(r"(?:https?://|@)([\w.-]+\.\w+)|\bwww\.([\w.-]+)")
_PERSON: Final = re.compile(
    r"\b(?:M\.|Mme|Mlle|Mr|Mrs|Ms|Dr|Me|Monsieur|Madame|Maître)\s+[A-ZÀ-Ý]"
    r"|\b(?:maire|président|présidente|directeur|directrice|mayor|by)\s+[A-Z][a-zà-ÿ]+\s+[A-Z][a-zà-ÿ]+"
)
_STANDARD: Final = frozenset({"www.w3.org"})
"""Domains that stand in files as identifiers of a standard (the name space of SVG)."""


def test_all_addresses_are_invented() -> None:
    """Every address, in records and in files, ends in .example."""
    for path, file in register().files.items():
        for found in _DOMAIN.finditer(file.content.decode()):
            domain = (found[1] or found[2]).rstrip(".")
            assert domain.endswith(".example") or domain in _STANDARD, (path, domain)


def test_nobody_is_named() -> None:
    """There is no title with a name, and functions stand where people might have been named."""
    for one in register().entries:
        for text in texts(one.data):
            assert not _PERSON.search(text), (one.id, text)


def test_contacts_are_functions_and_shared_addresses() -> None:
    """A contact names a function and an address of one word without a dot or an initial."""
    contacts = [one.data["contact"] for one in register().entries if "contact" in one.data]
    assert contacts
    for contact in contacts:
        assert contact["role"]
        assert re.fullmatch(r"[a-z-]+@valbrume\.example", contact["email"]), contact


def test_no_single_resident_is_named() -> None:
    """Whoever proposed something as a resident is only called a resident."""
    proposers = [
        one.data["origin"]["proposed_by"]
        for one in register().commitments.values()
        if "proposed_by" in one.data.get("origin", {})
    ]
    assert {"kind": "resident"} in proposers
    assert all("name" not in one for one in proposers if one["kind"] == "resident")


def test_lists_hold_more_than_one_record() -> None:
    """Organisations, themes and places are lists with several records each."""
    counted = Counter(one.kind for one in register().entries)
    assert all(counted[kind] > 1 for kind in LISTS - {"assessment"})
