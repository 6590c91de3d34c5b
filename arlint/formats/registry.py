"""The formats whose prose is a part of the file, by the names that `files.kind_of` gives them."""

from __future__ import annotations

from arlint.formats import json_text, po, subtitles
from arlint.formats.unit import Format

_SPOKEN = ("words", "file")  # a subtitle repeats lines, and none of them is furniture

FORMATS = {
    form.name: form
    for form in (
        Format("json", "JSON", json_text.read),
        Format("po", "PO file", po.read),
        Format("srt", "SubRip file", subtitles.read_srt, joined=True, reaches=_SPOKEN),
        Format("vtt", "WebVTT file", subtitles.read_vtt, joined=True, reaches=_SPOKEN),
    )
}
