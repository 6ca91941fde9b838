"""Asking people at a terminal, or taking what a script says: the same questions for both.

A question has an option. What the option says is taken; what it does not say is asked for at a
terminal, where the command was called bare, and elsewhere it is missing: a script is never left
waiting for an answer that nobody can give. What was answered is kept, so that somebody who stops,
or whom the checks stop, can go on with the same answers.
"""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import click

from promisetrack.cli.answers import MANY, any_text, chosen_of, meant, read_date
from promisetrack.cli.shell import ARGUMENTS, INTERRUPTED, words
from promisetrack.diagnostic import Message, say
from promisetrack.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from promisetrack.cli.answers import Reading


def at_terminal() -> bool:
    """Return whether somebody can be asked: input and messages are both a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


@dataclass
class Desk:
    """The questions of one command. `is_live`: there is somebody to answer.

    `is_bare`: no option was given, so that what may be left out is offered too. `said` are the
    answers so far: the option, or the argument in capitals, and its value. `begun` is the answer
    of several lines that is being typed. Who leaves at any moment before `end` is told that
    nothing was written, and how to go on.
    """

    is_bare: bool
    is_live: bool = field(default_factory=at_terminal)
    missing: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    begun: tuple[str, str] = ("", "")
    is_over: bool = False

    def __post_init__(self) -> None:
        """Be there until the command ends."""
        click.get_current_context().with_resource(self)

    def __enter__(self) -> Self:
        """Begin the conversation."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Say to somebody who leaves that nothing was written, and show the way back."""
        if self.is_over or kind is None or not issubclass(kind, KeyboardInterrupt | EOFError):
            return
        if self.begun[1]:
            self.note(*self.begun)
        click.echo(err=True)
        click.echo(words().text(say("stopped; nothing was written")), err=True)
        self.recall()
        raise click.exceptions.Exit(INTERRUPTED)

    def end(self) -> None:
        """End the conversation: from here on something may have been written."""
        self.is_over = True

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
        reader = read or any_text
        if given is not None:
            return _taken(option, given, reader)
        if not self._may_ask(is_required=is_required):
            return self._absent(option, default, is_required=is_required)
        while True:
            answer = (
                self._long(option, question, is_required=is_required)
                if is_long
                else self._line(question, default)
            )
            if not answer and not is_required:
                return None
            value, wrong = reader(answer) if answer else (None, say("an answer is needed here"))
            if wrong is None and value is not None:
                self.note(option, value)
                if value != answer:
                    _show(say("understood: {value}", value=value))
                return value
            _show(wrong or say("an answer is needed here"))

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

        `also` are more words, in their plain form (`labels.plain`), and what they mean. Where
        there is but one choice, and one is needed, it is offered.
        """
        if given is not None:
            return _taken(option, given, lambda one: _also(one, also) or chosen_of(one, choices))
        if not self._may_ask(is_required=is_required):
            return self._absent(option, default, is_required=is_required)
        offered = next(iter(choices)) if is_required and len(choices) == 1 else default
        click.echo(words().text(question), err=True)
        _list(choices)
        while True:
            answer = self._line(_pick(choices), choices.get(offered or "", offered))
            if not answer and not is_required:
                return None
            found = _also(answer, also)
            near = [str(found[0])] if found else meant(answer, choices)
            if len(near) == 1:
                self.note(option, near[0])
                if answer != choices[near[0]]:
                    _show(say("understood: {value}", value=choices[near[0]]))
                return near[0]
            _which(answer, near, choices)

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
        click.echo(words().text(question), err=True)
        _list(choices)
        while True:
            answer = self._line(_pick(choices), None)
            parts = [one for one in re.split(r"[,; ]+", answer) if one]
            unclear = [one for one in parts if len(meant(one, choices)) != 1]
            if unclear:
                _which(unclear[0], meant(unclear[0], choices), choices)
                continue
            found = list(dict.fromkeys(meant(one, choices)[0] for one in parts))
            for one in found:
                self.note(option, one)
            return found

    def agrees(self, question: Message) -> bool:
        """Return whether somebody says yes; nobody there says yes."""
        if not self.is_live:
            return False
        answer = self._line(say("{question} (yes or no)", question=question), None).casefold()
        return answer[:1] in ("y", "o")

    def note(self, option: str, value: str) -> None:
        """Keep an answer."""
        if option:
            self.said.append((option, value))

    def recall(self) -> None:
        """Show the command that goes on with the answers so far, where there are such."""
        if not self.is_live or not self.said:
            return
        click.echo(words().text(say("To go on with these answers:")), err=True)
        click.echo(f"  {self.again()}", err=True)

    def again(self) -> str:
        """Return the line that calls the command with what was given and answered."""
        context = click.get_current_context()
        top = context.find_root()
        before = [
            part
            for option, name in (("-C", "folder"), ("--lang", "lang"))
            if top.params.get(name)
            for part in (option, str(top.params[name]))
        ]
        program, *command = context.command_path.split()
        given = context.meta.get(ARGUMENTS, [])
        named = [value for option, value in self.said if not option.startswith("-")]
        options = [part for pair in self.said if pair[0].startswith("-") for part in pair]
        return shlex.join([program, *before, *command, *given, *named, *options])

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

    def _line(self, question: Message, default: str | None) -> str:
        offered = f" [{default}]" if default else ""
        click.echo(f"{words().text(question)}{offered} > ", err=True, nl=False)
        return _typed().strip() or (default or "")

    def _long(self, option: str, question: Message, *, is_required: bool) -> str:
        """Read lines until an empty one."""
        ends = say("end with an empty line")
        hint = words().text(ends if is_required else say("end with an empty line; optional"))
        click.echo(f"{words().text(question)} ({hint})", err=True)
        lines: list[str] = []
        while True:
            click.echo("> ", err=True, nl=False)
            line = _typed().rstrip()
            if not line:
                self.begun = ("", "")
                return "\n".join(lines)
            lines.append(line)
            self.begun = (option, "\n".join(lines))


def _typed() -> str:
    """Return a line with its end; raises EOFError where no more will come."""
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _also(answer: str, known: Mapping[str, str] | None) -> Reading | None:
    from promisetrack.source.labels import plain

    found = (known or {}).get(plain(answer))
    return (found, None) if found else None


def _taken(option: str, given: str, read: Callable[[str], Reading]) -> str:
    value, wrong = read(given)
    if wrong is not None or value is None:
        raise UsageFault(
            say("{option}: {wrong}", option=option, wrong=wrong or say("an answer is needed here"))
        )
    return value


def _pick(choices: Mapping[str, str]) -> Message:
    if len(choices) > MANY:
        return say("Some letters of the name")
    return say("A number or a word")


def _list(choices: Mapping[str, str], only: Sequence[str] = ()) -> None:
    """List the choices, or some of them, by their numbers; of too many only how many there are."""
    shown = set(only or choices)
    if len(shown) > MANY:
        count = say("there are {count}; some letters of the name are enough", count=len(shown))
        click.echo(f"  {words().text(count)}", err=True)
        return
    for number, (name, label) in enumerate(choices.items(), start=1):
        if name in shown:
            click.echo(f"  {number:>3}  {label or name}", err=True)


def _which(answer: str, near: Sequence[str], choices: Mapping[str, str]) -> None:
    """Say that an answer means none of the choices, or more than one of them."""
    if not answer:
        _show(say("an answer is needed here"))
    elif near:
        _show(say("“{answer}” may be one of these:", answer=answer))
        _list(choices, near)
    elif len(choices) > MANY:
        _show(say("“{answer}” is in none of the names", answer=answer))
    else:
        wrong = say(
            "“{answer}” is none of these: type a number from 1 to {count}, or some letters",
            answer=answer,
            count=len(choices),
        )
        _show(wrong)


def _show(wrong: Message) -> None:
    click.echo(f"  {words().text(wrong)}", err=True)
