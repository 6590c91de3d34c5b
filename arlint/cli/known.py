"""The baseline file of a run."""

from __future__ import annotations

import os
from pathlib import Path

from arlint.baseline import Baseline, BaselineError, Known, parse
from arlint.cli.projects import UnusableError


class KnownFindings:
    """The findings that the baseline at `path` holds; none without a path. One that cannot be read ends the run."""

    def __init__(self, path: Path | None) -> None:
        self._folder = path.absolute().parent if path else Path.cwd()
        self._files = load(path) if path else {}

    def of_file(self, path: Path) -> Known:
        """What is known of the file at `path`."""
        return Known(self._files.get(name_in(self._folder, path), {}))


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
