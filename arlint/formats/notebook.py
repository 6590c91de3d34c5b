"""Jupyter notebooks: the Markdown cells, as one text."""

from __future__ import annotations

import json
import re
from collections import defaultdict

from arlint.formats.json_text import Scan, String, encode
from arlint.formats.prose import Codec, Prose, unescape
from arlint.formats.unit import Contents, FormatError, Options, Role, concerns, unit

#: Between two lines of a cell: the end of one JSON string and the start of the next. Or an escape.
_ESCAPE = re.compile(r'"\s*,\s*"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.')


def _unescaped(match: re.Match[str]) -> str:
    return "" if match[0][0] == '"' else str(json.loads(f'"{match[0]}"'))


CODEC = Codec(lambda raw: unescape(Prose(raw), _ESCAPE, _unescaped), encode)


def read(text: str, options: Options) -> Contents:
    """The Markdown cells of a notebook; FormatError where it is none."""
    strings = Scan(text).strings
    cells: defaultdict[object, list[String]] = defaultdict(list)
    markdown = set()
    for one in strings:
        match one.path:
            case ("cells", number, "source", *_):
                cells[number].append(one)
            case ("cells", number, "cell_type") if text[one.start : one.end] == "markdown":
                markdown.add(number)
            case ("worksheets", *_):
                raise FormatError("notebooks before version 4 are not read; convert it with jupyter nbconvert", 0)
    units = [
        unit(text, lines[0].start, lines[-1].end, CODEC, Role.PARAGRAPH)
        for number, lines in cells.items()
        if number in markdown
    ]
    return Contents([one for one in units if concerns(one.prose.text)])
