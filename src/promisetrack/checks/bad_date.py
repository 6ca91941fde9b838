"""A date does not exist or is not written so that it can be understood.

Whether a promise is late follows from its date. Write 2026-03-31, 2026-03, 2026-Q1, 2026-S1, 2026
or “ongoing”; words go into “text” beside it.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-02-30

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2026-02-28

Found at: due
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT015"
LEVEL: Final = "error"
