"""A JSON file: an array of objects, read element by element, or one object, read whole.

An array is cut where an element ends, so it need not fit in memory. Elements are told apart by their brackets and
strings alone, over bytes; each is then read like a line of JSONL. A damaged element costs itself: reading goes on at
the next line that begins an object, and where there is none, at the array's end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from arlint.corpus import json_lines
from arlint.corpus.blocks import more
from arlint.corpus.json_lines import UnreadableError
from arlint.corpus.records import BYTE_ORDER_MARK, Format, Record, Value

LONGEST = 256 << 20
"""Bytes; an element that doesn't end within them is taken for a damaged one."""

_LOST = 1 << 20  # bytes; of a damaged stretch without an object's beginning, how much is set aside as one record

FIRST, MIDDLE, LAST = b"first", b"middle", b"last"
"""The `header` of a piece of an array: which part of it the piece is. A whole file has none."""

_SPACE = re.compile(rb"[ \t\r\n]*+")
_TOKEN = re.compile(rb'"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"|["{}\[\],]')
_SCALAR_END = re.compile(rb"[,\]}\n]")
_SEPARATOR = re.compile(rb"[ \t\r\n]*+,[ \t\r\n]*+")
_LINE_BEGIN = re.compile(rb"\n[ \t\r\n]*+(?:,[ \t\r\n]*+)?")
_CLOSERS = {b"{": b"}", b"[": b"]"}


class Element(Struct, frozen=True):
    """Bytes `[begin, end)` of an array: `[start, end)` is an element, what is before it separates it from the last.

    One with a `problem` isn't JSON, whatever it is.
    """

    begin: int
    start: int
    end: int
    problem: str = ""


def elements(data: bytes, at: int, *, first: bool, last: bool) -> Iterator[Element]:
    """The elements of an array from byte `at` of `data` on: behind its bracket, if `first`, or behind an element.

    `last`: nothing comes after `data`. Otherwise what may go on after it is left out.
    """
    while True:
        element = _element(data, at, first=first, last=last)
        if element is None:
            return
        yield element
        at, first = element.end, False


def _element(data: bytes, at: int, *, first: bool, last: bool) -> Element | None:
    """The element that comes next; None at the array's end, and where more bytes are needed."""
    start = _skip(data, at)
    if data[start : start + 1] == b"]":
        after = _skip(data, start + 1)
        # What else follows could be anything.
        return (
            Element(start + 1, start + 1, len(data), "not JSON: Extra data after the array")
            if (last and after < len(data))
            else None
        )
    if start == len(data):
        return None
    problem = ""
    if not first:
        separator = _SEPARATOR.match(data, at)
        if separator is None:
            problem = "not JSON: Expecting ',' before the element"
        else:
            start = separator.end()
    if start == len(data):
        return Element(at, start, start, "not JSON: the array breaks off") if last else None
    if data[start : start + 1] == b",":
        return Element(start if first else at, start, start, "not JSON: an element is missing")
    longest = LONGEST if not problem else _LOST  # what is damaged already isn't looked at for long
    end = _end(data, start, min(len(data), start + longest))
    if end > 0:
        return Element(start if first else at, start, end, problem)
    if end == 0 and not last and len(data) < start + longest:
        return None
    return _damaged(data, start if first else at, start, last=last)


def _end(data: bytes, start: int, limit: int) -> int:
    """Where the element at `start` ends; 0 where it doesn't before `limit`, -1 where it is damaged."""
    opener = data[start : start + 1]
    if opener not in (b"{", b"[", b'"'):
        found = _SCALAR_END.search(data, start, limit)
        return 0 if found is None else found.start() if found.start() > start else -1
    open_brackets: list[bytes] = []
    before = b""
    for match in _TOKEN.finditer(data, start, limit):
        token = match[0] if match.end() - match.start() == 1 else b'""'
        if token == b'"':
            # The string goes on over the end of its line, or of what has been read.
            return -1 if data.find(b"\n", match.start(), limit) >= 0 else 0
        if token in _CLOSERS:
            # A value can't stand where a key must: the object before it wasn't closed.
            if open_brackets and open_brackets[-1] == b"{" and before in (b",", b"{"):
                return -1
            open_brackets.append(token)
        elif token in (b"}", b"]") and (not open_brackets or _CLOSERS[open_brackets.pop()] != token):
            return -1
        if not open_brackets:
            return match.end()
        before = token
    return 0


def _damaged(data: bytes, begin: int, start: int, *, last: bool) -> Element | None:
    """The stretch from a damaged element to where reading can go on."""
    problem = "not JSON: brackets or quotation marks don't match"
    for line in _LINE_BEGIN.finditer(data, start + 1, start + _LOST):
        if data[line.end() : line.end() + 1] == b"{":
            kept = data[start : line.start()].rstrip().removesuffix(b",")  # the comma belongs to what comes next
            return Element(begin, start, start + len(kept.rstrip()), problem)
    if len(data) >= start + _LOST:
        return Element(begin, start, start + _LOST, problem)
    if not last:
        return None
    body = data.rstrip()
    end = len(body[:-1].rstrip()) if body.endswith(b"]") else len(data)
    return Element(begin, start, max(end, start), problem)


def splitter(chunk_bytes: int) -> Callable[[Iterable[bytes]], Iterator[tuple[bytes, int, int]]]:
    """Cut a stream of blocks after whole elements: (data, elements, lines). What isn't an array stays whole."""

    def split(blocks: Iterable[bytes]) -> Iterator[tuple[bytes, int, int]]:
        source = iter(blocks)
        held, ended = b"", False
        while not ended and _opening(held) == 0:
            held, ended = more(held, source, 1)
        if _opening(held) <= 0:
            rest = [held, *source]
            yield b"".join(rest), 1, sum(part.count(b"\n") for part in rest)
            return
        at, number, first = _opening(held), 0, True
        while True:
            for element in elements(held, at, first=first, last=False):
                at, number, first = element.end, number + 1, False
                if at >= chunk_bytes:
                    break
            if at >= chunk_bytes and number:
                yield held[:at], number, held.count(b"\n", 0, at)
                held, at, number = held[at:], 0, 0
            elif ended:
                break
            else:
                # As much again as is held of it, so that a long element isn't looked at for each block.
                held, ended = more(held, source, max(len(held) - at, 1))
        number += sum(1 for _ in elements(held, at, first=first, last=True))
        yield held, number, held.count(b"\n")

    return split


def _opening(data: bytes) -> int:
    """Where the array that `data` begins with has its first element; -1: it begins with something else; 0: wait."""
    start = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
    start = _skip(data, start)
    if start == len(data):
        return 0
    return start + 1 if data[start : start + 1] == b"[" else -1


def _read(data: bytes, field: str, header: bytes | None) -> Iterator[Record]:
    first = header in (None, FIRST)
    if header is None and _SEPARATOR.match(data):  # a record that was set aside, with what stood before it
        first = False
    at = _opening(data) if first else 0
    if at <= 0 and first:
        yield from _whole(data, field)
        return
    decode = json_lines.decoder(field)
    line = counted = 0
    for number, element in enumerate(elements(data, at, first=first, last=header in (None, LAST))):
        line, counted = line + data.count(b"\n", counted, element.start), element.start
        record = Record(element.begin, element.end, number, line, lead=element.start - element.begin)
        record.problem = element.problem
        if not record.problem:
            try:
                record.text, record.meta = decode(data[element.start : element.end])
            except UnreadableError as error:
                record.problem = str(error)
        yield record


def _whole(data: bytes, field: str) -> Iterator[Record]:
    """One object; of blank data nothing."""
    body = data.removeprefix(BYTE_ORDER_MARK)
    if not body.strip():
        return
    record = Record(len(data) - len(body), len(data), 0, 0)
    try:
        record.text, record.meta = json_lines.decoder(field)(body)
    except UnreadableError as error:
        record.problem = str(error)
        record.start = 0
    yield record


def _locate(data: bytes, record: Record, field: str) -> Value:
    start, end = json_lines.place(data[record.start + record.lead : record.end], field, record.text)
    at = record.start + record.lead
    return Value(record.lead + start, data[at + start : at + end].decode(), json_lines.SPELLING)


def _closing(data: bytes, header: bytes | None) -> bytes:
    """The bracket that an array lacks which breaks off: without it the elements before would be lost to readers."""
    if header in (FIRST, MIDDLE) or data.rstrip().endswith(b"]"):
        return b""
    at = _opening(data) if header is None else 0
    if header is None and at <= 0:
        return b""
    for element in elements(data, at, first=header is None, last=True):
        at = element.end
        if element.problem.startswith("not JSON: Extra"):
            return b""
    return b"\n]\n"


def _skip(data: bytes, position: int) -> int:
    match = _SPACE.match(data, position)
    return match.end() if match else position


FORMAT = Format(_read, _locate, closing=_closing)
