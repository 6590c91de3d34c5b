"""What the corpus commands share on the terminal: a progress bar, errors, numbers."""

from __future__ import annotations

import errno
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import click

from arlint.cli import INTERRUPTED
from arlint.cli.projects import UnusableError, explained
from arlint.corpus.errors import CorpusError

_REDRAW_SECONDS = 0.2
_RATE_OVER = 100  # drawings: 20 seconds and more


@contextmanager
def failures() -> Iterator[None]:
    """Turn what stops a run into one line and exit status 2."""
    try:
        with explained():
            yield
    except CorpusError as error:
        raise UnusableError(str(error)) from error
    except OSError as error:
        if error.filename is None:
            raise
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        remedy = "free some space, or choose" if full else "choose"
        told = f"{error.filename}: {error.strerror}; {remedy} another folder, and try again"
        raise UnusableError(told) from error
    except MemoryError as error:
        told = "the memory is used up, and a record or document is held whole; cut the longest up, or try fewer workers"
        raise UnusableError(told) from error


@contextmanager
def resumable(output: Path | None) -> Iterator[None]:
    """Turn an interrupt of a run that writes to `output` into a word on how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        if output is None:
            raise
        click.echo("\nInterrupted. What was done is safe: run the same command with --resume.", err=True)
        sys.exit(INTERRUPTED)


class Bar:
    """A progress bar on standard error, with rate and time left; silent where that isn't a terminal."""

    def __init__(self, total: int, label: str) -> None:
        self._total, self._label = total, label
        self._done = 0
        self._began = self._drawn = time.monotonic()
        self._shown = sys.stderr.isatty()
        self._seen = deque([(0.0, 0)], maxlen=_RATE_OVER)

    def advance(self, size: int) -> None:
        """Note that `size` more bytes of the total are done."""
        self._done += size
        now = time.monotonic()
        if self._shown and now - self._drawn >= _REDRAW_SECONDS:
            self._drawn = now
            self._draw(now - self._began)

    def _draw(self, seconds: float) -> None:
        rate = self._rate(seconds)
        amount = f"{volume(self._done)}, {volume(rate)}/s"
        if self._total:
            part = min(self._done / self._total, 1.0)
            bar = "#" * int(part * 30)
            left = (self._total - self._done) / rate if rate else 0.0
            amount = f"[{bar:<30}] {part:4.0%}  {amount}, {_clock(left)} left"
        click.echo(f"\r\033[K{self._label} {amount}", nl=False, err=True)

    def _rate(self, seconds: float) -> float:
        """Bytes a second of late: a resumed run passes over what is done at another pace."""
        self._seen.append((seconds, self._done))
        begun, before = self._seen[0]
        return (self._done - before) / (seconds - begun) if seconds > begun else 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def number(value: int) -> str:
    """Write a count as people read it."""
    return f"{value:,}"


def volume(size: float) -> str:
    """Write bytes as people read them, in powers of ten.

    >>> volume(730), volume(48_200), volume(59_999_969), volume(2.5e9)
    ('730 B', '48.2 KB', '60.0 MB', '2.5 GB')
    """
    for unit, limit in (("B", 1e3), ("KB", 1e6), ("MB", 1e9)):
        if round(size / limit, 4) < 1:
            return f"{size:,.0f} B" if unit == "B" else f"{size / limit * 1e3:,.1f} {unit}"
    return f"{size / 1e9:,.1f} GB"


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
