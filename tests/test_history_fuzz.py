"""Differences of records of any shape: whatever stands there, events say all of it."""

from __future__ import annotations

import copy
import random
from typing import TYPE_CHECKING, Any

import pytest

from promisetrack.history.compare import differences
from promisetrack.history.events import KINDS
from promisetrack.history.replay import apply
from promisetrack.history.values import same
from tests.history_random import commitment

if TYPE_CHECKING:
    from collections.abc import Iterator

Data = dict[str, Any]
STRANGE: tuple[Any, ...] = (
    None, "", [], {}, "x", 1, 0, True, False, 2.5, ["a", "b"], ["b", "a"], {"a": 1}, "ongoing",
    {"fr": "u", "en": "v"}, {"id": "z", "title": "Z"}, [{"id": "m1"}], [None], [[1]], "*", "#2",
    [{"date": "2024"}, {"date": "2024"}], {"text": "t", "translated": "machine"}, [{}], [True, 1],
)  # fmt: skip


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict | list):
        inner = list(value.items() if isinstance(value, dict) else enumerate(value))
    for step, one in inner:
        yield from places(one, (*at, step))


def spoil(rng: random.Random, data: Data) -> None:
    """Put something strange somewhere, or take something away."""
    *way, step = rng.choice([at for at in places(data) if at])
    parent: Any = data
    for inner in way:
        parent = parent[inner]
    how = rng.random()
    if how < 0.3:
        del parent[step]
    elif how < 0.6:
        parent[step] = copy.deepcopy(rng.choice(STRANGE))
    elif how < 0.75 and isinstance(parent[step], list):
        rng.shuffle(parent[step])
    elif isinstance(parent, list):
        one = rng.choice([*parent, *STRANGE])
        parent.insert(rng.randint(0, len(parent)), copy.deepcopy(one))
    else:
        parent[f"new{rng.randint(0, 9)}"] = copy.deepcopy(rng.choice(STRANGE))
    data.setdefault("id", "a")


@pytest.mark.parametrize("seed", range(20))
def test_events_say_everything_of_any_shape(seed: int) -> None:
    """Between records of any shape there are events exactly where they differ, and replay holds."""
    rng = random.Random(seed)
    for _ in range(100):
        before = commitment(rng, "a")
        if rng.random() < 0.5:
            for _ in range(3):
                spoil(rng, before)
        after = copy.deepcopy(before)
        for _ in range(rng.randint(1, 4)):
            spoil(rng, after)
        kept = copy.deepcopy(before), copy.deepcopy(after)
        events = differences(before, after)
        assert bool(events) != same(before, after)
        assert same(apply(before, events), after)
        assert {event.kind for event in events} <= {*KINDS}
        assert (before, after) == kept, "what is compared stays as it is"
