"""Which lines a change touched, so that only what is new in it is reported."""

from __future__ import annotations

import codecs
import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from arlint.cli.projects import UnusableError
from arlint.config_files import absolute
from arlint.model import Diagnostic
from arlint.report.result import Lines, Result

_HUNK = re.compile(r"@@ -\d+(?:,(?P<old>\d+))? \+(?P<start>\d+)(?:,(?P<count>\d+))? @@")
_WHOLE = range(1, 2**31)
#: What git says of a commit that a shallow clone does not have.
_ABSENT = re.compile("bad revision|no merge base")
#: A repository may have come with its `.git`, whose configuration names programs and hooks that git would run.
_QUIET = ("--no-optional-locks", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


class Changed:
    """The lines, from 1, that a change touched, by the absolute path of their file."""

    def __init__(self, lines: dict[Path, list[range]]) -> None:
        self._lines = lines

    def touches(self, path: Path) -> bool:
        """Whether the change touched the file at `path`."""
        return bool(self._lines.get(absolute(path)))

    def new(self, path: Path, result: Result) -> list[Diagnostic]:
        """The findings of `result`, of the file at `path`, that stand on a touched line or have a part there."""
        touched = self._lines.get(absolute(path), [])
        lines = Lines(result.text)
        return [one for one in result.diagnostics if _meets(one, result, lines, touched)]


def _meets(diagnostic: Diagnostic, result: Result, lines: Lines, touched: list[range]) -> bool:
    if result.record is not None:
        return any((result.line or 1) in some for some in touched)
    parts = [(diagnostic.start, diagnostic.end), *((span.start, span.end) for span in diagnostic.related)]
    if diagnostic.fix:  # one finding may be about a word in several places
        parts += [(edit.start, edit.end) for edit in diagnostic.fix.edits]
    for start, end in parts:
        first, last = lines.position(start)[0], lines.position(max(start, end - 1))[0]
        if any(first < some.stop and some.start <= last for some in touched):
            return True
    return False


def since(reference: str) -> Changed:
    """What differs between the files here and the commit where `reference` and this branch parted; new files too.

    Asks git. Untracked files count as new unless they are ignored.
    """
    if reference.startswith("-"):
        raise UnusableError(f"{reference!r} is no commit")
    top = Path(_git("rev-parse", "--show-toplevel").removesuffix("\n"))
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/")
    plain = ("--unified=0", "--no-color", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
    changed = _parse(_git("diff", *plain, *prefixes, "--merge-base", reference, "--"), [top])
    names = _git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/").split("\0")
    return Changed(changed | {top / name: [_WHOLE] for name in names if name})


def from_diff(data: bytes) -> Changed:
    """What the unified diff `data` adds or changes; its paths are relative to here, or to the top of the repository."""
    here = Path.cwd()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    changed = _parse(data.decode("utf-8", "surrogateescape"), [here, top])
    if not changed and data.strip():
        raise UnusableError("standard input is no unified diff; try: git diff -U0 | arlint check --diff-stdin")
    return Changed(changed)


def _parse(diff: str, folders: Iterable[Path]) -> dict[Path, list[range]]:
    """The touched lines of the new files of a unified diff, each file in the first of `folders` that has it.

    Lines of a hunk are counted, because a changed line may look like a header.
    """
    changed: dict[Path, list[range]] = {}
    lines: list[range] = []
    old = new = at = 0
    for line in diff.split("\n"):
        if old > 0 or new > 0:
            if line.startswith("\\"):
                continue
            if line.startswith("+"):
                lines.append(range(at, at + 1))
            old -= not line.startswith("+")
            kept = not line.startswith("-")
            new, at = new - kept, at + kept
        elif line.startswith("+++ "):
            lines = []
            if (name := _name(line.removeprefix("+++ "))) is not None:
                changed[_found(name, folders)] = lines
        elif hunk := _HUNK.match(line):
            old, new = int(hunk["old"] or 1), int(hunk["count"] or 1)
            at = int(hunk["start"])
    return changed


def _name(written: str) -> str | None:
    """The path after `+++`: without the prefix `b/`, the time stamp, the quotes of git; None for a removed file."""
    name = written.rstrip("\r").split("\t")[0]
    if name.startswith('"'):
        quoted = name.strip('"').encode("utf-8", "surrogateescape")
        try:
            name = bytes(codecs.escape_decode(quoted)[0]).decode("utf-8", "surrogateescape")
        except ValueError:  # git writes no such name; it stays as it is written
            name = quoted.decode("utf-8", "surrogateescape")
    return None if name == "/dev/null" else name.removeprefix("b/")


def _found(name: str, folders: Iterable[Path]) -> Path:
    places = [folder / name for folder in folders]
    try:
        return next((place for place in places if place.exists()), places[0]).absolute()
    except (OSError, ValueError):  # a name that no file can have
        return places[0].absolute()


def _git(*arguments: str) -> str:
    command = ["git", *_QUIET, "-c", "core.quotepath=off", *arguments]
    environment = os.environ | {"GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603  no shell
    except OSError as error:
        raise UnusableError(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").partition("\n")[0]
        hint = "; it may have to be fetched first (in CI: with the whole history)" if _ABSENT.search(reason) else ""
        raise UnusableError(f"git {arguments[0]}: {reason}{hint}")
    return done.stdout.decode("utf-8", "surrogateescape")
