"""The examples of the page on other pipelines, run as they stand there against the real libraries."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "guides" / "adapters.md"
DIRTY, CLEAN = "ارتفع الطلب ،وقالت Openai شيئا.", "ارتفع الطلب، وقالت OpenAI شيئا."

pytest.importorskip("pyarrow", reason="pyarrow is the extra arlint[corpus]")
pytestmark = pytest.mark.filterwarnings("ignore")  # of the libraries


def example(heading: str) -> str:
    if not PAGE.exists():
        pytest.skip("the documentation isn't here")
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]


def ran(heading: str) -> dict:
    names: dict = {"__name__": "example"}
    exec(compile(example(heading), str(PAGE), "exec", dont_inherit=True), names)
    return names


def test_pandas():
    pytest.importorskip("pandas")
    frame = ran("pandas")["frame"]
    assert frame["text"].dropna().tolist() == [CLEAN]
    assert len(frame) == 2


def test_polars():
    pytest.importorskip("polars")
    names = ran("Polars")
    assert names["frame"]["text"].to_list() == [CLEAN, None]
    counted = names["counts"].row(0, named=True)["edits"]
    pairs = counted if isinstance(counted, dict) else {pair["key"]: pair["value"] for pair in counted}
    assert pairs["PN001"] == 1


def test_datasets(monkeypatch, tmp_path):
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    pytest.importorskip("datasets")
    assert ran("Hugging Face datasets")["dataset"].to_dict() == {"text": [CLEAN, "نص سليم."], "id": [1, 2]}


def test_daft():
    pytest.importorskip("daft")
    assert ran("Daft")["frame"].to_pydict() == {"text": [CLEAN, None], "url": ["https://example.org/a", None]}


def test_datatrove(tmp_path):
    pytest.importorskip("datatrove")
    (tmp_path / "in").mkdir()
    lines = [{"text": DIRTY, "id": "1", "url": "https://example.org/a"}, {"text": "نص سليم.", "id": "2"}]
    (tmp_path / "in" / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines) + "\n")
    (tmp_path / "step.py").write_text(example("datatrove"), encoding="utf-8")
    done = subprocess.run([sys.executable, "step.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (out,) = (tmp_path / "out").glob("*.jsonl")
    written = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["text"] for line in written] == [CLEAN, "نص سليم."]
    assert "PN001" in written[0]["metadata"]["arlint"]
