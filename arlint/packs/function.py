"""The kind `python`: a named function, for what data cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module

from arlint.document import Document
from arlint.model import Hit
from arlint.packs.base import Match, Rule
from arlint.packs.literals import expand
from arlint.packs.schema import PackError, RuleSpec
from arlint.text.chars import encode

Finder = Callable[..., Iterator[Hit]]


class Function(RuleSpec, frozen=True, kw_only=True, tag="python"):
    """Run `check`, "package.module:function", a generator `(document, **options) -> Iterator[Hit]`.

    The triggers are those of `pattern`; without any the function runs on every document.
    """

    check: str
    options: dict[str, bool | int | float | str | list[str] | dict[str, str]] = {}
    literals: tuple[str, ...] = ()
    chars: str = ""
    raw: tuple[str, ...] = ()


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

    @cached_property
    def _find(self) -> Finder:
        module, _, name = self.spec.check.partition(":")
        try:
            finder: Finder = getattr(import_module(module), name)
        except (ImportError, AttributeError, ValueError) as error:
            raise PackError(
                f"rule {self.spec.code}, key `check`: cannot import {self.spec.check!r}: {error}"
            ) from error
        return finder

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        return self._find(document, **self.spec.options)
