"""The main line: first parents, joined where the publication log knows better (audit.md).

First parents alone can be swapped: after a `git pull` the old main line is a second parent, and
what was public leaves the chain. The log remembers what was published, so the line runs through
every published source.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from promisetrack.edges.log import is_ancestor, log_tip
from promisetrack.edges.objects import Reader, reading
from promisetrack.edges.trees import line_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from promisetrack.edges.commits import CommitLine
    from promisetrack.edges.git import Repository

LOG_BRANCH = "promisetrack-log"
_MANIFEST = b"manifest.json"
_FORMAT = "promisetrack-manifest/"


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of the main line. Where `is_joined`, its `first_parent` is the source that was
    published before it, with whose tree it is compared.
    """

    line: CommitLine
    is_joined: bool = False


def main_line(repository: Repository, head: str, sources: Sequence[str] = ()) -> tuple[Step, ...]:
    """Return the line that leads to `head` through the published `sources`, oldest first.

    What was published and then replaced (`--acknowledge-rewrite`) stays in the line: the next
    source is compared with it. Where an older source came back instead, the line goes on from it.
    """
    chain = repository.main_line(head)
    places = {line.id: place for place, line in enumerate(chain)}
    steps: list[Step] = []
    passed: dict[str, int] = {}
    for target in [*_until(repository, head, sources, places), head]:
        if target in passed:
            del steps[passed[target] + 1 :]
            passed = {step.line.id: place for place, step in enumerate(steps)}
            continue
        since = steps[-1].line.id if steps else None
        begin = 0 if since is None else places.get(since, len(chain)) + 1
        end = places.get(target, -1) + 1
        more = (
            [Step(line) for line in chain[begin:end]]  # both are on the chain of the head
            if begin < end
            else _towards(repository, target, since)
        )
        passed |= {step.line.id: place for place, step in enumerate(more, len(steps))}
        steps += more
    return tuple(steps)


def _until(
    repository: Repository, head: str, sources: Sequence[str], places: Container[str]
) -> Sequence[str]:
    """Return the sources up to the last one that `head` has behind it: the others came later."""
    if not sources or sources[-1] in places:
        return sources
    behind = set(repository.runner.demand("rev-list", head).decode("ascii").split())
    last = next((at for at in range(len(sources), 0, -1) if sources[at - 1] in behind), 0)
    return sources[:last]


def published_sources(repository: Repository, branch: str = LOG_BRANCH) -> tuple[str, ...]:
    """Return the commits that the publication log names, oldest first; none without a log."""
    tip = log_tip(repository, branch)
    return () if tip is None else sources_behind(repository, tip)


def sources_behind(repository: Repository, tip: str) -> tuple[str, ...]:
    """Return the commits that a log names up to its entry `tip`, oldest first.

    Every object of the log that is needed is hashed; a missing one is an error, for without it
    the main line would be another one.
    """
    found: list[str] = []
    entry: str | None = tip
    with reading(repository.runner, repository.object_format) as reader:
        while entry is not None:
            line = line_of(reader, entry)
            number = _entry_number(reader, line.tree)
            if number is None or not line.parents:
                break
            found.append(line.parents[1] if len(line.parents) > 1 else line.parents[0])
            entry = line.parents[0] if number > 0 else None
    return tuple(reversed(found))


def last_source(repository: Repository, tip: str) -> str | None:
    """Return the commit that the newest entry of a log names."""
    with reading(repository.runner, repository.object_format) as reader:
        return next(iter(reversed(line_of(reader, tip).parents[:2])), None)


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
        if is_ancestor(repository, since, chain[middle].id):
            high = middle
        else:
            low = middle + 1
    return low


def _entry_number(reader: Reader, tree: str) -> int | None:
    """Return the number of a log entry, None for a commit that is none."""
    found = [one for one in reader.tree(tree) if one.name == _MANIFEST and not one.is_tree]
    if not found:
        return None
    try:
        manifest = json.loads(reader.read(found[0].id))
    except (ValueError, RecursionError):
        return None
    if not isinstance(manifest, dict) or not str(manifest.get("format", "")).startswith(_FORMAT):
        return None
    number = manifest.get("n")
    return number if isinstance(number, int) else None
