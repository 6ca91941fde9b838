"""The same commit gives the same bytes: wherever, whoever, whenever it is built.

Real clones, real processes. https://reproducible-builds.org lists what usually differs.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests import golden_history
from tests.golden_history import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.repositories import Repository

EPOCH = "1769817600"
"""31 January 2026, 00:00 UTC, in seconds: the same day as TODAY."""


@dataclass(frozen=True, slots=True)
class Place:
    """How and where a build runs. `day` are the options that set today."""

    folder: str = "a"
    umask: int = 0o022
    clone: tuple[str, ...] = ("--no-hardlinks",)
    day: tuple[str, ...] = ("--today", TODAY)
    options: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


PLAIN = Place(environment={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"})
PLACES = {
    "folder": Place(folder="à côté, l’été"),
    "zone": Place(environment={"TZ": "Pacific/Kiritimati"}),
    "zone behind": Place(environment={"TZ": "America/Los_Angeles"}),
    "locale": Place(environment={"LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8"}),
    "plain locale": Place(environment={"LANG": "C", "LC_ALL": "C", "LANGUAGE": "tr"}),
    "hash seed": Place(environment={"PYTHONHASHSEED": "4242"}),
    "narrow umask": Place(umask=0o077),
    "wide umask": Place(umask=0o000),
    "hard links": Place(clone=("--local",)),
    "shared objects": Place(clone=("--shared",)),
    "epoch beside today": Place(environment={"SOURCE_DATE_EPOCH": "1"}),
    "epoch for today": Place(day=(), environment={"SOURCE_DATE_EPOCH": EPOCH}),
    "all at once": Place(
        folder="un dossier — été",
        umask=0o077,
        clone=("--local",),
        environment={
            "TZ": "Asia/Kathmandu",
            "LANG": "ar_EG.UTF-8",
            "LC_ALL": "fr_FR.UTF-8",
            "PYTHONHASHSEED": "random",
            "SOURCE_DATE_EPOCH": "86400",
            "COLUMNS": "40",
            "NO_COLOR": "1",
            "USER": "quelqu’un",
        },
    ),
}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the tracker that everyone clones."""
    return golden_history.repository(tmp_path_factory.mktemp("origin"))


@pytest.fixture(scope="module")
def expected(origin: Repository, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what a plain build gives."""
    return built(origin, PLAIN, tmp_path_factory.mktemp("plain"))


def built(origin: Repository, place: Place, parent: Path) -> dict[str, str]:
    """Clone, build, and return every file and folder with its mode and the SHA-256 of its bytes."""
    folder = parent / place.folder
    folder.mkdir()
    tracker, site = folder / "clone", folder / "le site"
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **place.environment}
    source = str(origin.path) if place.clone != ("--no-hardlinks",) else origin.path.as_uri()
    clone = ["git", "clone", "--quiet", *place.clone, source, str(tracker)]
    build = [sys.executable, "-m", "promisetrack", "--quiet", "-C", str(tracker), "build"]
    for command in (clone, [*build, *place.day, *place.options, "--output", str(site)]):
        subprocess.run(command, check=True, env=environment, umask=place.umask)
    return listing(site)


def listing(site: Path) -> dict[str, str]:
    """Return modes and contents by path."""
    found = {}
    for path in sorted(site.rglob("*")):
        mode = stat.filemode(path.lstat().st_mode)
        seal = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[path.relative_to(site).as_posix()] = f"{mode} {seal}"
    return found


@pytest.mark.parametrize("name", PLACES)
def test_the_same_commit_gives_the_same_bytes(
    name: str, origin: Repository, expected: dict[str, str], tmp_path: Path
) -> None:
    """Folder, clone, zone, locale, hash seed, umask and clock leave no trace in any file."""
    found = built(origin, PLACES[name], tmp_path)
    assert found.keys() == expected.keys()
    assert [path for path in found if found[path] != expected[path]] == []


def test_building_again_over_an_older_site_gives_the_same(
    origin: Repository, expected: dict[str, str], tmp_path: Path
) -> None:
    """A site that replaces another one, and one from stored history, have the same bytes too."""
    tracker = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(origin.path), str(tracker)], check=True)
    site = tmp_path / "site"
    golden_history.build(tracker, site, "--at", origin.ids[1])
    assert listing(site) != expected
    for _ in range(2):
        golden_history.build(tracker, site)
        assert listing(site) == expected


def test_another_day_gives_other_bytes(origin: Repository, expected: dict[str, str]) -> None:
    """The comparison sees what differs: a later day changes the pages and the data."""
    later = origin.path / "build" / "later"
    golden_history.build(origin.path, later, "--today", "2027-01-01")
    found = listing(later)
    assert found["data/v1/commitments.csv"] != expected["data/v1/commitments.csv"]
    assert found["en/index.html"] != expected["en/index.html"]


def test_no_place_or_person_is_in_the_site(origin: Repository, tmp_path: Path) -> None:
    """No file names the folder in which, or the person by whom, it was built."""
    place = Place(folder="dossier-secret", environment={"USER": "personne-secrete"})
    built(origin, place, tmp_path)
    for path in (tmp_path / place.folder / "le site").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"dossier-secret" not in content, path
            assert b"personne-secrete" not in content, path
