"""The words of a document as the lexicon writes them, and where each of them stands.

They are cut from the encoded text in C: a word becomes a place in the text only where a rule asks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ahocorasick_rs import BytesAhoCorasick

from arlint.document import Document
from arlint.text import search
from arlint.text.chars import ARABIC_LETTER_BYTES, CODE_PAGE, MARKS, TATWEEL, encode
from arlint.text.wordlist import CODEC

#: Stands for marks and tatweel, which are no part of a word's spelling, where positions must be kept.
_MARK = b"\x02"
#: Stands in a token for a letter that Arabic does not have.
UNKNOWN = 0xFF


def _translation() -> bytes:
    """Each byte of the code page in the encoding of the lexicon; what is no letter parts words."""
    marks = encode(MARKS + TATWEEL)
    table = bytearray(b" " * 256)
    for byte in ARABIC_LETTER_BYTES:
        table[byte] = (CODE_PAGE[byte].encode(CODEC, "ignore") or bytes((UNKNOWN,)))[0]
    for byte in marks:
        table[byte] = _MARK[0]
    return bytes(table)


_TO_LIST = _translation()
_MARKS = encode(MARKS + TATWEEL)


class _Tokens:
    """The key of `tokens` in `Document.shared`."""


def tokens(document: Document) -> list[bytes]:
    """The words of `document` in the encoding of the lexicon, without marks and tatweel."""
    if _Tokens not in document.shared:
        document.shared[_Tokens] = document.encoded.translate(_TO_LIST, _MARKS).split()
    found: list[bytes] = document.shared[_Tokens]
    return found


#: Wanted words up to which each is looked for by itself; more are found at once.
_FEW = 8


def placed(document: Document, wanted: Collection[bytes]) -> Iterator[tuple[bytes, int, int]]:
    """Where each of the `wanted` of its `tokens` stands, whatever marks it bears: the word, its start and end."""
    words, spaced = tokens(document), b" " + document.encoded.translate(_TO_LIST) + b" "
    rest = set(wanted)
    for word in wanted if len(wanted) <= _FEW else ():
        starts = list(_whole(spaced, word))
        if len(starts) == words.count(word):  # nowhere does it bear a mark
            rest.remove(word)
            for at in starts:
                yield word, at, at + len(word)
    if rest:
        marked = {form: form.translate(None, _MARK) for form in _marked(spaced)}
        forms = [(word, word) for word in rest] + [(form, word) for form, word in marked.items() if word in rest]
        automaton = BytesAhoCorasick([b" %b " % form for form, _ in forms])
        for number, start, end in search.hits(automaton, spaced, 2 + max(len(form) for form, _ in forms)):
            form, word = forms[number]
            yield word, start + len(form) - len(form.lstrip(_MARK)), end - 2


def _marked(spaced: bytes) -> set[bytes]:
    """The words that bear a mark, in a text that begins and ends with a space."""
    found = set()
    at = spaced.find(_MARK)
    while at >= 0:
        end = spaced.find(b" ", at)
        found.add(spaced[spaced.rfind(b" ", 0, at) + 1 : end])
        at = spaced.find(_MARK, end)
    return found


def _whole(spaced: bytes, form: bytes) -> Iterator[int]:
    """The starts of `form` as a word of its own, in the text before which a space was put."""
    needle = b" " + form + b" "
    at = spaced.find(needle)
    while at >= 0:
        yield at
        at = spaced.find(needle, at + len(form))
