"""Page furniture inside a line of prose: what is left of it in texts that lost their line breaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.packs.base import Match
from arlint.packs.pages.normal_form import HAMZA, Normal, normal
from arlint.packs.pages.tables import Lines, When
from arlint.packs.pages.template import Template
from arlint.text.chars import WORD_BYTES, byte_class, encode

#: What ends a sentence; a dot within a number or a Latin name has no space after it and ends none.
_END = re.compile(b"[.!?" + re.escape(encode("\u2026")) + b']+[") ]*(?: |$)')
_GAP = b"[^" + byte_class(WORD_BYTES) + b"\n]"
#: Signs between two pieces of a form, at most.
_MOST_SIGNS = 6
#: Pieces of a form in a row, at most: the longest forms have a few tens of lines.
_MOST_PIECES = 60
_BLANK = re.compile(rb"\s*+\Z")
#: Bytes before a form in which the sign before it is looked for.
_NEAR = 40
_TO_END = re.compile(_GAP + rb"*+\Z")
_WORD = b"[" + byte_class(WORD_BYTES) + b"]"
_QUOTES = b"\"'(["


class Flat:
    """What a rule looks for inside lines."""

    def __init__(self, spec: Lines) -> None:
        self._spec = spec
        self._sentences = [(spec.template(text), True) for text in spec.sentences]
        self._sentences += [(spec.template(text), False) for text in spec.perhaps]
        self._phrases = [spec.template(text) for text in spec.phrases]

    @cached_property
    def _owners(self) -> dict[bytes, list[tuple[Template, bool]]]:
        """Folded literal -> the sentences that hold it, each with whether it is sure; a phrase's literal has none."""
        owners: dict[bytes, list[tuple[Template, bool]]] = {}
        for template, sure in self._sentences:
            for literal in sorted(template.literals()):  # their numbers are kept, and a set has another order each time
                if literal:
                    owners.setdefault(literal, []).append((template, sure))
        for template in self._phrases:
            for literal in sorted(template.literals()):
                if literal:
                    owners.setdefault(literal, [])
        return owners

    @cached_property
    def literals(self) -> dict[bytes, int]:
        """Folded literals, numbered."""
        return {literal: number for number, literal in enumerate(self._owners)}

    @cached_property
    def _numbered(self) -> list[list[tuple[Template, bool]]]:
        return list(self._owners.values())

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        """The findings around `matches`."""
        view = document.folded.view
        flattened: set[tuple[int, int]] = set()
        sentences: dict[tuple[int, int], tuple[tuple[int, int], bool]] = {}
        parts = _Sentences(view)
        judged: dict[tuple[tuple[int, int], int], bool | None] = {}
        line = (0, 0)
        for match in matches:
            # A page without line breaks has one line and thousands of matches.
            if not line[0] <= match.start < line[1]:
                end = view.find(b"\n", match.end)
                line = (view.rfind(b"\n", 0, match.start) + 1, len(view) if end < 0 else end)
            templates = self._numbered[match.literal]
            if not templates:
                flattened.add(line)
                continue
            lo, hi = sentence = parts.sentence(line, match.start)
            if hi - lo > _LONGEST:
                continue
            if (sentence, match.literal) not in judged:
                judged[sentence, match.literal] = (
                    None if _is_link(document, view[lo:hi]) else _judge(parts.normal(sentence), templates)
                )
            sure = judged[sentence, match.literal]
            if sure is not None:
                sentences[lo, hi] = (line, sure or sentences.get((lo, hi), (line, False))[1])
        for line in sorted(flattened):
            yield from self._forms(document, *line)
        for sentence, (line, sure) in sorted(sentences.items()):
            yield self._hit(document, line, sentence, Applicability.UNSAFE if sure else Applicability.DISPLAY)

    @staticmethod
    def _hit(document: Document, line: tuple[int, int], found: tuple[int, int], trust: Applicability) -> Hit:
        """The finding of view bytes `found` in the view bytes `line`."""
        (start, end), (lo, hi) = line, found
        view = document.folded.view
        while hi > lo and view[hi - 1 : hi] in (b" ", b"\r"):
            hi -= 1
        while lo < hi and view[lo : lo + 1] == b" ":
            lo += 1
        first, last = document.folded.span(lo, hi)
        if trust == Applicability.DISPLAY:
            return Hit(first, last, None, trust, clean=False)
        cut_start, cut_end = first, last
        text = document.text
        if _BLANK.match(view, hi, end):
            while cut_start and text[cut_start - 1] in " \t\u00a0":
                cut_start -= 1
            if lo <= start or not view[start:lo].strip():
                # The whole line goes, with its newline.
                cut_end += text[cut_end : cut_end + 1] == "\n"
        else:
            while cut_end < len(text) and text[cut_end] in " \t\u00a0":
                cut_end += 1
        return Hit(first, last, (Edit(cut_start, cut_end, ""),), trust)

    @cached_property
    def _run(self) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
        """The rule's own lines, one after the other: to the end of the line, and with more of it to come.

        A run begins with a line that is certain, for a weak one may be the last word of the sentence before; where
        something follows, it ends with such a line too.
        """
        strong = {key for template in self._phrases for key in template.spelled_out()}
        weak: set[bytes] = set()
        for when, template, _ in self._spec.templates():
            if not template.has_slots and when != When.LABEL:
                (strong if when == When.CERTAIN else weak).update(key for key in template.spelled_out() if key)
        sure, any_ = _pieces(strong), _pieces(strong | weak)
        gap = _GAP + b"{0,%d}" % _MOST_SIGNS
        more = b"(?:" + gap + any_ + b"){0,%d}" % _MOST_PIECES
        begin = b"(?<!" + _WORD + b")" + sure
        return (
            re.compile(begin + b"(?:" + gap + any_ + b")*+"),
            re.compile(begin + b"(?:" + more + gap + sure + b")?"),
        )

    @cached_property
    def _anchors(self) -> frozenset[bytes]:
        return frozenset(key for template in self._phrases for key in template.spelled_out())

    def _forms(self, document: Document, start: int, end: int) -> Iterator[Hit]:
        view = document.folded.view
        line = view[start:end].translate(HAMZA)
        runs, between = self._run
        last = next((run for run in runs.finditer(line) if _TO_END.match(line, run.end())), None)
        for found in [last] if last else between.finditer(line):
            words = b" " + normal(found[0]).loose + b" "
            if not any(b" " + anchor + b" " in words for anchor in self._anchors):
                continue
            lo, hi = start + found.start(), start + found.end()
            if line[max(0, found.start() - _NEAR) : found.start()].rstrip()[-1:] in _QUOTES and found.start():
                continue
            while hi < end and view[hi] not in WORD_BYTES and view[hi : hi + 1] != b"\r":
                hi += 1
            yield self._hit(document, (start, end), (lo, hi), Applicability.UNSAFE)


def _judge(line: Normal, templates: list[tuple[Template, bool]]) -> bool | None:
    """Whether a sentence is furniture: True surely, False perhaps, None not."""
    results = [sure for template, sure in templates if _fits(template, line)]
    return any(results) if results else None


def _is_link(document: Document, sentence: bytes) -> bool:
    """Whether a sentence of Markdown holds a link, which the author put there."""
    return document.kind == "markdown" and b"](" in sentence


def _pieces(keys: set[bytes]) -> bytes:
    """A regular expression for any of `keys` as whole words, the longest first."""
    forms = [
        (_GAP + b"{1,3}").join(re.escape(word).replace(b"0", rb"\d+") for word in key.split())
        for key in sorted(keys, key=lambda key: (-len(key), key))
    ]
    return b"(?:" + b"|".join(forms) + b")(?!" + _WORD + b")"


def _fits(template: Template, line: Normal) -> bool:
    if template.has_slots:
        return template.pattern.match(line.signed if template.is_signed else line.loose) is not None
    return line.loose in template.lines


#: Bytes from which a sentence is too long to be a site's own, and of a line that is parted at once.
_LONGEST, _PART = 4000, 1 << 16


class _Sentences:
    """The sentences of lines of a folded view, each part of a line parted once."""

    def __init__(self, view: bytes) -> None:
        self._view = view
        self._part = (-1, -1)
        self._ends: list[int] = []
        self._normal: dict[tuple[int, int], Normal] = {}

    def sentence(self, line: tuple[int, int], at: int) -> tuple[int, int]:
        """The sentence around view index `at` in `line`, or so much of it that it is too long."""
        start = at - at % _PART
        part = max(line[0], start - _LONGEST - 1), min(line[1], start + _PART + _LONGEST + 1)
        if part != self._part:
            self._part = part
            self._ends = [found.end() for found in _END.finditer(self._view, *part)]
        after = bisect_right(self._ends, at)
        lo = self._ends[after - 1] if after else part[0]
        return lo, self._ends[after] if after < len(self._ends) else part[1]

    def normal(self, sentence: tuple[int, int]) -> Normal:
        """A sentence in normal form."""
        if sentence not in self._normal:
            self._normal[sentence] = normal(self._view[slice(*sentence)])
        return self._normal[sentence]
