"""What belongs to no language: the root page, 404, robots, sitemap, the stylesheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from promisetrack.artifact import Artifact
from promisetrack.resources import site_templates
from promisetrack.site.frame import is_fictitious, tracker_title
from promisetrack.site.parts import Page
from promisetrack.site.styles import style
from promisetrack.site.urls import NOT_FOUND, OVERVIEW, PRINT, ROOT, STYLE, Addresses, absolute
from promisetrack.words.languages import direction, native_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.site import Site

_FORBIDDEN_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def common_pages(editions: tuple[Edition, ...]) -> Iterator[Page]:
    """Return the root page and the page of addresses that do not exist."""
    first = editions[0]
    yield _root(first.desk(ROOT), editions)
    yield _not_found(first.desk(NOT_FOUND), editions)


def _root(desk: Desk, editions: tuple[Edition, ...]) -> Page:
    doors = [
        _door(one, sentence=one.tongue.say("What was promised, where it stands, who says so."))
        for one in editions
    ]
    return Page(
        address=ROOT,
        template="pages/root.html",
        title=tracker_title(desk).text,
        description=desk.say("What was promised, where it stands, who says so.").unescape(),
        values={"doors": doors},
    )


def _not_found(desk: Desk, editions: tuple[Edition, ...]) -> Page:
    doors = [
        _door(
            one,
            sentence=one.tongue.say(
                "There is no page at this address. Addresses here are permanent: it was "
                "probably mistyped."
            ),
            link=one.tongue.say("To the first page"),
        )
        for one in editions
    ]
    return Page(
        address=NOT_FOUND,
        template="pages/not_found.html",
        title=desk.say("Page not found").unescape(),
        description=desk.say("Page not found").unescape(),
        values={"doors": doors},
        is_hidden=True,
    )


def _door(edition: Edition, **words: object) -> dict[str, object]:
    language = edition.tongue.language
    return {
        "language": language,
        "direction": direction(language),
        "name": native_name(language),
        "address": Addresses(language).home(),
        **words,
    }


def files(site: Site, addresses: list[str]) -> Iterator[Artifact]:
    """Return the files that are no pages; `addresses` are those of all pages."""
    yield Artifact(".nojekyll", b"")
    yield style(STYLE)
    yield style(OVERVIEW)
    yield style(PRINT)
    # Browsers ask for it at the root of a host; no page spends bytes on a link to it.
    yield Artifact("favicon.ico", (site_templates() / "favicon.ico").read_bytes())
    yield Artifact("robots.txt", _robots(site))
    yield Artifact("sitemap.xml", _sitemap(site, addresses))


def _robots(site: Site) -> bytes:
    if is_fictitious(site) or (site.source and site.source.is_worktree):
        return b"User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", "Disallow:"]
    if site.options.base_url:
        lines.append(f"Sitemap: {absolute(site.options.base_url, 'sitemap.xml')}")
    return ("\n".join(lines) + "\n").encode()


def _sitemap(site: Site, addresses: list[str]) -> bytes:
    """Return the sitemap (sitemaps.org, 0.9) with the other languages of each page."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    )
    entries = "".join(
        _entry(site, one) for one in sorted(addresses) if one not in (ROOT, NOT_FOUND)
    )
    return (head + entries + "</urlset>\n").encode()


def _entry(site: Site, address: str) -> str:
    base = site.options.base_url
    rest = address.partition("/")[2]
    languages = site.languages if len(site.languages) > 1 else ()
    others = "".join(_alternate(one, absolute(base, f"{one}/{rest}")) for one in languages)
    return f"<url><loc>{xml(absolute(base, address))}</loc>{others}</url>\n"


def _alternate(language: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{xml(language)}" href="{xml(address)}"/>'


def xml(text: str) -> str:
    """Return text for XML 1.0: escaped, without the characters that it forbids even escaped."""
    return escape(_FORBIDDEN_IN_XML.sub("", text), {'"': "&quot;"})
