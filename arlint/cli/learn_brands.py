"""`arlint learn brands`: names that a corpus spells in several ways, as entries to read and take over."""

from __future__ import annotations

import json
from functools import partial
from itertools import islice
from pathlib import Path

import click

from arlint.cli.corpus_screen import failures
from arlint.cli.options import Count, configured
from arlint.cli.projects import Projects
from arlint.corpus.house import preferences
from arlint.corpus.learn_brands import Cluster, learn
from arlint.corpus.texts import texts
from arlint.report.visible import escaped, visible
from arlint.text.toml import quoted


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="CORPUS…")
@click.option("--limit", type=Count(1), default=200, show_default=True, help="Show so many, the surest first.")
@click.option("--least", type=Count(1), default=1, show_default=True, help="Leave out rarer spellings.")
@click.option("--known", is_flag=True, help="The listed names instead: the spelling that the corpus prefers.")
@click.option("--output-format", type=click.Choice(["toml", "json"]), default="toml", show_default=True)
@configured
def brands(
    *, projects: Projects, inputs: tuple[str, ...], limit: int, least: int, known: bool, output_format: str
) -> None:
    """Find names that CORPUS spells in several ways, known or not, without a list: case, script, space, غ for ج.

    Each line goes into [brands.names] of arlint.toml once a person has read it and struck out what is no spelling of
    the name. With --known, the lines go into [brands.prefer] and make the whole corpus consistent.
    """
    config = projects.of_folder(Path.cwd()).loaded.config
    read = partial(texts, inputs, config.text_field)
    with failures():
        if known:
            found = preferences(read(), config)
            click.echo(_quoted(found) if output_format == "json" else _preferred(found))
            return
        clusters = list(islice(_worthwhile(learn(read), least), limit))
    if output_format == "json":
        click.echo(
            _quoted(
                [
                    {"name": c.label, "spellings": dict(c.spellings), "beside": c.beside, "score": round(c.score, 2)}
                    for c in clusters
                ]
            )
        )
    else:
        click.echo(entries(clusters))


def _worthwhile(clusters: list[Cluster], least: int) -> list[Cluster]:
    """The clusters without the spellings that are too rare."""
    kept = [
        Cluster(c.label, tuple(pair for pair in c.spellings if pair[1] >= least), c.beside, c.score) for c in clusters
    ]
    return [cluster for cluster in kept if len(cluster.spellings) > 1]


def entries(clusters: list[Cluster]) -> str:
    """The clusters as a table for arlint.toml, each with its counts above it."""
    lines = ["[brands.names]"]
    for cluster in clusters:
        counts = ", ".join(f"{text} {count}" for text, count in cluster.spellings)
        beside = f"; side by side {cluster.beside}" if cluster.beside else ""
        others = [_string(text) for text, _ in cluster.spellings if text != cluster.label]
        lines += [f"# {visible(counts)}{beside}", f"{_string(cluster.label)} = [{', '.join(others)}]"]
    return "\n".join(lines)


def _preferred(found: dict[str, str]) -> str:
    lines = [f"{_string(name)} = {_string(spelling)}" for name, spelling in found.items()]
    return "\n".join(["[brands.prefer]", *lines])


def _quoted(value: object) -> str:
    return escaped(json.dumps(value, ensure_ascii=False))


def _string(text: str) -> str:
    """A string of TOML, which a build server takes for no command."""
    return quoted(text).replace("##[", "##\\u005b")
