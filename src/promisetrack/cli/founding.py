"""The files that a new tracker begins with: data, editors, forge, and a page for people."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack import __version__
from promisetrack.cli.language import _
from promisetrack.diagnostic import say
from promisetrack.errors import PromisetrackError
from promisetrack.words.catalogue import Words

if TYPE_CHECKING:
    from promisetrack.cli.answers import Reading
    from promisetrack.register.starting import Answers

_STARTER = {
    ".gitattributes": "any/gitattributes",
    ".gitignore": "any/gitignore",
    ".editorconfig": "any/editorconfig",
}
_THEMES = _(
    "The themes of the tracker. Write each as two lines, and remove “[]”:\n"
    "- id: environment\n"
    "  name: Environment"
)
_PLACES = _(
    "The places of the tracker. Write each as three lines, and remove “[]”:\n"
    "- id: old-town\n"
    "  name: Old town\n"
    "  kind: neighbourhood"
)
WITH_WORKFLOWS = ("github", "gitlab")
"""The forges for which there are workflows."""


@dataclass(frozen=True, slots=True)
class Program:
    """Where the forge fetches this program: the address of a repository, and a commit of it."""

    address: str
    commit: str

    @property
    def host(self) -> str:
        """The name of the machine: `github.com`."""
        return re.sub(r"^https?://", "", self.address).partition("/")[0]

    @property
    def name(self) -> str:
        """The repository as its forge names it: `owner/promisetrack`."""
        return re.sub(r"^https?://[^/]+/", "", self.address).removesuffix(".git")


def read_program(answer: str) -> Reading:
    """Read the address of a repository and the commit behind an @."""
    if re.fullmatch(r"https?://[^\s/@]+/[\w.@/~-]+?@[0-9a-f]{40}([0-9a-f]{24})?", answer):
        return answer, None
    return None, say(
        "“{answer}” names no version; write https://FORGE/OWNER/promisetrack@COMMIT", answer=answer
    )


def own_program() -> str | None:
    """Return where this program was installed from, as `read_program` reads it; None: unknown."""
    from promisetrack.edges.installed import origin

    found = origin()
    return f"{found[0]}@{found[1]}" if found and read_program(f"{found[0]}@{found[1]}")[0] else None


def program_of(text: str) -> Program:
    """Return what `read_program` has read."""
    address, _at, commit = text.rpartition("@")
    return Program(address, commit)


def tracker_part(answers: Answers) -> dict[str, str]:
    """Return the files beside and below `commitments/`, and for editors."""
    from promisetrack.model.json_schema import schema
    from promisetrack.model.kinds import KINDS
    from promisetrack.register.starting import SCHEMAS, editor_settings, tracker_files

    language = answers.languages[0]
    speak = _speak(language)
    headings = {"theme": speak.gettext(_THEMES), "place": speak.gettext(_PLACES)}
    found = tracker_files(answers, headings)
    for kind in KINDS:
        body = schema(kind, language, translate=speak.gettext)
        found[f"{SCHEMAS}/{kind}.json"] = _json(body)
    found[".vscode/settings.json"] = _json(editor_settings())
    found[".vscode/extensions.json"] = _json({"recommendations": ["redhat.vscode-yaml"]})
    for path, source in _STARTER.items():
        found[path] = _starter(source)
    readme = _starter("fr/README.md" if language.startswith("fr") else "en/README.md")
    title = readme.replace("{title}", answers.title)
    found["README.md"] = title.replace("{publisher}", answers.publisher)
    return found


def forge_part(answers: Answers, program: Program | None, prefix: str) -> dict[str, str]:
    """Return the files that the forge reads at the top of the repository.

    `prefix` is where the tracker lies in it, empty or ending in "/".
    """
    from promisetrack.site.form.issue_forms import issue_forms
    from promisetrack.site.tongue import tongue

    if answers.forge is None:
        return {}
    found = issue_forms(answers.forge, tongue(answers.languages[0]))
    if program is not None and is_reachable(answers, program):
        found |= _workflows(answers, program, prefix)
    return found


def is_reachable(answers: Answers, program: Program) -> bool:
    """Return whether the workflows of a program can be used from the tracker's forge."""
    if answers.forge not in WITH_WORKFLOWS:
        return False
    there = answers.forge_url or ("https://github.com/" if answers.forge == "github" else "")
    return not there or there.partition("://")[2].partition("/")[0] == program.host


def _workflows(answers: Answers, program: Program, prefix: str) -> dict[str, str]:
    speak = _speak(answers.languages[0])
    gaps = {
        "program": program.name,
        "address": program.address,
        "commit": program.commit,
        "version": __version__,
        "branch": json.dumps(answers.branch),
        "language": "fr" if answers.languages[0].startswith("fr") else "en",
        "read": speak.gettext(_("to check the commitments out")),
        "comment": speak.gettext(_("to say in one comment what the change means")),
        "log": speak.gettext(_("to push the branch of the publication log")),
        "pages": speak.gettext(_("to put the site online")),
        "proof": speak.gettext(_("to show where the site comes from")),
        "folder": f"\n      folder: {_quoted(prefix)}" if prefix else "",
    }

    def filled(source: str, name: str, about: str) -> str:
        return _filled(
            _starter(f"any/{source}"),
            {**gaps, "name": speak.gettext(name), "about": speak.gettext(about)},
        )

    hooks = {".pre-commit-config.yaml": filled("pre-commit.yaml", "", _HOOKS)} if not prefix else {}
    if answers.forge == "gitlab":
        folder = f"  PROMISETRACK_FOLDER: {_quoted(prefix)}\n" if prefix else ""
        return {".gitlab-ci.yml": filled("gitlab-ci.yml", "", _GITLAB) + folder, **hooks}
    return {
        ".github/workflows/promises.yml": filled("github/check.yml", _CHECK, _ON_CHANGE),
        ".github/workflows/site.yml": filled("github/publish.yml", _SITE, _ON_MAIN),
        **hooks,
    }


_CHECK = _("Promises")
_SITE = _("Site")
_ON_CHANGE = _("Each proposed change is checked, and a comment says what it means for promises.")
_ON_MAIN = _(
    "Each accepted change puts the site online; every Monday it is built again, so that what is "
    "late is shown as late. Choose “GitHub Actions” as the source of Pages in the settings."
)
_GITLAB = _("Each proposed change is checked; each accepted one puts the site online.")
_HOOKS = _("For those who use pre-commit: files are checked before they are recorded.")


def _quoted(prefix: str) -> str:
    return json.dumps(prefix.rstrip("/"), ensure_ascii=False)


def _filled(text: str, gaps: dict[str, str]) -> str:
    """Fill `{name}`; the forge's own `${{ … }}` and `{}` stay."""
    return re.sub(r"(?<!\{)\{(\w+)\}", lambda found: gaps[found[1]], text)


def _speak(language: str) -> Words:
    return Words(language, ("cli", "schema"))


def _starter(name: str) -> str:
    from promisetrack.resources import site_templates

    path = site_templates() / "starter" / name
    if not path.is_file():
        raise PromisetrackError(
            say("the program is not whole: “{path}” is missing", path=str(path)),
            say("install it again"),
        )
    return path.read_text("utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
