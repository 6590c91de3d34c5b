"""Which configuration and which linter a file gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from arlint import config_files
from arlint.config import (
    Config,
    ConfigError,
    CorpusConfig,
    UnknownSelectorError,
    check_globs,
    check_selectors,
    matches,
    per_file_ignores,
)
from arlint.config_files import Loaded, absolute
from arlint.linter import Linter
from arlint.packs import index
from arlint.packs.index import Entry
from arlint.packs.kinds import AnySpec
from arlint.packs.load import roots


class Project(Struct, frozen=True):
    """A configuration in force, and the linter that it makes."""

    loaded: Loaded
    linter: Linter

    @property
    def rules(self) -> tuple[AnySpec, ...]:
        """Every rule in full; reads all packs."""
        return self.linter.rules

    def relative(self, path: Path) -> str:
        """`path` as the globs of the configuration see it: POSIX, from the configuration's folder."""
        whole = absolute(path)
        if whole.is_relative_to(self.loaded.root):
            return whole.relative_to(self.loaded.root).as_posix()
        return path.as_posix().lstrip("/")

    def excludes(self, path: Path, *, is_folder: bool = False) -> bool:
        """Whether the configuration leaves `path` out."""
        patterns = self.loaded.config.exclude
        return bool(patterns) and matches(patterns, self.relative(path) + ("/" if is_folder else ""))


class Projects:
    """The projects of one run, each made once.

    A file belongs to the nearest configuration at or above its folder, or to `path` where that is given, or to none
    with `isolated`. `ConfigError` and `PackError` say what cannot be used.
    """

    def __init__(self, overrides: Mapping[str, Any], path: Path | None = None, *, isolated: bool = False) -> None:
        self._overrides = overrides
        self._path = path
        self._isolated = isolated
        self._loaded: list[Loaded] = []
        self._entries = lru_cache(maxsize=None)(_entries)
        self._nearest: dict[Path, Path | None] = {}
        self._of_folder = lru_cache(maxsize=None)(lambda folder: self._at(self._find(absolute(folder))))
        self._at = lru_cache(maxsize=None)(self._load)
        self._without = lru_cache(maxsize=None)(self._silenced)

    def of_folder(self, folder: Path) -> Project:
        """The project that `folder` belongs to."""
        return self._of_folder(folder)

    def of_file(self, path: Path) -> Project:
        """The project that the file `path` belongs to, without the rules that `per-file-ignores` silences in it."""
        project = self.of_folder(path.parent)
        config = project.loaded.config
        selectors = per_file_ignores(config, project.relative(path)) if config.per_file_ignores else ()
        return self._without(project.loaded.path, selectors) if selectors else project

    def afresh(self, overrides: Mapping[str, Any] | None = None) -> Projects:
        """The same with nothing read yet, for configurations that have changed; `overrides` are laid over its own."""
        return Projects({**self._overrides, **(overrides or {})}, self._path, isolated=self._isolated)

    def asks(self, *keys: str) -> bool:
        """Whether the command line says anything of one of `keys`."""
        return any(key in self._overrides for key in keys)

    def describe(self, code: str) -> AnySpec | None:
        """The rule `code` without its examples, from the packs of the projects made so far; None where none has it."""
        for packs in dict.fromkeys(loaded.config.extend_packs for loaded in self._loaded):
            if found := self._entries(packs).get(code):
                return found.decoded
        return None

    @property
    def files(self) -> list[Path]:
        """The configuration files and packs that the projects made so far depend on, other than those they extend."""
        files = {loaded.path for loaded in self._loaded if loaded.path}
        packs = {Path(pack) for loaded in self._loaded for pack in loaded.config.extend_packs}
        return sorted(files | packs)

    def excludes(self, path: Path, *, is_folder: bool) -> bool:
        """Whether the configuration leaves `path` out."""
        return self.of_folder(path if is_folder else path.parent).excludes(path, is_folder=is_folder)

    def _find(self, folder: Path) -> Path | None:
        """The configuration of `folder`; folders whose own is known already are not asked again, however deep."""
        if self._path or self._isolated:
            return self._path
        asked: list[Path] = []
        found = None
        for one in chain((folder,), folder.parents):
            if one in self._nearest:
                found = self._nearest[one]
                break
            asked.append(one)
            if found := config_files.within(one):
                break
        self._nearest.update(dict.fromkeys(asked, found))
        return found

    def _load(self, path: Path | None) -> Project:
        loaded = config_files.load(path, self._overrides)
        self._loaded.append(loaded)
        linter = Linter(loaded.config)
        try:
            check_selectors(loaded.config, names(loaded.config))
            check_globs(loaded.config)
            _check_gates(loaded.config)
            if loaded.config.brands.prefer:
                _ = linter.ruleset  # which knows the names
        except ConfigError as error:
            places = ", ".join(place for key, place in loaded.sources.items() if key.startswith(error.key))
            hint = "; `arlint rules` lists them all" if isinstance(error, UnknownSelectorError) else ""
            raise ConfigError(f"{places}: {error}{hint}") from None
        return Project(loaded, linter)

    def _silenced(self, path: Path | None, selectors: tuple[str, ...]) -> Project:
        project = self._at(path)
        # Whole codes, because they win over any `select`.
        config = project.loaded.config
        codes = [code for code, name in names(config) if any(code.startswith(s) or name == s for s in selectors)]
        return Project(project.loaded, Linter(msgspec.structs.replace(config, ignore=(*config.ignore, *codes))))


def _check_gates(config: Config) -> None:
    """Raise `ConfigError` for what `clean` could not use."""
    if config.corpus != CorpusConfig():
        from arlint.scores import profiles  # checking asks for no scores

        profiles.check(config.corpus)


def _entries(packs: tuple[str, ...]) -> dict[str, Entry]:
    return {entry.code: entry for entry in index.entries(roots(packs))}


def names(config: Config) -> Iterator[tuple[str, str]]:
    """Code and name of every rule, from the index: reading the packs for them would cost more than checking a file."""
    for entry in index.entries(roots(config.extend_packs)):
        yield entry.code, entry.name
