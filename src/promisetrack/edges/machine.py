"""What the machine refuses, in the reader's words: the system says it in English alone."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_ALLOWED: Final = say("this is not allowed here")
_FULL: Final = say("the disk is full")

_WORDS: Final[Mapping[int, Message]] = {
    errno.ENOENT: say("there is no such file or folder"),
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: say("the disk can only be read"),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: say("the file would be too large"),
    errno.EISDIR: say("a folder stands there"),
    errno.ENOTDIR: say("a file stands where a folder is needed"),
    errno.ENAMETOOLONG: say("the name is too long"),
    errno.EEXIST: say("it is there already"),
    errno.ELOOP: say("links lead in a circle"),
    errno.EMFILE: say("too many files are open"),
    errno.EIO: say("the disk does not answer as it should"),
}


def refusal(fault: OSError) -> Message:
    """Return why the system refused; what is rare, in the words of the system."""
    known = _WORDS.get(fault.errno or 0)
    return known or say("{why}", why=fault.strerror or str(fault))
