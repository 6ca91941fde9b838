"""A file lies where nothing reads it.

Somebody believes that this is published, and it is not. Most often the name ends in “.yml”
instead of “.yaml”.

Example:
    # commitments/p/open-budget.yml
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

CODE: Final = "PT010"
LEVEL: Final = "warning"
