"""`arlint pack`: rules of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import click

from arlint.cli.projects import UnusableError, explained
from arlint.files import FileError
from arlint.report.visible import visible
from arlint.report.words import counted
from arlint.saving import create

_NAME = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")

#: The phrase, the span and the fixed text fit one another, so that a new pack passes its test.
TEMPLATE = '''\
# Rules of our own. `arlint pack test {path}` runs their examples; in arlint.toml, `extend-packs = ["{path}"]`
# puts them to use.

[pack]
id = "{id}"
prefix = "{prefix}"                       # every code starts with it
title = "{title}"

[[rule]]
code = "{prefix}001"                      # never reused, even when the rule is gone
name = "a-name-to-type"
kind = "phrase"                    # words; proclitics in front (و ف ب ك ل ال) are found, and kept by the fix
since = "0.1.0"
message.en = "Write “{{fix}}”, not “{{match}}”"
message.ar = "اكتب «{{fix}}» بدل «{{match}}»"
why = """
What is wrong with it, and how it comes about, for the person who reads the finding."""
applicability = "unsafe"           # "safe" where no author can have meant it, "display" where a person must decide

[rule.replace]
"البيتا المحارف" = "محارف بيتا"

# Two examples or more of each: ⟦ ⟧ marks the exact span, `fixed` is the whole text after the fix.
[[rule.invalid]]
text = "هذه ⟦البيتا المحارف⟧ جديدة."
fixed = "هذه محارف بيتا جديدة."

[[rule.invalid]]
text = "قرأنا ⟦البيتا المحارف⟧."
fixed = "قرأنا محارف بيتا."

[[rule.valid]]
text = "هذه محارف بيتا جديدة."

[[rule.valid]]
text = "البيتا حرف، والمحارف كثيرة."
'''


@click.group()
def pack() -> None:
    """Start and test a pack of your own rules."""


@pack.command()
@click.argument("path", type=click.Path(path_type=Path))
def test(path: Path) -> None:
    """Run the examples of a pack's rules.

    PATH is the pack, or a folder of packs.
    """
    from arlint.testing import check_pack

    with explained():
        problems = check_pack(path)
    for problem in problems:
        click.echo(visible(problem))
    if problems:
        click.echo(f"{counted(len(problems), 'problem', 'en')} in {path}.", err=True)
        raise SystemExit(1)
    click.echo(f"Every example in {path} is as it should be.")


@pack.command()
@click.argument("path", metavar="NAME", type=click.Path(path_type=Path))
def new(path: Path) -> None:
    """Write NAME.toml: a pack with one rule, for you to change.

    The rule has its examples. NAME may stand in a folder, which is made where it is not there:
    `arlint pack new rules/house`.
    """
    name = path.name.removesuffix(".toml")
    if not _NAME.fullmatch(name):
        told = "use small letters, digits and hyphens: two or more, the first a letter, the last no hyphen"
        raise UnusableError(f"{name!r} cannot be the name of a pack: {told}")
    path = path.with_name(f"{name}.toml")
    title = name.replace("-", " ").capitalize()
    text = TEMPLATE.format(id=name, prefix=_prefix(name), title=title, path=path.as_posix())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableError(f"{path.parent} cannot be made: {error.strerror}") from error
    try:
        create(path, text.encode())
    except FileExistsError:
        raise UnusableError(f"{path} exists already, and is left as it is") from None
    except FileError as error:
        raise UnusableError(str(error)) from error
    click.echo(f"Wrote {path}. Next: arlint pack test {path}")


def _prefix(name: str) -> str:
    """Two capital letters for the codes: X, with which no family of arlint's own starts, and the first of `name`."""
    return f"X{name[0].upper()}"
