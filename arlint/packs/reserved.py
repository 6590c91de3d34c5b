"""The kind `reserved`: findings of arlint itself (an unused suppression, a fix that did not settle).

They stand in a pack so that they have a code, messages and a page like every other; the engine reports them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from arlint.document import Document
from arlint.model import Hit
from arlint.packs.base import Match, Rule
from arlint.packs.schema import RuleSpec


class Reserved(RuleSpec, frozen=True, kw_only=True, tag="reserved"):
    """A finding that no rule looks for."""


class ReservedRule(Rule[Reserved]):
    """A rule that never runs."""

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        return iter(())
