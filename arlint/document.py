"""A text under examination, and the views of it that rules share.

A format whose prose is only a part of its file overrides three things: `comments`, `writable` and `edited`.

`Document.text` never changes. Every view is made at most once, and only when a rule asks for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import Any, TypeVar

from arlint.edits import apply
from arlint.lazy import lazy
from arlint.model import Applied, Diagnostic, Edit, Hit, Span
from arlint.text import anchors, front_matter, language, markup, passages, regions, roles, search, stretches, templates
from arlint.text.chars import encode
from arlint.text.fold import Folded
from arlint.text.spans import merge

T = TypeVar("T")

_LINE_FEED = encode("\n")
_KINDS = ("plain", "markdown", "html", "markup")


class Document:
    """One text with its kind, its path, and what is known of its origin.

    The kind is "plain", "markdown", "html", or "markup" for the prose of a format whose markup rules cannot see.

    All positions are code points of `text`. `shared` keeps what rules find out for one another, each under a key of
    its own.
    """

    def __init__(
        self, text: str, kind: str = "plain", path: str | None = None, meta: dict[str, Any] | None = None
    ) -> None:
        if kind not in _KINDS:
            raise ValueError(f"a text's kind is one of {', '.join(_KINDS)}, and not {kind!r}")
        self.text = text
        self.kind = kind
        self.path = path
        self.meta = meta or {}
        self.shared: dict[object, Any] = {}
        #: The exact strings that rules look for, where they were looked for all at once.
        self.signs = search.Signs()
        self._told: dict[object, dict[str, Any]] = {}
        self._inline: dict[int, list[tuple[int, int]]] = {}

    def told(self, tell: Callable[[str], T], piece: str) -> T:
        """What `tell`, which looks at nothing else, says of a piece of the text: it is asked once for each."""
        known = self._told.setdefault(tell, {})
        if piece not in known:
            known[piece] = tell(piece)
        found: T = known[piece]
        return found

    def follow(self, before: Document) -> None:
        """Take over what was `told` of the text before an edit: most pieces of it are still there."""
        self._told = before._told

    @lazy
    def encoded(self) -> bytes:
        """The text in the code page of `text.chars`: one byte a code point."""
        return encode(self.text)

    @lazy
    def ended(self) -> bytes:
        """`encoded` with a line feed behind it: where a text ends, its last line does."""
        return self.encoded + _LINE_FEED

    def places(self, needles: AbstractSet[bytes]) -> dict[bytes, Iterable[int]]:
        """Those of `needles` that may stand in `ended`, each with its places, ascending and overlapping ones too."""
        found: dict[bytes, Iterable[int]] = {}
        for needle in self.signs.among(needles):
            known = self.signs.of(needle)
            found[needle] = search.overlapping(self.ended, needle) if known is None else known
        return found

    @lazy
    def folded(self) -> Folded:
        """The folded view."""
        return Folded(self.encoded)

    @lazy
    def lines(self) -> list[Span]:
        """The lines, without their newline (LF or CRLF), ascending; an empty text has one empty line."""
        text, lines, start = self.text, [], 0
        while (at := text.find("\n", start)) >= 0:
            lines.append(Span(start, at - (at > start and text[at - 1] == "\r")))
            start = at + 1
        lines.append(Span(start, len(text)))
        return lines

    @lazy
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_number(self, position: int) -> int:
        """The index into `lines` of the line that holds `position`."""
        return bisect_right(self._line_starts, position) - 1

    @lazy
    def stretches(self) -> list[Span]:
        """The lines as they are judged: of one that is too long for a line, pieces of whole sentences."""
        if len(self.text) <= stretches.LONGEST_LINE:
            return self.lines
        return [Span(*piece) for line in self.lines for piece in stretches.pieces(self.text, line.start, line.end)]

    @lazy
    def _stretch_starts(self) -> list[int]:
        return [stretch.start for stretch in self.stretches]

    def stretch_number(self, position: int) -> int:
        """The index into `stretches` of the one that holds `position`."""
        return bisect_right(self._stretch_starts, position) - 1

    def stretch(self, position: int) -> Span:
        """The line at `position`, or the piece of it that is judged together."""
        return self.stretches[self.stretch_number(position)]

    @lazy
    def regions(self) -> list[tuple[int, int]]:
        """Spans that are not Arabic prose and may cross lines: markup, code blocks, verses, other languages."""
        return merge(passages.document_regions(self.text) + language.foreign_regions(self.text) + self._markup)

    @lazy
    def _markup(self) -> list[tuple[int, int]]:
        """Spans that are the markup and the code of the file's own format."""
        if self.kind == "markdown":
            return merge(markup.markdown_regions(self.text))
        return merge(markup.html_regions(self.text)) if self.kind == "html" else []

    @lazy
    def is_source(self) -> bool:
        """Whether it is what an author writes and a program makes pages of: Markdown, or HTML with template tags."""
        if self.kind != "html":
            return self.kind == "markdown"
        return self._front_matter is not None or bool(templates.template_tags(self.text))

    @lazy
    def comments(self) -> list[tuple[int, int, str]]:
        """The comments of the format, which may silence findings: start, end, what stands between the signs."""
        return markup.comments(self.text, self.kind)

    def role(self, position: int) -> str:
        """What a place is to a reader.

        "heading", "paragraph", "list-item", "table-cell", "caption", "subtitle",
        "translation-unit"; "text" where the format does not say.
        """
        return roles.role(self.text, self.kind, position)

    def writable(self, edits: tuple[Edit, ...]) -> tuple[Edit, ...] | None:
        """The edits as the document's file can take them; None where it cannot, and the fix is not offered."""
        if self.kind == "markdown" and any(_touches(self._needed, edit.start, edit.end) for edit in edits):
            return None
        if self._front_matter and any(edit.start < self._front_matter[1] for edit in edits):
            return edits if self._keeps_front_matter(apply(self.text, sorted(edits))) else None
        return edits

    @lazy
    def _front_matter(self) -> tuple[int, int] | None:
        return templates.front_matter(self.text) if self.kind in ("markdown", "html") else None

    def _keeps_front_matter(self, text: str) -> bool:
        """Whether a program reads the same keys in the front matter of `text` as in that of the document."""
        head = templates.front_matter(text)
        own = self._front_matter
        if head is None or own is None:
            return head == own
        return front_matter.skeleton(text, head) == front_matter.skeleton(self.text, own)

    @lazy
    def _needed(self) -> list[tuple[int, int]]:
        """What the links of a Markdown text need as it is."""
        return anchors.needed(self.text)

    @property
    def is_bare(self) -> bool:
        """Whether the text is all of its file, and no comment in its midst may silence a finding."""
        return "arlint:" not in self.text

    def silenced(self, diagnostic: Diagnostic) -> bool:
        """Whether a comment outside of the text silences a finding, so that its fix is not made."""
        return False

    def edited(self, text: str, step: Sequence[Applied]) -> Document | None:
        """The document after `step`, which makes its text `text`; None where the file cannot hold the result."""
        head = self._front_matter
        if head and text[: head[1]] != self.text[: head[1]] and not self._keeps_front_matter(text):
            return None
        return Document(text, self.kind, self.path, self.meta)

    def is_markup(self, hit: Hit) -> bool:
        """Whether `hit` edits the markup or code of the file's own format, or has nothing to say of anything else."""
        if not self._markup:
            return False
        if hit.edits is not None:
            return any(_touches(self._markup, e.start, e.end) and not self._goes_with_its_lines(e) for e in hit.edits)
        at = bisect_right(self._markup, (hit.start, len(self.text))) - 1
        return at >= 0 and hit.end <= self._markup[at][1]

    def _goes_with_its_lines(self, edit: Edit) -> bool:
        """Whether `edit` removes whole lines of Markdown with no more of markup than their own bullets and emphasis."""
        text, start, end = self.text, edit.start, edit.end
        whole = "\n" in (text[start - 1 : start] or "\n", text[start : start + 1]) and (
            "\n" in (text[end - 1 : end], text[end : end + 1] or "\n")
        )
        if self.kind != "markdown" or edit.text or not whole:
            return False
        inside = [text[lo:hi] for lo, hi in self._markup if lo < end and start < hi]
        lines = text[start:end].split("\n")
        return all(_LIGHT.issuperset(sign) for sign in inside) and not any(line.count("**") % 2 for line in lines)

    def is_protected(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` touches a region that word rules leave alone: a URL, code, a verse."""
        if _touches(self.regions, start, end):
            return True
        first = self.stretch_number(start)
        if _touches(self._inline_regions(first), start, end):
            return True
        if end <= self.stretches[first].end:
            return False
        last = self.stretch_number(max(start, end - 1))
        return any(_touches(self._inline_regions(number), start, end) for number in range(first + 1, last + 1))

    def _inline_regions(self, number: int) -> list[tuple[int, int]]:
        if number not in self._inline:
            line = self.stretches[number]
            spans = self.told(regions.inline_regions, self.text[line.start : line.end])
            self._inline[number] = [(line.start + start, line.start + end) for start, end in spans]
        return self._inline[number]


#: Signs of Markdown that a line can take with it: bullets, emphasis, what escapes a sign.
_LIGHT = frozenset("-+*_>\\0123456789.) ")


def _touches(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the sorted disjoint `spans` shares a character with `start` to `end` (or holds the point)."""
    if not spans:
        return False
    at = bisect_right(spans, start, key=itemgetter(1))
    return at < len(spans) and spans[at][0] < max(end, start + 1)
