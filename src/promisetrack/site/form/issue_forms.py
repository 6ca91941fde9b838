"""Issue forms for the forge, from the same fields as the form on the site.

GitHub, Gitea and Forgejo read YAML forms (https://docs.github.com/en/communities, "Syntax for
GitHub's form schema"); GitLab reads Markdown templates. Whoever reviews turns an answer into YAML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from promisetrack.diagnostic import say
from promisetrack.model.schemes import shipped_status_schemes
from promisetrack.model.text import pick
from promisetrack.site.form.fields import ASKED, fields_of
from promisetrack.source.emit import dump

if TYPE_CHECKING:
    from promisetrack.site.form.fields import Field
    from promisetrack.site.tongue import Tongue

NAMES: Final = {
    "question": (say("Ask a question"), say("To those who answer for a commitment.")),
    "evidence": (say("Bring evidence"), say("A document that shows where a commitment stands.")),
    "update": (
        say("Report on a commitment"),
        say("For the body in charge: what was done, and where it stands."),
    ),
    "commitment": (say("Propose a commitment"), say("Something promised that is not here yet.")),
}
"""What a reader can do → its name and one line about it, in the order of forms and lists."""

_PUBLIC: Final = say("This page is public: write no personal data.")
_COMMITMENT: Final = say("Commitment")
_TITLE_OR_PAGE: Final = say("Its title, or the address of its page.")
_NAME: Final = say("Write its name.")

_FOLDERS: Final = {
    "github": ".github/ISSUE_TEMPLATE",
    "gitea": ".gitea/ISSUE_TEMPLATE",
    "forgejo": ".forgejo/ISSUE_TEMPLATE",
    "gitlab": ".gitlab/issue_templates",
}


def issue_forms(forge: str, tongue: Tongue) -> dict[str, str]:
    """Return path → text of the issue forms of a forge in one language; none for other forges.

    `forge` is a kind of `tracker.yaml: forge`.
    """
    folder = _FOLDERS.get(forge)
    if folder is None:
        return {}
    if forge == "gitlab":
        return {f"{folder}/{name.capitalize()}.md": _markdown(name, tongue) for name in NAMES}
    return {f"{folder}/{name}.yml": dump(_form(name, tongue)) for name in NAMES}


def _form(name: str, tongue: Tongue) -> dict[str, Any]:
    label, note = (tongue.message(one) for one in NAMES[name])
    warning = tongue.message(_PUBLIC)
    fields = [_element(field, tongue) for field in _asked(name)]
    if name != "commitment":
        fields.insert(0, _which(tongue))
    return {
        "name": label,
        "description": note,
        "title": f"{label}{_colon(tongue)} ",
        "body": [{"type": "markdown", "attributes": {"value": warning}}, *fields],
    }


def _asked(name: str) -> tuple[Field, ...]:
    """Return what a person can answer without knowing the register: no ids."""
    return tuple(field for field in fields_of(name)[0] if field.kind != "id")


def _which(tongue: Tongue) -> dict[str, Any]:
    return {
        "type": "input",
        "id": "about-commitment",
        "attributes": {
            "label": tongue.message(_COMMITMENT),
            "description": tongue.message(_TITLE_OR_PAGE),
        },
        "validations": {"required": True},
    }


def _element(field: Field, tongue: Tongue) -> dict[str, Any]:
    words = _words(field, tongue)
    is_long = field.kind in ("prose", "group", "records")
    kind = "dropdown" if words else "textarea" if is_long else "input"
    return {
        "type": kind,
        "id": field.key.replace("_", "-"),
        "attributes": {
            "label": tongue.words.gettext(field.title),
            "description": _help(field, tongue),
            **({"options": words} if words else {}),
        },
        "validations": {"required": field.is_required},
    }


def _help(field: Field, tongue: Tongue) -> str:
    """Return the help of a field; of one that names a record, what to write instead of an id."""
    if field.refers:
        return tongue.message(_NAME)
    return tongue.words.gettext(field.help)


def _words(field: Field, tongue: Tongue) -> list[str]:
    if field.kind == "status":
        statuses = shipped_status_schemes()["default"].statuses
        return [pick(one.label, (tongue.language,), "en").text for one in statuses]
    return [tongue.message(label) for _, label in field.words]


def _markdown(name: str, tongue: Tongue) -> str:
    parts = [f"> {tongue.message(_PUBLIC)}"]
    asked = [(tongue.words.gettext(one.title), _help(one, tongue)) for one in _asked(name)]
    if name != "commitment":
        asked.insert(0, (tongue.message(_COMMITMENT), tongue.message(_TITLE_OR_PAGE)))
    parts += [f"## {label}\n\n<!-- {text} -->" for label, text in asked]
    return "\n\n".join(parts) + "\n"


def _colon(tongue: Tongue) -> str:
    return " :" if tongue.language.partition("-")[0] == "fr" else ":"


assert set(NAMES) == set(ASKED)  # noqa: S101 - one form for each thing to do
