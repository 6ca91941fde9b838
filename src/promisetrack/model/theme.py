"""What promises are about: themes.yaml."""

from promisetrack.model.base import Record, key
from promisetrack.model.values import Id, Markdown, OwnId, Text


class Theme(Record):
    """A subject."""

    id: OwnId = key("Id", "Its permanent name: small letters, digits and hyphens.", ...)
    name: Text = key("Name", "The name of the theme.", ...)
    description: Markdown | None = key("Description", "What belongs to the theme.")
    part_of: Id | None = key("Part of", "The id of the theme that it belongs to.")
