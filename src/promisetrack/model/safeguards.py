"""What protects people when a promise is digital."""

import warnings
from typing import Annotated

from promisetrack.model.base import Record, key
from promisetrack.model.forms import word
from promisetrack.model.place import PlaceRef
from promisetrack.model.values import Count, Date, Id, Markdown, Shown, Text, Url

# The key `register` is fixed; that pydantic's metaclass has a method of that name harms nobody.
warnings.filterwarnings("ignore", message='Field name "register"', category=UserWarning)


class BiasTest(Record):
    """A test whether groups of people are treated alike."""

    id: Id | None = key("Id", "A permanent name, where something refers to it.")
    date: Date | None = key("Date", "When the test was made.")
    groups: Text | None = key("Groups", "Which groups of people were compared.")
    result: Markdown | None = key("Result", "What the test found.")
    evidence: tuple[Id, ...] = key("Evidence", "The ids of the evidence for it.", ())


class Safeguards(Record):
    """What protects people when a promise is digital. Changes to it are protected by default."""

    automated_decision: Annotated[str, word("automated-decision")] | None = key(
        "Automated decision", "Whether an algorithm helps to decide or decides alone."
    )
    purpose: Markdown | None = key("Purpose", "What the algorithm is for.")
    legal_basis: Markdown | None = key("Legal basis", "The law or act that allows it.")
    decides_about: Markdown | None = key(
        "Decides about", "What is decided with it, and about whom."
    )
    decisions_per_year: Count | None = key(
        "Decisions per year", "How many decisions are taken with it in a year."
    )
    technique: Markdown | None = key("Technique", "How it works: rules, statistics, learning …")
    supplier: Text | None = key("Supplier", "Who made it or runs it.")
    rules: Shown | None = key("Rules", "The rules that it follows: words, or ids of evidence.")
    notice: Shown | None = key(
        "Explicit notice", "How people are told that it is used: words, or ids of evidence."
    )
    explanation: Shown | None = key(
        "Right to explanation", "How people get an explanation: words, or ids of evidence."
    )
    human_review: Shown | None = key(
        "Human review", "Which person can decide otherwise: words, or ids of evidence."
    )
    recourse: Shown | None = key("Recourse", "How people can appeal: words, or ids of evidence.")
    impact_assessment: Shown | None = key(
        "Impact assessment", "The assessment of its effects: words, or ids of evidence."
    )
    bias_tests: tuple[BiasTest, ...] = key(
        "Bias tests", "Tests whether groups of people are treated alike.", ()
    )
    personal_data: Markdown | None = key("Personal data", "Which personal data are used.")
    data_sources: Markdown | None = key("Data sources", "Where the data come from.")
    retention: Markdown | None = key("Retention", "How long the data are kept.")
    surveillance: Markdown | None = key(
        "Surveillance", "Whether people are watched or recognised, and what limits it."
    )
    source_code: Url | None = key("Source code", "The address of the source code.")
    register: Url | None = key(
        "Register of algorithms", "The address of its entry in a register of algorithms."
    )
    offline_access: Shown | None = key(
        "Offline access", "How people get the same without internet: words, or ids of evidence."
    )
    help_places: tuple[PlaceRef, ...] = key(
        "Places of help", "Where people get help: ids of places.yaml, or name, code and point.", ()
    )
    footprint: Markdown | None = key("Footprint", "What it costs the environment.")
