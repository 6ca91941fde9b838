"""From what git tells to the links of a chain: commits, what they changed, what merges brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.history.commits import Inside, Link, commit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisetrack.edges.git import CommitChange, CommitLine, CommitText, Repository
    from promisetrack.edges.mainline import Step
    from promisetrack.edges.moves import Home


def change(repository: Repository, base: str, head: str) -> tuple[tuple[Link, ...], Link]:
    """Return the link that leads to all of `base`, and the link from there to `head`."""
    from promisetrack.edges.git import CommitLine
    from promisetrack.edges.moves import earlier_homes, everything_at, with_homes

    texts = {text.id: text for text in repository.commit_texts(dict.fromkeys((base, head)))}
    step = CommitLine(head, base, (base,), texts[head].tree)
    told = tuple(repository.changes([step]))
    homes = earlier_homes(repository, told)
    (after,) = with_homes(repository, homes, told)
    before = everything_at(repository, base, homes)
    inside = _brought_between(repository, base, head, homes)
    return (
        (Link(commit_of(texts[base]), None, before),),
        Link(commit_of(texts[head]), base, after.entries, inside=inside),
    )


def _brought_between(
    repository: Repository, base: str, head: str, homes: Sequence[Home]
) -> tuple[Inside, ...]:
    """Return the commits that a proposed change consists of, with what they changed."""
    if base == head:
        return ()
    lines = repository.side_commits(head, base) if _is_merge_of(repository, head, base) else ()
    return tuple(one for one, _ in _insides(repository, lines, homes))


def _is_merge_of(repository: Repository, head: str, base: str) -> bool:
    parents = next(iter(repository.commit_texts([head]))).parents
    return len(parents) > 1 and parents[0] == base


def links_of(
    repository: Repository,
    steps: Sequence[Step],
    made: Sequence[CommitChange],
    homes: Sequence[Home],
) -> Iterator[Link]:
    lines = [step.line for step in steps]
    texts = repository.commit_texts(line.id for line in lines)
    has_merges = any(set(line.parents) - {line.first_parent} for line in lines)
    merged = dict(_merged(repository, lines, homes)) if has_merges else {}
    for step, one, text in zip(steps, made, texts, strict=True):
        inside = merged.get(text.id, ())
        yield Link(
            commit_of(text, [brought for _, brought in inside]),
            step.line.first_parent,
            one.entries,
            step.is_joined,
            tuple(found for found, _ in inside),
        )


def _merged(
    repository: Repository, lines: Sequence[CommitLine], homes: Sequence[Home]
) -> Iterator[tuple[str, tuple[tuple[Inside, CommitText], ...]]]:
    for line, side in repository.brought(lines):
        if side:
            yield line.id, _insides(repository, side, homes)


def _insides(
    repository: Repository, lines: Sequence[CommitLine], homes: Sequence[Home]
) -> tuple[tuple[Inside, CommitText], ...]:
    from promisetrack.edges.moves import with_homes

    if not lines:
        return ()
    texts = repository.commit_texts(line.id for line in lines)
    made = tuple(repository.changes(lines))
    told = with_homes(repository, homes, made) if homes else made
    return tuple(
        (Inside(commit_of(text), frozenset(entry.path for entry in one.entries)), text)
        for one, text in zip(told, texts, strict=True)
    )
