"""Finding the lines that a site prints on page after page: for a person to read and to accept.

One reading of the corpus. Each document's lines are counted once, by the site that it comes from, as templates:
numbers are slots, and for the first and last lines of a page the words after the first three are one too, so that
"رابط الخبر بصحيفة …: <title>" is one line with a thousand titles. What recurs on many pages of a site, and is not the
text of an article that was crawled twice, is proposed with its counts, its place on the page and its neighbours.

Memory is bounded by lossy counting: when the table is full, what was seen once since the last time goes.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from arlint.packs.pages.furniture import MAX_LINE
from arlint.packs.pages.normal_form import normal
from arlint.packs.pages.origin import origin
from arlint.packs.pages.page_lines import PageLine
from arlint.text import later
from arlint.text.chars import encode
from arlint.text.fold import Folded, fold

#: Templates kept in memory at once, of all sites together: about 300 bytes each.
TABLE = 1_000_000
#: Documents of a site from which its lines can be judged, and on how many of them a line must stand.
LEAST_DOCUMENTS, LEAST_PAGES = 8, 4
#: The share of a site's pages on which a line must stand.
LEAST_SHARE = 0.04
#: A line of more words is prose: when it recurs, an article does.
MOST_WORDS = 60
#: Characters kept of a line, marks included.
LONGEST = 1000
#: Lines at either end of a page that count as its edge, and the words that stay of a line with a slot for the rest.
EDGE, STEM = 4, 3
#: How many different rests a stem must have to be a template rather than a line.
LEAST_RESTS = 3

#: A number with its separators of thousands.
_NUMBER = later.pattern(
    "[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066c][0-9\u0660-\u0669\u06f0-\u06f9]{3}(?![0-9\u0660-\u0669\u06f0-\u06f9]))*"
)


class Seen(Struct):
    """What is known of a template: documents, those where it stands at the head or tail, a line, its neighbours."""

    pages: int = 0
    head: int = 0
    tail: int = 0
    line: str = ""
    before: str = ""
    after: str = ""
    rests: int = 0
    recent: bool = True


class Candidate(Struct, frozen=True):
    """A line that recurs: its template, the share of the site's pages that have it, and what a reader wants to know.

    `when` is the place it needs; `score` from 0 to 1 grows with the share and with how little it looks like prose.
    """

    template: str
    when: str
    pages: int
    share: float
    score: float
    line: str
    before: str
    after: str


class Site(Struct, frozen=True):
    """What was learned of one site: its name, its documents, its candidates, the surest first."""

    name: str
    documents: int
    candidates: tuple[Candidate, ...]


class Learner:
    """Counts the lines of the documents that it is shown; whole ones only, or with openings and neighbours to show."""

    def __init__(self, table: int = TABLE, *, whole: bool = False) -> None:
        self._whole = whole
        self.table = table
        self._documents: Counter[str] = Counter()
        self._seen: dict[tuple[str, bytes], Seen] = {}
        self._texts: set[bytes] = set()

    def add(self, text: str, meta: dict[str, Any]) -> None:
        """Count one document; one that was seen before teaches nothing."""
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        if digest in self._texts:
            return
        if len(self._texts) < self.table:
            self._texts.add(digest)
        site = origin(meta)
        self._documents[site] += 1
        lines, views = _inked(text)
        done: set[bytes] = set()
        for at, (line, view) in enumerate(zip(lines, views, strict=True)):
            form = normal(view[:MAX_LINE])
            if not form.loose or form.count > MOST_WORDS:
                continue
            head, tail = at < EDGE, at >= len(lines) - EDGE
            neighbours = (
                ("", "") if self._whole else ("".join(lines[max(at - 1, 0) : at]), "".join(lines[at + 1 : at + 2]))
            )
            key = form.numberless
            if key not in done:
                done.add(key)
                self._count(site, key, line, neighbours, head=head, tail=tail)
            stem = b" ".join(key.split()[:STEM]) + b" *"
            if (head or tail) and form.count > STEM and not self._whole and stem not in done:
                done.add(stem)
                seen = self._count(site, stem, line, neighbours, head=head, tail=tail)
                seen.rests += seen.line != line
        if len(self._seen) > self.table:
            self._forget()

    def _count(self, site: str, key: bytes, line: str, neighbours: tuple[str, str], *, head: bool, tail: bool) -> Seen:
        seen = self._seen.get((site, key))
        if seen is None:
            seen = self._seen[site, key] = Seen(
                line=line[:LONGEST], before=neighbours[0][:80], after=neighbours[1][:80]
            )
        seen.pages += 1
        seen.head += head
        seen.tail += tail
        seen.recent = True
        return seen

    def _forget(self) -> None:
        """Drop what has stayed rare; what is kept must be met again before the next time if it is rare."""
        self._seen = {
            key: seen
            for key, seen in self._seen.items()
            if seen.pages >= LEAST_PAGES or (seen.pages > 1 and seen.recent)
        }
        for seen in self._seen.values():
            seen.recent = False

    def counted(self, least_documents: int, least_pages: int) -> Iterator[tuple[str, int, list[tuple[bytes, Seen]]]]:
        """Each site of so many documents: its name, how many it has, and its lines on so many of them, unjudged."""
        by_site: dict[str, list[tuple[bytes, Seen]]] = defaultdict(list)
        for (site, key), seen in self._seen.items():
            if seen.pages >= least_pages and not key.endswith(b" *") and self._documents[site] >= least_documents:
                by_site[site].append((key, seen))
        for site, lines in by_site.items():
            yield site, self._documents[site], lines

    def sites(self) -> Iterator[Site]:
        """What was learned, the sites with the most documents first."""
        by_site: dict[str, list[tuple[bytes, Seen]]] = defaultdict(list)
        for (site, key), seen in self._seen.items():
            by_site[site].append((key, seen))
        for site, documents in self._documents.most_common():
            found = tuple(_candidates(by_site[site], documents)) if documents >= LEAST_DOCUMENTS else ()
            if found:
                yield Site(site, documents, found)

    def why_nothing(self) -> str:
        """Why there are no lines to propose, where there are none."""
        if not self._documents:
            return "no text could be read; --text-field names the field that holds it"
        [(site, most)] = self._documents.most_common(1)
        if most < LEAST_DOCUMENTS:
            largest = f"the most are {most}, of {site}" if site else f"{most} name no site by their `url` or `source`"
            return f"it takes {LEAST_DOCUMENTS} different documents of one site ({largest})"
        return f"no line recurs on {LEAST_PAGES} pages of its site and {LEAST_SHARE:.0%} of them"


def page_lines_of(text: str) -> list[PageLine]:
    """The lines with ink of a text that no rule has read."""
    return [PageLine.of(at, normal(view[:MAX_LINE]), []) for at, view in enumerate(_inked(text)[1])]


def _inked(text: str) -> tuple[list[str], list[bytes]]:
    """The lines with ink, as they are and folded."""
    lines = [stripped for line in text.split("\n") if (stripped := line.strip())]
    return lines, Folded(encode("\n".join(lines))).view.split(b"\n") if lines else []


def _candidates(seen: list[tuple[bytes, Seen]], documents: int) -> list[Candidate]:
    """The lines of one site that recur enough, the surest first."""
    least = max(LEAST_PAGES, LEAST_SHARE * documents)
    found = []
    stems: set[bytes] = set()
    for key, line in sorted(seen, key=lambda pair: -pair[1].pages):
        open_ended = key.endswith(b" *")
        if line.pages < least or (open_ended and line.rests < LEAST_RESTS):
            continue
        # A stem is worth more than the lines that begin with it, and the other way round: the first of them stands.
        stem = key.removesuffix(b" *") if open_ended else b" ".join(key.split()[:STEM])
        if stem in stems:
            continue
        if open_ended or len(key.split()) > STEM:
            stems.add(stem)
        found.append(_candidate(line, documents, open_ended=open_ended))
    return sorted(found, key=lambda c: (-c.score, -c.pages, c.template))


def _candidate(seen: Seen, documents: int, *, open_ended: bool) -> Candidate:
    share = seen.pages / documents
    words = seen.line.split()
    kept = len(words)
    if open_ended:
        kept = next(n for n in range(1, len(words) + 1) if normal(fold(" ".join(words[:n]))).count >= STEM)
    text = " ".join(words[:kept])
    text = as_template(text)
    prose = 0.5 if len(words) > 10 or seen.line.rstrip().endswith((".", "\u061f")) else 1.0  # the Arabic question mark
    edge = max(seen.head, seen.tail) / seen.pages
    when = "certain"
    if open_ended:
        text += " {rest:1-30}"
        when = "head" if seen.head > seen.tail else "tail"
    score = min(1.0, share / 0.3) * prose * (0.6 + 0.4 * edge)
    return Candidate(text, when, seen.pages, share, score, seen.line, seen.before, seen.after)


def as_template(line: str) -> str:
    """A line as a template: no braces, and each number a slot.

    >>> as_template("{صفحة} 12 من ٣٬٠٠٠")
    'صفحة {n} من {n}'
    """
    text = " ".join("".join(" " if char in "{}" else char for char in line).split())
    return _NUMBER.sub("{n}", text)


def learn(documents: Iterable[tuple[str, dict[str, Any]]], learner: Learner | None = None) -> list[Site]:
    """The recurring lines of `documents` (text, fields of the record), site by site; `learner` knows more of them."""
    learner = learner or Learner()
    for text, meta in documents:
        learner.add(text, meta)
    return list(learner.sites())
