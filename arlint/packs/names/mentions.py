"""Where the names of a list stand in a text.

The rules of the kind `variants` that use one list share one `NameList`, and what it finds in a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec
from msgspec import Struct

from arlint.document import Document
from arlint.packs.base import Match
from arlint.packs.context import neighbourhood, starts_word
from arlint.packs.names.forms import Form, Name, Role, forms_of
from arlint.packs.phrase import stem
from arlint.text import later
from arlint.text.chars import ARABIC_LETTER_BYTES, INVISIBLE, LATIN_LETTER_BYTES, MARKS, NBSP, TATWEEL, WORD_BYTES
from arlint.text.fold import fold
from arlint.text.words import ARTICLE, Clitics, split_prefix

_UNSEEN = str.maketrans("\u2018\u2019\u02bc", "'''", MARKS + TATWEEL + INVISIBLE)
_SPACE = later.pattern(f"[ \t{NBSP}]+")
#: Words on either side of a doubtful mention among which a cue is looked for.
REACH = 10
#: What stands before a name and says what kind of name it is: شركة أبل.
TITLES = {
    "company": ("شركة", "شركات", "عملاق", "عملاقة", "مجموعة", "سهم", "أسهم", "منصة", "متجر"),
    "product": ("تطبيق", "منصة", "برنامج", "خدمة", "موقع", "هاتف", "هواتف", "جهاز", "متصفح", "لعبة", "لغة", "شبكة"),
    "model": ("نموذج", "نماذج", "روبوت", "مساعد", "بوت", "تطبيق"),
    "media": ("قناة", "شبكة", "صحيفة", "مجلة", "وكالة", "جريدة"),
}
#: The doubt of a form that is a common word: what is near it says nothing, only what leads to it.
LED_TO = 3
#: What may stand between a name and the word that leads to it: شركة "أبل".
_OPENING = b' "(['
_ARTICLE = fold(f" {ARTICLE}")


class Mention(Struct, frozen=True):
    """A spelling of a name at `text[start:end]`; `first` is where the clitics before an Arabic one start.

    `written` is the text without marks and tatweel. `inside` is the longer name of which this one is a part.
    """

    form: Form
    start: int
    end: int
    first: int
    clitics: Clitics
    written: str
    inside: Name | None = None

    @property
    def name(self) -> Name:
        """The name that is mentioned."""
        return self.form.name


class _PackedForm(Struct, frozen=True, array_like=True):
    """A `Form` with the number of its name."""

    name: int
    text: str
    role: str
    latin: bool
    doubt: int
    right: str


class _Packed(Struct, frozen=True, array_like=True):
    names: tuple[Name, ...]
    forms: tuple[_PackedForm, ...]


class NameList:
    """Names ready to be found, by the number of each form; immutable."""

    def __init__(self, forms: list[Form]) -> None:
        self._forms = forms

    @classmethod
    def of(cls, listed: Iterable[Form]) -> NameList:
        """The list of the forms that can be told apart."""
        numbers: set[bytes] = set()
        forms: list[Form] = []
        words: set[bytes] = set()
        for form in listed:
            literal = _literal(form)
            if form.role == Role.NAME:
                words.update(literal.split())
            # Of two forms with one literal the first is meant: hamza does not tell them apart. And no part of a name
            # is a misspelling of another.
            if literal not in numbers and (form.role == Role.NAME or literal not in words):
                numbers.add(literal)
                forms.append(form)
        return cls(forms)

    @property
    def packed(self) -> bytes:
        """The list in MessagePack, of which `unpacked` makes it anew in a fifth of the time that `of` takes."""
        names = {id(form.name): form.name for form in self._forms}
        places = {name: number for number, name in enumerate(names)}
        forms = (_PackedForm(places[id(f.name)], f.text, f.role, f.latin, f.doubt, f.right) for f in self._forms)
        return msgspec.msgpack.encode(_Packed(tuple(names.values()), tuple(forms)))

    def form(self, number: int) -> Form:
        """The form of a literal's number."""
        return self._forms[number]

    def literals(self, roles: Iterable[str], latin: Iterable[bool]) -> Mapping[bytes, int]:
        """The folded literals of every form in one of `roles`, in Latin letters or not, each with its number."""
        return {
            _literal(form): number
            for number, form in enumerate(self._forms)
            if form.role in roles and form.latin in latin
        }

    def mentions(self, document: Document, matches: Iterable[Match]) -> list[Mention]:
        """The mentions among `matches` in order; of two that overlap the longer one, or both with `inside`."""
        known = document.shared.setdefault(self, {})
        found = []
        for match in matches:
            if match not in known:
                form = self._forms[match.literal]
                known[match] = _latin(document, match, form) if form.latin else _arabic(document, match, form)
            if known[match] is not None:
                found.append(known[match])
        return list(_resolved(found))


@lru_cache(maxsize=8)
def compile_names(
    rows: tuple[tuple[str, ...], ...],
    house: tuple[tuple[str, tuple[str, ...]], ...] = (),
    prefer: tuple[tuple[str, str], ...] = (),
) -> NameList:
    """The names of a list with those of the house, ready to be found; PackError as `forms_of` has it."""
    return NameList.of(forms_of(rows, house, prefer))


@lru_cache(maxsize=8)
def unpacked(packed: bytes) -> NameList:
    """The list that `NameList.packed` came from."""
    held = msgspec.msgpack.decode(packed, type=_Packed)
    return NameList([Form(held.names[f.name], f.text, f.role, f.latin, f.doubt, f.right) for f in held.forms])


def _literal(form: Form) -> bytes:
    """The folded view of a form, without the article, which may be there as لل."""
    return fold(form.text) if form.latin else stem(form.text)


def _resolved(mentions: Iterable[Mention]) -> Iterator[Mention]:
    outer: Mention | None = None
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if outer is None or mention.start >= outer.end:
            outer = mention
            yield mention
        elif mention.end <= outer.end and mention.name is not outer.name:
            yield Mention(
                mention.form, mention.start, mention.end, mention.first, mention.clitics, mention.written, outer.name
            )


_LATIN_WORD = LATIN_LETTER_BYTES | frozenset(b"0123456789_")


def _latin(document: Document, match: Match, form: Form) -> Mention | None:
    view = document.folded.view
    if (match.start and view[match.start - 1] in _LATIN_WORD) or (
        match.end < len(view) and view[match.end] in _LATIN_WORD
    ):
        return None
    start = document.folded.point(match.start)
    end = document.folded.point(match.end - 1) + 1
    spelled = written(document.text[start:end])
    if form.role == Role.SLIP and spelled.islower() and _are_words(form.text):
        return None
    # The clitics before a Latin name are looked for when an edit wants them: `clitics_before`.
    return Mention(form, start, end, start, Clitics(), spelled)


def _are_words(slip: str) -> bool:
    """Whether a name taken apart is words in small letters: word press, space x, but not open ai."""
    parts = slip.split()
    return len(parts) > 1 and not any(len(part) > 1 and part.isupper() for part in parts)


def _arabic(document: Document, match: Match, form: Form) -> Mention | None:
    view = document.folded.view
    if match.end < len(view) and view[match.end] in WORD_BYTES:
        return None
    first = match.start
    while first and view[first - 1] in ARABIC_LETTER_BYTES:
        first -= 1
    if first and view[first - 1] in WORD_BYTES:
        return None
    begin, end = document.folded.span(first, match.end)
    start = document.folded.point(match.start) if first < match.start else begin
    clitics = split_prefix(document.text[begin:start])
    if clitics is None or (clitics.article and "bare" in form.name.flags):
        return None
    if form.doubt and clitics != Clitics() and document.text[start] == "ا" and form.text[0] in "أإآ":
        return None  # كابل is a cable, not ك + أبل
    return Mention(form, start, end, begin, clitics, written(document.text[start:end]))


def written(text: str) -> str:
    """`text` without what is not seen as spelling: marks, tatweel, invisible characters, the kind of space or quote.

    >>> written("دِيب  سيك")
    'ديب سيك'
    """
    return text if text.isalnum() and text.isascii() else _SPACE.sub(" ", text.translate(_UNSEEN))


#: Clitics before a Latin name: joined to it, after tatweel, or apart (the manner of some translators).
_BEFORE_LATIN = later.pattern(
    f"(?:(?P<conjunction>[وف]) ?)?(?P<preposition>[بلك]?)(?P<article>ال|(?<=ل)ل|){TATWEEL}? ?"
)
_LONGEST_PREFIX = 8


def clitics_before(text: str, start: int) -> tuple[int, Clitics]:
    """Where the clitics before the Latin name at `start` begin, and which they are.

    >>> clitics_before("قال بـ Meta", 7)
    (4, Clitics(conjunction='', preposition='ب', article=False))
    """
    for first in range(max(0, start - _LONGEST_PREFIX), start):
        if first and (text[first - 1].isalnum() or text[first - 1] == TATWEEL):
            continue
        match = _BEFORE_LATIN.fullmatch(text, first, start)
        if match is not None and (match["conjunction"] or match["preposition"] or match["article"]):
            return first, Clitics(match["conjunction"] or "", match["preposition"], bool(match["article"]))
    return start, Clitics()


def is_meant(mention: Mention, document: Document, others: Iterable[Mention]) -> bool:
    """Whether a mention that could be another word is the name.

    The words around it say so, or the `others`, the mentions of that name in the text.
    """
    name, doubt, folded = mention.name, mention.form.doubt, document.folded
    if not doubt and not name.counter_cues:
        return True
    before, after = neighbourhood(folded.view, folded.index(mention.start), folded.index(mention.end), REACH)
    if any(starts_word(before, cue) or starts_word(after, cue) for cue in name.counter_cues):
        return False
    if not doubt:
        return True
    if doubt == 1 and any(_is_sure(other) for other in others):
        return True
    leading = before.rstrip(_OPENING) + b" " if mention.first == mention.start else b""
    if doubt == LED_TO:
        # A noun in construct with a definite one is that noun: توتير الأجواء.
        led = any(leading.endswith(cue + b" ") and starts_word(leading, cue + b" ") for cue in name.cues)
        return led and not after.startswith(_ARTICLE)
    if any(leading.endswith(fold(title) + b" ") for title in TITLES.get(name.type, ())):
        return True
    return any(starts_word(before, cue) or starts_word(after, cue) for cue in name.cues)


def _is_sure(mention: Mention) -> bool:
    if mention.form.latin and "word" in mention.name.flags:
        return mention.written in (mention.name.latin, *mention.name.also)
    return not mention.form.doubt
