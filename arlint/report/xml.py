"""Text inside XML."""

from __future__ import annotations

from arlint.report.visible import visible

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def text(value: str) -> str:
    """`value` as content of an element or a quoted attribute; what XML cannot hold is shown by its code point."""
    return visible(value).replace("\ufffe", "<U+FFFE>").replace("\uffff", "<U+FFFF>").translate(_ENTITIES)
