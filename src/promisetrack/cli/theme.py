"""`promisetrack theme`: what of the look can be changed, and copies of templates to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, tell, translate_help, words
from promisetrack.diagnostic import say
from promisetrack.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Group(click.Group):
    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        translate_help(self)
        super().format_help(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for command in self.commands.values():
            translate_help(command)
        super().format_commands(ctx, formatter)


@click.group(
    cls=_Group,
    invoke_without_command=True,
    help=_("Change how the site looks: colours, logo, templates."),
)
@click.pass_context
def theme(context: click.Context) -> None:
    """List what can be changed, where nothing else is asked for."""
    if context.invoked_subcommand is None:
        _list()


@theme.command(
    cls=Command, help=_("Copy templates into “site_templates”, to change them; none: list them.")
)
@click.argument("names", metavar="[FILE]...", nargs=-1)
@click.pass_obj
def eject(session: Session, names: tuple[str, ...]) -> int:
    """Copy each template once, with a comment on what it is given; overwrite nothing."""
    from promisetrack.cli.tracker import find
    from promisetrack.edges.folder import write_files

    if not names:
        _list()
        return 0
    root = find(session) / "site_templates"
    made = dict(_copies(root, tuple(dict.fromkeys(_meant(one) for one in names))))
    write_files(root, made)
    for name in made:
        click.echo(f"site_templates/{name}")
    if not session.quiet:
        tell(_("change them as you like; what stays as it is here follows our new versions"))
    return 0


def _list() -> None:
    from promisetrack.model.appearance import DARK, shipped
    from promisetrack.resources import site_templates
    from promisetrack.site.shadow import offered

    speak = words().text
    colours = ", ".join(one for one in shipped() if not one.endswith(DARK))
    click.echo(speak(say("Without a template, in tracker.yaml under “theme”:")))
    click.echo("  " + speak(say("colours: {names}; each also with “-dark”", names=colours)))
    click.echo("  " + speak(say("font: names of fonts; logo: a picture in a plan’s “files”")))
    click.echo(speak(say("With “promisetrack theme eject FILE”:")))
    names = [name for name in offered() if not name.endswith(".js")]
    width = max(map(len, names))
    for name in names:
        told = purpose((site_templates() / name).read_text("utf-8"))
        click.echo(f"  {name:<{width}}  {speak(say(told)) if told else ''}".rstrip())


def purpose(template: str) -> str:
    """Return the first sentence, in English, of the comment with which a template begins."""
    first = template.partition("\n")[0].strip()
    if not (first.startswith("{#") and first.endswith("#}")):
        return ""
    return first.strip("{#} ").partition(". ")[0].rstrip(".")


def _meant(asked: str) -> str:
    """Return the name of a template, however its folder was written."""
    from promisetrack.site.shadow import offered

    known = offered()
    name = asked.replace("\\", "/").removeprefix("./").removeprefix("site_templates/")
    if name in known:
        return name
    near = [one for one in known if one.rpartition("/")[2] in (name, f"{name}.html")]
    if len(near) == 1:
        return near[0]
    raise UsageFault(
        say("there is no template “{name}”", name=asked),
        say("“promisetrack theme” lists them; they are named with their folder: pages/home.html"),
    )


def _copies(root: Path, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    from promisetrack import __version__
    from promisetrack.site.render import Renderer
    from promisetrack.site.shadow import ejected

    taken = [one for one in names if (root / one).exists() or (root / one).is_symlink()]
    if taken:
        raise UsageFault(
            say(
                "“{path}” is there already, and is not overwritten",
                path=f"site_templates/{taken[0]}",
            ),
            say("move it away first, if you want our version"),
        )
    speak, renderer = words().text, Renderer()
    for name in names:
        source = speak(
            say("A copy of promisetrack {version}: {name}", version=__version__, name=name)
        )
        given = renderer.needs(name) if name.endswith(".html") else ()
        note = (source, speak(say("It is given: {names}", names=", ".join(given))) if given else "")
        text = ejected(name, tuple(one for one in note if one)).decode("utf-8")
        yield name, text
