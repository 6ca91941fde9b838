"""A word is not one of those that may stand here.

Readers filter and compare by these words: a status of its own would fall out of every count. A
plan can name another scheme of statuses.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: ongoing

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    due: 2027-12-31
    status: in-progress

Found at: status
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT014"
LEVEL: Final = "error"
