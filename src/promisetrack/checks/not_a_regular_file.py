"""What stands here is a link or a device and no file.

A link shows what lies somewhere else, perhaps outside the register: what readers see could change
without a trace in its history.

Example:
    # commitments/p/open-budget.yaml (a link)
    ../elsewhere/open-budget.yaml

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

CODE: Final = "PT009"
LEVEL: Final = "error"
