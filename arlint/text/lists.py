"""Where the built-in packs lie, and their lists, which modules below the packs read too. Imports nothing heavy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def builtin_root() -> Traversable:
    """The folder of the built-in packs: inside the wheel, or beside the package in a source checkout."""
    package = Path(__file__).resolve().parents[1]
    if package.is_dir():
        return package / "rules" if (package / "rules").is_dir() else package.parent / "rules"
    from importlib.resources import files  # 6 ms, for a package that is imported from an archive

    return files("arlint") / "rules"


def read(name: str) -> bytes:
    """The bytes of the built-in list `name`; OSError where there is none."""
    return (builtin_root() / "lists" / name).read_bytes()


def rows(name: str) -> list[list[str]]:
    """The cells of each row of the built-in table `name`, without its comments, blank lines and headings."""
    lines = read(name).decode("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
