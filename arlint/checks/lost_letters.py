"""Question marks that a conversion wrote for letters which its target does not have.

People write rows of them too, in anger or doubt, so a row is judged by where it stands: beside other rows, behind the
article, between a word and what must follow it. One inside a word is a lost letter where a letter makes it a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.checks.places import lines_with
from arlint.document import Document
from arlint.model import Hit
from arlint.text import later
from arlint.text.chars import LETTERS
from arlint.text.function_words import FUNCTION_WORDS
from arlint.text.lexicon import zipf
from arlint.text.words import DEFINITE_FRONT

_LETTER = "[\u0621-\u064a]"
#: Rows beside each other, or what control characters became ("دوره? ?يقول").
_SEVERAL = later.pattern(
    r"(?<![?\w])\?{2,}(?:[ ،.,:()/\d-]{1,6}\?{2,}){1,}(?![?\w])" rf"|(?<={_LETTER})\?(?=\s\?{_LETTER})"
)
_APART = later.pattern(r"(?<!\S)\?{3,}(?!\S)")
_BEHIND_ARTICLE = later.pattern(rf"(?<!\S){DEFINITE_FRONT}\?{{2,}}(?![?\w])")
_QUOTED = later.pattern(r"(?<=[«\"“])\?{3,}(?=[»\"”])")
_ROW = later.pattern(rf"(?:(?<=[\u0621-\u0652\d،:] )|^)\?{{2,}}(?= (?:{_LETTER}|[\d(«-]))", re.MULTILINE)
_INSIDE = later.pattern(rf"(?<!{_LETTER})({_LETTER}+)\?({_LETTER}+)(?!{_LETTER})")
_ROW_AND_NUMBERS = later.pattern(
    r"[ \t]*\?{4,}(?:[ \t][\w.,:()/-]+){1,4}[ \t]*",
)
_WORD_BEFORE = later.pattern(rf"({_LETTER}+) \Z")
_WORD_AFTER = later.pattern(rf" ({_LETTER}+)")
#: What cannot end a sentence, so that the row stands for the word behind it; and what cannot begin one.
_LEADING = FUNCTION_WORDS - {"لا", "كان", "هذا", "هذه", "ما", "قد"} | {"قال", "قالت", "وقال", "وقالت", "أعلن", "أعلنت"}
_TRAILING = frozenset(("إن", "أن", "التي", "الذي", "الذين", "إلى", "عن", "على", "في"))
_ASKING = later.pattern(
    r"\b(?:هل|ماذا|كيف|لماذا|متى|أين|اين|مين|ليش|ليه|وش|ايش|شو|وين|أليس|ألا|ما هذا|ما هو|ما هي|ما الذي|معقول|يعني)\b"
)
#: Words enough for a sentence that asks nothing; one row in it stands for a word.
_SENTENCE = 6
#: Code points before a row in which a question may stand.
_REACH = 300
_COMMON = 3.0
#: Words have three letters but for these, before a question or behind it.
_SHORT = 3
_SHORT_WORDS = FUNCTION_WORDS | {
    "هو",
    "هي",
    "هل",
    "لم",
    "لن",
    "بل",
    "أم",
    "أي",
    "أو",
    "هم",
    "يا",
    "نا",
    "كم",
    "لو",
    "له",
    "لك",
    "لي",
    "به",
    "بي",
    "اذ",
    "إذ",
    "كي",
    "مش",
    "شو",
    "وش",
}


def find(document: Document) -> Iterator[Hit]:
    """Rows of question marks for words, and single ones for letters."""
    for line in lines_with(document, "?"):
        last = -1
        for start, end in document.told(_damage, document.text[line.start : line.end]):
            hit = Hit(line.start + start, line.start + end)
            if start >= last and not document.is_protected(hit.start, hit.end):
                last = end
                yield hit


def _damage(line: str) -> list[tuple[int, int]]:
    """What stands for letters and words in a line, in order, the longer first where two begin together."""
    spans = {found.span() for found in _SEVERAL.finditer(line)} | _rows(line)
    if spans:  # the line is damaged, and so are its other rows
        spans |= {found.span() for found in _APART.finditer(line)}
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _rows(line: str) -> set[tuple[int, int]]:
    spans = {found.span() for found in _BEHIND_ARTICLE.finditer(line)}
    spans |= {found.span() for found in _QUOTED.finditer(line)}
    if _ROW_AND_NUMBERS.fullmatch(line):
        spans.add((0, len(line)))
    inside = list(_INSIDE.finditer(line))
    several = len(inside) > 1
    spans |= {(m.end(1), m.end(1) + 1) for m in inside if several or _is_one_word(m[1], m[2])}
    rows = [row for row in _ROW.finditer(line) if not _ASKING.search(line, _sentence(line, row.start()), row.start())]
    if rows:
        enough = len(rows) > 1 or len(line.split()) >= _SENTENCE
        spans |= {row.span() for row in rows if enough or _stands_for_a_word(line, *row.span())}
    return spans


def _sentence(line: str, at: int) -> int:
    """Where the sentence begins in which `at` stands, or a little before `at`."""
    start = max(0, at - _REACH)
    return max(start, *(line.rfind(sign, start, at) + 1 for sign in ".؟!"))


def _stands_for_a_word(line: str, start: int, end: int) -> bool:
    before, after = _WORD_BEFORE.search(line, max(0, start - 20), start), _WORD_AFTER.match(line, end)
    return (before is not None and before[1] in _LEADING) or (after is not None and after[1] in _TRAILING)


def _is_one_word(before: str, after: str) -> bool:
    """Whether a letter makes one common word of the two parts; both may be words, with a question mark between."""
    if zipf(before) > _COMMON and zipf(after) > _COMMON:
        return False
    if min(len(before), len(after)) < _SHORT:
        return not {before, after} & _SHORT_WORDS
    return any(zipf(before + letter + after) > _COMMON for letter in LETTERS)
