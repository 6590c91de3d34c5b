"""Characters without width that a web page left between letters: zero-width spaces, joiners, soft hyphens, BOMs.

The class is Unicode's Default_Ignorable_Code_Point less what has a use in text: bidi controls (see `bidi`), variation
selectors and tags; with the place of an object that is gone (U+FFFC). Joiners stay in emoji, in Persian words, and
where they show the shape of a letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from arlint.checks.places import parting, positions
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text.function_words import FUNCTION_WORDS
from arlint.text.lexicon import is_word
from arlint.text.words import split_prefix, strip_marks

_RUN = regex.compile(
    r"[\ufffc\p{Default_Ignorable_Code_Point}--\p{Bidi_Control}--\p{Variation_Selector}"
    r"--[\u17b4\u17b5\U0001bca0-\U0001d17a\U000e0000-\U000e0fff]]+",
    regex.V1,
)
#: One of each class of them.
_SIGNS = "\u200b\u200c\u200d\ufeff\u2060\u00ad"
_JOINERS = frozenset("\u200c\u200d")
_ARABIC_LETTER = regex.compile(r"[\p{Arabic}&&\p{L}]", regex.V1)
#: The scripts beside which these characters are known to do nothing.
_PLAIN = regex.compile(r"[\p{Arabic}\p{Latin}\p{P}\p{N}\p{Z}\p{Sc}\p{Sm}\p{Bidi_Control}\s\p{Mn}|`^]", regex.V1)
#: As far as a word goes: a text may be one word with an invisible character in every place.
_WORD = regex.compile(r"[\p{Arabic}\u0640\u200c\u200d\p{Mn}]{0,64}", regex.V1)
_WORD_BEFORE = regex.compile(r"(?r)[\p{Arabic}\u0640\u200c\u200d\p{Mn}]{0,64}", regex.V1)
_SISTER_LETTER = regex.compile(
    "[\u06a9\u06cc\u06af\u067e\u0686\u0698\u06be\u06c1\u06d5\u06d2\u0679\u0688\u0691\u06ba\u06c6\u06ce\u06b5\u0695]"
)
#: What Persian joins with ZWNJ; an Arabic keyboard writes its ی as ي.
_PERSIAN_PARTS = frozenset(
    (
        "می",
        "مي",
        "نمی",
        "نمي",
        "بی",
        "بي",
        "ها",
        "های",
        "هاي",
        "هایی",
        "هايي",
        "ای",
        "اي",
        "ام",
        "ات",
        "اش",
        "اند",
        "تر",
        "ترین",
        "ترين",
        "گر",
        "گری",
    )
)
#: Letters that join to nothing after them: a joiner there shows no shape.
_NOT_JOINING = frozenset("\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649")


def find(document: Document) -> Iterator[Hit]:
    """Runs of invisible characters that do nothing, taken out."""
    text = document.text
    reach = 0
    for at in positions(document, _SIGNS):
        if at < reach or (found := _RUN.match(text, at)) is None:
            continue
        start, end = found.span()
        reach = end
        if _has_a_use(text, start, end):
            continue
        code = " ".join(f"U+{ord(char):04X}" for char in found[0][:3])
        new = " " if _parts(text, start, end) else ""
        trust = Applicability.UNSAFE if not new and _may_part(text, start, end) else None
        yield Hit(start, end, (Edit(start, end, new),), trust, values={"code": code})


def _parts(text: str, start: int, end: int) -> bool:
    """Whether a run is all that parts two words, so that a space must take its place.

    That is certain where a letter stands before it that ends a word, and between a word and a number or a Latin name.
    A zero-width space or non-joiner may stand in a word or between two: there the dictionary decides.
    """
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if not (before.isalnum() and after.isalnum()):
        return False
    arabic = [_ARABIC_LETTER.match(char) is not None for char in (before, after)]
    if arabic == [True, True]:
        if parting(before, after):
            return True
        words = [found[0] for found in (_WORD_BEFORE.match(text, 0, start), _WORD.match(text, end)) if found]
        known = is_word(words[0]) and (is_word(words[-1]) or words[-1] in FUNCTION_WORDS)
        apart = known and not is_word("".join(words))
        parts = not {"\u200b", "\u200c"}.isdisjoint(text[start:end])
        return parts and split_prefix(words[0]) is None and apart
    if not any(arabic) or "\u00ad" in text[start:end]:
        return False
    word = _WORD_BEFORE.match(text, 0, start)
    return not arabic[0] or word is None or split_prefix(word[0]) is None


def _may_part(text: str, start: int, end: int) -> bool:
    """Whether a non-joiner may stand between two words that the dictionary does not know: إن\u200cكسرت is no انكسرت."""
    if "\u200c" not in text[start:end]:
        return False
    before, after = _WORD_BEFORE.match(text, 0, start), _WORD.match(text, end)
    words = [strip_marks(found[0]) for found in (before, after) if found]
    return all(len(word) > 1 for word in words) and split_prefix(words[0]) is None and not is_word("".join(words))


def _has_a_use(text: str, start: int, end: int) -> bool:
    run, before, after = text[start:end], text[start - 1 : start] if start else "", text[end : end + 1]
    if run[0] == "\u00ad" and before in "\xd8\xd9\xda\xdb\u0637\u0638" and before:
        return True  # the second byte of damaged UTF-8
    joiner = not _JOINERS.isdisjoint(run)
    if not joiner:
        # Beside Thai or Japanese a zero-width space parts words.
        return any(char and char.isalpha() and not _PLAIN.match(char) for char in (before, after))
    beside = (text[max(0, start - 3) : start].rstrip(" ")[-1:], text[end : end + 3].lstrip(" ")[:1])
    if any(char and not _PLAIN.match(char) for char in beside):
        return True  # an emoji (a tokeniser may have set it apart), or a script that joins with them
    if not (before and _ARABIC_LETTER.match(before)):
        return False
    word = "\u200c".join(found[0] for found in (_WORD_BEFORE.match(text, 0, start), _WORD.match(text, end)) if found)
    if _SISTER_LETTER.search(word):
        return True
    if not (after and _ARABIC_LETTER.match(after)):
        # A letter that is cited in its initial shape, or heh for Hijri, or what Persian parts from the word behind it;
        # after a whole word it is residue.
        letters = [char for char in word if not unicodedata.combining(char) and char not in _JOINERS]
        cited = before not in _NOT_JOINING and len(letters) <= ("\u200d" in run) + 1  # with its conjunction: و + letter
        return cited or "".join(letters) in _PERSIAN_PARTS
    parts = word.replace("\u200d", "\u200c").split("\u200c")
    return "\u200c" in run and any(part in _PERSIAN_PARTS for part in (parts[0], parts[-1]))
