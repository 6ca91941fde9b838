"""Make the history that `promisetrack demo` plants: `src/promisetrack/demo/history.xz`.

    python tools/demo.py           write it
    python tools/demo.py --check   say whether it is what the sources and the importers make

Every state of the sources (tests/data/README.md) is imported onto the files of the one before, in
the order of their dates, as a tracker would do it. Each becomes one commit with the date, the
words and the pseudonym of the source. The result is a stream for `git fast-import`: the same
sources and the same importers give the same commits.
"""

from __future__ import annotations

import json
import lzma
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from promisetrack.exchange.formats import run_import

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
HOME = ROOT / "src" / "promisetrack" / "demo"
TARGET = HOME / "history.xz"

OWN = {"README.md": HOME / "README.md", "commitments/tracker.yaml": HOME / "tracker.yaml"}
"""What the register says of itself: the only files that no source has."""

BAROMETRE = "Baromètre des résultats de l’action publique : {edition}"
EDITIONS = {
    "2021-01-13": "édition du 13 janvier 2021",
    "2021-07-23": "édition du 23 juillet 2021",
    "2021-12-21": "édition du 21 décembre 2021",
    "2022-03-15": "édition du 15 mars 2022",
    "2022-12-31": "valeurs jusqu’au 31 décembre 2022",
}
"""The editions and what they are called. The last one has no date of its own but that of its
latest values; of the others only the day is known: noon stands for it."""


@dataclass(frozen=True)
class State:
    """A source at one moment: who published it, when, in which words, and its files."""

    when: datetime
    author: str
    email: str
    subject: str
    form: str
    plan: str
    files: dict[str, bytes]


def states() -> list[State]:
    """Return all states of both sources, oldest first."""
    return sorted((*_barometre(), *_open_usa_gov()), key=lambda one: one.when)


def _barometre() -> Iterator[State]:
    for day, edition in EDITIONS.items():
        subject = BAROMETRE.format(edition=edition)
        name = f"{day}-synthese-national.csv"
        content = (DATA / "barometre" / "whole" / name).read_bytes()
        when = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
        yield State(
            when, "Baromètre", "barometre@demo.invalid", subject, "barometre", "barometre",
            {name: content},
        )  # fmt: skip


def _open_usa_gov() -> Iterator[State]:
    text = lzma.decompress((DATA / "open-usa-gov/history.jsonl.xz").read_bytes()).decode()
    files: dict[str, bytes] = {}
    for line in text.splitlines():
        change = json.loads(line)
        changed: dict[str, str | None] = change["files"]
        files = {path: old for path, old in files.items() if changed.get(path, "") is not None}
        files |= {path: new.encode() for path, new in changed.items() if new is not None}
        letter = change["author"].rpartition(" ")[2].lower()
        yield State(
            datetime.fromisoformat(change["date"]), change["author"],
            f"contributor-{letter}@demo.invalid", change["subject"], "open-usa-gov", "us-nap5",
            dict(files),
        )  # fmt: skip


def stream(found: Iterable[State]) -> bytes:
    """Return the history as `git fast-import` reads it."""
    files: dict[str, str] = {}
    parts = [b"feature done\n"]
    for number, state in enumerate(found):
        changes = run_import(state.form, state.files, plan=state.plan, existing=files)
        written = {one.path: one.new for one in changes}
        if not number:
            written |= {path: own.read_text("utf-8") for path, own in OWN.items()}
        parts.append(commit(state, written))
        files |= {path: text for path, text in written.items() if text is not None}
        files = {path: text for path, text in files.items() if written.get(path, text) is not None}
    return b"".join([*parts, b"done\n"])


def commit(state: State, written: Mapping[str, str | None]) -> bytes:
    """Return one commit; a file without a text goes."""
    who = f"{state.author} <{state.email}> {int(state.when.timestamp())} {state.when:%z}"
    head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n"
    lines = [head.encode(), data(state.subject + "\n")]
    for path, text in sorted(written.items()):
        if text is None:
            lines.append(f"D {path}\n".encode())
        else:
            lines += [f"M 100644 inline {path}\n".encode(), data(text)]
    return b"".join(lines)


def data(text: str) -> bytes:
    """Return a text as `git fast-import` reads it."""
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)


def main(argv: list[str]) -> int:
    """Write the history, or say whether it is up to date."""
    made = stream(states())
    if "--check" in argv:
        return int(lzma.decompress(TARGET.read_bytes()) != made)
    TARGET.write_bytes(lzma.compress(made, preset=9 | lzma.PRESET_EXTREME))
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")  # noqa: T201 - a tool's answer
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
