"""arlint on texts that were made to be slow, against ordinary news in the same run.

    python benchmarks/adversarial.py [CORPUS.jsonl] [--size KB] [--every] [--large] [NAME …]

Each text is made at one size and at twice that size; one that seems to cost too much is measured twice more, and
ordinary text again every minute, because other work on the machine disturbs both. The ordinary texts are as long as
the made ones, and new each time, so that what arlint remembers of words and lines helps neither. A line says the CPU
time per MB as a multiple of what ordinary texts cost, for `check` and for `clean`, and how the time grows when the size
is doubled: 2 is linear, 4 is quadratic. `--every` floods with every literal and every example of every rule, `--large`
runs the sizes of the reliability page (100 MB of one character). Without a corpus the fixtures are the ordinary texts.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from arlint.linter import Linter
from arlint.testing import unmark
from arlint.text.chars import CODE_PAGE

#: Seconds after which a text is given up.
GIVEN_UP = 120
#: From this multiple of ordinary text on, or this growth, a line is marked.
TARGET, QUADRATIC = 20.0, 3.2
#: How often a text that seems to cost too much is measured again.
AGAIN = 2
#: Characters of ordinary text for a comparison, articles in all, and seconds after which they are measured again.
PART, MOST, REFRESH = 800_000, 20_000, 60.0

Make = Callable[[int], str]


class Case(NamedTuple):
    """A text to make: `make(n)` gives about `n` characters of it."""

    name: str
    make: Make
    kind: str = "plain"


def repeated(piece: str) -> Make:
    """`piece` again and again."""
    return lambda n: piece * (n // len(piece) + 1)


def nested(opening: str, closing: str = "", inside: str = "نص") -> Make:
    """`opening` as deep as it goes, then `closing` as often."""
    return lambda n: opening * (k := n // (len(opening) + len(closing))) + inside + closing * k


CHARACTERS = (
    " ", "ا", "ـ", '"', "'", "(", ")", "<", ">", "[", "]", "{", "}", "|", "\n", "\r", "\t", "1", "٣", ",", "،",
    ".", "؟", "-",
    "_", "*", "`", "#", "&", "\\", "/", ":", "@", "~", "=", "+", "!", "a", "A", "و", "ل", "ة", "ه", "ى", "آ",
    "\u064e", "\u0651",
    "\u0301", "\u200d", "\u200c", "\u200b", "\u200e", "\u202e", "\u2066", "\u00a0", "\u00ad", "\ufeff",
    "\ufffd", "\ufefb", "ﷺ",
    "“", "«", "»", "…", "—", "•", "Ã", "Ø", "é", "\x00", "\x1b", "\x7f", "\u2028", "😀", "中", "א", "ۀ",
)  # fmt: skip
PAIRS = (
    ("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("“", "”"), ('"', ""), ("<div>", "</div>"), ("<b>",
    "</b>"), ("<", ">"),
    ("<!--", "-->"), ("<a href='", "'>"), ("[[", "]]"), ("{{", "}}"), ("{|", "|}"), ("[b]", "[/b]"), ("[url=", "]"),
    ("**", "**"), ("*", ""), ("_", ""), ("***a", ""), ("> ", ""), ("- ", ""), ("1. ", ""), ("#", ""), ("`", ""),
    ("``` ", "\n"), ("~~~\n", ""), ("![", "](x)"), ("[", "](x)"), ("[a](", ")"), ("[a][", "]"), ("|", ""), ("$", ""),
    ("\\(", "\\)"), ("&lt;", "&gt;"), ("&", ""), ("&#", ""), ("<script>", "</script>"), ("<style>", ""), ("<p", ""),
    ("</", ""), ("<?", ""), ("<![CDATA[", "]]>"), ("<ref>", "</ref>"), ("[a", ""), ("\u202b", "\u202c"),
    ("\u2067", "\u2069"),
    ("\u202e\u2067", "\u202c\u2069"), ("http://", ""), ("a@", ""), ("#ا", ""), ("@a", ""), ("a.", ""), ("1,",
    ""), ("1.", ""),
    ("١٬", ""), ("%d8", ""), ("\\u06", ""), ("\\n", ""), ("Ø§", ""), ("Ã˜", ""), ("ØÃ", ""), ("a ", ""),
    ("a\n", ""), ("ا ", ""),
    ("ا\n", ""), ("ا، ", ""), ("ا.", ""), ("و ", ""), (" و", ""), ("ال", ""), ("لل", ""), ("في ", ""), ("في في ", ""),
    ("( ", " )"), (' "', ""), ('" ', ""), (" « ", " » "), ("a\u200d", ""), ("ا\u064e", ""), ("\u064e\u0651",
    ""), ("ـا", ""),
    (" .", ""), (" ،", ""), ("،,", ""), ("..", " "), ("?!", ""), ("- - ", ""), ("* * *\n", ""), ("---\n", ""),
    ("===\n", ""),
    ("a: b\n", ""), ("    a\n", ""), ("\t", "a\n"), ("| a |\n", ""), ("|-\n", ""), ("<br>", ""), ("<br>\n",
    ""), ("\n \n", ""),
    ("1\n", ""), ("2024-01-01 ", ""), ("12:30 ", ""), ("+966 5", ""), ("SA03 8000 ", ""), ("4111 1111 ", ""),
    ("1.2.3.4 ", ""),
    ("<!-- arlint: ignore[PN001] -->", ""), ("<!-- arlint: disable[PN] -->\n", ""),
    ("<!-- arlint: enable[PN] -->", ""),
    ("[1]: a\n", ""), ("[^1]", ""), ("[^1]: a\n", ""), ("a\n===\n", ""), ("> - ", ""), ("- > ", ""), ("<a\n",
    ""), ("\\", ""),
    ("\\\\(", ""), ("x_", ""), ("{%", "%}"), ("{{{", "}}}"), ("<%", "%>"), ("${", "}"), ("function(", ");"),
    ("var a=", ";"),
    ("ﻣ", " "), ("ا\n\n", ""), ("هذا نص.\n\n", ""), ("الرئيسية | ", ""), ("الرئيسية\n", ""), ("اقرأ أيضا\n",
    ""), ("Meta ميتا ", ""),
    ("Deepseek ", ""), ("ديب سيك ", ""), ("ا" * 50 + " ", ""), ("احمد ", ""), ("المدرسه ", ""), ("الى ", ""),
    ("Deepseek", ""),
)  # fmt: skip

_WORDS = [
    "قال",
    "الرئيس",
    "إن",
    "الحكومة",
    "تعمل",
    "على",
    "تنفيذ",
    "خطة",
    "جديدة",
    "في",
    "المدينة",
    "وقد",
    "أعلن",
    "الوزير",
    "عن",
    "مشروع",
    "كبير",
    "خلال",
    "العام",
    "الماضي",
]


def prose(n: int, newline: int = 0, seed: int = 1) -> str:
    """Ordinary words, a line break after every `newline` of them."""
    chance = random.Random(seed)
    words: list[str] = []
    length = 0
    while length < n:
        words.append(chance.choice(_WORDS) + (chance.choice(("", "", "", ".", "،"))))
        length += len(words[-1]) + 1
        if newline and len(words) % newline == 0:
            words[-1] += "\n"
    return " ".join(words)


def unicode(n: int) -> str:
    """Every code point there is, once or more."""
    every = "".join(map(chr, itertools.chain(range(0xD800), range(0xE000, 0x110000))))
    return (every * (n // len(every) + 1))[:n]


def noise(n: int) -> str:
    """Characters by chance."""
    chance = random.Random(2)
    alphabet = [*CHARACTERS, *"ابتثجحخدذرزسشصضطظعغفقكلمنهوي" * 2]
    return "".join(chance.choices(alphabet, k=n))


def distinct(n: int) -> str:
    """Misspelt words, no two the same."""
    chance = random.Random(3)
    letters = "ابتجحدرسعفقكلمنهوي"
    return " ".join("ال" + "".join(chance.choices(letters, k=chance.randrange(3, 6))) + "ه" for _ in range(n // 8))


def cases() -> Iterator[Case]:
    """The texts that are made by hand."""
    for char in CHARACTERS:
        yield Case(f"one character {char!r}", repeated(char))
        yield Case(f"one character {char!r}, markdown", repeated(char), "markdown")
    for opening, closing in PAIRS:
        for kind in ("plain", "markdown", "html"):
            yield Case(f"{opening!r}…{closing!r}, {kind}", nested(opening, closing), kind)
            if closing:
                yield Case(f"{opening + closing!r} repeated, {kind}", repeated(opening + "ا" + closing), kind)
                yield Case(f"{closing!r} before {opening!r}, {kind}", nested(closing, opening), kind)
    for kind in ("plain", "markdown", "html"):
        yield Case(f"marks on one letter, {kind}", lambda n: "ب" + "\u064e\u0651" * (n // 2), kind)
        yield Case(f"all of Unicode, {kind}", unicode, kind)
        yield Case(f"noise, {kind}", noise, kind)
        yield Case(f"one line of prose, {kind}", prose, kind)
        yield Case(f"short lines, {kind}", lambda n: prose(n, 1), kind)
        yield Case(f"misspelt words, all different, {kind}", distinct, kind)
        yield Case(
            f"growing fences, {kind}", lambda n: "".join("`" * k + "a\n" for k in range(1, int((2 * n) ** 0.5))), kind
        )
        yield Case(f"growing ticks, {kind}", lambda n: " ".join("`" * k for k in range(1, int((2 * n) ** 0.5))), kind)
        yield Case(
            f"deeper lists, {kind}", lambda n: "".join(" " * k + "- a\n" for k in range(int((2 * n) ** 0.5))), kind
        )


def floods(linter: Linter) -> Iterator[Case]:
    """Texts made of what the rules look for: hits and near misses of every literal and every example."""
    for literal in linter.ruleset.literals:
        word = "".join(CODE_PAGE[byte] for byte in literal).replace("\ufffe", "\u2009")
        for name, piece in (
            ("whole", word + " "), ("cut", word[:-1] + " "), ("joined", word), ("lines", word + "\n"),
            ("cut lines", word[:-1] + "\n"),
        ):  # fmt: skip
            if piece:
                yield Case(f"literal {word!r}, {name}", repeated(piece))
    for spec in linter.rules:
        for number, example in enumerate((*spec.invalid, *spec.valid)):
            text = unmark(example.text)[0]
            for name, joint in (("space", " "), ("line", "\n"), ("paragraph", "\n\n"), ("glued", "")):
                if text:
                    yield Case(f"{spec.code} example {number}, {name}", repeated(text + joint), example.kind)


def large() -> Iterator[tuple[Case, int]]:
    """The texts of the reliability page with their sizes in characters."""
    for char in (
        " ", "ا", "ـ", '"', "(", "<", ">", "[", "|", "\n", "\r", "\u064e", "\u200d", "\u202e", "1", "،", ".", "ی", "ﺍ",
        "&", "*", "a", "😀", "\ufffd", "\ue000",
    ):  # fmt: skip
        yield Case(f"100 MB of {char!r}", repeated(char)), 100_000_000 // len(char.encode())
    yield Case("a million marks on one letter", lambda n: "ب" + "\u064e" * n), 1_000_000
    yield Case("all of Unicode", unicode), 1_112_064
    yield Case("one line of 10 MB of prose", prose), 5_500_000
    yield Case("a million short lines", lambda n: "ا ب\n" * n), 1_000_000
    yield Case("100,000 menu lines", lambda n: "الرئيسية\nاتصل بنا\nمن نحن\nاقرأ أيضا\n" * (n // 4)), 100_000
    yield Case("a million brackets, nested", nested("(", ")")), 1_000_000
    yield Case("a million tags, nested", nested("<div>", "</div>"), "html"), 1_000_000
    yield Case("a million quotes, nested", nested("> "), "markdown"), 1_000_000


def _alarm(_number: int, _frame: object) -> None:
    raise TimeoutError


def seconds(work: Callable[[], object], given_up: float = GIVEN_UP) -> float:
    """CPU seconds of `work`; infinite where it takes longer than `given_up` or fails."""
    signal.signal(signal.SIGVTALRM, _alarm)
    signal.setitimer(signal.ITIMER_VIRTUAL, given_up)
    began = time.thread_time()  # the clock of the process goes by ticks of 4 ms while a timer runs
    try:
        work()
    except Exception as error:  # noqa: BLE001  (whatever a text makes of it is the finding)
        if "took too long" not in str(error) and not isinstance(error, TimeoutError):
            print(f"  ! {type(error).__name__}: {error}"[:200], file=sys.stderr)
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.thread_time() - began


def cost(text: str, case: Case, linter: Linter, given_up: float) -> list[float]:
    """Seconds of `check` and of `clean`."""
    return [
        seconds(lambda: linter.check(text, kind=case.kind), given_up),
        seconds(lambda: linter.clean_text(text, kind=case.kind), given_up),
    ]


def measure(case: Case, size: int, linter: Linter, base: tuple[float, float], options: argparse.Namespace) -> float:
    """What `case` costs at twice `size`, as the worse of two multiples of ordinary text.

    A line is printed for one from `options.least` on, with the growth since `size`.
    """
    text = case.make(2 * size)
    megabytes = len(text.encode("utf-8", "surrogatepass")) / 1e6
    after = cost(text, case, linter, options.given_up)
    factors = [took / megabytes / usual for took, usual in zip(after, base, strict=True)]
    for _ in range(AGAIN if TARGET < max(factors) < float("inf") else 0):
        after = [min(pair) for pair in zip(after, cost(text, case, linter, options.given_up), strict=True)]
        factors = [took / megabytes / usual for took, usual in zip(after, base, strict=True)]
    if max(factors) >= options.least:
        before = cost(case.make(size), case, linter, options.given_up)
        grown = max(new / max(old, 1e-9) if new < float("inf") else 0.0 for old, new in zip(before, after, strict=True))
        mark = "!" * (max(factors) > TARGET) + "²" * (grown > QUADRATIC)
        print(f"{factors[0]:8.1f} {factors[1]:8.1f} ×{grown:5.1f} {mark:3} {case.name}", flush=True)
    return max(factors)


class Ordinary:
    """Ordinary text to compare with: new to arlint each time, and in texts of `size` characters (0: as articles).

    Its words and lines are not remembered from before, as those of the texts that were made are not; and a text of a
    hundred articles calls for every rule, where an article calls for six. Rules, lists and expressions are ready, as a
    first part was checked and cleaned. A corpus that was read to its end is begun again.
    """

    def __init__(self, corpus: Path | None, linter: Linter, size: int) -> None:
        if corpus:
            with corpus.open(encoding="utf-8") as lines:
                articles = [json.loads(line)["text"] for line in itertools.islice(lines, MOST)]
        else:
            folder = Path(__file__).resolve().parents[1] / "fixtures"
            articles = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*/input.*"))]
        self._articles = itertools.cycle(articles)
        self._linter = linter
        self._size = size
        self.cost()
        gc.collect()
        gc.freeze()  # as in a pool: what a linter holds for ever is not looked through while a text is measured

    def cost(self) -> tuple[float, float]:
        """Seconds per MB of check, and of clean for other texts."""
        check, clean = self._next(), self._next()
        return (
            seconds(lambda: [self._linter.check(text) for text in check]) / _megabytes(check),
            seconds(lambda: [self._linter.clean_text(text) for text in clean]) / _megabytes(clean),
        )

    def _next(self) -> list[str]:
        texts: list[str] = []
        while sum(map(len, texts)) < PART:
            text = next(self._articles)
            while len(text) < self._size:
                text += "\n\n" + next(self._articles)
            texts.append(text)
        return texts


def _megabytes(texts: Sequence[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--size", type=float, default=100, help="thousand characters of the smaller text")
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--least", type=float, default=3.0, help="multiple of ordinary text from which a case is shown")
    parser.add_argument("--only", default="", help="a part of the names to measure")
    parser.add_argument("--given-up", type=float, default=GIVEN_UP)
    options = parser.parse_args()
    linter = Linter()
    size = int(2_000 * options.size) if not options.large else 0
    for length in dict.fromkeys((0, size)):
        ordinary = Ordinary(options.corpus, linter, length)
        base, measured = ordinary.cost(), time.process_time()
        name = f"ordinary texts of {length} characters" if length else "ordinary articles"
        print(f"{name}: check {1 / base[0]:.2f} MB/s, clean {1 / base[1]:.2f} MB/s (CPU time)", flush=True)
    if options.large:
        for case, size in large():
            if options.only in case.name:
                text = case.make(size)
                megabytes = len(text.encode()) / 1e6
                took = cost(text, case, linter, options.given_up)
                check, clean = (one / megabytes / usual for one, usual in zip(took, base, strict=True))
                times = f"{took[0]:7.1f} s {took[1]:7.1f} s  × {check:.1f} {clean:.1f}"
                print(f"{case.name:40} {megabytes:7.1f} MB {times}", flush=True)
        return
    made = floods(linter) if options.every else cases()
    found: list[float] = []
    for case in made:
        if options.only in case.name:
            if time.process_time() - measured > REFRESH:
                base, measured = ordinary.cost(), time.process_time()
            found.append(measure(case, int(options.size * 1000), linter, base, options))
    print(
        f"{len(found)} texts of {options.size * 2} thousand characters; the worst cost {max(found):.1f} times ordinary"
    )


if __name__ == "__main__":
    main()
