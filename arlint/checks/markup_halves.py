"""Pieces of markup without their other half: ends of comments and links, attribute lists, fences, names of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.checks.places import in_code, occurrences
from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later

_HALF = later.pattern(
    # the end of a comment that began elsewhere
    r"(?P<comment>[ \t]*-->[ \t]*$)"
    # of a link: ](https://…)
    r"|(?<![^\s])(?P<link>\]\((?:https?://|/)[^\s()]*\))"
    # attributes of kramdown: {:target="_blank"}, {: .lead}
    r"|(?P<attributes>\{:\s?(?:[.#][\w-]+|[a-z-]+=\"[^\"\n]*\")(?:\s+(?:[.#][\w-]+|[a-z-]+=\"[^\"\n]*\"))*\s?\})"
    # fences: ::: note
    r"|(?P<fence>^:::+(?:[ \t]*\{?\.?(?:note|tip|warning|info|danger|caution|important|details|callout[\w-]*)\b"
    r"[^\n\u0621-\u064a]*)?[ \t]*$)"
    # pictures and attachments of mail, and what a news service cut
    r"|(?P<named>\[(?:image|cid):[ ]?[^\[\]\n]{1,100}\]|[ ]?\[\+\d{1,6} chars\])"
    # a tag that was cut in its address
    r"|(?P<tag><(?:a|img|iframe)\s+(?:href|src)=[\"'](?:https?:|/)[^\s\"'<>\u0621-\u064a]*(?=\s[^<>\"']*$))",
    re.MULTILINE | re.IGNORECASE,
)
#: Code points of a link's words, at most.
_REACH = 500
#: One of these stands in each; two stars, for which the rule is called too, stand in many a text.
_SIGNS = ("-->", "](", "{:", ":::", "[image", "[cid", " chars]", "<a ", "<img", "<iframe", "<A ")
#: What each begins with, but for blanks.
_STARTS = ("-->", "](", "{:", "::", "[i", "[I", "[c", "[C", "[+", "<a", "<A", "<i", "<I")
_COMMENT_START = later.pattern("<!--")
#: Emphasis that opens in the midst of a line and is never closed; at a line's head two stars mark a note.
_STARS = later.pattern(r"(?<=[\u0621-\u0652\u060c:] )\*\*(?=[\u0621-\u064a])")


def find(document: Document) -> Iterator[Hit]:
    """Such pieces, taken out."""
    text = document.text
    opened = _COMMENT_START.search(text)
    first_comment = opened.start() if opened else len(text)
    for found in _halves(document) if occurrences(document, _SIGNS) else ():
        start, end = found.span()
        if found["comment"] and first_comment < start:
            continue
        if found["link"] and _is_open(text, document.lines[document.line_number(start)].start, start):
            continue  # the words of the link stand before it
        if found["fence"] and text.find(":::") == text.rfind(":::"):
            continue
        if not in_code(document, start, end):
            apart = text[start - 1 : start] == " " and text[end : end + 1] == " "
            yield Hit(start, end, (Edit(start, end + apart, ""),))
    yield from _stars(document)


def _halves(document: Document) -> Iterator[re.Match[str]]:
    text, end = document.text, 0
    for at in occurrences(document, _STARTS):
        start = at
        while start > end and text[start - 1] in " \t":
            start -= 1
        for place in dict.fromkeys((start, max(at - 1, start), at)):  # blanks before a comment's end, one before a note
            if place >= end and (found := _HALF.match(text, place)) is not None:
                yield found
                end = found.end()
                break


def _stars(document: Document) -> Iterator[Hit]:
    """Two stars before a word, alone on their line."""
    text, last = document.text, -1
    for at in occurrences(document, ("**",)):
        found = _STARS.match(text, at)
        if found is None:
            continue
        line = document.lines[document.line_number(found.start())]
        if line.start == last:
            continue  # a second one: they are no half
        last = line.start
        if text.count("**", line.start, line.end) == 1 and not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), ""),))


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a bracket shortly before `end` waits for its closing one."""
    start = max(start, end - _REACH)
    return text.count("[", start, end) > text.count("]", start, end)
