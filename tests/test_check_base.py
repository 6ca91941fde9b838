"""`check --base` on real repositories: what a change does, by the rules of its base."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest

from promisetrack.cli import run
from tests.edges_repository import Made

if TYPE_CHECKING:
    from pathlib import Path

TRACKER = "title: Register of the town\nlanguages: [en]\n"
BODY = "- id: town-hall\n  name: Town hall\n  kind: government\n"
PLAN = "id: p\ntitle: Plan of the town\nkind: action-plan\n"
PROMISE = """\
id: open-budget
title: Publish the budget
lead: town-hall
due: 2026-06-30
status: in-progress
description: We publish every line of the budget.
expected_result: People can follow the money.
milestones:
  - id: tables
    title: Make the tables
    due: 2026-03-31
    status: not-started
updates:
  - date: 2025-11-05
    by: town-hall
    text: The first tables are ready.
evidence:
  - id: vote
    title: Vote of the council
    url: https://town.example/vote
    published: 2025-01-12
    shows: The council has voted for it.
"""
PATH = "commitments/p/open-budget.yaml"
PREFIXES = pytest.mark.parametrize("prefix", ["", "town/register/"])


def new(path: Path, *, prefix: str = "", branch: str = "main") -> Made:
    """Return a repository whose first commit is a register with one promise."""
    path.mkdir(parents=True, exist_ok=True)
    made = Made(path)
    made.git("init", "-q", "-b", branch)
    made.write(f"{prefix}commitments/tracker.yaml", TRACKER)
    made.write(f"{prefix}commitments/organisations.yaml", BODY)
    made.write(f"{prefix}commitments/p/plan.yaml", PLAN)
    made.write(f"{prefix}{PATH}", PROMISE)
    made.commit("register")
    return made


@pytest.fixture
def town(tmp_path: Path) -> Made:
    """Return the register of a town."""
    return new(tmp_path / "r")


class Checked:
    """What one run said: exit code, findings of PT4 and PT7, and all that was printed."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def all(self) -> list[dict[str, Any]]:
        assert self.out, self.err
        found: list[dict[str, Any]] = json.loads(self.out)["diagnostics"]
        return found

    @property
    def findings(self) -> list[dict[str, Any]]:
        return [
            one
            for one in self.all
            if one["code"].startswith(("PT4", "PT7")) and one["suppressed"] is None
        ]

    @property
    def short(self) -> list[tuple[str, str]]:
        return [(one["check"], ".".join(map(str, one["route"]))) for one in self.findings]


def check(
    made: Made,
    *words: str,
    base: str | None = "main",
    prefix: str = "",
    form: str = "json",
) -> Checked:
    """Run `check --base`."""
    asked = ["--lang", "en", "-C", str(made.path / prefix), "check", "--today", "2026-01-31"]
    asked += ["--format", form, *words, *([] if base is None else ["--base", base])]
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(asked)
    return Checked(code, out.getvalue(), err.getvalue())


def edit(made: Made, old: str, new: str, path: str = PATH) -> None:
    """Replace words of a file in the working tree; they must be there."""
    text = (made.path / path).read_text("utf-8")
    assert old in text
    made.write(path, text.replace(old, new))


@PREFIXES
def test_a_later_deadline_without_a_reason_is_an_error(tmp_path: Path, prefix: str) -> None:
    """Uncommitted work on HEAD itself is judged; the finding stands on the new date."""
    made = new(tmp_path, prefix=prefix)
    edit(made, "due: 2026-06-30", "due: 2026-12-31", f"{prefix}{PATH}")
    found = check(made, base="HEAD", prefix=prefix)
    assert found.code == 1
    (one,) = found.findings
    assert (one["check"], one["path"], one["route"]) == (
        "weakened-without-amendment",
        f"{prefix}{PATH}",
        ["due"],
    )
    assert one["start"] == {"line": 4, "column": 6}
    assert "from 2026-06-30 to 2026-12-31" in one["message"]
    assert "changes: [due]" in one["help"]


def test_a_stated_reason_is_enough(town: Made) -> None:
    """An amendment in the same change that names the field lets it pass."""
    edit(town, "due: 2026-06-30", "due: 2026-12-31")
    reason = "amendments:\n  - date: 2026-01-31\n    changes: [due]\n    reason: Late software.\n"
    edit(town, "milestones:", f"{reason}milestones:")
    found = check(town)
    assert found.short == []
    assert found.code == 0


WEAKENED = {
    "a deadline that goes": (("due: 2026-06-30\n", ""), "due"),
    "a deadline that names no day": (("due: 2026-06-30", "due: ongoing"), "due"),
    "a milestone's deadline": (("due: 2026-03-31", "due: 2026-05"), "milestones.tables.due"),
    "a milestone that stops": (
        ("status: not-started", "status: on-hold\n    status_reason: {code: cost}"),
        "milestones.tables.status",
    ),
    "a milestone that goes": (
        (PROMISE[PROMISE.index("milestones:") : PROMISE.index("updates:")], ""),
        "milestones.tables",
    ),
    "a promise without its words": (
        ("description: We publish every line of the budget.\n", ""),
        "description",
    ),
}


@pytest.mark.parametrize("name", WEAKENED)
def test_what_weakens_a_promise(town: Made, name: str) -> None:
    """Each of these is one error, at the value or at what is nearest to where it was."""
    (old, now), route = WEAKENED[name]
    edit(town, old, now)
    found = check(town)
    assert found.short == [("weakened-without-amendment", route)]
    assert found.code == 1


DIGITAL = """\
safeguards:
  automated_decision: assisted
  human_review: Each file is read by a clerk.
  offline_access: At the town hall.
  notice: Every letter says so.
  recourse: By letter to the mayor.
indicators:
  - id: lines
    title: Lines that are published
    unit: lines
    baseline: {date: 2025-01-01, value: 0}
    target: {date: 2026-06-30, value: 1000}
"""


@pytest.mark.parametrize(
    ("old", "now", "route"),
    [
        ("value: 1000", "value: 600", "indicators.lines.target.value"),
        ("date: 2026-06-30, value", "date: 2026-07-31, value", "indicators.lines.target.date"),
        ("    target: {date: 2026-06-30, value: 1000}\n", "", "indicators.lines.target.date"),
        ("assisted", "automated", "safeguards.automated_decision"),
        ("  offline_access: At the town hall.\n", "", "safeguards.offline_access"),
    ],
)
def test_targets_and_safeguards_are_protected(town: Made, old: str, now: str, route: str) -> None:
    """A lower target and a safeguard that goes need a reason as much as a later deadline."""
    town.change(PATH, PROMISE + DIGITAL)
    edit(town, old, now)
    found = check(town).short
    assert ("weakened-without-amendment", route) in found
    assert {name for name, _ in found} == {"weakened-without-amendment"}


def test_an_indicator_goes_with_its_target(town: Made) -> None:
    """A rule on a field covers the removal of what holds the field."""
    town.change(PATH, PROMISE + DIGITAL)
    edit(town, DIGITAL[DIGITAL.index("indicators:") :], "")
    assert check(town).short == [("weakened-without-amendment", "indicators.lines")]


def test_the_policy_of_the_base_says_what_is_protected(town: Made) -> None:
    """A change that unprotects what it weakens is judged by the policy before it."""
    edit(town, "due: 2026-06-30", "due: 2026-12-31")
    town.write("commitments/tracker.yaml", f"{TRACKER}policy:\n  protect: [safeguards]\n")
    found = check(town)
    assert found.short == [("weakened-without-amendment", "due"), ("rules-changed", "policy")]
    town.commit()
    edit(town, "due: 2026-12-31", "due: 2027-12-31")
    assert check(town).short == []


def test_another_status_scheme_is_another_rule(town: Made) -> None:
    """A plan that reads its statuses by another scheme changes what they mean, and it is said."""
    town.write("commitments/p/plan.yaml", f"{PLAN}status_scheme: fr-promesses\n")
    found = check(town).short
    assert ("rules-changed", "status_scheme") in found
    town.commit()
    town.write("commitments/p/plan.yaml", PLAN)
    assert ("rules-changed", "status_scheme") in check(town).short


def test_the_suppressions_of_the_base_count(town: Made) -> None:
    """What a change suppresses is suppressed from the next change on."""
    excuse = (
        "suppress:\n  - check: weakened-without-amendment\n    record: open-budget\n"
        "    route: due\n    reason: Agreed in public\n"
    )
    edit(town, "due: 2026-06-30", "due: 2026-12-31")
    town.write("commitments/tracker.yaml", TRACKER + excuse)
    assert ("weakened-without-amendment", "due") in check(town).short
    town.commit()
    edit(town, "due: 2026-12-31", "due: 2027-12-31")
    found = check(town)
    assert found.short == []
    assert found.code == 0
    assert not [one for one in found.all if one["check"] == "suppression-unused"]
    assert not [one for one in check(town, base=None).all if one["check"] == "suppression-unused"]


def test_the_levels_of_the_base_count(town: Made) -> None:
    """A change cannot make its own error a note."""
    edit(town, "due: 2026-06-30", "due: 2026-12-31")
    level = "checks:\n  weakened-without-amendment:\n    level: note\n"
    town.write("commitments/tracker.yaml", TRACKER + level)
    assert check(town).code == 1
    town.commit()
    edit(town, "due: 2026-12-31", "due: 2027-12-31")
    assert check(town).code == 0


def test_a_status_that_rises_wants_evidence(town: Made) -> None:
    """A risen status is a warning until evidence comes in the same change."""
    edit(town, "status: in-progress", "status: limited")
    found = check(town)
    assert found.short == [("status-raised-without-new-evidence", "status")]
    assert found.code == 0
    assert check(town, "--strict").code == 1
    edit(town, "evidence:\n", "evidence:\n  - {id: e, title: E, url: 'https://x.org/e'}\n")
    assert check(town).short == []


REWRITTEN = {
    "other words": (("first tables are", "first table is"), "updates.2025-11-05.text"),
    "another author": (("by: town-hall", "by: other"), "updates.2025-11-05.by"),
    "another date": (("date: 2025-11-05", "date: 2025-12-05"), "updates.2025-11-05"),
    "a status added later": (
        ("    by: town-hall\n", "    by: town-hall\n    status: in-progress\n"),
        "updates.2025-11-05.status",
    ),
    "no report any more": (
        (PROMISE[PROMISE.index("updates:") : PROMISE.index("evidence:")], ""),
        "updates.2025-11-05",
    ),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_what_was_said_stays_said(town: Made, name: str) -> None:
    """A report that is rewritten, redated or removed is an error."""
    (old, now), route = REWRITTEN[name]
    edit(town, old, now)
    found = check(town)
    assert found.short == [("past-update-edited", route)]
    assert found.code == 1


def test_a_correction_with_a_reason_passes(town: Made) -> None:
    """An amendment that names the report lets it be corrected."""
    edit(town, "The first tables", "Two tables")
    reason = (
        "amendments:\n  - date: 2026-01-31\n    kind: correction\n"
        "    changes: [updates.2025-11-05]\n    reason: They were two.\n"
    )
    edit(town, "milestones:", f"{reason}milestones:")
    assert check(town).short == []


ASSESSED = """\
- by: town-hall
  date: 2025-12-01
  scheme: ogp-irm-2021
  ratings: {completion: limited}
questions: []
"""


def test_assessments_kept_beside_are_said_too(town: Made) -> None:
    """An assessment in a file of its own may not be rewritten; the finding stands in that file."""
    path = "commitments/p/open-budget.assessments/town-hall.yaml"
    text = ASSESSED.replace("questions: []\n", "")
    town.change(path, text)
    town.write(path, text.replace("limited", "complete"))
    (one,) = check(town).findings
    assert (one["check"], one["path"]) == ("past-update-edited", path)
    assert one["start"]["line"] == 4


def test_an_id_that_is_added_afterwards_rewrites_nothing(town: Made) -> None:
    """An assessment that gets an id, so that a response can name it, still says the same."""
    path = "commitments/p/open-budget.assessments/town-hall.yaml"
    text = ASSESSED.replace("questions: []\n", "")
    town.change(path, text)
    town.write(path, text.replace("- by", "- id: first\n  by"))
    assert check(town).short == []


@pytest.mark.parametrize(
    ("old", "now", "route"),
    [
        ("https://town.example/vote", "https://town.example/other", "evidence.vote.url"),
        (PROMISE[PROMISE.index("evidence:") :], "", "evidence.vote"),
    ],
)
def test_evidence_stays(town: Made, old: str, now: str, route: str) -> None:
    """Evidence that is removed or leads elsewhere is an error."""
    edit(town, old, now)
    found = check(town)
    assert found.short == [("evidence-removed", route)]
    assert found.code == 1


def test_a_file_of_evidence_keeps_its_bytes(town: Made) -> None:
    """Other bytes under the name of old evidence are found, other line ends are not."""
    with_file = "  - {id: act, title: Act, file: files/act.txt, published: 2025, shows: It}\n"
    town.write(PATH, PROMISE + with_file)
    town.change("commitments/p/files/act.txt", "The act\nof the council\n")
    town.write("commitments/p/files/act.txt", "The act\r\nof the council\r\n")
    assert check(town).short == []
    town.write("commitments/p/files/act.txt", "Another act\n")
    assert check(town).short == [("evidence-removed", "evidence.act.file")]


def test_a_removed_promise_is_an_error_where_it_was(town: Made) -> None:
    """The finding names the promise and the file that is gone, and proposes another end."""
    town.change("commitments/p/second.yaml", PROMISE.replace("open-budget", "second"))
    (town.path / PATH).unlink()
    (one,) = check(town).findings
    assert (one["check"], one["path"], one["record"]) == ("commitment-removed", PATH, "open-budget")
    assert one["start"] == {"line": 1, "column": 1}
    assert "“Publish the budget” (open-budget)" in one["message"]
    assert "status: withdrawn" in one["help"]


def test_a_moved_file_removes_nothing(town: Made) -> None:
    """A promise that goes to another plan is the same promise."""
    town.change("commitments/q/plan.yaml", PLAN.replace("id: p", "id: q"))
    (town.path / PATH).rename(town.path / "commitments/q/open-budget.yaml")
    assert check(town).short == []


def test_an_id_is_never_used_again(town: Made) -> None:
    """An id whose promise was removed long ago may not name another one."""
    town.change("commitments/p/other.yaml", PROMISE.replace("open-budget", "other"))
    (town.path / PATH).unlink()
    town.commit("remove it")
    town.commit("something else")
    other = PROMISE.replace("Publish the budget", "Plant trees").replace(
        "We publish every line of the budget", "We plant trees"
    )
    town.write(PATH, other)
    (one,) = check(town).findings
    assert (one["check"], one["route"]) == ("id-reused", ["id"])
    assert "“Publish the budget”, which was removed on 2023-" in one["message"]


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("due: 2026-06-30", "due: 2027-06-30"),
        ("title: Publish the budget", "title: Publish the town's budget"),
        ("title: Publish the budget", "title: {fr: Publier le budget, en: publish  the Budget}"),
    ],
)
def test_a_promise_may_come_back_as_itself(town: Made, old: str, now: str) -> None:
    """The same title, or the same words of the promise, make it the same promise."""
    town.change("commitments/p/other.yaml", PROMISE.replace("open-budget", "other"))
    (town.path / PATH).unlink()
    town.commit("remove it")
    town.write(PATH, PROMISE.replace(old, now))
    assert check(town).short == []


def test_ids_of_plans_and_organisations_are_for_ever_too(town: Made) -> None:
    """A plan or an organisation that was removed leaves its id behind; other kinds may have it."""
    school = "- id: school\n  name: School\n  kind: government\n"
    town.write("commitments/q/plan.yaml", PLAN.replace("id: p", "id: q"))
    town.change("commitments/organisations.yaml", BODY + school)
    (town.path / "commitments/q/plan.yaml").unlink()
    town.change("commitments/organisations.yaml", BODY)
    other = PLAN.replace("id: p", "id: q").replace("Plan of the town", "Other plan")
    town.write("commitments/q/plan.yaml", other)
    town.write("commitments/organisations.yaml", BODY + school.replace("School", "Swimming pool"))
    town.write("commitments/p/school.yaml", PROMISE.replace("open-budget", "school"))
    assert [(one["check"], one["record"]) for one in check(town).findings] == [
        ("id-reused", "school"),
        ("id-reused", "q"),
    ]


def test_a_translation_that_stayed_behind_is_found(town: Made) -> None:
    """The warning stands on the translation, also in files that are no promises."""
    text = "{en: Publish the budget, fr: {text: Publier le budget, translated: human}}"
    town.write(PATH, PROMISE.replace("Publish the budget", text))
    plan = PLAN.replace("Plan of the town", "{en: Plan, fr: {text: Plan, translated: human}}")
    town.change("commitments/p/plan.yaml", plan)
    edit(town, "en: Publish the budget,", "en: Publish the budget and accounts,")
    edit(town, "{en: Plan,", "{en: Programme,", "commitments/p/plan.yaml")
    found = check(town)
    assert found.short == [
        ("translation-now-stale", "title.fr"),
        ("translation-now-stale", "title.fr"),
    ]
    edit(town, "Publier le budget", "Publier le budget et les comptes")
    assert [one["path"] for one in check(town).findings] == ["commitments/p/plan.yaml"]


@PREFIXES
def test_rules_that_change_are_listed(tmp_path: Path, prefix: str) -> None:
    """Policy, templates, attributes, the mail map and workflows: each is one note in its file."""
    made = new(tmp_path, prefix=prefix)
    made.change(".github/workflows/site.yml", "on: push\n")
    made.write(f"{prefix}commitments/tracker.yaml", f"{TRACKER}policy: {{authors: names}}\n")
    made.write(f"{prefix}site_templates/page.html", "<p>\n")
    made.write(".gitattributes", "* -diff\n")
    made.write(".mailmap", "A <a@x.org> <b@x.org>\n")
    made.write(".github/workflows/site.yml", "on: pull_request\n")
    made.write("README.md", "Not a rule.\n")
    found = check(made, prefix=prefix)
    assert {one["check"] for one in found.findings} == {"rules-changed"}
    assert sorted(one["path"] for one in found.findings) == sorted(
        [
            ".gitattributes",
            ".github/workflows/site.yml",
            ".mailmap",
            f"{prefix}commitments/tracker.yaml",
            f"{prefix}site_templates/page.html",
        ]
    )
    assert found.code == 0


@PREFIXES
def test_rules_that_go_are_listed(tmp_path: Path, prefix: str) -> None:
    """A workflow that is removed no longer guards anything, and that is said."""
    made = new(tmp_path, prefix=prefix)
    made.change(".github/workflows/site.yml", "on: push\n")
    (made.path / ".github/workflows/site.yml").unlink()
    (one,) = check(made, prefix=prefix).findings
    assert (one["path"], one["level"]) == (".github/workflows/site.yml", "note")
    assert "is removed" in one["message"]
    assert one["record"] is None


def test_protected_words_that_change_are_a_warning(town: Made) -> None:
    """No machine judges words: the change is shown, and a reason is asked for."""
    edit(town, "every line of", "some lines of")
    found = check(town)
    assert found.short == [("wording-changed-without-amendment", "description")]
    assert found.code == 0


def test_a_branch_is_compared_with_where_it_left(town: Made) -> None:
    """What the base did since the branch began is no part of the change, also when HEAD is old."""
    town.git("checkout", "-q", "-b", "work")
    town.change(PATH, PROMISE.replace("due: 2026-06-30", "due: 2026-05-31"))
    town.git("checkout", "-q", "main")
    town.change("commitments/p/second.yaml", PROMISE.replace("open-budget", "second"))
    town.git("checkout", "-q", "work")
    assert check(town).short == []
    town.git("checkout", "-q", "main~1")
    assert check(town).short == []


def test_a_detached_head_is_a_version_too(town: Made) -> None:
    """In continuous integration no branch is checked out."""
    first = town.git("rev-parse", "HEAD")
    town.change(PATH, PROMISE.replace("due: 2026-06-30", "due: 2026-12-31"))
    town.git("checkout", "-q", "--detach")
    assert check(town, base=first).short == [("weakened-without-amendment", "due")]
    assert check(town, base="main").short == []


def test_a_merge_commit_of_a_proposed_change(town: Made) -> None:
    """The merge that a forge tries out for a pull request is compared with its target."""
    town.git("checkout", "-q", "-b", "work")
    town.change(PATH, PROMISE.replace("due: 2026-06-30", "due: 2026-12-31"))
    town.git("checkout", "-q", "main")
    town.change("commitments/p/second.yaml", PROMISE.replace("open-budget", "second"))
    town.git("checkout", "-q", "--detach")
    town.git("merge", "-q", "--no-ff", "-m", "merge", "work")
    assert check(town).short == [("weakened-without-amendment", "due")]


def test_nothing_changed_is_nothing_found(town: Made) -> None:
    """A clean working tree on its own base has nothing to say about changes."""
    assert check(town, base="HEAD").short == []


def test_a_new_plan_is_no_loss(town: Made) -> None:
    """Records that come in new ids weaken nothing."""
    town.write("commitments/q/plan.yaml", PLAN.replace("id: p", "id: q"))
    town.write("commitments/q/second.yaml", PROMISE.replace("open-budget", "second"))
    assert check(town).short == []


def test_a_new_tracker_has_its_own_rules(tmp_path: Path) -> None:
    """Where the base has no register, the register's own rules count and none has changed."""
    made = Made(tmp_path)
    made.git("init", "-q", "-b", "main")
    made.change("README.md", "Soon.\n")
    made.write("commitments/tracker.yaml", f"{TRACKER}checks:\n  overdue: {{level: error}}\n")
    made.write("commitments/organisations.yaml", BODY)
    made.write(PATH, PROMISE.replace("2026-06-30", "2025-12-31"))
    made.write(".gitattributes", "commitments/**/files/** -text\n")
    found = check(made)
    assert found.short == []
    assert [one["level"] for one in found.all if one["check"] == "overdue"] == ["error"]


def test_a_file_that_was_unreadable(town: Made) -> None:
    """A file that the change mends has nothing before it; it is judged as it is."""
    town.change(PATH, "id: open-budget\ntitle: [\n")
    town.write(PATH, PROMISE)
    found = check(town)
    assert (found.short, found.code) == ([], 0)


def test_a_file_that_becomes_unreadable(town: Made) -> None:
    """A file that nobody can read is an error of its own, and no removal."""
    town.write(PATH, "id: open-budget\ntitle: [\n")
    found = check(town)
    assert found.short == []
    assert [one["check"] for one in found.all] == ["yaml-syntax"]


def test_rules_that_cannot_be_read_are_the_usual_ones(town: Made) -> None:
    """Where the base's tracker.yaml is broken, the change does not bring its own rules."""
    town.change("commitments/tracker.yaml", "title: [\n")
    town.write("commitments/tracker.yaml", f"{TRACKER}policy: {{protect: [safeguards]}}\n")
    edit(town, "due: 2026-06-30", "due: 2026-12-31")
    assert ("weakened-without-amendment", "due") in check(town).short


def test_an_unknown_base_is_wrong_usage(town: Made) -> None:
    """A word that names no version is exit code 2, with what to give instead."""
    for rev in ("nowhere", "--all", ""):
        found = check(town, base=rev)
        assert found.code == 2
        assert found.err


def test_without_a_repository_there_is_no_base(tmp_path: Path) -> None:
    """Files that are in no repository can be checked, but not against a base."""
    made = Made(tmp_path)
    made.write("commitments/tracker.yaml", TRACKER)
    found = check(made)
    assert found.code == 3
    assert "--base" in found.err
    assert check(made, base=None).code == 0


def test_an_empty_repository_has_no_base(tmp_path: Path) -> None:
    """A repository without a version is told so."""
    made = Made(tmp_path)
    made.git("init", "-q", "-b", "main")
    made.write("commitments/tracker.yaml", TRACKER)
    assert check(made, base="HEAD").code in (2, 3)


def test_a_shallow_clone_is_refused_and_noted(town: Made, tmp_path: Path) -> None:
    """Against a base a shallow clone cannot go on; without one it is a note with the remedy."""
    town.commit("second")
    clone = Made(tmp_path / "clone")
    town.git("clone", "-q", "--depth=1", town.path.as_uri(), str(clone.path))
    found = check(clone, base="HEAD")
    assert found.code == 3
    assert "git fetch --unshallow" in found.err
    (one,) = check(clone, base=None).findings
    assert (one["check"], one["path"]) == ("shallow-clone", "commitments/tracker.yaml")
    clone.git("worktree", "add", "-q", str(tmp_path / "beside"), "HEAD", "--detach")
    assert check(Made(tmp_path / "beside"), base=None).short == [("shallow-clone", "")]


def test_a_partial_clone_is_refused(town: Made, tmp_path: Path) -> None:
    """A clone without the files of its history cannot be compared with one."""
    clone = Made(tmp_path / "clone")
    town.git("config", "uploadpack.allowFilter", "true")
    town.git("clone", "-q", "--filter=blob:none", town.path.as_uri(), str(clone.path))
    found = check(clone, base="HEAD")
    assert found.code == 3
    assert "git fetch" in found.err


def test_without_a_base_git_is_never_started(town: Made) -> None:
    """`check` alone works where there is no git at all."""
    command = [sys.executable, "-m", "promisetrack", "-C", str(town.path), "check"]
    empty = {key: value for key, value in os.environ.items() if key != "PATH"}
    done = subprocess.run(
        [*command, "--today", "2026-01-31"],
        env={**empty, "PATH": str(town.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "git" not in done.stderr
    against = subprocess.run(
        [*command, "--base", "main"],
        env={**empty, "PATH": str(town.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert against.returncode == 3
    assert "git" in against.stderr
    assert "Traceback" not in against.stderr


def log(made: Made, *sources: str) -> str:
    """Publish the sources: one entry each on the log's branch, as audit.md lays them out."""
    tip = ""
    for number, source in enumerate(sources):
        manifest = json.dumps({"format": "promisetrack-manifest/1", "n": number}).encode()
        blob = made.git("hash-object", "-w", "--stdin", told=manifest)
        tree = made.git("mktree", told=f"100644 blob {blob}\tmanifest.json\n".encode())
        parents = [word for one in (tip, source) if one for word in ("-p", one)]
        tip = made.git("commit-tree", tree, *parents, "-m", f"entry {number}")
    made.git("update-ref", "refs/heads/promisetrack-log", tip)
    return tip


def replaced(town: Made) -> str:
    """Merge the published line into another one, as `git pull` does; return the merge."""
    first = town.git("rev-parse", "HEAD")
    published = town.change("commitments/p/second.yaml", PROMISE.replace("open-budget", "second"))
    log(town, first, published)
    town.git("checkout", "-q", "-b", "own", first)
    town.commit("own work")
    town.git("merge", "-q", "--no-ff", "-m", "pull", "main")
    return town.git("rev-parse", "HEAD")


def test_a_replaced_main_line_is_a_warning(town: Made) -> None:
    """A main line on which the published version is no first parent any more is named."""
    merge = replaced(town)
    town.git("branch", "-f", "main", merge)
    town.git("checkout", "-q", "main")
    (one,) = check(town, base="main").findings
    assert (one["check"], one["level"]) == ("main-line-replaced", "warning")
    assert merge[:12] in one["message"]


def test_a_branch_may_merge_the_main_line(town: Made) -> None:
    """A proposed change that took in the main branch replaces nothing yet."""
    replaced(town)
    assert check(town, base="main").short == []


def test_a_straight_line_is_quiet(town: Made) -> None:
    """A log beside a main line that goes on is as it should be."""
    first = town.git("rev-parse", "HEAD")
    second = town.commit("second")
    log(town, first, second)
    town.commit("third")
    assert check(town, base=second).short == []


def test_a_merged_log_is_an_error(town: Made) -> None:
    """Entries of the log that are ancestors of the register are found, the oldest included."""
    first = town.git("rev-parse", "HEAD")
    log(town, first, town.commit("second"))
    town.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "oops", "promisetrack-log~1")
    found = check(town, base="HEAD")
    assert found.short == [("log-merged-into-main", "")]
    assert found.code == 1


@pytest.mark.parametrize("form", ["text", "github", "gitlab", "sarif"])
@PREFIXES
def test_every_format_shows_what_a_change_does(tmp_path: Path, prefix: str, form: str) -> None:
    """Each format names the check and the file from the repository's root."""
    made = new(tmp_path, prefix=prefix)
    edit(made, "due: 2026-06-30", "due: 2026-12-31", f"{prefix}{PATH}")
    made.write(".mailmap", "A <a@x.org> <b@x.org>\n")
    found = check(made, prefix=prefix, form=form)
    assert found.code == 1
    assert "PT401" in found.out or "weakened-without-amendment" in found.out
    assert f"{prefix}{PATH}" in found.out
    assert ".mailmap" in found.out
    assert f"{prefix}.mailmap" not in found.out or not prefix
    if form == "github":
        assert f"::error file={prefix}{PATH},line=4," in found.out
    if form in ("gitlab", "sarif"):
        json.loads(found.out)


def test_paths_narrow_what_is_shown(town: Made) -> None:
    """Named files are shown alone, what the change did to them included."""
    edit(town, "due: 2026-06-30", "due: 2026-12-31")
    assert check(town, str(town.path / PATH)).code == 1
    assert check(town, str(town.path / "commitments/tracker.yaml")).short == []


def test_a_sha256_repository_is_compared_too(tmp_path: Path) -> None:
    """Ids of another length change nothing."""
    made = Made(tmp_path)
    made.git("init", "-q", "-b", "main", "--object-format=sha256")
    made.write("commitments/tracker.yaml", TRACKER)
    made.write("commitments/organisations.yaml", BODY)
    made.change(PATH, PROMISE)
    assert check(made).short == []
    edit(made, "due: 2026-06-30", "due: 2026-12-31")
    assert check(made).short == [("weakened-without-amendment", "due")]


def test_line_ends_of_a_checkout_change_nothing(town: Made) -> None:
    """A working tree with other line ends, templates and attributes included, is no change."""
    town.write("site_templates/page.html", "<p>\nText\n")
    town.change(".gitattributes", "* text\n")
    for path in ("site_templates/page.html", ".gitattributes", PATH, "commitments/tracker.yaml"):
        text = (town.path / path).read_text("utf-8")
        town.write(path, text.replace("\n", "\r\n"))
    assert check(town).short == []
