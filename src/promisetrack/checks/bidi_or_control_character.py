r"""A text holds a sign that cannot be seen and can change what is read.

Such signs turn the order of letters round or hide words: readers and reviewers would see
something else than what is written.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    summary: "We publish\u202e every line."

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    summary: We publish every line.

Found at: summary
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT601"
LEVEL: Final = "error"
