"""Which version a day or a name means, and on which day a version was made."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Final

from promisetrack.cli.past import published
from promisetrack.cli.versions import tracker_at
from promisetrack.diagnostic import say
from promisetrack.errors import UsageFault

if TYPE_CHECKING:
    from promisetrack.edges.git import CommitText, Repository

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def point(repository: Repository, at: str | None) -> tuple[str, date | None]:
    """Return the commit that a version or a day names, and the day on which it is judged.

    A day means the last commit of the main line dated on or before it, in the tracker's zone.
    Without `at` it is HEAD, and no day.
    """
    head = repository.head()
    if at is None:
        return head, None
    if not _DAY.fullmatch(at):
        commit = repository.resolve(at)
        return commit, day_of(next(iter(repository.commit_texts([commit]))), zone(repository, head))
    from promisetrack.cli.tracker import asked_day

    day = asked_day(at)
    return _last_on(repository, head, day), day


def _last_on(repository: Repository, head: str, day: date) -> str:
    from promisetrack.edges.mainline import main_line

    steps = main_line(repository, head, published(repository, tracker_at(repository, head)))
    place = zone(repository, head)
    texts = repository.commit_texts(step.line.id for step in reversed(steps))
    for text in texts:
        dated = day_of(text, place)
        if dated is not None and dated <= day:
            return text.id
    raise UsageFault(
        say("nothing was committed on or before {day}", day=day.isoformat()),
        say("“git log --first-parent” shows the days of the versions"),
    )


def day_of(text: CommitText, place: tzinfo) -> date | None:
    """Return the day of a commit in a zone; None where it claims a day that no calendar has."""
    if text.seconds is None:
        return None
    try:
        return datetime.fromtimestamp(text.seconds, place).date()
    except (OverflowError, OSError, ValueError):
        return None


def zone(repository: Repository, commit: str) -> tzinfo:
    """Return the time zone of the tracker as of a commit; UTC where it names none that is known."""
    from promisetrack.edges.moves import seen_at
    from promisetrack.words.zones import zone_of

    return zone_of(tracker_at(seen_at(repository, commit), commit).get("timezone"))
