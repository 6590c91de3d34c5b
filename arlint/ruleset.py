"""Which rules run: selection by configuration, and by what stands in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

from ahocorasick_rs import BytesAhoCorasick, Implementation

from arlint.config import Config
from arlint.document import Document
from arlint.model import Applicability
from arlint.packs.base import Match, Rule
from arlint.packs.function import named
from arlint.packs.index import Entry
from arlint.packs.pages.furniture import Furniture
from arlint.packs.pages.layout import Layout
from arlint.packs.schema import LAST, RuleSpec
from arlint.text import search
from arlint.text.chars import ARABIC_LETTER_BYTES, LATIN_LETTER_BYTES
from arlint.text.fold import fold


def matches_selector(spec: RuleSpec | Entry, selector: str) -> bool:
    """Whether a selector names the rule: its code, a prefix of it, or its name."""
    return spec.code.startswith(selector) or spec.name == selector


def selected(spec: RuleSpec | Entry, config: Config) -> bool:
    """Whether `config` runs the rule. The longest selector that names it decides between select and ignore."""

    def strength(selectors: Iterable[str]) -> int:
        return max((len(s) for s in selectors if matches_selector(spec, s)), default=-1)

    chosen = strength((*config.select, *config.extend_select))
    ignored = strength(config.ignore)
    if ignored >= 0 and ignored >= chosen:
        return False
    if spec.preview and not config.preview:
        return False
    if chosen >= 0:
        return spec.default or chosen > 2 or config.preview or spec.opt_in
    return not config.select and spec.default


#: The folded letters that a proclitic or the article may end with, next to the word: و ف ب ك ل.
_PROCLITIC_ENDS = frozenset(fold("وفبكل"))


def _within_word(view: bytes, start: int, end: int) -> bool:
    """Whether a literal at view bytes `start` to `end` certainly lies inside a longer word."""
    last = view[end - 1]
    letters = ARABIC_LETTER_BYTES if last in ARABIC_LETTER_BYTES else LATIN_LETTER_BYTES
    if last in letters and end < len(view) and view[end] in letters:
        return True
    first = view[start]
    letters = ARABIC_LETTER_BYTES if first in ARABIC_LETTER_BYTES else LATIN_LETTER_BYTES
    return first in letters and start > 0 and view[start - 1] in letters and view[start - 1] not in _PROCLITIC_ENDS


class RuleSet:
    """The rules of one configuration, with one automaton for all their literals.

    A rule is compiled when something in a text first calls for it.
    """

    def __init__(self, entries: Iterable[Entry], config: Config, known: Iterable[Entry] = ()) -> None:
        """`known` are all the rules there are, also those that the configuration does not run."""
        self._known = list(known)
        chosen = list(entries)
        self._ranks: dict[str, int] = {}
        for entry in (*chosen, *self._known):
            self._ranks[entry.code[:2]] = min(entry.rank, self._ranks.get(entry.code[:2], LAST))
        self._entries = sorted(chosen, key=lambda entry: (self.rank(entry.code), entry.code))
        self._config = config
        self._rules: dict[int, Rule[Any]] = {}
        self._places = {entry.code: place for place, entry in enumerate(self._entries)}

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """The code and name of every rule of the set."""
        return [(entry.code, entry.name) for entry in self._entries]

    @cached_property
    def known(self) -> dict[str, str]:
        """The name of every rule there is, by its code; empty where nobody said which there are."""
        return {entry.code: entry.name for entry in self._known}

    def rank(self, code: str) -> int:
        """The place of the family of rule `code` in the order of preference."""
        return self._ranks.get(code[:2], LAST)

    def claims(self, code: str) -> tuple[str, ...]:
        """What the fixes of rule `code` may change besides Arabic words."""
        return self._rule(self._places[code]).spec.claims if code in self._places else ()

    def regrade(self, spec: RuleSpec, trust: Applicability) -> Applicability:
        """The applicability of a fix as the configuration wants it.

        What only a person can do stays so; a house style (a rule whose fixes are all only shown) is made uniform where
        the configuration names the rule itself.
        """
        config = self._config
        if not config.extend_safe_fixes and not config.extend_unsafe_fixes:
            return trust
        if trust == spec.trust == Applicability.DISPLAY and {spec.code, spec.name} & set(config.extend_safe_fixes):
            return Applicability.SAFE
        if trust == Applicability.UNSAFE and any(matches_selector(spec, s) for s in config.extend_safe_fixes):
            return Applicability.SAFE
        if trust == Applicability.SAFE and any(matches_selector(spec, s) for s in config.extend_unsafe_fixes):
            return Applicability.UNSAFE
        return trust

    def _rule(self, index: int) -> Rule[Any]:
        if index not in self._rules:
            self._rules[index] = self._entries[index].rule(self._config)
        return self._rules[index]

    def prepare(self) -> None:
        """Compile everything now, so that processes forked from this one share it."""
        for index in range(len(self._entries)):
            self._rule(index)
        _ = self._automaton

    @property
    def literals(self) -> list[bytes]:
        """The folded literals that the automaton looks for."""
        return self._literals[0]

    @cached_property
    def _literals(self) -> tuple[list[bytes], list[list[tuple[int, int]]]]:
        owners: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
        for index, entry in enumerate(self._entries):
            for literal, number in entry.literals.items():
                owners[literal].append((index, number))
        return list(owners), list(owners.values())

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._literals[0]), default=0)

    @cached_property
    def _longest_raw(self) -> int:
        return max(map(len, self._raw), default=0)

    @cached_property
    def _words(self) -> list[bool]:
        """For each literal, whether only rules about whole words look for it."""
        return [all(self._entries[index].whole_words for index, _ in owners) for owners in self._literals[1]]

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        """The literals' automaton, not the deterministic one.

        That takes 60 ms to build and 36 MB, and is no faster among all else that a text is put through, as it does not
        stay in the cache.
        """
        return BytesAhoCorasick(self._literals[0], implementation=Implementation.ContiguousNFA)

    @cached_property
    def _rare(self) -> dict[int, list[int]]:
        """Byte -> the rules that it triggers; an exact string of one byte is one too."""
        owners: dict[int, list[int]] = defaultdict(list)
        for index, entry in enumerate(self._entries):
            for byte in {*entry.rare, *(raw[0] for raw in entry.raw if len(raw) == 1)}:
                owners[byte].append(index)
        return dict(owners)

    @cached_property
    def _common(self) -> bytes:
        """Every byte that triggers nothing; what is left of a text without them is usually next to nothing."""
        return bytes(byte for byte in range(256) if byte not in self._rare)

    @cached_property
    def _raw(self) -> dict[bytes, set[int]]:
        """Exact strings of the encoded text, each with the rules that it triggers."""
        owners: dict[bytes, set[int]] = defaultdict(set)
        for index, entry in enumerate(self._entries):
            for raw in entry.raw:
                if len(raw) > 1:
                    owners[raw].add(index)
        return dict(owners)

    @cached_property
    def _raw_strings(self) -> list[bytes]:
        return list(self._raw)

    @cached_property
    def _raw_automaton(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(self._raw_strings, implementation=Implementation.DFA)

    @cached_property
    def _always(self) -> list[int]:
        return [
            index
            for index, entry in enumerate(self._entries)
            if entry.kind != "reserved"
            and not (entry.literals or entry.rare or entry.raw or entry.question or entry.table)
        ]

    @cached_property
    def _questions(self) -> list[tuple[Callable[[Document], bool], list[int]]]:
        """Each question that decides whether some rules run, with those rules."""
        owners: dict[str, list[int]] = defaultdict(list)
        for index, entry in enumerate(self._entries):
            if entry.question:
                owners[entry.question].append(index)
        return [(named(question), rules) for question, rules in owners.items()]

    @cached_property
    def _furniture(self) -> Furniture | None:
        tables = [entry.table for entry in self._entries if entry.table]
        return Furniture(tables) if tables else None

    def candidates(self, document: Document) -> list[tuple[Rule[Any], list[Match]]]:
        """The rules that have something to do in `document`, in order, each with its literal matches."""
        found: dict[int, list[Match]] = {index: [] for index in self._always}
        if self._literals[0]:
            owners = self._literals[1]
            view = document.folded.view
            words = self._words
            for literal, start, end in search.hits(self._automaton, view, self._longest):
                if words[literal] and _within_word(view, start, end):
                    continue
                for index, number in owners[literal]:
                    found.setdefault(index, []).append(Match(number, start, end))
        for index in self._signalled(document):
            found.setdefault(index, [])
        return [(self._rule(index), found[index]) for index in sorted(found)]

    def _signalled(self, document: Document) -> Iterator[int]:
        """The rules called by something else than a folded literal."""
        encoded = document.encoded
        for byte in set(encoded.translate(None, self._common)):
            yield from self._rare[byte]
        strings = self._raw_strings
        found = search.hits(self._raw_automaton, document.ended, self._longest_raw)
        document.signs = search.Signs(self._raw.keys(), ((strings[number], start) for number, start, _ in found))
        for string in document.signs.standing:
            yield from self._raw[string]
        for question, rules in self._questions:
            if question(document):
                yield from rules
        if self._furniture is not None:
            layout = document.shared[Layout] = Layout(document, self._furniture)
            for code in layout.owners:
                yield self._places[code]
