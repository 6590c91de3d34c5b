"""Fit the weights of `@topic`: which words stand around a name's real bearer. Run by hand; the row is printed.

    python tools/fit_topic.py --edited clean_news.jsonl amnesty_true.jsonl --translated mt_tech.jsonl > row

Corpora are JSON lines with a field `text` (`.zst` too). The bearer's passages are those around Amnesty International
and bodies like it in edited text; the others are those around artificial intelligence, technology and nouns of everyday
news. A logistic regression with a pull towards zero gives each word a weight; small ones are left out.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from arlint.packs.entities.topic import stems
from arlint.text.chars import LETTERS, SISTER_LETTERS
from arlint.text.fold import fold

#: Code points on either side of a mention: the reach of cues.
REACH = 140
BEARERS = re.compile(
    "[وفبكل]{0,2}(?:منظمة|لمنظمة) العفو الدولية|هيومن رايتس ووتش|مراسلون بلا حدود|المرصد السوري لحقوق"
    "|منظم(?:ة|ات) حقوقية|المفوضية السامية|مجلس حقوق الإنسان|منظم(?:ة|ات) حقوق الإنسان|منظمات المجتمع المدني"
    "|فريدوم هاوس|أطباء بلا حدود|المنظمة العربية لحقوق"
)
OTHERS = re.compile(
    r"[وفبكل]{0,2}(?:ال|لل)ذكاء ال[اإ]صطناع[يى]|\bAI\b"
    r"|(?:ال)?(?:تكنولوجيا|روبوتات|روبوت|خوارزميات|تطبيقات|برمجيات|إنترنت|حاسوب|كمبيوتر|هواتف|تقنيات|تقنية)\b"
)
EVERYDAY = re.compile(
    r"\b(?:كتاب|أفلام|فيلم|مباراة|دراسة|علماء|شركة|أسهم|صحة|طبيب|مدرسة|جامعة|سيارة|طلاب|فريق|باحثون|لاعب"
    r"|موسيقى|تعليم|سوق|بنك|لعبة)\b"
)
#: Mentions that one text gives at most, passages of everyday news, and how often a word must occur.
MENTIONS, EVERYDAY_MOST, LEAST = 2, 2500, 8
PULL, ROUNDS, STEP = 4.0, 200, 0.05
#: Weights below it are left out; what one word may say at most for and against.
SMALL, FOR, AGAINST = 0.2, 1.5, -1.0

Passage = tuple[frozenset[bytes], bool]


def main() -> None:
    """Print the row."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--edited", nargs="+", type=Path, required=True)
    options.add_argument("--translated", nargs="+", type=Path, required=True)
    given = options.parse_args()
    draw = random.Random(1)
    everyday = list(passages(given.edited, EVERYDAY, draw, bearer=False))
    found = [
        *passages(given.edited, BEARERS, draw, bearer=True),
        *passages([*given.edited, *given.translated], OTHERS, draw, bearer=False),
        *draw.sample(everyday, min(EVERYDAY_MOST, len(everyday))),
    ]
    weights = fit(found)
    kept = {word: weight for word, weight in weights.items() if abs(weight) >= SMALL}
    ordered = sorted(kept.items(), key=lambda pair: -abs(pair[1]))
    print("|".join(f"{written(word)}={max(AGAINST, min(FOR, weight)):.2g}" for word, weight in ordered))


def written(word: bytes) -> str:
    """A word of the folded view in letters."""
    letters = {fold(letter): letter for letter in (*reversed(LETTERS + SISTER_LETTERS), *"اهي")}
    return "".join(letters.get(word[i : i + 1], "") for i in range(len(word)))


def passages(
    paths: Iterable[Path], mention: re.Pattern[str], draw: random.Random, *, bearer: bool
) -> Iterator[Passage]:
    """The words around the mentions in the texts of some files, each passage once."""
    seen: set[frozenset[bytes]] = set()
    for path in paths:
        for text in texts(path):
            places = list(mention.finditer(text))
            if not bearer and len(places) > MENTIONS:
                places = draw.sample(places, MENTIONS)
            for place in places:
                before, behind = text[max(0, place.start() - REACH) : place.start()], text[place.end() :][:REACH]
                words = frozenset(stems(fold(before)) | stems(fold(behind)))
                if words not in seen:
                    seen.add(words)
                    yield words, bearer


def texts(path: Path) -> Iterator[str]:
    """The texts of a file of JSON lines."""
    if path.suffix == ".zst":
        import zstandard

        lines: Iterable[str] = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(path.open("rb")), "utf-8")
    else:
        lines = path.open(encoding="utf-8")
    for line in lines:
        yield json.loads(line)["text"]


def fit(found: list[Passage]) -> dict[bytes, float]:
    """Logistic regression by gradient descent with the moments of Adam; both sides weigh the same."""
    counts = Counter(word for words, _ in found for word in words)
    known = {word for word, count in counts.items() if count >= LEAST and len(word) > 2}
    rows = [([word for word in words if word in known], bearer) for words, bearer in found]
    share = sum(bearer for _, bearer in rows) / len(rows)
    weights, first, second = dict.fromkeys(known, 0.0), dict.fromkeys(known, 0.0), dict.fromkeys(known, 0.0)
    bias = 0.0
    for turn in range(1, ROUNDS + 1):
        slope = {word: PULL * weight for word, weight in weights.items()}
        lean = 0.0
        for words, bearer in rows:
            score = bias + sum(weights[word] for word in words)
            error = (1 / (1 + math.exp(-score)) - bearer) * (0.5 / share if bearer else 0.5 / (1 - share))
            lean += error
            for word in words:
                slope[word] += error
        for word, gradient in slope.items():
            first[word] = 0.9 * first[word] + 0.1 * gradient
            second[word] = 0.99 * second[word] + 0.01 * gradient * gradient
            step = first[word] / (1 - 0.9**turn) / (math.sqrt(second[word] / (1 - 0.99**turn)) + 1e-6)
            weights[word] -= STEP * step
        bias -= 0.0005 * lean
    return weights


if __name__ == "__main__":
    main()
