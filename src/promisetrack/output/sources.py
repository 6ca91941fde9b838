"""The texts of the files that findings are about, also of those that could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from promisetrack.diagnostic import Diagnostic
    from promisetrack.files import SourceFile

_LONGEST = 1 << 20
"""Bytes of a file that an excerpt is looked for in."""


def texts(diagnostics: Iterable[Diagnostic], files: Mapping[str, SourceFile]) -> dict[str, str]:
    """Return the text of each file that has a finding; bytes that are no UTF-8 become a sign."""
    paths = sorted({one.path for one in diagnostics} & set(files))
    return {path: files[path].content[:_LONGEST].decode("utf-8", "replace") for path in paths}
