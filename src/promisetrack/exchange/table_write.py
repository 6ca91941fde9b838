"""Changed rows back into the files of a plan, each file changed as little as possible."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from promisetrack.diagnostic import Message, say
from promisetrack.exchange.names import slug
from promisetrack.exchange.table import put
from promisetrack.exchange.table_changes import CellFault
from promisetrack.source import edit
from promisetrack.source.keep import rewrite_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.exchange.table import Line, Sheet
    from promisetrack.exchange.table_changes import Added, Findings
    from promisetrack.register.register import Register


@dataclass(slots=True)
class Writer:
    """Holds the data of the files that change; `origin` says which cell wrote what.

    `first` is the language of texts that are written without one. What was wrong is in `faults`,
    what was not done in `notes`.
    """

    plan: str
    first: str
    register: Register
    existing: Mapping[str, str]
    may_remove: bool = False
    data: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    origin: dict[tuple[str, tuple[str | int, ...]], str] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

    def write(self, found: Findings) -> dict[str, str | None]:
        """Return the new text of every file that changes; None for one that goes."""
        for one in found.edits:
            record = self._record(one.line)
            put(record, one.column, one.value, self.first)
            self.origin[one.line.path, (*one.line.at, *one.column.path)] = one.cell
        for added in found.added:
            self._add(added)
        self._remove(found.removed)
        texts: dict[str, str | None] = dict.fromkeys(self.gone)
        for path, data in self.data.items():
            if path not in self.gone:
                texts[path] = self._rewritten(path, data)
        return {path: text for path, text in texts.items() if text != self._written(path)}

    def _written(self, path: str) -> str | None:
        """Return a file's very text, line ends and all; None where there is no such file."""
        file = self.register.files.get(path)
        return None if file is None else file.content.decode("utf-8")

    def _rewritten(self, path: str, data: dict[str, Any]) -> str:
        file = self.register.files.get(path)
        if file is None:
            return edit.dump_new(data)
        return rewrite_bytes(file.content, data).decode("utf-8")

    def _file(self, path: str) -> dict[str, Any]:
        if path not in self.data:
            found = edit.plain_data(self.existing[path])
            self.data[path] = found if isinstance(found, dict) else {}
        return self.data[path]

    def _record(self, line: Line) -> dict[str, Any]:
        here: Any = self._file(line.path)
        for part in line.at:
            here = here[part]
        found: dict[str, Any] = here
        return found

    def _add(self, added: Added) -> None:
        if not added.sheet.steps:
            self._add_commitment(added)
            return
        path = self._path_of(str(added.values["/commitment"]))
        if path is None:
            self._fault(
                added,
                "/commitment",
                say("there is no commitment “{id}”", id=str(added.values["/commitment"])),
                say("choose one of the list"),
            )
            return
        holder: Any = self._file(path)
        at: tuple[str | int, ...] = ()
        for step, parent in zip(added.sheet.steps[:-1], added.sheet.parents[1:], strict=True):
            wanted = str(added.values[f"/{parent}"])
            items = holder.get(step) or []
            place = next((n for n, one in enumerate(items) if one.get("id") == wanted), None)
            if place is None:
                self._fault(
                    added,
                    f"/{parent}",
                    say("there is no “{id}” in this commitment", id=wanted),
                    say("write the id of a row of the other sheet"),
                )
                return
            holder, at = items[place], (*at, step, place)
        self._append(added, holder, path, at)

    def _append(
        self, added: Added, holder: dict[str, Any], path: str, at: tuple[str | int, ...]
    ) -> None:
        items = holder.setdefault(added.sheet.steps[-1], [])
        record = self._new(added, {str(one.get("id")) for one in items})
        if record is None:
            return
        place = _place(record, items)
        items.insert(place, record)
        inner = (*at, added.sheet.steps[-1], place)
        for column in added.sheet.columns:
            if column.path:
                self.origin[path, (*inner, *column.path)] = added.cell(column.name)

    def _add_commitment(self, added: Added) -> None:
        taken = {one.id for one in self.register.commitments.values()}
        record = self._new(added, taken | {str(one.get("id")) for one in self.data.values()})
        if record is None:
            return
        path = f"commitments/{self.plan}/{record['id']}.yaml"
        if path in self.existing or path in self.data:
            self._fault(
                added,
                "id",
                say("there is a file “{path}” already", path=path),
                say("choose another id"),
            )
            return
        self.data[path] = record
        for column in added.sheet.columns:
            self.origin[path, column.path] = added.cell(column.name)

    def _new(self, added: Added, taken: set[str]) -> dict[str, Any] | None:
        """Return the data of a new record; None where its id is taken."""
        record: dict[str, Any] = {}
        for column in added.sheet.columns:
            if column.path and column.name in added.values:
                put(record, column, added.values[column.name], self.first)
        if added.sheet.column("id") is None or not added.sheet.column("id").is_required:  # type: ignore[union-attr] # a column, see before
            return record
        wanted = record.get("id") or _free(added.values, taken)
        if wanted in taken:
            self._fault(
                added,
                "id",
                say("the id “{id}” is taken", id=wanted),
                say("leave the cell blank: an id is made from the title"),
            )
            return None
        return {"id": wanted, **{key: value for key, value in record.items() if key != "id"}}

    def _path_of(self, commitment: str) -> str | None:
        entry = self.register.commitments.get(commitment)
        if entry is not None and entry.plan == self.plan:
            return entry.path
        path = f"commitments/{self.plan}/{commitment}.yaml"
        return path if path in self.data else None

    def _remove(self, removed: list[tuple[Sheet, Line]]) -> None:
        lost: dict[tuple[str, tuple[str | int, ...]], list[int]] = defaultdict(list)
        for sheet, line in removed:
            if not self.may_remove:
                self.notes.append(
                    say(
                        "the row of “{record}” is missing from “{sheet}”: it stays in the tracker; "
                        "--remove takes it away",
                        record=" / ".join(line.key),
                        sheet=sheet.name,
                    )
                )
            elif not line.at:
                self.gone.add(line.path)
            else:
                *above, place = line.at
                lost[line.path, tuple(above)].append(int(place))
        for (path, inside), places in lost.items():
            self._cut(path, inside, places)

    def _cut(self, path: str, above: tuple[str | int, ...], places: list[int]) -> None:
        """Take items out of a list; they are counted as in the file, before rows were added."""
        holder: Any = self._file(path)
        for part in above[:-1]:
            holder = holder[part]
        before: Any = edit.plain_data(self.existing[path])
        for part in above:
            before = before[part]
        doomed = [before[place] for place in places]
        kept = [one for one in holder[above[-1]] if one not in doomed]
        if kept:
            holder[above[-1]] = kept
        else:
            del holder[above[-1]]

    def _fault(self, added: Added, column: str, message: Message, help: Message) -> None:  # noqa: A002 - the same word as in Diagnostic
        self.faults.append(CellFault(added.cell(column), message, help))


def _free(values: Mapping[str, Any], taken: set[str]) -> str:
    """Return an id made of the title, one that is not taken."""
    title = next((text for name, text in values.items() if name.startswith("title@")), "x")
    made = slug(str(title), longest=56)
    if made not in taken:
        return made
    return next(name for n in range(2, 10_000) if (name := f"{made}-{n}") not in taken)


def _place(record: Mapping[str, Any], items: list[Any]) -> int:
    """Return where a new item belongs: behind the last that is not later, else at the end."""
    day = record.get("date")
    if not isinstance(day, str):
        return len(items)
    later = (
        at for at, one in enumerate(items) if isinstance(one.get("date"), str) and one["date"] > day
    )
    return next(later, len(items))
