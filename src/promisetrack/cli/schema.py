"""`promisetrack schema`: the JSON Schema that editors complete and check with."""

from __future__ import annotations

import json

import click

from promisetrack.cli.language import LANGUAGES, _, is_known
from promisetrack.cli.shell import Command, Session

DEFAULT = "commitment"


@click.command(
    cls=Command,
    help=_("Print the JSON Schema of a kind of file: commitment, plan, organisations, …"),
)
@click.argument("kind", default=DEFAULT)
@click.option("--lang", "language", metavar="L", help=_("Language of titles and help: en or fr."))
@click.pass_obj
def schema(session: Session, kind: str, *, language: str | None) -> int:
    """Print a JSON Schema (2020-12)."""
    from promisetrack.diagnostic import say
    from promisetrack.errors import UsageFault
    from promisetrack.model.json_schema import schema as schema_of
    from promisetrack.model.kinds import KINDS
    from promisetrack.words.catalogue import Words

    singular = kind.removesuffix("s") if kind not in KINDS else kind
    if singular not in KINDS:
        raise UsageFault(
            say("there is no kind of file “{kind}”", kind=kind),
            say("the kinds are: {kinds}", kinds=", ".join(sorted(KINDS))),
        )
    spoken = language or session.language
    if not is_known(spoken):
        raise UsageFault(
            say("there is no schema in “{lang}”", lang=spoken),
            say("the languages are: {known}", known=", ".join(LANGUAGES)),
        )
    translate = Words(spoken, ("schema",)).gettext
    result = schema_of(singular, spoken, translate=translate)
    click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    return 0
