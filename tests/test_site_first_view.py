"""The first view of a commitment: its page and the stylesheet, compressed, in one round trip.

A connection carries about 14 kB before the first answer comes back (ten segments, RFC 6928): what
fits is there at once, on a slow phone too.
"""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from promisetrack.checks.runner import run
from promisetrack.cli.sources import from_worktree
from promisetrack.cli.sources import site_of as site_from
from promisetrack.site.desk import Edition
from promisetrack.site.pages import commitment
from promisetrack.site.render import Renderer
from promisetrack.site.styles import style
from promisetrack.site.survey import survey
from promisetrack.site.tongue import tongue
from promisetrack.site.urls import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 14_000
RESERVE = 500
"""For the ledger of what moved: the pages here are made from files, without their history."""


def first_views(tracker: Path) -> Iterator[tuple[int, str]]:
    """Yield the compressed size of each commitment's page in each language, with its address."""
    material, day = from_worktree(tracker), date(2026, 6, 30)
    site = site_from(material, day, run(material.register, today=day))
    surveyed, renderer = survey(site), Renderer()
    sheet = len(gzip.compress(style(STYLE).content, 9))
    for language in site.languages:
        edition = Edition(site, surveyed, tongue(language))
        for page in commitment.pages(edition):
            content = renderer.page(edition, page).content
            yield sheet + len(gzip.compress(content, 9)), page.address


def test_the_first_view_of_every_commitment_is_small() -> None:
    """Each commitment of this repository's register fits, with room for its ledger."""
    views = sorted(first_views(ROOT), reverse=True)
    assert len(views) > 150
    assert not [view for view in views if view[0] > LIMIT - RESERVE]


def test_the_first_view_of_a_full_record_is_small() -> None:
    """The example fills every field of one record on purpose, more than any real one; it fits."""
    assert max(first_views(ROOT / "examples" / "valbrume"))[0] <= LIMIT


def test_the_stylesheet_is_small() -> None:
    """The stylesheet of every page may have 10 kB compressed; it has little more than half."""
    assert len(gzip.compress(style(STYLE).content, 9)) <= 6_000
