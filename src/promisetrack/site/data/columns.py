"""The columns that tables share, and how they are read from what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import say
from promisetrack.site.data.tables import (
    Column,
    documented,
    iso_day,
    original,
    text_in,
    written_date,
)
from promisetrack.site.urls import Addresses, absolute

if TYPE_CHECKING:
    from collections.abc import Callable

    from promisetrack.model.base import Record
    from promisetrack.site.fields import Fields
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Milestone, Promise


@dataclass(frozen=True, slots=True)
class Line:
    """What a line is about, with the language of its plain texts.

    `commitment` and `milestone` are set where the line belongs to them.
    """

    fields: Fields
    source: str
    plan: str
    commitment: Promise | None = None
    milestone: Milestone | None = None


PLAN: Column[Line] = Column(
    "plan", say("Plan"), say("The id of the plan that it belongs to."), lambda line: line.plan
)
COMMITMENT: Column[Line] = Column(
    "commitment",
    say("Commitment"),
    say("The id of the commitment that it belongs to; empty for what belongs to the plan."),
    lambda line: line.commitment.id if line.commitment else "",
)
LAST_DAY: Column[Line] = Column(
    "due_end",
    say("Last day of the deadline"),
    say("The last day that the deadline means, YYYY-MM-DD; empty where it means none."),
    lambda line: iso_day(line.fields.raw("due")),
    "date",
)
COUNTS: tuple[Column[Line], ...] = (
    Column(
        "milestones",
        say("Milestones"),
        say("How many milestones it has."),
        lambda line: len(promise_of(line).milestones),
        "integer",
    ),
    Column(
        "milestones_done",
        say("Milestones done"),
        say("How many of them are done, as the body in charge says."),
        lambda line: sum(one.standing.phase == "done" for one in promise_of(line).milestones),
        "integer",
    ),
    Column(
        "evidence",
        say("Evidence"),
        say("How many pieces of evidence it has."),
        lambda line: len(promise_of(line).evidence),
        "integer",
    ),
)
OTHERS: tuple[Column[Line], ...] = (
    Column(
        "assessed_by",
        say("Assessed by"),
        say("Whose assessment of the whole commitment is the newest: the id of an organisation."),
        lambda line: (found := promise_of(line).independent) and found.by,
    ),
    Column(
        "assessed_on",
        say("Assessed on"),
        say("The last day that the date of that assessment means, YYYY-MM-DD."),
        lambda line: (found := promise_of(line).independent) and found.day,
        "date",
    ),
    Column(
        "assessed_scheme",
        say("Scale of the assessment"),
        say("The id of the scale on which it was rated."),
        lambda line: (found := promise_of(line).independent) and found.fields.string("scheme"),
    ),
    Column(
        "assessed_rating",
        say("Rating"),
        say("The rating on that scale, in its dimension of completion."),
        lambda line: (found := promise_of(line).independent) and found.rating and found.rating.id,
    ),
    Column(
        "assessed_phase",
        say("Phase of the rating"),
        say("The phase that the rating means, to set beside the official one."),
        lambda line: (
            (found := promise_of(line).independent) and found.rating and found.rating.phase
        ),
    ),
)


def phase(value: Callable[[Line], object]) -> Column[Line]:
    """Return the column of the phase."""
    return Column(
        "phase",
        say("Phase"),
        say("unknown, waiting, moving, done, partial, stopped or declined: what the status means."),
        value,
    )


def overdue(value: Callable[[Line], object]) -> Column[Line]:
    """Return the column that says what is late."""
    return Column(
        "overdue",
        say("Overdue"),
        say("Whether the last day of the deadline has passed while it is not done."),
        value,
        "boolean",
    )


def page(site: Site) -> Column[Line]:
    """Return the column of the address of the commitment's page."""
    addresses, base = Addresses(site.languages[0]), site.options.base_url
    return Column(
        "page",
        say("Page"),
        say("Its page on the site: a public address, or one from the root of the site."),
        lambda line: absolute(base, addresses.commitment(promise_of(line).id)),
    )


def titles(site: Site, record: type[Record]) -> tuple[Column[Line], ...]:
    """Return the title as it was written, then in each language of the site."""
    written = documented(record, "title", originals("title"))
    return (written, *(_title_in(language) for language in site.languages))


def _title_in(language: str) -> Column[Line]:
    return Column(
        f"title_{language}",
        say("Title in one language ({language})", language=language),
        say("The title where it is known in that language; otherwise empty."),
        lambda line: text_in(line.fields.raw("title"), language, line.source),
    )


def keys(
    record: type[Record], read: Callable[[str], Callable[[Line], object]], *, type_: str = "string"
) -> Callable[..., tuple[Column[Line], ...]]:
    """Return a maker of columns that hold keys of a record as `read` reads them."""
    return lambda *names: tuple(documented(record, one, read(one), type_=type_) for one in names)


def string(name: str) -> Callable[[Line], object]:
    """Read a line of text; of a text in languages, the original."""
    return lambda line: _stated(line, name)


def _stated(line: Line, name: str) -> object:
    """A status that is not written is `unknown`, as everywhere; texts are the original ones."""
    if name == "status" and line.commitment:
        return (line.milestone or line.commitment).standing.id
    value = line.fields.raw(name)
    return original(value, line.source) if isinstance(value, dict) else line.fields.string(name)


def originals(name: str) -> Callable[[Line], object]:
    """Read a text in the language in which it was written."""
    return lambda line: original(line.fields.raw(name), line.source)


def written(name: str) -> Callable[[Line], object]:
    """Read a date as it was written."""
    return lambda line: written_date(line.fields.raw(name))


def number(name: str) -> Callable[[Line], object]:
    """Read a number."""
    return lambda line: line.fields.number(name)


def listed(name: str) -> Callable[[Line], object]:
    """Read a list of words."""
    return lambda line: "; ".join(line.fields.strings(name))


def promise_of(line: Line) -> Any:
    """Return the commitment of a line; those of the first table always have one."""
    return line.commitment
