"""The kind `entity`: a phrase that may be a mistranslated name, judged by its context.

The list of a rule has one entry a row. Its first column names the rule; `*` rows define what entries share: a set of
cues (`@name`) or the weights (`@weights`). What each column holds is said at `Entry`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import msgspec

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.packs import evidence
from arlint.packs.agreement import repair
from arlint.packs.base import Match, Rule
from arlint.packs.evidence import Cues, Weights
from arlint.packs.phrase import locate, stem
from arlint.packs.schema import PackError, RuleSpec
from arlint.text.words import Clitics, attach

_GROUP = re.compile(r"\(([^()]*)\)")
_NEEDS = frozenset({"nothing", "score", "local", "proven"})
_CLITIC = re.compile(r"(.*)\+([بلك])")
#: A verb right before the phrase makes it a subject: تـ of the present, ت of the past (not ات, which ends plurals).
_VERB = re.compile('(?:[وف]?(?:س?ت\\w{3,}|\\w{2,}(?<!ا)ت))[ *"(]*\\Z')


class Entity(RuleSpec, frozen=True, kw_only=True, tag="entity"):
    """Flag the forms in `list` where the context says that they are not what they say.

    See `Entry` for the columns of the list. A hit's cues name the evidence with its weight.
    """

    list: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


class Entry(NamedTuple):
    """One name and its mistranslations; the columns of the list, after the rule's code.

    names: the name in Latin letters, other spellings after `|`; nothing speaks for it more than its standing in the
        document. write: what the fix writes; `A / B` writes B where the document uses B and not A; empty: no fix.
    forms: the mistranslations, separated by `|`; `(a/b)` are alternatives, and where there are braces the fix
        replaces only what is in them.
    trust: safe, unsafe or display.
    need: `nothing` (the form cannot be anything else), `score`, `local` (the score, part of it from right beside the
        phrase), `proven` (only in a document with a certain trace); with `,subject` where the real bearer acts and
        speaks, with `,heading` where a heading of its own is enough unless something speaks against it.
    heads, weak: words that govern the phrase, right before it, decisive or helpful (`تعمل+ب`: with that proclitic).
    after: words right after it. cues, against: words around it and in the document.
    veto: words before it in its clause that settle that it is what it says. block: words right beside it that do.
    clause: words before it in its clause that speak for it as a head does.
    """

    names: tuple[str, ...]
    write: tuple[str, ...]
    forms: tuple[str, ...]
    trust: Applicability
    need: str
    options: frozenset[str]
    heads: tuple[tuple[str, Cues], ...]
    weak: tuple[tuple[str, Cues], ...]
    after: Cues
    cues: Cues
    against: Cues
    veto: Cues
    block: Cues
    clause: Cues
    latin: Cues


COLUMNS = (
    "code", "names", "write", "forms", "trust", "need", "heads", "weak", "after", "cues", "against", "veto", "block",
    "clause",
)  # fmt: skip


class Form(NamedTuple):
    """One way to write a mistranslation: the whole `phrase`, and how many words at its ends a fix keeps."""

    entry: int
    phrase: str
    lead: int
    trail: int


class Found(NamedTuple):
    """A form that stands in the document: code points with the clitics, the clitics, and the view's span."""

    entry: Entry
    form: Form
    start: int
    end: int
    clitics: Clitics
    view_start: int
    view_end: int


class Judgement(NamedTuple):
    """What the evidence comes to; `local` says whether some of it stands right beside the phrase."""

    score: float
    local: bool
    vetoed: bool
    cues: tuple[str, ...]


class EntityRule(Rule[Entity]):
    """A compiled `entity` rule."""

    @cached_property
    def _sets(self) -> dict[str, tuple[str, ...]]:
        sets: dict[str, tuple[str, ...]] = {}
        for row in self.spec.rows:
            if row[0] == "*":
                sets[row[1].removeprefix("@")] = evidence.resolve(row[2], sets)
        return sets

    @cached_property
    def weights(self) -> Weights:
        """The weights of the list, over the built-in ones."""
        pairs = (pair.partition("=") for pair in self._sets.get("weights", ()))
        try:
            return msgspec.convert({k.strip(): v.strip() for k, _, v in pairs}, Weights, strict=False)
        except msgspec.ValidationError as error:
            raise PackError(f"rule {self.spec.code}, @weights: {error}") from error

    @cached_property
    def _rows(self) -> list[dict[str, str]]:
        own = [row for row in self.spec.rows if row[0] == self.spec.code]
        return [dict(zip(COLUMNS, (*row, *[""] * (len(COLUMNS) - len(row))), strict=True)) for row in own]

    @cached_property
    def _forms(self) -> list[Form]:
        return [
            form
            for number, row in enumerate(self._rows)
            for text in _cells(row["forms"])
            for form in _expand(number, text, self._sets)
        ]

    @property
    def literals(self) -> Mapping[bytes, int]:
        # Forms that fold to the same bytes share a literal; `_same` finds the others again.
        return {literal: numbers[0] for literal, numbers in self._same.items()}

    @cached_property
    def _same(self) -> dict[bytes, list[int]]:
        same: dict[bytes, list[int]] = {}
        for number, form in enumerate(self._forms):
            same.setdefault(stem(form.phrase), []).append(number)
        return same

    @cached_property
    def _entries(self) -> dict[int, Entry]:
        return {}

    def entry(self, number: int) -> Entry:
        """Entry `number`, compiled when it is first met. PackError where its row is wrong."""
        if number not in self._entries:
            self._entries[number] = self._compile(self._rows[number])
        return self._entries[number]

    def _compile(self, row: dict[str, str]) -> Entry:
        need, *options = [word.strip() for word in row["need"].split(",")]
        if need not in _NEEDS or set(options) - {"subject", "heading"}:
            raise PackError(f"rule {self.spec.code}, entry {row['names']!r}: unknown need {row['need']!r}")
        try:
            names = _cells(row["names"])
            sets = {c: Cues(evidence.resolve(row[c], self._sets)) for c in COLUMNS[-6:]}
            return Entry(
                names,
                tuple(w.strip() for w in row["write"].split(" / ") if w.strip()),
                _cells(row["forms"]),
                Applicability[row["trust"].upper()],
                need,
                frozenset(options),
                _governors(evidence.resolve(row["heads"], self._sets)),
                _governors(evidence.resolve(row["weak"], self._sets)),
                latin=Cues(names),
                **sets,
            )
        except (PackError, KeyError, ValueError) as error:
            raise PackError(f"rule {self.spec.code}, entry {row['names']!r}: {error}") from error

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        """Two looks: the second lowers the threshold when the first found a certain trace."""
        judged = [(found, self.judge(document, found)) for found in self.located(document, matches)]
        if not judged:
            return
        proven = ""
        for found, judgement in judged:
            level = self._level(found, judgement, "")
            if level >= self.weights.clean:
                proven = document.text[found.start : found.end]
                break
        if not proven and any(not j.vetoed for _, j in judged):
            proven = next(iter(self._traces.found(document.folded.view, 1)), "")
        for found, judgement in judged:
            if self._level(found, judgement, proven) > 0:
                yield self._hit(document, found, judgement, proven)

    def located(self, document: Document, matches: Iterable[Match]) -> Iterator[Found]:
        """The matches that are words of their own."""
        for match in matches:
            for number in self._same[stem(self._forms[match.literal].phrase)]:
                form = self._forms[number]
                place = locate(document, match, form.phrase)
                if place is not None:
                    start, end, clitics = place
                    first = document.folded.index(start)
                    yield Found(self.entry(form.entry), form, start, end, clitics, first, match.end)
                    break

    def judge(self, document: Document, found: Found) -> Judgement:
        """Weigh the evidence for `found` being a mistranslated name."""
        entry, weights, view = found.entry, self.weights, document.folded.view
        start, end = found.view_start, found.view_end
        notes: list[tuple[float, str]] = []
        before, behind = view[max(0, start - 60) : start], view[end : end + 60]
        head = _governor(entry.heads, before, found.clitics)
        vetoed = self._veto(entry, view, found, head)
        if vetoed:
            return Judgement(0.0, False, True, (vetoed,))
        if entry.need == "nothing":
            return Judgement(weights.clean, True, False, ("the form has no other reading",))
        weak = "" if head else _governor(entry.weak, before, found.clitics)
        after = entry.after.begins(behind)
        clause = evidence.clause_before(view, start, 8) if entry.clause and not head else b""
        said = entry.clause.found(clause, 1)
        notes += [(weights.head, f"governed by {head}")] if head else []
        notes += [(weights.head, f"{said[0]} before it")] if said else []
        notes += [(weights.weak, f"beside {weak}")] if weak else []
        notes += [(weights.after, f"before {after}")] if after else []
        alone = evidence.is_alone(view, start, end)
        if not alone and not head and evidence.beside_latin(view, start, end):
            notes.append((weights.listed, "beside a Latin name"))
        local = bool(notes)
        window = view[max(0, start - weights.reach) : start] + b"\n" + view[end : end + weights.reach]
        near = entry.cues.found(window, weights.window_most)
        notes += [(weights.window, f"near {cue}") for cue in near]
        against = entry.against.found(window, weights.window_most)
        notes += [(-weights.against_window, f"near {cue}") for cue in against]
        acts = "subject" in entry.options and not head
        if acts and _VERB.search(document.text[max(0, found.start - 24) : found.start]):
            notes.append((-weights.subject, "subject of a verb"))
        notes += self._source(document, entry)
        rest = weights.name + weights.on + weights.document * weights.document_most
        if sum(w for w, _ in notes) + rest < min(weights.on, weights.proven):
            return Judgement(0.0, local, False, ())
        # No other occurrence of the phrase is evidence for or against this one.
        outside = (view[:start] + b"\n" + view[end:]).replace(stem(found.form.phrase), b"\n")
        name = entry.latin.found(outside, 1)
        notes += [(weights.name, f"document has {cue}") for cue in name]
        far = entry.cues.found(outside, weights.document_most)
        notes += [(weights.document, f"document has {cue}") for cue in far]
        against_far = entry.against.found(outside, weights.document_most)
        notes += [(-weights.against_document, f"document has {cue}") for cue in against_far]
        if alone and "heading" in entry.options and not against_far:
            notes.append((weights.on, "a heading of its own"))
            local = True
        elif alone and len(far) > 1 and not against_far:
            notes.append((weights.alone, "alone in its line or cell"))
            local = True
        return Judgement(sum(w for w, _ in notes), local, False, tuple(f"{w:+g} {note}" for w, note in notes))

    def _veto(self, entry: Entry, view: bytes, found: Found, head: str) -> str:
        """The word that settles that the phrase is what it says, or nothing."""
        beside = entry.block.ends(view[max(0, found.view_start - 60) : found.view_start])
        beside = beside or entry.block.begins(view[found.view_end : found.view_end + 60])
        if beside:
            return f"stands beside {beside}"
        if head:
            return ""
        said = entry.veto.found(evidence.clause_before(view, found.view_start, 8), 1)
        return f"{said[0]} before it" if said else ""

    def _source(self, document: Document, entry: Entry) -> list[tuple[float, str]]:
        """What the source of a translation says, where the document comes with it."""
        source = document.meta.get("source_text")
        if not isinstance(source, str) or not source.strip():
            return []
        if any(re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", source) for name in entry.names):
            return [(self.weights.source, f"the source has {entry.names[0]}")]
        return [(-self.weights.source, f"the source lacks {entry.names[0]}")]

    @cached_property
    def _traces(self) -> Cues:
        return Cues(self._sets.get("traces", ()))

    def _level(self, found: Found, judgement: Judgement, proven: str) -> float:
        """The score where the finding is to be reported, 0 where it is not."""
        weights, need = self.weights, found.entry.need
        if judgement.vetoed:
            return 0.0
        certain = any(note.startswith(f"{weights.source:+g} the source") for note in judgement.cues)
        if need == "proven" and not (proven or certain):
            return 0.0
        if proven and need != "nothing":
            enough = judgement.score >= weights.proven
        else:
            enough = judgement.score >= weights.on and (judgement.local or need == "score" or certain)
        return judgement.score if enough else 0.0

    def _hit(self, document: Document, found: Found, judgement: Judgement, proven: str) -> Hit:
        cues = judgement.cues
        if proven and judgement.score < self.weights.on:
            cues = (*cues, f"the document is machine-translated: {proven}")
        entry, trust = found.entry, found.entry.trust
        start, end = found.start, found.end
        values = {"name": entry.names[0] if entry.names else ""}
        if not entry.write:
            return Hit(start, end, None, values=values, cues=cues)
        write = self._spelling(document, entry)
        edits: tuple[Edit, ...] = (_edit(document, found, write),)
        if trust is not Applicability.SAFE:
            more = repair(document.text, found.start, found.end, write) if "subject" in entry.options else ()
            if more is None:
                trust = Applicability.DISPLAY
            else:
                edits = tuple(sorted((*edits, *more)))
        sure = trust is Applicability.UNSAFE and judgement.score >= self.weights.clean and judgement.local
        return Hit(start, end, edits, trust, sure, {**values, "fix": write}, cues=cues)

    def _spelling(self, document: Document, entry: Entry) -> str:
        """What to write: the first spelling, or the second where the document uses only that."""
        first, *others = entry.write
        return next((o for o in others if o in document.text and first not in document.text), first)


def _cells(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _expand(entry: int, text: str, sets: Mapping[str, tuple[str, ...]]) -> Iterator[Form]:
    """Every spelling of a form: `(a/b) {c}` -> a c, b c; `(@set)` stands for the members of a set."""
    pieces = _GROUP.split(text)
    choices = [_choices(piece, sets) if i % 2 else (piece,) for i, piece in enumerate(pieces)]
    for choice in itertools.product(*choices):
        written = " ".join("".join(choice).split())
        lead, brace, rest = written.partition("{")
        core, _, trail = rest.partition("}")
        phrase = lead + core + trail
        if brace:
            yield Form(entry, phrase, len(lead.split()), len(trail.split()))
        else:
            yield Form(entry, phrase, 0, 0)


def _choices(text: str, sets: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return evidence.resolve(text, sets) if text.startswith("@") else tuple(text.split("/"))


def _governors(cues: Iterable[str]) -> tuple[tuple[str, Cues], ...]:
    """Cues by the proclitic that they demand of the phrase after them; `` for those that demand none."""
    groups: dict[str, list[str]] = {}
    for cue in cues:
        match = _CLITIC.fullmatch(cue)
        groups.setdefault(match[2] if match else "", []).append(match[1] if match else cue)
    return tuple((clitic, Cues(words)) for clitic, words in groups.items())


def _governor(governors: tuple[tuple[str, Cues], ...], before: bytes, clitics: Clitics) -> str:
    """The word that governs a phrase, or nothing; one that demands no proclitic wants none."""
    for clitic, cues in governors:
        if clitics.conjunction == "" and clitics.preposition == clitic:
            found = cues.ends(before)
            if found:
                return found
    return ""


def _edit(document: Document, found: Found, write: str) -> Edit:
    """The edit that puts `write` for the core of the form, its clitics kept."""
    text, form = document.text, found.form
    start, end = found.start, found.end
    if not form.lead:
        write = attach(Clitics(found.clitics.conjunction, found.clitics.preposition), write)
    for match in itertools.islice(re.finditer(r"\s+", text[found.start : found.end]), form.lead):
        start = found.start + match.end()
    for _ in range(form.trail):
        end = start + len(text[start:end].rstrip().rpartition(" ")[0])
    return Edit(start, end, write)
