"""Spaces before and after punctuation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from arlint.checks.places import positions
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span
from arlint.text import later
from arlint.text.chars import LETTERS, MARKS
from arlint.text.marks import is_vocalised

_ARABIC = LETTERS + MARKS
_DOMAINS = ("كوم", "نت", "اورج", "أورج", "شبكة", "موقع")
#: A space between a word and the mark that ends it. Not before an ellipsis, a decimal, a smiley, or `.NET`; not after
#: a lone letter (an abbreviation: أ . د .), and not between a label and its colon at a line's start.
_BEFORE = later.pattern(
    rf"(?:(?<=[\w{MARKS}»”\")\]%٪])|(?<=[\w)\]][*`])|(?<=[\w)\]]\*\*)|(?<=[a-z]>))(?<![ \n(][{LETTERS}])([ \u00a0]+)"
    rf"(?:[،؛؟](?![،؛؟]*[)(])|[.](?=[\s»”\")\]<]|\*\*|$)|:(?=[ \u00a0\n«\"“]|$)|!(?![=\w])"
    # A stop that touches the next sentence instead of its own (`الوفد .وقال`); not a domain (`العربية .نت`).
    rf"|(?<=[{_ARABIC}]{{2}}[ \u00a0])[.](?!(?:{'|'.join(_DOMAINS)})(?![{LETTERS}]))(?=[{LETTERS}]{{2}}|و ))"
)
_LABEL = later.pattern(r"\s*(?:[-•*–]\s*)?(?:\S+\s+){0,3}\S+\Z")
#: Words that say that somebody speaks: what follows the colon is a sentence, not what a label names.
_SPEECH = later.pattern(
    rf"(?<![{_ARABIC}])[وف]?(?:قال(?:ت|وا)?|[يت]قول|قائلا|قائلة|أضافت?|[يت]ضيف|مضيفا|أوضحت?|تابعت?|[يت]تابع|أجابت?|[يت]جيب"
    rf"|صرحت?|كتبت?|ردت?|أكدت?|[يت]ؤكد|سألت?|[يت]سأل|ذكرت?|علقت?|هتفت?|صاحت?)(?![{_ARABIC}])"
)
_LONGEST_LABEL = 300  # code points
_QUOTE = later.pattern('[ \u00a0]*[«“"]')
#: What a mark must not touch on its other side; the space goes there then. A `"` before no word closes, but for a
#: colon (`"نعم ،" ثم قال :" لا "`).
_TOUCHES = later.pattern(rf"[{LETTERS}0-9«“(\[]|\"(?=\w)|(?<=:)\"")

#: Letters of formulas, and what may stand behind one before a colon: {F ∈ fun(D) : F = 0}, T : 𝒞 → 𝒞.
_SYMBOL = later.pattern("[A-Za-z\u0370-\u03ff\u2100-\u214f\U0001d400-\U0001d7ff]")
_CLOSED = ")]}'"
_A_NUMBER = later.pattern("[ \u00a0]?\\d")
_NEXT = later.pattern(r"\W*(\w)")
_CLOSING_QUOTE = later.pattern('[ \u00a0\u202f]?[»”"]')

#: Groups of marks that whole texts space by habit: all of them in classical editions; those that French spaces, in the
#: papers of the Maghreb.
_ALL, _FRENCH = "،؛؟.:!", "؛؟:!"
#: From so many spaced marks on, in a text that nearly always writes them so, the habit is told once.
_HABIT = {_ALL: 20, _FRENCH: 6}
_HABIT_SHARE = 0.95


def before_mark(document: Document, places: Sequence[int]) -> Iterator[Hit]:
    """A space before ، ؛ : . ؟ !

    Vocalised and classical editions space every mark on purpose: the former are left alone, and where a long text keeps
    the habit throughout, without a Latin letter, it is one finding with one fix. So it is where : ؛ ؟ ! alone have it.
    """
    text = document.text
    spaced = [m for m in (_BEFORE.match(text, _first_space(text, at)) for at in places) if m]
    found = [m for m in spaced if not (_is_label(document, m) or _is_latin(text, m) or _is_ratio(text, m))]
    found = [m for m in found if not is_vocalised(document.encoded[max(0, m.start() - 60) : m.end() + 20])]
    for marks, least in _HABIT.items():
        group = [m for m in found if m.group()[-1] in marks and not document.is_protected(*m.span())]
        if len(group) >= least and _is_habit(document, group, marks):
            first, *others = group
            edits = tuple(_without_space(text, m) for m in group)
            related = tuple(Span(*m.span()) for m in others)
            values = {"match": first.group()}
            yield Hit(*first.span(), edits, Applicability.UNSAFE, values=values, related=related)
            found = [m for m in found if m.group()[-1] not in marks]
    for m in found:
        yield Hit(m.start(), m.end(), (_without_space(text, m),))


def _first_space(text: str, at: int) -> int:
    """The first of the spaces right before `at`."""
    while at and text[at - 1] in " \u00a0":
        at -= 1
    return at


def _is_habit(document: Document, spaced: list[re.Match[str]], marks: str) -> bool:
    text = document.text
    joined = (at for at in positions(document, marks) if at and text[at - 1] in _ARABIC)
    most = int(len(spaced) * (1 / _HABIT_SHARE - 1))
    if next(islice(joined, most, None), None) is not None:
        return False
    # A text that spaces every mark and has Latin letters is no classical edition: a machine translated it.
    return marks is not _ALL or not re.search("[A-Za-z]", text)


def _without_space(text: str, match: re.Match[str]) -> Edit:
    """The space removed; where the mark touches the next word (`قال :"نعم"`), moved behind the mark."""
    if _TOUCHES.match(text, match.end()):
        return Edit(match.start(), match.end(), match.group()[-1] + " ")
    return Edit(*match.span(1), "")


def _is_latin(text: str, match: re.Match[str]) -> bool:
    """Whether a mark that both scripts have stands between Latin letters or those of formulas: {x : x > 0}."""
    sign, at = match.group()[-1], match.start() - 1
    if sign not in ".:!":
        return False
    while sign == ":" and at > 0 and text[at] in _CLOSED:
        at -= 1
    if not _SYMBOL.match(text, at):
        return False
    if sign != "." and _CLOSING_QUOTE.match(text, match.end()):
        return True  # a French phrase in quotation marks: « Ça va ! »
    after = _NEXT.match(text, match.end())
    return after is not None and _SYMBOL.match(after[1]) is not None


def _is_ratio(text: str, match: re.Match[str]) -> bool:
    """Whether a colon stands between two numbers: a ratio, a verse (5 : 3)."""
    return (
        match.group().endswith(":")
        and text[match.start() - 1].isdigit()
        and _A_NUMBER.match(text, match.end()) is not None
    )


def _is_label(document: Document, match: re.Match[str]) -> bool:
    """Whether the mark is a colon after the few words that begin a line."""
    if not match.group().endswith(":"):
        return False
    line = document.lines[document.line_number(match.start())]
    if match.start() - line.start > _LONGEST_LABEL or not _LABEL.match(document.text, line.start, match.start()):
        return False
    return not (_QUOTE.match(document.text, match.end()) or _SPEECH.search(document.text, line.start, match.start()))


_AFTER = later.pattern(rf"(?<=[{_ARABIC}»”\")\]0-9٠-٩%٪])([،؛؟!])(?=[{LETTERS}])")
#: Not in a scheme of parts such as ساعة:دقيقة:ثانية.
_AFTER_COLON = later.pattern(rf"(?<=[{_ARABIC}]{{2}}):(?=[{LETTERS}]{{2}})(?![^\s:]*:)")
#: Dotted initialisms (بي.إم.دبليو) and domains (بيت.كوم) have short parts: a full stop has whole words on both sides
#: of it, or a short one that begins sentences.
_OPENERS = (
    "ثم|كما|لكن|ولكن|هذا|هذه|وقد|فقد|لقد|وفي|ومن|وهو|وهي|وهذا|لم|لن|أما|وأن|إنه|إنها|في|من|إلى|على"
    "|هل|وهل|ولم|ولن|ولا|ولو|وما|وإن|وكل|إن|بل|قد|كان|بعد|نحن|تم"
)
_AFTER_STOP = later.pattern(rf"(?<=[{LETTERS}]{{4}})\.(?=([{LETTERS}]{{4,}}|(?:{_OPENERS}) [{LETTERS}]))")
#: Words that begin sentences and nothing else behind a full stop: no name is made of them.
_SURE_OPENER = later.pattern(
    r"(?:وقالت?|وأضافت?|واضافت?|وأكدت?|واكدت?|وأوضحت?|واوضحت?|وأشارت?|واشارت?|وذكرت?|وتابعت?|ولفتت?|وبينت?|وكانت?"
    r"|كما|لكن|ولكن|وقد|فقد|لقد|وفي|ومن|وهو|وهي|هذا|وهذا|هذه|وهذه|إنه|إنها|وأن|وإن) [\u0621-\u064a]"
)
_WORD_END = later.pattern(f"[{_ARABIC}]{{2}}")
#: `قال:"لن`: the mark that opens a quotation touches the colon.
_AFTER_COLON_QUOTE = later.pattern(rf":(?=[«“\"][{LETTERS}])")
#: Behind a short word (`بعد.وقال`) only the long ones of these, which no initialism has.
_AFTER_SHORT = later.pattern(
    rf"(?<=[{LETTERS}]{{2}})\.(?=(و(?:قال|أضاف|أكد|أوضح|أشار|ذكر|تابع|لفت|بين|كان)ت?) [{LETTERS}])"
)
_AFTER_BY_MARK = {":": _AFTER_COLON, ".": _AFTER_STOP}


def after_mark(document: Document, places: Sequence[int]) -> Iterator[Hit]:
    """No space after ، ؛ ؟ ! : . between words."""
    text = document.text
    quotes = _Quotes(document)
    for place in places:
        at = place - 1
        mark = text[at]
        if text[place] in '«“"':
            if _opens_quotation(text, at, quotes):
                yield Hit(at, place + 1, (Edit(place, place, " "),))
            continue
        m = _AFTER_BY_MARK.get(mark, _AFTER).match(text, at) or (mark == "." and _AFTER_SHORT.match(text, at)) or None
        if m is None or (mark == ":" and _follows_colon(text, at)):
            continue
        if text[at - 1] == '"' and not text[at - 2 : at - 1].strip(" \n\r>") and quotes.before(at - 1) % 2 == 0:
            continue  # subtitles for players that draw from left to right: `"!اركض"`
        if mark != ".":
            yield Hit(at, m.end() + 1, (Edit(m.end(), m.end(), " "),))
        elif m[1] not in _DOMAINS:
            trust = Applicability.SAFE if _SURE_OPENER.match(text, m.end()) else Applicability.UNSAFE
            yield Hit(at, m.end() + 1, (Edit(m.end(), m.end(), " "),), trust)


def _follows_colon(text: str, at: int) -> bool:
    """Whether the word before `at` holds a colon."""
    before = text.rfind(":", 0, at)
    return before >= 0 and text.find(" ", before, at) < 0


class _Quotes:
    """The quotation marks of a line, counted once: a line may be long and its colons many."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._line = self._read = -1
        self._count = 0

    def before(self, at: int) -> int:
        """How many `"` stand before `at` on its line; places are asked for in order."""
        line = self._document.line_number(at)
        if line != self._line:
            self._line, self._read, self._count = line, self._document.lines[line].start, 0
        self._count += self._document.text.count('"', self._read, at)
        self._read = at
        return self._count


def _opens_quotation(text: str, at: int, quotes: _Quotes) -> bool:
    """Whether the colon at `at` touches a mark that opens a quotation; `"` opens where those before it are paired."""
    if not _AFTER_COLON_QUOTE.match(text, at) or not _WORD_END.match(text, at - 2):
        return False
    return text[at + 1] != '"' or quotes.before(at) % 2 == 0
