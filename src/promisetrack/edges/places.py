"""Where in a repository a tracker lies, when nobody says so: a bare one has no folder to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisetrack.edges.names import COMMITMENTS, TRACKER
from promisetrack.edges.objects import Wanted, damaged, parse_tree, read_objects

if TYPE_CHECKING:
    from promisetrack.edges.git import Repository
    from promisetrack.edges.objects import TreeItem

_DEPTH = 6
_FOLDERS = 20_000


def trackers_in(repository: Repository, commit: str) -> tuple[str, ...]:
    """Return the folders that hold a tracker, `""` or `"a/b/"`, the nearest to the root first.

    Only six levels and 20,000 folders are looked at.
    """
    text = next(iter(repository.commit_texts([commit])))
    level: dict[str, str] = {"": text.tree}
    found: list[str] = []
    count = 0
    for _ in range(_DEPTH):
        count += len(level)
        if not level or count > _FOLDERS:
            break
        inside = _read(repository, level)
        beside = {path: {item.name: item for item in items} for path, items in inside.items()}
        homes = {
            path: names[COMMITMENTS.encode()].id
            for path, names in beside.items()
            if COMMITMENTS.encode() in names and names[COMMITMENTS.encode()].is_tree
        }
        holding = _read(repository, homes)
        found += sorted(
            path
            for path, items in holding.items()
            if any(item.name == TRACKER.encode() and not item.is_tree for item in items)
        )
        level = _below(inside)
    return tuple(found)


def _below(inside: dict[str, list[TreeItem]]) -> dict[str, str]:
    return {
        f"{path}{item.name.decode()}/": item.id
        for path, items in inside.items()
        for item in items
        if item.is_tree and _is_text(item.name)
    }


def _is_text(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def _read(repository: Repository, folders: dict[str, str]) -> dict[str, list[TreeItem]]:
    wanted = [Wanted(name, "tree") for name in folders.values()]
    contents = read_objects(repository.runner, wanted, object_format=repository.object_format)
    read: dict[str, list[TreeItem]] = {}
    for path, (one, content) in zip(folders, contents, strict=True):
        try:
            read[path] = list(parse_tree(content, repository.object_format))
        except ValueError as wrong:
            raise damaged(one.id) from wrong
    return read
