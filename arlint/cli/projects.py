"""Which configuration and which linter a file gets, with what is wrong told as a message and exit status 2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from arlint.config import ConfigError
from arlint.packs.schema import PackError
from arlint.projects import Project, Projects
from arlint.report.visible import readable

__all__ = ["Project", "Projects", "UnusableError", "explained"]


@contextmanager
def explained() -> Iterator[None]:
    """Turns what is wrong with a configuration or a pack into a message and exit status 2."""
    try:
        yield
    except (ConfigError, PackError) as error:
        raise UnusableError(str(error)) from error


class UnusableError(click.ClickException):
    """The run cannot begin: a message on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Write the message in the form of all of arlint's errors."""
        del file
        from arlint.cli.arabic import spoken

        click.echo(spoken("error", readable(self.format_message())), err=True)
