"""The commitments of open.usa.gov: a folder with `_commitments` and `_subcommitments`.

Each file is a page with a head of fields and a body. A sub-commitment is a milestone; one
numbered `.0` is the commitment itself. `aug_2023_progress` is what was reported in August 2023;
the body is the report of the period after it, to which the source gives no date, so it gets
none here. What a page does not say (deadlines, who answers for a whole commitment) stays unsaid.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from promisetrack.diagnostic import say
from promisetrack.errors import UsageFault
from promisetrack.exchange.agencies import Agencies
from promisetrack.exchange.imported import (
    ORGANISATIONS,
    THEMES,
    Imported,
    Record,
    Request,
    commitment_path,
    plan_path,
    without_gaps,
)
from promisetrack.exchange.markup import Link, markdown
from promisetrack.exchange.names import link_id, slug
from promisetrack.exchange.usa_owner import OWNER
from promisetrack.exchange.usa_pages import FORMAT, SITE, Page, one_line, part_of, read_pages
from promisetrack.exchange.usa_reports import as_evidence, updates

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATUSES = {
    "complete": "complete",
    "in progress": "in-progress",
    "on track": "in-progress",
    "not started": "not-started",
}


def convert(files: Mapping[str, str], request: Request) -> Imported:
    """Return the plan, its commitments, agencies and themes.

    `files` are the texts of the source by path, below the folder that holds `_commitments`.
    Raises UsageFault where there is no such folder.
    """
    pages = read_pages(files, "_commitments/")
    if not pages:
        raise UsageFault(
            say("no page of a commitment was found in the source"),
            say("name the folder that holds _commitments and _subcommitments"),
        )
    subs: dict[str, list[Page]] = {slug(page.text("commitment_id")): [] for page in pages}
    for page in sorted(read_pages(files, "_subcommitments/"), key=part_of):
        subs.setdefault(slug(page.text("commitment_id")), []).append(page)
    agencies = Agencies(page.text("commitment_agency") for found in subs.values() for page in found)
    out: dict[str, Record | list[Record]] = {
        plan_path(request.plan): _plan(request.plan, files, agencies),
        ORGANISATIONS: list(agencies.records()),
        THEMES: _themes(pages),
    }
    for page in pages:
        name = slug(page.text("commitment_id"))
        out[commitment_path(request.plan, name)] = _commitment(page, subs[name], agencies)
    return Imported(request.plan, out, OWNER)


def _plan(plan: str, files: Mapping[str, str], agencies: Agencies) -> Record:
    title = "Fifth U.S. Open Government National Action Plan"
    has_licence = "CC0 1.0" in files.get("LICENSE.md", "")
    document = f"{SITE}/national-action-plan/5/"
    return without_gaps(
        {
            "id": plan,
            "title": title,
            "kind": "action-plan",
            "authority": agencies.state,
            "url": f"{document}commitments/",
            "source": {"evidence": link_id(document)},
            "languages": ["en"],
            "evidence": [
                {
                    "id": link_id(document),
                    "title": title,
                    "url": document,
                    "language": "en",
                    "published": "2022-12" if _is_of_2022(files) else None,
                }
            ],
            "licence": "CC0-1.0" if has_licence else None,
            "x-source": {
                "repository": "https://github.com/GSA/open.usa.gov",
                "licence": "Public domain within the United States; CC0 1.0 worldwide"
                if has_licence
                else None,
            },
        }
    )


def _is_of_2022(files: Mapping[str, str]) -> bool:
    return bool(re.search(r"^December 2022$", files.get("pages/nap/5/nap-5.md", ""), re.MULTILINE))


def _themes(pages: list[Page]) -> list[Record]:
    names = {page.text("commitment_theme_name"): None for page in pages}
    return [{"id": slug(name), "name": name} for name in names if name]


def _commitment(page: Page, subs: list[Page], agencies: Agencies) -> Record:
    number = page.text("commitment_id")
    whole = [sub for sub in subs if part_of(sub)[1] == 0]
    itself = whole[0] if len(subs) == 1 and whole else None
    link = page.text("commitment_link") or page.text("permalink")
    found: dict[str, Link] = {}
    record = {
        "id": slug(number),
        "title": page.text("title"),
        "number": number,
        "identifiers": [{"scheme": "ogp", "id": number}, *(_identifiers(itself) if itself else ())],
        "description": _description(page, itself),
        "source": f"{SITE}{link}" if link else None,
        "themes": [slug(page.text("commitment_theme_name"))],
        **(_responsible(itself, agencies) if itself else {}),
        **_status(*((itself, page) if itself else (page,))),
        "milestones": [] if itself else [_milestone(sub, agencies) for sub in subs],
        "updates": list(updates(subs, found, agencies, has_milestones=itself is None)),
    }
    record = _lead_first(record)
    return without_gaps({**record, "evidence": [as_evidence(link) for link in found.values()]})


def _lead_first(record: Record) -> Record:
    """Put who answers for it before the themes, as the model does."""
    order = ["id", "title", "number", "identifiers", "description", "source", "lead", "partners"]
    return {key: record[key] for key in [*order, *record] if key in record}


def _milestone(sub: Page, agencies: Agencies) -> Record:
    title, detail = one_line(sub.text("title")), _paragraphs(sub.text("commitment_detail_sub"))
    number = sub.text("commitment_detail_sub_id")
    return without_gaps(
        {
            "id": slug(number.replace(".", "-")),
            "title": title,
            "number": number,
            "identifiers": _identifiers(sub),
            "description": detail if one_line(detail) != title else None,
            **_responsible(sub, agencies),
            **_status(sub),
        }
    )


def _identifiers(sub: Page) -> list[Record]:
    return [{"scheme": FORMAT, "id": sub.text("commitment_detail_sub_id")}]


def _responsible(sub: Page, agencies: Agencies) -> Record:
    lead, partners = agencies.responsible(sub.text("commitment_agency"))
    return {"lead": lead, "partners": list(partners)}


def _status(*pages: Page) -> Record:
    """Return where the promise stands: the word of the first page that says one.

    Until June 2023 the page of the commitment said it, since March 2024 those of its parts.
    A word that the source cut short (“No Trackab”) is kept, and stands for no status.
    """
    words = (one_line(page.text("commitment_status")) for page in pages)
    word = next((one for one in words if one), "")
    known = word.lower().replace("-", " ").strip()
    return {"status": _STATUSES.get(known, "unknown"), "status_as_written": word}


def _description(page: Page, itself: Page | None) -> str:
    """Return the words of the promise; where two pages word it, the fuller one, else both."""
    said = _paragraphs(page.text("commitment_detail_sub"))
    also = _paragraphs(itself.text("commitment_detail_sub")) if itself else ""
    if not also or _letters(also) == _letters(said):
        # The same words: the page without the hyphens of a printed line is the cleaner one.
        return also if also and len(also) < len(said) else said
    if _letters(also).startswith(_letters(said)):
        return also
    return f"{said.rstrip()}\n\n{also.rstrip()}\n"


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _paragraphs(text: str) -> str:
    """Return a text whose line breaks are those of paragraphs."""
    lines = [one_line(line) for line in markdown(text, base=SITE).split("\n")]
    kept = [line for line in lines if line]
    return kept[0] if len(kept) == 1 else "".join(f"{line}\n\n" for line in kept)[:-1]
