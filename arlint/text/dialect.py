"""Words that only the dialects have: beside them the spelling is that of speech, which no dictionary settles."""

from __future__ import annotations

from collections.abc import Sequence

from arlint.text.wordlist import CODEC
from arlint.text.words import words

_EGYPT = """مش كده كدا عشان علشان ازاي إزاي عايز عاوز عايزة عايزين دلوقتي دلوقت النهارده النهاردة إنهاردة انهاردة
امبارح إمبارح بتاع بتاعت بتاعة بتاعي بتاعك بتاعنا برضه برضو معلش معلهش محدش مفيش مافيش كمان وكمان أوي اوي ماكنش معرفش
مقدرش احنا إحنا انتو إنتو انتي إنتي ده كويس كويسة كويسين مبسوط مبسوطة لسة لسه نضيف نضيفة بكره وريني عاوزه عايزه
عايزاه جدع جدعة هتبقى حتبقى حتبقي هيبقى هيكون هتكون حيكون بيقول بيقولوا بتقول بنقول بيعمل بتعمل ازيك إزيك امتى إمتى
معايا معاكي زيي زيك عليكي ليكي منين معنديش ماعنديش ماقدرش مافيش ماحدش بقالي يابني شغلانة تاني تانية فين"""
_LEVANT = """شو هيك بدي بدك بدنا بدهم ليش منيح هلق هلأ كتير لسه شلون هسه هسا هيدا هيدي هاد هادا ماكو اكو مبارح منشان
مشان هنيك معو"""
_GULF = "ايش إيش ابغى أبغى تبغى يبغى يبي تبي اللحين وايد مب شلونك اشلون ياخي وش هذول دحين كيفك مايصير"
_MAGHREB = "كيفاش علاش بزاف ديال ديالي شنوة شنو اشنو راهو وقتاش واش خويا لاباس دابا واخا برشا قداش هكا ماكاين عندو"
_SHARED = "اللي واللي إللي باللي اللى يلا ليه شوية شويه ياريت"
#: Measured on edited news: each stands there less than 20 times in a million words, nearly always in quoted speech.
WORDS = frozenset(f"{_EGYPT} {_LEVANT} {_GULF} {_MAGHREB} {_SHARED}".split())
_ENCODED = frozenset(word.encode(CODEC) for word in WORDS)
#: Code points to either side within which a dialect word makes what stands between them speech.
_NEAR = 60
#: One word in so many makes the whole text dialect.
_ONE_IN = 50


def spoken(tokens: Sequence[bytes]) -> int:
    """How many of the words (in the encoding of the lexicon, without marks) are words that only the dialects have."""
    return sum(map(_ENCODED.__contains__, tokens))


def is_dialect(tokens: Sequence[bytes]) -> bool:
    """Whether a text with these words is in a dialect: one in fifty only dialects have, and there are two."""
    count = spoken(tokens)
    return count > 1 and count * _ONE_IN >= len(tokens)


def near_dialect(text: str, start: int, end: int) -> bool:
    """Whether a dialect word stands near `text[start:end]`, on its line.

    >>> near_dialect("صرح ترامب " + "قبل يومين " * 5 + "من هنا ان", 67, 69)  # the end of a cut ترامب is no مب
    False
    """
    first = max(start - _NEAR, 0)
    first = max(first, text.rfind("\n", first, start) + 1)
    newline = text.find("\n", end, end + _NEAR)
    last = min(end + _NEAR, len(text) if newline < 0 else newline)
    return any(
        match.group() in WORDS
        and not (text[match.start() - 1 : match.start()].isalpha() or text[match.end() : match.end() + 1].isalpha())
        for match in words(text, first, last)
    )
