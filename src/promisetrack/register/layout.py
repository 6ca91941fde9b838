"""What a path below `commitments/` stands for (model.md, "Files")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Role: TypeAlias = Literal[
    "tracker",
    "organisation",
    "theme",
    "place",
    "plan",
    "commitment",
    "assessment",
    "evidence-file",
    "links",
    "stray",
]

FOLDER = "commitments"
LISTS: dict[str, Role] = {
    "organisations.yaml": "organisation",
    "themes.yaml": "theme",
    "places.yaml": "place",
}


@dataclass(frozen=True, slots=True)
class Place:
    """The role of a file, the plan's folder it lies in, and the id that its name gives."""

    role: Role
    plan: str | None = None
    stem: str | None = None


def classify(path: str) -> Place:
    """Return what the file at `path` (relative, with `/`) is for."""
    parts = path.split("/")
    if len(parts) < 2 or parts[0] != FOLDER:
        return Place("stray")
    inside = parts[1:]
    if len(inside) == 1:
        return _top(inside[0])
    if inside == ["checks", "links.json"]:
        return Place("links")
    return _in_plan(inside)


def _top(name: str) -> Place:
    if name == "tracker.yaml":
        return Place("tracker")
    return Place(LISTS.get(name, "stray"))


def _in_plan(inside: list[str]) -> Place:
    plan, *rest = inside
    if rest[0] == "files" and len(rest) > 1:
        return Place("evidence-file", plan)
    if len(rest) == 2 and rest[0].endswith(".assessments") and rest[1].endswith(".yaml"):
        return Place("assessment", plan, rest[0].removesuffix(".assessments"))
    if len(rest) == 1 and rest[0].endswith(".yaml"):
        stem = rest[0].removesuffix(".yaml")
        return Place("plan" if stem == "plan" else "commitment", plan, stem)
    return Place("stray", plan)
