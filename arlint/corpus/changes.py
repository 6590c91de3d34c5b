"""What a run changed, document by document, with the words around each change: for people, not for restoring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from arlint.corpus import tables
from arlint.corpus.audit import AuditedEdit, Event
from arlint.corpus.history import Data, events
from arlint.corpus.manifest import read as read_manifest
from arlint.corpus.sources import data_name

_CONTEXT_BYTES = 96  # about 48 Arabic letters
_JSON_CONTEXT_BYTES = 240  # about 40 of them where each is an escape
_CUT_ESCAPE = 12  # characters after which the beginning of a cut text no longer decides where an escape begins

_STRING_BOUND = re.compile(r'(?<!\\)"')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_WHOLE = re.compile(r"(?:[^\\]|\\u[0-9a-fA-F]{4}|\\[^u])*+", re.DOTALL)  # up to an escape that is cut off
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": ""}


class Change(Struct, frozen=True):
    """One edit with the text of its line before and after it, as it is now."""

    edit: AuditedEdit
    before: str
    after: str


class Document(Struct, frozen=True):
    """A document that a run changed, dropped or set aside. `record` is None where the file is one document."""

    path: str
    record: int | None
    event: Event
    changes: tuple[Change, ...]


def changed(output: Path) -> Iterator[Document]:
    """Every document that isn't as it was, in the order of the inputs."""
    for entry, log in events(output, read_manifest(output)):
        if entry.format in tables.FORMATS:  # rows have no words around them to show without reading the table again
            for event in log:
                yield Document(entry.path, event.record, event, tuple(Change(edit, "", "") for edit in event.edits))
            continue
        data = Data(output / "data" / data_name(entry.path, entry.format))
        json = entry.format.startswith("json")
        reach = _JSON_CONTEXT_BYTES if json else _CONTEXT_BYTES
        position = 0  # in the original
        for event in log:
            changes = []
            for edit in event.edits:
                start = event.offset + edit.at
                data.skip(start - position)
                before = data.behind(reach)
                data.skip(len(edit.after))
                after = data.ahead(reach)
                whole = edit.encoding != "utf-8"  # a record that became another: what is beside it is no text
                changes.append(Change(edit, *(("", "") if whole else _line(before, after, json=json))))
                position = start + len(edit.before)
            if not event.edits:
                data.skip(event.offset - position)
                position = event.offset + event.length
            yield Document(entry.path, None if event.file else event.record, event, tuple(changes))


def _line(before: bytes, after: bytes, *, json: bool) -> tuple[str, str]:
    """The readable part of the line on both sides of a change."""
    left, right = before.decode(errors="ignore"), after.decode(errors="ignore")
    if json:
        *outside, left = _STRING_BOUND.split(left)
        left = _unescape(left, 0 if outside else _CUT_ESCAPE)
        whole = _WHOLE.match(_STRING_BOUND.split(right)[0])
        right = _unescape(whole[0]) if whole else ""
    return left.rpartition("\n")[2], right.partition("\n")[0].rstrip("\r")


def _unescape(raw: str, start: int = 0) -> str:
    """What `raw` stands for, from the first character or escape at `start` on; half of a surrogate pair is left out."""
    whole = raw[next((one.end() for one in _ESCAPE.finditer(raw) if one.start() < start < one.end()), start) :]
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _ESCAPED.get(match[2], match[2]), whole)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
