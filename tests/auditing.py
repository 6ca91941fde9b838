"""Trackers that were built and published, for the tests that check or attack them.

Everything is real: repositories made by git, sites built and entered into the log by the command
line. One story is told once and copied, because building is slow and copying is not.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from promisetrack.audit import entries, manifest
from promisetrack.cli import run
from promisetrack.cli.sealing import source_claim
from promisetrack.cli.verify import Asked, check
from promisetrack.edges.git import Repository
from promisetrack.edges.log import entry_at, write_entry
from tests.edges_repository import Made, make

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from promisetrack.audit.manifest import Manifest
    from promisetrack.audit.verdict import Report

LOG = "promisetrack-log"
TRACKER = "title: Essai\nlanguages:\n  - fr\n"
COMMITMENT = """\
id: budget-ouvert
title: Publier le budget en données ouvertes
lead: direction-finances
due: {due}
status: in-progress
description: Nous publierons le budget complet avant la fin de {year}.
source: https://ville.example/plan.pdf
"""
FILES = {
    "commitments/tracker.yaml": TRACKER,
    "commitments/organisations.yaml": (
        "- id: direction-finances\n  name: Direction des finances\n  kind: government\n"
    ),
    "commitments/p/plan.yaml": "id: p\ntitle: Plan\nkind: action-plan\n",
    "commitments/p/budget-ouvert.yaml": COMMITMENT.format(due="2025-12-31", year=2025),
}
PROMISE = "commitments/p/budget-ouvert.yaml"


@dataclass
class Story:
    """A tracker in a repository, and the sites that were published from it, oldest first."""

    made: Made
    sites: list[Path]

    @property
    def root(self) -> Path:
        """The repository's folder."""
        return self.made.path

    @property
    def site(self) -> Path:
        """The newest site."""
        return self.sites[-1]

    @property
    def repository(self) -> Repository:
        """The repository as the program reads it."""
        found = Repository.open(self.root)
        assert found is not None
        return found

    def tip(self, branch: str = LOG) -> str:
        """Return the commit of a branch."""
        return self.made.git("rev-parse", f"refs/heads/{branch}")

    def promise(self, year: int) -> str:
        """Commit another year for the promise."""
        return self.made.change(PROMISE, COMMITMENT.format(due=f"{year}-12-31", year=year))

    def promise_without_hooks(self, year: int) -> str:
        """Make a commit with another year for the promise by plumbing alone."""
        text = COMMITMENT.format(due=f"{year}-12-31", year=year)
        quiet = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false")
        blob = self.made.git(*quiet, "hash-object", "-w", "--stdin", told=text.encode())
        self.made.git(*quiet, "update-index", "--cacheinfo", f"100644,{blob},{PROMISE}")
        tree = self.made.git(*quiet, "write-tree")
        return self.made.git(*quiet, "commit-tree", "-m", "x", "-p", "HEAD", tree)

    def build(self, site: Path, *options: str, today: str = "2025-06-01") -> int:
        """Build the site of HEAD into a folder."""
        words = ["-C", str(self.root), "-q", "build", "-o", str(site), "--today", today, *options]
        return run(words)

    def publish(self, site: Path | None = None, *options: str) -> int:
        """Enter a site into the log; the newest one if none is named."""
        return run(["-C", str(self.root), "-q", "publish", "-o", str(site or self.site), *options])

    def release(self, *options: str, build: Sequence[str] = ()) -> Path:
        """Build and publish HEAD; return the site."""
        site = self.root.parent / f"site-{len(self.sites)}"
        assert self.build(site, *build) == 0
        assert self.publish(site, *options) == 0
        self.sites.append(site)
        return site

    def check(self, site: Path | str | None = None, **asked: Any) -> Report:
        """Check a site, by default the newest, against this repository."""
        return checked(str(site or self.site), asked.pop("repository", str(self.root)), **asked)

    def manifest_at(self, commit: str) -> Manifest:
        """Return the manifest of an entry, whole."""
        content = entry_at(self.repository, commit).manifest
        assert content is not None
        return manifest.parse(content)

    def forge(self, like: str, parents: Sequence[str], **changes: Any) -> str:
        """Write an entry like another one, with changes, as an attacker would; no branch moves.

        `changes` replace fields of the manifest; `message` and `files` replace those of the commit.
        """
        content = changes.pop("content", None)
        files = changes.pop("files", [])
        message = changes.pop("message", None)
        made = replace(self.manifest_at(like), **changes)
        told = message or entries.message(made.n, made.source.commit)
        return write_entry(
            self.repository,
            files=[("manifest.json", content or manifest.to_bytes(made)), *files],
            parents=parents,
            message=told,
            seconds=0,
        )

    def point(self, branch: str, commit: str) -> None:
        """Let a branch lead elsewhere, whatever it led to."""
        self.made.git("update-ref", f"refs/heads/{branch}", commit)

    def forge_log(self, sources: Sequence[str], like: str, *, message: str = "") -> str:
        """Write a whole new log for these sources, sound in itself, and lead the branch there."""
        previous: tuple[int, str] | None = None
        chain: list[entries.Entry] = []
        from promisetrack.cli.sealing import entry_of

        for source in sources:
            claim = source_claim(self.repository, source, log=chain)
            parents = [*([previous[1]] if previous else []), source]
            n, before = (previous[0] + 1, previous[1]) if previous else (0, None)
            told = entries.message(n, source) + (message if n == 0 else "")
            commit = self.forge(
                like, parents, n=n, previous_entry=before, source=claim, message=told
            )
            chain.append(entry_of(entry_at(self.repository, commit)))
            previous = (n, commit)
        assert previous is not None
        self.point(LOG, previous[1])
        return previous[1]


def checked(site: str, repository: str | None, **asked: Any) -> Report:
    """Check a site as the command does."""
    pin = asked.get("pin")
    return check(
        Asked(
            site,
            repository,
            asked.get("branch"),
            Path(pin) if pin else None,
            tuple(asked.get("witnesses", ())),
            asked.get("is_rebuilt", False),
        )
    )


def begin(folder: Path, *options: str, tracker: str = TRACKER) -> Story:
    """Make a tracker with one commit, nothing published yet."""
    made = make(folder / "repository", *options)
    for path, text in FILES.items():
        made.write(path, text)
    made.write("commitments/tracker.yaml", tracker)
    made.commit("begin")
    return Story(made, [])


def tell(folder: Path, publications: int = 3) -> Story:
    """Make a tracker with some commits, each published."""
    story = begin(folder)
    story.release()
    for number in range(1, publications):
        story.promise(2025 + number)
        story.release()
    return story


def copy(story: Story, folder: Path) -> Story:
    """Return the same story in another folder, to be attacked there."""
    shutil.copytree(story.root.parent, folder, symlinks=True, dirs_exist_ok=True)
    made = Made(folder / story.root.name, story.made.minutes)
    return Story(made, [folder / site.name for site in story.sites])


class Silent(SimpleHTTPRequestHandler):
    """A server that keeps quiet."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the library
        """Say nothing."""


@contextmanager
def served(folder: Path, handler: type[Silent] = Silent) -> Iterator[str]:
    """Serve a folder, or whatever a handler answers, on this machine; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def details(report: Report) -> str:
    """Return all that a report says, in English."""
    from promisetrack.words.catalogue import Words

    speak = Words("en", ("audit",)).text
    return "\n".join(
        f"{one.name}: {one.result}: " + " / ".join(speak(part) for part in (one.detail, *one.notes))
        for one in report.steps
    )
