"""The data of the site: one module a group of files, found by their names.

A module has `files(site, survey)`. JSON holds the exact values; CSV is for spreadsheets.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def modules() -> tuple[ModuleType, ...]:
    """Return the modules of all groups of files, sorted by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    found = tuple(import_module(f"{__name__}.{name}") for name in names)
    return tuple(module for module in found if hasattr(module, "files"))
