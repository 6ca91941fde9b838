"""Findings for people: the place, the words, the line with its fault underlined, one sentence."""

from __future__ import annotations

from textwrap import dedent

import pytest

from promisetrack.diagnostic import Diagnostic, Position, Related, say
from promisetrack.output import text
from promisetrack.output.escape import width
from promisetrack.output.sources import texts
from promisetrack.output.summary import sentence, summarise
from promisetrack.output.text import underlined
from promisetrack.words.catalogue import Words
from tests.checking import diagnose, files

ENGLISH = Words("en", ("checks",))
FRENCH = Words("fr", ("checks",))
PATH = "commitments/p/a.yaml"
LATE = "id: a\ntitle: A\nstatus: not-started\ndue: 2025-12-31\n"


def shown(tree: dict[str, str], *, words: Words = ENGLISH, colour: bool = False) -> str:
    """Return what is found in a tree, as text."""
    found = diagnose(tree)
    all_files = {file.path: file for file in files(tree)}
    return text.render(
        found,
        words=words,
        summary=summarise(found, files=len(tree)),
        sources=texts(found, all_files),
        colour=colour,
    )


def test_a_finding_looks_like_that_of_a_good_compiler() -> None:
    """Place, level, words, code and name; the line with carets; the remedy; the sentence."""
    assert shown({"p/a.yaml": LATE}) == dedent(
        """\
        commitments/p/a.yaml:4:6: warning: “A” was due on 2025-12-31 [PT209 overdue]
           |
         4 | due: 2025-12-31
           |      ^^^^^^^^^^
           = remedy: report where it stands; if it is put off, write the new date and add an amendment with the reason

        1 warning in 1 file: begin with commitments/p/a.yaml, line 4
        """  # noqa: E501 - what is printed is as long as that
    )


def test_it_is_said_in_french() -> None:
    """Everything around the source is in the reader's language."""
    lines = shown({"p/a.yaml": LATE}, words=FRENCH).split("\n")
    assert lines[0].endswith(
        "avertissement: l’échéance de « A » était le 2025-12-31 [PT209 overdue]"
    )
    assert (
        lines[-2] == "1 avertissement dans 1 fichier : commencez par commitments/p/a.yaml, ligne 4"
    )


def test_a_second_place_and_a_reason_are_shown() -> None:
    """Where the first twin stands, and why a finding is suppressed, is said below."""
    tracker = "title: T\nsuppress:\n  - {check: duplicate-id, record: x, route: id, reason: Soon}\n"
    tree = {"themes.yaml": "- {id: x, name: X}\n- {id: x, name: Y}\n", "tracker.yaml": tracker}
    assert shown(tree).split("\n")[5:] == [
        "   = commitments/themes.yaml:1:8: here it stands first",
        "   = suppressed: Soon",
        "",
        "nothing is wrong in 2 files (1 finding is suppressed with a reason)",
        "",
    ]


def test_a_file_that_cannot_be_read_is_shown_all_the_same() -> None:
    """The line of a broken file is underlined too."""
    assert ' 2 | title: "A' in shown({"p/a.yaml": 'id: a\ntitle: "A\n'})


def test_nothing_wrong_is_one_sentence() -> None:
    """A register without faults is said to be so."""
    assert shown({"p/a.yaml": LATE.replace("2025", "2027")}) == "nothing is wrong in 1 file\n"


def test_without_colour_there_is_no_control_sign() -> None:
    """Colours are there when asked for, and only then."""
    assert "\x1b" not in shown({"p/a.yaml": LATE})
    assert "\x1b[1;33mwarning\x1b[0m" in shown({"p/a.yaml": LATE}, colour=True)


def test_what_was_written_cannot_paint() -> None:
    """A title with a control sequence shows its signs and does not act."""
    shown_text = shown({"p/a.yaml": LATE.replace("title: A", 'title: "\\e[2J"')})
    assert "\x1b" not in shown_text


@pytest.mark.parametrize(
    ("line", "start", "end", "expected"),
    [
        ("due: 2025", 6, 10, ("due: 2025", "     ^^^^")),
        ("題: 予算", 4, 6, ("題: 予算", "    ^^^^")),
        ("é: e\u0301e", 4, 7, ("é: e\u0301e", "   ^^")),
        ("\ta: b", 5, 6, ("  a: b", "     ^")),
        ("a\u202eb", 3, 4, ("a<U+202E>b", "         ^")),
        ("a", 2, 2, ("a", " ^")),
        ("abc", 9, 12, ("abc", "   ^")),
    ],
)
def test_carets_stand_below_what_they_mean(
    line: str, start: int, end: int, expected: tuple[str, str]
) -> None:
    """Wide letters, marks, tabs and hidden signs are counted as they are shown."""
    assert underlined(line, start, end) == expected


def test_a_long_line_is_cut_around_its_fault() -> None:
    """Of a very long line only the part around the fault is shown, with the fault in it."""
    line, under = underlined("x" * 5000 + "FAULT" + "y" * 5000, 5001, 5006)
    assert width(line) <= 96
    assert line[under.index("^") : under.index("^") + under.count("^")] == "FAULT"
    assert line.startswith("…")
    assert line.endswith("…")


def test_a_long_fault_is_cut_at_its_end() -> None:
    """Carets do not run on beyond the line."""
    line, under = underlined("summary: " + "z" * 5000, 10, 5010)
    assert width(line) <= 96
    assert len(under) == width(line)


def diagnostic(level: str, code: str, line: int) -> Diagnostic:
    """Return a finding."""
    return Diagnostic("x", code, level, say("x"), None, PATH, start=Position(line, 1))  # type: ignore[arg-type] # a level as text


def test_the_sentence_begins_with_what_matters_most() -> None:
    """Errors come before warnings, and what cannot be read before what means nothing."""
    found = [
        diagnostic("warning", "PT010", 1),
        diagnostic("error", "PT301", 2),
        diagnostic("error", "PT001", 3),
        diagnostic("note", "PT001", 4),
    ]
    summary = summarise(found, files=12)
    assert sentence(found, summary, words=ENGLISH) == (
        "2 errors, 1 warning and 1 note in 12 files: begin with commitments/p/a.yaml, line 3"
    )
    assert sentence(found, summary, words=FRENCH) == (
        "2 erreurs, 1 avertissement et 1 remarque dans 12 fichiers : "
        "commencez par commitments/p/a.yaml, ligne 3"
    )


def test_a_label_from_elsewhere_is_escaped() -> None:
    """A path in a related place cannot command the terminal."""
    other = Related("\x1b]0;x\x07.yaml", Position(1, 1), say("here"))
    one = Diagnostic("x", "PT001", "error", say("x"), None, PATH, related=(other,))
    printed = text.render([one], words=ENGLISH, summary=summarise([one], files=1), sources={})
    assert "\x1b" not in printed
