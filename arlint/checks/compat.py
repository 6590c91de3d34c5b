"""Letters and signs in a shape for other scripts: fullwidth (１２, Ａ，), ligatures of Latin fonts (ﬁ), styled 𝗔𝗜."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from arlint.checks.places import positions, told_of_lines
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later

_ARABIC = later.pattern("[\u0621-\u064a]")
_EAST_ASIAN = later.pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SHAPED = later.pattern(
    "(?P<wide>[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+)|(?P<ligature>[\ufb00-\ufb06])"
    "|(?P<sign>[\uff01\uff05\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u3001\u3002])"
    "|(?P<styled>[\U0001d400-\U0001d7ff]{3,}(?:[ .-]?[\U0001d400-\U0001d7ff])*)"
)
_BEHIND_ARABIC = {"，": "،", "、": "،", "；": "؛", "？": "؟"}
_SIGNS = {"、": ",", "。": "."}


def shaped(document: Document) -> Iterator[Hit]:
    """Such characters in lines of Arabic, each run with the plain ones; behind an Arabic word a comma is Arabic too."""
    text, reach = document.text, -1
    in_arabic = told_of_lines(
        document, lambda lo, hi: bool(_ARABIC.search(text, lo, hi)) and not _EAST_ASIAN.search(text, lo, hi)
    )
    for at in positions(document, "\uff11\uff21"):
        if at < reach:
            continue
        found = _SHAPED.match(text, at)
        if found is None:
            continue
        start, reach = found.span()
        if not in_arabic(start):
            continue
        new = unicodedata.normalize("NFKC", found[0])
        if found["sign"]:
            arabic = _ARABIC.match(text, start - 1) if start else None
            new = (_BEHIND_ARABIC.get(found[0]) if arabic else None) or _SIGNS.get(found[0], new)
        sure = bool(found["wide"] or found["ligature"])
        trust = Applicability.SAFE if sure else Applicability.UNSAFE
        yield Hit(start, reach, (Edit(start, reach, new),), trust, clean=not sure, values={"fix": new})


#: Capitals and small letters of Cyrillic and Greek that are drawn as Latin ones.
_TWINS = dict(zip("АВЕКМНОРСТХІЈЅаеорсхуіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXIJSaeopcxyijsABEZHIKMNOPTYXo", strict=True))
_MIXED_WORD = later.pattern("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]{2,}")
_LATIN = later.pattern("[A-Za-z]")


def mixed_scripts(document: Document) -> Iterator[Hit]:
    """Latin words with letters of Cyrillic or Greek that look like theirs."""
    text, reach = document.text, -1
    for at in positions(document, "А"):
        if at < reach or text[at] not in _TWINS:
            continue
        start = at
        while start and _MIXED_WORD.match(text[start - 1] * 2):
            start -= 1
        found = _MIXED_WORD.match(text, start)
        if found is None:
            continue
        reach, word = found.end(), found[0]
        if _LATIN.search(word) and all(char < "\u0250" or char in _TWINS for char in word):
            edits = tuple(Edit(start + i, start + i + 1, _TWINS[char]) for i, char in enumerate(word) if char in _TWINS)
            new = "".join(_TWINS.get(char, char) for char in word)
            yield Hit(start, reach, edits, values={"fix": new})


_SPACED = later.pattern("(?<!\\S)[\u0621-\u064a](?: {1,4}[\u0621-\u064a]){4,}(?![^\\s:.!\u060c\u061b\u061f])")
_WIDE = later.pattern(" {2,}")


def spaced_letters(document: Document) -> Iterator[Hit]:
    """Words of a heading with a space behind each letter; joined where it is seen where a word ends."""
    text = document.text
    for found in _SPACED.finditer(text):
        words = [part.replace(" ", "") for part in _WIDE.split(found[0])]
        edits: tuple[Edit, ...] | None = None
        if all(len(word) > 1 and "ال" not in word[1:] for word in words):
            edits = (Edit(*found.span(), " ".join(words)),)
        yield Hit(*found.span(), edits)
