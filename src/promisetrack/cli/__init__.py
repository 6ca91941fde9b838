"""The command line: the only place that joins the edges to the core.

Only click is imported here. A command's module is imported when the command is called, so that
`--help` stays quick.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from promisetrack import __version__
from promisetrack.cli.language import LANGUAGES, _, choose, gettext, is_known
from promisetrack.cli.shell import INTERRUPTED, LazyGroup, Session, wants_colour
from promisetrack.errors import PromisetrackError

if TYPE_CHECKING:
    from collections.abc import Sequence

CANNOT_GO_ON = 3
WRONG_USAGE = 2


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Open-government commitments as YAML in git: checked, evidenced, published."),
    epilog=_(
        "To complete words with the tab key, put this line into ~/.bashrc: "
        'eval "$(_PROMISETRACK_COMPLETE=bash_source promisetrack)"; in zsh it is zsh_source, '
        "in fish fish_source."
    ),
)
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help=_("The folder that holds “commitments”; default: this one or the nearest parent."),
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help=_("Colours in the terminal."),
)
@click.option("--lang", metavar="L", help=_("Language of the messages: en or fr."))
@click.option("-q", "--quiet", is_flag=True, help=_("Say only what matters."))
@click.option("-v", "--verbose", is_flag=True, help=_("Say more."))
@click.version_option(__version__, "--version", message="promisetrack %(version)s")
@click.pass_context
def cli(
    context: click.Context,
    *,
    folder: str | None,
    color: str,
    lang: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Hold what every command needs."""
    if lang is not None and not is_known(lang):
        raise click.BadParameter(
            gettext("there are no messages in “{lang}”; the languages are: {known}").format(
                lang=lang, known=", ".join(LANGUAGES)
            ),
            param_hint="--lang",
        )
    colour = wants_colour(color, os.environ)
    context.color = colour
    context.obj = Session(
        folder=folder, colour=colour, language=choose(lang), quiet=quiet, verbose=verbose
    )


def run(argv: Sequence[str]) -> int:
    """Run the command line; return its exit code and never let an exception out."""
    choose(_language_asked_for(argv))
    _make_streams_safe()
    try:
        result = cli.main(args=list(argv), prog_name="promisetrack", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        click.echo(gettext("stopped"), err=True)
        return INTERRUPTED
    except click.ClickException as wrong:
        wrong.show()
        return WRONG_USAGE
    except PromisetrackError as error:
        return _cannot_go_on(error)
    except BrokenPipeError:
        _close_output()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except (OSError, RecursionError, MemoryError) as error:
        return _machine_says_no(error)
    except Exception as fault:
        return _own_fault(fault)
    return result if isinstance(result, int) else 0


def _own_fault(fault: Exception) -> int:
    """Say that it is our fault, not the user's, and how to show us more of it."""
    if os.environ.get("PROMISETRACK_DEBUG"):
        raise fault
    what = f"{type(fault).__name__}: {fault}"
    click.echo(
        gettext("error: this is a fault of promisetrack itself ({what})").format(what=what),
        err=True,
    )
    click.echo(
        gettext("  please report it; with PROMISETRACK_DEBUG=1 in the environment it shows more"),
        err=True,
    )
    return CANNOT_GO_ON


def _language_asked_for(argv: Sequence[str]) -> str | None:
    """Return the value of `--lang`, needed before click has read the arguments."""
    for index, word in enumerate(argv):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and index + 1 < len(argv):
            return argv[index + 1]
    return None


def _make_streams_safe() -> None:
    """Let no odd character or narrow encoding of a terminal stop a message."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = getattr(stream, "encoding", None) or "utf-8"
            wide = "utf-8" if encoding.lower() in ("ascii", "ansi_x3.4-1968") else encoding
            reconfigure(errors="backslashreplace", encoding=wide)


def _cannot_go_on(error: PromisetrackError) -> int:
    from promisetrack.cli.shell import words

    speak = words()
    what = speak.text(error.message)
    click.echo(gettext("error: {message}").format(message=what), err=True)
    if error.help is not None:
        click.echo(f"  {speak.text(error.help)}", err=True)
    return error.exit_code


def _machine_says_no(error: BaseException) -> int:
    from promisetrack.cli.shell import words
    from promisetrack.edges.machine import refusal
    from promisetrack.output.escape import visible

    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        what = f"{words().text(refusal(error))}{where}"
    else:
        what = type(error).__name__
    said = gettext("error: the machine refuses: {what}").format(what=visible(what))
    click.echo(said, err=True)
    click.echo(gettext("  look at the path, your rights there and the room on the disk"), err=True)
    return CANNOT_GO_ON


def _close_output() -> None:
    """Point the output at nothing, so that its last flush cannot fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
