"""Findings as a GitLab Code Quality report (a subset of the Code Climate specification)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from promisetrack.diagnostic import Diagnostic
    from promisetrack.output.summary import Summary
    from promisetrack.words.catalogue import Words

_SEVERITIES: Final = {"error": "major", "warning": "minor", "note": "info"}


def render(
    diagnostics: Sequence[Diagnostic],
    *,
    words: Words,
    summary: Summary,
    sources: Mapping[str, str],
    prefix: str = "",
    today: str = "",
    tracker: str = "",
    colour: bool = False,
) -> str:
    """Return the findings that are not suppressed as a JSON list."""
    seen: Counter[str] = Counter()
    issues = []
    for one in diagnostics:
        if one.suppressed is None:
            identity = fingerprint(one, prefix)
            seen[identity] += 1
            issues.append(_issue(one, words, prefix, f"{identity}{seen[identity]}"))
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def fingerprint(one: Diagnostic, prefix: str) -> str:
    """Return what a finding keeps when lines are added above it: its check, record and route."""
    parts = [one.check, prefix + one.path, one.record or "", *map(str, one.route)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _issue(one: Diagnostic, words: Words, prefix: str, identity: str) -> dict[str, Any]:
    remedy = f" ({words.text(one.help)})" if one.help is not None else ""
    return {
        "description": words.text(one.message) + remedy,
        "check_name": one.check,
        "fingerprint": identity,
        "severity": _SEVERITIES[one.level],
        "location": {
            "path": prefix + one.path,
            "lines": {"begin": one.start.line, "end": one.end.line},
        },
    }
