"""The same commit gives the same bytes: wherever, whoever, whenever it is built.

Real clones, real processes. https://reproducible-builds.org lists what usually differs.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests import golden_history
from tests.conftest import missing
from tests.golden_history import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.repositories import Repository

EPOCH = "1769817600"
"""31 January 2026, 00:00 UTC, in seconds: the same day as TODAY."""

NIGHT = "1769898600"
"""31 January 2026, 22:30 UTC: a day later already in the east."""

ROOTS: dict[str, str] = {}
"""The `files_root` that a plain build gives, by repository."""


@dataclass(frozen=True, slots=True)
class Place:
    """How and where a build runs. `day` are the options that set today.

    `clone` are options of `git clone`; `before` are commands of git in the clone. `processors`
    limits how many may be used; `builds` is how often the site is built, the last one counts.
    """

    folder: str = "a"
    umask: int = 0o022
    clone: tuple[str, ...] = ("--no-hardlinks",)
    before: tuple[tuple[str, ...], ...] = ()
    day: tuple[str, ...] = ("--today", TODAY)
    options: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    locale: str = ""
    is_bundle: bool = False
    processors: int = 0
    builds: int = 1
    is_cached: bool = False


PLAIN = Place(environment={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"})
PLACES = {
    "folder": Place(folder="à côté, l’été"),
    "zone": Place(environment={"TZ": "Pacific/Kiritimati"}),
    "zone behind": Place(environment={"TZ": "America/Los_Angeles"}),
    "zone before midnight": Place(day=(), environment={"SOURCE_DATE_EPOCH": NIGHT, "TZ": "UTC"}),
    "zone after midnight": Place(
        day=(), environment={"SOURCE_DATE_EPOCH": NIGHT, "TZ": "Asia/Tokyo"}
    ),
    "locale": Place(environment={"LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8"}),
    "installed locale": Place(locale="fr_FR"),
    "locale from right to left": Place(locale="ar_EG"),
    "locale with other letters": Place(locale="tr_TR"),
    "plain locale": Place(environment={"LANG": "C", "LC_ALL": "C", "LANGUAGE": "tr"}),
    "hash seed": Place(environment={"PYTHONHASHSEED": "4242"}),
    "another hash seed": Place(environment={"PYTHONHASHSEED": "1"}),
    "narrow umask": Place(umask=0o077),
    "wide umask": Place(umask=0o000),
    "hard links": Place(clone=("--local",)),
    "shared objects": Place(clone=("--shared",)),
    "mirror's clone": Place(clone=("--no-tags", "--no-hardlinks", "-c", "core.autocrlf=true")),
    "bundle": Place(is_bundle=True),
    "loose objects": Place(before=(("unpack",),)),
    "one pack": Place(before=(("repack", "-adfq", "--depth=50"), ("pack-refs", "--all"))),
    "commit graph": Place(before=(("commit-graph", "write", "--reachable"),)),
    "detached": Place(before=(("checkout", "-q", "--detach"),)),
    "one process": Place(options=("--jobs", "1")),
    "two processes": Place(options=("--jobs", "2")),
    "one processor": Place(processors=1),
    "two processors": Place(processors=2),
    "warm cache": Place(builds=2, is_cached=True),
    "without a cache": Place(builds=2),
    "optimised": Place(environment={"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"}),
    "epoch beside today": Place(environment={"SOURCE_DATE_EPOCH": "1"}),
    "epoch for today": Place(day=(), environment={"SOURCE_DATE_EPOCH": EPOCH}),
    "all at once": Place(
        folder="un dossier — été",
        umask=0o077,
        clone=("--local",),
        processors=1,
        options=("--jobs", "2"),
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
SAMPLE = ("folder", "zone after midnight", "bundle", "all at once", "warm cache")
"""What `make test` looks at; `make proof` looks at all."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the tracker that everyone clones."""
    return golden_history.repository(tmp_path_factory.mktemp("origin"))


@pytest.fixture(scope="module")
def expected(origin: Repository, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what a plain build gives."""
    folder = tmp_path_factory.mktemp("plain")
    found = built(origin, PLAIN, folder)
    ROOTS[str(origin.path)] = root_of(folder / PLAIN.folder / "le site")
    return found


def built(origin: Repository, place: Place, parent: Path) -> dict[str, str]:
    """Clone, build, and return every file and folder with its mode and the SHA-256 of its bytes."""
    folder = parent / place.folder
    folder.mkdir()
    tracker, site = folder / "clone", folder / "le site"
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **place.environment}
    environment |= installed(place.locale, parent) if place.locale else {}

    def started(*command: str) -> None:
        subprocess.run(
            command,
            check=True,
            env=environment,
            umask=place.umask,
            preexec_fn=lambda: limited(place.processors),
        )

    started("git", "clone", "--quiet", *place.clone, source_of(origin, place, folder), str(tracker))
    for words in place.before:
        if words == ("unpack",):
            unpack(tracker)
        else:
            started("git", "-C", str(tracker), *words)
    build = [sys.executable, "-m", "promisetrack", "--quiet", "-C", str(tracker), "build"]
    for _ in range(place.builds):
        shutil.rmtree(site, ignore_errors=True)
        if not place.is_cached:
            shutil.rmtree(tracker / "build", ignore_errors=True)
        started(*build, *place.day, *place.options, "--output", str(site))
    return listing(site)


def source_of(origin: Repository, place: Place, folder: Path) -> str:
    """Return where to clone from: the repository, over the wire of git, or a bundle of it."""
    if place.is_bundle:
        path = folder / "all.bundle"
        origin.git("bundle", "create", "-q", str(path), "--all")
        return str(path)
    return str(origin.path) if "--no-hardlinks" not in place.clone else origin.path.as_uri()


def unpack(tracker: Path) -> None:
    """Let every object of a repository lie in a file of its own."""
    for pack in (tracker / ".git/objects/pack").glob("*.pack"):
        aside = tracker / pack.name
        pack.rename(aside)
        pack.with_suffix(".idx").unlink()
        with aside.open("rb") as packed:
            subprocess.run(
                ["git", "-C", str(tracker), "unpack-objects", "-q"], stdin=packed, check=True
            )
        aside.unlink()


def limited(processors: int) -> None:
    """Leave so many processors to this process, where the system can do that."""
    if processors and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:processors])


def installed(name: str, folder: Path) -> Mapping[str, str]:
    """Return the settings of a locale: one that the machine has, or one made for the test."""
    wanted = f"{name}.utf8"
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    if wanted in known.split():
        return {"LC_ALL": f"{name}.UTF-8"}
    if shutil.which("localedef") is None:
        missing("localedef", "a locale is made with it")
    made = folder / "locales" / f"{name}.UTF-8"
    made.parent.mkdir()
    words = ["localedef", "-i", name, "-f", "UTF-8", str(made)]
    if subprocess.run(words, capture_output=True, check=False).returncode > 1 or not made.exists():
        pytest.skip(f"this machine cannot make the locale {name}")
    return {"LC_ALL": f"{name}.UTF-8", "LOCPATH": str(made.parent)}


def listing(site: Path) -> dict[str, str]:
    """Return modes and contents by path."""
    found = {}
    for path in sorted(site.rglob("*")):
        mode = stat.filemode(path.lstat().st_mode)
        seal = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[path.relative_to(site).as_posix()] = f"{mode} {seal}"
    return found


def compare(name: str, origin: Repository, expected: dict[str, str], folder: Path) -> None:
    """Build in one of the places, and compare every byte."""
    found = built(origin, PLACES[name], folder)
    assert found.keys() == expected.keys()
    assert [path for path in found if found[path] != expected[path]] == []
    assert root_of(folder / PLACES[name].folder / "le site") == ROOTS[str(origin.path)]


def root_of(site: Path) -> str:
    """Return the one hash for all files that the manifest of a site names."""
    text = (site / "audit/manifest.json").read_text("utf-8")
    return str(json.loads(text)["files_root"])


@pytest.mark.parametrize("name", SAMPLE)
def test_the_same_commit_gives_the_same_bytes(
    name: str, origin: Repository, expected: dict[str, str], tmp_path: Path
) -> None:
    """Folder, clone, zone, locale, hash seed, umask and clock leave no trace in any file."""
    compare(name, origin, expected, tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("name", [name for name in PLACES if name not in SAMPLE])
def test_the_same_commit_gives_the_same_bytes_everywhere(
    name: str, origin: Repository, expected: dict[str, str], tmp_path: Path
) -> None:
    """The same in all the other places, two dozen in all."""
    compare(name, origin, expected, tmp_path)


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
