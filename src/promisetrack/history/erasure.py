"""What was removed by law, in every version of every file: the same words must go wherever they
are said of the same record, or the versions before and after would tell them.

A removal names one version of one file. It takes with it: the same value at the same key in other
versions of that record, and any text of that record, also in assessments beside it and in the
first lines of commits, in which removed words (of `LONG_ENOUGH` signs or more) stand verbatim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from promisetrack.diagnostic import say
from promisetrack.history.events import Reason
from promisetrack.history.files import locate
from promisetrack.history.reading import Reader, Reading
from promisetrack.history.redact import (
    Redaction,
    Told,
    changed_at,
    language_at,
    leaves,
    redact,
    words_of,
)
from promisetrack.model.routes import natural
from promisetrack.register.layout import classify
from promisetrack.words.catalogue import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from promisetrack.diagnostic import Route
    from promisetrack.history.commits import Commit, Link

LONG_ENOUGH: Final = 8
"""Shorter words stand in too many other texts: they go only at their own key."""

Subject: TypeAlias = tuple[str, str]
"""What a file is about: a commitment with its assessments, a plan, a list of the tracker's."""

_NAMES: Final = frozenset({"id", "date", "by", "about", "status", "kind", "due", "start"})


@dataclass(frozen=True, slots=True)
class Found:
    """A version that a removal names: the path where it lay, and its data (None: unreadable)."""

    path: str
    data: object


@dataclass(frozen=True, slots=True)
class Removed:
    """What one removal takes away, of what: values by route, and words looked for anywhere."""

    one: Redaction
    subject: Subject
    values: frozenset[tuple[Route, str]]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erasure:
    """All removals of a tracker, ready to be applied. `idle` are those that name nothing in a
    version that is there: what they were meant to remove would stay visible.
    """

    wanted: tuple[Redaction, ...]
    told: Told
    removed: tuple[Removed, ...] = ()
    idle: tuple[Redaction, ...] = ()

    def cleaned(self, path: str, blob: str, data: object) -> object:
        """Return what one version of a file may still say."""
        data = redact(data, blob, self.wanted, self.told)
        subject = subject_of(path, data)
        for one in self.removed:
            if one.subject == subject and (one.values or one.texts):
                data = self._without(data, one)
        return data

    def reader(self, read: Reader) -> Reader:
        """Return a reader that tells nothing that was removed."""
        blobs = {one.blob for one in self.wanted}

        def reading(role: str, path: str, blob: str) -> Reading:
            found = read(role, path, blob)
            if found.reason is None:
                return Reading(self.cleaned(path, blob, found.data))
            if blob not in blobs:
                return found
            return Reading(reason=Reason(found.reason.check, say("this version was removed")))

        return reading

    def link(self, link: Link) -> Link:
        """Return a link of the chain whose commits do not repeat what was removed."""
        inside = tuple(replace(one, commit=self.commit(one.commit)) for one in link.inside)
        return replace(link, commit=self.commit(link.commit), inside=inside)

    def commit(self, commit: Commit) -> Commit:
        """Return a commit whose message does not repeat what was removed."""
        for one in self.removed:
            if any(text in commit.message or text in commit.subject for text in one.texts):
                return replace(commit, subject=self.told(one.one, ""), message="")
        return commit

    def _without(self, data: object, removed: Removed) -> object:
        whole = data

        def left(value: object, at: tuple[str | int, ...]) -> object:
            if value is None:
                return value
            words = self.told(removed.one, language_at(at))
            is_name = bool(at) and at[-1] in _NAMES
            if isinstance(value, str) and not is_name:
                text = one_line(value)
                if any(gone in text for gone in removed.texts):
                    return words
            is_same = removed.values and (natural(whole, at), repr(value)) in removed.values
            return words if is_same else value

        return changed_at(data, (), left)


def erasure(
    wanted: Sequence[Redaction], found: Mapping[str, Found], languages: Sequence[str]
) -> Erasure:
    """Return the removals as they apply; `found` are the versions that they name, by blob."""
    removed, idle = [], []
    for one in wanted:
        version = found.get(one.blob)
        if version is None or version.data is None:
            continue
        gone = tuple(leaves(version.data, one))
        if not gone:
            idle.append(one)
        texts = {one_line(value) for _, value in gone if isinstance(value, str)}
        removed.append(
            Removed(
                one,
                subject_of(version.path, version.data),
                frozenset((route, repr(value)) for route, value in gone),
                tuple(sorted(text for text in texts if len(text) >= LONG_ENOUGH)),
            )
        )
    return Erasure(tuple(wanted), _told(languages), tuple(removed), tuple(idle))


def subject_of(path: str, data: object) -> Subject:
    """Return what a file is about, wherever the tracker lies."""
    place = classify(_inside(path))
    if place.role in ("commitment", "assessment"):
        identity = data.get("id") if isinstance(data, Mapping) else None
        return "commitment", identity if isinstance(identity, str) else place.stem or ""
    return place.role, place.plan or ""


def one_line(text: str) -> str:
    """Return a text without what layout adds: lines and runs of spaces."""
    return " ".join(text.split())


def named(blobs: Iterable[tuple[str, str]], wanted: Sequence[Redaction]) -> dict[str, str]:
    """Return the path of each version that a removal names; `blobs` are ids and paths."""
    asked = {one.blob for one in wanted}
    found: dict[str, str] = {}
    for blob, path in blobs:
        if blob in asked and locate(path) is not None:
            found.setdefault(blob, path)
    return found


def _inside(path: str) -> str:
    found = locate(path)
    return found[1] if found else path


def _told(languages: Sequence[str]) -> Told:
    """Return the words of a removal: in the language of the text, else in the tracker's first."""
    default = languages[0] if languages else "en"
    spoken: dict[str, Callable[[Redaction], str]] = {}

    def told(one: Redaction, language: str) -> str:
        name = language if language in languages else default
        if name not in spoken:
            spoken[name] = _speaker(name, default)
        return spoken[name](one)

    return told


def _speaker(language: str, default: str) -> Callable[[Redaction], str]:
    words = Words(language, ("history",))
    return lambda one: words.text(words_of(one, [language], default))
