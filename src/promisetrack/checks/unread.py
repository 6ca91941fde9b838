"""What cannot be judged because a file that it depends on could not be read.

A fault in organisations.yaml would else be an unknown organisation in every promise: the one true
fault stands alone. A check names in `NEEDS` what it must be able to read beside the record itself:
the lists, any `commitments`, the `plan` of a commitment, its files of `assessments`. Without the
settings of the tracker nothing can be judged at all: it says what is checked, and what is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from promisetrack.register.layout import FOLDER, classify

if TYPE_CHECKING:
    from promisetrack.checks.catalogue import Check
    from promisetrack.checks.reading import Finding
    from promisetrack.register.register import Register

_TRACKER = f"{FOLDER}/tracker.yaml"


@dataclass(frozen=True)
class Unread:
    """The files of a register that were not read, or not whole."""

    register: Register

    @property
    def has_settings(self) -> bool:
        """Whether the settings of the tracker are known."""
        return _TRACKER not in self.register.unread

    def hides(self, check: Check, finding: Finding) -> bool:
        """Whether a finding may be owed to a file that could not be read."""
        return bool(self.register.unread) and any(
            self._is_unread(need, finding) for need in check.needs
        )

    def _is_unread(self, need: str, finding: Finding) -> bool:
        unread, plan = self.register.unread, finding.entry.plan
        if need == "plan":
            return f"{FOLDER}/{plan}/plan.yaml" in unread
        if need == "commitments":
            return any(classify(path).role in ("commitment", "plan") for path in unread)
        if need == "assessments":
            folder = finding.entry.path.removesuffix(".yaml") + ".assessments/"
            return any(path.startswith(folder) for path in unread)
        return f"{FOLDER}/{need}.yaml" in unread
