"""The file has an instruction for the reading program, or a second document after “---”.

One file is one record, at one address. What stands behind a second “---” would be on no page.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    ---
    id: open-contracts

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Found at: line 5
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT005"
LEVEL: Final = "error"
