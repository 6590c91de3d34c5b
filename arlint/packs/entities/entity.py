"""The kind `entity`: a phrase that may be a mistranslated name, judged by its context.

The list of a rule has one entry a row (`entries.Entry`). Its first column names the rule; `*` rows define
what entries share: a set of cues (`@name`) or the weights (`@weights`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span
from arlint.packs.base import Match, Rule
from arlint.packs.entities import entries, evidence
from arlint.packs.entities.agreement import repair
from arlint.packs.entities.entries import Entry, Form
from arlint.packs.entities.evidence import Cues, Weights
from arlint.packs.entities.place import Found, Place, is_clear, is_governed, place_of
from arlint.packs.entities.renaming import renamed, spelling
from arlint.packs.entities.topic import Topic
from arlint.packs.phrase import locate, stem
from arlint.packs.schema import PackError, RuleSpec

#: Words around a phrase that make a passage.
_SENTENCE = 4
#: Distinct cues in a document that is about the technology.
_AMID = 3


class Entity(RuleSpec, frozen=True, kw_only=True, tag="entity"):
    """Flag the forms in `list` where the context says that they are not what they say.

    See `Entry` for the columns of the list. A hit's cues name the evidence with its weight.
    """

    list: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


class Note(NamedTuple):
    """One piece of evidence: the weight's name, what it is worth here, what was seen."""

    kind: str
    worth: float
    seen: str

    def __str__(self) -> str:
        return f"{self.worth:+g} {self.seen}"


class Judgement(NamedTuple):
    """What the evidence comes to.

    `local` says whether some of it stands right beside the phrase; `enough` is what a report needs.
    """

    score: float
    local: bool
    vetoed: str
    notes: tuple[Note, ...]
    enough: float = 0.0


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
        judged = [(found, self.judge(document, found)) for found in self.located(document, matches)]
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
        outer = outermost(found for found, _ in reported)
        for found, judgement in reported:
            if found in outer:
                yield self._hit(document, found, judgement, proven)

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
        entry, weights = found.entry, self.weights
        view, start, end = document.folded.view, found.view_start, found.view_end
        place = place_of(document, found, proven=proven)
        acts = place.acts
        if place.vetoed:
            return Judgement(0.0, False, place.vetoed, ())
        if entry.need == "nothing":
            return Judgement(weights.clean, True, "", (), weights.on)
        alone = evidence.is_alone(view, start, end)
        notes = list(self._beside(entry, found, place))
        if not acts and not place.head and not alone:
            listed = "a Latin name" if evidence.beside_latin(view, start, end) else _joined(entry, found, place)
            notes += _seen("listed", weights.listed, filter(None, (listed,)), "beside")
        window = view[max(0, start - weights.reach) : start] + b"\n" + view[end : end + weights.reach]
        cues = entry.cues.found(window, weights.window_most)
        if not notes and _are_telling(cues):
            notes += _seen("head", weights.head, entry.use.found(place.clause, 1), "in a clause with")
        local = bool(notes)
        if acts and not local:
            notes.append(Note("subject", -weights.subject, "subject of a verb"))
        against = entry.against.found(window, weights.window_most)
        notes += self._near(entry, cues, against)
        topic = 0.0 if acts or against or "topic" not in entry.options else self._topic.score(window)
        if topic <= weights.topic_most:
            notes.append(Note("topic", weights.topic, "words of other subjects around it"))
        notes += self._source(document, entry)
        most = weights.name + weights.document * weights.document_most + (weights.on if alone else 0)
        if _sum(notes) + most >= min(weights.lone, weights.proven):
            far = list(self._far(document, found))
            local = local or any(note.kind in ("alone", "heading") for note in far)
            notes += far
            if "subject" in entry.options and not acts and not against and not found.clitics.conjunction:
                # Amid words of the technology, with no sign of the organisation, any place will do.
                local = local or (len(cues), _count("document", far)) >= (weights.window_most, _AMID)
        enough = weights.on
        if all(note.worth > 0 for note in notes):
            told = "topic" in entry.options and len(window.split()) >= _SENTENCE
            enough = self._bar(found, place, topic if told else math.inf)
        return Judgement(_sum(notes), local, "", tuple(notes), enough)

    def _bar(self, found: Found, place: Place, topic: float) -> float:
        """What a report needs where nothing speaks for the real bearer, in a passage whose words come to `topic`."""
        weights = self.weights
        if not is_clear(found, place):
            governed = place.head and not place.acts and topic <= weights.topic_quiet
            return weights.on - (weights.clear if governed else 0)
        lone = topic <= weights.topic_open and is_governed(found, place)
        return weights.lone if lone else weights.on - weights.clear

    def _beside(self, entry: Entry, found: Found, place: Place) -> Iterator[Note]:
        """The evidence right beside the phrase, and in its clause."""
        weights = self.weights
        weak = "" if place.head else entry.weak.found(place.before, found.clitics)[0]
        after = entry.after.begins(place.behind)
        said = [] if place.head or place.acts or (place.noun and not weak) else entry.clause.found(place.clause, 1)
        if place.head:
            kind, worth = ("decisive", weights.decisive) if place.decisive else ("head", weights.head)
            yield Note(kind, worth, f"governed by {place.head}")
        if weak:
            yield Note("weak", weights.weak, f"beside {weak}")
        if place.noun and not weak:
            yield Note("noun", weights.noun, f"after the noun {place.noun}")
        if place.sure:
            yield Note("head", weights.head, f"before {place.sure}")
        elif after:
            yield Note("after", weights.after, f"before {after}")
        if found.form.lead and not place.head:
            yield Note("weak", weights.weak, "the form names its governor")
        yield from _seen("head", weights.head, said, "in a clause with")

    def _near(self, entry: Entry, cues: Sequence[str], against: Sequence[str]) -> Iterator[Note]:
        """The evidence of the cues and counter-cues around the phrase."""
        weights = self.weights
        yield from _seen("window", weights.window, cues, "near")
        if cues and not against and "rare" in entry.options:
            yield Note("rare", weights.rare, "hardly another use")
        if "subject" not in entry.options and any(cue.isascii() for cue in cues):
            yield Note("latin", weights.latin, "near a name in Latin letters")
        yield from _seen("against_window", -weights.against_window, against, "near")

    def _far(self, document: Document, found: Found) -> Iterator[Note]:
        """The evidence of the document; no other occurrence of the phrase is evidence for or against this one."""
        entry, weights = found.entry, self.weights
        view, start, end = document.folded.view, found.view_start, found.view_end
        latin = _sighted(document, entry.latin, found, len(view), 1)
        yield from _seen("name", weights.name, latin, "document has")
        cues = _sighted(document, entry.cues, found, weights.far, weights.document_most)
        yield from _seen("document", weights.document, cues, "document has")
        against = _sighted(document, entry.against, found, weights.far, weights.document_most)
        yield from _seen("against_document", -weights.against_document, against, "document has")
        if against or not evidence.is_alone(view, start, end):
            return
        if "heading" in entry.options:
            yield Note("heading", weights.on, "a heading of its own")
        elif len(cues) > 1:
            yield Note("alone", weights.alone, "alone in its line or cell")

    def _source(self, document: Document, entry: Entry) -> Iterator[Note]:
        """What the source of a translation says, where the document comes with it."""
        source = document.meta.get("source_text")
        if not isinstance(source, str) or not source.strip():
            return
        if any(_named(name, source) for name in entry.names):
            yield Note("source", self.weights.source, f"the source has {entry.names[0]}")
        else:
            yield Note("source", -self.weights.source, f"the source lacks {entry.names[0]}")

    def _enough(self, found: Found, judgement: Judgement, proven: str) -> bool:
        """Whether the finding is to be reported."""
        weights, need = self.weights, found.entry.need
        if judgement.vetoed:
            return False
        sourced = any(note.kind == "source" and note.worth > 0 for note in judgement.notes)
        if proven and need != "nothing":
            return judgement.score >= min(weights.proven, judgement.enough)
        if need == "proven" and not sourced:
            return False
        return judgement.score >= judgement.enough and (judgement.local or sourced or need in ("score", "nothing"))

    def _hit(self, document: Document, found: Found, judgement: Judgement, proven: str) -> Hit:
        entry, trust = found.entry, found.entry.trust
        cues = [str(note) for note in judgement.notes] or ["the form has no other reading"]
        if proven and judgement.score < self.weights.on:
            cues.append(f"the document is machine-translated: {proven}")
        start, end = found.start, found.end
        values = {"name": entry.names[0]}
        if not entry.write:
            return Hit(start, end, None, values=values, cues=tuple(cues))
        write = spelling(document, entry.write)
        edits: tuple[Edit, ...] = (renamed(document.text, Span(start, end), found.form, found.clitics, write),)
        if trust is Applicability.UNSAFE and ("subject" in entry.options or found.form.trail):
            more = repair(document.text, edits[0].start, edits[0].end, write)
            if more is None:
                trust = Applicability.DISPLAY
            else:
                edits = tuple(sorted((*edits, *more)))
        sure = trust is Applicability.UNSAFE and judgement.local and judgement.score >= self.weights.clean
        return Hit(start, end, edits, trust, sure, {**values, "fix": write}, cues=tuple(cues))


def _are_telling(cues: Sequence[str]) -> bool:
    """Whether cues near a phrase are enough for a verb of use to count: two, or one in Latin letters."""
    return len(cues) > 1 or any(cue.isascii() for cue in cues)


def _joined(entry: Entry, found: Found, place: Place) -> str:
    """The cue that an enumeration joins to the phrase; where the real bearer acts, one may stand beside it anyway."""
    if "subject" in entry.options:
        return ""
    return evidence.beside_cue(entry.cues, place.before, place.behind, found.clitics.conjunction == "و")


def outermost(located: Iterable[Found]) -> list[Found]:
    """Without the short forms of a name that stand within a longer form of it: العفو الدولية in منظمة العفو الدولية."""
    everything = list(located)
    first: dict[tuple[int, tuple[str, ...]], int] = {}
    for found in everything:
        key = found.end, found.entry.names
        first[key] = min(first.get(key, found.start), found.start)
    return [found for found in everything if first[found.end, found.entry.names] == found.start]


def _named(name: str, source: str) -> bool:
    """Whether a source text has the name as a word of its own; terms in small letters may be capitalised."""
    flags = re.IGNORECASE if name.islower() else 0
    return re.search(rf"(?<![\w.]){re.escape(name)}s?(?!\w)", source, flags) is not None


def _sighted(document: Document, cues: Cues, found: Found, far: int, most: int) -> list[str]:
    """Up to `most` distinct `cues` within `far` bytes of `found`, outside of every occurrence of its phrase.

    The document is searched once, however often the phrase stands in it.
    """
    places = document.shared.get(cues)
    if places is None:
        places = document.shared[cues] = cues.places(document.folded.view)
    first, last = found.view_start - far, found.view_end + far
    phrase, view = stem(found.form.phrase), document.folded.view
    names: dict[str, None] = {}
    for start, end, name in places:
        if start < first or (start < found.view_end and found.view_start < end):
            continue
        if end > last or len(names) >= most:
            break
        # The phrase itself may begin or end with a cue.
        if view.find(phrase, max(0, start - len(phrase) + 1), end + len(phrase) - 1) < 0:
            names[name] = None
    return list(names)


def _seen(kind: str, worth: float, cues: Iterable[str], where: str) -> Iterator[Note]:
    return (Note(kind, worth, f"{where} {cue}") for cue in cues)


def _count(kind: str, notes: Iterable[Note]) -> int:
    return sum(note.kind == kind for note in notes)


def _sum(notes: Iterable[Note]) -> float:
    return sum(note.worth for note in notes)
