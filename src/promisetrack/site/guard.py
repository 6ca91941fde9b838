"""How much a stranger's template may do: steps counted, sizes bounded, no way to Python.

A template can loop over loops and double a text forty times. Nothing here looks at a clock: the
same template meets its bound at the same place everywhere.
"""

from __future__ import annotations

import re
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

STEPS: Final = 2_000_000
"""Turns of loops and calls on one page; the longest shipped pages take a hundredth of it."""

LENGTH: Final = 4_000_000
"""Characters of a text that a template puts together, and items of a list."""

OUTPUT: Final = 32_000_000
"""Characters of a page."""

WIDTH: Final = 1_000
"""How wide a template may fill up or indent."""

_HOMES: Final = ("promisetrack.site.", "promisetrack.words.", "promisetrack.model.",
                 "promisetrack.history.", "markupsafe", "jinja2.", "datetime", "builtins",
                 "collections", "types", "itertools", "functools")  # fmt: skip
"""Modules whose values a template may look into; nothing of files, processes, modules."""

_WIDE = re.compile(r"%[-+ #0(\w)]*?(?:\*|\d{4,})|%[^a-zA-Z%]*\.(?:\*|\d{4,})")


_WIDE_FIELD = re.compile(r"\{[^{}]*:[^{}]*(?:\{|\d{4,})")


class TooMuch(Exception):  # noqa: N818 - what happened, in a word
    """A template asks for more than any page needs; `message` says what."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class Budget:
    """The steps that are left for one page."""

    def __init__(self) -> None:
        self.left = STEPS

    def renew(self) -> None:
        """Begin a new page."""
        self.left = STEPS

    def spend(self, steps: int = 1) -> None:
        """Take steps."""
        self.left -= steps
        if self.left < 0:
            raise TooMuch(say("a loop without an end, or {n} steps for one page", n=STEPS))

    def counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """Yield the values, each a step."""
        for value in values:
            self.spend()
            yield value


def is_open(value: object) -> bool:
    """Whether a template may look into a value, by where its kind comes from."""
    if isinstance(value, type | ModuleType):
        return False
    return f"{type(value).__module__}.".startswith(_HOMES)


def bounded(value: Any) -> Any:
    """Return a value that was put together, if it is not too long."""
    if isinstance(value, str | bytes | list | tuple) and len(value) > LENGTH:
        raise _too_long()
    return value


def binary(operator: str, left: Any, right: Any) -> None:
    """Refuse sums, products, powers and formats that could fill the memory."""
    if operator == "**" and (abs(left) > 10**6 or abs(right) > 64):
        raise _too_long()
    if operator == "*":
        sizes = [len(one) for one in (left, right) if isinstance(one, str | bytes | list | tuple)]
        times = [one for one in (left, right) if isinstance(one, int)]
        if sizes and times and sizes[0] * times[0] > LENGTH:
            raise _too_long()
        if not sizes and any(abs(one) > 10**30 for one in times):
            raise _too_long()
    if operator == "+" and isinstance(left, str | list | tuple) and len(left) > LENGTH:
        raise _too_long()
    if operator == "%" and isinstance(left, str):
        form(left)


def calling(called: Any, values: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """Refuse calls of a text's own methods that fill up or multiply without measure."""
    method = getattr(called, "__wrapped__", called)
    text, name = getattr(method, "__self__", None), getattr(method, "__name__", "")
    if not isinstance(text, str | bytes):
        return
    if name in ("zfill", "ljust", "rjust", "center", "expandtabs"):
        width(*values, *named.values())
    elif name in ("format", "format_map") and _WIDE_FIELD.search(str(text)):
        raise _too_long()
    elif name in ("replace", "join", "translate"):
        grown(text, *values)


def grown(text: Any, *values: Any) -> None:
    """Refuse to put texts into a text where that could be a thousand times as long."""
    sizes = [len(one) for one in values if isinstance(one, str | bytes | list | tuple | dict)]
    if len(text) * max(sizes, default=0) > LENGTH:
        raise _too_long()


def form(text: str) -> None:
    """Refuse a format that fills up to thousands of characters."""
    if _WIDE.search(text):
        raise _too_long()


def width(*numbers: object) -> None:
    """Refuse a width beyond what lines have."""
    if any(isinstance(one, int) and abs(one) > WIDTH for one in numbers):
        raise _too_long()


def _too_long() -> TooMuch:
    return TooMuch(say("a text, a list or a number without measure"))
