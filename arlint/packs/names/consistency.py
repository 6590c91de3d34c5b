"""One name spelled in several ways in one text: in Arabic letters, or in both scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from arlint.document import Document
from arlint.model import Applicability, Edit, Hit, Span
from arlint.packs.names.forms import Name, Role, without_article
from arlint.packs.names.mentions import Mention, clitics_before, is_meant
from arlint.text import later
from arlint.text.latin import in_foreign_line, is_original, stands_alone
from arlint.text.quotes import in_quotation
from arlint.text.words import ARABIC_LETTERS, Clitics, attach

#: How many times as often one script must be used as the other before it is the text's own.
_MARGIN = 2
_BARE_ALEF = str.maketrans("أإآ", "ااا")
#: Mentions of the usual script without which a text has none.
_ENOUGH = 2


def arabic(document: Document, groups: Mapping[str, list[Mention]]) -> Iterator[Hit]:
    """A hit for each name that has several Arabic spellings in `document`, with the edits that make them one."""
    for group in groups.values():
        name = group[0].name
        if name.compound or (not name.preferred_arabic and len({m.written for m in group if not m.form.latin}) < 2):
            continue
        counted = arabic_mentions(document, group)
        target = _arabic_target(name, counted)
        odd = [m for m in counted if m.written != target]
        if odd:
            edits = tuple(Edit(m.start, m.end, target) for m in odd)
            sure = all(not m.form.doubt for m in odd)
            yield _hit(edits, counted, target, Applicability.SAFE if sure else Applicability.UNSAFE)


def arabic_mentions(document: Document, group: list[Mention]) -> list[Mention]:
    """The mentions of a name in Arabic letters that say how `document` spells it."""
    cited = _cited(document.text, group)
    return [
        m
        for number, m in enumerate(group)
        if not m.form.latin and number not in cited and _counts(m) and _is_editable(m, document, group)
    ]


_CHOICE = later.pattern(r"[\s\"“”«»)]*(?:أو|او|أي|/)[\s\"“”«»(]*")
#: What stands in one sentence between two words in quotation marks: تكتب الأولى «جوجل» والثانية «غوغل».
_CONTRAST = later.pattern(r"[\"”»][^.!?؟\n]{1,80}[\"“«]")
_PAIR = 2
_QUOTED = later.pattern(rf"[\"“«][{ARABIC_LETTERS} ]+[\"”»]")


def _cited(text: str, group: list[Mention]) -> set[int]:
    """The numbers of mentions that speak of a spelling: alone in brackets (بيتزا هات), or one of two, غوغل أو جوجل."""
    found = {i for i, m in enumerate(group) if text[m.first - 1 : m.first] + text[m.end : m.end + 1] == "()"}
    for number, (one, two) in enumerate(pairwise(group)):
        if one.written != two.written and one.end <= two.first and _CHOICE.fullmatch(text, one.end, two.first):
            found |= {number, number + 1}
    return found | _contrasted(text, group)


def _contrasted(text: str, group: list[Mention]) -> set[int]:
    """The numbers of the two mentions that stand in quotation marks, in one sentence and in different spellings."""
    quoted = [i for i, m in enumerate(group) if _QUOTED.fullmatch(text, m.first - 1, m.end + 1)]
    if len(quoted) != _PAIR:  # a text that has its names in quotation marks
        return set()
    one, two = (group[i] for i in quoted)
    told = one.written != two.written and _CONTRAST.fullmatch(text, one.end, two.first)
    return set(quoted) if told else set()


def scripts(document: Document, groups: Mapping[str, list[Mention]], policy: str) -> Iterator[Hit]:
    """A hit for each name that `document` has in both scripts, with the edits that leave one, as `policy` says."""
    if policy == "keep":
        return
    for name, group in ((group[0].name, group) for group in groups.values()):
        scripts_used = {m.form.latin for m in group}
        if "apart" in name.flags or not name.latin or not name.arabic:
            continue
        if policy == "majority" and len(scripts_used) < 2:
            continue
        aside = _glosses(document.text, group) | _contrasted(document.text, group)
        counted = [
            m for i, m in enumerate(group) if i not in aside and m.inside is None and _is_editable(m, document, group)
        ]
        latin = [m for m in counted if m.form.latin and _is_latin_alone(m, document.text)]
        other = [m for m in counted if not m.form.latin and not _is_part(m, document.text)]
        to_latin = _to_latin(policy, len(latin), len(other))
        if to_latin is None:
            continue
        odd = other if to_latin else [m for m in latin if not in_foreign_line(document.text, m.start, m.end)]
        target = _latin_target(name, latin) if to_latin else _arabic_target(name, other)
        if odd:
            yield _hit(tuple(_rewritten(m, target, document.text) for m in odd), counted, target, None)


def _is_latin_alone(mention: Mention, text: str) -> bool:
    """Whether a Latin mention is no part of a longer name, nor given as the name in its own language."""
    return stands_alone(text, mention.start, mention.end) and not is_original(text, mention.start)


def _to_latin(policy: str, latin: int, other: int) -> bool | None:
    """Whether the text's names become Latin; None where nothing is to be done."""
    if policy != "majority":
        return policy == "latin"
    more, less = max(latin, other), min(latin, other)
    if not less or more < _ENOUGH or more < _MARGIN * less:
        return None
    return latin > other


def _hit(edits: tuple[Edit, ...], counted: list[Mention], target: str, trust: Applicability | None) -> Hit:
    counts = Counter(m.written for m in counted)
    ways = "، ".join(f"{written} ({count})" for written, count in counts.most_common())
    first, *others = edits
    return Hit(
        first.start,
        first.end,
        edits,
        applicability=trust,
        values={"name": counted[0].name.label, "ways": ways, "right": target},
        related=tuple(Span(edit.start, edit.end) for edit in others),
    )


def _counts(mention: Mention) -> bool:
    """Whether a mention is one of the name itself: a family name in a full name is, a brand in a brand is not."""
    return mention.inside is None or (mention.inside.type == "person" and mention.name.type == "person")


def _is_editable(mention: Mention, document: Document, group: list[Mention]) -> bool:
    if mention.form.latin and mention.name.flags & {"word", "anycase"} and mention.written.islower():
        return mention.name.latin.islower()
    return (
        mention.form.role == Role.NAME
        and is_meant(mention, document, group)
        and not document.is_protected(mention.start, mention.end)
        and not in_quotation(document.text, mention.start, mention.end)
    )


def _arabic_target(name: Name, counted: list[Mention]) -> str:
    """The spelling to write: the house's, else the commonest of the text, else the first of the list.

    One that is another of the text without its hamza is none to choose: انستغرام beside إنستغرام.
    """
    if name.preferred_arabic:
        return without_article(name.preferred_arabic)
    written = Counter(m.written for m in counted)
    canonical = [without_article(form) for form in name.arabic]
    if not written:
        return canonical[0]
    bare = {form.translate(_BARE_ALEF) for form in written if form.translate(_BARE_ALEF) != form}
    counts = {form: count for form, count in written.items() if form not in bare}
    most = max(counts.values())
    best = [form for form, count in counts.items() if count == most]
    return next((form for form in canonical if form in best), best[0])


def _latin_target(name: Name, latin: list[Mention]) -> str:
    right = [name.latin, *name.also]
    used = Counter(m.written for m in latin if m.written in right)
    return name.preferred_latin or (used.most_common(1)[0][0] if used else name.latin)


def _rewritten(mention: Mention, target: str, text: str) -> Edit:
    """`mention` in the other script, with the clitics before it as that script has them."""
    if mention.form.latin:
        target = next((form for form in mention.name.arabic if without_article(form) == target), target)
    first, clitics = clitics_before(text, mention.start) if mention.form.latin else (mention.first, mention.clitics)
    if first == mention.start:
        return Edit(mention.start, mention.end, target)
    kept = Clitics(clitics.conjunction, clitics.preposition)  # a name in the other script takes no article
    return Edit(first, mention.end, attach(kept, target))


_GLOSS = later.pattern(r"[\s\"“”«»‘’'()\[\]،,\-\u2013\u2014/:]*(?:(?:أو|أي)[\s\"“”«»(]*)?")


def _glosses(text: str, group: list[Mention]) -> set[int]:
    """The numbers of the mentions that stand beside the same name in the other script: ديب سيك (DeepSeek)."""
    found = set()
    for number, (one, two) in enumerate(pairwise(group)):
        if one.form.latin != two.form.latin and one.end <= two.first and _GLOSS.fullmatch(text, one.end, two.first):
            found |= {number, number + 1}
    return found


def _is_part(mention: Mention, text: str) -> bool:
    """Whether an Arabic mention has a Latin word or a number right after it, so that they are one name (ميتا AI)."""
    after = text[mention.end : mention.end + 2]
    return len(after) > 1 and after[0] in " -" and after[1].isascii() and after[1].isalnum()
