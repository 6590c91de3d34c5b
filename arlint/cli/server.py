"""`arlint server`: the language server."""

from __future__ import annotations

from importlib import import_module

import click

from arlint.cli.options import configured
from arlint.cli.projects import Projects, UnusableError


@click.command()
@click.option("--stdio", is_flag=True, help="Speak over standard input and output; there is no other way yet.")
@configured
def server(*, projects: Projects, stdio: bool) -> None:
    """Serve editors by the Language Server Protocol over standard input and output.

    It needs the extra `lsp`: pip install 'arlint[lsp]'.
    """
    del stdio  # editors give it by custom
    try:
        module = import_module("arlint.lsp.server")
    except ImportError as error:
        raise UnusableError(f"the language server needs {error.name}: pip install 'arlint[lsp]'") from error
    module.server(projects).start_io()
