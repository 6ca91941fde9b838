"""A tracker's own `site_templates/`: files that stand before the shipped ones of the same name.

Templates are code (audit.md, "What a site is a function of"): they come from the very files that
the register comes from, run in a sandbox, and are left aside where nobody vouches for them.
What is wrong with one is a `TemplateFault` with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from promisetrack.artifact import Artifact
from promisetrack.diagnostic import say
from promisetrack.errors import TemplateFault
from promisetrack.files import EXECUTABLE, REGULAR
from promisetrack.resources import site_templates
from promisetrack.site.styles import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from promisetrack.files import SourceFile

FOLDER: Final = "site_templates"
ASSETS: Final = "assets/"
TEXT_LIMIT: Final = 256 * 1024
ASSET_LIMIT: Final = 2 * 1024 * 1024
_TEMPLATE = re.compile(r"(?:base|(?:pages|blocks|macros)/[\w.-]+)\.html|glyphs/[a-z-]+\.svg")
_TEXT: Final = (".css", ".js")
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".ico", ".woff2")


_EJECTED = re.compile(
    rb"\A(?:\{# promisetrack theme eject.*?#\}|/\* promisetrack theme eject.*?\*/)\n", re.DOTALL
)
"""What `theme eject` writes above a copy: with nothing else changed, the copy is still ours."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """What a tracker brings. `templates` and `assets` by name, only where they are used.

    `is_ignored`: it brings templates that nobody vouched for, so ours are used. `idle` are files
    that change nothing: of a kind or a place that a site has no use for.
    """

    templates: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, bytes] = field(default_factory=dict)
    idle: tuple[str, ...] = ()
    is_ignored: bool = False

    @property
    def is_used(self) -> bool:
        """Whether anything on the site is made by the tracker's own files."""
        return bool(self.templates or self.assets)

    def applied(self, artifact: Artifact) -> Artifact:
        """Return the tracker's own file in the place of ours, where it has one."""
        own = self.assets.get(artifact.path)
        return artifact if own is None else Artifact(artifact.path, own)

    def added(self, taken: Iterable[str]) -> Iterator[Artifact]:
        """Yield the assets that take no file's place."""
        for name in sorted(self.assets.keys() - set(taken)):
            yield Artifact(name, self.assets[name])


NOTHING: Final = Shadow()


def shadow_of(files: Mapping[str, SourceFile], *, is_trusted: bool) -> Shadow:
    """Return what the files below `site_templates/` change; those equal to ours change nothing.

    Without trust nothing in them is looked at.
    """
    own = {path: one for path, one in files.items() if path.startswith(f"{FOLDER}/")}
    others = {path: one for path, one in own.items() if not _is_shipped(one)}
    names = {path: path.removeprefix(f"{FOLDER}/") for path in others}
    if not is_trusted:
        is_any = any(_is_template(name) or _is_asset(name) for name in names.values())
        return Shadow(is_ignored=is_any)
    templates, assets, idle = {}, {}, []
    for path, one in sorted(others.items()):
        if _is_template(names[path]):
            templates[names[path]] = _text(one, TEXT_LIMIT)
        elif _is_asset(names[path]):
            assets[names[path]] = _asset(one)
        else:
            idle.append(path)
    return Shadow(templates, assets, tuple(idle))


def offered() -> tuple[str, ...]:
    """Return the names of our files that a tracker may put its own in the place of."""
    root = site_templates()
    names = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return tuple(sorted(name for name in names if _is_template(name) or _is_asset(name)))


def ejected(name: str, note: tuple[str, ...]) -> bytes:
    """Return our file with a comment above it that says what it is and what it is given."""
    content = (site_templates() / name).read_bytes()
    lines = "\n".join(("promisetrack theme eject", *note))
    if name.endswith(".html"):
        return f"{{# {lines} #}}\n".encode() + content
    return f"/* {lines} */\n".encode() + content if name.endswith(".css") else content


def _is_template(name: str) -> bool:
    return _TEMPLATE.fullmatch(name) is not None


def _is_asset(name: str) -> bool:
    is_plain = re.fullmatch(rf"{ASSETS}[\w-][\w.-]*", name, re.ASCII) is not None
    return is_plain and name.lower().endswith((*_TEXT, *_PICTURES))


def _is_shipped(one: SourceFile) -> bool:
    """Whether a file is ours, byte for byte: ejected and not changed yet."""
    name = one.path.removeprefix(f"{FOLDER}/")
    if not (_is_template(name) or _is_asset(name)):
        return False
    ours = site_templates() / name
    is_plain = one.mode in (REGULAR, EXECUTABLE) and ours.is_file()
    return is_plain and ours.read_bytes() == _EJECTED.sub(b"", one.content)


def _asset(one: SourceFile) -> bytes:
    if one.path.endswith(".css"):
        return squeezed(_text(one, TEXT_LIMIT)).encode()
    if one.path.endswith(".js"):
        return _text(one, TEXT_LIMIT).encode()
    return _regular(one, ASSET_LIMIT).content


def _text(one: SourceFile, limit: int) -> str:
    try:
        return _regular(one, limit).content.decode("utf-8")
    except UnicodeDecodeError:
        raise TemplateFault(
            say("{path} is not text in UTF-8", path=one.path),
            say("save it again with the encoding UTF-8"),
        ) from None


def _regular(one: SourceFile, limit: int) -> SourceFile:
    if one.mode not in (REGULAR, EXECUTABLE):
        raise TemplateFault(
            say(
                "{path} is a link or a submodule: it could lead out of the register", path=one.path
            ),
            say("put a copy of the file itself in its place"),
        )
    if len(one.content) > limit:
        raise TemplateFault(
            say("{path} is larger than {n} KiB", path=one.path, n=limit // 1024),
            say("make it smaller, or take it out of “site_templates”"),
        )
    return one
