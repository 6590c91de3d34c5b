"""The document that rules see of a format whose prose is a part of its file.

Units are joined by a separator that stands in no file: nothing found there is told, and no edit crosses it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from arlint import edits
from arlint.document import Document
from arlint.formats.prose import raw_edits, trimmed
from arlint.formats.unit import Format, Unit
from arlint.lazy import lazy
from arlint.model import Applied, Diagnostic, Edit
from arlint.text import later
from arlint.text.spans import merge

_WRITTEN = later.pattern(r"\S")
#: Code points from which a unit counts as large.
_LARGE = 20_000

#: Whether a comment silences the rule of a code and name at a place of the file.
Silent = Callable[[str, str, int, int], bool]


class Sheet(Document):
    """`units` of a file as one document. `silent` knows the file's comments."""

    def __init__(
        self,
        units: Sequence[Unit],
        form: Format,
        *,
        path: str | None = None,
        meta: dict[str, Any] | None = None,
        silent: Silent | None = None,
    ) -> None:
        super().__init__(form.separator.join(unit.prose.text for unit in units), form.kind, path, meta)
        self.units = units
        self.form = form
        self._silent = silent
        self._origin = units
        self._starts = []
        at = 0
        for unit in units:
            self._starts.append(at)
            at += len(unit.prose.text) + len(form.separator)

    @lazy
    def regions(self) -> list[tuple[int, int]]:
        own = [
            (start + first, start + last)
            for start, unit in zip(self._starts, self.units, strict=True)
            for first, last in unit.prose.untouchable
        ]
        return merge([*super().regions, *own])

    @lazy
    def comments(self) -> list[tuple[int, int, str]]:
        return [
            (start + first, start + last, body)
            for start, unit in zip(self._starts, self.units, strict=True)
            for first, last, body in unit.prose.comments
        ]

    def unit_at(self, position: int) -> Unit:
        """The unit that holds `position` of the text, or stands before it."""
        return self.units[self._at(position)]

    def role(self, position: int) -> str:
        return str(self.unit_at(position).role)

    def writable(self, edits: tuple[Edit, ...]) -> tuple[Edit, ...] | None:
        if super().writable(edits) is None:
            return None
        clipped: list[Edit] = []
        changes: defaultdict[int, list[Edit]] = defaultdict(list)
        for edit in edits:
            parts = self._parts(edit)
            if not parts:
                return None
            for number, whole in parts:
                part = _to_the_edge(self.units[number].prose.text, whole) if self.form.trims else whole
                if self.units[number].prose.touches_markup(part.start, part.end):
                    return None
                start = self._starts[number]
                clipped.append(Edit(start + part.start, start + part.end, part.text))
                changes[number].append(part)
        for number, parts_of_one in changes.items():
            unit = self.units[number]
            # A large unit is read back once a pass, with all its edits: each alone would cost the square of its size.
            if len(unit.raw) < _LARGE and self._changed(unit, sorted(parts_of_one)) is None:
                return None
        return tuple(clipped)

    @property
    def is_bare(self) -> bool:
        return False

    def silenced(self, diagnostic: Diagnostic) -> bool:
        silent, fix = self._silent, diagnostic.fix
        if silent is None:
            return False
        edited = [edit.start for edit in fix.edits] if fix else []
        places = {self._origin_of(at) for at in (diagnostic.start, *edited)}
        return any(silent(diagnostic.code, diagnostic.name, at, at + 1) for at in places)

    def _origin_of(self, position: int) -> int:
        """A place on the line of the file on which `position` stood at first: fixes leave a unit its lines."""
        number = self._at(position)
        unit, origin = self.units[number], self._origin[number]
        local = position - self._starts[number]
        line = unit.raw.count("\n", 0, unit.prose.raw_span(local, local)[0])
        at = 0
        for _ in range(line):
            at = origin.raw.find("\n", at) + 1
        return origin.at + at

    def edited(self, text: str, step: Sequence[Applied]) -> Sheet | None:
        changes: defaultdict[int, list[Edit]] = defaultdict(list)
        for edit in step:
            for number, part in self._parts(Edit(edit.start, edit.end, edit.text)):
                changes[number].append(part)
        units = list(self.units)
        for number, parts in changes.items():
            changed = self._changed(units[number], parts)
            if changed is None:
                return None
            units[number] = changed
        after = Sheet(units, self.form, path=self.path, meta=self.meta, silent=self._silent)
        after._origin = self._origin
        return after if after.text == text else None

    def blank_edges(self) -> list[Applied]:
        """The deletions of the blanks that fixes together leave at the ends of units, where the format trims those."""
        found = []
        for start, unit in zip(self._starts, self.units, strict=True) if self.form.trims else ():
            text = unit.prose.text
            first, last = len(text) - len(text.lstrip()), len(text.rstrip())
            found += [Applied(start + lo, start + hi, "", ()) for lo, hi in ((0, first), (last, len(text))) if lo < hi]
        return found

    def file_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the file's text that stands for `text[start:end]`; None for what lies between units."""
        first, last = self._at(start), self._at(max(start, end - 1))
        if start > self._end(first):
            first, start = first + 1, self._starts[first + 1]
        end = min(end, self._end(last))
        if start > end or (start == end and first != last):
            return None
        one, other = self.units[first], self.units[last]
        low, high = one.prose.raw_span(start - self._starts[first], min(end, self._end(first)) - self._starts[first])
        if first != last:
            _, high = other.prose.raw_span(max(0, end - 1 - self._starts[last]), end - self._starts[last])
        return one.at + low, other.at + high

    def file_edits(self, changes: Sequence[Edit | Applied]) -> list[Edit]:
        """The edits of the file's text that make `changes` of the prose, which must be writable."""
        found = []
        for edit in changes:
            for number, part in self._parts(Edit(edit.start, edit.end, edit.text)):
                unit = self.units[number]
                for raw in raw_edits(unit.prose, unit.raw, [part], unit.codec):
                    found.append(Edit(unit.at + raw.start, unit.at + raw.end, raw.text))
        return sorted(found)

    def _changed(self, unit: Unit, parts: Sequence[Edit]) -> Unit | None:
        """`unit` after edits of its prose; None where its file cannot hold the result."""
        expected = edits.apply(unit.prose.text, parts)
        if not expected.strip() and not self.form.may_empty:
            return None
        raw = edits.apply(unit.raw, raw_edits(unit.prose, unit.raw, parts, unit.codec))
        prose = unit.codec.decode(raw)
        if prose.text != expected or prose.fixed_parts != unit.prose.fixed_parts:
            return None
        return unit._replace(raw=raw, prose=prose)

    def _parts(self, edit: Edit) -> list[tuple[int, Edit]]:
        """The edits of single units that make up `edit`; none where it would join units or stands between them."""
        number = self._at(edit.start)
        if edit.end > self._end(number):
            edit = trimmed(self.text, edit)
            number = self._at(edit.start)
        if edit.start <= edit.end <= self._end(number):
            start = self._starts[number]
            return [(number, Edit(edit.start - start, edit.end - start, edit.text))]
        return [] if edit.text else list(self._deletions(edit, number))

    def _deletions(self, edit: Edit, number: int) -> Iterator[tuple[int, Edit]]:
        while number < len(self.units) and self._starts[number] < edit.end:
            start, end = max(edit.start, self._starts[number]), min(edit.end, self._end(number))
            if start < end:
                yield number, Edit(start - self._starts[number], end - self._starts[number], "")
            number += 1

    def _at(self, position: int) -> int:
        """The number of the unit that holds `position` or stands before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def _end(self, number: int) -> int:
        return self._starts[number] + len(self.units[number].prose.text)


def _to_the_edge(text: str, edit: Edit) -> Edit:
    """`edit` of a unit's `text`; a deletion at either end takes the blanks along that would stand at the edge then.

    An indent has a meaning in some formats, and blanks that nothing reads would not read back.
    """
    start, end = edit.start, edit.end
    if edit.text or start == end:
        return edit
    written = _WRITTEN.search(text, end)
    if _WRITTEN.search(text, 0, start) is None:
        end = written.start() if written else len(text)
    if written is None:
        start = len(text[:start].rstrip())
    return Edit(start, end, "")
