"""An alef under the tanwin of a hamza that has an alef before it: مساءا and مساءاً for مساءً."""

from __future__ import annotations

from collections.abc import Iterator

from arlint.checks.places import occurrences
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.chars import LETTERS, MARKS

_TANWIN = "\u064b"
#: Stems of nouns that have a tanwin: of two letters (بناء, لقاء), verbal nouns (إجراء, ابتداء, انتهاء, استثناء), and
#: plurals (أعضاء). Others have none (علماء, صحراء).
_VERBAL = rf"[اإ](?:[{LETTERS}]ت[{LETTERS}]|[دت][{LETTERS}]|ن[{LETTERS}]{{2}}|ست[{LETTERS}]{{2}})"
_STEM = rf"إ[{LETTERS}]{{2,3}}|{_VERBAL}|أ?[{LETTERS}]{{2}}"
_WORD = later.pattern(
    rf"(?<![{LETTERS}{MARKS}])[وف]?(?P<stem>{_STEM}|[{LETTERS}](?=اء(?:ا{_TANWIN}|{_TANWIN}ا)))"
    rf"اء(?P<end>{_TANWIN}?ا{_TANWIN}?)(?![{LETTERS}{MARKS}])"
)
#: Plurals without a tanwin that look like the others, and verbs of two persons: they want, they lit, and they came.
_OTHER_STEMS = "أشي أطب أحب أشق أشد أصح أجل أعز أذل أثن يش تش يس تس يض تض أش أس أض أف وج وش وس فج فش فس"
_OTHERS = frozenset(_OTHER_STEMS.split())
_ENDS = tuple(f"اءا{end}" for end in (*' \u00a0\n،.؛:؟!"»”)<*', _TANWIN))
_CERTAIN = f"اء{_TANWIN}ا"
_LONGEST = 9
#: A noun with its article behind the word: two of a kind (لقاءا الذهاب والإياب), or the tanwin itself is wrong.
_DEFINITE = later.pattern(" ال")
#: Nouns of which there are no two. Of others there may be (اعتداءا باريس ونيس, أداءا ميسي ورونالدو).
_ONE_STEMS = "مس شت ابتد انته سو هو"
_ONE = frozenset(_ONE_STEMS.split())
_PARTICLES = "على|من|إلى|في|عن|مع|أو|أن|ثم|كما|حتى|لم|لا|قبل|بعد|بين|بشأن|منذ|حين|حيث|عندما|لدى"
#: Accusatives that agree with the noun (أداءا رائعا, لقاءا جديدا); other words in ا may be countries, such as Malta.
_AGREEING = rf"(?!مالطا|مالقا)(?:[{LETTERS}]{{2}}ي[{LETTERS}]|[{LETTERS}]ا[{LETTERS}]{{2}}(?<!ي))ا"
#: What no name begins with: a stop, a particle, a noun with its article behind a preposition, an accusative.
_NO_NAME = later.pattern(
    rf"\s*(?:$|[،.؛:؟!\"»”)«“(<*_])|\s+(?:[وف]?(?:{_PARTICLES})|(?:[وفب]ال|لل)[{LETTERS}]+"
    rf"|[{LETTERS}]+ا{_TANWIN}|{_AGREEING})(?![{LETTERS}{MARKS}])"
)


def find(document: Document) -> Iterator[Hit]:
    """Such words, with the tanwin on their hamza."""
    text = document.text
    for at in occurrences(document, (*_ENDS, _CERTAIN)):
        start = at
        while start and at - start < _LONGEST and text[start - 1] in LETTERS:
            start -= 1
        found = _WORD.match(text, start)
        if found is None or found.start("end") != at + 2 or found["stem"] in _OTHERS:
            continue
        marked = _TANWIN in found["end"]
        if not marked and _DEFINITE.match(text, found.end()):
            continue
        certain = marked or found["stem"] in _ONE or _NO_NAME.match(text, found.end())
        edit = Edit(*found.span("end"), _TANWIN)
        trust = Applicability.SAFE if certain else Applicability.UNSAFE
        yield Hit(*found.span(), (edit,), trust, values={"fix": text[start : edit.start] + _TANWIN})
