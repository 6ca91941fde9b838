"""Names and directions of languages, and which of them the command line speaks."""

from __future__ import annotations

import pytest

from promisetrack.words.languages import (
    direction,
    is_known,
    language,
    name_in,
    native_name,
    negotiate,
)


def test_a_language_is_named_in_itself() -> None:
    """The reader of a language finds its name in it, with a capital."""
    codes = ("en", "fr", "es", "ar", "de", "fr-CA", "uk")
    names = [native_name(code) for code in codes]
    expected = ["English", "Français", "Español", "العربية", "Deutsch", "Français (Canada)"]
    assert names == [*expected, "Українська"]


def test_a_language_is_named_for_a_reader_of_another() -> None:
    """Inside a French sentence English is « anglais »."""
    assert (name_in("en", "fr"), name_in("ar", "es"), name_in("xx", "fr")) == (
        "anglais",
        "árabe",
        "xx",
    )


def test_scripts_have_their_direction() -> None:
    """Arabic and Hebrew run from right to left, the others do not."""
    assert [direction(code) for code in ("ar", "he", "fa", "en", "fr", "zh-Hant", "xx")] == [
        *["rtl"] * 3,
        *["ltr"] * 4,
    ]


@pytest.mark.parametrize("code", ["xx", "", "fr_", "../fr", "a" * 99, "fr-<b>", "-", "\0"])
def test_a_code_that_is_no_language_names_itself(code: str) -> None:
    """What CLDR does not know is shown as it was written and stops nothing."""
    assert not is_known(code)
    assert language(code).name == code


@pytest.mark.parametrize(
    ("values", "spoken"),
    [
        ((None, "fr_FR.UTF-8"), "fr"),
        (("", "", "", "fr_CA@euro"), "fr"),
        (("de:fr:en",), "fr"),
        (("C.UTF-8", "fr_FR"), "en"),
        (("POSIX",), "en"),
        (("de_DE", "fr_FR"), "en"),
        ((), "en"),
        (("../../etc",), "en"),
    ],
)
def test_the_environment_chooses_the_language(values: tuple[str | None, ...], spoken: str) -> None:
    """The first value that is set decides; what is not available is English."""
    assert negotiate(values, ("en", "fr")) == spoken
