"""Bidi controls left over from a word processor: unbalanced, empty, doubled, or between words that run one way.

A mark does nothing where the nearest letters or digits on both sides are Arabic letters, in a line that is right to
left anyway: the text between them takes that direction without it. Digits count as a reason to keep a mark, because
the rules for numbers (a minus sign, a range, a date) look at it. See Unicode Standard Annex 9.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import regex

from arlint.document import Document
from arlint.lazy import lazy
from arlint.model import Applicability, Edit, Hit, Span

_CONTROL = regex.compile(r"\p{Bidi_Control}")
_CONTROLS = regex.compile(r"\p{Bidi_Control}+")
_MARKS = frozenset("\u200e\u200f\u061c")
_EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_CLOSER = {**dict.fromkeys(_EMBEDDINGS, _POP), **dict.fromkeys(_ISOLATES, _POP_ISOLATE)}
_RIGHT = frozenset(("R", "AL"))
#: Letters and digits; letters; what of them does not run to the left. The marks among the controls are no letters.
_STRONG = regex.compile(r"[[\p{bc=R}\p{bc=AL}\p{bc=L}\p{bc=EN}\p{bc=AN}]--\p{Bidi_Control}--\p{Cn}]", regex.V1)
_LAST_STRONG = regex.compile(_STRONG.pattern, regex.V1 | regex.REVERSE)
_LETTER = regex.compile(r"[[\p{bc=R}\p{bc=AL}\p{bc=L}]--\p{Bidi_Control}--\p{Cn}]", regex.V1)
_NOT_RIGHT = regex.compile(r"[[\p{bc=L}\p{bc=EN}\p{bc=AN}]--\p{Bidi_Control}--\p{Cn}]", regex.V1)


def _lines(document: Document) -> Iterator[_Line]:
    reach = -1
    for found in _CONTROL.finditer(document.text):
        if found.start() >= reach:
            line = document.lines[document.line_number(found.start())]
            reach = line.end + 1
            yield _Line(document.text, line)


def unbalanced(document: Document) -> Iterator[Hit]:
    """Closing controls that close nothing (safe), and opening ones that the line does not close (unsafe)."""
    for line in _lines(document):
        paired = {*line.pairs, *line.pairs.values()}
        for at in line.controls:
            char = document.text[at]
            if char in _MARKS or at in paired:
                continue
            opens = char in _CLOSER and line.first(at + 1) not in _RIGHT
            trust = Applicability.UNSAFE if opens else Applicability.SAFE
            yield Hit(at, at + 1, (Edit(at, at + 1, ""),), trust, values={"code": f"U+{ord(char):04X}"})


def idle(document: Document) -> Iterator[Hit]:
    """Controls that change nothing on the screen."""
    text = document.text
    for line in _lines(document):
        gone = {at for at in line.controls if text[at] in _MARKS and _is_idle_mark(line, at)}
        for opener, closer in line.pairs.items():
            if _is_idle_pair(line, opener, closer):
                gone |= {opener, closer}
        for run in _CONTROLS.finditer(text, line.start, line.end):
            places = array("q", (at for at in range(*run.span()) if at in gone))
            if places:
                codes = " ".join(f"U+{ord(text[at]):04X}" for at in places[:3])
                yield Hit(places[0], places[-1] + 1, tuple(_removed(places)), values={"code": codes})


def _removed(places: array[int]) -> Iterator[Edit]:
    """The edits that take away the characters at `places`, one for those in a row."""
    start = end = places[0]
    for at in places:
        if at > end:
            yield Edit(start, end, "")
            start = at
        end = at + 1
    yield Edit(start, end, "")


def _is_idle_mark(line: _Line, at: int) -> bool:
    text = line.text
    if text[at - 1 : at] == text[at] and at > line.start:
        return True
    before, after = line.neighbour(at, -1), line.neighbour(at, 1)
    if before is None and after is None:
        return True  # a line of nothing else
    if text[at] != "\u200e" and before is None:
        return after in _RIGHT
    if before is None and line.first(at + 1) in _RIGHT:
        # An LRM at the head of a line makes the whole line run from left to right; taking it away is a repair.
        return False
    if after is None:
        return before in _RIGHT and line.direction in _RIGHT
    return before in _RIGHT and after in _RIGHT and line.direction in _RIGHT


def _is_idle_pair(line: _Line, opener: int, closer: int) -> bool:
    inside = line.inside(opener, closer)
    if not inside.strong:
        # Around nothing, or around spaces and signs in the midst of Arabic words.
        if any(not char.isspace() for char in line.text[opener + 2 : closer]):
            return False  # more than one sign: their order may be meant
        beside = (line.neighbour(opener, -1), line.neighbour(closer, 1))
        return not inside.signs or all(direction is None or direction in _RIGHT for direction in beside)
    # Letters alone keep their order in either direction; signs at the ends of what is embedded do not.
    ends = {unicodedata.bidirectional(line.text[at]) for at in (opener + 1, closer - 1)}
    if inside.right and (
        line.text[opener] in "\u202b\u2067\u2068" or (line.text[opener] in "\u202a\u2066" and ends <= _RIGHT)
    ):
        after = line.neighbour(closer, 1)
        return (after is None or after in _RIGHT) and line.direction in _RIGHT
    return False


class _Inside(NamedTuple):
    """What stands between two controls: letters or digits, only such as run to the left, anything at all."""

    strong: bool
    right: bool
    signs: bool


class _Line:
    """A line with its controls; it answers which way the text around a place runs.

    What stands between two controls, or a control and an end of the line, is a part. Each is looked at no further than
    to its first letter or digit, and once: a line may be long and its controls many.
    """

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.start, self.end = span.start, span.end
        self.controls = array("q", (found.start() for found in _CONTROL.finditer(text, span.start, span.end)))

    @lazy
    def pairs(self) -> dict[int, int]:
        """Opener -> closer, as the bidi algorithm pairs them within a paragraph (here a line)."""
        pairs: dict[int, int] = {}
        stack = array("q")  # eight bytes each, of which a hostile line may have a hundred million
        isolates = 0  # in the stack
        for at in self.controls:
            char = self.text[at]
            if char in _CLOSER:
                stack.append(at)
                isolates += char in _ISOLATES
            elif char == _POP:
                if stack and self.text[stack[-1]] in _EMBEDDINGS:
                    pairs[stack.pop()] = at
            elif char == _POP_ISOLATE and isolates:
                while self.text[stack[-1]] not in _ISOLATES:
                    stack.pop()
                pairs[stack.pop()] = at
                isolates -= 1
        return pairs

    def _parts(self) -> Iterator[tuple[int, int]]:
        """What stands before each part, and its end; part n ends with control n."""
        return pairwise(chain((self.start - 1,), self.controls, (self.end,)))

    @lazy
    def _before(self) -> list[str | None]:
        """For each part the direction of the last letter or digit in it, or in those before it."""
        return list(accumulate((self._found(_LAST_STRONG, *part) for part in self._parts()), _later))

    @lazy
    def _after(self) -> list[str | None]:
        """For each part the direction of the first letter or digit in it, or in those behind it."""
        return self._nexts(_STRONG)

    @lazy
    def _letters(self) -> list[str | None]:
        """For each part the direction of the first letter in it, or in those behind it."""
        return self._nexts(_LETTER)

    def _nexts(self, wanted: regex.Pattern[str]) -> list[str | None]:
        backwards = pairwise(chain((self.end,), reversed(self.controls), (self.start - 1,)))
        found = list(accumulate((self._found(wanted, before, end) for end, before in backwards), _later))
        found.reverse()
        return found

    def _found(self, wanted: regex.Pattern[str], before: int, end: int) -> str | None:
        """The direction of the first of the `wanted` in a part, or of the last where it is looked for from the end."""
        found = wanted.search(self.text, before + 1, end) if before + 1 < end else None
        return None if found is None else unicodedata.bidirectional(found[0])

    def neighbour(self, at: int, step: int) -> str | None:
        """The direction of the nearest letter or digit before or after the control `at`, None where there is none."""
        number = bisect_left(self.controls, at)
        return self._before[number] if step < 0 else self._after[number + 1]

    def first(self, start: int) -> str | None:
        """The direction of the first letter from `start` on, which is the line's or stands behind a control."""
        return self._letters[bisect_left(self.controls, start)]

    @property
    def direction(self) -> str | None:
        """The direction of the line's first letter."""
        return self._letters[0]

    @lazy
    def _counts(self) -> tuple[array[int], array[int]]:
        """Of the parts before each the number that hold letters or digits, and that hold such as run to the right."""
        strong = (self._found(_STRONG, *part) is not None for part in self._parts())
        left = (self._found(_NOT_RIGHT, *part) is not None for part in self._parts())
        return array("q", chain((0,), accumulate(strong))), array("q", chain((0,), accumulate(left)))

    def inside(self, opener: int, closer: int) -> _Inside:
        """What stands between two controls, other controls aside."""
        first, last = bisect_right(self.controls, opener), bisect_right(self.controls, closer)
        strong, not_right = (count[last] > count[first] for count in self._counts)
        signs = closer - opener - 1 > last - 1 - first
        return _Inside(strong, strong and not not_right, signs)


def _later(before: str | None, new: str | None) -> str | None:
    return before if new is None else new
