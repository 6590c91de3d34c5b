"""Text stored in the order in which it is drawn: every word and every line backwards, as some PDF readers leave it.

With presentation forms the shapes tell. With plain letters the words do: no Arabic word begins with teh marbuta, hardly
any is the mirror of في or على, and the lexicon knows which of a word and its mirror is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from arlint.checks.places import in_code, lines_with
from arlint.checks.presentation import ANY_FORM, FORMS, is_reversed
from arlint.checks.visual_turn import turn
from arlint.document import Document
from arlint.model import Edit, Hit, Span
from arlint.text import later
from arlint.text.chars import MARKS
from arlint.text.function_words import FUNCTION_WORDS
from arlint.text.lam_alef import restored
from arlint.text.lexicon import zipf
from arlint.text.words import DEFINITE_FRONT

_FORM_WORD = later.pattern(f"[{FORMS}\u0621-\u065f\u0670]*[{FORMS}][{FORMS}\u0621-\u065f\u0670]*")
_WORD = later.pattern("[\u0621-\u065f\u0670-\u06d3]+")
_BETWEEN = later.pattern(r"[ \u00a0,،.:؛!؟()\[\]«»\"\u201c\u201d/0-9\u0660-\u0669A-Za-z%-]*")
_NORMAL_WORDS = FUNCTION_WORDS | {
    *("هو", "هي", "لم", "لن", "وفي", "ومن", "بعد", "قبل", "خلال", "أنه", "أنها", "ذلك", "كانت", "وقال", "الذين", "عام")
}
_NO_MIRRORS = frozenset(
    ("نم", "نع", "لم", "ال", "نإ", "ام", "لك", "دق", "مل", "نل", "لبق", "ماع", "يه", "وه", "وأ", "نا", "عم")
)
#: Mirrors that are words themselves (من and نم, لا and ال) prove nothing.
_MIRROR_WORDS = frozenset(word[::-1] for word in _NORMAL_WORDS if len(word) > 1) - _NORMAL_WORDS - _NO_MIRRORS
_STRONG_START = later.pattern("[\u0629\u0649](?=[\u0621-\u064a]{2})")
_STRONG_END = later.pattern("[\u0621-\u064a]{3,}\u0644\u0627\u0648?$")
_NORMAL = later.pattern(f"^{DEFINITE_FRONT}[\u0621-\u064a]{{3}}|[\u0621-\u064a]{{2,}}\u0629$")
_SHAPE = later.pattern(f"[{FORMS}]")
_SUSPECT = later.pattern(
    "(?<![\u0621-\u065f\u0670-\u06d3\u0640])"
    "(?:[\u0629\u0649][\u0621-\u064a]{2}|ءا[\u0621-\u064a]{2}|(?:يف|نأ|نع|يتلا|يذلا|اذه|تناك|كلذ|نيب|هنأ|اهنأ|لالخ|لاقو|دعب)(?![\u0621-\u065f\u0670-\u06d3\u0640]))"
)
#: A label in order before what is backwards: "العنوان: …".
_LABEL = later.pattern(r"\s*+(?:[\u0621-\u0652]++ ?+){1,3}:\s++")
_OPEN_END = later.pattern(r"[^\s،.؛!؟()\[\]«»\"]")
_BARE = str.maketrans("", "", MARKS)
_ENOUGH = 2
#: A line is turned as a whole where the words that are backwards are so many times those that seem not to be, and one
#: word in so many is backwards for certain.
_MANY, _SHARE = 4, 6
#: Words of a line in which two proofs, and one, are enough where nothing speaks against it.
_SHORT, _LONG = 3, 6
#: A longer row of letters is no word.
_LONGEST = 40
#: How common, as a power of ten in a thousand million, a word must be and its mirror must not.
_WELL_KNOWN, _MUCH = 3.5, 1.5


def forms(document: Document) -> Iterator[Hit]:
    """Stretches of presentation forms in visual order, turned round and written in letters."""
    for line in lines_with(document, ANY_FORM):
        words = list(_FORM_WORD.finditer(document.text, line.start, line.end))
        if words and any(is_reversed(word[0]) for word in words):
            votes = [(m.start(), m.end(), _vote_of_form(m[0])) for m in words]
            yield from _outside_code(document, _turned(document.text, line, votes))


def _outside_code(document: Document, hits: Iterable[Hit]) -> Iterator[Hit]:
    """An address in a line is no reason to leave it; code, verses and other languages are."""
    return (hit for hit in hits if not in_code(document, hit.start, hit.end))


def _vote_of_form(word: str) -> int:
    return 1 if is_reversed(word) else -1 if len(word) > 1 and is_reversed(word[::-1]) else 0


def words(document: Document) -> Iterator[Hit]:
    """Stretches of plain letters in visual order, turned round; at least two of their words must prove it.

    Beside lines that are turned as a whole, short ones (headings, cells) need one word and none against it.
    """
    text = document.text
    proved: list[int] = []
    seen = set()
    for number in _suspects(document):
        seen.add(number)
        line = document.stretches[number]
        if line.end - line.start <= _LONGEST_KNOWN and _is_in_order(text[line.start : line.end]):
            continue
        hits = list(_outside_code(document, _turned(text, line, _votes(text, line))))
        if any(hit.end - hit.start == len(text[line.start : line.end].strip()) for hit in hits):
            proved.append(number)
        yield from hits
    yield from _beside(document, proved, seen)


#: Code points of a line that is worth remembering: fixing reads most lines of a text again.
_LONGEST_KNOWN = 1_000


@lru_cache(maxsize=1024)
def _is_in_order(line: str) -> bool:
    """Whether nothing in `line` is to be turned round."""
    whole = Span(0, len(line))
    return next(_turned(line, whole, _votes(line, whole)), None) is None


def _beside(document: Document, proved: list[int], seen: set[int]) -> Iterator[Hit]:
    """Lines around the `proved` ones that nothing made suspect."""
    waiting = list(proved)
    while waiting:
        number = waiting.pop()
        for other in range(max(0, number - _REACH), min(len(document.stretches), number + _REACH + 1)):
            if other not in seen:
                seen.add(other)
                line = document.stretches[other]
                votes = _votes(document.text, line)
                hits = list(_outside_code(document, _turned(document.text, line, votes, enough=1)))
                if hits:
                    waiting.append(other)
                yield from hits


#: Lines before and after a proved one that are looked at.
_REACH = 3


def _votes(text: str, line: Span) -> list[tuple[int, int, int]]:
    return [(m.start(), m.end(), _vote(m[0])) for m in _WORD.finditer(text, line.start, line.end)]


def _turned(text: str, line: Span, words: list[tuple[int, int, int]], *, enough: int = _ENOUGH + 1) -> Iterator[Hit]:
    """The line as a whole where its words say so nearly with one voice, else the stretches that are proved."""
    label = _LABEL.match(text, line.start, line.end)
    if label is not None and words and words[0][2] < 0:
        line = Span(label.end(), line.end)
        words = [word for word in words if word[0] >= line.start]
    backwards = sum(max(vote, 0) for _, _, vote in words)
    normal = sum(vote < 0 for _, _, vote in words)
    plain = [m for m in _WORD.finditer(text, line.start, line.end) if not _SHAPE.search(m[0])]
    shaped = len(plain) < len(words)
    if not shaped or all(_vote(m[0]) >= 0 for m in plain):
        # A line without a single word in order needs the fewer proofs the longer it is.
        fewer = normal == 0 and len(words) >= _SHORT
        least = 1 if shaped or (fewer and len(words) >= _LONG) else min(enough, _ENOUGH) if fewer else enough
        alone = len(words) == 1 and enough > 1 and not shaped
        if backwards >= max(least, _MANY * normal) and backwards * _SHARE >= len(words) and not alone:
            body = text[line.start : line.end]
            start = line.start + len(body) - len(body.lstrip())
            end = line.start + len(body.rstrip())
            yield _hit(text, start, end)
            return
    if enough > 1:
        yield from _stretches(text, line, words)


def _hit(text: str, start: int, end: int) -> Hit:
    new = turn(text[start:end])
    return Hit(start, end, (Edit(start, end, new),), values={"fix": new})


def _suspects(document: Document) -> Iterator[int]:
    """The numbers of the lines with a word that begins in teh marbuta, or with the mirror of a common word."""
    last = -1
    for found in _SUSPECT.finditer(document.text):
        number = document.stretch_number(found.start())
        if number != last:
            last = number
            yield number


@lru_cache(maxsize=8192)
def _vote(word: str) -> int:
    """1 where `word` is a mirror (2 where nothing else can be), -1 where it is not, 0 where it may be either."""
    if len(word) > _LONGEST:
        return 0
    word = word.translate(_BARE)
    if _STRONG_START.match(word):
        return 2 if _STRONG_END.search(word) else 1
    if word in _MIRROR_WORDS:
        return 1
    if word in _NORMAL_WORDS:
        return -(word != word[::-1])  # هذه reads the same either way
    if _STRONG_END.search(word):
        return int(not zipf(word))
    return -1 if _NORMAL.search(word) else _by_lexicon(word)


def _by_lexicon(word: str) -> int:
    """The vote of a word by how common it and its mirror are."""
    if len(word) < 3:
        return 0
    mirror = word[::-1]
    here, there = zipf(word), max(zipf(mirror), zipf(restored(mirror, proved=True) or ""))
    if there > max(_WELL_KNOWN, here + _MUCH):
        return 1
    return -(here > max(_WELL_KNOWN, there + _MUCH))


def _stretches(text: str, line: Span, words: list[tuple[int, int, int]]) -> Iterator[Hit]:
    """Runs of words of which none votes against and enough vote for being backwards."""
    run: list[tuple[int, int, int]] = []
    for word in [*words, (len(text), len(text), -1)]:
        if run and (word[2] < 0 or not _BETWEEN.fullmatch(text, run[-1][1], word[0])):
            if _is_proved(text, run):
                yield _hit(text, *_with_ends(text, line, run[0][0], run[-1][1]))
            run = []
        if word[2] >= 0:
            run.append(word)


def _is_proved(text: str, run: list[tuple[int, int, int]]) -> bool:
    votes = sum(vote for _, _, vote in run)
    if _SHAPE.search(text, run[0][0], run[-1][1]) is not None:
        return votes * 4 >= len(run)
    # Beside words in order the lexicon is no proof: it leaves out يوم and knows its mirror.
    certain = sum(vote for start, _, vote in run if _SUSPECT.match(text, start))
    return certain >= _ENOUGH and votes * 4 >= len(run)


def _with_ends(text: str, line: Span, start: int, end: int) -> tuple[int, int]:
    """With the stop and the brackets around the words where the line holds nothing else, or the stop at its head."""
    if _OPEN_END.search(text, line.start, start):
        return start, end
    if not _OPEN_END.search(text, end, line.end):
        end += len(text[end : line.end].rstrip())
        return line.start + len(text[line.start : start]) - len(text[line.start : start].lstrip()), end
    return (start - 1 if start > line.start and text[start - 1] in ".؟!،" else start), end
