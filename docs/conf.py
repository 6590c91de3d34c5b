"""Sphinx builds the site: `sphinx-build -W -b html docs site`. The rule pages are made from the packs first."""

from pathlib import Path

from arlint import __version__, docs
from arlint.linter import Linter

HERE = Path(__file__).parent

project = "arlint"
author = "The arlint authors"
copyright = "2026, the arlint authors"
release = __version__
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "arlint"
html_static_path = ["_static"]
html_css_files = ["arlint.css"]
exclude_patterns = ["_build"]


def write_rules() -> None:
    """One page for each rule, and their index, under `rules/` (not kept in the repository)."""
    folder = HERE / "rules"
    folder.mkdir(exist_ok=True)
    rules = sorted(Linter().rules, key=lambda spec: spec.code)
    pages = {f"{spec.code}.md": docs.page(spec) for spec in rules} | {"index.md": docs.index(rules)}
    for old in set(folder.glob("*.md")) - {folder / name for name in pages}:
        old.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


write_rules()
