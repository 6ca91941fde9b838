"""Asking people at a terminal, or taking what a script says: the same questions for both.

A question has an option. What the option says is taken; what it does not say is asked for at a
terminal, where the command was called bare, and elsewhere it is missing: a script is never left
waiting for an answer that nobody can give.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import click

from promisetrack.cli.shell import words
from promisetrack.diagnostic import Message, say
from promisetrack.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

MANY = 24
"""So many choices are listed; of more, some letters are asked for."""

Reading: TypeAlias = "tuple[str | None, Message | None]"
"""What was read, or what is wrong with it."""


def at_terminal() -> bool:
    """Return whether somebody can be asked: input and messages are both a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


@dataclass
class Desk:
    """The questions of one command. `is_live`: there is somebody to answer.

    `is_bare`: no option was given, so that what may be left out is offered too.
    """

    is_bare: bool
    is_live: bool = field(default_factory=at_terminal)
    missing: list[str] = field(default_factory=list)

    def text(
        self,
        option: str,
        given: str | None,
        question: Message,
        *,
        default: str | None = None,
        read: Callable[[str], Reading] | None = None,
        is_required: bool = True,
        is_long: bool = False,
    ) -> str | None:
        """Return an answer in words; None where it may be left out, and is."""
        reader = read or _any
        if given is not None:
            return _taken(option, given, reader)
        if not self._may_ask(is_required=is_required):
            return self._absent(option, default, is_required=is_required)
        while True:
            answer = _long(question) if is_long else _line(question, default)
            if not answer and not is_required:
                return None
            value, wrong = reader(answer) if answer else (None, say("an answer is needed here"))
            if wrong is None:
                return value
            _show(wrong)

    def choice(
        self,
        option: str,
        given: str | None,
        question: Message,
        choices: Mapping[str, str],
        *,
        default: str | None = None,
        is_required: bool = True,
        also: Mapping[str, str] | None = None,
    ) -> str | None:
        """Return one of `choices` (id → words): by its number, its id or its words.

        `also` are more words, in their plain form (`labels.plain`), and what they mean.
        """

        def read(answer: str) -> Reading:
            return _also(answer, also or {}) or chosen_of(answer, choices)

        if given is None and choices and self._may_ask(is_required=is_required):
            _list(choices)
        offered = choices.get(default, default) if default is not None else None
        found = self.text(
            option, given, question, default=offered, read=read, is_required=is_required
        )
        return default if found is not None and found == offered else found

    def day(
        self, option: str, given: str | None, question: Message, *, today: date | None = None
    ) -> str | None:
        """Return a date as the model writes it; `today` is offered."""
        offered = today.isoformat() if today else None
        return self.text(
            option, given, question, default=offered, read=read_date, is_required=today is not None
        )

    def several(
        self,
        option: str,
        given: Sequence[str],
        question: Message,
        choices: Mapping[str, str],
    ) -> list[str]:
        """Return some of `choices`, none where nothing is said."""
        if given:
            return [_taken(option, one, lambda word: chosen_of(word, choices)) for one in given]
        if not choices or not self._may_ask(is_required=False):
            return []
        _list(choices)
        while True:
            answer = _line(question, None)
            pairs = [chosen_of(one, choices) for one in re.split(r"[,; ]+", answer) if one]
            wrong = next((message for _, message in pairs if message is not None), None)
            if wrong is None:
                return [value for value, _ in pairs if value is not None]
            _show(wrong)

    def agrees(self, question: Message) -> bool:
        """Return whether somebody says yes; nobody there says yes."""
        if not self.is_live:
            return False
        answer = _line(say("{question} (yes or no)", question=question), None).casefold()
        return answer[:1] in ("y", "o")

    def finish(self) -> None:
        """Refuse to go on (exit 2) where options are missing."""
        if self.missing:
            raise UsageFault(
                say("these options are missing: {options}", options=", ".join(self.missing)),
                say("at a terminal they are asked for; “--help” says what each one is"),
            )

    def _may_ask(self, *, is_required: bool) -> bool:
        return self.is_live and (is_required or self.is_bare)

    def _absent(self, option: str, default: str | None, *, is_required: bool) -> str | None:
        if default is None and is_required:
            self.missing.append(option)
        return default if is_required else None


def chosen_of(answer: str, choices: Mapping[str, str]) -> Reading:
    """Return the choice that an answer means, or what is wrong with it."""
    from promisetrack.source.labels import plain

    names = list(choices)
    if answer in choices:
        return answer, None
    if answer.isdecimal() and 1 <= int(answer) <= len(names):
        return names[int(answer) - 1], None
    wanted = plain(answer)
    exact = [one for one in names if wanted and wanted in (plain(one), plain(choices[one]))]
    near = exact or [one for one in names if wanted and wanted in plain(f"{one} {choices[one]}")]
    if len(near) == 1:
        return near[0], None
    if near:
        known = ", ".join(near[:MANY])
        return None, say("“{answer}” may be one of these: {words}", answer=answer, words=known)
    known = ", ".join(names[:MANY]) + ("…" if len(names) > MANY else "")
    return None, say("“{answer}” is none of these: {words}", answer=answer, words=known)


def _also(answer: str, known: Mapping[str, str]) -> Reading | None:
    from promisetrack.source.labels import plain

    meant = known.get(plain(answer))
    return (meant, None) if meant else None


def read_date(answer: str) -> Reading:
    """Read a date as people write it; one that may mean two days is refused."""
    from promisetrack.model.dates import ONGOING, parse_date
    from promisetrack.source.dates import meant_dates

    if answer == ONGOING or parse_date(answer):
        return answer, None
    meant = meant_dates(answer)
    if len(meant) == 1:
        return meant[0], None
    if meant:
        both = ", ".join(meant)
        return None, say("“{answer}” may be one of these: {words}", answer=answer, words=both)
    return None, say("“{answer}” is no date; write it as 2026-03-31", answer=answer)


def read_number(low: int, high: int) -> Callable[[str], Reading]:
    """Return a reader of whole numbers between two limits, a percent sign allowed."""

    def read(answer: str) -> Reading:
        digits = answer.replace("%", "").strip()
        if digits.isdecimal() and low <= int(digits) <= high:
            return digits, None
        return None, say("write a number from {low} to {high}", low=low, high=high)

    return read


def read_id(answer: str) -> Reading:
    """Read an id: small letters, digits and hyphens."""
    from promisetrack.model.forms import ID_LENGTH, PATTERNS, RESERVED

    is_id = re.fullmatch(PATTERNS["id"], answer) and len(answer) <= ID_LENGTH
    if is_id and answer not in RESERVED:
        return answer, None
    return None, say(
        "“{answer}” is no id: small letters without accents, digits and hyphens", answer=answer
    )


def read_url(answer: str) -> Reading:
    """Read a web address."""
    if re.match(r"https?://[^\s/]+\.[^\s/]+", answer) and not re.search(r"\s", answer):
        return answer, None
    return None, say("“{answer}” is no address; it begins with https://", answer=answer)


def _any(answer: str) -> Reading:
    return answer.strip(), None


def _taken(option: str, given: str, read: Callable[[str], Reading]) -> str:
    value, wrong = read(given)
    if wrong is not None or value is None:
        raise UsageFault(
            say("{option}: {wrong}", option=option, wrong=wrong or say("an answer is needed here"))
        )
    return value


def _list(choices: Mapping[str, str]) -> None:
    if len(choices) > MANY:
        count = say("there are {count}; some letters of the name are enough", count=len(choices))
        click.echo(f"  {words().text(count)}", err=True)
        return
    for number, (name, label) in enumerate(choices.items(), start=1):
        shown = label if label and label != name else name
        click.echo(f"  {number:>2}  {shown}", err=True)


def _line(question: Message, default: str | None) -> str:
    offered = f" [{default}]" if default else ""
    click.echo(f"{words().text(question)}{offered} > ", err=True, nl=False)
    return _typed().strip() or (default or "")


def _long(question: Message) -> str:
    """Read lines until an empty one."""
    hint = words().text(say("end with an empty line"))
    click.echo(f"{words().text(question)} ({hint})", err=True)
    lines: list[str] = []
    while True:
        click.echo("> ", err=True, nl=False)
        line = _typed().rstrip()
        if not line:
            return "\n".join(lines)
        lines.append(line)


def _typed() -> str:
    line = sys.stdin.readline()
    if not line:
        raise click.Abort
    return line


def _show(wrong: Message) -> None:
    click.echo(f"  {words().text(wrong)}", err=True)
