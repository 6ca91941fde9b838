"""The language of the command line: asked for, or the locale's, else English."""

from __future__ import annotations

import gettext as stdlib_gettext
import os

from promisetrack import resources
from promisetrack.edges.locale import language

LANGUAGES = ("en", "fr")
_chosen = "en"


def _(text: str) -> str:
    """Mark a sentence for the catalogue; it is translated when it is shown."""
    return text


def choose(asked: str | None) -> str:
    """Settle and return the language for this run; click's own words follow it."""
    global _chosen  # noqa: PLW0603 - a process speaks one language at a time
    _chosen = _known(asked) or language(os.environ, LANGUAGES)
    os.environ["LANGUAGE"] = _chosen
    stdlib_gettext.bindtextdomain("click", str(resources.site_templates() / "locales"))
    stdlib_gettext.textdomain("click")
    return _chosen


def chosen() -> str:
    """Return the language of this run."""
    return _chosen


def gettext(text: str) -> str:
    """Return `text`, one of the command line's own sentences, in the chosen language."""
    if _chosen == "en":
        return text
    from promisetrack.cli.shell import words

    return words().gettext(text)


def is_known(asked: str) -> bool:
    """Return whether messages are there in a language, in any of its countries."""
    return _known(asked) is not None


def _known(name: str | None) -> str | None:
    code = (name or "").replace("-", "_").split("_")[0].split(".")[0].lower()
    return code if code in LANGUAGES else None
