"""Ids out of what people write: small letters without accents, digits, hyphens."""

from __future__ import annotations

import re

from promisetrack.model.forms import ID_LENGTH
from promisetrack.source.labels import plain

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})


def slug(text: str, *, longest: int = ID_LENGTH) -> str:
    """Return an id made of the words of a text, cut between words; "" where it has none."""
    words = re.findall(r"[a-z0-9]+", plain(text.translate(_LIGATURES)))
    kept: list[str] = []
    for word in words:
        if len("-".join([*kept, word])) > longest:
            break
        kept.append(word)
    return "-".join(kept) or (words[0][:longest] if words else "")
