"""The kind `phrase`: words, with the clitics that Arabic joins to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.packs.base import Match, Rule
from arlint.packs.context import Words
from arlint.packs.schema import RuleSpec
from arlint.text.chars import ARABIC_LETTER_BYTES, FOLD_DELETED, WORD_BYTES, encode
from arlint.text.dialect import near_dialect
from arlint.text.fold import fold
from arlint.text.initials import goes_on
from arlint.text.marks import is_among_vowels
from arlint.text.quotes import in_old_quotation
from arlint.text.words import ARTICLE, Clitics, attach, split_prefix, strip_marks, with_marks_of


class Phrase(RuleSpec, frozen=True, kw_only=True, tag="phrase"):
    """Flag any of `phrases`, or any key of `replace`.

    `fix` replaces each of `phrases`; `replace` gives each key its own replacement, and `list` names a file that gives
    many theirs, two columns a row; without any, nothing is edited.
    `clitics`: proclitics may be joined in front, and the fix puts them back.
    `exact`: the spelling must be as written here, marks aside (for rules about spelling), and no name of a letter.
    `article` "drop": the replacement is a name that takes no ال.
    `near`, `unless`: words that must, or must not, stand nearby.
    `speech` false: not beside words of a dialect, where the same letters are another word.
    """

    phrases: tuple[str, ...] = ()
    replace: dict[str, str] = {}
    list: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    fix: str | None = None
    clitics: bool = True
    exact: bool = False
    article: Literal["keep", "drop"] = "keep"
    near: Words | None = None
    unless: Words | None = None
    speech: bool = True


class PhraseRule(Rule[Phrase]):
    """A compiled `phrase` rule."""

    @cached_property
    def _replace(self) -> dict[str, str]:
        return {**self.spec.replace, **dict(self.spec.rows)}

    @cached_property
    def _stems(self) -> dict[bytes, list[str]]:
        """Literal -> the phrases that fold to it, which differ in spelling alone."""
        stems: dict[bytes, list[str]] = {}
        for phrase in (*self.spec.phrases, *self._replace):
            stems.setdefault(stem(phrase), []).append(phrase)
        return stems

    @property
    def whole_words(self) -> bool:
        return True

    @property
    def literals(self) -> Mapping[bytes, int]:
        as_written = self._as_written.values()
        return {literal: number for number, literal in enumerate(self._stems) if number not in as_written}

    @property
    def raw(self) -> tuple[bytes, ...]:
        return tuple(self._as_written)

    @cached_property
    def _as_written(self) -> dict[bytes, int]:
        """Phrases that fold to their own replacement (ألتي, التي), as they are encoded, each with its stem's number.

        Most texts hold the right spelling, so these are looked for as they are written, without marks inside.
        """
        spec = self.spec
        return {
            encode(_bare(phrase)): number
            for number, phrases in enumerate(self._stems.values())
            if spec.exact and all(fold(self._replace.get(phrase, "")) == fold(phrase) for phrase in phrases)
            for phrase in phrases
        }

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        stems = list(self._stems.values())
        for match in (*matches, *self._written(document)):
            bare = _bare_letters(document, match) if self.spec.exact else None
            for phrase in stems[match.literal]:
                # A look at its bytes, as most are the right spelling.
                if bare is not None and bare != self._encoded[phrase]:
                    continue
                hit = self._judge(document, match, phrase)
                if hit is not None:
                    yield hit
                    break

    def _written(self, document: Document) -> Iterator[Match]:
        """Where the phrases that are looked for as they are written stand."""
        index = document.folded.index
        for phrase, places in document.places(self._as_written.keys()).items():
            for start in places:
                yield Match(self._as_written[phrase], index(start), index(start + len(phrase)))

    def _judge(self, document: Document, match: Match, phrase: str) -> Hit | None:
        spec = self.spec
        found = locate(document, match, phrase, clitics=spec.clitics, exact=spec.exact)
        if found is None:
            return None
        start, end, clitics = found
        if spec.exact and goes_on(document.text, start):
            return None
        cue = spec.near.found(document, match.start, match.end) if spec.near else ""
        if cue is None or (spec.unless and spec.unless.found(document, match.start, match.end)):
            return None
        if not spec.speech and near_dialect(document.text, start, end):
            return None
        cues = (cue,) if cue else ()
        fix = self._replace.get(phrase, spec.fix)
        if fix is None:
            return Hit(start, end, cues=cues)
        kept = Clitics(clitics.conjunction, clitics.preposition) if spec.article == "drop" else clitics
        new, trust = attach(kept, fix), None
        if spec.exact:  # the same word in another spelling has the same vowels
            new, whole = with_marks_of(document.text[start:end], new)
            text = document.text
            vocalised = is_among_vowels(text, start, end)
            if vocalised and spec.trust < Applicability.SAFE:
                return None  # who sets all vowels means the other reading: فَلِمَ يُعطي، دَعى ماذا
            if not whole or vocalised or in_old_quotation(text, start):
                trust = min(spec.trust, Applicability.UNSAFE)
        if new == document.text[start:end] or (spec.exact and clitics.article and fix.endswith("وا")):
            # With a proclitic the two are spelled alike (للذان, of الذان and of اللذان), or it stands before no verb.
            return None
        return Hit(start, end, (Edit(start, end, new),), trust, cues=cues)

    @cached_property
    def _encoded(self) -> dict[str, bytes]:
        return {phrase: encode(_bare(phrase)) for phrases in self._stems.values() for phrase in phrases}


def _bare_letters(document: Document, match: Match) -> bytes | None:
    """What stands at a match, as it is encoded; None where marks stand among its letters."""
    start = document.folded.point(match.start)
    written = document.encoded[start : start + match.end - match.start]
    return written if len(written.translate(None, FOLD_DELETED)) == len(written) else None


def stem(phrase: str) -> bytes:
    """The literal to look for: the folded phrase without its article, which may be there as لل."""
    return fold(_bare(phrase))


def _bare(phrase: str) -> str:
    """A phrase without its article."""
    return phrase.removeprefix(ARTICLE) if _has_article(phrase) else phrase


def _has_article(phrase: str) -> bool:
    return phrase.startswith(ARTICLE) and len(phrase.split(maxsplit=1)[0]) > len(ARTICLE) + 1


def locate(
    document: Document, match: Match, phrase: str, *, clitics: bool = True, exact: bool = False
) -> tuple[int, int, Clitics] | None:
    """Where a literal match is `phrase` as words of its own: code points with the clitics, and the clitics.

    An article that the phrase has itself is not among the clitics. None where the match lies inside longer words.
    """
    view = document.folded.view
    if match.end < len(view) and view[match.end] in WORD_BYTES and view[match.end - 1] in WORD_BYTES:
        return None
    first = match.start
    while first and view[first - 1] in ARABIC_LETTER_BYTES:
        first -= 1
    if first and view[first - 1] in WORD_BYTES and view[first] in WORD_BYTES:
        return None
    start, end = document.folded.span(first, match.end)
    stem_start = document.folded.point(match.start)
    found = split_prefix(document.text[start:stem_start])
    if found is None:
        return None
    if _has_article(phrase):
        if not found.article:
            return None
        found = Clitics(found.conjunction, found.preposition)
    if not clitics and found != Clitics():
        return None
    if exact and strip_marks(document.text[stem_start:end]) != _bare(phrase):
        return None
    return start, end, found
