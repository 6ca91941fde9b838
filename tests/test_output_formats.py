"""The same findings as JSON, annotations, Code Quality and SARIF."""

from __future__ import annotations

import importlib
import json
import re
from typing import Any

import pytest

from promisetrack.output.summary import summarise
from promisetrack.register.load import load
from promisetrack.words.catalogue import Words
from tests.checking import diagnose, files

TREE = {
    "p/a.yaml": "id: a\ntitle: A\nstatus: not-started\ndue: 2025-12-31\nlead: nobody\n",
    "p/b.yaml": "id: b\ntitle: B\nstatus: not-started\ndue: 2025-12-31\n",
    "themes.yaml": "- {id: x, name: X}\n- {id: x, name: Y}\n",
    "tracker.yaml": (
        "title: T\nsuppress:\n  - {check: overdue, record: b, route: due, reason: In the minutes}\n"
    ),
}


def rendered(form: str, *, tree: dict[str, str] | None = None, language: str = "en") -> str:
    """Return the findings of a tree in a format, as seen from the root of a larger repository."""
    found = diagnose(tree or TREE)
    register = load(files(tree or TREE))
    text: str = importlib.import_module(f"promisetrack.output.{form}").render(
        found,
        words=Words(language, ("checks",)),
        summary=summarise(found, files=len(register.documents)),
        sources={path: document.text for path, document in register.documents.items()},
        prefix="town/",
        today="2026-01-31",
        tracker="T",
    )
    return text


def test_json_is_the_published_format() -> None:
    """Format 1 has exactly the published fields, and paths from the repository's root."""
    content = json.loads(rendered("json"))
    assert {key: content[key] for key in ("format", "tracker", "today", "summary")} == {
        "format": 1,
        "tracker": "T",
        "today": "2026-01-31",
        "summary": {"errors": 2, "warnings": 1, "notes": 0, "suppressed": 1, "files": 5},
    }
    assert content["diagnostics"][0] == {
        "check": "overdue",
        "code": "PT209",
        "level": "warning",
        "message": "“A” was due on 2025-12-31",
        "help": "report where it stands; if it is put off, write the new date and add an "
        "amendment with the reason",
        "path": "town/commitments/p/a.yaml",
        "record": "a",
        "route": ["due"],
        "start": {"line": 4, "column": 6},
        "end": {"line": 4, "column": 16},
        "related": [],
        "suppressed": None,
    }
    assert [one["suppressed"] for one in content["diagnostics"]] == [
        None,
        None,
        "In the minutes",
        None,
    ]
    assert content["diagnostics"][3]["related"] == [
        {
            "path": "town/commitments/themes.yaml",
            "start": {"line": 1, "column": 8},
            "label": "here it stands first",
        }
    ]


def test_json_speaks_the_readers_language() -> None:
    """Messages are French for who reads French; names, codes and levels never change."""
    first = json.loads(rendered("json", language="fr"))["diagnostics"][0]
    assert (first["message"], first["level"]) == (
        "l’échéance de « A » était le 2025-12-31",
        "warning",
    )


def test_annotations_come_before_the_text() -> None:
    """Each finding that is not suppressed is one annotation, the gravest first; text follows."""
    lines = rendered("github").split("\n")
    assert lines[2] == (
        "::warning file=town/commitments/p/a.yaml,line=4,endLine=4,col=6,endColumn=16,"
        "title=overdue (PT209)::“A” was due on 2025-12-31%0Areport where it stands; if it is put "
        "off, write the new date and add an amendment with the reason"
    )
    assert [line.split(" ")[0] for line in lines if line.startswith("::")] == [
        "::error",
        "::error",
        "::warning",
    ]
    assert lines[-2].endswith("begin with town/commitments/themes.yaml, line 2")


@pytest.mark.parametrize("form", ["github", "text"])
def test_no_title_becomes_a_command(form: str) -> None:
    """A title that is made to look like a command of the log stays a title."""
    title = '"x%0A::error::boo\\n::warning file=a,line=1::b\\r##[error]c"'
    text = rendered(
        form, tree={"p/a.yaml": TREE["p/a.yaml"].replace("title: A", f"title: {title}")}
    )
    commands = [line for line in text.splitlines() if re.match(r"\s*(::|##\[)", line)]
    assert len(commands) == (2 if form == "github" else 0)
    assert all(re.match(r"::(error|warning) file=town/", line) for line in commands)
    assert "##[" not in text
    assert "\r" not in text
    for line in commands:
        assert "x%250A" in line or "nobody" in line


def test_code_quality_has_stable_fingerprints() -> None:
    """A finding keeps its fingerprint when lines are added above it, and no two share one."""
    before = json.loads(rendered("gitlab"))
    moved = {path: f"# a remark\n{text}" for path, text in TREE.items()}
    after = json.loads(rendered("gitlab", tree=moved))
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]
    assert len({one["fingerprint"] for one in before}) == len(before) == 3
    assert after[0]["location"]["lines"]["begin"] == before[0]["location"]["lines"]["begin"] + 1


def test_code_quality_has_what_the_report_needs() -> None:
    """Each issue has a description, check, severity, path and lines."""
    first = json.loads(rendered("gitlab"))[0]
    assert (first["check_name"], first["severity"]) == ("overdue", "minor")
    assert first["location"] == {
        "path": "town/commitments/p/a.yaml",
        "lines": {"begin": 4, "end": 4},
    }
    assert first["description"].startswith("“A” was due on 2025-12-31 (report")


def sarif() -> dict[str, Any]:
    """Return the one run of the SARIF log."""
    content = json.loads(rendered("sarif"))
    assert content["version"] == "2.1.0"
    run: dict[str, Any] = content["runs"][0]
    return run


def test_sarif_names_rules_and_places() -> None:
    """Each result leads to its rule, and to a region that counts characters."""
    run = sarif()
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "town/commitments/p/a.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 4, "startColumn": 6, "endLine": 4, "endColumn": 16},
    }


def test_sarif_keeps_what_is_suppressed() -> None:
    """A suppressed finding is a result with its justification."""
    kept = [one.get("suppressions") for one in sarif()["results"]]
    assert kept == [None, None, [{"kind": "external", "justification": "In the minutes"}], None]


def test_sarif_escapes_paths() -> None:
    """A path with spaces and accents is a URI."""
    tree = {"p/né e.txt": "x"}
    address = json.loads(rendered("sarif", tree=tree))["runs"][0]["results"][0]["locations"][0]
    assert address["physicalLocation"]["artifactLocation"]["uri"] == (
        "town/commitments/p/n%C3%A9%20e.txt"
    )
