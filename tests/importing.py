"""What the tests of the importers share: the extracts as the command hands them over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from promisetrack.exchange.formats import Change, run_import
from promisetrack.files import SourceFile
from promisetrack.register.load import load
from promisetrack.source.edit import plain_data

if TYPE_CHECKING:
    from promisetrack.register.register import Register

DATA = Path(__file__).parent / "data"
TRACKER = "title: Example\nlanguages: [en, fr]\n"


def source(path: str) -> dict[str, bytes]:
    """Return the files of an extract, by path below its folder; of one file, by its name."""
    root = DATA / path
    if root.is_file():
        return {root.name: root.read_bytes()}
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def imported(
    form: str,
    path: str,
    *,
    existing: dict[str, str] | None = None,
    select: str | None = None,
    detail: str | None = None,
) -> dict[str, str]:
    """Return the files of a tracker after an import, the present ones included."""
    table = (DATA / detail).read_bytes() if detail else None
    there = existing or {}
    changes = run_import(form, source(path), plan="p", select=select, detail=table, existing=there)
    gone = {one.path for one in changes if one.new is None}
    kept = {path: text for path, text in there.items() if path not in gone}
    return {**kept, **{one.path: one.new for one in changes if one.new is not None}}


def changes(form: str, path: str, existing: dict[str, str], **options: Any) -> tuple[Change, ...]:
    """Return what importing would change in these files."""
    return run_import(form, source(path), plan="p", existing=existing, **options)


def data(files: dict[str, str], path: str) -> Any:
    """Return what a file of the plan, or of the tracker, says."""
    full = f"commitments/p/{path}.yaml"
    return plain_data(files[full] if full in files else files[f"commitments/{path}.yaml"])


def register(files: dict[str, str]) -> Register:
    """Return the register of these files, with a tracker."""
    texts = {"commitments/tracker.yaml": TRACKER, **files}
    return load(SourceFile(path, text.encode()) for path, text in texts.items())
