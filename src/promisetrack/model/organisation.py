"""Who promises, acts and judges: organisations.yaml, and how others name an organisation."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Tag

from promisetrack.model.base import Record, key
from promisetrack.model.forms import identifier, word
from promisetrack.model.values import MAP, SCALAR, Email, Id, OwnId, Text, Url, Words, scalar_or_map


class Identifier(Record):
    """The name of a record in someone else's list; importers match by it."""

    scheme: Words = key("Scheme", "Whose list it is, such as ogp or siren.", ...)
    id: Words = key("Id", "The identifier in that list.", ...)


class Contact(Record):
    """Whom to ask: a function, not a person."""

    role: Text | None = key("Function", "The function of who answers; never a person's name.")
    email: Email | None = key("E-mail", "A shared address, not a personal one.")
    url: Url | None = key("Address", "The address of a contact page.")
    phone: Words | None = key("Telephone", "The telephone number of the office.")


class Accountable(Record):
    """The function that answers for the promise."""

    role: Text | None = key("Function", "The function of who answers; never a person's name.")
    organisation: Id | None = key("Organisation", "The id of the organisation.")


class PartnerInRole(Record):
    """An organisation that takes part, and as what."""

    organisation: Id = key("Organisation", "The id of the organisation.", ...)
    role: Annotated[str, word("partner-role")] | None = key(
        "Role", "What the partner does: funds, operates, guarantees …"
    )


Partner: TypeAlias = Annotated[
    Annotated[str, identifier("id-or-map"), Tag(SCALAR)] | Annotated[PartnerInRole, Tag(MAP)],
    Discriminator(scalar_or_map),
]
"""The id of an organisation, or a `PartnerInRole`."""


class Organisation(Record):
    """A body that promises, acts or judges."""

    id: OwnId = key("Id", "Its permanent name: small letters, digits and hyphens.", ...)
    name: Text = key("Name", "The name of the organisation, as it writes it.", ...)
    kind: Annotated[str, word("organisation-kind")] | None = key(
        "Kind", "What kind of organisation it is."
    )
    number: Words | None = key("Number", "The number that others give it, as text.")
    identifiers: tuple[Identifier, ...] = key(
        "Identifiers", "Its identifiers in the lists of others.", ()
    )
    part_of: Id | None = key("Part of", "The id of the organisation that it belongs to.")
    description: Text | None = key("Description", "What the organisation does, in a sentence.")
    url: Url | None = key("Address", "The address of its website.")
    contact: Contact | None = key("Contact", "Whom to ask: a function, not a person.")
    emails: tuple[Words, ...] = key(
        "E-mail addresses and domains",
        "Addresses or domains whose authors of changes belong to the organisation.",
        (),
    )
