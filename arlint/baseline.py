"""A baseline: the findings that were there when arlint came into a repository, so that only new ones are reported.

`{path: {code: {fingerprint: count}}}` as sorted JSON; paths are relative to the baseline's own folder. A fingerprint
is made of the match and its neighbours, never of line numbers, so editing elsewhere in a file changes none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

import msgspec

from arlint.model import Diagnostic
from arlint.text.fold import fold
from arlint.text.malformed import MALFORMED

Fingerprints = dict[str, dict[str, int]]
Baseline = dict[str, Fingerprints]

_NEIGHBOURS = 3  # words on each side
_REACH = 80  # code points on each side in which they are looked for


class BaselineError(Exception):
    """Bytes that are not a baseline."""


def parse(data: bytes) -> Baseline:
    """The baseline in `data`; raises `BaselineError`."""
    try:
        return msgspec.json.decode(data, type=Baseline)
    except MALFORMED as error:
        raise BaselineError(f"not a baseline: {error}; write it anew with `arlint baseline write`") from error


def dump(baseline: Baseline) -> bytes:
    """The bytes of a baseline file: sorted and indented, so that its changes read well in a diff."""
    return msgspec.json.format(msgspec.json.encode(baseline, order="deterministic"), indent=1) + b"\n"


def fingerprint(code: str, text: str, start: int, end: int) -> str:
    """What stays the same of a finding of rule `code` at `text[start:end]` while the text around it moves.

    64 bits of BLAKE2b over the code, the folded match and three words of its line on each side, as 16 hexadecimal
    digits.
    """
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2].split()[-_NEIGHBOURS:]
    after = text[end : end + _REACH].partition("\n")[0].split()[:_NEIGHBOURS]
    parts = [code.encode(), *(fold(" ".join(words)) for words in (before, text[start:end].split(), after))]
    return blake2b(b"\0".join(parts), digest_size=8).hexdigest()


def record(text: str, diagnostics: Iterable[Diagnostic]) -> Fingerprints:
    """The fingerprints of the findings in one text, counted."""
    found: Fingerprints = {}
    for diagnostic in diagnostics:
        counts = found.setdefault(diagnostic.code, {})
        mark = fingerprint(diagnostic.code, text, diagnostic.start, diagnostic.end)
        counts[mark] = counts.get(mark, 0) + 1
    return found


def merge(one: Mapping[str, Mapping[str, int]], other: Mapping[str, Mapping[str, int]]) -> Fingerprints:
    """The sums of two texts' fingerprints: the records of one file share an entry."""
    return {
        code: dict(Counter(one.get(code, {})) + Counter(other.get(code, {}))) for code in (one.keys() | other.keys())
    }


def prune(known: Mapping[str, Mapping[str, int]], found: Mapping[str, Mapping[str, int]]) -> Fingerprints:
    """What of `known` is still `found`, each as often as it still is."""
    left = {code: dict(Counter(marks) & Counter(found.get(code, {}))) for code, marks in known.items()}
    return {code: marks for code, marks in left.items() if marks}


class Known:
    """The known findings of one file, used up one by one as they are met again."""

    def __init__(self, fingerprints: Mapping[str, Mapping[str, int]]) -> None:
        self._left = {code: Counter(marks) for code, marks in fingerprints.items()}

    def new(self, text: str, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings in `text` that are not known, or no longer: the third of two known ones is new."""
        return [diagnostic for diagnostic in diagnostics if not self._take(text, diagnostic)]

    def _take(self, text: str, diagnostic: Diagnostic) -> bool:
        marks = self._left.get(diagnostic.code)
        if not marks:
            return False
        mark = fingerprint(diagnostic.code, text, diagnostic.start, diagnostic.end)
        marks[mark] -= 1
        return marks[mark] >= 0
