"""Every check's documented example, run as documentation promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from promisetrack.checks.catalogue import checks
from promisetrack.checks.explain import EXAMPLE_DAY, explain, facts_of, files_of, proposal_of
from promisetrack.checks.runner import run
from promisetrack.model.routes import show
from promisetrack.register.load import load

if TYPE_CHECKING:
    from promisetrack.diagnostic import Diagnostic


def found_in(example: str, before: str) -> tuple[Diagnostic, ...]:
    """Return what all checks find in the files of an example, suppressed findings left out."""
    found = run(
        load(files_of(example)),
        today=EXAMPLE_DAY,
        proposal=proposal_of(before, example),
        facts=facts_of(example),
    )
    return tuple(one for one in found if one.suppressed is None)


def place(one: Diagnostic, pattern: str) -> str:
    """Return where a finding is, in the way `pattern` says it: a line or a route."""
    return f"line {one.start.line}" if re.fullmatch(r"line \d+", pattern) else show(one.route)


@pytest.mark.parametrize("name", checks())
def test_example(name: str) -> None:
    """In the example of a check this check finds its fault where it says, and nothing else does."""
    documented = explain(name)
    found = found_in(documented.example, documented.before)
    pattern = documented.found_at[0]
    assert [(one.check, place(one, pattern)) for one in found] == [
        (name, where) for where in documented.found_at
    ]


@pytest.mark.parametrize("name", checks())
def test_instead(name: str) -> None:
    """The mended example of a check has no fault at all."""
    documented = explain(name)
    found = found_in(documented.instead, documented.before)
    assert [(one.check, show(one.route)) for one in found] == []


@pytest.mark.parametrize("name", [name for name in checks() if explain(name).before])
def test_before(name: str) -> None:
    """What a documented change starts from has no fault: the change brings it."""
    assert [one.check for one in found_in(explain(name).before, "")] == []
