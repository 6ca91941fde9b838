"""What a Markdown text links, shows and tries to smuggle, line by line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from promisetrack.text.markdown import Image, Link, images_in, links_in, raw_html_in


def test_links_are_found_with_their_words_and_lines() -> None:
    """Inline, automatic and reference links are found, also in lists, tables and notes."""
    text = (
        "[a *b*](https://one.example)\nx <https://two.example>\n\n"  # lines 1 and 2
        "- [c][r]\n\n"  # 4
        "| h |\n|--|\n| [d](mailto:a@b.example) |\n\n"  # 8
        "y[^n] ^[[e](https://note.example)]\n\n"  # 10
        "[^n]: z\n    [f](files/a.pdf)\n\n"  # 13
        "[r]: https://three.example\n"
    )
    assert links_in(text) == (
        Link("https://one.example", "a b", 1),
        Link("https://two.example", "https://two.example", 2),
        Link("https://three.example", "c", 4),
        Link("mailto:a@b.example", "d", 8),
        Link("https://note.example", "e", 10),
        Link("files/a.pdf", "f", 13),
    )


def test_an_image_inside_a_link_is_both() -> None:
    """A linked image counts as a link and as an image."""
    text = "x\n[![alt *t*](files/i.png)](https://x.example)"
    assert links_in(text) == (Link("https://x.example", "alt t", 2),)
    assert images_in(text) == (Image("files/i.png", "alt t", 2),)


def test_addresses_in_code_are_no_links() -> None:
    """Code is shown, not followed; nor is an address with another scheme."""
    assert links_in("`[a](https://x.example)`\n\n    <https://x.example>\n\n[b](ftp://c)") == ()


def test_raw_html_is_named_with_its_line() -> None:
    """Tags inside and between paragraphs and comments are found in order, shortened."""
    text = f"a <b>c</b>\nd <br>\n\n<div x='{'y' * 99}'>\ntext\n</div>\n\n<!-- note -->\n`<i>`\n"
    found = raw_html_in(text)
    assert [line for line, _ in found] == [1, 1, 2, 4, 8]
    assert [snippet for _, snippet in found[:3]] == ["<b>", "</b>", "<br>"]
    assert found[3][1].startswith("<div x='yyy")
    assert found[3][1].endswith("…")


def test_signs_of_comparison_and_addresses_are_no_html() -> None:
    """A smaller-than sign or an address in angle brackets is not taken for a tag."""
    assert (
        raw_html_in("a < b > c, 1<2, <https://x.example>, <a@b.example>\n\n    <b>code</b>") == ()
    )


@settings(deadline=None)
@given(st.text(alphabet="[]()!<>*`^|-:#\n ab/.\"'&;"))
def test_any_text_can_be_examined(text: str) -> None:
    """Whatever is written, lines are lines of the text."""
    lines = text.count("\n") + 1
    found = [link.line for link in links_in(text)] + [image.line for image in images_in(text)]
    assert all(1 <= line <= lines for line in found)
    assert all(1 <= line <= lines for line, _ in raw_html_in(text))


def test_a_text_that_is_too_much_is_not_examined() -> None:
    """What is shown as typed holds no links."""
    assert links_in("[" * 10_000 + "[a](https://x.example)") == ()
