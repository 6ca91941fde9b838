"""Which item of a list continues which: list items have names, as in a route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def name_of(item: object) -> object:
    """Return what names a list item among its siblings, or None: then its place names it.

    The same keys as in a route: `id`; a link's `url`; `scheme` of an identifier; the date with
    what it is about, or with who judged; a scalar by itself.
    """
    if not isinstance(item, Mapping):
        return None if isinstance(item, Sequence) and not isinstance(item, str) else ("", str(item))
    for key in ("id", "url", "code", "scheme", "organisation", "label", "name"):
        if key == "scheme" and "by" in item:
            continue
        if isinstance(item.get(key), str):
            return (key, item[key], str(item.get("kind", "")) if key == "id" else "")
    if "date" in item:
        return (
            "date",
            repr(item["date"]),
            *(str(item.get(k, "")) for k in ("about", "by", "kind")),
        )
    return None


def paired(old: Sequence[object], new: Sequence[object]) -> list[int | None] | None:
    """Return, for each new item, the place of the old one that it continues, or None.

    Items are matched by name, nameless ones by equality and then by place. None is returned
    when old items would have to change places.
    """
    free = dict.fromkeys(range(len(old)))
    pairs: list[int | None] = [None] * len(new)
    for test in (_is_same_name, _is_equal):
        for place, value in enumerate(new):
            if pairs[place] is None:
                found = next((at for at in free if test(old[at], value)), None)
                if found is not None:
                    pairs[place] = found
                    del free[found]
    for place, value in enumerate(new):
        if pairs[place] is None and place in free and name_of(value) is None is name_of(old[place]):
            pairs[place] = place
            del free[place]
    order = [at for at in pairs if at is not None]
    return pairs if order == sorted(order) else None


def _is_same_name(old: object, new: object) -> bool:
    return name_of(old) is not None and name_of(old) == name_of(new)


def _is_equal(old: object, new: object) -> bool:
    return name_of(old) is None is name_of(new) and old == new
