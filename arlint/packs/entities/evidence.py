"""What speaks for and against a reading: cues, and the places around a phrase where they are looked for.

Everything here works on the folded view (bytes, see `arlint.text.fold`). A cue in Arabic letters is a stem: it is
found at a word's start, after proclitics too. A cue in Latin letters is a whole word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick
from msgspec import Struct

from arlint.packs.context import MOST_PROCLITICS, NO_ARTICLE, PROCLITICS
from arlint.packs.schema import PackError
from arlint.text import later
from arlint.text.chars import ARABIC_LETTER_BYTES, byte_class
from arlint.text.fold import fold

_ARABIC = byte_class(ARABIC_LETTER_BYTES)
#: Bytes in which a row of cues that overlap has surely ended.
_OVERLAP = 256
#: Marks of layout that may stand between two neighbouring words: emphasis, quotes, brackets.
_BETWEEN = rb'[ *_"\[(]*'
#: Where a clause begins: after a stop or a comma, and after أن and its like, لكن, بينما, حين.
_OPENERS = b"|".join(map(fold, ("انهما", "انها", "انهم", "انه", "ان", "لكن", "بينما", "حين")))
_CLAUSE_END = later.pattern(rb"[.?!;:|\n,()]|(?<![%s])[%s]?(?:%s)(?![%s])" % (_ARABIC, fold("وفبل"), _OPENERS, _ARABIC))
_CELL_EDGE_LEFT = later.pattern(rb"(?:^|[\n|])[ *_#>\-+0-9.)\"\[]*$")
_CELL_EDGE_RIGHT = later.pattern(rb"[ *_\"\]:.]*(?:$|[\n|])|(?:\*\*:|:\*\*) ")
_NAME_LEFT = later.pattern(rb"[a-z0-9][)\]*_`\"]* ?[,/|&+]? ?(?:[%s] ?)?[*_\"\[(]*$" % fold("و"))
_NAME_RIGHT = later.pattern(rb"[)\]*_`\"]* ?[,/|&+]? ?(?:[%s] ?)?[*_\"\[(]*[a-z0-9]" % fold("و"))
#: What joins two members of an enumeration or a comparison.
_JOINERS = b"|".join(map(fold, ("أو", "مع", "مقابل", "بدل", "بدلا من", "عوضا عن")))
#: What joins two names as well, but stands between any two words.
_LINKS = b"|".join(map(fold, ("من", "إلى", "على", "بين", "مثل", "ثم", "عن", "في")))
_MARKS_LEFT, _MARKS_RIGHT = rb"[)\]*_`\"]*", rb"[*_\"\[( ]*"
_JOINED_LEFT = later.pattern(rb"%s (?:%s)%s\Z" % (_MARKS_LEFT, _JOINERS, _MARKS_RIGHT))
_JOINED_RIGHT = later.pattern(rb"%s(?: (?:%s) | (?=%s))" % (_MARKS_LEFT, _JOINERS, fold("و")))
_LINKED_LEFT = later.pattern(rb"%s(?: ?[,/|&+]| (?:%s))%s\Z" % (_MARKS_LEFT, _LINKS, _MARKS_RIGHT))
_LINKED_RIGHT = later.pattern(rb"%s(?: ?[,/|&+] ?| (?:%s) )" % (_MARKS_LEFT, _LINKS))


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """What each piece of evidence is worth, and how much is enough; `tools/fit_entities.py` checks the values.

    `decisive`, `head`, `weak`, `noun`, `after`, `listed` and `alone` are for the place of the phrase (`noun`: after a
    noun that no list names, which its real bearer would hardly own), `rare` for a cue near a phrase that has hardly
    another use, `latin` for a cue near it in Latin letters (edited Arabic has few), `topic` for a passage whose words
    come to `topic_most` or less (`topic`), `window` for a distinct cue within `reach` bytes of it,
    `document` for one within `far` bytes, `name` for the name itself in Latin letters anywhere, `source` for the
    source of a translation. What speaks against is subtracted. `on` reports, `clean` lets `arlint clean` fix, `proven`
    reports in a document with a certain trace of machine translation. `clear` is what reporting needs less where
    nothing in the document speaks for the real bearer, and `lone` all that it needs where, besides, a noun governs the
    phrase in a passage whose words come to `topic_open` or less; after a preposition they must come to `topic_quiet`.
    """

    decisive: float = 4.0
    head: float = 3.0
    weak: float = 2.0
    noun: float = 1.5
    rare: float = 2.0
    after: float = 2.0
    listed: float = 2.0
    latin: float = 1.0
    topic: float = 1.5
    topic_most: float = -1.0
    alone: float = 2.0
    window: float = 1.5
    window_most: int = 2
    document: float = 0.5
    document_most: int = 4
    name: float = 2.0
    against_window: float = 2.0
    against_document: float = 0.75
    subject: float = 3.0
    source: float = 8.0
    reach: int = 140
    far: int = 3000
    on: float = 4.0
    clean: float = 6.0
    proven: float = 2.5
    clear: float = 1.0
    topic_open: float = 0.0
    topic_quiet: float = -0.3
    lone: float = 1.5


class Cues:
    """A set of cues, compiled; `found` maps what is found back to the cue as it is written in the data.

    `article` says whether a stem may have the article before it.
    """

    def __init__(self, cues: Iterable[str], *, article: bool = True) -> None:
        proclitics = PROCLITICS if article else NO_ARTICLE
        self._names = {_folded(cue): cue.rstrip("_") for cue in cues}
        latin = [c for c in self._names if c.isascii()]
        arabic = [c for c in self._names if not c.isascii()]
        branches = []
        if latin:
            branches.append(rb"(?<![a-z0-9_])(%s)(?![a-z0-9_])" % _alternatives(latin))
        else:
            branches.append(rb"(?!)()")
        if arabic:
            branches.append(rb"(?<![%s])%s(%s)" % (_ARABIC, proclitics, _alternatives(arabic)))
        body = b"|".join(branches)
        self._pattern = later.pattern(body)
        self._last = later.pattern(rb"(?:%s)[%s]{0,3}%s\Z" % (body, _ARABIC, _BETWEEN))
        self._first = later.pattern(rb"[ *_\"\])]*(?:%s)" % body)
        self._longest = max((len(c) for c in self._names), default=0) + 16

    def __bool__(self) -> bool:
        return bool(self._names)

    def found(self, text: bytes, most: int) -> list[str]:
        """Up to `most` distinct cues in `text`, in order."""
        names: dict[str, None] = {}
        for match in self._matches(text):
            names[self._name(match)] = None
            if len(names) >= most:
                break
        return list(names)

    def places(self, text: bytes, first: int, last: int) -> list[tuple[int, int, str]]:
        """The cues that start in `text[first:last]`: where each starts and ends, and which it is.

        A little more is read on either side, so that where one starts another does not depend on the cut.
        """
        cut = max(0, first - _OVERLAP - self._longest)
        part = text[cut : last + _OVERLAP + self._longest]
        found = ((cut + match.start(), cut + match.end(), self._name(match)) for match in self._matches(part))
        return [place for place in found if first <= place[0] < last]

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        return BytesAhoCorasick([cue.removesuffix(b"_") for cue in self._names])

    def _matches(self, text: bytes) -> Iterator[re.Match[bytes]]:
        """The cues in `text` that do not overlap, in order.

        The pattern is tried only where a cue's letters stand: alone it would take a hundred times as long.
        """
        if not self._names:
            return
        starts = set()
        for _, first, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            start, least = first, max(0, first - MOST_PROCLITICS)
            if text[first] in ARABIC_LETTER_BYTES:  # a Latin cue has no proclitics: وAWS
                while start > least and text[start - 1] in ARABIC_LETTER_BYTES:
                    start -= 1
            if start == first or not start or text[start - 1] not in ARABIC_LETTER_BYTES:
                starts.add(start)
        reached = 0
        for start in sorted(starts):
            match = self._pattern.match(text, start) if start >= reached else None
            if match is not None:
                reached = match.end()
                yield match

    def ends(self, text: bytes) -> str:
        """The cue that is the last word (or words) of `text`, or nothing."""
        first = max(0, len(text) - self._longest)
        match = self._last.search(text, first) if self._names and self._stand_in(text[first:]) else None
        return self._name(match) if match else ""

    def begins(self, text: bytes) -> str:
        """The cue that is the first word (or words) of `text`, or nothing."""
        match = self._first.match(text) if self._names and self._stand_in(text) else None
        return self._name(match) if match else ""

    def _stand_in(self, text: bytes) -> bool:
        """Whether the letters of a cue stand anywhere in a short `text`: most patterns are never compiled."""
        return bool(self._automaton.find_matches_as_indexes(text))

    def _name(self, match: re.Match[bytes]) -> str:
        group = match[match.lastindex or 1]
        return self._names.get(group) or self._names[group + b"_"]


def resolve(text: str, sets: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The cues of a cell `a|b|@set`, named sets put in. PackError where a set is unknown.

    >>> resolve("@sea|حبل", {"sea": ("سفينة",)})
    ('سفينة', 'حبل')
    """
    cues: list[str] = []
    for part in filter(None, (p.strip() for p in text.split("|"))):
        if not part.startswith("@"):
            cues.append(part)
        elif part[1:] in sets:
            cues += sets[part[1:]]
        else:
            raise PackError(f"unknown set of cues {part}")
    return tuple(dict.fromkeys(cues))


def clause_before(before: bytes, words: int) -> bytes:
    """Up to `words` words at the end of the view `before`, no further than the clause reaches."""
    text = before[-12 * words :]
    ends = [match.end() for match in _CLAUSE_END.finditer(text)]
    text = text[ends[-1] :] if ends else text
    return b" ".join(text.split(b" ")[-words - 1 :])


def is_alone(before: bytes, behind: bytes) -> bool:
    """Whether a line, a heading or a table cell holds nothing between the views `before` and `behind`."""
    return bool(_CELL_EDGE_LEFT.search(before[-12:])) and bool(_CELL_EDGE_RIGHT.match(behind))


def beside_latin(before: bytes, behind: bytes) -> bool:
    """Whether a Latin word or a number is the neighbour on either side, a comma or و between them or not."""
    return bool(_NAME_LEFT.search(before[-8:])) or bool(_NAME_RIGHT.match(behind))


def beside_cue(cues: Cues, before: bytes, behind: bytes, conjoined: bool) -> str:
    """The cue that is joined to a phrase as its neighbour in an enumeration or a comparison, or nothing.

    `before` and `behind` are the view on either side, `conjoined` says that the phrase itself begins with و. A comma,
    من and the like join only names in Latin letters: in العراف، المطور … nothing is enumerated.
    """
    joined = cues.ends(before) if conjoined else _neighbour(cues, before, behind, _JOINED_LEFT, _JOINED_RIGHT)
    if joined:
        return joined
    linked = _neighbour(cues, before, behind, _LINKED_LEFT, _LINKED_RIGHT)
    return linked if linked.isascii() else ""


def _neighbour(cues: Cues, before: bytes, behind: bytes, left: re.Pattern[bytes], right: re.Pattern[bytes]) -> str:
    shorter = left.sub(b"", before)
    match = right.match(behind)
    return (cues.ends(shorter) if shorter != before else "") or (cues.begins(behind[match.end() :]) if match else "")


def _folded(cue: str) -> bytes:
    """A cue as bytes; `_` at its end (the word ends here) becomes a condition in `_alternatives`."""
    return fold(cue.removesuffix("_")) + (b"_" if cue.endswith("_") else b"")


def _alternatives(cues: Iterable[bytes]) -> bytes:
    ordered = sorted(cues, key=len, reverse=True)
    return b"|".join(re.escape(c[:-1]) + rb"(?![%s])" % _ARABIC if c.endswith(b"_") else re.escape(c) for c in ordered)
