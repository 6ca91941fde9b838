"""What libyaml sees in a text, one thing after the other: the parser's events, its brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOADER: Any = getattr(yaml, "CLoader", yaml.SafeLoader)
_BRACKETS: dict[type, str] = {
    yaml.FlowSequenceStartToken: "[",
    yaml.FlowSequenceEndToken: "]",
    yaml.FlowMappingStartToken: "{",
    yaml.FlowMappingEndToken: "}",
}


def events(text: str) -> Iterator[Any]:
    """Yield the parser's events. Raises yaml.YAMLError as the parser does."""
    parser = _LOADER(text)
    try:
        get = parser.get_event
        while True:
            event = get()
            yield event
            if type(event) is yaml.StreamEndEvent:
                return
    finally:
        parser.dispose()


def brackets(text: str) -> Iterator[tuple[str, int]]:
    """Yield each bracket that is one for YAML, and its index, as far as the text can be read."""
    parser = _LOADER(text)
    try:
        while (token := parser.get_token()) is not None:
            if type(token) in _BRACKETS:
                yield _BRACKETS[type(token)], token.start_mark.index
    except yaml.YAMLError:
        return
    finally:
        parser.dispose()
