"""From a record and a place in it to a file, a line and a column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from promisetrack.diagnostic import Diagnostic, Related
from promisetrack.model.routes import keys, natural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from promisetrack.checks.catalogue import Check
    from promisetrack.checks.reading import At, Beside, Finding
    from promisetrack.checks.world import World
    from promisetrack.diagnostic import Fault, Level, Route
    from promisetrack.register.register import Entry


@dataclass(frozen=True)
class Placer:
    """Turns findings and faults into diagnostics with code, level, record, route and span."""

    world: World
    levels: Mapping[str, Level]
    checks: Mapping[str, Check]

    @cached_property
    def _known(self) -> dict[tuple[int, str | None], tuple[str | int, ...]]:
        return {}

    def _names(self, items: Sequence[object], name: str | None) -> tuple[str | int, ...]:
        """Return the keys of a list, made once: the register holds it and nothing changes it."""
        place = (id(items), name)
        if place not in self._known:
            self._known[place] = keys(items, name)
        return self._known[place]

    def finding(self, name: str, found: Finding) -> Diagnostic:
        """Return what a check found as a diagnostic."""
        route = natural(found.entry.data, found.at, names=self._names)
        register, at = self.world.register, tuple(found.at)
        path, span = register.place_at(found.entry, at, on=found.on)
        if found.piece is not None:
            span = register.place_within(found.entry, at, *found.piece) or span
        return Diagnostic(
            check=name,
            code=self.checks[name].code,
            level=self.levels[name],
            message=found.message,
            help=found.help,
            path=path,
            record=found.entry.id or None,
            route=route,
            start=span.start,
            end=span.end,
            related=tuple(self._related(one) for one in found.beside),
        )

    def fault(self, fault: Fault) -> Diagnostic:
        """Return what reading found as a diagnostic, with the record that it lies in."""
        entry, route = self._owner(fault.path, fault.at)
        return Diagnostic(
            check=fault.check,
            code=self.checks[fault.check].code,
            level=self.levels[fault.check],
            message=fault.message,
            help=fault.help,
            path=fault.path,
            record=entry.id if entry else None,
            route=route,
            start=fault.span.start,
            end=fault.span.end,
            related=fault.related,
        )

    def _related(self, beside: Beside) -> Related:
        path, span = self.world.register.place_at(beside.entry, tuple(beside.at))
        return Related(path, span.start, beside.label)

    def _owner(self, path: str, at: At) -> tuple[Entry | None, Route]:
        for entry in self._entries.get(path, ()):
            if at[: len(entry.at)] == entry.at:
                return entry, natural(entry.data, at[len(entry.at) :], names=self._names)
        if path in self._assessed:
            entry, first = self._assessed[path]
            inside = at
            if at and isinstance(at[0], int):
                inside = ("assessments", first + at[0], *at[1:])
            return entry, natural(entry.data, inside, names=self._names)
        return None, at

    @cached_property
    def _entries(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        register = self.world.register
        for entry in (*register.entries, *register.glimpsed):
            found.setdefault(entry.path, []).append(entry)
        return found

    @cached_property
    def _assessed(self) -> Mapping[str, tuple[Entry, int]]:
        """Each file of assessments: its commitment, and where in the merged list it begins."""
        found: dict[str, tuple[Entry, int]] = {}
        for entry in self.world.register.entries:
            merged = entry.data.get("assessments")
            index = len(merged) if isinstance(merged, list | tuple) else 0
            index -= sum(count for _, count in entry.assessment_files)
            for path, count in entry.assessment_files:
                found[path] = (entry, index)
                index += count
        return found
