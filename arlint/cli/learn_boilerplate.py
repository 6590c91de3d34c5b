"""`arlint learn boilerplate`: lines that recur on the pages of a site, as a pack to read and to accept."""

from __future__ import annotations

from pathlib import Path

import click

from arlint.cli.corpus_screen import Bar, failures, number
from arlint.cli.options import Count, configured
from arlint.cli.projects import Projects, UnusableError
from arlint.corpus import sources
from arlint.corpus.learn_boilerplate import Learner, Site, learn
from arlint.corpus.learned_pack import pack
from arlint.corpus.texts import documents
from arlint.files import FileError
from arlint.report.visible import visible
from arlint.saving import create


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="CORPUS…")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the pack to this file.")
@click.option("--limit", type=Count(1), default=200, show_default=True, help="Lines of one site at most.")
@configured
def boilerplate(*, projects: Projects, inputs: tuple[str, ...], output: Path | None, limit: int) -> None:
    """Find the lines that the sites of CORPUS print on page after page, and write them as a pack of rules.

    Records say by their `url` or `source` which site they come from. Read the pack, strike out what an author wrote,
    test it with `arlint pack test`, and name it in arlint.toml: extend-packs = ["./learned.toml"]
    """
    config = projects.of_folder(Path.cwd()).loaded.config
    learner = Learner()
    with failures():
        total = sum(source.size for source in sources.find(inputs).sources)
        with Bar(total, "learning") as bar:
            sites = learn(documents(inputs, config.text_field, bar.advance), learner)
    if not sites:
        click.echo(f"arlint: warning: nothing was learned: {visible(learner.why_nothing())}", err=True)
    text = pack(sites, limit)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        create(output, text.encode())
    except FileExistsError:
        told = f"{output} exists; name another file, or move it away: it may hold what you accepted"
        raise click.UsageError(told) from None
    except FileError as error:
        raise UnusableError(str(error)) from error
    for site in sites:
        click.echo(_line(site, limit))
    click.echo(f"Wrote {output}. " + ("Read every line before you use it." if sites else "It has no rules."))


def _line(site: Site, limit: int) -> str:
    shown = min(len(site.candidates), limit)
    return f"{visible(site.name) or '(no origin)'}: {number(site.documents)} documents, {shown} lines"
