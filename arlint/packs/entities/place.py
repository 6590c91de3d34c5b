"""What stands around a phrase that may be a mistranslated name: its governor, its clause, what settles its reading."""

from __future__ import annotations

import re
from typing import NamedTuple

from arlint.document import Document
from arlint.packs.entities import evidence
from arlint.packs.entities.construct import WORDS_LOOKED_AT, is_object, is_quoted_after, is_subject, noun_before
from arlint.packs.entities.entries import Entry, Form
from arlint.text.fold import fold
from arlint.text.words import Clitics

#: View bytes on either side in which neighbours are looked for, and that a scene has at least.
_BESIDE = 60
_SCENE = 140
#: Words before the phrase that may belong to its clause.
_CLAUSE = 8
#: So many where a noun that the phrase completes stands before it: only who owns that noun matters then. One that no
#: list names may be the subject of a verb before it as well (أبلغت نساء منظمة …).
_CLAUSE_OF_NOUN = 2
_CLAUSE_OF_UNLISTED = 3
#: So many where the verb right before it has it as its object: its subject is no officer of the organisation.
_CLAUSE_OF_OBJECT = 1
#: Last words of governors that are no nouns.
_PREPOSITIONS = (" من", " على", " في", " إلى", " نحو", " بواسطة", " عبر", " مع")
#: A word with the article, which is in no construct with the noun after it: the clerks in يستخدم الموظفون أدوات …
_DEFINITE = re.compile(rb"(?<![^ ])%s[^ ]*" % fold("ال"))
#: A masculine verb in يـ: who stands before it is its subject, no officer of the organisation after it.
_MASCULINE = re.compile(rb"(?<![^ ])[%s]?%s(?!%s)[^ ]{3,}" % (fold("وف"), fold("ي"), fold("وم")))
#: What goes on after a phrase: a word, not a mark or the end of the line.
_GOES_ON = re.compile(rb"[ *_\"\])]*[^ *_\"\]).,;:!?|\n\-]")
#: The view of a next word with the preposition ل.
_LAM = fold(" ل")


class Found(NamedTuple):
    """A form that stands in the document: code points with the clitics, the clitics, and the view's span."""

    entry: Entry
    form: Form
    start: int
    end: int
    clitics: Clitics
    view_start: int
    view_end: int


class Scene(NamedTuple):
    """All that is read of what stands near a phrase: the same phrase is judged alike in equal ones.

    `before` and `behind` are the view. Where the real bearer may act and speak, `written` is the text before it, and
    `quoted` says that it opens its line and a colon follows.
    """

    written: str
    before: bytes
    behind: bytes
    quoted: bool

    @classmethod
    def of(cls, document: Document, found: Found, reach: int) -> Scene:
        """The scene around `found`, at least `reach` bytes of the view on either side."""
        view, text, reach = document.folded.view, document.text, max(reach, _SCENE)
        before = view[max(0, found.view_start - reach) : found.view_start]
        behind = view[found.view_end : found.view_end + reach]
        if "subject" not in found.entry.options:
            return cls("", before, behind, False)
        written = text[max(0, found.start - WORDS_LOOKED_AT) : found.start]
        return cls(written, before, behind, is_quoted_after(text, found.start, found.end))


class Place(NamedTuple):
    """What stands around a phrase: the view before and behind it, its clause so far, the noun that governs it.

    `noun` is one that no list names, and `acts` says that the phrase is the subject of a verb: both are looked for
    where the real bearer acts and speaks. `sure` is a decisive word after it, `vetoed` the word (or sign) that settles
    that the phrase is what it says.
    """

    before: bytes
    behind: bytes
    clause: bytes
    head: str
    decisive: bool
    noun: str
    acts: bool
    sure: str
    vetoed: str = ""


def place_of(scene: Scene, found: Found, *, proven: bool = False) -> Place:
    """Look at what stands around `found`; where the document is `proven` to mistranslate it, nobody owns the noun."""
    entry, before, behind = found.entry, scene.before[-_BESIDE:], scene.behind[:_BESIDE]
    head, decisive = entry.heads.found(before, found.clitics)
    acts = speaks = False
    noun = ""
    if "subject" in entry.options and not head:
        acts = is_subject(scene.written)
        speaks = scene.quoted
        if not acts and not found.clitics.preposition and not found.clitics.conjunction:
            noun = noun_before(scene.written)
    owned = _CLAUSE
    if noun:
        owned = _CLAUSE_OF_NOUN if entry.weak.found(before, found.clitics)[0] else _CLAUSE_OF_UNLISTED
    elif "subject" in entry.options and is_object(scene.written):
        owned = _CLAUSE_OF_OBJECT
    clause = evidence.clause_before(scene.before, owned)
    if "subject" in entry.options and (verb := _last_verb(clause)) > 0:
        clause = clause[verb:]
    if noun:
        clause = _DEFINITE.sub(b"", clause)
        clause = clause.rstrip(b" ").rpartition(b" ")[0] if proven else clause
    place = Place(before, behind, clause, head, decisive, noun, acts, entry.after_sure.begins(behind))
    if "end" in entry.options and _GOES_ON.match(behind):
        return place._replace(vetoed="a word after it")
    return place._replace(vetoed="a colon after it" if speaks else _veto(entry, place))


def _last_verb(clause: bytes) -> int:
    """Where the last masculine verb of a clause begins; -1 where it has none."""
    return max((match.start() for match in _MASCULINE.finditer(clause)), default=-1)


def _veto(entry: Entry, place: Place) -> str:
    """The word that settles that the phrase is what it says, or nothing."""
    before = entry.block_before.ends(place.before)
    if place.head.endswith((f" {before}", f" ال{before}")):
        before = ""  # مدعوم من says more than من, علوم البيانات more than بيانات
    # The verb after رقائق … speaks of the chips.
    beside = before or ("" if place.decisive else entry.block_after.begins(place.behind))
    if place.sure:
        beside = ""
    if beside or place.head or (place.sure and not place.acts):
        # What a noun of the technology governs is not what the verb before it speaks of; the verb right before it is.
        return beside
    return next(iter(entry.veto.found(place.clause, 1)), "")


def is_clear(found: Found, place: Place) -> bool:
    """Whether nothing but evidence for the name stands between the phrase and what governs it: less is enough there.

    After a preposition it may be the real bearer as well (مدعوم من …, يمكن لـ …), and where ل follows, the doer of the
    noun before it (استخدام … للصور).
    """
    if "clear" not in found.entry.options or place.acts:
        return False
    if place.sure:
        return True
    if found.clitics.preposition or place.head.endswith(_PREPOSITIONS):
        return False
    return not place.behind.startswith(_LAM)


def is_governed(found: Found, place: Place) -> bool:
    """Whether a listed governor or a noun has the phrase, or it opens its clause, so that no verb has it."""
    weak = found.entry.weak.found(place.before, found.clitics)[0]
    return bool(place.head or place.noun or place.sure or weak) or not place.clause.strip()
