"""Menus and footers inside a line of prose: what is left of them in a page that became one paragraph.

A strip is a run of known pieces (links, sections, networks) at the start of a long line or at its end, with few unknown
words between them and no comma. It must hold an anchor, a piece that no sentence says: a text about sections of a
newspaper has none, or commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.packs.base import Match
from arlint.packs.pages.normal_form import HAMZA, normalise
from arlint.packs.pages.tables import Lines
from arlint.text import later
from arlint.text.chars import WORD_BYTES, byte_class, encode

#: Bytes of a line from which it may be a page without line breaks, and how many of them at either end are looked at.
LONG, REACH = 160, 900
#: Different pieces that make a strip at the head and at the foot; the share of its words that they must cover.
HEAD_PIECES, FOOT_PIECES, SHARE = 4, 3, 0.65
#: Unknown words in a row between two pieces: the name of a section or of the site.
UNKNOWN = 4
#: Words of the headlines behind the heading of a list (مقالات ذات صلة), up to the next piece.
HEADLINES = 40
#: Words that must be left of the line: a line that is nothing but a menu is judged as a line.
LEFT = 6
#: Bytes at either end of a line that hold the first piece of a strip, or the last.
NEAR = 110
#: Words of the longest piece.
_LONGEST = 7

_TOKEN = later.pattern(b"[" + byte_class(WORD_BYTES) + b"]+")
#: What ends a sentence, and what parts the items of an enumeration in prose.
_STOP = later.pattern(b"[.!?" + re.escape(encode("\u2026")) + b'][")]*(?: |$)')
_COMMA = b",;"
_DIGITS = later.pattern(rb"\d+")


class Run(Struct, frozen=True):
    """A strip in a sequence of tokens: it ends before token `end`; its pieces, and how many words they cover."""

    start: int
    end: int
    pieces: frozenset[bytes]
    covered: int


class Known(NamedTuple):
    """The pieces of strips: a rule's own, and the lines that all rules know."""

    own: frozenset[bytes]
    lines: frozenset[bytes]

    def has(self, words: list[bytes], at: int, length: int) -> bool:
        """Whether `length` words from `at` on are a piece."""
        piece = b" ".join(words[at : at + length])
        return piece in self.own or piece in self.lines


class Strips:
    """The strips that a rule looks for, of the pieces that its `strips`, `anchors` and `lists` name."""

    def __init__(self, spec: Lines) -> None:
        texts = [text for piece in spec.strips for text in spec.sets.get(piece.strip("{}"), (piece,))]
        self._anchors = frozenset(map(normalise, spec.anchors))
        self._lists = frozenset(map(normalise, spec.lists))
        self._pieces = frozenset(map(normalise, texts)) | self._anchors | self._lists

    def find(self, document: Document, matches: Iterable[Match], lines: frozenset[bytes]) -> Iterator[Hit]:
        """The strips in the lines that hold an anchor near either end; `lines` of furniture are pieces too."""
        known = Known(self._pieces, lines)
        view = document.folded.view
        heads: set[tuple[int, int]] = set()
        feet: set[tuple[int, int]] = set()
        line = (0, 0)
        for match in matches:
            # A page without line breaks has one line and thousands of matches.
            if not line[0] <= match.start < line[1]:
                end = view.find(b"\n", match.end)
                line = (view.rfind(b"\n", 0, match.start) + 1, len(view) if end < 0 else end)
            start = line[0]
            if line[1] - start < LONG:
                continue
            if match.start - start < REACH:
                heads.add(line)
            if line[1] - match.end < REACH:
                feet.add(line)
        for line in sorted(heads):
            yield from self._head(document, known, *line)
        for line in sorted(feet):
            yield from self._foot(document, known, *line)

    def _head(self, document: Document, known: Known, start: int, end: int) -> Iterator[Hit]:
        view = document.folded.view
        words = _tokens(view, start, start + NEAR)[1]
        if not any(known.has(words, at, n) for at in range(UNKNOWN + 1) for n in range(1, _LONGEST + 1)):
            return
        stop = _STOP.search(view, start, min(end, start + REACH))
        limit = stop.start() if stop else min(end, start + REACH)
        spans, words = _tokens(view, start, limit)
        run = self._run(view, known, spans, words)
        if run is None or len(run.pieces) < HEAD_PIECES or run.covered < SHARE * run.end:
            return
        if not run.pieces & self._anchors or len(_tokens(view, spans[run.end - 1][1], end)[1]) < LEFT:
            return
        cut = spans[run.end][0] if run.end < len(spans) else end
        yield _hit(document, start, spans[run.end - 1][1], (start, cut))

    def _foot(self, document: Document, known: Known, start: int, end: int) -> Iterator[Hit]:
        view = document.folded.view
        words = _tokens(view, end - NEAR, end)[1][-UNKNOWN - _LONGEST :]
        if not any(known.has(words, at, n) for at in range(len(words)) for n in range(1, _LONGEST + 1)):
            return
        begun = max(start, end - REACH)
        for stop in _STOP.finditer(view, begun, end):
            spans, words = _tokens(view, stop.end(), end)
            run = self._run(view, known, spans, words) if words else None
            if run is None or run.start or len(words) - run.end > UNKNOWN or run.covered < SHARE * len(words):
                continue
            if len(run.pieces) < FOOT_PIECES or not run.pieces & self._anchors:
                continue
            if len(_tokens(view, start, stop.end())[1]) >= LEFT:
                kept = stop.end() - (view[stop.end() - 1 : stop.end()] == b" ")
                yield _hit(document, stop.end(), end, (kept, end))
            return

    def _run(self, view: bytes, known: Known, spans: list[tuple[int, int]], words: list[bytes]) -> Run | None:
        """The run of pieces at the head of these tokens, up to its last piece."""
        pieces: set[bytes] = set()
        at, start, end, covered, unknown, most = 0, -1, 0, 0, 0, UNKNOWN
        while at < len(words):
            length = next((n for n in range(min(_LONGEST, len(words) - at), 0, -1) if known.has(words, at, n)), 0)
            if length and not _parted(view, spans, at, length):
                start = at if start < 0 else start
                piece = b" ".join(words[at : at + length])
                pieces.add(piece)
                at += length
                # What stands behind the heading of a list, up to the next piece, is headlines.
                end, covered, unknown = at, covered + length + (unknown if most == HEADLINES else 0), 0
                most = HEADLINES if piece in self._lists else UNKNOWN
            else:
                at, unknown = at + 1, unknown + 1
            if unknown > most or (most == UNKNOWN and at < len(spans) and _has_comma(view, spans, at)):
                break
        return Run(start, end, frozenset(pieces), covered) if start >= 0 else None


def _tokens(view: bytes, start: int, end: int) -> tuple[list[tuple[int, int]], list[bytes]]:
    """The words of a piece of the view: their places, and their normal form, numbers as 0."""
    found = list(_TOKEN.finditer(view, start, end))
    return [match.span() for match in found], [_DIGITS.sub(b"0", match[0].translate(HAMZA)) for match in found]


def _parted(view: bytes, spans: list[tuple[int, int]], at: int, length: int) -> bool:
    """Whether a comma parts the words of a piece."""
    return any(_has_comma(view, spans, n) for n in range(at + 1, at + length))


def _has_comma(view: bytes, spans: list[tuple[int, int]], at: int) -> bool:
    """Whether a comma stands before token `at`."""
    return at > 0 and any(sign in _COMMA for sign in view[spans[at - 1][1] : spans[at][0]])


def _hit(document: Document, start: int, end: int, cut: tuple[int, int]) -> Hit:
    """The finding of view bytes `start` to `end`, whose fix deletes the view bytes `cut`."""
    view = document.folded.view
    while end > start and view[end - 1] in b" \r":
        end -= 1
    first, last = document.folded.span(start, end)
    return Hit(first, last, (Edit(*document.folded.span(*cut), ""),), Applicability.UNSAFE)
