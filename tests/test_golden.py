"""A small site compared whole with the one that was accepted last (tests/golden/README.md)."""

from __future__ import annotations

import os
import re
import shutil
from difflib import unified_diff
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests import golden_history

if TYPE_CHECKING:
    from pathlib import Path

ACCEPT = os.environ.get("PROMISETRACK_ACCEPT_GOLDEN") == "1"
SEALS = golden_history.FOLDER / "SHA256SUMS"
COPIES = golden_history.FOLDER / "site"
LEFT_OUT = {"audit/manifest.json"}
"""It names the versions of the libraries: other versions, other bytes, the same site."""

SHOWN = (
    "404.html",
    "en/commitments/halles-a-l-ombre/index.html",
    "en/commitments/halles-a-l-ombre/history/index.html",
    "fr/index.html",
    "fr/commitments/budget-ouvert/index.html",
    "robots.txt",
    "sitemap.xml",
)
"""What is kept in full besides the data; of the schemas only their seals are kept."""

HINT = "read what changed; `make golden` accepts it (tests/golden/README.md)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of the site as it is built now."""
    tracker = golden_history.repository(tmp_path_factory.mktemp("tracker"))
    folder = golden_history.build(tracker.path, tmp_path_factory.mktemp("built") / "site")
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {path: content for path, content in found.items() if path not in LEFT_OUT}


def readable(path: str, content: bytes) -> str:
    """Return the text of a file as it is kept: of pages, one tag a line."""
    text = content.decode("utf-8")
    return re.sub(r">(?=<)", ">\n", text) if path.endswith(".html") else text


def copies(site: dict[str, bytes]) -> dict[str, str]:
    """Return what is kept in full."""
    kept = {path for path in site if path.startswith("data/") and "/schemas/" not in path}
    return {path: readable(path, site[path]) for path in sorted(kept | set(SHOWN))}


def seals(site: dict[str, bytes]) -> str:
    """Return the seals of all files, in the format of sha256sum."""
    return "".join(f"{sha256(site[path]).hexdigest()}  {path}\n" for path in sorted(site))


@pytest.fixture(scope="module", autouse=True)
def _accepted(site: dict[str, bytes]) -> None:
    """Write what is kept anew, where that was asked for."""
    if ACCEPT:
        shutil.rmtree(COPIES, ignore_errors=True)
        for path, text in copies(site).items():
            write(COPIES / path, text)
        write(SEALS, seals(site))


def write(path: Path, text: str) -> None:
    """Write a text as it is: the line ends of tables too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def test_pages_and_data_are_those_that_were_accepted(site: dict[str, bytes]) -> None:
    """The pages and data that are kept in full are the same, character by character."""
    now, found = copies(site), (path for path in sorted(COPIES.rglob("*")) if path.is_file())
    kept = {
        path.relative_to(COPIES).as_posix(): path.read_bytes().decode("utf-8") for path in found
    }
    changed = [path for path in sorted(now.keys() | kept) if now.get(path) != kept.get(path)]
    shown = "".join(difference(path, kept.get(path, ""), now.get(path, "")) for path in changed[:3])
    assert not changed, f"{HINT}\n{len(changed)} files: {', '.join(changed)}\n{shown}"


def test_every_file_is_the_one_that_was_accepted(site: dict[str, bytes]) -> None:
    """No file of the site is new, gone or changed by a single byte."""
    now, kept = set(seals(site).splitlines()), set(SEALS.read_text("utf-8").splitlines())
    changed = sorted({line.partition("  ")[2] for line in now ^ kept})
    assert not changed, f"{HINT}\n{len(changed)} files:\n" + "\n".join(changed)


def difference(path: str, before: str, after: str) -> str:
    """Return the first lines of what changed in a file."""
    lines = unified_diff(
        before.splitlines(), after.splitlines(), f"kept/{path}", f"now/{path}", n=1, lineterm=""
    )
    return "\n".join(line[:300] for _, line in zip(range(30), lines, strict=False)) + "\n"
