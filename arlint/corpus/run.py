"""`clean`: inputs to output folder, resumable at any moment.

One loop serves fresh and resumed runs: chunks are read in order, those that the journal has are skipped
(and checked), the rest are cleaned in the pool, appended in order, and committed about once a second.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from arlint.corpus import audit, chunks, duplicates, lines, manifest, outputs, own_files, pool, remote
from arlint.corpus.chunks import CHUNK_BYTES, Chunk, FileFacts, Shard
from arlint.corpus.compression import MOST
from arlint.corpus.errors import CorpusError
from arlint.corpus.journal import FOLDER, Commit, FileEntry, Header, Journal
from arlint.corpus.manifest import InputEntry, Manifest, Settings
from arlint.corpus.outputs import ShardOutput
from arlint.corpus.pool import Job, MakeCleaner
from arlint.corpus.progress import Progress, ignore
from arlint.corpus.refusals import changed, check_same, check_settings, explained, refused
from arlint.corpus.sources import STANDARD_INPUT, Inputs
from arlint.corpus.task import Copies, Counts, Reading, Result

CHECKPOINT_SECONDS = 1.0
"""How much work a killed run loses at most; each checkpoint costs a few syncs of the disk."""
_COPIES = "copies"
"""What the first pass found, among the files of a run in progress."""


class Options(Struct, frozen=True):
    """How a run is to be done. Only `reading` and `chunk_bytes` have an influence on what is written."""

    reading: Reading = Reading()
    workers: int = 1
    on_error: Literal["set-aside", "fail"] = "set-aside"
    resume: bool = False
    chunk_bytes: int = CHUNK_BYTES
    checkpoint_seconds: float = CHECKPOINT_SECONDS
    max_expansion: float = MOST


def clean(
    inputs: Inputs,
    output: Path | None,
    make_cleaner: MakeCleaner,
    options: Options,
    *,
    version: str,
    configuration: dict[str, Any] | None = None,
    progress: Progress = ignore,
    sink: Callable[[bytes], object] | None = None,
    aside: Callable[[bytes], object] | None = None,
    files: Mapping[str, bytes] = {},
) -> Manifest:
    """Clean `inputs` into the folder `output`, or nowhere (a dry run) where it is None; the manifest of what was done.

    `make_cleaner` builds the linter; with several workers it must be picklable, and is called in each. Where copies are
    dropped, everything is read twice, and `progress` hears of each byte twice.
    Raises `CorpusError`; what was committed before stays for a run with `resume`. `progress` is told of bytes on disk,
    `sink` is given the clean data in order, `aside` each chunk's lines for `rejected/`, `files`
    are further ones to keep in the folder, by name.
    """
    settings = Settings(version, make_cleaner().fingerprint, options.reading, options.chunk_bytes, configuration or {})
    settings = msgspec.json.decode(msgspec.json.encode(settings), type=Settings)  # as it will be read back
    run = _Run(inputs, output, settings, options, progress)
    try:
        if not run.start(files):
            return manifest.read(run.folder)
        cleaner = run.find_copies(make_cleaner)
        with closing(pool.run(pool.clean, run.jobs(), cleaner, options.reading, options.workers)) as results:
            for chunk, found in results:
                result = run.settled(chunk, found, cleaner)
                run.take(chunk, result)
                if aside is not None and result.rejected:
                    aside(result.rejected)
                if sink is not None:
                    for data in result.data:
                        sink(data or b"")
        return run.end()
    except BrokenPipeError:  # whoever reads the clean text has had enough
        raise
    except OSError as error:
        raise explained(error, output) from error
    finally:
        run.close()


def require_free(output: Path, *, resume: bool) -> None:
    """Raise `CorpusError` where a run can't write into the folder `output`, or has nothing to go on with there."""
    if output.is_symlink() and not output.exists():
        raise CorpusError(f"{output}: is a link that leads nowhere; remove it, or choose another name")
    if resume:
        own_files.check(output, FOLDER, outputs.KINDS)
    if output.exists() and (not output.is_dir() or any(output.iterdir())) and not resume:
        unfinished = " (or --resume, to finish the run that was interrupted there)"
        raise CorpusError(
            f"{output}: exists already and isn't empty; choose another name"
            + (unfinished if (output / FOLDER).is_dir() else "")
        )
    finished = (output / manifest.FILE_NAME).exists()
    if output.exists() and any(output.iterdir()) and not finished and not (output / FOLDER).is_dir():
        raise CorpusError(f"{output}: --resume finds no interrupted run there; choose another name")


class _Run:
    """The state of one run, on the side that reads and writes."""

    def __init__(
        self, inputs: Inputs, output: Path | None, settings: Settings, options: Options, progress: Progress
    ) -> None:
        self._inputs = inputs
        self._output = output
        self._settings = settings
        self._options = options
        self._progress = progress
        self._shards = chunks.shards(inputs.sources)
        self._journal: Journal | None = None
        self._commits: dict[int, Commit] = {}  # the last one of each shard, from an earlier run
        self._entries: list[tuple[int, FileEntry]] = []  # inputs read to their end, with their shard
        self._fresh: list[FileEntry] = []  # those of them that aren't in the journal yet
        self._counts = Counts()  # of the shard's unfinished file
        self._open: ShardOutput | None = None
        self._last_commit = time.monotonic()
        self._copies: dict[tuple[int, int], Copies] = {}  # by shard and chunk, what to drop

    @property
    def folder(self) -> Path:
        """The output folder of a run that has one."""
        if self._output is None:
            raise CorpusError("a dry run has no output folder")
        return self._output

    def start(self, files: Mapping[str, bytes]) -> bool:
        """Make the output folder ready, with `files` in it. False: there is nothing to do, the run was finished."""
        output, reading = self._output, self._options.reading
        piped = any(source.path == STANDARD_INPUT for source in self._inputs.sources)
        if piped and (reading.dedup or reading.dedup_lines):
            raise CorpusError("--dedup reads everything twice, and standard input can be read once; clean a file")
        if output is None:
            return True
        require_free(output, resume=self._options.resume)
        if self._finished(output):
            return False
        (output / FOLDER).mkdir(parents=True, exist_ok=True)
        self._journal = Journal(output)
        if not self._options.resume and len(os.listdir(output)) > 1:  # noqa: PTH208  (names suffice)
            raise CorpusError(f"{output}: another run wrote there meanwhile; choose another name")
        if self._finished(output):  # by a run that ended while this one waited for its turn
            return False
        for name, content in files.items():
            if not (output / name).exists():
                manifest.write_whole(output / name, content)
        self._take_up(self._journal)
        return True

    def _finished(self, output: Path) -> bool:
        """Whether the run to go on with has been finished; then nothing of it is left to be done."""
        if not self._options.resume or not (output / manifest.FILE_NAME).exists():
            return False
        self._check_finished(manifest.read(output))
        outputs.clear(output)
        return True

    def _take_up(self, journal: Journal) -> None:
        """Learn from the journal what is done already, or begin a new one."""
        now = Header(self._settings, self._inputs.sources)
        before, commits = journal.load()
        if before is None:
            journal.begin(now)
            return
        check_same(before, now)
        modified = {source.name: source.modified for source in before.sources}
        names = {source.name for source in now.sources}
        for commit in commits:
            if not 0 <= commit.shard < len(self._shards) or any(one.facts.name not in names for one in commit.files):
                raise CorpusError(f"{journal.path}: is damaged; clean into a new folder")
            self._commits[commit.shard] = commit
            self._entries.extend((commit.shard, entry) for entry in commit.files)
        for number, commit in sorted(self._commits.items()):
            shard = self._shards[number]
            if commit.last:
                if any(source.modified != modified[source.name] for source in shard.sources):
                    self._check_digest(number, shard, commit)
                output = ShardOutput(self.folder, shard)
                output.rewind(commit.sizes)
                output.finish()
                self._copy_damaged(commit.files, shard)
                self._progress(sum(source.size for source in shard.sources))

    def _check_digest(self, number: int, shard: Shard, commit: Commit) -> None:
        for chunk in self._chunks(number, shard):
            if chunk.number == commit.chunk and chunk.digest != commit.digest:
                raise changed(shard)

    def _check_finished(self, finished: Manifest) -> None:
        """Refuse to call a finished run this one, if its rules or inputs differ."""
        check_settings(finished.settings, self._settings)
        before = sorted((entry.path, entry.size) for entry in finished.inputs)
        now = sorted((source.name, source.size) for source in self._inputs.sources)
        if before != now and self._inputs.sources[0].path != STANDARD_INPUT:
            raise CorpusError(f"{self.folder}: holds a finished run over other inputs; choose another name")

    def find_copies(self, make_cleaner: MakeCleaner) -> MakeCleaner:
        """The first pass over all inputs, where copies are to be dropped; what makes the cleaner of the second."""
        reading = self._options.reading
        if not reading.dedup and not reading.dedup_lines:
            return make_cleaner
        kept = None if self._output is None else self._output / FOLDER / _COPIES
        if kept is not None and kept.exists():
            found = duplicates.read(kept)
            self._progress(sum(source.size for source in self._inputs.sources))
        else:
            found = self._surveyed(make_cleaner, reading)
            if kept is not None:
                duplicates.write(kept, found)
        self._copies = found.copies
        return partial(lines.taking, make_cleaner, found.lines) if found.lines else make_cleaner

    def _surveyed(self, make_cleaner: MakeCleaner, reading: Reading) -> duplicates.Found:
        jobs = (
            Job(chunk, shard.bundle)
            for number, shard in enumerate(self._shards)
            for chunk in self._chunks(number, shard)
        )
        index = duplicates.Index(reading)
        task = duplicates.survey
        with closing(pool.run(task, jobs, make_cleaner, reading, self._options.workers)) as surveyed:
            for chunk, traits in surveyed:
                index.add(chunk, traits)
                self._progress(chunk.read)
        return index.found()

    def jobs(self) -> Iterator[Job]:
        """The chunks still to be cleaned."""
        for number, shard in enumerate(self._shards):
            commit = self._commits.get(number)
            if commit is not None and commit.last:
                continue
            for chunk in self._chunks(number, shard):
                if commit is None or chunk.number > commit.chunk:
                    yield Job(chunk, shard.bundle, self._copies.get((number, chunk.number), {}))
                    continue
                if chunk.number == commit.chunk and chunk.digest != commit.digest:
                    raise changed(shard)
                self._progress(chunk.read)

    def _chunks(self, number: int, shard: Shard) -> Iterator[Chunk]:
        options = self._options
        return chunks.read(
            number,
            shard,
            options.reading.text_field,
            options.chunk_bytes,
            most=options.max_expansion,
            encoding=options.reading.encoding,
        )

    def settled(self, chunk: Chunk, result: Result, make_cleaner: MakeCleaner) -> Result:
        """The result, or that of cleaning the chunk again, where no record before it has stayed and one must have."""
        piece = chunk.pieces[0] if chunk.pieces else None
        if piece is None or not piece.kept or _stayed(result.counts[0]) == 0 or _stayed(self._counted(chunk)) > 0:
            return result
        again = replace(chunk, pieces=(replace(piece, kept=False),))
        copies = self._copies.get((chunk.shard, chunk.number), {})
        return pool.clean(Job(again, shared_log=False, copies=copies), make_cleaner(), self._options.reading)

    def _counted(self, chunk: Chunk) -> Counts:
        """What was done in the file of `chunk` before it."""
        if self._output is not None:
            self._opened(chunk.shard)
        return self._counts

    def take(self, chunk: Chunk, result: Result) -> None:
        """Write the result of the next chunk."""
        shard = self._shards[chunk.shard]
        if self._options.on_error == "fail" and (result.rejected or any(file.damaged for file in chunk.files)):
            raise refused(result, chunk)
        result.rejected += b"".join(_damage_line(facts) for facts in chunk.files if facts.damaged)
        if self._output is not None:
            self._opened(chunk.shard).append(chunk, result)
        self._count(chunk, result, shard)
        self._progress(chunk.read)
        due = time.monotonic() - self._last_commit >= self._options.checkpoint_seconds
        if chunk.last or due:
            self._commit(chunk)
        if chunk.last and self._open is not None:
            self._copy_damaged([entry for _, entry in self._entries], shard)
            self._open.finish()
            self._open = None

    def _opened(self, number: int) -> ShardOutput:
        """The output of the shard at work; cut back to its last commit when first opened."""
        if self._open is None:
            commit = self._commits.get(number)
            self._open = ShardOutput(self.folder, self._shards[number])
            self._open.rewind(commit.sizes if commit else {})
            self._counts = commit.counts if commit else Counts()
        return self._open

    def _count(self, chunk: Chunk, result: Result, shard: Shard) -> None:
        if shard.bundle:
            ended = [FileEntry(facts, counts) for facts, counts in zip(chunk.files, result.counts, strict=True)]
        else:
            self._counts.add(result.counts[0])
            ended = [FileEntry(facts, self._counts) for facts in chunk.files]
            if ended:
                self._counts = Counts()
        for entry in ended:
            entry.counts.rejected += bool(entry.facts.damaged)
        self._entries.extend((chunk.shard, entry) for entry in ended)
        self._fresh.extend(ended)

    def _commit(self, chunk: Chunk) -> None:
        if self._journal is not None and self._open is not None:
            sizes = self._open.sync()
            self._journal.commit(
                Commit(chunk.shard, chunk.number, chunk.digest, sizes, self._counts, tuple(self._fresh), chunk.last)
            )
        self._fresh = []
        self._last_commit = time.monotonic()

    def _copy_damaged(self, entries: list[FileEntry] | tuple[FileEntry, ...], shard: Shard) -> None:
        """Keep a damaged file whole: what can't be decompressed can't be restored otherwise."""
        if self._output is None:
            return
        paths = {source.name: source.path for source in shard.sources}
        for entry in entries:
            name = entry.facts.name
            if entry.facts.damaged and name in paths:
                target = self._output / "rejected" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                beside = self._output / FOLDER / outputs.UNFINISHED
                with remote.open_file(paths[name]) as source, own_files.fresh(beside) as copy:
                    shutil.copyfileobj(source, copy)
                beside.replace(target)

    def end(self) -> Manifest:
        """Write the manifest and remove the working folder."""
        totals = Counts()
        inputs = []
        for number, entry in self._entries:
            totals.add(entry.counts)
            inputs.append(_input_entry(entry, self._shards[number], self._inputs))
        inputs.sort(key=lambda item: item.path)
        done = Manifest(manifest.VERSION, self._settings, tuple(inputs), self._inputs.skipped, totals)
        if self._output is not None:
            if self._journal is not None:
                self._journal.require()
            for kind in outputs.KINDS:
                (self._output / kind).mkdir(exist_ok=True)
            manifest.write(self._output, done)
            self.close()
            outputs.clear(self._output)
        return done

    def close(self) -> None:
        """Let go of all files; an unfinished run stays resumable."""
        if self._open is not None:
            self._open.close()
        if self._journal is not None:
            self._journal.close()


def _input_entry(entry: FileEntry, shard: Shard, inputs: Inputs) -> InputEntry:
    facts = entry.facts
    codec = next(source.codec for source in inputs.sources if source.name == facts.name)
    return InputEntry(
        facts.name,
        facts.format,
        codec,
        shard.name,
        facts.size,
        facts.sha256,
        facts.content_size,
        facts.content_sha256,
        facts.damaged,
        entry.counts,
        facts.encoding,
    )


def _stayed(counts: Counts) -> int:
    return counts.documents - counts.dropped - counts.rejected


def _damage_line(facts: FileFacts) -> bytes:
    """The place where a compressed file breaks off; its bytes are beside, in `rejected/`."""
    return audit.encode_line(
        audit.set_aside(facts.name, -1, 0, facts.content_size, b"", reason=facts.damaged, scores={})
    )
