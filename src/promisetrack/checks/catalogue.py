"""All checks, found by looking into this package: a new check is one new module."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Final, TypeAlias

import promisetrack.checks as package
from promisetrack.checks.reading import Finding
from promisetrack.checks.world import World

if TYPE_CHECKING:
    from promisetrack.diagnostic import Level

Find: TypeAlias = Callable[[World], Iterator[Finding]]

RESERVED: Final[Mapping[str, str]] = MappingProxyType({})
"""Names and codes of checks that have no module here any more; never given again."""

UNREADABLE: Final = frozenset(
    {
        "alias-or-anchor",
        "directive-or-second-document",
        "duplicate-key",
        "empty-file",
        "not-a-regular-file",
        "not-utf-8",
        "tag",
        "too-large",
        "yaml-syntax",
    }
)
"""Checks whose faults leave nothing to read: they keep their level and cannot be suppressed."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `find` is None where reading itself finds the fault.

    `needs` are the files that it must be able to read beside the record itself (see `unread`).
    """

    name: str
    code: str
    level: Level
    documentation: str
    find: Find | None
    needs: tuple[str, ...] = ()


@cache
def checks() -> Mapping[str, Check]:
    """Return all checks by name, sorted."""
    found = {check.name: check for check in map(_check, _modules())}
    return MappingProxyType(dict(sorted(found.items())))


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if hasattr(module, "CODE"):
            yield module


def _check(module: ModuleType) -> Check:
    return Check(
        name=module.__name__.rpartition(".")[2].replace("_", "-"),
        code=module.CODE,
        level=module.LEVEL,
        documentation=module.__doc__ or "",
        find=getattr(module, "find", None),
        needs=getattr(module, "NEEDS", ()),
    )
