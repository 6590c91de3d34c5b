"""What is not prose in Markdown: the blocks first, then what stands inside the paragraphs, headings and cells."""

from __future__ import annotations

from arlint.text import hypertext, markdown_blocks, markdown_inline
from arlint.text.front_matter import markup
from arlint.text.hypertext import Markup
from arlint.text.templates import front_matter, masked, template_tags


def scan(text: str) -> Markup:
    """Find the spans of CommonMark and GFM that are not prose (unsorted), and the comments."""
    tags = template_tags(text)
    plain = masked(text, tags) if tags else text
    head = front_matter(text)
    blocks = markdown_blocks.parse(plain, 0 if head is None else head[1])
    spans = [*tags, *blocks.spans, *(markup(text, head) if head else [])]
    comments: list[tuple[int, int, str]] = []
    for start, end in blocks.html:
        found = hypertext.scan(plain, start, end)
        spans += found.spans
        comments += found.comments
    for segments in blocks.inlines:
        found = markdown_inline.scan(plain, segments, blocks.labels)
        spans += found.spans
        comments += found.comments
    return Markup(spans, comments)
