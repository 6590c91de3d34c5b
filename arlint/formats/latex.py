"""LaTeX: the paragraphs between commands, and what stands in the arguments that are printed.

The scanner is our own: pylatexenc would be a dependency for every user; tests hold the structure against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from arlint.formats.prose import Codec, Prose, as_is
from arlint.formats.unit import Contents, Options, Role, Unit, concerns, unit
from arlint.text.spans import merge

_TOKEN = re.compile(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*)?)"
    r"|\\(?P<verb>verb\*?|lstinline(?:\[[^\]\n]*\])?)(?P<quote>[^A-Za-z\s*])"
    r"|\\(?P<math>[(\[])|(?P<dollar>\$\$?)"
    r"|\\begin\s*\{(?P<begin>[^{}\n]*)\}|\\end\s*\{[^{}\n]*\}"
    r"|\\(?P<name>[A-Za-z@]+)\*?[ \t]*|\\.|[{}&~^_#]",
    re.DOTALL,
)
_OPTIONAL = re.compile(r"\s*\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")
_ARGUMENT = re.compile(r"\s*\{")
_ARABIC = re.compile("[\u0620-\u064a]")
_BLANK = re.compile(r"\n[ \t\r]*(?=\n)")
#: Environments that hold no prose.
_CODE = re.compile(
    r"(?:verbatim|lstlisting|minted|Verbatim|comment|filecontents|tikzpicture|pgfpicture|equation|align|gather|multline"
    r"|eqnarray|math|displaymath|alignat|flalign|thebibliography|array)\*?"
)
_HEADING = re.compile(r"\\(?:part|chapter|(?:sub)*section|(?:sub)?paragraph|title|subtitle|frametitle)\b")
_CAPTION = re.compile(r"\\(?:caption|captionof)\b")
#: Commands whose arguments name things, however they are written.
_NAMES = frozenset((
    "label", "ref", "eqref", "pageref", "autoref", "nameref", "cref", "Cref", "vref", "hyperref", "cite", "citep",
    "citet", "parencite", "textcite", "footcite", "autocite", "bibliography", "bibliographystyle", "addbibresource",
    "input", "include", "includegraphics", "graphicspath", "usepackage", "RequirePackage", "documentclass", "url",
    "newcommand", "renewcommand", "providecommand", "def", "newenvironment", "setmainfont", "setmainlanguage",
    "newfontfamily", "setotherlanguage", "setlength", "vspace", "hspace", "pagestyle", "index", "texttt", "bibitem",
    "tag", "operatorname", "ensuremath", "hypersetup", "geometry", "lstset", "foreignlanguage", "selectlanguage",
    "textenglish", "path", "gls", "acrshort", "nocite", "citeauthor", "citeyear",
))  # fmt: skip


def _scan(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int, str]]]:
    """The spans that are no prose, and the comments."""
    spans: list[tuple[int, int]] = []
    comments: list[tuple[int, int, str]] = []
    at = 0
    while match := _TOKEN.search(text, at):
        start, at = match.span()
        if match["comment"]:
            line_end = start + len(match["comment"].split("\n")[0])
            comments.append((start, line_end, text[start + 1 : line_end]))
        elif match["verb"]:
            at = _after(text, match["quote"], at)
        elif match["math"]:
            at = _after(text, "\\)" if match["math"] == "(" else "\\]", at)
        elif match["dollar"]:
            at = _after(text, match["dollar"], at)
        elif match["begin"] is not None:
            if _CODE.fullmatch(match["begin"]):
                at = _after(text, f"\\end{{{match['begin']}}}", at)
            else:
                at = _arguments(text, at, names=match["begin"] in ("tabular", "tabularx", "longtable", "minipage"))
        elif match["name"]:
            names = match["name"] in _NAMES
            at = _arguments(text, at, names=names)
            if match["name"] == "href" and (first := _ARGUMENT.match(text, at)):
                at = _closing(text, first.end())
        spans.append((start, at))
    return merge(spans), comments


def _after(text: str, sign: str, at: int) -> int:
    """Behind the next `sign`; where there is none the paragraph ends it."""
    end = text.find(sign, at)
    if end >= 0:
        return end + len(sign)
    blank = _BLANK.search(text, at)
    return blank.start() if blank else len(text)


def _arguments(text: str, at: int, *, names: bool) -> int:
    """Behind the arguments that are no prose: optional ones, and those that name things or hold no Arabic."""
    while optional := _OPTIONAL.match(text, at):
        at = optional.end()
    while argument := _ARGUMENT.match(text, at):
        end = _closing(text, argument.end())
        if not names and _ARABIC.search(text, argument.end(), end):
            return argument.end()
        at = end
        while optional := _OPTIONAL.match(text, at):
            at = optional.end()
    return at


def _closing(text: str, at: int) -> int:
    """Behind the brace that closes the one before `at`; `at` where its paragraph ends without one."""
    depth = 1
    for match in re.compile(r"\\.|[{}]|\n[ \t]*\n", re.DOTALL).finditer(text, at):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif match[0][0] == "\n":
            return at
        if not depth:
            return match.end()
    return at


def _decode(raw: str) -> Prose:
    spans, comments = _scan(raw)
    breaks = (match.span() for match in re.finditer(r"[ \t]*\r?\n[ \t]*", raw))
    return Prose(raw, markup=merge([*spans, *breaks, *((start, end) for start, end, _ in comments)]))


CODEC = Codec(_decode, as_is)


def read(text: str, options: Options) -> Contents:
    """The paragraphs of a LaTeX file."""
    spans, comments = _scan(text)
    return Contents(list(_paragraphs(text, spans)), comments)


def _paragraphs(text: str, spans: list[tuple[int, int]]) -> Iterator[Unit]:
    """The text cut at its blank lines, and around the markup that holds one."""
    cuts = [0]
    for match in _BLANK.finditer(text):
        cuts += [match.start(), match.end()]
    for start, end in spans:
        if _BLANK.search(text, start, end):
            cuts = [cut for cut in cuts if not start < cut < end]
            cuts += [start, end]
    cuts = sorted({*cuts, len(text)})
    long = {start for start, end in spans if _BLANK.search(text, start, end)}
    for start, end in pairwise(cuts):
        if start in long:
            continue
        raw = text[start:end]
        first, last = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
        if first < last and concerns(text[first:last]):
            head = text[first : first + 40]
            role = Role.HEADING if _HEADING.match(head) else Role.CAPTION if _CAPTION.match(head) else Role.PARAGRAPH
            yield unit(text, first, last, CODEC, role, entry=(first, first))
