"""`publish`: what it writes into the log, what it refuses, what it pushes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from promisetrack.audit import manifest, pins, signers
from promisetrack.audit.entries import keys_before
from promisetrack.cli import run
from promisetrack.cli.sealing import chain
from promisetrack.edges.disk import read_tree
from promisetrack.edges.log import entry_at
from promisetrack.edges.signing import check_signature, split_signature
from tests.auditing import LOG, Story, begin, copy, details, tell
from tests.edges_repository import make

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with two publications, not to be changed."""
    return tell(tmp_path_factory.mktemp("story"), 2)


@pytest.fixture
def story(told: Story, tmp_path: Path) -> Story:
    """Return a copy of it."""
    return copy(told, tmp_path / "copy")


def refused(story: Story, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Publish in vain; return what was said. The log is as it was."""
    before = story.made.git("for-each-ref")
    words = ["-C", str(story.root), "--lang", "en", "publish", "-o", str(story.site), *options]
    capsys.readouterr()
    assert run(words) in (2, 3)
    assert story.made.git("for-each-ref") == before
    return capsys.readouterr().err


def test_an_entry_stands_on_the_one_before_and_on_its_source(story: Story) -> None:
    """Parent 1 is the entry before, parent 2 the source; the tree holds the site's own manifest."""
    tip, source = story.tip(), story.made.git("rev-parse", "main")
    before = story.made.git("rev-parse", f"{LOG}~1")
    assert story.made.git("rev-list", "--parents", "-1", tip).split() == [tip, before, source]
    assert story.made.git("ls-tree", "--name-only", tip) == "manifest.json"
    shown = subprocess.check_output(["git", "-C", story.root, "show", f"{tip}:manifest.json"])
    assert shown == (story.site / manifest.MANIFEST).read_bytes()
    assert len(story.made.git("rev-list", "--parents", "-1", before).split()) == 2


def test_an_entry_is_a_function_of_what_it_says(told: Story, tmp_path: Path) -> None:
    """The same site entered twice on the same tip gives the same commit, whenever and whoever."""
    ids = []
    for number, name in enumerate(("one", "two")):
        story = copy(told, tmp_path / name)
        story.made.git("config", "user.name", name)
        story.promise(2040)
        os.environ["TZ"] = ("Pacific/Kiritimati", "America/Lima")[number]
        story.release()
        del os.environ["TZ"]
        ids.append(story.tip())
    assert ids[0] == ids[1]
    assert "promisetrack" in story.made.git("log", "-1", "--format=%an %cn", LOG)


def test_nothing_is_entered_twice(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    """The site that is in the log already stays one entry, and its push may be tried again."""
    before = story.tip()
    assert story.publish() == 0
    assert story.tip() == before and before in capsys.readouterr().out


def test_the_site_repeats_the_log(story: Story) -> None:
    """`publications.jsonl` has a line for each entry up to the one before."""
    story.release()
    lines = [json.loads(x) for x in (story.site / manifest.PUBLICATIONS).read_text().splitlines()]
    log = chain(story.repository, story.tip())
    assert [one["entry"] for one in lines] == [one.id for one in log[:-1]]
    assert set(lines[0]) == {"n", "entry", "source", "files_root"}
    assert [one["n"] for one in lines] == [0, 1]


def test_the_manifest_says_what_git_says(story: Story) -> None:
    """Tree, roots and length of the past are those that git gives; the root hash is recomputed."""
    made = manifest.parse((story.site / manifest.MANIFEST).read_bytes())
    git = story.made.git
    assert made.source.tree == git("rev-parse", "main^{tree}")
    assert made.source.commits == int(git("rev-list", "--count", "--first-parent", "main"))
    assert list(made.source.roots) == git("rev-list", "--max-parents=0", "main").split()
    assert made.previous_entry == git("rev-parse", f"{LOG}~1")
    assert made.source.tree_sha256 == manifest.tree_sha256(
        (one.path, one.mode, len(one.content), manifest.site_file("", one.content).sha256)
        for one in read_tree(story.root)
    )


def test_a_preview_has_no_manifest(story: Story, tmp_path: Path) -> None:
    """Files that are in no commit are no publication."""
    assert story.build(tmp_path / "preview", "--worktree") == 0
    assert not (tmp_path / "preview" / manifest.MANIFEST).exists()
    assert story.publish(tmp_path / "preview") == 3


def test_an_unacknowledged_rewrite_is_refused(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    """A source that does not come after the last published one needs a reason."""
    last = story.made.git("rev-parse", "main")
    story.made.git("reset", "-q", "--hard", "HEAD~1")
    story.promise(2050)
    story.sites.append(story.root.parent / "rewritten")
    assert story.build(story.site) == 0
    assert last in refused(story, capsys)
    assert "the reason is empty" in refused(story, capsys, "--acknowledge-rewrite", " \n ")
    assert story.publish(None, "--acknowledge-rewrite", "an order\nof a court") == 0
    story.release()
    assert '"reason": "an order of a court"' in (story.site / manifest.PUBLICATIONS).read_text()
    assert "an order of a court" in details(story.check())


def test_a_site_of_another_log_is_refused(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    """A site that was built before the log moved would say the wrong thing of it."""
    story.promise(2050)
    old = story.root.parent / "early"
    assert story.build(old, today="2025-07-01") == 0
    story.release()
    story.sites.append(old)
    assert "before the publication log" in refused(story, capsys)


def test_a_changed_site_is_not_entered(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    """What was changed after it was built is not what its manifest says."""
    story.promise(2050)
    story.sites.append(story.root.parent / "next")
    assert story.build(story.site) == 0
    (story.site / "index.html").write_text("x", "utf-8")
    assert "index.html" in refused(story, capsys)


def test_a_log_begins_anew_only_with_a_reason(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    """The new entry 0 names the old tip and the reason, and keeps nothing of the old log."""
    old = story.tip()
    assert "reason" in refused(story, capsys, "--restart")
    assert story.publish(None, "--restart", "--acknowledge-rewrite", "law") == 0
    first = story.tip()
    source = story.made.git("rev-parse", "main")
    assert story.made.git("rev-list", "--parents", "-1", first).split()[1:] == [source]
    message = story.made.git("log", "-1", "--format=%B", first)
    assert f"Restarts: {old}" in message and "Acknowledge-rewrite: law" in message
    assert old not in story.made.git("rev-list", LOG)
    assert story.check().exit_code == 0


def test_only_the_log_is_pushed_and_only_forward(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another publisher's entry is never written over; nothing but the log leaves."""
    bare = make(tmp_path / "bare", "--bare")
    story.made.git("remote", "add", "public", str(bare.path))
    assert story.publish(None, "--push", "public") == 0
    assert bare.git("for-each-ref", "--format=%(refname)") == f"refs/heads/{LOG}"
    other = copy(story, tmp_path / "other")
    other.promise(2060)
    other.release("--push", "public")
    story.promise(2070)
    story.sites.append(tmp_path / "mine")
    assert story.build(story.site) == 0
    words = ["-C", str(story.root), "--lang", "en", "publish", "-o", str(story.site)]
    assert run([*words, "--push", "public"]) == 3
    assert "was not pushed" in capsys.readouterr().err
    assert bare.git("rev-parse", LOG) == other.tip()


def test_a_new_log_may_be_pushed_over_the_one_that_it_names(story: Story, tmp_path: Path) -> None:
    """Erasure must reach the remote too, but only over the very tip that was known."""
    bare = make(tmp_path / "bare", "--bare")
    story.made.git("remote", "add", "public", str(bare.path))
    assert story.publish(None, "--push", "public") == 0
    words = ("--restart", "--acknowledge-rewrite", "law", "--push", "public")
    assert story.publish(None, *words) == 0
    assert bare.git("rev-parse", LOG) == story.tip()


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    """Return two keys, public halves by name of the private file."""
    found = {}
    for name in ("one", "two"):
        place = tmp_path / name
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "jeanne@example.org", "-f"]
        subprocess.run([*words, str(place)], check=True)
        found[str(place)] = place.with_suffix(".pub").read_text("utf-8")
    return found


def sign_with(story: Story, private: str) -> None:
    """Set git up to sign."""
    story.made.git("config", "gpg.format", "ssh")
    story.made.git("config", "user.signingkey", private)


def test_entries_are_signed_where_git_is_set_up(story: Story, keys: dict[str, str]) -> None:
    """The first signed entry brings its key, without the name that its owner gave it."""
    private, public = next(iter(keys.items()))
    sign_with(story, private)
    story.release()
    brought = entry_at(story.repository, story.tip())
    assert brought.signers is not None and b"jeanne" not in brought.signers
    known = signers.read(brought.signers)
    assert known == (" ".join(public.split()[:2]),)
    assert check_signature(brought.content, known, "sha1") == "valid"
    assert check_signature(brought.content, ["ssh-ed25519 AAAA"], "sha1") == "wrong"
    story.release()
    assert entry_at(story.repository, story.tip()).signers is None
    assert story.check().is_signed


def test_git_itself_finds_the_signature_good(
    story: Story, keys: dict[str, str], tmp_path: Path
) -> None:
    """What we call valid, git calls valid."""
    private, public = next(iter(keys.items()))
    sign_with(story, private)
    story.release()
    allowed = tmp_path / "allowed"
    allowed.write_text(f"* {public}", "utf-8")
    setting = f"gpg.ssh.allowedSignersFile={allowed}"
    story.made.git("-c", setting, "verify-commit", story.tip())
    content = entry_at(story.repository, story.tip()).content
    payload, sealed = split_signature(content, "sha1")
    assert sealed.startswith(b"-----BEGIN SSH") and b"gpgsig" not in payload


def test_a_signed_log_takes_nothing_unsigned(
    story: Story, keys: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a key, or with one that the log does not know, nothing is entered."""
    one, two = keys
    sign_with(story, one)
    story.release()
    story.promise(2050)
    story.sites.append(story.root.parent / "next")
    assert story.build(story.site) == 0
    story.made.git("config", "user.signingkey", two)
    assert "does not know this signing key" in refused(story, capsys)
    story.made.git("config", "--unset", "user.signingkey")
    assert "not set up to sign" in refused(story, capsys)


def test_an_entry_signed_by_a_stranger_is_refuted(story: Story, keys: dict[str, str]) -> None:
    """A key that is brought by the entry that it signs was never let in by the old one."""
    one, two = keys
    sign_with(story, one)
    story.release()
    story.point("kept", story.tip())
    story.point(LOG, story.made.git("rev-parse", f"{LOG}~1"))
    sign_with(story, two)
    story.release()
    stranger = story.tip()
    signed = story.made.git("rev-parse", "kept")
    # The stranger's commit is put on the signed log: its own keys do not make it right.
    text = subprocess.check_output(["git", "-C", story.root, "cat-file", "commit", stranger])
    parents = text.replace(story.made.git("rev-parse", f"{stranger}^1").encode(), signed.encode())
    story.point(LOG, story.made.raw_commit(parents))
    report = story.check()
    assert report.exit_code == 1, details(report)
    log = chain(story.repository, signed)
    assert keys_before(log, len(log) - 1) == (" ".join(keys[one].split()[:2]),)


def test_keys_are_read_without_names_dates_and_authorities() -> None:
    """Of a file of signers only plain keys count."""
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0tTMUOBgyGcxqUGyKEZNBVBpTcWQZyrEgrUGl7jbNX"
    other = key.replace("J0tT", "J0tU")
    text = (
        f'# comment {key}\na@b.c namespaces="git",valid-before="1999" {key} Jeanne\n'
        f"* cert-authority {other}\nssh-dss AAAA\n\x00\xff\n{key}\n"
    )
    assert signers.read(text.encode("latin-1")) == (key,)
    assert signers.read(signers.write([key])) == (key,)
    assert signers.read(b"\xff" * 1000) == ()


def test_a_pin_reads_back_and_nothing_else_does() -> None:
    """A pin is what was written; other things are none."""
    pin = pins.Pin("https://x.example/é", 3, "a" * 40)
    assert pins.read_pin(pins.write_pin(pin)) == pin
    assert pins.read_records(pins.record(pin) * 2 + b"\xff\n[]\n") == (pin, pin)
    for odd in (b"", b"[]", b'{"n": 1}', b'{"n": true, "entry": "a"}', b"[" * 10_000):
        assert pins.read_pin(odd) is None


def test_a_killed_publication_leaves_the_log_whole(told: Story, tmp_path: Path) -> None:
    """Killed at any moment, the log is the old one or the new one, and the next run succeeds."""
    story = copy(told, tmp_path)
    story.promise(2050)
    story.sites.append(tmp_path / "next")
    assert story.build(story.site) == 0
    before = story.tip()
    words = [sys.executable, "-m", "promisetrack", "-C", str(story.root), "publish", "-o"]
    for wait in (0.2, 0.4, 0.5, 0.6, 0.7, 0.9):
        running = subprocess.Popen(
            [*words, str(story.site)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            running.wait(wait)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        tip = story.tip()
        assert tip == before or entry_at(story.repository, tip).parents[0] == before
    assert story.publish() == 0
    assert story.check().exit_code == 0


def test_a_lock_that_a_killed_run_left_is_overcome(story: Story) -> None:
    """A lock of git that nobody holds any more does not stop the next publication."""
    lock = story.root / ".git/refs/heads" / f"{LOG}.lock"
    lock.write_text("", "utf-8")
    story.release()
    assert not lock.exists()
    assert story.check().exit_code == 0


def test_a_first_publication_needs_nothing(tmp_path: Path) -> None:
    """A tracker with one commit is published with two commands and verified with a third."""
    story = begin(tmp_path)
    story.release()
    report = story.check(is_rebuilt=True)
    assert report.exit_code == 0 and report.is_rebuilt, details(report)


@pytest.mark.parametrize(
    ("remote", "code", "sentence"),
    [
        ("origin", 2, "no remote has the name “origin”"),
        ("/nowhere/at/all", 3, "there is no repository at /nowhere/at/all"),
        ("http://127.0.0.1:1/x.git", 3, "cannot be reached"),
        ("-oops", 2, "no remote has the name"),
        ("ext::sh -c true", 2, "is no address of a repository"),
    ],
)
def test_a_push_that_fails_says_why_and_what_to_do(
    story: Story, capsys: pytest.CaptureFixture[str], remote: str, code: int, sentence: str
) -> None:
    """A wrong name, a wrong place, no network: one sentence and a remedy; the entry is safe."""
    before = story.tip()
    words = ["-C", str(story.root), "--lang", "en", "publish", "-o", str(story.site)]
    capsys.readouterr()
    assert run([*words, f"--push={remote}"]) == code
    said = capsys.readouterr().err
    assert sentence in said and len(said.splitlines()) == 2 and said.startswith("error: ")
    assert story.tip() == before


@pytest.mark.parametrize(
    ("complaint", "told"),
    [
        ("ssh: Could not resolve hostname x: y\nfatal: Could not read from remote.", "reached"),
        ("git@x: Permission denied (publickey).\nfatal: Could not read from remote.", "let you"),
        (
            "remote: Repository not found.\nfatal: 'https://x/' not found",
            "no repository",
        ),
        ("fatal: could not read Username for 'https://x': terminal prompts disabled", "let you"),
        ("fatal: unable to access 'https://x/': The requested URL returned error: 403", "let you"),
        ("Host key verification failed.\nfatal: Could not read from remote.", "does not know"),
        ("remote: error: GH006: Protected branch update failed\n ! [remote rejected] a", "let you"),
        (" ! [rejected]  a -> b (fetch first)\nerror: failed to push some refs", "is not here"),
        ("error: file write error: No space left on device", "no room"),
        ("something new", "something new"),
    ],
)
def test_what_git_complains_of_is_said_in_words(complaint: str, told: str) -> None:
    """Each kind of refusal has a sentence of its own; what is not known is passed on."""
    from promisetrack.edges.refusals import not_pushed
    from promisetrack.words.catalogue import Words

    error = not_pushed("origin", LOG, complaint)
    for language in ("en", "fr"):
        said = Words(language, ("audit",)).text(error.message)
        assert "{" not in said and error.help is not None
        assert told in said or language == "fr"


def test_a_key_that_cannot_sign_publishes_nothing(
    story: Story,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A key that is not there, or that a passphrase locks, is named with what to do."""
    story.promise(2050)
    story.sites.append(tmp_path / "next")
    assert story.build(story.site) == 0
    sign_with(story, str(tmp_path / "nowhere"))
    assert "was not found" in refused(story, capsys)
    locked = tmp_path / "locked"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "a passphrase", "-f", str(locked)]
    subprocess.run(words, check=True)
    sign_with(story, str(locked))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    assert "locked by a passphrase" in refused(story, capsys)


def test_an_unsigned_publication_says_so(
    story: Story, keys: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Who publishes learns that nobody signed, and hears nothing of it where somebody did."""
    words = ["-C", str(story.root), "--lang", "en", "publish", "-o"]
    capsys.readouterr()
    assert run([*words, str(story.site)]) == 0
    assert "it is not signed" in capsys.readouterr().err
    sign_with(story, next(iter(keys)))
    story.release()
    assert run([*words, str(story.site)]) == 0
    assert "it is not signed" not in capsys.readouterr().err
