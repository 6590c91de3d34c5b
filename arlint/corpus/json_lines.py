"""One JSON object: its text field read fast, and the field's place among the object's bytes.

`msgspec` reads nearly every record. Where it balks, or the field's name stands more than once in the
line, a slower scanner decides; it accepts what Python's `json` accepts (`NaN`, big numbers) and says why
it refuses the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from arlint.corpus.records import BYTE_ORDER_MARK, Format, Record, Value, absent, not_utf8
from arlint.corpus.spelling import JSON, has_surrogate, unify_newlines
from arlint.text.malformed import MALFORMED

SPELLING = JSON

_STRING_END = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_COLON = re.compile(rb"[ \t\r\n]*:[ \t\r\n]*")
_SPACE = re.compile(r"[ \t\r\n]*")


class UnreadableError(ValueError):
    """The line has no text to clean; the message says why, for a person."""


def decoder(field: str) -> Callable[[bytes], tuple[str, dict[str, Any]]]:
    """A function from the bytes of a record to its text and all its fields; it raises `UnreadableError`."""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    key = json.dumps(field, ensure_ascii=False).encode()

    def read(line: bytes) -> tuple[str, dict[str, Any]]:
        if line.count(key) == 1:
            try:
                fields = decode(line)
                text = fields[field]
            except (KeyError, *MALFORMED):
                pass
            else:
                if type(text) is str:
                    return (text if "\r" not in text else unify_newlines(text)), fields
        return _read_slowly(line, field)

    return read


def place(line: bytes, field: str, text: str) -> tuple[int, int]:
    """Bytes of the field's value in a readable record, without its quotes; `text` is what was read there."""
    key = json.dumps(field, ensure_ascii=False).encode()
    if line.count(key) == 1:
        start = line.find(key) + len(key)
        colon = _COLON.match(line, start)
        if colon is not None:
            start = colon.end() + 1
            end = _STRING_END.match(line, start)
            # The one key may stand deeper, while the object's own is spelled with escapes.
            if end is not None and unify_newlines(_decode_string(line[start - 1 : end.end()])) == text:
                return start, end.end() - 1
    source = line.decode()
    body = source.removeprefix("\ufeff")  # byte order mark
    shift = len(source) - len(body)
    start, end_ = scan_object(body, field)[1]
    before = len(source[: start + shift].encode())
    return before, before + len(body[start:end_].encode())


def _decode_string(token: bytes) -> str:
    try:
        return msgspec.json.decode(token, type=str)
    except MALFORMED:
        return ""


def _read_slowly(line: bytes, field: str) -> tuple[str, dict[str, Any]]:
    try:
        source = line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UnreadableError(not_utf8(line, error)) from None
    fields = scan_object(source, field)[0]
    text = fields[field]
    if has_surrogate(text):
        raise UnreadableError(f'unpaired surrogate escape in field "{field}"')
    return unify_newlines(text), fields


def scan_object(source: str, field: str) -> tuple[dict[str, Any], tuple[int, int], int]:
    """The fields of the object `source`, the place of its text without quotes, and where the object ends.

    Places are code points of `source`. Raises `UnreadableError`.
    """
    try:
        return _scan(source, field)
    except json.JSONDecodeError as error:
        raise _not_json(error) from None
    except RecursionError:
        raise UnreadableError("not JSON: nested too deeply") from None


def _integer(digits: str) -> int | str:
    """A number of a record; as it is written where it has more digits than Python makes a number of."""
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


_MOST_DIGITS = 4_000  # Python's own limit is 4,300 unless it was told another
_DECODER = json.JSONDecoder(parse_int=_integer)


def _not_json(error: json.JSONDecodeError) -> UnreadableError:
    what = error.msg.removesuffix(" starting at").removesuffix(" at")  # Python's own words go on with the place
    return UnreadableError(f"not JSON: {what} at character {error.pos} of the record")


def _scan(source: str, field: str) -> tuple[dict[str, Any], tuple[int, int], int]:
    decoder = _DECODER
    fields: dict[str, Any] = {}
    place: tuple[int, int] | None = None
    position = _skip(source, 0)
    if source[position : position + 1] != "{":
        raise UnreadableError(f"not an object but {_kind(decoder.raw_decode(source, position)[0])}")
    position = _skip(source, position + 1)
    more = source[position : position + 1] != "}"
    while more:
        if source[position : position + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", source, position)
        key, position = decoder.raw_decode(source, position)
        start = _expect(source, position, ":")
        value, position = decoder.raw_decode(source, start)
        if key == field:
            if place is not None:
                raise UnreadableError(f'field "{field}" stands twice')
            if not isinstance(value, str):
                raise UnreadableError(f'field "{field}" is not text but {_kind(value)}')
            place = (start + 1, position - 1)
        fields[key] = value
        position = _skip(source, position)
        more = source[position : position + 1] == ","
        if more:
            position = _skip(source, position + 1)
    position = _expect(source, position, "}")
    if position != len(source):
        raise json.JSONDecodeError("Extra data", source, position)
    if place is None:
        raise UnreadableError(absent("field", field, fields))
    return fields, place, position


def _skip(source: str, position: int) -> int:
    match = _SPACE.match(source, position)
    return match.end() if match else position


def _expect(source: str, position: int, character: str) -> int:
    position = _skip(source, position)
    if source[position : position + 1] != character:
        raise json.JSONDecodeError(f"Expecting '{character}'", source, position)
    return _skip(source, position + 1)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _read(data: bytes, field: str, header: bytes | None) -> Iterator[Record]:
    """Each line that isn't blank is a record."""
    del header
    decode = decoder(field)
    end = number = 0
    while end < len(data):
        start, end = end, data.find(b"\n", end) + 1 or len(data)
        line = data[start:end]
        if not line.isspace():
            record = Record(start, end, number, number)
            try:
                record.text, record.meta = decode(line.removeprefix(BYTE_ORDER_MARK) if start == 0 else line)
            except UnreadableError as error:
                record.problem = str(error)
            line = b""  # a long one takes memory that the cleaning needs
            yield record
        number += 1


def _locate(data: bytes, record: Record, field: str) -> Value:
    line = data[record.start : record.end]
    start, end = place(line, field, record.text)
    return Value(start, line[start:end].decode(), SPELLING)


FORMAT = Format(_read, _locate)
