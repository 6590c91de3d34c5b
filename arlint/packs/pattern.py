"""The kind `pattern`: a regular expression, run only where a trigger stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Literal

from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.packs.base import Match, Rule
from arlint.packs.limits import Allowance, Patience
from arlint.packs.literals import expand
from arlint.packs.schema import PackError, RuleSpec
from arlint.text.chars import encode

if TYPE_CHECKING:
    import regex


class Pattern(RuleSpec, frozen=True, kw_only=True, tag="pattern"):
    r"""Flag what `pattern` matches (syntax of `regex`, V1 on, VERBOSE off: `[[a-z]--[bc]]` are sets in a set).

    The flagged span is the group `at` where there is one, else the whole match. `fix` is what the span becomes, with
    \1 or \g<name> for groups. `unless` is a pattern that must not match at the same place.
    `literals` (folded words; `[ab]` is either, `{letter}` any Arabic letter), `chars` (characters) or `raw` (exact
    strings) are triggers: the pattern is searched in the lines that hold one. `window = "document"` searches the
    whole text when a trigger is anywhere in it.
    """

    pattern: str
    fix: str | None = None
    unless: str | None = None
    literals: tuple[str, ...] = ()
    chars: str = ""
    raw: tuple[str, ...] = ()
    window: Literal["line", "document"] = "line"


#: Code points behind a piece of a long line into which a match may reach.
_AHEAD = 300


class PatternRule(Rule[Pattern]):
    """A compiled `pattern` rule."""

    @property
    def literals(self) -> Mapping[bytes, int]:
        spec = self.spec
        if spec.window == "line" and not (spec.literals or spec.chars or spec.raw):
            raise PackError("it would never run: name what a line must hold for it, in `literals`, `chars` or `raw`")
        return expand(spec.literals)

    @cached_property
    def rare(self) -> frozenset[int]:
        return frozenset(encode(self.spec.chars))

    @cached_property
    def raw(self) -> tuple[bytes, ...]:
        return tuple(encode(text) for text in self.spec.raw)

    @cached_property
    def _pattern(self) -> regex.Pattern[str]:
        return compile_pattern(self.spec, "pattern", self.spec.pattern)

    @cached_property
    def _patience(self) -> Patience:
        return Patience()

    @cached_property
    def _unless(self) -> regex.Pattern[str] | None:
        return compile_pattern(self.spec, "unless", self.spec.unless) if self.spec.unless else None

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        allowance, unless = self._patience.begin(len(document.text)), self._unless
        try:
            reach = 0
            for start, last, end in self._windows(document, matches):
                for found in self._pattern.finditer(document.text, max(start, reach), end, timeout=allowance.left()):
                    if found.start() >= last:
                        break  # it belongs to the next piece of a long line
                    reach = found.end()
                    if unless is not None and unless.match(document.text, found.start(), end, timeout=allowance.left()):
                        continue
                    yield self._hit(found, allowance)
        except TimeoutError:
            allowance.lost()
            raise

    def _hit(self, found: regex.Match[str], allowance: Allowance) -> Hit:
        lo, hi = found.span("at") if "at" in self._pattern.groupindex else found.span()
        if self.spec.fix is None:
            return Hit(lo, hi)
        new = found.expand(self.spec.fix)
        allowance.written(len(new))
        return Hit(lo, hi, (Edit(lo, hi, new),))

    @cached_property
    def _needles(self) -> frozenset[bytes]:
        return frozenset((*(bytes([byte]) for byte in self.rare), *self.raw))

    def _windows(self, document: Document, matches: Iterable[Match]) -> Iterator[tuple[int, int, int]]:
        """Where to search: from the first place up to the second for the start of a match, to the third for its end."""
        size = len(document.text)
        if self.spec.window == "document":
            yield 0, size + 1, size
            return
        literals = (document.folded.point(match.start) for match in matches)
        points = chain(literals, *document.places(self._needles).values())
        for number in sorted({document.stretch_number(point) for point in points}):
            line = document.stretches[number]
            # With its newline, so that a pattern may look at the line's end; a piece of a line goes on.
            if document.text[line.end : line.end + 1] in ("", "\n", "\r"):
                yield line.start, size + 1, min(line.end + 1, size)
            else:
                yield line.start, line.end, min(line.end + _AHEAD, size)


def compile_pattern(spec: RuleSpec, key: str, pattern: str) -> regex.Pattern[str]:
    """`pattern`, what the rule has under `key`, compiled; PackError where it is not a regular expression."""
    import regex  # 7 ms that texts without a trigger of a pattern save

    try:
        return regex.compile(pattern, regex.V1)
    except RecursionError:
        raise PackError(f"rule {spec.code}, key `{key}`: nested too deeply") from None
    except (regex.error, ValueError, OverflowError, IndexError, TypeError, KeyError) as error:
        raise PackError(f"rule {spec.code}, key `{key}`: {error}") from error
