"""Everything at hand while one page is written: the data, the words, the pen, the links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from promisetrack.model.vocabulary import label
from promisetrack.site.fields import Fields
from promisetrack.site.parts import Link, Mark, When
from promisetrack.site.pen import Pen
from promisetrack.site.said import Said, pick
from promisetrack.site.survey import first_language
from promisetrack.site.urls import Addresses

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from promisetrack.history.names import Names
    from promisetrack.history.people import Organisations
    from promisetrack.register.register import Register
    from promisetrack.site.scales import Standing
    from promisetrack.site.site import Site
    from promisetrack.site.survey import Promise, Survey
    from promisetrack.site.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language.

    `names` are those with which the history is told; `bodies` the organisations to which authors
    of changes may belong.
    """

    site: Site
    survey: Survey
    tongue: Tongue
    names: Names | None = None
    bodies: Organisations = ()

    @property
    def addresses(self) -> Addresses:
        """The addresses of this language."""
        return Addresses(self.tongue.language)

    def desk(self, here: str) -> Desk:
        """Return what is needed to write the page at `here`."""
        pen = Pen(self.tongue, here, self.site.options, self.survey.shelf, self._plan(here))
        return Desk(self, pen)

    def _plan(self, here: str) -> str:
        """Return the plan that a page is about: its own, or that of its commitment."""
        _, folder, identity, *_ = (*here.split("/"), "", "", "")
        promise = self.survey.promise(identity) if folder == "commitments" else None
        if promise is not None:
            return promise.entry.plan or ""
        return identity if folder == "plans" else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One page's place of work."""

    edition: Edition
    pen: Pen

    # ---- shortcuts ------------------------------------------------------------------------

    @property
    def site(self) -> Site:
        """The site."""
        return self.edition.site

    @property
    def register(self) -> Register:
        """The register."""
        return self.edition.site.register

    @property
    def survey(self) -> Survey:
        """What was computed."""
        return self.edition.survey

    @property
    def addresses(self) -> Addresses:
        """The addresses of this language."""
        return self.edition.addresses

    @property
    def tongue(self) -> Tongue:
        """The words."""
        return self.edition.tongue

    def say(self, text: str, /, **values: object) -> Markup:
        """Return a sentence; values may be anything that the pen can show."""
        return self.tongue.say(text, **{name: self.pen.show(one) for name, one in values.items()})

    def say_n(self, text: str, plural: str, n: int, /, **values: object) -> Markup:
        """Return a sentence in the plural form for `n`."""
        shown = {name: self.pen.show(one) for name, one in values.items()}
        return self.tongue.say_n(text, plural, n, **shown)

    def join(self, sentences: Iterable[object]) -> Markup:
        """Return sentences one after the other."""
        return Markup(" ").join(self.pen.show(one) for one in sentences if one)

    # ---- values ---------------------------------------------------------------------------

    def text(self, value: Any, source: str) -> Said | None:
        """Return a Text in the language of the page, with a note where it is another's."""
        said = pick(value, self.tongue.language, source)
        if said is None or not said.is_foreign:
            return said
        return replace(said, note=self.foreign(said))

    def foreign(self, said: Said) -> str:
        """Return the sentence that says that a text is not translated."""
        name = self.tongue.name_of(said.language)
        return self.say("No translation yet: this text is in {language}.", language=name).unescape()

    def foreign_page(self, said: Said) -> str:
        """Return the sentence that says so of a whole page, where its title is in `said`."""
        if not said.is_foreign:
            return ""
        name = self.tongue.name_of(said.language)
        sentence = self.say(
            "No translation yet: what the register says here is in {language}.", language=name
        )
        return sentence.unescape()

    def title(self, fields: Fields, source: str, fallback: str) -> Said:
        """Return the title of a record; its id where it has none that can be read."""
        said = pick(fields.raw("title"), self.tongue.language, source)
        return said or pick(fields.raw("name"), self.tongue.language, source) or Said(fallback, "")

    def date(self, value: Any, source: str, *, is_short: bool = False) -> When | None:
        """Return a Date as it was written."""
        return self.pen.date(value, source, is_short=is_short)

    def day(self, day: datetime.date) -> When:
        """Return a day in full."""
        return When(self.pen.day(day), day.isoformat())

    def number(self, value: Any) -> str:
        """Return a number as the language writes it."""
        return self.tongue.number(value)

    def word(self, vocabulary: str, value: str) -> str:
        """Return the label of a word of a vocabulary; the word itself where it is not known."""
        return self.tongue.message(label(vocabulary, value)) if value else ""

    def mark(self, standing: Standing) -> Mark:
        """Return the shape, tone and word of a status."""
        said = pick(standing.label, self.tongue.language, "en")
        return Mark(standing.glyph, standing.tone, said or standing.id)

    def late_mark(self, words: object) -> Mark:
        """Return the flag of what is late."""
        return Mark("late", "late", words)  # type: ignore[arg-type] # Markup is a str

    # ---- links ----------------------------------------------------------------------------

    def organisation(self, identity: str) -> object:
        """Return a link to an organisation, or its id where it is not in the register."""
        return self._record("organisation", "organisations", identity)

    def organisations(self, identities: Iterable[str]) -> Markup:
        """Return links to several organisations."""
        return self.pen.links(self.organisation(one) for one in identities)

    def theme(self, identity: str) -> object:
        """Return a link to a theme."""
        return self._record("theme", "themes", identity)

    def plan(self, identity: str) -> object:
        """Return a link to a plan."""
        return self._record("plan", "plans", identity)

    def commitment(self, promise: Promise) -> Link:
        """Return a link to a commitment."""
        title = self.title(promise.fields, promise.source, promise.id)
        return Link(title, self.addresses.commitment(promise.id))

    def name(self, kind: str, identity: str) -> Said:
        """Return the title or name of an organisation, theme, plan or place."""
        entry = self.register.of_kind(kind).get(identity)
        if entry is None:
            return Said(identity, "")
        plan = identity if kind == "plan" else None
        return self.title(Fields(entry.data), first_language(self.register, plan), identity)

    def _record(self, kind: str, folder: str, identity: str) -> object:
        name = self.name(kind, identity)
        if identity not in self.register.of_kind(kind):
            return name
        return Link(name, self.addresses.record(folder, identity))
