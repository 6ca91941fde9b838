"""Reading a tracker's past: from the repository to a timeline."""

from __future__ import annotations

import gc
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from promisetrack.cli.chain import change, links_of
from promisetrack.cli.remembered import Remembered
from promisetrack.cli.removals import Removals, known_to, newest, removals
from promisetrack.cli.versions import SERIAL, Versions, tracker_at
from promisetrack.history.commits import Link
from promisetrack.register.layout import classify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from promisetrack.edges.cache import Cache
    from promisetrack.edges.git import CommitChange, Repository
    from promisetrack.edges.mainline import Step
    from promisetrack.history.erasure import Erasure
    from promisetrack.history.names import Names
    from promisetrack.history.timeline import Timeline
    from promisetrack.model.scale import StatusScheme
    from promisetrack.register.register import Register


def past(repository: Repository, head: str, *, is_cached: bool = True) -> Timeline:
    """Return everything that happened on the main line up to `head`, as far as it may be told.

    What was told before is remembered in `build/cache/`, which changes no answer. Whoever must
    not believe what lies there (`verify`) says so with `is_cached`.
    """
    at, cache = _opened(repository, head, is_cached=is_cached)
    try:
        memory = Remembered(cache, at)
        tracker = tracker_at(at, head, cache)
        sources = published(at, tracker, memory)
        with without_collector():
            last = sources[-1] if sources else None
            asked = removals(tracker, repository, newest(repository, head, last))
            found = memory.find(memory.key(head, sources, asked.wanted))
        if found is not None:
            return found
        return _past(at, head, memory, Known(sources, _removed(at, head, asked)))
    finally:
        cache.close()


@dataclass(frozen=True, slots=True)
class Known:
    """What decides about a past besides its commits: the published ones through which the line
    leads, and what the law wants removed.
    """

    sources: Sequence[str] = ()
    removed: Erasure | None = None


def past_of(repository: Repository, head: str, known: Known, *, is_cached: bool = True) -> Timeline:
    """Return the same for one who knows the log and the removals."""
    at, cache = _opened(repository, head, is_cached=is_cached)
    try:
        return _past(at, head, Remembered(cache, at), known)
    finally:
        cache.close()


def _opened(repository: Repository, head: str, *, is_cached: bool) -> tuple[Repository, Cache]:
    """Return the repository as seen from where the tracker lay, and what is remembered of it."""
    from promisetrack.edges.cache import Cache, open_cache
    from promisetrack.edges.moves import seen_at

    repository.ensure_complete()
    at = seen_at(repository, head)
    return at, open_cache(at) if is_cached else Cache()


def _past(repository: Repository, head: str, memory: Remembered, known: Known) -> Timeline:
    from promisetrack.edges.mainline import main_line

    removed = known.removed
    key = memory.key(head, known.sources, removed.wanted if removed else ())
    with without_collector():
        found = memory.find(key)
        if found is None:
            steps = main_line(repository, head, known.sources)
            if removed is None:
                found = _told(repository, steps, memory)
            else:  # what is remembered of older heads may still hold it
                found = _walked(repository, steps, memory.cache, removed=removed)
                assert found is not None  # noqa: S101 - only going on may fail
            memory.keep(key, found, steps if removed is None else ())
        return found


def _removed(repository: Repository, head: str, asked: Removals) -> Erasure | None:
    if not asked.wanted:
        return None
    from promisetrack.cli.erasure import erasure_at

    return erasure_at(repository, head, asked)


def _told(repository: Repository, steps: Sequence[Step], memory: Remembered) -> Timeline:
    """Go on from the longest timeline that is remembered, or begin at the beginning."""
    earlier = memory.before(steps)
    if earlier is not None:
        since, length = earlier
        found = _walked(repository, steps[length:], memory.cache, since=since)
        if found is not None:
            return found
    found = _walked(repository, steps, memory.cache)
    assert found is not None  # noqa: S101 - only going on may fail
    return found


def _walked(
    repository: Repository,
    steps: Sequence[Step],
    cache: Cache,
    *,
    since: Timeline | None = None,
    removed: Erasure | None = None,
) -> Timeline | None:
    """Return the timeline of these steps, or what they make of the timeline before them.

    None where going on is no good: the tracker was moved since, so that its past lies elsewhere.
    """
    from promisetrack.edges.moves import earlier_homes, everything_at, with_homes
    from promisetrack.edges.workers import processors, workers
    from promisetrack.history.reading import prepare
    from promisetrack.history.timeline import Walk, resume

    prepare()
    lines = [step.line for step in steps]
    versions = Versions(repository, cache)
    with ExitStack() as opened:
        pool = opened.enter_context(workers(processors() if len(steps) > SERIAL else 1))
        telling = repository.changes(lines)
        made = tuple(islice(telling, len(lines)))
        if pool is None:
            _ended(telling)  # nothing of git's may be open when processes are made
        homes = earlier_homes(repository, made)
        if since is not None and homes:
            return None
        made = tuple(with_homes(repository, homes, made)) if homes else made
        base = () if since is None else everything_at(repository, since.head)
        new = versions.announce([base, *(one.entries for one in made)])
        if pool is None:
            pool = opened.enter_context(workers(processors() if new > SERIAL else 1))
        versions.begin(pool)
        _ended(telling)
        walk = Walk(removed.reader(versions.read) if removed else versions.read)
        links = tuple(links_of(repository, steps, made, homes))
        if removed is not None:
            links = tuple(removed.link(one) for one in links)
        if since is not None:
            walk = resume(since, Link(since.commits[-1], None, base), versions.read)
        for link in links:
            walk.take(link)
        return walk.timeline()


def _ended(telling: Iterator[CommitChange]) -> None:
    """Go to the end of what git tells, where the trees that it compared are checked."""
    for _ in telling:
        pass


@contextmanager
def without_collector() -> Iterator[None]:
    """Spare the search for rings: nothing here makes any, and there is much to search."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_change(repository: Repository, base: str, head: str) -> Timeline:
    """Return what the step from `base` to `head` means."""
    from promisetrack.edges.workers import processors, workers
    from promisetrack.history.reading import prepare
    from promisetrack.history.timeline import between

    prepare()
    at, cache = _opened(repository, head, is_cached=True)
    try:
        before, step = change(at, base, head)
        asked = known_to(repository, head, tracker_at(at, head, cache))
        removed = _removed(at, head, asked)
        versions = Versions(at, cache)
        new = versions.announce(link.changes for link in (*before, step))
        with without_collector(), workers(processors() if new > SERIAL else 1) as pool:
            versions.begin(pool)
            if removed is None:
                return between(before, step, versions.read)
            links = tuple(removed.link(one) for one in before)
            return between(links, removed.link(step), removed.reader(versions.read))
    finally:
        cache.close()


def fork_point(repository: Repository, base: str, head: str) -> str:
    """Return where `head` left `base`, so that what `base` did since does not count.

    Where `head` is older than `base`, or they share nothing, it is `base` itself.
    """
    answer = repository.runner.ask("merge-base", base, head)
    found = answer.out.decode("ascii", "replace").split()
    return found[0] if answer.code == 0 and found and found[0] != head else base


def published(
    repository: Repository, tracker: Mapping[str, object], memory: Remembered | None = None
) -> tuple[str, ...]:
    """Return the sources that the tracker's publication log names."""
    from promisetrack.edges.log import log_tip
    from promisetrack.edges.mainline import LOG_BRANCH, sources_behind

    name = tracker.get("log")
    tip = log_tip(repository, name if isinstance(name, str) and name else LOG_BRANCH)
    if tip is None:
        return ()
    if memory is None:
        return sources_behind(repository, tip)
    return memory.sources(tip, lambda tip: sources_behind(repository, tip))


def names_at(repository: Repository, commit: str) -> Names:
    """Return what things are called in a commit; only the files that name things are read."""
    from promisetrack.cli.sources import register_of

    return names_of(register_of(repository, commit, _names_things))


def _names_things(path: str) -> bool:
    return classify(path).role in ("tracker", "organisation", "plan")


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
