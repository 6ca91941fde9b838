"""What commands share: the session, words, colour, and how click finds and words a command."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import click

from promisetrack.cli.language import _, chosen, gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.shell_completion import CompletionItem

    from promisetrack.words.catalogue import Words

INTERRUPTED = 130
"""The exit code of a command that somebody stopped (128 + SIGINT)."""

COMMANDS: dict[str, tuple[str, str]] = {
    "amend": ("amend", _("Change a promise, and say why: never quietly.")),
    "assess": ("assess", _("Write down what someone else judges of a commitment.")),
    "build": ("build", _("Build the site from what is committed.")),
    "check": ("check", _("Find everything that is wrong, and say how to mend it.")),
    "checks": ("explain", _("List all checks.")),
    "demo": ("demo", _("Make a tracker with real data and its real history, and open its site.")),
    "diff": ("diff", _("Say what a change means, for a pull request.")),
    "due": ("due", _("Say what must be reported soon, and by whom.")),
    "evidence": ("evidence", _("Evidence: what shows that a promise is kept.")),
    "explain": ("explain", _("Explain one check, with an example.")),
    "export": ("export", _("Write a plan as a workbook, or the whole register in one file.")),
    "fmt": ("fmt", _("Bring files into one layout; what they say stays the same.")),
    "history": ("history", _("Show what happened to promises, in words.")),
    "import": ("import_", _("Bring in a plan that lives elsewhere.")),
    "init": ("init", _("Begin a new tracker, or take over another with its history.")),
    "new": ("new", _("Write a new commitment.")),
    "publish": ("publish", _("Enter the site that was built into the publication log.")),
    "schema": ("schema", _("Print the JSON Schema that editors use.")),
    "serve": ("serve", _("Preview the site while you write.")),
    "theme": ("theme", _("Change how the site looks: colours, logo, templates.")),
    "update": ("update", _("Report on a commitment: what was done, and where it stands.")),
    "verify": (
        "verify",
        _("Check that a site is what was published, and that its past was kept."),
    ),
    "witness": ("witness", _("Remember the publication log of another tracker.")),
}
"""Each command: the module that holds it, and its one line in `--help`."""

DOMAINS = ("cli", "checks", "source", "edges", "exchange", "schema", "history", "audit")


@dataclass(frozen=True, slots=True)
class Session:
    """The global options of one run."""

    folder: str | None
    colour: bool
    language: str
    quiet: bool
    verbose: bool


ARGUMENTS = "promisetrack.arguments"
"""Where a command keeps the words that it was called with (`click.Context.meta`)."""


class Command(click.Command):
    """A command whose help is put into the reader's language when it is asked for.

    It remembers the words that it was called with.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[ARGUMENTS] = list(args)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        translate_help(self)
        super().format_help(ctx, formatter)


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and lists it without importing it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"promisetrack.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("import", "import_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            raise click.UsageError(_unknown(name), ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return commands and options that begin so, without importing a command."""
        from click.shell_completion import CompletionItem

        found = [name for name in sorted(COMMANDS) if name.startswith(incomplete)]
        items = [CompletionItem(name, help=gettext(COMMANDS[name][1])) for name in found]
        return items + click.Command.shell_complete(self, ctx, incomplete)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(gettext(self.epilog))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, gettext(COMMANDS[name][1])) for name in sorted(COMMANDS)])

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        translate_help(self)
        super().format_help(ctx, formatter)


def translate_help(command: click.Command) -> None:
    """Put the help of a command and of its options into the chosen language."""
    if chosen() == "en":
        return
    command.help = gettext(command.help) if command.help else command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = gettext(parameter.help)


def _unknown(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, COMMANDS, n=1)
    if near:
        return gettext("there is no command “{name}”; did you mean “{near}”?").format(
            name=name, near=near[0]
        )
    return gettext("there is no command “{name}”; “promisetrack --help” lists them").format(
        name=name
    )


def words() -> Words:
    """Return the words of the chosen language."""
    return _words(chosen())


@lru_cache(maxsize=4)
def _words(language: str) -> Words:
    from promisetrack.words.catalogue import Words

    return Words(language, DOMAINS)


def wants_colour(asked: str, environ: Mapping[str, str]) -> bool:
    """Return whether to colour: as asked, else on a terminal that has not said NO_COLOR."""
    if asked != "auto":
        return asked == "always"
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def tell(message: str, **values: Any) -> None:
    """Say something beside the result, on standard error, in the chosen language."""
    click.echo(gettext(message).format(**values), err=True)
