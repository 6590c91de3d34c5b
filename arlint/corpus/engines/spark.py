"""Spark: `clean` for a data frame, and whole runs. Spark reads, schedules, retries and writes; the kernel is ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import msgspec

from arlint.config import Config
from arlint.corpus.arrow import pyarrow
from arlint.corpus.engines import batch, copies, summary
from arlint.corpus.engines.plan import Plan, missing
from arlint.corpus.errors import CorpusError
from arlint.corpus.records import absent
from arlint.corpus.report.facts import Report
from arlint.linter import linter_of

_COLUMN, _NUMBER = "work", "number"
_REPORT = "report"
_FAILURES = 4  # of one task before a run on this machine gives up; on a cluster Spark has its own setting
_ROWS = "1024"  # of an Arrow batch: a few MB of web pages


def clean(frame: Any, config: Config, column: str = "text", further: bytes = b"") -> Any:
    """The `DataFrame` with `column` cleaned and the columns `outcome` and `arlint` (see `engines.batch`).

    CorpusError where it has no such column: a worker would say so with all that it was called from.
    """
    if column not in frame.columns:
        raise CorpusError(absent("column", column, frame.columns))
    configuration = msgspec.json.encode(config)

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        cleaner = linter_of(configuration, further)
        for one in batches:
            yield batch.clean_rows(one, cleaner, column)

    return frame.mapInArrow(work, _with_done(frame.schema))


def run(plan: Plan) -> Report:
    """Do what `plan` says, on the cluster that `spark-submit` names or on this machine."""
    session, started = connect(plan.workers)
    if plan.format == "parquet" and not plan.copies:
        cleaned = clean(session.read.parquet(*map(_address, plan.paths)), plan.config, plan.column, plan.further)
    else:
        cleaned = _clean_splits(session, plan)
    cleaned.write.partitionBy(batch.OUTCOME).parquet(_address(plan.data))
    report = _report(session.read.parquet(_address(plan.data)), plan)
    if started:
        session.stop()
    return report


def _clean_splits(session: Any, plan: Plan) -> Any:
    work, task = _without_copies(session, plan)

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        for one in _work(batches):
            for cleaned in copies.clean(one[1], task):
                yield cleaned if target is None else _cast(cleaned, target)

    types: Any = import_module("pyspark.sql.types")
    target = None
    if plan.format == "parquet":
        rows = session.read.parquet(*map(_address, plan.paths)).schema
        target = import_module("pyspark.sql.pandas.types").to_arrow_schema(rows)
    else:
        fields = [
            types.StructField(batch.RECORD, types.StringType()),
            types.StructField(batch.RAW, types.BinaryType()),
        ]
        rows = types.StructType(fields)
    return _items(session, work).mapInArrow(run, _with_done(rows))


def _cast(cleaned: Any, target: Any) -> Any:
    """`cleaned` with the columns that came in as Spark has them."""
    columns = [
        column.cast(target.field(name).type) if name in target.names else column
        for name, column in zip(cleaned.schema.names, cleaned.columns, strict=True)
    ]
    return pyarrow().RecordBatch.from_arrays(columns, names=cleaned.schema.names)


def _items(session: Any, work: list[copies.Work]) -> Any:
    """The splits to clean as a frame, each a partition of its own."""
    items = [(at, msgspec.json.encode(one).decode()) for at, one in enumerate(work)]
    frame = session.createDataFrame(items, f"{_NUMBER} int, {_COLUMN} string")
    return frame.repartitionByRange(max(len(items), 1), _NUMBER)


def _work(batches: Iterator[Any]) -> Iterator[tuple[int, copies.Work]]:
    for one in batches:
        for number, work in zip(one.column(_NUMBER).to_pylist(), one.column(_COLUMN).to_pylist(), strict=True):
            yield number, msgspec.json.decode(work, type=copies.Work)


def _without_copies(session: Any, plan: Plan) -> tuple[list[copies.Work], copies.Task]:
    """The splits with the copies in each, found by a shuffle of what every document says of itself."""
    work = copies.all_splits(plan.sources)
    task = copies.Task(msgspec.json.encode(plan.config), plan.reading, further=plan.further)
    if not plan.copies:
        return work, task

    def survey(batches: Iterator[Any]) -> Iterator[Any]:
        for number, one in _work(batches):
            yield from copies.survey(number, one.split, task)

    def pairs(batches: Iterator[Any]) -> Iterator[Any]:
        yield copies.pairs(batches)

    from_arrow = import_module("pyspark.sql.pandas.types").from_arrow_schema
    storage: Any = import_module("pyspark").StorageLevel
    members = _items(session, work).mapInArrow(survey, from_arrow(copies.members_schema())).persist(storage.DISK_ONLY)
    parts = max(len(work), 1)
    documents = members.where(f"{copies.WHAT} != {copies.LINES}").repartition(parts, copies.BUCKET)
    found = documents.mapInArrow(pairs, from_arrow(copies.pairs_schema())).collect()
    work, gone = copies.without_copies(plan.sources, (row.asDict() for row in found))
    if least := plan.reading.dedup_lines:

        def recurring(batches: Iterator[Any]) -> Iterator[Any]:
            yield copies.recurring(batches, least, gone)

        lines = members.where(f"{copies.WHAT} = {copies.LINES}").repartition(parts, copies.BUCKET)
        rows = lines.mapInArrow(recurring, from_arrow(copies.recurring_schema())).collect()
        task = msgspec.structs.replace(task, lines=copies.lines_of(row.asDict() for row in rows))
    members.unpersist()
    return work, task


def _report(frame: Any, plan: Plan) -> Report:
    column, lines = plan.column, plan.lines

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        whole = Report()
        for one in batches:
            whole.add(summary.summarise(one, column, lines))
        yield pyarrow().RecordBatch.from_pydict({_REPORT: [summary.encoded(whole)]})

    rows = frame.mapInArrow(work, f"{_REPORT} string").collect()
    return summary.added([row[_REPORT] for row in rows])


def _with_done(schema: Any) -> Any:
    types: Any = import_module("pyspark.sql.types")
    text = types.StringType()
    done = types.StructType(
        [
            types.StructField("edits", text),
            types.StructField("reason", text),
            types.StructField("scores", types.MapType(text, types.DoubleType())),
        ]
    )
    more = [types.StructField(batch.OUTCOME, text), types.StructField(batch.DONE, done)]
    return types.StructType([*schema.fields, *more])


def connect(workers: int) -> tuple[Any, bool]:
    """The running or submitted session, or a new one on this machine; whether it was started here."""
    try:
        sql: Any = import_module("pyspark.sql")
    except ImportError:
        raise missing("spark") from None
    if (active := sql.SparkSession.getActiveSession()) is not None:
        return active, False
    builder = sql.SparkSession.builder.appName("arlint clean")
    submitted = any(name in os.environ for name in ("PYSPARK_GATEWAY_PORT", "PYSPARK_SUBMIT_ARGS", "SPARK_REMOTE"))
    if not submitted:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers take the first python3 on the path
        builder = builder.master(f"local[{workers},{_FAILURES}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", _ROWS)
    return builder.getOrCreate(), True


def _address(path: str) -> str:
    """A path as Spark has it: without a scheme it would be looked for in the cluster's default store."""
    return path if "://" in path else f"file:{path}"
