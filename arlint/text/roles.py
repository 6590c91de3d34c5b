"""What a place in Markdown or HTML is to a reader: a heading, a list item, a cell."""

from __future__ import annotations

import re

from arlint.text import later

_MARKDOWN = (
    (later.pattern(r"[ \t>]*#{1,6}[ \t]"), "heading"),
    (later.pattern(r"[ \t>]*\|"), "table-cell"),
    (later.pattern(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]"), "list-item"),
)
_UNDERLINE = later.pattern(r"[ \t>]*(?:=+|-+)[ \t]*$")
_TAG = later.pattern(r"<(/?)(h[1-6]|th|td|li|caption|figcaption|p|div|body)\b", re.IGNORECASE)
_ELEMENTS = {"th": "table-cell", "td": "table-cell", "li": "list-item", "caption": "caption", "figcaption": "caption"}
_REACH = 20_000  # code points before a place in which the element that holds it is looked for


def role(text: str, kind: str, position: int) -> str:
    r"""The role of `position`; "paragraph" where nothing says otherwise, "text" where the format has no roles.

    >>> [role("# عنوان\n| خلية |\nنص", "markdown", at) for at in (3, 10, 18)]
    ['heading', 'table-cell', 'paragraph']
    """
    if kind == "markdown":
        start = text.rfind("\n", 0, position) + 1
        found = next((name for form, name in _MARKDOWN if form.match(text, start)), "")
        end = text.find("\n", position)
        below = text[end + 1 :].partition("\n")[0] if end >= 0 else ""
        return found or ("heading" if _UNDERLINE.match(below) and text[start:end].strip() else "paragraph")
    if kind == "html":
        tags = list(_TAG.finditer(text, max(0, position - _REACH), position))
        if tags and not tags[-1][1]:
            name = tags[-1][2].lower()
            return "heading" if name[0] == "h" else _ELEMENTS.get(name, "paragraph")
        return "paragraph"
    return "text"
