"""Which configuration and which linter a file gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import click
import msgspec
from msgspec import Struct

from arlint import config as configuration
from arlint.config import Config, ConfigError, Loaded, UnknownSelectorError
from arlint.linter import Linter
from arlint.packs import index
from arlint.packs.kinds import AnySpec
from arlint.packs.load import roots
from arlint.packs.schema import PackError


class Project(Struct, frozen=True):
    """A configuration in force, and the linter that it makes."""

    loaded: Loaded
    linter: Linter

    @property
    def rules(self) -> tuple[AnySpec, ...]:
        """Every rule in full; reads all packs."""
        with explained():
            return self.linter.rules

    def relative(self, path: Path) -> str:
        """`path` as the globs of the configuration see it: POSIX, from the configuration's folder."""
        absolute = path.absolute()
        if absolute.is_relative_to(self.loaded.root):
            return absolute.relative_to(self.loaded.root).as_posix()
        return path.as_posix().lstrip("/")


class Projects:
    """The projects of one run, each made once.

    A file belongs to the nearest configuration at or above its folder, or to `path` where that is given, or to none
    with `isolated`. Raises `click.ClickException`, exit status 2, for a configuration that cannot be used.
    """

    def __init__(self, overrides: Mapping[str, Any], path: Path | None = None, *, isolated: bool = False) -> None:
        self._overrides = overrides
        self._path = path
        self._isolated = isolated
        self._of_folder = lru_cache(maxsize=None)(self._find)
        self._at = lru_cache(maxsize=None)(self._load)
        self._without = lru_cache(maxsize=None)(self._silenced)

    def of_folder(self, folder: Path) -> Project:
        """The project that `folder` belongs to."""
        return self._at(self._of_folder(folder.absolute()))

    def of_file(self, path: Path) -> Project:
        """The project that the file `path` belongs to, without the rules that `per-file-ignores` silences in it."""
        project = self.of_folder(path.parent)
        selectors = configuration.per_file_ignores(project.loaded.config, project.relative(path))
        return self._without(project.loaded.path, selectors) if selectors else project

    def excludes(self, path: Path, *, is_folder: bool) -> bool:
        """Whether the configuration leaves `path` out."""
        project = self.of_folder(path if is_folder else path.parent)
        patterns = project.loaded.config.exclude
        relative = project.relative(path) + ("/" if is_folder else "")
        return bool(patterns) and configuration.glob(patterns).match_file(relative)

    def _find(self, folder: Path) -> Path | None:
        if self._path or self._isolated:
            return self._path
        with explained():
            return configuration.find(folder)

    def _load(self, path: Path | None) -> Project:
        with explained():
            loaded = configuration.load(path, self._overrides)
            try:
                configuration.check_selectors(loaded.config, _names(loaded.config))
            except UnknownSelectorError as error:
                places = [place for key, place in loaded.sources.items() if key.startswith(error.key)]
                place = ", ".join(places)
                raise ConfigError(f"{place}: {error}; `arlint rules` lists them all") from None
            return Project(loaded, Linter(loaded.config))

    def _silenced(self, path: Path | None, selectors: tuple[str, ...]) -> Project:
        project = self._at(path)
        # Whole codes, because they win over any `select`.
        config = project.loaded.config
        codes = [code for code, name in _names(config) if any(code.startswith(s) or name == s for s in selectors)]
        return Project(project.loaded, Linter(msgspec.structs.replace(config, ignore=(*config.ignore, *codes))))


def _names(config: Config) -> Iterator[tuple[str, str]]:
    """Code and name of every rule, from the index: reading the packs for them would cost more than checking a file."""
    for entry in index.entries(roots(config.extend_packs)):
        yield entry.code, entry.name


@contextmanager
def explained() -> Iterator[None]:
    """Turns what is wrong with a configuration or a pack into a message and exit status 2."""
    try:
        yield
    except (ConfigError, PackError) as error:
        raise UnusableError(str(error)) from error


class UnusableError(click.ClickException):
    """The run cannot begin: a message on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Write the message in the form of all of arlint's errors."""
        del file
        click.echo(f"arlint: error: {self.format_message()}", err=True)
