"""A value of an object that is found when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

_Owner = TypeVar("_Owner")
_Value = TypeVar("_Value")


class lazy(Generic[_Owner, _Value]):  # noqa: N801  (used like `property`)
    """`functools.cached_property` without the lock that it takes before Python 3.12.

    For what is made anew with each text: a document is asked for a dozen values, and the lock takes longer than most.
    """

    def __init__(self, find: Callable[[_Owner], _Value]) -> None:
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    @overload
    def __get__(self, owner: None, kind: type[_Owner]) -> lazy[_Owner, _Value]: ...
    @overload
    def __get__(self, owner: _Owner, kind: type[_Owner]) -> _Value: ...
    def __get__(self, owner: Any, kind: type[_Owner]) -> Any:
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._find(owner)
        return value
