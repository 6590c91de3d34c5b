"""The kind `python`: a named function, for what data cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import Any

from arlint.document import Document
from arlint.model import Hit
from arlint.packs.base import Match, Rule
from arlint.packs.literals import expand
from arlint.packs.schema import PackError, RuleSpec
from arlint.text.chars import encode

Finder = Callable[..., Iterator[Hit]]


class Function(RuleSpec, frozen=True, kw_only=True, tag="python"):
    """Run `check`, "package.module:function", a generator `(document, **options) -> Iterator[Hit]`.

    The triggers are those of `pattern`, or `question`, a function `(document) -> bool` which is asked once for all
    rules that name it; without any the check runs on every document.

    Where the strings of `raw` stand is known: `checks.places.occurrences` looks it up.

    A check with a parameter `places` is given where `literals` stand (code points of their last characters, ascending),
    so that it need not search the text for them.
    """

    check: str
    options: dict[str, bool | int | float | str | list[str] | dict[str, str]] = {}
    literals: tuple[str, ...] = ()
    chars: str = ""
    raw: tuple[str, ...] = ()
    question: str = ""


class FunctionRule(Rule[Function]):
    """A compiled `python` rule."""

    @property
    def literals(self) -> Mapping[bytes, int]:
        return expand(self.spec.literals)

    @cached_property
    def rare(self) -> frozenset[int]:
        return frozenset(encode(self.spec.chars))

    @cached_property
    def raw(self) -> tuple[bytes, ...]:
        return tuple(encode(text) for text in self.spec.raw)

    @property
    def question(self) -> str:
        return self.spec.question

    @cached_property
    def _wants_places(self) -> bool:
        return "places" in getattr(self._find, "__annotations__", {})

    @cached_property
    def _find(self) -> Finder:
        try:
            finder: Finder = named(self.spec.check)
        except PackError as error:
            raise PackError(f"rule {self.spec.code}, key `check`: {error}") from error
        return finder

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        if self._wants_places:
            point = document.folded.point
            places = sorted({point(match.end - 1) for match in matches})
            return self._find(document, places=places, **self.spec.options)
        return self._find(document, **self.spec.options)


def named(path: str) -> Any:
    """The function that "package.module:name" names; PackError where there is none."""
    module, _, name = path.partition(":")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise PackError(f"cannot import {path!r}: {error}") from error
