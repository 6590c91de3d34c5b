"""Which lines of a text are written to be read: sentences, paragraphs cut into lines, verses; no titles, no menus.

What is left of a page when it holds no article looks like text too: teasers that break off, headlines one below the
other, a sentence in which the site praises itself. Lines are bytes of `text.chars`, one a code point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from arlint.scores import vocabulary
from arlint.scores.tokens import LETTERS, MARKS, SPACES, SYMBOLS
from arlint.text.chars import FOLD_TABLE, encode

#: What may end a sentence; quotation marks and brackets may close after it, or it may stand inside them.
_ENDS = encode(".!?\u061f\u06d4\u2026")
CLOSING = encode("\"'\u201d\u2019\u00bb)]")
TERMINAL = _ENDS + encode('"\u201d\u00bb')
POINTS = (b"...", encode("\u2026"))

SIGNS_TO_SPACE = bytes(0x20 if byte in SYMBOLS + SPACES else byte for byte in range(256))

#: A line of prose has so many words and ends like a sentence, or so many that it is one without; and this share of it
#: is letters: of the lines of edited news 99 in 100 have more than 0.6.
_SENTENCE_WORDS = 6
_PARAGRAPH_WORDS = 15
_PROSE_LETTERS = 0.5
#: A line that ends without a mark, has none inside and fewer words than this may be a long headline; so many of them,
#: if they are this share of the text, are a list of headlines. Two without any function word are lists of words.
_HEADLINE_WORDS = 25
_HEADLINES = 5
_MOSTLY = 0.6
_ASKING = encode("\u061f")
_INNER = encode(".:\u060c\u061b\u061f!")
#: So many lines under a title that break off in three points after at most so many words, for each line of prose this
#: many, are teasers.
_TEASERS = 4
_TEASER_WORDS = 60
_TEASING = 0.75
#: Where there is less prose than so many words, lines in which so many words, this share of all, speak for the site are
#: its own, so many short questions are titles, and one line that breaks off among as many others is a teaser.
_LITTLE = 120
_TITLES = 3
_OWN_WORDS = 2
_OWN_SHARE = 0.05
#: So many short lines, of so many words, are a poem where this share of them end in the same two letters, or this one
#: in the same letter. In a menu or a list of titles about one in ten share two letters; half of a poem's lines rhyme
#: where the halves of its verses stand on lines of their own. They are running text where this share of their words
#: are function words (in titles every tenth, in prose every fifth or sixth word), or so many words stand on a line.
_SHORT_LINES = 3
_SHORT_WORDS = (2, 14)
_RHYMING = 0.3
_RHYMING_LETTER = 0.45
_INFLECTIONS = encode("هيانت")
"""Letters in which words of one form end (ة and ى are folded): in a menu they are no rhyme."""
_RUNNING = 0.16
_FULL_LINES = 9
#: Lines of a paragraph that was cut at a width: so many code points at least, no line shorter than this share of the
#: longest, and so many of them before the one that ends the sentence.
_WIDTH = 40
_EVEN = 0.8
_CUT_LINES = 2


def lines_of_prose(lines: Sequence[bytes]) -> list[bytes]:
    """Those of `lines` (none blank, no spaces around) that are prose."""
    prose, bare, others = _sorted(lines)
    if len(bare) < _HEADLINES or _size(bare) < _MOSTLY * _size(lines):
        lists = [line for line in bare if vocabulary.function_words().isdisjoint(_words(line))]
        prose += [line for line in bare if line not in lists] if len(lists) > 1 else bare
    if sum(line.count(b" ") + 1 for line in prose) < _LITTLE:
        prose = _not_furniture(prose, others)
    titles, teasers = _teasers(lines)
    if len(teasers) >= _TEASERS:
        rest = [line for line in prose if line not in titles and line not in teasers]
        if len(teasers) >= _TEASING * (len(teasers) + len(rest)):
            prose = rest
    short = [line for line in others if _SHORT_WORDS[0] <= line.count(b" ") + 1 <= _SHORT_WORDS[1]]
    if len(short) >= _SHORT_LINES:
        prose += short if _rhymes(short) or _runs_on(short) else _cut_at_a_width(lines)
    return prose


def _sorted(lines: Sequence[bytes]) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """Lines that are prose by themselves, those that may also be long headlines, and the others."""
    prose: list[bytes] = []
    bare: list[bytes] = []
    others: list[bytes] = []
    for line in lines:
        words = line.count(b" ") + 1
        if words < _SENTENCE_WORDS or not _lettered(line):
            others.append(line)
        elif ends(line):
            prose.append(line)
        elif words < _PARAGRAPH_WORDS:
            others.append(line)
        elif words < _HEADLINE_WORDS and len(line.translate(None, _INNER)) == len(line):
            bare.append(line)
        else:
            prose.append(line)
    return prose, bare, others


def _size(lines: Sequence[bytes]) -> int:
    return sum(map(len, lines))


def ends(line: bytes) -> bool:
    """Whether `line` ends in a mark that ends a sentence, or in a closing quotation mark."""
    return line[-1] in TERMINAL or (line[-1] in CLOSING and line[-2:-1] in _ENDS)


def _lettered(line: bytes) -> bool:
    return len(line) - len(line.translate(None, LETTERS + MARKS)) >= _PROSE_LETTERS * len(line)


def _words(text: bytes) -> list[bytes]:
    return text.translate(FOLD_TABLE, MARKS).translate(SIGNS_TO_SPACE).split()


def _not_furniture(prose: list[bytes], others: Sequence[bytes]) -> list[bytes]:
    """What is left of so little prose without what a site says of itself, titles that ask, and one teaser."""
    left = [line for line in prose if not _speaks_for_the_site(line)]
    asking = [line for line in left if line.endswith(_ASKING) and line.count(b" ") + 1 < _PARAGRAPH_WORDS]
    if len(asking) >= _TITLES and 2 * len(asking) > len(left):
        left = [line for line in left if line not in asking]
    if len(left) == 1 and len(others) >= _TITLES and left[0].endswith(POINTS) and left[0].count(b" ") < _HEADLINE_WORDS:
        return []
    return left


def _teasers(lines: Sequence[bytes]) -> tuple[set[bytes], set[bytes]]:
    """Lines that break off, each under a title; the titles first."""
    found = [
        (title, line)
        for title, line in pairwise(lines)
        if line.endswith(POINTS)
        and title[-1:] not in b"."
        and not title.endswith(POINTS)
        and _SHORT_WORDS[0] <= title.count(b" ") + 1 <= _SHORT_WORDS[1]
        and line.count(b" ") + 1 <= _TEASER_WORDS
    ]
    return {title for title, _ in found}, {line for _, line in found}


def _speaks_for_the_site(line: bytes) -> bool:
    words = _words(line)
    return len(vocabulary.words("own-site").intersection(words)) >= max(_OWN_WORDS, _OWN_SHARE * len(words))


def _rhymes(lines: Sequence[bytes]) -> bool:
    if len(lines) <= 2 * _SHORT_LINES:
        return False
    # Of a word that stands at several ends one is counted, and no number: "12 views" under each title is no rhyme.
    last = {line.translate(FOLD_TABLE, MARKS).strip(SPACES + SYMBOLS).rpartition(b" ")[2] for line in lines}
    endings = [word[-2:] for word in last if not word[-1:].isdigit()] or [b""]
    if Counter(endings).most_common(1)[0][1] >= _RHYMING * len(lines):
        return True
    letter, often = Counter(ending[-1:] for ending in endings).most_common(1)[0]
    return letter not in _INFLECTIONS and often >= _RHYMING_LETTER * len(lines)


def _runs_on(lines: Sequence[bytes]) -> bool:
    words = _words(b" ".join(lines))
    if len(words) >= _FULL_LINES * len(lines):
        return True
    return sum(map(vocabulary.function_words().__contains__, words)) >= _RUNNING * len(words)


def _cut_at_a_width(lines: Sequence[bytes]) -> list[bytes]:
    """Lines that are no prose alone, but follow one another as a paragraph that was cut does; its last one too."""
    found: list[bytes] = []
    run: list[bytes] = []
    for line in lines:
        if ends(line):
            if len(run) >= _CUT_LINES and _EVEN * len(line) <= max(map(len, run)) and not line.endswith(POINTS):
                found += run
                if line.count(b" ") + 1 < _SENTENCE_WORDS:
                    found.append(line)
            run = []
        elif len(line) < _WIDTH or line.count(b" ") + 1 >= _PARAGRAPH_WORDS or not _lettered(line):
            run = []
        else:
            even = not run or min(map(len, (*run, line))) >= _EVEN * max(map(len, (*run, line)))
            run = [*run, line] if even else [line]
    return found
