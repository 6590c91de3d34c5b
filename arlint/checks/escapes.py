r"""Characters as escapes for machines (`\u0627\u0644`, `%D8%A7`, `=D8=A7`, `\xd8\xa7`), and what is left of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from arlint.checks.places import in_code, lines_of, occurrences
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.words import NOUN_FRONT

_ARABIC = later.pattern("[\u0620-\u064a]")
#: Arabic, or an emoji, which is a pair of escapes.
_TELLING = later.pattern("[\u0620-\u064a\U0001f300-\U0001faff]")
_UNICODE_RUN = later.pattern(
    r"(?:(?:\\{1,2}u\{?[0-9A-Fa-f]{4}\}?|%u[0-9A-Fa-f]{4})(?:[ .,:!-]|%20)?){2,}|(?:<U\+[0-9A-Fa-f]{4,8}>[ ]?){2,}"
    r"|(?<![0-9A-Za-z])(?:u0[67][0-9A-Fa-f]{2} ?){3,}"
)
#: A range of characters in a regular expression.
_RANGE = later.pattern(r"\\{1,2}u[0-9A-Fa-f]{4}-\\{1,2}u[0-9A-Fa-f]{4}")
_CODE_UNIT = later.pattern(r"(?:\\{1,2}|%)?u\{?([0-9A-Fa-f]{4})\}?|<U\+(?:0000)?([0-9A-Fa-f]{4})>")
_BYTES_RUN = later.pattern(
    r"(?:%[D-E][0-9A-Fa-f]%[89ABab][0-9A-Fa-f](?:%20|[_+.\- ](?=%))?){2,}"
    r"|(?:=[D-E][0-9A-F](?:=\n)?=[89AB][0-9A-F](?:=20|=\n|[_. ,](?==))?){2,}"
    r"|(?:\\x[d-eD-E][0-9a-fA-F]\\x[89abAB][0-9a-fA-F][ ]?){2,}"
)
#: A word of a mail header: =?UTF-8?B?2LnZhtmI2KfZhg==?=
_MAIL_WORD = later.pattern(r"(?:=\?[\w-]{3,20}\?[BbQq]\?[!->@-~]{2,200}\?=\s?)+")
_BYTE = later.pattern(r"(?:%|=|\\x)([0-9A-Fa-f]{2})")
_SIGNS = {
    _UNICODE_RUN: ("\\u", "%u", "u06", "<U+"),
    _BYTES_RUN: ("%D", "%d", "=D", "\\xd", "\\xD"),
    _MAIL_WORD: ("=?",),
}
_LINE_ESCAPE = later.pattern(r"(?:\\{1,2}[rn])+|\\{1,2}[t\"']")
_BARE_QUOTE = later.pattern(r'(?<!\\)"')
_SURROGATES = later.pattern("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
#: The same as escapes: a half that no other half follows, or that none stands before.
_ESCAPED_HALF = later.pattern(
    r"(?<!\\)\\u[dD][89abAB][0-9A-Fa-f]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9A-Fa-f]{2})\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
)
_HALF_SIGNS = ("\\ud", "\\uD")


def characters(document: Document) -> Iterator[Hit]:
    """Runs of escapes that spell Arabic, decoded."""
    yield from _runs(document, _UNICODE_RUN, _from_code_units)
    yield from _runs(document, _BYTES_RUN, _from_bytes)
    yield from _runs(document, _MAIL_WORD, _from_mail)


def _runs(document: Document, pattern: re.Pattern[str], decode: Callable[[str], str | None]) -> Iterator[Hit]:
    places = occurrences(document, _SIGNS[pattern])
    lines = lines_of(document, places)
    for found in (m for line in lines for m in pattern.finditer(document.text, line.start, line.end)):
        written = found[0].rstrip(" .,:!_+-\t")
        new = None if _RANGE.fullmatch(written) else decode(written)
        end = found.start() + len(written)
        if new is None or not _TELLING.search(new) or in_code(document, found.start(), end):
            continue
        # A path writes its letters so and must; a backslash makes any run of escapes look like a path.
        if "\\" in written or written.startswith("=?") or not document.is_protected(found.start(), end):
            yield Hit(found.start(), end, (Edit(found.start(), end, new),))


def _from_code_units(written: str) -> str | None:
    parts = _CODE_UNIT.sub(lambda m: chr(int(m[1] or m[2], 16)), written).replace("%20", " ")
    try:
        return parts.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeError:
        return None


def _from_bytes(written: str) -> str | None:
    raw = _BYTE.sub(lambda m: chr(int(m[1], 16)), written.replace("=\n", ""))
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _from_mail(written: str) -> str | None:
    from email.errors import MessageError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(written)))
    except (LookupError, ValueError, MessageError):
        return None


def line_breaks(document: Document) -> Iterator[Hit]:
    r"""A `\n`, `\t` or `\"` in letters, joined to an Arabic word."""
    text = document.text
    quoted: dict[int, bool] = {}  # by line, which may be long and its escapes many: whether it has bare quotes
    for found in _LINE_ESCAPE.finditer(text):
        start, end = found.span()
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        # Between spaces it is spoken of: "matches \\n and \\r\\n".
        if found[0].endswith('"') and _is_quoted(document, document.line_number(start), quoted):
            continue  # the string is still one: `title: "\\"…\\""` is data
        if _ARABIC.search(beside) and not _is_spoken_of(text, start, end) and not in_code(document, start, end):
            new = found[0][-1] if found[0][-1] in "\"'" else "\t" if found[0].endswith("t") else "\n"
            yield Hit(start, end, (Edit(start, end, new),))


#: و or ب before an escape that is spoken of, with a space behind it.
_PREFIXED = later.pattern(r"(?:^|[\s(])[وبفلك]\Z")


def _is_spoken_of(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in (" ", "،", ".") and _PREFIXED.search(text, max(0, start - 2), start) is not None


def _is_quoted(document: Document, number: int, known: dict[int, bool]) -> bool:
    if number not in known:
        line = document.lines[number]
        known[number] = _BARE_QUOTE.search(document.text, line.start, line.end) is not None
    return known[number]


def surrogates(document: Document) -> Iterator[Hit]:
    """Halves of a character: two that belong together are joined, one alone is taken out."""
    for found in _SURROGATES.finditer(document.text):
        start, end = found.span()
        if end - start > 1:
            new = found[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            yield Hit(start, end, (Edit(start, end, new),), Applicability.SAFE)
        else:
            yield Hit(start, end, (Edit(start, end, ""),), Applicability.UNSAFE)
    yield from _escaped_halves(document)


def _escaped_halves(document: Document) -> Iterator[Hit]:
    """Halves written as escapes, in a line of Arabic that does not speak of them."""
    text = document.text
    for line in lines_of(document, occurrences(document, _HALF_SIGNS)):
        for found in _ESCAPED_HALF.finditer(text, line.start, line.end):
            start, end = found.span()
            if _ARABIC.search(text, line.start, line.end) and not (
                in_code(document, start, end) or _is_named(text, start)
            ):
                yield Hit(start, end, (Edit(start, end, ""),), Applicability.UNSAFE)


#: Words before an escape that the text speaks of: المحرف \ud83d.
_NAMED = later.pattern(rf"(?<!\w){NOUN_FRONT}(?:محرف|رمز|ترميز|قيمة|كود|وحدة|نصف|حرف)[ :(\"'«“]{{1,3}}\Z")


def _is_named(text: str, start: int) -> bool:
    return _NAMED.search(text, max(0, start - 20), start) is not None
