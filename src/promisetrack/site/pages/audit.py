"""Check this site: `<lang>/audit/`: what can be proved, by whom, and what cannot.

The page has a script of its own, which compares the files of the site with the manifest in the
reader's browser. It loads nothing but this site's files, except a copy of the manifest that the
reader asks for by its address.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from promisetrack.diagnostic import say_later
from promisetrack.site import trace
from promisetrack.site.forge import forge_of
from promisetrack.site.frame import own_script
from promisetrack.site.parts import Lines, Link, Mark, Row, Rows, Section
from promisetrack.site.sheet import desk_of, sheet
from promisetrack.site.styles import script, style
from promisetrack.site.trace import MANIFEST, PUBLICATIONS, code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.artifact import Artifact
    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page
    from promisetrack.site.site import Site

SCRIPT: Final = "assets/audit.js"
STYLE: Final = "assets/audit.css"

WORDS: Final = {
    "asking": say_later("Reading the manifest …"),
    "progress": say_later("{done} of {total} files compared."),
    "stopped": say_later("Stopped. {done} of {total} files were compared, which proves nothing."),
    "same": say_later(
        "All {total} files are what the manifest says: publication {n}, version {commit}, "
        "as of {today}."
    ),
    "different": say_later("This site is not what its manifest says. Differences: {count}."),
    "changed": say_later("{path}: another content than the manifest says"),
    "longer": say_later("{path}: longer than the manifest says"),
    "missing": say_later("{path}: missing"),
    "added": say_later("{path}: here, though the manifest does not know it"),
    "unread": say_later("{path}: could not be loaded, so nothing is known of it"),
    "root": say_later("The manifest contradicts itself: its root is not that of its files."),
    "log": say_later("The list of publications does not lead to this manifest."),
    "more": say_later("And {count} more."),
    "unknown": say_later("Nothing is proved: {count} files could not be loaded. Try again."),
    "no-manifest": say_later(
        "This site has no manifest, or it cannot be read: nothing can be compared."
    ),
    "no-crypto": say_later(
        "Your browser only compares files of sites with an encrypted address (https). "
        "Use the commands below."
    ),
    "from-folder": say_later(
        "Opened from a folder, a page may not read the other files. Use the commands below."
    ),
    "no-copy": say_later("This is neither a manifest, nor a pin, nor the record of a witness."),
    "copy-same": say_later(
        "The copy and this site agree: publication {n}, the same {total} files, the same root."
    ),
    "copy-before": say_later(
        "The copy knows publication {n}. This site still tells of it as the copy does."
    ),
    "copy-after": say_later(
        "The copy knows publication {n}, this site is publication {ours}: it is older, which "
        "proves nothing against it. The command can tell more."
    ),
    "copy-other": say_later(
        "Alarm: the copy and this site do not agree on publication {n}. Keep the copy, and show "
        "both to others."
    ),
    "copy-first": say_later("The first file on which they differ: {path}"),
    "copy-open": say_later(
        "The copy is of publication {n}, as this site. A pin does not name its files: the "
        "command can tell more."
    ),
    "not-fetched": say_later(
        "The copy could not be loaded from there. Open the address yourself, and paste what "
        "you see."
    ),
}
"""What the script says; the page holds the words in the reader's language."""

_RAW: Final = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")
_RAW_HOST: Final = "https://raw.githubusercontent.com"


def pages(edition: Edition) -> Iterator[Page]:
    """Return the page."""
    desk = desk_of(edition, "audit")
    lede = desk.say(
        "You need not trust this site. What it shows can be compared with its source, "
        "and its past with what others saw."
    )
    sections = (
        _levels(desk),
        trace.log(desk),
        trace.rewrites(desk),
        trace.erased(desk),
        trace.gone(desk),
        trace.set_aside(desk),
        trace.rules(desk),
        _limits(desk),
    )
    raw = _raw(desk)
    page = sheet(
        desk,
        "audit",
        lede,
        sections[1:],
        first=sections[0],
        commands=_commands(desk),
        guide=_guide(desk),
        words=[(name, desk.tongue.message(one)) for name, one in WORDS.items()],
        manifest=MANIFEST,
        publications=PUBLICATIONS,
        has_manifest=_has_manifest(desk),
        copy_address=f"{raw}/{desk.site.log_branch}/manifest.json" if raw else "",
        policy=own_script(desk.site) + _connections(raw),
        script=SCRIPT,
        page_style=STYLE,
    )
    yield _with_template(page)


def files(site: Site, addresses: list[str]) -> Iterator[Artifact]:
    """Return the script, as it can be read, and the styles of the page without their comments."""
    yield script(SCRIPT)
    yield style(STYLE)


def _with_template(page: Page) -> Page:
    return replace(page, template="pages/audit.html")


def _has_manifest(desk: Desk) -> bool:
    """Whether the site is that of a commit; a preview has nothing to compare with."""
    source = desk.site.source
    return bool(source and source.commit and not source.is_worktree)


def _raw(desk: Desk) -> str:
    """Return from where a copy of the log may be loaded: one forge lets pages of others read."""
    forge = forge_of(desk.site)
    found = _RAW.fullmatch(forge.url) if forge and forge.kind == "github" else None
    return f"{_RAW_HOST}/{found[1]}" if found else ""


def _connections(raw: str) -> str:
    """Return what the script may load: files of this site, and a copy that the reader asks for."""
    return f"; connect-src 'self'{' ' + _RAW_HOST if raw else ''}"


def _levels(desk: Desk) -> Section:
    rows = (_same_files(desk), _same_bytes(desk), _kept(desk), _signed(desk), _witnessed(desk))
    offered = sum(mark.glyph == "seal" for row in rows for mark in row.marks)
    answer = desk.say(
        "Of {total} proofs, this site offers {n}.",
        total=desk.number(len(rows)),
        n=desk.number(offered),
    )
    return Section("levels", desk.say("What can be proved"), (Rows(rows),), answer=answer)


def _level(words: object, told: object, *, is_there: bool, mark: object) -> Row:
    seal = Mark("seal", "done", mark) if is_there else Mark("unsealed", "waiting", mark)  # type: ignore[arg-type] # Markup is a str
    return Row(who=words, by=told, marks=(seal,))


def _same_files(desk: Desk) -> Row:
    has = _has_manifest(desk)
    told = desk.say(
        "A list, the manifest, names each file of the site and the fingerprint (SHA-256) of "
        "its content. A changed page no longer fits."
    )
    mark = desk.say("this is a preview: it has no manifest")
    if has:
        mark = desk.say("the list is here: {file}", file=Link("manifest.json", MANIFEST))
    return _level(desk.say("Nothing was changed on the server"), told, is_there=has, mark=mark)


def _same_bytes(desk: Desk) -> Row:
    has = _has_manifest(desk)
    told = desk.say(
        "The same version of the register gives the same site, to the last byte, on any computer."
    )
    mark = desk.say("this is a preview: nobody can build it again")
    if has and desk.site.source:
        mark = desk.say(
            "version {commit}, as of {date}",
            commit=trace.commit(desk, desk.site.source.commit),
            date=desk.day(desk.site.today),
        )
    title = desk.say("The site says what the register says")
    return _level(title, told, is_there=has, mark=mark)


def _kept(desk: Desk) -> Row:
    found = desk.site.log
    declared = sum(1 for one in found if one.reason or one.restarts)
    told = desk.say(
        "Each publication is entered into a log that can only grow. Whoever kept one entry "
        "notices if anything before it is changed."
    )
    if not found:
        mark = desk.say("no publication log yet")
    elif declared:
        mark = desk.say_n(
            "{n} rewrite is declared below", "{n} rewrites are declared below", declared
        )
    else:
        mark = desk.say_n("{n} publication in the log", "{n} publications in the log", len(found))
    title = desk.say("The past was kept")
    return _level(title, told, is_there=bool(found) and not declared, mark=mark)


def _signed(desk: Desk) -> Row:
    signed = [one for one in desk.site.log if one.is_signed]
    told = desk.say(
        "The publisher’s key signs each entry of the log; a new key is brought in by the old one."
    )
    mark = desk.say("the log is not signed")
    if signed:
        mark = desk.say("signed from publication {n} on", n=desk.number(signed[0].n))
        changes = sum(one.has_new_keys for one in signed[1:])
        if changes:
            times = desk.say_n("the keys changed {n} time", "the keys changed {n} times", changes)
            mark = desk.say("{first}; {second}", first=mark, second=times)
    title = desk.say("Signed by the publisher")
    return _level(title, told, is_there=bool(signed), mark=mark)


def _witnessed(desk: Desk) -> Row:
    told = desk.say(
        "Others note what they saw, in repositories that the publisher does not hold. "
        "This is what counts most against a forger."
    )
    mark = desk.say("this page cannot know who they are: ask those you trust, or become one")
    return _level(desk.say("Others saw the same"), told, is_there=False, mark=mark)


def _commands(desk: Desk) -> tuple[tuple[object, str], ...]:
    """Return three commands and what each one does."""
    forge = forge_of(desk.site)
    place = desk.site.options.base_url or desk.say("ADDRESS-OF-THIS-SITE").unescape()
    source = forge.url if forge else desk.say("ADDRESS-OF-THE-REPOSITORY").unescape()
    return (
        (desk.say("Install the program, which is free."), "pip install promisetrack"),
        (
            desk.say("Check everything: files, source, past, and that the same site comes out."),
            f"promisetrack verify {place} --repo {source} --pin vu.json --rebuild",
        ),
        (
            desk.say("In a copy of your own (fork), note what you saw, again and again."),
            f"promisetrack witness {source}",
        ),
    )


def _guide(desk: Desk) -> object:
    path = "docs/fr/preuve.md" if desk.tongue.language == "fr" else "docs/en/proof.md"
    return desk.say(
        "What exactly is proved, and how to be a witness: {file} in the documentation of "
        "promisetrack.",
        file=code(path),
    )


def _limits(desk: Desk) -> Section:
    return Section(
        "limits",
        desk.say("What this cannot prove"),
        (
            Lines(
                (
                    desk.say(
                        "That the data is true. It proves what was written, and in which order "
                        "it was published."
                    ),
                    desk.say("Who owns a key. It proves that the same key signed."),
                    desk.say(
                        "What was shown to others, if you come for the first time and know "
                        "nobody who came before."
                    ),
                    desk.say(
                        "What happened before the first publication. Dates of versions are "
                        "claims of those who made them."
                    ),
                )
            ),
        ),
    )
