"""Letters that are begun for the reader: e-mails with subject and text, issues of the forge."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from promisetrack.site.form.ways import ways_of
from promisetrack.site.parts import Action, Link
from promisetrack.site.urls import absolute

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise


def report(desk: Desk, promise: Promise | None = None) -> Action | None:
    """Return how to report an error: by e-mail, else at the forge, else on the contact's page."""
    ways = ways_of(desk)
    title, text = _subject(desk, promise), _text(desk, promise)
    label = desk.say("Report an error")
    if ways.mail:
        url = f"mailto:{ways.mail}?subject={quote(title)}&body={quote(text, safe='/:')}"
        return Action(Link(label, url=url), str(desk.say("Without an account: by e-mail")))
    if ways.forge:
        note = desk.say("With an account at the forge; the answer is public too")
        return Action(Link(label, url=ways.forge.issue(title, text)), str(note))
    if ways.page:
        return Action(Link(label, url=ways.page), str(desk.say("On the publisher's own site")))
    return None


def by_post(desk: Desk) -> Action | None:
    """Return how to write on paper, where an address is stated."""
    post = ways_of(desk).post
    if not post:
        return None
    page = f"{desk.addresses.plain('contact')}#publisher"
    return Action(Link(desk.say("Write by post"), page), ", ".join(post.split("\n")))


def _subject(desk: Desk, promise: Promise | None) -> str:
    if promise is None:
        return desk.say("Error in the register").unescape()
    title = desk.title(promise.fields, promise.source, promise.id).text
    return f"{title} ({promise.id})"


def _text(desk: Desk, promise: Promise | None) -> str:
    """Return the beginning of a letter: which page, of which version, and what to say."""
    here = desk.addresses.commitment(promise.id) if promise else desk.addresses.home()
    source = desk.site.source
    version = source.commit[:12] if source else ""
    lines = [
        desk.say("What is wrong:"),
        Markup(),
        desk.say("How you know (a link, a document):"),
        Markup(),
        desk.say("Page: {address}", address=absolute(desk.site.options.base_url, here)),
    ]
    if version:
        lines.append(desk.say("Version: {commit}", commit=version))
    return "\n".join(one.unescape() for one in lines)
