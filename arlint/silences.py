"""The comments that silence findings, and the parts of a text in which they do.

A text may have thousands of both, so that neither is looked for one by one. A part that nothing stands in counts as one
character wide, and so does a finding.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter, itemgetter

from msgspec import Struct

from arlint.document import Document
from arlint.model import Span
from arlint.text import later
from arlint.text.spans import merge

_MARK = "arlint"
#: A comment that speaks to arlint; without the colon, as comments for other programs are written, it makes no sense.
_SPOKEN_TO = later.pattern(r"\s*arlint(?::|[ -](?:ignore|disable|enable)(?![^\W_]))")
_DIRECTIVE = later.pattern(r"\s*arlint:\s*(?P<verb>ignore-file|ignore|disable|enable)\s*\[(?P<selectors>[^\]]*)\]")
_SELECTORS = later.pattern(r"[\w-]+")


class Comment(Struct, frozen=True):
    """One suppression comment: where it stands, and the selectors it names; `verb` is empty where it makes no sense."""

    span: Span
    verb: str
    selectors: tuple[str, ...]


def comments_of(document: Document) -> list[Comment]:
    """The suppression comments of `document`, in its order."""
    if _MARK not in document.text:
        return []
    comments = []
    for start, end, body in document.comments:
        if not _SPOKEN_TO.match(body):
            continue
        directive = _DIRECTIVE.match(body)
        selectors = tuple(dict.fromkeys(_SELECTORS.findall(directive["selectors"]))) if directive else ()
        verb = directive["verb"] if directive and selectors else ""
        comments.append(Comment(Span(start, end), verb, selectors))
    return comments


class Silence(Struct, frozen=True):
    """A part of the text in which `selector` is silent, and the number of the comment that says so."""

    comment: int
    selector: str
    span: Span


class Silences:
    """The parts of `document` that `comments` make silent."""

    def __init__(self, comments: Sequence[Comment], document: Document) -> None:
        self._all = list(_silences(comments, document))
        spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for one in self._all:
            spans[one.selector].append(_wide(one.span.start, one.span.end))
        self._silent = {selector: merge(found) for selector, found in spans.items()}
        self._told: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def cover(self, code: str, name: str, start: int, end: int) -> bool:
        """Whether a finding of rule `code`, called `name`, at `start` to `end` touches a part where it is silent."""
        low, high = _wide(start, end)
        for selector in _selectors(code, name):
            silent = self._silent.get(selector)
            if silent:
                at = bisect_right(silent, low, key=itemgetter(1))
                if at < len(silent) and silent[at][0] < high:
                    return True
        return False

    def tell(self, code: str, name: str, start: int, end: int) -> None:
        """Note that something of the rule lies in a silent part."""
        for selector in _selectors(code, name):
            if selector in self._silent:
                self._told[selector].append(_wide(start, end))

    def used(self) -> set[tuple[int, str]]:
        """The comments, each with its selector, of the parts in which something lies that was told."""
        found: set[tuple[int, str]] = set()
        reach: dict[str, tuple[list[int], list[int]]] = {}
        for selector, told in self._told.items():
            told.sort()
            reach[selector] = [start for start, _ in told], list(accumulate((end for _, end in told), max))
        for one in self._all:
            if one.selector in reach:
                starts, ends = reach[one.selector]
                low, high = _wide(one.span.start, one.span.end)
                before = bisect_left(starts, high)
                if before and ends[before - 1] > low:
                    found.add((one.comment, one.selector))
        return found


def _silences(comments: Sequence[Comment], document: Document) -> Iterator[Silence]:
    whole = Span(0, len(document.text) + 1)
    targets, opened = _Targets(comments, document), _Opened()
    for number, comment in enumerate(comments):
        for selector in comment.selectors:
            match comment.verb:
                case "ignore":
                    yield Silence(number, selector, targets.of(comment))
                case "ignore-file":
                    yield Silence(number, selector, whole)
                case "disable":
                    opened.open(selector, number, comment.span.end)
                case "enable":
                    # An `enable` is used when the `disable` that it ends is: both carry one silence.
                    for silent, other, start in opened.close(selector):
                        span = Span(start, comment.span.start)
                        yield Silence(other, silent, span)
                        yield Silence(number, selector, span)
    for selector, number, start in opened.close(""):
        yield Silence(number, selector, Span(start, whole.end))


class _Opened:
    """The `disable` comments that no `enable` has ended yet."""

    def __init__(self) -> None:
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._selectors: list[str] = []  # sorted: an `enable` ends all that begin as it does

    def open(self, selector: str, comment: int, start: int) -> None:
        """Note that `comment` silences `selector` from `start` on."""
        if selector not in self._places:
            insort(self._selectors, selector)
        self._places.setdefault(selector, []).append((comment, start))

    def close(self, beginning: str) -> Iterator[tuple[str, int, int]]:
        """Forget those whose selectors begin so, and yield them: selector, comment, start."""
        first = last = bisect_left(self._selectors, beginning)
        while last < len(self._selectors) and self._selectors[last].startswith(beginning):
            last += 1
        closed = self._selectors[first:last]
        del self._selectors[first:last]
        for selector in closed:
            for comment, start in self._places.pop(selector):
                yield selector, comment, start


class _Targets:
    """The lines that `ignore` comments speak of; a stack of them is gone through once."""

    def __init__(self, comments: Sequence[Comment], document: Document) -> None:
        self._spans = [comment.span for comment in comments]
        self._document = document
        self._held: dict[tuple[int, int], bool] = {}
        self._next: dict[int, int | None] = {}

    def of(self, comment: Comment) -> Span:
        """The line that a comment speaks of: its own, or where it stands alone the next with anything on it."""
        document = self._document
        first, last = (document.line_number(at) for at in (comment.span.start, comment.span.end - 1))
        lines = document.lines
        if self._holds(first, last):
            return Span(lines[first].start, lines[last].end)
        target = self._following(last + 1)
        return lines[last if target is None else target]

    def _following(self, number: int) -> int | None:
        """The first line from `number` on that holds anything: comments may be stacked, with empty lines after them."""
        passed = []
        found: int | None = None
        for at in range(number, len(self._document.lines)):
            if at in self._next:
                found = self._next[at]
                break
            passed.append(at)
            if self._holds(at, at):
                found = at
                break
        self._next.update(dict.fromkeys(passed, found))
        return found

    def _holds(self, first: int, last: int) -> bool:
        """Whether lines `first` to `last` hold anything besides suppression comments."""
        if (first, last) not in self._held:
            document = self._document
            start, end = document.lines[first].start, document.lines[last].end
            parts = []
            at = bisect_right(self._spans, start, key=attrgetter("end"))
            while at < len(self._spans) and self._spans[at].start < end:
                parts.append(document.text[start : max(start, self._spans[at].start)])
                start = self._spans[at].end
                at += 1
            self._held[first, last] = any(part.strip() for part in (*parts, document.text[start:end]))
        return self._held[first, last]


def _wide(start: int, end: int) -> tuple[int, int]:
    return start, max(end, start + 1)


def _selectors(code: str, name: str) -> Iterator[str]:
    """All that may name a rule: each beginning of its code, and its name."""
    for length in range(1, len(code) + 1):
        yield code[:length]
    yield name
