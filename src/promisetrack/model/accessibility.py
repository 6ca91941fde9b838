"""What an audit found of the pages' accessibility, and where to complain (EN 301 549, RGAA)."""

from typing import Annotated

from promisetrack.model.base import Record, key
from promisetrack.model.forms import word
from promisetrack.model.values import Date, Markdown, Percent, Text, Url, Words


class Remedy(Record):
    """Who hears complaints when the publisher does not answer."""

    name: Text = key("Name", "The name of the body that hears complaints.", ...)
    url: Url | None = key("Address", "The address of its website.")
    post: Text | None = key("Postal address", "Where to write on paper.")
    phone: Words | None = key("Telephone", "Its telephone number.")


class Accessibility(Record):
    """The level of accessibility; without an audit it is “not compliant”."""

    level: Annotated[str, word("accessibility-level")] = key(
        "Level", "What the audit found: not compliant, partially or fully compliant.", ...
    )
    audited: Date | None = key("Audited", "When the pages were audited.")
    by: Text | None = key("By", "Who audited them.")
    standard: Words | None = key("Standard", "Against what they were audited, such as RGAA 4.1.")
    rate: Percent | None = key("Share", "How many criteria are met, from 0 to 100.")
    report: Url | None = key("Report", "The address of the report.")
    exceptions: Markdown | None = key("Exceptions", "What is not accessible, and why.")
    remedy: Remedy | None = key("Remedy", "Where to turn when the publisher does not answer.")
