"""Results as text: one small module a format.

A reporter turns results into lines as they come and never writes them; the command does.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from arlint.packs.schema import RuleSpec
from arlint.report.result import Reporter

#: What is known of a rule, by its code; None for one that no pack has.
Describe = Callable[[str], RuleSpec | None]

_REPORTERS = {
    "human": "Human",
    "concise": "Concise",
    "json": "Json",
    "jsonl": "JsonLines",
    "github": "Github",
    "gitlab": "Gitlab",
    "sarif": "Sarif",
    "junit": "Junit",
    "checkstyle": "Checkstyle",
    "html": "Html",
}
#: Formats that tell what a rule is about besides what it found.
_DESCRIBING = ("sarif", "html")

FORMATS = tuple(_REPORTERS)


def reporter(name: str, *, statistics: bool = False, describe: Describe | None = None) -> Reporter:
    """The reporter for one of `FORMATS`, or with `statistics` for counts by rule (as JSON, or as a table)."""
    if statistics:
        from arlint.report.statistics import Statistics

        return Statistics(as_json=name in ("json", "jsonl"))
    kind = getattr(import_module(f"arlint.report.{name}"), _REPORTERS[name])
    return cast("Reporter", kind(describe or {}.get) if name in _DESCRIBING else kind())
