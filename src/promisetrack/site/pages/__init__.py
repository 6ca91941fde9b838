"""One module a page kind, found by their names: a new page is a new module.

A module has `pages(edition)`, the pages of one language, or `files(house)`, what belongs to no
language, or both.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def modules() -> tuple[ModuleType, ...]:
    """Return the modules of all page kinds, sorted by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}") for name in names)
