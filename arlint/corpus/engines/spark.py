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
from arlint.corpus.engines import batch, splits, summary
from arlint.corpus.engines.plan import Plan, missing
from arlint.corpus.report.facts import Report

_COLUMN = "split"
_REPORT = "report"
_FAILURES = 4  # of one task before a run on this machine gives up; on a cluster Spark has its own setting
_ROWS = "1024"  # of an Arrow batch: a few MB of web pages


def clean(frame: Any, config: Config, column: str = "text") -> Any:
    """The `DataFrame` with `column` cleaned and the columns `outcome` and `arlint` (see `engines.batch`)."""
    configuration = msgspec.json.encode(config)

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        cleaner = batch.cleaner_of(configuration)
        for one in batches:
            yield batch.clean_rows(one, cleaner, column)

    return frame.mapInArrow(work, _with_done(frame.schema))


def run(plan: Plan) -> Report:
    """Do what `plan` says, on the cluster that `spark-submit` names or on this machine."""
    session, started = connect(plan.workers)
    if plan.format == "parquet":
        cleaned = clean(session.read.parquet(*map(_address, plan.paths)), plan.config, plan.column)
    else:
        cleaned = _clean_lines(session, plan)
    cleaned.write.partitionBy(batch.OUTCOME).parquet(_address(plan.data))
    report = _report(session.read.parquet(_address(plan.data)), plan)
    if started:
        session.stop()
    return report


def _clean_lines(session: Any, plan: Plan) -> Any:
    configuration, field = msgspec.json.encode(plan.config), plan.column

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        cleaner = batch.cleaner_of(configuration)
        for one in batches:
            for part in one.column(_COLUMN).to_pylist():
                for read in splits.batches(msgspec.json.decode(part, type=splits.Split)):
                    yield batch.clean_lines(read, cleaner, field)

    parts = [(msgspec.json.encode(split).decode(),) for split in splits.splits(plan.sources)]
    frame = session.createDataFrame(parts, f"{_COLUMN} string").repartition(len(parts))
    types: Any = import_module("pyspark.sql.types")
    fields = [
        types.StructField(batch.RECORD, types.StringType()),
        types.StructField(batch.RAW, types.BinaryType()),
    ]
    return frame.mapInArrow(work, _with_done(types.StructType(fields)))


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
