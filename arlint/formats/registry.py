"""The formats whose prose is a part of the file, by the names that `files.kind_of` gives them."""

from __future__ import annotations

from arlint.formats import (
    android,
    apple,
    asciidoc,
    delimited,
    docx,
    json_text,
    latex,
    notebook,
    po,
    rst,
    subtitles,
    xliff,
    yaml_text,
)
from arlint.formats.unit import Format

_STRINGS = ("words", "file")  # a label or a subtitle stands in no page: a line of its own says nothing
_ALL = ("words", "lines", "file")

FORMATS = {
    form.name: form
    for form in (
        Format("json", "JSON", json_text.read, reaches=_STRINGS),
        Format("yaml", "YAML", yaml_text.read, reaches=_STRINGS),
        Format("po", "PO file", po.read, reaches=_STRINGS),
        Format("xliff", "XLIFF", xliff.read, reaches=_STRINGS),
        Format("android", "Android resource file", android.read, reaches=_STRINGS, trims=True),
        Format("strings", "strings file", apple.read, reaches=_STRINGS),
        Format("srt", "SubRip file", subtitles.read_srt, joined=True, reaches=_STRINGS, trims=True),
        Format("vtt", "WebVTT file", subtitles.read_vtt, joined=True, reaches=_STRINGS, trims=True),
        Format("csv", "CSV", delimited.read_csv, kind="plain", reaches=("words", "lines")),
        Format("tsv", "TSV", delimited.read_tsv, kind="plain", reaches=("words", "lines")),
        Format("rst", "reStructuredText", rst.read, joined=True, reaches=_ALL, trims=True),
        Format("asciidoc", "AsciiDoc", asciidoc.read, joined=True, reaches=_ALL, trims=True),
        Format("latex", "LaTeX", latex.read, joined=True, reaches=_ALL, trims=True),
        Format("docx", "Word document", docx.read, "plain", joined=True, reaches=_ALL, may_empty=True, hidden=True),
        Format("notebook", "notebook", notebook.read, kind="markdown", joined=True, reaches=_ALL, may_empty=True),
    )
}
