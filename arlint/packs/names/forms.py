"""Lists of names: every spelling of each in Latin and Arabic letters.

A list is data (`lists/brands.tsv`), laid over with the house's own names and preferences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from arlint.packs.names.slips import slips_of
from arlint.packs.phrase import stem
from arlint.packs.schema import PackError
from arlint.text import later
from arlint.text.fold import fold
from arlint.text.suggestions import closest
from arlint.text.words import ARTICLE

#: The columns of a list; alternatives in a cell are separated by `|`.
#: `latin`: the canonical Latin spelling. `also`: other Latin spellings that are right. `arabic`: the Arabic spellings,
#: the canonical one first; `?` after one says that it is another word too, so that the name must be called by a surer
#: spelling in the same text or have a cue; with `??` only a cue helps, with `???` only one that leads to it, as in
#: موقع توتير; `{Name}` stands for every spelling of another row. `cues`: words that show the name is meant, after `!`
#: words that show it is not. `slips`: misspellings in either script. `flags`: see `FLAGS`.
COLUMNS = ("latin", "type", "also", "arabic", "cues", "slips", "flags")
FLAGS = {
    "word": "the Latin spelling is an English word: the document must show that the name is meant",
    "anycase": "the case of the Latin spelling says nothing",
    "bare": "with the article it is something else (الأمازون)",
    "apart": "the Arabic spelling does not stand for the Latin one: the scripts are not made the same",
    "ordered": "the two words of the Latin name may well stand the other way round",
    "noslip": "no misspellings are made up for it",
}

_LATIN = later.pattern("[A-Za-z]")
_REFERENCE = later.pattern(r"\{([^}]+)\}")


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


class Entry(NamedTuple):
    """A name with its listed misspellings, and how doubtful those spellings are that are other words too."""

    name: Name
    slips: tuple[str, ...]
    doubts: dict[str, int]


def forms_of(
    rows: tuple[tuple[str, ...], ...],
    house: tuple[tuple[str, tuple[str, ...]], ...] = (),
    prefer: tuple[tuple[str, str], ...] = (),
) -> list[Form]:
    """Every spelling of the names of a list, the house's own before them, with the house's preferences.

    Raises PackError for a row with too many columns, an unknown flag, or a reference to no row, and for one without a
    name, or with a misspelling of none.
    """
    listed, spellings = _listed(rows, house)
    # A name may be called by any of its spellings: Google = "جوجل", غوغل = "جوجل".
    wishes = {(fold(name), is_latin(wish)): wish for name, wish in prefer}
    return list(_forms([_entry(row, spellings, wishes) for row in listed]))


def unlisted(
    rows: tuple[tuple[str, ...], ...],
    house: tuple[tuple[str, tuple[str, ...]], ...],
    prefer: Iterable[str],
) -> dict[str, str]:
    """The names of `prefer` that are no spelling of any name, each with the listed name most like it or nothing."""
    listed, spellings = _listed(rows, house)
    known = {spelling for row in listed for spelling in _spelt(row, spellings)}
    unsure = [name for name in prefer if name not in known]
    called = {fold(spelling) for spelling in known} if unsure else set()
    return {name: closest(name, sorted(known)) for name in unsure if fold(name) not in called}


def _listed(
    rows: tuple[tuple[str, ...], ...], house: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[list[tuple[str, ...]], dict[str, list[str]]]:
    """The rows of the house and of the list, and the Arabic spellings of each by its name."""
    own = [_house_row(label, spellings) for label, spellings in house]
    taken = {row[0].casefold() for row in own}
    listed = [*own, *(row for row in map(_padded, rows) if row[0].casefold() not in taken)]
    return listed, {row[0]: _split(row[3]) for row in listed}


def _spelt(row: tuple[str, ...], spellings: dict[str, list[str]]) -> Iterator[str]:
    """Every right spelling in a row."""
    latin, _, also, arabic, *_ = row
    expanded = (form for cell in _split(arabic) for form in _expanded(cell, spellings, latin))
    yield from filter(None, (latin, *_split(also), *(form.rstrip("?") for form in expanded)))


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
    if not (latin or forms):
        raise PackError(f"names: row {row!r} has no name, Latin or Arabic")
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


def _forms(entries: list[Entry]) -> Iterator[Form]:
    """Every form: right spellings first, then what is listed as wrong, then what is made up."""
    for name, _, doubts in entries:
        for spelling in dict.fromkeys((name.latin, *name.also, *name.arabic)):
            if spelling:
                yield Form(name, spelling, Role.NAME, is_latin(spelling), doubts.get(spelling, 0), spelling)
    for name, slips, doubts in entries:
        for slip in slips:
            latin = is_latin(slip)
            right = name.latin if latin else next(iter(name.arabic), "")
            if not right:
                raise PackError(f"names: row {name.latin!r} has the slip {slip!r}, and no spelling in its script")
            yield Form(name, slip, Role.SLIP, latin, doubts.get(slip, 0), right)
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
