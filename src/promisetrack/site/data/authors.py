"""Who made a change, as published data may say it (tracker.yaml, `policy.authors`)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from promisetrack.history.people import NAMES, NOBODY, ROLES, shown
from promisetrack.site.data.tables import original
from promisetrack.site.fields import Fields
from promisetrack.site.survey import first_language

if TYPE_CHECKING:
    from promisetrack.history.commits import Commit
    from promisetrack.history.people import Organisations
    from promisetrack.history.serialise import Named
    from promisetrack.site.site import Site

_MAIL: Final = re.compile(r"[^\s<>()\[\],;:\"“”«»]+@[^\s<>()\[\],;:\"“”«»]+")
"""What looks like an e-mail address in the first line of a commit's message."""


def named_by(site: Site) -> Named:
    """Return how a commit is named: by organisations unless the tracker wants persons or nobody.

    No address of a person is ever published, not even out of a commit's first line.
    """
    policy, organisations = _policy(site), _organisations(site)

    def named(commit: Commit) -> Commit:
        who = shown(commit, policy, organisations)
        authors = commit.authors if policy == NAMES else (who,) if who else ()
        author = commit.author if policy == NAMES else who
        subject = _MAIL.sub("…", commit.subject)
        return replace(
            commit, author=author, authors=authors, subject=subject, author_email="", message=""
        )

    return named


def _policy(site: Site) -> str:
    tracker = site.register.tracker
    written = Fields(tracker.data).part("policy").string("authors") if tracker else ""
    return written if written in (NAMES, NOBODY) else ROLES


def _organisations(site: Site) -> Organisations:
    source = first_language(site.register, None)
    return tuple(
        (original(entry.data.get("name"), source) or identity, Fields(entry.data).strings("emails"))
        for identity, entry in site.register.organisations.items()
    )
