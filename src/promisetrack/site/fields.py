"""Read a record's data without trusting it: what is absent or of a wrong type is not there.

Pages show a record that the model refuses (`--allow-errors`) as far as it can be shown. So they
read the YAML's own data through this class and never fail on a wrong type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

Number: TypeAlias = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Fields:
    """The data of a record or of a part of one."""

    data: Mapping[str, Any]

    def string(self, key: str) -> str:
        """Return a line of text that has no language: an id, a code, a URL. Empty if absent."""
        value = self.data.get(key)
        if isinstance(value, bool) or value is None:
            return ""
        return str(value).strip() if isinstance(value, (str, int, float)) else ""

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a list of such lines; a single one counts as a list of one."""
        value = self.data.get(key)
        many = value if isinstance(value, list) else [value]
        return tuple(item.strip() for item in many if isinstance(item, str) and item.strip())

    def raw(self, key: str) -> Any:
        """Return the value as it was read (for Text and Date, which have readers of their own)."""
        return self.data.get(key)

    def number(self, key: str) -> Number | None:
        """Return a number; also one that was written between quotes."""
        return as_number(self.data.get(key))

    def part(self, key: str) -> Fields:
        """Return a map below this one; an empty one if there is none."""
        value = self.data.get(key)
        return Fields(value if isinstance(value, Mapping) else {})

    def parts(self, key: str) -> tuple[Fields, ...]:
        """Return the maps of a list, leaving out what is no map."""
        value = self.data.get(key)
        many = value if isinstance(value, list) else ()
        return tuple(Fields(item) for item in many if isinstance(item, Mapping))

    def items(self, key: str) -> tuple[Any, ...]:
        """Return a list as it was read."""
        value = self.data.get(key)
        return tuple(value) if isinstance(value, list) else ()

    def has(self, key: str) -> bool:
        """Return whether something was written at `key`."""
        return self.data.get(key) not in (None, "", [], {})


def as_number(value: Any) -> Number | None:
    """Return a number from a number or from text that is nothing else, or None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        try:
            found = Decimal(value.strip())
        except InvalidOperation:
            return None
        return found if found.is_finite() else None
    return None
