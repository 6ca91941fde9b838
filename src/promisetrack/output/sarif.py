"""Findings as SARIF 2.1.0 (OASIS standard), for code scanning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from promisetrack import __version__
from promisetrack.output.gitlab import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from promisetrack.diagnostic import Diagnostic, Position, Related
    from promisetrack.output.summary import Summary
    from promisetrack.words.catalogue import Words

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


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
    """Return all findings as one run; suppressed ones with their reason."""
    rules = sorted({(one.code, one.check) for one in diagnostics})
    index = {code: place for place, (code, _) in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "promisetrack",
                "version": __version__,
                "rules": [{"id": code, "name": name} for code, name in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, words, prefix, index[one.code]) for one in diagnostics],
    }
    content = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _result(one: Diagnostic, words: Words, prefix: str, index: int) -> dict[str, Any]:
    remedy = f"\n{words.text(one.help)}" if one.help is not None else ""
    region = {**_region(one.start), "endLine": one.end.line, "endColumn": one.end.column}
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": one.level,
        "message": {"text": words.text(one.message) + remedy},
        "locations": [_location(prefix + one.path, region)],
        "partialFingerprints": {"promisetrack/v1": fingerprint(one, prefix)},
    }
    if one.related:
        result["relatedLocations"] = [_related(other, words, prefix) for other in one.related]
    if one.suppressed is not None:
        result["suppressions"] = [{"kind": "external", "justification": one.suppressed}]
    return result


def _related(other: Related, words: Words, prefix: str) -> dict[str, Any]:
    location = _location(prefix + other.path, _region(other.start))
    return {**location, "message": {"text": words.text(other.label)}}


def _location(path: str, region: dict[str, int]) -> dict[str, Any]:
    address = {"uri": quote(path, safe="/", errors="replace"), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": address, "region": region}}


def _region(start: Position) -> dict[str, int]:
    return {"startLine": start.line, "startColumn": start.column}
