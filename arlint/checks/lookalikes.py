"""Letters of Persian, Urdu or Kurdish in Arabic words (الوزیر، الکوفة، ھناك), which look right and are not found.

Passages in those languages are protected regions. Here a word is judged: one with a letter for a foreign sound
(گوتنبرگ) is a name in its own spelling, and so is one between two words of such letters without an Arabic one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from string import ascii_letters

from arlint.checks.places import lines_with, matches, positions, told_of_lines
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.text import later
from arlint.text.lexicon import is_word, zipf
from arlint.text.words import DEFINITE_FRONT

#: Each look-alike with the letter it stands for. Final yeh, teh marbuta and heh goal are decided by the word.
_PLAIN = {
    "\u06a9": "\u0643",  # keheh
    "\u06aa": "\u0643",  # swash kaf
    "\u06be": "\u0647",  # heh doachashmee
    "\u06c1": "\u0647",  # heh goal
    "\u06d5": "\u0647",  # ae
    "\u06c3": "\u0629",  # teh marbuta goal
    "\u06cc": "\u064a",  # Farsi yeh
    "\u06d0": "\u064a",  # e
    "\u06d2": "\u064a",  # yeh barree
    "\u06ba": "\u0646",  # noon ghunna
}
TRIGGERS = "".join(_PLAIN)
_FINAL_YEH = "\u06cc\u06d2"
_LETTERS = "[\u0620-\u065f\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u0670\u200c]"
_WORD = later.pattern(f"{_LETTERS}+")
_WORD_BEFORE = later.pattern(f"({_LETTERS}+)[ \u00a0]{{1,2}}\\Z")
_WORD_AFTER = later.pattern(f"[ \u00a0]{{1,2}}({_LETTERS}+)")
#: Code points of a word and what parts it from the next.
_REACH = 30
_FOREIGN_SOUND = later.pattern(
    "[\u067e\u0686\u0698\u06af\u06a4\u0679\u0688\u0691\u06c6\u06ce\u06b5\u0695\u06c7\u06d0"
    "\u0750-\u077f\u06c9\u06cb\u0681\u0685\u0693\u0696\u069a\u06ab\u06bc\u06cd]"
    "|\u06d5(?=[\u0621-\u06d3])"  # the Kurdish vowel joins to nothing: مەهاباد
)
#: Kurdish and Uyghur write a vowel at a word's head on a hamza: ئەربیل.
_KURDISH = later.pattern("^\u0626[\u06d5\u0627\u0648\u06cc]")
_ARABIC_ONLY = later.pattern("[\u0629\u0623\u0625\u0643\u064a\u0649\u0624\u064b-\u0652]|^" + DEFINITE_FRONT)
#: Words with the article, or with a letter that the sisters of Arabic lack.
_SURELY_ARABIC = later.pattern(f"(?<![\u0620-\u06d3]){DEFINITE_FRONT}[\u0621-\u06d3]{{3}}|[\u0629\u0623\u0625\u0649]")
_MARKED = later.pattern(f"(?<![\u0620-\u06d3])[\u0620-\u06d3]*[{TRIGGERS}][\u0620-\u06d3]*")
_SEVERAL = 3
#: Letters of the longest word that is mended letter by letter: one of millions would be an edit for each.
_LONGEST = 100
_MARKS = later.pattern("[\u064b-\u065f\u0670\u200c]")
#: Common words of Persian and Urdu that Arabic does not have: a word beside one is no Arabic word.
_SISTER_WORDS = frozenset(
    (
        "که",
        "این",
        "است",
        "می",
        "برای",
        "از",
        "های",
        "یک",
        "شد",
        "بود",
        "کرد",
        "کند",
        "شود",
        "نیز",
        "خود",
        "ہے",
        "میں",
        "کی",
        "کے",
        "کا",
        "اور",
        "سے",
        "کو",
        "نے",
        "پر",
        "یہ",
        "وہ",
        "ہیں",
        "ئەم",
        "لە",
        "بە",
        "فارسی",
        "کوردی",
        "دری",
    )
)
#: Alef wasla is a letter of the Quran; before an article in a line without any mark it is a decorated alef.
_WASLA = later.pattern("(?<![\u0621-\u06d3])([وفبك]?)\u0671(?=ل[\u0621-\u064a])")
#: Signs of reciters, in lines of the Quran, some editions of which have such letters: ٱلرَّحۡمَـٰنِ ٱلرَّحِیمِ.
_RECITED = later.pattern("[\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_LINE_MARKS = later.pattern("[\u064b-\u0652\u0670\u06d6-\u06ed\ufd3e]")
#: A language in whose spelling the words beside it may be quoted: «کتاب» بالفارسية.
_IN_ITS_SPELLING = later.pattern(r"(?:بال|لغة ال|تركية ال)(?:فارسي|[أا]و?ردي|كردي|عثماني|[أا]ويغوري|بشتوي|دري)ة")
_QUOTED_NEAR = 60
_CLITICS = later.pattern(f"^(?:{DEFINITE_FRONT}|[وف])(?=..)")
#: A yeh barree within a word is no letter of it but an ornament (عمےره), or it stands for a ي.
_ORNAMENT = later.pattern("\u06d2(?=[\u0621-\u06d3])")
#: Near one of these it does: صحيفة «کیهان» الإيرانية.
_OF_ITS_COUNTRY = later.pattern(r"(?<!\w)[وبل]?(?:ال|لل)?(?:[إا]يران|فارس|باكستان|[أا]فغان|[أا]ردي|كردي|كردستان)")
#: A quotation around a word, which may hold a title in its own spelling: «تاریخ ادبیات ایران».
_OPENED, _CLOSED = later.pattern('[«“"][^«»“”"\n]{0,80}\\Z'), later.pattern('[^«»“”"\n]{0,80}[»”"]')


def find(document: Document, *, maksura: list[str], either: list[str]) -> Iterator[Hit]:
    """Arabic words with look-alike letters, in their own.

    `maksura`: words that end in alef maksura, for final Farsi yeh; `either`: those that may end in yeh as well.
    """
    text = document.text
    endings, open_words = frozenset(maksura), frozenset(either)
    reach = -1
    # A text with several words that can only be Arabic was typed on such a keyboard; its other words were too.
    lines = lines_with(document, TRIGGERS)
    marked = (m[0] for line in lines for m in _MARKED.finditer(text, line.start, line.end))
    certain = (word for word in marked if not _FOREIGN_SOUND.search(word))
    habit = sum(_ARABIC_ONLY.search(word) is not None for word in certain) >= _SEVERAL or _lacks_its_own(text)
    recited = told_of_lines(document, lambda lo, hi: _RECITED.search(text, lo, hi) is not None)
    for at in positions(document, TRIGGERS):
        if at < reach or text[at] not in _PLAIN or recited(at):
            continue
        start = at
        while start and _WORD.match(text, start - 1, start):
            start -= 1
        found = _WORD.match(text, start)
        if found is None:
            continue
        reach = found.end()
        end = found.end()
        if not _is_arabic(text, start, end, by_habit=habit):
            continue
        quoted = "" if habit else _possible_title(text, start, end)
        if quoted and _is_of_its_country(text, start, end, quoted):
            continue
        word = text[start:end]
        named = _named(word, _beside(text, start, -1), _beside(text, end, 1))
        new, sure, likely = (_plain(word), False, True) if named else _respell(word, endings, open_words)
        if quoted or _ORNAMENT.search(word):
            sure = likely = False
        likely = likely and named is not None
        edits = tuple(_edits(start, word, new))
        if edits:
            safe = sure and all(edit.text for edit in edits)  # no letter goes for certain, not even one for show
            trust = Applicability.SAFE if safe else Applicability.UNSAFE
            yield Hit(start, end, edits, trust, clean=likely and not safe, values={"fix": new})


def _lacks_its_own(text: str) -> bool:
    """Whether an Arabic text has none of the letters ك and ي that look-alikes stand for: its keyboard has none."""
    pairs = [(other, own) for other, own in (("\u06a9", "\u0643"), ("\u06cc", "\u064a")) if other in text]
    if not pairs or any(own in text for _, own in pairs):
        return False
    return len(list(islice(_SURELY_ARABIC.finditer(text), _SEVERAL))) == _SEVERAL


def _possible_title(text: str, start: int, end: int) -> str:
    """The quotation in which a word without a letter that only Arabic has stands, "" outside of one."""
    if _ARABIC_ONLY.search(text[start:end]) or (closed := _CLOSED.match(text, end)) is None:
        return ""
    opened = _OPENED.search(text, max(0, start - 81), start)
    return text[opened.start() : closed.end()] if opened else ""


def _is_of_its_country(text: str, start: int, end: int, quoted: str) -> bool:
    """Whether the quotation around a word holds no surely Arabic one, and a country beside it has another spelling."""
    near = _OF_ITS_COUNTRY.search(text, max(0, start - _QUOTED_NEAR), end + _QUOTED_NEAR)
    return near is not None and _SURELY_ARABIC.search(quoted) is None


def wasla(document: Document) -> Iterator[Hit]:
    """Articles with alef wasla in lines without vowel marks, with a plain alef."""
    text = document.text
    marked = told_of_lines(document, lambda lo, hi: _LINE_MARKS.search(text, lo, hi) is not None)
    for found in _WASLA.finditer(text):
        if not marked(found.start()):
            at = found.end() - 1
            yield Hit(at, found.end(), (Edit(at, found.end(), "\u0627"),))


def _edits(start: int, word: str, new: str) -> Iterator[Edit]:
    last = _last_letter(word)
    letters = list(new)
    if _is_doubled(word, new, last):
        letters[last] = ""
    if len(word) > _LONGEST:
        yield Edit(start, start + len(word), "".join(letters))
        return
    for i, (here, there) in enumerate(zip(word, letters, strict=True)):
        if here != there:
            yield Edit(start + i, start + i + 1, there)


def _last_letter(word: str) -> int:
    return max((i for i, char in enumerate(word) if not _MARKS.match(char)), default=0)


def _is_doubled(word: str, new: str, last: int) -> bool:
    """Whether the last letter is a heh that doubles another one for show: راحتهہ, but not وجهہ, which is وجهه."""
    if new[last - 1 : last + 1] != "\u0647\u0647" or word[last] == "\u0647":
        return False
    return not is_word(new)


def _plain(word: str) -> str:
    return "".join(_PLAIN.get(char, char) for char in word)


#: Beside these علی is the name علي, and before these بنی is بني, the sons of somebody, whatever the sentence says.
_BEFORE_NAME, _AFTER_NAME = frozenset(("بن", "ابن", "أبو", "ابو")), frozenset(("بن",))
_FATHERS = frozenset(("إسرائيل", "اسرائيل", "أمية", "آدم", "قريظة", "النضير", "قينقاع", "مخزوم"))
#: Beside these either may be: السيد علي, and رد السيد على السؤال; بني تميم, and بنى تميم قصرا.
_TITLES = "أبي ابي الإمام الامام السيد سيد الشيخ سيدنا الحاج محمد حسين مولانا الحسن الحسين حسن أحمد احمد ميرزا"
_PEOPLE = "حسيني موسوي ابن أبي ابي أبو ابو خامنئي الخامنئي لاريجاني شريعتي شمخاني رضا اصغر الندوي بابا"
_TRIBES = "تميم هاشم العباس سعد أسد عامر ادم"
_PERHAPS_BEFORE, _PERHAPS_AFTER = frozenset(_TITLES.split()), frozenset(_PEOPLE.split())
_PERHAPS_FATHERS = frozenset(_TRIBES.split())


def _named(word: str, before: str, after: str) -> bool | None:
    """Whether a word with a final Farsi yeh is a name that ends in yeh, by the words beside it; None: perhaps."""
    if _plain(word) == "علي":
        if before in _BEFORE_NAME or after in _AFTER_NAME:
            return True
        return None if _plain(before) in _PERHAPS_BEFORE or _plain(after) in _PERHAPS_AFTER else False
    if _plain(word) == "بني":
        return True if after in _FATHERS else None if after in _PERHAPS_FATHERS else False
    return False


def _respell(word: str, endings: frozenset[str], either: frozenset[str]) -> tuple[str, bool, bool]:
    """The word in Arabic letters, whether no other spelling comes into question, and whether none is as likely."""
    new = _plain(word)
    last = _last_letter(word)
    if word[last] not in _FINAL_YEH:
        return new, True, True
    maksura = new[:last] + "\u0649" + new[last + 1 :]
    bare, dotted = _MARKS.sub("", maksura), _MARKS.sub("", new)
    stem = _CLITICS.sub("", bare)
    may_be_either = bare in either or stem in either
    if not may_be_either and (bare in endings or stem in endings):
        return maksura, True, True
    # With its clitics where such a word is known: الرأي is no رأى with an article.
    margin = (zipf(bare) - zipf(dotted)) or (zipf(stem) - zipf(_CLITICS.sub("", dotted)))
    sure = abs(margin) >= _CERTAIN and not may_be_either
    # A word that no list holds may be written with ى in Egypt, and be its own reading with ي.
    likely = sure or (abs(margin) >= _LIKELY and (may_be_either or margin < 0))
    return (maksura if margin > 0 else new), sure, likely


#: By how much one reading must be commoner than the other to be certain, or to be likely: 30 times and twice, in powers
#: of ten.
_CERTAIN, _LIKELY = 1.5, 0.35


def _is_arabic(text: str, start: int, end: int, *, by_habit: bool) -> bool:
    word = text[start:end]
    if _FOREIGN_SOUND.search(word) or word in _SISTER_WORDS or "\u200c" in word.strip("\u200c"):
        return False
    if len(word) < 2 or _KURDISH.search(word):  # a letter that is spoken of
        return False
    if _ARABIC_ONLY.search(word):
        return True
    if _IN_ITS_SPELLING.search(text, max(0, start - _QUOTED_NEAR), end + _QUOTED_NEAR):
        return False
    beside = [_beside(text, start, -1), _beside(text, end, 1)]
    if any(other in _SISTER_WORDS or _FOREIGN_SOUND.search(other) for other in beside):
        return False
    # Among such words of which nothing shows that they are Arabic: a name or title in its own spelling, it may be.
    doubtful = [other for other in beside if not (_PLAIN.keys().isdisjoint(other) or _ARABIC_ONLY.search(other))]
    return by_habit or not doubtful or all(map(_has_arabic_endings, (word, *doubtful)))


#: What Arabic words end in: pronouns, the plurals and duals of nouns, and adverbs of adjectives (رسمیا).
_ENDINGS = later.pattern("(?:[ھہ][اﺎ]|[ھہ]م|[ھہ]ما|[ھہ]ن|ی[هھہ]|نا|ون|ین|ات|ان|تم|...یا)$")


def _has_arabic_endings(word: str) -> bool:
    """Whether `word` ends as Arabic words do; a short one may stand for a name (مھا)."""
    return _ENDINGS.search(word) is not None


def _beside(text: str, at: int, step: int) -> str:
    """The word next to `at`, "" where something other than spaces parts them."""
    found = _WORD_AFTER.match(text, at) if step > 0 else _WORD_BEFORE.search(text, max(0, at - _REACH), at)
    return found[1] if found else ""


#: Where an Arabic keyboard has its hamza letters, by the key of an English one: الHميركي is الأميركي.
_KEYS = {"H": "أ", "Y": "إ", "N": "آ", "G": "لأ", "T": "لإ", "B": "لآ"}
_LATIN_INSIDE = later.pattern("(?<=[\u0621-\u064a])[A-Za-z](?=[\u0621-\u064a])")


def latin_inside(document: Document) -> Iterator[Hit]:
    """A Latin letter between two Arabic ones; a slip of the keyboard layout where the key has a hamza letter."""
    for found in matches(document, _LATIN_INSIDE, ascii_letters):
        start, end = found.span()
        meant = _KEYS.get(found[0])
        yield Hit(start, end, (Edit(start, end, meant),) if meant else None)
