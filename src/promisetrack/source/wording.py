"""What the models find wrong, in words for people: expected forms, dates, words of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import Message, say
from promisetrack.model.errors import CHECK_OF
from promisetrack.model.forms import RESERVED
from promisetrack.source.build import BULLETS
from promisetrack.source.dates import meant_dates, meant_duration
from promisetrack.source.labels import meant_value, plain

if TYPE_CHECKING:
    from promisetrack.source.build import At

_EXPECTED = {
    "address": say("an address such as https://ville.example/plan.pdf"),
    "colour": say("a colour such as “#1a4d8f”, in quotes"),
    "currency": say("a currency of three letters, such as EUR"),
    "email": say("an e-mail address"),
    "hash": say("a fingerprint: a long number in hexadecimal digits"),
    "id": say("an id: small letters without accents, digits and hyphens, at most 64"),
    "id-or-map": say("an id, or a record with its fields one below the other"),
    "language": say("a language code such as fr or en"),
    "map": say("a record: fields one below the other, each as “name: value”"),
    "number": say("a number, such as 1200 or 12.5"),
    "rating": say("a word or a number of the scheme"),
    "route": say("a place in a record, such as milestones.m1.due"),
    "text": say("a text"),
    "text-or-languages": say("a text, or a text for each language"),
    "text-or-map": say("a text, or a record with its fields one below the other"),
    "timezone": say("a time zone such as Europe/Paris"),
    "true-or-false": say("true or false"),
    "whole-number": say("a whole number"),
}

_NO_TEXT = say("there is no text here")

_Words = tuple[str, Message, Message | None]


def words(kind: str, ctx: dict[str, Any], place: At) -> _Words:
    """Return check, message and help for one finding of a model."""
    if kind == "wrong-type":
        return _wrong_type(ctx)
    if kind == "unknown-value":
        return _unknown_value(str(ctx["written"]), str(ctx["vocabulary"]), tuple(ctx["allowed"]))
    if kind == "reserved-id":
        return _reserved(str(ctx["written"]), place)
    if kind == "bad-date":
        return _bad_date(str(ctx["written"]), str(ctx["expected"]))
    if kind == "only-one-of":
        fields = ", ".join(ctx["fields"])
        return (
            "wrong-type",
            say("only one of these may stand here: {fields}", fields=fields),
            say("keep one of them"),
        )
    # dict_type, or what a later model may say: the help of a record is the likeliest one
    message = say("this value has not the form that is expected here")
    return CHECK_OF.get(kind, "wrong-type"), message, say("write {form}", form=_EXPECTED["map"])


def is_list_wanted(kind: str) -> bool:
    """Whether a finding says that a list is expected."""
    return kind in ("tuple_type", "list_type")


def no_list(written: object) -> _Words:
    """Return check, message and help where a list is expected and something else stands."""
    if isinstance(written, str) and re.match(BULLETS, written):
        return (
            "wrong-type",
            say("“{sign}” does not begin an item of a list, only “-” does", sign=written[0]),
            say("write each item on a line of its own, behind a dash and a space: “- …”"),
        )
    return (
        "wrong-type",
        say("a list is expected here"),
        say("write each item on a line of its own, behind a dash and a space: “- …”"),
    )


def no_text(field: str) -> tuple[Message, Message]:
    """Return message and help where fields stand in the place of a text."""
    return (
        say("a record stands here, where “{field}” takes a text", field=field),
        say(
            "write it in words behind “{field}:”, or as a text for each language: “fr: …”",
            field=field,
        ),
    )


def one_of(ctx: dict[str, Any]) -> tuple[Message, Message]:
    """Return message and help where one of several fields is needed."""
    fields = ", ".join(ctx["fields"])
    return (
        say("one of these is needed here: {fields}", fields=fields),
        say("add a line for one of them"),
    )


def empty(place: At) -> tuple[Message, Message]:
    """Return message and help where quotes with nothing in them stand for a value."""
    last = place[-1] if place else 0
    message = say("“{field}” is empty", field=last) if isinstance(last, str) else _NO_TEXT
    return message, say("write the value, or remove the line")


def _reserved(written: str, place: At) -> _Words:
    listed = ", ".join(sorted(RESERVED))
    return (
        "wrong-type",
        say("“{written}” cannot be an id: files, folders or pages have this name", written=written),
        say("choose another word; these are taken: {listed}", listed=listed),
    )


def blank(place: At) -> tuple[Message, Message]:
    """Return message and help where a text in one language, or of a list, has no words."""
    last = place[-1] if place else 0
    if isinstance(last, str):
        message = say("“{field}” is empty", field=last)
        return message, say("write the text, or remove the line")
    return _NO_TEXT, say("write the text, or remove the line")


def _wrong_type(ctx: dict[str, Any]) -> _Words:
    written, expected = str(ctx["written"]), str(ctx["expected"])
    form = _form(expected, ctx)
    return "wrong-type", _found(written, expected), _help(written, expected, form)


def _form(expected: str, ctx: dict[str, Any]) -> Message:
    if expected == "number-between":
        low, high = _number(ctx["low"]), _number(ctx["high"])
        return say("a number between {low} and {high}", low=low, high=high)
    if expected == "number-from":
        return say("a number that is at least {low}", low=_number(ctx["low"]))
    return _EXPECTED.get(expected, say("another form of value"))


def _found(written: str, expected: str) -> Message:
    if written == "null":
        return say("nothing stands here, where a value is expected")
    if expected == "map" and written == "[…]":
        return say("a list stands here, where a record is expected")
    if expected == "map":
        return say("“{written}” stands here, where a record is expected", written=written)
    if written == "{…}":
        return say("a record stands here, where a single value is expected")
    if written == "[…]":
        return say("a list stands here, where a single value is expected")
    return other_form(written)


def other_form(written: str) -> Message:
    """Return what is said of one value where nothing more is known of it."""
    return say("“{written}” has not the form that is expected here", written=written)


def _help(written: str, expected: str, form: Message) -> Message:
    if expected == "id":
        meant = "-".join(plain(written).split())
        if meant and meant != written and len(meant) <= 64:
            return say("write {form}; perhaps “{meant}”", form=form, meant=meant)
    return say("write {form}", form=form)


def _number(value: float) -> str:
    return f"{value:g}"


def _unknown_value(written: str, vocabulary: str, allowed: tuple[str, ...]) -> _Words:
    message = say("“{written}” is none of the words that can stand here", written=written)
    meant = meant_value(written, allowed, vocabulary)
    listed = ", ".join(allowed)
    if meant:
        return (
            "unknown-value",
            message,
            say("did you mean “{meant}”? The words are: {listed}", meant=meant, listed=listed),
        )
    return "unknown-value", message, say("write one of: {listed}", listed=listed)


def _bad_date(written: str, expected: str) -> _Words:
    if expected == "duration":
        message = say("“{written}” is not a length of time that can be read", written=written)
        meant = meant_duration(written)
        if meant:
            return "bad-date", message, say("write “{meant}”", meant=meant)
        return (
            "bad-date",
            message,
            say("write a number and days, weeks, months or years, such as “6 months”"),
        )
    message = say("“{written}” is not a date that can be read", written=written)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", written):
        message = say(
            "“{written}” is not in the calendar: it has no such month, or no such day",
            written=written,
        )
    meant_ = meant_dates(written)
    if len(meant_) > 1:
        return (
            "bad-date",
            message,
            say(
                "write “{one}”, or “{other}” if the month comes first",
                one=meant_[0],
                other=meant_[1],
            ),
        )
    if meant_:
        return "bad-date", message, say("write “{meant}”", meant=meant_[0])
    return (
        "bad-date",
        message,
        say(
            "write a date such as 2026-03-31, 2026-03, 2026-Q1, 2026-S1, 2026 or ongoing; words "
            "go into “text:” below it"
        ),
    )
