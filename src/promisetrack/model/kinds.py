"""The kinds of record and the models that say what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.model.commitment import Commitment
from promisetrack.model.organisation import Organisation
from promisetrack.model.place import Place
from promisetrack.model.plan import Plan
from promisetrack.model.reports import Assessment
from promisetrack.model.theme import Theme
from promisetrack.model.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.model.base import Record

KINDS: Final[Mapping[str, type[Record]]] = {
    "commitment": Commitment,
    "plan": Plan,
    "organisation": Organisation,
    "theme": Theme,
    "place": Place,
    "tracker": Tracker,
    "assessment": Assessment,
}
"""Kind → model of one record of that kind."""

LISTS: Final = frozenset({"organisation", "theme", "place", "assessment"})
"""Kinds whose files hold a list of records: organisations.yaml, …, X.assessments/ORG.yaml."""
