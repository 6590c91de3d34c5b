"""The command line. A command's module is imported when it runs: `--help` and `--version` need nothing but click."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from arlint import __version__

#: What is wrong where standard output is a file that takes no more.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
#: The exit status of a run that Ctrl+C has stopped: 1 would say that findings are left.
INTERRUPTED = 130
#: Command -> its attribute, and what the list of commands says of it.
_COMMANDS = {
    "check": ("arlint.cli.check:check", "Report what is wrong in texts, and fix it where asked."),
    "clean": ("arlint.cli.clean:clean", "Clean a corpus into a new folder, every change on record."),
    "restore": ("arlint.cli.restore:restore", "Turn a cleaned corpus back into the original."),
    "verify": ("arlint.cli.verify:verify", "Check that a cleaned corpus is whole and restores."),
    "diff": ("arlint.cli.diff:diff", "Show what cleaning changed."),
    "report": ("arlint.cli.report:report", "Show on one page what cleaning did to a corpus."),
    "rule": ("arlint.cli.rule:rule", "Explain one rule, with examples and how to silence it."),
    "rules": ("arlint.cli.rules:rules", "List every rule."),
    "init": ("arlint.cli.init:init", "Write a commented arlint.toml."),
    "config": ("arlint.cli.configuration:config", "Show the configuration in force, and where it comes from."),
    "baseline": ("arlint.cli.baseline:baseline", "Record today's findings, to report only new ones."),
    "learn": ("arlint.cli.learn:learn", "Learn from a corpus what nobody has listed, as entries to review."),
    "server": ("arlint.cli.server:server", "Serve editors: findings while typing, fixes in a menu."),
    "explain": ("arlint.cli.explain:explain", "Say why something is reported at a place, and what decided."),
    "pack": ("arlint.cli.pack:pack", "Start and test a pack of your own rules."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is run.

    `lazy` gives each command's name its attribute ("package.module:name") and what the list of commands says of it.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = lazy

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run as the program, of which a short run never looks for garbage in cycles: see `_collect_rarely`."""
        _collect_rarely()
        return super().__call__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in their order."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself."""
        if cmd_name not in self._lazy:
            return None
        module, _, attribute = self._lazy[cmd_name][0].partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}:{attribute} is not a command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a suggestion for a command that does not exist."""
        if args and args[0] not in self._lazy and not args[0].startswith("-"):
            from arlint.text.suggestions import suggest

            hint = suggest(args[0], self._lazy) or f"; the commands are {', '.join(self._lazy)}"
            ctx.fail(f"no command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it did not expect is told as an internal error, exit status 2."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            from arlint.cli.arabic import told

            raise told(error) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            click.echo("\nInterrupted.", err=True)
            ctx.exit(INTERRUPTED)
        except Exception as error:  # the last line of defence: Python's own exit status would say "findings left"
            import traceback

            from arlint.cli.projects import UnusableError
            from arlint.config import ConfigError
            from arlint.packs.schema import PackError
            from arlint.report.visible import readable

            if isinstance(error, ConfigError | PackError):
                raise UnusableError(str(error)) from error
            if isinstance(error, OSError) and error.errno in _FULL and error.filename is None:
                # What could not be written would be tried again at the end, and change the exit status.
                os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
                raise UnusableError(f"the output cannot be written: {error.strerror}") from error
            trace = readable(traceback.format_exc())
            click.echo(f"{trace}\narlint: internal error; please report the lines above", err=True)
            ctx.exit(2)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self._lazy.items()])


#: Containers that Python may make, over those that it has freed, before it looks for garbage among them. A run over one
#: file makes half as many, and looking at 700, 1,400, 2,100 … of them took a third of its time; they are 20 MB at most.
_COLLECT_AFTER = 200_000


def _collect_rarely() -> None:
    """Keep Python from looking for garbage in cycles while it loads what is there to stay, and again at its end."""
    gc.set_threshold(_COLLECT_AFTER)
    atexit.register(gc.freeze)


_HELP = """Lint, fix and clean Arabic text.

\b
arlint check                 report on the texts under this folder
arlint check --fix           and apply the safe fixes
arlint clean IN -o OUT       clean a corpus
arlint rule CODE             explain a rule
arlint COMMAND --help        the options of a command

Exit status: 0 nothing left to report; 1 findings left; 2 usage, configuration, unreadable input or internal error.

Completion in bash: eval "$(_ARLINT_COMPLETE=bash_source arlint)"; zsh_source and fish_source do it for zsh and fish.
"""


def _version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
    """The version of arlint, and what identifies the contents of its rules: reports of two of these may differ."""
    if asked:
        from arlint.packs.content import content_hash
        from arlint.text.lists import builtin_root

        click.echo(f"arlint {__version__} (rules {content_hash(builtin_root())[:12]})")
        ctx.exit()


@click.group(cls=LazyGroup, lazy=_COMMANDS, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the versions."
)
def main() -> None:
    """Make sure that Arabic can be written; `_HELP` is what a user reads."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows has the code page of its region, and so has a terminal told to use one.
        if isinstance(stream, TextIOWrapper) and not stream.encoding.casefold().startswith("utf"):
            stream.reconfigure(encoding="utf-8")
