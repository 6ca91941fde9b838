"""Ids out of names and addresses: always the same for the same words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import unquote, urlsplit

LONGEST = 64
"""Characters of an id, as the model allows."""

_SMALL_WORDS = frozenset(
    {"a", "and", "by", "de", "des", "du", "et", "for", "from", "in", "la", "le", "les", "of"}
    | {"on", "or", "the", "to", "with"}
)


def slug(text: str, *, longest: int = LONGEST) -> str:
    """Return an id made of the words of `text`, cut between words, without a small word at its end.

    Accents fall away, apostrophes and the dots of `U.S.` join what they part.
    """
    joined = re.sub(r"(?<=\w)['’](?=s\b)|(?<=\b\w)\.(?=\w\b)", "", text.replace("œ", "oe"))
    parted = unicodedata.normalize("NFKD", re.sub(r"[\W_]+", " ", joined))
    words = re.findall(r"[a-z0-9]+", parted.encode("ascii", "ignore").decode().lower())
    kept: list[str] = []
    for word in words:
        if len("-".join([*kept, word])) > longest:
            break
        kept.append(word)
    if len(kept) < len(words):
        while len(kept) > 1 and kept[-1] in _SMALL_WORDS:
            kept.pop()
    return "-".join(kept) or (words[0][:longest] if words else "x")


def link_id(url: str) -> str:
    """Return the id of a link as evidence: the last words of its address and a short seal.

    The seal (the first characters of the address's SHA-256) makes the id the same wherever the
    link is found, unlike that of any other link, and tells imported evidence from hand-made.
    """
    return f"{slug(last_words(url), longest=LONGEST - 5)}-{_seal(url)}"


def is_link_id(evidence_id: str, url: str) -> bool:
    """Tell whether `link_id` made this id for this address."""
    return evidence_id.endswith(f"-{_seal(url)}") and evidence_id == link_id(url)


def last_words(url: str) -> str:
    """Return the last words of an address: those of its file or page, else its host.

    `…/2023/01/SOGI-Best-Practices.pdf` gives `SOGI Best Practices`.
    """
    path = urlsplit(url).path
    for part in reversed(path.split("/")):
        name = re.sub(r"\.[A-Za-z]{3,5}$", "", unquote(part))
        words = re.sub(r"[-_+\s]+", " ", name).strip()
        words = re.sub(r"^(\d+ )+(?=(\S+ ){2})", "", words)
        if re.search(r"[A-Za-z]{3}", words):
            return words[0].upper() + words[1:]
        if name != unquote(part) and re.search("[A-Za-z]", name):
            return name
    return host(url)


def host(url: str) -> str:
    """Return the host of an address, without `www.`."""
    return urlsplit(url).netloc.removeprefix("www.")


def _seal(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:4]
