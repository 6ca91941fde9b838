"""Running all checks on files that are given as text."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING

from promisetrack.checks.runner import run
from promisetrack.files import SourceFile
from promisetrack.model.routes import show
from promisetrack.register.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.diagnostic import Diagnostic

PLAN = "p/plan.yaml"
TODAY = date(2026, 1, 31)


def files(texts: Mapping[str, str]) -> list[SourceFile]:
    """Return files from texts by path; paths are below `commitments/`.

    The plan `p` has a plan.yaml, whether or not it is given.
    """
    plan = {PLAN: "id: p\ntitle: P\n"} if any(path.startswith("p/") for path in texts) else {}
    return [
        SourceFile(f"commitments/{path}", dedent(text).lstrip("\n").encode())
        for path, text in {**texts, **{k: v for k, v in plan.items() if k not in texts}}.items()
    ]


def diagnose(texts: Mapping[str, str], *, today: date = TODAY) -> tuple[Diagnostic, ...]:
    """Return everything that all checks find."""
    return run(load(files(texts)), today=today)


def found(texts: Mapping[str, str], *, today: date = TODAY) -> list[tuple[str, str]]:
    """Return the check and the route of every finding that is not suppressed, in order."""
    return [
        (one.check, show(one.route))
        for one in diagnose(texts, today=today)
        if one.suppressed is None
    ]
