"""The output folder: files grow in `OUT/.partial/`, and are put in their place when their shard is done."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from arlint.corpus import own_files, tables
from arlint.corpus.chunks import Chunk, Shard
from arlint.corpus.compression import compress
from arlint.corpus.errors import CorpusError
from arlint.corpus.journal import FOLDER
from arlint.corpus.kernel import AUDIT_CODEC
from arlint.corpus.sources import Source, data_name
from arlint.corpus.task import Result

KINDS = ("data", "audit", "dropped", "rejected")


UNFINISHED = "unfinished"
"""The file in the working folder that is moved to its place once it is whole."""


def log_path(kind: str, shard: str) -> str:
    """Where the log of a shard stands in the output folder.

    >>> log_path("audit", "news.jsonl"), log_path("rejected", "news.jsonl")
    ('audit/news.jsonl.jsonl.gz', 'rejected/news.jsonl.jsonl')
    """
    packed = f".{AUDIT_CODEC}"
    return f"{kind}/{own_files.short(shard, f'.jsonl{packed}')}.jsonl" + (packed if kind == "audit" else "")


class ShardOutput:
    """The unfinished files of one shard. `append` grows them, `sync` makes them safe, `finish` puts them in place."""

    def __init__(self, output: Path, shard: Shard) -> None:
        self._output = output
        self._shard = shard
        self._paths = {kind: log_path(kind, shard.name) for kind in KINDS[1:]}
        if not shard.bundle:
            self._paths["data"] = f"data/{shard.name}"
        self._files = {kind: _Growing(output / FOLDER / path) for kind, path in self._paths.items()}

    def rewind(self, sizes: dict[str, int]) -> None:
        """Cut the files back to the sizes of the last commit. A file that is in its place already is left alone."""
        for kind, file in self._files.items():
            if not (self._output / self._paths[kind]).exists():
                file.rewind(sizes.get(kind, 0))

    def append(self, chunk: Chunk, result: Result) -> None:
        """Add a chunk's output; a document's data goes to its own file at once."""
        self._files["audit"].append(result.audit)
        self._files["dropped"].append(result.dropped)
        self._files["rejected"].append(result.rejected)
        if not self._shard.bundle:
            self._files["data"].append(result.data[0] or b"")
            return
        for piece, data in zip(chunk.pieces, result.data, strict=True):
            if data is not None:
                path = self._output / "data" / data_name(piece.name, piece.format)
                path.parent.mkdir(parents=True, exist_ok=True)
                beside = self._output / FOLDER / UNFINISHED
                with own_files.fresh(beside) as file:
                    file.write(data)
                beside.replace(path)

    def sync(self) -> dict[str, int]:
        """Make all that was appended safe; the sizes to come back to."""
        if self._shard.bundle and hasattr(os, "sync"):  # absent on Windows
            os.sync()  # one call for thousands of small files
        return {kind: file.sync() for kind, file in self._files.items()}

    def finish(self) -> None:
        """Put the files in their place. Doing it twice is harmless."""
        source = self._shard.sources[0]
        if source.format in tables.FORMATS:
            self._files["data"].assemble(source, self._output / self._paths["data"])
        for kind, file in self._files.items():
            target = self._output / self._paths[kind]
            if kind == "data" and source.format in tables.FORMATS:
                continue
            if kind == "data" and file.sync() == 0 and not target.exists():
                file.append(compress(b"", self._shard.sources[0].codec))  # no records: still a valid file
                file.ensure()
            file.move(target, keep_empty=kind == "data")

    def close(self) -> None:
        """Close the files as they are, full disk or not: what isn't in them will be done again."""
        for file in self._files.values():
            with suppress(OSError):
                file.close()


class _Growing:
    """A file that is only created when something is to be written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None if not path.exists() else path.open("r+b")
        if self._file is not None:
            self._file.seek(0, os.SEEK_END)

    def rewind(self, size: int) -> None:
        if self.sync() < size:
            raise CorpusError(f"{self._path}: unfinished output is missing or cut short; clean into a new folder")
        if self._file is not None:
            self._file.truncate(size)
            self._file.seek(size)

    def append(self, data: bytes) -> None:
        if data:
            self.ensure()
            assert self._file is not None  # noqa: S101  (for the type checker)
            self._file.write(data)

    def ensure(self) -> None:
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = own_files.fresh(self._path)

    def sync(self) -> int:
        if self._file is None:
            return 0
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def move(self, target: Path, *, keep_empty: bool) -> None:
        empty = self.sync() == 0
        self.close()
        if not self._path.exists():
            return
        if empty and not keep_empty:
            self._path.unlink()
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        self._path.replace(target)

    def assemble(self, source: Source, target: Path) -> None:
        """Make the table file of the batches that were written; of a file that couldn't be read there are none."""
        size = self.sync()
        self.close()
        if size:
            beside = own_files.beside(self._path, ".whole")
            tables.assemble(self._path, source.path, source.format, beside)
            with beside.open("rb+") as file:
                os.fsync(file.fileno())
            target.parent.mkdir(parents=True, exist_ok=True)
            beside.replace(target)
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()


def clear(output: Path) -> None:
    """Remove the working folder of a finished run."""
    shutil.rmtree(output / FOLDER, ignore_errors=True)
