"""A site as files: pure. The same site gives the same bytes, in the same order."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from promisetrack.site import data, feeds, files
from promisetrack.site.desk import Edition
from promisetrack.site.fields import Fields
from promisetrack.site.pages import modules
from promisetrack.site.pen import safe_url
from promisetrack.site.render import Renderer
from promisetrack.site.search import files as search
from promisetrack.site.stand_in import without_marks
from promisetrack.site.story.names import bodies_of, names_of
from promisetrack.site.survey import survey
from promisetrack.site.theme import theme_of
from promisetrack.site.tongue import tongue
from promisetrack.site.urls import Claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.artifact import Artifact
    from promisetrack.site.parts import Page
    from promisetrack.site.site import Site


def build(site: Site) -> Iterator[Artifact]:
    """Return every file of the site, sorted by kind.

    Two sources for one address raise `PromisetrackError`.
    """
    claims = Claims()
    theme = theme_of(site.register)
    for source, artifact in _all(_addressed(site)):
        claims.claim(artifact.path, source)
        yield theme.applied(site.shadow.applied(artifact))
    for artifact in site.shadow.added(claims.paths):
        yield artifact


def _addressed(site: Site) -> Site:
    """Return the site with the public address of tracker.yaml, where no other was asked for."""
    tracker = site.register.tracker
    written = Fields(tracker.data).string("base_url") if tracker else ""
    asked = site.options.base_url or written
    base_url = safe_url(asked) if asked.startswith(("https://", "http://")) else ""
    return replace(site, options=replace(site.options, base_url=base_url))


def _all(site: Site) -> Iterator[tuple[str, Artifact]]:
    surveyed = survey(site)
    editions = tuple(
        Edition(site, surveyed, tongue(one), names_of(site, one), bodies_of(site, one))
        for one in site.languages
    )
    renderer = Renderer(site.shadow.templates)
    addresses: list[str] = []
    for source, edition, page in _pages(editions):
        addresses.append(page.address)
        yield source, renderer.page(edition, page)
    for source, edition, page in feeds.pages(editions):
        yield source, renderer.page(edition, page)
    for source, file in chain(feeds.files(editions), search.files(editions)):
        yield source, replace(file, content=without_marks(file.content))
    for module in modules():
        for artifact in module.files(site, addresses) if hasattr(module, "files") else ():
            yield module.__name__, artifact
    yield from data.files(site, surveyed)
    for artifact in chain(files.copies(site.register, surveyed.shelf), surveyed.theme.files()):
        yield files.__name__, artifact


def _pages(editions: tuple[Edition, ...]) -> Iterator[tuple[str, Edition, Page]]:
    for module in modules():
        if hasattr(module, "common_pages"):
            for page in module.common_pages(editions):
                yield module.__name__, editions[0], page
        for edition in editions if hasattr(module, "pages") else ():
            for page in module.pages(edition):
                yield module.__name__, edition, page
