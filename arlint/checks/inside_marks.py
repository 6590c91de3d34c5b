"""Spaces between a bracket or quotation mark and what it encloses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from arlint.checks.places import lines_of, occurrences
from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later
from arlint.text.chars import MARKS

_SPACES = " \u00a0"
#: Code points before a mark in which the number stands whose inches it may be.
_NEAR = 4
_ROUND = later.pattern(r"\(([^()\n]*)\)")
#: Code points of a quotation: marks that are farther apart may be two stray ones.
_LONGEST = 84
_PAIRED = later.pattern(rf"«[^«»\n]{{2,{_LONGEST}}}»|“[^“”\n]{{2,{_LONGEST}}}”")
#: What a mark follows that closes: a word, of two letters at least, or a sentence.
_CLOSES = later.pattern(rf"[\w{MARKS}][\w{MARKS}](?<!\u0640)\Z|[.؟!]\Z")
#: A mark with a space on either side, or with one before it and the end of a clause behind it (`نهائي "،`).
_SPACED_QUOTES = tuple(f'{before}"{after}' for before in _SPACES for after in _SPACES + "\n،.")
_ROUND_SPACED = ("( ", " )", "(\u00a0", "\u00a0)")
_PAIRED_SPACED = ("« ", " »", "“ ", " ”", "«\u00a0", "\u00a0»", "“\u00a0", "\u00a0”")


def find(document: Document) -> Iterator[Hit]:
    """The spaces after an opening mark and before a closing one. « x » with both is the French way."""
    text = document.text
    for found in _on_lines(document, _ROUND, _ROUND_SPACED):
        smiley = text[found.start() - 1 : found.start()] in (":", ";", "=")
        for start, end in _inside(text, *found.span(1)):
            opens = start == found.start(1)
            fits = not smiley and (_begins(text, end) or text[end] in '«"“') if opens else _ends(text, start)
            if not fits:
                break  # ( ... ): one space would go and the other stay
            yield Hit(start, end, (Edit(start, end, ""),))
    for found in _on_lines(document, _PAIRED, _PAIRED_SPACED):
        if _CLOSES.search(text, max(0, found.start() - 2), found.start()):
            continue  # where marks are mirrored (“الأيام“ و”الأجنحة”) what lies between is no quotation
        yield from _quotation(text, found.start() + 1, found.end() - 1, both=False)
    for line in lines_of(document, occurrences(document, _SPACED_QUOTES)):
        yield from _straight(text, line.start, line.end)


def _on_lines(document: Document, pattern: re.Pattern[str], signs: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """What `pattern` finds on the lines that hold one of `signs`."""
    for line in lines_of(document, occurrences(document, signs)):
        yield from pattern.finditer(document.text, line.start, line.end)


def _inside(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The runs of spaces at both ends of `text[start:end]`; none where it is empty."""
    inner = text[start:end]
    first, last = start + len(inner) - len(inner.lstrip(_SPACES)), start + len(inner.rstrip(_SPACES))
    return [(a, b) for a, b in ((start, first), (last, end)) if a < b] if first < last else []


def _begins(text: str, at: int) -> bool:
    return text[at].isalnum()


def _ends(text: str, at: int) -> bool:
    """Whether what ends before `at` ends as a word or sentence does."""
    return text[at - 1].isalnum() or text[at - 1] in MARKS or text[at - 1] in '»"”.؟!'


def _quotation(text: str, start: int, end: int, *, both: bool) -> Iterator[Hit]:
    """The spaces inside the quotation marks around `text[start:end]`; `both`: also where both ends have one."""
    spaces = _inside(text, start, end)
    first = start + len(text[start:end]) - len(text[start:end].lstrip(_SPACES))
    last = start + len(text[start:end].rstrip(_SPACES))
    if not spaces or (len(spaces) == 2 and not both) or not (_begins(text, first) and _ends(text, last)):
        return
    for a, b in spaces:
        yield Hit(a, b, (Edit(a, b, ""),))


def _straight(text: str, start: int, end: int) -> Iterator[Hit]:
    """The same for the marks of one line that open and close alike, where all of them pair without a doubt."""
    places = [at for at in range(start, end) if text[at] == '"']
    pairs = list(zip(places[::2], places[1::2], strict=len(places) % 2 == 0)) if len(places) % 2 == 0 else []
    if not _pair(text, pairs):
        return
    for opening, closing in pairs:
        if (
            closing - opening <= _LONGEST
            and not (_is_inch(text, opening) and _is_inch(text, closing))
            and _is_free(text, opening - 1, ":(")
            and not _touches(text, closing + 1)
        ):
            yield from _quotation(text, opening + 1, closing, both=True)


def _is_inch(text: str, at: int) -> bool:
    """Whether a mark stands behind a number, perhaps behind a space or two."""
    return text[max(0, at - _NEAR) : at].rstrip(_SPACES)[-1:].isdigit()


def _pair(text: str, pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether no mark of `pairs` looks like one of the other kind, and no quotation seems to hold another."""
    nested = False
    for opening, closing in pairs:
        if not _is_free(text, opening - 1, ":(-ـ،.") or not _is_free(text, closing + 1, ")].،؛:؟!,…"):
            return False
        opens_spaced, closes_spaced = _is_free(text, opening + 1), _is_free(text, closing - 1)
        if nested and opens_spaced and not closes_spaced:
            return False
        nested = closes_spaced and not opens_spaced
    return True


def _is_free(text: str, at: int, marks: str = "") -> bool:
    """Whether a mark beside `at` touches no word there."""
    return not 0 <= at < len(text) or text[at].isspace() or text[at] in marks


def _touches(text: str, at: int) -> bool:
    return at < len(text) and text[at].isalnum()
