"""Wiki markup in plain text: links, templates, bold and italic quotes, headings, tables, citation marks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from arlint.checks.markup_markdown import numbered_references
from arlint.checks.places import in_code, matches, occurrences, parting, positions, unread_where_shown
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.spans import outermost

_LINK = later.pattern(r"\[\[(?P<target>[^\[\]\n|]{1,200})(?:\|(?P<words>[^\[\]\n]{0,300}))?\]\]")
#: Not the rows of a matrix.
_NAMES_A_PAGE = later.pattern(r"[\s:*#]*[^\W\d_<]|[\s:]*[{$]|[^<]*[\u0621-\u064a]|[0-9]{3,4}$")
#: Spaces from which what stands in brackets and ends as a sentence does is one.
_LONG_TITLE = 7
#: Namespaces of pages that a text shows or files under, and does not speak of.
_SILENT = later.pattern(
    r"\s*(?:ملف|صورة|تصنيف|وسائط|File|Image|Media|Category|[a-z]{2,3}(?:-[a-z]+)?)\s*:", re.IGNORECASE
)
_EXTERNAL = later.pattern(r"(?<!\[)\[(?:https?:)?//[^\s\[\]<>]+(?:[ \t]+(?P<words>[^\[\]\n]{1,200}))?\](?!\()")
_REF = later.pattern(
    r"<ref\b[^<>/]*/\s?>|<(?P<opened>ref|gallery)\b[^<>]*>|</(?P<closed>ref|gallery)\s?>|</?references\b[^<>]*>"
    r"|</?nowiki\s?/?>",
    re.IGNORECASE,
)
#: Code points after which a note or a gallery ends at the latest.
_LONGEST = {"ref": 2_000, "gallery": 5_000}
#: Blanks, at most, between a note and a closing tag that closes nothing.
_BLANKS = 10
_BOLD = later.pattern(r"(?<!')(?P<marks>'{5}|'{3})(?=[^\s'])(?P<words>[^'\n]{1,300})(?<=[^\s'])(?P=marks)(?!')")
_ITALIC = later.pattern(r"(?<![\w'])''(?=[^\s'])(?P<words>[^'\n]{1,200})(?<=[^\s'])''(?![\w'])")
_HEADING = later.pattern(r"^(?P<marks>={2,6})[ \t]*(?P<title>[^=\n]{1,200}?)[ \t]*(?P=marks)[ \t]*$", re.MULTILINE)
_TABLE = later.pattern(r"^[ \t]*(?:\{\|[^\n]*|\|-+[^\n]*|\|\}[ \t]*)$\n?", re.MULTILINE)
_CELL = later.pattern(r"^[ \t]*(?P<mark>[|!]\+?)(?![|}-])(?:[^\n]*\S)?", re.MULTILINE)
_MAGIC = later.pattern(
    r"__(?:NOTOC|NOEDITSECTION|TOC|FORCETOC|لافهرسة|فهرسة|لافهرس|فهرس|لا_فهرس|لصق_فهرس|لاتحريرقسم)__|^#(?:تحويل"
    r"|REDIRECT)[ \t]+(?=\[\[)",
    re.MULTILINE,
)

_TEMPLATE_EDGE = later.pattern(r"\{\{|\}\}")
#: A template of a wiki has an Arabic name, or parameters after a bar; `{{ user.name }}` is a variable, and five words
#: without any bar are a verse or a saying in braces.
_TEMPLATE = later.pattern(
    r"\{\{(?![<%]|(?:PLURAL|GENDER|BIDI|GRAMMAR|int)\b)(?!\s*(?:[^{}|\s]+\s+){4}[^{}|]*\}\})"
    r"\s*(?:[^{}|]*[\u0621-\u064a]|[A-Za-z][^{}"
    r"|\n]*\|(?!\s*[a-z_]+\s*(?:\}\}|:|\|)))"
)
#: In a text with other wiki markup a name with a capital is one: {{Isfdb name}}.
_ANY_TEMPLATE = later.pattern(r"\{\{\s*[A-Z][a-z][^{}|.:$\n]{1,60}(?:\}\}|\|)")
_WIKI = later.pattern(r"\[\[[^\W\d_]|'{3}[^'\n]+'{3}|^==[^=\n]+==[ \t]*$", re.MULTILINE)
#: Words in another language, which the template only marks as such.
_LANGUAGE = later.pattern(
    r"\{\{\s*(?:(?:lang|لغة)\s*\|\s*[a-z-]{2,8}|إنج|بالإنجليزية)\s*\|(?P<words>[^{}|]{1,300})\}\}", re.IGNORECASE
)

_CITATION = later.pattern(
    r"(?P<space>(?<=[\w.،؛:؟!»\"”)\]])[ \u00a0](?=\[[^\[\]]*\](?:[.،؛:\n\[]|$)))?(?P<mark>(?:\[\^?(?:[0-9]{1,3}"
    r"|[\u0660-\u0669]{1,3})(?:[-–،,][ ]?(?:[0-9]{1,3}|[\u0660-\u0669]{1,3}))*\](?::[ ]?[0-9\u0660-\u0669–-]{1,7})?)+)"
)
#: A list of notes that has lost its lines.
_NOTES = later.pattern(r"(?:المصادر|المراجع|الهوامش|هوامش|مراجع|الحواشي|مصادر)[^\[\]\n]{0,20}\n?\s*\[[1\u0661]\]")
_MARK = later.pattern("\\[\\^?[0-9\u0660-\u0669]")
#: With a space before it a bracket may be a set or an interval, [1، 2، 3], or the number of what is named: المادة [5].
_SET = later.pattern(r"\[[0-9\u0660-\u0669]+[،,]")
_NUMBERED = later.pattern(
    r"(?:^|[\s(])(?:و|ف|ب|ل)?(?:ال|لل)?(?:ماد[ةه]|فقر[ةه]|بند|رقم|سن[ةه]|عام|شكل|جدول|صفح[ةه]|فصل|باب|مجموع[ةه]|فتر[ةه]|قيم[ةه]|مسأل[ةه]|حديث|آي(?:[ةه]|ات|تين|تان))$"
)
#: Before a number that is named, not cited: و[2], س[1], صفحة[30], المادة[5], سورة البقرة[255], arr[0].
_NAMES_A_NUMBER = later.pattern(
    r"(?:(?<!\w)[\u0621-\u064a]|سور[ةه] \w+|(?:ماد[ةه]|فقر[ةه]|بند|فصل|باب|آي[ةه]|قرار|صفح[ةه]"
    r"|مجلد|سؤال|زر|غرف[ةه]|رقم|المصفوف[ةه]|العنصر|(?<![A-Za-z0-9_])[a-z_][a-z_0-9]*(?:\[\d+\])*))\Z"
)
_REACH = 20
_NUMBER = later.pattern("[0-9\u0660-\u0669]+")
#: Words after which the mark is a noun of the sentence: في [15] اقترح الباحثون.
_GOVERNS = later.pattern(r"(?<!\w)[وف]?(?:في|من|إلى|عن|على|مع|انظر|راجع|حسب|وفق|يراجع|ينظر|المرجع|المراجع|المصدر)\Z")
_BEFORE_CITATION = later.pattern("[\u0621-\u064a\u064b-\u0652A-Za-z.،؛:؟!»\"”')\\]%٪0-9\u0660-\u0669]")
#: What a chat bot cites its sources with, before its own page turns it into links: 【4†source】, turn0search1.
_BOT_NOTE = later.pattern(
    r"[ \u00a0]?(?::contentReference\[oaicite:\d{1,3}\](?:\{index=\d{1,3}\})?|【\d{1,3}(?::\d{1,3})?†[^【】\n]{0,80}】"
    r"|\ue200?cite(?:\ue202?turn\d{1,3}[a-z]{4,8}\d{1,3})+\ue201?|\[cite(?:_start\]|: ?\d[\d, -]{0,40}\]))"
)
_BOT_SIGNS = ("oaicite", "†", "turn0", "turn1", "[cite")
_QUOTES = ("'", '"')
_LETTER_NOTE = later.pattern("(?<=[\u0621-\u0652])\\[[أابجدهـوزحط]\\](?=[\\s.،؛:\\[]|$)")
_EDITORIAL_MARK = later.pattern(
    r"[ \u00a0]?\[(?:بحاجة (?:ل|إلى |الى )?(?:مصدر|توضيح|تدقيق|ل?مصدر أفضل|لمصدر|لتوضيح|لتدقيق"
    r"|لرقم الصفحة|لدقة|لتأكيد|للتأكيد|لتحديث|لاقتباس|لتفسير)[^\[\]\n]{0,30}"
    r"|مصدر[؟?]|مصدر مفقود|بدون مصدر|مصدر ذاتي|من صاحب هذا الرأي؟|محل شك"
    r"|وصلة مكسورة|وصلة قديمة|وصلة ميتة|رابط معطل|متى؟|من؟|أين؟|لماذا؟|كيف؟|أي منها؟|ملاحظة [0-9\u0660-\u0669]{1,2}"
    r"|[معهنش] [0-9\u0660-\u0669]{1,2}|ملحوظة [0-9\u0660-\u0669]{1,2}|هامش [0-9\u0660-\u0669]{1,2}|arabic 1"
    r"|citation needed|who\?|when\?|clarification needed|dubious(?: [-–] discuss)?|note [0-9]{1,2}|nb [0-9]{1,2}"
    r"|failed verification|better source needed|dead link|link removed|removed link|deleted|removed"
    r"|(?:تم حذف ال|ال)?رابط محذوف|تم حذف الرابط|حُ?ذف الرابط|صورة محذوفة|الصورة محذوفة)\]",
    re.IGNORECASE,
)
_EDIT_LINK = later.pattern(
    r"[ \t\u00a0]?\[[ ]?(?:عد[ّ]?ل|تحرير|تعديل|edit|حرر|عدل المصدر)(?:[ ]?\|[ ]?(?:عدل المصدر|عدل|تعديل المصدر"
    r"|تعديل مصدري|edit source))?[ ]?\]"
)


def links(document: Document) -> Iterator[Hit]:
    """Links within the wiki and out of it, as their words; files, categories and other languages go."""
    return unread_where_shown(document, _link_hits(document))


def _link_hits(document: Document) -> Iterator[Hit]:
    text = document.text
    for found in _LINK.finditer(text):
        if not _NAMES_A_PAGE.match(found["target"]) or in_code(document, *found.span()):
            continue
        words = found["words"] if found["words"] is not None else found["target"].lstrip(":")
        if _SILENT.match(found["target"]):
            words = ""
        words = (words if "{{" in words else words.rpartition("|")[2]).strip()  # bars of a template are its own
        trust = Applicability.UNSAFE if _is_sentence(words) else Applicability.SAFE
        yield Hit(*found.span(), (Edit(*found.span(), words),), trust)
    for found in _EXTERNAL.finditer(text):
        if not in_code(document, *found.span()):
            words = found["words"] or found[0][1:-1]  # without words the address is the text
            yield Hit(*found.span(), (Edit(*found.span(), words.strip()),))


def _is_sentence(words: str) -> bool:
    """Whether words in double brackets are what an author set off with them, no title of a page."""
    return words.endswith((".", "؟", "!", "،")) and words.count(" ") >= _LONG_TITLE


def templates(document: Document) -> Iterator[Hit]:
    """Templates with all that they hold, and notes between <ref> tags."""
    text = document.text
    for start, end in _templates(text):
        if not in_code(document, start, end):
            spoken = _LANGUAGE.fullmatch(text, start, end)
            yield Hit(start, end, (Edit(start, end, spoken["words"] if spoken else ""),))
    for start, end in _notes(text):
        if not in_code(document, start, end):
            yield Hit(start, end, (Edit(start, end, ""),))


def _notes(text: str) -> Iterator[tuple[int, int]]:
    """The outermost notes and galleries with all that they hold, and the tags around them.

    A closing tag ends what was opened last; how long a note may be is counted without the notes in it. Closing tags
    right behind a note go with it.
    """
    found: list[tuple[int, int]] = []
    opened: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    taken = 0  # code points of all notes so far
    for tag in _REF.finditer(text):
        start, end = tag.span()
        if tag["opened"]:
            opened[tag["opened"].lower()].append((start, end, taken))
            continue
        if tag["closed"]:
            name = tag["closed"].lower()
            if not opened[name]:
                if found and start - found[-1][1] <= _BLANKS and not text[found[-1][1] : start].strip():
                    found[-1] = found[-1][0], end
                continue
            first, behind, before = opened[name].pop()
            if start - behind - (taken - before) > _LONGEST[name]:
                continue
            start, taken = first, before
        found.append((start, end))
        taken += end - start
    return outermost(found)


def _templates(text: str) -> Iterator[tuple[int, int]]:
    """The outermost templates; one that is not closed is not taken."""
    depth = start = 0
    shape = _ANY_TEMPLATE if _WIKI.search(text) else _TEMPLATE
    for edge in _TEMPLATE_EDGE.finditer(text):
        if edge[0] == "{{":
            if depth == 0:
                start = edge.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and any(form.match(text, start, edge.end()) for form in (_TEMPLATE, shape, _LANGUAGE)):
                yield start, edge.end()


def quotes(document: Document) -> Iterator[Hit]:
    """Words between three or five apostrophes, and between two where the text has other wiki markup."""
    text = document.text
    patterns = [_BOLD, _ITALIC] if "[[" in text or "'''" in text or _HEADING.search(text) else [_BOLD]
    for pattern in patterns:
        for found in matches(document, pattern, "'"):
            if not in_code(document, *found.span()):
                words = found["words"] + parting(found["words"][-1], text[found.end() : found.end() + 1])
                yield Hit(*found.span(), (Edit(*found.span(), words),))


def headings(document: Document) -> Iterator[Hit]:
    """Headings between equals signs, and magic words."""
    for found in matches(document, _HEADING, "="):
        if re.search(r"[^\W\d_]", found["title"]) and not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), found["title"]),))
    for found in _MAGIC.finditer(document.text):
        yield Hit(*found.span(), (Edit(*found.span(), ""),))


def tables(document: Document) -> Iterator[Hit]:
    """The lines that a table is built of, and the bars of its cells."""
    text = document.text
    if "{|" not in text:
        return
    for found in _TABLE.finditer(text):
        if not in_code(document, found.start(), found.start() + 1):
            yield Hit(*found.span(), (Edit(*found.span(), ""),))
    for found in _CELL.finditer(text):
        if not in_code(document, *found.span()):
            cells = re.split(r"\s*(?:\|\||!!)\s*", found[0].strip().lstrip("|!+"))
            words = "\t".join(cell.rpartition("|")[2].strip() if "=" in cell else cell.strip() for cell in cells)
            yield Hit(*found.span(), (Edit(*found.span(), words),))


def _marks(document: Document) -> Iterator[re.Match[str]]:
    """Citation marks, each with the space before it."""
    text, end = document.text, 0
    for at in positions(document, "["):
        found = _CITATION.match(text, at - 1) if end < at and text[at - 1] in " \u00a0" else None
        found = found or (_CITATION.match(text, at) if end <= at else None)
        if found is not None:
            yield found
            end = found.end()


def citations(document: Document) -> Iterator[Hit]:
    """Citation marks joined to a word ([12]) whose notes are not in the text.

    With a space before it a number may be the text's own (رواه مسلم [47]، والسؤال الثاني [10]): it is shown where no
    other mark is joined to its word, and goes unread only where one is.
    """
    text = document.text
    for found in _BOT_NOTE.finditer(text) if occurrences(document, _BOT_SIGNS) else ():
        if not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), ""),))
    yield from _letter_notes(document)
    found_marks = list(_marks(document)) if _MARK.search(text) else []
    if not found_marks or _NOTES.search(text):
        return
    hits = list(_unnoted(document, found_marks))
    joined = any(not mark["space"] for mark, _ in hits)
    for mark, hit in hits:
        yield hit if joined or not mark["space"] else Hit(hit.start, hit.end, hit.edits, Applicability.UNSAFE)


def _unnoted(document: Document, marks: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], Hit]]:
    """Those of `marks` that are no numbers of the text's own and whose notes it has not, each with its hit."""
    text = document.text
    listed = {int(m[1]) for m in re.finditer(r"^[ \t]*\[\^?([0-9\u0660-\u0669]{1,3})\]", text, re.MULTILINE)}
    links = set(numbered_references(text))
    for found in marks:
        start, end = found.start("mark"), found.end("mark")
        if found["space"] is None and not (start and _BEFORE_CITATION.match(text, start - 1)):
            continue
        if found["space"] is None and _NAMES_A_NUMBER.search(text, max(0, start - _REACH), start):
            continue
        if text[start - 1 : start] == "]":
            opened = text.rfind("[", 0, start - 1)
            if opened in links or text[opened + 1 : opened + 2] in _QUOTES:
                continue  # ['a', 'b'][1] is code
        if found["space"] and (
            _SET.match(text, start)
            or _NUMBERED.search(text, max(0, found.start() - 12), found.start())
            or _GOVERNS.search(text, max(0, found.start() - 12), found.start())
        ):
            continue
        numbers = [int(number) for number in _NUMBER.findall(found["mark"].partition("]")[0])]
        if 0 in numbers or not listed.isdisjoint(numbers) or _is_code(text, start, end):
            continue
        if not document.is_protected(start, end):
            yield found, Hit(found.start(), end, (Edit(found.start(), end, ""),))


def _letter_notes(document: Document) -> Iterator[Hit]:
    """Marks of notes that are counted with letters (السكان[أ]), where no note begins with its letter."""
    text = document.text
    noted: dict[str, bool] = {}
    for found in _LETTER_NOTE.finditer(text):
        if found[0] not in noted:
            noted[found[0]] = f"\n{found[0]}" in text
        if not noted[found[0]] and not document.is_protected(*found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), ""),))


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether the bracket is an index or an interval: after a Latin name, before an operator."""
    if text[end : end + 1] == "(":
        return True
    named = re.search(r"[A-Za-z_)\]]\w*\Z", text[max(0, start - 30) : start]) is not None
    return named and re.match(r"\s?[=+*/(^-]", text[end : end + 2]) is not None


def editorial_marks(document: Document) -> Iterator[Hit]:
    """What wiki editors leave for each other: [بحاجة لمصدر], [متى؟], [ملاحظة 1]."""
    text = document.text
    for hit in _removed(document, _EDITORIAL_MARK):
        start = hit.start
        while start and text[start - 1] in " \t":
            start -= 1
        if text[hit.end - 2] not in "؟?" or text[start - 1 : start] not in ("", "\n"):
            yield hit  # a question of theirs follows a statement


def edit_links(document: Document) -> Iterator[Hit]:
    """The link [عدل] after a heading."""
    return _removed(document, _EDIT_LINK)


def _removed(document: Document, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for found in pattern.finditer(document.text):
        if not in_code(document, *found.span()):
            mark = found.start() + (found[0][0] != "[")
            yield Hit(mark, found.end(), (Edit(*found.span(), ""),), Applicability.SAFE)
