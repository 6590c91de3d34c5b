"""The tags, comments and entities of HTML, with exact spans, in one linear pass.

Broken markup is read with care for the prose: a tag that never ends, or that another `<` interrupts, is text.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import NamedTuple

from arlint.text import later

# Elements whose content is code or drawing; the close tag is looked for, nothing inside is parsed.
CODE_ELEMENTS = ("script", "style", "pre", "code", "template", "svg", "math", "kbd", "samp")
_RUNS_TO_THE_END = ("script", "style")  # what a browser does with these where the close tag is missing
_CLOSE_TAG = {name: later.pattern(rf"</{name}(?=[\s/>])[^<>]*+>", re.IGNORECASE) for name in CODE_ELEMENTS}
_PROSE_ATTRIBUTES = ("alt", "title")  # their values are read by people

ENTITY = later.pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|(?P<named>[A-Za-z][A-Za-z0-9]{1,31}));")
_OPENING = later.pattern(rf"<!--|<!\[CDATA\[|<[!?]|</?(?P<name>[A-Za-z][^\s/><]*+)|{ENTITY.pattern}")
# One attribute, or the end of the tag. Reading stops at `<` outside of quotation marks: that tag is broken. So at
# most three unfinished tags (in double, in single, in no quotation marks) ever read the same character.
_ATTRIBUTE = later.pattern(
    r"[\s/]*+(?:(?P<end>>)|(?P<name>[^\s/>=<\"'][^\s/>=<]*+)"
    r"(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s>\"'<][^\s><]*+)))?+)"
)


class Markup(NamedTuple):
    """Spans that are not prose, unsorted, and the comments with their text."""

    spans: list[tuple[int, int]]
    comments: list[tuple[int, int, str]]


class Tag(NamedTuple):
    """Where a tag ends, and the values inside it that are prose."""

    end: int
    values: list[tuple[int, int]]


def scan(text: str, start: int, end: int) -> Markup:
    """Find all that is not prose in `text[start:end]`, read as HTML.

    >>> text = '<p title="هنا">نص&nbsp;<code>x</code></p>'
    >>> [text[a:b] for a, b in scan(text, 0, len(text)).spans]
    ['<p title="', '">', '&nbsp;', '<code>x</code>', '</p>']
    """
    markup = Markup([], [])
    missing: set[str] = set()  # closings that are not in the rest of the text: not looked for again
    position = start
    while (opening := _OPENING.search(text, position, end)) is not None:
        sign = opening[0]
        if sign[0] == "&":
            position = opening.end()
            if is_entity(opening):
                markup.spans.append(opening.span())
        elif opening["name"] is not None:
            position = _element(text, opening, end, markup, missing)
        else:
            position = _declaration(text, opening, end, markup, missing)
    return markup


def is_entity(match: re.Match[str]) -> bool:
    """Say whether a match of `ENTITY` is a character reference that exists."""
    return match["named"] is None or f"{match['named']};" in html5


def tag_end(text: str, position: int, end: int) -> Tag | None:
    """Read the attributes of a tag from behind its name; None where the tag is broken."""
    values: list[tuple[int, int]] = []
    while (attribute := _ATTRIBUTE.match(text, position, end)) is not None:
        position = attribute.end()
        if attribute["end"] is not None:
            return Tag(position, values)
        if attribute["name"].lower() in _PROSE_ATTRIBUTES:
            values += [attribute.span(part) for part in ("double", "single", "bare") if attribute[part]]
    return None


def tag_spans(text: str, start: int, tag: Tag) -> list[tuple[int, int]]:
    """Return the spans of a tag around the prose in it, and of the entities in that prose."""
    spans = []
    for first, last in tag.values:
        spans.append((start, first))
        spans += [entity.span() for entity in ENTITY.finditer(text, first, last) if is_entity(entity)]
        start = last
    return [*spans, (start, tag.end)]


def code_end(text: str, name: str, position: int, end: int, missing: set[str]) -> int | None:
    """Return where the element of code ends that was opened before `position`; None where nothing closes it."""
    if name in missing:
        return None
    closing = _CLOSE_TAG[name].search(text, position, end)
    if closing is not None:
        return closing.end()
    missing.add(name)
    return None


def _element(text: str, opening: re.Match[str], end: int, markup: Markup, missing: set[str]) -> int:
    """Take a tag, and the content of an element of code; return where to read on."""
    tag = tag_end(text, opening.end(), end)
    if tag is None:
        return opening.end()
    name = opening["name"].lower()
    is_opening = text[opening.start() + 1] != "/" and text[tag.end - 2] != "/"
    if is_opening and name in CODE_ELEMENTS:
        closed = code_end(text, name, tag.end, end, missing)
        if closed is None and name in _RUNS_TO_THE_END:
            closed = end
        if closed is not None:
            markup.spans.append((opening.start(), closed))
            return closed
    markup.spans.extend(tag_spans(text, opening.start(), tag))
    return tag.end


def _declaration(text: str, opening: re.Match[str], end: int, markup: Markup, missing: set[str]) -> int:
    """Take a comment, a CDATA section, a doctype or a processing instruction; return where to read on."""
    start, body = opening.span()
    if opening[0] == "<!--":
        for empty in (">", "->"):
            if text.startswith(empty, body, end):
                markup.spans.append((start, body + len(empty)))
                return body + len(empty)
        close = text.find("-->", body, end)
        if close < 0:  # as a browser reads it: nothing after it is shown
            markup.spans.append((start, end))
            return end
        markup.spans.append((start, close + 3))
        markup.comments.append((start, close + 3, text[body:close]))
        return close + 3
    for closing in ("]]>", ">") if opening[0] == "<![CDATA[" else (">",):
        close = -1 if closing in missing else text.find(closing, body, end)
        if close >= 0:
            markup.spans.append((start, close + len(closing)))
            return close + len(closing)
        missing.add(closing)
    return body
