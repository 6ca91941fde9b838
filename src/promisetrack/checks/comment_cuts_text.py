"""A comment begins in the middle of a text.

Behind a space the sign “#” begins a comment, which nobody reads: the page shows half of the title.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Rebuild the bridge of project #12
    status: not-started
    due: 2027-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: "Rebuild the bridge of project #12"
    status: not-started
    due: 2027-12-31

Found at: title
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT020"
LEVEL: Final = "warning"
