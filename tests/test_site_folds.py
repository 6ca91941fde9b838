"""Long pages: what is open to the eye, what lies in a fold, and that nothing is lost between."""

from __future__ import annotations

import pytest

from promisetrack.site.desk import Edition
from promisetrack.site.folds import MOST, SPARED, Fold, by_name, shortened
from promisetrack.site.parts import Mark, Row, Rows
from promisetrack.site.pictures import mini
from promisetrack.site.survey import survey
from promisetrack.site.told import MOST_TOLD, Moment, Told
from promisetrack.site.tongue import tongue
from tests.test_site_build import register, site_of

LATE = (Mark("weaker", "late", "Removal"),)


def moment(*told: Told) -> Moment:
    return Moment(when=None, who="", title=None, told=told)


def test_a_version_opens_what_a_reader_should_not_miss() -> None:
    """Of many events the weaker ones are open, in their order; the fold has the others."""
    told = tuple(Told(str(n), marks=LATE if n in (3, 9) else ()) for n in range(12))
    found = moment(*told)
    assert [one.sentence for one in found.shown] == ["0", "1", "3", "9"]
    assert len(found.shown) == MOST_TOLD
    every = {str(one.sentence) for one in (*found.shown, *found.folded)}
    assert every == {str(n) for n in range(12)}
    assert len(found.shown) + len(found.folded) == len(told)
    assert found.weaker == 0


def test_a_fold_says_how_many_of_it_weaken() -> None:
    """Where more events weaken a promise than are open, the label of the fold counts the others."""
    assert moment(*(Told(str(n), marks=LATE) for n in range(7))).weaker == 7 - MOST_TOLD


def test_a_few_events_are_not_folded() -> None:
    """One event more than are open is open too: a fold for one line costs more than the line."""
    assert not moment(*(Told(str(n)) for n in range(MOST_TOLD + 1))).folded


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Return the pages of the example in English."""
    site = site_of(register())
    return Edition(site, survey(site), tongue("en"))


def test_entries_lie_in_folds_and_none_is_lost(edition: Edition) -> None:
    """A long list opens its first entries, the rest lies in one fold, or in one a year."""
    desk = edition.desk(edition.addresses.home())
    rows = tuple(Row(who=str(n)) for n in range(40))
    first, fold = shortened(desk, rows)
    assert isinstance(first, Rows)
    assert isinstance(fold, Fold)
    assert (*first.rows, *fold.rows.rows) == rows
    assert fold.label == "28 more"
    named = by_name(desk, ((f"20{26 + n // 20}", one) for n, one in enumerate(rows)))
    labels = [str(one.label) for one in named if isinstance(one, Fold)]
    assert labels == ["2026, 8 more", "2027, 20 more"]
    assert shortened(desk, rows[: MOST + SPARED]) == (Rows(rows[: MOST + SPARED]),)


@pytest.mark.parametrize(
    ("share", "length"), [(-0.4, None), (0, None), (0.5, 48), (1, 96), (1.7, 96)]
)
def test_the_way_is_drawn_to_scale(share: float, length: int | None) -> None:
    """The thick line ends where the published value stands; before the start there is none."""
    drawn = dict(mini.way(share).paths)
    assert drawn.get("moving") == (f"M1 12H{length}" if length else None)
