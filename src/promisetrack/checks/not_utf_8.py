"""The file is not written in UTF-8, the encoding that everything else uses.

Accents and other letters would turn into wrong signs, on the site and in everyone's copies.

Example:
    # commitments/p/open-budget.yaml (in Latin-1)
    id: open-budget
    title: Publish the résumé of the budget
    status: not-started
    due: 2027-12-31

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the résumé of the budget
    status: not-started
    due: 2027-12-31

Found at: line 2
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT007"
LEVEL: Final = "error"
