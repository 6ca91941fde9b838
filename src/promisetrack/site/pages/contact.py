"""Contact: `<lang>/contact/`: to whom to write, with an account or without."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from promisetrack.site import contributions
from promisetrack.site.fields import Fields
from promisetrack.site.forge import forge_of
from promisetrack.site.form.issue_forms import NAMES
from promisetrack.site.form.ways import FOLDER
from promisetrack.site.letters import by_post, report
from promisetrack.site.parts import Action, Actions, Fact, Facts, Lines, Link, Row, Rows, Section
from promisetrack.site.publisher import name, publisher, ways
from promisetrack.site.said import Said
from promisetrack.site.sheet import desk_of, sheet
from promisetrack.site.survey import first_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page on how to write to those who publish, and to those who promised."""
    desk = desk_of(edition, "contact")
    has_way = publisher(desk).has("contact") or publisher(desk).has("post") or forge_of(desk.site)
    lede = (
        desk.say("Ask, bring evidence, report an error: nobody needs an account to be heard.")
        if has_way
        else desk.say("The register does not state how to reach its publisher.")
    )
    sections = (_ways(desk), _publisher(desk), contributions.section(desk), _bodies(desk))
    yield sheet(desk, "contact", lede, sections)


def _ways(desk: Desk) -> Section:
    """Return what one can do: with the form, at the forge, by e-mail; each says what it takes."""
    forge = forge_of(desk.site)
    items: list[Action] = []
    for kind, (label, note) in NAMES.items():
        link = _form(desk, kind, desk.tongue.message(label))
        items.append(Action(link, desk.tongue.message(note)))
    items += [one for one in (report(desk), by_post(desk)) if one]
    if forge:
        title = desk.say("Question on the register").unescape()
        items.append(
            Action(
                Link(desk.say("Write in public"), url=forge.issue(title, "")),
                str(desk.say("With an account at the forge; the answer is public too")),
            )
        )
    return Section("act", desk.say("Take part"), (Actions(tuple(items)),))


def _form(desk: Desk, kind: str, words: str) -> Markup:
    """Return the link to the form, with what to do chosen."""
    address = f"{desk.pen.to(desk.addresses.plain(FOLDER))}?{urlencode({'kind': kind})}"
    return Markup('<a href="{}">{}</a>').format(address, words)


def _publisher(desk: Desk) -> Section | None:
    own = name(desk)
    facts: tuple[Fact, ...] = (*((own,) if own else ()), *ways(desk))
    if not facts:
        return None
    blocks: list[object] = [Facts(facts, is_long=True)]
    if publisher(desk).has("contact"):
        blocks.append(
            Lines(
                (desk.say("On each commitment, “Report an error” writes the subject for you."),),
                is_small=True,
            )
        )
    return Section("publisher", desk.say("Those who publish"), tuple(blocks))


def _bodies(desk: Desk) -> Section | None:
    """Return the contacts of the organisations that answer for something."""
    source = first_language(desk.register, None)
    rows = []
    for entry in desk.register.organisations.values():
        contact = Fields(entry.data).part("contact")
        role = desk.text(contact.raw("role"), source)
        pieces: list[object] = [role] if role else []
        email, url = contact.string("email"), contact.string("url")
        if email:
            pieces.append(Link(Said(email, ""), url=f"mailto:{email}"))
        if url:
            pieces.append(Link(Said(url, ""), url=url))
        if contact.has("phone"):
            pieces.append(contact.string("phone").replace(" ", "\u00a0"))
        if pieces:
            rows.append(Row(title=desk.organisation(entry.id), by=desk.pen.links(pieces)))
    if not rows:
        return None
    return Section("bodies", desk.say("Those who promised"), (Rows(tuple(rows)),))
