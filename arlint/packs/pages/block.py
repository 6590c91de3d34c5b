"""The kind `block`: lines that belong together, one finding for as many as follow one another."""

from __future__ import annotations

from arlint.packs.pages.line import LineRule
from arlint.packs.pages.tables import Lines


class Block(Lines, frozen=True, kw_only=True, tag="block"):
    """Flag runs of lines that read like the templates: a comment form from its heading to its button.

    Anchors are templates that are `certain`; members are `beside` ones, which count only next to an anchor.
    """


class BlockRule(LineRule):
    """A compiled `block` rule."""

    blocks = True
