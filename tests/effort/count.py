"""Counts the work that checking takes: the same numbers on every machine and in every run, as seconds never are.

    python tests/effort/count.py            print what is counted now, beside what is recorded
    python tests/effort/count.py --write    record what is counted now

Of each fixture, checked a second time (so that rules are compiled):

- `rules`: rules that something in the text called for, which is how often `find` runs;
- `calls`: calls of functions, those in C too;
- `searches`: calls of methods of regular expressions;
- `passes`: calls on the whole text or a view of it, such as one of `translate` or of the automaton;
- `kilobytes`: the most memory that was held at once.

Of a run of the command line: the regular expressions that it compiled, and the modules that it imported.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import tracemalloc
from pathlib import Path

import regex
from ahocorasick_rs import BytesAhoCorasick

from arlint.document import Document
from arlint.files import kind_of
from arlint.linter import Linter

ROOT = Path(__file__).resolve().parents[2]
RECORDED = Path(__file__).with_name("recorded.json")
#: Edited prose, prose with slips and with names, a page with everything around the article, left-over markup, Markdown.
FIXTURES = (
    "clean-news",
    "spelling-slips",
    "blog-two-spellings",
    "news-with-comment-form",
    "page-with-everything",
    "leftover-markup",
    "docs-markdown",
)
_SEED = "PYTHONHASHSEED"


def fixture(name: str) -> tuple[str, str]:
    """The text of a fixture and its kind."""
    path = next((ROOT / "fixtures" / name).glob("input.*"))
    text = path.read_text(encoding="utf-8")
    return text, kind_of(path, text)


def work(linter: Linter, text: str, kind: str) -> dict[str, int]:
    """What checking `text` takes."""
    linter.check(text, kind=kind)
    counted = dict.fromkeys(("calls", "searches", "passes"), 0)
    least = len(text.encode("utf-8")) // 2  # a view has a byte for each code point

    def count(_frame: object, event: str, arg: object) -> None:
        if event not in ("call", "c_call"):
            return
        counted["calls"] += 1
        owner = getattr(arg, "__self__", None) if event == "c_call" else None
        if isinstance(owner, re.Pattern | regex.Pattern):
            counted["searches"] += 1
        elif isinstance(owner, BytesAhoCorasick) or (isinstance(owner, str | bytes) and len(owner) >= least):
            counted["passes"] += 1

    sys.setprofile(count)
    try:
        linter.check(text, kind=kind)
    finally:
        sys.setprofile(None)
    tracemalloc.start()
    linter.check(text, kind=kind)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    rules = len(linter.ruleset.candidates(Document(text, kind)))
    return {"rules": rules, **counted, "kilobytes": peak // 1000}


_START = """
import json, sys
from re import _compiler
compile, compiled = _compiler.compile, []
_compiler.compile = lambda *arguments: compiled.append(1) or compile(*arguments)
from arlint.cli import main
try:
    main(["check", "--no-cache", "--no-config", sys.argv[1]])
except SystemExit:
    pass
print(json.dumps({"expressions": len(compiled), "modules": sorted(sys.modules)}))
"""


def start(path: Path) -> tuple[dict[str, int], list[str]]:
    """What a run over one file compiles and imports, and the names of the modules. The packs are compiled before."""
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            run = subprocess.run(
                [sys.executable, "-c", _START, str(path)],
                env={**os.environ, "ARLINT_CACHE_DIR": folder, _SEED: "0"},
                capture_output=True,
                check=True,
            )
            found = json.loads(run.stdout.splitlines()[-1])
    modules = found["modules"]
    assert isinstance(modules, list)
    return {"expressions": int(str(found["expressions"])), "modules": len(modules)}, modules


def main() -> None:
    """Print what is counted, as JSON for the test, or as a table; `--write` records it."""
    if os.environ.get(_SEED) != "0":  # sets of strings have another order in every process, and so has some work
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, _SEED: "0"})
    linter = Linter()
    counted = {name: work(linter, *fixture(name)) for name in FIXTURES}
    text, kind = fixture("clean-news")
    for times in (16, 32):
        counted[f"clean-news, {times} times"] = work(linter, "\n".join([text] * times), kind)
    counted["start"] = start(next((ROOT / "fixtures" / "clean-news").glob("input.*")))[0]
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps(counted))
        return
    if "--write" in sys.argv:
        RECORDED.write_text(json.dumps(counted, indent=1) + "\n", encoding="utf-8")
    recorded = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    for name, numbers in counted.items():
        shown = (f"{key} {value} ({recorded.get(name, {}).get(key)})" for key, value in numbers.items())
        sys.stdout.write(f"{name}: {', '.join(shown)}\n")


if __name__ == "__main__":
    main()
