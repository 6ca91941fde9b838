"""What came from outside commands neither a terminal nor a server that reads logs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisetrack.output.escape import visible, width


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain é 預算", "plain é 預算"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\u202eevil", "<U+202E>evil"),
        ("\x9b31m", "<U+009B>31m"),
        ("\ud800", "<U+D800>"),
        ("::error::boo", "\\:error::boo".replace("\\:error", "\\::error")),
        ("  ::error::boo", "  \\::error::boo"),
        ("see ##[error]", "see #\\#[error]"),
        ("a::b", "a::b"),
        ("\u200dزن\u200c", "\u200dزن\u200c"),
    ],
)
def test_what_cannot_be_seen_is_written_as_its_code(text: str, expected: str) -> None:
    """Controls, direction signs and lone surrogates become codes; letters and joiners stay."""
    assert visible(text) == expected


@given(st.text())
def test_nothing_that_is_escaped_commands_anything(text: str) -> None:
    """Whatever it was, it is one line without control signs that is no command of a log."""
    shown = visible(text)
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in shown)
    assert not shown.lstrip().startswith("::")
    assert "##[" not in shown
    shown.encode("utf-8")


def test_width_counts_columns() -> None:
    """Wide letters take two columns, marks none."""
    assert [width(text) for text in ("abc", "預算", "e\u0301", "")] == [3, 4, 1, 0]
