"""`Linter`: the one way into arlint for every caller, command line and cluster alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from arlint import edits, engine
from arlint.config import Config, check_selectors
from arlint.document import Document
from arlint.engine import Fixed
from arlint.line_ends import CR_LF, LineEnds
from arlint.model import Applicability, Applied, Diagnostic
from arlint.packs import index, load
from arlint.packs.content import content_hash
from arlint.packs.index import Entry
from arlint.packs.kinds import AnySpec
from arlint.packs.names.variants import check_preferences
from arlint.ruleset import RuleSet, selected
from arlint.text import lexicon

if TYPE_CHECKING:
    from arlint.scores.gates import Judge

#: A text that makes the rules load their tables: a word that is in no list among ordinary ones, quotes, names, figures.
_SAMPLE = (
    "قال المدير التنفيذي لشركه مايكروسوفت إن «النموذج» الجديد من OpenAI ، الذي أطلق في 5 مايو 2024 , سيصل إلي 3 ملايين "
    "مستخدم.\n\nاقرأ أيضا: هاذا الخبر في الشرق الاوسط\nشاركها: https://example.com/?a=1\n"
    "\ufee3\u200cـــ (<b>١٢٣</b>) &amp;quot; \u00c7\u00e1 !!\n"  # a presentation form, a joiner, tatweel, tags, codes
)


class Cleaned(Struct, frozen=True):
    """A text as `clean` leaves it.

    `dropped` is the reason why a gate refused the document, or None. `edits` are relative to the text that came in.
    """

    text: str
    dropped: str | None
    edits: tuple[Applied, ...]
    scores: dict[str, float]


class Linter:
    """Checks, fixes and cleans texts with the rules of one configuration.

    It is immutable and may be shared by threads. Pickled it is its configuration, of which a process makes its own.

    >>> Linter().check("انتهى الخبر.")
    []
    """

    def __init__(self, config: Config | None = None, further: Iterable[AnySpec] = ()) -> None:
        """`further` are rules beside those of the packs, of codes of their own, such as those of a learned pack.

        Packs are read when a text first calls for it; a `ConfigError` then says which selector names no rule.
        """
        if not isinstance(config, Config | None):
            raise TypeError(f"a Linter takes a Config, and not {type(config).__name__}")
        self.config = config or Config()
        self._further = tuple(further)
        self._parts: dict[tuple[str, ...], RuleSet] = {}

    def __reduce__(self) -> tuple[Callable[[bytes, bytes], Linter], tuple[bytes, bytes]]:
        return linter_of, (msgspec.json.encode(self.config), packed(self._further))

    @cached_property
    def _entries(self) -> list[Entry]:
        return index.entries(load.roots(self.config.extend_packs), self._further)

    @cached_property
    def rules(self) -> tuple[AnySpec, ...]:
        """Every known rule with its examples, selected or not, in the order of the packs."""
        return (
            tuple(
                spec
                for root, trusted in load.roots(self.config.extend_packs)
                for pack in load.load(root, trusted=trusted)
                for spec in pack.rule
            )
            + self._further
        )

    @cached_property
    def ruleset(self) -> RuleSet:
        """The selected rules, ready to run. PackError where a pack cannot be used or two rules share a code."""
        return RuleSet(self._selected, self.config, self._entries)

    def reaching(self, *reaches: str) -> RuleSet:
        """The selected rules that judge by "words", "lines" or the whole "file": for texts that are a part of one."""
        if reaches not in self._parts:
            self._parts[reaches] = RuleSet(
                [one for one in self._selected if one.reach in reaches], self.config, self._entries
            )
        return self._parts[reaches]

    @cached_property
    def _selected(self) -> list[Entry]:
        check_selectors(self.config, ((entry.code, entry.name) for entry in self._entries))
        if self.config.brands.prefer:
            check_preferences(self.config.brands, (e.decoded for e in self._entries if e.kind == "variants"))
        chosen = [entry for entry in self._entries if selected(entry, self.config)]
        if self.config.brands.names or self.config.brands.prefer:
            chosen = [Entry.of(e.decoded, self.config) if e.kind == "variants" else e for e in chosen]
        return chosen

    @cached_property
    def _judge(self) -> Judge:
        from arlint.scores.gates import Judge  # checking asks for no scores

        return Judge(self.config.corpus)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what a cleaned text depends on besides the text: the rules, the configuration, the gates."""
        return _hash((self.rules_fingerprint, self._judge.gates))

    @cached_property
    def rules_fingerprint(self) -> str:
        """A hash of what findings depend on besides the text: the rules and the configuration."""
        state = ([content_hash(root) for root, _ in load.roots(self.config.extend_packs)], self.config)
        return _hash((*state, self._further) if self._further else state)

    def prepare(self) -> None:
        """Load all that texts may call for now, so that processes forked from this one share its memory."""
        self.ruleset.prepare()
        self.clean_text(_SAMPLE)
        lexicon.prepare()

    def check(
        self, text: str, *, kind: str = "plain", path: str | None = None, meta: dict[str, Any] | None = None
    ) -> list[Diagnostic]:
        """The findings in `text`, sorted by place (code points)."""
        if _has_cr_lf(text):
            ends = LineEnds(text)
            return [ends.found(one) for one in self.check(ends.text, kind=kind, path=path, meta=meta)]
        return engine.check(Document(text, kind, path, meta), self.ruleset, self.config.message_language)

    def fix(
        self,
        text: str,
        *,
        kind: str = "plain",
        path: str | None = None,
        meta: dict[str, Any] | None = None,
        unsafe: bool = False,
    ) -> Fixed:
        """`text` with every safe fix applied, the unsafe ones too where asked, and what is left to report."""
        if _has_cr_lf(text):
            ends = LineEnds(text)
            fixed = self.fix(ends.text, kind=kind, path=path, meta=meta, unsafe=unsafe)
            return _with_ends(text, ends, fixed)
        least = Applicability.UNSAFE if unsafe else Applicability.SAFE
        document = Document(text, kind, path, meta)
        return engine.fix(document, self.ruleset, engine.accepts(least), self.config.message_language)

    def clean_text(
        self,
        text: str,
        *,
        kind: str = "plain",
        path: str | None = None,
        meta: dict[str, Any] | None = None,
    ) -> Cleaned:
        """`text` as a corpus wants it: safe fixes, and those unsafe ones that are sure enough to be made unread."""
        return self.clean_further(text, lambda _: (), kind=kind, path=path, meta=meta)

    def clean_further(
        self,
        text: str,
        further: Callable[[str], Sequence[Applied]],
        *,
        kind: str = "plain",
        path: str | None = None,
        meta: dict[str, Any] | None = None,
    ) -> Cleaned:
        """As `clean_text`, with the edits that `further` gives of the text after its fixes; gates judge the outcome."""
        if _has_cr_lf(text):
            ends = LineEnds(text)
            cleaned = self.clean_further(ends.text, further, kind=kind, path=path, meta=meta)
            made = tuple(map(ends.applied, cleaned.edits))
            return replace(cleaned, text=edits.apply(text, made), edits=made)
        document = Document(text, kind, path, meta)
        fixed = engine.fix(document, self.ruleset, engine.accepts(Applicability.SAFE, clean=True))
        if more := further(fixed.text):
            fixed = _continued(text, fixed, more)
        if self._judge.idle:
            return Cleaned(fixed.text, None, fixed.edits, {})
        verdict = self._judge.judge(document, fixed.text, fixed.edits, fixed.remaining)
        return Cleaned(fixed.text, verdict.dropped or None, fixed.edits, verdict.scores)

    def clean(self, texts: Iterable[str]) -> Iterator[Cleaned]:
        """Each of `texts` cleaned, in order. TypeError for one text in place of several."""
        if isinstance(texts, str):
            raise TypeError("clean takes texts; for one there is clean_text")
        for text in texts:
            yield self.clean_text(text)


@lru_cache(maxsize=4)
def linter_of(configuration: bytes, further: bytes = b"") -> Linter:
    """The linter of a configuration (JSON), made once a process: pools and engines ask anew for every batch.

    `further` are `packed` rules beside those of the packs.
    """
    rules = msgspec.msgpack.decode(further, type=tuple[AnySpec, ...]) if further else ()
    return Linter(msgspec.json.decode(configuration, type=Config), rules)


def packed(rules: tuple[AnySpec, ...]) -> bytes:
    """Rules as they travel to another process."""
    return msgspec.msgpack.encode(rules) if rules else b""


def _has_cr_lf(text: str) -> bool:
    """Whether a line of `text` ends with CR LF. TypeError for what is no text, such as the None of a table."""
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, and not {type(text).__name__}")
    return CR_LF in text


def _with_ends(text: str, ends: LineEnds, fixed: Fixed) -> Fixed:
    """`fixed`, which was made of the text with LF, as made of `text` itself."""
    made = tuple(map(ends.applied, fixed.edits))
    new = edits.apply(text, made)
    after = LineEnds(new)
    # Where an edit brought a CR and a LF together, the new text is shorter by that CR.
    return Fixed(new, made, [after.found(one) for one in fixed.remaining if one.end <= len(after.text)])


def _continued(text: str, fixed: Fixed, more: Sequence[Applied]) -> Fixed:
    """`fixed`, which was made of `text`, after `more` edits of it; findings that they meet are gone."""
    remaining = []
    for found in fixed.remaining:
        if not any(edit.start < found.end and found.start < edit.end for edit in more):
            shift = sum(len(edit.text) - (edit.end - edit.start) for edit in more if edit.end <= found.start)
            remaining.append(replace(found, start=found.start + shift, end=found.end + shift))
    composed = edits.compose(text, fixed.edits, more)
    return replace(fixed, text=edits.apply(fixed.text, more), edits=composed, remaining=remaining)


def _hash(state: object) -> str:
    return hashlib.blake2b(msgspec.json.encode(state), digest_size=16).hexdigest()
