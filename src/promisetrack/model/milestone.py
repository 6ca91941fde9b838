"""The steps of a promise: milestones, a tree of any depth."""

from promisetrack.model.base import Record, key
from promisetrack.model.organisation import Identifier, Partner
from promisetrack.model.standing import StatusReason
from promisetrack.model.values import Date, Id, Markdown, Percent, StatusId, Text, Words


class Milestone(Record):
    """A step or deliverable of a commitment."""

    id: Id = key("Id", "Its permanent name, unique in the commitment.", ...)
    title: Text = key("Title", "The step, in one line.", ...)
    number: Words | None = key("Number", "The number in the plan, as text.")
    identifiers: tuple[Identifier, ...] = key(
        "Identifiers", "Its identifiers in the lists of others.", ()
    )
    summary: Text | None = key("Summary", "One or two plain sentences.")
    description: Markdown | None = key(
        "Description of the step", "The text of the step, word for word."
    )
    part_of: Id | None = key("Part of", "The id of the milestone that it belongs to.")
    lead: Id | None = key("Lead", "The id of the organisation in charge.")
    partners: tuple[Partner, ...] = key(
        "Partners", "The organisations that take part: ids, or organisation and role.", ()
    )
    start: Date | None = key("Start", "When it begins.")
    due: Date | None = key("Due", "The deadline, as precise as it was given.")
    status: StatusId = key("Status", "Where it stands, as the body in charge says.", "unknown")
    status_as_written: Text | None = key("Status as written", "The source's own word for it.")
    status_reason: StatusReason | None = key(
        "Reason of the status", "Why it was refused, stopped, put off or closed in part."
    )
    progress: Percent | None = key("Progress", "How much is done, from 0 to 100.")
    completed: Date | None = key("Completed on", "When it was completed.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())
