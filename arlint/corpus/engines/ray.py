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
from arlint.corpus.engines import batch, copies, summary
from arlint.corpus.engines.plan import Plan, missing
from arlint.corpus.report.facts import Report
from arlint.linter import linter_of

_COLUMN, _NUMBER, _PART = "work", "number", "part"
_REPORT = "report"
_ROWS = 1024  # of a batch: a few MB of web pages


def clean(dataset: Any, config: Config, column: str = "text", further: bytes = b"") -> Any:
    """The `ray.data.Dataset` with `column` cleaned and the columns `outcome` and `arlint` (see `engines.batch`)."""
    work = partial(_rows, configuration=msgspec.json.encode(config), column=column, further=further)
    return dataset.map_batches(work, batch_format="pyarrow", batch_size=_ROWS, zero_copy_batch=True)


def run(plan: Plan) -> Report:
    """Do what `plan` says, on the cluster that Ray finds or on this machine."""
    connect(plan.workers)
    data: Any = import_module("ray.data")
    data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    if plan.format == "parquet" and not plan.copies:
        dataset = clean(data.read_parquet(list(plan.paths)), plan.config, plan.column, plan.further)
    else:
        work, task = _without_copies(plan)
        dataset = _items(work).map_batches(partial(_cleaned, task=task), batch_format="pyarrow", batch_size=1)
    dataset.write_parquet(plan.data, partition_cols=[batch.OUTCOME])
    written = data.read_parquet(plan.data)
    count = partial(_summary, column=plan.column, lines=plan.lines)
    counted = written.map_batches(count, batch_format="pyarrow", batch_size=None)
    parts = [row[_REPORT] for row in counted.take_all()]
    return summary.added(parts)


def _items(work: list[copies.Work]) -> Any:
    """The splits to clean as a dataset, each a block of its own."""
    data: Any = import_module("ray.data")
    items = [{_NUMBER: at, _COLUMN: msgspec.json.encode(one).decode()} for at, one in enumerate(work)]
    return data.from_items(items, override_num_blocks=max(len(items), 1))


def _without_copies(plan: Plan) -> tuple[list[copies.Work], copies.Task]:
    """The splits with the copies in each, found by a shuffle of what every document says of itself."""
    work = copies.all_splits(plan.sources)
    task = copies.Task(msgspec.json.encode(plan.config), plan.reading, further=plan.further)
    if not plan.copies:
        return work, task
    parts = max(len(work), 1)
    context = import_module("ray.data").DataContext.get_current()
    if hasattr(context, "default_hash_shuffle_parallelism"):
        context.default_hash_shuffle_parallelism = parts
    surveyed = partial(_surveyed, task=task, parts=parts)
    members = _items(work).map_batches(surveyed, batch_format="pyarrow", batch_size=1).materialize()
    documents = members.map_batches(_only_documents, batch_format="pyarrow", batch_size=None, zero_copy_batch=True)
    pairs = documents.groupby(_PART).map_groups(_pairs, batch_format="pyarrow")
    work, gone = copies.without_copies(plan.sources, pairs.take_all())
    if least := plan.reading.dedup_lines:
        lines = members.map_batches(_only_lines, batch_format="pyarrow", batch_size=None, zero_copy_batch=True)
        find = partial(_recurring, least=least, gone=gone)
        found = lines.groupby(_PART).map_groups(find, batch_format="pyarrow") if lines.count() else None
        task = msgspec.structs.replace(task, lines=copies.lines_of(found.take_all() if found else ()))
    return work, task


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


def _rows(table: Any, configuration: bytes, column: str, further: bytes) -> Any:
    pa = pyarrow()
    cleaner = linter_of(configuration, further)
    cleaned = [batch.clean_rows(part, cleaner, column) for part in _each(table)]
    return pa.Table.from_batches(cleaned, schema=batch.rows_schema(table.schema))


def _work(table: Any) -> Iterator[tuple[int, copies.Work]]:
    for number, one in zip(table.column(_NUMBER).to_pylist(), table.column(_COLUMN).to_pylist(), strict=True):
        yield number, msgspec.json.decode(one, type=copies.Work)


def _cleaned(table: Any, task: copies.Task) -> Iterator[Any]:
    pa = pyarrow()
    for _, work in _work(table):
        for cleaned in copies.clean(work, task):
            yield pa.Table.from_batches([cleaned])


def _surveyed(table: Any, task: copies.Task, parts: int) -> Iterator[Any]:
    """The survey of splits, with a column to group by: one group holds many buckets, and each bucket is in one."""
    pa = pyarrow()
    for number, work in _work(table):
        for members in copies.survey(number, work.split, task):
            found = [
                int.from_bytes(bucket[:4], "little") % parts for bucket in members.column(copies.BUCKET).to_pylist()
            ]
            yield pa.Table.from_batches([members]).append_column(_PART, pa.array(found, pa.int64()))


def _only_documents(table: Any) -> Any:
    return _rows_that(table, lines=False)


def _only_lines(table: Any) -> Any:
    return _rows_that(table, lines=True)


def _rows_that(table: Any, *, lines: bool) -> Any:
    return table.filter(
        pyarrow().array([(what == copies.LINES) is lines for what in table[copies.WHAT].to_pylist()], "bool")
    )


def _pairs(table: Any) -> Any:
    return pyarrow().Table.from_batches([copies.pairs(_each(table))])


def _recurring(table: Any, least: int, gone: frozenset[copies.Place]) -> Any:
    return pyarrow().Table.from_batches([copies.recurring(_each(table), least, gone)])


def _summary(table: Any, column: str, lines: int) -> Any:
    reports = [summary.encoded(summary.summarise(part, column, lines)) for part in _each(table)]
    return pyarrow().table({_REPORT: reports})
