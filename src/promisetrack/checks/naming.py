"""A name where an id belongs: `lead: Town hall` means the organisation with that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.checks.similar import did_you_mean
from promisetrack.diagnostic import say
from promisetrack.model.text import all_of
from promisetrack.source.labels import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.diagnostic import Message
    from promisetrack.register.register import Entry


def meant_record(written: str, known: Mapping[str, Entry]) -> Message | None:
    """Return the id of the record that has this name, or a near one; None where none has."""
    wanted = plain(written)
    named = [
        one
        for one, entry in known.items()
        if wanted in (plain(spoken.text) for spoken in all_of(entry.data.get("name"), ""))
    ]
    if len(named) == 1 and wanted:
        return say("write its id: “{id}”", id=named[0])
    return did_you_mean(written, known)
