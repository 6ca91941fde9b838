"""What the walk refused, in words for people who have never seen YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.diagnostic import Fault, Message, Related, say
from promisetrack.source.build import DEPTH, NODES
from promisetrack.source.guard import character_message

if TYPE_CHECKING:
    from collections.abc import Callable

    from promisetrack.source.build import Flaw
    from promisetrack.source.lines import Lines

_Words = tuple[str, Message, Message | None]


def fault(flaw: Flaw, lines: Lines, path: str) -> Fault:
    """Return the fault that a flaw is, with its place."""
    check, message, help_text = _WORDS[flaw.kind](flaw)
    related: tuple[Related, ...] = ()
    if flaw.first is not None:
        related = (Related(path, lines.position(flaw.first), say("first written here")),)
    span = lines.span(*_stretch(flaw, lines.text))
    return Fault(check, message, help_text, path, span, flaw.at, related)


def _stretch(flaw: Flaw, text: str) -> tuple[int, int]:
    """Return the word that is at fault, not all that follows it."""
    if flaw.kind in ("anchor", "tag", "directive", "second-document", "too-deep", "too-many"):
        words = text[flaw.start : flaw.start + 80].split(maxsplit=1)
        return flaw.start, flaw.start + len(words[0] if words else "")
    return flaw.start, flaw.end


def _alias(flaw: Flaw) -> _Words:
    message = say(
        "“*{name}” stands for another place of the file; a register has no such shortcuts",
        name=flaw.what,
    )
    return "alias-or-anchor", message, _QUOTE_OR_WRITE_OUT


def _anchor(flaw: Flaw) -> _Words:
    message = say(
        "“&{name}” gives a place of the file a name; a register has no such shortcuts",
        name=flaw.what,
    )
    return "alias-or-anchor", message, _QUOTE_OR_WRITE_OUT


_QUOTE_OR_WRITE_OUT = say(
    "write the value out wherever it is needed; put a text that begins with this sign in quotes"
)


def _merge(flaw: Flaw) -> _Words:
    message = say(
        "“<<” copies fields from another place of the file; a register has no such shortcuts"
    )
    return "alias-or-anchor", message, say("write the fields out wherever they are needed")


def _tag(flaw: Flaw) -> _Words:
    message = say("a value cannot begin with “!” without quotes")
    help_text = say(
        "put the text in quotes; if “{tag}” is a YAML tag, remove it", tag=_short(flaw.what)
    )
    return "tag", message, help_text


def _short(tag: str) -> str:
    """Return a tag of YAML itself as people write it: `!!str`."""
    own = "tag:yaml.org,2002:"
    return f"!!{tag.removeprefix(own)}" if tag.startswith(own) else tag


def _directive(flaw: Flaw) -> _Words:
    message = say(
        "a line that begins with “%” is an instruction to a YAML parser, which a register does "
        "not use"
    )
    return "directive-or-second-document", message, say("remove the line")


def _second(flaw: Flaw) -> _Words:
    message = say("a second document begins here: a file holds one record, or one list")
    help_text = say("remove the line “---”, or move what follows it to a file of its own")
    return "directive-or-second-document", message, help_text


def _duplicate(flaw: Flaw) -> _Words:
    message = say("“{key}” is written twice in the same record", key=flaw.what)
    return "duplicate-key", message, say("keep one of the two; what both say may be joined in it")


def _too_many(flaw: Flaw) -> _Words:
    message = say("this file has more than {limit} keys and values", limit=NODES)
    return "too-large", message, say("split it, or keep the data as evidence in “files/”")


def _too_deep(flaw: Flaw) -> _Words:
    message = say(
        "lists and records lie more than {limit} levels deep within one another here", limit=DEPTH
    )
    return (
        "too-large",
        message,
        say("nothing in a register needs that: look for brackets that are not closed"),
    )


def _key_is_empty(flaw: Flaw) -> _Words:
    message = say("there is no name before this colon")
    return "yaml-syntax", message, say("write “name: value”, or put the text in quotes")


def _key_is_block(flaw: Flaw) -> _Words:
    message = say("the name of a field is written on one line, without “|” or “>”")
    return "yaml-syntax", message, say("write “name: value”")


def _key_is_complex(flaw: Flaw) -> _Words:
    message = say("a list or a record cannot be the name of a field")
    help_text = say("write “name: value”; put a text that begins with “[”, “{” or “?” in quotes")
    return "yaml-syntax", message, help_text


def _not_kept(flaw: Flaw) -> _Words:
    message = say("“{value}” is not a number that can be kept exactly", value=flaw.what[:40])
    return "wrong-type", message, say("put it in quotes if it is a text")


def _escaped(flaw: Flaw) -> _Words:
    help_text = say("remove the “\\” sequence that stands for it")
    return "bidi-or-control-character", character_message(flaw.what), help_text


def _tab(flaw: Flaw) -> _Words:
    message = say("there is a tab here; YAML needs spaces")
    return (
        "yaml-syntax",
        message,
        say("replace the tab by spaces; two for each level of a list or record"),
    )


def _comment_before_value(flaw: Flaw) -> _Words:
    message = say("a comment stands between a name and its value")
    return "yaml-syntax", message, say("write the comment on the line above the name")


def _comment_glued(flaw: Flaw) -> _Words:
    message = say("a comment follows the sign “|” or “>” without a space")
    return (
        "yaml-syntax",
        message,
        say("put a space before “#”, or write the comment on the line above"),
    )


def _blank_with_spaces(flaw: Flaw) -> _Words:
    message = say("the text after “|” or “>” begins with a line of nothing but spaces")
    return (
        "yaml-syntax",
        message,
        say("begin the text on the line below “|” or “>”; remove the blank line"),
    )


def _empty_block(flaw: Flaw) -> _Words:
    message = say("no text follows the sign “|” or “>”")
    help_text = say(
        "write the text on the next line, two spaces further to the right than the name"
    )
    return "yaml-syntax", message, help_text


def _pair_in_list(flaw: Flaw) -> _Words:
    message = say("“name: value” stands between “[” and “]”, where only a list of values can stand")
    help_text = say(
        "put a text that has a colon in quotes; write records one below the other, each behind "
        "a dash"
    )
    return "yaml-syntax", message, help_text


def _second_end(flaw: Flaw) -> _Words:
    message = say("the end of the document is marked twice")
    return "directive-or-second-document", message, say("remove this line")


def _no_break(flaw: Flaw) -> _Words:
    message = say(
        "a no-break space touches the name “{name}”; YAML takes it for a letter", name=flaw.what
    )
    help_text = say("type an ordinary space in its place, and none before the colon")
    return "yaml-syntax", message, help_text


def _bullet(flaw: Flaw) -> _Words:
    message = say("“{sign}” does not begin an item of a list, only “-” does", sign=flaw.what[0])
    help_text = say("write “{line}:”", line=f"- {flaw.what[1:].strip()}")
    return "yaml-syntax", message, help_text


_WORDS: dict[str, Callable[[Flaw], _Words]] = {
    "alias": _alias,
    "anchor": _anchor,
    "merge": _merge,
    "tag": _tag,
    "directive": _directive,
    "second-document": _second,
    "duplicate": _duplicate,
    "too-many": _too_many,
    "too-deep": _too_deep,
    "key-is-empty": _key_is_empty,
    "key-is-block": _key_is_block,
    "key-is-complex": _key_is_complex,
    "not-kept": _not_kept,
    "escaped-character": _escaped,
    "tab": _tab,
    "comment-before-value": _comment_before_value,
    "comment-glued": _comment_glued,
    "blank-with-spaces": _blank_with_spaces,
    "empty-block": _empty_block,
    "pair-in-list": _pair_in_list,
    "second-end": _second_end,
    "no-break-space": _no_break,
    "bullet": _bullet,
}
