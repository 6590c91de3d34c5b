"""Ray Data: `clean` for a dataset, and whole runs. Ray reads, schedules, retries and writes; the kernel is ours."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from functools import partial
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
_ROWS = 1024  # of a batch: a few MB of web pages


def clean(dataset: Any, config: Config, column: str = "text") -> Any:
    """The `ray.data.Dataset` with `column` cleaned and the columns `outcome` and `arlint` (see `engines.batch`)."""
    work = partial(_rows, configuration=msgspec.json.encode(config), column=column)
    return dataset.map_batches(work, batch_format="pyarrow", batch_size=_ROWS, zero_copy_batch=True)


def run(plan: Plan) -> Report:
    """Do what `plan` says, on the cluster that Ray finds or on this machine."""
    connect(plan.workers)
    data: Any = import_module("ray.data")
    data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    if plan.format == "parquet":
        dataset = clean(data.read_parquet(list(plan.paths)), plan.config, plan.column)
    else:
        parts = [msgspec.json.encode(split).decode() for split in splits.splits(plan.sources)]
        work = partial(_lines, configuration=msgspec.json.encode(plan.config), field=plan.column)
        dataset = data.from_items([{_COLUMN: part} for part in parts], override_num_blocks=len(parts)).map_batches(
            work, batch_format="pyarrow", batch_size=1
        )
    dataset.write_parquet(plan.data, partition_cols=[batch.OUTCOME])
    written = data.read_parquet(plan.data)
    count = partial(_summary, column=plan.column, lines=plan.lines)
    counted = written.map_batches(count, batch_format="pyarrow", batch_size=None)
    parts = [row[_REPORT] for row in counted.take_all()]
    return summary.added(parts)


def connect(workers: int) -> None:
    """Find the cluster that `RAY_ADDRESS` or the running job names, or start Ray on this machine."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        ray: Any = import_module("ray")
        import_module("ray.data")
    except ImportError:
        raise missing("ray") from None
    if not ray.is_initialized():
        here = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": workers, "include_dashboard": False}
        ray.init(logging_level="error", log_to_driver=False, **here)


def _each(table: Any) -> Iterator[Any]:
    """The record batches of a table that an engine handed over."""
    yield from table.combine_chunks().to_batches()


def _rows(table: Any, configuration: bytes, column: str) -> Any:
    pa = pyarrow()
    cleaner = batch.cleaner_of(configuration)
    cleaned = [batch.clean_rows(part, cleaner, column) for part in _each(table)]
    return pa.Table.from_batches(cleaned, schema=batch.rows_schema(table.schema))


def _lines(table: Any, configuration: bytes, field: str) -> Iterator[Any]:
    pa = pyarrow()
    cleaner = batch.cleaner_of(configuration)
    for part in table.column(_COLUMN).to_pylist():
        for read in splits.batches(msgspec.json.decode(part, type=splits.Split)):
            yield pa.Table.from_batches([batch.clean_lines(read, cleaner, field)])


def _summary(table: Any, column: str, lines: int) -> Any:
    reports = [summary.encoded(summary.summarise(part, column, lines)) for part in _each(table)]
    return pyarrow().table({_REPORT: reports})
