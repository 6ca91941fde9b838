"""`promisetrack init DIR`: a new tracker, ready to push; or a copy of another with its history."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from promisetrack.cli.language import _
from promisetrack.cli.shell import Command, Session, words
from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError, UsageFault

if TYPE_CHECKING:
    from promisetrack.cli.prompts import Desk, Reading
    from promisetrack.register.starting import Answers

BRANCH = "main"
_ZONES = {"fr": "Europe/Paris"}
_STARTER = {
    ".gitattributes": "any/gitattributes",
    ".gitignore": "any/gitignore",
    ".editorconfig": "any/editorconfig",
}


@click.command(cls=Command, help=_("Begin a new tracker, or take over another with its history."))
@click.argument("folder", metavar="DIR")
@click.option(
    "--from", "place", metavar="URL|DIR", help=_("Take over this tracker, with its history.")
)
@click.option("--title", metavar="TEXT", help=_("The name of the tracker."))
@click.option("--languages", metavar="L,L", help=_("Its languages, the first one first: fr,en."))
@click.option("--timezone", metavar="ZONE", help=_("Its time zone, such as Europe/Paris."))
@click.option("--publisher", metavar="TEXT", help=_("Who publishes it."))
@click.option("--contact", metavar="TEXT", help=_("An e-mail address or a page to write to."))
@click.option("--plan-title", metavar="TEXT", help=_("The name of the first plan."))
@click.option("--plan-kind", metavar="KIND", help=_("What kind of plan it is."))
@click.option("--forge", metavar="KIND", help=_("Where it will lie: github, gitlab, forgejo, …"))
@click.option("--forge-url", metavar="URL", help=_("The address of the repository there."))
@click.pass_obj
def init(session: Session, /, folder: str, place: str | None, **given: str | None) -> int:
    """Write the first files, or fetch a whole repository, into an empty folder."""
    from promisetrack.cli.prompts import Desk
    from promisetrack.edges.drafts import is_empty

    target = Path(folder)
    if not is_empty(target):
        raise UsageFault(
            say("“{folder}” is there already, and is not an empty folder", folder=folder),
            say("name a folder that does not exist yet, or an empty one"),
        )
    if place is not None:
        return _take_over(target, place, session)
    desk = Desk(is_bare=not any(given.values()))
    answers = _asked(desk, given)
    desk.finish()
    return _begin(target, answers, session)


def _take_over(target: Path, place: str, session: Session) -> int:
    from promisetrack.edges.start import holds_tracker, take_over

    take_over(place, target)
    if not holds_tracker(target):
        click.echo(
            words().text(say("the copy holds no “commitments/tracker.yaml”: it is no tracker")),
            err=True,
        )
    click.echo(words().text(say("copied with its history: {folder}", folder=str(target))))
    if not session.quiet:
        _say_next(target, [], ["promisetrack check", f"git remote add origin {_ADDRESS}"])
    return 0


_ADDRESS = "https://…"


def _asked(desk: Desk, given: dict[str, str | None]) -> Answers:
    from promisetrack.cli.writing import vocabulary
    from promisetrack.register.starting import Answers
    from promisetrack.source.slugs import slug

    own = words().language
    publisher = desk.text("--publisher", given["publisher"], say("Who publishes it?"))
    title = desk.text(
        "--title",
        given["title"],
        say("The name of the tracker"),
        default=words().text(say("Commitments of {publisher}", publisher=publisher or "")),
    )
    languages = desk.text(
        "--languages",
        given["languages"],
        say("Its languages, the first one first"),
        default=own,
        read=_read_languages,
    )
    plan_title = desk.text("--plan-title", given["plan_title"], say("The name of the first plan"))
    kind = desk.choice(
        "--plan-kind",
        given["plan_kind"],
        say("What kind of plan is it?"),
        vocabulary("origin-kind"),
        default="programme",
    )
    contact, forge, forge_url = _where(desk, given)
    codes = tuple((languages or own).split(","))
    return Answers(
        title=title or "",
        languages=codes,
        timezone=given["timezone"] or _ZONES.get(codes[0], "UTC"),
        publisher=publisher or "",
        publisher_id=slug(publisher or "", longest=48) or "publisher",
        plan=_plan_id(slug(plan_title or "", longest=40)),
        plan_title=plan_title or "",
        plan_kind=kind or "programme",
        contact=contact,
        forge=forge,
        forge_url=forge_url,
        branch=BRANCH,
    )


def _where(desk: Desk, given: dict[str, str | None]) -> tuple[str | None, str | None, str | None]:
    """Ask where to write, and where the repository will lie."""
    from promisetrack.cli.prompts import read_url

    contact = desk.text(
        "--contact",
        given["contact"],
        say("An e-mail address or a page to write to (empty: none)"),
        is_required=False,
    )
    forge_url = desk.text(
        "--forge-url",
        given["forge_url"],
        say("The address of the repository, once it is on a forge (empty: not known yet)"),
        read=read_url,
        is_required=False,
    )
    forge = _forge(desk, given["forge"], forge_url)
    return contact, forge, forge_url


def _plan_id(made: str) -> str:
    """Return an id for the first plan: its words, or `plan-1` where they name another folder."""
    from promisetrack.model.forms import RESERVED

    return "plan-1" if not made or made in RESERVED else made


def _read_languages(answer: str) -> Reading:
    codes = [one for one in re.split(r"[,; ]+", answer.lower()) if one]
    if codes and all(re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", one) for one in codes):
        return ",".join(dict.fromkeys(codes)), None
    return None, say("write codes such as fr,en")


def _forge(desk: Desk, given: str | None, url: str | None) -> str | None:
    from promisetrack.cli.writing import vocabulary

    if url is None and given is None:
        return None
    known = vocabulary("forge-kind")
    guess = next((one for one in known if url and one in url), None)
    return desk.choice("--forge", given, say("Which kind of forge is it?"), known, default=guess)


def _begin(target: Path, answers: Answers, session: Session) -> int:
    from promisetrack.edges.drafts import write
    from promisetrack.edges.start import begin

    files = _files(answers)
    target.mkdir(parents=True, exist_ok=True)
    write(target, [(path, None, text.encode("utf-8")) for path, text in sorted(files.items())])
    is_own = begin(target, answers.branch)
    for path in sorted(files):
        click.echo(words().text(say("new: {path}", path=f"{target.as_posix()}/{path}")))
    if not session.quiet:
        line = shlex.quote(words().text(say("Begin the tracker")))
        record = ["git add .", f"git commit -m {line}"] if is_own else []
        push = f"git push -u origin {answers.branch}"
        address = answers.forge_url or _ADDRESS
        _say_next(
            target,
            ["promisetrack new", *record],
            [f"git remote add origin {address}", push] if is_own else [],
        )
    return 0


def _files(answers: Answers) -> dict[str, str]:
    from promisetrack.model.json_schema import schema
    from promisetrack.model.kinds import KINDS
    from promisetrack.register.starting import SCHEMAS, editor_settings, tracker_files
    from promisetrack.words.catalogue import Words

    language = answers.languages[0]
    speak = Words(language, ("cli", "schema"))
    headings = {
        "theme": speak.gettext(_THEMES),
        "place": speak.gettext(_PLACES),
    }
    found = tracker_files(answers, headings)
    for kind in KINDS:
        body = schema(kind, language, translate=speak.gettext)
        found[f"{SCHEMAS}/{kind}.json"] = _json(body)
    found[".vscode/settings.json"] = _json(editor_settings())
    found[".vscode/extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    for path, source in _STARTER.items():
        found[path] = _starter(source)
    readme = _starter("fr/README.md" if language.startswith("fr") else "en/README.md")
    title = readme.replace("{title}", answers.title)
    found["README.md"] = title.replace("{publisher}", answers.publisher)
    return found


_THEMES = _(
    "The themes of the tracker. Write each as two lines, and remove “[]”:\n"
    "- id: environment\n"
    "  name: Environment"
)
_PLACES = _(
    "The places of the tracker. Write each as three lines, and remove “[]”:\n"
    "- id: old-town\n"
    "  name: Old town\n"
    "  kind: neighbourhood"
)


def _starter(name: str) -> str:
    from promisetrack.resources import site_templates

    path = site_templates() / "starter" / name
    if not path.is_file():
        raise PromisetrackError(
            say("the program is not whole: “{path}” is missing", path=str(path)),
            say("install it again"),
        )
    return path.read_text("utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _say_next(target: Path, first: list[str], then: list[str]) -> None:
    click.echo(words().text(say("What to do next:")), err=True)
    for line in (f"cd {shlex.quote(str(target))}", *first, *then):
        click.echo(f"  {line}", err=True)
