"""The texts of a corpus, for those who only want to read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from arlint.corpus import arrow, chunks, formats, sources, tables
from arlint.corpus.compression import MOST
from arlint.corpus.sources import Source


def texts(inputs: Sequence[str], field: str = "text", encoding: str = "") -> Iterator[str]:
    """Every text of `inputs` (files, folders, globs; as `sources.find` has them) that can be read.

    `field` names the field of a record that holds the text, `encoding` is as in `task.Reading`.
    CorpusError where an input is missing or unknown.
    """
    return (text for text, _ in documents(inputs, field, encoding=encoding))


def documents(
    inputs: Sequence[str], field: str = "text", advance: Callable[[int], None] | None = None, encoding: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """As `texts`, each with the other fields of its record; `advance` is told the bytes that were read."""
    return of_sources(sources.find(inputs).sources, field, advance, encoding)


def of_sources(
    found: Iterable[Source],
    field: str = "text",
    advance: Callable[[int], None] | None = None,
    encoding: str = "",
    *,
    share: float = 1.0,
    most: float = MOST,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """As `documents`, of files that were found already.

    Of a file of many records only the first `share` is read, and that of the files that are one document each. `most`
    is as in `chunks.read`.
    """
    for number, shard in enumerate(chunks.shards(found)):
        left = share * sum(source.size for source in shard.sources)
        for chunk in chunks.read(number, shard, field=field, encoding=encoding, most=most):
            for piece in chunk.pieces:
                if piece.format in tables.FORMATS:
                    if not piece.data:  # a table that can't be read
                        continue
                    yield from ((text, meta) for text, meta in arrow.rows(arrow.from_bytes(piece.data), field) if text)
                    continue
                for record in formats.of(piece.format).read(piece.data, field, piece.header):
                    if not record.problem:
                        yield record.text, record.meta or {}
            if advance:
                advance(chunk.read)
            left -= chunk.read
            if left <= 0 and share < 1:
                break
