"""The lists of `rules/lists` that modules below the packs read themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def read(name: str) -> bytes:
    """The bytes of the list `name`; OSError where there is none."""
    package = Path(__file__).resolve().parents[1]
    root: Path | Traversable = package / "rules" if (package / "rules").is_dir() else package.parent / "rules"
    if not package.is_dir():  # it is imported from an archive
        from importlib.resources import files

        root = files("arlint") / "rules"
    return (root / "lists" / name).read_bytes()
