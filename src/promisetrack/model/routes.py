"""Where something stands in a record: routes by natural key, and the structural places beneath.

A *structural* place names list items by their index (`("milestones", 0, "due")`); it is what a
parser knows. A *route* names them by what people call them (`("milestones", "m1", "due")`), so
that it survives a changed order. Both directions work on plain data of any shape, also on broken
records, and never raise.

A list item is named by its `id`; without one by its natural key, a string: see `_BY_LIST` and
`_BY_SHAPE`. A scalar is named by its value. Equal keys get `#2`, `#3` in file order. An item that
has no key at all, because the file is broken, is named by its index, an `int`.

In text a route is joined by dots. What would be ambiguous there is escaped with a backslash: a dot
or a backslash inside a key (`budget.lines.Trees\\. Shade`), a key that is `*` or looks like an
index. An index is written `[3]`, an empty key `[]`. The text of every route reads back as the same
route; the JSON list needs no escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from promisetrack.diagnostic import Route

Place = tuple[str | int, ...]
"""A structural place: keys of maps, indexes of lists."""

ANY: Final = "*"
"""In a pattern: any one part."""

_BY_LIST: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    # List → the keys that name an item, joined by "/"; the first row that finds one wins.
    "related": (("kind", "id"),),
    "identifiers": (("scheme",),),
    "assessments": (("id",), ("by", "date")),
    "updates": (("id",), ("date", "about")),
    "measurements": (("id",), ("date", "about")),
    "participation": (("id",), ("date", "kind")),
    "lines": (("id",), ("label",)),
    "places": (("id",), ("code",), ("name",)),
    "help_places": (("id",), ("code",), ("name",)),
    "partners": (("organisation",),),
    "suppress": (("check", "record", "route"),),
    "redact": (("blob", "route"),),
    "reserve": (("from",),),
}
_BY_SHAPE: Final = (
    ("id",),
    ("by", "date"),
    ("date",),
    ("organisation",),
    ("reference",),
    ("name",),
    ("title",),
    ("label",),
    ("url",),
)
_BY_DATE: Final = (("id",), ("date",))
_DATED: Final = frozenset({"responses", "questions", "answers", "amendments", "bias_tests"})
_INDEX = re.compile(r"\[(0|[1-9][0-9]{0,8})\]")
_PARTS = re.compile(r"((?:[^.\\]|\\.|\\$)*)(\.|$)", re.DOTALL)


Naming: TypeAlias = Callable[[Sequence[object], str | None], tuple[str | int, ...]]


def natural(data: object, at: Sequence[str | int], *, names: Naming | None = None) -> Route:
    """Return the route of the structural place `at` of a record's `data`.

    Steps that the data does not have are kept as they are. `names` is `keys`, or a version of it
    that remembers: who asks for every item of a long list would else pay for all each time.
    """
    named = names or keys
    route: list[str | int] = []
    here, name = data, None
    for step in at:
        if isinstance(here, list | tuple) and isinstance(step, int) and 0 <= step < len(here):
            route.append(named(here, name)[step])
            here, name = here[step], None
            continue
        route.append(step)
        here = here.get(step) if isinstance(here, Mapping) else None
        name = step if isinstance(step, str) else None
    return tuple(route)


def resolve(data: object, route: Sequence[str | int]) -> Place | None:
    """Return the structural place that `route` names, or None where `data` has no such place."""
    at, is_whole = _walk(data, route)
    return at if is_whole else None


def nearest(data: object, route: Sequence[str | int]) -> Place:
    """Return the deepest structural place that exists on the way to `route`."""
    return _walk(data, route)[0]


def expand(data: object, pattern: Sequence[str | int]) -> tuple[Place, ...]:
    """Return every structural place that a route with `*` names, in file order."""
    found: list[tuple[Place, object, str | None]] = [((), data, None)]
    for part in pattern:
        found = [deeper for at, here, name in found for deeper in _below(at, here, name, part)]
    return tuple(at for at, _, _ in found)


def value_at(data: object, at: Sequence[str | int]) -> object:
    """Return what stands at a structural place; None where there is no such place."""
    for step in at:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif (
            isinstance(data, list | tuple)
            and isinstance(step, int)
            and not isinstance(step, bool)
            and 0 <= step < len(data)
        ):
            data = data[step]
        else:
            return None
    return data


def keys(items: Sequence[object], name: str | None) -> tuple[str | int, ...]:
    """Return the natural key of each item of the list that stands under the key `name`.

    Keys are unique within the list; an item without one has its index.
    """
    taken: set[str] = set()
    seen: dict[str, count[int]] = {}
    result: list[str | int] = []
    for index, item in enumerate(items):
        key = _key(item, name)
        if key is None or key == ANY:
            result.append(index)
            continue
        unique = key
        if unique in taken:
            numbers = seen.setdefault(key, count(2))
            unique = next(k for n in numbers if (k := f"{key}#{n}") not in taken)
        taken.add(unique)
        result.append(unique)
    return tuple(result)


def show(route: Sequence[str | int]) -> str:
    """Return a route as text, joined by dots; `parse` reads it back."""
    return ".".join(_show_part(part) for part in route)


def parse(text: str) -> Route:
    """Return the route that a text joined by dots means; a lone `*` is any one part."""
    if not text:
        return ()
    parts: list[str | int] = []
    at = 0
    while True:
        found = _PARTS.match(text, at)
        if found is None:  # pragma: no cover - the pattern matches at every place
            return tuple(parts)
        parts.append(_read_part(found[1]))
        if not found[2]:
            return tuple(parts)
        at = found.end()


def covers(pattern: Sequence[str | int], route: Sequence[str | int]) -> bool:
    """Whether `route` is what `pattern` names or lies beneath it; `*` is any one part."""
    if len(pattern) > len(route):
        return False
    return all(want in (ANY, got) for want, got in zip(pattern, route[: len(pattern)], strict=True))


def _walk(data: object, route: Sequence[str | int]) -> tuple[Place, bool]:
    at: list[str | int] = []
    here, name = data, None
    for part in route:
        step = _step(here, name, part)
        if step is None:
            return tuple(at), False
        at.append(step)
        here = value_at(here, (step,))
        name = part if isinstance(part, str) and isinstance(step, str) else None
    return tuple(at), True


def _step(here: object, name: str | None, part: str | int) -> str | int | None:
    if isinstance(here, Mapping):
        return part if part in here else None
    if isinstance(here, list | tuple):
        names = keys(here, name)
        return names.index(part) if part in names else None
    return None


def _below(
    at: Place, here: object, name: str | None, part: str | int
) -> list[tuple[Place, object, str | None]]:
    if part != ANY:
        step = _step(here, name, part)
        steps: list[str | int] = [] if step is None else [step]
    elif isinstance(here, Mapping):
        steps = list(here)
    else:
        steps = list(range(len(here))) if isinstance(here, list | tuple) else []
    return [
        ((*at, step), value_at(here, (step,)), step if isinstance(step, str) else None)
        for step in steps
    ]


def _key(item: object, name: str | None) -> str | None:
    if isinstance(item, list | tuple):
        return None
    if not isinstance(item, Mapping):
        return _scalar(item)
    rows = _BY_DATE if name in _DATED else _BY_LIST.get(name or "", _BY_SHAPE)
    for row in rows if rows is _BY_SHAPE else (*rows, *_BY_SHAPE):
        words = [word for field in row if (word := _words(item.get(field)))]
        if words:
            return "/".join(words)
    return None


def _words(value: object) -> str | None:
    """Return the words of a value that names something: of a date its day, of a text its first.

    The first language of a text is one that is no translation, and of several the first by its
    code. In which order they were written is layout, and the data alone do not say which language
    is the plan's: a route must be readable wherever the record is.
    """
    if value is None:
        return None
    if not isinstance(value, Mapping):
        if isinstance(value, list | tuple):
            return show([part for part in value if isinstance(part, str | int)])
        return _scalar(value)
    for inner in ("date", "text", *sorted(value, key=lambda key: _rank(value, key))):
        words = _words(value.get(inner))
        if words:
            return words
    return None


def _rank(value: Mapping[str, object], language: str) -> tuple[bool, str]:
    entry = value[language]
    return isinstance(entry, Mapping) and bool(entry.get("translated")), str(language)


def _scalar(value: object) -> str | None:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    try:
        return str(value)
    except ValueError:  # a whole number of thousands of digits
        return None


def _show_part(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    if part == "":
        return "[]"
    text = part.replace("\\", "\\\\").replace(".", "\\.")
    is_special = part in (ANY, "[]") or _INDEX.fullmatch(part) is not None
    return "\\" + text if is_special else text


def _read_part(text: str) -> str | int:
    if text == "[]":
        return ""
    index = _INDEX.fullmatch(text)
    if index is not None:
        return int(index[1])
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
