"""Scores and gates in a run: written for every document, and no hindrance on the way back."""

from __future__ import annotations

import gzip
import json
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint.cli import main
from arlint.config import Config, CorpusConfig, Gate
from arlint.corpus import run, sources
from arlint.corpus.restore import verify
from arlint.corpus.task import Reading
from arlint.linter import Linter

TEXTS = ["وصل الوفد أمس.", "خبر", "جاء في في الخبر أن الوفد وصل .", "انتهى الخبر هنا اليوم."]
CONFIG = Config(corpus=CorpusConfig(gates={"words": Gate(min=2)}, scores=("arabic",)))


def _write(path: Path) -> None:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in TEXTS), encoding="utf-8")
        return
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pa.table({"text": TEXTS}), path)


@pytest.mark.parametrize("name", ["in.jsonl", "in.parquet"])
@pytest.mark.parametrize("dedup", ["", "exact"])
def test_every_document_has_its_scores_and_comes_back(tmp_path: Path, name: str, dedup: str) -> None:
    _write(tmp_path / name)
    options = run.Options(Reading(dedup=dedup))  # type: ignore[arg-type]
    done = run.clean(
        sources.find([str(tmp_path / name)]), tmp_path / "out", partial(Linter, CONFIG), options, version="0"
    )
    assert done.totals.drops == {"words": 1}
    log = gzip.decompress((tmp_path / "out" / "audit" / f"{name}.jsonl.gz").read_bytes())
    events = [json.loads(line) for line in log.splitlines()]
    assert [event["record"] for event in events] == [0, 1, 2, 3]
    assert [event["scores"]["words"] for event in events] == [3, 1, 6, 4]
    assert events[1]["dropped"] == "words is 1, below 2"
    assert "edits" in events[2]
    assert [verdict.problem for verdict in verify(tmp_path / "out")] == [""]


def test_profile_on_the_command_line(tmp_path: Path) -> None:
    _write(tmp_path / "in.jsonl")
    arguments = ["clean", "--no-config", str(tmp_path / "in.jsonl"), "--dry-run", "--workers", "1"]
    done = CliRunner().invoke(main, [*arguments, "--profile", "web"])
    assert "prose-words" in done.output, done.output
    wrong = CliRunner().invoke(main, [*arguments, "--profile", "wbe"])
    assert wrong.exit_code == 2
    assert "did you mean 'web'?" in wrong.output
