"""Editors: yaml-language-server completes and checks with the schemas that `init` writes."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from tests.language_server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "node_modules/.bin/yaml-language-server"
PATIENCE = 60
FILE = "commitments/mandat/budget.yaml"
START = "id: budget\ntitle: Publier le budget\n"

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="needs yaml-language-server (npm ci)")


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fresh tracker in French."""
    folder = tmp_path_factory.mktemp("editor") / "registre"
    asked = ["init", str(folder), "--publisher", "Commune", "--plan-title", "Mandat"]
    assert run(["--lang", "fr", "-q", *asked]) == 0
    return folder


@pytest.fixture
def server(tracker: Path) -> Iterator[Server]:
    """Start the server in the tracker, with the settings that `init` wrote."""
    written = json.loads((tracker / ".vscode/settings.json").read_text("utf-8"))
    schemas = {(tracker / path).as_uri(): files for path, files in written["yaml.schemas"].items()}
    settings = {"yaml": {"schemas": schemas, "completion": True, "hover": True, "validate": True}}
    signal.alarm(PATIENCE)
    found = Server(PROGRAM, tracker, settings)
    yield found
    found.close()
    signal.alarm(0)


def test_a_right_file_has_no_fault(server: Server) -> None:
    """A commitment that `check` accepts has no fault in the editor."""
    assert server.open(FILE, START + "status: in-progress\ndue: 2026\n") == []


def test_a_wrong_word_is_underlined(server: Server) -> None:
    """A field that nobody knows is underlined on its line."""
    found = server.open("commitments/mandat/b.yaml", START + "titre: Budget\n")
    assert [one["range"]["start"]["line"] for one in found if one["severity"] <= 2] == [2]


def test_fields_are_offered_with_help_in_french(server: Server) -> None:
    """At the beginning of a line the fields are offered, explained in French."""
    server.open(FILE, START + "st\n")
    offered = {
        one["label"]: json.dumps(one, ensure_ascii=False) for one in server.complete(FILE, 2, 2)
    }
    assert {"status", "start"} <= offered.keys()
    schema = json.loads((server.folder / ".vscode/schemas/commitment.json").read_text("utf-8"))
    help_text = schema["properties"]["start"]["description"]
    assert help_text in offered["start"]
    assert help_text != "When it begins."


def test_statuses_are_offered(server: Server) -> None:
    """Behind `status:` the statuses are offered."""
    server.open(FILE, START + "status: \n")
    labels = {one["label"] for one in server.complete(FILE, 2, 8)}
    assert {"not-started", "in-progress", "complete"} <= labels


def test_help_appears_over_a_field(server: Server) -> None:
    """Over a field its French title and help appear."""
    server.open(FILE, START + "due: 2026-12-31\n")
    assert "Échéance" in server.hover(FILE, 2, 1)


def test_the_modeline_names_a_schema_that_is_there(tracker: Path) -> None:
    """Editors without settings follow the first line of each file to its schema."""
    for path in (tracker / "commitments").rglob("*.yaml"):
        first = path.read_text("utf-8").split("\n", 1)[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (path.parent / first.split("=", 1)[1]).resolve().is_file()
