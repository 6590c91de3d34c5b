"""What a pack may ask for at most, so that no pack hangs arlint or fills the memory.

Every limit is a multiple of what the built-in packs need, which are the largest known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod
from string import Formatter
from time import thread_time
from typing import Any

from arlint.packs.schema import PackError, RuleSpec

#: Seconds that a rule may take for a text of a few pages, and for each million characters of a longer one.
SECONDS, SECONDS_PER_MILLION = 5.0, 1.0
#: Of its time a rule that ran out of it has this share on the next text, and never less than the least.
_AGAIN, _LEAST_SHARE = 0.5, 1 / 64
#: Characters of a regular expression: 20,000 take 0.1 s to compile, and the square for alternatives.
_LONGEST_PATTERN = 20_000
_LONGEST_FIX = 2_000
#: Spellings that the choices in one literal or one form may stand for; built-in ones stand for 186.
MOST_SPELLINGS = 10_000
_SHOWN = 60
#: Words around a match in which a rule may look.
_WIDEST = 200
#: Characters that the fixes of one rule may write, as a multiple of the text.
GROWTH, FREE_GROWTH = 4, 10_000

_PATTERNS = ("pattern", "unless", "chars", "before", "after")


def check(spec: RuleSpec) -> None:
    """Raise `PackError` where `spec` asks for too much, or its messages for what is none of its values."""
    for key, problem in _problems(spec):
        raise PackError(f"rule {spec.code}, key `{key}`: {problem}")


def _problems(spec: RuleSpec) -> Iterator[tuple[str, str]]:
    for language, message in (("en", spec.message.en), ("ar", spec.message.ar)):
        yield from ((f"message.{language}", problem) for problem in _message(message, spec.told))
    for key in _PATTERNS:
        written = getattr(spec, key, None)
        if isinstance(written, str) and len(written) > _LONGEST_PATTERN:
            yield key, f"too long a pattern ({len(written):,} characters, the limit is {_LONGEST_PATTERN:,})"
    fixes: list[Any] = [getattr(spec, "fix", None), *getattr(spec, "replace", {}).values()]
    if any(isinstance(fix, str) and len(fix) > _LONGEST_FIX for fix in fixes):
        yield "fix", f"too long (the limit is {_LONGEST_FIX:,} characters)"
    for key in ("near", "unless"):
        within = getattr(getattr(spec, key, None), "within", 0)
        if not 0 <= within <= _WIDEST:
            yield f"{key}.within", f"must be between 0 and {_WIDEST}"


def _message(message: str, told: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with a message: its fields are `told` names, without the attributes and widths of `str.format`."""
    try:
        for _, name, width, conversion in Formatter().parse(message):
            if name is not None and (not name.isidentifier() or width or conversion):
                yield f"{{{name}}} may hold a name only"
            elif name is not None and name not in told:
                yield f"{{{name}}} is none of what a finding of this rule tells: {', '.join(f'{{{n}}}' for n in told)}"
    except ValueError as error:
        yield str(error)


def require_few(text: str, choices: Iterable[int]) -> None:
    """Raise `PackError` where `text` stands for more spellings than is sane; `choices` are those of its parts."""
    number = prod(choices)
    if number > MOST_SPELLINGS:
        shown = text if len(text) < _SHOWN else text[:_SHOWN] + "…"
        raise PackError(f"{shown!r} stands for {number:,} spellings; the limit is {MOST_SPELLINGS:,}")


class Patience:
    """How long one rule may take, in seconds of the processor: what other programs take is not counted.

    A rule that ran out of time has half as much for the next text, and so on. So a hostile pattern costs seconds in
    all, however many texts there are, and a rule that met one hostile text is still there for the others.
    """

    def __init__(self) -> None:
        self._share = 1.0

    def begin(self, length: int) -> Allowance:
        """What the rule may take for a text of `length` characters, which begins now in this thread."""
        seconds = self._share * (SECONDS + SECONDS_PER_MILLION * length / 1_000_000)
        return Allowance(self, thread_time() + seconds, GROWTH * length + FREE_GROWTH)

    def lost(self) -> None:
        """Note that time ran out."""
        self._share = max(_LEAST_SHARE, self._share * _AGAIN)


class Allowance:
    """What is left to a rule for one text, in the thread that it runs in: time, and characters to write."""

    def __init__(self, patience: Patience, end: float, most: int) -> None:
        self._patience = patience
        self._end = end
        self._most = most

    def left(self) -> float:
        """Seconds that are left; raises TimeoutError where there are none."""
        left = self._end - thread_time()
        if left <= 0:
            raise TimeoutError
        return left

    def lost(self) -> None:
        """Note that time ran out."""
        self._patience.lost()

    def written(self, characters: int) -> None:
        """Note what a fix writes; ValueError where the fixes of one text write more than that can be meant."""
        self._most -= characters
        if self._most < 0:
            raise ValueError("its fixes write many times what the text holds")
