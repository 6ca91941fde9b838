"""`feeds/all.atom`, `feeds/<kind>/<id>.atom`: what changed, in the sentences of the history.

Atom (RFC 4287) in the default language of the tracker. The name of an entry is made of commit,
record and place in the record: it stays when the site moves or is built anew.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from promisetrack import __version__
from promisetrack.artifact import Artifact
from promisetrack.model.routes import show
from promisetrack.site.feeds.groups import groups
from promisetrack.site.feeds.names import plain, root, urn
from promisetrack.site.frame import tracker_title
from promisetrack.site.pages.changes import promise_of
from promisetrack.site.pages.root import xml
from promisetrack.site.past import is_addressable
from promisetrack.site.publisher import publisher
from promisetrack.site.story.telling import commit_link, names_for, sentence_of, tell, who
from promisetrack.site.survey import first_language
from promisetrack.site.urls import FEED_ALL, absolute, relative
from promisetrack.words.typography import mend, mend_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.history.commits import Commit
    from promisetrack.history.events import Event
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.feeds.groups import Group
    from promisetrack.site.past import Change
    from promisetrack.site.told import Piece, Words

LONGEST: Final = 100
"""Entries of a feed; what is older stands on the pages of the changes."""

_KEPT: Final = 240
"""Characters of unchanged words around a change that a feed repeats."""

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
_NEVER: Final = "1970-01-01T00:00:00Z"


def files(editions: tuple[Edition, ...]) -> Iterator[Artifact]:
    """Return the feeds; none where the site is built without its history."""
    writer = _Writer(editions[0])
    for group in groups(editions[0]):
        yield Artifact(group.address, writer.feed(group).encode())


class _Writer:
    """Writes feeds; an entry that stands in several is made once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._desk = edition.desk(FEED_ALL)
        self._root = root(edition.site)
        self._made: dict[tuple[str, str], list[tuple[str, str, str]]] = {}

    def feed(self, group: Group) -> str:
        """Return one feed as text."""
        desk, language = self._desk, self._desk.tongue.language
        entries = self._entries(group)
        updated = max((_instant(one[0]) for one in entries), default=None)
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml(language)}">\n',
            f"<id>{urn(self._root, 'feed', group.kind, group.id)}</id>\n",
            f"<title>{self._text(_title(desk, group))}</title>\n",
            f"<updated>{updated[1] if updated else self._born()}</updated>\n",
            f"<author><name>{self._text(_publisher(desk))}</name></author>\n",
            f'<generator version="{__version__}">promisetrack</generator>\n',
            _link("self", _address(desk, group.address, group.address), "application/atom+xml"),
            _link("alternate", _address(desk, group.address, group.page), "text/html"),
        ]
        rest = [
            f"<entry>{body}{_link('alternate', _address(desk, group.address, page), 'text/html')}"
            "</entry>\n"
            for _, body, page in entries
        ]
        return "".join([*lines, *rest, "</feed>\n"])

    def _entries(self, group: Group) -> list[tuple[str, str, str]]:
        found: list[tuple[str, str, str]] = []
        for change in group.changes:
            found += self._of(change)
            if len(found) >= LONGEST:
                break
        return found[:LONGEST]

    def _of(self, change: Change) -> list[tuple[str, str, str]]:
        """Return the entries of one change: their moment, their elements, their page."""
        key = (change.commit.id if change.commit else "", change.record.id if change.record else "")
        if key not in self._made:
            seen: Counter[str] = Counter()
            page, moment = self._page(change), _moment(change.commit)
            made = []
            for event in change.events:
                place = f"{event.kind} {show(event.route)}"
                seen[place] += 1
                entry = urn(self._root, *key, place, str(seen[place]))
                made.append((moment, self._entry(change, event, entry), page))
            self._made[key] = made
        return self._made[key]

    def _entry(self, change: Change, event: Event, name: str) -> str:
        desk, record, commit = self._desk, change.record, change.commit
        promise = promise_of(desk, record) if record else None
        names = names_for(desk, promise.source if promise else "")
        said = sentence_of(event, record, names)
        about = desk.title(promise.fields, promise.source, promise.id) if promise else None
        title = f"{about}: {said}" if about else said
        by = str(who(desk, commit, change.events)) if commit else ""
        return "".join(
            (
                f"<id>{name}</id>",
                f"<title>{self._text(title)}</title>",
                f"<updated>{_moment(commit)}</updated>",
                f"<author><name>{self._text(by)}</name></author>" if by else "",
                f'<category term="{xml(event.kind)}"/>',
                f'<category term="{xml(event.concern)}"/>' if event.concern else "",
                f'<content type="html">{xml(plain(self._content(change, event)))}</content>',
            )
        )

    def _content(self, change: Change, event: Event) -> str:
        """Return an event as HTML: its sentence, its reason, what changed word by word."""
        desk, record = self._desk, change.record
        promise = promise_of(desk, record) if record else None
        names = names_for(desk, promise.source if promise else "")
        told = tell(desk, event, record, names)
        said = Markup("<p>{}</p>").format(sentence_of(event, record, names))
        notes = [Markup("<p>{}</p>").format(desk.pen.show(one)) for one in told.notes]
        words = [_words(one) for one in told.words]
        last = (
            [Markup("<p>{}</p>").format(commit_link(desk, change.commit))] if change.commit else []
        )
        return mend_html("".join((said, *notes, *words, *last)), desk.tongue.language)

    def _page(self, change: Change) -> str:
        """Return where a reader finds the change on the site."""
        addresses = self._edition.addresses
        record = change.record
        if record and is_addressable(record.id) and promise_of(self._desk, record):
            return addresses.history(record.id)
        if change.day is not None:
            return addresses.record("changes", f"{change.day:%Y-%m}")
        return addresses.list_of("changes")

    def _text(self, words: object) -> str:
        one_line = " ".join(plain(words).split())
        return xml(mend(one_line, self._desk.tongue.language))

    def _born(self) -> str:
        """Return the moment of a feed in which nothing has happened yet."""
        source = self._edition.site.source
        claimed = source.claimed_time if source else ""
        return claimed if _is_moment(claimed) else _NEVER


def _title(desk: Desk, group: Group) -> object:
    register = tracker_title(desk)
    if not group.kind:
        return register
    if group.kind == "commitment":
        promise = desk.survey.promise(group.id) or next(
            one for one in desk.survey.gone if one.id == group.id
        )
        about: object = desk.title(promise.fields, promise.source, promise.id)
    else:
        about = desk.name(group.kind, group.id)
    return f"{about} ({register})"


def _publisher(desk: Desk) -> object:
    named = desk.pen.pick(publisher(desk).raw("name"), first_language(desk.register, None))
    return named or tracker_title(desk)


def _words(words: Words) -> Markup:
    shown = Markup("").join(_piece(one) for one in words.pieces)
    label = Markup("<b>{}</b> ").format(words.label) if words.label else Markup("")
    if words.language:
        return Markup('<p>{}<span lang="{}" dir="{}">{}</span></p>').format(
            label, words.language, words.direction, shown
        )
    return Markup("<p>{}{}</p>").format(label, shown)


def _piece(piece: Piece) -> Markup:
    tag = {"delete": "del", "insert": "ins"}.get(piece.what)
    if tag:
        return Markup(f"<{tag}>{{}}</{tag}>").format(piece.text)  # noqa: S704 - the tag is our own
    text = piece.text
    if len(text) > _KEPT:
        text = f"{text[: _KEPT // 2]} … {text[-_KEPT // 2 :]}"
    return Markup("{}").format(text)


def _link(relation: str, address: str, media: str) -> str:
    return f'<link rel="{relation}" type="{media}" href="{xml(address)}"/>\n'


def _address(desk: Desk, here: str, there: str) -> str:
    """Return a public address, or one relative to the feed where none is known."""
    base = desk.site.options.base_url
    return absolute(base, there) if base else relative(here, there)


def _moment(commit: Commit | None) -> str:
    """Return the date that a commit claims; the beginning of time where it claims none."""
    return commit.date if commit and _is_moment(commit.date) else _NEVER


def _is_moment(text: str) -> bool:
    try:
        return bool(_MOMENT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _instant(moment: str) -> tuple[float, str]:
    return datetime.fromisoformat(moment).timestamp(), moment
