"""Templates: how a pack writes a line that comes in many spellings.

A template is text in which braces hold what varies:

- `{a|b|c d}` one of these, `{a|}` perhaps this;
- `{n}` a number, `{date}`, `{time}`, `{ago}` (منذ ثلاث ساعات), `{when}` any run of these;
- `{words}` one to twelve words, `{words:2-5}` so many, in a line that is no sentence; `{rest}` the same in any line;
- `{name}` and `{site}` one to five words without a digit;
- `{network}` one of the named set `network`, `{network:3-12}` three to twelve of them in a row;
- `{:}` what parts a label from its value (: | - / ..), `{>}` what parts the steps of a breadcrumb;
- `{list}` is `{rest}` in a line that no full stop closes: tags behind their label;
- `{email}`, `{phone}`, `{url}`, `{degrees}`, `{forecast}`, `{hashtags}`, `{counted}`, `{copyright}`, `{thread}` and
  `{gap}` are whole lines of that form (`shapes`), and stand alone in their template.

Templates and lines are compared in normal form (`normal_form`): of all signs only those count that a template itself
writes, of `* : | [ ] # © /`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product

from msgspec import Struct

from arlint.packs.pages.normal_form import LOOSE, SIGNS, normal, normalise, spaced
from arlint.packs.pages.shapes import SHAPES
from arlint.packs.pages.times import AGO, DATE, STARTS, TIME, WHEN, WORDS, any_of
from arlint.text import later
from arlint.text.chars import WORD_BYTES
from arlint.text.fold import fold

#: Lines up to which a template is spelled out for look-up; beyond it a regular expression costs less than the memory.
MAX_EXPANSIONS = 400

_SLOTS = {
    "n": r"\d+(?: \d+)?",
    "date": DATE,
    "time": TIME,
    "ago": AGO,
    "when": WHEN,
    "words": r"\S+(?: \S+){0,11}",
    "rest": r"\S+(?: \S+){0,11}",
    "list": r"\S+(?: \S+){0,11}",
    "name": r"[^\s\d]+(?: [^\s\d]+){0,4}",
    "site": r"[^\s\d]+(?: [^\s\d]+){0,4}",
    ":": r"[:|/<>~-](?: [:|/<>~-])*",
    ">": r"[:|/<>~\"-](?: [:|/<>~\"-])*",
}
#: Stands for any word among the first two of a template.
ANY = b"*"
#: Before a word: that it is a line's first.
FIRST = b"^"
_PART = later.pattern(r"\{([^{}]*)\}")
_COUNTED = later.pattern(r"([a-z]+):(\d+)-(\d+)")

_NAME = later.pattern(r"[a-z0-9:-]+|[:>]")


def _has_slot(text: str) -> bool:
    """Whether a template has a slot that is not a choice of words or a number."""
    return any(name != "n" and "|" not in name and _NAME.fullmatch(name) for name in _PART.findall(text))


Sets = Mapping[str, tuple[str, ...]]


class TemplateError(ValueError):
    """A template that cannot be read; the message says why."""


class Fixed(Struct, frozen=True):
    """A part with a few forms: `forms` in normal form (b"" where it may be missing), `texts` as they are written."""

    forms: tuple[bytes, ...]
    texts: tuple[str, ...]


class Slot(Struct, frozen=True):
    """A part that only a regular expression describes (Latin-1 text).

    `heads` are its first two words where they are few, the second `ANY` where that is another part's; `starts` the
    first where they may be numbers, too. It holds one of `words`, and at least `least` words in all, and none but those
    of `vocabulary` where that is known.
    """

    pattern: str
    heads: tuple[tuple[bytes, bytes], ...] = ()
    optional: bool = False
    starts: frozenset[bytes] = frozenset()
    words: frozenset[bytes] = frozenset()
    least: int = 1
    vocabulary: frozenset[bytes] = frozenset()


class Template:
    """A template, read; `sets` names its sets."""

    def __init__(self, text: str, sets: Sets) -> None:
        self.text = text
        #: The shape that the template names, else "".
        self.shape = text[1:-1] if text[1:-1] in SHAPES and text == f"{{{text[1:-1]}}}" else ""
        self.signs = frozenset(fold("".join(_outside(text)))) & frozenset(SIGNS)
        _require_few(text)
        self.parts = tuple(self._read(sets))
        if not any(isinstance(part, Slot) or any(part.forms) for part in self.parts):
            raise TemplateError(f"{text!r} holds no word")

    def _read(self, sets: Sets) -> Iterator[Fixed | Slot]:
        if self.shape:
            yield Slot(r"\S+")
            return
        pieces = _PART.split(self.text)
        for number, piece in enumerate(pieces):
            if number % 2:
                yield _slot(piece, sets, self.text)
                continue
            form = self._literal(piece)
            if form:
                yield Fixed((form,), (piece,))

    def _literal(self, text: str) -> bytes:
        """Text between slots; its signs count only where a regular expression compares them."""
        line = normal(fold(text))
        if not self.is_signed or not _has_slot(self.text):
            return line.loose
        return spaced(line)

    @cached_property
    def has_slots(self) -> bool:
        """Whether only a regular expression describes the template, not a list of lines."""
        if any(isinstance(part, Slot) and part.pattern != _SLOTS["n"] for part in self.parts):
            return True
        return _size(self._choices) > MAX_EXPANSIONS

    @cached_property
    def _choices(self) -> list[tuple[bytes, ...]]:
        return [part.forms if isinstance(part, Fixed) else (b"0",) for part in self.parts]

    @property
    def is_open(self) -> bool:
        """Whether any words may end the line, so that a sentence may begin like the template by chance."""
        return re.search(r"\{words[^{}]*\}$", self.text) is not None and "{:}" not in self.text

    @property
    def is_listing(self) -> bool:
        """Whether the line ends with an enumeration, which no full stop closes."""
        return re.search(r"\{list[^{}]*\}$", self.text) is not None

    @cached_property
    def least(self) -> int:
        """How many words a matching line has at least, signs aside: shorter ones need no regular expression."""
        return sum(_least(part, signed=self.is_signed) for part in self.parts)

    @cached_property
    def holds(self) -> tuple[str, ...]:
        """The slots of numbers and times that every matching line fills."""
        slots = (part for part in self.parts if isinstance(part, Slot) and not part.optional)
        return tuple(dict.fromkeys(_TIMES[slot.pattern] for slot in slots if slot.pattern in _TIMES))

    @cached_property
    def needs(self) -> tuple[tuple[bytes, ...], ...]:
        """Words of the parts behind the first: every matching line has one of each."""
        fixed = (part for part in self.parts[1:] if isinstance(part, Fixed) and all(part.forms))
        spoken = ([form.translate(LOOSE).split() for form in part.forms] for part in fixed)
        return tuple(tuple(sorted({max(form, key=len) for form in forms})) for forms in spoken if all(forms))

    @cached_property
    def vocabulary(self) -> frozenset[bytes]:
        """The words of which matching lines consist, empty where others may stand in them: {section:5-40}."""
        if not all(isinstance(part, Fixed) or part.vocabulary for part in self.parts):
            return frozenset()
        forms = (form for part in self.parts if isinstance(part, Fixed) for form in part.forms)
        sets = (part.vocabulary for part in self.parts if isinstance(part, Slot))
        return frozenset(word for form in forms for word in form.translate(LOOSE).split()).union(*sets)

    @cached_property
    def is_signed(self) -> bool:
        """Whether the regular expression of the template compares signs."""
        inside = _PART.findall(self.text)
        return bool(self.signs) or ":" in inside or ">" in inside

    def spelled_out(self) -> Iterator[bytes]:
        """Every line that the template stands for, numbers as 0: only where `has_slots` is false."""
        for forms in product(*self._choices):
            yield b" ".join(form for form in forms if form)

    @cached_property
    def lines(self) -> frozenset[bytes]:
        """`spelled_out`, to look lines up in."""
        return frozenset(self.spelled_out())

    def ends(self, *, last: bool) -> frozenset[bytes] | None:
        """The possible first (or last) words of a matching line; None where any word may stand there."""
        words: set[bytes] = set()
        for part in reversed(self.parts) if last else self.parts:
            if isinstance(part, Slot):
                if last or not part.heads:
                    return None
                words |= {head[0] for head in part.heads}
                if part.optional:
                    continue
                return frozenset(words)
            spoken = [form.translate(LOOSE).split() for form in part.forms]
            words |= {form[-1 if last else 0] for form in spoken if form}
            if all(spoken):
                return frozenset(words)
        return None

    def openings(self) -> Iterator[tuple[bytes, bytes]]:
        """The first two words of every matching line: the second b"" where it ends with the first, ANY where unknown.

        Only where `ends(last=False)` knows the first.
        """
        begun = [b""]
        for part in self.parts:
            forms: Iterable[list[bytes]]
            if isinstance(part, Slot):
                forms = [list(head) for head in part.heads] or [[ANY, ANY]]
                forms += [[]] if part.optional else []
            else:
                forms = [form.translate(LOOSE).split() for form in part.forms]
            heads = [[word, *form] if word else form for word, form in product(begun, forms)]
            yield from ((head[0], head[1]) for head in heads if len(head) > 1)
            begun = [b"".join(head) for head in heads if len(head) < 2]
        yield from ((word, b"") for word in begun if word)

    def words(self) -> frozenset[bytes]:
        """Words one of which every matching line holds, or begins with (`FIRST`); `NUMBERS` is a word here.

        Those of one part, the first where it is known, else the one with fewest; empty where none is known.
        """
        known: list[frozenset[bytes]] = []
        for at, part in enumerate(self.parts):
            if isinstance(part, Fixed):
                spoken = [form.translate(LOOSE).split() for form in part.forms]
                known.append(frozenset(max(form, key=len) for form in spoken) if all(spoken) else frozenset())
            elif not part.optional:
                if part.starts and not at:
                    return frozenset(FIRST + word for word in part.starts)
                known.append(part.words)
        return min(filter(None, known), key=len, default=frozenset())

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """What a whole line, in loose or signed normal form, must match."""
        return re.compile(self.source)

    @cached_property
    def source(self) -> bytes:
        """The source of `pattern`."""
        return _sequence(self.parts).encode("latin-1") + rb"\Z"

    def literals(self) -> frozenset[bytes]:
        """Folded literals one of which every match holds: the longest run of fixed parts. Empty where there is none."""
        best: tuple[int, frozenset[bytes]] = (0, frozenset())
        for start in range(len(self.parts)):
            run: list[tuple[bytes, ...]] = []
            for part in self.parts[start:]:
                if isinstance(part, Slot) or _size([*run, part.forms]) > _MAX_LITERALS:
                    break
                run.append(tuple(_trim(fold(text)) for text in part.texts))
                forms = frozenset(b" ".join(f for f in choice if f) for choice in product(*run))
                best = max(best, (min(map(len, forms)), forms), key=lambda b: b[0])
        return best[1]


def _least(part: Fixed | Slot, *, signed: bool) -> int:
    """The least number of words of a part; of an open slot 0 where it may hold signs."""
    if isinstance(part, Fixed):
        return min(len(form.translate(LOOSE).split()) for form in part.forms)
    if part.optional or part.pattern in (_SLOTS[":"], _SLOTS[">"]) or (signed and not part.heads):
        return 0
    return part.least


#: The slots whose words `times` knows, by their patterns.
_TIMES = {_SLOTS[name]: name for name in STARTS}


def _trim(form: bytes) -> bytes:
    return form.strip(_NO_WORD)


_NO_WORD = bytes(b for b in range(256) if b not in WORD_BYTES)
#: Literals that one template may give to the automaton.
_MAX_LITERALS = 256


def _size(choices: Iterable[tuple[bytes, ...]]) -> int:
    size = 1
    for forms in choices:
        size *= len(forms)
    return size


def _outside(text: str) -> list[str]:
    return _PART.split(text)[::2]


def _require_few(text: str) -> None:
    """Raise `TemplateError` where a template has slots that match in too many ways, or none at all."""
    ways = 1
    for name in _PART.findall(text):
        counted = _COUNTED.fullmatch(name)
        if counted and (len(name) > _LONGEST_COUNT or not int(counted[2]) <= int(counted[3]) > 0):
            raise TemplateError(f"{text!r}: {{{name}}} counts from more to less, or too far")
        ways *= int(counted[3]) if counted else _WORDS_OF.get(name, 1)
    if ways > _MOST_WAYS:
        raise TemplateError(f"{text!r}: too many open slots")


#: Ways to part a line's words among the slots of a template, at most: each is a step of matching one line.
_MOST_WAYS = 50_000
#: Characters of the name of a slot with two numbers.
_LONGEST_COUNT = 40
#: Words that a slot without numbers may take.
_WORDS_OF = {"words": 12, "rest": 12, "list": 12, "name": 5, "site": 5, "when": 4, ":": 2, ">": 2}


def _slot(name: str, sets: Sets, text: str) -> Fixed | Slot:
    if "|" in name:
        texts = tuple(name.split("|"))
        return Fixed(tuple(dict.fromkeys(normalise(form) for form in texts)), texts)
    counted = _COUNTED.fullmatch(name)
    base, low, high = (counted[1], int(counted[2]), int(counted[3])) if counted else (name, 1, 1)
    if base in sets:
        forms = tuple(dict.fromkeys(normalise(form) for form in sets[base]))
        one = any_of(*sets[base])
        pattern = one + f"(?: {one}){{{max(low - 1, 0)},{high - 1}}}" if high > 1 else one
        heads = tuple(dict.fromkeys((form.split()[0], (*form.split(), ANY)[1]) for form in forms))
        said = frozenset(word for form in forms for word in form.split())
        words = frozenset(head[0] for head in heads)
        return Slot(pattern, heads, optional=low == 0, words=words, least=low, vocabulary=said)
    if base in ("words", "rest", "list") and counted:
        return Slot(rf"\S+(?: \S+){{{max(low - 1, 0)},{high - 1}}}", optional=low == 0, least=low)
    if base in ("name", "site") and counted:
        return Slot(rf"[^\s\d]+(?: [^\s\d]+){{{max(low - 1, 0)},{high - 1}}}", optional=low == 0, least=low)
    if name not in _SLOTS and not _NAME.fullmatch(name):
        return Fixed((normalise(name),), (name,))
    if name not in _SLOTS:
        raise TemplateError(f"{text!r}: {{{name}}} is no slot and no set")
    return Slot(_SLOTS[name], starts=STARTS.get(name, frozenset()), words=WORDS.get(name, frozenset()))


def _sequence(parts: tuple[Fixed | Slot, ...]) -> str:
    """The regular expression of `parts`, single spaces between those that are there.

    Each part but the first carries the space before it, so that a missing one leaves none behind.
    """
    pattern = ""
    for part in parts:
        if isinstance(part, Slot):
            one = f"(?:(?<![^ ])|(?<=[^ ]) )(?:{part.pattern})"
            pattern += f"(?:{one})?" if part.optional else one
            continue
        forms = [re.escape(form).decode("latin-1") for form in sorted(part.forms, key=len, reverse=True) if form]
        pattern += f"(?:(?:(?<![^ ])|(?<=[^ ]) )(?:{'|'.join(forms)}))" + ("?" if b"" in part.forms else "")
    return pattern
