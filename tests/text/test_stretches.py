"""Lines that are too long for one are cut where sentences end, and what is judged together stays near."""

from __future__ import annotations

import pytest

from arlint.document import Document
from arlint.text.stretches import LONGEST_LINE, pieces

SENTENCE = "قال الوزير إن الحكومة تعمل على ذلك. "


def test_a_line_stays_whole() -> None:
    text = SENTENCE * (LONGEST_LINE // len(SENTENCE))
    assert list(pieces(text, 0, len(text))) == [(0, len(text))]
    assert list(pieces("", 0, 0)) == [(0, 0)]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE * 1000,
        "كلمة " * 5000,  # no sentence ends
        "كلمة  \t " * 5000 + " " * 9000,
        "ا" * 20_000 + " " + "ب" * 20_000,
        "ا" * 20_000,
        "قال: «نعم.» ثم مضى " * 1000,
    ],
)
def test_pieces_are_the_line(text: str) -> None:
    found = list(pieces(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in found) == text
    for start, end in found[:-1]:
        assert text[end - 1].isspace(), (start, end)
        assert not text[end].isspace(), (start, end)
        assert end > start


def test_pieces_end_with_sentences_and_are_short() -> None:
    text = SENTENCE * 1000
    found = list(pieces(text, 0, len(text)))
    assert all(text[start:end].startswith("قال") and text[start:end].endswith(". ") for start, end in found)
    assert max(end - start for start, end in found) < LONGEST_LINE / 3


def test_stretches_of_a_document() -> None:
    short, long = "سطر\r\nوسطر", SENTENCE * 1000
    assert Document(short).stretches == Document(short).lines
    document = Document(f"{short}\r\n{long}\r\nنهاية")
    assert document.stretches[:2] == document.lines[:2]
    assert document.stretches[-1] == document.lines[-1]
    assert len(document.stretches) > len(document.lines)
    for at in range(0, len(document.text), 97):
        stretch = document.stretch(at)
        assert stretch.start <= at <= stretch.end + 2


def test_far_words_are_no_evidence() -> None:
    """Talk of spelling protects the words that it quotes, not those that stand a hundred pages on."""
    talk = "من الأخطاء الشائعة كتابة «لاكن» بدلا من «لكن». "
    document = Document(SENTENCE * 1000 + talk + SENTENCE * 1000 + "قال «لاكن» ")
    first, last = document.text.index("لاكن"), document.text.rindex("لاكن")
    assert document.is_protected(first, first + 4)
    assert not document.is_protected(last, last + 4)
