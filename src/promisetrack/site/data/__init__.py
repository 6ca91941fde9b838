"""The data of the site: one module a group of files, found by their names.

A module has `files(site, survey)`, and `resources(site)` for those that a person would take;
`families(site)` are the others. A module that describes all the others has
`index(site, survey, measures)` instead of `files`. JSON holds the exact values; CSV is for
spreadsheets.
"""

from __future__ import annotations

import pkgutil
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING

from promisetrack.site.data.resource import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from promisetrack.artifact import Artifact
    from promisetrack.site.data.resource import Family, Resource
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Survey


def files(site: Site, survey: Survey) -> Iterator[tuple[str, Artifact]]:
    """Return every file of the data with the module that wrote it: the descriptions come last."""
    listed = {one.address for one in resources(site)}
    measures: dict[str, Measure] = {}
    for module in _modules("files"):
        for artifact in module.files(site, survey):
            if artifact.path in listed:
                seal = sha256(artifact.content).hexdigest()
                measures[artifact.path] = Measure(len(artifact.content), seal)
            yield module.__name__, artifact
    for module in _modules("index"):
        for artifact in module.index(site, survey, measures):
            yield module.__name__, artifact


def resources(site: Site) -> tuple[Resource, ...]:
    """Return the files that people take, each with its title and what it holds."""
    return tuple(one for module in _modules("resources") for one in module.resources(site))


def families(site: Site) -> tuple[Family, ...]:
    """Return the other files: one a commitment, schemas, descriptions."""
    return tuple(one for module in _modules("families") for one in module.families(site))


def _modules(function: str) -> tuple[ModuleType, ...]:
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    found = tuple(import_module(f"{__name__}.{name}") for name in names)
    return tuple(module for module in found if hasattr(module, function))
