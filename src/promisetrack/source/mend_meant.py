"""What somebody certainly meant by a value: only what can be meant in one way is an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA

from promisetrack.model.forms import ID_LENGTH, PATTERNS
from promisetrack.model.structure import Alternatives, Items, Keys, Node, One, Pairs
from promisetrack.model.vocabulary import VOCABULARIES, label
from promisetrack.source.dates import meant_dates, meant_duration
from promisetrack.source.labels import plain
from promisetrack.source.slugs import slug
from promisetrack.words.catalogue import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from promisetrack.model.forms import Form

_QUOTES = " \u00a0\u202f“”„‟«»‘’\"'"
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"[-+]?\d+(?:,\d+)?")
_TRUE = frozenset({"true", "yes", "oui", "vrai"})
_FALSE = frozenset({"false", "no", "non", "faux"})
_SHORTEST = 4
"""In a shorter word one letter is another word."""
_WHOLE = 1 << 24
"""Longer than any file that is read: nothing of a text is cut."""

_STATUS_WORDS = {
    "complete": "termine terminee acheve achevee realise realisee completed done finished",
    "in-progress": "commence demarre started ongoing underway",
    "not-started": "a_faire non_commence pas_commence to_do not_begun",
    "on-hold": "suspendu suspendue paused suspended",
    "withdrawn": "abandonne abandonnee cancelled canceled abandoned",
}
_REFERENCES = {
    "organisation": "lead by partners promised_by authority guarantor decided_by organisation body",
    "theme": "themes",
    "place": "places",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a tracker knows: the statuses of the plan with their words, and names of records.

    `statuses`: id → words for it. `names`: kind → plain name → id. `stem`: the file's name.
    """

    statuses: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    stem: str = ""
    ids: frozenset[str] = frozenset()


def form_of(node: Node) -> Form | None:
    """Return the form of a single value that may stand at a node."""
    if isinstance(node, One):
        return node.form
    if isinstance(node, Alternatives):
        return next((one.form for one in node.options if isinstance(one, One)), None)
    return None


def beneath(node: Node, step: str | int, data: object) -> Node | None:
    """Return what may stand beneath a key or an index."""
    if isinstance(node, Keys):
        member = node.members.get(str(step))
        return member.node if member else None
    if isinstance(node, Items):
        return node.item if isinstance(step, int) else None
    if isinstance(node, Pairs):
        return node.value
    if isinstance(node, Alternatives):
        found = (beneath(option, step, data) for option in node.options)
        return next((one for one in found if one is not None), None)
    return None


def record_of(node: Node) -> Keys | None:
    """Return the record that may stand at a node, where nothing but its fields may."""
    if isinstance(node, Keys):
        return node
    if isinstance(node, Alternatives) and not any(isinstance(o, Pairs) for o in node.options):
        return next((one for one in node.options if isinstance(one, Keys)), None)
    return None


def meant_single(written: str, form: Form, key: str, known: Known) -> Any:
    """Return the value that a text certainly means in a form, None where that is not certain."""
    bare = written.strip(_QUOTES)
    if form.vocabulary is not None:
        return meant_word(bare, _vocabulary(form.vocabulary))
    if form.name == "status":
        return _status(bare, known)
    if form.name == "date":
        found = meant_dates(bare)
        return found[0] if len(found) == 1 else None
    if form.name == "duration":
        return meant_duration(bare)
    if form.name == "true-or-false":
        word = plain(bare)
        return True if word in _TRUE else False if word in _FALSE else None
    if form.name in ("number", "whole-number"):
        return _number(bare, is_whole=form.name == "whole-number", high=form.high)
    if form.name == "id":
        return _id(bare, key, known)
    return None


def meant_word(bare: str, words: Mapping[str, Iterable[str]]) -> str | None:
    """Return the word of a list that a text is: itself, its label, or one letter away from one."""
    wanted = plain(bare)
    exact = [one for one, labels in words.items() if wanted in (plain(one), *map(plain, labels))]
    if len(set(exact)) == 1:
        return exact[0]
    if exact or len(wanted) <= _SHORTEST:
        return None
    near = [one for one in words if OSA.distance(wanted, plain(one)) == 1]
    return near[0] if len(near) == 1 else None


def meant_key(written: str, allowed: Iterable[str], others: Mapping[str, object]) -> str | None:
    """Return the field that a name certainly means: another way to write it, or one letter off."""
    from promisetrack.source.labels import meant_field

    free = [one for one in allowed if one not in others]
    wanted = plain(written)
    same = [one for one in free if plain(one) == wanted]
    if len(same) == 1:
        return same[0]
    near = [one for one in free if OSA.distance(wanted, plain(one)) == 1]
    if len(near) == 1 and len(wanted) > _SHORTEST:
        return near[0]
    found = meant_field(written, allowed)
    is_translation = found is not None and OSA.distance(wanted, plain(found)) > 1
    return found if is_translation and found in free and _is_listed(wanted, found) else None


def _is_listed(wanted: str, field_name: str) -> bool:
    """Whether a name is in the table of translations, and not only nearly spelt."""
    from promisetrack.source.labels import _names

    return wanted in _names(field_name)


def pieces(written: str, item: Node, key: str, known: Known) -> list[Any] | None:
    """Return the items of a list that was written as one text: `fr, en`; each must be valid."""
    form = form_of(item)
    if form is None or (form.name not in ("id", "language") and form.vocabulary is None):
        return None
    found: list[Any] = []
    for part in re.split(r"\s*[,;]\s*|\s+et\s+|\s+and\s+", written.strip()):
        value = part if _is_valid(form, part) else meant_single(part, form, key, known)
        if value is None:
            return None
        found.append(value)
    return found


def _is_valid(form: Form, value: object) -> bool:
    try:
        form.check(value)
    except ValueError:
        return False
    return True


def _vocabulary(name: str) -> dict[str, list[str]]:
    speak = [Words(language, ("schema",)) for language in ("en", "fr")]
    return {
        one: [words.text(label(name, one)) for words in speak] for one in VOCABULARIES.get(name, ())
    }


def _status(bare: str, known: Known) -> str | None:
    words: dict[str, list[str]] = {one: list(labels) for one, labels in known.statuses.items()}
    for status, more in _STATUS_WORDS.items():
        if status in words:
            words[status] += [one.replace("_", " ") for one in more.split()]
    return meant_word(bare, words)


def _number(bare: str, *, is_whole: bool, high: float | None) -> int | float | None:
    text = re.sub(r"[ \u00a0\u202f]*%$", "", bare) if high == 100 else bare
    if not (_THOUSANDS.fullmatch(text) or _DECIMAL.fullmatch(text)):
        return None
    digits = re.sub(r"[ \u00a0\u202f]", "", text)
    if "," in digits:
        return None if is_whole else float(digits.replace(",", "."))
    return int(digits)


def _id(bare: str, key: str, known: Known) -> str | None:
    """Return an id: of the record that has this name, else the words of the text as an id.

    All of its words, or none: a text that is too long may well be two items of a list.
    """
    made = slug(bare, longest=_WHOLE)
    if len(made) > ID_LENGTH:
        return None
    if key == "id":
        return made if re.fullmatch(PATTERNS["id"], made) else None
    for kind, keys in _REFERENCES.items():
        if key in keys.split():
            return known.names.get(kind, {}).get(plain(bare)) or (
                made if made in known.names.get(kind, {}).values() else None
            )
    return made if made in known.ids else None
