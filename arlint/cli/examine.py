"""Checking or fixing one file: its text, or the texts of its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from arlint.config_files import COMMAND_LINE
from arlint.engine import RuleError
from arlint.files import TextFile, UndecodableError, kind_of
from arlint.formats import jsonl
from arlint.model import Diagnostic, Severity
from arlint.packs.schema import PackError
from arlint.projects import Project
from arlint.report.result import Result

#: Kinds of files that are one text; for the others' formats a run pays when it meets one.
_WHOLE = ("plain", "markdown", "html")
_TABLES = ("csv", "tsv")


class Mode(Struct, frozen=True):
    """What to do with a file: only check it, or fix it, with the unsafe fixes too."""

    fix: bool = False
    unsafe: bool = False


class Examined(Struct, frozen=True):
    """One file: a result for each of its texts, its whole text afterwards, and what could not be done."""

    results: Sequence[Result]
    text: str
    problems: Sequence[str] = ()


def examine(path: Path, file: TextFile, project: Project, mode: Mode) -> Examined:
    """Check or fix `file`, which stands at `path`.

    An internal error costs one text its results, never the run.
    """
    results: list[Result] = []
    problems: list[str] = []
    shown, language = path.as_posix(), project.loaded.config.message_language
    kind = kind_of(path, file.text)
    if kind == "xml":
        if file.text.isascii():  # a project's own XML is not worth a word; what holds Arabic might be meant
            return Examined([], file.text)
        reason = "XML of a kind that arlint does not know; it reads XLIFF and Android's resources"
        return Examined([], file.text, [f"{shown}: {reason}"])
    if kind not in (*_WHOLE, "jsonl"):
        blank = Result(shown, file.text, language=language)
        result, text = _formatted(file.text, kind, project, mode, blank=blank, problems=problems)
        return Examined([result], text, problems)
    if kind != "jsonl":
        blank = Result(shown, "", language=language)
        result, text = _one(file.text, kind, project, mode, blank=blank, problems=problems)
        results.append(result)
        return Examined(results, text, problems)
    field = project.loaded.config.text_field
    changes: list[tuple[jsonl.Record, str]] = []
    for record in jsonl.records(file.text, field):
        if isinstance(record, jsonl.BadLine):
            problems.append(f"{shown}:{record.line}: not a JSON record: {record.reason}")
            continue
        blank = Result(shown, "", record=record.number, field=field, line=record.line, language=language)
        result, new = _one(record.text, "plain", project, mode, blank=blank, problems=problems)
        results.append(result)
        if new != record.text:
            changes.append((record, new))
    if not results and not problems and file.text.strip():
        problems.append(f"{shown}: no record has a text in the field {field!r}; name the field with --text-field")
    return Examined(results, jsonl.replace(file.text, changes), problems)


def _formatted(
    text: str, kind: str, project: Project, mode: Mode, *, blank: Result, problems: list[str]
) -> tuple[Result, str]:
    """The same for a file whose prose is a part of it; findings stand at places of the file."""
    from arlint.formats import work
    from arlint.formats.registry import FORMATS
    from arlint.formats.unit import FormatError, Options

    form = FORMATS[kind]
    options = Options(project.loaded.config.text_field)
    try:
        if kind in _TABLES and (problem := _no_column(text, kind, project)):
            problems.append(f"{blank.path}: {problem}")
            return blank, text
        if not mode.fix:
            done = work.check(text, form, project.linter, options, blank.path)
        else:
            done = work.fix(text, form, project.linter, options, blank.path, unsafe=mode.unsafe)
    except FormatError as error:
        return msgspec.structs.replace(blank, diagnostics=(work.malformed(error, form, text, blank.language),)), text
    except PackError:
        raise
    except Exception as error:  # noqa: BLE001  as in `_one`
        problems.append(f"{blank.path}: {_told(error, 'the file')}")
        return blank, text
    return msgspec.structs.replace(blank, text=done.shown, diagnostics=done.diagnostics, edits=done.edits), done.text


def _no_column(text: str, kind: str, project: Project) -> str:
    """What is wrong where the command line names a column that is not there: other cells are not what was meant."""
    from arlint.formats import delimited

    field = project.loaded.config.text_field
    if project.loaded.sources.get("text-field") != COMMAND_LINE or not text:
        return ""
    names = delimited.columns(text, kind)
    return "" if field in names else f"no column is called {field!r}; name one of {', '.join(names)} with --text-field"


def _one(
    text: str, kind: str, project: Project, mode: Mode, *, blank: Result, problems: list[str]
) -> tuple[Result, str]:
    """The result of one text, made of `blank`, and the text afterwards."""
    linter = project.linter
    try:
        if not mode.fix:
            found = linter.check(text, kind=kind, path=blank.path)
            return msgspec.structs.replace(blank, text=text, diagnostics=found), text
        fixed = linter.fix(text, kind=kind, path=blank.path, unsafe=mode.unsafe)
    except PackError:
        raise
    except Exception as error:  # noqa: BLE001  one bad rule or text must not end a run over thousands of files
        place = blank.path if blank.record is None else f"{blank.path}:{blank.line}"
        problems.append(f"{place}: {_told(error, 'the text')}")
        return msgspec.structs.replace(blank, text=text), text
    result = msgspec.structs.replace(blank, text=fixed.text, diagnostics=fixed.remaining, edits=len(fixed.edits))
    return result, fixed.text


def _told(error: Exception, what: str) -> str:
    """What went wrong with a file or text, for whom to tell: a pattern that takes too long is its pack's affair."""
    if isinstance(error, RuleError) and isinstance(error.__cause__, TimeoutError):
        return f"{error}; {what} is left as it is"
    return f"internal error: {_reason(error)}; {what} is left as it is; please report this"


def _reason(error: Exception) -> str:
    if isinstance(error, RuleError):
        return str(error)
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f" ({Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno})" if frame else ""
    return f"{type(error).__name__}: {error}{place}"


def undecodable(shown: str, error: UndecodableError, language: str) -> Result:
    """AR003 for a file that cannot be decoded, at its first bad byte."""
    message = str(error)
    if language == "ar" and error.is_corpus:
        message = "ليس ملفا نصيا؛ الملفات المضغوطة والجداول يقرؤها الأمر arlint clean"
    elif language == "ar" and not error.is_text:
        message = "ليس ملفا نصيا، ولا تقرأ arlint هذا النوع من الملفات"
    elif language == "ar":
        seems = f"؛ يبدو أنه {error.guess}" if error.guess else ""
        message = f"ليس نصا بترميز UTF-8 عند البايت {error.offset:,}{seems}؛ سمِّ ترميزه بالخيار --encoding"
    end = min(error.position + 1, len(error.shown))
    found = Diagnostic("AR003", "undecodable-file", message, Severity.ERROR, error.position, end)
    return Result(shown, error.shown, (found,), language=language)


def unified_diff(shown: str, old: str, new: str) -> Iterator[str]:
    """The lines of a unified diff, as `patch` takes it; a missing newline at the end is told as `diff` tells it."""
    import difflib

    for line in difflib.unified_diff(_lines(old), _lines(new), shown, shown):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _lines(text: str) -> list[str]:
    """Lines with their newlines; only LF ends one, as `patch` has it."""
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines
