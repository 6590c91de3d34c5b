"""The Latin comma, semicolon and question mark between Arabic words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.checks.places import matches, positions, told_of_lines
from arlint.document import Document
from arlint.model import Applicability, Hit, replace
from arlint.text import later
from arlint.text.chars import LETTERS, MARKS
from arlint.text.words import strip_marks

_ARABIC = LETTERS + MARKS
_CLOSERS = '»”")\\]'
#: Behind an Arabic word and the end of its emphasis: **كلمة**, <em>كلمة</em>.
_EMPHASISED = "".join(
    rf"|(?<=[{_ARABIC}]{end}.)"
    for end in (r"\*\*", *(f"</{name}>" for name in ("a", "b", "i", "u", "em", "strong", "span")))
)
#: What ends a line, or is the markup behind its last word: a tag, emphasis.
_END = r"(?:$|</?[a-z]|[*_])"
#: The rare sign comes first, so that texts without it are scanned fast.
_COMMA = later.pattern(
    rf"[,;](?:(?<=[{_ARABIC}].)|(?<=[{_ARABIC}][{_CLOSERS} ].)|(?<=[{_ARABIC}][{_CLOSERS}] .){_EMPHASISED})"
    rf"(?=[ \u00a0]*(?:[«“\"(]?[{LETTERS}]|{_END}))",
    re.MULTILINE,
)
_QUESTION = later.pattern(
    rf"\?(?:(?<=[{_ARABIC}].)|(?<=[{_ARABIC}][{_CLOSERS} ].){_EMPHASISED})\?*(?=[\s{_CLOSERS}!?.]|{_END})", re.MULTILINE
)
#: Behind a space the mark may be what is left of a dash, and within a line of any sign; these words ask.
_ASKS = later.pattern(rf"(?<![{_ARABIC}])[وف]?(?:هل|ماذا|لماذا|متى|[أا]ين|كيف|[أا]ليس)(?![{_ARABIC}])[^.؟!?\n]*\Z")
#: So do these where a sentence or clause begins, and a word with the أ of a question.
_BEGINS_ASKING = later.pattern(
    rf"(?:\A|[.؟!?،:;؛«“\"(-] ?)[وف]?(?:(?:من|ما|كم|أي|أية|بم|لم|هو|هي|مين|وش|شو|ليش|ليه|ايش|فين|ماهو|ماهي|صح"
    rf"|مش|أ[فو]?(?:لا|لم|لن|ما|ليس|ليست|هذا|هذه|هو|هي|أنت|حقا))(?![{_ARABIC}])|أ[تي][{_ARABIC}]{{3}})[^.؟!?\n]*\Z"
)
#: What answers, behind the mark: أحججت عن نفسك? قال: لا.
_ANSWERS = later.pattern(
    rf"[ {_CLOSERS}«“{{(:-]*(?:ف?ق[ا]?ل(?:ت|وا|نا|تا|ا)?|نعم|لا|بلى|كلا|[أا]جاب(?:ت|وا)?|طبعا)(?![{LETTERS}])"
)
_LINE_ENDS = later.pattern(rf"[ \u00a0{_CLOSERS}!.?*_]*(?:\n|\Z|</(?:p|li|h\d|t[dh]|div|dd)>|<br)")
_SENTENCE, _ANSWER = 200, 20
_MOST_MARKS = 3
#: `?` beside a letter on its right, and rows of it, are what is left of characters that some encoding lacked.
_LOST = later.pattern(rf"\?[{LETTERS}]|\?{{4}}|\?\? \?\?")
_WEEKDAY = later.pattern(r"(?:السبت|ال[أا]حد|ال[إا]?ثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة)\Z")
_REST_OF_DATE = later.pattern(r" ?(?:\w+ )?\d")
#: Lines of code with Arabic names and strings: a query, a call, a list of strings, an object, a statement.
_CODE = later.pattern(
    r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|VALUES)\b|\b[A-Za-z_][\w.]{0,40}\(|\w=\w|\w\(\"[^\"\n]*\"\)"
    r"|= ?[\[{(][\"']|[\[{]\"[^\"\n]*\" ?[:,]|(?:=|[A-Za-z\"'] ?:) ?([\"'])[^\"'\n]*\1 ?;"
    r"|^[ \t]*(?:def|return|import|echo|print|let|var|const|\$\w+) [^\n]*[\"'(=,]",
    re.MULTILINE,
)
#: Three fields or more with nothing but commas between them: a table's row, which other programs read.
_TABLE = later.pattern(r"[^,\n]*(?:(?<! ),(?! )[^,\n]*){2,}|[^;\n]*(?:(?<! );(?! )[^;\n]*){2,}")
_ARABIC_MARK = {",": "،", ";": "؛", "?": "؟"}


def find(document: Document) -> Iterator[Hit]:
    """`,` `;` `?` after an Arabic word where an Arabic word, or the end of the line, follows."""
    text = document.text
    coded = told_of_lines(document, lambda lo, hi: _CODE.search(text, lo, hi) is not None)
    tabled = told_of_lines(document, lambda lo, hi: _TABLE.fullmatch(text, lo, hi) is not None)
    for m in matches(document, _COMMA, ",;"):
        if not (_is_of_date(text, *m.span()) or coded(m.start())):
            hit = replace(m.start(), m.end(), _ARABIC_MARK[m[0]])
            yield hit if not tabled(m.start()) else Hit(hit.start, hit.end, hit.edits, Applicability.UNSAFE, clean=True)
    if not any(_LOST.match(text, at) for at in positions(document, "?")):
        for m in matches(document, _QUESTION, "?"):
            if len(m[0]) > _MOST_MARKS or coded(m.start()):
                continue  # letters that an encoding lacked, or a string in code
            if text[m.start() - 1] == " " and not _ASKS.search(text, max(0, m.start() - _SENTENCE), m.start()):
                continue
            hit = replace(m.start(), m.end(), "؟" * len(m[0]))
            asked = _is_asked(text, m.start(), m.end())
            yield hit if asked else Hit(hit.start, hit.end, hit.edits, Applicability.UNSAFE, clean=True)


def _is_of_date(text: str, start: int, end: int) -> bool:
    """Whether a comma stands behind the day of a date, as WordPress writes them: "الأحد, مايو 29 2022"."""
    return _REST_OF_DATE.match(text, end) is not None and _WEEKDAY.search(text, max(0, start - 12), start) is not None


def _is_asked(text: str, start: int, end: int) -> bool:
    """Whether a `?` ends its line, or a sentence that asks; another may be what is left of a comma or a dash."""
    if _LINE_ENDS.match(text, end) or _ANSWERS.match(strip_marks(text[end : end + _ANSWER])):
        return True
    before = strip_marks(text[max(0, start - _SENTENCE) : start].rpartition("\n")[2])
    return any(asking.search(before) for asking in (_ASKS, _BEGINS_ASKING))
