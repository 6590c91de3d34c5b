"""The kind `chars`: runs of characters of one class, judged by what stands on either side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.packs.base import Match, Rule
from arlint.packs.limits import SECONDS, Patience
from arlint.packs.pattern import compile_pattern
from arlint.packs.schema import PackError, RuleSpec
from arlint.text.chars import encode

if TYPE_CHECKING:
    import regex


class Chars(RuleSpec, frozen=True, kw_only=True, tag="chars"):
    r"""Flag runs of `chars`, a set in the syntax of `regex` (`[\u200B\u2060]`, `\p{InArabic_Presentation_Forms-B}`).

    `before` and `after` are patterns that must match on either side of the run. The fix is `fix` for the whole run,
    or `map` character by character, or `normalise` = "nfkc" | "nfc"; with none of them, nothing is edited.
    `words` widens the span (and the fix) to the words that hold the run.
    """

    chars: str
    before: str = ""
    after: str = ""
    fix: str | None = None
    map: dict[str, str] = {}
    normalise: Literal["nfkc", "nfc", ""] = ""


class CharsRule(Rule[Chars]):
    """A compiled `chars` rule."""

    @cached_property
    def rare(self) -> frozenset[int]:
        try:
            members = compile_pattern(self.spec, "chars", self.spec.chars).findall(_all_characters(), timeout=SECONDS)
        except TimeoutError:
            raise PackError(f"rule {self.spec.code}, key `chars`: takes too long; write a set of characters") from None
        return frozenset(encode("".join(members)))

    @cached_property
    def _patience(self) -> Patience:
        return Patience()

    @cached_property
    def _pattern(self) -> regex.Pattern[str]:
        before = f"(?<={self.spec.before})" if self.spec.before else ""
        after = f"(?={self.spec.after})" if self.spec.after else ""
        return compile_pattern(self.spec, "chars", f"{before}(?:{self.spec.chars})+{after}")

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        allowance = self._patience.begin(len(document.text))
        try:
            for found in self._pattern.finditer(document.text, timeout=allowance.left()):
                start, end = found.span()
                new = self._rewrite(found.group())
                allowance.written(len(new or ""))
                yield Hit(start, end, None if new is None else (Edit(start, end, new),))
        except TimeoutError:
            allowance.lost()
            raise

    def _rewrite(self, run: str) -> str | None:
        spec = self.spec
        if spec.fix is not None:
            return spec.fix
        if spec.map:
            return "".join(spec.map.get(char, char) for char in run)
        if spec.normalise:
            return unicodedata.normalize("NFKC" if spec.normalise == "nfkc" else "NFC", run)
        return None


def _all_characters() -> str:
    """Planes 0 and 1 without surrogates, and the tags and variation selectors of plane 14: what a set may hold."""
    return "".join(map(chr, [*range(0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE0200)]))
