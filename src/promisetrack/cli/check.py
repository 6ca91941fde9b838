"""`promisetrack check`: everything that is wrong, with its place and its remedy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from promisetrack.cli.tracker import Opened
    from promisetrack.diagnostic import Diagnostic
    from promisetrack.output.report_html import Change

FINDINGS = 1
FORMATS = ("text", "json", "github", "gitlab", "sarif", "markdown", "html")
MODULES = {"html": "report_html"}
"""The renderers whose modules have another name than their format."""


@click.command(cls=Command, help=_("Find everything that is wrong, and say how to mend it."))
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option(
    "--base",
    metavar="REV",
    help=_("Also judge what changed since this version, by the rules that it had."),
)
@click.option("--fix", is_flag=True, help=_("First mend what is certain, and say what was done."))
@click.option("--today", metavar="DATE", help=_("Judge as on this day; default: today."))
@click.option("--strict", is_flag=True, help=_("Fail on warnings too."))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help=_("How to print what was found."),
)
@click.pass_obj
def check(
    session: Session,
    paths: tuple[str, ...],
    *,
    base: str | None,
    fix: bool,
    today: str | None,
    strict: bool,
    form: str,
) -> int:
    """Check the working tree; without `--base` this needs no git."""
    from promisetrack.checks.runner import run
    from promisetrack.cli.proposal import clone_facts, proposed
    from promisetrack.cli.tracker import asked_day, open_tree, selected
    from promisetrack.edges.checkout import ended_by_checkout

    if fix:
        from promisetrack.cli.mending import fix_files

        fix_files(session, paths)
    change = None if base is None else proposed(session, base)
    opened = change.opened if change else open_tree(session)
    day = asked_day(today, opened.register)
    wanted = selected(paths, opened.root)
    found = run(
        opened.register,
        today=day,
        proposal=change.proposal if change else None,
        facts=replace(
            change.facts if change else clone_facts(opened.root),
            ended_by_checkout=ended_by_checkout(opened.root, opened.register.files.values()),
        ),
    )
    shown = tuple(one for one in found if _is_wanted(one.path, wanted))
    text = show(shown, opened, form=form, day=day.isoformat(), session=session, base=base)
    click.echo(text, nl=False)
    return FINDINGS if fails(shown, is_strict=strict) else 0


def fails(found: Sequence[Diagnostic], *, is_strict: bool) -> bool:
    """Return whether an unsuppressed error, or with `is_strict` a warning, remains."""
    levels = {"error", "warning"} if is_strict else {"error"}
    return any(one.level in levels and one.suppressed is None for one in found)


def show(
    found: Sequence[Diagnostic],
    opened: Opened,
    *,
    form: str,
    day: str,
    session: Session,
    base: str | None = None,
) -> str:
    """Return the findings in one of the formats; HTML also tells what changed since `base`."""
    import importlib

    from promisetrack.output.sources import texts
    from promisetrack.output.summary import summarise

    renderer = importlib.import_module(f"promisetrack.output.{MODULES.get(form, form)}")
    sources, prefix = texts(found, opened.register.files), opened.prefix
    if prefix and any(one.path.startswith("/") for one in found):
        found = [_from_root(one, prefix) for one in found]
        sources, prefix = {f"{prefix}{path}": text for path, text in sources.items()}, ""
    text: str = renderer.render(
        found,
        words=words(),
        summary=summarise(found, files=_count(opened)),
        sources=sources,
        prefix=prefix,
        today=day,
        tracker=str(opened.root),
        colour=session.colour,
        **({} if base is None or form != "html" else {"change": _meaning(opened.root, base)}),
    )
    return text


def _meaning(root: Path, base: str) -> Change:
    """Return what the commits since `base` mean for promises."""
    from promisetrack.cli.past import fork_point, names_at, read_change
    from promisetrack.cli.sources import repository
    from promisetrack.output.report_html import Change

    repo = repository(root)
    newer = repo.head()
    found = read_change(repo, fork_point(repo, repo.resolve(base), newer), newer)
    return Change(found.commitments, found.tracker, names_at(repo, newer))


def _from_root(one: Diagnostic, prefix: str) -> Diagnostic:
    """Return a finding with paths from the repository's root; `/` leads out of the tracker."""
    related = tuple(replace(other, path=f"{prefix}{other.path}") for other in one.related)
    path = one.path[1:] if one.path.startswith("/") else f"{prefix}{one.path}"
    return replace(one, path=path, related=related)


def _count(opened: Opened) -> int:
    """Return how many files hold, or should hold, records."""
    return sum(path.endswith(".yaml") for path in opened.register.files)


def _is_wanted(path: str, wanted: tuple[str, ...] | None) -> bool:
    return wanted is None or any(
        path == one or path.startswith(f"{one}/") or one == "." for one in wanted
    )
