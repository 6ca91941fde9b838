"""A second process, and a third: work that is cut into pieces, answered in order.

The processes are our own and live as long as one piece of work. Only so many pieces are under
way at once, so that memory stays bounded however long the work is.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")

MOST = 4
"""Processes beyond these only wait for the one that reads the answers."""


def processors() -> int:
    """Return how many processes may work at once."""
    asked = getattr(os, "sched_getaffinity", None)
    return min(MOST, len(asked(0)) if asked else os.cpu_count() or 1)


@contextmanager
def workers(count: int) -> Iterator[ProcessPoolExecutor | None]:
    """Give processes to `in_order`, none where the machine has none; end them afterwards."""
    pool = _started(count) if count > 1 else None
    try:
        yield pool
    finally:
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


def _started(count: int) -> ProcessPoolExecutor | None:
    try:
        pool = ProcessPoolExecutor(count, multiprocessing.get_context(_way()))
        pool.submit(_nothing).result()  # all copies are made now, before anything else is open
    except (OSError, ImportError, BrokenExecutor):
        return None
    return pool


def in_order(
    pool: ProcessPoolExecutor,
    work: Callable[[Piece], Answer],
    pieces: Iterable[Piece],
    *,
    ahead: int,
) -> Iterator[Answer]:
    """Yield the answers in the order of the pieces, of which at most `ahead` are under way.

    The first of them are under way when this returns. `work` is a function of a module.
    """
    left = iter(pieces)
    waiting: deque[Future[Answer]] = deque()
    for piece in left:
        waiting.append(pool.submit(work, piece))
        if len(waiting) >= ahead:
            break
    return _answers(pool, work, left, waiting)


def _answers(
    pool: ProcessPoolExecutor,
    work: Callable[[Piece], Answer],
    left: Iterator[Piece],
    waiting: deque[Future[Answer]],
) -> Iterator[Answer]:
    while waiting:
        answer = waiting.popleft().result()
        for piece in left:
            waiting.append(pool.submit(work, piece))
            break
        yield answer


def _nothing() -> None:
    return


def _way() -> str:
    """Copying this process is quickest, but safe only where it has one thread."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    return "fork" if is_safe else "spawn"
