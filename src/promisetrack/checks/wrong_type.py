"""A value has another form than what belongs here.

Pages, tables and other people's programs expect a list, a number or a text in its place; anything
else they would show wrongly or leave out.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: in-progress
    due: 2027-12-31
    progress: half

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: in-progress
    due: 2027-12-31
    progress: 50

Found at: progress
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT013"
LEVEL: Final = "error"
