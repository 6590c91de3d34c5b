"""Markdown in plain text: links, images, emphasis, headings, tables. The words are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.checks.markdown_nests import nests
from arlint.checks.places import in_code, lines_of, matches, parting, unread_where_shown
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.chars import LETTERS, encode
from arlint.text.search import Ahead
from arlint.text.words import split_prefix

_TARGET = r"\(\s?<?(?P<target>[^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+[\"'«“][^\"'\n]*[\"'»”])?\s?\)"
_LINK = later.pattern(
    rf"(?<!!)\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]*\]|!\[[^\[\]\n]*\]\([^"
    rf"()\s]*\)){{0,300}})\](?P<apart>\s?){_TARGET}"
)
_AFTER_WORDS = later.pattern(rf"(?P<apart>\s?){_TARGET}")
_IMAGE = later.pattern(rf"!\s?\[(?P<words>[^\[\]\n]{{0,300}})\]\s?{_TARGET}")
_REFERENCE = later.pattern(r"(?<!!)\[(?P<words>[^\[\]\n]{1,200})\]\s?\[(?P<id>[^\[\]\n]{0,60})\]")
_DEFINITION = later.pattern(
    r"^[ ]{0,3}\[([^\[\]\n^]{1,60})\]:\s+<?(?:https?://|www\.|/|\.{1,2}/"
    r"|#)\S*>?(?:\s+[\"'(].*)?[ \t]*$\n?",
    re.MULTILINE,
)
_AUTOLINK = later.pattern(r"<(https?://[^\s<>\u0621-\u064a]+)>")
_IS_ADDRESS = later.pattern(r"[/#.:]")
#: Chapter and verse, an hour, a share: [[حبقوق]] (2/3).
_IS_PLACE = later.pattern(r"[0-9٠-٩]+(?:[/:.,،-][0-9٠-٩]+)*%?")
_IS_TARGET = later.pattern(r"[/#.:]|^$|^(?!\d+$)[A-Za-z0-9_-]+$")
#: What underlined words begin with, and no smiley: ^_^ -_-
_WORDS = r"(?=[*~]{0,3}[^\W_]|[«“\"'(\[{#@$…])"
_EMPHASIS = later.pattern(
    r"(?<!\*)(?P<strong>(?:(?<![\w)])|(?=\*+[^\d*^/+=-]))\*{2,3})(?=[^\s*])(?P<a>[^*\n]{1,500})(?<=[^\s*])(?P=strong)(?!\*)"
    r"|(?<![\w_])__(?!(?:لافهرسة|فهرسة|لافهرس|فهرس|لاتحريرقسم|لصق)__)"
    + _WORDS
    + r"(?P<b>[^_\n]{1,500})(?<=[^\s_])__(?![\w_])"
    r"|(?<![\w*])(?<!\* \* )\*(?=[^\s*).،:؛\]])(?P<c>[^*\n]{1,200})(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_/#^])_" + _WORDS + r"(?P<d>[^_\n#]{1,300})(?<=[^\s_])_(?![\w_^])"
    r"|(?<!~)~~(?=[^\s~])(?P<e>[^~\n]{1,500})(?<=[^\s~])~~(?!~)"
)
_IN_WORD = b"[0-9A-Za-z_" + re.escape(encode(LETTERS)) + b"]"
#: In the encoded text, a sign that may open emphasis: most stars hide words, most underlines join those of a hashtag.
_OPENER = later.pattern(
    rb"[*_~](?:(?<=\*)\*(?![\s*])|(?<=~)~|(?<=\*)(?<!\*\*)(?<!"
    + _IN_WORD
    + rb"\*)(?![\s*])|(?<=_)(?<!"
    + _IN_WORD
    + rb"_)(?!\s))"
)
_SIGNS = (b"*", b"_", b"~")
_LETTER = later.pattern(r"[^\W\d_]")
_ARABIC_LETTER = later.pattern("[\u0621-\u064a]")
_LETTERS, _LETTERS_BEFORE = later.pattern(r"[^\W_]+"), later.pattern(r"[^\W_]+\Z")
#: What is joined to a word, and stays so where its signs go: س**يكون** (as all clitics before nouns), **كتاب**هما.
_FUTURE = ("س", "وس", "فس")
_BEHIND_WORD = "ه ها هم هن هما ك كم كن كما ي ني نا ات ان ون ين ة ا وا"
_ENCLITICS = frozenset(_BEHIND_WORD.split())
_SUFFIX = 3  # letters of what may be joined to a Latin word
_HEADING = later.pattern(
    r"^[ ]{0,3}(?P<marks>#{1,6}[ \t]+(?:\|[ \t]+)?)(?=\S)(?P<title>[^\n]*?)(?P<closing>[ \t]+(?:#+"
    r"|\{#[\w-]+\}))?[ \t]*$",
    re.MULTILINE,
)
#: The same without the space after the signs; two of them may be a hashtag.
_GLUED_HEADING = later.pattern(r"^[ ]{0,3}(?P<marks>#{2,6})(?=[\u0621-\u064a])(?P<title>[^\n#_]*)$", re.MULTILINE)
_ROW = later.pattern(r"^[ \t]*\|(?P<cells>[^\n]*\|[^\n]*)\|(?=[ \t]*$)", re.MULTILINE)
_RULE_ROW = later.pattern(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?[ \t]*)?[ \t]*$\n?", re.MULTILINE)
_HASHTAG = 2  # signs that people write before a tag, one too many
_LONG_HEADING = 14  # words; a longer "# …" at a line's head is a sentence with a stray sign
#: Before an Arabic word, or a Latin one that follows Arabic: `return [item` is code.
_OPEN = later.pattern(r"(?<![\w\])\[])(?:\[+(?=[\u0621-\u064a«\"“])|(?<=[\u0621-\u0652\u060c\u061b:] )\[+(?=[A-Za-z]))")
_PARAGRAPH, _CLOSER, _BRACKET = later.pattern(r"\n\n"), later.pattern(r"\]"), later.pattern(r"\[")


def links(document: Document) -> Iterator[Hit]:
    """Links, as their words. Reference links too, with the definitions that belong to them."""
    return unread_where_shown(document, _link_hits(document))


def _link_hits(document: Document) -> Iterator[Hit]:
    text = document.text
    for nest in nests(text, lambda place: _target_end(text, place)):
        if not in_code(document, nest.start, nest.end):
            yield nest
    for found in matches(document, _LINK, "["):
        # With a space between, a word in brackets is one of the text's: [سي إن إن] (CNN).
        if found["apart"] and not _IS_ADDRESS.search(found["target"]):
            continue
        if _is_target(found["target"]) and not in_code(document, *found.span()):
            words = _IMAGE.sub(r"\g<words>", found["words"]).strip()
            words += parting(words[-1:], text[found.end() : found.end() + 1])
            yield Hit(*found.span(), (Edit(*found.span(), words),))
    for found in _AUTOLINK.finditer(text):
        if not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), found[1]),))
    yield from _references(document)


def _references(document: Document) -> Iterator[Hit]:
    """Links whose addresses stand elsewhere in the text, or did, and the lines of those addresses."""
    text = document.text
    defined = {m[1].casefold(): m for m in _DEFINITION.finditer(text)}
    numbered = set(numbered_references(text))
    for found in _REFERENCE.finditer(text) if defined or numbered else ():
        known = found.start() in numbered or (found["id"] or found["words"]).casefold() in defined
        if known and not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), found["words"].strip()),))
    for definition in defined.values():
        if not in_code(document, *definition.span()):
            yield Hit(definition.start(), definition.end(), (Edit(*definition.span(), ""),))


def _target_end(text: str, place: int) -> int | None:
    """Where the target of a link ends that begins at `place`, behind its words; None where there is none."""
    found = _AFTER_WORDS.match(text, place)
    if found is None or (found["apart"] and not _IS_ADDRESS.search(found["target"])):
        return None
    return found.end() if _is_target(found["target"]) else None


#: Links of a page whose list of addresses was cut off: [Twitter][7]. No index (`rows[i][2]`, `['a', 'b'][0]`), no note
#: of an editor.
_NUMBERED = later.pattern(
    r"(?<![A-Za-z0-9_!\])])\[(?!أي |كذا|['\"][^'\"]*['\"], )(?P<words>[^\[\]\n]{1,200})\]\[[0-9]{1,3}\]"
)
_LATIN = later.pattern("[A-Za-z]{3}")


def numbered_references(text: str) -> list[int]:
    """Where reference links with numbers start. One in Arabic may be a note after an editor's bracket."""
    if "][" not in text:
        return []
    found = [m for m in _NUMBERED.finditer(text) if len(_LETTER.findall(m["words"])) > 1]
    return [m.start() for m in found if len(found) > 1 or _LATIN.search(m["words"])]


def images(document: Document) -> Iterator[Hit]:
    """Images, as their descriptions."""
    for found in _IMAGE.finditer(document.text):
        if _is_target(found["target"]) and not in_code(document, *found.span()):
            yield Hit(*found.span(), (Edit(*found.span(), found["words"].strip()),))


def _is_target(target: str) -> bool:
    if _ARABIC_LETTER.search(target):
        return "/" in target or "." in target
    if _IS_PLACE.fullmatch(target):
        return False
    return _IS_TARGET.search(target) is not None


def emphasis(document: Document) -> Iterator[Hit]:
    """Words between stars, underlines or tildes, without them."""
    return unread_where_shown(document, _emphasis_hits(document))


def _emphasis_hits(document: Document) -> Iterator[Hit]:
    text = document.text
    for line in lines_of(document, _openers(document.encoded)):
        for found in _EMPHASIS.finditer(text, line.start, line.end):
            words = next(words for words in found.group("a", "b", "c", "d", "e") if words)
            # A single sign is a sign of emphasis around Arabic words only; `*args*` and `__name__` are code.
            letters = _ARABIC_LETTER if found["b"] or found["c"] or found["d"] else _LETTER
            escaped = text[found.start() - 1 : found.start()] == "\\"
            if escaped or not letters.search(words) or (found["d"] and _is_tag(text, found.start())):
                continue
            if not in_code(document, *found.span()):
                trust = Applicability.UNSAFE if found["e"] else None  # what is struck out was taken back
                yield Hit(*found.span(), (Edit(*found.span(), _apart(text, *found.span(), words)),), trust)


def _openers(encoded: bytes) -> list[int]:
    """Where signs stand that may open emphasis, ascending; an expression would look at every byte for them."""
    found = []
    for sign in _SIGNS:
        at = encoded.find(sign)
        while at >= 0:
            if _OPENER.match(encoded, at):
                found.append(at)
            at = encoded.find(sign, at + 1)
    return sorted(found)


def _apart(text: str, start: int, end: int, words: str) -> str:
    """`words` with spaces where only the signs parted them from another word; clitics are joined to their word."""
    before, after = _LETTERS_BEFORE.search(text, max(0, start - 30), start), _LETTERS.match(text, end)
    lead = before and words[0].isalnum() and split_prefix(before[0]) is None and before[0] not in _FUTURE
    trail = (
        after
        and words[-1].isalnum()
        and after[0] not in _ENCLITICS
        and not (after[0].isascii() and words[-1].isascii() and len(after[0]) <= _SUFFIX)  # **GPT**4
    )
    return (" " if lead else "") + words + (" " if trail else parting(words[-1], text[end : end + 1]))


def _is_tag(text: str, start: int) -> bool:
    """Whether the underline stands in a hashtag or handle."""
    word = text[max(0, start - 60) : start].rpartition(" ")[2]
    return "#" in word or "@" in word


def headings(document: Document) -> Iterator[Hit]:
    """The number signs of a heading."""
    for found in _HEADING.finditer(document.text):
        title = found["title"]
        single = found["marks"].strip() == "#"
        if single and (len(title.split()) > _LONG_HEADING or title[:1].isdigit() or title[-1] in ".…؟!"):
            continue
        if not re.search("[^\\W_]", title) or in_code(document, found.start("marks"), found.end()):
            continue
        edits = [Edit(*found.span("marks"), "")]
        if found["closing"]:
            edits.append(Edit(*found.span("closing"), ""))
        trust = Applicability.UNSAFE if single and _is_sung(document.text, found) else Applicability.SAFE
        yield Hit(*found.span("marks"), tuple(edits), trust)
    for found in _GLUED_HEADING.finditer(document.text) if "##" in document.text else ():
        if len(found["title"].split()) <= _LONG_HEADING and not in_code(document, *found.span()):
            trust = Applicability.SAFE if len(found["marks"]) > _HASHTAG else Applicability.UNSAFE
            yield Hit(*found.span("marks"), (Edit(*found.span("marks"), ""),), trust)


def _is_sung(text: str, heading: re.Match[str]) -> bool:
    """Whether the sign opens a line of a song, as subtitles write one: the line ends with it, or the one before did."""
    start = heading.start()
    above = text[max(0, start - 4) : start].rstrip()
    return text[max(start, heading.end() - 4) : heading.end()].rstrip().endswith("#") or above.endswith("#")


def tables(document: Document) -> Iterator[Hit]:
    """Rows of a table that has its rule row: the rule goes, cells are parted by a tab."""
    text = document.text
    rules = list(_RULE_ROW.finditer(text))
    rows = list(_ROW.finditer(text)) if rules else []
    if any("][" in row[0] for row in rows) and next(_references(document), None):
        return  # first the links, whose addresses go with them
    for rule in rules:
        if in_code(document, rule.start(), rule.start() + 1):
            continue
        yield Hit(rule.start(), rule.end(), (Edit(*rule.span(), ""),), Applicability.UNSAFE, clean=True)
    for row in rows:
        if not _RULE_ROW.match(text, row.start()) and not in_code(document, *row.span()):
            cells = [cell.strip() for cell in row["cells"].split("|")]
            yield Hit(*row.span(), (Edit(*row.span(), "\t".join(cells)),), Applicability.UNSAFE, clean=True)


def open_brackets(document: Document) -> Iterator[Hit]:
    """A bracket before a word that nothing closes: what is left of a link whose address was stripped."""
    text = document.text
    breaks, closers, openers = (Ahead(sign, text) for sign in (_PARAGRAPH, _CLOSER, _BRACKET))
    for found in matches(document, _OPEN, "["):
        start, last = found.span()
        paragraph, closer, opener = breaks.of(start), closers.of(last), openers.of(last)
        end = paragraph.start() if paragraph else len(text)
        closed_at = closer.start() if closer and closer.start() < end else end
        is_closed = closed_at < end and not (opener and opener.start() < closed_at)
        if not is_closed and not in_code(document, start, last):
            yield Hit(start, last, (Edit(start, last, ""),))
