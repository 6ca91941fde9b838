"""Take part: `<lang>/edit/`: a form that writes YAML in the reader's browser and sends nothing.

The only pages with a script. It is a file of the site, it loads nothing and talks to nobody; what
it makes leaves the browser by a link that the reader follows: the forge, an e-mail, a letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say
from promisetrack.site.form.book import as_json, book, open_promises, title_of
from promisetrack.site.form.fields import fields_of
from promisetrack.site.form.issue_forms import NAMES
from promisetrack.site.form.ways import FOLDER, issue, ways_of
from promisetrack.site.parts import Page
from promisetrack.site.sheet import desk_of
from promisetrack.site.styles import script, style
from promisetrack.site.trail import as_of, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.artifact import Artifact
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.form.fields import Field
    from promisetrack.site.form.ways import Ways
    from promisetrack.site.site import Site

SCRIPT: Final = "assets/edit.js"
STYLE: Final = "assets/edit.css"

_HINTS: Final = {
    "by": say("The organisation that reports."),
    "lead": say("The organisation in charge."),
    "promised_by": say("The organisations that promised, where it was not the one in charge."),
    "partners": say("The organisations that take part."),
    "themes": say("What it is about."),
    "places": say("Where it takes place."),
    "about": say("The step that it is about, where it is not about the whole."),
    "evidence": say("What the register holds already."),
    "source": say("The web address where it was promised."),
}
"""Where something is chosen from a list, the model's help speaks of ids that nobody sees here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A field in the reader's language. `options` are values with their words."""

    field: Field
    id: str
    label: str
    help: str
    options: tuple[tuple[str, str], ...]
    inner: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing to do: its fields, and where to ask for it without the form."""

    name: str
    label: str
    note: str
    first: tuple[Shown, ...]
    rest: tuple[Shown, ...]
    issue: str


def pages(edition: Edition) -> Iterator[Page]:
    """Return the form in the language of the edition."""
    desk = desk_of(edition, FOLDER)
    ways = ways_of(desk)
    lede = desk.say("Fill in, look at the text that is made, send it. Someone reads it first.")
    title = desk.say("Take part").unescape()
    yield Page(
        address=desk.pen.here,
        template="pages/edit.html",
        title=title,
        description=lede.striptags(),
        values={
            "crumbs": trail(desk),
            "today": as_of(desk),
            "heading": title,
            "lede": lede,
            "policy": _policy(desk.site),
            "script": SCRIPT,
            "form_style": STYLE,
            "kinds": tuple(_kind(desk, ways, name) for name in NAMES),
            "plans": _plans(desk),
            "commitments": [(one.id, title_of(desk, one)) for one in open_promises(desk)],
            "tongues": [(one, desk.tongue.name_of(one)) for one in desk.site.languages],
            "ways": ways,
            "book": as_json(book(desk, ways)),
        },
    )


def files(site: Site, addresses: list[str]) -> Iterator[Artifact]:
    """Return the script, as it can be read, and the styles of the form without their comments."""
    yield script(SCRIPT)
    yield style(STYLE)


def _policy(site: Site) -> str:
    """Return what the form needs beyond the policy of every page: its own script."""
    return "; script-src 'self'" + (" file:" if site.options.is_portable else "")


def _plans(desk: Desk) -> list[tuple[str, str]]:
    return [(one, desk.name("plan", one).text) for one in desk.register.plans]


def _kind(desk: Desk, ways: Ways, name: str) -> Kind:
    label, note = (desk.tongue.message(one) for one in NAMES[name])
    first, rest = fields_of(name)
    shown_first = tuple(_shown(desk, name, one) for one in first)
    link = issue(ways.forge, name, label, _questions(shown_first)) if ways.forge else ""
    shown_rest = tuple(_shown(desk, name, one) for one in rest)
    return Kind(name, label, note, shown_first, shown_rest, link)


def _questions(fields: tuple[Shown, ...]) -> str:
    """Return the labels as the text of an issue, for a forge without issue forms."""
    return "".join(f"### {one.label}\n\n<!-- {one.help} -->\n\n" for one in fields)


def _shown(desk: Desk, prefix: str, field: Field) -> Shown:
    identity = f"{prefix}-{field.key}"
    return Shown(
        field=field,
        id=identity,
        label=desk.tongue.words.gettext(field.title),
        help=_help(desk, field),
        options=_options(desk, field),
        inner=tuple(_shown(desk, identity, one) for one in field.inner),
    )


def _help(desk: Desk, field: Field) -> str:
    if field.kind in ("record", "records", "url") and field.key in _HINTS:
        return desk.tongue.message(_HINTS[field.key])
    return desk.tongue.words.gettext(field.help)


def _options(desk: Desk, field: Field) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen; steps and evidence depend on the commitment: the script's part."""
    if field.words:
        return tuple((word, desk.tongue.message(label)) for word, label in field.words)
    if field.refers in ("organisation", "theme", "place"):
        known = desk.register.of_kind(field.refers)
        named = ((one, desk.name(field.refers, one).text) for one in known)
        return tuple(sorted(named, key=lambda one: one[1].casefold()))
    return ()
