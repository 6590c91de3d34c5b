"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from arlint.cli.projects import Projects

P = ParamSpec("P")
R = TypeVar("R")

_TEXT = "نص text"
_LISTS = ("select", "ignore", "extend_select")


class Count(click.IntRange):
    """A whole number, from `least` on; more than a machine counts to is as much as it counts to."""

    def __init__(self, least: int) -> None:
        super().__init__(least)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """See `click.ParamType`."""
        return min(int(super().convert(value, param, ctx)), sys.maxsize)


def _encoding(ctx: click.Context, param: click.Parameter, name: str | None) -> str | None:
    """An encoding in which texts can be read and written."""
    del ctx, param
    if name is None:
        return None
    try:
        _TEXT.encode(name, "replace").decode(name, "replace")
    except (LookupError, ValueError):
        told = f"no encoding is called {name!r}; Arabic files are often windows-1256"
        raise click.UsageError(told) from None
    return name


def encoding_option(about: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The option `--encoding` of a command that reads files as texts."""
    return click.option("--encoding", metavar="NAME", callback=_encoding, help=about)


def configured(command: Callable[..., R]) -> Callable[..., R]:
    """Give `command` the options that lie over the configuration files; it gets `projects` for them."""

    @click.option("--select", multiple=True, metavar="CODES", help="Run only these rules: codes, prefixes or names.")
    @click.option("--ignore", multiple=True, metavar="CODES", help="Do not run these rules.")
    @click.option("--extend-select", multiple=True, metavar="CODES", help="Run these rules too.")
    @click.option("--preview", is_flag=True, default=None, help="Run rules that are still being tried out.")
    @click.option("--message-language", type=click.Choice(["en", "ar"]), help="The language of the messages.")
    @click.option("--text-field", metavar="NAME", help="The field of JSON records that holds the text.  [text]")
    @click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this configuration file only.")
    @click.option("--no-config", is_flag=True, help="Use no configuration file.")
    @wraps(command)
    def with_projects(*, config_file: Path | None, no_config: bool, **rest: Any) -> R:
        if config_file and no_config:
            raise click.UsageError("--config and --no-config contradict each other; give one")
        keys = (*_LISTS, "preview", "message_language", "text_field")
        overrides = {key.replace("_", "-"): value for key in keys if (value := _value(key, rest.pop(key))) is not None}
        return command(projects=Projects(overrides, config_file, isolated=no_config), **rest)

    return with_projects


def _value(key: str, given: Any) -> Any:
    """What was given for `key`, None where it was not; lists may be repeated, and split by commas."""
    if key not in _LISTS:
        return given
    return [item.strip() for part in given for item in part.split(",") if item.strip()] or None
