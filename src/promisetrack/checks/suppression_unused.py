"""A suppression matches nothing.

It stays in the list of exceptions on the site, although there is nothing left to excuse; or it
was meant for a place that is now unguarded.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]
    suppress:
      - check: overdue
        record: open-budget
        route: due
        reason: The council moved the date in a closed session

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    # commitments/tracker.yaml
    title: Register of the town
    languages: [en]

Found at: suppress.overdue/open-budget/due
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT117"
LEVEL: Final = "warning"
