"""Words before and after a change are words: marks of Markdown are neither shown nor compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from promisetrack.cli import run
from promisetrack.history.marks import Change, change, is_marked
from promisetrack.text.plain import addresses, plain
from tests.edges_repository import make
from tests.test_site_history import BASE, FIRST, PATH, changed, files_of, page

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "We will open fourteen school streets and plant trees."
MARKED = "We will **open** fourteen [school streets](https://ville.example/rues) and `plant` trees."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a **b** c", "a **b** d", Change("a b c", "a b d")),
        ("a b", "a **b**", Change("a b", "a b", is_form=True)),
        ("- a\n- b", "1. a\n2. b", Change("a b", "a b", is_form=True)),
        ("a  b", "a\nb", Change("a b", "a b")),
        ("[a](https://x.example/1)", "[b](https://x.example/1)", Change("a", "b")),
        (
            "[a](https://x.example/1)",
            "[a](https://x.example/2)",
            Change("a (https://x.example/1)", "a (https://x.example/2)"),
        ),
        (
            "[a](https://x.example/1) b",
            "[a](https://x.example/2) c",
            Change("a (https://x.example/1) b", "a (https://x.example/2) c"),
        ),
        ("![a](p/1.png)", "![a](p/2.png)", Change("a (p/1.png)", "a (p/2.png)")),
        ("", "**a**", Change("", "a")),
        (r"2 \* 3", "2 * 3", Change("2 * 3", "2 * 3", is_form=True)),
        ("a <b>c</b>", "a <b>d</b>", Change("a <b>c</b>", "a <b>d</b>")),
        ("`a*b`", "`a*c`", Change("a*b", "a*c")),
    ],
)
def test_words_are_compared_without_marks(before: str, after: str, expected: Change) -> None:
    """Marks go, what a link leads to does not change unseen, and only marks are called form."""
    assert change(lambda show: (show(before), show(after))) == expected


def test_an_address_that_the_words_say_is_said_once() -> None:
    """An address typed as itself is not repeated behind itself; others are, in their order."""
    text = "<https://a.example/> and [b](https://b.example/) and <c@d.example>"
    assert plain(text, has_addresses=True) == (
        "https://a.example/ and b (https://b.example/) and c@d.example"
    )
    assert addresses(text) == ("https://a.example/", "https://b.example/", "mailto:c@d.example")


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (("description",), True),
        (("description", "fr"), True),
        (("updates", "2026-01-31", "text"), True),
        (("milestones", "m1", "description", "en"), True),
        (("plans", "p", "description"), True),
        (("themes", "t", "description"), True),
        (("title",), False),
        (("summary", "fr"), False),
        (("themes", "t"), False),
        (("milestones", "m1", "title"), False),
        (("x-own", "text"), False),
        ((), False),
    ],
)
def test_the_model_says_which_texts_are_markdown(route: tuple[str, ...], *, expected: bool) -> None:
    """A title has no marks: an asterisk there is an asterisk."""
    assert is_marked(route) is expected


def test_pages_show_words_without_marks_and_name_a_change_of_form() -> None:
    """On the history page no mark stands among the words; where only marks changed, it says so."""
    first = changed(FIRST, (WORDS, MARKED))
    second = changed(first, ("fourteen [", "eight ["))
    third = changed(second, ("`plant`", "*plant*"))
    fourth = changed(third, ("/rues)", "/streets)"))
    trees = tuple({**BASE, PATH: text} for text in (first, second, third, fourth))
    files = files_of(trees)
    for language, note in (
        ("en", "Only the formatting changed."),
        ("fr", "Seule la mise en forme a changé."),
    ):
        found = page(files, f"{language}/commitments/x/history/")
        said = " ".join(found.select("#story")[0].get_text(" ", strip=True).split())
        assert said.count(note) == 1
        assert "**" not in said and "`" not in said and "](" not in said
        moved = found.select("#story del")[0].get_text(), found.select("#story ins")[0].get_text()
        assert ("rues" in moved[0], "streets" in moved[1]) == (True, True)
        compared = " ".join(found.select("#compare")[0].get_text(" ", strip=True).split())
        assert "**" not in compared and "](" not in compared
        past = " ".join(found.select(".lives")[0].get_text(" ", strip=True).split())
        assert "**" not in past and "](" not in past
        assert "school streets (https://ville.example/rues) and plant trees" in past


def test_the_terminal_and_a_comment_show_them_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`diff` strikes and underlines words alone, and says where only the form changed."""
    made = make(tmp_path / "repo")
    for path, text in BASE.items():
        made.write(path, text)
    first = changed(FIRST, (WORDS, MARKED))
    second = changed(first, ("fourteen [", "eight ["))
    for text in (first, second, changed(second, ("**open**", "open"))):
        made.change(PATH, text)

    def asked(*words: str) -> str:
        assert run(["-C", str(made.path), "--lang", "en", "diff", *words]) == 0
        return capsys.readouterr().out

    assert "before: We will open fourteen school streets and plant" in asked("HEAD~2", "HEAD~1")
    assert "only the formatting changed" in asked("HEAD~1")
    comment = asked("HEAD~1", "--format", "markdown")
    assert "only the formatting changed" in comment and "<del>" not in comment
