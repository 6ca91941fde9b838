"""Canada's National Action Plans on Open Government: the table files `nap*.yaml`.

A table describes a form: the choices of its fields are the plan. Commitments, their milestones
and the milestones' indicators become commitments with a tree of milestones, in English and
French, both original. The files hold no reports, so every status is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError, UsageFault
from promisetrack.exchange.departments import AUTHORITY, organisations
from promisetrack.exchange.imported import (
    ORGANISATIONS,
    Imported,
    Owner,
    Record,
    Request,
    commitment_path,
    items,
    plan_path,
    without_gaps,
)
from promisetrack.exchange.names import slug
from promisetrack.source.edit import plain_data

FORMAT = "canada-nap"
SITE = "https://open.canada.ca"
_LEVELS = ("commitments", "milestones", "indicators")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def convert(files: Mapping[str, str], request: Request) -> Imported:
    """Return the plan, its commitments and the departments in charge.

    `request.select` names one table (`nap5`) where the source holds several. Raises UsageFault
    where there is no such table.
    """
    name, table = _table(files, request.select)
    choices = {level: _choices(table, level) for level in _LEVELS}
    leads = [_departments(one) for one in choices["indicators"].values()]
    out: dict[str, Record | list[Record]] = {
        plan_path(request.plan): _plan(request.plan, name, table),
        ORGANISATIONS: organisations({code for found in leads for code in found}),
    }
    for code, choice in choices["commitments"].items():
        record = _commitment(request.plan, name, code, choice, choices)
        out[commitment_path(request.plan, record["id"])] = record
    return Imported(request.plan, out, _owner(name))


def _table(files: Mapping[str, str], select: str | None) -> tuple[str, Mapping[str, Any]]:
    found = dict(_tables(files))
    if select is not None and select in found:
        return select, found[select]
    if select is None and len(found) == 1:
        return next(iter(found.items()))
    raise UsageFault(
        say("no table of Canada's action plans was found in the source")
        if not found
        else say("the source holds several plans")
        if select is None
        else say("the source has no plan “{select}”", select=select),
        say("name one with --select: {names}", names=", ".join(sorted(found)))
        if found
        else say("name a file such as nap5.yaml of open-data/ckanext-canada"),
    )


def _tables(files: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path, text in sorted(files.items()):
        if not path.endswith((".yaml", ".yml")):
            continue
        try:
            data = plain_data(text)
        except PromisetrackError:
            continue
        for table in items(data, "resources") if isinstance(data, dict) else ():
            if _choices(table, "indicators"):
                yield str(table.get("resource_name")), table


def _choices(table: Mapping[str, Any], level: str) -> dict[str, Record]:
    for found in items(table, "fields"):
        choices = found.get("choices")
        if found.get("datastore_id") == level and isinstance(choices, dict):
            return {code: one for code, one in choices.items() if isinstance(one, dict)}
    return {}


def _plan(plan: str, name: str, table: Mapping[str, Any]) -> Record:
    words: Record = next(
        (
            one["description"]
            for one in items(table, "fields")
            if one.get("datastore_id") == "commitments" and isinstance(one.get("description"), dict)
        ),
        {},
    )
    en = re.search(r"in the (.+)$", _line(words.get("en")))
    fr = re.search(r"dans le (.+)$", _line(words.get("fr")))
    years = re.search(r"(\d{4})-(\d{4})", _line(words.get("en")))
    return without_gaps(
        {
            "id": plan,
            "title": _both(en[1], fr[1]) if en and fr else _line(table.get("title")),
            "kind": "action-plan",
            "identifiers": [{"scheme": FORMAT, "id": name}],
            "authority": AUTHORITY,
            "period": {"start": years[1], "end": years[2]} if years else None,
            "languages": ["en", "fr"],
            "licence": "MIT; Crown copyright, Government of Canada",
            "x-source": {
                "repository": "https://github.com/open-data/ckanext-canada",
                "licence": "Crown Copyright, Government of Canada; distributed under the MIT "
                "License",
            },
        }
    )


def _commitment(
    plan: str, name: str, code: str, choice: Record, choices: Mapping[str, dict[str, Record]]
) -> Record:
    steps: list[Record] = []
    for step, one in choices["milestones"].items():
        if _above(step) == code:
            steps.append(_milestone(name, step, one, part_of=None))
            steps += [
                _milestone(name, part, data, part_of=_id(step))
                for part, data in choices["indicators"].items()
                if _above(part) == step
            ]
    return without_gaps(
        {
            "id": f"{plan}-{_id(code)}",
            "title": _text(choice),
            "number": code,
            "identifiers": _identifiers(name, code),
            "description": _full_text(choice),
            "source": _address(choice),
            "status": "unknown",
            "milestones": steps,
        }
    )


def _milestone(name: str, code: str, choice: Record, *, part_of: str | None) -> Record:
    departments = _departments(choice)
    words = choice.get("deadline")
    return without_gaps(
        {
            "id": _id(code),
            "title": _text(choice),
            "number": code,
            "identifiers": _identifiers(name, code),
            "description": _full_text(choice) or _linked(words),
            "part_of": part_of,
            "lead": departments[0] if departments else None,
            "partners": departments[1:],
            "due": _due(choice.get("due_date"), words),
            "x-due-date": str(choice.get("due_date") or "") if _is_ongoing(words) else None,
            "status": "unknown",
            "x-s4d": True if choice.get("s4d") is True else None,
        }
    )


def _identifiers(name: str, code: str) -> list[Record]:
    return [{"scheme": f"canada-{name}", "id": code}]


def _id(code: str) -> str:
    return slug(code.replace(".", "-"))


def _above(code: str) -> str:
    return code.rpartition(".")[0]


def _departments(choice: Record) -> list[str]:
    """Return the ids of the department in charge and of those that support it.

    The 5th plan writes the second key `supt_sept`; the 6th has a list in one place.
    """
    found: list[str] = []
    for key in ("lead_dept", "supt_dept", "supt_sept"):
        codes = choice.get(key) or ()
        found += map(str, codes) if isinstance(codes, list) else [str(codes)] if codes else []
    return [f"ca-{slug(code)}" for code in dict.fromkeys(found)]


def _due(date: Any, words: Any) -> str | Record | None:
    """Return the deadline: the words of the source, and the month that it gives for them.

    “Ongoing” has no end: the month that the source puts beside it is that of the plan's end, and
    kept as `x-due-date`, so that nothing is called late that was promised for good.
    """
    if not isinstance(words, Mapping):
        return str(date) if date else None
    text = _both(_plain(words.get("en")), _plain(words.get("fr")))
    is_dated = date and not _is_ongoing(words)
    return without_gaps({"date": str(date) if is_dated else _meant(text["en"]), "text": text})


def _is_ongoing(words: Any) -> bool:
    return isinstance(words, Mapping) and _plain(words.get("en")) == "Ongoing"


def _meant(words: str) -> str | None:
    """Return the date that words can only mean: a season or an interval stays in words."""
    if words == "Ongoing":
        return "ongoing"
    match = re.fullmatch(rf"(?:By )?(?:({'|'.join(_MONTHS)}) |end of )?(\d{{4}})", words)
    if not match:
        return None
    return f"{match[2]}-{_MONTHS.index(match[1]) + 1:02d}" if match[1] else match[2]


def _text(choice: Record) -> Record:
    return _both(_line(choice.get("en")), _line(choice.get("fr")))


def _full_text(choice: Record) -> Record | None:
    """Return the text of the plan where it is longer than the title."""
    full = choice.get("full_text")
    if not isinstance(full, Mapping):
        return None
    text = _text(dict(full))
    return text if text != _text(choice) else None


def _linked(words: Any) -> Record | None:
    """Return the words of a deadline with their links: a deadline itself holds plain words."""
    if not isinstance(words, Mapping) or "](" not in str(words.get("en")):
        return None
    return _both(*(str(words.get(language)).rstrip("\n") + "\n" for language in ("en", "fr")))


def _plain(words: Any) -> str:
    return _line(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", str(words or "")))


def _address(choice: Record) -> str | None:
    url = choice.get("NAP_url")
    return f"{SITE}{url['en']}" if isinstance(url, Mapping) and url.get("en") else None


def _both(en: str, fr: str) -> Record:
    return {"en": en, "fr": fr}


def _line(text: Any) -> str:
    return re.sub(r"\s+", " ", str(text or "")).strip()


def _owner(name: str) -> Owner:
    scheme = f"canada-{name}"

    def made(where: str, item: Any, _record: Mapping[str, Any]) -> bool:
        if not isinstance(item, Mapping):
            return False
        if where.endswith("identifiers"):
            return bool(item.get("scheme") == scheme)
        named = items(item, "identifiers")
        return where in ("", "milestones") and any(one.get("scheme") == scheme for one in named)

    own = frozenset(
        {"id", "title", "number", "identifiers", "part_of", "lead", "due", "x-due-date"}
    )
    every = own | {"partners", "description", "status", "x-s4d"}
    whole = {"id", "title", "number", "identifiers", "description", "source", "status"}
    texts = ("title", "description", "milestones.title", "milestones.description")
    keys = {
        "*": frozenset(whole | {"milestones"}),
        "milestones": own,
        "milestones.*": every,
        "milestones.due.*": frozenset({"date", "text"}),
        **dict.fromkeys(("identifiers.*", "milestones.identifiers.*"), frozenset({"scheme", "id"})),
        **{f"{one}.*": frozenset({"en", "fr"}) for one in (*texts, "milestones.due.text")},
    }
    return Owner("en", keys, made)
