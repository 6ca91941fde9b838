"""What a check of a site came to: its steps, its verdict, and the one line that sums it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from promisetrack.diagnostic import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable

Result: TypeAlias = Literal["verified", "refuted", "unknown", "skipped"]
Verdict: TypeAlias = Literal["verified", "refuted", "unknown"]

STEPS: Final = ("repository", "log", "branch", "pin", "witnesses", "files", "rebuild")
"""The seven steps, in the order in which they are told (audit.md, "verify")."""

EXIT: Final = {"verified": 0, "refuted": 1, "unknown": 3}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was checked, what came of it, and the words for it.

    `skipped` means that it was not asked for; `notes` are facts that change no verdict.
    """

    name: str
    result: Result
    detail: Message
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All steps of one check."""

    steps: tuple[Step, ...]
    witnesses: int = 0
    has_pin: bool = False
    is_signed: bool = False
    is_rebuilt: bool = False

    @property
    def verdict(self) -> Verdict:
        """Refuted where one step is; verified where every step that was asked for is."""
        results = {one.result for one in self.steps}
        if "refuted" in results:
            return "refuted"
        return "unknown" if "unknown" in results or "verified" not in results else "verified"

    @property
    def exit_code(self) -> int:
        """0 verified, 1 refuted, 3 could not check."""
        return EXIT[self.verdict]

    def step(self, name: str) -> Step | None:
        """Return a step by its name."""
        return next((one for one in self.steps if one.name == name), None)


def to_json(report: Report, text: Callable[[Message], str]) -> dict[str, object]:
    """Return the report as plain values (interfaces.md, `verify --format json`)."""
    return {
        "format": 1,
        "verdict": report.verdict,
        "steps": [
            {
                "name": one.name,
                "result": one.result,
                "detail": " ".join(text(part) for part in (one.detail, *one.notes)),
            }
            for one in report.steps
        ],
        "witnesses": report.witnesses,
        "pin": report.has_pin,
        "signatures": report.is_signed,
        "rebuilt": report.is_rebuilt,
    }


def closing(report: Report) -> Message:
    """Return the one line that every check ends with."""
    return say(
        "witnesses: {witnesses} · pin: {pin} · signatures: {signatures} · rebuilt: {rebuilt}",
        witnesses=report.witnesses,
        pin=_yes(is_so=report.has_pin),
        signatures=_yes(is_so=report.is_signed),
        rebuilt=_yes(is_so=report.is_rebuilt),
    )


def _yes(*, is_so: bool) -> Message:
    return say("yes") if is_so else say("no")
