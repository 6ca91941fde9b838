"""What a check is for, read from its docstring: the fault, why it matters, an example, its mending.

A docstring is laid out so, and the tests run its example as on `EXAMPLE_DAY`::

    The fault in one sentence, in the present tense.

    Why it matters to a reader of the site.

    Before:
        # commitments/p/open-budget.yaml
        …

    Example:
        # commitments/p/open-budget.yaml
        …

    Instead:
        # commitments/p/open-budget.yaml
        …

    Found at: milestones.m1.status

`Before` is there for a check of a proposed change: what the change starts from. The plan `p` has a
plan.yaml, whether or not an example shows it.
"""

from __future__ import annotations

import difflib
import inspect
import re
import textwrap
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from promisetrack.checks.catalogue import Check, checks
from promisetrack.checks.facts import Facts
from promisetrack.checks.proposal import Gone, Proposal, propose
from promisetrack.diagnostic import say
from promisetrack.errors import UsageFault
from promisetrack.files import EXECUTABLE, LINK, SourceFile
from promisetrack.register.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.diagnostic import Level, Message
    from promisetrack.words.catalogue import Words

EXAMPLE_DAY: Final = date(2026, 1, 31)
"""The day on which every example is judged."""

LEVEL_NAMES: Final[Mapping[Level, Message]] = MappingProxyType(
    {"error": say("error"), "warning": say("warning"), "note": say("note")}
)

_LAYOUT = re.compile(
    r"(?P<summary>.+?)\n\n(?P<why>.+?)\n\n(?:Before:\n(?P<before>.+?)\n\n)?"
    r"Example:\n(?P<example>.+?)\n\n"
    r"Instead:\n(?P<instead>.+?)\n\nFound at: (?P<found_at>.+)",
    re.DOTALL,
)
_FILE = re.compile(
    r"# (commitments/\S+)"
    r"(?: \((in Latin-1|a link|made too long|marked as a program|removed since"
    r"|with the line ends of Windows|with a byte order mark)\))?"
)
_REMOVED = "removed since"
_FACT = re.compile(r"# repository: (.+)")
_FACTS: Final[Mapping[str, Facts]] = MappingProxyType(
    {
        "a shallow clone": Facts(is_shallow=True),
        "the published line was replaced": Facts(joined=("0123456789abcdef",)),
        "the publication log was merged": Facts(merged_log="promisetrack-log"),
    }
)
_PLAN: Final = SourceFile("commitments/p/plan.yaml", b"id: p\ntitle: Plan\n")
_OF_PLAN = re.compile(r"^# commitments/p/", re.MULTILINE)
_TOO_LONG = 300 * 1024
_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Explanation:
    """A check in words. Summary and why are message ids; `found_at` are routes or `line N`.

    `before` is what a proposed change starts from, empty for checks that need none.
    """

    name: str
    code: str
    level: Level
    summary: str
    why: tuple[str, ...]
    example: str
    instead: str
    found_at: tuple[str, ...]
    before: str = ""


def explain(name: str) -> Explanation:
    """Return the explanation of a check, asked for by name or code.

    Raises UsageFault where there is no such check.
    """
    known = checks()
    by_code = {check.code.lower(): check for check in known.values()}
    check = known.get(name.lower()) or by_code.get(name.lower())
    if check is None:
        raise UsageFault(say("there is no check “{name}”", name=name), _hint(name))
    return explanation(check)


def explanation(check: Check) -> Explanation:
    """Return the parts of a check's docstring."""
    found = _LAYOUT.fullmatch(inspect.cleandoc(check.documentation))
    if found is None:
        raise ValueError(check.name)
    return Explanation(
        name=check.name,
        code=check.code,
        level=check.level,
        summary=_one_line(found["summary"]),
        why=tuple(_one_line(text) for text in found["why"].split("\n\n")),
        example=textwrap.dedent(found["example"]),
        instead=textwrap.dedent(found["instead"]),
        found_at=tuple(found["found_at"].split(", ")),
        before=textwrap.dedent(found["before"] or ""),
    )


def facts_of(example: str) -> Facts | None:
    """Return what an example says of its repository, None where it says nothing."""
    found = _FACT.match(example)
    return _FACTS[found[1]] if found else None


def proposal_of(before: str, example: str) -> Proposal | None:
    """Return the change from `before` to an example, None where nothing was before."""
    if not before:
        return None
    once = load(file for kind, file in _files(before) if kind == _REMOVED)
    gone = {(one.kind, one.id): Gone(one.data) for one in once.entries}
    return replace(propose(files_of(before), files_of(example)), gone=gone)


def files_of(example: str) -> tuple[SourceFile, ...]:
    """Return the files that an example shows, without those that were removed since.

    The plan `p`, of which most examples have one promise, is there without being shown.
    """
    shown = tuple(file for kind, file in _files(example) if kind != _REMOVED)
    has_plan = any(file.path == _PLAN.path for file in shown) or not _OF_PLAN.search(example)
    return shown if has_plan else (*shown, _PLAN)


def _files(example: str) -> list[tuple[str, SourceFile]]:
    files: list[tuple[str, SourceFile]] = []
    path, kind, lines = "", "", list[str]()
    for line in [*example.split("\n"), None]:
        start = _FILE.fullmatch(line) if line is not None else None
        if (start or line is None) and path:
            files.append((kind, _file(path, kind, "".join(f"{text}\n" for text in lines))))
        if start:
            path, kind, lines = start[1], start[2] or "", []
        elif line is not None:
            lines.append(line)
    return files


def as_text(name: str, *, words: Words, colour: bool) -> str:
    """Return what `explain NAME` prints, in the language of `words`."""
    one = explain(name)
    head = f"{one.name} ({one.code}, {words.text(LEVEL_NAMES[one.level])})"
    paragraphs = [
        _bold(head) if colour else head,
        _fill(words.gettext(one.summary)),
        *(_fill(words.gettext(text)) for text in one.why),
        *([words.gettext("Before:"), textwrap.indent(one.before, "    ")] if one.before else ()),
        words.gettext("Example:"),
        textwrap.indent(one.example, "    "),
        words.gettext("Instead:"),
        textwrap.indent(one.instead, "    "),
    ]
    return "\n\n".join(paragraphs) + "\n"


def list_as_text(*, words: Words, colour: bool) -> str:
    """Return what `checks` prints: a line a check, in the order of the codes."""
    found = sorted((explanation(check) for check in checks().values()), key=lambda one: one.code)
    width = max(len(one.name) for one in found)
    levels = max(len(words.text(LEVEL_NAMES[one.level])) for one in found)
    lines = []
    for one in found:
        name = f"{one.name:<{width}}"
        name = _bold(name) if colour else name
        level = f"{words.text(LEVEL_NAMES[one.level]):<{levels}}"
        lines.append(f"{one.code}  {level}  {name}  {words.gettext(one.summary)}\n")
    return "".join(lines)


def _hint(name: str) -> Message:
    near = nearest(name)
    if near is None:
        return say("“promisetrack checks” lists them all")
    return say("did you mean “{near}”?", near=near)


def nearest(name: str) -> str | None:
    """Return the name of the check that `name` was probably meant to be."""
    close = difflib.get_close_matches(name, checks(), n=1)
    return close[0] if close else None


def _file(path: str, kind: str, text: str) -> SourceFile:
    if kind == "a link":
        return SourceFile(path, text.strip().encode(), mode=LINK)
    if kind == "made too long":
        text += "# and so on\n" * (_TOO_LONG // 12)
    if kind == "marked as a program":
        return SourceFile(path, text.encode(), mode=EXECUTABLE)
    if kind == "with the line ends of Windows":
        return SourceFile(path, text.replace("\n", "\r\n").encode())
    if kind == "with a byte order mark":
        return SourceFile(path, text.encode("utf-8-sig"))
    return SourceFile(path, text.encode("latin-1" if kind == "in Latin-1" else "utf-8"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fill(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"
