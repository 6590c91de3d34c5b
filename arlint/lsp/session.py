"""What the server knows of the texts that an editor has open, apart from the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

from arlint.files import KINDS, kind_of
from arlint.formats import work
from arlint.formats.registry import FORMATS
from arlint.formats.unit import FormatError, Options
from arlint.model import Applied, Diagnostic, Edit
from arlint.packs.kinds import AnySpec
from arlint.projects import Project, Projects

#: What an editor calls the languages that arlint reads -> the kind of document, for texts without a known suffix.
_LANGUAGES = {"markdown": "markdown", "html": "html", "plaintext": "plain"}
_WHOLE = frozenset(_LANGUAGES.values())


class Opened(Struct, frozen=True):
    """One state of a text in the editor. `path` is made up where the text has never been saved."""

    path: Path
    text: str
    language_id: str = ""

    @property
    def kind(self) -> str | None:
        """The kind of document; None for what is not prose."""
        if self.path.suffix.casefold() in KINDS:
            return kind_of(self.path, self.text)
        return _LANGUAGES.get(self.language_id)


class Session:
    """Checks and fixes texts by the configurations that stand where they do. `ConfigError`, `PackError` as usual."""

    def __init__(self, projects: Projects) -> None:
        self.projects = projects

    def reload(self, **overrides: str) -> None:
        """Read every configuration and pack anew; `overrides` are keys of the configuration that the editor sets."""
        self.projects = self.projects.afresh(overrides)

    def check(self, opened: Opened) -> list[Diagnostic]:
        """The findings in a text; none in one that the configuration leaves out, or that is not prose."""
        project, kind, path = self._project(opened), opened.kind, opened.path.as_posix()
        if project is None or kind is None:
            return []
        if kind in _WHOLE:
            return project.linter.check(opened.text, kind=kind, path=path)
        form = FORMATS.get(kind)
        if form is None or form.hidden:  # records, whose texts have places of their own
            return []
        try:
            return work.check(opened.text, form, project.linter, _options(project), path).diagnostics
        except FormatError as error:
            return [work.malformed(error, form, opened.text, project.loaded.config.message_language)]

    def fix(self, opened: Opened) -> Sequence[Edit | Applied]:
        """The edits that apply every safe fix."""
        project, kind, path = self._project(opened), opened.kind, opened.path.as_posix()
        if project is None or kind is None:
            return ()
        if kind in _WHOLE:
            return project.linter.fix(opened.text, kind=kind, path=path).edits
        form = FORMATS.get(kind)
        if form is None or form.hidden:
            return ()
        try:
            done = work.fix(opened.text, form, project.linter, _options(project), path)
        except (FormatError, work.NotWrittenError):
            return ()
        return _difference(opened.text, done.text)

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


def _options(project: Project) -> Options:
    return Options(project.loaded.config.text_field)


def _difference(old: str, new: str) -> Sequence[Edit]:
    """One edit for what lies between the parts that both texts share at their ends; none where they are the same."""
    if old == new:
        return ()
    start = _shared(old, new)
    same = _shared(reversed(old[start:]), reversed(new[start:]))
    return (Edit(start, len(old) - same, new[start : len(new) - same]),)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
