"""Exact spans of what is not prose in Markdown and HTML, and the comments in them.

The text that a reader sees stays outside of the spans: link texts, image descriptions, headings, cells, the values
of `alt` and `title`, titles and descriptions of front matter. The scanners are imported when a text needs them.
"""

from __future__ import annotations

from arlint.text.spans import merge


def markdown_regions(text: str) -> list[tuple[int, int]]:
    """Return the sorted, disjoint spans of Markdown (CommonMark and GFM) that are not prose.

    >>> text = "## انظر [الدليل](https://example.net) و`x`"
    >>> [text[a:b] for a, b in markdown_regions(text)]
    ['## ', '[', '](https://example.net)', '`x`']
    """
    from arlint.text import markdown

    return merge(markdown.scan(text).spans)


def html_regions(text: str) -> list[tuple[int, int]]:
    """Return the sorted, disjoint spans of HTML that are not prose.

    >>> text = "<p>نص<!-- x --></p>"
    >>> [text[a:b] for a, b in html_regions(text)]
    ['<p>', '<!-- x --></p>']
    """
    from arlint.text import front_matter as matter
    from arlint.text import hypertext
    from arlint.text.templates import front_matter, template_tags

    head = front_matter(text)
    start = 0 if head is None else head[1]
    before = matter.markup(text, head) if head else []
    return merge([*before, *template_tags(text), *hypertext.scan(text, start, len(text)).spans])


def comments(text: str, kind: str) -> list[tuple[int, int, str]]:
    """Return the HTML comments of a `markdown` or `html` text outside of code: start, end, what stands between.

    Those of MDX (`{/* */}`) too, and comments of its front matter, where they are meant for arlint. Any other kind of
    text has none.
    """
    if "arlint:" in text and kind in ("html", "markdown"):
        return [*_in_front_matter(text), *_html_comments(text, kind)]
    return _html_comments(text, kind)


def _in_front_matter(text: str) -> list[tuple[int, int, str]]:
    from arlint.text import front_matter as matter
    from arlint.text.templates import front_matter

    head = front_matter(text)
    return [one for one in matter.comments(text, head) if one[2].lstrip().startswith("arlint:")] if head else []


def _html_comments(text: str, kind: str) -> list[tuple[int, int, str]]:
    if kind == "html" and "<!--" in text:
        from arlint.text import hypertext
        from arlint.text.templates import front_matter

        head = front_matter(text)
        return hypertext.scan(text, 0 if head is None else head[1], len(text)).comments
    if kind == "markdown" and ("<!--" in text or "{/*" in text):
        from arlint.text import markdown

        return sorted(markdown.scan(text).comments)
    return []
