"""The lines that `clean --site-lines` removes unread: those that recur on a site where its furniture stands.

The corpus is read twice. The first reading counts lines (`learn_boilerplate`), the second looks at where those that
recur stand on each page, with the same eyes as the rule that will remove them (`packs.pages.recurring`). A line is
chosen where that judgement calls nearly every place of it furniture, on enough pages of enough different texts: an
article that was crawled under five addresses teaches nothing. Openings of lines (`… {rest}`) are left to a person.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct

from arlint.corpus.learn_boilerplate import TABLE, Learner, Seen, page_lines_of
from arlint.packs.pages.furniture import Entry
from arlint.packs.pages.origin import origin
from arlint.packs.pages.page_lines import PageLine
from arlint.packs.pages.recurring import ROW, is_cut, is_sentence, is_text, linked, places, titles
from arlint.packs.pages.tables import When
from arlint.text import later
from arlint.text.fold import fold

#: Pages of a site, with different texts, from which its lines are learned without a person.
LEAST_DOCUMENTS = 10
#: On how many of them a line must stand, and on what share.
LEAST_PAGES, LEAST_SHARE = 4, 0.05
#: The same for what is known as a link to another page: its headline, or the beginning of its text, cut off.
LEAST_LINKED = 2
#: The share of a line's places that must be those of furniture, of a link's too.
PLACED, PLACED_LINK = 0.5, 0.3
#: Paragraphs of a page with which a text may begin, and words by which the beginning is known.
OPENINGS, OPENING_WORDS = 3, 6
#: Words from which on the title of another page is no name of a section.
HEADLINE_WORDS = 4
#: The share of pages on which a sentence must stand: a motto does, the beginning of an article does not.
SENTENCE_SHARE = 0.5
#: The share of a line's places with the same neighbour above or below it, or of all pages; neighbours that are counted.
STEADY, STEADY_PAGES, NEIGHBOURS = 0.75, 0.5, 64
#: The share of pages on which a field with its value must stand: `الدوام: كامل` says something of its page.
FIELD_SHARE = 0.8
#: How often a line with numbers may be the title of its page: `أسعار الذهب اليوم 5 مايو` is one each day.
TITLE_SHARE = 0.1
#: Lines that a site prints on so large a share of its pages that it is one: a collection of tweets has none.
FRAME, FRAME_SHARE = 3, 0.3
#: Lines kept of one site, and of all: what a process can hold ready.
MOST, MOST_IN_ALL = 400, 50_000

#: Markup, code and the front matter of files: whole blocks of it may go, a line alone would break it.
_CODE = later.pattern(r"[<>{}=;`]|^#+ |^[A-Za-z_.][\w.]*:|^[^:]{1,40}: [\"\[]|^[-+] [\w.-]+: |^(?:---|\+\+\+)|^[-*] \"")
#: A label with its value on one line.
_FIELD = later.pattern(r"^[^:]{2,30}: *[^ ]")
_COUNT = later.pattern(rb"(?: 0)+\Z")
_MARK = Entry("", When.RECURRING)


class Place(Struct):
    """What the second reading knows of a line: its pages and places, and how many of those are furniture's."""

    line: str
    pages: int = 0
    places: int = 0
    furniture: int = 0
    rows: int = 0
    titles: int = 0
    sentence: bool = False
    headline: bool = False
    before: dict[int, int] = {}
    after: dict[int, int] = {}

    def beside(self, before: bytes, after: bytes) -> None:
        """Note the lines beside one place."""
        for known, other in ((self.before, before), (self.after, after)):
            number = hash(other)
            if number in known or len(known) < NEIGHBOURS:
                known[number] = known.get(number, 0) + 1

    @property
    def steady(self) -> int:
        """At how many places the commonest neighbour stands, above or below."""
        return max(*self.before.values(), *self.after.values(), 0)

    def is_link(self, key: bytes) -> bool:
        """Whether it is the headline of another page, or the beginning of its text."""
        return self.headline and key.count(b" ") + 1 >= HEADLINE_WORDS


class SiteLines(Struct, frozen=True):
    """The lines chosen for one site, the most frequent first, each with the pages that have it."""

    name: str
    documents: int
    lines: tuple[tuple[str, int], ...]


Documents = Callable[[], Iterable[tuple[str, dict[str, Any]]]]


def learn(documents: Documents, table: int = TABLE) -> list[SiteLines]:
    """The lines of each site that can be removed unread; `documents` gives text and fields of each record, twice.

    Records that do not say where they come from teach nothing.
    """
    first = Learner(table, whole=True)
    headlines: dict[str, set[bytes]] = defaultdict(set)
    room = table
    for text, meta in documents():
        site = origin(meta)
        if not site:
            continue
        first.add(text, meta)
        if room > 0:
            lines = page_lines_of(text)
            links = {lines[short].text.loose for short, _ in linked(lines)}
            links |= {_opening(line) for line in islice(filter(is_text, lines), OPENINGS)}
            links |= _headline(lines)
            found = {_digest(title) for title in _titles(lines, meta) | links} - headlines[site]
            headlines[site] |= found
            room -= len(found)
    second = _Second(first, headlines)
    for text, meta in documents():
        second.add(text, meta)
    return list(_bounded(second.sites()))


def _bounded(sites: Iterable[SiteLines]) -> Iterator[SiteLines]:
    """The sites, those with the most pages first, as far as there is room for their lines."""
    left = MOST_IN_ALL
    for site in sorted(sites, key=lambda site: (-site.documents, site.name)):
        if len(site.lines) > left:
            return
        left -= len(site.lines)
        yield site


class _Second:
    """The second reading."""

    def __init__(self, first: Learner, headlines: Mapping[str, set[bytes]]) -> None:
        self._documents: Counter[str] = Counter()
        self._places: dict[str, dict[bytes, Place]] = {}
        #: Sentences that stand on so many pages that they are none of an article.
        self._sentences: dict[str, set[bytes]] = defaultdict(set)
        self._seen: set[bytes] = set()
        self._table = first.table
        for site, documents, lines in first.counted(LEAST_DOCUMENTS, LEAST_LINKED):
            known = headlines[site]
            self._places[site] = {
                key: Place(seen.line, headline=_is_linked(seen, known))
                for key, seen in lines
                if not _CODE.search(seen.line)
            }
            self._sentences[site] = {key for key, seen in lines if seen.pages >= SENTENCE_SHARE * documents}

    def add(self, text: str, meta: dict[str, Any]) -> None:
        """Look at one page."""
        site = origin(meta)
        known = self._places.get(site)
        if known is None:
            return
        lines = page_lines_of(text)
        keys = [line.text.numberless for line in lines]
        for line, key in zip(lines, keys, strict=True):
            place = known.get(key)
            if place and (not is_sentence(line) or place.headline or key in self._sentences[site]):
                line.recurring = _MARK
        if self._is_again(site, lines):
            return
        self._documents[site] += 1
        own = _titles(lines, meta)

        def headlines(row: range) -> Iterable[int]:
            found = [at for at in row if known[keys[at]].headline]
            return found if len(found) >= ROW else ()

        furniture = set(places(lines, own, lambda _: False, headlines))
        for at, (line, key) in enumerate(zip(lines, keys, strict=True)):
            if line.recurring is None:
                continue
            place = known[key]
            place.places += 1
            place.furniture += at in furniture
            place.rows += at in furniture and ((at - 1) in furniture or (at + 1) in furniture)
            place.titles += line.text.loose in own
            place.beside(keys[at - 1] if at else b"", keys[at + 1] if at + 1 < len(keys) else b"")
            place.sentence = is_sentence(line)
        for key in {key for line, key in zip(lines, keys, strict=True) if line.recurring}:
            known[key].pages += 1

    def _is_again(self, site: str, lines: list[PageLine]) -> bool:
        """Whether the text of a page was seen before, or the whole page where it has none of its own."""
        prose = (line.text.loose for line in lines if line.recurring is None and is_text(line))
        text = max(prose, key=len, default=b"") or b"\n".join(line.text.loose for line in lines)
        digest = hashlib.blake2b(site.encode() + b"\0" + text, digest_size=8).digest()
        if digest in self._seen:
            return True
        if len(self._seen) < self._table:
            self._seen.add(digest)
        return False

    def sites(self) -> Iterator[SiteLines]:
        """What was chosen."""
        for site, known in self._places.items():
            documents = self._documents[site]
            if documents < LEAST_DOCUMENTS:
                continue
            labels = {
                _COUNT.sub(b"", key)
                for key, place in known.items()
                if place.rows >= LEAST_PAGES and _is_steady(place, documents)
            }
            least = max(LEAST_PAGES, LEAST_SHARE * documents)
            lines = [
                (place.line, place.pages)
                for key, place in known.items()
                if place.pages >= (LEAST_LINKED if place.is_link(key) else least)
                and _is_safe(key, place, documents, labels)
            ]
            lines.sort(key=lambda pair: (-pair[1], pair[0]))
            if sum(pages >= FRAME_SHARE * documents for _, pages in lines) >= FRAME:
                yield SiteLines(site, documents, tuple(lines[:MOST]))


def _titles(lines: Sequence[PageLine], meta: Mapping[str, Any]) -> frozenset[bytes]:
    title = meta.get("title")
    return titles(lines, fold(title) if isinstance(title, str) else b"")


def _headline(lines: Sequence[PageLine]) -> set[bytes]:
    """The line above the text of a page that is long enough for its headline; empty where there is none."""
    text = next((at for at, line in enumerate(lines) if is_text(line)), 0)
    above = (line for line in reversed(lines[:text]) if line.text.count >= HEADLINE_WORDS)
    return {line.text.loose for line in islice(above, 1)}


def _is_linked(seen: Seen, known: set[bytes]) -> bool:
    """Whether a line is one of the headlines `known`, or the beginning of a text, cut off."""
    (line,) = page_lines_of(seen.line)
    return _digest(line.text.loose) in known or (is_cut(line) and _digest(_opening(line)) in known)


def _opening(line: PageLine) -> bytes:
    """How a paragraph begins, by which it is known where it is cut off."""
    return b"> " + b" ".join(line.text.loose.split()[:OPENING_WORDS])


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=8).digest()


def _is_steady(place: Place, documents: int) -> bool:
    """Whether a line has the same neighbour nearly always, or on half of the pages: menus do, ingredients don't."""
    return place.steady >= STEADY * place.places or place.steady >= STEADY_PAGES * documents


def _is_safe(key: bytes, place: Place, documents: int, labels: set[bytes]) -> bool:
    """Whether a line can be removed unread."""
    words = key.count(b" ") + 1
    if place.sentence and not place.headline and place.pages < SENTENCE_SHARE * documents:
        return False
    if b"0" in key and words >= HEADLINE_WORDS and place.titles > TITLE_SHARE * place.places:
        return False
    if place.is_link(key):
        return place.furniture >= PLACED_LINK * place.places
    if _FIELD.search(place.line) and place.pages < FIELD_SHARE * documents:
        return False
    if key not in labels and not _is_steady(place, documents):
        return False
    if place.rows < PLACED * place.places and key not in labels:
        return False
    return place.furniture >= PLACED * place.places
