"""The closed set of rule kinds, and the way from a specification to a rule that runs.

A new kind is a change of architecture: its module holds the specification and the rule, and its two names go here.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from arlint.config import Config
from arlint.packs.base import Rule
from arlint.packs.characters import Chars, CharsRule
from arlint.packs.entities.entity import Entity, EntityRule
from arlint.packs.function import Function, FunctionRule
from arlint.packs.names.variants import Variants, VariantsRule
from arlint.packs.pages.block import Block, BlockRule
from arlint.packs.pages.line import Line, LineRule
from arlint.packs.pattern import Pattern, PatternRule
from arlint.packs.phrase import Phrase, PhraseRule
from arlint.packs.reserved import Reserved, ReservedRule
from arlint.packs.schema import PackHeader

AnySpec = Phrase | Pattern | Chars | Function | Variants | Line | Block | Reserved | Entity


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """One TOML file of rules. `sets` are the named sets of its templates."""

    pack: PackHeader
    sets: dict[str, tuple[str, ...]] = {}
    rule: tuple[AnySpec, ...] = ()


def build(spec: AnySpec, config: Config, prepared: bytes = b"") -> Rule[Any]:
    """The rule that `spec` describes; PackError where the specification cannot be compiled.

    `prepared` is what a rule of the same specification and configuration once gave as `Rule.prepared`.
    """
    match spec:
        case Phrase():
            return PhraseRule(spec)
        case Pattern():
            return PatternRule(spec)
        case Chars():
            return CharsRule(spec)
        case Function():
            return FunctionRule(spec)
        case Variants():
            return VariantsRule(spec, config, prepared)
        case Line():
            return LineRule(spec)
        case Block():
            return BlockRule(spec)
        case Entity():
            return EntityRule(spec)
        case Reserved():
            return ReservedRule(spec)
