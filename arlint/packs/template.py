"""Templates: how a pack writes a line that comes in many spellings.

A template is text in which braces hold what varies:

- `{a|b|c d}` one of these, `{a|}` perhaps this;
- `{n}` a number, `{date}`, `{time}`, `{ago}` (منذ ثلاث ساعات), `{when}` any run of these;
- `{words}` one to twelve words, `{words:2-5}` so many, in a line that is no sentence; `{rest}` the same in any line; `{name}` and `{site}` one to five words without a digit;
- `{network}` one of the named set `network`, `{network:3-12}` three to twelve of them in a row;
- `{:}` what parts a label from its value (: | - / ..), `{>}` what parts the steps of a breadcrumb.

Templates and lines are compared in a normal form that is coarser than the folded view: ئ is ي and ؤ is و, thousands
separators go, and of all signs only those that a template itself writes (`* : | [ ] # © /`) count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product

from msgspec import Struct

from arlint.text.chars import WORD_BYTES, encode
from arlint.text.fold import fold

#: Signs that mean something in a line: a field mark, a label's colon, a breadcrumb's slash. Others are decoration.
SIGNS = b"*:|[]#/" + encode("\u00a9")
#: Lines up to which a template is spelled out for look-up; beyond it a regular expression costs less than the memory.
MAX_EXPANSIONS = 400

#: ئ and ؤ as ي and و, which many sites write for them.
HAMZA = bytes.maketrans(encode("ئؤ"), encode("يو"))


def _table(kept: bytes) -> bytes:
    """A translation that leaves word characters and `kept`, and makes a space of everything else."""
    return bytes(b if b in WORD_BYTES or b in kept else 0x20 for b in range(256)).translate(HAMZA)


#: Translation of the folded view to the loose normal form, runs of spaces aside.
LOOSE = _table(b"")
#: Separators of label and value, and of breadcrumb steps; an ellipsis stands here as `~`.
_SEPARATORS = b':|/<>~"-'
_SIGNED = _table(SIGNS + _SEPARATORS)
_THOUSANDS = re.compile(rb"(?<=\d)[.," + re.escape(encode("\u066c")) + rb"](?=\d{3}(?!\d))")
_DOTS = re.compile(rb"\.\.+|" + re.escape(encode("\u2026")))
_SIGN = re.compile(b"([" + re.escape(SIGNS + _SEPARATORS) + b"])")
_DIGITS = re.compile(rb"\d+")


class Normal(Struct, frozen=True):
    """A line in normal form: `loose` has words only, `count` of them; `raw` is the line of the folded view."""

    raw: bytes
    loose: bytes
    count: int

    @property
    def numberless(self) -> bytes:
        """`loose` with each number as 0."""
        return _DIGITS.sub(b"0", self.loose)

    @property
    def signed(self) -> bytes:
        """The words and the signs between them, all parted by single spaces."""
        text = _DOTS.sub(b" ~ ", _THOUSANDS.sub(b"", self.raw)).translate(_SIGNED)
        return b" ".join(_SIGN.sub(rb" \1 ", text).split())


def normal(raw: bytes) -> Normal:
    """The normal form of a line (or sentence) of the folded view."""
    words = (_THOUSANDS.sub(b"", raw) if b"," in raw or b"." in raw or _MARK in raw else raw).translate(LOOSE).split()
    return Normal(raw, b" ".join(words), len(words))


_MARK = encode("\u066c")


def normalise(text: str) -> bytes:
    """A piece of a template in loose normal form."""
    return normal(fold(text)).loose


def _words(*names: str) -> str:
    """A regular expression for any of `names`, in normal form, as Latin-1 text (one character a byte)."""
    forms = sorted({normalise(name) for name in names}, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).decode("latin-1") for form in forms) + ")"


#: Months of every calendar and region that Arabic sites date with: Latin, Syriac, Maghrebi, Moroccan, Hijri, English.
MONTHS = _words(
    *"يناير فبراير مارس أبريل إبريل افريل مايو ماي يونيو يونيه جوان يوليو يوليه جويلية يوليوز أغسطس أوت غشت".split(),
    *"سبتمبر شتنبر أكتوبر نوفمبر نونبر ديسمبر دجنبر جانفي فيفري شباط آذار نيسان أيار حزيران تموز آب أيلول".split(),
    *("كانون الثاني", "كانون الأول", "تشرين الأول", "تشرين الثاني", "محرم", "صفر", "رجب", "شعبان", "رمضان", "شوال"),
    *("ربيع الأول", "ربيع الآخر", "ربيع الثاني", "جمادى الأولى", "جمادى الآخرة", "جمادى الثانية", "جمادى الأول"),
    *("جمادى الثاني", "ذو القعدة", "ذو الحجة", "ذي القعدة", "ذي الحجة"),
    *"january february march april may june july august september october november december".split(),
    *"jan feb mar apr jun jul aug sep sept oct nov dec".split(),
)
DAYS = _words(
    *(p + d for p in ("", "يوم ") for d in "السبت الأحد الاثنين الإثنين الأثنين الثلاثاء الأربعاء الخميس الجمعة".split()),
    *"saturday sunday monday tuesday wednesday thursday friday sat sun mon tue wed thu fri".split(),
)
_ONE = _words(
    *"ثانية ثانيتين دقيقة دقيقتين ساعة ساعتين يوم يومين أسبوع أسبوعين شهر شهرين سنة سنتين عام عامين".split(),
    *"ثانيتان دقيقتان ساعتان يومان أسبوعان شهران سنتان عامان لحظات".split(),
)
_MANY = _words(
    *"ثانية ثواني ثوان دقيقة دقائق ساعة ساعات يوم يوما أيام أسبوع أسبوعا أسابيع شهر شهرا أشهر شهور".split(),
    *"سنة سنوات سنين عام عاما أعوام د س".split(),
)
_NUMBER_WORD = _words(*"ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثماني ثمانية تسع تسعة عشر عشرة".split())
_LAST = _words("واحد", "واحدة", "مضت", "فقط", "تقريبا")
_D31 = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[34]\d\d|19\d\d|20\d\d)"
_ERA = _words("م", "ه", "هـ", "ميلادي", "هجري")
_HALF = _words("ص", "م", "صباحا", "مساء", "ظهرا", "am", "pm")
_ZONE = "(?:" + _words("بتوقيت") + r"(?: \S+){1,3}|" + _words("غرينتش", "جرينتش", "gmt", "utc", "ksa", "مكة", "القاهرة") + r"(?: \d+)?)"
_TIME = rf"(?:{_words('الساعة', 'في تمام الساعة')} )?(?:[01]?\d|2[0-4]) [0-5]\d(?: [0-5]\d)?(?: ?{_HALF})?(?: {_ZONE})?"
_HOUR = rf"(?:{_words('الساعة')} )?\d{{1,2}} {_HALF}"
_DATE = (
    rf"(?:{DAYS} )?(?:{_D31} {MONTHS}(?: {MONTHS})?(?: {_YEAR})?|{MONTHS} {_D31} {_YEAR}|{_D31} \d{{1,2}} {_YEAR}"
    rf"|{_YEAR} \d{{1,2}} {_D31}|{MONTHS} {_YEAR})(?: {_ERA})?"
)
_AGO = rf"{_words('منذ', 'قبل', 'مضى')} (?:{_ONE}|(?:\d{{1,3}}|{_NUMBER_WORD}) {_MANY})(?: {_LAST})?"
_JOIN = rf"(?: (?:{_words('الموافق', 'في', 'و', 'على')} )?)"

_SLOTS = {
    "n": r"\d+(?: \d+)?",
    "date": _DATE,
    "time": _TIME,
    "ago": _AGO,
    "when": rf"(?:{_DATE}|{_TIME}|{_HOUR}|{_AGO}|{DAYS})(?:{_JOIN}(?:{_DATE}|{_TIME}|{_HOUR}|{_AGO}|{DAYS})){{0,4}}",
    "words": r"\S+(?: \S+){0,11}",
    "rest": r"\S+(?: \S+){0,11}",
    "name": r"[^\s\d]+(?: [^\s\d]+){0,4}",
    "site": r"[^\s\d]+(?: [^\s\d]+){0,4}",
    ":": r"[:|/<>~-](?: [:|/<>~-])*",
    ">": r"[:|/<>~\"-](?: [:|/<>~\"-])*",
}
_PART = re.compile(r"\{([^{}]*)\}")
_COUNTED = re.compile(r"([a-z]+):(\d+)-(\d+)")

_NAME = re.compile(r"[a-z0-9:-]+|[:>]")


def _has_slot(text: str) -> bool:
    """Whether a template has a slot that is not a choice of words or a number."""
    return any(name != "n" and "|" not in name and _NAME.fullmatch(name) for name in _PART.findall(text))


Sets = Mapping[str, tuple[str, ...]]


class TemplateError(ValueError):
    """A template that cannot be read; the message says why."""


class Fixed(Struct, frozen=True):
    """A part with a finite number of forms, in normal form; b"" where it may be missing. `texts` is how they are written."""

    forms: tuple[bytes, ...]
    texts: tuple[str, ...]


class Slot(Struct, frozen=True):
    """A part that only a regular expression describes (Latin-1 text); `first` are its first words where known."""

    pattern: str
    first: tuple[bytes, ...] = ()
    optional: bool = False


class Template:
    """A template, read; `sets` names its sets."""

    def __init__(self, text: str, sets: Sets) -> None:
        self.text = text
        self.signs = frozenset(fold("".join(_outside(text)))) & frozenset(SIGNS)
        self.parts = tuple(self._read(sets))
        if not self.parts:
            raise TemplateError(f"{text!r} holds no word")

    def _read(self, sets: Sets) -> Iterator[Fixed | Slot]:
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
        kept = bytes(b for b in range(256) if b in WORD_BYTES or b in SIGNS)
        spaced = bytes(b if b in kept else 0x20 for b in range(256)).translate(HAMZA)
        return b" ".join(_SIGN.sub(rb" \1 ", line.raw.translate(spaced)).split())

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

    @cached_property
    def is_signed(self) -> bool:
        """Whether the regular expression of the template compares signs."""
        inside = _PART.findall(self.text)
        return bool(self.signs) or ":" in inside or ">" in inside

    def keys(self) -> Iterator[bytes]:
        """Every line that the template stands for, numbers as 0: only where `has_slots` is false."""
        for forms in product(*self._choices):
            yield b" ".join(form for form in forms if form)

    def ends(self, *, last: bool) -> frozenset[bytes] | None:
        """The possible first (or last) words of a matching line; None where any word may stand there."""
        words: set[bytes] = set()
        for part in reversed(self.parts) if last else self.parts:
            if isinstance(part, Slot):
                if last or not part.first:
                    return None
                words |= set(part.first)
                if part.optional:
                    continue
                return frozenset(words)
            spoken = [form.translate(LOOSE).split() for form in part.forms]
            words |= {form[-1 if last else 0] for form in spoken if form}
            if all(spoken):
                return frozenset(words)
        return None

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """What a whole line, in loose or signed normal form, must match."""
        return re.compile(_sequence(self.parts).encode("latin-1") + rb"\Z")

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


def _slot(name: str, sets: Sets, text: str) -> Fixed | Slot:
    if "|" in name:
        texts = tuple(name.split("|"))
        return Fixed(tuple(dict.fromkeys(normalise(form) for form in texts)), texts)
    counted = _COUNTED.fullmatch(name)
    base, low, high = (counted[1], int(counted[2]), int(counted[3])) if counted else (name, 1, 1)
    if base in sets:
        forms = tuple(dict.fromkeys(normalise(form) for form in sets[base]))
        one = _words(*sets[base])
        pattern = one + f"(?: {one}){{{max(low - 1, 0)},{high - 1}}}" if high > 1 else one
        return Slot(pattern, tuple(dict.fromkeys(form.split()[0] for form in forms)), optional=low == 0)
    if base in ("words", "rest") and counted:
        return Slot(rf"\S+(?: \S+){{{max(low - 1, 0)},{high - 1}}}", optional=low == 0)
    if base in ("name", "site") and counted:
        return Slot(rf"[^\s\d]+(?: [^\s\d]+){{{max(low - 1, 0)},{high - 1}}}", optional=low == 0)
    if name not in _SLOTS and not _NAME.fullmatch(name):
        return Fixed((normalise(name),), (name,))
    if name not in _SLOTS:
        raise TemplateError(f"{text!r}: {{{name}}} is no slot and no set")
    return Slot(_SLOTS[name])


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
