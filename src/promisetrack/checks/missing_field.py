"""A line is missing that every record of this kind needs.

Without an id a promise has no address, and without a title nobody can speak of it.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    status: not-started
    due: 2027-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Found at: title
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT012"
LEVEL: Final = "error"
