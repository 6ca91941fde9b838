"""Makes a tracker with a long history, the same for the same arguments.

    python benchmarks/generate.py build/bench/one --records 1000 --revisions 20 --shape each

`each`: every commit changes one record, as people edit them. `sweep`: every commit changes all
records, as a yearly import does. The records are of about 5 KB and their words mean nothing.
"""

from __future__ import annotations

import argparse
import random
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

WORDS: Final = tuple(
    """publish the data of every council meeting with its annexes within one month so that
    residents associations and schools can follow what was decided and what it costs each year
    in open formats on the portal of the city together with the registers of contracts grants
    air water trees transport and consultations under a free licence""".split()  # noqa: SIM905 - prose
)
STATUSES: Final = ("not-started", "in-progress", "limited", "substantial", "complete")
LONG: Final = ("description", "problem", "expected_result")
START: Final = 1_300_000_000
STEP: Final = 3_600
TRACKER: Final = (
    "title: A tracker for measuring\nlanguages: [en]\npublisher:\n  name: Nobody\n"
    "policy:\n  protect: [due, description]\n"
)
PLAN: Final = "id: plan\ntitle: A plan for measuring\nkind: action-plan\n"


def words(chance: random.Random, count: int) -> str:
    """Return so many words."""
    return " ".join(chance.choice(WORDS) for _ in range(count))


class Growing:
    """One record that changes: each revision moves a date, a status or words, and reports."""

    def __init__(self, number: int) -> None:
        self.id = f"record-{number:05d}"
        self._chance = random.Random(number)  # noqa: S311 - not for secrets: the same every time
        self._title = words(self._chance, 9)
        self._texts = [words(self._chance, 120) for _ in LONG]
        self._due = [2012 + self._chance.randrange(4) for _ in range(6)]
        self._status = ["not-started"] * 6
        self._milestones = [words(self._chance, 24) for _ in range(6)]
        self._updates = [(0, words(self._chance, 60))]

    def revise(self, number: int) -> None:
        """Change what one revision changes."""
        at = self._chance.randrange(6)
        way = number % 4
        if way == 0:
            self._due[at] += 1
        elif way == 1:
            self._status[at] = STATUSES[min(4, STATUSES.index(self._status[at]) + 1)]
        elif way == 2:
            self._texts[at % 3] = words(self._chance, 120)
        else:
            self._updates = [*self._updates[-3:], (number, words(self._chance, 60))]

    def text(self) -> str:
        """Return the file as it is now."""
        lines = [f"id: {self.id}", f"title: {self._title}", "status: in-progress"]
        for key, text in zip(LONG, self._texts, strict=True):
            lines += [f"{key}: |", *(f"  {text[i : i + 200]}" for i in range(0, len(text), 200))]
        lines += ["lead: city", "themes:", "  - open-data", "  - participation", "milestones:"]
        for i, title in enumerate(self._milestones):
            lines += [
                f"  - id: m{i}", f"    title: {title}", f"    due: {self._due[i]}-06-30",
                f"    status: {self._status[i]}", "    lead: city",
            ]  # fmt: skip
        lines += ["evidence:"]
        for i in range(3):
            lines += [
                f"  - id: e{i}", f"    title: Report {i}",
                f"    url: https://example.org/{self.id}/{i}", "    language: en",
            ]  # fmt: skip
        lines += ["updates:"]
        for number, text in self._updates:
            lines += [f"  - date: {2011 + number}-01-31", "    by: city", f"    text: {text}"]
        return "\n".join(lines) + "\n"


def stream(records: int, revisions: int, shape: str) -> Iterator[bytes]:
    """Yield the history for `git fast-import`."""
    grown = [Growing(number) for number in range(records)]
    files = {"commitments/tracker.yaml": TRACKER, "commitments/plan/plan.yaml": PLAN}
    yield from commit(0, files)
    at = 1
    for revision in range(revisions):
        changed = {}
        for record in grown:
            if revision:
                record.revise(revision)
            changed[f"commitments/plan/{record.id}.yaml"] = record.text()
            if shape == "each":
                yield from commit(at, changed)
                at, changed = at + 1, {}
        if changed:
            yield from commit(at, changed)
            at += 1


def commit(number: int, files: dict[str, str]) -> Iterator[bytes]:
    """Yield one commit on `main`."""
    message = f"data: change {number}"
    when = f"Measuring <measuring@example.org> {START + number * STEP} +0000"
    yield f"commit refs/heads/main\nmark :{number + 1}\ncommitter {when}\n".encode()
    yield f"data {len(message)}\n{message}\n".encode()
    for path, text in files.items():
        content = text.encode()
        yield f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n"


def generate(folder: Path, *, records: int, revisions: int, shape: str) -> None:
    """Make the repository in `folder`, packed, with its last version checked out."""
    folder.mkdir(parents=True)
    git = ("git", "-C", str(folder))
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)  # noqa: S603 - our own words
    command = [*git, "fast-import", "--quiet", "--depth=50"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:  # noqa: S603 - our own words
        feed(process.stdin, stream(records, revisions, shape))
    if process.returncode:
        raise SystemExit("git fast-import failed")
    subprocess.run([*git, "reset", "-q", "--hard", "main"], check=True)  # noqa: S603 - our own words


def feed(pipe: IO[bytes] | None, parts: Iterator[bytes]) -> None:
    """Write all of it."""
    if pipe is not None:
        with pipe:
            pipe.writelines(parts)


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description="Make a tracker with a long history.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--revisions", type=int, default=20)
    parser.add_argument("--shape", choices=("each", "sweep"), default="each")
    asked = parser.parse_args()
    generate(asked.folder, records=asked.records, revisions=asked.revisions, shape=asked.shape)


if __name__ == "__main__":
    main()
