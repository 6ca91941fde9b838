"""The real history of open.usa.gov, replayed through the importer, as the timeline tells it.

The oracle reads the source by itself: three fields of each page, line by line. What it calls a
place is a commitment or one of its parts, as the model has it: a lone part numbered `.0`, or not
numbered at all, *is* the commitment, any other part is a milestone. A place that is there before
and after a change, with another word, is a change of status; a place that comes or goes is a
milestone, or a commitment, that is added or removed. In this history no status moves from a
commitment to its milestones or back: while the parts were restructured (June to August 2023) no
page said a status.
"""

from __future__ import annotations

import json
import lzma
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from promisetrack.cli.past import past
from promisetrack.edges.git import Repository
from promisetrack.exchange.formats import run_import
from promisetrack.source.edit import plain_data
from tests.importing import DATA, TRACKER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from promisetrack.history.timeline import Timeline

pytestmark = pytest.mark.xdist_group("replay")  # the replay is made once, by one worker

Told: TypeAlias = tuple[str, str, str, object, object]
"""Date of the commit, commitment, route in text, before, after."""
Places: TypeAlias = dict[str, str]
"""The written word of each place of a commitment: `""` is the commitment itself."""

# Every word that stands in the source, and what it means; words cut short mean nothing.
MEANING = {
    "": "unknown",
    "Commitment": "unknown",
    "No Trackab": "unknown",
    "Progress": "unknown",
    "Not Started": "not-started",
    "In Progress": "in-progress",
    "On Track": "in-progress",
    "On Track -": "in-progress",
    "On-Track": "in-progress",
    "Complete": "complete",
}


@dataclass(frozen=True)
class Replay:
    """The source's changes, oldest first, and what the repository of their imports tells."""

    changes: list[dict[str, Any]]
    files: dict[str, str]
    source: dict[str, bytes]
    found: Timeline


def source_changes() -> list[dict[str, Any]]:
    """Return the 148 changes: date, subject, files (path -> text, null where deleted)."""
    text = lzma.decompress((DATA / "open-usa-gov/history.jsonl.xz").read_bytes()).decode()
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """Return the history after importing every state onto the files of the one before."""
    changes = source_changes()
    source: dict[str, bytes] = {}
    files = {"commitments/tracker.yaml": TRACKER}
    stream = [b"feature done\n"]
    for number, change in enumerate(changes):
        apply(change, source)
        made = run_import("open-usa-gov", source, plan="us-nap5", existing=files)
        written = {one.path: one.new for one in made}
        if not number:
            written["commitments/tracker.yaml"] = TRACKER
        stream.append(commit(change, written))
        files |= {path: text for path, text in written.items() if text is not None}
        files = {path: text for path, text in files.items() if written.get(path, text) is not None}
    folder = tmp_path_factory.mktemp("replay")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "fast-import", "--quiet", feed=b"".join([*stream, b"done\n"]))
    git(folder, "reset", "-q", "--hard")
    repository = Repository.open(folder)
    assert repository is not None
    return Replay(changes, files, source, past(repository, repository.head()))


def apply(change: dict[str, Any], source: dict[str, bytes]) -> None:
    """Bring the files of the source to the state after a change."""
    for path, text in change["files"].items():
        if text is None:
            source.pop(path, None)
        else:
            source[path] = text.encode()


def commit(change: dict[str, Any], written: dict[str, str | None]) -> bytes:
    """Return a commit for git fast-import; None removes a file."""
    when = datetime.fromisoformat(change["date"])
    lines = [b"commit refs/heads/main\n"]
    who = f"{change['author']} <contributor@open.example> {int(when.timestamp())} {when:%z}"
    lines.append(f"author {who}\ncommitter {who}\n".encode() + data(change["subject"]))
    for path, text in written.items():
        line = f"D {path}\n" if text is None else f"M 100644 inline {path}\n"
        lines.append(line.encode() + (b"" if text is None else data(text)))
    return b"".join(lines)


def data(text: str) -> bytes:
    """Return a text as git fast-import reads it."""
    return b"data %d\n%s\n" % (len(text.encode()), text.encode())


def git(folder: Path, *arguments: str, feed: bytes = b"") -> None:
    """Run git, without anybody's configuration."""
    places = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}
    subprocess.run(
        ["git", *arguments], cwd=folder, env={"PATH": "/usr/bin:/bin", **places}, input=feed,
        check=True, capture_output=True,
    )  # fmt: skip


def field(text: str, name: str) -> str:
    """Return a field of a page's head: what stands on its line, without quotes."""
    found = re.search(rf"^{name}:(.*)$", text.split("\n---", 1)[0], re.MULTILINE)
    return found[1].strip().strip('"').strip() if found else ""


def places(source: dict[str, bytes]) -> dict[str, Places]:
    """Return the places of every commitment with their words, as the source has them now."""
    pages = {path: content.decode() for path, content in source.items()}
    parts: dict[str, dict[str, str]] = {}
    for path, text in pages.items():
        if path.startswith("_subcommitments/"):
            number = field(text, "commitment_detail_sub_id")
            word = field(text, "commitment_status")
            parts.setdefault(field(text, "commitment_id").lower(), {})[number.lower()] = word
    found = {}
    for path, text in pages.items():
        if path.startswith("_commitments/"):
            name, own = field(text, "commitment_id").lower(), field(text, "commitment_status")
            below = parts.get(name, {})
            if list(below) in ([name], [f"{name}.0"]):
                found[name] = {"": next(iter(below.values())) or own}
            else:
                steps = {f"milestones.{one.replace('.', '-')}": below[one] for one in below}
                found[name] = {"": own, **steps}
    return found


def expected(changes: list[dict[str, Any]]) -> Iterator[tuple[str, Told]]:
    """Yield what happened: the kind of event and what it tells."""
    source: dict[str, bytes] = {}
    last: dict[str, Places] = {}
    before: set[str] = set()
    for change in changes:
        apply(change, source)
        now, date = places(source), change["date"]
        for name in before - now.keys():
            yield "commitment-removed", (date, name, "", "", "")
        for name in now.keys() - before:
            kind = "commitment-restored" if name in last else "commitment-added"
            yield kind, (date, name, "", "", "")
        for name in now.keys() & last.keys():
            yield from differences(date, name, last[name], now[name])
        last |= now
        before = set(now)


def differences(date: str, name: str, old: Places, new: Places) -> Iterator[tuple[str, Told]]:
    """Yield what changed in one commitment."""
    for place in old.keys() - new.keys():
        yield "milestone-removed", (date, name, place, "", "")
    for place in new.keys() - old.keys():
        yield "milestone-added", (date, name, place, "", "")
    for place in old.keys() & new.keys():
        was, now = old[place], new[place]
        if MEANING[was] != MEANING[now]:
            route = f"{place}.status".lstrip(".")
            yield "status-changed", (date, name, route, MEANING[was], MEANING[now])
        if was != now:
            route = f"{place}.status_as_written".lstrip(".")
            yield "status-changed", (date, name, route, was or None, now or None)


def told(found: Timeline, *, kinds: set[str]) -> Counter[tuple[str, Told]]:
    """Return the events of the timeline, of these kinds, as the oracle writes them."""
    events: Counter[tuple[str, Told]] = Counter()
    for name, record in found.commitments.items():
        for event in record.events:
            if event.kind in kinds and event.commit is not None:
                route = ".".join(map(str, event.route))
                is_status = event.kind == "status-changed"
                values = (event.before, event.after) if is_status else ("", "")
                events[event.kind, (event.commit.date, name, route, *values)] += 1
    return events


def test_every_change_of_a_status_is_one_event(replay: Replay) -> None:
    """Each change of a status or of its written word is told once, on its date, and no other."""
    wanted = Counter(one for one in expected(replay.changes) if one[0] == "status-changed")
    assert told(replay.found, kinds={"status-changed"}) == wanted
    routes = Counter(one[2].rpartition(".")[2] for _, one in wanted)
    assert (routes["status"], routes["status_as_written"]) == (94, 108)


def test_every_promise_that_comes_or_goes_is_one_event(replay: Replay) -> None:
    """Restructurings, deletions and returns are told once, on their date, and no other."""
    kinds = {"commitment-added", "commitment-removed", "commitment-restored"}
    kinds |= {"milestone-added", "milestone-removed"}
    wanted = Counter(one for one in expected(replay.changes) if one[0] in kinds)
    assert told(replay.found, kinds=kinds) == wanted
    assert Counter(kind for kind, _ in wanted) == {
        "commitment-added": 36,
        "commitment-removed": 30,
        "commitment-restored": 30,
        "milestone-added": 56,
        "milestone-removed": 9,
    }


def test_the_files_after_the_whole_history_are_those_of_its_last_state(replay: Replay) -> None:
    """Importing 148 states one after the other leaves what importing the last one gives."""
    fresh = run_import("open-usa-gov", replay.source, plan="us-nap5", existing={})
    for change in fresh:
        if change.new is not None and "/us-nap5/" in change.path:
            assert plain_data(replay.files[change.path]) == plain_data(change.new)
    assert run_import("open-usa-gov", replay.source, plan="us-nap5", existing=replay.files) == ()


def test_every_change_of_the_source_is_one_version(replay: Replay) -> None:
    """Also a change that says nothing new is a commit of its own, with its date and its words."""
    assert [(one.date, one.subject) for one in replay.found.commits] == [
        (change["date"], change["subject"]) for change in replay.changes
    ]
    assert len(replay.changes) == 148
