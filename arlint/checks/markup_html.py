"""HTML in plain text: tags, whole or broken, as they are or escaped, and entities. The words inside are kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from arlint.checks.places import in_code, lines_with, parting, positions, unread_where_shown
from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later
from arlint.text.search import Ahead
from arlint.text.spans import inside, outermost
from arlint.text.words import NOUN_FRONT

_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr"
)
_BLOCK = (
    "address|article|aside|audio|blockquote|body|button|canvas|caption|center|col|colgroup|dd|details|dir|div|dl|dt"
    "|embed|fieldset|figcaption|figure"
    "|footer|form|frame|h[1-6]|head|header|hr|html|iframe|img|input|legend|li|link|main|map|meta|nav|noscript|object|ol"
    "|optgroup|option|p|param|picture"
    "|pre|script|section|select|source|style|summary|svg|path|table|tbody|td|textarea|tfoot|th|thead|think|title|tr|track|ul"
    "|video|[a-z]{1,3}:[a-z]+|[a-z][a-z0-9]*(?:-[a-z0-9]+)+"
)
#: An element that a page named itself; other names with a hyphen stand for what a reader puts there: <your-site>.
_OWN_ELEMENT = later.pattern(r"<(/?)([a-z][a-z0-9]*(?:-[a-z0-9]+)+)(?![\w:-])", re.IGNORECASE)
_LT, _GT = r"(?:<|&(?:amp;)*lt;)", r"(?:>|&(?:amp;)*gt;)"
_ATTRIBUTES = r"(?:\s(?:[^<>\"'&]|\"[^\"<>]*\"|'[^'<>]*'|&(?!(?:amp;)*[lg]t;))*)?"
_TAG = later.pattern(
    rf"(?<!\{{){_LT}\s?/?\s?(?>(?P<name>br|{_INLINE}|{_BLOCK})(?![\w:-]))(?P<rest>{_ATTRIBUTES})/?\s?{_GT}"
    r"|(?P<comment><!--)|<!\[endif\](?:--)?>|<!DOCTYPE[^<>]*>|(?://\s?)?<!\[CDATA\["
    r"|(?://\s?)?\]\]>|<\?xml[^<>]*\?>"
    # Broken ones: no > at the end, no < at the start.
    r"|<[ ]?/?[ ]?br(?![\w:-])[ ]?/?|(?<![\w<])br[ ]?/>"
    r"|</?(?:strong|span|font|center|blockquote|table|tbody)(?=[ ][\u0621-\u064a])"
    rf"|</?(?:{_INLINE}|{_BLOCK})(?=[\n\u0621-\u064a]|$|\s*<)|</?(?:p|div|span|strong|em|li|ul|td|tr|h[1-6]"
    rf"|a)\s(?:class|style|id|href|dir|align)=[\"'][^\"'<>\n]*[\"'](?=\s*[\n\u0621-\u064a])",
    re.IGNORECASE | re.DOTALL,
)
_PROSE = later.pattern("[\u0621-\u064a]")
#: What stands behind a tag's name: attributes. `x < a + M`, `i <b and` and a < that a paragraph ends compare numbers.
_ATTRIBUTE = later.pattern(r"\s*(?:[\w:@.#*\[(\"'/=-]|&(?:amp;)*quot;)")
_VALUE = later.pattern(r"\s*[\w:@-]+\s*=\s*\S|[^=]*=\s*[\"'&]|\s*[A-Za-z-]+\s*/?\Z")
_PARAGRAPH = later.pattern(r"\n[ \t]*\n")
#: What it may begin with.
_TAG_STARTS = "<&/]bB"
_COMMENT_END = later.pattern(r"-->")
_LONGEST_COMMENT = 2_000  # code points
#: Code points on either side of a tag in which another may stand around it.
_LAYER = 200
_CONDITION = later.pattern(r"<!--\[if[^\]\n]{0,200}\]>", re.IGNORECASE)
#: Elements whose content is no text of the page.
_ELEMENT = later.pattern(
    r"<(?:(script|style|svg|iframe|noscript)\b[^<>]*|/(script|style|svg|iframe|noscript)\s?)>", re.IGNORECASE
)
_LONGEST_ELEMENT = 200_000  # code points
_BLOCK_TAG = later.pattern(rf"{_LT}\s?/?\s?(?:{_BLOCK})(?![\w:-])", re.IGNORECASE)
#: A picture, which stands within a line where spaces part it from the words.
_IMAGE_TAG = later.pattern(rf"{_LT}\s?img(?![\w:-])", re.IGNORECASE)
_BREAK_TAG = later.pattern(rf"(?:{_LT}\s?/?\s?)?br(?![\w:-])", re.IGNORECASE)
#: What Word leaves around its words (<o:p>), and what raises a number: 10<sup>6</sup> is 10^6, not 106.
_NAMESPACED, _RAISED = later.pattern(r"</?\s?[a-z]{1,3}:[a-z]", re.IGNORECASE), later.pattern(r"<sup\b", re.IGNORECASE)
#: Words before a tag that the text speaks of: "the tag <title>".
_SPOKEN_OF = later.pattern(
    rf"(?<!\w){NOUN_FRONT}(?:وسم|وسوم|وسما|عنصر|عناصر|تاج|تاغ|tags?|element)[ \"'«“(:]{{1,3}}(?:\w+ )?$",
    re.IGNORECASE,
)
_ENTITY = later.pattern(
    r"&(?:amp;)*(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d{0,2});(?:&(?:amp;)*(?:#\d{2,7}|#x[0-9a-f]{2,6});)*"
    r"|&(?:amp;)*(?:nbsp|quot|amp|lt|gt|laquo|raquo|ndash|mdash|hellip|[lr][sd]quo)(?![A-Za-z0-9_=;])"
    r"|& ?(?:amp ?[;؛] ?)?(?:nbsp|quot|amp|lt|gt|laquo|raquo|ndash|mdash|hellip|apos|[lr][sd]quo|#\d{2,5}) ?[;؛]"
    # what is left where the & is lost
    r"|(?<![A-Za-z0-9_&;#])(?:nbsp|quot|laquo|raquo|ldquo|rdquo|zwnj|rlm|lrm);",
    re.IGNORECASE,
)
#: Words before an entity that the text speaks of: "the entity &nbsp; is a space".
_ENTITY_SPOKEN_OF = later.pattern(
    rf"(?<!\w){NOUN_FRONT}(?:رمز|رموز|كيان|كيانات|كود|اكتب|نكتب|entity)[ \"'«“(:]{{1,3}}$",
    re.IGNORECASE,
)
#: What an address goes on with.
_GOES_ON = later.pattern(r"[A-Za-z0-9_/?&=#%-]")
_UNSEEN = later.pattern("[\u00ad\u200b-\u200f\u202a-\u202e\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")


class _Tag(NamedTuple):
    """Where a tag stands, and whether it has nothing but its name."""

    start: int
    end: int
    is_bare: bool


class _Group(Struct):
    """Tags with nothing but spaces between them."""

    tags: list[tuple[int, int]]


def tags(document: Document) -> Iterator[Hit]:
    """Tags; those that part words leave a line break or a space."""
    return unread_where_shown(document, _tag_hits(document))


def _tag_hits(document: Document) -> Iterator[Hit]:
    text = document.text
    elements = list(_elements(text)) if "</" in text else []
    for start, end in elements:
        if not in_code(document, start, end):
            yield Hit(start, end, (Edit(start, end, ""),))
    outside = (tag for tag in _tags(document) if not inside(elements, tag.start))
    alone = [(t.start, t.end) for t in outside if not in_code(document, t.start, t.end) and not _is_spoken_of(text, t)]
    found = list(_with_layers(text, alone))
    broken: dict[int, bool] = {}
    for group in _groups(text, found):
        between = _between(document, group.tags, broken)
        for number, (start, end) in enumerate(group.tags):
            yield Hit(start, end, (Edit(start, end, "" if number else between),))


def _tags(document: Document) -> Iterator[_Tag]:
    """Tags, comments and what else HTML has between angle brackets."""
    text = document.text
    ends = Ahead(_COMMENT_END, text)
    place = 0
    own: set[str] | None = None
    for at in positions(document, _TAG_STARTS):
        if at < place or (found := _TAG.match(text, at)) is None:
            continue
        name = (found["name"] or "").lower()
        if found["rest"] and not _is_of_tag(found[0], name, found["rest"]):
            continue
        if "-" in name and not name.startswith("amp-"):  # the elements of AMP have no end
            own = _own_elements(text) if own is None else own
            if name not in own:
                continue
        start, place = found.span()
        if found["comment"]:
            end = ends.of(place)
            if end is None or end.start() - place > _LONGEST_COMMENT:
                end = _CONDITION.match(text, start)
            if end is None:
                continue
            place = end.end()
        yield _Tag(start, place, found["rest"] == "")


def _is_of_tag(tag: str, name: str, rest: str) -> bool:
    """Whether what stands behind the name of a tag are attributes; a<b و b>c compares two letters."""
    if not rest.strip(" \t\n/"):
        return True
    if (_PROSE.search(rest) and "=" not in rest) or _PARAGRAPH.search(rest) or not _ATTRIBUTE.match(rest):
        return False
    is_bare = len(name) == 1 or tag[1:2].isspace()
    return not is_bare or _VALUE.match(rest) is not None


def _own_elements(text: str) -> set[str]:
    """The names with a hyphen that the text opens and closes as elements."""
    signs = {(sign, name.lower()) for sign, name in _OWN_ELEMENT.findall(text)}
    return {name for sign, name in signs if not sign and ("/", name) in signs}


def _with_layers(text: str, found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each of the sorted tags with those in whose attributes it stands: without it they are whole, and go with it."""
    reach = 0
    for start, end in found:
        first, last = start, end
        while (opened := _opening(text, max(reach, first - _LAYER), first)) >= 0:
            before = text[opened:first]
            around = None if ">" in before else _TAG.match(before + text[last : last + _LAYER])
            if around is None or around["name"] is None or around.end() <= len(before):
                break
            first, last = opened, last + around.end() - len(before)
        if first >= reach:
            yield first, last
            reach = last


def _opening(text: str, start: int, end: int) -> int:
    """Where the last sign between `start` and `end` stands that may open a tag, -1 without any."""
    return max(text.rfind("<", start, end), text.rfind("&lt;", start, end))


def _elements(text: str) -> Iterator[tuple[int, int]]:
    """Elements from their opening tag to the next closing tag of the name; each tag is looked at once."""
    opened: dict[str, list[tuple[int, int]]] = {}
    found: list[tuple[int, int]] = []
    for tag in _ELEMENT.finditer(text):
        if tag[1]:
            opened.setdefault(tag[1].lower(), []).append(tag.span())
            continue
        for start, end in opened.pop(tag[2].lower(), ()):
            if tag.start() - end <= _LONGEST_ELEMENT:
                found.append((start, tag.end()))
                break
    return outermost(found)


def _is_spoken_of(text: str, tag: _Tag) -> bool:
    return tag.is_bare and _SPOKEN_OF.search(text, max(0, tag.start - 40), tag.start) is not None


def _groups(text: str, found: list[tuple[int, int]]) -> Iterator[_Group]:
    group: list[tuple[int, int]] = []
    for span in found:
        if group and text[group[-1][1] : span[0]].strip(" \t"):
            yield _Group(group)
            group = []
        group.append(span)
    if group:
        yield _Group(group)


def _between(document: Document, group: list[tuple[int, int]], broken: dict[int, bool]) -> str:
    """What has to stand where a group of tags stood, so that its neighbours stay apart.

    `broken` remembers, by the number of a line, whether it has several breaks: it may be long and its groups many.
    """
    text = document.text
    start, end = group[0][0], group[-1][1]
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before in ("", "\n", "\r") or after in ("", "\n", "\r"):
        return ""
    written = [text[lo:hi] for lo, hi in group]
    if any(_BLOCK_TAG.match(tag) and not _NAMESPACED.match(tag) for tag in written):
        in_line = before.isspace() and after.isspace() and all(_IMAGE_TAG.match(tag) for tag in written)
        return "" if in_line else "\n"
    if not any(_BREAK_TAG.match(tag) for tag in written):
        raised = before.isdigit() and after.isdigit() and any(_RAISED.match(tag) for tag in written)
        return "^" if raised else parting(before, after)
    number = document.line_number(start)
    if number not in broken:
        last = document.lines[document.line_number(end)].end
        broken[number] = len(_BREAK_TAG.findall(text, document.lines[number].start, last)) > 1
    if broken[number]:
        return "\n"  # verses, an address: the breaks are what the line is made of
    return "" if before.isspace() or after.isspace() else " "


def entities(document: Document) -> Iterator[Hit]:
    """Entities, escaped once or more, as the characters they stand for."""
    return unread_where_shown(document, _entity_hits(document))


def _entity_hits(document: Document) -> Iterator[Hit]:
    text = document.text
    whole: list[tuple[int, int]] | None = None  # the tags, which have entities of their own
    lines = lines_with(document, "&;")
    for found in (m for line in lines for m in _ENTITY.finditer(text, line.start, line.end)):
        start, end = found.span()
        new = _plain(found[0])
        if new is None or in_code(document, start, end):
            continue
        inner = document.is_protected(start, end) and not (new in '<>" ' and not _GOES_ON.match(text, end))
        if inner:
            continue  # in an address; at its end the sign is the text's
        if new in "<>":
            if whole is None:
                whole = [(tag.start, tag.end) for tag in _tags(document)]
            if inside(whole, start):
                continue
        if _ENTITY_SPOKEN_OF.search(text, max(0, start - 30), start) and not text[end : end + 1].isalpha():
            continue
        yield Hit(start, end, (Edit(start, end, new),), values={"fix": new})


def _plain(written: str) -> str | None:
    """The characters of an entity, None where it is none."""
    text = re.sub(r"\s", "", written).replace("؛", ";")
    text = text if text.startswith("&") else f"&{text}"
    if not text.endswith(";"):
        text += ";"
    for _ in range(4):
        new = html.unescape(text)
        if new == text:
            break
        text = new
    if text.startswith("&") and len(text) > 1:
        return None
    return _UNSEEN.sub("", text.replace("\u00a0", " "))
