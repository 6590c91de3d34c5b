"""Text made safe and legible for a terminal.

A file's control characters must not steer the terminal, its bidi controls must not reorder the report, a finding
about an invisible character must show it, and no text or name may speak to the build server that reads the output.
"""

from __future__ import annotations

import re

from arlint.text import later

#: Isolates: what follows is ordered by itself, up to the pop; by its first letter, left to right, right to left.
FSI = "\u2068"
LRI = "\u2066"
RLI = "\u2067"
PDI = "\u2069"

#: Control and format characters, odd spaces, variation selectors, surrogates, private use: unseen, or dangerous.
#: U+0600..0605, U+06DD and U+08E2 are format characters too, but have a glyph.
_INVISIBLE = later.pattern(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\u3164\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U0010ffff]"
)
#: What reorders or steers in a file's name; joiners, which Persian names hold, do neither.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
#: What GitHub's runner obeys: `##[` anywhere in a line, `::` at its beginning, after spaces too.
_COMMAND = "##["
#: A mark at the edge of the excerpt's brackets would be drawn on the bracket.
_LOOSE_MARK = later.pattern("(?<=[\u27e6\u27e7])(?=[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed])")
_DOTTED_CIRCLE = "\u25cc"
_RIGHT_TO_LEFT = later.pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_CONTEXT = 32  # code points shown on each side of a match
_LONGEST = 72  # code points of a match that are shown


def visible(text: str) -> str:
    """`text` with every invisible character as its code point, like <U+200B>, and no command to a build server."""
    return _INVISIBLE.sub(_named, text).replace(_COMMAND, "##<U+005B>")


def leading(text: str) -> str:
    """`visible` for a text that begins a line."""
    shown = visible(text)
    start = len(shown) - len(shown.lstrip())
    return f"{shown[:start]}<U+003A>{shown[start + 1 :]}" if shown.startswith("::", start) else shown


def readable(text: str) -> str:
    """The lines of `text`, each made `visible`: for messages of several lines."""
    return "\n".join(leading(line) for line in text.splitlines())


def harmless(path: str) -> str:
    """`path` as programs take it, except what would steer a terminal or reorder a line: that no program needs."""
    return _STEERING.sub(_named, path).replace(_COMMAND, "##<U+005B>")


def _named(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def escaped(json: str) -> str:
    r"""`json` with every invisible character inside its strings as `\uXXXX`: the same value, harmless to look at."""
    return _INVISIBLE.sub(_escape, json).replace(_COMMAND, "##\\u005b")


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def isolated(text: str, language: str = "") -> str:
    """`text`, made visible, and set apart from its surroundings where it holds right-to-left letters.

    A sentence of a `language` has its direction, even where a quotation in the other one comes first.
    """
    shown = leading(text)
    opening = {"en": LRI, "ar": RLI}.get(language, FSI)
    return f"{opening}{shown}{PDI}" if _RIGHT_TO_LEFT.search(shown) else shown


def excerpt(text: str, start: int, end: int) -> str:
    """The line around `text[start:end]`, the match between ⟦ ⟧, cut at words, isolated.

    No carets: under right-to-left text they point at the wrong letter.
    """
    before = text[max(0, start - _CONTEXT) : start].rpartition("\n")
    after = text[end : end + _CONTEXT].partition("\n")
    left, right = before[2], after[0].rstrip("\r")
    if not before[1] and start > _CONTEXT:
        left = "…" + (left.partition(" ")[2] or left)
    if not after[1] and end + _CONTEXT < len(text):
        right = (right.rpartition(" ")[0] or right) + "…"
    match = text[start:end]
    if len(match) > _LONGEST:
        match = f"{match[: _LONGEST * 2 // 3]} … {match[-(_LONGEST // 3) :]}"
    match = match.replace("\r\n", "⏎").replace("\n", "⏎")
    shown = f"{_context(left)}⟦{visible(match)}⟧{_context(right)}"
    return f"{FSI}{_LOOSE_MARK.sub(_DOTTED_CIRCLE, shown)}{PDI}"


def _context(text: str) -> str:
    return visible(text.replace("\t", " "))
