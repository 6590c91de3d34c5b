"""The verdict on a document: its scores, and the gates that it doesn't pass."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import inf

from msgspec import Struct

from arlint.config import CorpusConfig, Gate
from arlint.document import Document
from arlint.model import Applied, Diagnostic
from arlint.scores import profiles
from arlint.scores.catalogue import SCORES
from arlint.scores.measures import Measures
from arlint.scores.vocabulary import StopWords

_DIGITS = 6
"""Significant ones that a score is written with: no threshold has more, and logs stay readable."""
_WHOLE = (0.0, 1.0)  # what most scores are, and needs no rounding


class Verdict(Struct, frozen=True):
    """The scores of a document, and why it is dropped: each gate that it fails, "" where it is kept."""

    scores: dict[str, float]
    dropped: str = ""


class Judge:
    """Scores documents and holds them against the gates of one configuration; ConfigError where it names none such.

    All scores that were asked for are found, also after a gate has failed.
    """

    def __init__(self, config: CorpusConfig) -> None:
        profiles.check(config)
        self.gates = profiles.gates(config)
        wanted = SCORES if profiles.ALL in config.scores else {*self.gates, *config.scores}
        self._scores = [(name, score.value) for name, score in SCORES.items() if name in wanted]
        self._config = config
        self._ranges = [
            (name, -inf if gate.min is None else gate.min, inf if gate.max is None else gate.max)
            for name, gate in self.gates.items()
        ]

    @property
    def idle(self) -> bool:
        """Whether nothing is asked for."""
        return not self._scores

    @cached_property
    def _stop_words(self) -> StopWords | None:
        listed = profiles.profile(self._config.profile).stop_words
        return StopWords(listed) if listed else None

    def judge(
        self, before: Document, text: str, edits: Sequence[Applied] = (), remaining: Sequence[Diagnostic] = ()
    ) -> Verdict:
        """The verdict on `text`, which `edits` made of `before` and in which the findings `remaining` are left."""
        measures = Measures(before, text, edits, remaining, self._stop_words)
        scores = {
            name: found if (found := value(measures)) in _WHOLE else float(f"{found:.{_DIGITS}g}")
            for name, value in self._scores
        }
        failed = [name for name, low, high in self._ranges if not low <= scores[name] <= high]
        return Verdict(scores, "; ".join(_failure(name, scores[name], self.gates[name]) for name in failed))


def _failure(name: str, value: float, gate: Gate) -> str:
    """Why `value` does not pass, beginning with the name of the gate.

    >>> _failure("words", 12.0, Gate(min=50))
    'words is 12, below 50'
    """
    if gate.min is not None and value < gate.min:
        return f"{name} is {value:g}, below {gate.min:g}"
    if gate.max is not None and value > gate.max:
        return f"{name} is {value:g}, above {gate.max:g}"
    return ""
