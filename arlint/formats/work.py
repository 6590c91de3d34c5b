"""Checking and fixing a file of any format in `registry`, in places of the file's own text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from arlint import edits, engine, suppress
from arlint.document import Document
from arlint.formats.sheet import Sheet, Silent
from arlint.formats.unit import Contents, Format, FormatError, Options, Role, Unit, concerns
from arlint.lazy import lazy
from arlint.line_ends import CR_LF, LineEnds
from arlint.linter import Linter
from arlint.model import Applicability, Diagnostic, Edit, Fix, Severity, Span
from arlint.ruleset import RuleSet

#: Characters up to which a cell of one line is a label.
LABEL = 120


class Done(NamedTuple):
    """A file after the work: its text, what is left to report, how many edits were made.

    `shown` is the text that the places of the diagnostics are in: the file's own, or its prose.
    """

    text: str
    diagnostics: list[Diagnostic]
    shown: str
    edits: int = 0


class NotWrittenError(Exception):
    """A file that would not read back as what was written; it is left as it was. It is an error of arlint's."""


def check(text: str, form: Format, linter: Linter, options: Options, path: str | None = None) -> Done:
    """The findings in a file's text, sorted by place. FormatError where it is not of its format."""
    if CR_LF in text and not form.hidden:
        ends = LineEnds(text)
        done = check(ends.text, form, linter, options, path)
        return Done(text, [ends.found(one) for one in done.diagnostics], text)
    contents = _contents(text, form, options)
    found = []
    if form.hidden:
        sheet = Sheet(contents.units, form, path=path)
        found = engine.check(sheet, linter.ruleset, linter.config.message_language)
        return Done(text, [one for one in found if sheet.file_span(one.start, one.end)], sheet.text)
    for sheet, rules in _sheets(contents, form, linter, path):
        placed = (_placed(one, sheet) for one in engine.check(sheet, rules, linter.config.message_language))
        found += [one for one in placed if one is not None]
    if contents.comments:
        view = _View(text, contents)
        rules = linter.ruleset
        kept, unused = suppress.apply(found, view, rules.names, linter.config.message_language, rules.known)
        found = [*kept, *unused]
    return Done(text, sorted(found, key=lambda one: (one.start, one.end, one.code)), text)


def fix(
    text: str, form: Format, linter: Linter, options: Options, path: str | None = None, *, unsafe: bool = False
) -> Done:
    """The file with its fixes made. Raises FormatError, and NotWrittenError, where nothing is to be written."""
    if CR_LF in text and not form.hidden and text.count("\n") == text.count(CR_LF):
        done = fix(text.replace(CR_LF, "\n"), form, linter, options, path, unsafe=unsafe)
        ends = LineEnds(done.text.replace("\n", CR_LF))
        left = [ends.found(one) for one in done.diagnostics]
        return Done(ends.original, left, ends.original, done.edits)
    least = Applicability.UNSAFE if unsafe else Applicability.SAFE
    accept = engine.accepts(least)
    language = linter.config.message_language
    made = 0
    own: list[tuple[Diagnostic, int]] = []  # what fixing has to tell of itself, and the start of its unit
    new = text
    for across in (False, True):
        contents = _contents(new, form, options)
        silent = suppress.silencer(_View(new, contents)) if contents.comments else None
        changes: list[Edit] = []
        expected: list[str] = []
        for sheet, rules in _sheets(contents, form, linter, path, across=across, silent=silent):
            fixed = engine.fix(sheet, rules, accept, language)
            own += [(d, sheet.unit_at(d.start).at) for d in fixed.remaining if d.code == "AR002"]
            made += len(fixed.edits)
            after = sheet.edited(fixed.text, fixed.edits)
            step = fixed.edits
            if after is not None and (blanks := after.blank_edges()):
                step = edits.compose(sheet.text, step, blanks)
                after = sheet.edited(edits.apply(fixed.text, blanks), step)
            changes += sheet.file_edits(step)
            if after is None:
                raise NotWrittenError("a unit cannot hold what was written")
            expected += [unit.prose.text for unit in after.units]
        if changes:
            new = edits.apply(new, sorted(changes))
            _require(_contents(new, form, options), expected)
            own = [(d, _moved(at, changes)) for d, at in own]
        if form.joined:
            break
    done = check(new, form, linter, options, path)
    idle = [d.fix.edits[0] for d in done.diagnostics if d.code == "AR001" and d.fix is not None and accept(d)]
    if idle:
        new, made = edits.apply(new, idle), made + len(idle)
        own = [(d, _moved(at, idle)) for d, at in own]
        done = check(new, form, linter, options, path)
    told = [msgspec.structs.replace(d, start=at, end=at + 1) for d, at in own]
    if form.hidden:
        told = [msgspec.structs.replace(one, start=0, end=1) for one in told]
    left = sorted([*done.diagnostics, *told], key=lambda d: (d.start, d.end, d.code))
    return Done(new, left, done.shown, made)


def _moved(position: int, changes: Sequence[Edit]) -> int:
    """Where a position outside of all `changes` stands after them."""
    return position + sum(len(e.text) - (e.end - e.start) for e in changes if e.end <= position)


def _contents(text: str, form: Format, options: Options) -> Contents:
    """What `form` finds in `text`; nothing in a text that cannot hold Arabic, whatever its form."""
    if text.isascii() and not any(sign in text for sign in ("\\u", "\\U", "\\x", "&#", "<w:")):
        return Contents(())
    return form.read(text, options)


def _require(contents: Contents, expected: Sequence[str]) -> None:
    """What was written must read back as it was meant."""
    wanted = [text for text in expected if concerns(text)]
    if [one.prose.text for one in contents.units if concerns(one.prose.text)] != wanted:
        raise NotWrittenError("the file would not read back as what was written")


def _sheets(
    contents: Contents,
    form: Format,
    linter: Linter,
    path: str | None,
    *,
    across: bool | None = None,
    silent: Silent | None = None,
) -> Iterator[tuple[Sheet, RuleSet]]:
    """The documents of a file with the rules for them: one, or one a unit and one of all for what spans units.

    `across` of True asks for the last only, of False for the others.
    """
    if form.joined:
        rules = linter.ruleset if "lines" in form.reaches else linter.reaching(*form.reaches)
        yield Sheet(contents.units, form, path=path, silent=silent), rules
        return
    if across is not True:
        rules = linter.reaching(*(reach for reach in form.reaches if reach != "file"))
        words = linter.reaching("words")
        for unit in contents.units:
            meta: dict[str, Any] = {"source_text": unit.source} if unit.source else {}
            yield Sheet([unit], form, path=path, meta=meta, silent=silent), words if _is_label(unit) else rules
    if across is not False and "file" in form.reaches:
        yield Sheet(contents.units, form, path=path, silent=silent), linter.reaching("file")


def _is_label(unit: Unit) -> bool:
    """Whether a cell of a table of no texts is one short line: a string of an interface, not what a page left."""
    return unit.role == Role.CELL and len(unit.raw) <= LABEL and "\n" not in unit.raw


def _placed(diagnostic: Diagnostic, sheet: Sheet) -> Diagnostic | None:
    """`diagnostic` in places of the file; None where what it speaks of is not in the file."""
    span = sheet.file_span(diagnostic.start, diagnostic.end)
    if span is None:
        return None
    fix = diagnostic.fix
    if fix is not None:
        fix = Fix(tuple(sheet.file_edits(fix.edits)), fix.applicability, fix.title, fix.clean)
    related = (sheet.file_span(one.start, one.end) for one in diagnostic.related)
    return msgspec.structs.replace(
        diagnostic,
        start=span[0],
        end=span[1],
        fix=fix,
        related=tuple(Span(*one) for one in related if one is not None),
    )


def malformed(error: FormatError, form: Format, text: str, language: str) -> Diagnostic:
    """AR004 for a file that is not what its name says."""
    message = f"this is no {form.title}, and is left as it is: {error.reason}"
    if language == "ar":
        message = f"ليس هذا الملف {form.title} سليما، وبقي كما هو: {error.reason}"
    at = min(error.position, max(0, len(text) - 1))
    return Diagnostic("AR004", "malformed-file", message, Severity.ERROR, at, min(at + 1, len(text)))


class _View(Document):
    """A file as its comments see it: they speak of entries, and of lines where there is no entry."""

    def __init__(self, text: str, contents: Contents) -> None:
        super().__init__(text, "markup")
        self._contents = contents

    @lazy
    def comments(self) -> list[tuple[int, int, str]]:
        return list(self._contents.comments)

    @lazy
    def lines(self) -> list[Span]:
        return list(_blocks(super().lines, sorted({unit.entry for unit in self._contents.units})))


def _blocks(lines: Sequence[Span], entries: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """`lines` with those that an entry touches made one."""
    at = 0
    following = 0
    while at < len(lines):
        start, end = lines[at].start, lines[at].end
        at += 1
        while following < len(entries) and entries[following][1] <= start:
            following += 1
        while following < len(entries) and entries[following][0] <= end:
            end = max(end, entries[following][1])
            following += 1
            while at < len(lines) and lines[at].start <= end:
                end = max(end, lines[at].end)
                at += 1
        yield Span(start, end)
