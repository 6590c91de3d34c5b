"""HTML pages of which only the main text is kept, as trafilatura finds it; the extra `arlint[html]`.

The page stands whole in the audit log, so it can be restored like any other file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from arlint.corpus.errors import CorpusError
from arlint.corpus.records import BYTE_ORDER_MARK, Format, Record, Value, not_utf8
from arlint.corpus.spelling import Spelling

_NEVER = re.compile(r"(?!)")
_ANYTHING = re.compile("")

WRITTEN_ANEW = Spelling(_NEVER, lambda new, _: new, _ANYTHING, str)
"""No edit can be made in place: the text isn't spelled by the page."""


def require() -> None:
    """Raise `CorpusError` now, not in the middle of a run, where the extractor isn't installed."""
    try:
        import_module("trafilatura")
    except ImportError as error:
        told = f"the main text of HTML needs optional packages ({error}): pip install 'arlint[html]'"
        raise CorpusError(told) from None


class NoTextError(ValueError):
    """A page has no text to clean; the message says why."""


def main_text(page: str) -> str:
    """The main text of a page, with a line end. Raises `NoTextError`."""
    trafilatura: Any = import_module("trafilatura")
    try:
        text = trafilatura.extract(page, include_comments=False, include_tables=True)
    except Exception as error:
        # (a page may break the extractor in any way)
        raise NoTextError(f"no text could be extracted: {type(error).__name__}: {error}") from error
    if text is None:
        raise NoTextError("no main text was found in the page")
    return f"{text}\n"


def _read(data: bytes, field: str, header: bytes | None) -> Iterator[Record]:
    del field, header
    record = Record(0, len(data), 0, 0)
    try:
        page = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        record.problem = not_utf8(data, error)
        yield record
        return
    if not page.strip():
        return
    try:
        record.text = main_text(page)
    except NoTextError as error:
        record.problem = str(error)
    yield record


def _locate(data: bytes, record: Record, field: str) -> Value:
    del record, field
    start = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
    return Value(start, data[start:].decode(), WRITTEN_ANEW)


FORMAT = Format(_read, _locate, rewrites=True)
