"""Slips of beginners: the first message names the cause, and what is certain is mended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from promisetrack.checks.runner import run
from promisetrack.cli.mending import mend_tree
from promisetrack.files import SourceFile
from promisetrack.model.shape import shape_of_file
from promisetrack.register.layout import classify
from promisetrack.register.load import load
from promisetrack.source.document import read
from promisetrack.words.catalogue import Words
from tests.slips_of_beginners import Slip, slips

if TYPE_CHECKING:
    from promisetrack.diagnostic import Diagnostic

TODAY = date(2026, 1, 31)
SERIOUS = ("error", "warning", "note")
NAMED = 55
MENDED = 35


def first(slip: Slip) -> Diagnostic | None:
    """Return the first of the most serious findings."""
    files = [SourceFile(path, content) for path, content in slip.files().items()]
    found = sorted(run(load(files), today=TODAY), key=lambda one: SERIOUS.index(one.level))
    return found[0] if found else None


def names_the_cause(slip: Slip) -> bool:
    """Whether the first message stands at the right line and has the words that it should."""
    one = first(slip)
    if one is None or one.path != slip.path or one.start.line != slip.line:
        return False
    words = Words("en", ("checks",))
    text = words.text(one.message) + " " + (words.text(one.help) if one.help else "")
    return all(any(word in text for word in group) for group in slip.says)


def data_of(path: str, content: bytes) -> object:
    """Return what a file says, None where it cannot be read."""
    document, _ = read(SourceFile(path, content), shape_of_file(classify(path).role))
    return document.data if document is not None else None


def outcome(slip: Slip) -> str:
    """Return what `--fix` made of a slip: mended, left, or changed its meaning."""
    files = tuple(SourceFile(path, content) for path, content in slip.files().items())
    before, right = (
        data_of(slip.right_path, slip.content),
        data_of(slip.right_path, slip.right.encode()),
    )
    assert right is not None, slip.name
    after = {one.path: one.content for one in mend_tree(files).files}
    content = after.get(slip.right_path)
    now = data_of(slip.right_path, content) if content is not None else None
    others = {
        path for path, old in slip.files().items() if path != slip.path and after[path] != old
    }
    if others:
        return "changed"
    if now == right and slip.is_mendable:
        is_clean = content is not None and not any(
            sign in content for sign in (b"\r", b"\xef\xbb\xbf")
        )
        return (
            "mended"
            if (is_clean and content != slip.content) or slip.path != slip.right_path
            else "left"
        )
    if now == before or slip.path != slip.right_path:
        return "left"
    return "changed"


def test_the_first_message_names_the_cause() -> None:
    """Of sixty slips at least 55 are named at the right line by the first message."""
    all_slips = slips()
    failed = [one.name for one in all_slips if not names_the_cause(one)]
    print("not named:", ", ".join(failed))
    assert len(all_slips) == 60
    assert len(all_slips) - len(failed) >= NAMED, failed


def test_fix_mends_what_is_certain() -> None:
    """Of sixty slips at least 35 are mended, and none gets another meaning."""
    outcomes = {one.name: outcome(one) for one in slips()}
    for kind in ("left", "changed"):
        print(f"{kind}:", ", ".join(name for name, one in outcomes.items() if one == kind))
    assert [name for name, one in outcomes.items() if one == "changed"] == []
    assert sum(one == "mended" for one in outcomes.values()) >= MENDED, outcomes
