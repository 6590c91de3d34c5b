"""The journal of a run in progress: what is safely on disk, so that a killed run goes on from there.

It stands in `OUT/.partial/` beside the unfinished files and goes away with them. Its first line says what
the run is; each further line is one commit: everything up to a chunk's end has been synced. A line that was
cut by a kill doesn't count.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from arlint.corpus.chunks import FileFacts
from arlint.corpus.errors import CorpusError
from arlint.corpus.manifest import Settings
from arlint.corpus.sources import Source
from arlint.corpus.task import Counts
from arlint.text.malformed import MALFORMED

FOLDER = ".partial"


class Header(Struct, frozen=True):
    """What the run is; a run is resumed only where this is the same."""

    settings: Settings
    sources: tuple[Source, ...]


class FileEntry(Struct, frozen=True):
    """An input that was read to its end, and what was done to it."""

    facts: FileFacts
    counts: Counts


class Commit(Struct, frozen=True):
    """Chunk `chunk` of shard `shard` and all before it are on disk.

    `digest` is of the shard's content up to here, `sizes` of the unfinished output files by kind, `counts` of the
    shard's unfinished file. `files` are the inputs that ended since the commit before. `last`: the shard is done.
    """

    shard: int
    chunk: int
    digest: str
    sizes: dict[str, int]
    counts: Counts
    files: tuple[FileEntry, ...]
    last: bool


class Journal:
    """An open journal; one process at a time holds it."""

    def __init__(self, output: Path) -> None:
        self.folder = output / FOLDER
        self.path = self.folder / "journal.jsonl"
        self._lock = (self.folder / "lock").open("ab")
        try:
            _lock(self._lock.fileno(), output)
        except CorpusError:
            self._lock.close()
            raise
        self._file = self.path.open("ab")

    def begin(self, header: Header) -> None:
        """Start a new journal."""
        self._file.truncate(0)
        self._append(msgspec.json.encode(header))

    def load(self) -> tuple[Header | None, list[Commit]]:
        """What an earlier run wrote, without a torn last line; None where it didn't come to writing."""
        data = self.path.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        self._file.truncate(len(whole))
        lines = whole.splitlines()
        if not lines:
            return None, []
        try:
            header = msgspec.json.decode(lines[0], type=Header)
            return header, [msgspec.json.decode(line, type=Commit) for line in lines[1:]]
        except MALFORMED as error:
            raise CorpusError(
                f"{self.path}: can't be read ({error}); it is another version's, or damaged: clean into a new folder"
            ) from error

    def commit(self, commit: Commit) -> None:
        """Note that everything up to here is on disk."""
        self._append(msgspec.json.encode(commit))

    def require(self) -> None:
        """Raise `CorpusError` where the working folder was removed: what was written since is in no folder."""
        if not os.fstat(self._file.fileno()).st_nlink:
            raise CorpusError(f"{self.folder}: was removed while the run wrote there; clean into a new folder")

    def _append(self, line: bytes) -> None:
        self._file.write(line + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.require()

    def close(self) -> None:
        """Let go of the journal; it stays for a resumed run."""
        with suppress(OSError):  # a full disk is reported already, and half a line doesn't count
            self._file.close()
        self._lock.close()


def _lock(descriptor: int, output: Path) -> None:
    """Keep a second run out. The lock is the process's own: workers that outlive a killed run don't hold it."""
    try:
        import fcntl  # (absent on Windows, where this guard is left out)
    except ImportError:
        return
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise CorpusError(f"{output}: another run is writing there; wait for it, or choose another folder") from error
