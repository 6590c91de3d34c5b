"""The kind `entity`: a phrase that may be a mistranslated name, judged by its context.

The list of a rule has one entry a row (`entries.Entry`). Its first column names the rule; `*` rows define
what entries share: a set of cues (`@name`) or the weights (`@weights`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span
from arlint.packs.base import Match, Rule
from arlint.packs.entities import entries
from arlint.packs.entities.agreement import repair
from arlint.packs.entities.entries import Entry, Form
from arlint.packs.entities.evidence import Cues, Weights
from arlint.packs.entities.judgement import Judge, Judgement
from arlint.packs.entities.place import Found
from arlint.packs.entities.renaming import renamed, spelling
from arlint.packs.entities.topic import Topic
from arlint.packs.phrase import locate, stem
from arlint.packs.schema import PackError, RuleSpec

#: Places of one name in a document from which on, where one is certain, all are: mended one after the other, each would
#: be evidence for its neighbours only, and there is no end to it. The most of any page read is 31.
_OFTEN = 50
#: Places in a document where a word settles that the phrase is what it says, from which on the text is about that.
_BORNE = 2

_Judged = tuple[Found, Judgement]


class Entity(RuleSpec, frozen=True, kw_only=True, tag="entity"):
    """Flag the forms in `list` where the context says that they are not what they say.

    See `Entry` for the columns of the list. A hit's cues name the evidence with its weight.
    """

    list: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The names that a message may hold in braces."""
        return (*super().told, "name")


class EntityRule(Rule[Entity]):
    """A compiled `entity` rule."""

    def __init__(self, spec: Entity) -> None:
        super().__init__(spec)
        self._entries: dict[int, Entry] = {}

    @cached_property
    def _read(self) -> tuple[list[entries.Row], entries.Sets]:
        return entries.read(self.spec.rows, self.spec.code)

    @cached_property
    def weights(self) -> Weights:
        """What each piece of evidence is worth."""
        return entries.weights(self._read[1])

    @cached_property
    def _forms(self) -> list[list[Form]]:
        """The forms, those that fold to one literal together."""
        same: dict[bytes, list[Form]] = {}
        for form in entries.forms(*self._read):
            same.setdefault(stem(form.phrase), []).append(form)
        return list(same.values())

    @property
    def whole_words(self) -> bool:
        return True

    @property
    def literals(self) -> Mapping[bytes, int]:
        return {stem(forms[0].phrase): number for number, forms in enumerate(self._forms)}

    @cached_property
    def _topic(self) -> Topic:
        return Topic(self._read[1].get("topic", ()))

    @cached_property
    def _traces(self) -> Cues:
        return Cues(self._read[1].get("traces", ()))

    def entry(self, number: int) -> Entry:
        """Entry `number`, compiled when it is first met. PackError where its row is wrong."""
        if number not in self._entries:
            row = self._read[0][number]
            try:
                self._entries[number] = Entry.of(row, self._read[1])
            except PackError as error:
                raise PackError(f"rule {self.spec.code}, entry {row['names']!r}: {error}") from error
        return self._entries[number]

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        """Two looks: the second lowers the threshold where the first found a certain trace."""
        judged = [(found, self.judge(document, found)) for found in outermost(self.located(document, matches))]
        if all(judgement.score < min(self.weights.proven, self.weights.lone) for _, judgement in judged):
            return
        certain = (f for f, j in judged if self._enough(f, j, "") and j.score >= self.weights.clean)
        first = next(certain, None)
        proven = document.text[first.start : first.end] if first else ""
        proven = proven or next(iter(self._traces.found(document.folded.view, 1)), "")
        if first:
            # Where the name was certainly mistranslated once, a noun that could be the real bearer's is the name's.
            judged = [
                (f, self.judge(document, f, proven=True) if j.vetoed and f.entry.names == first.entry.names else j)
                for f, j in judged
            ]
        reported = [(found, judgement) for found, judgement in judged if self._enough(found, judgement, proven)]
        if not proven:
            reported = self._unless_borne(judged, reported)
        names = first.entry.names if first else ()
        often = sum(found.entry.names == names for found, _ in reported) >= _OFTEN
        for found, judgement in reported:
            sure = judgement.score >= self.weights.clean or (often and found.entry.names == names)
            yield self._hit(document, found, judgement, proven, sure=sure)

    def _unless_borne(self, judged: list[_Judged], reported: list[_Judged]) -> list[_Judged]:
        """Those of `reported` that stay: where the text speaks of the real bearer as often, only the surest."""
        borne = Counter(f.entry.names for f, j in judged if j.vetoed and "subject" in f.entry.options)
        meant = Counter(found.entry.names for found, _ in reported)
        return [
            (found, judgement)
            for found, judgement in reported
            if borne[found.entry.names] < max(_BORNE, meant[found.entry.names]) or judgement.score >= self.weights.clean
        ]

    def located(self, document: Document, matches: Iterable[Match]) -> Iterator[Found]:
        """The matches that are words of their own."""
        for match in matches:
            for form in self._forms[match.literal]:
                place = locate(document, match, form.phrase)
                if place is not None:
                    start, end, clitics = place
                    first = document.folded.index(start)
                    yield Found(self.entry(form.entry), form, start, end, clitics, first, match.end)
                    break

    def judge(self, document: Document, found: Found, *, proven: bool = False) -> Judgement:
        """Weigh the evidence for `found` being a mistranslated name, `proven` where another place of it surely is."""
        judge = document.shared.get(self)
        if judge is None:
            judge = document.shared[self] = Judge(self.weights, self._topic)
        judgement: Judgement = judge.judge(document, found, proven=proven)
        return judgement

    def _enough(self, found: Found, judgement: Judgement, proven: str) -> bool:
        """Whether the finding is to be reported."""
        weights, need = self.weights, found.entry.need
        if judgement.vetoed:
            return False
        sourced = judgement.sourced
        if proven and need != "nothing":
            return judgement.score >= min(weights.proven, judgement.enough)
        if need == "proven" and not sourced:
            return False
        return judgement.score >= judgement.enough and (judgement.local or sourced or need in ("score", "nothing"))

    def _hit(self, document: Document, found: Found, judgement: Judgement, proven: str, *, sure: bool) -> Hit:
        entry, trust = found.entry, found.entry.trust
        cues = judgement.told or ("the form has no other reading",)
        if proven and judgement.score < self.weights.on:
            cues = (*cues, f"the document is machine-translated: {proven}")
        start, end = found.start, found.end
        values = {"name": entry.names[0]}
        if not entry.write:
            return Hit(start, end, None, values=values, cues=cues)
        write = spelling(document, entry.write)
        edits: tuple[Edit, ...] = (renamed(document.text, Span(start, end), found.form, found.clitics, write),)
        if trust is Applicability.UNSAFE and ("subject" in entry.options or found.form.trail):
            joined = bool(found.clitics.preposition)
            more = repair(document.text, edits[0].start, edits[0].end, write, joined=joined)
            if more is None:
                trust = Applicability.DISPLAY
            else:
                edits = tuple(sorted((*edits, *more)))
        sure = sure and trust is Applicability.UNSAFE and judgement.local
        return Hit(start, end, edits, trust, sure, {**values, "fix": write}, cues=cues)


def outermost(located: Iterable[Found]) -> list[Found]:
    """Without the short forms of a name that stand within a longer form of it: العفو الدولية in منظمة العفو الدولية."""
    everything = list(located)
    first: dict[tuple[int, tuple[str, ...]], int] = {}
    for found in everything:
        key = found.end, found.entry.names
        first[key] = min(first.get(key, found.start), found.start)
    return [found for found in everything if first[found.end, found.entry.names] == found.start]
