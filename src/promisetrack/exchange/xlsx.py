"""A workbook back into the tracker: only what people changed changes, and faults name the cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say
from promisetrack.errors import UsageFault
from promisetrack.exchange.table_changes import CellFault, Comparison
from promisetrack.exchange.table_columns import sheets
from promisetrack.exchange.table_rows import lines, lists_of
from promisetrack.exchange.table_values import Speech
from promisetrack.exchange.table_write import Writer
from promisetrack.exchange.xlsx_read import load as read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.diagnostic import Fault
    from promisetrack.register.register import Register
    from promisetrack.words.catalogue import Words

NAME: Final = "xlsx"
PREFERENCES: Final = ("workbook", "tracker")
"""Which of two changes of one cell stays, where people say so."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What importing a workbook would do: the new text of each file, None for one that goes.

    With `faults` or `conflicts` nothing may be written. `cells` counts the cells that changed,
    `rows` the rows that are new.
    """

    texts: Mapping[str, str | None]
    faults: tuple[CellFault, ...]
    conflicts: tuple[CellFault, ...]
    notes: tuple[Message, ...]
    cells: int
    rows: int


def bring_back(
    content: bytes,
    register: Register,
    plan: str,
    words: Words,
    *,
    may_remove: bool = False,
    prefer: str = "",
) -> Returned:
    """Compare a workbook with its export and with the tracker, and return what would change.

    `prefer` (one of PREFERENCES) decides conflicts; without it they are only named. Raises
    UsageFault where the bytes are no workbook of this plan.
    """
    book = read_workbook(content)
    if book.state.plan != plan:
        raise UsageFault(
            say("this workbook is of the plan “{plan}”", plan=book.state.plan),
            say("name that plan after --plan"),
        )
    languages = book.state.languages
    tables = sheets(words, languages)
    now = {
        sheet.name: {line.key: line for line in lines(sheet, register, plan)} for sheet in tables
    }
    speech = Speech(lists_of(register, plan, words), book.state.lists)
    found = Comparison(book, now, speech, prefer).run(tables)
    existing = {path: document.text for path, document in register.documents.items()}
    writer = Writer(plan, languages[0], register, existing, may_remove)
    texts = {} if found.faults else writer.write(found)
    faults = [*found.faults, *writer.faults]
    if texts and not faults:
        faults += _refusals(texts, register, writer)
    return Returned(
        texts,
        tuple(faults),
        tuple(found.conflicts),
        (*found.notes, *writer.notes),
        len(found.edits),
        len(found.added),
    )


def _refusals(
    texts: Mapping[str, str | None], register: Register, writer: Writer
) -> list[CellFault]:
    """Return what the reader of files would say of the new texts, at the cells that say it."""
    from promisetrack.files import SourceFile
    from promisetrack.register.load import load

    files = [file for path, file in register.files.items() if path not in texts]
    files += [SourceFile(path, text.encode()) for path, text in texts.items() if text is not None]
    known = {(one.path, one.check, one.message) for one in register.faults}
    return [
        _at_cell(one, writer)
        for one in load(files).faults
        if one.path in texts and (one.path, one.check, one.message) not in known
    ]


def _at_cell(fault: Fault, writer: Writer) -> CellFault:
    """Return a fault of a file as one of the cell that wrote the value; else of the file."""
    cells = {at: cell for (path, at), cell in writer.origin.items() if path == fault.path}
    for length in range(len(fault.at), 0, -1):
        if fault.at[:length] in cells:
            return CellFault(cells[fault.at[:length]], fault.message, fault.help or fault.message)
    return CellFault(fault.path, fault.message, fault.help or fault.message)
