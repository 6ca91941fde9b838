"""Names and sizes of files as they come from a disk or a commit."""

from __future__ import annotations

YAML_LIMIT = 256 * 1024
"""Bytes of a YAML file that are read; the reader refuses longer ones (audit.md, hostile input)."""

FILE_LIMIT = 64 * 1024 * 1024
"""Bytes of any other file that are kept in memory; its object id still speaks for all of it."""

COMMITMENTS = "commitments"
TEMPLATES = "site_templates"
TRACKER = "tracker.yaml"


def readable(name: bytes) -> str:
    r"""Return a path as text that has no lone surrogates: bytes that are not UTF-8 become `\xff`.

    Names stay as they are otherwise, composed (NFC) or decomposed (NFD).
    """
    return name.decode("utf-8", "backslashreplace")


def limit_of(path: str) -> int:
    """Return how many bytes of this file may be kept in memory."""
    return YAML_LIMIT if path.lower().endswith((".yaml", ".yml")) else FILE_LIMIT
