"""Where a check has to look: positions and lines of characters, and what counts as code in text of any kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from msgspec.structs import replace

from arlint.document import Document
from arlint.model import Applicability, Hit, Span
from arlint.text import later, search
from arlint.text.chars import encode
from arlint.text.words import NOUN_FRONT

_BACKTICKED = later.pattern(r"(?P<ticks>`+)(?!`)[^\n]{1,300}?(?<!`)(?P=ticks)(?!`)")


@lru_cache(maxsize=256)
def _marking(chars: str) -> bytes:
    return search.marking(encode(chars))


def positions(document: Document, chars: str) -> Iterator[int]:
    """The places of `chars`, and of characters that share the byte of their class, ascending.

    Rare characters have one byte a class, so the caller looks at what stands there.
    """
    return search.places(document.encoded.translate(_marking(chars)), search.HERE)


def matches(document: Document, pattern: re.Pattern[str], chars: str) -> Iterator[re.Match[str]]:
    """What `pattern` finds in the text where its matches begin with one of `chars`: the rest of a text is not read."""
    text, end = document.text, 0
    for at in positions(document, chars):
        if at >= end and (found := pattern.match(text, at)) is not None:
            yield found
            end = found.end()


def matches_on_lines(document: Document, pattern: re.Pattern[str], chars: str) -> Iterator[re.Match[str]]:
    """`matches` that end on the line on which they begin (on its stretch, where it is too long)."""
    text, end = document.text, 0
    for at in positions(document, chars):
        if at >= end and (found := pattern.match(text, at, document.stretch(at).end)) is not None:
            yield found
            end = found.end()


@lru_cache(maxsize=256)
def _encoded(needles: tuple[str, ...]) -> frozenset[bytes]:
    return frozenset(map(encode, needles))


def occurrences(document: Document, needles: tuple[str, ...]) -> list[int]:
    """The places of `needles`, ascending, each once; a rare character in a needle stands for its class."""
    return sorted(set(chain.from_iterable(document.places(_encoded(needles)).values())))


def lines_of(document: Document, places: Iterable[int]) -> Iterator[Span]:
    """The lines that hold one of `places` (ascending), each once; of one that is too long its `Document.stretches`."""
    last = -1
    for at in places:
        number = document.stretch_number(at)
        if number != last:
            last = number
            yield document.stretches[number]


def lines_with(document: Document, chars: str) -> Iterator[Span]:
    """The lines that hold one of `chars` (or of its class), ascending, each once."""
    return lines_of(document, positions(document, chars))


def told_of_lines(document: Document, test: Callable[[int, int], bool]) -> Callable[[int], bool]:
    """What `test` says of the stretch at a place, from its start to its end; each is looked at once."""
    known: dict[int, bool] = {}

    def told(at: int) -> bool:
        number = document.stretch_number(at)
        if number not in known:
            line = document.stretches[number]
            known[number] = test(line.start, line.end)
        return known[number]

    return told


#: What lines say that teach to write markup, and show it.
_TAUGHT = later.pattern(
    r"(?<![<!\w/.])(?:HTML|Markdown|BBCode)(?!\w)"
    rf"|(?<!\w){NOUN_FRONT}(?:وسم|وسوم|وسمين|ماركداون|نجمتين|نجمتان)(?!\w)"
    r"|(?<!\w)(?:عنصر|العنصر|الكود|كود|اكتب|نكتب) ?[<&*]"
    r"|(?<!\w)(?:اكتب|نكتب|تكتب|يكتب|كتابة|ترميز|صيغة)[^\n\[]{0,30}\[\["
)


def unread_where_shown(document: Document, hits: Iterable[Hit]) -> Iterator[Hit]:
    """`hits` of markup; on lines that speak of markup it may be what they show, and its fix is no safe one."""
    text = document.text
    taught = told_of_lines(document, lambda lo, hi: _TAUGHT.search(text, lo, hi) is not None)
    for hit in hits:
        yield replace(hit, applicability=Applicability.UNSAFE, clean=True) if taught(hit.start) else hit


#: What texts say that speak of how characters are stored, and show what goes wrong.
_ENCODINGS = later.pattern(
    r"ترميز|يونيكود|موجيباكي|mojibake|(?<![=\"'\w-])(?:UTF-?8|ISO-?8859|cp125\d|windows-125\d)", re.IGNORECASE
)


def unread_where_encodings_are_told_of(document: Document, hits: Iterable[Hit]) -> Iterator[Hit]:
    """`hits` of damage; on lines that speak of encodings it may be what they show, and its repair is no safe one."""
    text = document.text
    told = told_of_lines(document, lambda lo, hi: _ENCODINGS.search(text, lo, hi) is not None)
    for hit in hits:
        yield replace(hit, applicability=Applicability.UNSAFE, clean=False) if hit.edits and told(hit.start) else hit


#: Teh marbuta and alef maksura: no letter follows them in a word.
_FINAL = frozenset("\u0629\u0649")


def parting(before: str, after: str) -> str:
    """What must part two characters where the markup between them goes: words and numbers must not run together."""
    if before.isdigit() and after.isdigit():
        return " "
    return " " if before in _FINAL and "\u0621" <= after <= "\u064a" else ""


def in_code(document: Document, start: int, end: int) -> bool:
    """Whether `start` to `end` touches code, a verse or a passage in another language.

    Unlike `Document.is_protected` it lets URLs pass: markup is made of them.
    """
    regions = document.regions
    if regions:
        at = bisect_right(regions, (start, len(document.text)))
        if any(lo < end and start < hi for lo, hi in regions[max(0, at - 1) : at + 1]):
            return True
    known = document.shared.get(_Ticked)
    if known is None:
        known = document.shared[_Ticked] = {} if "`" in document.text else _NONE
    if known is _NONE:
        return False
    ticked = _ticked(document, known, document.stretch_number(start))
    if not ticked:
        return False
    at = max(0, bisect_right(ticked, (start,)) - 1)  # the spans are in order; the one before may reach here
    return any(lo < end and start < hi for lo, hi in ticked[at : at + 2])


class _Ticked:
    """The key of the code spans of lines in `Document.shared`."""


_Known = dict[int, list[tuple[int, int]]]
#: What is known of a document without any backtick.
_NONE: _Known = {}


def _ticked(document: Document, known: _Known, number: int) -> list[tuple[int, int]]:
    """The spans between backticks on a line, looked for once: a line may be long and its findings many."""
    if number not in known:
        line = document.stretches[number]
        has = document.text.find("`", line.start, line.end) >= 0
        found = _BACKTICKED.finditer(document.text, line.start, line.end) if has else ()
        known[number] = [m.span() for m in found]
    return known[number]
