"""Derive rules/lists/lexicon.bin, the right spellings behind the SP rules. Run by hand; the result is committed.

    pip install wordfreq==3.1.1; apt install hunspell hunspell-ar    (3.2 of Ayaspell)
    python tools/build_lexicon.py

Words and frequencies are wordfreq's Arabic list (about 580,000 words: Wikipedia, subtitles, news, web, Twitter). It
holds misspellings, frequent ones too, so three witnesses decide what a spelling is: its frequency beside the other
spellings of its skeleton; the verdict of hunspell with the Ayaspell dictionary; and tools/lexicon_reviewed.tsv, words
read by hand, which overrules both.
Nothing of Ayaspell is copied: only words of wordfreq's list get into the file.
"""

from __future__ import annotations

import itertools
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from wordfreq import get_frequency_list  # type: ignore[import-not-found,unused-ignore]

from arlint.text.lexicon import NO_CHANGE, RIVAL, Change, Status, changes, encode, skeleton

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "rules" / "lists" / "lexicon.bin"
REVIEWED = ROOT / "tools" / "lexicon_reviewed.tsv"

#: Words rarer than 10^-6.8 (0.16 a million) are not proposed: their frequencies rest on a handful of tokens.
RAREST = 690
#: A spelling nobody wrote in wordfreq's sources is at least this rare.
UNSEEN = 800
#: A spelling the dictionary knows is right unless another is four times (60 centibels) commoner; then it is contested.
DUBIOUS = 60
#: What a spelling unknown to the dictionary must be outweighed by, in centibels, to be a certain mistake.
NEEDED = {
    Change.DOTLESS_YA: 60,
    Change.HA: 60,
    Change.TA_MARBUTA: 100,
    Change.DOTTED_MAQSURA: 100,
    Change.HAMZA_DROPPED: 35,
    Change.HAMZA_ADDED: 50,
    Change.HAMZA_SWAPPED: 100,
}
#: A noun this common, or commoner, may be what stands before the pronoun ه of a word that also ends in ة.
HOST = 620
#: What a correction must be commoner by, in centibels, to be applied on request.
LIKELY = 100
#: A word without the article that is misspelled twice must have as many letters (امى for إيمي is no أمي).
TWICE_WRONG = 6
LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]{2,24}")
#: Only what can be misspelled in the ways looked at: an alef that may carry a hamza, or a final ة ه ى ي.
FRAGILE = re.compile("[أإآ]|[ةهىي]$|^(?:[وف]?[بكل]?(?:ال)?|[وف]?لل)ا")
PREFIX = re.compile("[وف]?(?:[بك]?ال|لل|[بكل])?")
ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)")
#: Verbal nouns and verbs whose alef is only written (forms VII to X), and the old nouns that have it: اسم, ابن, اثنان.
WASL = re.compile(
    "ا(?:ن[^اوينت]...?|ست..|.[تطد]..|ت[^ا]ا|د[عخ]ا|طلا|سم(?:ه|ها|هم|اء|ي|ا)?$|بن(?:ه|ها|ة|ته|تها|اء)?$|مر[أؤئ]|ثن[اي])"
)


def read_frequencies() -> dict[str, int]:
    """Words of Arabic letters only, with their rarity in centibels (300: one in a thousand, 600: one in a million)."""
    buckets = get_frequency_list("ar", "large")
    return {word: rarity for rarity, words in enumerate(buckets) for word in words if LETTERS.fullmatch(word)}


def rejected_by_dictionary(words: list[str]) -> set[str]:
    """The words that hunspell does not accept in Arabic."""
    command = ["hunspell", "-d", "ar", "-l", "-i", "utf-8"]
    run = subprocess.run(command, input="\n".join(words) + "\n", capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def read_reviewed() -> dict[str, str]:
    """Word -> its right spelling (itself: right as it is; empty: leave it alone, whatever the other witnesses say)."""
    lines = (line for line in REVIEWED.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    cut = (line.partition("\t") for line in lines)
    return {word: right if tab else word for word, tab, right in cut}


class Judge:
    """What the witnesses say about the spellings of one skeleton at a time."""

    def __init__(self) -> None:
        self.reviewed = read_reviewed()
        self.vouched = set(self.reviewed.values())
        self.rarity = dict.fromkeys(self.reviewed, UNSEEN) | read_frequencies()
        self.groups: dict[str, list[str]] = defaultdict(list)
        for word in self.rarity:
            self.groups[skeleton(word)].append(word)
        fragile = (key for key, words in self.groups.items() if FRAGILE.search(words[0]))
        variants = {variant for key in fragile for variant in spelled(key)}
        self.rejected = rejected_by_dictionary(sorted(variants | set(self.rarity)))

    def accepted(self, word: str) -> bool:
        """Whether the dictionary knows `word`, and not only as a noun that hardly exists with the pronoun ه."""
        if word in self.reviewed:
            return self.reviewed[word] == word
        if word in self.rejected:
            return False
        if word.endswith("ه") and word[:-1] + "ة" not in self.rejected:
            # بسرعه is in the dictionary as بسرع + ه; بسرع being rarer than بسرعه itself, it is بسرعة that was meant.
            # The base is looked at without its prefix too (بموجه is موج + ه); a verb in ى is not found this way (حماه).
            rarity = self.rarity.get(word, UNSEEN)
            bases = range(3 if word[0] in "وفبكل" else 1)
            base = min(self.rarity.get(word[i:-1], UNSEEN) for i in bases)
            bogus = base > rarity + 150 and word[-2] not in "اآئ"
            return not (bogus and self.rarity.get(word[:-1] + "ة", UNSEEN) + DUBIOUS < rarity)
        return True

    def entries(self, key: str) -> list[tuple[str, float, Change | Status]]:
        """The lines of one skeleton."""
        words = sorted(self.groups[key], key=self.rarity.__getitem__)
        known = [word for word in words if self.accepted(word)]
        leading = [w for w in known if w in self.vouched or self.rarity[w] - self.rarity[known[0]] < DUBIOUS]
        right = leading or [word for word in words[:1] if word not in self.reviewed]
        if not right or self.rarity[right[0]] > RAREST:
            return []
        firm = bool(leading)
        lines: list[tuple[str, float, Change | Status]] = []
        for word in right:
            fixes = self.fixes(word, right) if firm else NO_CHANGE
            if not firm and word.endswith("ي"):
                fixes = Change.DOTLESS_YA  # what the list has seen of it and is not `plain` is marked as doubtful
            lines.append((word, self.rarity[word], fixes))
        for word in words:
            if word in right:
                continue
            if self.reviewed.get(word) in right:
                lines.append((word, self.rarity[word], Status.MISTAKE))
                continue
            if word in known or self.reviewed.get(word) == "":
                lines.append((word, self.rarity[word], Status.RARE))
            elif not (self.certain(word, known) if firm else self.plain(word, right[0])):
                lines.append((word, self.rarity[word], Status.DOUBTFUL))
        lines += self.hosts(lines)
        return lines if len(lines) > 1 or FRAGILE.search(right[0]) else []

    def hosts(self, lines: list[tuple[str, float, Change | Status]]) -> Iterator[tuple[str, float, Status]]:
        """The spellings in ه that may be a noun or verb with its pronoun (شركه, استفاده): never corrected unread."""
        listed = {word for word, _, _ in lines}
        for word, rarity, known in lines:
            base, pronoun = word[:-1], word[:-1] + "ه"
            if isinstance(known, Status) or Change.HA not in known or ARTICLE.match(word) or pronoun in listed:
                continue
            if base not in self.rejected and self.rarity.get(base, UNSEEN) <= HOST and base + "ها" in self.rarity:
                yield pronoun, max(self.rarity.get(pronoun, UNSEEN), rarity + LIKELY), Status.DOUBTFUL

    def plain(self, written: str, right: str) -> bool:
        """Whether `written` is a name that the dictionary does not know, with the dots of its ya left out (السيسى)."""
        return changes(written, right) is Change.DOTLESS_YA and self.rarity[written] - self.rarity[right] >= 100

    def certain(self, written: str, known: list[str]) -> bool:
        """Whether `written`, seen but unknown to the dictionary, is a mistake for one of the `known` words only."""
        costs = sorted((self.cost(written, word), word) for word in known)
        (cost, best), *rivals = costs
        margin = self.rarity[written] - self.rarity[best]
        alone = not rivals or rivals[0][0] - cost >= RIVAL
        return alone and self.allowed(written, best, margin)

    def cost(self, written: str, word: str) -> float:
        return self.rarity[word] + RIVAL * (len(changes(written, word)) - 1)

    def allowed(self, written: str, right: str, margin: float) -> bool:
        """Whether the changes are of a kind that reading has shown to be reliable at this margin."""
        change = changes(written, right)
        needed = max(NEEDED[kind] for kind in change) + 65 * (len(change) - 1)
        if len(change) > 1 and not ARTICLE.match(right) and len(right) < TWICE_WRONG:
            return False
        return margin >= needed and all(reliable(kind, written, right, margin) for kind in change)

    def fixes(self, word: str, right: list[str]) -> Change:
        """The changes that lead to `word` with certainty from a spelling that wordfreq has never seen."""
        result = NO_CHANGE
        by_change: dict[Change, list[str]] = defaultdict(list)
        for variant in spelled(skeleton(word)):
            if variant != word and variant not in right:
                by_change[changes(variant, word)].append(variant)
        for change, variants in by_change.items():
            unseen = [v for v in variants if v not in self.rarity]
            if len(change) == 1 and not any(self.accepted(v) for v in unseen):
                margin = UNSEEN - self.rarity[word] - DUBIOUS
                # Where all variants are known, the lines of those that are in doubt say so; the rest follow this mark.
                if any(self.allowed(v, word, margin) for v in variants):
                    result |= change
        return result


def reliable(kind: Change, written: str, right: str, margin: float) -> bool:
    """Tests of shape that a kind of change needs besides its margin; each answers wrong hits that were read."""
    start = next((i for i, (a, b) in enumerate(zip(written, right, strict=True)) if a != b), len(right))
    prefix, stem = right[:start], right[start:]
    if kind is Change.TA_MARBUTA:
        # A feminine before a pronoun (نقلته); any other noun in ة may just be missing from the dictionary (تغريدة).
        return written.endswith("تة")
    if kind is Change.DOTTED_MAQSURA:
        return len(right) >= 4
    if kind is Change.HAMZA_DROPPED:
        if start == len(right) - 1:
            return False
        if not prefix or ARTICLE.fullmatch(prefix):
            return len(stem) >= 4 or (len(stem) == 3 and margin >= 70)
        return len(right) >= 5 and margin >= 70
    if kind is Change.HAMZA_ADDED:
        return PREFIX.fullmatch(prefix) is not None and WASL.match(stem) is not None
    if kind is Change.HAMZA_SWAPPED:
        return ARTICLE.fullmatch(prefix) is not None and len(stem) >= 4
    return True


def spelled(key: str) -> list[str]:
    """Every spelling of a skeleton with at most one hamza, at the first alef that can carry one, or at the next."""
    ends = {"ي": "يى", "ه": "هة"}.get(key[-1], key[-1])
    places = [i for i, letter in enumerate(key[:-1]) if letter == "ا" and not (key[i + 1] == "ل" and i < 2)]
    bodies = {key[:-1]} | {key[:i] + alef + key[i + 1 : -1] for i in places[:2] for alef in "أإآ"}
    return [body + end for body, end in itertools.product(sorted(bodies), ends)]


def main() -> None:
    """Write the list and say how large it is."""
    judge = Judge()
    lines = [line for key in judge.groups for line in judge.entries(key)]
    OUTPUT.write_bytes(encode(lines))
    print(f"{len(lines)} words, {OUTPUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
