"""`arlint diff`: what cleaning changed, document by document."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from arlint.cli.corpus_screen import failures
from arlint.cli.options import Count
from arlint.corpus import manifest
from arlint.corpus.changes import Change, Document, changed
from arlint.report.visible import excerpt, isolated, leading, visible


@click.command()
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--rule", "rules", multiple=True, metavar="CODE", help="Only changes by these rules (or prefixes).")
@click.option("--limit", type=Count(1), metavar="N", help="At most N documents.")
def diff(output: Path, rules: tuple[str, ...], limit: int | None) -> None:
    """Show every change that `arlint clean` made in OUT: the rule, what was there ⟦between these⟧, and what is now.

    Documents that were dropped or set aside are listed with the reason.
    """
    with failures():
        shown = (lines for document in changed(output) if (lines := list(_document(document, rules))))
        text = ("\n".join(lines) + "\n\n" for lines in islice(shown, limit))
        if sys.stdout.isatty():
            click.echo_via_pager(text)
            return
        found = False
        for block in text:
            click.echo(block, nl=False)
            found = True
        if not found:
            what = f"no change by {visible(', '.join(rules))}{_made(output)}" if rules else "nothing changed"
            click.echo(f"{visible(str(output))}: {what}", err=True)


def _made(output: Path) -> str:
    """By what there are changes."""
    totals = manifest.read(output).totals
    made = sorted({*totals.edits, *totals.drops})
    return f"; there are changes by {visible(', '.join(made))}" if made else ""


def _document(document: Document, rules: tuple[str, ...]) -> Iterator[str]:
    """The lines for one document; none where no change is by one of `rules`."""
    place = leading(document.path) + ("" if document.record is None else f", record {document.record}")
    gone = document.event.dropped or document.event.rejected
    if gone:
        if not rules or gone.startswith(rules):
            what = "dropped" if document.event.dropped else "set aside"
            yield f"{click.style(place, bold=True)}: {what}: {visible(gone)}"
        return
    wanted = [change for change in document.changes if not rules or any(c.startswith(rules) for c in change.edit.codes)]
    if wanted:
        yield click.style(place, bold=True)
    for change in wanted:
        yield from _change(change)


def _change(change: Change) -> Iterator[str]:
    edit = change.edit
    text = change.before + edit.old + change.after
    yield f"  {click.style(' '.join(edit.codes), fg='red')} at {edit.start}"
    yield f"    {excerpt(text, len(change.before), len(change.before) + len(edit.old))}"
    if edit.new:
        yield click.style(f"    → {isolated(edit.new)}", fg="green")
    else:
        yield click.style("    → removed", fg="green")
