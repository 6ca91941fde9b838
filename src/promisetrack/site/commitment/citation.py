"""Cite this page: title, register, day, commit, address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.site.frame import tracker_title
from promisetrack.site.parts import Cite, Section
from promisetrack.site.urls import absolute

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.survey import Promise


def section(desk: Desk, promise: Promise) -> Section:
    """Return a citation that names the exact state of the page."""
    title = desk.title(promise.fields, promise.source, promise.id)
    words = desk.say(
        "“{title}”, {tracker}, as of {date}",
        title=title,
        tracker=tracker_title(desk),
        date=desk.day(desk.site.today),
    )
    source = desk.site.source
    if source and not source.is_worktree:
        code = Markup("<code>{}</code>").format(source.commit[:12])
        words = words + desk.say(", version {commit}", commit=code)
    address = absolute(desk.site.options.base_url, desk.pen.here)
    words = words + Markup(". <code>{}</code>").format(address)
    return Section("cite", desk.say("Cite this page"), (Cite(words),))
