"""Honest stories: what happens to trackers in real life is never called a lie."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from promisetrack.audit import pins
from promisetrack.cli import run
from tests.auditing import FILES, LOG, PROMISE, TRACKER, Story, begin, copy, details, served, tell
from tests.edges_repository import Made, make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from promisetrack.audit.verdict import Report

STORIES: dict[str, Callable[[Story, Path], Report]] = {}
"""Each goes on with a copy of a tracker that has two publications, and returns a check of it."""

UNKNOWN = {
    "a_failed_deployment", "a_clone_without_the_log", "a_log_that_began_anew_by_law",
    "a_site_put_online_before_the_log_was_pushed", "a_shallow_clone", "a_partial_clone",
    "a_pin_on_a_log_that_began_anew", "no_repository_at_all", "an_older_site_built_again",
}  # fmt: skip
"""Those in which something cannot be known, and the report says what."""


def story_of(function: Callable[[Story, Path], Report]) -> Callable[[Story, Path], Report]:
    """Add one story to the table."""
    STORIES[function.__name__] = function
    return function


def clone(story: Story, folder: Path, *options: str) -> Path:
    """Return a clone as a citizen makes it."""
    command = ["git", "clone", "-q", *options, story.root.as_uri(), str(folder)]
    subprocess.run(command, check=True, env=os.environ | {"GIT_CONFIG_GLOBAL": "/dev/null"})
    return folder


def pinned(story: Story, place: Path) -> Path:
    """Write a pin of the log as it is now."""
    n = len(story.made.git("rev-list", "--first-parent", LOG, "--not", "main").split()) - 1
    place.write_bytes(pins.write_pin(pins.Pin(str(story.root), n, story.tip())))
    return place


@story_of
def nothing_happens(story: Story, _: Path) -> Report:
    return story.check()


@story_of
def the_same_source_again(story: Story, folder: Path) -> Report:
    pin = pinned(story, folder / "pin")
    story.release()
    story.release()
    return story.check(pin=pin)


@story_of
def a_pull_that_merges(story: Story, folder: Path) -> Report:
    pin = pinned(story, folder / "pin")
    story.made.git("checkout", "-q", "-b", "mine", "main~1")
    story.made.change("README", "mine")
    story.made.git("checkout", "-q", "main")
    story.made.merge("mine")
    story.release()
    return story.check(pin=pin, is_rebuilt=True)


@story_of
def a_foxtrot(story: Story, folder: Path) -> Report:
    """`git pull` on a copy with own work: what was public is the second parent now."""
    pin = pinned(story, folder / "pin")
    story.made.git("checkout", "-q", "-b", "mine", "main~1")
    story.made.change("README", "mine")
    story.made.merge("main")
    story.made.git("branch", "-f", "main", "mine")
    story.made.git("checkout", "-q", "main")
    story.release()
    return story.check(pin=pin, is_rebuilt=True)


@story_of
def a_foxtrot_before_anything_is_published_from_it(story: Story, _: Path) -> Report:
    story.made.git("checkout", "-q", "-b", "mine", "main~1")
    story.made.change("README", "mine")
    story.made.merge("main")
    story.made.git("branch", "-f", "main", "mine")
    return story.check()


@story_of
def a_renamed_branch(story: Story, folder: Path) -> Report:
    pin = pinned(story, folder / "pin")
    story.made.git("branch", "-m", "main", "trunk")
    return story.check(pin=pin)


@story_of
def a_renamed_branch_that_the_tracker_named(story: Story, _: Path) -> Report:
    forge = "forge:\n  kind: gitlab\n  url: https://git.example/t\n  branch: main\n"
    story.made.change("commitments/tracker.yaml", TRACKER + forge)
    story.release()
    story.made.git("branch", "-m", "main", "trunk")
    report = story.check()
    assert "it is now trunk" in details(report)
    return report


@story_of
def a_branch_named_by_hand(story: Story, _: Path) -> Report:
    story.made.git("branch", "release")
    story.promise(2030)
    return story.check(branch="release")


@story_of
def a_failed_deployment(story: Story, _: Path) -> Report:
    old = story.site
    story.promise(2030)
    story.release()
    report = story.check(old)
    assert "stale" in details(report)
    return report


@story_of
def a_site_put_online_before_the_log_was_pushed(story: Story, folder: Path) -> Report:
    copied = clone(story, folder / "clone")
    story.promise(2030)
    story.release()
    return story.check(repository=str(copied))


@story_of
def commits_that_are_not_published_yet(story: Story, _: Path) -> Report:
    story.promise(2030)
    story.promise(2031)
    return story.check(is_rebuilt=True)


@story_of
def a_publisher_who_has_not_pushed(story: Story, folder: Path) -> Report:
    own = Story(Made(clone(story, folder / "clone"), 900), list(story.sites))
    own.promise(2030)
    own.release()
    return own.check()


@story_of
def a_clone_with_the_log(story: Story, folder: Path) -> Report:
    return story.check(repository=str(clone(story, folder / "clone")), is_rebuilt=True)


@story_of
def a_clone_without_the_log(story: Story, folder: Path) -> Report:
    return story.check(repository=str(clone(story, folder / "c", "--single-branch")))


@story_of
def a_shallow_clone(story: Story, folder: Path) -> Report:
    return story.check(
        repository=str(clone(story, folder / "c", "--depth=1", "--no-single-branch"))
    )


@story_of
def a_partial_clone(story: Story, folder: Path) -> Report:
    story.made.git("config", "uploadpack.allowFilter", "true")
    return story.check(repository=str(clone(story, folder / "c", "--filter=blob:none")))


@story_of
def no_repository_at_all(story: Story, _: Path) -> Report:
    return story.check(repository=None)


@story_of
def an_address(story: Story, _: Path) -> Report:
    return story.check(repository=story.root.as_uri(), is_rebuilt=True)


@story_of
def a_bare_repository(story: Story, folder: Path) -> Report:
    return story.check(repository=str(clone(story, folder / "bare.git", "--mirror")))


@story_of
def a_bundle(story: Story, folder: Path) -> Report:
    story.made.git("bundle", "create", "-q", str(folder / "b.bundle"), "--all")
    return story.check(folder / "b.bundle", repository=None, is_rebuilt=True)


@story_of
def a_bundle_as_the_repository(story: Story, folder: Path) -> Report:
    story.made.git("bundle", "create", "-q", str(folder / "b.bundle"), "--all")
    return story.check(repository=str(folder / "b.bundle"))


@story_of
def a_detached_head(story: Story, _: Path) -> Report:
    story.made.git("checkout", "-q", "--detach", "HEAD~1")
    return story.check(branch="main")


@story_of
def everything_packed(story: Story, _: Path) -> Report:
    story.made.git("gc", "-q", "--aggressive")
    return story.check(is_rebuilt=True)


@story_of
def a_further_working_tree(story: Story, folder: Path) -> Report:
    story.made.git("worktree", "add", "-q", "--detach", str(folder / "tree"))
    return story.check(repository=str(folder / "tree"), branch="main")


@story_of
def other_options(story: Story, folder: Path) -> Report:
    pin = pinned(story, folder / "pin")
    story.release(build=["--portable", "--base-url", "https://ville.example/t/"])
    return story.check(pin=pin, is_rebuilt=True)


@story_of
def an_older_version_published(story: Story, _: Path) -> Report:
    """Publishing again what was published last is fine while nothing newer was."""
    story.promise(2030)
    story.release(build=["--at", "HEAD~1"])
    return story.check()


@story_of
def an_acknowledged_rewrite(story: Story, folder: Path) -> Report:
    pin = pinned(story, folder / "pin")
    story.made.git("reset", "-q", "--hard", "HEAD~1")
    story.promise(2031)
    story.release("--acknowledge-rewrite", "an address of a citizen was removed")
    report = story.check(pin=pin, is_rebuilt=True)
    assert "an address of a citizen was removed" in details(report)
    return report


@story_of
def a_log_that_began_anew_by_law(story: Story, folder: Path) -> Report:
    pin = pinned(story, folder / "pin")
    a_new_log(story)
    return story.check(pin=pin)


@story_of
def a_log_that_began_anew_without_a_pin(story: Story, _: Path) -> Report:
    a_new_log(story)
    report = story.check(is_rebuilt=True)
    assert "judgement of 2025" in details(report)
    return report


@story_of
def a_pin_on_a_log_that_began_anew(story: Story, folder: Path) -> Report:
    pin = pinned(story, folder / "pin")
    a_new_log(story)
    story.promise(2033)
    story.release()
    return story.check(pin=pin)


def a_new_log(story: Story) -> None:
    """Erase the second commit, and begin the log anew."""
    story.made.git("reset", "-q", "--hard", "HEAD~1")
    story.promise(2032)
    site = story.root.parent / "site-anew"
    assert story.build(site) == 0
    words = ("--acknowledge-rewrite", "judgement of 2025", "--restart")
    assert story.publish(site, *words) == 0
    story.sites.append(site)


@story_of
def a_witness_that_is_behind(story: Story, folder: Path) -> Report:
    own = make(folder / "witness")
    assert run(["-C", str(own.path), "witness", str(story.root)]) == 0
    story.promise(2030)
    story.release()
    return story.check(witnesses=[str(own.path)])


@story_of
def a_witness_that_is_ahead(story: Story, folder: Path) -> Report:
    copied = clone(story, folder / "clone")
    old = story.site
    story.promise(2030)
    story.release()
    own = make(folder / "witness")
    assert run(["-C", str(own.path), "witness", str(story.root)]) == 0
    return story.check(old, repository=str(copied), witnesses=[str(own.path)])


@story_of
def two_witnesses_at_addresses(story: Story, folder: Path) -> Report:
    places = []
    for name in ("one", "two"):
        own = make(folder / name)
        assert run(["-C", str(own.path), "witness", str(story.root)]) == 0
        places.append(own.path.as_uri())
    report = story.check(witnesses=places)
    assert report.witnesses == 2
    return report


@story_of
def a_witness_in_a_fork(story: Story, folder: Path) -> Report:
    fork = clone(story, folder / "fork")
    assert run(["-C", str(fork), "witness", "origin"]) == 0
    return story.check(witnesses=[str(fork)])


@story_of
def signed_from_now_on(story: Story, folder: Path) -> Report:
    pin = pinned(story, folder / "pin")
    sign(story, key(folder, "a"))
    story.release()
    story.release()
    report = story.check(pin=pin)
    assert report.is_signed
    return report


@story_of
def keys_that_rotate(story: Story, folder: Path) -> Report:
    one, other = key(folder, "a"), key(folder, "b")
    sign(story, one)
    story.release()
    both = folder / "signers"
    both.write_text(f"{one}\n{other}\n", "utf-8")
    story.made.git("config", "promisetrack.signers", str(both))
    story.release()
    both.write_text(f"{other}\n", "utf-8")
    sign(story, other)
    story.release()
    story.release()
    report = story.check()
    assert report.is_signed and "the keys changed 2 times" in details(report)
    return report


def key(folder: Path, name: str) -> str:
    """Make a key, and return its public half."""
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "x@example.org", "-f"]
    subprocess.run([*words, str(folder / name)], check=True)
    return (folder / f"{name}.pub").read_text("utf-8").strip()


def sign(story: Story, public: str) -> None:
    """Set git up to sign with a key that lies near the story."""
    for private in story.root.parent.parent.rglob("*.pub"):
        if private.read_text("utf-8").strip() == public:
            story.made.git("config", "gpg.format", "ssh")
            story.made.git("config", "user.signingkey", str(private.with_suffix("")))


@story_of
def a_tracker_in_a_folder(story: Story, folder: Path) -> Report:
    return in_a_folder(folder, as_bare=False)


@story_of
def a_tracker_in_a_folder_of_a_bare_repository(story: Story, folder: Path) -> Report:
    return in_a_folder(folder, as_bare=True)


def in_a_folder(folder: Path, *, as_bare: bool) -> Report:
    made = make(folder / "big")
    for path, text in FILES.items():
        made.write(f"city/open/{path}", text)
    made.commit()
    root, site = made.path / "city/open", folder / "its-site"
    words = ["-C", str(root), "-q"]
    assert run([*words, "build", "-o", str(site), "--today", "2025-06-01"]) == 0
    assert run([*words, "publish", "-o", str(site)]) == 0
    story = Story(made, [site])
    repository = clone(story, folder / "b", "--mirror") if as_bare else root
    return story.check(repository=str(repository), is_rebuilt=True)


@story_of
def a_repository_with_sha256(_: Story, folder: Path) -> Report:
    story = begin(folder / "new", "--object-format=sha256")
    story.release()
    story.promise(2030)
    story.release()
    return story.check(is_rebuilt=True)


@story_of
def a_log_with_its_own_name(_: Story, folder: Path) -> Report:
    story = begin(folder / "new", tracker=TRACKER + "log: journal\n")
    story.release()
    story.promise(2030)
    story.release()
    assert story.tip("journal")
    return story.check(is_rebuilt=True)


@story_of
def a_site_copied_elsewhere(story: Story, folder: Path) -> Report:
    shutil.copytree(story.site, folder / "é 1")
    return story.check(folder / "é 1")


@story_of
def a_site_without_the_builders_mark(story: Story, _: Path) -> Report:
    (story.site / ".promisetrack-site").unlink()
    return story.check()


@story_of
def a_commit_with_an_odd_date(story: Story, _: Path) -> Report:
    story.made.minutes = -20_000_000  # the year 1985
    story.promise(2030)
    story.release()
    story.made.minutes = 38_000_000  # the year 2096
    story.promise(2031)
    story.release()
    return story.check(is_rebuilt=True)


@story_of
def a_promise_removed(story: Story, _: Path) -> Report:
    (story.root / "commitments/p/budget-ouvert.yaml").unlink()
    story.made.commit("remove")
    story.release()
    return story.check(is_rebuilt=True)


@story_of
def a_large_evidence_file(story: Story, _: Path) -> Report:
    story.made.change("commitments/p/files/minutes.pdf", b"%PDF-" + b"x" * 3_000_000)
    story.release()
    return story.check(is_rebuilt=True)


@story_of
def a_link_beside_the_data(story: Story, _: Path) -> Report:
    (story.root / "commitments/p/files").mkdir()
    (story.root / "commitments/p/files/link").symlink_to("/etc/passwd")
    story.made.commit("link")
    story.release(build=["--allow-errors"])
    return story.check(is_rebuilt=True)


@story_of
def a_line_with_two_roots(story: Story, _: Path) -> Report:
    story.made.git("checkout", "-q", "--orphan", "other")
    story.made.git("rm", "-rfq", ".")
    story.made.change("NOTES", "x")
    story.made.git("checkout", "-q", "main")
    story.made.git("merge", "-q", "--allow-unrelated-histories", "-m", "join", "other")
    story.release()
    return story.check(is_rebuilt=True)


@story_of
def the_log_fetched_under_origin_only(story: Story, folder: Path) -> Report:
    copied = Story(Made(clone(story, folder / "c"), 900), list(story.sites))
    copied.promise(2030)
    copied.release()
    assert copied.check().exit_code == 0
    return copied.check(is_rebuilt=True)


@story_of
def pushed_by_the_command(story: Story, folder: Path) -> Report:
    bare = clone(story, folder / "bare.git", "--mirror")
    story.made.git("remote", "add", "public", str(bare))
    story.promise(2030)
    story.release("--push", "public")
    story.made.git("push", "-q", "public", "main")
    return story.check(repository=str(bare))


@story_of
def a_site_on_the_web(story: Story, _: Path) -> Report:
    with served(story.site) as address:
        return story.check(address, is_rebuilt=True)


@story_of
def a_site_on_a_server_that_hides_files(story: Story, _: Path) -> Report:
    (story.site / ".nojekyll").unlink()
    with served(story.site) as address:
        report = story.check(address)
    assert "begins with a dot" in details(report)
    return report


@story_of
def a_text_removed_by_law(story: Story, folder: Path) -> Report:
    pin = pinned(story, folder / "pin")
    blob = story.made.git("rev-parse", f"HEAD:{PROMISE}")
    story.promise(2031)
    rules = f"redact:\n  - blob: {blob}\n    route: description\n    reason: loi\n"
    story.made.change("commitments/tracker.yaml", f"{TRACKER}{rules}    date: 2026-01-31\n")
    site = story.release()
    assert b"complet avant la fin de 2026" not in b"".join(
        one.read_bytes() for one in site.rglob("*") if one.is_file()
    )
    return story.check(pin=pin, is_rebuilt=True)


@story_of
def gone_back_and_on_again(story: Story, _: Path) -> Report:
    newest = story.promise(2031)
    story.release()
    story.made.git("reset", "-q", "--hard", "HEAD~1")
    story.release("--acknowledge-rewrite", "too early")
    story.made.git("reset", "-q", "--hard", newest)
    story.release()
    return story.check(is_rebuilt=True)


@story_of
def an_older_site_built_again(story: Story, _: Path) -> Report:
    story.promise(2031)
    story.release()
    story.made.git("reset", "-q", "--hard", "HEAD~1")
    story.release("--acknowledge-rewrite", "too early")
    report = story.check(story.sites[-2], is_rebuilt=True)
    assert report.is_rebuilt, details(report)
    return report


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with two publications."""
    return tell(tmp_path_factory.mktemp("story"), 2)


SAMPLE = (
    "a_pull_that_merges", "a_foxtrot", "a_renamed_branch", "a_failed_deployment",
    "a_clone_without_the_log", "an_acknowledged_rewrite", "a_log_that_began_anew_by_law",
    "keys_that_rotate", "a_site_on_the_web", "a_witness_that_is_ahead", "a_bundle",
    "pushed_by_the_command", "a_text_removed_by_law", "gone_back_and_on_again",
    "a_tracker_in_a_folder_of_a_bare_repository",
)  # fmt: skip


def believed(story: Story, folder: Path, told: str) -> None:
    """Live through a story, and see that nobody is called a liar."""
    lived = copy(story, folder / "copy")
    report = STORIES[told](lived, folder)
    wanted = 3 if told in UNKNOWN else 0
    assert report.exit_code == wanted, f"{told}: {details(report)}"


def test_there_are_enough_stories() -> None:
    """Fifty were asked for."""
    assert len(STORIES) >= 50
    assert set(STORIES) >= UNKNOWN


@pytest.mark.parametrize("told", SAMPLE)
def test_an_honest_story_is_believed(story: Story, tmp_path: Path, told: str) -> None:
    """It is verified, or what cannot be known is said."""
    believed(story, tmp_path, told)


@pytest.mark.proof
@pytest.mark.parametrize("told", STORIES)
def test_honest_stories_are_believed(story: Story, tmp_path: Path, told: str) -> None:
    """The same over all of them."""
    believed(story, tmp_path, told)
