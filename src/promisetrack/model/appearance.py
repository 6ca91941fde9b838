"""The colours of a site: the tokens of its stylesheet, a tracker's own, whether text is legible.

A colour of `tracker.yaml: theme.colours` is named as in the stylesheet, without the two hyphens;
with `-dark` behind its name it counts on dark screens. Contrast is that of WCAG 2.2 (success
criterion 1.4.3: 4.5 to 1 for text).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from promisetrack.files import EXECUTABLE, REGULAR
from promisetrack.model.forms import PATTERNS
from promisetrack.model.pictures import kind_of
from promisetrack.resources import site_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.files import SourceFile

STYLE: Final = "assets/style.css"
LOGO_LIMIT: Final = 200 * 1024
DARK: Final = "-dark"
ENOUGH: Final = 4.5
"""The least contrast of text, as a ratio to 1 (WCAG 2.2, level AA)."""

_TEXT: Final = ("ink", "soft", "link", "done", "moving", "waiting", "stopped", "late")
_PAIRS: Final = (
    *((one, ground) for one in _TEXT for ground in ("paper", "sheet")),
    ("ink", "ins"),
    ("ink", "del"),
)
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-fA-F]{3,6})\s*(?:;|\Z)")
_MODE = re.compile(r"prefers-color-scheme:\s*dark")
_FONT = re.compile(r"[^\W_](?:[\w -]*\w)?")
_GENERIC: Final = ("serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif")


@dataclass(frozen=True, slots=True)
class Pale:
    """A text colour and the ground on which it cannot be read; `ratio` is to 1."""

    text: str
    ground: str
    is_dark: bool
    ratio: float


@cache
def shipped() -> dict[str, str]:
    """Return the colours of the stylesheet that travels with the program."""
    return tokens((site_templates() / STYLE).read_text("utf-8"))


def chosen_of(written: object) -> dict[str, str]:
    """Return the colours of `theme.colours` that the stylesheet has and that are colours."""
    known, found = shipped(), written if isinstance(written, Mapping) else {}
    is_colour = re.compile(PATTERNS["colour"]).fullmatch
    return {
        name: value
        for name, value in found.items()
        if name in known and isinstance(value, str) and is_colour(value)
    }


def logo_of(written: str, files: Mapping[str, SourceFile]) -> SourceFile | None:
    """Return the picture that `theme.logo` names, None where there is none that can be one.

    The path begins at the folder that holds `commitments/`, or inside of that.
    """
    for path in (written, f"commitments/{written}"):
        one = files.get(path)
        if one is not None and one.mode in (REGULAR, EXECUTABLE):
            is_small = len(one.content) <= LOGO_LIMIT
            return one if is_small and kind_of(one.path, one.content) else None
    return None


def tokens(css: str) -> dict[str, str]:
    """Return the colours of a stylesheet by the names that a tracker gives them."""
    light, dark = _blocks(css)
    found = dict(_TOKEN.findall(light))
    return found | {f"{name}{DARK}": value for name, value in _TOKEN.findall(dark)}


def pale(colours: Mapping[str, str], chosen: Mapping[str, str]) -> Iterator[Pale]:
    """Yield the pairs that cannot be read and of which a tracker chose at least one colour."""
    whole = {**colours, **chosen}
    for end in ("", DARK):
        for text, ground in _PAIRS:
            one, other = f"{text}{end}", f"{ground}{end}"
            if one in chosen or other in chosen:
                ratio = contrast(whole[one], whole[other])
                if ratio < ENOUGH:
                    yield Pale(one, other, bool(end), ratio)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as `#114a8b`, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def legible(colour: str, grounds: tuple[str, ...]) -> str:
    """Return the nearest colour that can be read on all of these grounds."""
    is_dark_ground = _luminance(grounds[0]) < 0.18
    aim = 255 if is_dark_ground else 0
    parts = _parts(colour)
    for step in range(101):
        mixed = [round(part + (aim - part) * step / 100) for part in parts]
        found = "#" + "".join(f"{part:02x}" for part in mixed)
        if all(contrast(found, ground) >= ENOUGH for ground in grounds):
            return found
    return "#ffffff" if is_dark_ground else "#000000"


def themed(css: str, chosen: Mapping[str, str], fonts: tuple[str, ...] = ()) -> str:
    """Return a stylesheet with other colours and, before its own, other fonts."""
    light, dark = _blocks(css)
    css = css.replace(light, _recoloured(light, chosen, ""), 1) if light else css
    css = css.replace(dark, _recoloured(dark, chosen, DARK), 1) if dark else css
    if fonts:
        names = ", ".join(one if one in _GENERIC else f'"{one}"' for one in fonts)
        css = re.sub(r"(--(?:sans|serif):\s*)", lambda found: f"{found[1]}{names}, ", css, count=2)
    return css


def fonts_of(written: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of fonts in a text, and what cannot be one."""
    names = [" ".join(one.strip().strip("\"'").split()) for one in written.split(",")]
    names = [one for one in names if one]
    good = tuple(one for one in names if _FONT.fullmatch(one))
    return good, tuple(one for one in names if one not in good)


def _blocks(css: str) -> tuple[str, str]:
    """Return the tokens for light screens, and those for dark ones."""
    mode = _MODE.search(css)
    before, after = (css[: mode.start()], css[mode.end() :]) if mode else (css, "")
    light, dark = _ROOT.search(before), _ROOT.search(after)
    return (light[1] if light else "", dark[1] if dark else "")


def _recoloured(block: str, chosen: Mapping[str, str], end: str) -> str:
    def one(found: re.Match[str]) -> str:
        return found[0].replace(found[2], chosen.get(f"{found[1]}{end}", found[2]))

    return _TOKEN.sub(one, block)


def _parts(colour: str) -> tuple[int, ...]:
    digits = colour.lstrip("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2, from IEC 61966-2-1)."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
