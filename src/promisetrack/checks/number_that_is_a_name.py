"""A text looks like a number, a date or a yes, and other programs may change it.

“01001” becomes 1001 and “1.10” becomes 1.1 elsewhere, and the number of a promise is then another
one. Quotes keep it as it is.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    number: 1.10

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    number: "1.10"

Found at: number
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT016"
LEVEL: Final = "note"
