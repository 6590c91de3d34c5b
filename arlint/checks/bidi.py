"""Bidi controls left over from a word processor: unbalanced, empty, doubled, or between words that run one way.

A mark does nothing where the nearest letters or digits on both sides are Arabic letters, in a line that is right to
left anyway: the text between them takes that direction without it. Digits count as a reason to keep a mark, because
the rules for numbers (a minus sign, a range, a date) look at it. See Unicode Standard Annex 9.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span

_CONTROL = regex.compile(r"\p{Bidi_Control}")
_CONTROLS = regex.compile(r"\p{Bidi_Control}+")
_MARKS = frozenset("\u200e\u200f\u061c")
_EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_CLOSER = {**dict.fromkeys(_EMBEDDINGS, _POP), **dict.fromkeys(_ISOLATES, _POP_ISOLATE)}
_RIGHT = frozenset(("R", "AL"))
_STRONG = frozenset(("R", "AL", "L", "EN", "AN"))


def _lines(document: Document) -> Iterator[Span]:
    reach = -1
    for found in _CONTROL.finditer(document.text):
        if found.start() >= reach:
            line = document.lines[document.line_number(found.start())]
            reach = line.end + 1
            yield line


def unbalanced(document: Document) -> Iterator[Hit]:
    """Closing controls that close nothing (safe), and opening ones that the line does not close (unsafe)."""
    for line in _lines(document):
        pairs = _pairs(document.text, line)
        for at in _controls(document.text, line):
            char = document.text[at]
            if char in _MARKS or at in pairs or at in pairs.values():
                continue
            opens = char in _CLOSER and _first_direction(document.text, at + 1, line.end) not in _RIGHT
            trust = Applicability.UNSAFE if opens else Applicability.SAFE
            yield Hit(at, at + 1, (Edit(at, at + 1, ""),), trust, values={"code": f"U+{ord(char):04X}"})


def idle(document: Document) -> Iterator[Hit]:
    """Controls that change nothing on the screen."""
    text = document.text
    for line in _lines(document):
        pairs = _pairs(text, line)
        gone = {at for at in _controls(text, line) if text[at] in _MARKS and _is_idle_mark(text, line, at)}
        for opener, closer in pairs.items():
            if _is_idle_pair(text, line, opener, closer):
                gone |= {opener, closer}
        for run in _CONTROLS.finditer(text, line.start, line.end):
            edits = tuple(Edit(at, at + 1, "") for at in range(*run.span()) if at in gone)
            if edits:
                start, end = edits[0].start, edits[-1].end
                codes = " ".join(f"U+{ord(text[edit.start]):04X}" for edit in edits[:3])
                yield Hit(start, end, edits, values={"code": codes})


def _controls(text: str, line: Span) -> Iterator[int]:
    return (found.start() for found in _CONTROL.finditer(text, line.start, line.end))


def _pairs(text: str, line: Span) -> dict[int, int]:
    """Opener -> closer, as the bidi algorithm pairs them within a paragraph (here a line)."""
    pairs, stack = {}, []
    for at in _controls(text, line):
        char = text[at]
        if char in _CLOSER:
            stack.append(at)
        elif char == _POP:
            if stack and text[stack[-1]] in _EMBEDDINGS:
                pairs[stack.pop()] = at
        elif char == _POP_ISOLATE and any(text[other] in _ISOLATES for other in stack):
            while text[stack[-1]] not in _ISOLATES:
                stack.pop()
            pairs[stack.pop()] = at
    return pairs


def _is_idle_mark(text: str, line: Span, at: int) -> bool:
    if text[at - 1 : at] == text[at] and at > line.start:
        return True
    before, after = _neighbour(text, line, at, -1), _neighbour(text, line, at, 1)
    if before is None and after is None:
        return True  # a line of nothing else
    if text[at] != "\u200e" and before is None:
        return after in _RIGHT
    if before is None and _first_direction(text, at + 1, line.end) in _RIGHT:
        # An LRM at the head of a line makes the whole line run from left to right; taking it away is a repair.
        return False
    if after is None:
        return before in _RIGHT and _first_direction(text, line.start, line.end) in _RIGHT
    return before in _RIGHT and after in _RIGHT and _first_direction(text, line.start, line.end) in _RIGHT


def _is_idle_pair(text: str, line: Span, opener: int, closer: int) -> bool:
    inside = [unicodedata.bidirectional(char) for char in text[opener + 1 : closer] if not _CONTROL.match(char)]
    strong = [direction for direction in inside if direction in _STRONG]
    if not strong:
        # Around nothing, or around spaces and signs in the midst of Arabic words.
        if any(not char.isspace() for char in text[opener + 2 : closer]):
            return False  # more than one sign: their order may be meant
        beside = (_neighbour(text, line, opener, -1), _neighbour(text, line, closer, 1))
        return not inside or all(direction is None or direction in _RIGHT for direction in beside)
    if text[opener] in "\u202b\u2067\u2068" and all(direction in _RIGHT for direction in strong):
        after = _neighbour(text, line, closer, 1)
        return (after is None or after in _RIGHT) and _first_direction(text, line.start, line.end) in _RIGHT
    return False


def _neighbour(text: str, line: Span, at: int, step: int) -> str | None:
    """The direction of the nearest letter or digit before or after `at` on its line, None where there is none."""
    at += step
    while line.start <= at < line.end:
        direction = unicodedata.bidirectional(text[at])
        if direction in _STRONG and not _CONTROL.match(text[at]):
            return direction
        at += step
    return None


def _first_direction(text: str, start: int, end: int) -> str | None:
    for at in range(start, end):
        direction = unicodedata.bidirectional(text[at])
        if direction in ("R", "AL", "L") and not _CONTROL.match(text[at]):
            return direction
    return None
