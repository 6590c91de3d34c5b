"""Line ends of CR LF, which rules never see: a text is judged with LF, and what is found is put where it belongs."""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from arlint.model import Applied, Diagnostic, Edit, Fix, Span

CR_LF = "\r\n"


class LineEnds:
    r"""A text whose lines end with CR LF, some or all; `text` is the same with LF alone.

    >>> ends = LineEnds("أ\r\nب\r\n")
    >>> ends.text, ends.applied(Applied(1, 2, "\n\n", ("X",)))
    ('أ\nب\n', Applied(start=1, end=3, text='\r\n\r\n', codes=('X',)))
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original.replace(CR_LF, "\n")
        #: Where in `text` the line feeds stand that had a CR.
        self._ends: list[int] = []
        at = original.find(CR_LF)
        self._first = at >= 0 and original.find("\n") == at + 1
        while at >= 0:
            self._ends.append(at - len(self._ends))
            at = original.find(CR_LF, at + 2)

    def _place(self, position: int) -> int:
        return position + bisect_left(self._ends, position)

    def _written(self, text: str) -> str:
        """New text with the line ends that the first line has."""
        return text.replace("\n", CR_LF) if self._first else text

    def applied(self, edit: Applied) -> Applied:
        """An edit of `text` as one of the original."""
        return Applied(self._place(edit.start), self._place(edit.end), self._written(edit.text), edit.codes)

    def found(self, diagnostic: Diagnostic) -> Diagnostic:
        """A finding in `text` as one in the original."""
        fix = diagnostic.fix
        if fix is not None:
            edits = (Edit(self._place(e.start), self._place(e.end), self._written(e.text)) for e in fix.edits)
            fix = Fix(tuple(edits), fix.applicability, fix.title, fix.clean)
        return replace(
            diagnostic,
            start=self._place(diagnostic.start),
            end=self._place(diagnostic.end),
            fix=fix,
            related=tuple(Span(self._place(one.start), self._place(one.end)) for one in diagnostic.related),
        )
