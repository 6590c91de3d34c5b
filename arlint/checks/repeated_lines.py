"""Lines and sentences that stand twice in a row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from operator import eq

from arlint.checks.places import in_code
from arlint.checks.verse import in_verse
from arlint.document import Document
from arlint.model import Edit, Hit
from arlint.text import later
from arlint.text.chars import RareClass, encode
from arlint.text.marks import is_vocalised

#: Words from which a repeated line is a slip and not a refrain, a label or a table.
_LEAST = 4
#: Short lines in a row among which a repeated one is a refrain, unless prose follows: that is a headline among menus.
_POEM = 8
#: Words of a line of prose, and among how many lines below a headline it is looked for.
_PROSE, _BELOW = 15, 12
#: What a line may begin or end with unseen, in the encoded text: spaces, and the class of control characters.
_BLANK = b" \t\n\r\x0b\x0c" + bytes([RareClass.CONTROL])
#: What is said again on purpose: prayers, a call that doubles its first word, lines of a conversation.
_SAID_AGAIN = later.pattern(
    r"[-–—]|(?:[وف]?(?:أشهد|لبيك|سبحان|اللهم|أستغفر|حسبي|حسبنا|يا)|الله أكبر|لا إله|الحمد لله|صلى الله)(?!\w)"
    r"|(\w+)،? \1(?!\w)"
)
#: A sentence begins behind another, a line break or a tag.
_SENTENCE = later.pattern(r"(?<![^.؟!\n<>])[^.؟!\n<>]++[.؟!]+")
#: In the view: what parts sentences and lines, made a full stop.
_PARTS = bytes.maketrans(b"\n<>", b"...")


def find(document: Document) -> Iterator[Hit]:
    """A line that repeats the one before it (blank lines between aside), and a sentence that repeats the one before."""
    # This runs on every text: what stands twice does so in the folded view too, which is compared in C.
    view = document.folded.view
    if _in_a_row(view.split(b"\n")):
        yield from _lines(document)
    if _in_a_row(view.translate(_PARTS).split(b".")):
        yield from _sentences(document)


def _in_a_row(pieces: list[bytes]) -> bool:
    """Whether two of the `pieces` that hold anything follow each other and are the same."""
    inked = [ink for piece in pieces if (ink := piece.strip(_BLANK))]
    return any(map(eq, inked, islice(inked, 1, None)))


def _lines(document: Document) -> Iterator[Hit]:
    text, previous, end = document.text, "", 0
    for line in document.lines:
        content = text[line.start : line.end].strip()
        if not content:
            continue
        repeated = content == previous and _is_prose(content) and not _is_code(document, line.start, line.end)
        if repeated and not _is_refrain(document, line.start):
            yield Hit(line.start, line.end, (Edit(end, line.end, ""),))
        previous, end = content, line.end


def _is_refrain(document: Document, position: int) -> bool:
    if not in_verse(document, position, _POEM):
        return False
    first = document.line_number(position)
    below = document.lines[first : first + _BELOW]
    return not any(len(document.text[line.start : line.end].split()) >= _PROSE for line in below)


def _is_code(document: Document, start: int, end: int) -> bool:
    """Whether what stands there is code; in a file that has markup of its own, whether it holds any part to be kept."""
    return in_code(document, start, end) or (document.kind != "plain" and document.is_protected(start, end))


def _is_prose(content: str) -> bool:
    is_long = len(content.split()) >= _LEAST and not _SAID_AGAIN.match(content)
    return is_long and any("ا" <= c <= "ي" for c in content) and not is_vocalised(encode(content))


def _sentences(document: Document) -> Iterator[Hit]:
    text, previous, end = document.text, "", 0
    for m in _SENTENCE.finditer(text):
        content = m.group().strip()
        repeated = content == previous and _is_prose(content) and not _is_code(document, *m.span())
        if repeated and text[end : m.start()].strip() == "":
            yield Hit(m.end() - len(content), m.end(), (Edit(end, m.end(), ""),))
        previous, end = content, m.end()
