"""The formats that can be imported, and what an import would change in a tracker.

A format is a module that calls itself so: one that has `FORMAT` and `convert`. Nothing here
reads or writes a disk.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import promisetrack.exchange as package
from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError, UsageFault
from promisetrack.exchange.imported import Imported, Request
from promisetrack.exchange.merge import is_wholly_made, merged
from promisetrack.source import edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Importer(Protocol):
    """Turns the texts of a source's files (path -> text) into the files of a tracker."""

    def __call__(self, files: Mapping[str, str], request: Request) -> Imported: ...


@dataclass(frozen=True, slots=True)
class Change:
    """A file that an import writes: `old` is None where there was none, `new` where it goes."""

    path: str
    old: str | None
    new: str | None


def importers() -> Mapping[str, Importer]:
    """Return every importer by the name of its format, sorted."""
    found: dict[str, Importer] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if hasattr(module, "FORMAT") and hasattr(module, "convert"):
            found[module.FORMAT] = module.convert
    return dict(sorted(found.items()))


def run_import(
    format: str,  # noqa: A002 - the word of the command line
    source_files: Mapping[str, bytes],
    *,
    plan: str,
    select: str | None = None,
    detail: bytes | None = None,
    existing: Mapping[str, str],
) -> tuple[Change, ...]:
    """Return the files that importing the source would write, in order of their paths.

    `existing` holds the present texts of the tracker's files by path. Raises UsageFault for an
    unknown format or a source that is not of that format, PromisetrackError where a present
    file cannot be read.
    """
    known = importers()
    if format not in known:
        raise UsageFault(
            say("there is no format “{format}”", format=format),
            say("the formats are: {formats}", formats=", ".join(sorted({*known, "xlsx"}))),
        )
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", plan) or len(plan) > 64:
        raise UsageFault(
            say("“{plan}” cannot be the id of a plan", plan=plan),
            say("use small letters without accents, digits and single hyphens"),
        )
    texts = {path: _text(path, content) for path, content in source_files.items()}
    table = None if detail is None else _text("--detail", detail)
    imported = known[format](texts, Request(plan, select, table, existing))
    return plan_changes(imported, existing)


def plan_changes(imported: Imported, existing: Mapping[str, str]) -> tuple[Change, ...]:
    """Return the files that differ from what is there, hand-made additions and comments kept.

    The file of a commitment that the source no longer has goes, unless somebody worked on it.
    """
    changes = [Change(path, existing[path], None) for path in _dropped(imported, existing)]
    for path, data in sorted(imported.files.items()):
        old = existing.get(path)
        new = edit.dump_new(data) if old is None else _brought_up(path, old, data, imported)
        if new != old:
            changes.append(Change(path, old, new))
    return tuple(sorted(changes, key=lambda one: one.path))


def _dropped(imported: Imported, existing: Mapping[str, str]) -> Iterator[str]:
    """Yield the files of commitments that only the importer wrote and the source dropped."""
    for path, text in existing.items():
        stem, _, rest = path.removeprefix(f"commitments/{imported.plan}/").partition(".")
        if path in imported.files or path == stem or "/" in stem or rest != "yaml":
            continue
        beside = f"commitments/{imported.plan}/{stem}.assessments/"
        if not any(one.startswith(beside) for one in existing) and _is_untouched(text, imported):
            yield path


def _is_untouched(text: str, imported: Imported) -> bool:
    """Tell whether a file is as the importer left it, also its layout: no comment, no addition."""
    try:
        data = edit.plain_data(text)
    except PromisetrackError:
        return False
    is_own = isinstance(data, dict) and is_wholly_made(data, imported.owner)
    return is_own and edit.dump_new(data) == text  # type: ignore[arg-type] # a dict, see above


def _brought_up(path: str, old: str, data: object, imported: Imported) -> str:
    try:
        present = edit.plain_data(old)
        if present is None:
            present = [] if isinstance(data, list) else {}
        return edit.rewrite(old, merged(present, data, imported.owner))
    except PromisetrackError as problem:
        raise PromisetrackError(
            say("{path}: {problem}", path=path, problem=problem.message), problem.help
        ) from problem


def _text(path: str, content: bytes) -> str:
    """Return a file's text; files that are no text at all (pictures beside the data) are empty."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        if path.endswith((".md", ".yaml", ".csv")) or path == "--detail":
            raise UsageFault(
                say("{path} is not UTF-8 text", path=path),
                say("save it as UTF-8 and try again"),
            ) from None
        return ""
