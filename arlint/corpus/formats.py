"""The reader of each format."""

from __future__ import annotations

from arlint.corpus import delimited, documents, extracted, json_array, json_lines, warc, warc_pages
from arlint.corpus.records import Format
from arlint.corpus.sources import EXTRACTED, EXTRACTED_WARC


def of(name: str) -> Format:
    """The reader of a format of `sources.FORMATS`."""
    return {
        "jsonl": json_lines.FORMAT,
        "json": json_array.FORMAT,
        "csv": delimited.CSV,
        "tsv": delimited.TSV,
        "warc": warc.FORMAT,
        "text": documents.TEXT,
        "markdown": documents.MARKDOWN,
        "html": documents.HTML,
        EXTRACTED: extracted.FORMAT,
        EXTRACTED_WARC: warc_pages.FORMAT,
    }[name]
