"""The commitments of open.usa.gov: a folder with `_commitments` and `_subcommitments`.

Each file is a page with a head of fields and a body. A sub-commitment is a milestone; one
numbered `.0` is the commitment itself. `aug_2023_progress` is what was reported in August 2023;
the body is the report of the period after it, to which the source gives no date, so it gets
none here. What a page does not say (deadlines, who answers for a whole commitment) stays unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError, UsageFault
from promisetrack.exchange.agencies import Agencies
from promisetrack.exchange.imported import (
    ORGANISATIONS,
    THEMES,
    Imported,
    Owner,
    Record,
    Request,
    commitment_path,
    plan_path,
    without_gaps,
)
from promisetrack.exchange.markup import Link, links, markdown, words_outside
from promisetrack.exchange.names import is_link_id, link_id, slug
from promisetrack.source.edit import plain_data

FORMAT = "open-usa-gov"
SITE = "https://open.usa.gov"
BREAK = "\n\n"
UNDATED = "{ordinal} reporting period; the source gives no date"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
_STATUSES = {
    "complete": "complete",
    "in progress": "in-progress",
    "on track": "in-progress",
    "not started": "not-started",
}
_PRESS = re.compile(r"press release|fact sheet|statement", re.IGNORECASE)
_DATE = re.compile(r"^([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})\b")


@dataclass(frozen=True, slots=True)
class _Page:
    """One file of the source: the fields of its head, and its body."""

    path: str
    head: Mapping[str, Any]
    body: str

    def text(self, key: str) -> str:
        return str(self.head.get(key) or "").strip()


@dataclass(frozen=True, slots=True)
class _Report:
    """What was reported on one sub-commitment for one period."""

    date: str | Record
    text: str
    links: tuple[Link, ...]


def convert(files: Mapping[str, str], request: Request) -> Imported:
    """Return the plan, its commitments, agencies and themes.

    `files` are the texts of the source by path, below the folder that holds `_commitments`.
    Raises UsageFault where there is no such folder.
    """
    pages = _pages(files, "_commitments/")
    if not pages:
        raise UsageFault(
            say("no page of a commitment was found in the source"),
            say("name the folder that holds _commitments and _subcommitments"),
        )
    subs: dict[str, list[_Page]] = {page.text("commitment_id").lower(): [] for page in pages}
    for page in sorted(_pages(files, "_subcommitments/"), key=_number):
        subs.setdefault(page.text("commitment_id").lower(), []).append(page)
    agencies = Agencies(page.text("commitment_agency") for found in subs.values() for page in found)
    out: dict[str, Record | list[Record]] = {
        plan_path(request.plan): _plan(request.plan, files, agencies),
        ORGANISATIONS: list(agencies.records()),
        THEMES: _themes(pages),
    }
    for page in pages:
        name = slug(page.text("commitment_id"))
        out[commitment_path(request.plan, name)] = _commitment(page, subs[name], agencies)
    return Imported(request.plan, out, _OWNER)


def _pages(files: Mapping[str, str], folder: str) -> list[_Page]:
    found = []
    for path, text in sorted(files.items()):
        if path.startswith(folder) and path.endswith(".md"):
            page = _page(path, text)
            if page.text("commitment_id"):
                found.append(page)
    return found


def _page(path: str, text: str) -> _Page:
    parts = re.match(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)(.*)", text, re.DOTALL | re.MULTILINE)
    if parts is None:
        return _Page(path, {}, text)
    try:
        head = plain_data(parts[1])
    except PromisetrackError:
        # Quotes that never end, a colon in a sentence: the fields can still be told apart.
        head = _fields(parts[1])
    return _Page(path, head if isinstance(head, dict) else {}, parts[2])


def _fields(head: str) -> dict[str, Any]:
    """Return the fields of a head that is no valid YAML: from one known name to the next."""
    found = re.split(
        r"^(layout|title|c?_?permalink|commitment_\w+|\w+_progress):", head, flags=re.M
    )
    pairs = zip(found[1::2], found[2::2], strict=True)
    return {key: _folded(value.strip().strip("\"'").strip()) for key, value in pairs}


def _folded(text: str) -> str:
    """Return a text as YAML folds it: one line break is a space, an empty line is a line break."""
    return "\n".join(_line(part) for part in re.split(r"\n[ \t]*\n", text))


def _number(page: _Page) -> tuple[str, int]:
    whole, _, part = page.text("commitment_detail_sub_id").partition(".")
    return whole, int(part) if part.isdigit() else 0


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


def _themes(pages: list[_Page]) -> list[Record]:
    names = {page.text("commitment_theme_name"): None for page in pages}
    return [{"id": slug(name), "name": name} for name in names if name]


def _commitment(page: _Page, subs: list[_Page], agencies: Agencies) -> Record:
    number = page.text("commitment_id")
    whole = [sub for sub in subs if _number(sub)[1] == 0]
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
        **(_state(itself, agencies) if itself else {"status": "unknown"}),
        "milestones": [] if itself else [_milestone(sub, agencies) for sub in subs],
        "updates": list(_updates(subs, found, agencies, has_milestones=itself is None)),
    }
    record = _lead_first(record)
    return without_gaps({**record, "evidence": [_evidence(link) for link in found.values()]})


def _lead_first(record: Record) -> Record:
    """Put who answers for it before the themes, as the model does."""
    order = ["id", "title", "number", "identifiers", "description", "source", "lead", "partners"]
    return {key: record[key] for key in [*order, *record] if key in record}


def _milestone(sub: _Page, agencies: Agencies) -> Record:
    title, detail = _line(sub.text("title")), _paragraphs(sub.text("commitment_detail_sub"))
    number = sub.text("commitment_detail_sub_id")
    return without_gaps(
        {
            "id": slug(number.replace(".", "-")),
            "title": title,
            "number": number,
            "identifiers": _identifiers(sub),
            "description": detail if _line(detail) != title else None,
            **_state(sub, agencies),
        }
    )


def _identifiers(sub: _Page) -> list[Record]:
    return [{"scheme": FORMAT, "id": sub.text("commitment_detail_sub_id")}]


def _state(sub: _Page, agencies: Agencies) -> Record:
    lead, partners = agencies.responsible(sub.text("commitment_agency"))
    word = _line(sub.text("commitment_status"))
    return {
        "lead": lead,
        "partners": list(partners),
        "status": _STATUSES.get(word.lower().replace("-", " ").strip(), "unknown"),
        "status_as_written": word,
    }


def _description(page: _Page, itself: _Page | None) -> str:
    """Return the words of the promise; where two pages word it, the fuller one, else both."""
    said = _paragraphs(page.text("commitment_detail_sub"))
    also = _paragraphs(itself.text("commitment_detail_sub")) if itself else ""
    if not also or _letters(also) == _letters(said):
        # The same words: the page without the hyphens of a printed line is the cleaner one.
        return also if also and len(also) < len(said) else said
    if _letters(also).startswith(_letters(said)):
        return also
    return f"{said}\n\n{also}\n"


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _paragraphs(text: str) -> str:
    """Return a text whose line breaks are those of paragraphs."""
    lines = [_line(line) for line in markdown(text, base=SITE).split("\n")]
    kept = [line for line in lines if line]
    return kept[0] if len(kept) == 1 else "".join(f"{line}\n\n" for line in kept)[:-1]


def _updates(
    subs: list[_Page], found: dict[str, Link], agencies: Agencies, *, has_milestones: bool
) -> Iterator[Record]:
    """Yield the reports, the first period of all sub-commitments first; put links into `found`."""
    reports = {sub.path: _reports(sub) for sub in subs}
    longest = max((len(found) for found in reports.values()), default=0)
    for period in range(longest):
        for sub in subs:
            if period >= len(reports[sub.path]):
                continue
            report = reports[sub.path][period]
            number = sub.text("commitment_detail_sub_id").replace(".", "-")
            for link in report.links:
                best = min(link, found.get(link.url, link), key=lambda one: one.rank)
                found[link.url] = best
            yield without_gaps(
                {
                    "date": report.date,
                    "by": agencies.responsible(sub.text("commitment_agency"))[0],
                    "about": slug(number) if has_milestones else None,
                    "text": report.text,
                    "evidence": list(dict.fromkeys(link_id(link.url) for link in report.links)),
                }
            )


def _reports(sub: _Page) -> list[_Report]:
    """Return what was reported, oldest period first."""
    found = []
    for key in sorted(sub.head, key=_period):
        if _period(key) and sub.text(key):
            text = markdown(sub.text(key), base=SITE)
            found.append(_Report(_period(key), _ended(text), links(text)))
    said, proof = _body(sub.body)
    if said or proof:
        words = UNDATED.format(ordinal=_ORDINALS[len(found)])
        listed = links(proof, is_list=True)
        cited = listed + links(said)
        if re.match(r"see previous", proof, re.IGNORECASE) and found:
            cited = found[-1].links
        is_told = _is_none(proof) or (listed and not words_outside(proof, listed))
        rest = "" if is_told else f"Evidence:{' ' if not listed else BREAK}{proof}"
        text = BREAK.join(part for part in (said, rest) if part)
        found.append(_Report({"text": words}, _ended(text), cited))
    return found


def _period(key: str) -> str:
    """Return the month that a column of progress is of (`aug_2023_progress`), else nothing."""
    match = re.fullmatch(r"([a-z]{3})[a-z]*_(\d{4})_progress", key)
    if not match or match[1] not in _MONTHS:
        return ""
    return f"{match[2]}-{_MONTHS.index(match[1]) + 1:02d}"


def _body(body: str) -> tuple[str, str]:
    """Return the report and its list of evidence, without the headings that part them."""
    text = markdown(re.sub(r'\n"\s*\Z', "\n", body), base=SITE)
    text = re.sub(r"\AProgress Update:\s*", "", text)
    said, _, proof = _parted(text)
    return said.strip(), proof.strip()


def _parted(text: str) -> tuple[str, str, str]:
    match = re.search(r"^Evidence:[ \t]*$", text, re.MULTILINE)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")


def _is_none(proof: str) -> bool:
    return proof.strip(" .").lower() in ("", "none")


def _ended(text: str) -> str:
    return f"{text}\n" if "\n" in text else text


def _evidence(link: Link) -> Record:
    is_press = "press release" in link.title.lower()
    return without_gaps(
        {
            "id": link_id(link.url),
            "title": link.title,
            "url": link.url,
            "kind": "press" if is_press else None,
            "published": _published(link.title) if _PRESS.search(link.title) else None,
            "shows": link.heading,
        }
    )


def _published(title: str) -> str | None:
    """Return the day that a title begins with (“March 3, 2023 Press Release”)."""
    match = _DATE.match(title)
    month = match[1][:3].lower() if match else ""
    if not match or month not in _MONTHS:
        return None
    return f"{match[3]}-{_MONTHS.index(month) + 1:02d}-{int(match[2]):02d}"


def _made(where: str, item: Any, record: Mapping[str, Any]) -> bool:
    if where == "updates.evidence":
        links = {str(one.get("id")): one for one in record.get("evidence") or ()}
        return item in links and _made("evidence", links[item], record)
    if not isinstance(item, Mapping):
        return False
    if where.endswith("identifiers"):
        return item.get("scheme") == FORMAT
    if where == "milestones":
        return _has_number(item)
    if where == "evidence":
        return is_link_id(str(item.get("id", "")), str(item.get("url", "")))
    date = item.get("date")
    words = str(date.get("text", "")) if isinstance(date, Mapping) else ""
    return where == "updates" and (
        words.endswith("; the source gives no date") or str(date) == "2023-08"
    )


def _also(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
    """Return who is in charge, where the source said so and says something else now.

    One field of the source names the lead and its partners. While it stays the same, partners
    that somebody added stay too.
    """
    if (
        where not in ("", "milestones")
        or not _has_number(old)
        or old.get("lead") == new.get("lead")
    ):
        return frozenset()
    return frozenset({"lead", "partners"})


def _has_number(item: Mapping[str, Any]) -> bool:
    named = item.get("identifiers") or ()
    return any(isinstance(one, Mapping) and one.get("scheme") == FORMAT for one in named)


_STATE = frozenset({"status", "status_as_written", "description", "number"})
_OWNER = Owner(
    "en",
    {
        "": _STATE | {"id", "title", "source"},
        "identifiers.*": frozenset({"scheme", "id"}),
        "milestones": _STATE | {"id", "title"},
        "milestones.*": _STATE | {"id", "title", "lead", "partners", "identifiers"},
        "milestones.identifiers.*": frozenset({"scheme", "id"}),
        "updates": frozenset({"date", "by", "about", "text"}),
        "updates.*": frozenset({"date", "by", "about", "text", "evidence"}),
        "evidence": frozenset({"id", "title", "url"}),
        "evidence.*": frozenset({"id", "title", "url", "kind", "published", "shows"}),
    },
    _made,
    _also,
)
