"""A file as it was found, wherever that was: a working tree or a commit."""

from __future__ import annotations

from dataclasses import dataclass

REGULAR = "100644"
EXECUTABLE = "100755"
LINK = "120000"
_POINTER = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of one file and its path, relative to the folder that holds `commitments/`.

    `mode` is git's file mode; `blob` git's object id, empty where it is not known.
    A link's content is its target; of what is neither a file nor a link, it is empty.
    """

    path: str
    content: bytes
    blob: str = ""
    mode: str = REGULAR

    @property
    def is_pointer(self) -> bool:
        """Whether git LFS keeps the content elsewhere, and this only says where."""
        return self.content.startswith(_POINTER)
