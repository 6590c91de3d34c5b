"""Count what a run did, document by document: from an output folder, or from what an engine hands over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from arlint.corpus.learn_boilerplate import Learner
from arlint.corpus.report.facts import (
    Distribution,
    GateFacts,
    Gone,
    Line,
    Loss,
    Report,
    RuleFacts,
    Sample,
    add_counts,
    most_lost,
    ranked,
)
from arlint.model import Applied
from arlint.packs.pages.origin import origin

_CONTEXT = 60  # code points shown on each side of a change
_LONGEST = 360  # of a change
_START = 300  # of a document that went
_LOSS_LENGTH = 200  # shorter documents aren't named for losing much
_LOSS_SHARE = 0.5
_AT_ONCE = 64  # losses held before the worst are chosen

_LINE_END = re.compile(r"[\n\r]")


class Change(Applied, frozen=True):
    """An edit with what it replaced."""

    old: str = ""


class Collector:
    """Counts documents into a report. Recurring lines are looked for in one of `lines` kept documents; 0: in none."""

    def __init__(self, lines: int = 1) -> None:
        self.report = Report()
        self._every = lines
        self._kept = 0
        self._learner = Learner()

    def kept(  # noqa: PLR0917  (what is known of a document)
        self,
        name: str,
        record: int | None,
        text: str,
        meta: dict[str, Any],
        changes: Sequence[Change],
        scores: dict[str, float],
    ) -> None:
        """A document that stays: `text` as it is now, `changes` in the order and places of the text that it was."""
        source = origin(meta) or name
        grown = sum(len(change.text) - (change.end - change.start) for change in changes)
        before = len(text) - grown
        for facts in (self.report.totals, self.report.source(source)):
            facts.documents += 1
            facts.changed += bool(changes)
            facts.before += before
            facts.after += len(text)
            facts.edits += len(changes)
        self._scores(scores, dropped=False)
        if changes:
            self._changes(source, record, text, changes)
            self._loss(source, record, text, before, changes)
        self._kept += 1
        if self._every and self._kept % self._every == 0:
            self._learner.add(text, meta if origin(meta) else {"source": source})
            self.report.lines_from += 1

    def dropped(  # noqa: PLR0917  (what is known of a document)
        self, name: str, record: int | None, text: str, meta: dict[str, Any], reason: str, scores: dict[str, float]
    ) -> None:
        """A document that a gate refused."""
        source = origin(meta) or name
        for facts in (self.report.totals, self.report.source(source)):
            facts.documents += 1
            facts.dropped += 1
            facts.before += len(text)
        self._scores(scores, dropped=True)
        gate = reason.partition(" ")[0].rstrip(":") or "?"
        self._gone(self.report.gates, gate, Gone(source, record, reason, text[:_START], scores), len(text))

    def rejected(self, name: str, record: int | None, raw: bytes, reason: str) -> None:
        """A record that couldn't be read."""
        for facts in (self.report.totals, self.report.source(name)):
            facts.documents += 1
            facts.rejected += 1
        start = raw[:_START].decode(errors="replace")
        # What differs from record to record, such as places and values, makes no reason of its own.
        kind = re.sub(r"\d+|0x[0-9a-f]+", "…", reason.partition(":")[0])
        self._gone(self.report.rejected, kind, Gone(name, record, reason, start), 0)

    def done(self) -> Report:
        """The report, with the lines that recur and the documents that lost most."""
        for rule in self.report.rules.values():
            rule.forget()
        self.report.losses = most_lost(self.report.losses)
        self.report.lines = ranked(_lines(self._learner))
        return self.report

    def _scores(self, scores: dict[str, float], *, dropped: bool) -> None:
        for name, value in scores.items():
            self.report.scores.setdefault(name, Distribution()).count(value, dropped=dropped)

    def _changes(self, source: str, record: int | None, text: str, changes: Sequence[Change]) -> None:
        shift = 0
        met: set[str] = set()
        for change in changes:
            start = change.start + shift
            end = start + len(change.text)
            shift += len(change.text) - (change.end - change.start)
            left = _LINE_END.split(text[max(0, start - _CONTEXT) : start])[-1]
            right = _LINE_END.split(text[end : end + _CONTEXT])[0]
            shared = len(change.codes) > 1
            old, new = shortened(change.old), shortened(change.text)
            sample = Sample(source, record, left, old, new, right, shared=shared)
            for code in change.codes:
                rule = self.report.rules.setdefault(code, RuleFacts())
                rule.edits += 1
                rule.documents += code not in met
                rule.shared += shared
                rule.removed += 0 if shared else change.end - change.start
                rule.added += 0 if shared else len(change.text)
                add_counts(rule.sources, {source: 1})
                rule.show(sample)
                met.add(code)

    def _loss(self, source: str, record: int | None, text: str, before: int, changes: Sequence[Change]) -> None:
        if before < _LOSS_LENGTH or len(text) > before * (1 - _LOSS_SHARE):
            return
        self.report.halved += 1
        codes = tuple(sorted({code for change in changes for code in change.codes}))
        taken = shortened("\n".join(change.old.strip("\n") for change in changes if change.old.strip()), 3 * _LONGEST)
        self.report.losses.append(Loss(source, record, before, len(text), text[:_START], taken, codes))
        if len(self.report.losses) > _AT_ONCE:
            self.report.losses = most_lost(self.report.losses)

    @staticmethod
    def _gone(kinds: dict[str, GateFacts], kind: str, gone: Gone, length: int) -> None:
        facts = kinds.setdefault(kind, GateFacts())
        facts.documents += 1
        facts.characters += length
        add_counts(facts.sources, {gone.source: 1})
        facts.show(gone)


def _lines(learner: Learner) -> Iterable[Line]:
    for site in learner.sites():
        for one in site.candidates:
            yield Line(site.name, one.line, one.pages, site.documents, one.score, one.before, one.after)


def shortened(text: str, longest: int = _LONGEST) -> str:
    """`text`, the middle left out where it is long; how much is missing stands there."""
    if len(text) <= longest:
        return text
    return f"{text[: longest * 3 // 4]} …[{len(text) - longest:,}]… {text[-(longest // 4) :]}"
