"""`arlint rules`: every rule in a table, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from arlint.cli.options import configured
from arlint.cli.projects import Projects
from arlint.config import Config
from arlint.packs.kinds import AnySpec
from arlint.packs.reserved import Reserved
from arlint.report.visible import escaped, isolated
from arlint.report.words import about
from arlint.ruleset import selected


@click.command()
@click.option("--output-format", type=click.Choice(["human", "json"]), default="human", show_default=True)
@configured
def rules(*, projects: Projects, output_format: str) -> None:
    """List every rule: whether it runs here, whether its fixes are safe, what it finds.

    With --select or --extend-select only those that run.
    """
    project = projects.of_folder(Path.cwd())
    specs, config = project.rules, project.loaded.config
    if projects.asks("select", "extend-select"):
        specs = tuple(spec for spec in specs if selected(spec, config))
    if output_format == "json":
        values = [_value(spec, config) for spec in sorted(specs, key=lambda spec: spec.code)]
        click.echo(escaped(json.dumps(values, ensure_ascii=False)))
    else:
        click.echo("\n".join(table(specs, config)))


def state(spec: AnySpec, config: Config) -> str:
    """Whether the rule runs under `config`: "on", "off", or "preview" where it waits for `--preview`."""
    if selected(spec, config):
        return "on"
    return "preview" if spec.preview and not config.preview else "off"


def table(specs: Iterable[AnySpec], config: Config) -> Iterator[str]:
    """One line a rule, by code."""
    rows = sorted(specs, key=lambda spec: spec.code)
    width = max((len(spec.name) for spec in rows), default=0)
    for spec in rows:
        fix = "" if isinstance(spec, Reserved) else str(spec.applicability)
        message = isolated(about(spec, config.message_language), config.message_language)
        yield f"{spec.code}  {state(spec, config):<7}  {fix:<7}  {spec.name:<{width}}  {message}"


def _value(spec: AnySpec, config: Config) -> dict[str, Any]:
    return {
        "code": spec.code,
        "name": spec.name,
        "kind": spec.kind,
        "severity": str(spec.severity),
        "state": state(spec, config),
        "applicability": None if isinstance(spec, Reserved) else str(spec.applicability),
        "since": spec.since,
        "message": {"en": spec.message.en, "ar": spec.message.ar},
        "why": spec.why.strip(),
    }
