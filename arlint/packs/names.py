"""Lists of names: every spelling of each in Latin and Arabic letters, and where they stand in a text.

A list is data (`lists/brands.tsv`), laid over with the house's own names and preferences. The rules of the kind
`variants` that use one list share one `NameList`, and what it finds in a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from arlint.document import Document
from arlint.packs.base import Match
from arlint.packs.context import neighbourhood, starts_word
from arlint.packs.phrase import stem
from arlint.packs.schema import PackError
from arlint.packs.slips import slips_of
from arlint.text.chars import ARABIC_LETTER_BYTES, INVISIBLE, LATIN_LETTER_BYTES, MARKS, NBSP, TATWEEL, WORD_BYTES
from arlint.text.fold import fold
from arlint.text.words import ARTICLE, Clitics, split_prefix

#: The columns of a list; alternatives in a cell are separated by `|`.
#: `latin`: the canonical Latin spelling. `also`: other Latin spellings that are right. `arabic`: the Arabic spellings,
#: the canonical one first; `?` after one says that it is another word too, so that the name must be called by a surer
#: spelling in the same text or have a cue; with `??` only a cue helps; `{Name}` stands for every spelling of another
#: row. `cues`: words that show the name is meant, after `!` words that show it is not. `slips`: misspellings in either
#: script. `flags`: see `FLAGS`.
COLUMNS = ("latin", "type", "also", "arabic", "cues", "slips", "flags")
FLAGS = {
    "word": "the Latin spelling is an English word: the document must show that the name is meant",
    "anycase": "the case of the Latin spelling says nothing",
    "bare": "with the article it is something else (الأمازون)",
    "apart": "the Arabic spelling does not stand for the Latin one: the scripts are not made the same",
    "ordered": "the two words of the Latin name may well stand the other way round",
    "noslip": "no misspellings are made up for it",
}

_LATIN = re.compile("[A-Za-z]")
_UNSEEN = str.maketrans("", "", MARKS + TATWEEL + INVISIBLE)
_REFERENCE = re.compile(r"\{([^}]+)\}")
_SPACE = re.compile(f"[ \t{NBSP}]+")
#: Words on either side of a doubtful mention among which a cue is looked for.
REACH = 10
#: What stands before a name and says what kind of name it is: شركة أبل.
TITLES = {
    "company": ("شركة", "شركات", "عملاق", "عملاقة", "مجموعة", "سهم", "أسهم", "منصة", "متجر"),
    "product": ("تطبيق", "منصة", "برنامج", "خدمة", "موقع", "هاتف", "هواتف", "جهاز", "متصفح", "لعبة", "لغة", "شبكة"),
    "model": ("نموذج", "نماذج", "روبوت", "مساعد", "بوت", "تطبيق"),
    "media": ("قناة", "شبكة", "صحيفة", "مجلة", "وكالة", "جريدة"),
}


class Role:
    """What a spelling is to its name."""

    NAME = "name"
    SLIP = "slip"
    SWAPPED = "swapped"


class Name(Struct, frozen=True):
    """One name of a list. `preferred_…` is the spelling that the house wants; empty where it has no wish."""

    latin: str
    type: str
    also: tuple[str, ...]
    arabic: tuple[str, ...]
    cues: tuple[bytes, ...]
    counter_cues: tuple[bytes, ...]
    flags: frozenset[str]
    compound: bool
    preferred_latin: str
    preferred_arabic: str

    @property
    def label(self) -> str:
        """What a message calls the name."""
        return self.latin or self.arabic[0]


class Form(Struct, frozen=True):
    """One spelling to look for; for a misspelling, `right` is what was meant. `doubt`: the number of `?` after it."""

    name: Name
    text: str
    role: str
    latin: bool
    doubt: int
    right: str


class Mention(Struct, frozen=True):
    """A spelling of a name at `text[start:end]`; `first` is where the clitics before it start.

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


class NameList:
    """Names ready to be found; immutable."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        numbers: dict[bytes, int] = {}
        forms: list[Form] = []
        words: set[bytes] = set()
        for form in _forms(list(entries)):
            literal = fold(form.text) if form.latin else stem(form.text)
            if form.role == Role.NAME:
                words.update(literal.split())
            # Of two forms with one literal the first is meant: hamza does not tell them apart. And no part of a name
            # is a misspelling of another.
            if literal not in numbers and (form.role == Role.NAME or literal not in words):
                numbers[literal] = len(forms)
                forms.append(form)
        self._forms = forms
        self._literals = numbers

    def literals(self, roles: Iterable[str], latin: Iterable[bool]) -> Mapping[bytes, int]:
        """The folded literals of every form in one of `roles`, in Latin letters or not, each with its number."""
        return {
            literal: number
            for literal, number in self._literals.items()
            if self._forms[number].role in roles and self._forms[number].latin in latin
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


def _forms(entries: list[Entry]) -> Iterator[Form]:
    """Every form: right spellings first, then what is listed as wrong, then what is made up."""
    for name, _, doubts in entries:
        for spelling in dict.fromkeys((name.latin, *name.also, *name.arabic)):
            if spelling:
                yield Form(name, spelling, Role.NAME, is_latin(spelling), doubts.get(spelling, 0), spelling)
    for name, slips, doubts in entries:
        for slip in slips:
            latin = is_latin(slip)
            yield Form(name, slip, Role.SLIP, latin, doubts.get(slip, 0), name.latin if latin else name.arabic[0])
    for name, _, doubts in entries:
        yield from _made_up(name, doubts)


def _made_up(name: Name, doubts: Mapping[str, int]) -> Iterator[Form]:
    if swapped := _swapped(name):
        yield Form(name, swapped, Role.SWAPPED, latin=True, doubt=0, right=name.latin)
    if name.flags & {"noslip", "word"} or name.compound:
        return
    # People of other families have names that differ by a letter (Lieberman, Liberman).
    for spelling in (*name.arabic[:1], *((name.latin,) if name.type != "person" else ())):
        if spelling not in doubts:
            for slip in slips_of(spelling):
                yield Form(name, slip, Role.SLIP, is_latin(slip), doubt=0, right=spelling)


def _swapped(name: Name) -> str:
    """The two words of a Latin name the other way round; empty where that is no sign of an error."""
    words = name.latin.split()
    if len(words) != 2 or name.type in ("person", "media") or name.flags & {"ordered", "word"}:
        return ""
    return f"{words[1]} {words[0]}"


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
    first, clitics = clitics_before(document.text, start)
    return Mention(form, start, end, first, clitics, written(document.text[start:end]))


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
    """`text` without what is not seen as spelling: marks, tatweel, invisible characters, the kind of space.

    >>> written("دِيب  سيك")
    'ديب سيك'
    """
    return _SPACE.sub(" ", text.translate(_UNSEEN))


#: Clitics before a Latin name: joined to it, after tatweel, or apart (the manner of some translators).
_BEFORE_LATIN = re.compile(f"(?:(?P<conjunction>[وف]) ?)?(?P<preposition>[بلك]?)(?P<article>ال|(?<=ل)ل|){TATWEEL}? ?")
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
    preceding = before.split()[-1:] if mention.first == mention.start else []
    if preceding and any(preceding[0].endswith(fold(title)) for title in TITLES.get(name.type, ())):
        return True
    return any(starts_word(before, cue) or starts_word(after, cue) for cue in name.cues)


def _is_sure(mention: Mention) -> bool:
    if mention.form.latin and "word" in mention.name.flags:
        return mention.written in (mention.name.latin, *mention.name.also)
    return not mention.form.doubt


def is_latin(spelling: str) -> bool:
    """Whether a spelling is in Latin letters.

    >>> is_latin("4chan"), is_latin("ميتا")
    (True, False)
    """
    return _LATIN.search(spelling) is not None


def without_article(spelling: str) -> str:
    """An Arabic name without the article that is part of it.

    >>> without_article("الغارديان")
    'غارديان'
    """
    return spelling.removeprefix(ARTICLE) if stem(spelling) != fold(spelling) else spelling


class Entry(NamedTuple):
    """A name with its listed misspellings, and how doubtful those spellings are that are other words too."""

    name: Name
    slips: tuple[str, ...]
    doubts: dict[str, int]


@lru_cache(maxsize=8)
def compile_names(
    rows: tuple[tuple[str, ...], ...],
    house: tuple[tuple[str, tuple[str, ...]], ...] = (),
    prefer: tuple[tuple[str, str], ...] = (),
) -> NameList:
    """The names of a list, the house's own before them, with the house's preferences.

    Raises PackError for a row with too many columns, an unknown flag, or a reference to no row.
    """
    own = [_house_row(label, spellings) for label, spellings in house]
    taken = {row[0].casefold() for row in own}
    listed = [*own, *(row for row in map(_padded, rows) if row[0].casefold() not in taken)]
    spellings = {row[0]: _split(row[3]) for row in listed}
    # A name may be called by any of its spellings: Google = "جوجل", غوغل = "جوجل".
    wishes = {(fold(name), is_latin(wish)): wish for name, wish in prefer}
    return NameList([_entry(row, spellings, wishes) for row in listed])


def _padded(row: tuple[str, ...]) -> tuple[str, ...]:
    if len(row) > len(COLUMNS):
        raise PackError(f"names: row {row[0]!r} has {len(row)} columns; they are {', '.join(COLUMNS)}")
    return (*row, *("",) * (len(COLUMNS) - len(row)))


def _house_row(label: str, spellings: tuple[str, ...]) -> tuple[str, ...]:
    every = (label, *spellings)
    latin = [s for s in every if is_latin(s)]
    arabic = [s for s in every if not is_latin(s)]
    return (latin[0] if latin else "", "company", "|".join(latin[1:]), "|".join(arabic), "", "", "")


def _entry(row: tuple[str, ...], spellings: dict[str, list[str]], wishes: dict[tuple[bytes, bool], str]) -> Entry:
    latin, kind, also, arabic, cues, slips, flags = row
    if unknown := set(flags.split()) - set(FLAGS):
        raise PackError(f"names: row {latin!r} has the unknown flag {min(unknown)!r}; flags are {', '.join(FLAGS)}")
    marked = [form for cell in _split(arabic) for form in _expanded(cell, spellings, latin)]
    doubts = {form.rstrip("?"): form.count("?") for form in (*marked, *_split(slips)) if form.endswith("?")}
    forms = list(dict.fromkeys(form.rstrip("?") for form in marked))
    others = _split(also)
    wish = {}
    for script in (True, False):
        called = [fold(spelling) for spelling in (latin, *others, *forms) if spelling]
        wish[script] = next((wishes[key, script] for key in called if (key, script) in wishes), "")
    if wish[True] and wish[True] not in (latin, *others):
        others.append(wish[True])
    if wish[False] and wish[False] not in forms:
        forms.append(wish[False])
    name = Name(
        latin=latin,
        type=kind,
        also=tuple(others),
        arabic=tuple(forms),
        cues=tuple(fold(cue) for cue in _split(cues) if not cue.startswith("!")),
        counter_cues=tuple(fold(cue[1:]) for cue in _split(cues) if cue.startswith("!")),
        flags=frozenset(flags.split()),
        compound="{" in arabic,
        preferred_latin=wish[True],
        preferred_arabic=wish[False],
    )
    return Entry(name, tuple(slip.rstrip("?") for slip in _split(slips)), doubts)


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _expanded(written: str, spellings: dict[str, list[str]], row: str) -> list[str]:
    """`written` with each spelling of the row that it refers to, in the order of that row."""
    reference = _REFERENCE.search(written)
    if reference is None:
        return [written]
    if reference[1] not in spellings:
        raise PackError(f"names: row {row!r} refers to {reference[1]!r}, which is no row")
    return [written.replace(reference[0], form.rstrip("?")) for form in spellings[reference[1]]]
