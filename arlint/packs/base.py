"""What every compiled rule offers to the rule set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from arlint.document import Document
from arlint.model import Hit
from arlint.packs.pages.tables import Table
from arlint.packs.schema import RuleSpec

S = TypeVar("S", bound=RuleSpec)


class Match(Struct, frozen=True, gc=False):
    """A literal found in the folded view: which one (the rule's own number) and its view indices."""

    literal: int
    start: int
    end: int


class Rule(Generic[S]):
    """A rule ready to run.

    It runs on a document when one of its triggers is there: a folded literal (`literals`: bytes -> number), a byte of
    the code page (`rare`), a substring of the encoded text (`raw`); or always, where it has no trigger at all.
    """

    def __init__(self, spec: S) -> None:
        self.spec = spec

    @property
    def literals(self) -> Mapping[bytes, int]:
        """Folded literals, one of which must occur, each with the number that `Match.literal` gives back."""
        return {}

    @property
    def whole_words(self) -> bool:
        """Whether a literal counts only where it begins a word, proclitics aside, and ends one."""
        return False

    @property
    def rare(self) -> frozenset[int]:
        """Bytes of the encoded text, one of which must occur."""
        return frozenset()

    @property
    def raw(self) -> tuple[bytes, ...]:
        """Substrings of the encoded text, one of which must occur."""
        return ()

    @property
    def question(self) -> str:
        """The function, "package.module:name", that says whether a document has anything for the rule to do.

        Rules that name the same function share its answer.
        """
        return ""

    @property
    def prepared(self) -> bytes:
        """What takes long to make of the specification, for the index to keep: `kinds.build` gets it back."""
        return b""

    @property
    def table(self) -> Table | None:
        """The lines that the rule speaks of, where it speaks of whole lines."""
        return None

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        """The findings of the rule, in any order; protected regions and suppressions are the engine's business."""
        raise NotImplementedError
