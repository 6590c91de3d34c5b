"""Why a run stops, or is not gone on with, and what to do about it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

from arlint.corpus import unread
from arlint.corpus.chunks import Chunk, Shard
from arlint.corpus.errors import CorpusError
from arlint.corpus.journal import FOLDER, Header
from arlint.corpus.manifest import Settings
from arlint.corpus.task import Reading, Result


def check_same(before: Header, now: Header) -> None:
    """Raise `CorpusError` where a run that was begun under `before` can't be gone on with under `now`."""
    check_settings(before.settings, now.settings)
    old = {(source.name, source.size) for source in before.sources}
    new = {(source.name, source.size) for source in now.sources}
    if old != new:
        names = sorted({name for name, _ in old ^ new})
        raise CorpusError(
            f"the inputs aren't those of the interrupted run: {', '.join(names[:5])} "
            f"{'has' if len(names) == 1 else 'have'} changed, vanished or appeared since; clean into a new folder"
        )


def check_settings(before: Settings, now: Settings) -> None:
    """The same for the settings alone."""
    if before == now:
        return
    raise CorpusError(
        f"these aren't the settings of the run to resume; different: {', '.join(_differing(before, now))}. "
        "Put them back, or clean into a new folder"
    )


def _differing(before: Settings, now: Settings) -> Iterator[str]:
    """What differs, in words; the rules only where nothing else explains that they do."""
    explained = before.arlint != now.arlint
    if explained:
        yield f"the version of arlint ({before.arlint}, now {now.arlint})"
    every = sorted(before.configuration.keys() | now.configuration.keys())
    keys = [key for key in every if before.configuration.get(key) != now.configuration.get(key)]
    if keys:
        yield f"the configuration ({', '.join(keys)})"
        explained = True
    for name in Reading.__struct_fields__:
        option = name.replace("_", "-")
        if option not in keys and getattr(before.reading, name) != getattr(now.reading, name):
            yield f"--{option}"
            explained = explained or option == "site-lines"
    if before.fingerprint != now.fingerprint and not explained:
        yield "the rules, which the packs in use or the lines learned from the inputs make"
    if before.chunk_bytes != now.chunk_bytes:
        yield f"the size of a chunk ({before.chunk_bytes:,} bytes, now {now.chunk_bytes:,})"


def changed(shard: Shard) -> CorpusError:
    """An input that is not what it was."""
    return CorpusError(f"{shard.name}: has changed since the interrupted run; clean into a new folder")


def refused(result: Result, chunk: Chunk) -> CorpusError:
    """The first record that couldn't be read, for `--on-error fail`."""
    if not result.rejected:
        facts = next(file for file in chunk.files if file.damaged)
        return CorpusError(f"{facts.name}: {facts.damaged} (--on-error set-aside goes on)")
    item = unread.first(result.rejected)
    place = f"{item.file}:{item.line} (byte {item.offset})"
    told = f"{item.reason}{unread.remedy(item, whole=item.record == 0)}"
    return CorpusError(f"{place}: {told}; nothing was lost (--on-error set-aside keeps such records apart)")


def explained(error: OSError, output: Path | None) -> CorpusError:
    """What stopped the run, and what to do about it."""
    what = error.strerror or str(error)
    where = error.filename or output
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return CorpusError(
            f"{where}: {what}; what was done is safe: free some space and run the same command with --resume"
        )
    if error.errno == errno.ENAMETOOLONG:
        return CorpusError(f"{where}: {what}; shorten the name of the input, or choose an output folder less deep")
    begun = output is not None and (output / FOLDER).is_dir()
    if not begun or error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return CorpusError(f"{where}: can't be written: {what}; choose another output folder")
    return CorpusError(f"{where}: {what}; run the same command with --resume to go on")
