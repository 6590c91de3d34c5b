"""Pictures as inline SVG. They stretch with the page; words stand beside them in HTML, where they keep their size."""

from __future__ import annotations

import math
from collections.abc import Sequence

from arlint.corpus.report.facts import Distribution, Limits
from arlint.report.xml import text

_BINS = 40
_HEIGHT = 100.0
_LEAST = 1.2  # height of a bin that isn't empty


def stacked(parts: Sequence[tuple[str, int, str]], whole: int) -> str:
    """A bar of parts: (class, number, what it is), as shares of `whole`. It starts where the page's lines start."""
    at = 0.0
    drawn = []
    for name, number, what in parts:
        width = 1000 * number / whole if whole else 0.0
        if number:
            place = f'x="{at:.1f}" width="{max(width, 2):.1f}" height="10"'
            drawn.append(f'<rect class="{name}" {place}><title>{text(what)}</title></rect>')
        at += width
    words = text("، ".join(what for _, number, what in parts if number))
    return (
        f'<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{words}">'
        f"{''.join(drawn)}</svg>"
    )


class _Scale:
    """From a score to a bin: even steps for shares, growing ones for counts."""

    def __init__(self, values: Sequence[float]) -> None:
        self._share = min(values) >= 0 and max(values) <= 1
        self.low, self.high = (0.0, 1.0) if self._share else (min(values), max(values))
        self._even = self._share or self.low < 0 or self.high - self.low <= _BINS

    def place(self, value: float) -> float:
        """Where on the axis `value` stands, from 0 to 1; outside it, at its end."""
        low, high, at = self.low, self.high, min(max(value, self.low), self.high)
        if not self._even:
            low, high, at = math.log1p(low), math.log1p(high), math.log1p(at)
        return (at - low) / (high - low) if high > low else 0.5

    def ticks(self) -> list[float]:
        """Round values to name on the axis."""
        if self._share:
            return [0, 0.25, 0.5, 0.75, 1]
        if self._even:
            return [self.low, (self.low + self.high) / 2, self.high]
        powers = [10.0**n for n in range(12) if self.low < 10.0**n < self.high]
        return [tick for tick in powers if 0.04 < self.place(tick) < 0.96]


def _ends(limits: Limits) -> list[float]:
    return [limit for limit in (limits.min, limits.max) if limit is not None]


def _scale(distribution: Distribution, limits: Limits) -> _Scale:
    values = [float(value) for side in (distribution.kept, distribution.dropped) for value in side]
    return _Scale(values + _ends(limits))


def tallest(distribution: Distribution, limits: Limits | None) -> int:
    """How many documents the highest bar of the histogram stands for."""
    scale = _scale(distribution, limits or Limits())
    return max(map(sum, zip(_bins(distribution.kept, scale), _bins(distribution.dropped, scale), strict=True)))


def histogram(distribution: Distribution, limits: Limits | None, name: str) -> str:
    """How documents spread over a score, dropped ones on top; where the gate refuses them the ground is tinted."""
    limits = limits or Limits()
    ends = _ends(limits)
    scale = _scale(distribution, limits)
    kept, dropped = _bins(distribution.kept, scale), _bins(distribution.dropped, scale)
    highest = tallest(distribution, limits) or 1
    drawn = []
    for low, high in _refused(limits, scale):
        drawn.append(f'<rect class="refused" x="{low * 400:.1f}" width="{(high - low) * 400:.1f}" height="100"/>')
    for at, (stay, go) in enumerate(zip(kept, dropped, strict=True)):
        up = 0.0
        for kind, number in (("kept", stay), ("dropped", go)):
            if number:
                tall = max(number / highest * _HEIGHT * 0.96, _LEAST)
                what = f"{number:,} {'أُبقيت' if kind == 'kept' else 'أُسقطت'}"
                place = f'x="{at * 10 + 0.5:.1f}" y="{_HEIGHT - up - tall:.1f}" width="9" height="{tall:.1f}"'
                drawn.append(f'<rect class="{kind}" {place}><title>{what}</title></rect>')
                up += tall
    lines = [scale.place(end) for end in ends]
    drawn += [f'<line class="limit" x1="{x * 400:.1f}" x2="{x * 400:.1f}" y1="0" y2="100"/>' for x in lines]
    labels = "".join(
        f'<span class="limit{_side(x)}" style="left:{x * 100:.1f}%">الحد {"الأدنى" if end == limits.min else "الأعلى"} '
        f"<bdi>{end:g}</bdi></span>"
        for end, x in zip(ends, lines, strict=True)
    )
    ticks = "".join(
        f'<span class="tick{_side(scale.place(tick))}" style="left:{scale.place(tick) * 100:.1f}%">{_tick(tick)}</span>'
        for tick in scale.ticks()
    )
    return (
        f'<div class="chart" dir="ltr"><div class="limits">{labels}</div>'
        f'<svg class="histogram" viewBox="0 0 400 100" preserveAspectRatio="none" role="img" '
        f'aria-label="{text(f"توزع درجات {name}")}">{"".join(drawn)}</svg><div class="ticks">{ticks}</div></div>'
    )


def _tick(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2g}"


def _side(place: float) -> str:
    """The class that keeps a label inside its chart."""
    return " first" if place < 0.15 else " last" if place > 0.85 else ""


def _bins(counts: dict[float, int], scale: _Scale) -> list[int]:
    bins = [0] * _BINS
    for value, number in counts.items():
        bins[min(int(scale.place(float(value)) * _BINS), _BINS - 1)] += number
    return bins


def _refused(limits: Limits, scale: _Scale) -> list[tuple[float, float]]:
    ranges = []
    if limits.min is not None:
        ranges.append((0.0, scale.place(limits.min)))
    if limits.max is not None:
        ranges.append((scale.place(limits.max), 1.0))
    return ranges
