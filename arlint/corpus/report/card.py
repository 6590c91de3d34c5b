"""The page of a dataset, as Markdown: what was done to it and how much, for whoever uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from arlint.corpus.report.attention import percent, plain
from arlint.corpus.report.facts import Report
from arlint.report import Describe
from arlint.report.visible import visible
from arlint.scores.catalogue import SCORES

_MOST = 25  # rows of a table
_ACTIVE = re.compile(r"[\\`*\[\]!|>&~]|(?<!\w)_|_(?!\w)")


def card(report: Report, describe: Describe) -> str:
    """A dataset card with the metadata that the Hugging Face hub reads; its maker adds what only they know."""
    return "\n".join(_lines(report, describe)) + "\n"


def _lines(report: Report, describe: Describe) -> Iterator[str]:
    totals = report.totals
    kept = totals.documents - totals.dropped - totals.rejected
    yield from ("---", "language:", "- ar", f"size_categories:\n- {_size(kept)}", "tags:", "- arlint", "---", "")
    yield from (
        "# Dataset card",
        "",
        "<!-- Say here what the texts are, where they come from, and under which licence. -->",
        "",
    )
    yield from ("## Cleaning", "")
    runs = visible(" ".join(report.runs)).replace("`", "'")
    yield f"Cleaned with arlint {report.arlint}; rules and configuration `{runs}`."
    yield from ("", "| | documents | share |", "|---|---:|---:|")
    for what, number in (
        ("came in", totals.documents),
        ("changed", totals.changed),
        ("dropped by a gate", totals.dropped),
        ("set aside as unreadable", totals.rejected),
        ("in this dataset", kept),
    ):
        yield f"| {what} | {number:,} | {percent(number, totals.documents)} |"
    gone = totals.before - totals.after
    yield from (
        "",
        f"{totals.before:,} characters came in, {percent(gone, totals.before)} of them were taken away.",
        "",
    )
    if report.rules:
        yield from ("### Changes by rule", "", "| rule | | changes | documents |", "|---|---|---:|---:|")
        rules = sorted(report.rules.items(), key=lambda item: (-item[1].edits, item[0]))
        for code, rule in rules[:_MOST]:
            spec = describe(code)
            yield f"| {code} | {_cell(plain(spec.message.en)) if spec else ''} | {rule.edits:,} | {rule.documents:,} |"
        yield from _more(len(rules))
    if report.gates:
        yield from ("### Dropped", "", "| gate | documents | characters |", "|---|---:|---:|")
        for name, gate in sorted(report.gates.items(), key=lambda item: (-item[1].documents, item[0])):
            yield f"| {_cell(name)} | {gate.documents:,} | {gate.characters:,} |"
        yield ""
    if report.limits:
        yield from ("### Gates", "", "| score | | at least | at most |", "|---|---|---:|---:|")
        for name, limits in sorted(report.limits.items()):
            what = _cell(SCORES[name].meaning) if name in SCORES else ""
            yield f"| {_cell(name)} | {what} | {_number(limits.min)} | {_number(limits.max)} |"
        yield ""
    if len(report.sources) > 1:
        yield from ("### Sources", "", "| source | documents | dropped | text taken away |", "|---|---:|---:|---:|")
        sources = sorted(report.sources.items(), key=lambda item: (-item[1].documents, item[0]))
        for name, facts in sources[:_MOST]:
            lost = percent(facts.before - facts.after, facts.before)
            yield f"| {_cell(name)} | {facts.documents:,} | {facts.dropped:,} | {lost} |"
        yield from _more(len(sources))
    yield from ("## Known limits", "", "<!-- What did you see when you read samples of the report? -->")


def _more(number: int) -> Iterator[str]:
    yield from ((f"| … and {number - _MOST:,} more | | | |",) if number > _MOST else ())
    yield ""


def _cell(value: str) -> str:
    """`value` in a cell of a table, with nothing in it that Markdown or HTML would act on: no link, no picture."""
    return _ACTIVE.sub(r"\\\g<0>", visible(" ".join(value.split()))).replace("<", "&lt;")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _size(number: int) -> str:
    """The hub's name for so many documents."""
    steps = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
    return next((name for limit, name in steps if number < limit), "1M<n<10M" if number < 10_000_000 else "n>10M")
