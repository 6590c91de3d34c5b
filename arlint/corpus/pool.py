"""A process pool that keeps order and never runs far ahead of the slowest chunk.

At most two chunks a worker are in flight, so memory is bounded whatever the corpus weighs. Where processes can be
forked, the linter is loaded once, before, and its pages are shared.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from arlint.corpus.chunks import Chunk
from arlint.corpus.errors import CorpusError
from arlint.corpus.kernel import clean_task
from arlint.corpus.task import Cleaner, Copies, Reading, Result, Shareable

MakeCleaner = Callable[[], Shareable]

_AHEAD = 2  # chunks in flight for each worker: one in work, one waiting
_PARENT_CHECK_SECONDS = 0.5


class Job(Struct, frozen=True):
    """A chunk to clean; `shared_log` and `copies` as in `kernel.clean_task`."""

    chunk: Chunk
    shared_log: bool
    copies: Copies = {}


def clean(job: Job, cleaner: Cleaner, reading: Reading) -> Result:
    """The task that cleans a chunk."""
    return clean_task(job.chunk.pieces, cleaner, reading, shared_log=job.shared_log, copies=job.copies)


_Output = TypeVar("_Output")
Task = Callable[[Job, Cleaner, Reading], _Output]


def run(
    task: Task[_Output], jobs: Iterable[Job], make_cleaner: MakeCleaner, reading: Reading, workers: int
) -> Generator[tuple[Chunk, _Output], None, None]:
    """Each chunk with what `task` makes of it, in order. One worker means: in this process."""
    if workers <= 1:
        cleaner = make_cleaner()
        for job in jobs:
            yield job.chunk, task(job, cleaner, reading)
        return
    executor = _started(make_cleaner, workers)
    flight: deque[tuple[Chunk, Future[_Output]]] = deque()
    try:
        for job in jobs:
            future = executor.submit(_work, task, job, reading)
            # What waits here needs no content: the worker has it.
            flight.append((_without_content(job.chunk), future))
            if len(flight) >= _AHEAD * workers:
                yield _next(flight)
        while flight:
            yield _next(flight)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _started(make_cleaner: MakeCleaner, workers: int) -> ProcessPoolExecutor:
    """A pool whose processes run, each with a linter: forked from one that is loaded here, where that is safe."""
    context = _forking()
    cleaner = None
    if context is not None:
        cleaner = make_cleaner()
        cleaner.prepare()
        # A collection in a worker would write to every page that it looks at, and so copy it.
        gc.collect()
        gc.freeze()
    try:
        start = (make_cleaner, cleaner, os.getpid())
        executor = ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=start)
        executor.submit(os.getpid)  # with this the processes start, before anything is read
    finally:
        gc.unfreeze()
    return executor


def _forking() -> BaseContext | None:
    """How to fork; None where there is no such thing, or other threads make it unsafe."""
    # (macOS has it, but its own libraries break in forked processes.)
    if sys.platform != "linux" or threading.active_count() > 1:
        return None
    return multiprocessing.get_context("fork")


def _next(flight: deque[tuple[Chunk, Future[_Output]]]) -> tuple[Chunk, _Output]:
    chunk, future = flight.popleft()
    try:
        return chunk, future.result()
    except BrokenProcessPool as error:
        raise CorpusError(
            "a worker process died, probably for want of memory; run again with --resume and fewer --workers"
        ) from error


def _without_content(chunk: Chunk) -> Chunk:
    """The chunk, but what may have to be cleaned once more."""
    pieces = tuple(piece if piece.kept else replace(piece, data=b"") for piece in chunk.pieces)
    return Chunk(chunk.shard, chunk.number, pieces, chunk.digest, chunk.read, chunk.files, chunk.last)


class _Worker:
    """What a worker process keeps from task to task: its own linter, built once."""

    cleaner: Cleaner | None = None


def _start_worker(make_cleaner: MakeCleaner, cleaner: Shareable | None, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    threading.Thread(target=_die_with, args=(parent,), daemon=True).start()
    _Worker.cleaner = cleaner or make_cleaner()


def _die_with(parent: int) -> None:
    """A parent killed with -9 can't stop its workers, and their queue never ends: they must look for themselves."""
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK_SECONDS)
    os._exit(1)


def _work(task: Task[_Output], job: Job, reading: Reading) -> _Output:
    if _Worker.cleaner is None:
        raise RuntimeError("the worker was not started by the pool")
    return task(job, _Worker.cleaner, reading)
