"""What stands on every page: the tracker's name, navigation, languages, notices, the foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from promisetrack.site.access import claim
from promisetrack.site.contents import has, name_of
from promisetrack.site.fields import Fields
from promisetrack.site.forge import forge_of
from promisetrack.site.page_data import data_of
from promisetrack.site.parts import Link
from promisetrack.site.said import Said, pick
from promisetrack.site.survey import first_language
from promisetrack.site.urls import Addresses, absolute
from promisetrack.words.catalogue import is_reviewed
from promisetrack.words.languages import direction, native_name

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.site import Site

POLICY = "default-src 'none'; style-src 'self'{file}; base-uri 'none'; form-action 'self'{file}"
"""The Content-Security-Policy: a stylesheet of its own and nothing else, from nowhere else.

A form may only ask for a page of the site: the search.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the navigation. `is_here` is the value of aria-current, or empty."""

    address: str
    words: object
    is_here: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """This page in another language."""

    language: str
    name: str
    direction: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page."""

    language: str
    direction: str
    policy: str
    tracker: Said
    logo: str
    home: str
    is_home: bool
    is_hidden: bool
    search: str
    navigation: tuple[Entry, ...]
    languages: tuple[Tongue, ...]
    alternates: tuple[Tongue, ...]
    notices: tuple[object, ...]
    publisher: object
    foot: tuple[Entry, ...]
    origin: object
    day: str
    version: object
    here: str
    data: str
    review: object


def frame_of(desk: Desk, *, is_hidden: bool = False) -> Frame:
    """Return the frame of the desk's page."""
    languages = _languages(desk)
    return Frame(
        language=desk.tongue.language,
        direction=desk.tongue.direction,
        policy=policy(desk),
        tracker=tracker_title(desk),
        logo=desk.survey.theme.logo_address,
        home=desk.addresses.home(),
        is_home=desk.pen.here == desk.addresses.home(),
        is_hidden=is_hidden or is_fictitious(desk.site) or _is_preview(desk.site),
        search=_search(desk),
        navigation=_navigation(desk),
        languages=languages,
        alternates=languages if len(languages) > 1 else (),
        notices=_notices(desk),
        publisher=_publisher(desk),
        foot=_foot(desk),
        origin=_made(desk, _origin(desk)),
        day=desk.pen.day(desk.site.today),
        version=_version(desk.site),
        here=absolute(desk.site.options.base_url, desk.pen.here),
        data=data_of(desk),
        review=review(desk),
    )


def policy(desk: Desk) -> str:
    """Return the Content-Security-Policy; files opened from a folder need `file:` besides.

    Pictures are allowed where the tracker has any, and only its own.
    """
    file = " file:" if desk.site.options.is_portable else ""
    survey = desk.survey
    pictures = f"; img-src 'self'{file}" if survey.shelf.pictures or survey.theme.logo else ""
    return POLICY.format(file=file) + pictures


def own_picture(desk: Desk) -> str:
    """Return what a page needs beyond the policy of every page to show a picture of this site."""
    file = " file:" if desk.site.options.is_portable else ""
    return "" if "img-src" in policy(desk) else f"; img-src 'self'{file}"


def own_script(site: Site) -> str:
    """Return what a page needs beyond the policy of every page to run a script of this site."""
    return "; script-src 'self'" + (" file:" if site.options.is_portable else "")


def tracker_title(desk: Desk | Edition) -> Said:
    """Return the name of the tracker."""
    site, language = desk.site, desk.tongue.language
    entry = site.register.tracker
    value = entry.data.get("title") if entry else None
    return pick(value, language, first_language(site.register, None)) or Said("promisetrack", "")


def review(desk: Desk) -> object:
    """Return the sentence that the words of the pages await a native speaker; empty if not."""
    language = desk.tongue.language
    if is_reviewed(language):
        return ""
    return desk.say(
        "Nobody whose first language is {language} has read the words of these pages yet. If one "
        "is wrong, please say so: {link}",
        language=desk.tongue.name_of(language),
        link=Link(desk.say("How to write to us"), desk.addresses.plain("contact")),
    )


def is_fictitious(site: Site) -> bool:
    """Whether the tracker says of itself that it is an invention."""
    return bool(site.register.tracker and site.register.tracker.data.get("fictitious") is True)


def _is_preview(site: Site) -> bool:
    return bool(site.source and site.source.is_worktree)


def _search(desk: Desk) -> str:
    """Return the page of the search; nothing on pages that have a field of their own."""
    address = desk.addresses.plain("search")
    return "" if desk.pen.here in (address, desk.addresses.list_of("commitments")) else address


def _navigation(desk: Desk) -> tuple[Entry, ...]:
    second = "changes" if has(desk, "changes") else "themes"
    folders = ("commitments", second, "deadlines", "organisations", "method")
    return tuple(
        _entry(desk, folder, name_of(desk, folder)) for folder in folders if has(desk, folder)
    )


def _entry(desk: Desk, folder: str, words: object) -> Entry:
    address = desk.addresses.list_of(folder)
    here = desk.pen.here
    state = "page" if here == address else "true" if here.startswith(address) else ""
    return Entry(address, words, state)


def _languages(desk: Desk) -> tuple[Tongue, ...]:
    here, own = desk.pen.here, desk.addresses.home()
    rest = here.removeprefix(own)
    return tuple(
        Tongue(
            language=one,
            name=native_name(one),
            direction=direction(one),
            address=Addresses(one).home() + rest,
            is_here=one == desk.tongue.language,
        )
        for one in desk.site.languages
    )


def _notices(desk: Desk) -> tuple[object, ...]:
    site, source = desk.site, desk.site.source
    found: list[object] = []
    if is_fictitious(site):
        found.append(
            desk.say("This register is fictitious: its places, bodies and figures are invented.")
        )
    if source and source.is_worktree and not source.commit:
        found.append(desk.say("Preview of files as they lie on a disk: they are not published."))
    elif source and source.is_worktree and not source.changed_files:
        found.append(
            desk.say(
                "Preview, not published: the files are those of version {commit}.",
                commit=source.commit[:12],
            )
        )
    elif source and source.is_worktree:
        found.append(
            desk.say_n(
                "Preview of files that are not published: {n} file differs from version {commit}.",
                "Preview of files that are not published: {n} files differ from version {commit}.",
                source.changed_files,
                commit=source.commit[:12],
            )
        )
    if site.shadow.is_ignored:
        found.append(
            desk.say(
                "This register has page templates of its own. They are code, and were not "
                "used here: what you see is laid out by the program’s own."
            )
        )
    errors = desk.survey.errors
    if errors:
        page = Link(desk.say("The list of errors"), f"{desk.addresses.plain('method')}#faults")
        found.append(
            desk.say_n(
                "This register has {n} error that is not mended. {link}",
                "This register has {n} errors that are not mended. {link}",
                errors,
                link=page,
            )
        )
    awaited = review(desk)
    if awaited and desk.pen.here == desk.addresses.home():
        found.append(awaited)
    return tuple(found)


def _publisher(desk: Desk) -> object:
    entry = desk.register.tracker
    fields = Fields(entry.data).part("publisher") if entry else Fields({})
    name = desk.pen.pick(fields.raw("name"), desk.tongue.language)
    licence = Fields(entry.data).part("licence").string("data") if entry else ""
    parts: list[object] = []
    if name:
        parts.append(desk.say("Published by {name}.", name=Link(name, url=fields.string("url"))))
    if licence:
        source = first_language(desk.register, None)
        said = desk.pen.pick(licence, source) if " " in licence else licence  # prose, or an id
        parts.append(desk.say("Licence of the data: {licence}.", licence=said))
    return desk.join(parts) if parts else tracker_title(desk)


def _foot(desk: Desk) -> tuple[Entry, ...]:
    verify = Entry(desk.addresses.plain("audit"), name_of(desk, "audit"))
    first = Entry(
        desk.addresses.plain("accessibility"),
        claim(desk),
    )
    names = ("sitemap", "data", "legal", "edit", "contact", "about")
    rest = (Entry(desk.addresses.plain(one), name_of(desk, one)) for one in names)
    return (first, *rest, verify)


def _made(desk: Desk, origin: object) -> object:
    """Add who laid the pages out, where it was not this program alone."""
    if not desk.site.options.has_own_templates:
        return origin
    own = desk.say("The pages are laid out by templates of the register’s own, which are code.")
    return desk.join((origin, own))


def _version(site: Site) -> object:
    """Return the commit as citations name it; nothing for a preview."""
    if site.source is None or site.source.is_worktree:
        return ""
    return Markup("<code>{}</code>").format(site.source.commit[:12])


def _origin(desk: Desk) -> object:
    source, day = desk.site.source, desk.day(desk.site.today)
    if source is None:
        return desk.say("As of {date}.", date=day)
    forge = forge_of(desk.site)
    code = Markup("<code>{}</code>").format(source.commit[:12])
    url = forge.commit_page() if forge else ""
    commit = Link(code, url=url) if url else code
    if source.is_worktree and not source.commit:
        return desk.say("As of {date}, a preview.", date=day)
    if source.is_worktree:
        return desk.say(
            "As of {date}, from files changed since version {commit}.", date=day, commit=commit
        )
    return desk.say(
        "As of {date}, built from version {commit}. Rebuild it yourself: you get the same bytes.",
        date=day,
        commit=commit,
    )
