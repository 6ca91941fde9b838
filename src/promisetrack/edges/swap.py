"""Putting a finished folder in the place of another, so that no reader sees half of each."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system or its disk cannot."""
    call = _exchanging()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in _UNKNOWN:
        return False
    raise OSError(fault, os.strerror(fault), str(other))


def flush(folder: str) -> bool:
    """Write all that is pending on this folder's disk; False where one call cannot do it."""
    library = ctypes.CDLL(None, use_errno=True)
    call = getattr(library, "syncfs", None)
    if call is None:
        return False
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if call(handle) == 0:
            return True
        fault = ctypes.get_errno()
        raise OSError(fault, os.strerror(fault), folder)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Write the names in one folder, where its disk can do that."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as fault:
        if fault.errno not in _UNKNOWN:
            raise
    finally:
        os.close(handle)


def _exchanging() -> Callable[[bytes, bytes], int] | None:
    """Return the system's call for it: renameat2(2) of Linux, renamex_np(2) of macOS."""
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        mac = getattr(library, "renamex_np", None)
        return None if mac is None else lambda one, other: int(mac(one, other, _EXCHANGE))
    linux = getattr(library, "renameat2", None)
    if linux is None:
        return None
    return lambda one, other: int(linux(_HERE, one, _HERE, other, _EXCHANGE))
