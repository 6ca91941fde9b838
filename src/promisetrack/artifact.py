"""A file that is to be written: what pages, feeds and exports return instead of writing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """The bytes of one file and its address, relative to the output folder, with `/`."""

    path: str
    content: bytes
