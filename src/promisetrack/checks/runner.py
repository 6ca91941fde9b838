"""Running the checks: from findings and the reader's faults to sorted diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks import settings
from promisetrack.checks.catalogue import checks
from promisetrack.checks.placing import Placer
from promisetrack.checks.unread import Unread
from promisetrack.checks.world import World
from promisetrack.source.wording import other_form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from promisetrack.checks.catalogue import Check
    from promisetrack.checks.facts import Facts
    from promisetrack.checks.proposal import Proposal
    from promisetrack.diagnostic import Diagnostic, Position
    from promisetrack.register.register import Register


_FORM: Final = "wrong-type"
_VAGUE: Final = other_form("").text
_UNKNOWN: Final = frozenset(
    {"unknown-decision", "unknown-evidence", "unknown-organisation", "unknown-place"}
    | {"unknown-milestone", "unknown-related", "unknown-theme", "unknown-value"}
)
"""Checks that say what a word should have been: more than that it has not the form of an id."""


def run(
    register: Register,
    *,
    today: date,
    only: Collection[str] | None = None,
    proposal: Proposal | None = None,
    facts: Facts | None = None,
) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong with a register on the day `today`.

    `only` names the checks to run; None means all. `proposal` is the change that led to this
    register: it is judged by the rules of its base. `facts` tell of the repository. The result is
    sorted by path, line, column and code; what the tracker suppresses is in it, with the reason.
    """
    known = checks()
    wanted = {name: check for name, check in known.items() if only is None or name in only}
    world = World(register, today, frozenset(known), proposal, facts)
    placer = Placer(world, settings.levels(world, known), known)
    asked = tuple(one for one in settings.suppressions(world) if one.check in wanted)
    found = settings.apply(_once(_all(world, wanted, placer)), asked)
    if settings.UNUSED in wanted:
        unused = settings.idle(world, found, wanted)
        found += [placer.finding(settings.UNUSED, settings.unused(one)) for one in unused]
    return tuple(sorted(set(found), key=_order))


def _all(world: World, wanted: dict[str, Check], placer: Placer) -> Iterator[Diagnostic]:
    for fault in world.register.faults:
        if fault.check in wanted:
            yield placer.fault(fault)
    unread = Unread(world.register)
    for name, check in wanted.items() if unread.has_settings else ():
        for finding in check.find(world) if check.find else ():
            if not unread.hides(check, finding):
                yield placer.finding(name, finding)


def _once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings, of two at one value the one that says more.

    Where a name is unknown, that it has not the form of an id says nothing new; where a list
    should stand, what stands there is no name.
    """
    held = tuple(found)
    unknown = {_place(one) for one in held if one.check in _UNKNOWN}
    wrong = {_place(one) for one in held if one.check == _FORM and one.message.text != _VAGUE}
    for one in held:
        is_vague = one.check == _FORM and one.message.text == _VAGUE
        is_beside = one.check in _UNKNOWN and _place(one) in wrong
        if not (is_beside or (is_vague and _place(one) in unknown)):
            yield one


def _place(one: Diagnostic) -> tuple[str, Position, Position]:
    return one.path, one.start, one.end


def _order(one: Diagnostic) -> tuple[str, int, int, str, str, str]:
    where = one.start
    return one.path, where.line, where.column, one.code, one.message.text, repr(one.message.values)
