"""The baselines of a run."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from arlint.baseline import Baseline, BaselineError, Known, parse
from arlint.cli.projects import UnusableError
from arlint.config import Config
from arlint.config_files import absolute

DEFAULT = "arlint-baseline.json"


class KnownFindings:
    """The findings that the baseline at `path` holds; without a path those that each file's configuration names.

    A baseline that cannot be read ends the run.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._load = lru_cache(maxsize=None)(load)
        if path:
            self._load(path)

    def of_file(self, path: Path, config: Config) -> Known:
        """What is known of the file at `path`, to which `config` applies."""
        baseline = self._of(config)
        if baseline is None:
            return Known({})
        return Known(self._load(baseline).get(name_in(baseline.absolute().parent, path), {}))

    def is_baseline(self, path: Path, config: Config) -> bool:
        """Whether `path` is a baseline itself, which holds no text."""
        baseline = self._of(config)
        return is_baseline(path, baseline or Path(DEFAULT))

    def _of(self, config: Config) -> Path | None:
        return self._path or (Path(config.baseline) if config.baseline else None)


def is_baseline(path: Path, baseline: Path) -> bool:
    """Whether `path` is the baseline, or is called like one."""
    return path.name == DEFAULT or absolute(path) == absolute(baseline)


def load(path: Path) -> Baseline:
    """The baseline in the file at `path`."""
    try:
        return parse(path.read_bytes())
    except OSError as error:
        hint = "write one with `arlint baseline write`" if isinstance(error, FileNotFoundError) else "check the path"
        raise UnusableError(f"{path}: the baseline cannot be read: {error.strerror}; {hint}") from error
    except BaselineError as error:
        raise UnusableError(f"{path}: {error}") from error


def name_in(folder: Path, path: Path) -> str:
    r"""How the baseline in `folder` calls the file at `path`; bytes of a name that are no text as `\xff`."""
    name = Path(os.path.relpath(path.absolute(), folder)).as_posix()
    return os.fsencode(name).decode("utf-8", "backslashreplace")
