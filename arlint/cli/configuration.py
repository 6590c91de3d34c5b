"""`arlint config`: the configuration in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from arlint.cli.options import configured
from arlint.cli.projects import Projects
from arlint.config_files import Loaded
from arlint.report.visible import visible


@click.command()
@click.argument("path", default=".", type=click.Path(path_type=Path, exists=True))
@configured
def config(*, projects: Projects, path: Path) -> None:
    """Show the configuration for PATH (default: here), and where each value comes from."""
    loaded = projects.of_folder(path if path.is_dir() else path.parent).loaded
    click.echo("\n".join(_lines(loaded)))


def _lines(loaded: Loaded) -> Iterator[str]:
    yield f"# {visible(str(loaded.path)) if loaded.path else 'no configuration file: these are the defaults'}"
    for name, value in _flat("", msgspec.to_builtins(loaded.config)):
        source = loaded.sources.get(name, "default")
        yield f"{visible(f'{name} = {json.dumps(value, ensure_ascii=False)}')}  # {visible(source)}"


def _flat(prefix: str, values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of nested tables under dotted names."""
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", value
