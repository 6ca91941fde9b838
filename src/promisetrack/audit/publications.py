"""The publication log as the site repeats it: one line of JSON for each entry.

Web archives capture this file with the pages, so that a log that was rewritten contradicts what
others have kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Publication:
    """One entry of the log: its number, its commit, what was published.

    `reason` is why the past was rewritten before it, empty where it was not. `restarts` is the
    tip of an older log that this one takes the place of.
    """

    n: int
    entry: str
    source: str
    files_root: str
    reason: str = ""
    restarts: str = ""


def to_lines(publications: Iterable[Publication]) -> bytes:
    """Return `audit/publications.jsonl`; `reason` and `restarts` stand only where there is one."""
    return "".join(
        f"{json.dumps(_plain(one), ensure_ascii=False)}\n" for one in publications
    ).encode()


def _plain(one: Publication) -> dict[str, object]:
    plain: dict[str, object] = {
        "n": one.n,
        "entry": one.entry,
        "source": one.source,
        "files_root": one.files_root,
    }
    if one.reason:
        plain["reason"] = one.reason
    if one.restarts:
        plain["restarts"] = one.restarts
    return plain
