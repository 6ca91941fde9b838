"""Fixtures that many tests share, and the rule that nothing is skipped in silence."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NOTHING_SKIPPED = os.environ.get("PROMISETRACK_NOTHING_SKIPPED") == "1"


def missing(what: str, remedy: str) -> None:
    """Skip a test for want of a program; fail instead where nothing may be skipped."""
    message = f"{what} is not on this machine: {remedy}"
    if NOTHING_SKIPPED:
        pytest.fail(message)
    pytest.skip(message)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly which tests did not run, so that a green line does not hide them."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("NOTICE: some tests did not run", sep="!", red=True)
        for reason in sorted({str(report.longrepr[2]) for report in skipped}):
            terminalreporter.line(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        missing("Chromium", "the tests that look at pages in a browser need it")
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()
