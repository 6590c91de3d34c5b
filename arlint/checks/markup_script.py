"""Style sheets, scripts, template variables and control words that a page or word processor left in its text."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from arlint.checks.places import in_code, lines_of, lines_with, matches_on_lines, occurrences, told_of_lines
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.spans import inside

_ARABIC = later.pattern("[\u0621-\u064a]")
_PROPERTY = r"\s*-{0,2}[a-z]+(?:-[a-z]+)*\s*:\s*[^;{}\u0621-\u064a]{1,200}"
_BLOCK = later.pattern(rf"\{{{_PROPERTY}(?:;(?:{_PROPERTY})?)*;?\s*\}}")
_SELECTOR = later.pattern(r"(?:[.#:][A-Za-z_:-]|[A-Za-z*])[A-Za-z0-9_\-.#:,>+~*\[\]=\"'()@ \t]{0,300}$")
_SELECTOR_REACH = 300
_AT_RULE = later.pattern(
    r"@(?:media|font-face|keyframes|import|charset)\b[^{}\n\u0621-\u064a]{0,200}"
    r"(?:\{(?:[^{}\u0621-\u064a]{0,500}\{[^{}\u0621-\u064a]{0,500}\}){0,50}[^{}\u0621-\u064a]{0,500}\}|;)"
)
_DECLARATIONS = later.pattern(r"[ \t]*(?:[a-z-]+\s?:\s?[^;{}\n\u0621-\u064a]{1,80};[ \t]*){2,}")
#: What pages run for themselves: analytics, advertisements, sharing, the ready event. No tutorial is about these.
_PAGE_SCRIPT = (
    "dataLayer",
    "gtag(",
    "googletag",
    "adsbygoogle",
    "google_ad",
    "fbq(",
    "_gaq",
    "ga('",
    "fbAsyncInit",
    "FB.init",
    "jQuery(document)",
    "$(document).ready",
    "disqus_",
    "addthis",
    "_comscore",
    "_taboola",
    "OneSignal",
    "twttr.",
    "instgrm",
    "wp-emoji",
    "wpcf7",
    "document.write",
    "getElementsByTagName('script",
    'getElementsByTagName("script',
    "createElement('script",
    'createElement("script',
    "window._",
    "self.location",
    "jqplot",
    "jQuery.noConflict",
    "cookieconsent",
    "chartbeat",
    "hotjar",
)
_SCRIPT_SIGNS = (
    "function",
    "var ",
    "let ",
    "const ",
    "window.",
    "document.",
    "console.",
    "jQuery",
    "$(",
    "$.",
    "=> {",
    "=>{",
    ".push(",
    "return false",
    "return true",
)
_SCRIPT = later.pattern(
    r"\bfunction\s*\w*\s*\([^()\n\u0621-\u064a]*\)\s*\{|\b(?:var|let|const)\s+[\w$]+\s*=|\b(?:window|document|console"
    r"|jQuery|\$)\s*[.(]|=>\s*\{"
    r"|\.(?:push|ready|click|append|html|css|ajax|addEventListener|getElementById)\(|\breturn\s+(?:false|true)\s*;"
)
#: A line that is one statement: document.getElementById("ad").style.display = "none";
_STATEMENT = later.pattern(r"\s*(?:(?:document|window|console)\.|(?:jQuery|\$)[.(])[^\n\u0621-\u064a]*;\s*")
_CODE_SIGN = later.pattern(r"[;{}=]|\((?!https?:)")
_FEW_SIGNS, _ENOUGH_SIGNS = 1, 4
#: Words of a text about programming; `.html(` is a call in a script.
_TEACHES = later.pattern(
    r"كود|برمج|سكريبت|سكربت|جافا|مصفوف|الدالة|دالة|(?:ملف|ورقة|أوراق|صفحة) (?:ال)?أنماط|(?:script|CSS|HTML)(?!\w*\()",
    re.IGNORECASE,
)
_STRETCH = later.pattern(r"[!-~][ -~\u2018\u2019\u201c\u201d\u2026\t]{15,}[;{})]")
_HTML_TAG = later.pattern(r"</?[a-z][a-z0-9]*[ >]")
_ASSIGNMENT = later.pattern(r"\s*(?:(?:var|let|const)\s+)?[\w$.]+\s*=\s*[^=].*$")
_STRING = later.pattern(
    "'[^'\n;]{0,100}[\u0621-\u064a][^'\n;]{0,100}'|\"[^\"\n;]{0,100}[\u0621-\u064a][^\"\n;]{0,100}\""
)

_TEMPLATE = later.pattern(
    r"(?<!\$)\{\{\{?[-~#/^&!>]?\s*[A-Za-z_$@.][\w.$\[\]'\"@-]*(?:\s*\([^(){}\n]*\))?(?:\s*(?:\||\?\?"
    r"|\s)\s*[\w.:'\"-]+(?:\([^(){}\n]*\))?)*\s*[-~]?\}?\}\}"
    r"|\{%-?\s*[a-z]\w*[^{}\n]{0,200}?-?%\}|<%[=\-#]?[^<>\n]{1,200}?%>|<\?(?:php|=)[^<>\n]{0,300}?(?:\?>|$)"
    r"|[$#@]\{[A-Za-z_][\w.]*\}"
    r"|\{\{(?:PLURAL|GENDER|BIDI|SITENAME|int|PAGENAME|GRAMMAR)[:}|][^\n]{0,200}?\}\}"
    r"|(?<![\w{$%/^}])\{(?:0|[a-z_]+(?:[._][a-z_]+)*|[a-z]+[A-Z]\w*|[A-Z][A-Z_]{2,})\}(?![\w}])"
    r"|(?<![\w%])%(?:[1-9]\$)?[sd](?![\w\u0621-\u064a%])|%\([a-z_]\w*\)[sd]|(?<![\w%])%[A-Za-z_]{3,30}%(?!\w)"
    r"|\[%[^\[\]\n]{1,60}%\]|\[object Object\]|(?<!%)%%[a-z_]{3,30}%%(?!%)",
    re.MULTILINE,
)
_SURE_TEMPLATE = ("{{", "{%", "<%", "<?")
_CONTROL_WORD = later.pattern(
    r"_x000[Dd]_|\{?\\rtf1[^\n\u0621-\u064a]*|(?:\\(?:par|pard|rtlch|ltrch|rtlpar|ltrpar|qr|ql|qc|fs\d+|af\d+|lang\d+|f\d+|cf\d+|b0"
    r"|i0|ulnone|cell|row|tab|line|plain|hich|dbch|loch|insrsid\d+|charrsid\d+)(?![a-z])\d* ?)+"
    r"|(?:EndFragment|StartFragment)(?!\w)|/\* Style Definitions \*/|table\.MsoNormalTable(?:\s*\{[^{}]*\})?"
    r"|(?<!\w)Mso(?:Normal|ListParagraph|BodyText)\w*"
    r"|(?:Normal 0 )?(?:false ){2,3}(?:false )?[A-Z]{2}-[A-Z]{2}(?: X-NONE)? AR-[A-Z]{2}"
    r"(?: MicrosoftInternetExplorer4)?|MicrosoftInternetExplorer4|mso-[a-z-]+:[^;\n\u0621-\u064a]{1,80};?"
    r"|(?<!\w)(?:PAGE|NUMPAGES|SEQ \w+|TOC|PAGEREF \w+|DATE|REF \w+)\s+(?:\\[*@ohzu]\s*(?:MERGEFORMAT|ARABIC"
    r"|\"[^\"\n]*\")\s*)+|HYPERLINK\s+(?:\\l\s+)?\"[^\"\n]*\"(?:\s*\\[a-z]\s*\"[^\"\n]*\")*|\\\* MERGEFORMAT"
    r"|MERGEFORMAT(?!\w)"
    # of subtitles: {\an8}, {\i1}, {\pos(190,230)}
    r"|\{(?:\\(?:an?\d{1,2}|[ibus][01]|fs\d{1,3}|fn[\w ]{1,30}|\d?c&H[0-9A-Fa-f]{1,8}&"
    r"|(?:pos|move|fad)\([\d.,]{1,40}\)))+\}"
)
_LATEX = later.pattern(
    r"\\(?:textbf|textit|emph|underline|section\*?|subsection\*?|chapter\*?|paragraph|title|textarabic"
    r"|LR|RL|footnotesize|textRL|caption)\{(?P<words>[^{}\n]{1,300})\}"
)


def styles(document: Document) -> Iterator[Hit]:
    """Rules of a style sheet, those that follow each other as one finding."""
    text = document.text
    spans = [m.span() for m in _AT_RULE.finditer(text)] if "@" in text else []
    spans += _blocks(text, spans)
    for line in lines_with(document, ";"):
        found = _DECLARATIONS.fullmatch(text, line.start, line.end)
        if found is not None:
            spans.append(found.span())
    if not spans or _teaches(text):
        return
    for start, end in _joined(text, sorted(spans)):
        if not in_code(document, start, end):
            yield Hit(start, end, (Edit(start, end, ""),))


def _blocks(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Selectors with their declarations, outside of what is `taken`."""
    at = text.find("{")
    while at >= 0:
        found = _BLOCK.match(text, at)
        if found is not None and not inside(taken, at):
            least = max(0, at - _SELECTOR_REACH)
            line = max(text.rfind(sign, least, at) for sign in "\n};") + 1
            selector = _SELECTOR.search(text, max(line, least), at)
            # `labels: { role: x }` and `{index: value}` are data; a rule has a class, an id or a semicolon.
            if selector is not None and (selector[0][0] in ".#:@*" or ";" in found[0]):
                yield selector.start(), found.end()
        at = text.find("{", found.end() if found else at + 1)


def _joined(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = spans[0]
    for lo, hi in spans[1:]:
        if lo > end and text[end:lo].strip():
            yield start, end
            start = lo
        end = max(end, hi)
    yield start, end


def scripts(document: Document) -> Iterator[Hit]:
    """Stretches of JavaScript; in a text about programming only those that no tutorial shows."""
    text = document.text
    places = occurrences(document, (*_PAGE_SCRIPT, *_SCRIPT_SIGNS))
    if not places:
        return
    teaches = _teaches(text)
    sheets = [(hit.start, hit.end) for hit in styles(document)] if "{" in text or ";" in text else []
    for line in lines_of(document, places):
        for start, end in _unstyled(text, _stretches(text, line.start, line.end), sheets):
            signs = len(_CODE_SIGN.findall(text, start, end))
            certain = signs >= _FEW_SIGNS and any(sign in text[start:end] for sign in _PAGE_SCRIPT)
            alone = signs > _FEW_SIGNS and _STATEMENT.fullmatch(text, line.start, line.end) is not None
            enough = alone or (signs >= _ENOUGH_SIGNS and _SCRIPT.search(text, start, end) is not None)
            if (certain or (enough and not teaches)) and not in_code(document, start, end):
                yield Hit(start, end, (Edit(start, end, ""),))


def _unstyled(
    text: str, stretches: Iterator[tuple[int, int]], sheets: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The stretches without the style sheet at their beginning, which is another finding, and a surer one."""
    for start, end in stretches:
        at = bisect_right(sheets, (start, sys.maxsize)) - 1
        rest = sheets[at][1] if at >= 0 and start < sheets[at][1] < end else start
        while rest < end and text[rest].isspace():
            rest += 1
        yield rest, end


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a line without Arabic letters, strings of a script aside, that end like a statement."""
    if _HTML_TAG.search(text, start, end):
        return  # a page as it is: the script goes with its tag
    masked = _STRING.sub(lambda m: "'" + "s" * (len(m[0]) - 2) + "'", text[start:end])
    if not _ARABIC.search(masked) and _ASSIGNMENT.match(masked):
        yield start, start + len(masked.rstrip())
        return
    for found in _STRETCH.finditer(masked):
        yield start + found.start(), start + found.end()


@lru_cache(maxsize=2)
def _teaches(text: str) -> bool:
    """Whether the lines that hold Arabic speak of programming outside of their code, so that code is what they show."""
    return any(
        _TEACHES.search(_STRETCH.sub("", line)) is not None
        for line in text.split("\n")
        if _ARABIC.search(line) and not _HTML_TAG.search(line)
    )


#: A line about such variables shows them.
_OF_FORMATS = later.pattern(
    r"لغة (?:C|جافا|PHP|البرمجة)|بايثون|print\(|برمج|رموز التنسيق|printf|الدالة|القالب|قوالب|المتغير"
)


def templates(document: Document) -> Iterator[Hit]:
    """Variables of a template that were never filled in."""
    text = document.text
    in_prose = told_of_lines(document, lambda lo, hi: _is_prose(text, lo, hi))
    for found in matches_on_lines(document, _TEMPLATE, "{%<[$#@"):
        if (found[0][:2] in _SURE_TEMPLATE or in_prose(found.start())) and not in_code(document, *found.span()):
            yield Hit(*found.span())


#: A line about variables shows them: {user} هو متغير.
_OF_VARIABLES = later.pattern(r"(?<!\w)[وبل]?(?:ال)?متغير(?:ات|ا|ان|ين)?(?!\w)")


def _is_prose(text: str, start: int, end: int) -> bool:
    """Whether a line is Arabic text, not about variables, and no code that was set in colours."""
    return (
        _OF_VARIABLES.search(text, start, end) is None
        and _ARABIC.search(text, start, end) is not None
        and _OF_FORMATS.search(text, start, end) is None
        and text.find("</", start, end) < 0
    )


def control_words(document: Document) -> Iterator[Hit]:
    """Control words of RTF, field codes and style names of Word, commands of LaTeX (their words stay)."""
    for found in _LATEX.finditer(document.text):
        if not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), found["words"]),), Applicability.UNSAFE)
    for found in _CONTROL_WORD.finditer(document.text):
        end = found.start() + len(found[0].rstrip())
        if not in_code(document, found.start(), end):
            yield Hit(found.start(), end, (Edit(found.start(), end, ""),))
