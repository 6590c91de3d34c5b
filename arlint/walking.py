"""Which files are read for the paths that a person names: folders are walked as git would see them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from arlint.config_files import absolute
from arlint.files import KINDS, NO_FILE, FileError, reason
from arlint.text.globs import GlobError, compiled

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_NEVER_WALKED = frozenset(("node_modules", "__pycache__"))


class Excluded(Protocol):
    """Whether the configuration leaves a path out."""

    def __call__(self, path: Path, *, is_folder: bool) -> bool:
        """See the class."""
        ...


def discover(paths: Iterable[Path], excluded: Excluded) -> tuple[list[Path], list[FileError]]:
    """The files to read for `paths`, sorted, each once; and what could not be looked at.

    Of a folder: the files with a known suffix that are neither hidden nor ignored by git. `excluded` is asked about
    every path, named ones too, because pre-commit names each file.
    """
    found: dict[Path, None] = {}
    problems: list[FileError] = []
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            problems.append(FileError(f"{path}: cannot be read: {reason(error)}"))
            continue
        is_folder = stat.S_ISDIR(mode)
        if excluded(path, is_folder=is_folder):
            continue
        if not is_folder and not stat.S_ISREG(mode):
            problems.append(FileError(f"{path}: {NO_FILE}"))
        elif is_folder:
            found.update(dict.fromkeys(_walk(path, _ignores_above(path), excluded, problems)))
        else:
            found[path] = None
    return sorted(found, key=lambda path: path.as_posix()), problems


def _is_walked(path: Path) -> bool:
    """Whether a file is taken that nobody named: of XML only what Android keeps its strings in."""
    suffix = path.suffix.casefold()
    return suffix in KINDS and (suffix != ".xml" or path.parent.name.startswith("values"))


_Ignores = tuple[tuple[Path, "GitIgnoreSpec"], ...]


def _walk(folder: Path, ignores: _Ignores, excluded: Excluded, problems: list[FileError]) -> Iterator[Path]:
    left = [(folder, ignores)]  # a list, because folders may be nested deeper than calls
    while left:
        folder, ignores = left.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            ignores += _ignores_in(folder)
        except OSError as error:
            problems.append(FileError(f"{folder}: cannot be read: {reason(error)}"))
            continue
        for entry in entries:
            path = folder / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(".") or entry.name in _NEVER_WALKED:
                continue
            if not is_folder and not (_is_walked(path) and entry.is_file()):
                continue
            try:
                if _is_ignored(path, is_folder, ignores) or excluded(path, is_folder=is_folder):
                    continue
            except GlobError as error:  # of a `.gitignore`; it is asked no more
                problems.append(FileError(f"{path}: {error}"))
                continue
            if is_folder:
                left.append((path, ignores))
            else:
                yield path


def _ignores_above(folder: Path) -> _Ignores:
    """The `.gitignore` files between the top of the repository that holds `folder` and `folder`, outermost first."""
    parents = (absolute(folder), *absolute(folder).parents)
    top = next((at for at, parent in enumerate(parents) if os.path.exists(parent / ".git")), 0)  # noqa: PTH110  (Path.exists may raise)
    return tuple(found for parent in reversed(parents[1 : top + 1]) for found in _ignores_in(parent))


def _ignores_in(folder: Path) -> _Ignores:
    path = folder / ".gitignore"
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", errors="replace") as lines:
        return ((absolute(folder), compiled(lines, lenient=True)),)


def _is_ignored(path: Path, is_folder: bool, ignores: _Ignores) -> bool:
    """Whether git would ignore `path`: the nearest `.gitignore` that speaks of it decides."""
    for folder, spec in reversed(ignores):
        relative = absolute(path).relative_to(folder).as_posix() + ("/" if is_folder else "")
        decision = spec.check_file(relative).include
        if decision is not None:
            return decision
    return False
