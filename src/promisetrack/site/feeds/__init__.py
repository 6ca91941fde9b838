"""What follows and reuses the register elsewhere: feeds, calendars, badges, cards, linked data.

One module a kind, found by their names. A module has `files(editions)`, or `pages(editions)` for
pages that stand in no list and in no site map, or both.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from promisetrack.artifact import Artifact
    from promisetrack.site.desk import Edition
    from promisetrack.site.parts import Page


def files(editions: tuple[Edition, ...]) -> Iterator[tuple[str, Artifact]]:
    """Return every file with the module that wrote it; the first edition is the default one."""
    for module in _modules("files"):
        for artifact in module.files(editions):
            yield module.__name__, artifact


def pages(editions: tuple[Edition, ...]) -> Iterator[tuple[str, Edition, Page]]:
    """Return every page with the module that wrote it."""
    for module in _modules("pages"):
        for edition in editions:
            for page in module.pages(edition):
                yield module.__name__, edition, page


def _modules(function: str) -> tuple[ModuleType, ...]:
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    found = tuple(import_module(f"{__name__}.{name}") for name in names)
    return tuple(module for module in found if hasattr(module, function))
