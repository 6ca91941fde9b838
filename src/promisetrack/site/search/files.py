"""The files that search reads, language by language.

They are scripts that hand a value over, because a browser lets a page from a folder load scripts
and nothing else. `index.js` says how to read the rest; `words/<n>.js` are the chunks of the index;
`found/<n>.js` is what a result shows; `table.js` has what the list filters and sorts by.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from promisetrack.artifact import Artifact
from promisetrack.site.fields import Fields
from promisetrack.site.listing import late_mark
from promisetrack.site.search.facets import table
from promisetrack.site.search.index import BEFORE, LAST, SCORES, SHARED, chunks, postings
from promisetrack.site.search.normal import as_table
from promisetrack.site.search.passages import passages
from promisetrack.site.search.tools import FOLDER
from promisetrack.site.survey import answerable
from promisetrack.site.urls import relative
from promisetrack.words.typography import mend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.said import Said
    from promisetrack.site.search.passages import Passage
    from promisetrack.site.survey import Promise


def files(editions: tuple[Edition, ...]) -> Iterator[tuple[str, Artifact]]:
    """Return the files of every language, with the module that wrote them."""
    for edition in editions:
        desk = edition.desk(edition.addresses.plain(FOLDER))
        for name, value in _values(desk):
            yield __name__, Artifact(f"{desk.pen.here}{name}.js", handed_over(name, value))


def _values(desk: Desk) -> Iterator[tuple[str, object]]:
    promises = (*desk.survey.promises, *desk.survey.gone)
    texts = tuple(passages(desk, one) for one in promises)
    yield from index_of(texts, desk.tongue.language)
    for number, (promise, found) in enumerate(zip(promises, texts, strict=True)):
        yield f"found/{number}", _result(desk, promise, found)
    yield "table", table(desk)


def index_of(texts: Sequence[Sequence[Passage]], language: str) -> Iterator[tuple[str, object]]:
    """Return the index of texts for readers of a language: the file to read first, then chunks."""
    lines = tuple(chunks(postings(texts)))
    languages = {one.language for many in texts for one in many if one.language}
    yield (
        "index",
        {
            "count": len(texts),
            "chunks": [first for first, _ in lines],
            "digits": [LAST, BEFORE, SHARED],
            "scores": SCORES,
            **as_table((*languages, language)),
        },
    )
    for number, (_, line) in enumerate(lines):
        yield f"words/{number}", line


def handed_over(name: str, value: object) -> bytes:
    """Return a script that hands a value over under a name."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'promisetrack("{name}",{text})\n'.encode()


def _result(desk: Desk, promise: Promise, found: Iterable[Passage]) -> dict[str, object]:
    """Return what a result shows of a commitment; its address is seen from a list's folder."""
    title = desk.commitment(promise)
    late = late_mark(desk, promise)
    leads = promise.leads or sorted(answerable(promise))
    shown: dict[str, object] = {
        "address": relative(
            desk.pen.here, title.address, is_portable=desk.site.options.is_portable
        ),
        "title": _text(desk, title.words),
        "number": Fields(promise.entry.data).string("number"),
        "plan": _text(desk, desk.name("plan", promise.entry.plan or "")),
        "who": [_text(desk, desk.name("organisation", one)) for one in leads],
        "state": "removed" if promise.is_removed else promise.standing.id,
        "late": str(late.word) if late else "",
        "texts": [_sentences(desk, one) for one in found if one.is_shown],
    }
    return {name: value for name, value in shown.items() if value}


def _text(desk: Desk, said: Said | str) -> list[str]:
    """Return words, with their language where it is not that of the page."""
    text = mend(str(said), desk.tongue.language)
    return [text, said.language] if not isinstance(said, str) and said.is_foreign else [text]


def _sentences(desk: Desk, passage: Passage) -> list[str]:
    """Return the language of a text, empty for that of the page, then its sentences."""
    is_own = passage.language.partition("-")[0] == desk.tongue.language.partition("-")[0]
    own = "" if is_own else passage.language
    return [own, *(mend(one, passage.language) for one in passage.sentences)]
