"""The main line: first parents, joined where the publication log knows better (audit.md).

First parents alone can be swapped: after a `git pull` the old main line is a second parent, and
what was public leaves the chain. The log remembers what was published, so the line runs through
every published source.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisetrack.edges.commits import CommitLine
    from promisetrack.edges.git import Repository

LOG_BRANCH = "promisetrack-log"
_MANIFEST = "manifest.json"
_FORMAT = "promisetrack-manifest/"


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of the main line. Where `is_joined`, its `first_parent` is the source that was
    published before it, with whose tree it is compared.
    """

    line: CommitLine
    is_joined: bool = False


def main_line(repository: Repository, head: str, sources: Sequence[str] = ()) -> tuple[Step, ...]:
    """Return the line that leads to `head` through the published `sources`, oldest first."""
    known = [one for one in dict.fromkeys(sources) if _is_ancestor(repository, one, head)]
    steps: list[Step] = []
    for target in dict.fromkeys([*known, head]):
        last = steps[-1].line.id if steps else None
        if last is None or target == head or not _is_ancestor(repository, target, last):
            steps += _towards(repository, target, last)  # else: gone back to, and on again since
    return tuple(steps)


def published_sources(repository: Repository, branch: str = LOG_BRANCH) -> tuple[str, ...]:
    """Return the commits that the publication log names, oldest first; none without a log."""
    tip = _tip(repository, branch)
    found: list[str] = []
    while tip is not None:
        number = _entry_number(repository, tip)
        parents = next(iter(repository.commit_texts([tip]))).parents
        if number is None or not parents:
            break
        found.append(parents[1] if len(parents) > 1 else parents[0])
        tip = parents[0] if number > 0 else None
    return tuple(reversed(found))


def _towards(repository: Repository, target: str, since: str | None) -> list[Step]:
    """Return the steps behind `since` that lead to `target`."""
    chain = repository.main_line(target)
    if since is None:
        return [Step(line) for line in chain]
    at = next((index for index, line in enumerate(chain) if line.id == since), None)
    if at is not None:
        return [Step(line) for line in chain[at + 1 :]]
    first = _first_descendant(repository, chain, since)
    joined = Step(replace(chain[first], first_parent=since), is_joined=True)
    return [joined, *(Step(line) for line in chain[first + 1 :])]


def _first_descendant(repository: Repository, chain: Sequence[CommitLine], since: str) -> int:
    """Return the place of the oldest commit that has `since` behind it: its tip at the latest."""
    low, high = 0, len(chain) - 1
    while low < high:
        middle = (low + high) // 2
        if _is_ancestor(repository, since, chain[middle].id):
            high = middle
        else:
            low = middle + 1
    return low


def _is_ancestor(repository: Repository, older: str, newer: str) -> bool:
    return repository.runner.ask("merge-base", "--is-ancestor", older, newer).code == 0


def _tip(repository: Repository, branch: str) -> str | None:
    for name in (f"refs/heads/{branch}", f"refs/remotes/origin/{branch}"):
        answer = repository.runner.ask("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if answer.code == 0:
            return answer.out.decode("ascii").strip()
    return None


def _entry_number(repository: Repository, commit: str) -> int | None:
    """Return the number of a log entry, None for a commit that is none."""
    answer = repository.runner.ask("cat-file", "blob", f"{commit}:{_MANIFEST}")
    if answer.code != 0:
        return None
    try:
        manifest = json.loads(answer.out)
    except ValueError:
        return None
    if not isinstance(manifest, dict) or not str(manifest.get("format", "")).startswith(_FORMAT):
        return None
    number = manifest.get("n")
    return number if isinstance(number, int) else None
