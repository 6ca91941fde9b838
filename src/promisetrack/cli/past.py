"""Reading a tracker's past: from the repository to a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError
from promisetrack.history.commits import Inside, Link, commit_of
from promisetrack.history.reading import ROLES, Reading, read_version
from promisetrack.history.timeline import timeline
from promisetrack.register.layout import classify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisetrack.edges.git import CommitText, Repository
    from promisetrack.edges.mainline import Step
    from promisetrack.history.commits import Commit
    from promisetrack.history.timeline import Timeline


def past(repository: Repository, head: str) -> Timeline:
    """Return everything that happened on the main line up to `head`."""
    from promisetrack.edges.mainline import main_line, published_sources

    repository.ensure_complete()
    steps = main_line(repository, head, published_sources(repository))
    links = tuple(_links(repository, steps))
    return timeline(links, _Versions(repository, links).read)


def change(repository: Repository, base: str, head: str) -> tuple[tuple[Link, ...], Link]:
    """Return the link that leads to all of `base`, and the link from there to `head`."""
    from promisetrack.edges.git import CommitLine

    lines = {one: repository.commit_texts([one]) for one in (base, head)}
    texts = {one: next(iter(found)) for one, found in lines.items()}
    first = CommitLine(base, None, (), texts[base].tree)
    second = CommitLine(head, base, (base,), texts[head].tree)
    made = {one.commit.id: one.entries for one in repository.changes([first, second])}
    brought = _brought_between(repository, base, head)
    commits = {one: commit_of(texts[one]) for one in (base, head)}
    return (
        (Link(commits[base], None, made.get(base, ())),),
        Link(commits[head], base, made.get(head, ()), inside=brought),
    )


def read_change(repository: Repository, base: str, head: str) -> Timeline:
    """Return what the step from `base` to `head` means."""
    from promisetrack.history.timeline import between

    repository.ensure_complete()
    before, step = change(repository, base, head)
    return between(before, step, _Versions(repository, (*before, step)).read)


def _brought_between(repository: Repository, base: str, head: str) -> tuple[Inside, ...]:
    """Return the commits that a proposed change consists of, with what they changed."""
    if base == head:
        return ()
    lines = repository.side_commits(head, base) if _is_merge_of(repository, head, base) else ()
    return _insides(repository, lines)


def _is_merge_of(repository: Repository, head: str, base: str) -> bool:
    parents = next(iter(repository.commit_texts([head]))).parents
    return len(parents) > 1 and parents[0] == base


def _links(repository: Repository, steps: Sequence[Step]) -> Iterator[Link]:
    lines = [step.line for step in steps]
    texts = {text.id: text for text in repository.commit_texts(line.id for line in lines)}
    made = {one.commit.id: one.entries for one in repository.changes(lines)}
    merged = {line.id: _insides(repository, side) for line, side in repository.brought(lines)}
    for step in steps:
        line = step.line
        inside = merged.get(line.id, ())
        yield Link(
            _commit(texts[line.id], inside, repository),
            line.first_parent,
            made.get(line.id, ()),
            step.is_joined,
            inside,
        )


def _commit(text: CommitText, inside: Sequence[Inside], repository: Repository) -> Commit:
    brought = repository.commit_texts(one.commit.id for one in inside) if inside else ()
    return commit_of(text, brought)


def _insides(repository: Repository, lines: Sequence[object]) -> tuple[Inside, ...]:
    if not lines:
        return ()
    names = [line.id for line in lines]  # type: ignore[attr-defined] # lines of commits
    texts = {text.id: text for text in repository.commit_texts(names)}
    return tuple(
        Inside(commit_of(texts[one.commit.id]), frozenset(entry.path for entry in one.entries))
        for one in repository.changes(lines)  # type: ignore[arg-type] # the same
    )


class _Versions:
    """The versions of all files, read in one stream in the order in which they are needed."""

    def __init__(self, repository: Repository, links: Sequence[Link]) -> None:
        self._links = links
        self._known: dict[tuple[str, str], Reading] = {}
        self._bytes: dict[str, bytes] = {}
        self._stream = repository.blobs(dict.fromkeys(self._wanted()))

    def _wanted(self) -> Iterator[str]:
        for link in self._links:
            for entry in link.changes:
                if entry.new_blob and classify(entry.path).role in ROLES and _is_file(entry):
                    yield entry.new_blob

    def read(self, role: str, path: str, blob: str) -> Reading:
        found = self._known.get((role, blob))
        if found is None:
            from promisetrack.files import SourceFile

            content = self._content(blob)
            found = self._known[role, blob] = read_version(role, SourceFile(path, content, blob))
        return found

    def _content(self, blob: str) -> bytes:
        while blob not in self._bytes:
            step = next(self._stream, None)
            if step is None:
                raise PromisetrackError(
                    say("the object {id} is missing from the repository", id=blob)
                )
            self._bytes[step[0]] = step[1]
        return self._bytes[blob]


def _is_file(entry: object) -> bool:
    from promisetrack.files import EXECUTABLE, REGULAR

    return getattr(entry, "new_mode", None) in (REGULAR, EXECUTABLE)
