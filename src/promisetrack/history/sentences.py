"""Events in words: one sentence each, the same care for what strengthens and what weakens.

Verbs are neutral: moves, is added, is rewritten. The sum is done for the reader (three months
later, the third time); what is missing is said (no stated reason). Spaces are plain: typography
is the page's work.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say
from promisetrack.history.numbers import number
from promisetrack.history.sentences_fields import FIELDS
from promisetrack.history.sentences_items import ITEM_SENTENCES
from promisetrack.history.sentences_records import RECORDS
from promisetrack.history.told import Told
from promisetrack.model.dates import last_day
from promisetrack.words.dates import show_lapse, show_shift
from promisetrack.words.numbers import show_number, show_ordinal
from promisetrack.words.script import capitalised, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.history.events import Event
    from promisetrack.history.names import Names

_FRENCH_VOWEL: Final = re.compile(r"\b([dD])e (?=(?:avril|août|octobre)\b)")


def sentence(
    event: Event,
    names: Names,
    data: Mapping[str, object] | None = None,
    *,
    plan: str | None = None,
) -> str:
    """Return what happened as one sentence in the reader's language.

    `data` is the record at about that time (the last version will do), `plan` its plan. Strings
    that come from the record are put in as they are: escape the sentence at its exit.
    """
    told = Told(event, names, data or {}, plan)
    head = names.words.text(_head(told))
    sums = [names.words.text(tail) for tail in (*_extent(told), *_again(told))]
    rest = [names.words.text(tail) for tail in _missing(event)]
    details = listed([*sums, *rest], names.language)
    if sums:
        text = names.words.text(say("{what}: {details}.", what=head, details=details))
    elif rest:
        text = names.words.text(say("{what}, {details}.", what=head, details=details))
    else:
        text = names.words.text(say("{what}.", what=head))
    if names.language.startswith("fr"):
        text = _FRENCH_VOWEL.sub(r"\1’", text)
    return capitalised(text)


def concern_label(concern: str) -> Message:
    """Return the name of a concern."""
    return CONCERN_LABELS.get(concern) or say("{concern}", concern=concern)


CONCERN_LABELS: Final = {
    "later": say("Put back"),
    "removed": say("Removal"),
    "lowered": say("Lowered"),
    "stopped": say("Stop"),
    "rewritten": say("Rewritten after publication"),
    "unproven": say("No new evidence"),
}


def _head(told: Told) -> Message:
    for table in (RECORDS, FIELDS, ITEM_SENTENCES):
        found = table.get(told.event.kind)
        if found is not None:
            return found(told)
    return say("“{field}” changes", field=told.field())


def _extent(told: Told) -> list[Message]:
    """Say how far: so much later, so much lower, a stop."""
    event, language = told.event, told.names.language
    if event.kind == "deadline-moved":
        was, now = last_day(event.before), last_day(event.after)
        is_moved = was is not None and now is not None and was != now
        if was and now and is_moved:
            return [say("{shift}", shift=show_shift(was, now, language))]
    if event.kind == "target-changed" and event.concern == "lowered":
        old, new = number(event.before), number(event.after)
        if old is not None and new is not None:
            gap = show_number(round(abs(old - new), 6), language)
            return [say("a difference of {gap}", gap=gap)]
    if event.concern == "stopped":
        return [say("a stop")]
    if event.kind == "baseline-changed" and event.concern == "lowered":
        return [say("the target is nearer")]
    return [say("lowered")] if event.concern == "lowered" else []


def _again(told: Told) -> list[Message]:
    """Say which time this is, and how far it has come since the first."""
    event, language = told.event, told.names.language
    if event.concern is None or event.nth < 2:
        return []
    if event.concern != "later":
        return [say("for the {nth} time", nth=show_ordinal(event.nth, language, is_feminine=True))]
    tails = [say("{nth} postponement", nth=show_ordinal(event.nth, language))]
    first, now = last_day(event.origin), last_day(event.after)
    if first and now and now > first:
        tails.append(say("{span} in total", span=show_lapse(first, now, language)))
    return tails


def _missing(event: Event) -> list[Message]:
    """Say what is absent: a reason, new evidence."""
    if event.concern == "unproven":
        return [say("without new evidence")]
    if event.amendment is not None:
        return [say("reason given afterwards") if event.is_late else say("reason given")]
    return [say("no stated reason")] if event.weakens and event.route else []
