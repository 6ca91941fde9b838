"""Slips made in real files by a machine: `--fix` restores what was said, or changes nothing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from promisetrack.cli.mending import known_to
from promisetrack.edges.disk import read_tree
from promisetrack.files import SourceFile
from promisetrack.model.shape import shape_of_file
from promisetrack.register.layout import classify
from promisetrack.register.load import load
from promisetrack.source.document import read
from promisetrack.source.mend import mend

if TYPE_CHECKING:
    from collections.abc import Callable

    from promisetrack.register.register import Register

ROOT = Path(__file__).resolve().parents[1]
TRACKERS = (ROOT, *sorted(path.parent for path in ROOT.glob("examples/*/commitments")))
FIELD = r"(?m)^(\s*(?:- )*[a-z_]+):"


@cache
def register_of(place: int) -> Register:
    """Return the register of a tracker of this repository."""
    return load(read_tree(TRACKERS[place]))


def paths(place: int) -> list[str]:
    """Return the files of commitments and plans."""
    return sorted(
        path
        for path in register_of(place).documents
        if classify(path).role in ("commitment", "plan")
    )


SLIPS: dict[str, tuple[str, Callable[[re.Match[str]], str]]] = {
    "no space behind a colon": (FIELD + r" (?=\S)", lambda one: f"{one[1]}:"),
    "a tab for two spaces": (r"(?m)^  (?=\S)", lambda _: "\t"),
    "a tab behind a colon": (FIELD + r" (?=\S)", lambda one: f"{one[1]}:\t"),
    "a long dash": (r"(?m)^(\s*)- ", lambda one: f"{one[1]}– "),
    "a bullet": (r"(?m)^(\s*)- ", lambda one: f"{one[1]}• "),
    "a dash without its space": (r"(?m)^(\s*)- (?=[a-z_]+:)", lambda one: f"{one[1]}-"),
    "a no-break space before a colon": (FIELD + " ", lambda one: f"{one[1]}\u00a0: "),
    "a no-break space behind a colon": (FIELD + " ", lambda one: f"{one[1]}:\u00a0"),
    "a wide colon": (FIELD + " ", lambda one: f"{one[1]}： "),
    "a date with slashes": (r"(?<= )(\d{4})-(\d\d)-(\d\d)$", lambda m: f"{m[3]}/{m[2]}/{m[1]}"),
    "a capital": (r"(?m)^(\s*(?:- )*)([a-z])(?=[a-z_]+: )", lambda m: m[1] + m[2].upper()),
    "a status in words": ("status: in-progress", lambda _: "status: En cours"),
    "one space more": (r"(?m)^(?=[a-z_]+: )", lambda _: " "),
    "one space less": (r"(?m)^ (?= +[a-z_]+: )", lambda _: ""),
    "a quote not closed": (r'(?m)"$', lambda _: ""),
    "blanks at the end": (r"(?m)$", lambda _: "  "),
}


def data_of(path: str, content: bytes) -> Any:
    """Return what a file says, None where it cannot be read."""
    document, _ = read(SourceFile(path, content), shape_of_file(classify(path).role))
    return document.data if document is not None else None


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_a_slip_is_undone_or_left(data: st.DataObject) -> None:
    """One slip somewhere in a real file: what it said before comes back, or nothing changes."""
    place = data.draw(st.integers(0, len(TRACKERS) - 1))
    path = data.draw(st.sampled_from(paths(place)))
    pattern, slip = SLIPS[data.draw(st.sampled_from(sorted(SLIPS)))]
    content = register_of(place).files[path].content
    text = content.decode()
    found = list(re.finditer(pattern, text))
    assume(found)
    one = data.draw(st.sampled_from(found))
    wrong = f"{text[: one.start()]}{slip(one)}{text[one.end() :]}".encode()
    register = register_of(place)
    mended = mend(SourceFile(path, wrong), classify(path).role, known_to(register, path))
    right, before, now = (data_of(path, each) for each in (content, wrong, mended.content))
    assert now in (right, before)
    assert now is not None or mended.content == wrong
    again = mend(SourceFile(path, mended.content), classify(path).role, known_to(register, path))
    assert again.content == mended.content


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(TRACKERS) - 1),
    st.integers(0, 10_000),
    st.sampled_from(["utf-16", "utf-8-sig", "crlf"]),
)
def test_other_encodings_are_undone(place: int, number: int, form: str) -> None:
    """UTF-16, a byte order mark and line ends of Windows: the file is as before."""
    known = paths(place)
    path = known[number % len(known)]
    content = register_of(place).files[path].content
    text = content.decode()
    wrong = text.replace("\n", "\r\n").encode() if form == "crlf" else text.encode(form)
    register = register_of(place)
    mended = mend(SourceFile(path, wrong), classify(path).role, known_to(register, path))
    assert mended.content == content


def test_two_items_in_one_text_are_not_cut_to_one() -> None:
    """A bullet before the first of two long ids makes them one text: none of it gets lost."""
    path = "commitments/us-nap5/us0146.yaml"
    register = register_of(0)
    text = register.files[path].content.decode()
    found = re.search(r"(?m)^      - (?=granting-pardon.*\n      - )", text)
    assert found is not None
    wrong = f"{text[: found.start()]}      • {text[found.end() :]}".encode()
    mended = mend(SourceFile(path, wrong), classify(path).role, known_to(register, path))
    assert mended.content == wrong
