"""Hostile sites and hostile logs: a verdict or "could not check", soon, and never a crash."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from promisetrack.audit import manifest
from promisetrack.cli import run
from promisetrack.edges import web_site
from tests.auditing import LOG, Silent, Story, copy, details, served, tell
from tests.edges_repository import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOON = 60.0


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return a tracker with two publications."""
    return tell(tmp_path_factory.mktemp("story"), 2)


class Hostile(Silent):
    """A server that answers with whatever a test wants to see refused."""

    def send(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        """Answer."""
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    @property
    def is_manifest(self) -> bool:
        """Whether the manifest is asked for: some are honest about that one only."""
        return self.path == f"/{manifest.MANIFEST}"


def endless(self: Hostile) -> None:
    self.send(200, {"Content-Type": "text/html"})
    for _ in range(1_000_000):
        self.wfile.write(b"x" * 65536)


def endless_but_for_the_manifest(self: Hostile) -> None:
    Silent.do_GET(self) if self.is_manifest else endless(self)


def round_and_round(self: Hostile) -> None:
    self.send(302, {"Location": f"{self.path}?again", "Content-Length": "0"})


def to_another_host(self: Hostile) -> None:
    self.send(301, {"Location": "http://169.254.169.254/latest/", "Content-Length": "0"})


def to_a_file(self: Hostile) -> None:
    self.send(302, {"Location": "file:///etc/passwd", "Content-Length": "0"})


def errors(self: Hostile) -> None:
    self.send(500, {"Content-Length": "0"})


def forbidden(self: Hostile) -> None:
    self.send(403, {"Content-Length": "0"})


def gone(self: Hostile) -> None:
    self.send(410, {"Content-Length": "0"})


def busy(self: Hostile) -> None:
    self.send(429, {"Retry-After": "999999", "Content-Length": "0"})


def breaks_off(self: Hostile) -> None:
    self.send(200, {"Content-Length": "1000000"})
    self.connection.close()


def breaks_off_but_for_the_manifest(self: Hostile) -> None:
    Silent.do_GET(self) if self.is_manifest else breaks_off(self)


def packed_bomb(self: Hostile) -> None:
    import gzip

    self.send(200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 50_000_000))


def no_words(self: Hostile) -> None:
    self.wfile.write(b"\x00\xff\x00 nonsense\r\n\r\n" * 100)


def huge_header(self: Hostile) -> None:
    self.send(200, {"X": "y" * 10_000_000})


def drips(self: Hostile) -> None:
    self.send(200, {"Content-Type": "text/html"})
    for _ in range(600):
        self.wfile.write(b"x")
        self.wfile.flush()
        time.sleep(0.1)


SERVERS: dict[Callable[[Hostile], None], set[int]] = {
    endless: {1, 3}, endless_but_for_the_manifest: {1}, round_and_round: {3, 1},
    to_another_host: {3, 1}, to_a_file: {3, 1}, errors: {3}, forbidden: {3}, gone: {3}, busy: {3},
    breaks_off: {3}, breaks_off_but_for_the_manifest: {3}, packed_bomb: {3}, no_words: {3},
    huge_header: {3}, drips: {3},
}  # fmt: skip


@pytest.mark.parametrize("answer", SERVERS, ids=lambda one: one.__name__)
def test_a_hostile_server_ends_in_a_verdict(
    story: Story, answer: Callable[[Hostile], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Endless, circular, broken and lying answers end soon, in 1 or 3."""
    monkeypatch.setattr(web_site, "FILE_SECONDS", 1.5)
    monkeypatch.setattr(web_site, "TIMEOUT", 1.5)
    monkeypatch.setattr(web_site, "ALL_SECONDS", 8.0)
    monkeypatch.setattr(web_site, "SLOWEST", 50_000_000)

    class Handler(Hostile):
        def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
            try:
                answer(self)
            except OSError:
                return  # the other side has had enough

    before = time.monotonic()
    with served(story.site, Handler) as address:
        report = story.check(address)
    assert report.exit_code in SERVERS[answer], details(report)
    assert time.monotonic() - before < SOON


def test_nobody_there_is_not_refuted(story: Story) -> None:
    """A site that does not answer is not a lie."""
    assert story.check("http://127.0.0.1:9/").exit_code == 3


@pytest.mark.parametrize(
    "address", ["http://", "https://[", "http://a b/", "http://\x00/", "http://é..é/"]
)
def test_odd_addresses_are_words(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An address that is none is wrong usage, or could not be checked."""
    assert run(["--lang", "en", "verify", address]) in (2, 3)
    assert "Traceback" not in capsys.readouterr().err


BAD_MANIFESTS: dict[str, Any] = {
    "up": {"path": "../../etc/passwd"}, "root": {"path": "/etc/passwd"},
    "backslash": {"path": "a\\b"}, "nul": {"path": "a\0b"}, "empty": {"path": ""},
    "long": {"path": "a/" * 5000}, "itself": {"path": "audit/manifest.json"},
    "surrogate": {"path": "\ud800"}, "list": {"path": ["x"]}, "size": {"size": -1},
    "bool": {"size": True}, "float": {"size": 1.5}, "vast": {"size": 10**300},
    "hash": {"sha256": "x"}, "upper": {"sha256": "A" * 64},
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_MANIFESTS)
def test_a_hostile_manifest_reads_nothing_outside(story: Story, tmp_path: Path, name: str) -> None:
    """Paths that lead out, impossible sizes and wrong types are no manifest."""
    attacked = copy(story, tmp_path)
    place = attacked.site / manifest.MANIFEST
    plain = json.loads(place.read_bytes())
    plain["files"][0] |= BAD_MANIFESTS[name]
    place.write_text(json.dumps(plain), "utf-8")
    assert attacked.check().exit_code == 1
    alone = attacked.check(repository=None)
    assert alone.exit_code == 1, details(alone)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"3", b"{" * 100_000, b"[" * 500_000, b'{"format": "promisetrack-manifest/1"}',
     b'{"format": 1}', b"\xff", b'{"a": NaN}', b"9" * 100_000],
    ids=range(10),
)  # fmt: skip
def test_no_bytes_make_the_reader_of_manifests_crash(content: bytes) -> None:
    """Whatever it is given, it says what is wrong."""
    with pytest.raises(manifest.BadManifest):
        manifest.parse(content)


def test_a_manifest_of_tomorrow_is_not_refuted(story: Story, tmp_path: Path) -> None:
    """A format that this program does not know yet may be honest."""
    attacked = copy(story, tmp_path)
    tip = attacked.tip()
    content = manifest.to_bytes(attacked.manifest_at(tip)).replace(b"manifest/1", b"manifest/2")
    before = attacked.made.git("rev-parse", f"{LOG}~1")
    source = attacked.manifest_at(tip).source.commit
    attacked.point(LOG, attacked.forge(tip, [before, source], content=content))
    (attacked.site / manifest.MANIFEST).write_bytes(content)
    assert attacked.check().exit_code == 3


def gap(story: Story, tip: str, before: str, source: str) -> str:
    return story.forge(tip, [before, source], n=5)


def no_source(story: Story, tip: str, before: str, source: str) -> str:
    assert source
    return story.forge(tip, [before])


def only_the_source(story: Story, tip: str, before: str, source: str) -> str:
    assert before
    return story.forge(tip, [source])


def turned_round(story: Story, tip: str, before: str, source: str) -> str:
    return story.forge(tip, [source, before])


def three_parents(story: Story, tip: str, before: str, source: str) -> str:
    return story.forge(tip, [before, source, tip])


def no_parents(story: Story, tip: str, before: str, source: str) -> str:
    assert before and source
    return story.forge(tip, [])


def other_source(story: Story, tip: str, before: str, source: str) -> str:
    return story.forge(tip, [before, f"{source}~1"])


def other_previous(story: Story, tip: str, before: str, source: str) -> str:
    return story.forge(tip, [before, source], previous_entry=source)


def foreign_manifest(story: Story, tip: str, before: str, source: str) -> str:
    claim = story.manifest_at(tip).source
    return story.forge(tip, [before, source], source=replace(claim, commit="0" * 40))


def not_json(story: Story, tip: str, before: str, source: str) -> str:
    return story.forge(tip, [before, source], content=b"\xff\x00{")


def more_files(story: Story, tip: str, before: str, source: str) -> str:
    return story.forge(tip, [before, source], files=[("run.sh", b"rm -rf /")])


def empty_signers(story: Story, tip: str, before: str, source: str) -> str:
    return story.forge(tip, [before, source], files=[("allowed_signers", b"* cert-authority x")])


def signers_nobody_signed(story: Story, tip: str, before: str, source: str) -> str:
    key = b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0tTMUOBgyGcxqUGyKEZNBVBpTcWQZyrEgrUGl7jbNX"
    return story.forge(tip, [before, source], files=[("allowed_signers", b"x " + key)])


def ordinary_commits(story: Story, tip: str, before: str, source: str) -> str:
    assert tip and before
    return source


def begun_anew_in_the_middle(story: Story, tip: str, before: str, source: str) -> str:
    told = f"publication 1\n\nSource: {source}\nAcknowledge-rewrite: x\nRestarts: {tip}\n"
    return story.forge(tip, [before, source], message=told)


LOGS = [
    gap, no_source, only_the_source, turned_round, three_parents, no_parents, other_source,
    other_previous, foreign_manifest, not_json, more_files, empty_signers, signers_nobody_signed,
    ordinary_commits, begun_anew_in_the_middle,
]  # fmt: skip


@pytest.mark.parametrize("forged", LOGS, ids=lambda one: one.__name__)
def test_a_log_that_is_none_is_refuted(
    story: Story, tmp_path: Path, forged: Callable[[Story, str, str, str], str]
) -> None:
    """Gaps, wrong parents, foreign manifests and stray files are named, and nothing is written."""
    attacked = copy(story, tmp_path)
    tip, before = attacked.tip(), attacked.made.git("rev-parse", f"{LOG}~1")
    source = attacked.manifest_at(tip).source.commit
    attacked.point(LOG, forged(attacked, tip, before, source))
    report = attacked.check()
    assert report.exit_code == 1, details(report)
    wanted = attacked.tip()
    assert attacked.publish() != 0
    assert attacked.tip() == wanted


def test_a_tag_or_blob_for_a_log_is_no_log(story: Story, tmp_path: Path) -> None:
    """A name that leads to no commit is no log: it could not be checked."""
    attacked = copy(story, tmp_path)
    blob = attacked.made.git("hash-object", "-w", "--stdin", told=b"x")
    (attacked.root / ".git/refs/heads" / LOG).write_text(f"{blob}\n", "utf-8")
    assert attacked.check().exit_code == 3


def test_a_damaged_repository_could_not_be_checked(story: Story, tmp_path: Path) -> None:
    """An object with other bytes under its name is seen, and is no verdict about the site."""
    attacked = copy(story, tmp_path)
    name = attacked.made.git("rev-parse", "HEAD:commitments/p/plan.yaml")
    attacked.made.loose(name).chmod(0o644)
    attacked.made.forge(name, "blob", b"id: p\ntitle: Another plan\nkind: action-plan\n")
    assert attacked.check().exit_code == 3


@pytest.mark.parametrize("place", ["--upload-pack=touch x", "ext::sh -c touch% x", "-x", "fd::17"])
def test_an_address_is_no_option_and_no_command(
    story: Story, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is given as a repository runs nothing."""
    monkeypatch.chdir(tmp_path)
    assert story.check(repository=place).exit_code == 3
    assert story.check(witnesses=[place]).exit_code == 3
    assert not (tmp_path / "x").exists()


def test_no_hook_runs_when_publishing(story: Story, tmp_path: Path) -> None:
    """Hooks, a pushing hook and a program in the settings stay still."""
    attacked = copy(story, tmp_path)
    bare = make(tmp_path / "bare", "--bare")
    fired = tmp_path / "fired"
    hooks = attacked.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-push", "reference-transaction", "post-commit", "pre-commit", "post-rewrite"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {fired}\n", "utf-8")
        (hooks / name).chmod(0o755)
    for key, value in (
        ("core.sshCommand", f"touch {fired}"), ("credential.helper", f"!touch {fired}"),
        ("core.fsmonitor", f"touch {fired}"), ("gpg.program", f"touch {fired}"),
        ("remote.public.receivepack", f"touch {fired}; git-receive-pack"),
        ("remote.public.url", str(bare.path)), ("core.hooksPath", str(hooks)),
    ):  # fmt: skip
        attacked.made.git("config", key, value)
    attacked.made.git("update-ref", "refs/heads/main", attacked.promise_without_hooks(2030))
    fired.unlink(missing_ok=True)
    attacked.release("--push", "public")
    assert bare.git("rev-parse", LOG) == attacked.tip()
    assert bare.git("for-each-ref", "--format=%(refname)") == f"refs/heads/{LOG}"
    assert not fired.exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"n": true}', b"[" * 100_000])
def test_a_pin_that_is_none_is_said(story: Story, tmp_path: Path, content: bytes) -> None:
    """A file that is no pin is not taken for one, and not written over."""
    pin = tmp_path / "pin"
    pin.write_bytes(content)
    assert run(["verify", str(story.site), "--repo", str(story.root), "--pin", str(pin)]) == 3
    assert pin.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"{}\n[]\n", b"\xff\n", b"[" * 100_000])
def test_a_witness_with_odd_records_proves_nothing(
    story: Story, tmp_path: Path, content: bytes
) -> None:
    """Records that cannot be read count for nothing."""
    own = make(tmp_path / "own")
    own.change("witness.jsonl", content)
    own.git("branch", "promisetrack-witness")
    report = story.check(witnesses=[str(own.path)])
    assert report.exit_code == 3 and report.witnesses == 0
