"""The first files of a tracker: what is the same for everyone, and what a few answers decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisetrack.register.drafting import compact
from promisetrack.source.edit import dump_new

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMAS = ".vscode/schemas"
"""Where the schemas lie that editors complete and check with."""

FILES: Mapping[str, str] = {
    "tracker": "commitments/tracker.yaml",
    "organisation": "commitments/organisations.yaml",
    "theme": "commitments/themes.yaml",
    "place": "commitments/places.yaml",
    "plan": "commitments/*/plan.yaml",
    "assessment": "commitments/*/*.assessments/*.yaml",
    "commitment": "commitments/*/!(plan).yaml",
}
"""Kind → the files that are of it, as editors match them."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new tracker must know of itself. Ids are made; `languages` begins with the first."""

    title: str
    languages: tuple[str, ...]
    timezone: str
    publisher: str
    publisher_id: str
    plan: str
    plan_title: str
    plan_kind: str
    contact: str | None = None
    forge: str | None = None
    forge_url: str | None = None
    branch: str = "main"


def tracker_files(answers: Answers, headings: Mapping[str, str]) -> dict[str, str]:
    """Return the files below `commitments/`; `headings` are comments for lists without items."""
    organisation = {
        "id": answers.publisher_id,
        "name": answers.publisher,
        "kind": "government",
    }
    return {
        FILES["tracker"]: _modeline("tracker", 1) + dump_new(_tracker(answers)),
        FILES["organisation"]: _modeline("organisation", 1) + dump_new([organisation]),
        FILES["theme"]: _modeline("theme", 1) + _comment(headings["theme"]) + "[]\n",
        FILES["place"]: _modeline("place", 1) + _comment(headings["place"]) + "[]\n",
        f"commitments/{answers.plan}/plan.yaml": _modeline("plan", 2) + dump_new(_plan(answers)),
    }


def _tracker(answers: Answers) -> dict[str, Any]:
    forge = (
        {"kind": answers.forge, "url": answers.forge_url, "branch": answers.branch}
        if answers.forge and answers.forge_url
        else None
    )
    return compact(
        {
            "title": answers.title,
            "languages": list(answers.languages),
            "timezone": answers.timezone,
            "publisher": compact({"name": answers.publisher, "contact": answers.contact}),
            "forge": forge,
            "policy": {
                "stale_after": "6 months",
                "answer_within": "3 months",
                "evidence_for": ["complete", "substantial"],
                "protect": [
                    "due",
                    "description",
                    "milestones",
                    "indicators.*.target",
                    "safeguards",
                ],
            },
        }
    )


def _plan(answers: Answers) -> dict[str, Any]:
    return {
        "id": answers.plan,
        "title": answers.plan_title,
        "kind": answers.plan_kind,
        "authority": answers.publisher_id,
        "promised_by": [answers.publisher_id],
    }


def _modeline(kind: str, depth: int) -> str:
    return f"# yaml-language-server: $schema={'../' * depth}{SCHEMAS}/{kind}.json\n"


def modeline(kind: str, depth: int) -> str:
    """Return the first line of a file so deep below the tracker, which names its schema."""
    return _modeline(kind, depth)


def _comment(text: str) -> str:
    return "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())


def editor_settings() -> dict[str, Any]:
    """Return the settings of VS Code: which schema is for which files, and two spaces."""
    return {
        "yaml.schemas": {f"./{SCHEMAS}/{kind}.json": path for kind, path in FILES.items()},
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "files.associations": {"*.yaml": "yaml"},
        "[yaml]": {
            "editor.tabSize": 2,
            "editor.insertSpaces": True,
            "editor.detectIndentation": False,
        },
        "files.eol": "\n",
        "files.encoding": "utf8",
    }
