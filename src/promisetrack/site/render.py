"""Templates to HTML: the only home of jinja2.

Escaping is always on and an unknown name is an error. Where a tracker brings templates of its own,
they run in a sandbox. All HTML that does not stand in a template is made by `pen`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from promisetrack.artifact import Artifact
from promisetrack.resources import site_templates
from promisetrack.site.feeds.links import alternates
from promisetrack.site.frame import frame_of
from promisetrack.site.pen import Pen, safe_url
from promisetrack.site.urls import absolute, file_of
from promisetrack.words.typography import mend, mend_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.runtime import Context
    from markupsafe import Markup

    from promisetrack.site.desk import Desk, Edition
    from promisetrack.site.parts import Page
    from promisetrack.site.said import Said

_SPRITE = "<!--glyphs-->"
_USED = re.compile(r'href="#g-([a-z-]+)"')
_INSIDE_SVG = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_BLANK = re.compile(r"\n\s*\n+")


class Renderer:
    """The templates of a site. `own` are a tracker's templates by name; they stand first."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        kind = ImmutableSandboxedEnvironment if own else Environment
        self._environment = kind(
            loader=ChoiceLoader([DictLoader(own or {}), FileSystemLoader(site_templates())]),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            show=_show,
            spoken=_show,
            date=_show,
            to=_to,
            public=_public,
            markdown=_markdown,
            number=_number,
            typo=_typo,
            url=safe_url,
        )
        self._glyphs: dict[str, str] = {}

    def page(self, edition: Edition, page: Page) -> Artifact:
        """Return the file of a page."""
        desk = edition.desk(page.address)
        values: dict[str, Any] = {
            **_ABSENT,
            **page.values,
            "title": mend(page.title, edition.tongue.language),
            "description": mend(_short(page.description), edition.tongue.language),
            "alternates": alternates(desk),
            "public_address": _public_address(desk),
            "frame": frame_of(desk, is_hidden=page.is_hidden),
            "pen": desk.pen,
            "_": edition.tongue.say,
            "n_": edition.tongue.say_n,
        }
        html = self._environment.get_template(page.template).render(values)
        html = self._with_sprite(mend_html(html, edition.tongue.language))
        return Artifact(file_of(page.address), _BLANK.sub("\n", html).strip().encode() + b"\n")

    def _with_sprite(self, html: str) -> str:
        """Put the glyphs that a page uses, and no others, where the frame wants them."""
        symbols = "".join(self._symbol(name) for name in sorted(set(_USED.findall(html))))
        sprite = f'<svg class="sprite" aria-hidden="true" focusable="false">{symbols}</svg>'
        return html.replace(_SPRITE, sprite if symbols else "", 1)

    def _symbol(self, name: str) -> str:
        if name not in self._glyphs:
            source, _, _ = self._environment.loader.get_source(  # type: ignore[union-attr] # set above
                self._environment, f"glyphs/{name}.svg"
            )
            found = _INSIDE_SVG.search(source)
            inside = found[1] if found else ""
            self._glyphs[name] = f'<symbol id="g-{name}" viewBox="0 0 20 20">{inside}</symbol>'
        return self._glyphs[name]


_ABSENT: dict[str, object] = {
    "note": "",
    "said": None,
    "today": "",
    "head_blocks": (),
    "data_address": "",
    "source_link": None,
}
"""What a page may leave out; everything else that a template names must be given."""


def _public_address(desk: Desk) -> str:
    """Return the address at which a page is public; empty where that is not known."""
    base = desk.site.options.base_url
    return absolute(base, desk.pen.here) if base else ""


def _pen(context: Context) -> Pen:
    pen = context["pen"]
    assert isinstance(pen, Pen)  # noqa: S101 - a template cannot change it
    return pen


@pass_context
def _show(context: Context, value: object) -> Markup:
    return _pen(context).show(value)


@pass_context
def _to(context: Context, address: str) -> str:
    return _pen(context).to(address)


@pass_context
def _public(context: Context, address: str) -> str:
    return _pen(context).public(address)


@pass_context
def _markdown(context: Context, said: Said) -> Markup:
    return _pen(context).markdown(said)


@pass_context
def _number(context: Context, value: int) -> str:
    return _pen(context).tongue.number(value)


@pass_context
def _typo(context: Context, text: str) -> str:
    return mend(text, _pen(context).tongue.language)


def _short(text: str) -> str:
    """Return a description of the length that search engines show."""
    return text if len(text) <= 200 else text[:190].rsplit(" ", 1)[0] + " …"
