"""Style sheets, scripts, template variables and control words that a page or word processor left in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.checks.places import in_code
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit

_ARABIC = re.compile("[\u0621-\u064a]")
_PROPERTY = r"\s*-{0,2}[a-z]+(?:-[a-z]+)*\s*:\s*[^;{}\u0621-\u064a]{1,200}"
_BLOCK = rf"(?:(?:[.#][A-Za-z_-]|[A-Za-z*])[A-Za-z0-9_\-.#:,>+~*\[\]=\"'()@ \t]{{0,200}}?\s?\{{{_PROPERTY}(?:;(?:{_PROPERTY})?)*;?\s*\}})"
_AT_RULE = (
    r"(?:@(?:media|font-face|keyframes|import|charset)\b[^{}\n\u0621-\u064a]{0,200}"
    r"(?:\{(?:[^{}\u0621-\u064a]{0,500}\{[^{}\u0621-\u064a]{0,500}\}){0,50}[^{}\u0621-\u064a]{0,500}\}|;))"
)
_CSS = re.compile(
    rf"(?:(?:{_AT_RULE}|{_BLOCK})\s*)+"
    r"|^[ \t]*[a-z-]+\s?:\s?[^;{}\n\u0621-\u064a]{1,80};(?:[ \t]*[a-z-]+\s?:\s?[^;{}\n\u0621-\u064a]{1,80};)+[ \t]*$",
    re.MULTILINE,
)
#: What pages run for themselves: analytics, advertisements, sharing, the ready event. No tutorial is about these.
_PAGE_SCRIPT = re.compile(
    r"dataLayer|gtag\(|googletag|adsbygoogle|google_ad|fbq\(|_gaq|_gat|ga\('|fbAsyncInit|FB\.init|jQuery\(document\)|\$\(document\)\.ready|disqus_|addthis|_comscore|_taboola|OneSignal|twttr\.|instgrm"
    r"|wp-?emoji|wpcf7|document\.write|getElementsByTagName\(['\"]script|createElement\(['\"]script|window\._|self\.location|jqplot|jQuery\.noConflict|__cfduid|cookieconsent|yandex|chartbeat|hotjar|clarity\("
)
_SCRIPT = re.compile(
    r"\bfunction\s*\w*\s*\([^()\n\u0621-\u064a]*\)\s*\{|\b(?:var|let|const)\s+[\w$]+\s*=|\b(?:window|document|console|jQuery|\$)\s*[.(]|=>\s*\{|\.(?:push|ready|click|append|html|css|ajax|addEventListener|getElementById)\(|\breturn\s+(?:false|true)\s*;"
)
_CODE_SIGN = re.compile(r"[;{}()=]")
_TEACHES = re.compile("كود|برمج|سكريبت|سكربت|جافا|مصفوف|الدالة|دالة|JavaScript|script|CSS|HTML", re.IGNORECASE)
_STRETCH = re.compile(r"[!-~][ -~\u2018\u2019\u201c\u201d\u2026\t]{15,}[;{})]")
_ASSIGNMENT = re.compile(r"\s*(?:(?:var|let|const)\s+)?[\w$.]+\s*=\s*[^=].*$")
_STRING = re.compile("'[^'\n;]{0,100}[\u0621-\u064a][^'\n;]{0,100}'|\"[^\"\n;]{0,100}[\u0621-\u064a][^\"\n;]{0,100}\"")

_TEMPLATE = re.compile(
    r"(?<!\$)\{\{\{?[-~#/^&!>]?\s*[A-Za-z_$@.][\w.$\[\]'\"@-]*(?:\s*\([^(){}\n]*\))?(?:\s*(?:\||\?\?|\s)\s*[\w.:'\"-]+(?:\([^(){}\n]*\))?)*\s*[-~]?\}?\}\}"
    r"|\{%-?\s*[a-z]\w*[^{}\n]{0,200}?-?%\}|<%[=\-#]?[^<>\n]{1,200}?%>|<\?(?:php|=)[^<>\n]{0,300}?(?:\?>|$)|[$#@]\{[A-Za-z_][\w.]*\}"
    r"|\{\{(?:PLURAL|GENDER|BIDI|SITENAME|int|PAGENAME|GRAMMAR)[:}|][^\n]{0,200}?\}\}"
    r"|(?<![\w{$%])\{(?:[0-9]|[a-z_]+(?:[._][a-z_]+)*|[a-z]+[A-Z]\w*|[A-Z][A-Z_]{2,})\}(?![\w}])"
    r"|(?<![\w%])%(?:[1-9]\$)?[sd](?![\w\u0621-\u064a%])|%\([a-z_]\w*\)[sd]|(?<![\w%])%[A-Za-z_]{3,30}%(?!\w)|\[%[^\[\]\n]{1,60}%\]",
    re.MULTILINE,
)
_CONTROL_WORD = re.compile(
    r"_x000[Dd]_|\{?\\rtf1[^\n]*|(?:\\(?:par|pard|rtlch|ltrch|rtlpar|ltrpar|qr|ql|qc|fs\d+|af\d+|lang\d+|f\d+|cf\d+|b0|i0|ulnone|cell|row|tab|line|plain|hich|dbch|loch|insrsid\d+|charrsid\d+)(?![a-z])\d* ?)+"
    r"|(?:EndFragment|StartFragment)(?!\w)|/\* Style Definitions \*/|table\.MsoNormalTable(?:\s*\{[^{}]*\})?|(?<!\w)Mso(?:Normal|ListParagraph|BodyText)\w*"
    r"|(?:Normal 0 )?(?:false ){2,3}(?:false )?[A-Z]{2}-[A-Z]{2}(?: X-NONE)? AR-[A-Z]{2}(?: MicrosoftInternetExplorer4)?|MicrosoftInternetExplorer4|mso-[a-z-]+:[^;\n\u0621-\u064a]{1,80};?"
    r"|(?<!\w)(?:PAGE|NUMPAGES|SEQ \w+|TOC|PAGEREF \w+|DATE|REF \w+)\s+(?:\\[*@ohzu]\s*(?:MERGEFORMAT|ARABIC|\"[^\"\n]*\")\s*)+|HYPERLINK\s+(?:\\l\s+)?\"[^\"\n]*\"(?:\s*\\[a-z]\s*\"[^\"\n]*\")*|\\\* MERGEFORMAT|MERGEFORMAT(?!\w)"
)
_LATEX = re.compile(r"\\(?:textbf|textit|emph|underline|section\*?|subsection\*?|chapter\*?|paragraph|title|textarabic|LR|RL|footnotesize|textRL|caption)\{(?P<words>[^{}\n]{1,300})\}")


def styles(document: Document) -> Iterator[Hit]:
    """Rules of a style sheet."""
    text = document.text
    if _teaches(document):
        return
    for found in _CSS.finditer(text):
        end = found.start() + len(found[0].rstrip())
        if not in_code(document, found.start(), end):
            yield Hit(found.start(), end, (Edit(found.start(), end, ""),))


def scripts(document: Document) -> Iterator[Hit]:
    """Stretches of JavaScript; in a text about programming only those that no tutorial shows."""
    text = document.text
    sign = _PAGE_SCRIPT if _teaches(document) else None
    reach = -1
    for pattern in (_PAGE_SCRIPT, _SCRIPT):
        for found in pattern.finditer(text):
            if found.start() < reach:
                continue
            line = document.lines[document.line_number(found.start())]
            for start, end in _stretches(text, line.start, line.end):
                reach = max(reach, line.end)
                certain = _PAGE_SCRIPT.search(text, start, end)
                enough = _SCRIPT.search(text, start, end) and len(_CODE_SIGN.findall(text, start, end)) >= 4  # noqa: PLR2004
                if (certain or (enough and sign is None)) and not in_code(document, start, end):
                    yield Hit(start, end, (Edit(start, end, ""),))


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a line without Arabic letters, strings of a script aside, that end like a statement."""
    masked = _STRING.sub(lambda m: "'" + "s" * (len(m[0]) - 2) + "'", text[start:end])
    if not _ARABIC.search(masked) and _ASSIGNMENT.match(masked):
        yield start, start + len(masked.rstrip())
        return
    for found in _STRETCH.finditer(masked):
        yield start + found.start(), start + found.end()


def _teaches(document: Document) -> bool:
    """Whether the text is about programming, so that code is what it shows."""
    return _TEACHES.search(_prose(document)) is not None


def _prose(document: Document) -> str:
    """The lines that hold Arabic, without their stretches of code."""
    return "\n".join(
        _STRETCH.sub("", document.text[line.start : line.end])
        for line in document.lines
        if _ARABIC.search(document.text, line.start, line.end)
    )


def templates(document: Document) -> Iterator[Hit]:
    """Variables of a template that were never filled in."""
    for found in _TEMPLATE.finditer(document.text):
        if not in_code(document, *found.span()):
            yield Hit(*found.span())


def control_words(document: Document) -> Iterator[Hit]:
    """Control words of RTF, field codes and style names of Word, commands of LaTeX (their words stay)."""
    for found in _LATEX.finditer(document.text):
        if not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), found["words"]),), Applicability.UNSAFE)
    for found in _CONTROL_WORD.finditer(document.text):
        end = found.start() + len(found[0].rstrip())
        if not in_code(document, found.start(), end):
            yield Hit(found.start(), end, (Edit(found.start(), end, ""),))
