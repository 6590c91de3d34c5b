"""Globs as a `.gitignore` has them, written by anyone: what is none is told, and none takes for ever.

A glob becomes a regular expression, and some twenty characters of one can ask for years of a long name.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: Seconds that one glob may take for one path.
LIMIT = 0.25
#: Stretches of any length in a glob that need no clock: a path has 4,096 characters at most, a name 255.
_HARMLESS = 3
#: Of them at most; nobody writes half as many.
_MOST = 16


class GlobError(ValueError):
    """What is no glob, or takes too long; the message says which."""


class Timed:
    """A regular expression with a clock. Where it was too slow once it is not asked again, and matches nothing."""

    def __init__(self, pattern: str, written: str) -> None:
        self.pattern = pattern
        self._written = written
        self._stopped = False

    @cached_property
    def _compiled(self) -> Any:
        import regex

        return regex.compile(self.pattern)

    def match(self, path: str) -> Any:
        """As `re.Pattern.match`. Raises `GlobError`, once."""
        return self._asked(self._compiled.match, path)

    def search(self, path: str) -> Any:
        """As `re.Pattern.search`. Raises `GlobError`, once."""
        return self._asked(self._compiled.search, path)

    def _asked(self, ask: Any, path: str) -> Any:
        if self._stopped:
            return None
        try:
            return ask(path, timeout=LIMIT)
        except TimeoutError:
            self._stopped = True
            raise GlobError(f"the glob {self._written[:200]!r} takes too long; write it with fewer *") from None


def compiled(lines: Iterable[str], *, lenient: bool = False) -> GitIgnoreSpec:
    """The globs `lines`. What is none raises `GlobError`; a `lenient` reader passes over it, as git does.

    >>> compiled(["*.md", "!a.md"]).match_file("b.md")
    True
    >>> compiled(["!"])
    Traceback (most recent call last):
    arlint.text.globs.GlobError: '!' is no glob
    """
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec(_patterns(lines, lenient=lenient))


def _patterns(lines: Iterable[str], *, lenient: bool) -> Iterator[Any]:
    from pathspec import GitIgnoreSpec

    for line in lines:
        try:
            with warnings.catch_warnings():  # Python's own about `[[`: nothing that a user can act on
                warnings.simplefilter("ignore", FutureWarning)
                found: list[Any] = list(GitIgnoreSpec.from_lines([line]).patterns)
        except (ValueError, OverflowError, RecursionError, re.error) as error:
            if lenient:
                continue
            raise GlobError(f"{line!r} is no glob") from error
        for pattern in found:
            written = getattr(pattern.regex, "pattern", "")
            stretches = written.count("*") + written.count("+")
            if stretches > _MOST:
                if not lenient:
                    raise GlobError(f"{line[:200]!r} is no glob: too many *")
                continue
            if stretches > _HARMLESS:
                pattern.regex = Timed(written, line.strip())
            yield pattern
