"""Running the examples of any pack: what arlint's own tests do, for packs of third parties too."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from arlint import engine
from arlint.config import Config
from arlint.document import Document
from arlint.linter import Linter
from arlint.model import Applicability
from arlint.packs import load
from arlint.packs.index import Entry
from arlint.packs.kinds import AnySpec
from arlint.packs.reserved import Reserved
from arlint.packs.schema import Example
from arlint.ruleset import RuleSet

_MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)
_MINIMUM = 2


def check_pack(path: Path) -> list[str]:
    """What is wrong with the pack or folder of packs at `path`, a line each; empty where all is well."""
    trusted = _is_installed(path)
    linter = Linter(Config(extend_packs=() if trusted else (str(path),), preview=True))
    return [
        f"{spec.code} {problem}"
        for pack in load.load(path, trusted=trusted)
        for spec in pack.rule
        for problem in problems(spec, linter)
    ]


def _is_installed(path: Path) -> bool:
    """Whether `path` is, or lies in, the packs of arlint itself or of an installed distribution."""
    roots = (Path(str(root)).resolve() for root, trusted in load.roots(()) if trusted)
    real = Path(os.path.realpath(path))  # (`resolve` fails where a link leads to itself)
    return any(real.is_relative_to(root) for root in roots)


def problems(spec: AnySpec, linter: Linter) -> Iterator[str]:
    """What is wrong with a rule's own examples; `linter` says which other rules a fixed text must not upset."""
    if isinstance(spec, Reserved):
        return
    for name, examples in (("invalid", spec.invalid), ("valid", spec.valid)):
        if len(examples) < _MINIMUM:
            yield f"needs at least {_MINIMUM} {name} examples, has {len(examples)}"
    for number, example in enumerate(spec.invalid, 1):
        yield from _outcome(example, f"invalid example {number}", list(invalid(spec, example, linter)))
    for number, example in enumerate(spec.valid, 1):
        yield from _outcome(example, f"valid example {number}", list(valid(spec, example, linter)))


def _outcome(example: Example, name: str, found: list[str]) -> Iterator[str]:
    if not example.xfail:
        yield from (f"{name}: {problem}" for problem in found)
    elif not found:
        yield f"{name}: passes now; take its xfail away ({example.xfail})"


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its ⟦ ⟧, and the spans that they marked."""
    spans, shift = [], 0
    for match in _MARKED.finditer(marked):
        start = match.start() - shift
        spans.append((start, start + len(match[1])))
        shift += 2
    return _MARKED.sub(r"\1", marked), spans


def _document(text: str, example: Example) -> Document:
    return Document(text, example.kind, meta={"source": example.source})


def invalid(spec: AnySpec, example: Example, linter: Linter) -> Iterator[str]:
    """What is wrong with an example that the rule must flag."""
    text, spans = unmark(example.text)
    rule = RuleSet([Entry.of(spec, linter.config)], linter.config)
    found = [(d.start, d.end) for d in engine.check(_document(text, example), rule)]
    if found != spans:
        yield f"flags {[text[s:e] for s, e in found]}, not {[text[s:e] for s, e in spans]}"
        return
    fixed = engine.fix(_document(text, example), rule, engine.accepts(Applicability.UNSAFE))
    if example.fixed is None:
        if fixed.text != text:
            yield f"is fixed to {fixed.text!r}, but the example has no `fixed`"
        return
    if fixed.text != example.fixed:
        yield f"is fixed to {fixed.text!r}, not {example.fixed!r}"
        return
    left = [d for d in fixed.remaining if d.fix and d.fix.applicability > Applicability.DISPLAY]
    if left:
        yield f"the fixed text still has {[d.code for d in left]}"
    again = engine.fix(_document(fixed.text, example), linter.ruleset, engine.accepts(Applicability.UNSAFE))
    if again.text != fixed.text:
        codes = sorted({code for edit in again.edits for code in edit.codes})
        yield f"the fixed text is changed by {codes}: {again.text!r}"


def valid(spec: AnySpec, example: Example, linter: Linter) -> Iterator[str]:
    """What is wrong with an example that the rule must leave alone."""
    rule = RuleSet([Entry.of(spec, linter.config)], linter.config)
    for diagnostic in engine.check(_document(example.text, example), rule):
        yield f"flags {example.text[diagnostic.start : diagnostic.end]!r}"
