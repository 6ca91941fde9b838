"""Sites that were changed after they were published: every change is found, the first one named."""

from __future__ import annotations

import json
import os
import shutil
from random import Random
from typing import TYPE_CHECKING

import pytest

from promisetrack.audit import manifest
from tests.auditing import Story, begin, copy, details, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANIFEST, PUBLICATIONS = manifest.MANIFEST, manifest.PUBLICATIONS
MARKER = ".promisetrack-site"
KINDS: dict[str, Callable[[Story, Random], str]] = {}
"""Each kind of tampering changes the newest site and returns the path that must be named."""


def kind(function: Callable[[Story, Random], str]) -> Callable[[Story, Random], str]:
    """Add one kind of tampering to the table."""
    KINDS[function.__name__] = function
    return function


def pages(site: Path, *, filled: bool = True) -> list[str]:
    """Return the published files, in byte order."""
    listed = manifest.parse((site / MANIFEST).read_bytes()).files
    return [one.path for one in listed if one.size or not filled]


def one_of(story: Story, random: Random) -> Path:
    return story.site / random.choice(pages(story.site))


def name(story: Story, path: Path) -> str:
    return path.relative_to(story.site).as_posix()


def load(story: Story) -> manifest.Manifest:
    return manifest.parse((story.site / MANIFEST).read_bytes())


def reseal(story: Story, **changes: object) -> None:
    """Write the manifest anew, right in itself."""
    from dataclasses import replace

    made = load(story)
    files = tuple(
        manifest.site_file(path, (story.site / path).read_bytes())
        for path in sorted(
            (
                one.relative_to(story.site).as_posix()
                for one in story.site.rglob("*")
                if one.is_file() and one.name != MARKER
            ),
            key=str.encode,
        )
        if path not in manifest.OWN
    )
    made = replace(made, files=files, files_root=manifest.files_root(files))
    (story.site / MANIFEST).write_bytes(manifest.to_bytes(replace(made, **changes)))  # type: ignore[arg-type]


@kind
def a_byte_changed(story: Story, random: Random) -> str:
    path = one_of(story, random)
    content = bytearray(path.read_bytes())
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    path.write_bytes(content)
    return name(story, path)


@kind
def something_appended(story: Story, random: Random) -> str:
    path = one_of(story, random)
    path.write_bytes(path.read_bytes() + random.choice([b"\n", b" ", b"<script></script>"]))
    return name(story, path)


@kind
def a_file_cut_short(story: Story, random: Random) -> str:
    path = one_of(story, random)
    content = path.read_bytes()
    path.write_bytes(content[: random.randrange(len(content))])
    return name(story, path)


@kind
def a_file_removed(story: Story, random: Random) -> str:
    path = one_of(story, random)
    path.unlink()
    return name(story, path)


@kind
def a_page_added(story: Story, random: Random) -> str:
    path = story.site / random.choice(["fr/new.html", "zz.html", ".hidden", "a/b/c", "audit/x"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("<p>new", "utf-8")
    return name(story, path)


@kind
def a_page_renamed(story: Story, random: Random) -> str:
    path = one_of(story, random)
    target = path.with_name(path.name + random.choice(["~", ".bak", "x"]))
    path.rename(target)
    return min(name(story, path), name(story, target), key=str.encode)


@kind
def two_pages_swapped(story: Story, random: Random) -> str:
    while True:
        one, other = sorted(random.sample(pages(story.site), 2), key=str.encode)
        first, second = (story.site / path for path in (one, other))
        if first.read_bytes() != second.read_bytes():
            break
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)
    return one


@kind
def an_older_page(story: Story, random: Random) -> str:
    old = story.sites[0]
    differing = [
        path
        for path in pages(story.site)
        if (old / path).is_file() and (old / path).read_bytes() != (story.site / path).read_bytes()
    ]
    path = random.choice(differing)
    shutil.copyfile(old / path, story.site / path)
    return path


@kind
def manifest_and_file_together(story: Story, random: Random) -> str:
    path = a_byte_changed(story, random)
    reseal(story)
    return path


@kind
def manifest_and_page_together(story: Story, random: Random) -> str:
    path = a_page_added(story, random) if random.random() < 0.5 else a_file_removed(story, random)
    reseal(story)
    return path


@kind
def manifest_patched_by_hand(story: Story, random: Random) -> str:
    path = a_byte_changed(story, random)
    plain = json.loads((story.site / MANIFEST).read_bytes())
    for one in plain["files"]:
        if one["path"] == path:
            one["sha256"] = manifest.site_file("", (story.site / path).read_bytes()).sha256
    (story.site / MANIFEST).write_text(json.dumps(plain), "utf-8")
    return path


@kind
def manifest_before_with_files_now(story: Story, random: Random) -> str:
    at = random.randrange(len(story.sites) - 1)
    shutil.copyfile(story.sites[at] / MANIFEST, story.site / MANIFEST)
    old = {one.path: one for one in load(story).files}
    new = {
        path: manifest.site_file(path, (story.site / path).read_bytes()) for path in pages_of(story)
    }
    return min((one for one in {*old, *new} if old.get(one) != new.get(one)), key=str.encode)


def pages_of(story: Story) -> list[str]:
    return [
        one.relative_to(story.site).as_posix()
        for one in story.site.rglob("*")
        if one.is_file() and one.name != MARKER and name(story, one) not in manifest.OWN
    ]


@kind
def files_before_with_manifest_now(story: Story, random: Random) -> str:
    at = random.randrange(len(story.sites) - 1)
    wanted = load(story).files
    for one in story.site.iterdir():
        if one.name not in ("audit", MARKER):
            shutil.rmtree(one) if one.is_dir() else one.unlink()
    shutil.copytree(
        story.sites[at], story.site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("audit")
    )
    found = {
        path: manifest.site_file(path, (story.site / path).read_bytes()) for path in pages_of(story)
    }
    listed = {one.path: one for one in wanted}
    return min((p for p in {*found, *listed} if found.get(p) != listed.get(p)), key=str.encode)


@kind
def publications_shortened(story: Story, random: Random) -> str:
    path = story.site / PUBLICATIONS
    lines = path.read_bytes().splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    path.write_bytes(b"".join(lines))
    return PUBLICATIONS


@kind
def publications_changed(story: Story, random: Random) -> str:
    path = story.site / PUBLICATIONS
    content = bytearray(path.read_bytes())
    content[random.randrange(len(content))] ^= 1
    path.write_bytes(content)
    return PUBLICATIONS


@kind
def publications_continued(story: Story, random: Random) -> str:
    path = story.site / PUBLICATIONS
    path.write_bytes(path.read_bytes() + random.choice([b"\n", path.read_bytes(), b"{}\n"]))
    return PUBLICATIONS


@kind
def publications_gone(story: Story, _: Random) -> str:
    (story.site / PUBLICATIONS).unlink()
    return PUBLICATIONS


@kind
def manifest_gone(story: Story, _: Random) -> str:
    (story.site / MANIFEST).unlink()
    return MANIFEST


@kind
def manifest_with_other_words(story: Story, random: Random) -> str:
    word = random.choice(["today", "source", "builder"])
    made = load(story)
    from dataclasses import replace

    if word == "today":
        made = replace(made, today="2031-01-01")
    elif word == "source":
        made = replace(made, source=replace(made.source, commits=made.source.commits + 1))
    else:
        made = replace(made, builder=replace(made.builder, version="9.9"))
    (story.site / MANIFEST).write_bytes(manifest.to_bytes(made))
    return MANIFEST


@kind
def manifest_written_otherwise(story: Story, random: Random) -> str:
    plain = json.loads((story.site / MANIFEST).read_bytes())
    text = json.dumps(plain, indent=random.choice([None, 1, 4]), sort_keys=random.random() < 0.5)
    (story.site / MANIFEST).write_text(text, "utf-8")
    return MANIFEST


@kind
def manifest_that_is_none(story: Story, random: Random) -> str:
    odd = [
        b"",
        b"{}",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"format": "promisetrack-manifest/1"}',
    ]
    (story.site / MANIFEST).write_bytes(random.choice(odd))
    return MANIFEST


@kind
def a_file_that_is_a_link(story: Story, random: Random) -> str:
    path = one_of(story, random)
    kept = story.site.parent / "kept"
    path.rename(kept)
    path.symlink_to(kept)
    return name(story, path)


@kind
def a_folder_that_is_a_link(story: Story, random: Random) -> str:
    path = story.site / random.choice(["assets", "data", "fr"])
    kept = story.site.parent / "kept"
    path.rename(kept)
    path.symlink_to(kept)
    return path.name


@kind
def a_file_that_is_something_else(story: Story, random: Random) -> str:
    path = one_of(story, random)
    path.unlink()
    if random.random() < 0.5:
        path.mkdir()
    else:
        os.mkfifo(path)
    return name(story, path)


@kind
def lines_ended_otherwise(story: Story, random: Random) -> str:
    path = random.choice([one for one in pages(story.site) if one.endswith((".html", ".json"))])
    content = (story.site / path).read_bytes()
    (story.site / path).write_bytes(content.replace(b"\n", b"\r\n") + b"\r\n")
    return path


@kind
def many_pages_changed(story: Story, random: Random) -> str:
    chosen = random.sample(pages(story.site), 5)
    for path in chosen:
        (story.site / path).write_bytes(b"x" + (story.site / path).read_bytes())
    return min(chosen, key=str.encode)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with three publications."""
    return tell(tmp_path_factory.mktemp("story"))


def caught(story: Story, folder: Path, tampering: str, seed: int) -> None:
    """Tamper with a copy, and see that it is refuted and that the place is named."""
    attacked = copy(story, folder)
    path = KINDS[tampering](attacked, Random(f"{tampering} {seed}"))
    report = attacked.check(repository=str(story.root))
    assert report.exit_code == 1, f"{tampering} {seed}: {details(report)}"
    step = report.step("files")
    assert step is not None and path in details(report), f"{path} not in {details(report)}"


def test_there_are_enough_kinds() -> None:
    """Fifteen kinds were asked for."""
    assert len(KINDS) >= 15


@pytest.mark.parametrize("tampering", KINDS)
def test_a_changed_site_is_refuted(story: Story, tmp_path: Path, tampering: str) -> None:
    """Every kind of change is found, and the first file that differs is named."""
    caught(story, tmp_path, tampering, 0)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(1, 13))
@pytest.mark.parametrize("tampering", KINDS)
def test_changed_sites_are_refuted(story: Story, tmp_path: Path, tampering: str, seed: int) -> None:
    """The same over a dozen places in the site for each kind."""
    caught(story, tmp_path, tampering, seed)


def test_an_honest_site_is_verified(story: Story, tmp_path: Path) -> None:
    """Copying a site changes nothing: what is refuted above is the change."""
    report = copy(story, tmp_path).check(repository=str(story.root), is_rebuilt=True)
    assert report.exit_code == 0, details(report)
    assert report.is_rebuilt


def test_a_site_ahead_of_the_log_cannot_be_known(story: Story, tmp_path: Path) -> None:
    """A manifest with a number beyond the log may be honest, if the copy of the log is old."""
    attacked = copy(story, tmp_path)
    reseal(attacked, n=3, previous_entry=story.tip())
    report = attacked.check(repository=str(story.root))
    assert report.exit_code == 3
    assert "publication 3" in details(report)


def test_the_manifest_of_another_tracker_is_refuted(story: Story, tmp_path: Path) -> None:
    """A foreign manifest with our files is not a publication of ours."""
    other = begin(tmp_path / "other", tracker="title: Autre\nlanguages:\n  - fr\n")
    other.release()
    attacked = copy(story, tmp_path / "copy")
    shutil.copyfile(other.site / MANIFEST, attacked.site / MANIFEST)
    report = attacked.check(repository=str(story.root))
    assert report.exit_code == 1, details(report)


def test_a_folder_that_is_no_site_is_not_refuted(story: Story, tmp_path: Path) -> None:
    """A wrong folder says nothing about the tracker."""
    (tmp_path / "index.html").write_text("hello", "utf-8")
    assert story.check(tmp_path).exit_code == 3
