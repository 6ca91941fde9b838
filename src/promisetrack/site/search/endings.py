"""Endings and words without weight, language by language. A new language is one more entry here.

Light rules: they join the forms in which people look for a word (plural, feminine, the common
forms of verbs and their nouns) and leave the rest alone; what they miss, the search by beginnings
finds. After J. Savoy, "Light stemming approaches for the French, Portuguese, German and Hungarian
languages" (SAC 2006), D. Harman, "How effective is suffixing?" (JASIS 1991) and L. Larkey et al.,
"Light stemming for Arabic information retrieval" (2007); the rules themselves are our own.

A rule is a regular expression that Python and JavaScript read alike, applied to a folded word,
and what is put behind its first group. All that fit are applied, in their order.
"""

from __future__ import annotations

from typing import Final

ENDINGS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "en": (
        ("^(.{2,})ies$", "y"),
        ("^(.{2,}(?:ss|sh|ch|x|z))es$", ""),
        ("^(.{2,}[^isu])s$", ""),
        ("^(.{4,}?)al(?:ly)?$", ""),
        ("^(.{3,})bility$", "ble"),
        ("^(.{7,})cy$", "t"),
        ("^(.{4,}?)at(?:ion|ing|ed|e|or)$", ""),
        ("^(.{2,}[st])ion$", ""),
        ("^(.{3,})ing$", ""),
        ("^(.{2,}[^e])ed$", ""),
        ("^(.{3,})ly$", ""),
        ("^(.{3,})e$", ""),
        (r"^(.{2,}([bdgmnprt]))\2$", ""),
    ),
    "fr": (
        ("^(.{2,}eau)x$", ""),
        ("^(.{2,}?)(?:aux|ail|ails)$", "al"),
        ("^(.{2,}eu)(?:x|se|ses)$", ""),
        ("^(.{3,})s$", ""),
        ("^(.{4,})x$", ""),
        ("^(.{3,})trice$", "teur"),
        ("^(.{3,})ive$", "if"),
        (r"^(.{2,}([lnt]))\2e$", ""),
        ("^(.{4,}?)(?:ateur|ation|ement|issement|ante?|eur|er|ees?|e)$", ""),
        (r"^(.{2,}([lmnprt]))\2$", ""),
    ),
    "es": (
        ("^(.{2,})ces$", "z"),
        ("^(.{2,}[dlnrjyz])es$", ""),
        ("^(.{2,}[aeiou])s$", ""),
        ("^(.{4,}?)(?:acion|adora?|[ai]miento|mente|ando|iendo|ad[ao]|id[ao]|[aei]r)$", ""),
        ("^(.{3,})[aeo]$", ""),
    ),
    "ar": (
        ("^(?:[وفبك]?ال|لل)+(.{3,})$", ""),
        ("^و(.{4,})$", ""),
        ("^(.{3,}?)(?:يه|ها|ان|ات|ون|ين|ه|ي)$", ""),
    ),
}  # fmt: skip
"""The rules of each language whose endings are known; in others, beginnings alone count."""

STOP_WORDS: Final[dict[str, str]] = {
    "en": """
        a about an and are as at be by for from has have how in into is it its more not of on or our
        such than that the their them these they this those through to was we were what when where
        which who will with would you your
    """,
    "fr": """
        à au aux avec ce ces cet cette comme dans de des du elle elles en est et été être il ils la
        le les leur leurs lors mais ne nos notre nous on ou où par pas plus pour qu que quel quelle
        qui sa sans se ses si son sont sur un une vers vos votre vous
    """,
    "es": """
        a al ante como con cual de del desde donde el ella ellos en entre es esta este estas estos
        ha hasta la las lo los más no nos nuestra nuestro o para pero por que quien se sea según ser
        si sin sobre son su sus un una unas uno unos y
    """,
    "ar": """
        أن أو إلى التي الذي الذين إن بعد بين ثم حتى ذلك عن على في قبل قد كان كانت كل لا لم لن ما مع
        من نحن هذا هذه هو هي هم أي كما غير
    """,
}
"""Words of each language that no one looks for."""
