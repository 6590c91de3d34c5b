"""What the evidence comes to: is a phrase a mistranslated name?

What stands near a phrase is weighed once for all places that look alike; the rest of the document is read once for all
of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from arlint.document import Document
from arlint.packs.entities import evidence
from arlint.packs.entities.entries import Entry, Form
from arlint.packs.entities.evidence import Weights
from arlint.packs.entities.place import Found, Place, Scene, is_clear, is_governed, place_of
from arlint.packs.entities.sightings import GRAIN, Sightings, sightings
from arlint.packs.entities.topic import Topic
from arlint.packs.phrase import stem
from arlint.text.fold import fold
from arlint.text.words import Clitics

#: Words around a phrase that make a passage.
_SENTENCE = 4
#: Distinct cues in a document that is about the technology.
_AMID = 3
#: Passages whose evidence is kept for those that look alike: as many as a flood is long, and no matter in memory.
_KEPT = 1_000


class Note(NamedTuple):
    """One piece of evidence: the weight's name, what it is worth here, what was seen."""

    kind: str
    worth: float
    seen: str

    def __str__(self) -> str:
        return f"{self.worth:+g} {self.seen}"


class Judgement(NamedTuple):
    """What the evidence comes to.

    `local` says whether some of it stands right beside the phrase, `sourced` whether the source of a translation has
    the name; `enough` is what a report needs, `told` the notes in words.
    """

    score: float
    local: bool
    vetoed: str
    notes: tuple[Note, ...] = ()
    enough: float = 0.0
    sourced: bool = False
    told: tuple[str, ...] = ()


class _Sources(NamedTuple):
    """Where to look for what a document has besides the `phrase` itself."""

    phrase: bytes
    latin: Sightings
    cues: Sightings
    against: Sightings


class _Far(NamedTuple):
    """What the document has: the name itself, cues and counter-cues."""

    latin: tuple[str, ...]
    cues: tuple[str, ...]
    against: tuple[str, ...]


class _Passage(NamedTuple):
    """What stands near a phrase: its evidence, how many cues, whether some speak against it.

    `local` says that some evidence stands right beside it, `alone` that it is all that its line or cell holds; `bar` is
    what a report needs where all evidence, of the document too, speaks for the name. `settled` is the
    judgement where nothing else matters, `sources` are where to look for what else the document has, where that can
    change it; `judged` are the judgements so far, by what that is and by where that was looked for.
    """

    place: Place
    judged: dict[_Far | tuple[int, int] | None, Judgement]
    settled: Judgement | None = None
    notes: tuple[Note, ...] = ()
    sources: _Sources | None = None
    local: bool = False
    cues: int = 0
    against: bool = False
    alone: bool = False
    bar: float = 0.0


class Judge:
    """Weighs the evidence in one document, and remembers what it has seen there."""

    def __init__(self, weights: Weights, topic: Topic) -> None:
        self._weights = weights
        self._topic = topic
        self._passages: dict[tuple[Form, Clitics, Scene, bool], _Passage] = {}
        self._sources: dict[tuple[str, ...], tuple[Note, ...]] = {}

    def judge(self, document: Document, found: Found, *, proven: bool = False) -> Judgement:
        """Weigh the evidence for `found` being a mistranslated name, `proven` where another place of it surely is."""
        passage = self._passage(document, found, proven=proven)
        if passage.settled is not None:
            return passage.settled
        reach = self._weights.far
        # Alike places that have the same about them in the distance have the same judgement.
        cell = (found.view_start - reach) // GRAIN, -(-(found.view_end + reach) // GRAIN)
        judgement = passage.judged.get(cell)
        if judgement is None:
            far = self._far(found, passage.sources) if passage.sources else None
            if far not in passage.judged:
                passage.judged[far] = self._weigh(document, found, passage, far)
            judgement = passage.judged[cell] = passage.judged[far]
        return judgement

    def _weigh(self, document: Document, found: Found, passage: _Passage, far: _Far | None) -> Judgement:
        """What a passage and the document come to; what is far is left out where it could not change the verdict."""
        entry, weights, local = found.entry, self._weights, passage.local
        notes = [*passage.notes, *self._source(document, entry)]
        if far is not None:
            far_notes = list(self._noted(entry, far, passage))
            local = local or any(note.kind in ("alone", "heading") for note in far_notes)
            notes += far_notes
            speaks = passage.place.acts or passage.against or found.clitics.conjunction
            if "subject" in entry.options and not speaks:
                # Amid words of the technology, with no sign of the organisation, any place will do.
                local = local or (passage.cues, len(far.cues)) >= (weights.window_most, _AMID)
        enough = passage.bar if all(note.worth > 0 for note in notes) else weights.on
        sourced = any(note.kind == "source" and note.worth > 0 for note in notes)
        return Judgement(_sum(notes), local, "", tuple(notes), enough, sourced, tuple(map(str, notes)))

    def _passage(self, document: Document, found: Found, *, proven: bool) -> _Passage:
        """What stands near `found`; places that look alike are looked at once."""
        scene = Scene.of(document, found, self._weights.reach)
        key = found.form, found.clitics, scene, proven
        passage = self._passages.get(key)
        if passage is None:
            if len(self._passages) >= _KEPT:
                self._passages.clear()
            passage = self._passages[key] = self._look(document, found, scene, proven=proven)
        return passage

    def _look(self, document: Document, found: Found, scene: Scene, *, proven: bool) -> _Passage:
        entry, weights = found.entry, self._weights
        place = place_of(scene, found, proven=proven)
        acts = place.acts
        if place.vetoed:
            return _Passage(place, {}, Judgement(0.0, False, place.vetoed))
        if entry.need == "nothing":
            return _Passage(place, {}, Judgement(weights.clean, True, "", enough=weights.on))
        alone = evidence.is_alone(scene.before, scene.behind)
        notes = list(self._beside(entry, found, place))
        if not acts and not place.head and not alone:
            latin = evidence.beside_latin(scene.before, scene.behind)
            listed = "a Latin name" if latin else _joined(entry, found, place)
            notes += _seen("listed", weights.listed, filter(None, (listed,)), "beside")
        window = scene.before[max(0, len(scene.before) - weights.reach) :] + b"\n" + scene.behind[: weights.reach]
        if settled := next(iter(entry.against_sure.found(window, 1)), ""):
            return _Passage(place, {}, Judgement(0.0, False, settled))
        cues = entry.cues.found(window, weights.window_most)
        # Whose notes they are that the law on the technology got: with its name in the sentence, its real bearer's.
        rival = bool(place.noun) and not entry.weak.found(place.before, found.clitics)[0] and _says(entry, window)
        if rival:
            cues = [cue for cue in cues if not _says(entry, fold(cue))]
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
        told = "topic" in entry.options and len(window.split()) >= _SENTENCE
        bar = weights.on if rival else self._bar(found, place, topic if told else math.inf)
        most = weights.name + weights.document * weights.document_most + (weights.on if alone else 0)
        near = _sum([*notes, *self._source(document, entry)])
        is_open = near + most >= min(weights.lone, weights.proven)
        sources = self._sources_of(document, found) if is_open else None
        return _Passage(place, {}, None, tuple(notes), sources, local, len(cues), bool(against), alone, bar)

    def _bar(self, found: Found, place: Place, topic: float) -> float:
        """What a report needs where nothing speaks for the real bearer, in a passage whose words come to `topic`."""
        weights = self._weights
        if not is_clear(found, place):
            governed = place.head and not place.acts and topic <= weights.topic_quiet
            return weights.on - (weights.clear if governed else 0)
        lone = topic <= weights.topic_open and is_governed(found, place)
        return weights.lone if lone else weights.on - weights.clear

    def _beside(self, entry: Entry, found: Found, place: Place) -> Iterator[Note]:
        """The evidence right beside the phrase, and in its clause."""
        weights = self._weights
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
        weights = self._weights
        yield from _seen("window", weights.window, cues, "near")
        if cues and not against and "rare" in entry.options:
            yield Note("rare", weights.rare, "hardly another use")
        if "subject" not in entry.options and any(cue.isascii() for cue in cues):
            yield Note("latin", weights.latin, "near a name in Latin letters")
        yield from _seen("against_window", -weights.against_window, against, "near")

    def _sources_of(self, document: Document, found: Found) -> _Sources:
        entry = found.entry
        sets = (sightings(document, cues) for cues in (entry.latin, entry.cues, entry.against))
        return _Sources(stem(found.form.phrase), *sets)

    def _far(self, found: Found, sources: _Sources) -> _Far:
        """What the document has; no other occurrence of the phrase is evidence for or against this one."""
        weights, phrase = self._weights, sources.phrase
        first, last, most = found.view_start - weights.far, found.view_end + weights.far, weights.document_most
        return _Far(
            sources.latin.anywhere(phrase),
            sources.cues.within(first, last, phrase, most),
            sources.against.within(first, last, phrase, most),
        )

    def _noted(self, entry: Entry, far: _Far, passage: _Passage) -> Iterator[Note]:
        """The evidence of the document."""
        weights = self._weights
        yield from _seen("name", weights.name, far.latin, "document has")
        yield from _seen("document", weights.document, far.cues, "document has")
        yield from _seen("against_document", -weights.against_document, far.against, "document has")
        if far.against or not passage.alone:
            return
        if "heading" in entry.options:
            yield Note("heading", weights.on, "a heading of its own")
        elif len(far.cues) > 1:
            yield Note("alone", weights.alone, "alone in its line or cell")

    def _source(self, document: Document, entry: Entry) -> tuple[Note, ...]:
        """What the source of a translation says, where the document comes with it."""
        source = document.meta.get("source_text")
        if not isinstance(source, str) or not source.strip():
            return ()
        if entry.names not in self._sources:
            if any(_named(name, source) for name in entry.names):
                note = Note("source", self._weights.source, f"the source has {entry.names[0]}")
            else:
                note = Note("source", -self._weights.source, f"the source lacks {entry.names[0]}")
            self._sources[entry.names] = (note,)
        return self._sources[entry.names]


def _says(entry: Entry, view: bytes) -> bool:
    """Whether a view has the name as the entry writes it in Arabic letters."""
    return any(stem(name) in view for name in entry.write if not name.isascii())


def _are_telling(cues: Sequence[str]) -> bool:
    """Whether cues near a phrase are enough for a verb of use to count: two, or one in Latin letters."""
    return len(cues) > 1 or any(cue.isascii() for cue in cues)


def _joined(entry: Entry, found: Found, place: Place) -> str:
    """The cue that an enumeration joins to the phrase; where the real bearer acts, one may stand beside it anyway."""
    if "subject" in entry.options:
        return ""
    return evidence.beside_cue(entry.cues, place.before, place.behind, found.clitics.conjunction == "و")


def _named(name: str, source: str) -> bool:
    """Whether a source text has the name as a word of its own; terms in small letters may be capitalised."""
    flags = re.IGNORECASE if name.islower() else 0
    return re.search(rf"(?<![\w.]){re.escape(name)}s?(?!\w)", source, flags) is not None


def _seen(kind: str, worth: float, cues: Iterable[str], where: str) -> Iterator[Note]:
    return (Note(kind, worth, f"{where} {cue}") for cue in cues)


def _sum(notes: Iterable[Note]) -> float:
    return sum(note.worth for note in notes)
