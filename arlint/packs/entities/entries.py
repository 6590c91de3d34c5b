"""The list of an `entity` pack: what each row says about one name and its mistranslations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from arlint.model import Applicability
from arlint.packs.entities.evidence import Cues, Weights, resolve
from arlint.packs.limits import require_few
from arlint.packs.schema import PackError
from arlint.text.words import Clitics

COLUMNS = (
    "code", "names", "write", "forms", "trust", "need", "heads", "weak", "after", "cues", "against", "veto", "block",
    "clause",
)  # fmt: skip
_CUES = ("cues", "veto", "clause")
_NEEDS = frozenset({"nothing", "score", "local", "proven"})
_OPTIONS = frozenset({"subject", "heading", "rare", "clear", "use", "topic", "end"})
_GROUP = re.compile(r"\(([^()]*)\)")
_CLITIC = re.compile(r"(.*)\+([بلكو])")

Row = Mapping[str, str]
Sets = Mapping[str, tuple[str, ...]]


class Governors:
    """Words that govern the phrase after them.

    A word may demand a proclitic of the phrase (`تعمل+ب`), else it wants none: `التعلم الآلي+و` is the neighbour to
    which a conjunction joins the phrase. `!` at its end calls it decisive. Without `article` a noun that has the
    article governs nothing: in اتهم النظام منظمة… the two are subject and object.
    """

    def __init__(self, cues: Iterable[str], *, article: bool = True) -> None:
        groups: dict[tuple[str, bool], list[str]] = {}
        for cue in cues:
            decisive = cue.endswith("!")
            match = _CLITIC.fullmatch(cue.removesuffix("!"))
            word, clitic = (match[1], match[2]) if match else (cue.removesuffix("!"), "")
            groups.setdefault((clitic, decisive), []).append(word)
        self._groups = {key: Cues(words, article=article) for key, words in groups.items()}

    def found(self, before: bytes, clitics: Clitics) -> tuple[str, bool]:
        """The governor at the end of the view `before` a phrase with these clitics, or nothing; is it decisive?"""
        clitic = clitics.preposition
        if clitics.conjunction:
            if clitic or clitics.conjunction != "و":
                return "", False
            clitic = clitics.conjunction
        for decisive in (True, False):
            cues = self._groups.get((clitic, decisive))
            found = cues.ends(before) if cues is not None else ""
            if found:
                return found, decisive
        return "", False


class Entry(NamedTuple):
    """One name and its mistranslations; the columns of the list, after the rule's code.

    names: the name in Latin letters, other spellings after `|`; nothing speaks for it more than its standing in the
        document. write: what the fix writes; `A / B` writes B where the document uses B and not A; empty: no fix.
    forms: the mistranslations, separated by `|`; `(a/b)` are alternatives, `(@set)` the members of a set, and where
        there are braces the fix replaces only what is in them.
    trust: safe, unsafe or display.
    need: `nothing` (the form cannot be anything else), `score`, `local` (the score, part of it from right beside the
        phrase), `proven` (only in a document with a certain trace); with `,subject` where the real bearer acts and
        speaks, with `,heading` where a heading of its own is enough unless something speaks against it, with `,rare`
        where edited text hardly has the phrase, so that one cue near it is enough unless something speaks against it;
        with `,clear` where less is enough if nothing in the document speaks against it; with `,use` where a verb of
        the set `@use` in its clause is as good as a head if the cues near it are two or in Latin letters; with
        `,topic` where the weights of words in `@topic` tell the passages about the real bearer from others; with
        `,end` only where a mark or the end of the line follows.
    heads, weak: words that govern the phrase, right before it, telling or merely helpful (see `Governors`).
    after: words right after it; those with `!` are as good as a head, and settle it against a `block`.
    cues, against: words around it and in the document; near it, a word against it with `!` (what only the real bearer
        has) settles that it is what it says.
    veto: words before it in its clause that settle that it is what it says. block: words right beside it that do,
        on either side, or with `<` before it and with `>` after it only.
    clause: words before it in its clause that speak for it as a head does.

    A phrase in quotation marks after a word of the set `@works` (a story, a film) is a title: that blocks every row.
    """

    names: tuple[str, ...]
    write: tuple[str, ...]
    forms: tuple[str, ...]
    trust: Applicability
    need: str
    options: frozenset[str]
    heads: Governors
    weak: Governors
    after: Cues
    after_sure: Cues
    cues: Cues
    against: Cues
    against_sure: Cues
    veto: Cues
    clause: Cues
    use: Cues
    latin: Cues
    block_before: Cues
    block_after: Cues

    @classmethod
    def of(cls, row: Row, sets: Sets) -> Entry:
        """The entry of a row. PackError where a cell is wrong."""
        need, *options = [word.strip() for word in row["need"].split(",")]
        if need not in _NEEDS or set(options) - _OPTIONS:
            raise PackError(f"unknown need {row['need']!r}")
        if row["trust"].upper() not in Applicability.__members__:
            raise PackError(f"unknown trust {row['trust']!r}")
        names = cells(row["names"])
        works = (f'<{work} "' for work in sets.get("works", ()))
        block = (*resolve(row["block"], sets), *works)
        after = resolve(row["after"], sets)
        against = resolve(row["against"], sets)
        return cls(
            names,
            tuple(w.strip() for w in row["write"].split(" / ") if w.strip()),
            cells(row["forms"]),
            Applicability[row["trust"].upper()],
            need,
            frozenset(options),
            Governors(resolve(row["heads"], sets), article="subject" not in options),
            Governors(resolve(row["weak"], sets), article="subject" not in options),
            after=Cues(cue for cue in after if not cue.endswith("!")),
            after_sure=Cues(cue.removesuffix("!") for cue in after if cue.endswith("!")),
            against=Cues(cue.removesuffix("!") for cue in against),
            against_sure=Cues(cue.removesuffix("!") for cue in against if cue.endswith("!")),
            use=Cues(sets.get("use", ()) if "use" in options else ()),
            latin=Cues(names),
            block_before=Cues(cue.removeprefix("<") for cue in block if not cue.startswith(">")),
            block_after=Cues(cue.removeprefix(">") for cue in block if not cue.startswith("<")),
            **{column: Cues(resolve(row[column], sets)) for column in _CUES},
        )


class Form(NamedTuple):
    """One way to write a mistranslation: the whole `phrase`, and how many words at its ends a fix keeps."""

    entry: int
    phrase: str
    lead: int
    trail: int


#: Columns of a row: those of a set, or of an entry that writes one thing for another.
_LEAST = 3


def read(rows: Iterable[tuple[str, ...]], code: str) -> tuple[list[Row], Sets]:
    """The rows of rule `code`, by column, and the sets: those of all rules of the list (`*` rows) and its own."""
    own: list[Row] = []
    sets: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if len(row) < _LEAST:
            raise PackError(f"rule {code}: {row!r} needs a code, a name and what it stands for")
        if row[0] == "*" or (row[0] == code and row[1].startswith("@")):
            sets[row[1].removeprefix("@")] = resolve(row[2], sets)
        elif row[0] == code:
            own.append(dict(zip(COLUMNS, (*row, *[""] * (len(COLUMNS) - len(row))), strict=True)))
    return own, sets


def weights(sets: Sets) -> Weights:
    """The weights of a list (`@weights`: name=value) over the built-in ones. PackError where one is unknown."""
    pairs = (pair.partition("=") for pair in sets.get("weights", ()))
    try:
        return msgspec.convert({k.strip(): v.strip() for k, _, v in pairs}, Weights, strict=False)
    except msgspec.ValidationError as error:
        raise PackError(f"@weights: {error}") from error


def forms(rows: Iterable[Row], sets: Sets) -> Iterator[Form]:
    """Every spelling of every form of the rows."""
    for number, row in enumerate(rows):
        for text in cells(row["forms"]):
            yield from _expand(number, text, sets)


def cells(text: str) -> tuple[str, ...]:
    """The parts of a cell."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _expand(entry: int, text: str, sets: Sets) -> Iterator[Form]:
    """Every spelling of one form: `(a/b) {c}` -> a c, b c."""
    pieces = _GROUP.split(text)
    choices = [_choices(piece, sets) if i % 2 else (piece,) for i, piece in enumerate(pieces)]
    require_few(text, map(len, choices))
    for choice in itertools.product(*choices):
        written = " ".join("".join(choice).split())
        lead, brace, rest = written.partition("{")
        core, _, trail = rest.partition("}")
        kept = (len(lead.split()), len(trail.split())) if brace else (0, 0)
        yield Form(entry, lead + core + trail, *kept)


def _choices(text: str, sets: Sets) -> tuple[str, ...]:
    return resolve(text, sets) if text.startswith("@") else tuple(text.split("/"))
