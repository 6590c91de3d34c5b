"""The reader of each format."""

from __future__ import annotations

from arlint.corpus import delimited, documents, json_array, json_lines
from arlint.corpus.records import Format


def of(name: str) -> Format:
    """The reader of a format of `sources.FORMATS`."""
    return {
        "jsonl": json_lines.FORMAT,
        "json": json_array.FORMAT,
        "csv": delimited.CSV,
        "tsv": delimited.TSV,
    }.get(name, documents.FORMAT)
