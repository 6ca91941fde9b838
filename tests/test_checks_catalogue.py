"""The catalogue of checks: names and codes are for ever, documentation is complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from promisetrack import checks as package
from promisetrack.checks.catalogue import RESERVED, UNREADABLE, checks
from promisetrack.checks.explain import as_text, explain, explanation, list_as_text, nearest
from promisetrack.diagnostic import LEVELS
from promisetrack.errors import UsageFault
from promisetrack.words.catalogue import Words

TABLE = """
PT001 error yaml-syntax
PT002 error duplicate-key
PT003 error alias-or-anchor
PT004 error tag
PT005 error directive-or-second-document
PT006 error too-large
PT007 error not-utf-8
PT008 error empty-file
PT009 error not-a-regular-file
PT010 warning stray-file
PT011 error unknown-field
PT012 error missing-field
PT013 error wrong-type
PT014 error unknown-value
PT015 error bad-date
PT016 note number-that-is-a-name
PT017 error comma-in-inline-text
PT018 warning executable-file
PT019 warning missing-status
PT020 warning comment-cuts-text
PT021 note windows-line-ends
PT022 note byte-order-mark
PT101 error file-name-differs-from-id
PT102 error duplicate-id
PT103 error unknown-organisation
PT104 error unknown-theme
PT105 error unknown-evidence
PT106 error unknown-milestone
PT107 error unknown-related
PT108 error look-alike-id
PT109 error unknown-decision
PT110 error unknown-place
PT111 note unused-evidence
PT112 error part-of-cycle
PT113 warning promise-without-promiser
PT114 error unknown-reply-target
PT116 error unknown-check
PT117 warning suppression-unused
PT118 error suppression-without-reason
PT119 error suppression-refused
PT120 warning folder-without-plan
PT201 error due-before-start
PT202 error completed-after-today
PT203 warning status-contradicts-last-update
PT204 warning milestone-due-after-commitment
PT205 error update-after-today
PT206 note updates-out-of-order
PT207 warning complete-with-open-milestones
PT208 warning progress-contradicts-status
PT209 warning overdue
PT210 warning milestone-overdue
PT211 warning stale
PT212 warning reason-missing
PT213 note behind-without-challenges
PT214 warning answer-missing
PT215 warning answer-overdue
PT216 warning question-overdue
PT301 error status-without-evidence
PT302 error evidence-file-missing
PT303 note update-without-evidence
PT304 error evidence-hash-differs
PT305 warning evidence-twice
PT306 note evidence-undated
PT307 warning evidence-points-to-itself
PT308 warning minutes-cited-as-decision
PT309 note indicator-without-baseline
PT310 warning measurement-outside-period
PT311 note commitment-not-verifiable
PT312 note output-without-outcome
PT401 error weakened-without-amendment
PT402 warning status-raised-without-new-evidence
PT403 error past-update-edited
PT404 error evidence-removed
PT405 error id-reused
PT406 error commitment-removed
PT407 warning translation-now-stale
PT408 note rules-changed
PT409 warning wording-changed-without-amendment
PT501 warning missing-translation
PT502 note unreviewed-machine-translation
PT503 warning link-text-says-nothing
PT504 warning image-without-text
PT505 note summary-too-long
PT506 warning digital-without-offline-access
PT511 error theme-without-contrast
PT512 warning theme-without-effect
PT601 error bidi-or-control-character
PT602 error unsafe-link
PT603 error raw-html
PT604 warning third-party-image
PT605 warning personal-data-in-text
PT606 warning personal-address-in-contact
PT607 warning proposer-named
PT608 warning fictitious-without-mark
PT609 warning algorithm-without-notice
PT610 warning automated-without-notice
PT611 warning automated-without-human-review
PT701 note shallow-clone
PT702 warning main-line-replaced
PT703 error log-merged-into-main
"""


def test_the_table_of_codes_is_permanent() -> None:
    """Every check keeps its code, level and name; a new one is a new line here."""
    found = sorted(f"{one.code} {one.level} {one.name}" for one in checks().values())
    assert found == TABLE.strip().split("\n")


def test_no_name_and_no_code_is_given_twice() -> None:
    """Names and codes are unique, those of checks without a module included."""
    codes = [one.code for one in checks().values()] + list(RESERVED.values())
    assert len(codes) == len(set(codes))
    assert not set(RESERVED) & set(checks())


def test_a_code_says_its_group() -> None:
    """A code is PT and three digits, of one of the groups."""
    for code in [*(one.code for one in checks().values()), *RESERVED.values()]:
        assert re.fullmatch(r"PT[0-7]\d\d", code)


def test_names_and_levels_are_well_formed() -> None:
    """A name is lower case with hyphens, a level one of three."""
    for one in checks().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.name)
        assert one.level in LEVELS


def test_every_module_of_a_check_is_found() -> None:
    """A module with a code is in the catalogue under its own name."""
    folder = Path(package.__path__[0])
    modules = {path.stem for path in folder.glob("*.py") if "\nCODE:" in path.read_text("utf-8")}
    assert modules == {name.replace("-", "_") for name in checks()}


def test_checks_that_cannot_be_suppressed_exist() -> None:
    """What leaves nothing to read is found by the reader, and is always an error."""
    for name in UNREADABLE:
        assert checks()[name].level == "error"
        assert checks()[name].find is None


@pytest.mark.parametrize("name", checks())
def test_every_check_is_documented(name: str) -> None:
    """A docstring has the fault in a sentence, why it matters, an example and its mending."""
    one = explanation(checks()[name])
    assert one.summary.endswith(".")
    assert one.why
    assert all(text.endswith((".", ":", "?")) for text in one.why)
    assert one.example != one.instead


def test_a_check_is_explained_by_name_and_by_code() -> None:
    """A code leads to the same explanation as the name."""
    assert explain("PT209") == explain("overdue")


def test_a_misspelt_check_is_guessed() -> None:
    """Who asks for a check that is not there is told the nearest one."""
    with pytest.raises(UsageFault) as raised:
        explain("overdew")
    assert raised.value.help is not None
    assert dict(raised.value.help.values) == {"near": "overdue"}


def test_a_name_that_is_near_nothing_has_no_guess() -> None:
    """A guess is not made at any price."""
    assert nearest("zzzzzz") is None


def test_the_explanation_is_in_the_readers_language() -> None:
    """In French the fault and its reason are French, the example stays as it is."""
    text = as_text("overdue", words=Words("fr", ("checks",)), colour=False)
    assert text.startswith("overdue (PT209, avertissement)\n\nL’échéance d’un engagement")
    assert "    due: 2025-12-31\n" in text


def test_the_list_has_a_line_for_each_check() -> None:
    """All checks are listed in the order of their codes."""
    lines = list_as_text(words=Words("en"), colour=False).splitlines()
    assert [line[:5] for line in lines] == sorted(one.code for one in checks().values())
