"""What the reader accepts, the writer's parser must read alike: libyaml beside ruamel.yaml."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from ruamel.yaml import YAML

from promisetrack.files import SourceFile
from promisetrack.model.shape import Shape
from promisetrack.source.document import read
from promisetrack.source.scalars import NULLS

SUITE = Path(__file__).parent / "yaml_suite"
CASES: list[dict[str, Any]] = json.loads((SUITE / "cases.json").read_text("utf-8"))["cases"]
EXAMPLES = [path.read_text("utf-8") for path in sorted((SUITE / "examples").glob("*.yaml"))]


def _text_all_over(depth: int = 20) -> Shape:
    """Return a shape that expects text at any depth that is read."""
    if not depth:
        return Shape(text=True, quiet=True)
    beneath = _text_all_over(depth - 1)
    return Shape(text=True, quiet=True, fields=MappingProxyType({}), any=beneath, item=beneath)


ALL_TEXT = _text_all_over()


def accepted(text: str) -> tuple[bool, object]:
    """Return whether the reader accepts a text, and its data, every scalar as text."""
    document, faults = read(SourceFile("x.yaml", text.encode("utf-8", "surrogatepass")), ALL_TEXT)
    assert (document is None) <= bool(faults)
    return (False, None) if document is None or faults else (True, document.data)


def by_ruamel(text: str) -> object:
    """Return what ruamel.yaml's round-trip parser reads, every scalar as text."""
    return _plain(YAML(typ="rt", pure=True).compose(text))


def _plain(node: Any) -> object:
    kind = type(node).__name__
    if kind == "MappingNode":
        return {key.value: _plain(value) for key, value in node.value}
    if kind == "SequenceNode":
        return [_plain(item) for item in node.value]
    if not node.style and node.value in NULLS:
        return None
    # ruamel marks with BEL where it folded a line, to fold it there again
    return node.value.replace("\a", "") if node.style == ">" else node.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_suite(case: dict[str, Any]) -> None:
    """Each case of the YAML test suite is refused with its line, or both parsers read the same."""
    is_read, data = accepted(case["yaml"])
    if is_read:
        assert data == by_ruamel(case["yaml"])
        return
    _, faults = read(SourceFile("x.yaml", case["yaml"].encode()), ALL_TEXT)
    lines = case["yaml"].splitlines() or [""]
    assert faults
    assert all(1 <= one.span.start.line <= len(lines) for one in faults)


def test_suite_is_whole() -> None:
    """All 402 cases are there, and a fair share of the valid ones is within what is read."""
    assert len(CASES) == 402
    read_ones = [case for case in CASES if accepted(case["yaml"])[0]]
    assert len(read_ones) > 120


WRONGLY_READ = {"9C9N", "9JBA", "CVW2", "DK95/01", "G5U8", "QB6E", "SU5Z", "YJV2"}
"""Text that goes on at the left margin, a comment without a space, a lone dash in brackets."""


def test_invalid_cases_that_are_read() -> None:
    """The invalid cases of the suite that libyaml accepts are known."""
    wrongly = {case["id"] for case in CASES if case["fail"] and accepted(case["yaml"])[0]}
    assert wrongly == WRONGLY_READ


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples(text: str) -> None:
    """The example records are accepted, and both parsers read the same."""
    is_read, data = accepted(text)
    assert is_read
    assert data == by_ruamel(text)


DISAGREEMENTS = {
    "tab behind a colon": "a:\tb\n",
    "tab behind a value": "a: b\t\n",
    "tab before a comment": "a: b\t# c\n",
    "tab behind a dash": "-\ta\n",
    "tab in a block's header": "a: |\t\n  b\n",
    "tab between lines": "a: b\n\t\nc: d\n",
    "tab in an unquoted text": "a: {b: c\td}\n",
    "tab where a text goes on": "a: b\n \tc\n",
    "blank lines with spaces first in a block": "a: |\n \n  \n  b\n",
    "only blank lines in a block": "a: |+\n \n  \n",
    "an empty block and a comment": "|\n# a\n",
    "an empty block and an end": "|\n...\n",
    "comment glued to a block's sign": "a: >#b\n  c\n",
    "comment before a value, blank lines behind": "a: # b\n  c\n\n\n",
    "comments on both sides of a block's sign": "a:\n  # b\n  | # c\n  d\n",
    "the same at the top": "# a\n| # b\n  # c\n\n",
    "two ends": "a: b\n...\n...\n",
    "a pair in a list": '["a":b]\n',
    "a pair without value in a list": '[a, "b":]\n',
    "a tab in a name": "{a\t:1}\n",
    "next line": "a: b\x85c: d\n",
    "line separator": "a: b\u2028c: d\n",
}


@pytest.mark.parametrize("name", DISAGREEMENTS)
def test_disagreements(name: str) -> None:
    """The kinds of text on which the two parsers disagree are refused."""
    assert not accepted(DISAGREEMENTS[name])[0]


COMMENTS = """\
# above
a: # behind a name
  - b # behind an item
  # between
  - c: d # behind a value
    # below

e: # behind a name
  f: g
# at the margin
h: | # behind a sign
  # no comment
i: [j, # in a list
  k]
l: { # in a map
  m: n }
o:
  # above a value
  p
# the end
"""


def test_comments() -> None:
    """Comments stand wherever people write them, and both parsers read the same."""
    is_read, data = accepted(COMMENTS)
    assert is_read
    assert data == by_ruamel(COMMENTS)


PIECES = [
    *("\t", " ", "  ", "\n", "\n\n", ":", ": ", "-", "- ", "? ", "#", " #", "# x\n", ",", "[", "]"),
    *("{", "}", '"', "'", "|", ">", "|-", ">+", "|2", ">1", "|\n", ">\n", "\r", "\r\n", "\u00a0"),
    *(
        "\ufeff",
        "&a",
        "*a",
        "!",
        "!!str",
        "%",
        "@",
        "`",
        "<<: x\n",
        "---\n",
        "...\n",
        "---",
        "null",
    ),
    *("~", "\n  \n", "\\", "key: -\n", "a: b\n", "- - a\n", "? a\n", '"a": b\n', ":\n", "{a:1}"),
    *(
        "{a: b, c}",
        "[a: b]",
        '"a":b',
        "=",
        "''",
        '""',
        "\n \n   ",
        "\u3000",
        "\\N",
        "\x85",
        "\u2028",
    ),
]


@dataclass
class Mutator:
    """Texts near to real ones: pieces put in, taken out, doubled; the same for the same seed."""

    seed: int

    def texts(self, count: int) -> list[str]:
        dice = random.Random(self.seed)
        sources = [*EXAMPLES * 100, *(case["yaml"] for case in CASES)]
        return [self._one(dice, dice.choice(sources)) for _ in range(count)]

    def _one(self, dice: random.Random, text: str) -> str:
        lines = text.split("\n")
        start = dice.randrange(len(lines))
        text = "\n".join(lines[start : start + dice.randint(1, 8)]) + "\n"
        for _ in range(dice.choice([1, 1, 2, 3])):
            at, what = dice.randrange(len(text) + 1), dice.random()
            if what < 0.65:
                text = text[:at] + dice.choice(PIECES) + text[at:]
            elif what < 0.8:
                text = text[:at] + text[at + dice.randint(1, 3) :]
            else:
                other = dice.randrange(len(text) + 1)
                text = text[:at] + text[other : other + 10] + text[at:]
        return text


def differing(texts: list[str]) -> list[tuple[str, object, object]]:
    found: list[tuple[str, object, object]] = []
    for text in texts:
        is_read, data = accepted(text)
        if not is_read:
            continue
        try:
            other = by_ruamel(text.removeprefix("\ufeff"))
        except Exception as error:
            other = error
        if other != data:
            found.append((text, data, other))
    return found


def test_mutations() -> None:
    """A thousand texts near to real ones: what is accepted, both parsers read alike."""
    assert differing(Mutator(1).texts(1000)) == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20))
def test_many_mutations(seed: int) -> None:
    """Two hundred thousand texts near to real ones: what is accepted, both parsers read alike."""
    assert differing(Mutator(1000 + seed).texts(10_000)) == []
