"""A noun with its article, or a particle with what follows it, that stands twice in a row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import compress, count, islice
from operator import eq

from arlint.checks.tokens import UNKNOWN, tokens
from arlint.checks.verse import in_verse
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later, search
from arlint.text.chars import LETTERS, MARKS
from arlint.text.fold import fold
from arlint.text.wordlist import CODEC
from arlint.text.words import strip_marks

_LETTER = f"[{LETTERS}{MARKS}]"
#: At least three letters after the article (not الله الله). Nouns with و are doubled rightly: وزارتا التربية والتعليم
#: والتعليم العالي.
_DOUBLED = later.pattern(rf"(?<!{_LETTER})([فب]?ال{_LETTER}{{3,}}) \1(?!{_LETTER})(?! \1)")
#: So are adjectives of peoples and sides (الحوار اليمني اليمني), but not these.
_RELATION = later.pattern("يّ?ة?\\Z")
_OF_NO_SIDE_WORDS = """الخارجية الداخلية الجوية البحرية البرية العسكرية الأمنية الاجتماعية الاقتصادية السياسية المالية
الأولية الرئيسية الأساسية المجانية التقريبية القانونية الصحية التعليمية الرياضية الثقافية التقنية الإلكترونية
الدولية العالمية المحلية النهائية الماضية الحالية الجمهورية البلدية الاتفاقية العملية القضية الجمعية التنمية
الحماية الخارجي الداخلي الجوي البحري العسكري الأمني الاجتماعي الاقتصادي السياسي المالي الرئيسي الأساسي القانوني
الصحي الرياضي الثقافي الدولي العالمي المحلي النهائي الماضي الحالي"""
_OF_NO_SIDE = frozenset(_OF_NO_SIDE_WORDS.split())
#: Behind these the adjective is part of a state's name: المملكة العربية السعودية.
_STATE = later.pattern(r"(?:المملكة|الإمارات|الامارات|الجمهورية|جمهورية \w{3,}) \Z")
_LONGEST_STATE = 20
#: Emphasis and shouts begin a clause or a quotation, or end one; الكثير الكثير is said anywhere.
_BEFORE = later.pattern(r"(?:[«“\"(:،.؟!…\n#_-]|^) ?\Z")
_AFTER = later.pattern(r" ?[،؛:!؟»”\"_…]")
#: Tags follow each other without a mark between, and share words.
_TAGS = later.pattern(r"(?<!\w)(?:سمات|الوسوم|وسوم|(?:ال)?كلمات (?:ال)?(?:دلالية|مفتاحية))[ :][^.\n]*\Z")
#: Code points before a word in which a heading of tags is looked for, or a long line costs the square of its length.
_MOST_TAGS = 2_000
_EMPHATIC = frozenset(("الكثير", "القليل", "الحذر", "الجميع", "الصلاة", "السكينة"))
#: Traditions of the Prophet have no marks between clauses: يدخل أهل الجنة الجنة، لا تتبع النظرة النظرة.
_TRADITION = later.pattern("حدثنا|حدثني|أخبرنا|أنبأنا|صلى الله عليه")
_TOLD_WITHIN = 300
#: One does it to another: إذا أحب الرجل الرجل.
_MUTUAL = frozenset(("الرجل", "المرأة", "الأخ", "الجار"))


#: How a noun begins that `_DOUBLED` may find, in the encoding of the lexicon, and how long it is at least.
_NOUN = tuple((clitic + "ال").encode(CODEC) for clitic in ("", "ف", "ب"))
_SHORTEST = 5


def has_doubled(document: Document) -> bool:
    """Whether any word of `document` that may be a noun with its article follows itself."""
    return any(True for _ in _nouns(tokens(document)))


def _nouns(words: list[bytes]) -> Iterator[bytes]:
    doubled = compress(words, map(eq, words, islice(words, 1, None)))
    return (word for word in doubled if len(word) >= _SHORTEST and word.startswith(_NOUN))


def find(document: Document) -> Iterator[Hit]:
    """The doubled nouns, each with the fix that leaves one."""
    text = document.text
    for m in _matches(document, _DOUBLED, set(_nouns(tokens(document)))):
        if text.endswith(f"{m[1]} ", 0, m.start()):
            continue  # three times is emphasis
        if _RELATION.search(m[1]) and m[1] not in _OF_NO_SIDE and not _names_state(text, m.start()):
            continue
        shouted = _BEFORE.search(text, max(0, m.start() - 2), m.start()) or _AFTER.match(text, m.end())
        tags = _TAGS.search(text, max(_clause(text, m.start()), m.start() - _MOST_TAGS), m.start())
        # كلما التفت التفت معه الناس
        word = strip_marks(m[1])
        clause = word.startswith("الت") and _is_clause(text, m.start())
        meant = shouted or tags or clause or word in _EMPHATIC | _MUTUAL or _is_tradition(text, m.start())
        if not (meant or in_verse(document, m.start())):
            yield Hit(m.start(), m.end(), (Edit(m.end(1), m.end(), ""),), Applicability.UNSAFE)


def _is_tradition(text: str, at: int) -> bool:
    """Whether a tradition of the Prophet is told before `at`."""
    return _TRADITION.search(strip_marks(text[max(0, at - _TOLD_WITHIN) : at])) is not None


def _names_state(text: str, at: int) -> bool:
    return _STATE.search(text, max(0, at - _LONGEST_STATE), at) is not None


#: Particles that begin a phrase which nobody says twice; not من, عن and the conjunctions, which join chains.
_PARTICLES = ("في", "على", "إلى", "الى", "أن", "إن", "ان", "بأن", "لأن", "مع", "خلال", "بعد", "قبل", "منذ", "لدى", "من")
_BEGINNINGS = frozenset(word.encode(CODEC) for word in _PARTICLES)
#: Or a word, which no و joins to what stands before it, with a noun that has its article: رئيس اللجنة رئيس اللجنة.
_PHRASE = later.pattern(
    rf"(?<!{_LETTER})((?:{'|'.join(_PARTICLES)}) {_LETTER}{{2,}}|(?!و){_LETTER}{{3,}} ال{_LETTER}{{3,}})"
    rf" (\1)(?!{_LETTER})"
)
_AND, _ARTICLE, _SHORTEST_HEAD = "و".encode(CODEC), "ال".encode(CODEC), 3
#: Words after which the first is a clause of its own: وما في القلب في القلب، كلما جاء الليل جاء الليل بهمومه.
_CLAUSE = later.pattern(
    r"(?<!\w)[وف]?(?:ما|اللي|الذي|التي|من|كل|كما|[إا]ذا|كلما|متى|لما|لو|حين|عندما|حيثما|أينما|مهما) \Z"
)
_LONGEST_CUE = 14  # code points with their marks
#: Nor is a report: أعلنت الشركة أعلنت الشركة.
_REPORT = later.pattern(r"[وف]?(?:قال|أعلن|أكد|ذكر|أفاد|أوضح|كشف|أضاف|أشار)ت? ")
#: What prayers say again: لربي الحمد لربي الحمد.
_PRAISE = (" الحمد", " الملك", " الشكر")


def has_doubled_phrase(document: Document) -> bool:
    """Whether a particle, or a word before a noun with its article, follows itself with what it governs."""
    return any(True for _ in _phrases(tokens(document)))


def _phrases(words: list[bytes]) -> Iterator[bytes]:
    again = compress(count(), map(eq, words, islice(words, 2, None)))  # this runs on every text: all of it in C
    for at in again:
        if words[at + 1 : at + 2] == words[at + 3 : at + 4] and _is_phrase(*words[at : at + 2]):
            yield b" ".join(words[at : at + 2])


def _is_phrase(first: bytes, second: bytes) -> bool:
    if first in _BEGINNINGS:
        return True
    is_head = len(first) >= _SHORTEST_HEAD and not first.startswith(_AND)
    return is_head and second.startswith(_ARTICLE) and len(second) >= _SHORTEST


def phrases(document: Document) -> Iterator[Hit]:
    """The doubled phrases, each with the fix that leaves one."""
    text = document.text
    for m in _matches(document, _PHRASE, set(_phrases(tokens(document)))):
        before = _BEFORE.search(text, max(0, m.start() - 2), m.start())
        emphatic = (
            (before and not _REPORT.match(m[1]))
            or _AFTER.match(text, m.end())
            or text[m.end() : m.end() + 1] in ("", "\n", ".")
        )
        thrice = text.startswith(f" {m[1]}", m.end()) or text.endswith(f"{m[1]} ", 0, m.start())
        clause = _is_clause(text, m.start())
        prayer = strip_marks(m[1]).endswith(_PRAISE)
        chain = text.endswith(f"{m[1].partition(' ')[2]} ", 0, m.start())  # عظمة على عظمة على عظمة
        if not (emphatic or thrice or clause or prayer or chain or in_verse(document, m.start())):
            yield Hit(m.start(), m.end(), (Edit(m.end(1), m.end(), ""),), Applicability.UNSAFE)


#: Doubled words up to which each is looked for by itself: that takes a tenth of the time of an expression.
_FEW = 8


def _matches(document: Document, pattern: re.Pattern[str], doubled: Collection[bytes]) -> Iterator[re.Match[str]]:
    """What `pattern` finds in a text of whose `tokens` only these follow themselves."""
    if len(doubled) > _FEW or any(UNKNOWN in word for word in doubled):
        yield from pattern.finditer(document.text)
        return
    folded = document.folded
    twice = {fold(" ".join((word.decode(CODEC), word.decode(CODEC)))) for word in doubled}
    places = {folded.point(at) for needle in twice for at in search.overlapping(folded.view, needle)}
    for at in sorted(places):
        if (found := pattern.match(document.text, at)) is not None:
            yield found


def _is_clause(text: str, at: int) -> bool:
    """Whether what begins at `at` may be a clause of its own, after which another begins."""
    return _CLAUSE.search(strip_marks(text[max(0, at - _LONGEST_CUE) : at])) is not None


def _clause(text: str, at: int) -> int:
    """Where what stands before `at` begins, on its line and after the last full stop."""
    least = max(0, at - _MOST_TAGS)
    return max(text.rfind("\n", least, at), text.rfind(".", least, at)) + 1
