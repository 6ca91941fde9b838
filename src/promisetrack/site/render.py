"""Templates to HTML: the only home of jinja2.

Escaping is always on and an unknown name is an error. Where a tracker brings templates of its own,
they run in a sandbox. All HTML that does not stand in a template is made by `pen`.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, cast

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
    nodes,
    pass_context,
)
from jinja2.runtime import markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from promisetrack.artifact import Artifact
from promisetrack.diagnostic import Message, say
from promisetrack.errors import TemplateFault
from promisetrack.resources import site_templates
from promisetrack.site import guard
from promisetrack.site.feeds.links import alternates
from promisetrack.site.frame import frame_of
from promisetrack.site.pen import Pen, safe_url
from promisetrack.site.shadow import FOLDER
from promisetrack.site.stand_in import in_english
from promisetrack.site.urls import absolute, file_of
from promisetrack.words.typography import mend, mend_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
        self._own = dict(own or {})
        kind = _Sandbox if own else Environment
        self._environment = kind(
            loader=ChoiceLoader([FunctionLoader(self._source), FileSystemLoader(site_templates())]),
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
        html = in_english(self._filled(page.template, values))
        html = self._with_sprite(mend_html(html, edition.tongue.language))
        return Artifact(file_of(page.address), _BLANK.sub("\n", html).strip().encode() + b"\n")

    def needs(self, name: str) -> tuple[str, ...]:
        """Return the values that a template uses, as `frame.home`, in alphabetical order."""
        tree = self._environment.parse((site_templates() / name).read_text("utf-8"))
        given = meta.find_undeclared_variables(tree)
        inside = {
            f"{one.node.name}.{one.attr}"
            for one in tree.find_all(nodes.Getattr)
            if isinstance(one.node, nodes.Name) and one.node.name in given
        }
        whole = {one for one in given if not any(two.startswith(f"{one}.") for two in inside)}
        return tuple(sorted((inside | whole) - {"_", "n_"}))

    def _source(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        """Return a tracker's own template, and where it lies."""
        text = self._own.get(name)
        return None if text is None else (text, f"{FOLDER}/{name}", lambda: True)

    def _filled(self, name: str, values: dict[str, Any]) -> str:
        if not isinstance(self._environment, _Sandbox):
            return self._environment.get_template(name).render(values)
        self._environment.budget.renew()
        try:
            pieces = self._environment.get_template(name).generate(values)
            return "".join(_measured(pieces))
        except Exception as fault:  # whatever a stranger's template may raise
            place = _place_of(fault)
            if place is None and not isinstance(fault, guard.TooMuch):
                raise  # no line of theirs had a part in it
            raise _told(*(place or (f"{FOLDER}/", 0)), fault) from fault

    def _with_sprite(self, html: str) -> str:
        """Put the glyphs that a page uses, and no others, where the frame wants them."""
        symbols = "".join(self._symbol(name) for name in sorted(set(_USED.findall(html))))
        sprite = f'<svg class="sprite" aria-hidden="true">{symbols}</svg>'
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


class _Sandbox(ImmutableSandboxedEnvironment):
    """Where a tracker's templates run: no way to Python, no end of steps, escaping always on."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.budget = guard.Budget()
        for name in ("safe", "random"):  # unescaped text; another page at every build
            del self.filters[name]
        del self.globals["lipsum"]
        self.filters = {name: self._bounded(name, one) for name, one in self.filters.items()}
        self.filters["counted"] = self.budget.counted
        self.filters["joined"] = lambda values: guard.bounded(markup_join(values))

    def _bounded(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(work)
        def bounded(*values: Any, **named: Any) -> Any:
            self.budget.spend()
            if name in ("center", "indent", "wordwrap", "batch", "slice", "tojson"):
                guard.width(*values, *named.values())
            if name == "format":
                guard.form(str(values[0]))
            if name == "replace":
                guard.grown(*values[1:])
            return guard.bounded(work(*values, **named))

        return bounded

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Count the turns of every loop and measure every text that is put together."""
        tree = super()._parse(source, name, filename)
        for one in tree.find_all(nodes.EvalContextModifier):
            told = "escaping cannot be turned off here"
            raise TemplateSyntaxError(told, one.lineno, name, filename)
        changed = _Counting().visit(tree)
        assert isinstance(changed, nodes.Template)  # noqa: S101 - only what is inside was changed
        return changed

    def call(self, context: Context, called: Any, *values: Any, **named: Any) -> Any:
        self.budget.spend()
        guard.calling(called, values, named)
        return super().call(context, called, *values, **named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        guard.binary(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return super().is_safe_attribute(obj, attr, value) and guard.is_open(obj)

    def is_safe_callable(self, obj: Any) -> bool:
        is_given = any(obj is one for one in self.globals.values())
        return super().is_safe_callable(obj) and (is_given or guard.is_open(obj))


class _Counting(NodeTransformer):
    """Puts a counter into loops, and a measure into `~`."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - jinja2 finds it by name
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "counted")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - as above
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "joined")


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(cast("nodes.Expr", node), name, [], [], None, None, lineno=node.lineno)


def _measured(pieces: Iterator[str]) -> Iterator[str]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > guard.OUTPUT:
            raise guard.TooMuch(say("a page of more than {n} characters", n=guard.OUTPUT))
        yield piece


def _place_of(fault: BaseException) -> tuple[str, int] | None:
    """Return the file and line of the tracker's template in which a fault arose."""
    if isinstance(fault, TemplateSyntaxError):
        name = fault.filename or ""
        return (name, fault.lineno) if name.startswith(f"{FOLDER}/") else None
    place, step = None, fault.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if name.startswith(f"{FOLDER}/"):
            place = (name, step.tb_lineno)
        step = step.tb_next
    return place


def _told(path: str, line: int, fault: BaseException) -> TemplateFault:
    why: Message | str = getattr(fault, "message", None) or str(fault) or type(fault).__name__
    if isinstance(why, str) and not why.isprintable():
        why = ascii(why)  # a stranger's words reach a terminal
    if isinstance(fault, TemplateNotFound):
        why = say("there is no template “{name}” in “site_templates”", name=str(fault.name))
    place = say("{path}, line {line}: {why}", path=path, line=line, why=why)
    return TemplateFault(
        place if line else say("{path}: {why}", path=path, why=why),
        say("mend it, or take the file away: the site then uses its own"),
    )


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
