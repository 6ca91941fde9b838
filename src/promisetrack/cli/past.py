"""Reading a tracker's past: from the repository to a timeline."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError, UsageFault
from promisetrack.history.commits import Inside, Link, commit_of
from promisetrack.history.reading import ROLES, Reading, read_version
from promisetrack.history.timeline import timeline
from promisetrack.register.layout import classify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisetrack.edges.git import CommitText, Repository
    from promisetrack.edges.mainline import Step
    from promisetrack.history.commits import Commit
    from promisetrack.history.names import Names
    from promisetrack.history.timeline import Timeline
    from promisetrack.model.scale import StatusScheme
    from promisetrack.register.register import Register

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


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


def fork_point(repository: Repository, base: str, head: str) -> str:
    """Return where `head` left `base`, so that what `base` did since does not count.

    Where `head` is older than `base`, or they share nothing, it is `base` itself.
    """
    answer = repository.runner.ask("merge-base", base, head)
    found = answer.out.decode("ascii", "replace").split()
    return found[0] if answer.code == 0 and found and found[0] != head else base


def point(repository: Repository, at: str | None) -> tuple[str, date | None]:
    """Return the commit that a version or a day names, and the day on which it is judged.

    A day means the last commit of the main line dated on or before it, in the tracker's zone.
    Without `at` it is HEAD, and no day.
    """
    head = repository.head()
    if at is None:
        return head, None
    if not _DAY.fullmatch(at):
        commit = repository.resolve(at)
        return commit, day_of(next(iter(repository.commit_texts([commit]))), zone(repository, head))
    from promisetrack.cli.tracker import asked_day

    day = asked_day(at)
    return _last_on(repository, head, day), day


def _last_on(repository: Repository, head: str, day: date) -> str:
    from promisetrack.edges.mainline import main_line, published_sources

    steps = main_line(repository, head, published_sources(repository))
    place = zone(repository, head)
    texts = repository.commit_texts(step.line.id for step in reversed(steps))
    for text in texts:
        dated = day_of(text, place)
        if dated is not None and dated <= day:
            return text.id
    raise UsageFault(
        say("nothing was committed on or before {day}", day=day.isoformat()),
        say("“git log --first-parent” shows the days of the versions"),
    )


def day_of(text: CommitText, place: tzinfo) -> date | None:
    """Return the day of a commit in a zone; None where it claims a day that no calendar has."""
    if text.seconds is None:
        return None
    try:
        return datetime.fromtimestamp(text.seconds, place).date()
    except (OverflowError, OSError, ValueError):
        return None


def zone(repository: Repository, commit: str) -> tzinfo:
    """Return the time zone of the tracker as of a commit."""
    from promisetrack.edges.clock import zone_named
    from promisetrack.register.load import load

    tracker = [file for file in repository.read(commit) if classify(file.path).role == "tracker"]
    found = load(tracker).tracker
    name = found.data.get("timezone") if found else None
    return zone_named(name if isinstance(name, str) else None)


def names_of(register: Register) -> Names:
    """Return what things are called in the language of the command line."""
    from promisetrack.cli.language import chosen
    from promisetrack.history.names import DOMAINS, Names
    from promisetrack.model.schemes import status_scheme
    from promisetrack.words.catalogue import Words

    tracker = register.tracker.data if register.tracker else {}
    languages = tracker.get("languages")
    plans = register.plans

    def scheme(plan: str | None) -> StatusScheme | None:
        entry = plans.get(plan or "")
        name = entry.data.get("status_scheme") if entry else None
        return status_scheme(name if isinstance(name, str) else None, tracker)

    return Names(
        words=Words(chosen(), DOMAINS),
        default=str(languages[0]) if isinstance(languages, list) and languages else "en",
        organisations={one.id: one.data.get("name") for one in register.organisations.values()},
        plans={one.id: one.data.get("title") for one in plans.values()},
        scheme=scheme,
    )
