"""What the server knows of the texts that an editor has open, apart from the protocol."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from arlint.files import kind_of
from arlint.model import Applied, Diagnostic
from arlint.packs.kinds import AnySpec
from arlint.projects import Project, Projects

#: What an editor calls the languages that arlint reads -> the kind of document.
_LANGUAGES = {"markdown": "markdown", "mdx": "markdown", "html": "html", "xhtml": "html", "plaintext": "plain"}
_KINDS = frozenset(_LANGUAGES.values())


class Opened(Struct, frozen=True):
    """One state of a text in the editor. `path` is made up where the text has never been saved."""

    path: Path
    text: str
    language_id: str = ""

    @property
    def kind(self) -> str | None:
        """The kind of document; None for a language that is not prose."""
        if self.language_id in _LANGUAGES:
            return _LANGUAGES[self.language_id]
        kind = kind_of(self.path) if self.path.suffix else None
        return kind if kind in _KINDS and not (self.language_id and kind == "plain") else None


class Session:
    """Checks and fixes texts by the configurations that stand where they do. `ConfigError`, `PackError` as usual."""

    def __init__(self, projects: Projects) -> None:
        self.projects = projects

    def reload(self, **overrides: str) -> None:
        """Read every configuration and pack anew; `overrides` are keys of the configuration that the editor sets."""
        self.projects = self.projects.afresh(overrides)

    def check(self, opened: Opened) -> list[Diagnostic]:
        """The findings in a text; none in one that the configuration leaves out, or that is not prose."""
        project = self._project(opened)
        if project is None or opened.kind is None:
            return []
        return project.linter.check(opened.text, kind=opened.kind, path=opened.path.as_posix())

    def fix(self, opened: Opened) -> Sequence[Applied]:
        """The edits that apply every safe fix."""
        project = self._project(opened)
        if project is None or opened.kind is None:
            return ()
        return project.linter.fix(opened.text, kind=opened.kind, path=opened.path.as_posix()).edits

    def language(self, opened: Opened) -> str:
        """The language of messages about a text: "en" or "ar"."""
        return self.projects.of_folder(opened.path.parent).loaded.config.message_language

    def describe(self, code: str) -> AnySpec | None:
        """The rule `code`, without its examples."""
        return self.projects.describe(code)

    def _project(self, opened: Opened) -> Project | None:
        if self.projects.excludes(opened.path, is_folder=False):
            return None
        return self.projects.of_file(opened.path)
