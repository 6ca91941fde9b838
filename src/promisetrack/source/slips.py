"""Why a text cannot be read, and where: the common slips, told from the text around the mark.

A parser reports where it gave up, often lines after the slip, in words about indicators and
tokens. Here each rule looks at the lines around that place for one slip that people make. The
first rule that knows the slip names it; the last one can only say that the line is not understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import Fault, Position, Span, say
from promisetrack.source import slips_between as between
from promisetrack.source import slips_typed as typed
from promisetrack.source import slips_within as within
from promisetrack.source.trouble import Slip, Trouble, trouble_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from promisetrack.source.lines import Lines


def explain(lines: Lines, error: Exception, path: str) -> Fault:
    """Return the one fault that an exception of the parser is. Never raises."""
    trouble = trouble_of(lines, error)
    slip = next(found for rule in _RULES if (found := rule(trouble)) is not None)
    span = lines.whole(slip.number)
    if slip.column is not None:
        place = Position(span.start.line, slip.column + 1)
        span = Span(place, max(place, span.end))
    return Fault(slip.check, slip.message, slip.help, path, span)


def _unknown(trouble: Trouble) -> Slip:
    return Slip(
        say("this line cannot be understood here"),
        say(
            "every line is “name: value”, or “- value” in a list, or goes on with a text "
            "further to the right; look at this line and the one above"
        ),
        trouble.last,
    )


_RULES: tuple[Callable[[Trouble], Slip | None], ...] = (
    between.conflict,
    between.tab,
    between.directive,
    typed.no_break,
    typed.wide_colon,
    typed.bullet,
    within.blank_first,
    within.escape,
    within.open_quote,
    within.after_quote,
    within.first_sign,
    within.bracket,
    between.list_beside,
    within.colon,
    typed.glued_dash,
    between.deeper,
    between.glued_colon,
    between.dash,
    between.mixed,
    between.indentation,
    between.no_colon,
    _unknown,
)
