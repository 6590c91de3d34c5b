"""Inputs in a remote store: fsspec's store in memory stands for all."""

from __future__ import annotations

import pytest

from arlint.corpus import restore, run, sources
from arlint.corpus.errors import CorpusError

fsspec = pytest.importorskip("fsspec", reason="fsspec is the extra arlint[corpus]")


@pytest.fixture
def store():
    files = fsspec.filesystem("memory")
    files.pipe("/corpus/a.jsonl", '{"text": "أ [x]"}\n'.encode())
    files.pipe("/corpus/deep/b.txt", b"[x]")
    files.pipe("/corpus/c.png", b"")
    yield files
    files.rm("/corpus", recursive=True)


@pytest.mark.usefixtures("store")
def test_a_folder_of_a_store(tmp_path, make_cleaner):
    found = sources.find(["memory://corpus"])
    assert found.skipped == ("c.png",)
    run.clean(found, tmp_path / "out", make_cleaner, run.Options(), version="test")
    assert (tmp_path / "out/data/a.jsonl").read_text(encoding="utf-8") == '{"text": "أ "}\n'
    assert (tmp_path / "out/data/deep/b.txt").read_bytes() == b""
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == ["", ""]


@pytest.mark.usefixtures("store")
def test_globs_and_missing_files():
    assert [source.name for source in sources.find(["memory://corpus/*.jsonl"]).sources] == ["a.jsonl"]
    with pytest.raises(CorpusError, match=r"can't be read|no such file"):
        sources.find(["memory://corpus/nothing.jsonl"])
    with pytest.raises(CorpusError, match="can't be mixed"):
        sources.find(["memory://corpus", "/tmp"])


def test_tables_of_a_store(store, tmp_path, make_cleaner):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"text": ["أ [x]", "ب"]}), sink)
    store.pipe("/corpus/t.parquet", sink.getvalue().to_pybytes())
    found = sources.find(["memory://corpus/t.parquet"])
    run.clean(found, tmp_path / "out", make_cleaner, run.Options(), version="test")
    assert pq.read_table(tmp_path / "out/data/t.parquet").column("text").to_pylist() == ["أ ", "ب"]
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]
