"""Finding names that a corpus spells in several ways, without a list: for a person to read and to take over.

Two readings of the corpus. The first counts words, and what shows a name: a title before it (شركة، تطبيق), quotation
marks around it, Latin letters beside it; a word that is inflected like a noun or a verb is none. The second counts the
Arabic phrases of two and three words that sound like a candidate (فيس بوك). Then spellings are joined: Latin ones that
differ in case or joint; across the scripts, what stands side by side or sounds the same; Arabic ones that sound the
same and are both used as names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from arlint.packs.names.forms import is_latin
from arlint.packs.names.mentions import TITLES
from arlint.text.fold import fold
from arlint.text.sounds import consonants, likeness, outline, skeleton, spelled_out
from arlint.text.words import ARABIC_LETTERS, readings, strip_marks

Texts = Callable[[], Iterable[str]]

#: The share of a word's mentions that look like those of a name, from which it is taken for one.
NAMELIKE = 0.12
#: The share of inflected forms beside a word's own mentions, from which it is a word of the language.
INFLECTED = 0.12
#: How alike two spellings must sound, by the number of consonants that agree; one consonant is never enough.
CLOSE = {2: 0.8, 3: 0.72}
CLOSE_ENOUGH = 0.66
#: Two Arabic spellings of a name differ by less than an Arabic and a Latin one.
CLOSE_IN_ARABIC = 0.78
#: So alike, by the number of consonants, that a spelling needs no other sign of a name; and the share of such signs
#: that it needs otherwise.
_SAME = {2: 0.97, 3: 0.9, 4: 0.8}
_SOMETIMES = 0.06
#: Letters that foreign names are not written with.
_NATIVE = re.compile("[حصضظعذءئؤ]|ة$")
_SHORTEST = 2
_LONG = 5
_LONGEST = 3

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[@#]\w+|`[^`\n]*`|\S+/\S+/\S+")
_TOKEN = re.compile(
    r"(?P<latin>[A-Za-z][A-Za-z0-9]*(?:[-'’&+.][A-Za-z0-9]+)*)"
    rf"|(?P<arabic>[{ARABIC_LETTERS}]+)|(?P<quote>[\"“”«»()])|(?P<space>[ \u00a0])|(?P<other>\S)"
)
_TITLES = frozenset(fold(title) for titles in TITLES.values() for title in titles)
_QUOTES = frozenset('"“”«»')
#: No name begins or ends with these.
_FUNCTION_WORDS = frozenset((
    "من", "في", "على", "إلى", "الى", "عن", "مع", "أو", "او", "و", "هو", "هي", "هذا", "هذه", "التي", "الذي", "لا", "ما",
    "أن", "ان", "إن", "كما", "بين", "كل", "عند", "بعد", "قبل", "ثم", "قد", "لم", "لن", "حتى", "به", "بها", "له", "لها",
    "فيه", "فيها", "ب", "ل", "ك", "ف", "س",
))  # fmt: skip
_INFLECTIONS = ("ة", "ا", "ه", "ها", "هم", "نا", "ات", "ين", "ون", "ية", "ي", "تها", "ته")


class Spelling(Struct):
    """What was counted of a spelling: mentions, those that look like a name's, words of the other script beside it."""

    text: str
    count: int = 0
    named: int = 0
    beside: Counter[str] = {}  # type: ignore[assignment]  # replaced by a Counter of its own when first needed


class Cluster(Struct, frozen=True):
    """Spellings of what is likely one name, the commonest first, with their counts.

    `beside` is how often one of them stands next to another. The higher the `score`, the surer and the commoner.
    """

    label: str
    spellings: tuple[tuple[str, int], ...]
    beside: int
    score: float


class _Token(Struct, frozen=True):
    kind: str
    text: str


def learn(texts: Texts) -> list[Cluster]:
    """The clusters of `texts`, best first; `texts` is called twice and must yield the same both times."""
    counted = _count(texts(), lambda phrase, words: words == 1 or is_latin(phrase))
    stems = _stems(counted)
    words = _merged(counted, stems)
    ordinary = _ordinary(counted, words)
    wanted = {sound for s in words.values() if s.text not in ordinary and _may_be_name(s) for sound in _sounds(s.text)}

    def sounds_like_one(phrase: str, length: int) -> bool:
        return length > 1 and not is_latin(phrase) and not _is_pair(phrase, counted) and _is_wanted(phrase, wanted)

    phrases = _count(texts(), sounds_like_one)
    every = words | _merged(phrases, stems)
    return sorted(_clusters([s for s in every.values() if s.text not in ordinary]), key=lambda c: (-c.score, c.label))


def _may_be_name(spelling: Spelling) -> bool:
    return is_latin(spelling.text) or _is_namelike(spelling)


def _count(texts: Iterable[str], wanted: Callable[[str, int], bool]) -> dict[str, Spelling]:
    """Every phrase for which `wanted(phrase, number of words)` holds."""
    found: dict[str, Spelling] = {}
    for text in texts:
        for line in _ADDRESS.sub("|", strip_marks(text)).split("\n"):
            tokens = [_Token(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(line)]
            for first, last in _phrases(tokens):
                phrase = "".join(token.text for token in tokens[first:last])
                if wanted(phrase, (last - first + 1) // 2):
                    spelling = found.get(phrase)
                    if spelling is None:
                        spelling = found[phrase] = Spelling(phrase, beside=Counter())
                    spelling.count += 1
                    _note(spelling, tokens, first, last)
    return found


def _phrases(tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    """Runs of one to three words of one script with single spaces between, as ranges of tokens."""
    for first, token in enumerate(tokens):
        if token.kind not in ("latin", "arabic") or token.text in _FUNCTION_WORDS:
            continue
        last = first + 1
        yield first, last
        for _ in range(_LONGEST - 1):
            if last + 1 >= len(tokens) or tokens[last].kind != "space" or tokens[last + 1].kind != token.kind:
                break
            last += 2
            if tokens[last - 1].text not in _FUNCTION_WORDS:
                yield first, last


def _note(spelling: Spelling, tokens: list[_Token], first: int, last: int) -> None:
    """Count what stands around a phrase and shows a name."""
    quoted = first > 0 and last < len(tokens) and tokens[first - 1].text in _QUOTES and tokens[last].text in _QUOTES
    before = first - 2 - quoted
    titled = before >= 0 and tokens[before].kind == "arabic" and _is_title(tokens[before].text)
    other = "arabic" if tokens[first].kind == "latin" else "latin"
    beside = [word for word in (_neighbour(tokens, first - 1, -1, other), _neighbour(tokens, last, 1, other)) if word]
    spelling.named += bool(quoted or titled or beside)
    spelling.beside.update(beside)


def _is_title(word: str) -> bool:
    return fold(word) in _TITLES or any(fold(stem) in _TITLES for _, stem, pronoun in readings(word) if not pronoun)


def _neighbour(tokens: list[_Token], at: int, step: int, kind: str) -> str:
    """The word of the other script that is next but for a space, quotation marks and brackets; else nothing."""
    for _ in range(4):
        if not 0 <= at < len(tokens) or tokens[at].kind not in ("space", "quote", kind):
            return ""
        if tokens[at].kind == kind:
            return tokens[at].text
        at += step
    return ""


def _stems(words: Mapping[str, Spelling]) -> dict[str, str]:
    """Word -> the word without clitics, where that is seen by itself as often at least."""
    stems = {}
    for word, spelling in words.items():
        if is_latin(word):
            continue
        for _, stem, pronoun in readings(word):
            bare = words.get(stem)
            if (
                stem != word
                and not pronoun
                and bare is not None
                and bare.count >= spelling.count
                and len(stem) > _SHORTEST
            ):
                stems[word] = stem
    return stems


def _merged(spellings: Mapping[str, Spelling], stems: Mapping[str, str]) -> dict[str, Spelling]:
    """The spellings with clitics counted as the ones without."""
    merged: dict[str, Spelling] = {}
    for text, spelling in spellings.items():
        head, space, rest = text.partition(" ")
        stem = stems.get(head, head) + space + rest
        own = merged.setdefault(stem, Spelling(stem, beside=Counter()))
        own.count += spelling.count
        own.named += spelling.named
        own.beside.update(spelling.beside)
    return merged


def _ordinary(counted: Mapping[str, Spelling], words: Mapping[str, Spelling]) -> set[str]:
    """Words of the language: with endings that no foreign name takes, conjugated, or mostly with ال."""

    def count(word: str) -> int:
        return counted[word].count if word in counted else 0

    ordinary = set(_FUNCTION_WORDS)
    for word, spelling in words.items():
        if is_latin(word):
            continue
        inflected = sum(count(word + ending) for ending in _INFLECTIONS)
        if word[-1] in "ةي":
            inflected += count(word[:-1]) + count(word[:-1] + "ه")
        if word[0] in "يتن":
            inflected += sum(count(first + word[1:]) for first in "يتن" if first != word[0])
        with_article = count("ال" + word) + count("لل" + word) + count("وال" + word) + count("بال" + word)
        if (
            inflected >= INFLECTED * spelling.count
            or with_article > spelling.count / 2
            or word.startswith(("ال", "لل"))
        ):
            ordinary.add(word)
    return ordinary


def _is_namelike(spelling: Spelling) -> bool:
    return spelling.named >= NAMELIKE * spelling.count


def _outlines(text: str) -> list[str]:
    """How a spelling may sound: as a word, and letter by letter."""
    return [sounds for sounds in (outline(text), spelled_out(text)) if sounds]


def _sounds(text: str) -> set[str]:
    """The skeletons of a spelling; with a single consonant the vowels count too (هواوي)."""
    return {_key(sounds) for sounds in _outlines(text)} - {""}


def _key(sounds: str) -> str:
    sound = consonants(sounds)
    if len(sound) >= _SHORTEST:
        return sound
    return sounds if len(sounds) > _SHORTEST + 1 else ""


def _is_pair(phrase: str, words: Mapping[str, Spelling]) -> bool:
    """Whether a later word of `phrase` is one joined with “and”: مايكروسوفت وياهو are two names."""
    return any(word[0] == "و" and word[1:] in words for word in phrase.split()[1:])


def _is_wanted(phrase: str, wanted: set[str]) -> bool:
    """Whether an Arabic phrase sounds like one of `wanted`, as it is or without clitics."""
    if _sounds(phrase) & wanted:
        return True
    head, _, rest = phrase.partition(" ")
    return any(_sounds(f"{stem} {rest}") & wanted for _, stem, pronoun in readings(head) if not pronoun)


def _clusters(spellings: list[Spelling]) -> Iterator[Cluster]:
    latin: dict[str, list[Spelling]] = defaultdict(list)
    for spelling in spellings:
        if is_latin(spelling.text):
            latin[_compact(spelling.text)].append(spelling)
    arabic = [s for s in spellings if not is_latin(s.text)]
    groups = list(latin.values())
    by_sound: dict[str, list[list[Spelling]]] = defaultdict(list)
    for group in groups:
        for sound in {sound for s in group for sound in _sounds(s.text)}:
            by_sound[sound].append(group)
    twins = _twins(arabic)
    for spelling in sorted(arabic, key=lambda s: -s.count):
        candidates = by_sound[_key(outline(spelling.text))]
        best = max(candidates, key=lambda group: _closeness(spelling, group), default=None)
        if best is not None and _closeness(spelling, best) > 0:
            best.append(spelling)
        elif (
            _is_namelike(spelling) and len(skeleton(spelling.text)) > _SHORTEST and not _NATIVE.search(spelling.text)
        ) or spelling.text in twins:
            own = [spelling]
            groups.append(own)
            by_sound[_key(outline(spelling.text))].append(own)
    for group in groups:
        if len(group) > 1 and any(s.text != s.text.lower() or not is_latin(s.text) for s in group):
            yield _cluster(group)


def _twins(arabic: list[Spelling]) -> set[str]:
    """Long words seen with غ and with ج at the same place: so foreign names are written, and hardly anything else."""
    alike: dict[str, list[str]] = defaultdict(list)
    for spelling in arabic:
        if len(spelling.text) >= _LONG and not _NATIVE.search(spelling.text):
            alike[spelling.text.replace("غ", "ج")].append(spelling.text)
    return {text for texts in alike.values() if len(texts) > 1 for text in texts}


def _closeness(spelling: Spelling, group: list[Spelling]) -> float:
    """How surely an Arabic spelling belongs to `group`; 0 where it does not."""
    best = 0.0
    for other in group:
        if is_latin(other.text):
            beside = _beside(spelling, other)
            alike = max(likeness(outline(spelling.text), sounds) for sounds in _outlines(other.text))
            close = CLOSE.get(len(skeleton(spelling.text)), CLOSE_ENOUGH)
            if (alike >= close and _is_plausible(spelling, alike)) or (beside and alike > close / 2):
                best = max(best, alike + 2 * bool(beside))
        else:
            alike = likeness(outline(spelling.text), outline(other.text))
            if alike >= CLOSE_IN_ARABIC and _is_plausible(spelling, alike):
                best = max(best, alike)
    return best


def _is_plausible(spelling: Spelling, alike: float) -> bool:
    """Whether an Arabic spelling can be a foreign name by its letters and its use."""
    if _NATIVE.search(spelling.text):
        return False
    length = min(len(skeleton(spelling.text)), max(_SAME))
    if alike >= _SAME.get(length, 1):
        return length > _SHORTEST or spelling.named > 0
    return spelling.named >= (_SOMETIMES if length > _SHORTEST else NAMELIKE) * spelling.count and spelling.named > 0


def _compact(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _beside(one: Spelling, two: Spelling) -> int:
    """How often the two stand side by side."""
    return one.beside[two.text] + two.beside[one.text]


def _cluster(members: list[Spelling]) -> Cluster:
    latin = [s for s in members if is_latin(s.text)]
    beside = sum(_beside(one, two) for i, one in enumerate(members) for two in members[i + 1 :])
    total = sum(s.count for s in members)
    second = sorted((s.count for s in members), reverse=True)[1]
    named = sum(s.named for s in members) / total
    # What is used often in both spellings, as a name, and once explained by the other, is worth the reader's time.
    score = second * (0.2 + named) * (3 if beside else 1) * len(skeleton(members[0].text))
    label = max(latin, key=lambda s: (s.text != s.text.lower(), s.count)).text if latin else members[0].text
    counts = tuple((s.text, s.count) for s in sorted(members, key=lambda s: -s.count))
    return Cluster(label, counts, beside, score)
