"""What site generators put around and into Markdown and HTML: front matter and template tags."""

from __future__ import annotations

import re

from arlint.text import later

# YAML between --- and --- (or ...), TOML between +++ and +++, at the very start and with a key at least.
_FRONT_MATTER = later.pattern(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*+\r?\n")
_FRONT_MATTER_END = {
    "---": later.pattern(r"^(?:---|\.\.\.)[ \t\r]*+$", re.MULTILINE),
    "+++": later.pattern(r"^\+\+\+[ \t\r]*+$", re.MULTILINE),
}
_KEY = later.pattern(r"^[ \t]*+[\"']?[\w.-]++[\"']?[ \t]*+[:=]", re.MULTILINE)

# Liquid, Jinja, Hugo, Handlebars: {{ … }}, {% … %}, {{% … %}}. A tag ends before a blank line.
_TAG_PART = later.pattern(r"\{[{%]|%?\}\}|%\}|\n[ \t\r]*+(?=\n)")
# What stands between such tags is code or a comment: {% highlight js %} … {% endhighlight %}, {{< highlight go >}} ….
_CODE_TAG = later.pattern(
    r"\{(?:%-?|\{[<%])\s*+(?P<closes>end|/\s*+)?(?P<name>highlight|comment|code|codeblock|javascript|schema|style|mermaid|katex|math|e?chart)(?![\w-])"
)
_NOT_NEWLINE = later.pattern(r"[^\r\n]")


def front_matter(text: str) -> tuple[int, int] | None:
    """Return the span of the front matter, fences included, or None."""
    opening = _FRONT_MATTER.match(text)
    if opening is None:
        return None
    closing = _FRONT_MATTER_END[opening["fence"]].search(text, opening.end())
    if closing is None or _KEY.search(text, opening.end(), closing.start()) is None:
        return None
    return 0, closing.end()


def template_tags(text: str) -> list[tuple[int, int]]:
    """Return the spans of template tags, and of the code and comments between two of them.

    >>> template_tags("مرحبا {{ user.name }} {% x")
    [(6, 21)]
    >>> template_tags("{% highlight js %} a {% endhighlight %}")
    [(0, 39)]
    >>> template_tags("{{% note %}}نص{{% /note %}}")
    [(0, 12), (14, 27)]
    """
    spans: list[tuple[int, int]] = []
    opened: dict[str, int] = {}  # the name of what is to be closed -> the number of the tag that opens it
    for start, end in _tags(text):
        part = _CODE_TAG.match(text, start, end)
        name = part["name"] if part else ""
        if part and part["closes"] and name in opened:
            first = opened.pop(name)
            spans[first:] = [(spans[first][0], end)]
            opened = {other: at for other, at in opened.items() if at < first}
            continue
        if part and not part["closes"]:
            opened.setdefault(name, len(spans))
        spans.append((start, end))
    return spans


def _tags(text: str) -> list[tuple[int, int]]:
    """The spans of template tags, in one pass: an opening is paired with the first closing of its kind."""
    spans = []
    opener: tuple[int, str] | None = None
    for part in _TAG_PART.finditer(text):
        sign = part[0]
        if sign[0] == "\n":
            opener = None
        elif sign[0] == "{":
            if opener is None:
                opener = (part.start(), "}}" if sign == "{{" else "%}")
        elif opener is not None and opener[1] in sign:  # `%}}` closes both kinds; `%}` its first two signs
            spans.append((opener[0], part.start() + sign.index(opener[1]) + 2))
            opener = None
    return spans


def masked(text: str, spans: list[tuple[int, int]]) -> str:
    """Write `x` over the spans, line ends kept, so that a parser of the text sees words there; same length."""
    parts = []
    last = 0
    for start, end in spans:
        parts += [text[last:start], _NOT_NEWLINE.sub("x", text[start:end])]
        last = end
    return "".join([*parts, text[last:]])
