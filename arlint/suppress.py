"""Comments in a text that silence findings.

    <!-- arlint: ignore[BR001, back-to-top] why it is right here -->

`ignore[…]` speaks of its own line or, when it stands alone, of the next line with anything on it; `disable[…]` of all
up to `enable[…]` or the end; `ignore-file[…]` of the whole text. Each names codes, prefixes of codes, or names of
rules; one that silences nothing is itself a finding, AR001. Only formats that have comments have suppressions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec
from msgspec import Struct

from arlint.document import Document
from arlint.model import Applicability, Diagnostic, Edit, Fix, Severity, Span
from arlint.text import later

_MARK = "arlint:"
_DIRECTIVE = later.pattern(r"\s*arlint:\s*(?P<verb>ignore-file|ignore|disable|enable)\s*\[(?P<selectors>[^\]]*)\]")
_SELECTORS = later.pattern(r"[\w-]+")
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
        "en": "This suppression makes no sense; write ignore[CODE], disable[CODE], enable[CODE] or ignore-file[CODE]",
        "ar": "هذا الإسكات غير مفهوم؛ اكتب ignore[CODE] أو disable[CODE] أو enable[CODE] أو ignore-file[CODE]",
    },
}


class _Comment(Struct, frozen=True):
    """One suppression comment: where it stands, and the selectors it names; `verb` is empty where it makes no sense."""

    span: Span
    verb: str
    selectors: tuple[str, ...]


class _Silence(Struct, frozen=True):
    """A part of the text in which `selector` is silent, and the number of the comment that says so."""

    comment: int
    selector: str
    span: Span

    def covers(self, code: str, name: str, start: int, end: int) -> bool:
        """Whether a finding of rule `code`, called `name`, at `start` to `end` touches the silent part."""
        touches = start < max(self.span.end, self.span.start + 1) and self.span.start < max(end, start + 1)
        return touches and _names(self.selector, code, name)


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
    comments = _comments(document)
    if not comments:
        return found, []
    silences = _silences(comments, document)
    used: set[tuple[int, str]] = set()
    kept = []
    for diagnostic in found:
        code, name = diagnostic.code, diagnostic.name
        over = [s for s in silences if s.covers(code, name, diagnostic.start, diagnostic.end)]
        used.update((s.comment, s.selector) for s in over)
        if not over:
            kept.append(_spare(diagnostic, silences, used))
    known = None if ran is None else dict(ran)
    if known is not None and "AR001" not in known:
        return kept, []
    unused = []
    for number, comment in enumerate(comments):
        strange = tuple(s for s in comment.selectors if exist and not _judged(s, exist))
        if strange:
            unused.append(_unknown(comment, strange, exist or {}, language))
        idle = tuple(s for s in comment.selectors if (number, s) not in used and s not in strange and _judged(s, known))
        if idle or not comment.verb:
            unused.append(_unused(comment, idle, document, language))
    return kept, [u for u in unused if not any(s.covers(u.code, u.name, u.start, u.end) for s in silences)]


def silencer(document: Document) -> Callable[[str, str, int, int], bool]:
    """Whether a comment in `document` silences the rule of a code and name at a span."""
    silences = _silences(_comments(document), document)
    return lambda code, name, start, end: any(s.covers(code, name, start, end) for s in silences)


def _names(selector: str, code: str, name: str) -> bool:
    return code.startswith(selector) or name == selector


def _judged(selector: str, ran: Mapping[str, str] | None) -> bool:
    return ran is None or any(_names(selector, code, name) for code, name in ran.items())


def _comments(document: Document) -> list[_Comment]:
    if _MARK not in document.text:
        return []
    comments = []
    for start, end, body in document.comments:
        if not body.lstrip().startswith(_MARK):
            continue
        directive = _DIRECTIVE.match(body)
        selectors = tuple(dict.fromkeys(_SELECTORS.findall(directive["selectors"]))) if directive else ()
        verb = directive["verb"] if directive and selectors else ""
        comments.append(_Comment(Span(start, end), verb, selectors))
    return comments


def _silences(comments: list[_Comment], document: Document) -> list[_Silence]:
    whole = Span(0, len(document.text) + 1)
    found: list[_Silence] = []
    opened: list[tuple[int, str, int]] = []
    for number, comment in enumerate(comments):
        for selector in comment.selectors:
            match comment.verb:
                case "ignore":
                    found.append(_Silence(number, selector, _target(comment, comments, document)))
                case "ignore-file":
                    found.append(_Silence(number, selector, whole))
                case "disable":
                    opened.append((number, selector, comment.span.end))
                case "enable":
                    closed = [one for one in opened if one[1].startswith(selector)]
                    opened = [one for one in opened if one not in closed]
                    # An `enable` is used when the `disable` that it ends is: both carry one silence.
                    for other, silent, start in closed:
                        span = Span(start, comment.span.start)
                        found += (_Silence(other, silent, span), _Silence(number, selector, span))
    found += [_Silence(number, selector, Span(start, whole.end)) for number, selector, start in opened]
    return found


def _target(comment: _Comment, comments: list[_Comment], document: Document) -> Span:
    """The line that an `ignore` speaks of."""
    first, last = (document.line_number(at) for at in (comment.span.start, comment.span.end - 1))
    lines = document.lines
    if _rest(document, first, last, comments).strip():
        return Span(lines[first].start, lines[last].end)
    following = range(last + 1, len(lines))
    # Comments may be stacked, and formatters put an empty line after one.
    target = next((n for n in following if _rest(document, n, n, comments).strip()), last)
    return lines[target]


def _rest(document: Document, first: int, last: int, comments: list[_Comment]) -> str:
    """What lines `first` to `last` hold besides suppression comments."""
    start, end = document.lines[first].start, document.lines[last].end
    parts = []
    for comment in comments:
        if comment.span.start < end and start < comment.span.end:
            parts.append(document.text[start : max(start, comment.span.start)])
            start = comment.span.end
    return "".join([*parts, document.text[start:end]])


def _spare(diagnostic: Diagnostic, silences: list[_Silence], used: set[tuple[int, str]]) -> Diagnostic:
    """`diagnostic` with a fix that leaves alone the parts where its rule is silent."""
    fix = diagnostic.fix
    if fix is None:
        return diagnostic
    spared = {
        edit: over
        for edit in fix.edits
        if (over := [s for s in silences if s.covers(diagnostic.code, diagnostic.name, edit.start, edit.end)])
    }
    if not spared:
        return diagnostic
    used.update((s.comment, s.selector) for over in spared.values() for s in over)
    edits = tuple(edit for edit in fix.edits if edit not in spared)
    return msgspec.structs.replace(diagnostic, fix=msgspec.structs.replace(fix, edits=edits) if edits else None)


def _unused(comment: _Comment, idle: tuple[str, ...], document: Document, language: str) -> Diagnostic:
    """AR001 for `comment`, with a fix that takes its `idle` selectors away, or the whole comment where none is left."""
    message = _MESSAGES["unused" if comment.verb else "malformed"][language].format(selectors=", ".join(idle))
    start, end = comment.span.start, comment.span.end
    fix = None
    if comment.verb:
        left = [selector for selector in comment.selectors if selector not in idle]
        edit = _shortened(document.text, comment.span, left) if left else _removal(document.text, comment.span)
        what = "the suppression" if language == "en" else "التعليق"
        remove = "Remove" if language == "en" else "احذف"
        fix = Fix((edit,), Applicability.SAFE, f"{remove} {', '.join(idle) if left else what}")
    return Diagnostic("AR001", "unused-suppression", message, Severity.WARNING, start, end, fix)


def _unknown(comment: _Comment, strange: tuple[str, ...], exist: Mapping[str, str], language: str) -> Diagnostic:
    """AR001 for selectors that no rule has. No fix: what was meant, its author knows."""
    like = ""
    if len(strange) == 1:
        like = _meant(strange[0], exist, language)
    message = _MESSAGES["unknown"][language].format(selectors=", ".join(strange), like=like)
    return Diagnostic("AR001", "unused-suppression", message, Severity.WARNING, comment.span.start, comment.span.end)


def _meant(selector: str, exist: Mapping[str, str], language: str) -> str:
    from difflib import get_close_matches

    by_fold = {candidate.casefold(): candidate for pair in exist.items() for candidate in pair}
    close = get_close_matches(selector.casefold(), by_fold, n=1, cutoff=0.6)
    if not close:
        return ""
    return f" (did you mean {by_fold[close[0]]}?)" if language == "en" else f" (لعلك تقصد {by_fold[close[0]]})"


def _shortened(text: str, span: Span, left: list[str]) -> Edit:
    start = text.index("[", span.start) + 1
    return Edit(start, text.index("]", start), ", ".join(left))


def _removal(text: str, span: Span) -> Edit:
    """The deletion of the comment at `span`: with its line when it stands alone, else with the space before it."""
    start, end = span.start, span.end
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop + 1
    if not text[line:start].strip() and not text[end:stop].strip():
        return Edit(line, stop, "")
    while start > line and text[start - 1] in " \t":
        start -= 1
    while start == line and text[end : end + 1] in (" ", "\t"):
        end += 1
    return Edit(start, end, "")
