"""What a model finds wrong in a record: every fault, at its place, with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from promisetrack.files import SourceFile
from promisetrack.model.shape import shape_of, shape_of_file
from promisetrack.source.dates import meant_dates, meant_duration
from promisetrack.source.document import read
from promisetrack.source.labels import meant_field, meant_value
from promisetrack.source.validate import validate
from promisetrack.words.catalogue import Words

if TYPE_CHECKING:
    from promisetrack.diagnostic import Fault, Message

BASE = "id: a\ntitle: T\nstatus: in-progress\n"
WORDS = Words("en", ("source",))


def english(message: Message | None) -> str:
    return WORDS.text(message) if message else ""


def faults_of(text: str, kind: str = "commitment") -> tuple[Fault, ...]:
    document, faults = read(SourceFile("x.yaml", text.encode()), shape_of(kind))
    assert faults == ()
    assert document is not None
    return validate(document, kind, data=document.data)[1]


def told(faults: tuple[Fault, ...]) -> list[str]:
    return [
        f"{one.check} {one.span.start.line}:{one.span.start.column}-{one.span.end.column}"
        for one in faults
    ]


# The text behind BASE (three lines), the faults, and a piece of the first remedy.
CASES: dict[str, tuple[str, list[str], str]] = {
    "nothing": ("", [], ""),
    "unknown field": ("titel: y\n", ["unknown-field 4:1-6"], "did you mean “title”?"),
    "a field in French": ("échéance: 2025\n", ["unknown-field 4:1-9"], "did you mean “due”?"),
    "letters that changed places": ("deu: 2025\n", ["unknown-field 4:1-4"], "did you mean “due”?"),
    "a field of nobody": ("foo: 1\n", ["unknown-field 4:1-4"], "begins with “x-”"),
    "three faults": (
        "foo: 1\ndue: soon\nprogress: 120\n",
        ["unknown-field 4:1-4", "bad-date 5:6-10", "wrong-type 6:11-14"],
        "x-",
    ),
    "missing in a milestone": (
        "milestones:\n- id: m1\n- title: x\n",
        ["missing-field 5:3-5", "missing-field 6:3-8"],
        "add a line “title: …”",
    ),
    "one of three": (
        "evidence:\n- id: e\n  title: t\n",
        ["missing-field 5:3-5"],
        "add a line for one of them",
    ),
    "a list is expected": ("milestones: m1\n", ["wrong-type 4:13-15"], "behind a dash"),
    "a list where an id is": ("lead: [a]\n", ["wrong-type 4:7-10"], "write an id"),
    "an id with accents": ("lead: Ville de Été\n", ["wrong-type 4:7-19"], "“ville-de-ete”"),
    "a number in words": ("progress: half\n", ["wrong-type 4:11-15"], "a number"),
    "beyond the limits": ("progress: 120\n", ["wrong-type 4:11-14"], "between 0 and 100"),
    "a kind nearly spelt": (
        "evidence:\n- {id: e, title: t, url: u, kind: reprot}\n",
        ["unknown-value 5:35-41"],
        "did you mean “report”? The words are: decision, law",
    ),
    "a kind by its label": (
        "evidence:\n- id: e\n  title: t\n  url: u\n  kind: Web page\n",
        ["unknown-value 8:9-17"],
        "did you mean “webpage”?",
    ),
    "a language in full": ("summary: {french: x}\n", ["wrong-type 4:11-17"], "such as fr or en"),
    "a day first": ("due: 31/12/2025\n", ["bad-date 4:6-16"], "write “2025-12-31”"),
    "a date in French": ("due: 31 décembre 2025\n", ["bad-date 4:6-22"], "write “2025-12-31”"),
    "a month in English": ("due: December 2025\n", ["bad-date 4:6-19"], "write “2025-12”"),
    "no such month": ("due: 2025-13-01\n", ["bad-date 4:6-16"], "write a date such as"),
    "which comes first": ("due: 03/04/2025\n", ["bad-date 4:6-16"], "or “2025-03-04” if the month"),
    "a comma in a title": (
        "evidence:\n- {id: e, title: March 3, 2023 Press Release, url: u}\n",
        ["comma-in-inline-text 5:27-45"],
        'put the text in quotes: “title: "March 3, 2023 Press Release"”',
    ),
    "two commas": (
        "summary: {fr: Bonjour, le monde, entier}\n",
        ["comma-in-inline-text 4:24-32"],
        '“fr: "Bonjour, le monde, entier"”',
    ),
    "names that look like numbers": (
        "number: 1.10\nlead: no\ntags: [01001, '01002']\n",
        [
            "number-that-is-a-name 4:9-13",
            "number-that-is-a-name 5:7-9",
            "number-that-is-a-name 6:8-13",
        ],
        'put it in quotes: "1.10"',
    ),
    "dates are no numbers": ("start: 2025\ndue: 2026\n", [], ""),
    "an own field": ("x-own: {a: [1, .5]}\n", [], ""),
    "an empty title": (
        "milestones:\n- id: m\n  title: ''\n",
        ["missing-field 6:3-8"],
        "between the quotes",
    ),
    "nothing but white space": (
        'updates:\n- date: 2026\n  by: a\n  text: "\\u200b \\u00a0"\n',
        ["missing-field 7:3-7"],
        "between the quotes",
    ),
    "empty in one language": (
        "summary: {fr: Bonjour, en: ''}\n",
        ["missing-field 4:28-30"],
        "or remove the line",
    ),
    "an empty item": ("tags: [a, '']\n", ["missing-field 4:11-13"], "or remove the line"),
    "an empty address": (
        "evidence:\n- id: e\n  title: t\n  url: ''\n",
        ["missing-field 5:3-5"],
        "one of them",
    ),
    "what may be missing may be empty": ("summary: ''\ndescription: ' '\n", [], ""),
    "no value": ("milestones:\n- id: m\n  title:\n", ["missing-field 6:3-8"], "behind the colon"),
}


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    """A record reports all of its faults, each at its place, with what to write."""
    text, expected, remedy = CASES[name]
    faults = faults_of(BASE + text)
    assert told(faults) == expected
    assert remedy in (english(faults[0].help) if faults else "")


def test_status_of_another_scheme() -> None:
    """A label of another status scheme that ships gives the status of that scheme."""
    assert meant_value("Projet lauréat", ("complete",), "status") == "laureat"


def test_missing_at_the_head() -> None:
    """What is missing is told at the first line of its record."""
    faults = faults_of("status: complete\n")
    assert told(faults) == ["missing-field 1:1-7", "missing-field 1:1-7"]
    assert [one.at for one in faults] == [("id",), ("title",)]


def test_reserved_id() -> None:
    """An id that names a folder or a page is refused; the remedy lists those that are taken."""
    faults = faults_of("id: files\ntitle: T\n")
    assert told(faults) == ["wrong-type 1:5-10"]
    assert "all, checks, files, index, plan" in english(faults[0].help)


@pytest.mark.parametrize("text", ["- a\n", "a\n", "12\n"])
def test_not_a_record(text: str) -> None:
    """A file that holds a list or a word where a record belongs is one fault."""
    assert [one.check for one in faults_of(text)] == ["wrong-type"]


def test_a_record_of_a_list() -> None:
    """A record inside a list has its faults and its notes at its own place."""
    text = "- id: a\n  name: A\n- id: b\n  name: 12\n  knid: court\n"
    document, _ = read(SourceFile("x.yaml", text.encode()), shape_of_file("organisation"))
    assert document is not None
    assert isinstance(document.data, list)
    record, faults = validate(document, "organisation", at=(0,), data=document.data[0])
    assert (record is not None, faults) == (True, ())
    record, faults = validate(document, "organisation", at=(1,), data=document.data[1])
    assert record is None
    assert [one.at for one in faults] == [(1, "name"), (1, "knid")]
    assert told(faults) == ["number-that-is-a-name 4:9-11", "unknown-field 5:3-7"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("31/12/2025", ("2025-12-31",)),
        ("12/31/2025", ("2025-12-31",)),
        ("31.12.2025", ("2025-12-31",)),
        ("2025/12/31", ("2025-12-31",)),
        ("2025-1-5", ("2025-01-05",)),
        ("20251231", ("2025-12-31",)),
        ("2025-12-31T10:00:00", ("2025-12-31",)),
        ("12/2025", ("2025-12",)),
        ("1er janvier 2026", ("2026-01-01",)),
        ("December 31, 2025", ("2025-12-31",)),
        ("31st Dec 2025", ("2025-12-31",)),
        ("août 2025", ("2025-08",)),
        ("Q4 2025", ("2025-Q4",)),
        ("2025-T4", ("2025-Q4",)),
        ("4e trimestre 2025", ("2025-Q4",)),
        ("S1 2026", ("2026-S1",)),
        ("30 February 2025", ()),
        ("by fall 2027", ()),
        ("", ()),
    ],
)
def test_meant_dates(written: str, meant: tuple[str, ...]) -> None:
    """The ways in which people write dates are understood; a guess is never offered."""
    assert meant_dates(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("6 mois", "6 months"), ("1 an", "1 year"), ("2 semaines", "2 weeks"), ("often", None)],
)
def test_meant_durations(written: str, meant: str | None) -> None:
    """Lengths of time in French are understood."""
    assert meant_duration(written) == meant


def test_nothing_near() -> None:
    """What is near to nothing gets no guess."""
    assert meant_value("zzz", ("complete", "partial")) is None
    assert meant_field("x" * 500, ("title",)) is None


def test_an_empty_record_of_a_list() -> None:
    """Where an item of a list is empty quotes, no number of a place is called a field."""
    (fault,) = faults_of(BASE + 'updates: [""]\n')
    assert english(fault.message) == "there is no text here"


AMENDED = "amendments:\n- date: 2026-01-31\n  changes: [due]\n  reason: R\n  before:"


@pytest.mark.parametrize(
    "written",
    [" 2026-06-30", ' "14"', " Quatorze rues.", "\n    fr: quatorze\n    en: fourteen",
     "\n    en:\n      text: fourteen\n      translated: human"],
)  # fmt: skip
def test_what_stood_there_is_a_text(written: str) -> None:
    """`before` and `after` of an amendment take words, in one language or in several."""
    assert faults_of(f"{BASE}{AMENDED}{written}\n") == ()


def test_fields_in_the_place_of_a_text_are_one_fault() -> None:
    """It says what stands there and what belongs there, not that each field is no language."""
    faults = faults_of(f"{BASE}{AMENDED}\n    date: 2026-06\n    note: x\n")
    assert told(faults) == ["wrong-type 8:3-9"]
    assert english(faults[0].message) == "a record stands here, where “before” takes a text"
    assert "“before:”" in english(faults[0].help) and "for each language" in english(faults[0].help)
    french = Words("fr", ("source",))
    assert french.text(faults[0].message) == (
        "une fiche se trouve ici, là où « before » attend un texte"
    )
    (other,) = faults_of(f"{BASE}description:\n  french: x\n  fr: y\n")
    assert "language code" in english(other.help)  # here a language was meant


def test_a_list_in_the_place_of_a_text_says_what_to_write() -> None:
    """A list of values is no words, and the remedy says so."""
    (fault,) = faults_of(f"{BASE}{AMENDED}\n  - a\n  - b\n")
    assert fault.check == "wrong-type"
    assert english(fault.help) == "write a text, or a text for each language"
