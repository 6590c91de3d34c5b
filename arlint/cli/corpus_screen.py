"""What the corpus commands share on the terminal: a progress bar, errors, numbers."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

import click

from arlint.cli.projects import UnusableError, explained
from arlint.corpus.errors import CorpusError

_REDRAW_SECONDS = 0.2


@contextmanager
def failures() -> Iterator[None]:
    """Turn what stops a run into one line and exit status 2; an interrupt into a word on how to go on."""
    try:
        with explained():
            yield
    except CorpusError as error:
        raise UnusableError(str(error)) from error
    except KeyboardInterrupt:
        click.echo("\nInterrupted. What was done is safe: run the same command with --resume.", err=True)
        sys.exit(130)


class Bar:
    """A progress bar on standard error, with rate and time left; silent where that isn't a terminal."""

    def __init__(self, total: int, label: str) -> None:
        self._total, self._label = total, label
        self._done = 0
        self._began = self._drawn = time.monotonic()
        self._shown = sys.stderr.isatty()

    def advance(self, size: int) -> None:
        """Note that `size` more bytes of the total are done."""
        self._done += size
        now = time.monotonic()
        if self._shown and now - self._drawn >= _REDRAW_SECONDS:
            self._drawn = now
            self._draw(now - self._began)

    def _draw(self, seconds: float) -> None:
        rate = self._done / seconds if seconds else 0.0
        amount = f"{self._done / 1e6:,.0f} MB, {rate / 1e6:,.1f} MB/s"
        if self._total:
            part = min(self._done / self._total, 1.0)
            bar = "#" * int(part * 30)
            left = (self._total - self._done) / rate if rate else 0.0
            amount = f"[{bar:<30}] {part:4.0%}  {amount}, {_clock(left)} left"
        click.echo(f"\r\033[K{self._label} {amount}", nl=False, err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def number(value: int) -> str:
    """Write a count as people read it."""
    return f"{value:,}"


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(int(max(seconds, 0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
