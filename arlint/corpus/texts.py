"""The texts of a corpus, for those who only want to read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from arlint.corpus import arrow, chunks, formats, sources, tables


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
    for number, shard in enumerate(chunks.shards(sources.find(inputs).sources)):
        for chunk in chunks.read(number, shard, field=field, encoding=encoding):
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
