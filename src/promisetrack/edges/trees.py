"""The files of a commit, read from its trees by ourselves, each tree checked against its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.edges.names import readable
from promisetrack.edges.objects import TreeItem, Wanted, damaged, parse_tree, read_objects
from promisetrack.edges.walk import too_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from promisetrack.edges.process import Runner

FILES_LIMIT = 1_000_000


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

    Folders are read level by level, all of one level in one go.
    """
    place = tree
    for part in prefix.encode("utf-8", "surrogateescape").split(b"/")[:-1]:
        inside = _read(runner, [(b"", place)], object_format)
        found = [item for path, item in inside if path == part and item.is_tree]
        if not found:
            return ()
        place = found[0].id
    top = [folder.encode("utf-8") for folder in folders]
    level = [pair for pair in _read(runner, [(b"", place)], object_format) if pair[0] in top]
    files: list[tuple[bytes, TreeItem]] = []
    while level:
        files += [pair for pair in level if not pair[1].is_tree]
        open_next = [(path, item.id) for path, item in level if item.is_tree]
        if len(files) + len(open_next) > FILES_LIMIT:
            raise too_many(FILES_LIMIT)
        level = _read(runner, open_next, object_format)
    files.sort(key=lambda pair: pair[0])
    return tuple(TreeEntry(readable(path), f"{item.mode:06o}", item.id) for path, item in files)


def _read(
    runner: Runner, trees: Iterable[tuple[bytes, str]], object_format: str
) -> list[tuple[bytes, TreeItem]]:
    """Return what these folders hold, with paths."""
    asked = list(trees)
    wanted = (Wanted(name, "tree") for _, name in asked)
    inside: list[tuple[bytes, TreeItem]] = []
    contents = read_objects(runner, wanted, object_format=object_format)
    for (path, name), (_, content) in zip(asked, contents, strict=True):
        start = path + b"/" if path else b""
        try:
            inside += [(start + item.name, item) for item in parse_tree(content, object_format)]
        except ValueError as wrong:
            raise damaged(name) from wrong
        if len(inside) > FILES_LIMIT:
            raise too_many(FILES_LIMIT)
    return inside
