"""Evidence: kind and date in the margin; title, publisher, what it shows, and its seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from promisetrack.diagnostic import say
from promisetrack.site.commitment.common import anchor, is_web, item
from promisetrack.site.files import FILE_LIMIT
from promisetrack.site.forge import forge_of
from promisetrack.site.parts import Link, Mark, Row, Rows, Section

if TYPE_CHECKING:
    from promisetrack.site.desk import Desk
    from promisetrack.site.fields import Fields
    from promisetrack.site.survey import Promise


_WHY: Final = {
    "many": say("The files together are too large for this site: it is in the repository."),
    "pointer": say("The file itself is kept elsewhere (git LFS)."),
    "removed": say("The law wants the file removed."),
}
_ODD: Final = say("It is in the repository, as a link or under a name that no site can have.")


def section(desk: Desk, promise: Promise) -> Section | None:
    """Return what is offered as proof; where something is said to be done without any, say so."""
    if not promise.evidence:
        return _absent(desk) if promise.is_unproven else None
    are_sealed = any(is_sealed(one) for one in promise.evidence)
    rows = tuple(
        row(desk, one, promise.source, promise.entry.plan or "", is_seal_shown=are_sealed)
        for one in promise.evidence
    )
    return Section(
        "evidence",
        desk.say("Evidence"),
        (Rows(rows, is_evidence=True),),
        answer=_answer(desk, promise.evidence),
    )


def is_sealed(fields: Fields) -> bool:
    """Whether a change of the document would show."""
    return fields.has("sha256") or fields.has("file")


def row(desk: Desk, fields: Fields, source: str, plan: str, *, is_seal_shown: bool = True) -> Row:
    """Return one piece of evidence as an entry.

    Where nothing is sealed, one sentence says so for all (`is_seal_shown` is false).
    """
    identity = fields.string("id")
    published = desk.date(fields.raw("published"), source, is_short=True)
    shows = item(desk, fields, "shows", "", source)
    return Row(
        id=anchor("evidence", identity) if identity else "",
        who=desk.word("evidence-kind", fields.string("kind")),
        role="" if published else str(desk.say("undated")),
        when=published,
        title=_title(desk, fields, source, plan),
        by=_publisher(desk, fields, source),
        items=(shows,) if shows else (),
        marks=(_seal(desk, fields),) if is_seal_shown else (),
        notes=tuple(note for note in (*_notes(desk, fields), _left(desk, fields, plan)) if note),
    )


def _absent(desk: Desk) -> Section:
    return Section(
        "evidence",
        desk.say("Evidence"),
        answer=desk.say("Said to be complete, with no evidence linked."),
    )


def _answer(desk: Desk, evidence: tuple[Fields, ...]) -> object:
    sealed = sum(is_sealed(one) for one in evidence)
    first = desk.say_n("{n} piece of evidence.", "{n} pieces of evidence.", len(evidence))
    if not sealed:
        return desk.join((first, desk.say("None is sealed yet.")))
    return desk.join(
        (
            first,
            desk.say_n(
                "{n} is sealed: if the document changes, it will show.",
                "{n} are sealed: if a document changes, it will show.",
                sealed,
            ),
        )
    )


def _title(desk: Desk, fields: Fields, source: str, plan: str) -> Link:
    title = desk.title(fields, source, fields.string("url") or fields.string("id"))
    url = fields.string("url")
    own = desk.survey.shelf.link(fields.string("file"), plan) if fields.has("file") else ""
    if own and not url:
        return Link(title, own)
    forge = forge_of(desk.site)
    if not url and fields.has("file") and forge is not None:
        url = forge.file(f"commitments/{plan}/files/{fields.string('file').removeprefix('files/')}")
    return Link(title, url=url)


def _left(desk: Desk, fields: Fields, plan: str) -> object:
    """Say why a file of the register is not on the site."""
    shelf = desk.survey.shelf
    path = shelf.path(fields.string("file"), plan) if fields.has("file") else ""
    why = shelf.left.get(path)
    if why is None:
        return ""
    if why == "large":
        size = desk.number(len(desk.register.files[path].content) // 1024**2)
        most = desk.number(FILE_LIMIT // 1024**2)
        return desk.say(
            "Its {size} MiB are too many for this site, which takes {most} MiB a file.",
            size=size,
            most=most,
        )
    return desk.tongue.message(_WHY.get(why, _ODD))


def _publisher(desk: Desk, fields: Fields, source: str) -> object:
    publisher = desk.text(fields.raw("publisher"), source)
    accessed = desk.date(fields.raw("accessed"), source)
    pieces: list[object] = [publisher] if publisher else []
    if fields.has("page"):
        pieces.append(desk.say("page {page}", page=fields.string("page")))
    if accessed:
        pieces.append(desk.say("read on {date}", date=accessed))
    language = fields.string("language")
    if language and language != desk.tongue.language:
        pieces.append(desk.say("in {language}", language=desk.tongue.name_of(language)))
    return desk.pen.links(pieces)


def _seal(desk: Desk, fields: Fields) -> Mark:
    if fields.has("sha256") and fields.has("archive"):
        return Mark("seal", "done", desk.say("sealed, copy archived"))
    if fields.has("sha256"):
        return Mark("seal", "done", desk.say("sealed"))
    if fields.has("file"):
        return Mark("seal", "done", desk.say("kept in the register's repository"))
    if fields.has("archive"):
        return Mark("unsealed", "waiting", desk.say("copy archived, not sealed yet"))
    if not fields.has("url"):
        return Mark("unsealed", "waiting", desk.say("described, without a document"))
    return Mark("unsealed", "waiting", desk.say("not sealed yet"))


def _notes(desk: Desk, fields: Fields) -> tuple[object, ...]:
    archive, digest = fields.string("archive"), fields.string("sha256")
    code = Markup("<code>{}</code>").format(digest)
    return (
        Link(desk.say("Archived copy"), url=archive) if is_web(archive) else "",
        desk.say("SHA-256 seal: {digest}", digest=code) if digest else "",
    )
