"""`arlint init`: a configuration file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from arlint.cli.projects import UnusableError
from arlint.config_files import FILE_NAME
from arlint.files import FileError
from arlint.saving import create

TEMPLATE = """\
# The configuration of arlint. Every key is optional; what stands here after a # is the default, or an example.
# `arlint config` shows what is in force, `arlint rules` lists the rules, `arlint rule CODE` explains one.

# extend = "../base.toml"                # lay this file over another one

# Rules, by code ("BP002"), by prefix ("BP"), or by name ("back-to-top").
# select = ["BP", "BR"]                  # only these; empty: every rule that is on by default
# extend-select = ["PN"]                 # these too
# ignore = ["CH005"]                     # not these
# preview = false                        # true: rules that are still being tried out, too

# exclude = ["archive/", "*.min.html"]   # files to leave alone, written as in .gitignore

# Fixes that `--fix` applies: make those of a rule safe, or unsafe.
# extend-safe-fixes = ["BR003"]
# extend-unsafe-fixes = ["PN"]

# message-language = "en"                # or "ar"
# text-field = "text"                    # the field of JSON records that holds the text
# extend-packs = ["./rules"]             # rules of your own: `arlint pack new`

# baseline = "arlint-baseline.json"      # findings that `check` is not to report: `arlint baseline write`

# [per-file-ignores]
# "drafts/**" = ["SP"]

# [brands]
# script = "majority"                    # a name in two scripts: "majority", "latin", "arabic", or "keep"
# prefer = { "غوغل" = "جوجل" }
# names = { "Hsoub" = ["حسوب"] }
# scope = "document"                     # or "corpus": `clean` reads twice and makes names consistent throughout

# [corpus]                               # what `arlint clean` keeps
# profile = "none"                       # or "web", "news", "books", "fineweb2-arb", …
# gates = { words = { min = 20 } }
"""


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a commented arlint.toml in FOLDER (default: here); an existing one is left alone."""
    path = folder / FILE_NAME
    try:
        create(path, TEMPLATE.encode())
    except FileExistsError:
        raise UnusableError(f"{path} exists already, and is left as it is") from None
    except FileError as error:
        raise UnusableError(str(error)) from error
    click.echo(f"Wrote {path}. Next: arlint check")
