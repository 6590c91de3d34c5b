"""How a long reading tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int], None]
"""Told how many bytes have been dealt with since the last call."""


def ignore(size: int) -> None:
    """Take no notice of progress."""
    del size
