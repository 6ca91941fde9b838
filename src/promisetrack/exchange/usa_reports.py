"""What the pages of open.usa.gov report, period by period, and what they cite as evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.exchange.imported import Record, without_gaps
from promisetrack.exchange.markup import Link, links, markdown, words_outside
from promisetrack.exchange.names import link_id, slug
from promisetrack.exchange.usa_pages import SITE, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.exchange.agencies import Agencies

BREAK = "\n\n"
UNDATED = "{ordinal} reporting period; the source gives no date"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
_PRESS = re.compile(r"press release|fact sheet|statement", re.IGNORECASE)
_DATE = re.compile(r"^([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})\b")


@dataclass(frozen=True, slots=True)
class _Report:
    """What was reported on one sub-commitment for one period."""

    date: str | Record
    text: str
    links: tuple[Link, ...]


def updates(
    subs: list[Page], found: dict[str, Link], agencies: Agencies, *, has_milestones: bool
) -> Iterator[Record]:
    """Yield the reports, the first period of all sub-commitments first; put links into `found`."""
    reports = {sub.path: _reports(sub) for sub in subs}
    longest = max((len(found) for found in reports.values()), default=0)
    for period in range(longest):
        for sub in (one for one in subs if period < len(reports[one.path])):
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


def _reports(sub: Page) -> list[_Report]:
    """Return what was reported, oldest period first."""
    found = []
    for key in sorted(sub.head, key=_period):
        if _period(key) and sub.text(key):
            text = markdown(sub.text(key), base=SITE)
            found.append(_Report(_period(key), _ended(text), links(text)))
    said, proof = _body(sub.body)
    if said or proof:
        words = UNDATED.format(ordinal=_ORDINALS[min(len(found), len(_ORDINALS) - 1)])
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


def as_evidence(link: Link) -> Record:
    """Return a link as evidence: of which kind and of which day only where its title says so."""
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
