"""Checking a document, and fixing it until nothing is left to fix.

Fixing is guarded at run time. A fix that changes digits or Latin words which its rule has no business with is
refused; a document whose fixes do not settle, make it grow without end, or come to what its file cannot hold keeps its
text. All are reported as AR002.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

from msgspec import Struct

from arlint import edits, floods, suppress
from arlint.document import Document
from arlint.model import Applicability, Applied, Diagnostic, Edit, Fix, Hit, Severity, Span
from arlint.packs.schema import RuleSpec
from arlint.ruleset import RuleSet

#: Passes after which fixes count as not settling. Two are usual; damage in layers (markup around a misplaced mark
#: beside a space) takes one for each layer, six in the worst real page seen.
MAX_PASSES = 12
#: Times its length, and characters besides, to which a text may grow: a fix that holds what it replaces grows it in
#: every pass.
MOST_GROWTH, FREE_GROWTH = 4, 2_000

Accept = Callable[[Diagnostic], bool]


class RuleError(Exception):
    """A rule that failed on a text; `code` names it, the cause is chained."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)  # as given, or a process can't send it to the one that waits for its texts
        self.code = code

    def __str__(self) -> str:
        return "rule {} failed: {}".format(*self.args)


class Fixed(Struct, frozen=True):
    """A text after fixing: `edits` say what was done to the original, `remaining` what is left to report."""

    text: str
    edits: tuple[Applied, ...]
    remaining: list[Diagnostic]


def check(document: Document, rules: RuleSet, language: str = "en") -> list[Diagnostic]:
    """The findings in `document`, sorted by place. RuleError where a rule fails."""
    found: list[Diagnostic] = []
    for rule, matches in rules.candidates(document):
        spec = rule.spec
        if document.kind not in spec.scope:
            continue
        try:
            prose = (
                hit
                for hit in rule.find(document, matches)
                if not (document.is_protected(hit.start, hit.end) if spec.protect else document.is_markup(hit))
            )
            hits = list(islice(prose, floods.BATCH))
            if len(hits) == floods.BATCH:
                hits = floods.gathered(hits, prose, document)
        except TimeoutError as error:
            raise RuleError(spec.code, "its pattern took too long; simplify it or give it a literal") from error
        except Exception as error:
            raise RuleError(spec.code, f"{type(error).__name__}: {error}") from error
        if len(hits) > floods.ROW:
            hits = floods.merged(hits, document)
        found += [_diagnostic(spec, hit, document, rules, language) for hit in hits]
    kept, unused = suppress.apply(found, document, rules.names, language, rules.known)
    kept = _outside_removed(_outermost(kept))
    return sorted([*kept, *unused], key=lambda d: (d.start, d.end, d.code))


def fix(document: Document, rules: RuleSet, accept: Accept, language: str = "en") -> Fixed:
    """Apply the fixes that `accept` takes, again and again until none is left."""
    original, text = document, document.text
    seen = {text}
    done: tuple[Applied, ...] = ()
    reason = _UNSETTLED
    for _ in range(MAX_PASSES):
        found = check(document, rules, language)
        wanted = [(d, d.fix) for d in found if d.fix is not None and accept(d) and not document.silenced(d)]
        judged = [(d, f, _broken(d, f, document.text, rules)) for d, f in wanted]
        refused = [_refusal(d, token, language) for d, _, token in judged if token]
        allowed = [(d, f) for d, f, token in judged if not token]
        # Where two meet, the family that comes first has its way, and in a family the longer finding.
        allowed.sort(key=lambda pair: (rules.rank(pair[0].code), pair[0].start - pair[0].end))
        chosen = edits.compatible((d.code, f) for d, f in allowed)
        if not chosen:
            return Fixed(document.text, done, sorted([*found, *refused], key=lambda d: (d.start, d.end, d.code)))
        step = edits.merge(chosen)
        new = edits.apply(document.text, step)
        done = edits.compose(text, done, step)
        if new in seen:
            break
        if len(new) > MOST_GROWTH * len(text) + FREE_GROWTH:
            reason = _GROWING
            break
        seen.add(new)
        after = document.edited(new, step)
        if after is None:
            reason = _UNHELD
            break
        after.follow(document)
        document = after
    unsettled = _own(0, min(1, len(text)), reason[language])
    return Fixed(text, (), [unsettled, *check(original, rules, language)])


def accepts(applicability: Applicability, *, clean: bool = False) -> Accept:
    """A test that takes fixes at or above `applicability`, and with `clean` those that are sure enough for it."""

    def accept(diagnostic: Diagnostic) -> bool:
        fix = diagnostic.fix
        return fix is not None and (fix.applicability >= applicability or (clean and fix.clean))

    return accept


def _diagnostic(spec: RuleSpec, hit: Hit, document: Document, rules: RuleSet, language: str) -> Diagnostic:
    message = spec.message.ar if language == "ar" else spec.message.en
    if "{" in message or "}" in message:
        match = _shown(document.text, hit.start, hit.end)
        new = hit.edits[0].text if hit.edits else ""
        message = message.format_map({"match": match, "fix": _shown(new, 0, len(new)), **hit.values})
    fix = None
    new_edits = None if hit.edits is None else document.writable(hit.edits)
    if new_edits is not None:
        trust = rules.regrade(spec, spec.trust if hit.applicability is None else hit.applicability)
        clean = spec.clean if hit.clean is None else hit.clean
        title = _title(new_edits, hit, document.text, language)
        fix = Fix(new_edits, trust, title, clean and trust == Applicability.UNSAFE)
    return Diagnostic(spec.code, spec.name, message, spec.severity, hit.start, hit.end, fix, hit.related, hit.cues)


def _title(fix: tuple[Edit, ...], hit: Hit, text: str, language: str) -> str:
    """What a fix does, in a word or two: for a menu, or the line under a finding."""
    first = fix[0]
    new = first.text if first.text.strip() else _left(fix, hit, text)
    if new:
        words = ("استبدل به «{}»", "أدرج «{}»") if language == "ar" else ("Replace with “{}”", "Insert “{}”")
        return words[first.start == first.end].format(_shown(new, 0, len(new)))
    if first.text:
        return "أدرج مسافة" if language == "ar" else "Insert a space"
    return "احذف" if language == "ar" else "Remove"


def _left(fix: tuple[Edit, ...], hit: Hit, text: str) -> str:
    """What a fix that only deletes leaves of what is marked: of a word with tatweel the word.

    Empty for any other fix, and where no more than the tags around a text are left.
    """
    if any(edit.text or edit.start < hit.start or edit.end > hit.end for edit in fix):
        return ""
    left, at = [], hit.start
    for edit in sorted(fix):
        left.append(text[at : edit.start])
        at = max(at, edit.end)
    kept = "".join((*left, text[at : hit.end])).strip()
    return "" if "<" in kept else kept


#: Code points of a text that a message quotes at most: a finding may be as long as its file.
_QUOTED = 1_000


def _shown(text: str, start: int, end: int) -> str:
    return text[start:end] if end - start <= _QUOTED else text[start : start + _QUOTED] + "…"


def _outermost(found: list[Diagnostic]) -> list[Diagnostic]:
    """The findings that do not lie inside another of their family: the longer one saw more of the text.

    Of two at one place the rule that comes first is kept; an insertion (an empty span) stands for itself.
    """
    reach: dict[str, int] = {}
    kept = []
    for d in sorted(found, key=lambda d: (d.start, -d.end, d.code)):
        if d.end > reach.get(d.code[:2], -1) or d.start == d.end:
            reach[d.code[:2]] = d.end
            kept.append(d)
    return kept


#: The family of what stands twice. What is mended where it stands first must be mended in the others too, or they are
#: no longer the same, and the next of them is found: a pass for each.
_REPETITION = "RP"


def _outside_removed(found: list[Diagnostic]) -> list[Diagnostic]:
    """The findings that do not lie inside a piece which another one removes: a typo in a share bar is no news."""
    pieces = [_removed(diagnostic) for diagnostic in found]
    if not any(pieces):
        return found
    placed = [(piece or Span(d.start, d.end), piece is None, d) for d, piece in zip(found, pieces, strict=True)]
    placed.sort(key=lambda one: (one[0].start, -one[0].end, one[1], one[2].code))  # what removes a place comes first
    kept, last, reach = [], Span(0, 0), -1
    for span, stays, diagnostic in placed:
        same = span == last and span.end - span.start <= _PIECE
        if span.end > reach or span.start == span.end or same:
            kept.append(diagnostic)
        if not stays and span.end > reach:
            last, reach = span, span.end
    return kept


def _removed(diagnostic: Diagnostic) -> Span | None:
    """The piece of text that a fix takes away; None for any other fix, and for what stands twice."""
    fix = diagnostic.fix
    if diagnostic.code.startswith(_REPETITION) or fix is None or len(fix.edits) != 1:
        return None
    edit = fix.edits[0]
    gone = not edit.text.strip() and edit.end - edit.start > 1 and fix.applicability > Applicability.DISPLAY
    return Span(edit.start, edit.end) if gone else None


#: Code points up to which a deletion is told beside another of the very same place: what they say differs.
_PIECE = 8

_TOKENS = re.compile(r"[A-Za-z]+|\d+")
_IN_TOKEN = re.compile(r"[A-Za-z\d]")
#: Tokens of both sides together below which counting each is faster than making two counters.
_FEW = 12


def _broken(diagnostic: Diagnostic, fix: Fix, text: str, rules: RuleSet) -> str:
    """What `fix` changes that its rule does not claim: a Latin word or a number; empty where all is well."""
    for edit in fix.edits:
        lo, hi = edit.start, edit.end
        if not (_IN_TOKEN.search(text, max(0, lo - 1), hi + 1) or _IN_TOKEN.search(edit.text)):
            continue
        while lo and _in_token(text[lo - 1]):
            lo -= 1
        while hi < len(text) and _in_token(text[hi]):
            hi += 1
        old = _TOKENS.findall(text[lo:hi])
        new = _TOKENS.findall(text[lo : edit.start] + edit.text + text[edit.end : hi])
        if old == new:  # the common case, without the counting
            continue
        claims = rules.claims(diagnostic.code)
        for token in _changed(old, new):
            if ("digits" if token.isdigit() else "latin") not in claims:
                return str(token)
    return ""


def _changed(old: list[str], new: list[str]) -> Iterable[str]:
    """The tokens of which `old` and `new` do not hold as many."""
    if not old or not new:
        return old or new
    if len(old) + len(new) < _FEW:
        return [token for token in dict.fromkeys((*old, *new)) if old.count(token) != new.count(token)]
    before, after = Counter(old), Counter(new)
    return (before - after) + (after - before)


def _in_token(char: str) -> bool:
    return char.isdigit() or (char.isascii() and char.isalpha())


_UNSETTLED = {
    "en": "the fixes of this text do not settle; it is left as it was",
    "ar": "إصلاحات هذا النص لا تستقر؛ بقي كما كان",
}
_GROWING = {
    "en": "the fixes of this text make it longer and longer; it is left as it was",
    "ar": "إصلاحات هذا النص تزيده طولا كل مرة؛ بقي كما كان",
}
_UNHELD = {
    "en": "the file cannot hold all fixes of this text at once; it is left as it was: fix rule by rule, with --select",
    "ar": "لا يتسع الملف لإصلاحات هذا النص كلها معا؛ بقي كما كان: أصلح قاعدة بعد قاعدة بالخيار --select",
}
_REFUSED = {
    "en": "the fix of {code} would change “{token}”, which it does not claim; it is not applied",
    "ar": "إصلاح {code} يغير «{token}» وليس مما يخصه؛ فلم يُطبق",
}


def _refusal(diagnostic: Diagnostic, token: str, language: str) -> Diagnostic:
    reason = _REFUSED[language].format(code=diagnostic.code, token=token)
    return _own(diagnostic.start, diagnostic.end, reason)


def _own(start: int, end: int, reason: str) -> Diagnostic:
    return Diagnostic("AR002", "unsettled-fix", reason, Severity.ERROR, start, end)
