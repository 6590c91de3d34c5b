"""`arlint rule`: the page of one rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from arlint.cli.options import configured
from arlint.cli.projects import Projects, UnusableError
from arlint.cli.rules import state, table
from arlint.config import suggest
from arlint.packs.kinds import AnySpec
from arlint.packs.reserved import Reserved
from arlint.packs.schema import Example
from arlint.report.visible import isolated


@click.command()
@click.argument("code", required=False)
@configured
def rule(*, projects: Projects, code: str | None) -> None:
    """Explain the rule CODE (a code or a name): what it finds, why, examples, how to silence it.

    Without CODE, list the rules.
    """
    project = projects.of_folder(Path.cwd())
    rules = project.rules
    if code is None:
        click.echo("\n".join(table(rules, project.loaded.config)))
        return
    found = [spec for spec in rules if code.upper() == spec.code or code.lower() == spec.name]
    if not found:
        candidates = [name for spec in rules for name in (spec.code, spec.name)]
        raise UnusableError(f"no rule is called {code!r}{suggest(code, candidates)}; `arlint rules` lists them all")
    click.echo("\n".join(page(found[0], state(found[0], project.loaded.config))))


def page(spec: AnySpec, standing: str) -> Iterator[str]:
    """The lines of the page; `standing` says whether the rule is on."""
    yield click.style(f"{spec.code} {spec.name}", bold=True)
    yield f"  {isolated(spec.message.en)}"
    yield f"  {isolated(spec.message.ar)}"
    yield ""
    fixes = "none" if isinstance(spec, Reserved) else f"{spec.applicability}{_also(spec)}"
    yield f"kind {spec.kind} · severity {spec.severity} · {standing} · fix {fixes} · since {spec.since}"
    yield ""
    yield click.style("Why", bold=True)
    yield from (f"  {isolated(line)}" for line in spec.why.strip().splitlines())
    if spec.invalid:
        yield from ("", click.style("Found (between ⟦ ⟧)", bold=True))
        for example in spec.invalid:
            yield from _example(example)
    if spec.valid:
        yield from ("", click.style("Left alone", bold=True))
        for example in spec.valid:
            yield from _example(example)
    yield from ("", click.style("To silence it", bold=True))
    yield f"  in one place      <!-- arlint: ignore[{spec.code}] why -->   (Markdown and HTML; this line, or the next)"
    yield f'  in some files     [per-file-ignores]  "drafts/**" = ["{spec.code}"]   in arlint.toml'
    yield f'  everywhere        ignore = ["{spec.code}"]   in arlint.toml, or --ignore {spec.code}'


def _also(spec: AnySpec) -> str:
    return ", made by `arlint clean` too" if spec.clean and spec.applicability == "unsafe" else ""


def _example(example: Example) -> Iterator[str]:
    lines = example.text.splitlines() or [""]
    yield from (f"  {'-' if number == 0 else ' '} {isolated(line)}" for number, line in enumerate(lines))
    if example.fixed is not None:
        fixed = example.fixed.splitlines() or ["(nothing)"]
        yield from (f"  {'→' if number == 0 else ' '} {isolated(line)}" for number, line in enumerate(fixed))
