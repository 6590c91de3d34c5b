r"""Prose and the place of each of its characters in the raw text of a file.

`raw` is a stretch of the file as it stands there, escapes and all; the prose is what a reader sees of it. A *cell* is
the span of raw text that stands for one code point of prose: one character, or an escape such as `\u0627`. Raw text
between two cells (the line break of a PO string, the tags between two runs of a Word document) stands for nothing and
is never removed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from operator import itemgetter
from typing import NamedTuple

from arlint.model import Applied, Edit

Spans = Sequence[tuple[int, int]]

#: Part of two texts' letters from which one is the other, mended: "seek " and "Seek" are at 0.67.
_ALIKE = 0.6


class Prose(NamedTuple):
    """What rules see of a raw text.

    `starts` and `ends` give the cell of each code point; None where the prose is the raw text itself. `markup` are
    the sorted, disjoint spans of `text` that the file's format or a program reads, not a person: no edit touches them.
    Nor do rules touch `comments` (start, end, what stands in them), which come where a format's text has them inside.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None
    markup: Spans = ()
    comments: Sequence[tuple[int, int, str]] = ()

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of raw text that stands for `text[start:end]`; for an empty span the place of an insertion."""
        if self.starts is None or self.ends is None:
            return start, end
        if start < end:
            return self.starts[start], self.ends[end - 1]
        at = self.ends[start - 1] if start else (self.starts[0] if self.starts else 0)
        return at, at

    def pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """The same in pieces that have nothing between their cells; at least one."""
        if self.starts is None or self.ends is None or start == end:
            return [self.raw_span(start, end)]
        pieces = []
        first = self.starts[start]
        for at in range(start + 1, end):
            if self.starts[at] != self.ends[at - 1]:
                pieces.append((first, self.ends[at - 1]))
                first = self.starts[at]
        return [*pieces, (first, self.ends[end - 1])]

    def touches_markup(self, start: int, end: int) -> bool:
        """Whether an edit of `text[start:end]` would change markup; an insertion beside it does not."""
        spans = self.untouchable
        at = bisect_right(spans, start, key=itemgetter(1))
        return at < len(spans) and (spans[at][0] < end or spans[at][0] < start)

    @property
    def untouchable(self) -> Spans:
        """The markup and the comments."""
        if not self.comments:
            return self.markup
        return sorted([*self.markup, *((first, last) for first, last, _ in self.comments)])

    @property
    def fixed_parts(self) -> list[str]:
        """What no edit may change, in order."""
        return [self.text[first:last] for first, last in self.markup]


class Codec(NamedTuple):
    """How a format writes prose: `decode` reads raw text, `encode` writes prose that is to replace a raw text."""

    decode: Callable[[str], Prose]
    encode: Callable[[str, str], str]


def as_is(text: str, raw: str) -> str:
    """The encoding of formats without escapes."""
    return text


def code_point(escape: str) -> str:
    r"""The character that an escape such as `\u0627` names by its number.

    >>> code_point("\\x41")
    'A'
    """
    return chr(int(escape[2:], 16))  # noqa: FURB166  the backslash is no part of Python's notation


def unescape(prose: Prose, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Prose:
    """`prose` with each match of `pattern` replaced by one character, by nothing, or by itself; markup is left alone.

    >>> unescape(Prose("a&amp;b"), re.compile("&amp;"), lambda match: "&")
    Prose(text='a&b', starts=[0, 1, 6], ends=[1, 6, 7], markup=[], comments=())
    """
    matches = [match for match in pattern.finditer(prose.text) if not prose.touches_markup(*match.span())]
    if not matches:
        return prose
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def copy(first: int, last: int) -> None:
        parts.append(prose.text[first:last])
        if prose.starts is None or prose.ends is None:
            starts.extend(range(first, last))
            ends.extend(range(first + 1, last + 1))
        else:
            starts.extend(prose.starts[first:last])
            ends.extend(prose.ends[first:last])

    at = shift = 0
    changes: list[tuple[int, int]] = []
    for match in matches:
        copy(at, match.start())
        new = replace(match)
        if new == match[0]:
            copy(*match.span())
        elif new:
            first, last = prose.raw_span(*match.span())
            parts.append(new)
            starts.extend([first] * len(new))
            ends.extend([last] * len(new))
        at = match.end()
        shift += len(new) - len(match[0])
        changes.append((at, shift))
    copy(at, len(prose.text))
    markup = [(_after(first, changes), _after(last, changes)) for first, last in prose.markup]
    return Prose("".join(parts), starts, ends, markup)


def _after(position: int, changes: Sequence[tuple[int, int]]) -> int:
    """Where `position` stands after `changes`: pairs of a place and how far what comes after it has moved, in all."""
    at = bisect_right(changes, position, key=itemgetter(0))
    return position + changes[at - 1][1] if at else position


def trimmed(text: str, edit: Edit) -> Edit:
    """`edit` of `text` without what it leaves as it is at its ends."""
    old, new = text[edit.start : edit.end], edit.text
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    most -= head
    tail = next((i for i in range(most) if old[-1 - i] != new[-1 - i]), most)
    return Edit(edit.start + head, edit.end - tail, new[head : len(new) - tail])


def raw_edits(prose: Prose, raw: str, edits: Sequence[Edit | Applied], codec: Codec) -> Iterator[Edit]:
    """The edits of `raw` that make `edits` of `prose`: in the order of the text, each within one piece."""
    for edit in edits:
        small = trimmed(prose.text, Edit(edit.start, edit.end, edit.text))
        crosses = len(prose.pieces(small.start, small.end)) > 1
        for part in _differences(prose.text, small) if crosses else (small,):
            new = part.text
            for first, last in prose.pieces(part.start, part.end):
                written = codec.encode(new, raw) if new else ""
                if written or first < last:
                    yield Edit(first, last, written)
                new = ""


def _differences(text: str, edit: Edit) -> Iterator[Edit]:
    """`edit` in parts that leave alone what it keeps, so that each letter stays in its piece: a run has a look.

    Other words are one part: what letters they happen to share says nothing.
    """
    matcher = SequenceMatcher(None, text[edit.start : edit.end], edit.text, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield edit
        return
    for what, first, last, start, end in matcher.get_opcodes():
        if what != "equal":
            yield Edit(edit.start + first, edit.start + last, edit.text[start:end])
