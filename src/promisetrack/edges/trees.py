"""The files of a commit, read from its trees by ourselves, each tree checked against its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.edges.commits import CommitLine, parse_line
from promisetrack.edges.names import limit_of, readable
from promisetrack.edges.objects import Reader, TreeItem, damaged, reading
from promisetrack.edges.walk import too_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from promisetrack.edges.process import Runner

FILES_LIMIT = 1_000_000
SUBMODULE = "160000"


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a commit: its path below the tracker's folder, git's mode in octal, its blob.

    Of a submodule (mode 160000) `blob` is the commit that it points to.
    """

    path: str
    mode: str
    blob: str


def entries_below(
    runner: Runner, tree: str, *, prefix: str, folders: Sequence[str], object_format: str
) -> tuple[TreeEntry, ...]:
    """Return all that lies in some folders of the tracker's folder, in byte order of the paths.

    Folders are read level by level, one git process for all.
    """
    files: list[tuple[bytes, TreeItem]] = []
    with reading(runner, object_format) as reader:
        place = folder_at(reader, tree, prefix)
        if place is None:
            return ()
        top = {folder.encode("utf-8") for folder in folders}
        level = [(item.name, item) for item in reader.tree(place) if item.name in top]
        while level:
            files += [pair for pair in level if not pair[1].is_tree]
            open_next = [(path, item.id) for path, item in level if item.is_tree]
            if len(files) + len(open_next) > FILES_LIMIT:
                raise too_many(FILES_LIMIT)
            level = _read(reader, open_next)
    files.sort(key=lambda pair: pair[0])
    return tuple(TreeEntry(readable(path), f"{item.mode:06o}", item.id) for path, item in files)


def file_at(
    runner: Runner, commit: str, path: str, *, object_format: str
) -> tuple[TreeEntry, bytes] | None:
    """Return one file of a commit by its path in the repository; None where there is none.

    A link's content is its target, a submodule's is empty; of a file beyond its limit
    (`names.limit_of`) one byte more than that is kept.
    """
    folder, _, name = path.rpartition("/")
    with reading(runner, object_format) as reader:
        place = folder_at(reader, line_of(reader, commit).tree, f"{folder}/" if folder else "")
        wanted = name.encode("utf-8", "surrogateescape")
        found = [one for one in reader.tree(place) if one.name == wanted] if place else []
        if not found or found[0].is_tree:
            return None
        entry = TreeEntry(path, f"{found[0].mode:06o}", found[0].id)
        if entry.mode == SUBMODULE:
            return entry, b""
        return entry, reader.read(entry.blob, limit=limit_of(path))


def line_of(reader: Reader, commit: str) -> CommitLine:
    """Return the shape of a commit."""
    try:
        return parse_line(commit, reader.read(commit, "commit"))
    except ValueError as wrong:
        raise damaged(commit) from wrong


def folder_at(reader: Reader, tree: str, folder: str) -> str | None:
    """Return the tree of a folder (`""` or ending in `/`) inside a tree; None without one."""
    place = tree
    for part in folder.encode("utf-8", "surrogateescape").split(b"/")[:-1]:
        found = [item for item in reader.tree(place) if item.name == part and item.is_tree]
        if not found:
            return None
        place = found[0].id
    return place


def _read(reader: Reader, trees: Iterable[tuple[bytes, str]]) -> list[tuple[bytes, TreeItem]]:
    """Return what these folders hold, with paths."""
    inside: list[tuple[bytes, TreeItem]] = []
    for path, name in trees:
        inside += [(path + b"/" + item.name, item) for item in reader.tree(name)]
        if len(inside) > FILES_LIMIT:
            raise too_many(FILES_LIMIT)
    return inside
