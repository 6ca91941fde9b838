"""Write values as HTML on one page: the only place where HTML is made outside templates.

A pen knows its page, because links are relative to it, and its language, because what is in
another language must say so (`lang`, `dir`).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from promisetrack.model.dates import interval, is_ongoing
from promisetrack.site.files import NO_FILES, Shelf, kept_as
from promisetrack.site.parts import Link, When
from promisetrack.site.said import Said, pick
from promisetrack.site.urls import absolute, relative
from promisetrack.text.markdown import Labels, render
from promisetrack.words.dates import show_date
from promisetrack.words.script import comma

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from promisetrack.model.dates import PartialDate
    from promisetrack.site.site import Options
    from promisetrack.site.tongue import Tongue
    from promisetrack.words.dates import Form

_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_UNSAFE_IN_URL = re.compile(
    r"[\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069<>\"`\\^{}|]"
)


@dataclass(frozen=True, slots=True)
class Pen:
    """How values are written on the page at `here`.

    `shelf` are the tracker's own files, `plan` the plan whose files the page may name without it.
    """

    tongue: Tongue
    here: str
    options: Options
    shelf: Shelf = NO_FILES
    plan: str = ""
    _notes: Iterator[int] = field(default_factory=lambda: itertools.count(1), repr=False)

    def show(self, value: object) -> Markup:
        """Return the HTML of any value that pages hold; plain strings are escaped."""
        if isinstance(value, Markup):
            return value
        if isinstance(value, Said):
            return self.said(value)
        if isinstance(value, Link):
            return self.link(value)
        if isinstance(value, When):
            return self.when(value)
        return escape("" if value is None else value)

    def said(self, said: Said) -> Markup:
        """Return a text; in another language it says so, and a machine's translation too."""
        badge = self.badge(said)
        if not said.is_foreign:
            return escape(said.text) + badge
        return Markup('<span lang="{}" dir="{}">{}</span>{}').format(
            said.language, said.direction, said.text, badge
        )

    def badge(self, said: Said) -> Markup:
        """Return the mark of a machine translation, or nothing."""
        if said.origin != "machine":
            return Markup("")
        return Markup(' <span class="eg">{}</span>').format(self.tongue.say("machine translation"))

    def link(self, link: Link) -> Markup:
        """Return a link; words alone where its address is not one that may be followed."""
        target = self.to(link.address) if link.address else safe_url(link.url)
        if not target:
            return self.show(link.words)
        current = Markup(' aria-current="page"') if link.current else Markup("")
        name = kept_as(link.address)
        if name:
            current += Markup(' download="{}"').format(name)
        words = link.words
        if isinstance(words, Said) and words.is_foreign:
            return Markup('<a href="{}" lang="{}" dir="{}"{}>{}</a>{}').format(
                target, words.language, words.direction, current, words.text, self.badge(words)
            )
        shown = self.show(words)
        return Markup(f'<a href="{escape(target)}"{current}>{shown}</a>')  # noqa: S704 - all three are escaped

    def links(self, many: Iterable[object]) -> Markup:
        """Return several values with commas between them."""
        return Markup(comma(self.tongue.language)).join(self.show(one) for one in many)  # noqa: S704 - a constant

    def when(self, when: When) -> Markup:
        """Return a date in the words that were written, with the day for machines."""
        words = self.show(when.words)
        return (
            Markup('<time datetime="{}">{}</time>').format(when.iso, words) if when.iso else words
        )

    def to(self, address: str) -> str:
        """Return the relative link from this page to an address of the site."""
        return relative(self.here, address, is_portable=self.options.is_portable)

    def public(self, address: str) -> str:
        """Return the public address where it is known, else the relative link."""
        return (
            absolute(self.options.base_url, address) if self.options.base_url else self.to(address)
        )

    def markdown(self, said: Said) -> Markup:
        """Return the safe HTML of a Markdown text, with the mark of a machine translation."""
        html = render(
            said.text,
            prefix=f"n{next(self._notes)}-",
            heading_offset=3,
            address=self._own_file,
            labels=self._labels(),
        )
        return Markup(html) + self.badge(said)  # noqa: S704 - text.markdown returns safe HTML

    def _own_file(self, path: str) -> str | None:
        """Return the link to a file of the tracker; None where the site does not have it."""
        address = self.shelf.shown(path, self.plan)
        return None if address is None else self.to(address)

    def _labels(self) -> Labels:
        gettext = self.tongue.words.gettext  # the renderer fills the gaps
        return Labels(
            notes=gettext("Notes"),
            note=gettext("Note {n}"),
            back=gettext("Back to the text of note {n}"),
            table=gettext("Table: {columns}"),
        )

    # ---- reading values -------------------------------------------------------------------

    def pick(self, value: Any, source: str) -> Said | None:
        """Return a Text in the language of the page, or in the language it was written in."""
        return pick(value, self.tongue.language, source)

    def date(self, value: Any, source: str, *, is_short: bool = False) -> When | None:
        """Return a Date as it was written: its words where it has some, else the day by CLDR."""
        words = value.get("text") if isinstance(value, dict) else None
        own = pick(words, self.tongue.language, source)
        found = interval(value)
        iso = _iso(found)
        if own is not None:
            return When(own, iso)
        if found is not None:
            return When(_words(found, self.tongue.language, is_short=is_short), iso)
        if is_ongoing(value):
            return When(str(self.tongue.say("ongoing")))
        return When(Said(value, source)) if isinstance(value, str) and value.strip() else None

    def day(self, day: datetime.date) -> str:
        """Return a day in full."""
        return show_date(day, self.tongue.language)


def safe_url(url: str) -> str:
    """Return a stranger's URL if it may be followed: http, https, mailto; else nothing."""
    cleaned = _UNSAFE_IN_URL.sub(_percent, url.strip())
    try:
        scheme = urlsplit(cleaned).scheme.lower()
    except ValueError:
        return ""
    return cleaned if scheme in _SAFE_SCHEMES else ""


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _iso(found: PartialDate | None) -> str:
    if found is None:
        return ""
    forms = {"day": 10, "month": 7, "year": 4}
    return found.start.isoformat()[: forms.get(found.precision, 0)]


def _words(found: PartialDate, language: str, *, is_short: bool) -> str:
    form: Form = "short" if is_short else "long"
    if found.precision == "half":
        return show_date(found.start, language, precision="semester", form=form)
    return show_date(found, language, form=form)
