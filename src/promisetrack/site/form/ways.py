"""By which ways a text leaves the reader's browser: the forge's editor, an e-mail, a letter.

Addresses of new files as each forge documents them: GitHub and Gitea take `filename` and `value`
(go-gitea/gitea#16556), GitLab `file_name` and `content` (its template of the editor).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from markupsafe import Markup

from promisetrack.site.fields import Fields
from promisetrack.site.forge import forge_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from promisetrack.site.desk import Desk
    from promisetrack.site.forge import Forge

FOLDER: Final = "edit"
"""The page of the form, below each language."""

LONGEST: Final = 7000
"""Characters of an address that every forge and browser takes; most servers stop at 8192."""

LONGEST_MAIL: Final = 1900
"""Characters of a `mailto:` address; some mail programs cut what is longer than 2000."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """How a forge is asked for a new file.

    `address` holds `{folder}` where the forge wants the folder in the path; else `name` is given
    the whole path.
    """

    address: str
    name: str
    content: str


_NEW: Final[Mapping[str, NewFile]] = {
    "github": NewFile("{url}/new/{branch}", "filename", "value"),
    "gitlab": NewFile("{url}/-/new/{branch}", "file_name", "content"),
    "gitea": NewFile("{url}/_new/{branch}/{{folder}}", "filename", "value"),
    "forgejo": NewFile("{url}/_new/{branch}/{{folder}}", "filename", "value"),
}
_TEMPLATE: Final = {"gitlab": "issuable_template"}


def new_file(forge: Forge) -> NewFile | None:
    """Return how the forge opens a new file; None where it offers no such address."""
    found = _NEW.get(forge.kind)
    if found is None:
        return None
    address = found.address.format(url=forge.url.rstrip("/"), branch=quote(forge.branch))
    return NewFile(address, found.name, found.content)


def issue(forge: Forge, name: str, title: str, body: str) -> str:
    """Return where an issue can be opened by the form `name`; without the form it has the text."""
    template = name.capitalize() if forge.kind == "gitlab" else f"{name}.yml"
    wanted = f"{_TEMPLATE.get(forge.kind, 'template')}={quote(template)}"
    return f"{forge.issue(title, body)}&{wanted}"


def form_link(desk: Desk, kind: str, identity: str, words: Markup) -> Markup:
    """Return the link to the form, with a commitment and what to do chosen."""
    query = urlencode({"about": identity, "kind": kind})
    address = f"{desk.pen.to(desk.addresses.plain(FOLDER))}?{query}"
    return Markup('<a href="{}">{}</a>').format(address, words)


@dataclass(frozen=True, slots=True)
class Ways:
    """What a tracker offers: a forge, an e-mail address, an address of the web, a letter box."""

    forge: Forge | None
    name: str
    mail: str
    page: str
    post: str

    @property
    def is_none(self) -> bool:
        """Whether there is no way at all."""
        return not (self.forge or self.mail or self.page or self.post)


def ways_of(desk: Desk) -> Ways:
    """Return the ways of the tracker."""
    tracker = desk.register.tracker
    publisher = Fields(tracker.data).part("publisher") if tracker else Fields({})
    contact = publisher.string("contact")
    language = desk.tongue.language
    name = desk.pen.pick(publisher.raw("name"), language)
    post = desk.pen.pick(publisher.raw("post"), language)
    is_mail = "@" in contact and " " not in contact
    return Ways(
        forge=forge_of(desk.site),
        name=name.text if name else "",
        mail=contact if is_mail else "",
        page=contact if contact.startswith(("https://", "http://")) else "",
        post=post.text if post else "",
    )
