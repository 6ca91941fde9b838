"""A value points to another place of the file, with “&” or “*”.

Whoever reads a promise should find it where it stands. Such pointers hide what is said, and a few
lines of them can grow into millions.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    summary: &words We publish every line.
    description: *words

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    summary: We publish every line.
    description: We publish every line.

Found at: line 5, line 6
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT003"
LEVEL: Final = "error"
