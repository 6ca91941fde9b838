"""Which sentences the program says, domain by domain, and what their translations lack.

    python tools/catalogues.py check [DOMAIN …]     list what is missing, obsolete or wrong; of
                                                    languages besides French, how much is done
    python tools/catalogues.py update [DOMAIN …]    write every .po anew: sorted, missing sentences
                                                    with an empty msgstr, obsolete ones removed

Sentences are found in calls with a literal (`say`, `say_n`, `_`, `gettext`, `key`, …), in Jinja
templates, in the comments with which these begin, and in the docstrings of checks. The files
carry no dates and no line numbers, so that they change only when sentences do.
"""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from promisetrack.cli.theme import purpose
from promisetrack.words.catalogue import DOMAINS, REVIEW, gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUIRED = "fr"
"""The language that has every sentence; in the others English stands in for what is missing."""

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "promisetrack"
TEMPLATES = ROOT / "site_templates"
LOCALES = TEMPLATES / "locales"

HOMES = {
    "audit": "audit",
    "checks": "checks",
    "cli": "cli",
    "cli/ground.py": "audit",
    "cli/proving.py": "audit",
    "cli/proving_place.py": "audit",
    "cli/proving_rebuild.py": "audit",
    "cli/proving_site.py": "audit",
    "cli/publish.py": "audit",
    "cli/rebuild.py": "audit",
    "cli/sealing.py": "audit",
    "cli/verify.py": "audit",
    "cli/witness.py": "audit",
    "demo": "cli",
    "edges": "edges",
    "edges/log.py": "audit",
    "edges/refusals.py": "audit",
    "edges/remote.py": "audit",
    "edges/signing.py": "audit",
    "edges/web_site.py": "audit",
    "exchange": "exchange",
    "history": "history",
    "model": "schema",
    "output": "checks",
    "register": "checks",
    "site": "site",
    "site/data": "data",
    "site/guard.py": "cli",
    "site/render.py": "cli",
    "site/shadow.py": "cli",
    "source": "source",
    "text": "site",
    "words": "words",
}
"""The domain of each package; modules at the top of the program belong to `cli`.

The words of the published data stand apart from those of the pages.
"""

Identity: TypeAlias = tuple[str, str]
"""A sentence's context (mostly empty) and its English text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message id, with the first place that says it."""

    text: str
    place: str
    plural: str = ""
    context: str = ""

    @property
    def identity(self) -> Identity:
        """What tells it from others in a catalogue."""
        return self.context, self.text


@dataclass(frozen=True, slots=True)
class _Call:
    """Which arguments of a function are message ids; `also` is a second one of its own."""

    text: int = 0
    plural: int | None = None
    context: int | None = None
    also: int | None = None


_CALLS = {
    "_": _Call(),
    "gettext": _Call(),
    "say": _Call(),
    "say_later": _Call(),
    "say_n": _Call(plural=1),
    "n_": _Call(plural=1),
    "ngettext": _Call(plural=1),
    "pgettext": _Call(text=1, context=0),
    "npgettext": _Call(text=1, plural=2, context=0),
}
_COUNTS = {"n", "number"}
_KEYS = {"key": _Call(also=1), "renamed_key": _Call(text=1, also=2)}


def domain_of(path: Path) -> str:
    """Return the catalogue that a source file or template draws from."""
    if path.is_relative_to(TEMPLATES):
        return "site"
    parts = path.relative_to(PACKAGE).parts
    inner = HOMES.get("/".join(parts[:2]))
    return inner or (HOMES[parts[0]] if len(parts) > 1 else "cli")


def sentences(domain: str) -> tuple[Sentence, ...]:
    """Return every sentence of a domain, once, in the order of the files."""
    found: dict[Identity, Sentence] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if domain_of(path) == domain:
            source = path.read_text("utf-8")
            _gather(found, of_python(source, _relative(path)))
            if domain == "checks":
                _gather(found, of_check(source, _relative(path)))
    if domain == "cli":
        _gather(found, of_purposes())
    if domain == "site":
        for path in sorted(TEMPLATES.rglob("*")):
            if path.suffix in {".html", ".xml", ".svg", ".txt"}:
                _gather(found, of_template(path.read_text("utf-8"), _relative(path)))
    return tuple(found.values())


def of_python(source: str, place: str) -> Iterator[Sentence]:
    """Yield the sentences that a module says; in the model also the words of its keys."""
    is_model = HOMES.get(place.removeprefix("src/promisetrack/").split("/")[0]) == "schema"
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        call = _CALLS.get(_name(node.func)) or (is_model and _KEYS.get(_name(node.func)))
        if not call:
            continue
        where = f"{place}:{node.lineno}"
        plural = "".join(_literals(node, call.plural))
        context = "".join(_literals(node, call.context))
        for text in (*_literals(node, call.text), *_literals(node, call.also)):
            yield Sentence(text, where, plural, context)


def of_template(source: str, place: str) -> Iterator[Sentence]:
    """Yield the sentences of a template: `_("…")` and its like, and trans blocks."""
    environment = Environment(  # noqa: S701 - nothing is rendered here
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    )
    for node in environment.parse(source).find_all(nodes.Call):
        function = node.node
        name = getattr(function, "name", "") or getattr(function, "attr", "")
        call = _CALLS.get(name)
        chosen = (
            [_constant(node, at) for at in (call.text, call.plural, call.context)] if call else []
        )
        if chosen and chosen[0]:
            yield Sentence(chosen[0], f"{place}:{node.lineno}", chosen[1], chosen[2])


def of_purposes() -> Iterator[Sentence]:
    """Yield what `promisetrack theme` says of each template: the first words of its comment."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        if told := purpose(path.read_text("utf-8")):
            yield Sentence(told, _relative(path))


def unfilled(source: str, place: str) -> Iterator[str]:
    """Yield each call of `say` or `say_n` whose values do not fill the gaps of its sentence."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or _name(node.func) not in {"say", "say_n"}:
            continue
        given = {keyword.arg for keyword in node.keywords}
        if None in given:  # **values: nobody knows before it runs
            continue
        is_counted = _name(node.func) == "say_n"
        texts = [*_literals(node, 0), *(_literals(node, 1) if is_counted else ())]
        wanted = frozenset[str]().union(*(gaps(text) for text in texts))
        allowed = {"n"} if is_counted else set()
        if texts and (wanted - allowed != given - allowed):
            names = f"wants {sorted(wanted)}, is given {sorted(map(str, given))}"
            yield f"{place}:{node.lineno}: {texts[0]!r} {names}"


def faults(domain: str, language: str) -> tuple[str, ...]:
    """Return what is missing, obsolete or wrong in one catalogue, a line each."""
    known = sentences(domain)
    catalogue = _read(domain, language)
    found = [line for sentence in known for line in _faults(sentence, catalogue)]
    used = {sentence.identity for sentence in known}
    found += [f"obsolete: {text!r}" for text in _obsolete(catalogue, used)]
    return tuple(found)


def update(domain: str, language: str) -> tuple[str, ...]:
    """Write a catalogue anew and return the translations that were removed."""
    old, known = _read(domain, language), sentences(domain)
    new = Catalog(locale=language.replace("-", "_"))
    for sentence in known:
        found = old.get(sentence.text, sentence.context or None)
        text = (sentence.text, sentence.plural) if sentence.plural else sentence.text
        kept = found.string if found and isinstance(found.id, str) == isinstance(text, str) else ""
        new.add(
            text,
            kept or ("" if isinstance(text, str) else ("",) * new.num_plurals),
            context=sentence.context or None,
            user_comments=found.user_comments if found else (),
        ).flags.clear()
    path = LOCALES / language / "LC_MESSAGES" / f"{domain}.po"
    header = _header(language, new, _review(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        target.write(header.encode())
        write_po(target, new, width=96, no_location=True, omit_header=True, sort_output=True)
    return tuple(_obsolete(old, {sentence.identity for sentence in known}))


def _gather(found: dict[Identity, Sentence], more: Iterator[Sentence]) -> None:
    for sentence in more:
        known = found.get(sentence.identity)
        if known is None or (sentence.plural and not known.plural):
            found[sentence.identity] = sentence


def of_check(source: str, place: str) -> Iterator[Sentence]:
    """Yield the fault and the reason that a check's docstring states, paragraph by paragraph."""
    tree = ast.parse(source)
    names = {target.id for target in _targets(tree) if isinstance(target, ast.Name)}
    if "CODE" not in names:
        return
    words, *_ = re.split(r"\n\n(?:Before|Example):\n", ast.get_docstring(tree) or "")
    for paragraph in words.split("\n\n"):
        yield Sentence(" ".join(paragraph.split()), place)


def _targets(tree: ast.Module) -> Iterator[ast.expr]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from node.targets
        elif isinstance(node, ast.AnnAssign):
            yield node.target


def _constant(call: nodes.Call, place: int | None) -> str:
    argument = call.args[place] if place is not None and place < len(call.args) else None
    return str(argument.value) if isinstance(argument, nodes.Const) else ""


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(call: ast.Call, place: int | None) -> tuple[str, ...]:
    if place is None or place >= len(call.args):
        return ()
    return tuple(_texts(call.args[place]))


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _faults(sentence: Sentence, catalogue: Catalog) -> Iterator[str]:
    found = catalogue.get(sentence.text, sentence.context or None)
    strings = (found.string,) if found and isinstance(found.string, str) else found and found.string
    if not found or not strings or not all(strings):
        yield f"missing: {sentence.text!r} ({sentence.place})"
        return
    if found.fuzzy:
        yield f"fuzzy: {sentence.text!r} ({sentence.place})"
    if sentence.plural and isinstance(found.id, str):
        yield f"without a plural: {sentence.text!r} ({sentence.place})"
    # A form for one thing, or for two, may name it without its number.
    wanted = _placeholders(sentence.plural or sentence.text)
    allowed = (
        wanted,
        *((_placeholders(sentence.text), wanted - _COUNTS) if sentence.plural else ()),
    )
    for string in strings:
        given = _placeholders(string)
        if given not in allowed:
            yield f"other gaps: {sentence.text!r} has {sorted(wanted)}, {string!r} {sorted(given)}"


def _placeholders(text: str) -> frozenset[str]:
    return gaps(text) | frozenset(re.findall(r"%\((\w+)\)s", text))


def _obsolete(catalogue: Catalog, used: set[Identity]) -> list[str]:
    return [
        f"{message.id!r} -> {message.string!r}"
        for message in catalogue
        if message.id
        and (message.context or "", message.id if isinstance(message.id, str) else message.id[0])
        not in used
    ]


def _read(domain: str, language: str) -> Catalog:
    path = LOCALES / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.is_file():
        return Catalog(locale=language.replace("-", "_"))
    with path.open("rb") as source:
        return read_po(source, locale=language.replace("-", "_"))


def _review(path: Path) -> tuple[str, ...]:
    """Return the line of the header that says who has yet to read the file, where there is one.

    A new file awaits a reader who speaks its language, and pages say so (`is_reviewed`).
    """
    if not path.is_file() or not path.stat().st_size:
        return (f"{REVIEW}: awaited",)
    return tuple(re.findall(rf'^"({REVIEW}: [^"\\]*)\\n"$', path.read_text("utf-8"), re.MULTILINE))


def _header(language: str, catalogue: Catalog, review: tuple[str, ...]) -> str:
    fields = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalogue.plural_forms}",
        *review,
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{field}\\n"\n' for field in fields) + "\n"


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def share(domain: str, language: str) -> float:
    """Return how much of a domain is translated, in hundredths."""
    known = sentences(domain)
    catalogue = _read(domain, language)
    missing = sum(line.startswith("missing") for one in known for line in _faults(one, catalogue))
    return 100 * (len(known) - missing) / len(known) if known else 100.0


def languages() -> tuple[str, ...]:
    """Return the languages that have a folder of catalogues."""
    return tuple(sorted(path.name for path in LOCALES.iterdir() if path.is_dir()))


def main(arguments: list[str]) -> int:
    """Check or update the catalogues of the domains named, or of all."""
    if not arguments or arguments[0] not in {"check", "update"}:
        sys.stderr.write(__doc__ or "")
        return 2
    is_wrong = False
    for domain in arguments[1:] or DOMAINS:
        for language in _with(domain):
            if arguments[0] == "update":
                for line in update(domain, language):
                    sys.stdout.write(f"{language} {domain}: removed {line}\n")
            lines = _listed(domain, language)
            is_wrong = is_wrong or bool(lines)
            sys.stdout.writelines(f"{language} {domain}: {line}\n" for line in lines)
    return 1 if is_wrong else 0


def _with(domain: str) -> tuple[str, ...]:
    """Return the languages that have a catalogue of the domain, and the one that must have it."""
    return tuple(
        one
        for one in languages()
        if one == REQUIRED or (LOCALES / one / "LC_MESSAGES" / f"{domain}.po").is_file()
    )


def _listed(domain: str, language: str) -> tuple[str, ...]:
    """Return the faults to mend now; what is only missing in a further language is a share."""
    lines = faults(domain, language)
    if language == REQUIRED:
        return lines
    done = share(domain, language)
    if done < 100:
        sys.stdout.write(f"{language} {domain}: {done:.1f} % translated\n")
    return tuple(line for line in lines if not line.startswith("missing"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
