"""What is fuzzed: one function of bytes for each door through which a stranger's bytes come in.

A target raises where an invariant does not hold, and lets through only the errors that its door is documented to
raise. Hypothesis calls them in the tests, atheris in `tools/fuzz.py`.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from arlint import baseline, config, config_files, edits, engine, suppress, testing
from arlint.config import Config, ConfigError
from arlint.document import Document
from arlint.engine import Fixed
from arlint.files import FileError, UndecodableError, decode
from arlint.formats import jsonl, work
from arlint.formats.registry import FORMATS
from arlint.formats.unit import Format, FormatError, Options
from arlint.linter import Linter
from arlint.model import Diagnostic
from arlint.packs import kinds, load
from arlint.packs.index import Entry
from arlint.packs.schema import PackError
from arlint.report.page import background
from arlint.report.words import about
from arlint.ruleset import RuleSet
from arlint.text import globs, toml
from arlint.text.fold import fold
from tests.formats.makers import MAKERS
from tests.fuzz import commands, corpora, editor, outputs
from tests.fuzz.corpora import COMPRESSED, CORPORA, TABLES, folder
from tests.fuzz.texts import linter, text_of

Target = Callable[[bytes], None]

#: Rules that change how a letter is written, or what stands between words. (CH026 is about letters of two scripts.)
_FORMS = re.compile("CH(?!026)|PN|EN005|SP00[1-7]")
_TOKENS = re.compile(r"[A-Za-z]+|\d+")


def spans(found: Sequence[Diagnostic], length: int) -> None:
    """Every place of a finding lies inside the text, and the edits of one fix do not meet."""
    for one in found:
        assert 0 <= one.start <= one.end <= length, one
        assert all(0 <= span.start <= span.end <= length for span in one.related), one
        at = 0
        for edit in sorted(one.fix.edits, key=lambda e: (e.start, e.end)) if one.fix else ():
            assert at <= edit.start <= edit.end <= length, one
            at = edit.end


def lost(text: str, fixed: Fixed, rules: RuleSet) -> None:
    """No number and no Latin word goes or comes but by a rule that claims to change such."""
    before, after = Counter(_TOKENS.findall(text)), Counter(_TOKENS.findall(fixed.text))
    claimed = {claim for edit in fixed.edits for code in edit.codes for claim in rules.claims(code)}
    for token in (before - after) + (after - before):
        assert ("digits" if token.isdigit() else "latin") in claimed, (token, fixed.edits)


def kept(text: str, fixed: Fixed) -> None:
    """Safe fixes of characters, punctuation and the endings of words leave every letter, in one of its forms."""
    for edit in fixed.edits:
        if all(map(_FORMS.match, edit.codes)):
            old, new = (sorted(fold(_letters(part))) for part in (text[edit.start : edit.end], edit.text))
            assert old == new, edit


#: Letters that other languages write, and what they stand for in Arabic, where folding does not know it.
_STANDS_FOR = str.maketrans("\u06aa\u06c3\u06d0\u06d2\u06ba", "كةيين")


def _letters(text: str) -> str:
    text = text.translate(_STANDS_FOR)
    whole = unicodedata.normalize("NFKC", text.replace("\ufdd0", "").replace("\ufdf2", "\ufdd0"))
    parts = ["".join(filter(str.isalpha, part)) for part in whole.split("\ufdd0")]
    return "الله".join([*(part.removesuffix("ا") for part in parts[:-1]), parts[-1]])  # the sign has an alef


def whole(data: bytes, kind: str) -> None:
    """A text of `kind` through every rule, checked and fixed."""
    text, lint = text_of(data), linter()
    spans(lint.check(text, kind=kind), len(text))
    for unsafe in (False, True):
        fixed = lint.fix(text, kind=kind, unsafe=unsafe)
        spans(fixed.remaining, len(fixed.text))
        assert edits.apply(text, fixed.edits) == fixed.text
        lost(text, fixed, lint.ruleset)
        if not unsafe:
            kept(text, fixed)
        again = lint.fix(fixed.text, kind=kind, unsafe=unsafe)
        assert again.text == fixed.text, (fixed.text, again.text, again.edits)
    cleaned = lint.clean_text(text, kind=kind, meta={"url": "https://a.b/c"})
    assert edits.apply(text, cleaned.edits) == cleaned.text


def formatted(data: bytes, form: Format) -> None:
    """A file of a format whose prose is a part of it: only prose changes, and once is enough.

    The first byte says whether the others are the file or the texts of one, and where that is cut.
    """
    text = text_of(data[1:])
    makers = [maker for name, maker in MAKERS.items() if name.partition(",")[0] == form.name]
    if data[:1] >= b"\x40" and makers:
        texts = [part for part in text.split("\0") if part.strip()] or ["نص"]
        try:
            text = makers[data[0] % len(makers)].make(texts)
        except (ValueError, UnicodeError):  # what XML or YAML cannot hold
            return
        if data[:1] >= b"\xe0":
            text = text[: len(text) * (data[0] - 0xE0) // 0x20] + texts[0][:5]
    try:
        units = form.read(text, Options()).units
    except FormatError as error:
        assert 0 <= error.position <= max(len(text), 1), error.position  # noqa: PT017
        return
    for unit in units:
        assert text[unit.at : unit.end] == unit.raw
    done = work.check(text, form, linter(), Options())
    spans(done.diagnostics, len(done.shown))
    fixed = _fixed(text, form)
    if fixed is not None:
        old, new = _frame(text, form), _frame(fixed, form)
        assert len(old) != len(new) or old == new  # a cell without Arabic is no unit
        assert _fixed(fixed, form) in (None, fixed)


def _fixed(text: str, form: Format) -> str | None:
    try:
        return work.fix(text, form, linter(), Options()).text
    except work.NotWrittenError:
        return None


def _frame(text: str, form: Format) -> list[str]:
    parts, at = [], 0
    for unit in form.read(text, Options()).units:
        parts.append(text[at : unit.at])
        at = unit.end
    return [*parts, text[at:]]


def records(data: bytes) -> None:
    """JSON Lines as `check` reads them."""
    text = text_of(data)
    found = [one for one in jsonl.records(text, "text") if isinstance(one, jsonl.Record)]
    new = jsonl.replace(text, [(one, one.text + "ـ") for one in found])
    after = [one for one in jsonl.records(new, "text") if isinstance(one, jsonl.Record)]
    assert [one.text + "ـ" for one in found] == [one.text for one in after]


def files(data: bytes) -> None:
    """A file's bytes, decoded and written back; Word documents too."""
    for encoding in (None, "windows-1256", "utf-16"):
        try:
            file = decode(data, encoding)
        except UndecodableError as error:
            assert 0 <= error.position <= max(len(error.shown), 1)  # noqa: PT017
            continue
        if not data.startswith(b"PK"):
            assert file.encode(file.text) == data
        else:
            with contextlib.suppress(FileError):  # of a document of which another part is damaged
                file.encode(file.text)


_PACK = '[pack]\nid = "f"\nprefix = "ZZ"\ntitle = "f"\n'
RULE = (
    _PACK
    + """[[rule]]
code = "ZZ001"
name = "f"
since = "0"
why = "f"
message.en = "f {{match}}"
message.ar = "f"
kind = "{kind}"
applicability = "{trust}"
"""
)
_LINES = (
    "lines = {{certain = [{0}, {1}]}}\nphrases = [{2}]",
    "lines = {{head = [{0}], never = [{1}], beside = [{2}]}}\nmenu = true\nstrips = [{0}]\nanchors = [{0}]",
    "sentences = [{0}]\nperhaps = [{1}]\nsite = true\ncards = true\nlines = {{tail = [{2}]}}\nfollow = {{inside = 3}}",
    'hosts = [{0}]\nrows = [["edge", {1}], ["between", {2}, "report"]]\nfollow = {{counted = true}}',
    "[rule.sites.{0}]\nrecurring = [{1}, {2}]",
)
#: For each kind of rule, the keys of a rule as a stranger may write them; the number of bytes says which.
KINDS: dict[str, tuple[str, ...]] = {
    "phrase": (
        "phrases = [{0}]\nfix = {1}\n[rule.near]\nwords = [{2}]",
        "clitics = false\nexact = true\n[rule.replace]\n{0} = {1}\n[rule.unless]\nwords = [{2}]\nwithin = 2",
        "article = {2}\n[rule.replace]\n{0} = {1}",
        "phrases = [{0}, {1}, {2}]",
    ),
    "pattern": (
        "pattern = {0}\nfix = {1}\nchars = {2}\nunless = {2}",
        'pattern = {0}\nfix = {1}\nchars = "\u0627"',
        "pattern = {0}\nliterals = [{1}]\nraw = [{2}]\nwindow = 'text'",
        "pattern = {0}\nliterals = [{1}]\nwindow = {2}",
    ),
    "chars": (
        "chars = {0}\nbefore = {1}\nafter = {2}\nfix = ''",
        "chars = {0}\n[rule.map]\n{0} = {1}",
        "chars = {0}\nfix = {1}\nnormalise = {2}",
        "chars = {0}\nbefore = {1}",
    ),
    "variants": tuple(
        f"task = '{task}'\nrows = [[{{0}}, 'company', {{2}}, {{1}}, {{3}}, {{1}}], ['OpenAI', '', '', {{2}}, {{0}}]]"
        for task in ("case", "arabic", "script", "slip", "order", "model", "noun")
    ),
    "line": _LINES,
    "block": _LINES,
    "entity": (
        "rows = [['ZZ001', {0}, {1}, {2}, 'safe', 'nothing']]",
        "rows = [['*', '@weights', 'on=4|clean=6'], ['*', '@ai', {1}], ['', {0}, {2}, {0}, '', '', {1}, '', '', {2}]]",
        "rows = [['', {0}, {1}, '', '', '', '', {2}, {2}, '@ai', '', {2}], ['*', '@ai', {1}]]",
    ),
    "python": ('check = "a.b:c"',),
    "reserved": ("",),
}  # fmt: skip


def rule(data: bytes, kind: str) -> None:
    """A rule of a pack that nobody trusts, and a text to run it on; the parts are separated by a zero byte."""
    parts = [text_of(part) for part in data.split(b"\0", 3)]
    *keys, text = [*parts[:3], *["نص"] * (3 - len(parts[:3])), parts[3] if len(parts) > 3 else parts[0]]
    ways = KINDS[kind]
    values = [toml.quoted(key) for key in (*keys, text[:20])]
    written = RULE.format(kind=kind, trust=("safe", "unsafe", "display")[len(text) % 3])
    _packed(written + ways[len(data) % len(ways)].format(*values), text)


def pack(data: bytes) -> None:
    """Any TOML as a pack, the examples that it holds, and behind a zero the list that its rules name."""
    text, _, rows = text_of(data).partition("\0")
    _packed(_PACK + text, text, rows)
    if "[pack" in text:
        _packed(text, text, rows)


def _packed(written: str, text: str, rows: str = "") -> None:
    with folder() as place:
        if rows:
            (place / "lists").mkdir()
            (place / "lists/l.tsv").write_text(rows, encoding="utf-8", errors="replace")
        (place / "p.toml").write_text(written, encoding="utf-8", errors="replace")
        try:
            specs = [spec for one in load.load(place / "p.toml", trusted=False) for spec in one.rule]
            entries = [Entry.of(spec, Config()) for spec in specs]
            assert not any(isinstance(spec, kinds.Function) for spec in specs)
            rules = RuleSet(entries, Config())
            found = engine.check(Document(text), rules)
            fixed = engine.fix(Document(text), rules, engine.accepts(engine.Applicability.SAFE))
            if any(spec.invalid or spec.valid for spec in specs):
                testing.check_pack(place / "p.toml")
        except (PackError, engine.RuleError):
            return
        for spec in specs:
            "".join((*background(spec, "ar", ".md"), about(spec, "en")))
    spans(found, len(text))
    again = engine.fix(Document(fixed.text), rules, engine.accepts(engine.Applicability.SAFE))
    assert again.text == fixed.text


def ignored(data: bytes) -> None:
    """The lines of a `.gitignore`, and behind a zero a path to ask them about."""
    lines, _, path = text_of(data).partition("\0")
    try:
        globs.compiled(lines.splitlines(), lenient=True).match_file(path or lines)
        globs.compiled(lines.splitlines()).match_file(path or "a")
    except globs.GlobError:
        return


def configuration(data: bytes) -> None:
    """Any TOML as a configuration, in both files that hold one."""
    text = text_of(data)
    with folder() as place:
        for name, content in (("arlint.toml", text), ("pyproject.toml", "[tool.arlint]\n" + text)):
            (place / name).write_text(content, encoding="utf-8", errors="replace")
            try:
                loaded = config_files.load(place / name)
                config.check_selectors(loaded.config, [("BR001", "brand"), ("PN001", "space")])
                config.per_file_ignores(loaded.config, "a/b.md")
                config.check_globs(loaded.config)
                config.matches(loaded.config.exclude, "a/b.md")
                Linter(loaded.config).check("نص")
            except (ConfigError, PackError):
                continue


def suppressions(data: bytes) -> None:
    """Comments that silence, between findings."""
    text = text_of(data).replace("\x01", "<!-- arlint: ").replace("\x02", " -->").replace("\x03", "ignore[PN]")
    for kind in ("markdown", "html"):
        document = Document(text, kind)
        found = engine.check(document, linter().ruleset)
        spans(found, len(text))
        suppress.apply(found, document)
        silent = suppress.silencer(document)
        assert not any(silent(one.code, one.name, one.start, one.end) for one in found if one.code[:2] != "AR")


def baselines(data: bytes) -> None:
    """A baseline file, and the fingerprints of a text against it."""
    text = text_of(data)
    found = linter().check(text)
    recorded = baseline.record(text, found)
    assert baseline.Known(recorded).new(text, found) == []
    for content in (data, text.encode("utf-8", "surrogatepass")):
        try:
            known = baseline.parse(content)
        except baseline.BaselineError:
            continue
        for path in known:
            baseline.Known(known[path]).new(text, found)
            baseline.prune(known[path], recorded)
        assert baseline.parse(baseline.dump(known)) == known


def diffs(data: bytes) -> None:
    """A unified diff from standard input, raw or written with the words of one."""
    from arlint.cli.changed import from_diff
    from arlint.cli.projects import UnusableError

    words = {1: b"+++ b/", 2: b"@@ -1,2 +1,3 @@", 3: b"--- a/", 4: b"\n+", 5: b"@@ -", 6: b"\n@@ ", 7: b'+++ "b/\\303'}
    for content in (data, b"".join(words.get(byte, bytes([byte])) for byte in data)):
        try:
            from_diff(content).touches(Path("a"))
        except UnusableError:
            continue


def _targets() -> dict[str, Target]:
    made: dict[str, Target] = {}
    for kind in ("plain", "markdown", "html", "markup"):
        made[f"text-{kind}"] = lambda data, kind=kind: whole(data, kind)
    for name, form in FORMATS.items():
        made[f"format-{name}"] = lambda data, form=form: formatted(data, form)
    for ending in (*CORPORA, *TABLES, *COMPRESSED):
        made[f"corpus-{ending}"] = lambda data, ending=ending: corpora.corpus(data, ending)
    for kind in KINDS:
        made[f"rule-{kind}"] = lambda data, kind=kind: rule(data, kind)
    return made | {
        "corpus-options": corpora.options,
        "corpus-encoded": corpora.encoded,
        "corpus-extracted": corpora.extracted,
        "corpus-tampered": corpora.tampered,
        "corpus-resumed": corpora.resumed,
        "corpus-report": corpora.reported,
        "learn": corpora.learned,
        "batches": corpora.batches,
        "records": records,
        "files": files,
        "pack": pack,
        "configuration": configuration,
        "ignored": ignored,
        "suppressions": suppressions,
        "baseline": baselines,
        "diff": diffs,
        "messages": editor.messages,
        "editor": editor.editor,
        "command": commands.command,
        "caches": commands.caches,
        "reports": outputs.reports,
    }


TARGETS = _targets()
