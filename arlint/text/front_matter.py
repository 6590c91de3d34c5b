"""The text in front matter: the titles and descriptions that a site shows, where one line holds them as they are.

Anything else (lists, block scalars, escapes, values of several lines) is left alone, so that a fix can never make of a
value what YAML or TOML would read in another way: what stands around the values, the skeleton, must stay as it is.
"""

from __future__ import annotations

import re
from itertools import pairwise

from arlint.text import later

_KEYS = r"(?:(?:sub|seo|link|meta)?_?title|(?:meta_?)?description|summary|excerpt|abstract)"
#: A value in quotes without quotes and escapes inside, or (in YAML) a plain one that begins with a letter.
_VALUE = later.pattern(
    rf"""^{_KEYS}[ \t]*(?:
        [:=][ \t]*(?:"(?P<double>[^"\\\r\n]+)"|'(?P<single>[^'\r\n]+)')
        | :[ \t]+(?P<plain>[^\W\d_](?:[^:\#\r\n]|:(?=[^\s])|(?<=\S)\#)*(?<!\s))
    )[ \t]*(?:\r?$|\#)""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_ARABIC = later.pattern("[\u0621-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_OWN = later.pattern(r"^[ \t]*#[ \t]*arlint:[^\n]*\n", re.MULTILINE)
_COMMENT = later.pattern(r"^[ \t]*(#([^\r\n]*))", re.MULTILINE)


def prose(text: str, head: tuple[int, int]) -> list[tuple[int, int]]:
    r"""The spans of the values in the front matter at `head` that are Arabic text, ascending.

    >>> text = "---\ntitle: 'خبر'\nslug: خبر\n---\n"
    >>> [text[a:b] for a, b in prose(text, (0, len(text)))]
    ['خبر']
    """
    spans = [match.span(match.lastgroup or 0) for match in _VALUE.finditer(text, *head)]
    return [span for span in spans if _ARABIC.search(text, *span)]


def markup(text: str, head: tuple[int, int]) -> list[tuple[int, int]]:
    """The spans of front matter that are no text."""
    edges = [head[0], *(edge for span in prose(text, head) for edge in span), head[1]]
    return [(start, end) for start, end in list(pairwise(edges))[::2] if start < end]


def skeleton(text: str, head: tuple[int, int]) -> str:
    """What stands around the texts, without the comments that are meant for arlint, which it may remove."""
    return _OWN.sub("", "\0".join(text[start:end] for start, end in markup(text, head)))


def comments(text: str, head: tuple[int, int]) -> list[tuple[int, int, str]]:
    """The lines that are comments of YAML or TOML: start, end, what stands after the sign."""
    return [(*match.span(1), match[2]) for match in _COMMENT.finditer(text, *head)]
