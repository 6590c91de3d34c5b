"""Whether a name may be put for a feminine phrase without breaking the grammar around it, and what else to edit.

The model case is منظمة العفو الدولية, feminine, for which a fix writes الذكاء الاصطناعي, masculine.
"""

from __future__ import annotations

from functools import cache

from arlint.model import Edit
from arlint.packs.entities.construct import PARTICLES, is_subject, noun_before
from arlint.text import later, lists
from arlint.text.fold import fold
from arlint.text.words import strip_marks

#: The words, each with its class.
_LIST = "agreement.tsv"
_RELATIVES = ("التي", "وهي", "نفسها", "ذاتها", "وحدها", "هذه", "تلك")
#: An adjective without article that both the phrase and a noun before it may have.
_OPEN = ("مفتوحة", "المصدر")
#: What nothing but the technology is.
_GENERATIVE = "التوليدية"
#: Feminine verbs that have the phrase as their subject: with their object (تولدها، رسمتها، تتحكم بها).
_WITH_OBJECT = later.pattern(
    r"(?<!\w)[وف]?(?:س?ت\w{2,}(?:ها|ه|هم)|\w{2,}ت(?:ها|ه|هم)|س?ت\w{2,} (?:في|ب|علي|إلي)(?:ها|ه|هم))[ *\"(«]*\Z"
)
#: Words after which the phrase is a subject, so that a pronoun after it is its own.
_SUBJECTS = frozenset({
    "إن", "أن", "لأن", "لكن", "ولكن", "كأن", "بأن", "فإن", "أما", "هل", "بينما", "حيث", "كما",
})  # fmt: skip
#: Words that govern nothing, after which what follows can only agree with the phrase.
_OPENERS = PARTICLES | _SUBJECTS | {"في"}
#: Feminine words right before it that agree with it themselves.
_FEMININE = frozenset({"هذه", "وهذه", "تلك", "وتلك", "هي", "وهي"})
#: A feminine verb after the phrase, a particle between or not; verbal nouns in تـ (تلخيص، تجربة) are none.
_VERB_AFTER = later.pattern(
    r"[ *\"»”)]+(?:(?:لا|لن|لم|قد|فقد|سوف|أن|فلا|فلن) )?"
    r"(?!ت\w\wي\w\b|ت\w+(?:ة|ات)\b|تحت\b|تلك\b|تجاه\b|ال)(?:س?ت\w{2,}|\w{2,}(?<!ا)ت)(?!\w)"
)
#: أن with a feminine verb, whose subject is the phrase whatever governs it: يمكن لـ … أن تحل.
_THAT_SHE = later.pattern(r"[ *\"»”)]+أن (?:لا )?ت\w{2,}")
_WORD = later.pattern(r"[^\W\d_]+")
#: A definite adjective in ـية, or a noun of that form.
_IN_IYYA = later.pattern(r"ال\w{3,}ية")
_STOP = later.pattern(r"[.،,;؛:!؟?|\n]")
_NEAR = 3
#: Code points on either side in which the words beside a phrase stand.
_REACH = 200


def repair(text: str, start: int, end: int, new: str, *, joined: bool) -> tuple[Edit, ...] | None:
    """The edits that keep the grammar when `new` (masculine) replaces the feminine `text[start:end]`.

    None where only a person can: an elative or a verb before it, the same name already in the phrase, or a verb,
    relative or pronoun after it that may refer to it. `joined` says that a preposition is joined to the phrase.
    """
    reach = max(0, start - _REACH)
    line = strip_marks(text[max(reach, text.rfind("\n", reach, start) + 1) : start])
    before = _WORD.findall(line)[-5:]
    last = before[-1] if before else ""
    if _agrees(last) or fold(new.rsplit(maxsplit=1)[-1]) in map(fold, before) or _acts(last, line):
        return None
    if not joined and _is_verb(last, line):
        return None
    stop = _STOP.search(text, end, end + _REACH)
    tail = text[end : stop.start() if stop else end + _REACH]
    governor = _governor(last)
    if tuple(map(strip_marks, _WORD.findall(tail)[:2])) == _OPEN:
        return _after_open(text, end, tail, governor, line)
    if _THAT_SHE.match(strip_marks(tail)) or (governor in _OPENERS and _VERB_AFTER.match(strip_marks(tail))):
        return None
    if governor and governor not in _words("masculine"):
        if not joined and governor in _SUBJECTS and _is_spoken_of(tail):
            return None
        return _generative(text, end, tail) if joined or governor in _OPENERS else ()
    return _after_masculine(text, end, tail) if governor else _after_nothing(tail)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for word, its in lists.rows(_LIST) if its == kind)


def _governor(word: str) -> str:
    """`word`, the last before the phrase, without what may be joined to it: لتطوير, والنظام."""
    bare = word.removeprefix("و").removeprefix("ال")
    return bare[1:] if bare[:1] in "لبك" and bare[1:] in _words("masculine") else bare


def _after_open(text: str, end: int, tail: str, governor: str, line: str) -> tuple[Edit, ...] | None:
    """The edits where مفتوحة المصدر follows, which a noun before the phrase may have (نماذج … مفتوحة المصدر)."""
    match = _WORD.search(tail)
    if governor in _words("masculine") and match is not None:
        return _made_masculine(text, end + match.end())
    return () if governor not in _OPENERS and noun_before(line) else None


def _agrees(word: str) -> bool:
    """Whether `word`, right before the phrase, agrees with it itself: an elative, a demonstrative."""
    return bool(word) and (word.lstrip("وفبل") in _words("elative") or word in _FEMININE)


def _generative(text: str, end: int, tail: str) -> tuple[Edit, ...] | None:
    """The edits after a preposition: an adjective may describe a noun further ahead, but not التوليدية."""
    match = _WORD.search(tail)
    first = strip_marks(match.group()) if match else ""
    if match is None or first not in _words("adjective"):
        # وتطبيقاتها are those of the phrase, or of a noun before it.
        return None if first in _RELATIVES or (first.startswith("و") and first.endswith("ها")) else ()
    if first != _GENERATIVE or _VERB_AFTER.match(strip_marks(tail[match.end() :])):
        return None
    return _made_masculine(text, end + match.end())


def _after_masculine(text: str, end: int, tail: str) -> tuple[Edit, ...] | None:
    """The edits after a masculine noun: what is feminine here can only agree with the phrase."""
    first = _WORD.search(tail)
    if first is not None and strip_marks(first.group()) in _words("adjective"):
        return _made_masculine(text, end + first.end())
    described = first is not None and _is_adjective(strip_marks(first.group()))
    return None if described or _is_spoken_of(tail) else ()


def _is_adjective(word: str) -> bool:
    """Whether `word` has the form of a feminine adjective with the article, and is no noun of that form."""
    return _IN_IYYA.fullmatch(word) is not None and word not in _words("noun-in-iyya")


def _after_nothing(tail: str) -> tuple[Edit, ...] | None:
    """The edits where nothing governs the phrase."""
    first = _WORD.search(tail)
    described = first is not None and strip_marks(first.group()) in _words("adjective")
    return None if described or _VERB_AFTER.match(strip_marks(tail)) or _is_spoken_of(tail) else ()


def _is_spoken_of(tail: str) -> bool:
    """Whether a word soon after the phrase may refer to it."""
    words = [strip_marks(word) for word in _WORD.findall(tail)[:_NEAR]]
    return any(_refers(word) for word in words) or (bool(words) and words[0] in _RELATIVES)


def _made_masculine(text: str, end: int) -> tuple[Edit, ...] | None:
    """The edit that takes the ـة from the adjective that ends at `end`."""
    return (Edit(end - 1, end, ""),) if text[end - 1] == "ة" else None


def _acts(word: str, before: str) -> bool:
    """Whether `word`, the last of `before`, is a feminine verb whose subject the phrase is."""
    bare = word.lstrip("وف") if word.lstrip("وف") in _words("verb") else word.lstrip("وف").removeprefix("س")
    return bare in _words("verb") or _WITH_OBJECT.search(strip_marks(before)) is not None


def _is_verb(word: str, before: str) -> bool:
    """Whether `word`, the last of `before`, has the shape of a feminine verb and is no noun that is known."""
    noun = word.removeprefix("و").removeprefix("ال")
    return is_subject(before) and noun not in _words("noun") and noun not in _words("masculine")


def _refers(word: str) -> bool:
    """Whether a word may refer to a feminine noun: a verb in تـ … or a pronoun ـها."""
    bare = word.removeprefix("و").removeprefix("ف")
    if bare in ("تم", "قد", "تحت", "تجاه"):
        return False
    return bare.endswith("ها") or bare in (
        "هذه",
        "تلك",
        "تمت",
        "كانت",
        "أصبحت",
        "ليست",
        "هي",
        "ستكون",
        "تكون",
        "ستصبح",
        "قادرة",
    )
