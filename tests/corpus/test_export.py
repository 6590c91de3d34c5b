"""The clean documents in another format, in files of even size."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from arlint.corpus import export, run, sources
from arlint.corpus.compression import codec_of, decompress
from arlint.corpus.errors import CorpusError


@pytest.fixture
def output(tmp_path, make_cleaner):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("أ [x]", encoding="utf-8")
    (folder / "b.jsonl").write_text(
        "".join(f'{{"n": 1.10, "text": "ب [x]{number}"}}\n' for number in range(50)), encoding="utf-8"
    )
    run.clean(sources.find([str(folder)]), tmp_path / "out", make_cleaner, run.Options(), version="test")
    return tmp_path / "out"


@pytest.mark.parametrize("to", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_lines_keep_their_spelling_and_files_their_size(output, to):
    number = export.export(output, to, "text", shard_bytes=400)
    paths = sorted((output / "export").iterdir())
    assert [path.name for path in paths] == [f"part-{n:05}.{to}" for n in range(number)]
    parts = [b"".join(decompress([path.read_bytes()], codec_of(to))) for path in paths]
    assert all(len(part) <= 400 for part in parts)
    lines = b"".join(parts).decode().splitlines()
    assert json.loads(lines[0]) == {"path": "a.txt", "text": "أ "}
    assert lines[1:] == [f'{{"n": 1.10, "text": "ب {number}"}}' for number in range(50)]


def test_parquet_has_a_column_for_each_field(output):
    pq = pytest.importorskip("pyarrow.parquet")
    (output / "data" / "a.txt").unlink()
    assert export.export(output, "parquet", "text") == 1
    table = pq.read_table(output / "export" / "part-00000.parquet")
    assert table.schema.names == ["n", "text"]
    assert table.column("text").to_pylist() == [f"ب {number}" for number in range(50)]


@pytest.mark.parametrize("to", ["jsonl", "parquet"])
def test_values_that_json_has_no_type_for(tmp_path, make_cleaner, to):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    values = {
        "ns": pa.array([10**18 + 1000], pa.timestamp("ns")),
        "day": pa.array([1], pa.date32()),
        "span": pa.array([5], pa.duration("us")),
        "nested": pa.array([[{"at": 10**18}]], pa.list_(pa.struct([("at", pa.timestamp("ns"))]))),
        "bytes": pa.array([b"\xff"]),
    }
    pq.write_table(pa.table({"text": pa.array(["نص [x]"]), **values}), tmp_path / "a.parquet")
    found = sources.find([str(tmp_path / "a.parquet")])
    run.clean(found, tmp_path / "out", make_cleaner, run.Options(), version="test")
    assert export.export(tmp_path / "out", to, "text") == 1
    if to == "jsonl":
        (line,) = (tmp_path / "out/export/part-00000.jsonl").read_text(encoding="utf-8").splitlines()
        assert json.loads(line)["ns"] == "2001-09-09T01:46:40.000001"


def test_times_that_need_pandas_are_told(tmp_path, make_cleaner):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table = pa.table({"text": pa.array(["نص [x]"]), "ns": pa.array([10**18 + 1], pa.timestamp("ns"))})
    pq.write_table(table, tmp_path / "a.parquet")
    found = sources.find([str(tmp_path / "a.parquet")])
    run.clean(found, tmp_path / "out", make_cleaner, run.Options(), version="test")
    program = """
import sys
from pathlib import Path

class Without:
    def find_spec(self, name, path=None, target=None):
        if name == "pandas":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Without())
from arlint.corpus import export
export.export(Path(sys.argv[1]), "jsonl", "text")
"""
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "out"], capture_output=True, text=True, check=False
    )
    assert "CorpusError: a.parquet: a column can't be exported: Nanosecond" in done.stderr


def test_an_unknown_format_is_named(output):
    with pytest.raises(CorpusError, match="unknown format to export to: xml"):
        export.export(output, "xml", "text")
