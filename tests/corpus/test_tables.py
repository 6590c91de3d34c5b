"""Parquet and Arrow: the kernel on record batches, and whole files there and back."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from arlint.corpus import arrow, clean_batch, restore, run, sources
from arlint.corpus.errors import CorpusError
from tests.corpus.conftest import StandIn

pa = pytest.importorskip("pyarrow", reason="pyarrow is the extra arlint[corpus]")
pq = pytest.importorskip("pyarrow.parquet")

ROWS = [
    {
        "id": number,
        "text": None
        if number == 7
        else f"نص [x] {number}\r\nسطر [q]" * (number % 5) + ("DROP" if number % 10 == 3 else ""),
        "url": f"https://example.com/{number}",
        "score": number / 3 if number % 4 else None,
        "tags": [{"name": "a", "n": number}] if number % 3 else None,
        "when": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    }
    for number in range(60)
]


def table(rows=ROWS, kind=None):
    schema = pa.schema(
        [
            ("id", pa.int32()),
            ("text", kind or pa.string()),
            ("url", pa.string()),
            ("score", pa.float32()),
            ("tags", pa.list_(pa.struct([("name", pa.string()), ("n", pa.int8())]))),
            ("when", pa.timestamp("ns", tz="UTC")),
        ],
        metadata={"origin": "crawl"},
    )
    return pa.Table.from_pylist(rows, schema=schema)


def write(path, content, kind):
    if kind == "parquet":
        pq.write_table(content, path, row_group_size=17, compression="zstd")
    else:
        make = pa.ipc.new_file if kind == "arrow" else pa.ipc.new_stream
        with make(path, content.schema) as writer:
            writer.write_table(content, max_chunksize=17)


def read(path, kind):
    if kind == "parquet":
        return pq.read_table(path)
    open_ = pa.ipc.open_file if kind == "arrow" else pa.ipc.open_stream
    return open_(path).read_all()


@pytest.mark.parametrize("kind", ["parquet", "arrow", "arrows"])
@pytest.mark.parametrize("text", [pa.string(), pa.large_string()])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_table_there_and_back(  # noqa: PLR0917
    tmp_path, make_cleaner, monkeypatch, kind, text, workers
):
    monkeypatch.setattr(arrow, "BATCH_BYTES", 1000)
    path = tmp_path / f"a.{kind}"
    write(path, table(kind=text), kind)
    original = read(path, kind)  # Parquet has its own names for the inside of lists
    options = run.Options(workers=workers)
    done = run.clean(sources.find([str(path)]), tmp_path / "out", make_cleaner, options, version="test")
    assert (done.totals.documents, done.totals.dropped, done.totals.rejected) == (60, 6, 1)
    cleaned = read(tmp_path / "out" / "data" / f"a.{kind}", kind)
    assert cleaned.schema.equals(original.schema, check_metadata=True)
    kept = [row for row in ROWS if row["text"] is not None and "DROP" not in row["text"]]
    assert cleaned.num_rows == 53
    assert cleaned.drop_columns("text").to_pylist() == table(kept).drop_columns("text").to_pylist()
    assert [row["text"].replace("\r\n", "\n") for row in cleaned.to_pylist()] == [
        StandIn().clean_text(row["text"].replace("\r\n", "\n")).text for row in kept
    ]
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]
    assert [verdict.problem for verdict in restore.restore(tmp_path / "out", tmp_path / "back")] == [""]
    back = read(tmp_path / "back" / f"a.{kind}", kind)
    assert back.schema.equals(original.schema, check_metadata=True)
    assert back.equals(original)


def test_an_empty_table_stays_one(tmp_path, make_cleaner):
    pq.write_table(table([]), tmp_path / "a.parquet")
    run.clean(
        sources.find([str(tmp_path / "a.parquet")]), tmp_path / "out", make_cleaner, run.Options(), version="test"
    )
    assert pq.read_table(tmp_path / "out/data/a.parquet").equals(table([]))
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]


@pytest.mark.parametrize(
    ("content", "reason"), [(b"no parquet at all", "can't be read as parquet"), (None, 'no column "text"')]
)
def test_a_table_that_cannot_be_cleaned_is_kept_whole(tmp_path, make_cleaner, content, reason):
    (tmp_path / "in").mkdir()
    pq.write_table(table(), tmp_path / "in" / "good.parquet")
    if content is None:
        pq.write_table(table().drop_columns("text"), tmp_path / "in" / "bad.parquet")
    else:
        (tmp_path / "in" / "bad.parquet").write_bytes(content)
    done = run.clean(
        sources.find([str(tmp_path / "in")]), tmp_path / "out", make_cleaner, run.Options(), version="test"
    )
    assert done.totals.documents == 60
    assert done.totals.rejected == 2  # the bad file, and the row of the good one that has no text
    [entry] = map(json.loads, (tmp_path / "out/rejected/bad.parquet.jsonl").read_text().splitlines())
    assert reason in entry["reason"]
    assert not (tmp_path / "out/data/bad.parquet").exists()
    assert not any(verdict.problem for verdict in restore.restore(tmp_path / "out", tmp_path / "back"))
    assert (tmp_path / "back" / "bad.parquet").read_bytes() == (tmp_path / "in" / "bad.parquet").read_bytes()


def test_the_kernel_passes_other_columns_through():
    [batch] = table().to_batches()
    cleaned = clean_batch(batch, StandIn(), report="arlint")
    assert cleaned.num_rows == 54
    kept = batch.filter(pa.array(["DROP" not in (row["text"] or "") for row in ROWS]))
    for name in ("id", "url", "score", "tags", "when"):
        assert cleaned.column(name).equals(kept.column(name))
    first = cleaned.slice(1, 1).to_pylist()[0]
    assert first["text"] == 'نص  1\r\nسطر é\r\n"'
    assert first["arlint"] == {"edits": [("BP001", 2)], "dropped": None, "scores": []}
    everything = clean_batch(batch, StandIn(), report="arlint", keep=True)
    assert everything.num_rows == 60
    assert everything.slice(3, 1).to_pylist()[0]["arlint"]["dropped"] == "DQ001 too short"


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.large_string())], ids=str
)
def test_rules_know_the_page_however_its_address_is_stored(kind):
    address = pa.array(["https://example.org/a"]).cast(kind)
    batch = pa.RecordBatch.from_arrays([pa.array(["نص"]), address, pa.array([["x"]])], ["text", "url", "tags"])
    assert list(arrow.rows(batch, "text")) == [("نص", {"url": "https://example.org/a"})]


def test_the_kernel_takes_batches_and_adds_no_second_column_of_a_name():
    with pytest.raises(TypeError, match=r"takes a RecordBatch; of a table, each of table.to_batches\(\)"):
        clean_batch(table(), StandIn())
    with pytest.raises(CorpusError, match='there is a column "url" already'):
        clean_batch(table().to_batches()[0], StandIn(), report="url")


def test_the_kernel_names_a_missing_column():
    [batch] = table().to_batches()
    with pytest.raises(CorpusError, match='no column "body"; there are: id, text'):
        clean_batch(batch, StandIn(), column="body")
    with pytest.raises(CorpusError, match='column "id" does not hold text but int32'):
        clean_batch(batch, StandIn(), column="id")
