"""The importer of open.usa.gov, on four commitments at two moments."""

from __future__ import annotations

import re
from datetime import date

import pytest

from promisetrack.checks.runner import run
from promisetrack.errors import PromisetrackError, UsageFault
from promisetrack.exchange.agencies import Agencies
from promisetrack.exchange.formats import run_import
from tests.importing import changes, data, imported, register, source

FORM = "open-usa-gov"
NEW = "open-usa-gov/new"
OLD = "open-usa-gov/old"
UNDATED = {"text": "Second reporting period; the source gives no date"}


def test_sub_commitments_become_milestones() -> None:
    """A commitment of several parts has a milestone for each and no status of its own."""
    record = data(imported(FORM, NEW), "us0118")
    assert [one["number"] for one in record["milestones"]] == ["US0118.1", "US0118.2", "US0118.3"]
    assert record["status"] == "unknown"
    assert "status_as_written" not in record
    assert record["milestones"][1] == {
        "id": "us0118-2",
        "title": "In addition, NARA commits to using shared Federal web design standards and a "
        "human-centered design approach to update its flagship website, archives.gov, over the "
        "next two years.",
        "number": "US0118.2",
        "identifiers": [{"scheme": "open-usa-gov", "id": "US0118.2"}],
        "lead": "national-archives-and-records-administration",
        "status": "not-started",
        "status_as_written": "Not Started",
    }


def test_a_lone_part_numbered_zero_is_the_commitment() -> None:
    """Status, lead and reports of a part numbered .0 belong to the commitment itself."""
    record = data(imported(FORM, NEW), "us0124")
    assert "milestones" not in record
    assert record["status"] == "in-progress"
    assert record["status_as_written"] == "In Progress"
    assert record["lead"] == "office-of-federal-procurement-policy"
    assert all("about" not in update for update in record["updates"])
    assert record["identifiers"] == [
        {"scheme": "ogp", "id": "US0124"},
        {"scheme": "open-usa-gov", "id": "US0124.0"},
    ]


def test_a_period_without_a_date_stays_in_words() -> None:
    """The month of a column is the date of its report; the body's period gets no date."""
    record = data(imported(FORM, NEW), "us0124")
    assert [update["date"] for update in record["updates"]] == ["2023-08", UNDATED]


def test_reports_are_ordered_by_period() -> None:
    """The first reports of all parts stand before the second ones."""
    record = data(imported(FORM, NEW), "us0113")
    assert [update["date"] for update in record["updates"]] == ["2023-08"] * 7 + [UNDATED] * 7


def test_links_become_evidence_that_the_report_cites() -> None:
    """Each link is evidence once, and every report that has it cites it."""
    record = data(imported(FORM, NEW), "us0113")
    found = {one["id"]: one for one in record["evidence"]}
    report = next(key for key in found if key.startswith("progress-on-equitable-data"))
    assert found[report]["url"].endswith("/Progress-on-Equitable-Data-Mar2023.pdf")
    citing = [
        update["about"] for update in record["updates"] if report in update.get("evidence", ())
    ]
    assert citing == ["us0113-1", "us0113-5", "us0113-5"]
    assert "https://www.performance.gov/participation" in [one["url"] for one in found.values()]


def test_see_previous_update_cites_the_previous_evidence() -> None:
    """“Evidence: See previous update” cites what the report before cites, and stays in words."""
    updates = data(imported(FORM, NEW), "us0113")["updates"]
    first, second = (one for one in updates if one["about"] == "us0113-6")
    assert second["evidence"] == first["evidence"]
    assert second["text"].endswith("Evidence: See previous update\n")


def test_evidence_none_is_no_evidence() -> None:
    """A report whose evidence is “None” cites nothing."""
    updates = data(imported(FORM, NEW), "us0118")["updates"]
    assert "evidence" not in next(
        one for one in updates if one["about"] == "us0118-2" and one["date"] == UNDATED
    )


def test_agencies_become_organisations() -> None:
    """The last part of an agency is in charge, and a part of the one before it."""
    found = {one["id"]: one for one in data(imported(FORM, NEW), "organisations")}
    office = found["office-of-federal-procurement-policy"]
    assert office["part_of"] == "office-of-management-and-budget"
    assert found[office["part_of"]]["part_of"] == "executive-office-of-the-president"
    assert found["office-of-science-and-technology-policy-tech-team"]["name"] == "Tech team"


@pytest.mark.parametrize(
    ("written", "lead", "partners"),
    [
        ("Exeecutive Office of the President <br> OMB Evidence Team",
         "office-of-management-and-budget-evidence-team", ()),
        ("Council on Environmental Quality, Office of Management and Budget, U.S. Digital Service",
         "council-on-environmental-quality",
         ("office-of-management-and-budget", "us-digital-service")),
        ("U.S. Department of State <br> Bureau of Democracy, Human Rights, and Labor",
         "bureau-of-democracy-human-rights-and-labor", ()),
        ("General Services Administration <br> Federal Acquisition Service / Technology "
         "Transformation Services", "technology-transformation-services", ()),
        ("TBD", None, ()),
    ],
)  # fmt: skip
def test_several_agencies(written: str, lead: str | None, partners: tuple[str, ...]) -> None:
    """The first of several agencies leads, the others are partners."""
    assert Agencies([written]).responsible(written) == (lead, partners)


def test_the_plan_names_its_source_and_licence() -> None:
    """The plan says where it comes from and under which licence, and invents no period."""
    plan = data(imported(FORM, NEW), "plan")
    assert plan["licence"] == "CC0-1.0"
    assert plan["languages"] == ["en"]
    assert plan["evidence"][0]["published"] == "2022-12"
    assert "period" not in plan


def test_importing_again_changes_nothing() -> None:
    """The same source gives the same bytes."""
    assert changes(FORM, NEW, imported(FORM, NEW)) == ()


def test_a_newer_state_changes_only_what_changed() -> None:
    """After a newer state the files say what a first import of that state says."""
    later = imported(FORM, NEW, existing=imported(FORM, OLD))
    fresh = imported(FORM, NEW)
    for name in ("us0113", "us0118", "us0124", "us0145"):
        assert data(later, name) == data(fresh, name)


def test_one_changed_page_changes_one_file() -> None:
    """A changed status on one page changes two lines of one file."""
    files = imported(FORM, NEW)
    pages = source(NEW)
    page = "_subcommitments/us0118-2.md"
    pages[page] = pages[page].replace(b'"Not Started"', b'"In Progress"')
    (change,) = run_import(FORM, pages, plan="p", existing=files)
    assert change.path == "commitments/p/us0118.yaml"
    assert change.old is not None
    assert change.new is not None
    before, after = change.old.splitlines(), change.new.splitlines()
    assert [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]] == [
        ("    status: not-started", "    status: in-progress"),
        ("    status_as_written: Not Started", "    status_as_written: In Progress"),
    ]


def test_hand_made_additions_survive() -> None:
    """Comments, keys, list items and translations that people add stay through an import."""
    files = imported(FORM, OLD)
    path = "commitments/p/us0124.yaml"
    head = "# looked at by the council\n" + files[path].replace(
        "title: Innovative Techniques to Engage Public in Public Procurement\n",
        "title:\n  en: Innovative Techniques\n  fr:\n    text: Techniques nouvelles\n"
        "    translated: human\n",
    ).replace("status: unknown\n", "status: unknown   # says who?\nx-note: kept\n")
    evidence = (
        "  # found in the archive\n"
        "  - id: minutes\n    title: Minutes\n    url: https://example.org/minutes\n"
    )
    assessments = (
        "assessments:\n  - by: us-department-of-justice\n    date: 2024-01\n"
        "    scheme: ogp-irm-2021\n    ratings:\n      completion: limited\n"
    )
    files[path] = head + evidence + assessments
    after = imported(FORM, NEW, existing=files)[path]
    assert evidence in after
    assert after.endswith(assessments)
    assert after.startswith("# looked at by the council\nid: us0124\n")
    assert "x-note: kept\n" in after
    assert "   # says who?\n" in after
    assert data({path: after}, "us0124")["title"] == {
        "en": "Innovative Techniques to Engage Public in Public Procurement",
        "fr": {"text": "Techniques nouvelles", "translated": "human"},
    }
    assert changes(FORM, NEW, imported(FORM, NEW, existing=files)) == ()


def test_the_source_is_the_truth_unless_a_record_keeps_a_value() -> None:
    """A hand edit of an imported value is undone, except for the routes under x-keep."""
    files = imported(FORM, NEW)
    path = "commitments/p/us0124.yaml"
    edited = files[path].replace("status: in-progress", "status: complete")
    assert changes(FORM, NEW, {**files, path: edited})[0].new == files[path]
    kept = edited + "x-keep:\n  - status\n"
    assert changes(FORM, NEW, {**files, path: kept}) == ()


def test_what_the_source_drops_goes_unless_somebody_built_on_it() -> None:
    """A dropped link goes with its citation; one that somebody cites elsewhere stays."""
    pages = source(NEW)
    page = "_subcommitments/us0118-1.md"
    pages[page] = pages[page].replace(b"* New Catalog - [https://catalog.archives.gov]"
                                      b"(https://catalog.archives.gov)\n", b"")  # fmt: skip
    files = imported(FORM, NEW)
    path = "commitments/p/us0118.yaml"
    (change,) = run_import(FORM, pages, plan="p", existing=files)
    assert "catalog-archives-gov-e25d" not in str(change.new)
    cited = files[path].replace(
        "    lead: national",
        "    evidence:\n      - catalog-archives-gov-e25d\n    lead: national",
        1,
    )
    (change,) = run_import(FORM, pages, plan="p", existing={**files, path: cited})
    assert str(change.new).count("catalog-archives-gov-e25d") == 2


def without(name: str) -> dict[str, bytes]:
    """Return the source without one commitment."""
    return {path: text for path, text in source(NEW).items() if name not in path.lower()}


def test_a_commitment_that_the_source_drops_is_removed_and_comes_back() -> None:
    """The file goes with its commitment; the same file returns when the source has it again."""
    files = imported(FORM, NEW)
    path = "commitments/p/us0124.yaml"
    changed = run_import(FORM, without("us0124"), plan="p", existing=files)
    assert [(one.path, one.new) for one in changed if one.path.startswith("commitments/p/")] == [
        (path, None)
    ]
    less = {name: text for name, text in files.items() if name != path}
    assert imported(FORM, NEW, existing=less) == files


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: us0124\n", "# looked at by the council\nid: us0124\n"),
        ("id: us0124\n", "id: us0124\nx-note: kept\n"),
        ("id: us0124\n", "id: us0124\nsummary: In short\n"),
        ("updates:\n", "updates:\n  - date: 2024-06-01\n    text: News\n"),
        ("evidence:\n  - id: ", "evidence:\n  - id: minutes\n    title: M\n    shows: x\n  - id: "),
        (
            "title: Innovative Techniques to Engage Public in Public Procurement\n",
            "title:\n  en: Innovative Techniques\n  fr: Techniques nouvelles\n",
        ),
    ],
)
def test_a_file_that_somebody_worked_on_is_never_removed(old: str, new: str) -> None:
    """A comment, a key, an item or a translation that people added keeps the whole file."""
    files = imported(FORM, NEW)
    path = "commitments/p/us0124.yaml"
    assert old in files[path]
    touched = {**files, path: files[path].replace(old, new, 1)}
    changed = run_import(FORM, without("us0124"), plan="p", existing=touched)
    assert path not in [one.path for one in changed]


def test_a_file_with_assessments_beside_it_is_never_removed() -> None:
    """What others wrote beside a commitment keeps it."""
    files = imported(FORM, NEW) | {"commitments/p/us0124.assessments/x.yaml": "- by: x\n"}
    changed = run_import(FORM, without("us0124"), plan="p", existing=files)
    assert "commitments/p/us0124.yaml" not in [one.path for one in changed]


def test_only_files_of_the_plan_itself_are_removed() -> None:
    """Another plan, the plan's own file, and what nobody imported stay."""
    files = {
        "commitments/p/plan.yaml": imported(FORM, NEW)["commitments/p/plan.yaml"],
        "commitments/p/own.yaml": "id: own\ntitle: Own\nstatus: unknown\n",
        "commitments/p/files/us0124.yaml": imported(FORM, NEW)["commitments/p/us0124.yaml"],
        "commitments/q/us0124.yaml": imported(FORM, NEW)["commitments/p/us0124.yaml"],
    }
    changed = run_import(FORM, without("us0124"), plan="p", existing=files)
    assert [one for one in changed if one.new is None] == []


def test_the_status_of_a_whole_commitment_is_read() -> None:
    """The page of a commitment may say a status itself; a word cut short stands for none."""
    pages = source(NEW)
    page = "_commitments/US0113.md"
    for word, status in (("On Track -", "in-progress"), ("No Trackab", "unknown")):
        head = f"---\ncommitment_status: {word}\n".encode()
        said = {**pages, page: pages[page].replace(b"---\n", head, 1)}
        changed = run_import(FORM, said, plan="p", existing=imported(FORM, NEW))
        files = {one.path: one.new for one in changed if one.new is not None}
        record = data(files, "us0113")
        assert (record["status"], record["status_as_written"]) == (status, word)


def test_a_partner_that_the_source_drops_goes() -> None:
    """A bare id among the partners is of the source; one with a role was added and stays."""
    pages = source(NEW)
    page = "_subcommitments/us0124-0.md"
    two = re.sub(
        rb"commitment_agency:.*",
        b"commitment_agency: Council on Environmental Quality, Office of Management and Budget",
        pages[page],
    )
    one = two.replace(b", Office of Management and Budget", b"")
    files = {
        c.path: c.new or "" for c in run_import(FORM, {**pages, page: two}, plan="p", existing={})
    }
    path = "commitments/p/us0124.yaml"
    assert data(files, "us0124")["partners"] == ["office-of-management-and-budget"]
    added = "partners:\n  - organisation: a-council\n    role: funder\n"
    for now, left in ((files[path], None), (files[path].replace("partners:\n", added), 1)):
        after = run_import(FORM, {**pages, page: one}, plan="p", existing={**files, path: now})
        (record,) = (data({c.path: c.new or ""}, "us0124") for c in after if c.path == path)
        kept = [{"organisation": "a-council", "role": "funder"}] if left else None
        assert record.get("partners") == kept
        assert record["lead"] == "council-on-environmental-quality"


def test_the_imported_files_have_no_fault_of_shape() -> None:
    """The register reads every imported file, and no check of shape or links finds an error."""
    found = run(register(imported(FORM, NEW)), today=date(2024, 6, 1))
    assert {one.check for one in found if one.level == "error"} <= {"status-without-evidence"}
    assert len(register(imported(FORM, NEW)).commitments) == 4


def test_a_page_whose_head_is_no_yaml_is_still_read() -> None:
    """A quote that never ends does not stop an import: the fields are told apart all the same."""
    pages = source(NEW)
    page = "_subcommitments/us0124-0.md"
    pages[page] = pages[page].replace(b'commitment_status: "In Progress"',
                                      b'commitment_status: "In Progress')  # fmt: skip
    assert run_import(FORM, pages, plan="p", existing=imported(FORM, NEW)) == ()


@pytest.mark.parametrize("files", [{}, {"a.md": b"text"}, {"x/_commitments/US1.md": b""}])
def test_a_folder_that_is_not_of_the_format_is_refused(files: dict[str, bytes]) -> None:
    """A wrong folder is wrong usage, with a remedy."""
    with pytest.raises(UsageFault) as refused:
        run_import(FORM, files, plan="p", existing={})
    assert refused.value.help is not None


def test_wrong_usage_is_said_plainly() -> None:
    """An unknown format, an impossible plan id, a broken present file are errors in words."""
    with pytest.raises(UsageFault):
        run_import("nothing", {}, plan="p", existing={})
    with pytest.raises(UsageFault):
        run_import(FORM, source(NEW), plan="../p", existing={})
    with pytest.raises(PromisetrackError) as refused:
        run_import(FORM, source(NEW), plan="p", existing={"commitments/p/us0124.yaml": "id: ["})
    assert dict(refused.value.message.values)["path"] == "commitments/p/us0124.yaml"


@pytest.mark.parametrize(
    "text",
    [
        "- a list\n",
        "text\n",
        "",
        "# only a comment\n",
        "id: us0124\nmilestones: none\nupdates: 3\nevidence:\n  - word\nx-keep: title\n",
        "id: us0124\nidentifiers: {scheme: ogp}\nevidence: {id: a}\nupdates: [[1, 2], [3]]\n",
        "id: us0124\nstatus:\nupdates:\n  - date:\n  -\n  - {}\n",
    ],
)
def test_whatever_a_present_file_says_the_import_goes_on(text: str) -> None:
    """A present file of an odd shape is brought up without a traceback, and twice is once."""
    files = {"commitments/p/us0124.yaml": text}
    after = imported(FORM, NEW, existing=files)
    assert data(after, "us0124")["title"].startswith("Innovative Techniques")
    assert changes(FORM, NEW, after) == ()
