"""What proves it: evidence, and where a text comes from."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Tag, model_validator

from promisetrack.model.base import Record, key
from promisetrack.model.errors import missing_one_of, only_one_of
from promisetrack.model.forms import text, word
from promisetrack.model.values import (
    MAP,
    SCALAR,
    Date,
    Id,
    Language,
    Markdown,
    Page,
    Sha256,
    Text,
    Url,
    Words,
    scalar_or_map,
)


class Evidence(Record):
    """A document, page or picture that shows something, or words about one that has no address."""

    id: Id = key("Id", "Its permanent name, unique in the commitment.", ...)
    title: Text = key("Title", "The title of the document.", ...)
    url: Url | None = key("Address", "The web address of the document.")
    file: Words | None = key("File", "The path of the document below the folder files.")
    kind: Annotated[str, word("evidence-kind")] | None = key("Kind", "What kind of document it is.")
    language: Language | None = key("Language", "The language of the document, such as fr.")
    publisher: Text | None = key("Publisher", "Who published it.")
    published: Date | None = key("Published", "When it was published.")
    accessed: Date | None = key("Seen on", "When somebody last looked at it.")
    archive: Url | None = key("Archived copy", "The address of a copy that stays.")
    sha256: Sha256 | None = key("Seal", "The SHA-256 of the file, 64 hexadecimal digits.")
    page: Page | None = key("Page", "The page where to look, as text.")
    shows: Markdown | None = key("What it shows", "What this evidence establishes.")

    @model_validator(mode="after")
    def _can_be_found(self) -> "Evidence":
        if self.url is not None and self.file is not None:
            only_one_of(("url", "file"))
        if self.url is None and self.file is None and self.shows is None:
            missing_one_of(("url", "file", "shows"))
        return self


class PlaceInSource(Record):
    """Where exactly a text stands."""

    evidence: Id | None = key("Evidence", "The id of the evidence that holds the text.")
    page: Page | None = key("Page", "The page where to look, as text.")
    at: Text | None = key("Passage", "The section or paragraph.")
    quote: Markdown | None = key("Quotation", "The words of the source.")


Source: TypeAlias = Annotated[
    Annotated[str, text("text-or-map"), Tag(SCALAR)] | Annotated[PlaceInSource, Tag(MAP)],
    Discriminator(scalar_or_map),
]
"""A web address, or a `PlaceInSource`."""
