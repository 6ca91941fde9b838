"""The file is longer than anyone can review.

A reader of a change must be able to look through it. Long texts belong in a document that the
promise cites as evidence.

Example:
    # commitments/p/open-budget.yaml (made too long)
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Found at: line 1
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT006"
LEVEL: Final = "error"
