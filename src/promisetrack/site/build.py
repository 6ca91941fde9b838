"""A site as files: pure. The same site gives the same bytes, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Protocol, TypeAlias

from promisetrack.artifact import Artifact
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
    from promisetrack.site.parts import Page
    from promisetrack.site.site import Site

Made: TypeAlias = tuple[str, str | None, Artifact]
"""Who made a file, its address where it is a page of the site, and the file."""

Work: TypeAlias = Callable[[], Iterator[Made]]


class Other(Protocol):
    """Work that somebody else does meanwhile."""

    def results(self) -> Iterator[Made]:
        """Yield what was made."""
        ...

    def close(self) -> None:
        """Need nothing of it any more."""
        ...


def build(
    site: Site, *, beside: Callable[[Work], Other | None] | None = None
) -> Iterator[Artifact]:
    """Return every file of the site, in no order that means anything.

    Two sources for one address raise `PromisetrackError`. `beside` may have half of the pages made
    by somebody else, who makes the same of them.
    """
    claims = Claims()
    theme = theme_of(site.register)
    for source, artifact in _all(_addressed(site), beside):
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


def _all(
    site: Site, beside: Callable[[Work], Other | None] | None
) -> Iterator[tuple[str, Artifact]]:
    surveyed = survey(site)
    editions = tuple(
        Edition(site, surveyed, tongue(one), names_of(site, one), bodies_of(site, one))
        for one in site.languages
    )
    halves = _halves(editions, Renderer(site.shadow.templates))
    addresses: list[str] = []
    for source, address, artifact in _both(halves, beside):
        if address is not None:
            addresses.append(address)
        yield source, artifact
    addresses.sort()
    for module in modules():
        for artifact in module.files(site, addresses) if hasattr(module, "files") else ():
            yield module.__name__, artifact
    yield from data.files(site, surveyed)
    for artifact in chain(files.copies(site.register, surveyed.shelf), surveyed.theme.files()):
        yield files.__name__, artifact


def _both(
    halves: tuple[Work, Work],
    beside: Callable[[Work], Other | None] | None,
) -> Iterator[Made]:
    """Yield both halves; the second one is made meanwhile, where somebody can do that."""
    first, second = halves
    other = beside(second) if beside else None
    if other is None:
        yield from chain(first(), second())
        return
    try:
        yield from first()
        yield from other.results()
    finally:
        other.close()


def _halves(editions: tuple[Edition, ...], renderer: Renderer) -> tuple[Work, Work]:
    """Return the pages in two parts that take about as long."""
    return (
        partial(_half, editions, renderer, is_first=True),
        partial(_half, editions, renderer, is_first=False),
    )


def _half(editions: tuple[Edition, ...], renderer: Renderer, *, is_first: bool) -> Iterator[Made]:
    """Yield one part: every second language, or of a single one the commitments' own pages."""
    is_alone = len(editions) == 1
    for source, at, pages in _pages(editions):
        is_large = source.endswith(".commitment")
        if (is_large if is_alone else at % 2 == 0) is is_first:
            for page in pages:
                yield source, page.address, renderer.page(editions[at], page)
    for at, edition in enumerate(editions):
        if (at % 2 == 0 and not is_alone) is is_first:
            for source, _, page in feeds.pages((edition,)):
                yield source, None, renderer.page(edition, page)
    if not is_first:
        for source, file in chain(feeds.files(editions), search.files(editions)):
            yield source, None, replace(file, content=without_marks(file.content))


def _pages(editions: tuple[Edition, ...]) -> Iterator[tuple[str, int, Iterable[Page]]]:
    """Yield the pages of each kind in each language, before any is made."""
    for module in modules():
        if hasattr(module, "common_pages"):
            yield module.__name__, 0, module.common_pages(editions)
        for at, edition in enumerate(editions if hasattr(module, "pages") else ()):
            yield module.__name__, at, module.pages(edition)
