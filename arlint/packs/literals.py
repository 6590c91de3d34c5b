"""Triggers written short: `[،؛]{letter}` stands for every comma or semicolon followed by an Arabic letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product

from arlint.packs.limits import require_few
from arlint.text.chars import LETTERS
from arlint.text.fold import fold

_PIECE = re.compile(r"\[([^\]]+)\]|\{letter\}|(.)", re.DOTALL)


def expand(literals: Iterable[str]) -> dict[bytes, int]:
    """Folded literals, each with the number of the string that it comes from.

    >>> sorted(expand(["[ab]c"])) == [b"ac", b"bc"]
    True
    """
    found: dict[bytes, int] = {}
    for number, literal in enumerate(literals):
        choices = [_choices(piece) for piece in _PIECE.finditer(literal)]
        require_few(literal, map(len, choices))
        found.update((fold("".join(choice)), number) for choice in product(*choices))
    return found


def _choices(piece: re.Match[str]) -> str:
    if piece[0] == "{letter}":
        return LETTERS
    return piece[1] or piece[2]
