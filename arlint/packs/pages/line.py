"""The kind `line`: lines that a site prints around an article, each a finding of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from arlint.document import Document
from arlint.model import Hit
from arlint.packs.base import Match, Rule
from arlint.packs.pages.flat import Flat
from arlint.packs.pages.furniture import Furniture
from arlint.packs.pages.layout import Layout
from arlint.packs.pages.removal import hits
from arlint.packs.pages.strip import Strips
from arlint.packs.pages.tables import Lines, Table, compile_table
from arlint.text.fold import fold


class Line(Lines, frozen=True, kw_only=True, tag="line"):
    """Flag each line that reads like one of the templates and stands where it must; the fix removes the line."""


class LineRule(Rule[Lines]):
    """A compiled rule about lines.

    The rule set reads a document's lines once for all these rules and leaves the outcome in `document.shared`.
    """

    blocks = False

    @property
    def table(self) -> Table:
        return compile_table(self.spec)

    @cached_property
    def _flat(self) -> Flat:
        return Flat(self.spec)

    @cached_property
    def _strips(self) -> Strips:
        return Strips(self.spec)

    @cached_property
    def literals(self) -> Mapping[bytes, int]:
        inside = self._flat.literals
        anchors = [fold(anchor) for anchor in self.spec.anchors]
        return {**inside, **{anchor: len(inside) + number for number, anchor in enumerate(anchors)}}

    @property
    def whole_words(self) -> bool:
        return True

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        layout = document.shared.get(Layout) or Layout(document, Furniture([self.table]))
        yield from hits(document, layout, self.spec.code, blocks=self.blocks, trust=self.spec.trust)
        left = list(matches)
        if judged := layout.taken.keys() | layout.points:
            point, number = document.folded.point, document.line_number
            left = [match for match in left if number(point(match.start)) not in judged]
        if left and not layout.is_spoken:
            inside = len(self._flat.literals)
            found = [*self._flat.find(document, [match for match in left if match.literal < inside])]
            found += self._strips.find(
                document, [match for match in left if match.literal >= inside], layout.furniture.pieces
            )
            for hit in found:
                if not any(start <= hit.start and hit.end <= end for start, end in document.regions):
                    yield hit
