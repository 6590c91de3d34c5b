"""How likely a document is to be machine-translated, and why.

A logistic model over a dozen signals: findings of the families NE and MT, habits of spacing that translation engines
have, and constructions that they prefer. The signals, their weights and the words for them are data
(`rules/lists/mt_score.tsv`); `tools/fit_mt_score.py` fits them and prints how well the score is calibrated. The score
supposes that one document in two is translated; a corpus where that is rare wants a higher bar.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import regex

from arlint.document import Document
from arlint.model import Diagnostic
from arlint.packs.schema import PackError
from arlint.text import lists

#: Words added to every document when rates are taken: a single phrase in a short text is no habit.
_SMOOTHING = 100
#: Findings of NE and MT that count; more of them say nothing new.
_MOST_TRACES = 3
_FAMILIES = ("NE", "MT")
_LIST = "mt_score.tsv"


class Signal(NamedTuple):
    """One thing that speaks for machine translation: its name, its weight, where to see it, how to say it."""

    name: str
    weight: float
    patterns: tuple[regex.Pattern[str], ...]
    reason: str


class MtScore(NamedTuple):
    """A probability from 0 to 1, and what raised it, the strongest first."""

    value: float
    reasons: tuple[str, ...]


def mt_score(document: Document, diagnostics: Iterable[Diagnostic] = ()) -> MtScore:
    """The score of `document`, whose findings are `diagnostics`; PackError where the list of signals is wrong."""
    logit, reasons = 0.0, []
    for signal, value in zip(signals(), measure(document, diagnostics), strict=True):
        logit += signal.weight * value
        if signal.reason and signal.weight * value > 0:
            reasons.append((signal.weight * value, signal.reason))
    reasons.sort(key=lambda pair: -pair[0])
    return MtScore(1 / (1 + math.exp(-logit)), tuple(f"{reason} ({worth:+.1f})" for worth, reason in reasons))


def measure(document: Document, diagnostics: Iterable[Diagnostic] = ()) -> list[float]:
    """The value of each signal in `document`: 1 for the bias, a count of traces, else log(1 + rate per 1,000 words)."""
    words = document.text.count(" ") + document.text.count("\n") + 1
    values = []
    for signal in signals():
        if signal.patterns:
            count = sum(len(pattern.findall(document.text)) for pattern in signal.patterns)
            values.append(math.log1p(1000 * count / (words + _SMOOTHING)))
        elif signal.name == "traces":
            traces = {(d.code, document.text[d.start : d.end]) for d in diagnostics if d.code[:2] in _FAMILIES}
            values.append(float(min(len(traces), _MOST_TRACES)))
        else:
            values.append(1.0)
    return values


@lru_cache(maxsize=1)
def signals() -> tuple[Signal, ...]:
    """The signals of the built-in list."""
    try:
        return tuple(
            Signal(name, float(weight), tuple(regex.compile(p) for p in patterns.split(" || ") if p), reason)
            for name, weight, patterns, reason in lists.rows(_LIST)
        )
    except (ValueError, regex.error) as error:
        raise PackError(f"{_LIST}: {error}") from error
