"""The kind `variants`: names from a list, and the ways in which a text spells one of them wrongly or in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

from arlint.config import BrandsConfig, Config, ConfigError
from arlint.document import Document
from arlint.model import Applicability, Edit, Hit
from arlint.packs.base import Match, Rule
from arlint.packs.names import consistency
from arlint.packs.names.casing import wrong_case
from arlint.packs.names.forms import Role, unlisted
from arlint.packs.names.mentions import LED_TO, Mention, NameList, compile_names, is_meant, unpacked
from arlint.packs.schema import RuleSpec
from arlint.text import later
from arlint.text.latin import in_arabic, in_foreign_line, is_original, stands_alone

Task = Literal["case", "arabic", "script", "slip", "order", "model", "noun"]


class Variants(RuleSpec, frozen=True, kw_only=True, tag="variants"):
    """Judge the spelling of the names in `list`.

    `task` says what is looked for: "case", a Latin name in the wrong case; "arabic", one name in several Arabic
    spellings in one text; "script", one name in both scripts; "slip", a misspelling; "order", two Latin words of a name
    the wrong way round; "model", a model's number joined in several ways; "noun", an English word left in the text
    (the list then gives its Arabic).
    """

    task: Task
    list: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The names that a message may hold in braces."""
        if self.task == "case":
            return super().told
        return (*super().told, "name", *(("ways", "right") if self.task in {"arabic", "script"} else ()))


def check_preferences(brands: BrandsConfig, specs: Iterable[RuleSpec]) -> None:
    """Raise `ConfigError` for a name in `prefer` that no rule of `specs` lists: nothing would come of it."""
    missing: dict[str, str] = dict.fromkeys(brands.prefer, "")
    for rows in dict.fromkeys(spec.rows for spec in specs if isinstance(spec, Variants)):
        found = unlisted(rows, tuple(brands.names.items()), missing)
        missing = {name: missing[name] or meant for name, meant in found.items()}
    for name, meant in missing.items():
        hint = f" (did you mean {meant!r}?)" if meant else "; [brands.names] takes names of your own"
        raise ConfigError(f"no list has the name {name!r}{hint} (in 'brands.prefer')", f"brands.prefer.{name}")


class VariantsRule(Rule[Variants]):
    """A compiled `variants` rule."""

    def __init__(self, spec: Variants, config: Config, prepared: bytes = b"") -> None:
        super().__init__(spec)
        self._brands = config.brands
        self._prepared = prepared

    @property
    def prepared(self) -> bytes:
        return self._names.packed

    @cached_property
    def _names(self) -> NameList:
        if self._prepared:
            return unpacked(self._prepared)
        brands = self._brands
        # What a house calls a name is no common noun.
        names = () if self.spec.task == "noun" else tuple(brands.names.items())
        return compile_names(self.spec.rows, names, tuple(brands.prefer.items()))

    @property
    def whole_words(self) -> bool:
        return True

    @property
    def literals(self) -> Mapping[bytes, int]:
        roles = {"slip": (Role.SLIP,), "order": (Role.SWAPPED, Role.NAME)}.get(self.spec.task, (Role.NAME,))
        scripts = {"arabic": (False,), "case": (True,), "model": (True,), "order": (True,), "noun": (True,)}
        return self._names.literals(roles, scripts.get(self.spec.task, (True, False)))

    def find(self, document: Document, matches: Iterable[Match]) -> Iterator[Hit]:
        matches = list(matches)
        if not self._may_differ(document, matches):
            return
        mentions = self._names.mentions(document, matches)
        if not mentions:
            return
        if self.spec.task == "script":
            yield from consistency.scripts(document, _by_name(mentions), self._brands.script)
            return
        yield from _FINDERS[self.spec.task](document, _by_name(mentions))

    def _may_differ(self, document: Document, matches: list[Match]) -> bool:
        """Whether one name is matched in two ways, where the task is to find that; most texts spell a name one way."""
        if self.spec.task == "script" and self._brands.script == "majority":
            forms = [self._names.form(match.literal) for match in matches]
            latin = {form.name.label for form in forms if form.latin}
            return bool(latin) and not latin.isdisjoint(form.name.label for form in forms if not form.latin)
        if self.spec.task == "arabic":
            first: dict[str, Match] = {}
            for match in matches:
                name = self._names.form(match.literal).name
                if name.preferred_arabic:
                    return True
                other = first.setdefault(name.label, match)
                if other is not match and (
                    other.literal != match.literal or _letters(document, other) != _letters(document, match)
                ):
                    return True
            return False
        return True

    def spellings(self, document: Document, matches: Iterable[Match]) -> Iterator[tuple[str, str]]:
        """The names among `matches` as `document` spells them in Arabic: label and spelling, once a mention."""
        for group in _by_name(self._names.mentions(document, matches)).values():
            yield from ((m.name.label, m.written) for m in consistency.arabic_mentions(document, group))


def _letters(document: Document, match: Match) -> str:
    """What `document` has where a literal was found."""
    return document.text[document.folded.point(match.start) : document.folded.point(match.end - 1) + 1]


Groups = Mapping[str, list[Mention]]


def _by_name(mentions: Iterable[Mention]) -> Groups:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.name.label].append(mention)
    return groups


def _slips(document: Document, groups: Groups) -> Iterator[Hit]:
    for group in groups.values():
        for mention in group:
            if mention.form.latin and in_foreign_line(document.text, mention.start, mention.end):
                continue
            if is_meant(mention, document, ()):
                new = (Edit(mention.start, mention.end, mention.form.right),)
                trust = Applicability.UNSAFE if mention.form.doubt == LED_TO else None
                yield Hit(mention.start, mention.end, new, trust, values={"name": mention.name.label})


def _swapped(document: Document, groups: Groups) -> Iterator[Hit]:
    for group in groups.values():
        for mention in group:
            is_swapped = mention.form.role == Role.SWAPPED and mention.inside is None
            if is_swapped and stands_alone(document.text, mention.start, mention.end):
                new = (Edit(mention.start, mention.end, mention.form.right),)
                yield Hit(mention.start, mention.end, new, values={"name": mention.name.label})


#: A version, and what follows the name of a model and tells its versions apart: `V3`, `-4o`, ` 3.1`.
_NUMBER = r"(?P<version>[A-Za-z]?\d+(?:\.\d+)*[A-Za-z]?)"
_VERSION = later.pattern(rf"(?P<joint>[ -]?){_NUMBER}(?![A-Za-z0-9])")
#: The same where nothing parts the two, and no address goes on.
_JOINED_UP = later.pattern(rf"(?P<joint>){_NUMBER}(?![\w.-]*\w)")


def _models(document: Document, groups: Groups) -> Iterator[Hit]:
    for name, group in groups.items():
        if group[0].name.type != "model":
            continue
        found: dict[str, list[re.Match[str]]] = defaultdict(list)
        for mention in group:
            match = _VERSION.match(document.text, mention.end)
            # The id itself is protected; what stands before it tells whether it is a part of an address or a tag.
            if match is not None and not document.is_protected(mention.start - 1, mention.start):
                found[match["version"].casefold()].append(match)
        for match in _joined_up(document, name) if found else ():
            if match["version"].casefold() in found:
                found[match["version"].casefold()].append(match)
        for matches in found.values():
            ways = [match["joint"] for match in matches]
            # Of two ways equally common the hyphen is right: so the makers write their ids. Else the first one is.
            usual = max(dict.fromkeys(ways), key=lambda way: (ways.count(way), way == "-"))
            odd = [match for match in matches if match["joint"] != usual]
            if odd:
                edits = tuple(Edit(*match.span("joint"), usual) for match in odd)
                right = {"name": f"{name}{usual}{odd[0]['version']}"}
                yield Hit(odd[0].start("joint") - len(name), odd[0].end(), edits, values=right)


def _joined_up(document: Document, name: str) -> Iterator[re.Match[str]]:
    """Where the model's name and a version are one word: GPT4. That is no mention, since the name is no word there."""
    text, at = document.text, document.text.find(name)
    while at >= 0:
        end = at + len(name)
        match = _JOINED_UP.match(text, end)
        apart = not at or not (text[at - 1].isalnum() or text[at - 1] in "_./-")
        if match is not None and apart and not document.is_protected(at - 1, at):
            yield match
        at = text.find(name, end)


def _nouns(document: Document, groups: Groups) -> Iterator[Hit]:
    text = document.text
    for mention in (mention for group in groups.values() for mention in group):
        start, end, arabic = mention.start, mention.end, mention.name.arabic[0]
        glosses = (text[start - 1 : start], text[end : end + 1])
        if any(mark and mark in _MARKED_OFF for mark in glosses) or _follows(text, start, arabic):
            continue
        if is_original(text, start) or _ENTITLED.search(text, max(0, start - _TITLE_REACH), start):
            continue
        if _GLOSSED.match(text, end) and arabic in text[end : end + _GAP + len(arabic)]:
            continue
        if stands_alone(text, start, end) and in_arabic(text, start, end):
            yield Hit(start, end, (Edit(start, end, arabic),), values={"name": mention.name.latin})


def _follows(text: str, start: int, word: str) -> bool:
    """Whether `word` stands before `start`, with no more than a gap between."""
    return text[max(0, start - len(word) - _GAP) : start].rstrip().endswith(word)


#: What parts a term from its Arabic word: Cloud computing: الحوسبة السحابية.
_GLOSSED = later.pattern(" ?[:=\u2013\u2014-] ?")
#: Code points of a gap.
_GAP = 4
#: What has the words after it as its title or its name: مسلسل Silicon Valley, شركة Software AG.
_ENTITLED = later.pattern(
    r"(?:فيلم|مسلسل|كتاب|رواية|أغنية|ألبوم|لعبة|مجلة|صحيفة|شركة|فرقة|بعنوان|اسمه|اسمها)[ \u00a0]\Z"
)
_TITLE_REACH = 8
#: Beside a Latin word: it is set off as a term or explains the Arabic one.
_MARKED_OFF = "()[]\"'«»“”‘’*/_"

_FINDERS: dict[str, Callable[[Document, Groups], Iterator[Hit]]] = {
    "case": wrong_case,
    "arabic": consistency.arabic,
    "slip": _slips,
    "order": _swapped,
    "model": _models,
    "noun": _nouns,
}
