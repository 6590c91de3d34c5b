"""What a link of a Markdown text needs to stay as it is: the label of a reference, a heading that is linked to."""

from __future__ import annotations

import re
from urllib.parse import unquote

from arlint.text import later
from arlint.text.spans import merge

_DEFINITION = later.pattern(r"^[ >]{0,6}\[([^\[\]\n^][^\[\]\n]*)\]:[ \t]*\S", re.MULTILINE)
#: A reference whose text is its label: `[label]` or `[label][]`, but not `[text](…)` and `[text][label]`.
_REFERENCE = later.pattern(r"(?<![\]\\])\[([^\[\]\n]+)\](?![(\[:])|(?<![\]\\])\[([^\[\]\n]+)\](?=\[\])")
_FRAGMENT = later.pattern(
    r"""\]\(<?\#([^)\s>]+)|href=["']\#([^"']+)|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?\#(\S+)""", re.MULTILINE
)
_HEADING = later.pattern(r"^[ >]*\#{1,6}[ \t]+(.*?)[ \t#]*$|^[ >]*(\S.*)\n[ >]*(?:=+|-+)[ \t]*$", re.MULTILINE)
_NOT_IN_ANCHORS = later.pattern(r"[^\w\- ]")


def needed(text: str) -> list[tuple[int, int]]:
    r"""The sorted spans that no fix may change without breaking a link.

    >>> text = "[نص] و[رأس](#رأس)\n\n[نص]: x\n\n# رأس"
    >>> [text[a:b] for a, b in needed(text)]
    ['نص', 'رأس']
    """
    spans: list[tuple[int, int]] = []
    labels = {_label(match[1]) for match in _DEFINITION.finditer(text)}
    if labels:
        for match in _REFERENCE.finditer(text):
            group = 1 if match[1] else 2
            if _label(match[group]) in labels:
                spans.append(match.span(group))
    fragments = {unquote(match[1] or match[2] or match[3]).rstrip(">").lower() for match in _FRAGMENT.finditer(text)}
    if fragments:
        for match in _HEADING.finditer(text):
            group = 1 if match[1] else 2
            if match[group] and _anchor(match[group]) in fragments:
                spans.append(match.span(group))
    return merge(spans)


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _anchor(heading: str) -> str:
    """What GitHub and most generators call a heading: its words, joined by hyphens."""
    return _NOT_IN_ANCHORS.sub("", heading.strip().lower()).replace(" ", "-")
