"""`arlint rule`: the page of one rule."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from arlint.cli.language import chosen, lang
from arlint.cli.options import configured
from arlint.cli.projects import Projects, UnusableError
from arlint.cli.rules import state, table
from arlint.config import ConfigError
from arlint.packs.schema import PackError
from arlint.projects import names
from arlint.report.page import page
from arlint.text.suggestions import suggest


def _codes(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes for the shell to complete."""
    try:
        found = sorted(names(Projects({}).of_folder(Path.cwd()).loaded.config))
    except (ConfigError, PackError):  # a shell is no place for messages
        return []
    return [CompletionItem(code, help=name) for code, name in found if code.startswith(incomplete.upper())]


@click.command()
@click.argument("code", required=False, shell_complete=_codes)
@lang
@configured
def rule(*, projects: Projects, code: str | None, lang: str | None) -> None:
    """Explain the rule CODE (a code or a name): what it finds, why, examples, how to silence it.

    Without CODE, list the rules.
    """
    project = projects.of_folder(Path.cwd())
    rules, loaded = project.rules, project.loaded
    if code is None:
        click.echo("\n".join(table(rules, loaded.config)))
        return
    found = [spec for spec in rules if code.upper() == spec.code or code.lower() == spec.name]
    prefix = code.upper()
    if code and not found and any(spec.code.startswith(prefix) for spec in rules):
        raise UnusableError(f"{prefix} is the beginning of several codes; `arlint rules --select {prefix}` lists them")
    if not found:
        candidates = [name for spec in rules for name in (spec.code, spec.name)]
        raise UnusableError(f"no rule is called {code!r}{suggest(code, candidates)}; `arlint rules` lists them all")
    click.echo("\n".join(page(found[0], state(found[0], loaded.config), chosen(lang, loaded))))
