"""Edits: which of them go together, applying them, following them through several passes."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

from arlint.model import Applied, Edit, Fix


def apply(text: str, edits: Iterable[Edit | Applied]) -> str:
    """`text` with `edits` done; they must be sorted and must not overlap.

    Raises ValueError where they overlap or reach outside the text.

    >>> apply("ab", [Edit(0, 1, "x")])
    'xb'
    """
    parts: list[str] = []
    at = 0
    for edit in edits:
        if not at <= edit.start <= edit.end <= len(text):
            raise ValueError(f"edit {edit.start}..{edit.end} overlaps another or lies outside the text")
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def compatible(fixes: Iterable[tuple[str, Fix]]) -> list[tuple[str, Fix]]:
    """Of (code, fix) pairs, in order of preference, those whose edits do not meet an earlier one's.

    Two insertions at one place, and an insertion at the edge of a replacement, count as meeting: the next pass gets
    the one that was left out.
    """
    taken: list[tuple[int, int]] = []  # sorted and disjoint
    kept = []
    for code, fix in fixes:
        if len(fix.edits) == 1:  # most fixes, and in the order of the text most of the time
            edit = fix.edits[0]
            span = (edit.start, edit.end)
            if not taken or edit.start > taken[-1][1]:
                taken.append(span)
            elif _meets(span, taken):
                continue
            else:
                insort(taken, span)
            kept.append((code, fix))
            continue
        spans = [(edit.start, edit.end) for edit in fix.edits]
        if any(_meets(span, taken) for span in spans):
            continue
        for span in spans:
            insort(taken, span)
        kept.append((code, fix))
    return kept


def _meets(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, span)
    return any(
        a[0] < b[1] and b[0] < a[1] or ((a[0] == a[1] or b[0] == b[1]) and a[0] <= b[1] and b[0] <= a[1])
        for a, b in ((span, other) for other in taken[max(at - 1, 0) : at + 1])
    )


def merge(fixes: Iterable[tuple[str, Fix]]) -> tuple[Applied, ...]:
    """The edits of compatible fixes in the order of the text."""
    return tuple(
        sorted(
            (Applied(edit.start, edit.end, edit.text, (code,)) for code, fix in fixes for edit in fix.edits),
            key=lambda edit: (edit.start, edit.end),
        )
    )


def compose(text: str, first: Sequence[Applied], second: Sequence[Applied]) -> tuple[Applied, ...]:
    """One list of edits of `text` that does what `first` and then `second` do.

    `second` is relative to the result of `first`. Edits that touch are joined, and carry the codes of both.

    >>> compose("abc", [Applied(0, 1, "xy", ("A",))], [Applied(1, 3, "", ("B",))])
    (Applied(start=0, end=2, text='x', codes=('A', 'B')),)
    """
    result = []
    shift = 0  # of the text between the passes against `text`, before the cluster
    for start, end, ones, twos in _clusters(first, second):
        if len(ones) + len(twos) == 1:  # most edits meet no other
            alone = ones[0] if ones else Applied(start - shift, end - shift, twos[0].text, twos[0].codes)
            if alone.text != text[alone.start : alone.end]:
                result.append(alone)
            if ones:
                shift += len(alone.text) - (alone.end - alone.start)
            continue
        grown = sum(len(e.text) - (e.end - e.start) for e in ones)
        lo, hi = start - shift, end - shift - grown
        between = apply(text[lo:hi], [Edit(e.start - lo, e.end - lo, e.text) for e in ones])
        final = apply(between, [Edit(e.start - start, e.end - start, e.text) for e in twos])
        shift += grown
        if final != text[lo:hi]:
            codes = tuple(dict.fromkeys(code for e in (*ones, *twos) for code in e.codes))
            result.append(Applied(lo, hi, final, codes))
    return tuple(result)


def _clusters(
    first: Sequence[Applied], second: Sequence[Applied]
) -> Iterator[tuple[int, int, list[Applied], list[Applied]]]:
    """Groups of edits of both passes that touch, with their bounds in the text between the passes."""
    between = [(edit.start, edit.end, 1, number, edit) for number, edit in enumerate(second)]
    shift = 0
    for number, edit in enumerate(first):
        start = edit.start + shift
        between.append((start, start + len(edit.text), 0, number, edit))
        shift += len(edit.text) - (edit.end - edit.start)
    between.sort()  # the number parts those that are alike, so that no edits are compared
    group: tuple[list[Applied], list[Applied]] = ([], [])
    lo = hi = -1
    for start, end, which, _, edit in between:
        if start > hi and hi >= 0:
            yield lo, hi, *group
            group, lo, hi = ([], []), start, end
        elif hi < 0:
            lo, hi = start, end
        hi = max(hi, end)
        group[which].append(edit)
    if hi >= 0:
        yield lo, hi, *group
