"""What `arlint clean` says when it is done."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from arlint.cli.corpus_screen import number, volume
from arlint.corpus.manifest import Manifest
from arlint.corpus.report import files as reports
from arlint.corpus.report.facts import SourceFacts
from arlint.corpus.task import Counts
from arlint.corpus.unread import Unread
from arlint.report.visible import visible

_NAMED_AT_MOST = 3  # files that weren't read


def summary(
    done: Manifest, seconds: float, output: Path | None, names: Mapping[str, str], unread: Unread, *, dry_run: bool
) -> list[str]:
    """The lines to show; `names` has the name of each rule by its code, `unread` the first records set aside."""
    totals = done.totals
    read, written = totals.bytes_read, totals.bytes_written
    speed = f"{seconds:,.1f} s, {volume(read / seconds if seconds else 0)}/s"
    lines = [counted(totals), f"{volume(read)} in, {volume(written)} out, {speed}"]
    lines += _table("Changes by rule:", {f"{code} {names.get(code, '')}": n for code, n in totals.edits.items()})
    lines += _table("Dropped by gate:", totals.drops)
    if done.skipped:
        more = len(done.skipped) - _NAMED_AT_MOST
        shown = ", ".join(visible(name) for name in done.skipped[:_NAMED_AT_MOST])
        shown += f" and {number(more)} more" if more > 0 else ""
        lines += ["", f"Not read, because they are no files of a known format: {shown}"]
    if totals.rejected:
        where = f", with place and reason:  {output / 'rejected'}" if output else ":"
        told = list(unread.told(done.inputs))
        rest = [f"and {number(totals.rejected - len(told))} more"] if totals.rejected > len(told) else []
        lines += ["", f"What couldn't be read{where}", *(f"  {one}" for one in (*told, *rest))]
    if output is None:
        kept = "Nothing was written (--dry-run)." if dry_run else "No record of the changes was kept (-o -)."
        return [*lines, "", kept]
    folder = shlex.quote(str(output))
    return [
        *lines,
        "",
        *([f"Read the report:          {output / reports.PAGE}"] if (output / reports.PAGE).exists() else []),
        f"See what changed:         arlint diff {folder}",
        f"Prove it can be undone:   arlint verify {folder}",
    ]


def counted(totals: Counts | SourceFacts) -> str:
    """One line on what became of the documents."""
    documents = "document" if totals.documents == 1 else "documents"
    return (
        f"{number(totals.documents)} {documents}: {number(totals.changed)} changed, {number(totals.dropped)} dropped, "
        f"{number(totals.rejected)} set aside as unreadable"
    )


def _table(title: str, counts: Mapping[str, int]) -> list[str]:
    """The counts, the largest first, in a column."""
    if not counts:
        return []
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = max(len(number(count)) for _, count in rows)
    return ["", title, *(f"  {number(count):>{width}}  {name}".rstrip() for name, count in rows)]
