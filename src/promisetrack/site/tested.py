"""What the automatic tests of accessibility looked at, for the statement of each site.

The figures are in a data file that the tests write (`make proof`), never by hand: the statement
says what was tested, and nothing beyond it.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).with_name("tested.toml")
"""Where the last run is noted."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run that found no fault: the version of axe-core, and how much it looked at.

    `views` counts pages in a window: a kind of page, richest or emptiest, in one language, one
    scheme of colours, one width in pixels.
    """

    axe: str
    views: int
    kinds: int
    languages: tuple[str, ...]
    schemes: tuple[str, ...]
    widths: tuple[int, ...]


def last_run() -> Run:
    """Return what was noted last."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    lists = {name: tuple(one) for name, one in data.items() if isinstance(one, list)}
    return Run(**{**data, **lists})


def text_of(run: Run) -> str:
    """Return the data file of a run."""
    return "# Written by the tests (`make proof`), never by hand.\n" + "".join(
        f"{name} = {_literal(value)}\n" for name, value in asdict(run).items()
    )


def _literal(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_literal(one) for one in value)}]"
    return str(value) if isinstance(value, int) else f'"{value}"'
