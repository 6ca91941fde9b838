"""What the shell offers for the name of a commitment or a plan: names of files, nothing is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

_NOT_ONE = "plan"


def commitments(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the ids of commitments that begin so."""
    root = _root(context)
    found = root.glob("commitments/*/*.yaml") if root else ()
    return sorted(one.stem for one in found if one.stem != _NOT_ONE and one.stem.startswith(begun))


def plans(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Return the ids of plans that begin so."""
    root = _root(context)
    found = root.glob("commitments/*/plan.yaml") if root else ()
    return sorted(one.parent.name for one in found if one.parent.name.startswith(begun))


def _root(context: click.Context) -> Path | None:
    """Return the tracker that `-C` names, or the one around this folder."""
    from promisetrack.edges.disk import find_root

    asked = context.find_root().params.get("folder")
    return Path(asked) if asked else find_root(Path.cwd())
