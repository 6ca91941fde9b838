"""What a site is a function of: a register, languages, a day, a source, options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.site.shadow import NOTHING, Shadow

if TYPE_CHECKING:
    from datetime import date

    from promisetrack.diagnostic import Diagnostic
    from promisetrack.history.redact import Redaction
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

    @property
    def published(self) -> str:
        """The commit that says all that the site says; nothing for a preview."""
        return "" if self.is_worktree else self.commit


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who builds may choose.

    `base_url` is the public address (absolute links in the sitemap and in citations).
    `is_portable` writes `index.html` into links, so that the folder opens without a server.
    `has_own_templates`: the tracker's own `site_templates/` make the pages; they are code.
    `redactions_of` is a newer version, by whose rules more was removed than by those of the source.
    """

    base_url: str = ""
    is_portable: bool = False
    has_own_templates: bool = False
    redactions_of: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """One entry of the publication log that was there before this site.

    `source` is the commit that was published, `today` the day on which it was judged. `reason`
    says why the past was rewritten before it, empty where it was not; `restarts` is the tip of an
    older log that this one takes the place of. `is_signed` says that the log had keys, so that
    the entry is worth nothing without their signature; `has_new_keys` that it changes them.
    """

    n: int
    entry: str
    source: str
    files_root: str
    today: str = ""
    reason: str = ""
    restarts: str = ""
    is_signed: bool = False
    has_new_keys: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that decides the bytes of a site. `timeline` is the history, where known.

    `log` is the publication log up to the entry before this site, oldest first; `log_branch`
    the branch that holds it. `removals` is what the law wants removed, also by the rules of a newer
    version. `shadow` is what the tracker's own `site_templates/` bring.
    """

    register: Register
    languages: tuple[str, ...]
    today: date
    source: SourceInfo | None = None
    options: Options = Options()
    diagnostics: tuple[Diagnostic, ...] = ()
    timeline: object | None = None
    log: tuple[Publication, ...] = ()
    log_branch: str = "promisetrack-log"
    removals: tuple[Redaction, ...] = ()
    shadow: Shadow = NOTHING
