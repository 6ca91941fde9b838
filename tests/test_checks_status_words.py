"""A status written in the words of a page is told by its id."""

from __future__ import annotations

import pytest

from tests.checking import diagnose


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("En cours", "in-progress"),
        ("terminé", "complete"),
        ("Done", "complete"),
        ("In Progress", "in-progress"),
        ("in-progres", "in-progress"),
    ],
)
def test_statuses_in_words(written: str, meant: str) -> None:
    """A status that is written as pages show it is one error, and its help names the id."""
    texts = {"p/a.yaml": f"id: a\ntitle: T\ndue: 2030\nstatus: {written}\n"}
    [error] = [one for one in diagnose(texts) if one.level == "error"]
    assert error.check == "unknown-value"
    assert error.help is not None
    assert ("near", meant) in error.help.values
