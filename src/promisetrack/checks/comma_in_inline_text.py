"""A comma inside braces or brackets has cut a text in two.

Half of a title ends up as a heading of its own. With one line for each heading commas are
harmless.

Example:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - {id: note, title: March 3, 2025 Release, url: "https://t.example/n", published: 2025-03-03}

Instead:
    # commitments/p/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    evidence:
      - id: note
        title: March 3, 2025 Release
        url: https://t.example/n
        published: 2025-03-03

Found at: evidence.note.2025 Release
"""

from __future__ import annotations

from typing import Final

CODE: Final = "PT017"
LEVEL: Final = "error"
