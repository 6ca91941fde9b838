"""How long the history of a tracker takes, beside git's own walk of the same commits.

    python benchmarks/history.py [--records 1000] [--revisions 20]

Every figure is the quotient of two measurements of one run, because machines differ and are
noisy. Nothing here passes or fails: it is no test.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generate import generate

if TYPE_CHECKING:
    from collections.abc import Callable

DIFF = "git diff-tree --stdin -r --root --raw -z --no-renames"
WALK = f"git rev-list --first-parent --reverse HEAD | {DIFF}"
BYTES = f"{DIFF} | tr '\\0' '\\n' | sed -n 's/^:[0-7]* [0-7]* [0-9a-f]* \\([0-9a-f]*\\) .*/\\1/p'"
READ = f"git rev-list --first-parent --reverse HEAD | {BYTES.replace('--raw', '--raw --no-abbrev')}"
TOLD = "import sys; from promisetrack.cli import run; sys.exit(run(sys.argv[1:]))"


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def processor(work: Callable[[], object]) -> float:
    """Return for how long some work in other processes keeps processors busy."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def shell(folder: Path, words: str) -> float:
    """Return how long a line of the shell takes in a folder."""
    command = ["sh", "-c", f"{words} >/dev/null"]
    return seconds(lambda: subprocess.run(command, cwd=folder, check=True))  # noqa: S603 - our own words


def history(folder: Path) -> float:
    """Return how long `promisetrack history --format json` takes in a new process."""
    command = [sys.executable, "-c", TOLD, "-C", str(folder), "history", "--format", "json"]
    return seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))  # noqa: S603 - our own words


def past(folder: Path, *, is_whole: bool = True) -> float:
    """Return how long walk and events take in a new process, without printing.

    With `is_whole` every event is looked at; without, the timeline is opened.
    """
    words = (
        "import sys; from pathlib import Path; from promisetrack.cli.past import past; "
        "from promisetrack.edges.git import Repository; "
        "one = Repository.open(Path(sys.argv[1])); told = past(one, one.head()).commitments; "
        "found = sum(len(one.events) for one in told.values()) if sys.argv[2:] else 0"
    )
    command = [sys.executable, "-c", words, str(folder), *(["all"] if is_whole else [])]
    return seconds(lambda: subprocess.run(command, check=True))  # noqa: S603 - our own words


def measure(folder: Path) -> None:
    """Print the figures of one repository."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    busy = processor(lambda: shell(folder, WALK))
    walk = min(shell(folder, WALK) for _ in range(3))
    read = shell(folder, f"{READ} | git cat-file --batch --buffer")
    cold: list[float] = []
    work = processor(lambda: cold.append(past(folder)))
    again = {
        "again": min(past(folder) for _ in range(3)),
        "again, only opened": min(past(folder, is_whole=False) for _ in range(3)),
        "again, printed as JSON": min(history(folder) for _ in range(3)),
    }
    walk = min(walk, *(shell(folder, WALK) for _ in range(2)))
    print(f"{folder.name}: git walks {walk:.2f} s; walks and reads {read:.2f} s")  # noqa: T201 - a report
    for name, value in {"cold": cold[0], **again}.items():
        print(f"  {name}: {value:.2f} s = {value / walk:.1f} x walk, {value / read:.1f} x read")  # noqa: T201 - a report
    print(f"  processors, cold: {work:.1f} s = {work / busy:.1f} x walk")  # noqa: T201 - a report


def main() -> None:
    """Read the arguments, make what is not there yet, measure."""
    parser = argparse.ArgumentParser(description="Measure how long histories take.")
    parser.add_argument("--records", type=int, default=1000)
    parser.add_argument("--revisions", type=int, default=20)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    asked = parser.parse_args()
    for shape in ("each", "sweep"):
        folder = asked.folder / f"{shape}-{asked.records}-{asked.revisions}"
        if not folder.exists():
            generate(folder, records=asked.records, revisions=asked.revisions, shape=shape)
        measure(folder)


if __name__ == "__main__":
    main()
