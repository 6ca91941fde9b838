"""What a site is a function of: a register, languages, a day, a source, options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.diagnostic import Diagnostic
    from promisetrack.register.register import Register


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Where the register was read from.

    `claimed_time` is the committer date as the commit claims it (ISO 8601). `prefix` is the
    folder of the tracker inside its repository, with a closing slash, or empty.
    `is_worktree` is true for a preview of files that are in no commit; `changed_files` counts
    the files that differ from the commit.
    """

    commit: str
    tree: str = ""
    claimed_time: str = ""
    prefix: str = ""
    is_worktree: bool = False
    changed_files: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who builds may choose.

    `base_url` is the public address (absolute links in the sitemap and in citations).
    `is_portable` writes `index.html` into links, so that the folder opens without a server.
    """

    base_url: str = ""
    is_portable: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that decides the bytes of a site. `timeline` is the history, where known."""

    register: Register
    languages: tuple[str, ...]
    today: date
    source: SourceInfo | None = None
    options: Options = Options()
    diagnostics: tuple[Diagnostic, ...] = ()
    timeline: object | None = None
