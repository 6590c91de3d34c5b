"""Passages in the other languages that Arabic letters write: Persian, Urdu, Kurdish, Pashto, Uyghur, Sindhi.

A passage is a line, a sentence, or what stands between quotation marks. Each word of it speaks for another
language or for Arabic with a weight; the passage is foreign where the first clearly outweighs the second. The
letters that keyboards and PDF files put into Arabic words (U+06CC for U+064A, U+06A9 for U+0643, U+06BE for U+0647:
60 in a million words of edited news) and those of foreign names (peh, tcheh, gaf, veh) only support what function
words or certain letters say; alone they prove nothing, because another rule must see and repair such words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from arlint.text import later, stretches
from arlint.text.spans import merge

if TYPE_CHECKING:
    from collections.abc import Iterator

# A document without any of these holds no such passage: letters beyond the Arabic alphabet, U+06D4 and U+06D5.
# Left out are alef wasla (the Quran) and two letters of Arabic dialects, U+06A4 and U+06A8.
_TRIGGER = later.pattern("[\u0672-\u06a3\u06a5-\u06a7\u06a9-\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f]")

_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
_MARKS = "\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # tatweel and vowel marks
_WORD = later.pattern(rf"[{_LETTERS}][{_LETTERS}{_MARKS}\u200c\u200d]*+")
_STRIP_MARKS = later.pattern(rf"[{_MARKS}\u200d]")

# Where a line is cut: a quotation or bracket is a passage of its own; the marks end a sentence.
_CUT = later.pattern(
    r"(?P<quoted>«[^«»]*+»|“[^“”]*+”|„[^„“”]*+[“”]|\"[^\"]*+\"|\([^()]*+\)|\[[^\[\]]*+\])"
    "|[.!?:;|\u061b\u061f\u06d4\u2026\u2022]++"
)

# Letters that no Arabic word and no common slip of an Arabic keyboard holds.
_CERTAIN = later.pattern(
    "["
    "\u0679\u0688\u0691\u06ba\u06d2\u06d3\u06c2"  # Urdu: tteh, ddal, rreh, noon ghunna, yeh barree
    "\u0695\u06b5\u06ce\u06c6"  # Kurdish: reh and lam with small v, yeh and waw with small v
    "\u067c\u0689\u0693\u069a\u0696\u06bc\u0681\u0685\u06d0\u06cd"  # Pashto
    "\u06c7\u06c8\u06cb\u06ad"  # Uyghur: u, yu, ve, ng
    "\u067a\u067b\u0680\u067d\u067f\u0684\u0683\u0687\u068a\u068c\u068d\u068f\u0699\u06a6\u06b1\u06bb"  # Sindhi
    "\u0672-\u0678\u06a0\u06bd\u0750-\u077f"  # Kashmiri, Jawi and others
    "]"
)
_AE = "\u06d5"  # ae, the commonest letter of Kurdish and Uyghur; in Arabic a slip for final heh
_HEH_GOAL = "\u06c1"  # Urdu; Arabic tweets put it in for ornament, mostly beside another heh
_ORNAMENT = later.pattern("\u06c1[\u0647\u06be\u06c1]|[\u0647\u06be]\u06c1|\u0622.*\u0622|[\u0647\u06be]{2}|\u06d2\\B")
# peh, tcheh, jeh, gaf, keheh, Farsi yeh, heh doachashmee
_SUPPORTING = later.pattern("[\u067e\u0686\u0698\u06af\u06a9\u06cc\u06be]")
_JOINED_AFFIX = later.pattern(
    "^ن?می\u200c|\u200c(?:ها|های|هایی|هایم|هایش|ای|تر|ترین|اند|ام|ایم|اش|شان|کننده|شده|است|آن|سازی)$"
)  # Persian affixes behind the joiner U+200C: mi- of the present tense, the plurals, the participles

# Words that only these languages have, in their own spelling.
_PERSIAN = (
    "که است را از نمی برای باید نیست دارد دارند داشت داشته کند کنند کنید کنیم کنم کرده شوند خواهد خواهند خواهم"
    " هستند هستیم هستم هستید بودند بودم نبود دیگر بسیار هیچ چه چرا اگر یک گفت گفته آنها اینکه اینها هنوز همین"
    " همچنین اکنون درباره چیست کجاست میشود میکند بگوید رفتم خوانده"
)
_URDU = (
    "ہے ہیں کے کا کو میں سے نے یہ وہ تھا تھی تھے گیا گئی گئے بھی نہیں لیے کیا جس اپنے اپنی ہوئے ہوا ہوئی کچھ"
    " والے والی رہا رہے ہو ہوں یہاں وہاں ایک دیا اسے"
)
_KURDISH = "لە بە کە ئەم ئەو بۆ لەگەڵ هەر هەموو نییە دەکات وەک یەک ئێمە دەکرێت هەیە بوو دەبێت نێوان"
_PASHTO = "په کې کښې چې یې لپاره هغه شوي شوې کړي کړې کړ وکړي څخه دغه زموږ ستاسو"
_UYGHUR = "ۋە بىلەن ئۈچۈن بۇ ئۇ بولغان"
_SINDHI = "۾ ۽ آهي آهن سنڌي هئي ٿي ٿو پنهنجي"
_DECISIVE = frozenset(f"{_PERSIAN} {_URDU} {_KURDISH} {_PASHTO} {_UYGHUR} {_SINDHI}".split())
# Words of theirs that Arabic also has, or that an Arabic word becomes by a slip (این of أين).
_AMBIGUOUS = (
    "این های هایی ها با در شد شود شده بود تا خود هر شما کرد کردن پس نیز آنان پیش هست ای تو همه می آمد توسط خیلی وقتی"
    " كه براي اگر يك ميشود ميكند بايد نيست دارد كند كرده ديگر بسيار چيست"
    " اور جو جب ان اس کر پر کی تک ہی پھر سب کوئی بہت ہم آپ"
    " ناو لێ سەر نه تر سره ته دی کوي جي جا سان تي بىر"
)
_TELLING = frozenset(_AMBIGUOUS.split())
_ARABIC = (
    "في فى إلى الى عن التي الذي الذين أن إن أنه أنها إنه إنها هذا هذه ذلك تلك كان كانت يكون تكون لن وقد لقد"
    " كما حيث أو ثم عند منذ ومع أي هي وهو وهي قال وقال قالت وقالت فيها فيه منه منها عليه عليها إليه لها كل ليس"
    " ليست سوف أما إذا لأن بأن وأن ومن وفي وعلى حتى وكان والله ولا أكثر بعض نحو ضد هناك عندما"
)
_ARABIC_WORDS = frozenset(_ARABIC.split())
# Arabic words that they borrowed, or spell alike.
_BORROWED = "على بعد قبل بين مثل له هو قد الله لكن ولكن يا لا حول خلال مع لم"
_SHARED_WORDS = frozenset(_BORROWED.split())
_TO_ARABIC = str.maketrans("\u06cc\u06a9\u06be\u06c1", "\u064a\u0643\u0647\u0647")
_ARTICLE = later.pattern("^(?:[وفبك]?[اآٱ]ل|و?لل)..")
_ARABIC_LETTERS = later.pattern("[\u0629\u0623\u0625]")  # teh marbuta, alef with hamza above and below

# What says in which language a quotation behind it is: "قال بالفارسية: «…»", "الكلمة الأردية «…»".
_NAMED = later.pattern(
    '(?:ال|بال|لل)(?:فارسي|[أا]و?ردي|كردي|سوراني|بشتوي|[أا]ويغوري|سندي|دري)ة[^«»"“”\\n]{0,25}$|البشتو[^«»"“”\\n]{0,25}$'
)
_NAMED_REACH = 40
_FOREIGN_SOUND = later.pattern("[\u067e\u0686\u0698\u06af]")

_MIN_FOREIGN = 2.0  # points: one decisive word, or two words with certain letters
_MIN_SHARE = 0.3  # points a word
_ARABIC_SHARE = 0.5  # Arabic points a word of what is Arabic in a foreign text
_ARABIC_SHARE_OF_TITLE = 0.75  # the same of up to five words; بسم اللہ الرحمن الرحیم has 0.6
_DOMINANCE = 1.5  # how many times the Arabic points the foreign ones must be
_SENTENCE = 5  # words; without any that is Arabic, one telling word and letters in half of them are enough
_NAME_LENGTH = 2  # words; so short a passage needs evidence in every word
_LONGEST_GAP = 300  # code points of lines without evidence between two foreign ones


class _Evidence(NamedTuple):
    """What the words of a passage say, in points."""

    foreign: float = 0.0
    support: float = 0.0
    arabic: float = 0.0
    words: int = 0
    speaking: int = 0  # words with foreign points or support

    def is_foreign(self, *, quoted: bool) -> bool:
        """Give the verdict; outside of quotation marks one word is not enough for it."""
        if self.words <= _NAME_LENGTH:
            return self.arabic == 0 and self.foreign >= (self.words if quoted else _MIN_FOREIGN) and self.words > 0
        if self.arabic == 0 and self.foreign >= 1 and self.words >= _SENTENCE and 2 * self.speaking >= self.words:
            return True  # a headline: قیمت نفت در بازار جهانی کاهش یافت
        return (
            self.foreign >= _MIN_FOREIGN
            and self.speaking > 1
            and self.foreign + min(self.support, self.foreign) >= _MIN_SHARE * self.words
            and self.foreign > _DOMINANCE * self.arabic
        )

    @property
    def may_follow(self) -> bool:
        """Say whether a passage with no verdict goes along with a foreign neighbour."""
        return self.arabic == 0 and (self.speaking > 0 or self.words == 0)

    def plus(self, other: _Evidence) -> _Evidence:
        return _Evidence(
            self.foreign + other.foreign,
            self.support + other.support,
            self.arabic + other.arabic,
            self.words + other.words,
            self.speaking + other.speaking,
        )


class _Piece(NamedTuple):
    """A part of a line: a quotation, or a stretch of the sentence around it."""

    start: int
    end: int
    sentence: int
    evidence: _Evidence
    quoted: bool = False


def foreign_regions(text: str) -> list[tuple[int, int]]:
    """Return the passages of `text` in a language that shares the Arabic script, as sorted, disjoint spans.

    Offsets count code points. A text without any letter beyond the Arabic alphabet costs one scan.

    >>> text = "قال: «می‌خواهم کتاب بخوانم» ثم ذهب الرئیس إلى مكتبه."
    >>> [text[a:b] for a, b in foreign_regions(text)]
    ['«می\u200cخواهم کتاب بخوانم»']
    """
    spans: list[tuple[int, int]] = []
    match = _TRIGGER.search(text)
    while match is not None:
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.start())
        if end < 0:
            end = len(text)
        for first, last in stretches.pieces(text, start, end):
            if _TRIGGER.search(text, first, last):
                spans += _line_regions(text, first, last)
        match = _TRIGGER.search(text, end)
    return _spread(text, _join(text, spans))


def _spread(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In a text that is foreign by more than half, what stands between its passages and isn't Arabic: its titles."""
    if 2 * sum(end - start for start, end in spans) <= len(text):
        return spans
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return merge([*spans, *(gap for gap in zip(ends, starts, strict=True) if _goes_along(text, *gap))])


def _goes_along(text: str, start: int, end: int) -> bool:
    """Whether what stands between foreign passages may be of their language; in a few words names weigh less."""
    evidence = _weigh(text, start, end)
    share = _ARABIC_SHARE if evidence.words > _SENTENCE else _ARABIC_SHARE_OF_TITLE
    return evidence.arabic <= max(evidence.foreign, share * evidence.words)


def _line_regions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Judge the sentences of a line without their quotations, and each quotation by itself."""
    pieces = list(_pieces(text, start, end))
    sentences = [_Evidence()] * (pieces[-1].sentence + 1)
    whole = _Evidence()
    for piece in pieces:
        whole = whole.plus(piece.evidence)
        if not piece.quoted:
            sentences[piece.sentence] = sentences[piece.sentence].plus(piece.evidence)
    foreign = [evidence.is_foreign(quoted=False) for evidence in sentences]
    if not any(foreign) and whole.is_foreign(quoted=False):
        return [(start, end)]
    for index in range(1, len(foreign)):
        foreign[index] = foreign[index] or (foreign[index - 1] and sentences[index].may_follow)
    for index in range(len(foreign) - 2, -1, -1):
        foreign[index] = foreign[index] or (foreign[index + 1] and sentences[index].may_follow)
    return [
        (piece.start, piece.end)
        for piece in pieces
        if _belongs(text, piece, in_foreign_sentence=foreign[piece.sentence])
    ]


def _belongs(text: str, piece: _Piece, *, in_foreign_sentence: bool) -> bool:
    """Say whether a piece is foreign; a quotation goes with its sentence unless its own words say otherwise."""
    if not piece.quoted:
        return in_foreign_sentence
    evidence = piece.evidence
    if evidence.arabic <= 1 and _NAMED.search(text, max(0, piece.start - _NAMED_REACH), piece.start):
        return True
    # Several words of which none is Arabic for certain, half of them with letters that support it, one with پ چ ژ گ.
    speaking = 2 * evidence.speaking >= evidence.words > _NAME_LENGTH and evidence.arabic == 0
    if speaking and _FOREIGN_SOUND.search(text, piece.start, piece.end):
        return True
    return evidence.is_foreign(quoted=True) or (in_foreign_sentence and evidence.arabic <= evidence.foreign)


def _pieces(text: str, start: int, end: int) -> Iterator[_Piece]:
    """Cut a line at its quotations and at the ends of sentences outside of them."""
    first, sentence = start, 0
    for cut in _CUT.finditer(text, start, end):
        if cut["quoted"] is None:
            yield _Piece(first, cut.end(), sentence, _weigh(text, first, cut.end()))
            sentence += 1
        else:
            yield _Piece(first, cut.start(), sentence, _weigh(text, first, cut.start()))
            yield _Piece(cut.start(), cut.end(), sentence, _weigh(text, cut.start(), cut.end()), quoted=True)
        first = cut.end()
    yield _Piece(first, end, sentence, _weigh(text, first, end))


#: Code points of a passage that is worth remembering: fixing reads most passages of a text again.
_LONGEST_KNOWN = 1_000


def _weigh(text: str, start: int, end: int) -> _Evidence:
    passage = text[start:end]
    return _known_weight(passage) if len(passage) <= _LONGEST_KNOWN else _weight(passage)


@lru_cache(maxsize=1 << 14)
def _known_weight(passage: str) -> _Evidence:
    return _weight(passage)


def _weight(passage: str) -> _Evidence:
    foreign = support = arabic = 0.0
    words = speaking = 0
    for match in _WORD.finditer(passage):
        points = _weigh_word(match[0])
        words += 1
        foreign += points[0]
        support += points[1]
        arabic += points[2]
        speaking += points[0] > 0 or points[1] > 0
    return _Evidence(foreign, support, arabic, words, speaking)


def _weigh_word(spelled: str) -> tuple[float, float, float]:
    """Return the points of one word: foreign, support of a foreign verdict, Arabic."""
    word = _STRIP_MARKS.sub("", spelled)
    if _JOINED_AFFIX.search(word):
        return 3.0, 0.0, 0.0
    if word in _DECISIVE:
        return 2.0, 0.0, 0.0
    if word in _TELLING:
        return 1.0, 0.0, 0.0
    support = 0.25 * (_SUPPORTING.search(word) is not None) + 0.25 * ("\u200c" in word[1:-1])
    as_arabic = word.translate(_TO_ARABIC)
    if as_arabic in _ARABIC_WORDS:
        return 0.0, support, 2.0
    if as_arabic in _SHARED_WORDS:
        return 0.0, support, 0.5
    arabic = 1.0 if _ARTICLE.search(as_arabic) or _ARABIC_LETTERS.search(word) else 0.0
    if _ORNAMENT.search(word):
        return 0.0, 0.0, arabic
    certain = len(set(_CERTAIN.findall(word)))
    foreign = 1.0 + 0.5 * (certain > 1) if certain else 0.75 * (_AE in word) + 0.5 * (_HEH_GOAL in word)
    return foreign, support, arabic


def _join(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join passages with no word between them, and foreign lines around lines without evidence (a verse)."""
    joined: list[tuple[int, int]] = []
    for start, end in merge(spans):
        if joined:
            before, gap = joined[-1], text[joined[-1][1] : start]
            whole_lines = gap.startswith("\n") and gap.endswith("\n") and len(gap) <= _LONGEST_GAP
            if not any(map(str.isalpha, gap)) or (whole_lines and _weigh(gap, 0, len(gap)).arabic == 0):
                joined[-1] = (before[0], end)
                continue
        joined.append((start, end))
    return joined
