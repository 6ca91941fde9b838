"""Plans as workbooks: out and back, what people change in them, and what they may not."""

from __future__ import annotations

import datetime
import io
import random
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promisetrack.cli import run
from promisetrack.edges.disk import read_tree
from promisetrack.errors import UsageFault
from promisetrack.exchange.xlsx import Returned, bring_back
from promisetrack.exchange.xlsx_write import export
from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.source.edit import dump_new, plain_data
from promisetrack.words.catalogue import Words
from tests.history_random import commitment

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from promisetrack.register.register import Register

ROOT = Path(__file__).resolve().parents[1]
TRACKERS = (ROOT, ROOT / "examples" / "valbrume")
PLANS = [
    (tracker, path.parent.name)
    for tracker in TRACKERS
    for path in sorted((tracker / "commitments").glob("*/plan.yaml"))
]
FRENCH = Words("fr", ("exchange", "schema", "source"))
ENGLISH = Words("en", ("exchange", "schema", "source"))

BUDGET = """\
# The promise that everybody asks about.
id: budget-ouvert
title: Publier le budget   # short
number: 1.10
lead: mairie
due: 2025-12-31
status: in-progress
progress: 40
themes:
  - finances
summary:
  fr: Tout le budget.
  en:
    text: The whole budget.
    translated: machine
milestones:
  - id: m1
    title: Choisir un format
    due: 2025-Q2
    status: complete
  - id: m2
    title: Publier
    due: {date: 2025-12, text: fin 2025}
    status: not-started
indicators:
  - id: lignes
    title: Lignes publiées
    unit: "%"
    baseline:
      value: 0
    target:
      value: 100
    measurements:
      - date: 2025-01-31
        value: 12.5
      - date: 2025-06-30
        value: 30
updates:
  - date: 2025-03-01
    by: mairie
    text: |
      Le format est choisi.
evidence:
  - id: plan
    title: Le plan
    url: https://ville.example/plan.pdf
"""
FILES = {
    "commitments/tracker.yaml": "title: Exemple\nlanguages:\n  - fr\n  - en\n",
    "commitments/organisations.yaml": (
        "- id: mairie\n  name: Mairie\n  kind: government\n"
        "- id: ecole\n  name: École\n  kind: government\n"
    ),
    "commitments/themes.yaml": "- id: finances\n  name: Finances\n- id: eau\n  name: Eau\n",
    "commitments/p/plan.yaml": "id: p\ntitle: Plan\nkind: action-plan\n",
    "commitments/p/budget-ouvert.yaml": BUDGET,
    "commitments/p/arbres.yaml": "id: arbres\ntitle: Planter des arbres\nstatus: unknown\n",
}
PATH = "commitments/p/budget-ouvert.yaml"


def register(**changed: str) -> Register:
    """Return the register of FILES; `budget` is another text of its one long file."""
    files = {**FILES, **({PATH: changed["budget"]} if "budget" in changed else {})}
    return load(SourceFile(path, text.encode()) for path, text in files.items())


def edited(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """Return a workbook as another program saves it after a change."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cell(page: Worksheet, row: str, column: str) -> Any:
    """Return a cell by a word of its row's hidden key and the name of its column."""
    names = {one.value: one.column or 0 for one in page[1]}
    at = next(
        one.row for one in page["A"] if f'"{row}"]' in str(one.value) or one.value == f'["{row}"]'
    )
    return page.cell(at, names[column])


def set_cells(sheet: str, *changes: tuple[str, str, Any]) -> Callable[[openpyxl.Workbook], None]:
    """Return a change of some cells: row, column, value."""

    def change(book: openpyxl.Workbook) -> None:
        for row, column, value in changes:
            cell(book[sheet], row, column).value = value

    return change


def add_row(sheet: str, **values: Any) -> Callable[[openpyxl.Workbook], None]:
    """Return the addition of a row; `__` in a name stands for `@`, a leading `_` for `/`."""

    def change(book: openpyxl.Workbook) -> None:
        page = book[sheet]
        names = {str(one.value): one.column or 0 for one in page[1]}
        row = page.max_row + 1
        for name, value in values.items():
            found = name.replace("__", "@")
            page.cell(row, names["/" + found[1:] if found[0] == "_" else found]).value = value

    return change


def back(
    change: Callable[[openpyxl.Workbook], None], *, now: Register | None = None, **options: Any
) -> Returned:
    """Return what comes back of FILES' plan after a change in French."""
    content = edited(export(register(), "p", FRENCH), change)
    return bring_back(content, now or register(), "p", FRENCH, **options)


def changed_lines(found: Returned, path: str = PATH) -> list[str]:
    """Return the lines that a file gains, checked to lose no others than those they replace."""
    text = found.texts[path]
    assert text is not None
    old = FILES[path].splitlines()
    return [line for line in text.splitlines() if line not in old]


@pytest.mark.parametrize(("tracker", "plan"), PLANS, ids=lambda one: getattr(one, "name", one))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_out_and_back_changes_nothing(tracker: Path, plan: str, language: str) -> None:
    """Every plan of every tracker comes back as it went, also through another program."""
    here, words = load(read_tree(tracker)), Words(language, ("exchange", "schema"))
    content = export(here, plan, words)
    for workbook in (content, edited(content, lambda book: None)):
        found = bring_back(workbook, here, plan, words)
        assert (found.texts, found.faults, found.conflicts, found.notes) == ({}, (), (), ())


def test_the_same_plan_gives_the_same_bytes() -> None:
    """A workbook holds no clock and no machine's name."""
    assert export(register(), "p", FRENCH) == export(register(), "p", FRENCH)


def test_the_workbook_speaks_the_readers_language() -> None:
    """Sheets and headings are in words, with help; choices are lists of words; ids are locked."""
    book = openpyxl.load_workbook(io.BytesIO(export(register(), "p", FRENCH)))
    assert book.sheetnames[1:7] == [
        "Engagements",
        "Étapes",
        "Indicateurs",
        "Mesures",
        "Comptes rendus",
        "Preuves",
    ]
    page = book["Engagements"]
    status = cell(page, "budget-ouvert", "status")
    heading = page.cell(2, status.column)
    assert (status.value, heading.value) == ("En cours", "État d'avancement".replace("'", "’"))
    assert heading.comment is not None
    assert any(status.coordinate in rule.sqref for rule in page.data_validations.dataValidation)
    assert cell(page, "budget-ouvert", "id").protection.locked
    assert not status.protection.locked
    assert page.protection.sheet
    assert book["promisetrack"].sheet_state == "veryHidden"


def test_cells_have_types() -> None:
    """Days are dates, shares are per cent, numbers of the plan are text, lists have lines."""
    page = openpyxl.load_workbook(io.BytesIO(export(register(), "p", FRENCH)))["Engagements"]
    assert cell(page, "budget-ouvert", "due").value == datetime.datetime(2025, 12, 31)
    progress = cell(page, "budget-ouvert", "progress")
    assert (progress.value, progress.number_format[-1]) == (0.4, "%")
    assert cell(page, "budget-ouvert", "number").value == "1.10"
    assert cell(page, "budget-ouvert", "themes").value == "Finances"


def test_only_what_changed_changes() -> None:
    """One cell changes one line; comments, quotes and order stay."""
    found = back(set_cells("Engagements", ("budget-ouvert", "status", "Réalisation achevée")))
    assert found.texts == {PATH: BUDGET.replace("status: in-progress", "status: complete")}


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "lines"),
    [
        ("Engagements", "budget-ouvert", "due", datetime.date(2026, 3, 31), ["due: 2026-03-31"]),
        ("Engagements", "budget-ouvert", "due", "31/12/2026", ["due: 2026-12-31"]),
        ("Engagements", "budget-ouvert", "due", "2026", ['due: "2026"']),
        ("Engagements", "budget-ouvert", "due", "2026-Q1", ["due: 2026-Q1"]),
        ("Engagements", "budget-ouvert", "due", "en continu", ["due: ongoing"]),
        ("Engagements", "budget-ouvert", "progress", 0.55, ["progress: 55"]),
        ("Engagements", "budget-ouvert", "progress", "55 %", ["progress: 55"]),
        ("Engagements", "budget-ouvert", "progress", 55, ["progress: 55"]),
        ("Engagements", "budget-ouvert", "number", 7, ['number: "7"']),
        ("Engagements", "budget-ouvert", "themes", "Finances\nEau", ["  - eau"]),
        ("Engagements", "budget-ouvert", "lead", "École", ["lead: ecole"]),
        ("Engagements", "budget-ouvert", "lead", "ecole", ["lead: ecole"]),
        ("Engagements", "budget-ouvert", "summary@en", "All of it.", ["    text: All of it."]),
        ("Étapes", "m2", "title@fr", "Mettre en ligne", ["    title: Mettre en ligne"]),
        ("Mesures", "2025-06-30", "value", "31,5", ["        value: 31.5"]),
        ("Indicateurs", "lignes", "target.value", 60, ["      value: 60"]),
        ("Engagements", "arbres", "lead", "Mairie", ["lead: mairie"]),
    ],
)
def test_what_people_type_is_understood(
    sheet: str, row: str, column: str, value: Any, lines: list[str]
) -> None:
    """Dates, shares, numbers, words and lists are read as they were meant."""
    found = back(set_cells(sheet, (row, column, value)))
    assert (found.faults, found.conflicts) == ((), ())
    [path] = found.texts
    assert changed_lines(found, path) == lines


@pytest.mark.parametrize(
    "text",
    [BUDGET.replace("\n", "\r\n"), f"\ufeff{BUDGET}", BUDGET.rstrip("\n"), f"---\n{BUDGET}"],
    ids=["windows", "mark", "unended", "document"],
)
def test_the_layout_of_a_file_stays(text: str) -> None:
    """Line ends, byte order mark and a missing last line end stay as they were."""
    now = register(budget=text)
    change = set_cells("Engagements", ("budget-ouvert", "progress", 0.5))
    found = bring_back(edited(export(now, "p", FRENCH), change), now, "p", FRENCH)
    assert found.texts == {PATH: text.replace("progress: 40", "progress: 50")}


def test_five_hundred_random_commitments() -> None:
    """Out and back changes nothing; one cell changed in each changes one line in each."""
    names = [f"r{n}" for n in range(500)]
    texts = {
        f"commitments/p/{one}.yaml": dump_new(
            {**commitment(random.Random(one), one), "number": "1"}
        )
        for one in names
    }
    here = load(SourceFile(path, text.encode()) for path, text in {**FILES, **texts}.items())
    content = export(here, "p", FRENCH)
    assert bring_back(content, here, "p", FRENCH).texts == {}

    def change(book: openpyxl.Workbook) -> None:
        page = book["Engagements"]
        [column] = [one.column or 0 for one in page[1] if one.value == "number"]
        for row in range(3, page.max_row + 1):
            page.cell(row, column).value = "2.10"

    found = bring_back(edited(content, change), here, "p", FRENCH)
    assert found.faults == ()
    for path, text in texts.items():
        assert found.texts[path] == text.replace('number: "1"\n', 'number: "2.10"\n')


def test_a_translation_keeps_its_mark() -> None:
    """Other words in a translated text leave the mark of who translated it."""
    found = back(set_cells("Engagements", ("budget-ouvert", "summary@en", "All of it.")))
    data = plain_data(str(found.texts[PATH]))
    assert isinstance(data, dict)
    assert data["summary"] == {
        "fr": "Tout le budget.",
        "en": {"text": "All of it.", "translated": "machine"},
    }


def test_a_blank_cell_takes_the_value_away() -> None:
    """A cell that was emptied removes its key, and nothing else."""
    found = back(set_cells("Engagements", ("budget-ouvert", "lead", None)))
    assert found.texts == {PATH: BUDGET.replace("lead: mairie\n", "")}


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "place"),
    [
        ("Engagements", "budget-ouvert", "title@fr", None, "Engagements!C4"),
        ("Engagements", "budget-ouvert", "due", "bientôt", "Engagements!"),
        ("Engagements", "budget-ouvert", "status", "Presque", "Engagements!"),
        ("Engagements", "budget-ouvert", "progress", "beaucoup", "Engagements!"),
        ("Engagements", "budget-ouvert", "progress", 140, "Engagements!"),
        ("Engagements", "budget-ouvert", "id", "autre", "Engagements!B4"),
        ("Comptes rendus", "2025-03-01", "text@fr", None, "'Comptes rendus'!"),
        ("Étapes", "m2", "due", "03/04/2026", "Étapes!"),
        ("Engagements", "budget-ouvert", "due", 2026, "Engagements!"),
        ("Engagements", "budget-ouvert", "themes", "Feu", "Engagements!"),
    ],
)
def test_faults_name_the_cell(sheet: str, row: str, column: str, value: Any, place: str) -> None:
    """What cannot be meant is named by its cell, with a remedy, and nothing is written."""
    [fault] = back(set_cells(sheet, (row, column, value))).faults
    assert fault.cell.startswith(place)
    assert re.fullmatch(r"('[^']+'|\w+)![A-Z]+\d+", fault.cell)
    assert FRENCH.text(fault.message) != ENGLISH.text(fault.message)
    assert FRENCH.text(fault.help) != ENGLISH.text(fault.help)


def test_all_faults_are_told_at_once() -> None:
    """A clerk who made three slips hears of three."""
    wrong = set_cells(
        "Engagements",
        ("budget-ouvert", "due", "bientôt"),
        ("budget-ouvert", "progress", "x"),
        ("arbres", "status", "Presque"),
    )
    assert len(back(wrong).faults) == 3


def test_what_changed_meanwhile_is_a_conflict() -> None:
    """A cell that both changed is named, with what the tracker says; --prefer decides."""
    now = register(budget=BUDGET.replace("2025-12-31", "2026-06-30"))
    change = set_cells("Engagements", ("budget-ouvert", "due", "2027-01-31"))
    [conflict] = back(change, now=now).conflicts
    assert conflict.cell.startswith("Engagements!")
    assert "2026-06-30" in FRENCH.text(conflict.message)
    kept = back(change, now=now, prefer="tracker")
    assert (kept.texts, kept.conflicts) == ({}, ())
    taken = back(change, now=now, prefer="workbook")
    assert "due: 2027-01-31" in str(taken.texts[PATH])


def test_what_only_the_tracker_changed_stays() -> None:
    """A change in the tracker survives an older workbook that changes something else."""
    now = register(budget=BUDGET.replace("2025-12-31", "2026-06-30"))
    found = back(set_cells("Engagements", ("budget-ouvert", "progress", 0.5)), now=now)
    assert found.conflicts == ()
    assert "due: 2026-06-30" in str(found.texts[PATH])
    assert "progress: 50" in str(found.texts[PATH])


def test_both_making_the_same_change_is_no_conflict() -> None:
    """Where the tracker says already what the workbook says, nothing is left to do."""
    now = register(budget=BUDGET.replace("progress: 40", "progress: 50"))
    found = back(set_cells("Engagements", ("budget-ouvert", "progress", 0.5)), now=now)
    assert (found.texts, found.conflicts) == ({}, ())


def test_a_record_removed_meanwhile_is_a_conflict() -> None:
    """A change of a milestone that the tracker no longer has is named, not dropped."""
    gone = BUDGET.replace(
        "  - id: m1\n    title: Choisir un format\n    due: 2025-Q2\n    status: complete\n", ""
    )
    found = back(set_cells("Étapes", ("m1", "title@fr", "Autre")), now=register(budget=gone))
    assert [one.cell for one in found.conflicts] == ["Étapes!D3"]


def test_new_rows_become_records() -> None:
    """A new update, measurement and milestone go where they belong, with an id where one is due."""

    def change(book: openpyxl.Workbook) -> None:
        add_row(
            "Comptes rendus",
            _commitment="budget-ouvert",
            date=datetime.date(2025, 5, 2),
            by="Mairie",
            text__fr="En ligne.",
        )(book)
        add_row(
            "Mesures",
            _commitment="budget-ouvert",
            _indicator="lignes",
            date="2025-03-31",
            value=20,
        )(book)
        add_row("Étapes", _commitment="arbres", title__fr="Choisir les essences")(book)

    found = back(change)
    assert (found.faults, found.rows) == ((), 3)
    budget, trees = (plain_data(str(found.texts[p])) for p in (PATH, "commitments/p/arbres.yaml"))
    assert isinstance(budget, dict)
    assert isinstance(trees, dict)
    assert budget["updates"][-1] == {"date": "2025-05-02", "by": "mairie", "text": "En ligne."}  # type: ignore[index] # the file's own list
    assert [one["value"] for one in budget["indicators"][0]["measurements"]] == [12.5, 20, 30]  # type: ignore[index, call-overload, union-attr] # the same
    assert trees["milestones"] == [{"id": "choisir-les-essences", "title": "Choisir les essences"}]


def test_a_new_commitment_is_a_new_file() -> None:
    """A row below the last commitment makes a file whose id comes from the title."""

    def change(book: openpyxl.Workbook) -> None:
        add_row("Engagements", title__fr="Ouvrir les écoles le soir", status="En cours")(book)
        add_row("Étapes", _commitment="ouvrir-les-ecoles-le-soir", title__fr="Choisir les écoles")(
            book
        )

    found = back(change)
    assert found.faults == ()
    assert found.texts == {
        "commitments/p/ouvrir-les-ecoles-le-soir.yaml": (
            "id: ouvrir-les-ecoles-le-soir\n"
            "title: Ouvrir les écoles le soir\n"
            "status: in-progress\n"
            "milestones:\n"
            "  - id: choisir-les-ecoles\n"
            "    title: Choisir les écoles\n"
        )
    }


def test_a_new_row_without_what_it_needs_is_named() -> None:
    """An update without its text, and a milestone of a commitment that nobody knows, are named."""
    cells = [
        *back(
            add_row("Comptes rendus", _commitment="arbres", date="2025-01-01", by="Mairie")
        ).faults,
        *back(add_row("Étapes", _commitment="ailleurs", title__fr="X")).faults,
    ]
    assert len(cells) == 2
    assert cells[0].cell.startswith("'Comptes rendus'!")
    assert cells[1].cell == "Étapes!B5"


def test_a_copied_row_is_a_new_one() -> None:
    """A row copied with its hidden key, then changed, adds a record and changes none."""

    def change(book: openpyxl.Workbook) -> None:
        page = book["Comptes rendus"]
        row = page.max_row
        for one in page[row]:
            page.cell(row + 1, one.column or 0).value = one.value
        names = {str(one.value): one.column or 0 for one in page[1]}
        page.cell(row + 1, names["text@fr"]).value = "Une autre étape est faite."
        page.cell(row + 1, names["date"]).value = "2025-09-01"

    found = back(change)
    assert (found.faults, found.cells, found.rows) == ((), 0, 1)
    data = plain_data(str(found.texts[PATH]))
    assert isinstance(data, dict)
    assert len(data["updates"]) == 2  # type: ignore[arg-type] # the file's own list


def test_rows_are_not_removed_in_silence() -> None:
    """A missing row stays in the tracker and is told; --remove takes it away."""

    def change(book: openpyxl.Workbook) -> None:
        book["Étapes"].delete_rows(3)
        book["Engagements"].delete_rows(3)

    kept = back(change)
    assert kept.texts == {}
    assert len(kept.notes) == 2
    removed = back(change, may_remove=True)
    assert removed.texts["commitments/p/arbres.yaml"] is None
    assert "id: m1" not in str(removed.texts[PATH])
    assert "id: m2" in str(removed.texts[PATH])


def test_sorting_and_moving_columns_changes_nothing() -> None:
    """Rows in another order, columns moved, a sheet renamed: nothing was changed."""

    def change(book: openpyxl.Workbook) -> None:
        page = book["Étapes"]
        rows = [[one.value for one in row] for row in page.iter_rows(min_row=3, max_row=4)]
        for at, row in enumerate(reversed(rows), start=3):
            for place, value in enumerate(row, start=1):
                page.cell(at, place).value = value
        page.title = "Mes étapes"
        book["Preuves"].move_range("C1:D3", cols=20)

    found = back(change)
    assert (found.texts, found.faults, found.notes) == ({}, (), ())


TEXTS = st.text(
    st.one_of(
        st.sampled_from("=+-@\"';,\t\n\r#'_x0041\u200f\u202b😀é"),
        st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co"), blacklist_characters="\ufeff"),
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() != "")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(TEXTS, st.sampled_from("=+-@").flatmap(lambda sign: TEXTS.map(sign.__add__))))
def test_any_text_comes_back(text: str) -> None:
    """Whatever a text holds, it is no formula and comes back as it was."""
    data = {"id": "a", "title": "T", "status": "unknown", "description": text}
    files = {**FILES, "commitments/p/a.yaml": dump_new(data)}
    here = load(SourceFile(path, one.encode()) for path, one in files.items())
    content = export(here, "p", FRENCH)
    found = bring_back(content, here, "p", FRENCH)
    assert (found.texts, found.faults) == ({}, ())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [one for one in archive.namelist() if one.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in archive.read(one) for one in sheets)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_can_be_typed(text: str) -> None:
    """Whatever people type into a text cell stands in the file afterwards, and only that."""
    content = export(register(), "p", FRENCH)
    book = openpyxl.load_workbook(io.BytesIO(content))
    target = cell(book["Comptes rendus"], "2025-03-01", "text@fr")
    target.value = text
    target.data_type = "s"
    saved = io.BytesIO()
    book.save(saved)
    found = bring_back(saved.getvalue(), register(), "p", FRENCH)
    if found.faults:  # the reader refuses some signs, and says so at the cell
        assert found.faults[0].cell.startswith("'Comptes rendus'!")
        return
    data = plain_data(str(found.texts[PATH]))
    assert isinstance(data, dict)
    written = data["updates"][0]["text"]  # type: ignore[index, call-overload] # the file's own list
    assert "".join(str(written).split()) in "".join(text.split()).replace("_x0041_", "A") or (
        "_x" in text
    )
    assert {**data, "updates": None} == {**plain_data(BUDGET), "updates": None}  # type: ignore[dict-item] # a map


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    """Bytes that are no workbook are refused in words."""
    with pytest.raises(UsageFault):
        bring_back(content, register(), "p", FRENCH)


def test_a_strange_workbook_is_refused() -> None:
    """A workbook that was not exported, and one of another plan, are refused in words."""
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    with pytest.raises(UsageFault, match="does not say what it was exported from"):
        bring_back(target.getvalue(), register(), "p", FRENCH)
    with pytest.raises(UsageFault, match="this workbook is of the plan"):
        bring_back(export(register(), "p", FRENCH), register(), "q", FRENCH)


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    """A small file that unpacks to gigabytes is refused before it is unpacked."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(3):
            archive.writestr(f"xl/{part}.xml", bytes(100 * 1024 * 1024))
    with pytest.raises(UsageFault, match="too large"):
        bring_back(target.getvalue(), register(), "p", FRENCH)


def test_the_commands_go_out_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`export xlsx` writes a file once; `import xlsx` brings back a change, and names faults."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    book = tmp_path / "p.xlsx"
    asked = ["--lang", "fr", "-C", str(tmp_path)]
    assert run([*asked, "export", "xlsx", "-o", str(book)]) == 0
    assert run([*asked, "export", "xlsx", "-o", str(book)]) == 2
    assert run([*asked, "import", "xlsx", str(book), "--plan", "p"]) == 0
    assert "rien n’a changé" in capsys.readouterr().out
    change = set_cells("Engagements", ("arbres", "status", "En cours"))
    book.write_bytes(edited(book.read_bytes(), change))
    assert run([*asked, "import", "xlsx", str(book), "--plan", "p", "--dry-run"]) == 0
    assert (tmp_path / "commitments/p/arbres.yaml").read_text() == FILES[
        "commitments/p/arbres.yaml"
    ]
    assert run([*asked, "import", "xlsx", str(book), "--plan", "p"]) == 0
    assert "status: in-progress" in (tmp_path / "commitments/p/arbres.yaml").read_text()
    assert (tmp_path / PATH).read_text("utf-8") == BUDGET
    book.write_bytes(edited(book.read_bytes(), set_cells("Étapes", ("m1", "due", "x"))))
    capsys.readouterr()
    assert run([*asked, "import", "xlsx", str(book), "--plan", "p"]) == 1
    assert re.search(r"Étapes![A-Z]+3: ", capsys.readouterr().err)
