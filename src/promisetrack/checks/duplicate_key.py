"""The same line heading stands twice in one record.

Of two lines with the same name a program keeps one and drops the other without a word: readers
would see one of two deadlines, and nobody would know of the other.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    due: 2028-12-31

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

CODE: Final = "PT002"
LEVEL: Final = "error"
