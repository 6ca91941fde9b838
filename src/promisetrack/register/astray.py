"""Files that lie where nothing reads them, or that are not what their place asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from promisetrack.diagnostic import Fault, say
from promisetrack.model.kinds import KINDS, LISTS
from promisetrack.model.structure import structure_of
from promisetrack.register.layout import FOLDER, Place, classify
from promisetrack.source.labels import meant_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from promisetrack.register.layout import Role
    from promisetrack.source.document import Document


def stray(path: str) -> Fault:
    """Return the fault of a file that nothing reads."""
    if path.endswith(".yml"):
        return Fault(
            "stray-file",
            say("this file is not read, because its name ends in “.yml”"),
            say("rename it to “{name}”", name=path.rsplit("/", 1)[-1].removesuffix("yml") + "yaml"),
            path,
        )
    return Fault(
        "stray-file",
        say("this file is not read: nothing in a register has its name or its place"),
        say("evidence belongs in the folder “files” of its plan; move it there, or remove it"),
        path,
    )


def not_a_list(document: Document) -> Fault:
    """Return the fault of a file that should hold a list of records."""
    return Fault(
        "wrong-type",
        say("this file should be a list: one record behind each dash"),
        say("begin each record with “- id: …”, and write its other lines under “id”"),
        document.path,
        document.locate(()),
    )


def with_role(fault: Fault, role: Role) -> Fault:
    """Return a fault whose remedy says what a file in this place needs, where that matters."""
    if fault.check != "empty-file" or role not in KINDS:
        return fault
    members = structure_of(KINDS[role]).members
    needed = [name for name, member in members.items() if member.is_required]
    if role == "commitment":
        needed.append("status")  # it may be left out, with a warning
    fields = ", ".join(needed)
    if role in LISTS:
        told = say(
            "write at least one item: “- {first}: …”, and on the lines below it {rest}; or remove "
            "the file",
            first=needed[0],
            rest=", ".join(needed[1:]),
        )
    elif role == "tracker":
        told = say("write at least “{field}: …”", field=fields)
    else:
        told = say("write at least {fields}, or remove the file", fields=fields)
    return replace(fault, help=told)


def judged(place: Place) -> str:
    """Return the path of the commitment that a file of assessments speaks of."""
    return f"{FOLDER}/{place.plan}/{place.stem}.yaml"


def orphan(path: str, place: Place, files: Iterable[str]) -> Fault:
    """Return the fault of a file of assessments beside no commitment."""
    beside = (classify(one) for one in files)
    known = sorted(
        one.stem or "" for one in beside if one.role == "commitment" and one.plan == place.plan
    )
    near = meant_value(place.stem or "", known)
    help_text = say("rename its folder: the id of the promise, and “.assessments” behind it")
    if near:
        help_text = say("did you mean the folder “{near}.assessments”?", near=near)
    return Fault(
        "stray-file",
        say(
            "no page shows these assessments: their plan has no promise “{name}”",
            name=place.stem or "",
        ),
        help_text,
        path,
    )


def of_somebody_else(document: Document, index: int, item: object) -> Iterator[Fault]:
    """Yield the fault of an assessment in the file of another organisation than who judges."""
    name = document.path.rpartition("/")[2].removesuffix(".yaml")
    by = item.get("by") if isinstance(item, dict) else None
    if isinstance(by, str) and by and by != name:
        yield Fault(
            "file-name-differs-from-id",
            say("“{by}” judges here, but the file is that of “{name}”", by=by, name=name),
            say("write “by: {name}”, or move this record to a file “{by}.yaml”", name=name, by=by),
            document.path,
            document.locate((index, "by")),
            (index, "by"),
        )
