"""What is due, organisation by organisation, for a terminal and as Markdown for an issue."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from promisetrack.diagnostic import Message, say, say_n
from promisetrack.output.escape import visible
from promisetrack.output.markdown import safe
from promisetrack.words.dates import relative, show_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from promisetrack.history.names import Names
    from promisetrack.output.due import Due

_LONGEST = 100
"""Signs of a question or title that stand in one line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is due, as seen from one day, in the reader's language."""

    items: Sequence[Due]
    names: Names
    today: date
    until: date
    colour: bool = False

    def text(self) -> str:
        """Return it for a terminal."""
        lines: list[str] = []
        for name, items in self._groups():
            lines += [self._bold(visible(name))]
            for head, some in self._parts(items):
                lines.append(f"  {head}")
                lines += [f"    {self._line(one)}" for one in some]
            lines.append("")
        return "\n".join([*lines, self._sum(), ""])

    def markdown(self) -> str:
        """Return it as a list of tasks, ready for an issue."""
        title = self._say(say("What must be reported, as on {day}", day=self._day(self.today)))
        lines = [f"### {safe(title)}", "", safe(self._sum()), ""]
        for name, items in self._groups():
            lines += [f"#### {safe(visible(name))}", ""]
            for head, some in self._parts(items):
                lines += [f"**{safe(head)}**", ""]
                lines += [f"- [ ] {safe(self._line(one))}" for one in some]
                lines.append("")
        return "\n".join(lines)

    def _groups(self) -> Iterator[tuple[str, list[Due]]]:
        nobody = self._say(say("Nobody is named"))
        named = sorted(
            (not one.by, self.names.organisation(one.by) if one.by else nobody, index)
            for index, one in enumerate(self.items)
        )
        for (_, name), keys in groupby(named, key=lambda one: one[:2]):
            yield name, [self.items[index] for _, _, index in keys]

    def _parts(self, items: Sequence[Due]) -> Iterator[tuple[str, list[Due]]]:
        late = [one for one in items if one.day < self.today]
        coming = [one for one in items if one.day >= self.today]
        if late:
            yield self._say(say("Late")), late
        if coming:
            yield self._say(say("Until {day}", day=self._day(self.until))), coming

    def _line(self, one: Due) -> str:
        title = _short(self.names.text(one.entry.data.get("title")))
        record = f"{title} ({one.entry.id})" if title else one.entry.id
        what = self._say(self._what(one))
        return visible(self._say(say("{record}: {what}", record=record, what=what)))

    def _what(self, one: Due) -> Message:
        when = say(
            "{day} ({from_today})",
            day=show_date(one.when, self.names.language),
            from_today=relative(one.day, self.today, self.names.language),
        )
        what = _short(self.names.text(one.what))
        if one.kind == "missing":
            return say_n(
                "{n} commitment without a report for the period that ended {when}",
                "{n} commitments without a report for the period that ended {when}",
                one.count,
                when=when,
            )
        return {
            "deadline": say("deadline {when}", when=when),
            "milestone": say("milestone “{what}”, deadline {when}", what=what, when=when),
            "report": say("a report, at the latest {when}", when=when),
            "answer": say("the answer to the request, at the latest {when}", when=when),
            "question": say("the answer to “{what}”, at the latest {when}", what=what, when=when),
            "period": say("the report of the plan for the period that ends {when}", when=when),
        }[one.kind]

    def _sum(self) -> str:
        if not self.items:
            return self._say(say("nothing is due until {day}", day=self._day(self.until)))
        late = sum(one.day < self.today for one in self.items)
        things = say_n("{n} thing to report", "{n} things to report", len(self.items))
        return self._say(
            say_n(
                "{things}, of which {n} is late",
                "{things}, of which {n} are late",
                late,
                things=things,
            )
        )

    def _day(self, day: date) -> str:
        return show_date(day, self.names.language)

    def _say(self, message: Message) -> str:
        return self.names.words.text(message)

    def _bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
