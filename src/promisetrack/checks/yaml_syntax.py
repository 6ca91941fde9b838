"""The file cannot be read, because its layout is broken.

A file that cannot be read is missing from the site: a promise would vanish because of a stray
sign.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: "We publish every line

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    description: "We publish every line"

Found at: line 5
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT001"
LEVEL: Final = "error"
