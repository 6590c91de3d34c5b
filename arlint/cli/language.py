"""The language in which a person is spoken to."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from arlint.config_files import Loaded

F = TypeVar("F", bound=Callable[..., Any])


def lang(command: F) -> F:
    """The option `--lang` for `command`."""
    text = "The language to answer in.  [message-language, else LANG]"
    return click.option("--lang", type=click.Choice(["ar", "en"]), help=text)(command)


def chosen(asked: str | None, loaded: Loaded) -> str:
    """The language: what was asked for, else what the configuration sets, else what the environment says."""
    if asked:
        return asked
    if "message-language" in loaded.sources:
        return loaded.config.message_language
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in variables if value), "")
    return "ar" if locale.startswith("ar") else "en"
