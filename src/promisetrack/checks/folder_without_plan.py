"""A folder of promises has no plan.yaml.

Readers see what was promised, and not in which plan, by whom and for how long: the folder's name
is all that a page can show.

Example:
    # commitments/budget/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31

Instead:
    # commitments/budget/open-budget.yaml
    id: open-budget
    title: Publish the budget
    status: not-started
    due: 2027-12-31
    # commitments/budget/plan.yaml
    id: budget
    title: Budget 2026
    kind: programme

Found at: line 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from promisetrack.checks.reading import Finding
from promisetrack.diagnostic import say
from promisetrack.register.layout import FOLDER
from promisetrack.source.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisetrack.checks.world import World

CODE: Final = "PT120"
LEVEL: Final = "warning"


def find(world: World) -> Iterator[Finding]:
    """Find the first promise of each folder that no plan.yaml describes."""
    seen: set[str] = set()
    for node in world.commitments:
        plan = node.entry.plan or ""
        path = f"{FOLDER}/{plan}/plan.yaml"
        if plan in seen or path in world.register.files or path in world.register.unread:
            continue
        seen.add(plan)
        yield Finding(
            node.entry,
            (),
            say("the folder “{name}” has no plan.yaml: nothing says which plan it is", name=plan),
            say(
                "rename the folder to “{id}”, and add a file “plan.yaml” with this id",
                id=slug(plan),
            )
            if slug(plan) != plan
            else say(
                "add a file “plan.yaml” beside this one, with at least the lines “id: {name}” "
                "and “title: …”",
                name=plan,
            ),
        )
