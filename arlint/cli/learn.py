"""`arlint learn`: what a corpus can teach, for a person to read. A command's module is imported when it runs."""

from __future__ import annotations

from importlib import import_module

import click

#: Command -> its attribute, and what the list of commands says of it.
_COMMANDS = {
    "boilerplate": ("arlint.cli.learn_boilerplate:boilerplate", "Lines that sites print on every page, as a pack."),
    "brands": ("arlint.cli.learn_brands:brands", "Names that the corpus spells in several ways."),
}


class _Lessons(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.command(cls=_Lessons)
def learn() -> None:
    """Learn from a corpus what nobody has listed: names, lines of boilerplate; as entries for a person to read."""
