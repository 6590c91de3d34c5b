"""Text stored in the order in which it is drawn: every word and every line backwards, as some PDF readers leave it.

With presentation forms the shapes tell. With plain letters the words do: no Arabic word begins with teh marbuta, and
hardly any ends in لا or is the mirror of في or على.
"""

from __future__ import annotations

from collections.abc import Iterator

from arlint.checks.presentation import FORMS, is_reversed, letters
from arlint.document import Document
from arlint.model import Edit, Hit, Span
from arlint.text import later
from arlint.text.function_words import FUNCTION_WORDS

_FORM_WORD = later.pattern(f"[{FORMS}\u0621-\u065f\u0670]*[{FORMS}][{FORMS}\u0621-\u065f\u0670]*")
_WORD = later.pattern("[\u0621-\u065f\u0670-\u06d3]+")
_BETWEEN = later.pattern(r"[ \u00a0,،.:؛!؟()\[\]«»\"\u201c\u201d/0-9\u0660-\u0669A-Za-z%-]*")
_LEFT_TO_RIGHT = later.pattern(
    r"[0-9\u0660-\u0669]+(?:[.,:/\u066b-][0-9\u0660-\u0669]+)*"
    r"|[A-Za-z][A-Za-z0-9'.-]*(?: [A-Za-z][A-Za-z0-9'.-]*)*"
)
_MIRRORED = str.maketrans("()[]{}«»<>\u201c\u201d", ")(][}{»«><\u201d\u201c")
_NORMAL_WORDS = FUNCTION_WORDS | {"هو", "هي", "لم", "لن", "وفي", "ومن", "بعد", "قبل"}
_NO_MIRRORS = frozenset(("نم", "نع", "لم", "ال", "نإ", "ام", "لك", "دق", "مل", "نل", "يه", "وه", "وأ", "نا", "عم"))
#: Mirrors that are words themselves (من and نم, لا and ال) prove nothing.
_MIRROR_WORDS = frozenset(word[::-1] for word in _NORMAL_WORDS if len(word) > 1) - _NORMAL_WORDS - _NO_MIRRORS
_STRONG_START = later.pattern("[\u0629\u0649](?=[\u0621-\u064a]{2})")
_STRONG_END = later.pattern("[\u0621-\u064a]{3,}\u0644\u0627$")
_NORMAL = later.pattern("(?:[وفبك]?\u0627\u0644|لل)[\u0621-\u064a]{3}|[\u0621-\u064a]{2,}\u0629$")
_SHAPE = later.pattern(f"[{FORMS}]")
_SUSPECT = later.pattern(
    "(?<![\u0621-\u065f\u0670-\u06d3\u0640])(?:\u0629[\u0621-\u064a]{2}|ىل[عإا](?![\u0621-\u064a]))"
)
_ENOUGH = 2
#: A line is turned as a whole where the words that are backwards are so many times those that seem not to be, and one
#: word in so many is backwards for certain.
_MANY, _SHARE = 4, 6


def forms(document: Document) -> Iterator[Hit]:
    """Stretches of presentation forms in visual order, turned round and written in letters."""
    for line in document.lines:
        words = list(_FORM_WORD.finditer(document.text, line.start, line.end))
        if words and any(is_reversed(word[0]) for word in words):
            yield from _turned(document.text, line, [(m.start(), m.end(), _vote_of_form(m[0])) for m in words])


def _vote_of_form(word: str) -> int:
    return 1 if is_reversed(word) else -1 if len(word) > 1 and is_reversed(word[::-1]) else 0


def words(document: Document) -> Iterator[Hit]:
    """Stretches of plain letters in visual order, turned round; at least two of their words must prove it."""
    for line in _suspects(document):
        words = [(m.start(), m.end(), _vote(m[0])) for m in _WORD.finditer(document.text, line.start, line.end)]
        yield from _turned(document.text, line, words)


def _turned(text: str, line: Span, words: list[tuple[int, int, int]]) -> Iterator[Hit]:
    """The line as a whole where its words say so nearly with one voice, else the stretches that are proved."""
    backwards = sum(max(vote, 0) for _, _, vote in words)
    normal = sum(vote < 0 for _, _, vote in words)
    plain = [m for m in _WORD.finditer(text, line.start, line.end) if not _SHAPE.search(m[0])]
    shaped = len(plain) < len(words)
    if not shaped or all(_vote(m[0]) >= 0 for m in plain):
        enough = 1 if shaped else _ENOUGH + 1
        if backwards >= max(enough, _MANY * normal) and backwards * _SHARE >= len(words) > 1:
            start = line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())
            end = line.start + len(text[line.start : line.end].rstrip())
            yield Hit(start, end, (Edit(start, end, turn(text[start:end])),))
            return
    yield from _stretches(text, words)


def _suspects(document: Document) -> Iterator[Span]:
    """The lines with a word that begins in teh marbuta, or with the mirror of على or إلى."""
    reach = -1
    for found in _SUSPECT.finditer(document.text):
        if found.start() > reach:
            line = document.lines[document.line_number(found.start())]
            reach = line.end
            yield line


def _vote(word: str) -> int:
    """1 where `word` is a mirror (2 where nothing else can be), -1 where it is not, 0 where it may be either."""
    if _STRONG_START.match(word):
        return 2 if _STRONG_END.search(word) else 1
    if word in _MIRROR_WORDS:
        return 1
    if word in _NORMAL_WORDS or _NORMAL.search(word):
        return -1
    return int(_STRONG_END.search(word) is not None)


def _stretches(text: str, words: list[tuple[int, int, int]]) -> Iterator[Hit]:
    """Runs of words of which none votes against and enough vote for being backwards."""
    run: list[tuple[int, int, int]] = []
    for word in [*words, (len(text), len(text), -1)]:
        if run and (word[2] < 0 or not _BETWEEN.fullmatch(text, run[-1][1], word[0])):
            if _is_proved(text, run):
                start, end = _with_ends(text, run[0][0], run[-1][1])
                yield Hit(start, end, (Edit(start, end, turn(text[start:end])),))
            run = []
        if word[2] >= 0:
            run.append(word)


def _is_proved(text: str, run: list[tuple[int, int, int]]) -> bool:
    votes = sum(vote for _, _, vote in run)
    shaped = _SHAPE.search(text, run[0][0], run[-1][1]) is not None
    return votes >= (1 if shaped else _ENOUGH) and votes * 4 >= len(run)


def _with_ends(text: str, start: int, end: int) -> tuple[int, int]:
    """The full stop of a line in visual order stands before its first word."""
    if start and text[start - 1] in ".؟!،" and (start == 1 or text[start - 2] == "\n"):
        start -= 1
    return start, end


def turn(text: str) -> str:
    """`text` from visual to logical order; numbers and Latin words keep theirs.

    >>> turn("ةرهاقلا يف 25")
    '25 في القاهرة'
    """
    mirrored = text[::-1].translate(_MIRRORED)
    upright = _LEFT_TO_RIGHT.sub(lambda m: m[0][::-1], mirrored)
    return "".join(map(letters, upright))
