"""Building the site of a commit once more, from the repository alone."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from promisetrack.artifact import Artifact
    from promisetrack.audit.entries import Entry
    from promisetrack.audit.manifest import Manifest
    from promisetrack.edges.git import Repository
    from promisetrack.site.site import Options

_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def rebuilt(repository: Repository, asked: Manifest, log: Sequence[Entry]) -> Iterator[Artifact]:
    """Yield the files of the site that a manifest describes, as this program makes them.

    `log` is the publication log up to the manifest's previous entry. Where the manifest
    says that a tracker's own templates made the pages they run: ask `options_of` first.
    """
    from promisetrack.checks.runner import run
    from promisetrack.cli.removals import removals
    from promisetrack.cli.sealing import sealed
    from promisetrack.cli.sources import material_of, site_of
    from promisetrack.edges.moves import seen_at
    from promisetrack.register.load import load
    from promisetrack.site.build import build
    from promisetrack.site.site import SourceInfo

    whole, commit = repository, asked.source.commit
    repository = seen_at(whole, commit)
    day = date.fromisoformat(asked.today)
    options = options_of(asked.builder.options)
    text = next(iter(repository.commit_texts([commit])))
    source = SourceInfo(
        commit=commit, tree=text.tree, claimed_time=text.date, prefix=repository.prefix
    )
    register = load(repository.read(commit))
    rules = register.tracker.data if register.tracker else {}
    material = material_of(
        repository,
        source,
        register,
        asked=removals(rules, whole, options.redactions_of),
        log=tuple(log),
        is_cached=False,
    )
    site = site_of(material, day, run(material.register, today=day), options)
    return sealed(
        build(site),
        repository,
        commit,
        log=log,
        today=day,
        options=site.options,
        files=material.register.files.values(),
    )


def options_of(told: Mapping[str, Any]) -> Options:
    """Return the options that a manifest names. Raises ValueError for those not known here."""
    from promisetrack.site.site import Options

    base_url, is_portable = told.get("base_url", ""), told.get("portable", False)
    templates, newer = told.get("templates", ""), told.get("redactions_of", "")
    unknown = set(told) - {"base_url", "portable", "templates", "redactions_of"}
    if unknown:
        raise ValueError(", ".join(sorted(unknown)))
    if not isinstance(base_url, str) or not isinstance(is_portable, bool):
        raise ValueError("base_url, portable")
    if templates not in ("", "own"):
        raise ValueError("templates")
    if not isinstance(newer, str) or (newer and not _COMMIT.fullmatch(newer)):
        raise ValueError("redactions_of")
    return Options(base_url, is_portable, templates == "own", newer)
