"""JSON that a page holds for search engines and its own scripts: objects go, a string with Arabic keeps its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from arlint.checks.places import in_code, positions
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later

_ARABIC = later.pattern("[\u0621-\u064a]")
_OBJECT = later.pattern(r'^[ \t]*(?P<json>[{\[](?:\s*\{)?\s*"[@$\w-]+"\s*:.*[}\]]),?[ \t]*$', re.MULTILINE)
#: The keys of schema.org and of what pages hand to their scripts; a text about JSON shows others.
_KEY = (
    "articleBody|articleSection|headline|description|alternativeHeadline|datePublished|dateModified|dateCreated|inLanguage"
    "|keywords|author|publisher|mainEntityOfPage|thumbnailUrl|@type|@context|@id|@graph|wordCount|isAccessibleForFree"
    "|post_title|post_content|post_excerpt|og:title|og:description|caption|alt_text|image_url"
)
_PAIR = later.pattern(
    rf'^[ \t]*[{{\[]?[ \t]*"(?:{_KEY})"[ \t]*:[ \t]*(?:"(?P<words>(?:[^"\\\n]|\\.)*)"|[\w.\[\]{{}}-]+)'
    r"[ \t]*[}\]]?,?[ \t]*$",
    re.MULTILINE,
)
_TEACHES = later.pattern(r"JSON|جيسون|كود|برمج|الكائن|schema", re.IGNORECASE)
_SIGNS = later.pattern(rf'"(?:{_KEY})"')


def remnants(document: Document) -> Iterator[Hit]:
    """Lines of such JSON in a text that does not teach it."""
    hits = list(_lines(document))
    if hits and not _teaches(document.text):
        yield from hits


def _teaches(text: str) -> bool:
    prose = (line for line in text.split("\n") if '"' not in line and _ARABIC.search(line))
    return any(_TEACHES.search(line) for line in prose)


def _lines(document: Document) -> Iterator[Hit]:
    text, taken = document.text, -1
    for found in _objects(document):
        of_the_page = _SIGNS.search(found["json"]) or not _ARABIC.search(found["json"])
        if of_the_page and _is_json(found["json"]) and not in_code(document, *found.span()):
            taken = found.end()
            yield Hit(*found.span("json"), (Edit(*found.span(), ""),), Applicability.UNSAFE, clean=True)
    for found in _PAIR.finditer(text) if _SIGNS.search(text) else ():
        if found.start() <= taken or in_code(document, *found.span()):
            continue
        words = found["words"] or ""
        kept = words.replace('\\"', '"').replace("\\n", "\n").replace("\\/", "/") if _ARABIC.search(words) else ""
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        yield Hit(start, found.end(), (Edit(start, found.end(), kept),), Applicability.UNSAFE, clean=True)


def _objects(document: Document) -> Iterator[re.Match[str]]:
    text, end = document.text, 0
    for at in positions(document, "{["):
        start = at
        while start > end and text[start - 1] in " \t":
            start -= 1
        if at >= end and (found := _OBJECT.match(text, start)) is not None:
            yield found
            end = found.end()


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
