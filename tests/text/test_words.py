"""Proclitics: split off and put back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlint.text.words import Clitics, attach, readings, split_prefix

CLITICS = st.builds(Clitics, st.sampled_from(["", "و", "ف"]), st.sampled_from(["", "ب", "ل", "ك"]), st.booleans())


@pytest.mark.parametrize(
    ("clitics", "word", "joined"),
    [
        (Clitics(), "ديب سيك", "ديب سيك"),
        (Clitics("", "ل"), "ديب سيك", "لديب سيك"),
        (Clitics("", "ل"), "الذكاء الاصطناعي", "للذكاء الاصطناعي"),
        (Clitics("و", "ب"), "الذكاء الاصطناعي", "وبالذكاء الاصطناعي"),
        (Clitics("", "ل", article=True), "شركة", "للشركة"),
        (Clitics("", "ل"), "اللغة", "للغة"),
        (Clitics("و"), "Meta", "وMeta"),
        (Clitics("", "ل"), "Meta", "لـMeta"),
        (Clitics("ف", "ب"), "OpenAI", "فبـOpenAI"),
        (Clitics("", "", article=True), "API", "الـAPI"),
        (Clitics("", "ك", article=True), "ولد", "كالولد"),
    ],
)
def test_attach(clitics: Clitics, word: str, joined: str) -> None:
    assert attach(clitics, word) == joined


@given(CLITICS, st.sampled_from(["شركة", "منظمة", "ديب سيك", "كتاب"]))
def test_what_is_attached_is_split_again(clitics: Clitics, word: str) -> None:
    joined = attach(clitics, word)
    assert joined.endswith(word)
    assert split_prefix(joined.removesuffix(word)) == clitics


@pytest.mark.parametrize("prefix", ["مست", "ت", "بو", "الو", "ولو"])
def test_letters_that_are_not_clitics(prefix: str) -> None:
    assert split_prefix(prefix) is None


def test_readings_give_every_way_to_cut_a_word() -> None:
    stems = {(stem, pronoun) for _, stem, pronoun in readings("وكتابهم")}
    assert ("كتاب", "هم") in stems
    assert ("وكتابهم", "") in stems
