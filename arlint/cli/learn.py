"""`arlint learn`: what a corpus can teach, for a person to read. A command's module is imported when it runs."""

from __future__ import annotations

import click

from arlint.cli import LazyGroup

#: Command -> its attribute, and what the list of commands says of it.
_COMMANDS = {
    "boilerplate": ("arlint.cli.learn_boilerplate:boilerplate", "Lines that sites print on every page, as a pack."),
    "brands": ("arlint.cli.learn_brands:brands", "Names that the corpus spells in several ways."),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def learn() -> None:
    """Learn from a corpus what nobody has listed: names, lines of boilerplate; as entries for a person to read."""
