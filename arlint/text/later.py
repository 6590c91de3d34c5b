"""Regular expressions that are compiled when they are first used.

A run over one small file uses a few of the hundreds that the modules define, and compiling one takes from 50 µs to
several ms: together that took as long as everything else which such a run does.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_NAMES = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags")
_GROUPS = ("groups", "groupindex")


class _Compiled:
    """A regular expression after its first use: what `re.Pattern` has, as attributes of the object."""


class _Later(_Compiled):
    """A regular expression that is not compiled yet. At its first use it becomes a `_Compiled`, which costs no more."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _NAMES and name not in _GROUPS:  # what copying and pickling look for is no use of it
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.__dict__.update((each, getattr(compiled, each)) for each in (*_NAMES, *_GROUPS))
        self.__class__ = _Compiled  # type: ignore[assignment]  # without `__getattr__` attributes are found faster
        return getattr(compiled, name)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""As `re.compile`, but nothing is compiled yet, so an error in `source` shows at the first use.

    It has the methods and attributes of a compiled expression; functions of `re` that take one do not take it.

    >>> number = pattern(r"\d+")
    >>> number.sub("#", "عام 2024"), number.pattern
    ('عام #', '\\d+')
    """
    return cast("re.Pattern[AnyStr]", _Later(source, flags))
