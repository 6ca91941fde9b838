"""A line heading is not one that promises can have.

What stands under a misspelt heading is on no page. A heading of your own may begin with “x-”: it
is kept and never interpreted.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    sumary: We publish every line.

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    summary: We publish every line.

Found at: sumary
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT011"
LEVEL: Final = "error"
