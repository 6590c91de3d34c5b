"""Comments in a text that silence findings.

    <!-- arlint: ignore[BR001, back-to-top] why it is right here -->

`ignore[…]` speaks of its own line or, when it stands alone, of the next line with anything on it; `disable[…]` of all
up to `enable[…]` or the end; `ignore-file[…]` of the whole text. Each names codes, prefixes of codes, or names of
rules; one that silences nothing is itself a finding, AR001. Only formats that have comments have suppressions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import msgspec

from arlint.document import Document
from arlint.model import Applicability, Diagnostic, Edit, Fix, Severity, Span
from arlint.silences import Comment, Silences, comments_of
from arlint.text.suggestions import closest

#: Unknown selectors of a text for which a like name is looked for, which takes milliseconds.
_MOST_GUESSES = 20
_MESSAGES = {
    "unused": {
        "en": "This suppression silences nothing; remove {selectors}",
        "ar": "لا يُسكت هذا التعليق شيئا؛ احذف {selectors}",
    },
    "unknown": {
        "en": "No rule has the code or name {selectors}{like}, so that this suppression silences nothing",
        "ar": "لا قاعدة رمزها أو اسمها {selectors}{like}، فلا يُسكت هذا التعليق شيئا",
    },
    "malformed": {
        "en": "This suppression makes no sense; write arlint: ignore[CODE], or disable[…], enable[…], ignore-file[…]",
        "ar": "هذا الإسكات غير مفهوم؛ اكتب arlint: ignore[CODE]، أو disable[…] أو enable[…] أو ignore-file[…]",
    },
}


def apply(
    diagnostics: Iterable[Diagnostic],
    document: Document,
    ran: Iterable[tuple[str, str]] | None = None,
    language: str = "en",
    exist: Mapping[str, str] | None = None,
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings that no comment silences, and one AR001 for each comment that silences nothing.

    `ran` holds the code and name of each rule that was looked for: a comment about others is not judged, and none is
    where AR001 is not among them. None means all. `exist` has the names of all rules by their codes: a comment that
    names none of them is told what it may have meant. A fix loses its edits in silent parts; one left with none is
    dropped.
    """
    found = list(diagnostics)
    comments = comments_of(document)
    if not comments:
        return found, []
    silences = Silences(comments, document)
    kept = []
    for diagnostic in found:
        place = diagnostic.code, diagnostic.name, diagnostic.start, diagnostic.end
        if silences.cover(*place):
            silences.tell(*place)
        else:
            kept.append(_spare(diagnostic, silences))
    known = None if ran is None else dict(ran)
    if known is not None and "AR001" not in known:
        return kept, []
    used = silences.used()
    judged = None if known is None else _selectors(tuple(known.items()))
    real = _selectors(tuple((exist or {}).items()))
    unused = []
    guesses: dict[str, str] = {}
    for number, comment in enumerate(comments):
        strange = dict.fromkeys(s for s in comment.selectors if exist and s not in real)
        if strange:
            unused.append(_unknown(comment, tuple(strange), exist or {}, language, guesses))
        idle = tuple(
            s
            for s in comment.selectors
            if (number, s) not in used and s not in strange and (judged is None or s in judged)
        )
        if idle or not comment.verb:
            unused.append(_unused(comment, idle, document, language))
    return kept, [u for u in unused if not silences.cover(u.code, u.name, u.start, u.end)]


def silencer(document: Document) -> Callable[[str, str, int, int], bool]:
    """Whether a comment in `document` silences the rule of a code and name at a span."""
    return Silences(comments_of(document), document).cover


@lru_cache(maxsize=8)
def _selectors(rules: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """All that may name one of `rules`, pairs of code and name: the beginnings of the codes, and the names."""
    codes = (code[:length] for code, _ in rules for length in range(1, len(code) + 1))
    return frozenset(codes) | {name for _, name in rules}


def _spare(diagnostic: Diagnostic, silences: Silences) -> Diagnostic:
    """`diagnostic` with a fix that leaves alone the parts where its rule is silent."""
    fix = diagnostic.fix
    if fix is None:
        return diagnostic
    code, name = diagnostic.code, diagnostic.name
    left = []
    for edit in fix.edits:
        if silences.cover(code, name, edit.start, edit.end):
            silences.tell(code, name, edit.start, edit.end)
        else:
            left.append(edit)
    if len(left) == len(fix.edits):
        return diagnostic
    return msgspec.structs.replace(diagnostic, fix=msgspec.structs.replace(fix, edits=tuple(left)) if left else None)


def _unused(comment: Comment, idle: tuple[str, ...], document: Document, language: str) -> Diagnostic:
    """AR001 for `comment`, with a fix that takes its `idle` selectors away, or the whole comment where none is left."""
    message = _MESSAGES["unused" if comment.verb else "malformed"][language].format(selectors=", ".join(idle))
    start, end = comment.span.start, comment.span.end
    fix = None
    if comment.verb:
        gone = frozenset(idle)
        left = [selector for selector in comment.selectors if selector not in gone]
        edit = _shortened(document.text, comment.span, left) if left else _removal(document.text, comment.span)
        what = "the suppression" if language == "en" else "التعليق"
        remove = "Remove" if language == "en" else "احذف"
        fix = Fix((edit,), Applicability.SAFE, f"{remove} {', '.join(idle) if left else what}")
    return Diagnostic("AR001", "unused-suppression", message, Severity.WARNING, start, end, fix)


def _unknown(
    comment: Comment, strange: tuple[str, ...], exist: Mapping[str, str], language: str, guesses: dict[str, str]
) -> Diagnostic:
    """AR001 for selectors that no rule has. No fix: what was meant, its author knows. `guesses` keeps what it was."""
    like = ""
    if len(strange) == 1:
        if strange[0] not in guesses and len(guesses) < _MOST_GUESSES:
            guesses[strange[0]] = _meant(strange[0], exist, language)
        like = guesses.get(strange[0], "")
    message = _MESSAGES["unknown"][language].format(selectors=", ".join(strange), like=like)
    return Diagnostic("AR001", "unused-suppression", message, Severity.WARNING, comment.span.start, comment.span.end)


def _meant(selector: str, exist: Mapping[str, str], language: str) -> str:
    close = closest(selector, (candidate for pair in exist.items() for candidate in pair))
    if not close:
        return ""
    return f" (did you mean {close}?)" if language == "en" else f" (لعلك تقصد {close})"


def _shortened(text: str, span: Span, left: list[str]) -> Edit:
    start = text.index("[", span.start) + 1
    return Edit(start, text.index("]", start), ", ".join(left))


def _removal(text: str, span: Span) -> Edit:
    """The deletion of the comment at `span`: with its line when it stands alone, else with the space before it."""
    start, end = span.start, span.end
    line, stop = start, end
    while line and text[line - 1] != "\n" and text[line - 1].isspace():
        line -= 1
    while stop < len(text) and text[stop] != "\n" and text[stop].isspace():
        stop += 1
    begins = not line or text[line - 1] == "\n"
    if begins and text[stop : stop + 1] in ("", "\n"):
        return Edit(line, min(stop + 1, len(text)), "")
    least = line if begins else 0
    while start > least and text[start - 1] in " \t":
        start -= 1
    while begins and start == line and text[end : end + 1] in (" ", "\t"):
        end += 1
    return Edit(start, end, "")
