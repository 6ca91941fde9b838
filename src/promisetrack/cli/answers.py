"""Reading what somebody answered: a choice, a date, a number, an id, an address, languages.

Each reader returns what was meant, or the sentence that says what is wrong with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MANY = 24
"""So many choices are named."""

Reading: TypeAlias = "tuple[str | None, Message | None]"
"""What was read, or what is wrong with it."""


def any_text(answer: str) -> Reading:
    """Read any words."""
    return answer.strip(), None


def meant(answer: str, choices: Mapping[str, str]) -> list[str]:
    """Return the choices (id → words) that an answer may mean: a number, an id, some letters."""
    from promisetrack.source.labels import plain

    names = list(choices)
    if answer in choices:
        return [answer]
    if answer.isdecimal() and 1 <= int(answer) <= len(names):
        return [names[int(answer) - 1]]
    wanted = plain(answer)
    exact = [one for one in names if wanted and wanted in (plain(one), plain(choices[one]))]
    return exact or [one for one in names if wanted and wanted in plain(f"{one} {choices[one]}")]


def chosen_of(answer: str, choices: Mapping[str, str]) -> Reading:
    """Return the choice that an option names, or what is wrong with it: ids are for scripts."""
    near = meant(answer, choices)
    if len(near) == 1:
        return near[0], None
    if near:
        known = ", ".join(near[:MANY])
        return None, say("“{answer}” may be one of these: {words}", answer=answer, words=known)
    names = list(choices)
    known = ", ".join(names[:MANY]) + ("…" if len(names) > MANY else "")
    return None, say("“{answer}” is none of these: {words}", answer=answer, words=known)


def read_date(answer: str) -> Reading:
    """Read a date as people write it; one that may mean two days is refused."""
    from promisetrack.model.dates import ONGOING, parse_date
    from promisetrack.source.dates import meant_dates

    if answer == ONGOING or parse_date(answer):
        return answer, None
    days = meant_dates(answer)
    if len(days) == 1:
        return days[0], None
    if days:
        both = ", ".join(days)
        return None, say("“{answer}” may be one of these: {words}", answer=answer, words=both)
    return None, say("“{answer}” is no date; write it as 2026-03-31", answer=answer)


def read_number(low: int, high: int) -> Callable[[str], Reading]:
    """Return a reader of whole numbers between two limits, a percent sign allowed."""

    def read(answer: str) -> Reading:
        digits = answer.replace("%", "").strip()
        if digits.isdecimal() and low <= int(digits) <= high:
            return digits, None
        return None, say("write a number from {low} to {high}", low=low, high=high)

    return read


def read_id(answer: str) -> Reading:
    """Read an id: small letters, digits and hyphens."""
    from promisetrack.model.forms import ID_LENGTH, PATTERNS, RESERVED
    from promisetrack.source.slugs import slug

    is_id = re.fullmatch(PATTERNS["id"], answer) and len(answer) <= ID_LENGTH
    if is_id and answer not in RESERVED:
        return answer, None
    if answer in RESERVED:
        return None, say(
            "“{answer}” cannot be an id: files, folders or pages have this name", answer=answer
        )
    better = slug(answer, longest=ID_LENGTH)
    if better and better != answer and better not in RESERVED:
        return None, say(
            "“{answer}” is no id: small letters without accents, digits and hyphens; "
            "for example {better}",
            answer=answer,
            better=better,
        )
    return None, say(
        "“{answer}” is no id: small letters without accents, digits and hyphens", answer=answer
    )


def read_url(answer: str) -> Reading:
    """Read a web address."""
    if re.match(r"https?://[^\s/]+\.[^\s/]+", answer) and not re.search(r"\s", answer):
        return answer, None
    return None, say("“{answer}” is no address; it begins with https://", answer=answer)


def read_languages(answer: str) -> Reading:
    """Read codes of languages, the first one first."""
    codes = [one for one in re.split(r"[,; ]+", answer.lower()) if one]
    if codes and all(re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", one) for one in codes):
        return ",".join(dict.fromkeys(codes)), None
    return None, say("write codes such as fr,en")
