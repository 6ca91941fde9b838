"""A workbook that comes back: what it would change, what is wrong with it, cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Session, tell

if TYPE_CHECKING:
    from promisetrack.exchange.table_changes import CellFault
    from promisetrack.exchange.xlsx import Returned
    from promisetrack.words.catalogue import Words

FINDINGS = 1


def spoken(language: str) -> Words:
    """Return the words of workbooks in a language."""
    from promisetrack.words.catalogue import Words

    return Words(language, ("exchange", "schema", "source", "cli"))


def bring_back(
    session: Session,
    source: str,
    *,
    plan: str,
    dry_run: bool,
    may_remove: bool,
    prefer: str | None,
) -> int:
    """Write what people changed in a workbook; nothing at all where one cell is wrong."""
    from promisetrack.cli.tracker import open_tree
    from promisetrack.diagnostic import say
    from promisetrack.edges.folder import read_files, remove_files, write_files
    from promisetrack.errors import UsageFault
    from promisetrack.exchange.xlsx import bring_back as compared

    opened, words = open_tree(session), spoken(session.language)
    if Path(source).is_dir():
        raise UsageFault(
            say("“{source}” is a folder", source=source),
            say("name the workbook itself: a file that ends in .xlsx"),
        )
    [content] = read_files(Path(source)).values()
    found = compared(
        content, opened.register, plan, words, may_remove=may_remove, prefer=prefer or ""
    )
    for note in found.notes:
        _say(words.text(note))
    if found.faults or found.conflicts:
        _refuse(found, words)
        return FINDINGS
    if not dry_run:
        texts = {path: text for path, text in found.texts.items() if text is not None}
        write_files(opened.root, texts)
        remove_files(opened.root, [path for path, text in found.texts.items() if text is None])
    for path, text in sorted(found.texts.items()):
        is_new = path not in opened.register.files
        word = _("removed: {path}") if text is None else _("changed: {path}")
        tell(_("new: {path}") if is_new else word, path=path)
    click.echo(_closing(found, words, is_dry=dry_run))
    return 0


def _say(text: str) -> None:
    from promisetrack.output.escape import visible

    click.echo(visible(text), err=True)


def _refuse(found: Returned, words: Words) -> None:
    from promisetrack.diagnostic import say, say_n

    for one in (*found.faults, *found.conflicts):
        _say(_line(one, words))
    count = len(found.faults) + len(found.conflicts)
    told = say_n("{n} cell is to be mended", "{n} cells are to be mended", count)
    click.echo(words.text(say("nothing was changed: {told}", told=told)), err=True)


def _line(one: CellFault, words: Words) -> str:
    return f"{one.cell}: {words.text(one.message)} → {words.text(one.help)}"


def _closing(found: Returned, words: Words, *, is_dry: bool) -> str:
    from promisetrack.diagnostic import say, say_n

    if not found.texts:
        return words.text(say("nothing changed"))
    cells = say_n("{n} changed cell", "{n} changed cells", found.cells)
    rows = say_n("{n} new row", "{n} new rows", found.rows)
    files = (
        say_n("{n} file would change", "{n} files would change", len(found.texts))
        if is_dry
        else say_n("{n} file changed", "{n} files changed", len(found.texts))
    )
    return words.text(say("{cells}, {rows}: {files}", cells=cells, rows=rows, files=files))
