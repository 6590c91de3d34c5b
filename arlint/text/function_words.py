"""The words that no Arabic text of some length does without: what tells Arabic from a row of letters."""

from __future__ import annotations

#: Prepositions, pronouns and particles; two of them as they are spelled without their hamza.
FUNCTION_WORDS = frozenset(
    [
        "في",
        "من",
        "على",
        "إلى",
        "الى",
        "أن",
        "إن",
        "ان",
        "عن",
        "ما",
        "لا",
        "هذا",
        "هذه",
        "التي",
        "الذي",
        "مع",
        "كان",
        "قد",
        "كل",
        "بين",
        "أو",
        "ثم",
    ]
)
