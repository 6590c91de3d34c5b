"""Arabic in cp1256 or ISO-8859-6 that was read as cp1252: `ÇáÞÇåÑÉ` for القاهرة.

Such words are made of accented Latin letters alone, which words of French, English or Turkish never are. One long
word, or three short ones, are evidence; then the short words between them are taken along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from arlint.checks.places import matches, unread_where_encodings_are_told_of
from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later
from arlint.text.function_words import FUNCTION_WORDS
from arlint.text.lexicon import zipf

#: Without noon ghunna and yeh barree, whose bytes are lead bytes of UTF-8 in Mac Roman: that damage is another.
_LETTER = later.pattern("[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06be\u06c1]")
#: The two direction marks, comma to question mark, tatweel, the vowel marks.
_SIGNS = "\u200e\u200f\u060c\u061b\u061f\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_DASHES_AND_QUOTES = "\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2022"
#: Shapes that no Arabic word has: teh marbuta or alef maksura before its last letter, or at its start.
_IMPOSSIBLE = later.pattern("[\u0629\u0649](?=[\u0621-\u064a])|^[\u0629\u0649\u0621]|([\u0621-\u064a])\\1\\1")
_COMMON_LETTERS = later.pattern("[\u0627\u0644\u064a\u0645\u0646\u0648\u0631\u062a\u0628]")
_COMMON_WORDS = FUNCTION_WORDS | {"و"}
#: Characters of a word that proves the damage alone; letters of the shortest that counts, which accented letters of
#: another language may make by chance, and how many words prove it together.
_SURE, _SHORT, _SEVERAL = 4, 3, 3
#: One word in a hundred thousand, as a power of ten in a thousand million.
_KNOWN = 4.0
#: Words by which two encodings are compared: the first ones tell them apart, and a page has thousands.
_FEW = 12
_ENCODINGS = ("cp1256", "iso8859_6")
_WHOLE = 20  # such words, from which on all of the text is taken to be damaged


@lru_cache(maxsize=4)
def _table(encoding: str) -> dict[str, str]:
    """What each character that cp1252 (or latin-1) shows was meant to be in `encoding`; Arabic ones only."""
    table = {}
    for byte in range(0x80, 0x100):
        meant = bytes([byte]).decode(encoding, "ignore")
        if meant and (_LETTER.match(meant) or meant in _SIGNS):
            table[chr(byte)] = meant
            shown = bytes([byte]).decode("cp1252", "ignore")
            if shown:
                table[shown] = meant
        elif meant in _DASHES_AND_QUOTES and byte < 0xA0:
            table[chr(byte)] = meant  # a control character in latin-1; in cp1252 it is what it was
    return table


@lru_cache(maxsize=4)
def _word(encoding: str) -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(_table(encoding))) + "]+")


def _words(document: Document, encoding: str) -> Iterator[re.Match[str]]:
    return matches(document, _word(encoding), "".join(_table(encoding)))


def find(document: Document) -> Iterator[Hit]:
    """Runs of such words, each with its repair."""
    return unread_where_encodings_are_told_of(document, _found(document))


def _found(document: Document) -> Iterator[Hit]:
    text = document.text
    if not any(_is_strong(text, m, encoding) for encoding in _ENCODINGS for m in _words(document, encoding)):
        return
    best = max(_ENCODINGS, key=lambda encoding: (_score(document, encoding), _known(document, encoding)))
    strong = [m for m in _words(document, best) if _is_strong(text, m, best)]
    sure = len(strong) >= _SEVERAL or any(len(m[0]) >= _SURE or _is_odd(m[0], best) for m in strong)
    if not sure and not _in_a_row(text, strong, best):
        return
    if len(strong) >= _WHOLE:
        strong = [m for m in _words(document, best) if not _beside_letters(text, m)]
    for run in _runs(text, strong, best):
        start, end = run
        new = "".join(_table(best).get(c, c) for c in text[start:end])
        yield Hit(start, end, (Edit(start, end, new),))


def _score(document: Document, encoding: str) -> int:
    """How much a text is Arabic in `encoding`: words that every text has, less what the other one is likelier for.

    Read with the wrong one of the two, words fall to pieces, because each has letters where the other has French ones.
    """
    table, score = _table(encoding), 0
    for found in _words(document, encoding):
        if _beside_letters(document.text, found):
            score -= 1
            continue
        word = "".join(table[c] for c in found[0])
        score += 2 * (len(word) > 1 and word in _COMMON_WORDS) + 2 * word.startswith(("ال", "وال"))
        score -= 2 * (_IMPOSSIBLE.search(word) is not None)
    return score


def _known(document: Document, encoding: str) -> float:
    """How common the first words are that the text has in `encoding`; it decides where there is no article."""
    table = _table(encoding)
    found = islice(_words(document, encoding), _FEW)
    return sum(zipf("".join(table[c] for c in match[0])) for match in found)


def _is_strong(text: str, match: re.Match[str], encoding: str) -> bool:
    word = "".join(_table(encoding)[c] for c in match[0])
    letters = _LETTER.findall(word)
    return (
        len(letters) >= _SHORT
        and not _beside_letters(text, match)
        and _IMPOSSIBLE.search("".join(letters)) is None
        and _COMMON_LETTERS.search(word) is not None
    )


def _is_odd(shown: str, encoding: str) -> bool:
    """Whether a short word has capitals where no Latin word has them (ãÕÑ), or is a common Arabic word else (Úáí)."""
    if shown.isupper() or shown.islower():
        return False
    return not shown.istitle() or zipf("".join(_table(encoding)[c] for c in shown)) > _KNOWN


def _in_a_row(text: str, strong: list[re.Match[str]], encoding: str) -> bool:
    """Whether two short words stand in a row with two still shorter ones: `íÇ áíá íÇ Úíä` for يا ليل يا عين."""
    words = _word(encoding)
    return len(strong) > 1 and any(len(words.findall(text, *run)) > _SEVERAL for run in _runs(text, strong, encoding))


def _beside_letters(text: str, match: re.Match[str]) -> bool:
    return text[max(0, match.start() - 1) : match.start()].isalpha() or text[match.end() : match.end() + 1].isalpha()


def _runs(text: str, strong: list[re.Match[str]], encoding: str) -> Iterator[tuple[int, int]]:
    """From each strong word as far as weak words, digits and ASCII signs go on the line, never over a Latin word."""
    table = re.escape("".join(_table(encoding)))
    # Single letters of Latin languages (à, è) stand in cp1256 as they are; a word that mixes them is none of ours.
    forward = re.compile(f"(?:[ -@\\[-`{{-~\u00ab\u00bb\t\u00a0]{{0,6}}[{table}]+(?![^\\W\\d_]))*")
    backward = re.compile(f"(?:(?<![^\\W\\d_])[{table}]+[ -@\\[-`{{-~\u00ab\u00bb\t\u00a0]{{1,6}})+$")
    reach = -1
    for match in strong:
        if match.start() < reach:
            continue
        least = max(reach, match.start() - 60, 0)
        before = backward.search(text, max(least, text.rfind("\n", least, match.start()) + 1), match.start())
        ahead = forward.match(text, match.end())
        start = before.start() if before else match.start()
        reach = ahead.end() if ahead else match.end()
        yield start, reach
