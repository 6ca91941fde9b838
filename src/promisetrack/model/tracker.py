"""The tracker: who publishes, in which languages, under which rules."""

from collections.abc import Mapping
from typing import Annotated

from promisetrack.model.accessibility import Accessibility
from promisetrack.model.base import Record, key, renamed_key
from promisetrack.model.forms import matching, word
from promisetrack.model.scale import AssessmentScheme, StatusScheme
from promisetrack.model.values import (
    FREE_MAP,
    Blob,
    Date,
    Duration,
    Flag,
    Language,
    Markdown,
    Route,
    StatusId,
    Text,
    Url,
    Words,
)


class Publisher(Record):
    """Who publishes the tracker."""

    name: Text = key("Name", "Who publishes the tracker.", ...)
    url: Url | None = key("Address", "The address of its website.")
    contact: Words | None = key("Contact", "An e-mail address or the address of a contact page.")
    post: Text | None = key("Postal address", "Where to write on paper.")
    phone: Words | None = key("Telephone", "The telephone number of the office.")
    opening: Text | None = key("Opening hours", "When the office is open.")


class Forge(Record):
    """Where the repository is, for links to files and editors."""

    kind: Annotated[str, word("forge-kind")] = key("Kind", "The kind of forge.", ...)
    url: Url = key("Address", "The address of the repository.", ...)
    branch: Words | None = key("Branch", "The official branch.")


class Licence(Record):
    """Under which licences the tracker is published."""

    data: Words | None = key("Data", "The licence of its texts and data.")
    code: Words | None = key("Code", "The licence of its code.")


class Reserve(Record):
    """A time before an election in which public bodies hold back."""

    from_: Date = renamed_key("from", "First day", "The first day of the time.", ...)
    to: Date = key("Last day", "The last day of the time.", ...)
    text: Markdown | None = key("Text", "What pages say during that time.")


class Policy(Record):
    """What the tracker asks of itself."""

    stale_after: Duration | None = key(
        "Stale after", "After how long without news a commitment is stale."
    )
    answer_within: Duration | None = key(
        "Answer within", "Within what time a question from the public is answered."
    )
    evidence_for: tuple[StatusId, ...] = key(
        "Evidence for", "The statuses that must be proved by evidence.", ()
    )
    protect: tuple[Route, ...] = key(
        "Protected keys", "What may only change with an amendment that says why.", ()
    )
    upstream: Url | None = key("Upstream", "The repository that this one was copied from.")
    authors: Annotated[str, word("authors")] | None = key(
        "Authors", "Whether pages name those who changed the data."
    )
    moderation: Markdown | None = key(
        "Moderation", "By which rules questions and proposals are accepted."
    )
    reserve: tuple[Reserve, ...] = key(
        "Election reserve", "Times before an election in which public bodies hold back.", ()
    )


class CheckSetting(Record):
    """How a check is set."""

    level: Annotated[str, word("level")] | None = key(
        "Level", "How much a finding weighs: error, warning or note."
    )


class Suppression(Record):
    """A finding that is accepted, with the reason why."""

    check: Words = key("Check", "The name of the check.", ...)
    record: Words | None = key("Record", "The id of the record that it is accepted for.")
    route: Route | None = key("Route", "The key that it is accepted for.")
    reason: Text = key("Reason", "Why it is accepted; pages show it.", ...)


class Redaction(Record):
    """A text of the history that the law wants removed; the trace stays."""

    blob: Blob = key("Blob", "The git object that holds the text.", ...)
    route: Route | None = key("Route", "The key that is no longer shown.")
    reason: Text = key("Reason", "Why it was removed; pages show it.", ...)
    date: Date = key("Date", "When it was removed.", ...)


class Appearance(Record):
    """Colours, logo and type."""

    colours: Annotated[Mapping[Words, Annotated[str, matching("colour")]], FREE_MAP] | None = key(
        "Colours", "Names of colours of the style sheet, and their values such as #114a8b."
    )
    logo: Words | None = key("Logo", "The path of a picture file.")
    font: Words | None = key("Type", "The names of fonts that readers may have.")


class Tracker(Record):
    """The tracker itself: tracker.yaml."""

    title: Text = key("Title", "The name of the tracker.", ...)
    description: Markdown | None = key("Description", "What it tracks, and for whom.")
    fictitious: Flag = key(
        "Fictitious", "Whether everything in it is invented: a banner says so.", default=False
    )
    languages: tuple[Language, ...] = key(
        "Languages", "Its languages; the first is that of texts without a language.", ()
    )
    timezone: Annotated[str, matching("timezone")] | None = key(
        "Time zone", "Its time zone, such as Europe/Paris."
    )
    publisher: Publisher | None = key("Publisher", "Who publishes the tracker.")
    base_url: Url | None = key("Address of the site", "Where the site will stand.")
    forge: Forge | None = key("Forge", "Where the repository is, for links to files and editors.")
    log: Words | None = key("Publication log", "The branch that holds the publication log.")
    licence: Licence | None = key("Licence", "Under which licences it is published.")
    status_schemes: tuple[StatusScheme, ...] = key(
        "Status schemes", "Lists of statuses of its own.", ()
    )
    schemes: tuple[AssessmentScheme, ...] = key(
        "Assessment schemes", "Scales of its own on which others judge.", ()
    )
    policy: Policy | None = key("Policy", "What the tracker asks of itself.")
    checks: Annotated[Mapping[Words, CheckSetting], FREE_MAP] | None = key(
        "Checks", "For each check that is set differently, its name and setting."
    )
    suppress: tuple[Suppression, ...] = key(
        "Suppressions", "Findings that are accepted, each with its reason.", ()
    )
    redact: tuple[Redaction, ...] = key(
        "Removed texts", "Texts of the history that the law wants removed.", ()
    )
    theme: Appearance | None = key("Appearance", "Colours, logo and type of the site.")
    accessibility: Accessibility | None = key(
        "Accessibility", "What an audit of the pages found, and where to complain."
    )
