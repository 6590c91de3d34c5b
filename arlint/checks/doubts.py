"""What around a misspelt word, or in its shape, makes its correction less than certain."""

from __future__ import annotations

from functools import cache, lru_cache

from arlint.checks.neighbours import is_other_word
from arlint.model import Applicability
from arlint.text import later, lists
from arlint.text.chars import LETTERS, MARKS
from arlint.text.lexicon import Change, skeleton, spellings, zipf
from arlint.text.marks import is_among_vowels
from arlint.text.quotes import in_old_quotation
from arlint.text.words import DEFINITE_FRONT, NOUN_FRONT, strip_marks

#: مستوفى, مستثنى: participles of the tenth form are words with either ending.
_TENTH = later.pattern(rf"{NOUN_FRONT}مست[{LETTERS}]+ى\Z")
#: متلقى, مهتدى, منحنى: participles of the other derived forms end in ى where the passive is meant, hence rarely.
_DERIVED = later.pattern(rf"{NOUN_FRONT}م(?:ت[{LETTERS}]{{2,3}}|[{LETTERS}]ت[{LETTERS}]|ن[{LETTERS}]{{2}})ى\Z")
#: افعل where speech begins: "قال: ابسط يدك".
_IMPERATIVE = later.pattern(rf"[:«“!] ?ا[{LETTERS}]{{3}}\Z")
#: A word quoted alone is oftener spoken of than used, or is somebody's name.
_OPENS, _CLOSES = "«“\"'‘", "»”\"'’"
_SHORT = 3
#: Short words whose ى can only be a ي. Not لى, which is oftener what is left of إلى than it is لي.
_SHORT_SURE = frozenset(("فى", "هى", "أى", "كى", "وهى", "لأى", "بأى", "لفى", "لكى", "حظى"))
#: log10 of the occurrences in a thousand million words below which a word without its article is mostly a foreign name.
_RARE = 3.3
#: The same for words with ه for ة, which villages and families are called: الخوخه, بارجه.
_RARE_NOUN = 3.0
#: The same from which on a word is common.
_COMMON = 4.0
#: Mistakes that another register means as they stand.
_TWO_READINGS = "spelling-two-readings.tsv"
#: Verbs and verbal nouns with their endings, and nouns with a pronoun (افلاسه, احكمت, إقامتى) are no names.
_INFLECTED = later.pattern("^[وفبل]?ا..ا.|(?:ه|ها|هم|هما|ة|ت|نا|وا|تى|نى)$")
_INITIAL = later.pattern("[وف]?[بل]?ا")
_ARTICLE = later.pattern(DEFINITE_FRONT)

_A_LETTER = """(?:ال)?(?:همزة|ألف|باء|تاء|ثاء|جيم|حاء|خاء|دال|ذال|راء|زاي|سين|شين|صاد|ضاد|طاء|ظاء|عين|غين|فاء|قاف|كاف
لام|ميم|نون|هاء|واو|ياء)""".replace("\n", "|")
#: What dictionaries say behind a word: (بالكسر والتشديد) ضرب من اللعب، بتشديد الباء.
_SPELLED_OUT = later.pattern(
    r" ?[:،(] ?\(?(?:بال(?:كسر|ضم|فتح|تشديد|قصر|تحريك)|بتشديد|مقصور)(?!\w)"
    rf"|[)»\"]? ?[:،(]? ?\(?ب(?:كسر|ضم|فتح|تشديد|سكون|إسكان) (?:{_A_LETTER}|أوله|ثانيه|ثالثه|آخره)(?!\w)"
)
#: A word that is asked about may have the أ of the question: أطلاق هو أم خلع؟ أشتقت إلي؟
_ASKED = later.pattern(r"أ\w[^.؟?!\n]{0,60}?(?:(?<!\w)أم |(?P<end>[؟?]))")
_CLAUSE_BEGINS = later.pattern(r"(?:^|[.:؟?!،«“\"\n(-] ?)\Z")
_TANWIN_FATH, _FATHA, _DAMMA, _KASRA, _SHADDA, _DAGGER = "\u064b\u064e\u064f\u0650\u0651\u0670"
#: Vowels that the letter before an alef maqsura has, or that stand on it.
_BEFORE_ALEF = later.pattern(f"[{_TANWIN_FATH}{_FATHA}](?:{_SHADDA})?ى|ى{_SHADDA}?[{_TANWIN_FATH}{_DAGGER}]")
#: The u of the passive, which ends in ى (يُكتفى), and of some verbs that end in ي (يُعطي).
_PASSIVE = later.pattern(f"[وف]?س?[يتن]{_DAMMA}")
#: A pronoun has its vowel; so has no ة that ends a sentence, but nobody writes that without its dots.
_PRONOUN = later.pattern(f"ه[{_DAMMA}{_KASRA}]")
#: What a participle of the second form has, whose passive ends in ى: معدّى باللام.
_DOUBLED = later.pattern(rf"(?:{NOUN_FRONT})م[^ ]*{_SHADDA}ى")
_VOWELLED_HAMZA = later.pattern(f"([أإآ])[{MARKS}]*[{_FATHA}{_DAMMA}{_KASRA}]")


def most(text: str, start: int, end: int, right: str, change: Change) -> Applicability | None:
    """How far the correction of `text[start:end]` to `right` may be trusted at most; None: the word is right.

    >>> most("لا يعانَى منه", 3, 9, "يعاني", Change.DOTLESS_YA)
    >>> most("يعانى منه", 0, 5, "يعاني", Change.DOTLESS_YA).name
    'SAFE'
    """
    if (
        contradicted(text[start:end], change)
        or is_other_word(text, start, end, change)
        or _SPELLED_OUT.match(text, end)
    ):
        return None
    written = strip_marks(text[start:end])
    if written in _read_twice() or _is_asked(text, start, change):
        return Applicability.UNSAFE
    if Change.DOTLESS_YA in change:
        if _TENTH.match(written) or _DOUBLED.match(text, start, end):
            return None
        if _PASSIVE.match(text, start, end) or _DERIVED.match(written) or may_be_name(written, right, change):
            return Applicability.UNSAFE
    if Change.HAMZA_DROPPED in change and _IMPERATIVE.search(text, max(0, start - 3), end):
        return None
    if Change.HA in change and (_is_rare_noun(written, right) or _is_paired(text, start, end)):
        return Applicability.UNSAFE
    if change is Change.HAMZA_DROPPED and text.startswith(" ال", end) and _may_lack_dots(right):
        return Applicability.UNSAFE
    quoted = text[max(0, start - 1) : start], text[end : end + 1]
    if all(quoted) and quoted[0] in _OPENS and quoted[1] in _CLOSES:
        return Applicability.UNSAFE
    return Applicability.UNSAFE if _is_of_other_days(text, start, end) else Applicability.SAFE


@cache
def _read_twice() -> frozenset[str]:
    return frozenset(word for words, _ in lists.rows(_TWO_READINGS) for word in words.split())


def _is_of_other_days(text: str, start: int, end: int) -> bool:
    """Whether a word stands in scripture or verse with its vowels, or in an old quotation."""
    return is_among_vowels(text, start, end) or in_old_quotation(text, start)


def _is_rare_noun(written: str, right: str) -> bool:
    """Whether a word in ه is too rare to be told from a name; those in يه are adjectives."""
    return not written.endswith("يه") and zipf(right) < _RARE_NOUN


#: Two words in ه, joined by و, are often a thing's two kinds: الشعر طويله وقصيره.
_PAIR_AHEAD = later.pattern(f" و[{LETTERS}]+ه(?![{LETTERS}])")
_PAIR_BEHIND = later.pattern(f"[{LETTERS}]ه \\Z")


def _is_paired(text: str, start: int, end: int) -> bool:
    """Whether a word without the article is joined to another in ه, so that both may end with the pronoun."""
    if _ARTICLE.match(text, start):
        return False
    if _PAIR_AHEAD.match(text, end):
        return True
    return text[start] == "و" and _PAIR_BEHIND.search(text, max(0, start - 3), start) is not None


def _is_asked(text: str, start: int, change: Change) -> bool:
    """Whether the أ at `start`, which the word itself has none of, may be that of a question."""
    asked = _ASKED.match(text, start) if (Change.HAMZA_ADDED | Change.HAMZA_SWAPPED) & change else None
    if asked is None:
        return False
    return not asked["end"] or _CLAUSE_BEGINS.search(text, max(0, start - 2), start) is not None


@lru_cache(maxsize=4096)
def _may_lack_dots(word: str) -> bool:
    """Whether a word in ه may stand for a common one in ة that a definite noun completes: آليه النشر, not إليه."""
    return word.endswith("ه") and any(
        other.word.endswith("ة") and other.zipf >= _COMMON for other in spellings(skeleton(word))
    )


@lru_cache(maxsize=4096)
def contradicted(written: str, change: Change) -> bool:
    """Whether a mark of the word says that its letters are meant as they stand."""
    if Change.DOTLESS_YA in change and _BEFORE_ALEF.search(written):
        return True
    if Change.HA in change and _PRONOUN.search(written, len(written) - 2):
        return True
    vowelled = (Change.HAMZA_ADDED | Change.HAMZA_SWAPPED) & change
    return bool(vowelled) and _VOWELLED_HAMZA.search(written) is not None


@lru_cache(maxsize=4096)
def may_be_name(written: str, right: str, change: Change) -> bool:
    """Whether a word without its article is too rare to be told from a foreign name (كوندى), or a part of one (دى)."""
    if not change & (Change.DOTLESS_YA | Change.HAMZA_DROPPED) or _ARTICLE.match(written):
        return False
    if Change.DOTLESS_YA in change and len(written) <= _SHORT:
        return written not in _SHORT_SURE
    if _INFLECTED.search(written) or (Change.HAMZA_DROPPED in change and not _INITIAL.match(written)):
        return False
    return zipf(right) < _RARE
