"""The report of a check in words, for someone who has never heard of git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.audit.verdict import closing
from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from promisetrack.audit.verdict import Report, Step

_MARKS: Final = {"verified": "✓", "refuted": "✗", "unknown": "?", "skipped": "–"}
_COLOURS: Final = {"verified": "32", "refuted": "31", "unknown": "33", "skipped": "2"}


def to_text(
    report: Report, site: str, text: Callable[[Message], str], *, has_colour: bool = False
) -> str:
    """Return the report: the verdict first, then each step, then what was not proved.

    `text` also makes safe for a terminal what strangers wrote into it.
    """

    def paint(words: str, code: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if has_colour else words

    lines = [paint(text(_headline(report, site)), f"1;{_COLOURS[report.verdict]}"), ""]
    for one in report.steps:
        mark = paint(_MARKS[one.result], _COLOURS[one.result])
        lines.append(f"  {mark} {text(_title(one))}")
        lines += [f"      {text(part)}" for part in (one.detail, *one.notes)]
    lines += ["", text(say("What this does not prove:"))]
    lines += [f"  - {text(part)}" for part in _unproved(report)]
    lines += ["", text(closing(report))]
    return "\n".join(lines) + "\n"


def _headline(report: Report, site: str) -> Message:
    if report.verdict == "verified":
        return say(
            "Verified: {site} is what was published, and nothing published was changed since.",
            site=site,
        )
    if report.verdict == "refuted":
        return say("Refuted: {site} is not what was published, or its past was changed.", site=site)
    return say("Could not check {site}: nothing wrong was found, but proof is missing.", site=site)


def _title(step: Step) -> Message:
    return _TITLES.get(step.name) or say("{name}", name=step.name)


_TITLES: Final = {
    "repository": say("Is the repository whole?"),
    "log": say("Does each publication follow the one before?"),
    "branch": say("Is what was published in the official branch?"),
    "pin": say("Is the log the one that was seen before?"),
    "witnesses": say("Do witnesses see the same log?"),
    "files": say("Are the site’s files those that were published?"),
    "rebuild": say("Does the same site come out when it is built again?"),
}


def _unproved(report: Report) -> Iterator[Message]:
    yield say("that what the site says is true: only that it was said, and when it was changed")
    if report.is_signed:
        yield say("who owns the keys that sign the publications")
    else:
        yield say("who published: the publications are not signed")
    if not report.has_pin and not report.witnesses:
        yield say(
            "that everybody is shown the same log: on a first visit, without a pin or a witness, "
            "nobody can know"
        )
    if not report.is_rebuilt:
        yield say("that the pages say what the data says: --rebuild proves that")
