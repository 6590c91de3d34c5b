"""SubRip and WebVTT: what is shown, cue after cue, as one text.

The two formats are lines; the scanner is our own, and tests hold it against the packages srt and webvtt-py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.formats.prose import Codec, Prose, as_is
from arlint.formats.unit import Contents, FormatError, Options, Role, Unit, concerns, unit
from arlint.text.spans import merge

_STAMP = r"(?:\d+:)?\d{1,2}:\d{1,2}[,.]\d{1,3}"
_TIMING = re.compile(rf"^[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}[^\n]*+\n?", re.MULTILINE)
_TAG = re.compile(r"</?(?:[A-Za-z][^<>\n]*|\d[\d:.]*)>|\{\\[^{}\n]*\}|&(?:amp|lt|gt|nbsp|lrm|rlm|#\d+);")
_NUMBER = re.compile(r"\s*\d+\s*$")
_NOTE = re.compile(r"^NOTE\b([^\n]*(?:\n(?![ \t\r]*$)[^\n]*)*)", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t\r]*\n")


def _decode(raw: str) -> Prose:
    # A blank line may end a cue: none is written, and none is taken away.
    return Prose(raw, markup=merge(match.span() for form in (_TAG, _BLANK) for match in form.finditer(raw)))


CODEC = Codec(_decode, as_is)


def read_srt(text: str, options: Options) -> Contents:
    """The cues of a SubRip file; FormatError where there is none."""
    return Contents(list(_cues(text, ends_at_blank=False)))


def read_vtt(text: str, options: Options) -> Contents:
    """The cues of a WebVTT file; FormatError where its first line does not say that it is one."""
    if not text.startswith("WEBVTT"):
        raise FormatError("a WebVTT file begins with WEBVTT", 0)
    notes = [(match.start(), match.end(), match[1]) for match in _NOTE.finditer(text)]
    return Contents(list(_cues(text, ends_at_blank=True)), notes)


def _cues(text: str, *, ends_at_blank: bool) -> Iterator[Unit]:
    """What stands between the timings. In SubRip as it is found a cue holds blank lines; the next number ends it."""
    timings = list(_TIMING.finditer(text))
    if not timings and text.strip() and not ends_at_blank:
        raise FormatError("no cue here has a timing such as 00:00:01,000 --> 00:00:02,000", 0)
    for number, timing in enumerate(timings):
        start = timing.end()
        last = number + 1 == len(timings)
        end = len(text) if last else timings[number + 1].start()
        body = text[start:end]
        if ends_at_blank:
            blank = _BLANK.search("\n" + body)
            body = body[: max(0, blank.start() - 1)] if blank else body
        elif not last:
            lines = body.rstrip("\n").split("\n")
            if _NUMBER.match(lines[-1]):
                body = "\n".join(lines[:-1])
        end = start + len(body.rstrip())
        start += len(body) - len(body.lstrip())
        if start < end and concerns(text[start:end]):
            yield unit(text, start, end, CODEC, Role.SUBTITLE, entry=(_first_line(text, timing.start()), end))


def _first_line(text: str, timing: int) -> int:
    """Where a cue begins: at its number or name, if it has one, right above its timing."""
    above = text.rfind("\n", 0, max(0, timing - 1)) + 1
    return above if text[above:timing].strip() else timing
