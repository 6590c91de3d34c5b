"""How much processor time arlint takes before it does anything: whole processes, least of several runs.

    python benchmarks/startup.py [FILE …] [--runs 15] [--rules 3000]

The commands are run in turn, so that what else the machine does meets them all alike. Without files it is a
note of four lines and one of the fixtures. The rules more are a pack of phrases, one a rule, made up for the run.
Bytecode is kept, as it is after an installation.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import measure

import arlint

#: Seconds of processor time that a command may take.
LIMITS = {"--version": 0.12, "check": 0.25}

NOTE = """أعلنت الشركة اليوم عن نموذج جديد للذكاء الاصطناعى، وقال المدير إن الإصدار متاح الآن.
ويمكن تجربته عبر موقع Deepseek الرسمي .
اترك تعليقا
لن يتم نشر عنوان بريدك الإلكتروني.
"""
_PACK = '[pack]\nid = "{0}"\nprefix = "{0}"\ntitle = "Made up"\n'
_RULE = """
[[rule]]
code = "{code}"
name = "made-up-{number}"
kind = "phrase"
since = "0"
message.en = "{number}"
message.ar = "{number}"
why = "Made up to measure with."
applicability = "display"
phrases = {phrases}
"""
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"


def phrase_pack(path: Path, count: int, *, each: int = 1) -> None:
    """Write a pack of `count` phrases of three made-up words, `each` of them to a rule."""
    size = len(_LETTERS)

    def word(number: int) -> str:
        return "".join(_LETTERS[number // size**power % size] for power in range(3)) + "ون"

    def rule(number: int) -> str:
        numbers = range(number * each, (number + 1) * each)
        return _RULE.format(
            code=f"{_family(number)}{number % 1000:03}",
            number=number,
            phrases=json.dumps([f"{word(7 * n)} {word(n)} {word(3 * n + 1)}" for n in numbers]),
        )

    rules = count // each
    for start in range(0, rules, 1000):
        family = _family(start)
        text = _PACK.format(family) + "".join(map(rule, range(start, min(start + 1000, rules))))
        (path / f"{family.lower()}.toml").write_text(text, encoding="utf-8")


def _family(rule: int) -> str:
    return f"X{chr(ord('A') + rule // 1000)}"


def commands(folder: Path, files: list[Path], rules: int) -> dict[str, list[str | Path]]:
    """What is measured: a name -> a command."""
    pack = folder / "pack"
    pack.mkdir()
    phrase_pack(pack, rules)
    config = folder / "extra.toml"
    config.write_text(f'extend-packs = ["{pack}"]\n', encoding="utf-8")
    check = [*measure.ARLINT, "check", "--no-cache", "--no-config"]
    extra = [*measure.ARLINT, "check", "--no-cache", "--config", config]
    found: dict[str, list[str | Path]] = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import click'": [sys.executable, "-c", "import click"],
        "arlint --version": [*measure.ARLINT, "--version"],
    }
    for file in files:
        name = f"{file.name}, {measure.shown(file.stat().st_size)}"
        found[f"arlint check --no-cache ({name})"] = [*check, file]
        found[f"… and {rules} rules more ({name})"] = [*extra, file]
        found[f"arlint check, not changed since ({name})"] = [*measure.ARLINT, "check", "--no-config", file]
    return {f"{number}. {name}": command for number, (name, command) in enumerate(found.items(), 1)}


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--rules", type=int, default=3000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        note, article = folder / "note.txt", folder / "article.txt"
        note.write_text(NOTE, encoding="utf-8")
        article.write_text(measure.fixture("news-with-comment-form"), encoding="utf-8")
        every = commands(folder, options.files or [note, article], options.rules)
        first = {label: measure.run(command) for label, command in every.items()}
        runs: dict[str, list[measure.Usage]] = {label: [] for label in every}
        for _ in range(options.runs):
            for label, command in every.items():
                runs[label].append(measure.run(command))
    rows = []
    for label, usages in runs.items():
        seconds = sorted(usage.cpu for usage in usages)
        limit = LIMITS["--version"] if "--version" in label else LIMITS["check"] if "txt" in label else None
        verdict = "" if limit is None else f"{limit} {'kept' if seconds[0] < limit else 'EXCEEDED'}"
        cells = (first[label].cpu, seconds[0], seconds[len(seconds) // 2])
        rows.append([label, *(f"{value:.3f}" for value in cells), f"{usages[0].peak / 1e6:.0f}", verdict])
    print(measure.machine())
    print(f"arlint {arlint.__version__}, {options.runs} runs after the first, in turn; {measure.load()}\n")
    print(measure.table(("CPU seconds", "first", "least", "median", "MB", "limit"), rows))


if __name__ == "__main__":
    main()
