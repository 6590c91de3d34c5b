"""What a report says, as data: counted in one pass, added up over shards, written as `report.json`.

Every part can be merged with its like from another shard, and says the same whichever came first: counts add up, and
samples are chosen by the hash of what they show, not by when they were met.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

VERSION = 1
"""Of `report.json`."""

SAMPLES = 6  # kept of each kind, besides the commonest
COMMONEST = 3
CHANGES_COUNTED = 120  # different changes of a rule whose number is kept: half the commonest, half by chance
EXTREMES, EXTREMES_OF_ONE = 12, 2  # documents named for losing most of their text, in all and of one source
SOURCES = 5000  # named one by one; the rest are counted together
LINES = 400  # recurring lines kept

OTHER_SOURCES = "…"
"""The name under which the sources past the first `SOURCES` are counted."""

_DIGITS = 2  # significant ones that a score keeps in a distribution


class Sample(Struct, frozen=True):
    """A change in its line: `before` and `after` it as they are now, `old` what stood there, `new` what stands there.

    `count` says how often the run made this very change; `source` and `record` are where this one stands. `shared`:
    several rules made it together, one within another.
    """

    source: str
    record: int | None
    before: str
    old: str
    new: str
    after: str
    count: int = 1
    shared: bool = False

    @property
    def key(self) -> str:
        """What makes two changes the same."""
        return f"{self.old}\0{self.new}"


class RuleFacts(Struct):
    """What one rule did: edits, documents with one, code points taken away and written; edits by source.

    Of edits that several rules made together nobody can say how much each took away: `shared` counts them, and
    `removed` and `added` are those of the others.
    """

    edits: int = 0
    shared: int = 0
    documents: int = 0
    removed: int = 0
    added: int = 0
    sources: dict[str, int] = field(default_factory=dict)
    changes: dict[str, Sample] = field(default_factory=dict)

    def add(self, other: RuleFacts) -> None:
        """Count `other` in."""
        self.edits += other.edits
        self.shared += other.shared
        self.documents += other.documents
        self.removed += other.removed
        self.added += other.added
        add_counts(self.sources, other.sources)
        for sample in other.changes.values():
            self.show(sample)

    def show(self, sample: Sample) -> None:
        """Remember a change; of two like ones the same is shown, whichever came first."""
        same = self.changes.get(sample.key)
        if same is None:
            self.changes[sample.key] = sample
            if len(self.changes) > 2 * CHANGES_COUNTED:
                self.forget()
            return
        kept = min(same, sample, key=lambda one: (one.source, one.record or 0, one.before))
        shared = same.shared and sample.shared
        self.changes[sample.key] = replace(kept, count=same.count + sample.count, shared=shared)

    def forget(self) -> None:
        """Keep the commonest changes, and some of the others by chance."""
        common = sorted(self.changes.values(), key=lambda one: (one.shared, -one.count, one.key))
        half = CHANGES_COUNTED // 2
        others = sorted(common[half:], key=lambda one: draw(one.key))[:half]
        self.changes = {one.key: one for one in common[:half] + others}

    @property
    def samples(self) -> list[Sample]:
        """The commonest changes, then others chosen by chance; those that are the rule's own come first."""
        common = sorted(self.changes.values(), key=lambda one: (one.shared, -one.count, one.key))[:COMMONEST]
        others = [one for one in self.changes.values() if one not in common]
        return common + sorted(others, key=lambda one: (one.shared, draw(one.key)))[:SAMPLES]


class SourceFacts(Struct):
    """What became of one source's documents; characters are code points of text."""

    documents: int = 0
    changed: int = 0
    dropped: int = 0
    rejected: int = 0
    before: int = 0
    after: int = 0
    edits: int = 0

    def add(self, other: SourceFacts) -> None:
        """Count `other` in."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


class Gone(Struct, frozen=True):
    """A document that isn't in the output: where it was, why it went, how it begins."""

    source: str
    record: int | None
    reason: str
    start: str
    scores: dict[str, float] = {}


class GateFacts(Struct):
    """The documents that went for one reason."""

    documents: int = 0
    characters: int = 0
    sources: dict[str, int] = field(default_factory=dict)
    samples: list[Gone] = field(default_factory=list)

    def add(self, other: GateFacts) -> None:
        """Count `other` in."""
        self.documents += other.documents
        self.characters += other.characters
        add_counts(self.sources, other.sources)
        self.samples = chosen(self.samples + other.samples)

    def show(self, gone: Gone) -> None:
        """Remember a document, if chance has it so."""
        self.samples = chosen([*self.samples, gone])


class Loss(Struct, frozen=True):
    """A document that lost much of its text: code points before and after, how it begins now, what was `taken`."""

    source: str
    record: int | None
    before: int
    after: int
    start: str
    taken: str
    codes: tuple[str, ...]

    @property
    def share(self) -> float:
        """How much of the text went, from 0 to 1."""
        return 1 - self.after / self.before if self.before else 0.0


class Line(Struct, frozen=True):
    """A line that recurs on the pages of a site and that no rule knows: on how many `pages` of how many documents."""

    site: str
    line: str
    pages: int
    documents: int
    score: float
    before: str
    after: str


class Distribution(Struct):
    """How many documents have which value of a score, to two significant digits; kept and dropped ones apart."""

    kept: dict[float, int] = field(default_factory=dict)
    dropped: dict[float, int] = field(default_factory=dict)

    def count(self, value: float, *, dropped: bool) -> None:
        """Count one document; a value that is no number is left out."""
        if math.isfinite(value):
            side = self.dropped if dropped else self.kept
            rounded = float(f"{value:.{_DIGITS}g}")
            side[rounded] = side.get(rounded, 0) + 1

    def add(self, other: Distribution) -> None:
        """Count `other` in."""
        for mine, theirs in ((self.kept, other.kept), (self.dropped, other.dropped)):
            for value, number in theirs.items():
                mine[value] = mine.get(value, 0) + number


class Limits(Struct, frozen=True):
    """The range within which a score lets a document pass."""

    min: float | None = None
    max: float | None = None


class Report(Struct):
    """Everything that a report says.

    `runs` are the fingerprints of the rules that were used, `files` counts inputs, `halved` documents that lost half of
    their text or more; `lines_from` says in how many documents recurring lines were looked for.
    """

    version: int = VERSION
    arlint: str = ""
    runs: list[str] = field(default_factory=list)
    files: int = 0
    bytes_read: int = 0
    bytes_written: int = 0
    totals: SourceFacts = field(default_factory=SourceFacts)
    sources: dict[str, SourceFacts] = field(default_factory=dict)
    rules: dict[str, RuleFacts] = field(default_factory=dict)
    gates: dict[str, GateFacts] = field(default_factory=dict)
    rejected: dict[str, GateFacts] = field(default_factory=dict)
    scores: dict[str, Distribution] = field(default_factory=dict)
    limits: dict[str, Limits] = field(default_factory=dict)
    halved: int = 0
    losses: list[Loss] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    lines_from: int = 0

    def add(self, other: Report) -> None:
        """Count a report of other documents in."""
        self.arlint = self.arlint or other.arlint
        self.runs = sorted({*self.runs, *other.runs})
        self.files += other.files
        self.bytes_read += other.bytes_read
        self.bytes_written += other.bytes_written
        self.totals.add(other.totals)
        for name, source in other.sources.items():
            self.source(name).add(source)
        for code, rule in other.rules.items():
            self.rules.setdefault(code, RuleFacts()).add(rule)
        for mine, theirs in ((self.gates, other.gates), (self.rejected, other.rejected)):
            for name, gate in theirs.items():
                mine.setdefault(name, GateFacts()).add(gate)
        for name, distribution in other.scores.items():
            self.scores.setdefault(name, Distribution()).add(distribution)
        self.limits.update(other.limits)
        self.halved += other.halved
        self.losses = most_lost(self.losses + other.losses)
        self.lines = _merged(self.lines + other.lines)
        self.lines_from += other.lines_from

    def source(self, name: str) -> SourceFacts:
        """The facts of a source; past the first thousands, of all others together."""
        if name not in self.sources and len(self.sources) >= SOURCES:
            name = OTHER_SOURCES
        return self.sources.setdefault(name, SourceFacts())


def add_counts(counts: dict[str, int], others: dict[str, int]) -> None:
    """Add `others` to `counts`, which stays bounded."""
    for name, number in others.items():
        kept = name if name in counts or len(counts) < SOURCES else OTHER_SOURCES
        counts[kept] = counts.get(kept, 0) + number


def draw(key: str) -> bytes:
    """A number by which to choose at random, yet always the same."""
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def chosen(samples: list[Gone]) -> list[Gone]:
    """The few of `samples` that chance shows."""
    by_text = {sample.start: sample for sample in samples}
    return sorted(by_text.values(), key=lambda gone: draw(gone.start))[:SAMPLES]


def most_lost(losses: Iterable[Loss]) -> list[Loss]:
    """The documents that lost the largest share, the worst first; few of one source, because its pages are alike."""
    met: dict[str, int] = {}
    found = []
    for loss in sorted(losses, key=lambda loss: (-loss.share, -loss.before, loss.source, loss.record or 0)):
        met[loss.source] = met.get(loss.source, 0) + 1
        if met[loss.source] <= EXTREMES_OF_ONE:
            found.append(loss)
    return found[:EXTREMES]


def _merged(lines: Iterable[Line]) -> list[Line]:
    merged: dict[tuple[str, str], Line] = {}
    for line in lines:
        same = merged.get((line.site, line.line))
        if same:
            pages, documents = same.pages + line.pages, same.documents + line.documents
            line = Line(line.site, line.line, pages, documents, max(same.score, line.score), same.before, same.after)  # noqa: PLW2901
        merged[line.site, line.line] = line
    return ranked(merged.values())


def ranked(lines: Iterable[Line]) -> list[Line]:
    """Recurring lines, those worth a rule first."""
    return sorted(lines, key=lambda line: (-line.score * math.log1p(line.pages), -line.pages, line.site, line.line))[
        :LINES
    ]
