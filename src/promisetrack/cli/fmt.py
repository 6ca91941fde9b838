"""`promisetrack fmt`: one canonical layout for every file, comments kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words
from promisetrack.diagnostic import say, say_n

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.diagnostic import Fault
    from promisetrack.files import SourceFile

DIFFERENT = 1
_RECORDS = ("tracker", "organisation", "theme", "place", "plan", "commitment", "assessment")


@click.command(cls=Command, help=_("Bring files into one layout; what they say stays the same."))
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option(
    "--check",
    "is_check",
    is_flag=True,
    help=_("Write nothing; exit with 1 where a file differs."),
)
@click.pass_obj
def fmt(session: Session, /, paths: tuple[str, ...], *, is_check: bool) -> int:
    """Lay out the files of the working tree; one that cannot be read is left alone."""
    from promisetrack.cli.tracker import find, prefix_of, selected
    from promisetrack.edges.checkout import ended_by_checkout
    from promisetrack.edges.disk import read_tree
    from promisetrack.edges.drafts import write

    root = find(session)
    wanted = selected(paths, root)
    prefix = prefix_of(root)
    files = [one for one in read_tree(root) if _is_wanted(one.path, wanted)]
    drafts, unread = _laid_out(files, ended_by_checkout(root, files))
    if not is_check:
        write(root, drafts)
    for path, _old, _new in drafts:
        changes = say("would change: {path}", path=f"{prefix}{path}")
        changed = say("changed: {path}", path=f"{prefix}{path}")
        click.echo(words().text(changes if is_check else changed))
    for fault in unread:
        _tell(fault, prefix)
    if not session.quiet:
        _close(len(drafts), len(unread), is_check=is_check)
    return DIFFERENT if unread or (is_check and drafts) else 0


def _laid_out(
    files: Iterable[SourceFile], ended: frozenset[str]
) -> tuple[list[tuple[str, bytes, bytes]], list[Fault]]:
    from promisetrack.diagnostic import Fault
    from promisetrack.files import EXECUTABLE, REGULAR
    from promisetrack.register.layout import classify
    from promisetrack.source.format import NotKeptError, formatted

    drafts: list[tuple[str, bytes, bytes]] = []
    unread: list[Fault] = []
    for file in files:
        role = classify(file.path).role
        if role not in _RECORDS or file.mode not in (REGULAR, EXECUTABLE):
            continue
        try:
            text, faults = formatted(file.content, role, file.path)
        except NotKeptError:
            message = say("this file cannot be laid out without changing what it says")
            text, faults = None, (Fault("yaml-syntax", message, None, file.path),)
        if text is None:
            unread.extend(faults[:1])
            continue
        # line ends that the checkout made stay: git keeps others
        new = (text.replace("\n", "\r\n") if file.path in ended else text).encode("utf-8")
        if new != file.content:
            drafts.append((file.path, file.content, new))
    return drafts, unread


def _is_wanted(path: str, wanted: tuple[str, ...] | None) -> bool:
    return wanted is None or any(
        path == one or path.startswith(f"{one}/") or one == "." for one in wanted
    )


def _tell(fault: Fault, prefix: str) -> None:
    from promisetrack.output.escape import visible

    where = f"{prefix}{fault.path}:{fault.span.start.line}:{fault.span.start.column}"
    click.echo(f"{visible(where)}: {visible(words().text(fault.message))}", err=True)
    left = words().text(say("this file is left as it is; “promisetrack check” says how to mend it"))
    click.echo(f"  {left}", err=True)


def _close(changed: int, unread: int, *, is_check: bool) -> None:
    if not changed and not unread:
        message = say("every file has the canonical layout")
    elif is_check:
        message = say_n("{n} file would change", "{n} files would change", changed)
    else:
        message = say_n("{n} file changed", "{n} files changed", changed)
    click.echo(words().text(message), err=True)
