"""Results as text: one small module a format.

A reporter turns results into lines as they come and never writes them; the command does.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from arlint.report.result import Reporter

FORMATS = ("human", "concise", "json", "github")


def reporter(name: str, *, statistics: bool = False) -> Reporter:
    """The reporter for one of `FORMATS`, or with `statistics` for counts by rule (as JSON, or as a table)."""
    if statistics:
        from arlint.report.statistics import Statistics

        return Statistics(as_json=name == "json")
    return cast("Reporter", import_module(f"arlint.report.{name}").REPORTER())
