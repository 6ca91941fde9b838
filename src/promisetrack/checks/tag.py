"""A value carries a tag, with “!”.

Tags tell a program how to read a value, in words that people and other programs do not share: the
same promise would read differently elsewhere.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    number: !!str 12

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    number: "12"

Found at: line 5
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT004"
LEVEL: Final = "error"
