"""The manifest of a site: from which commit it was made, how, and the SHA-256 of every file.

It holds no clock: the same commit, log, options, day, version and dependencies give the same
bytes (audit.md, "Manifest").
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT: Final = "promisetrack-manifest/1"
MANIFEST: Final = "audit/manifest.json"
PUBLICATIONS: Final = "audit/publications.jsonl"
OWN: Final = (MANIFEST, PUBLICATIONS)
"""The two files that no manifest lists: one cannot hold its own hash, the other repeats the log."""

LIMIT: Final = 64 * 1024 * 1024
"""Bytes of a manifest that are read."""

_FILES: Final = 500_000
_SIZE: Final = 1 << 40
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_ODD: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class SiteFile:
    """One file of a site: its address, its size in bytes, the SHA-256 of its bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SourceClaim:
    """The commit that a site was made from.

    `tree_sha256` hashes the tracker's files without git's SHA-1; `commits` is the length of the
    main line up to here, `roots` are the commits without parents that it goes back to.
    """

    object_format: str
    commit: str
    tree: str
    tree_sha256: str
    commits: int
    roots: tuple[str, ...]
    commit_time_claimed: str


@dataclass(frozen=True, slots=True)
class Builder:
    """The program that made the site, and what it was asked for."""

    name: str
    version: str
    dependencies_sha256: str
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one publication says of itself. `previous_entry` is the log's tip when it was made."""

    n: int
    previous_entry: str | None
    source: SourceClaim
    today: str
    builder: Builder
    files_root: str
    files: tuple[SiteFile, ...]


class BadManifest(ValueError):  # noqa: N818 - the word for what it is
    """Bytes that are no manifest which this program can read; `message` says why."""

    def __init__(self, message: Message, *, is_newer: bool = False) -> None:
        super().__init__(message.text)
        self.message = message
        self.is_newer = is_newer


def site_file(path: str, content: bytes) -> SiteFile:
    """Return the line of a manifest about a file with these bytes."""
    return SiteFile(path, len(content), hashlib.sha256(content).hexdigest())


def make(
    files: Iterable[SiteFile],
    *,
    source: SourceClaim,
    builder: Builder,
    today: str,
    previous: tuple[int, str] | None = None,
) -> Manifest:
    """Return the manifest of a site. `previous` is the log's last entry: its number and commit."""
    listed = tuple(sorted((one for one in files if one.path not in OWN), key=_by_path))
    number, entry = (previous[0] + 1, previous[1]) if previous else (0, None)
    return Manifest(number, entry, source, today, builder, files_root(listed), listed)


def files_root(files: Iterable[SiteFile]) -> str:
    """Return one hash for all files: SHA-256 over `sha256 SP size SP path NUL`, in byte order."""
    made = hashlib.sha256()
    for one in sorted(files, key=_by_path):
        made.update(f"{one.sha256} {one.size} {one.path}\0".encode())
    return made.hexdigest()


def tree_sha256(blobs: Iterable[tuple[str, str, int, str]]) -> str:
    """Return one hash for a tracker's files, from (path, mode, size, SHA-256 of the bytes) each.

    It is SHA-256 over `mode SP sha256 SP size SP path NUL`, paths in byte order.
    """
    made = hashlib.sha256()
    for path, mode, size, sha256 in sorted(blobs, key=lambda one: one[0].encode()):
        made.update(f"{mode} {sha256} {size} {path}\0".encode())
    return made.hexdigest()


def to_bytes(manifest: Manifest) -> bytes:
    """Return the manifest as it is written: JSON, one line for each file."""
    plain = {
        "format": FORMAT,
        "n": manifest.n,
        "previous_entry": manifest.previous_entry,
        "source": asdict(manifest.source),
        "today": manifest.today,
        "builder": asdict(manifest.builder),
        "files_root": manifest.files_root,
    }
    head = json.dumps(plain, ensure_ascii=False, indent=2).removesuffix("\n}")
    lines = ",\n    ".join(json.dumps(asdict(one), ensure_ascii=False) for one in manifest.files)
    return f'{head},\n  "files": [\n    {lines}\n  ]\n}}\n'.encode()


def parse(content: bytes) -> Manifest:
    """Read a manifest that anybody may have written. Raises BadManifest, nothing else."""
    if len(content) > LIMIT:
        raise BadManifest(say("it is larger than {n} bytes", n=LIMIT))
    try:
        plain = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise BadManifest(say("it is not JSON")) from None
    if not isinstance(plain, dict) or not isinstance(plain.get("format"), str):
        raise BadManifest(say("it does not say which format it has"))
    if plain["format"] != FORMAT:
        is_newer = plain["format"].startswith("promisetrack-manifest/")
        raise BadManifest(say("this program does not know its format"), is_newer=is_newer)
    try:
        return _read(plain)
    except (KeyError, TypeError, ValueError) as wrong:
        if isinstance(wrong, BadManifest):
            raise
        what = str(wrong).strip("'\"")[:80]
        raise BadManifest(say("“{key}” is missing or wrong", key=what)) from None


def _read(plain: dict[str, Any]) -> Manifest:
    files = _files(plain["files"])
    root = _text(plain, "files_root", _SHA256)
    if files_root(files) != root:
        raise BadManifest(say("its “files_root” is not that of the files that it lists"))
    number = _count(plain, "n")
    previous = _text(plain, "previous_entry", _COMMIT) if plain["previous_entry"] else None
    if (number == 0) != (previous is None):
        raise ValueError("previous_entry")
    return Manifest(
        number,
        previous,
        _source(plain["source"]),
        _text(plain, "today", _DAY),
        _builder(plain["builder"]),
        root,
        files,
    )


def _source(plain: dict[str, Any]) -> SourceClaim:
    roots = plain["roots"]
    if not isinstance(roots, list) or not all(
        isinstance(one, str) and _COMMIT.fullmatch(one) for one in roots
    ):
        raise ValueError("roots")
    return SourceClaim(
        _text(plain, "object_format", re.compile("sha1|sha256")),
        _text(plain, "commit", _COMMIT),
        _text(plain, "tree", _COMMIT),
        _text(plain, "tree_sha256", _SHA256),
        _count(plain, "commits"),
        tuple(roots),
        _text(plain, "commit_time_claimed"),
    )


def _builder(plain: dict[str, Any]) -> Builder:
    options = plain["options"]
    if not isinstance(options, dict):
        raise ValueError("options")
    return Builder(
        _text(plain, "name"),
        _text(plain, "version"),
        _text(plain, "dependencies_sha256", _SHA256),
        options,
    )


def _files(plain: object) -> tuple[SiteFile, ...]:
    if not isinstance(plain, list) or len(plain) > _FILES:
        raise ValueError("files")
    files = []
    for one in plain:
        size = one["size"]
        if not _is_count(size) or size > _SIZE:
            raise ValueError("size")
        files.append(SiteFile(_address(one["path"]), size, _text(one, "sha256", _SHA256)))
    paths = [one.path.encode() for one in files]
    if paths != sorted(set(paths)):
        raise BadManifest(say("its files are not in order, or one is listed twice"))
    return tuple(files)


def _address(path: object) -> str:
    """Return a path that stays inside the site."""
    if not isinstance(path, str) or len(path) > 1000 or _ODD.search(path) or path in OWN:
        raise ValueError("path")
    if any(part in ("", ".", "..") for part in path.split("/")):
        raise ValueError("path")
    return path


def _text(plain: dict[str, Any], key: str, form: re.Pattern[str] | None = None) -> str:
    value = plain[key]
    if not isinstance(value, str) or (form is not None and not form.fullmatch(value)):
        raise ValueError(key)
    value.encode()  # half a character is no text
    return value


def _count(plain: dict[str, Any], key: str) -> int:
    value = plain[key]
    if not isinstance(value, int) or not _is_count(value):
        raise ValueError(key)
    return value


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _by_path(one: SiteFile) -> bytes:
    return one.path.encode()
