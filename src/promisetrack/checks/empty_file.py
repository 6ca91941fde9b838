"""The file holds nothing.

An empty file in the place of a promise looks like a promise that was taken away.

Example:
    # commitments/p/open-budget.yaml

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

CODE: Final = "PT008"
LEVEL: Final = "error"
