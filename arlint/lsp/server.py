"""The wiring between the Language Server Protocol and a `Session`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from msgspec import Struct
from pygls.lsp.server import LanguageServer

from arlint import __version__
from arlint.config import ConfigError
from arlint.lsp.hover import hover
from arlint.lsp.positions import Positions
from arlint.lsp.session import Opened, Session
from arlint.lsp.silencing import place
from arlint.model import Applicability, Applied, Diagnostic, Edit, Severity
from arlint.packs.schema import PackError
from arlint.projects import Projects
from arlint.report.words import comment

#: Seconds without typing after which a text is checked: less and the editor flickers, more and it feels slow.
PAUSE = 0.1
#: Files whose change makes the configuration be read anew.
_WATCHED = ("**/arlint.toml", "**/pyproject.toml")
_FIX_ALL = "source.fixAll.arlint"

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_WORDS = {
    "en": {
        Applicability.SAFE: "",
        Applicability.UNSAFE: " (unsafe: read it afterwards)",
        Applicability.DISPLAY: " (suggestion)",
        "all": "arlint: apply every safe fix",
        "silence": "Silence {code} on this line",
    },
    "ar": {
        Applicability.SAFE: "",
        Applicability.UNSAFE: " (غير آمن: راجعه بعد ذلك)",
        Applicability.DISPLAY: " (اقتراح)",
        "all": "arlint: تطبيق كل الإصلاحات الآمنة",
        "silence": "إسكات {code} في هذا السطر",
    },
}


class _Checked(Struct, frozen=True, dict=True):
    """The findings in one version of an open text, with what is needed to place them and to fix them all."""

    opened: Opened
    positions: Positions
    found: list[Diagnostic]
    language: str
    session: Session

    @property
    def fixable(self) -> bool:
        """Whether `fixes` may hold any; asking them takes as long as checking, several times over."""
        return any(one.fix and one.fix.applicability == Applicability.SAFE for one in self.found)

    @cached_property
    def fixes(self) -> Sequence[Edit | Applied]:
        """Every safe fix, made once: editors ask at each step of the cursor."""
        return self.session.fix(self.opened)

    @cached_property
    def places(self) -> dict[tuple[int, int], int | None]:
        """Where comments go in the lines that were asked about."""
        return {}


class Server(LanguageServer):
    """The server, with the state of its open texts. Texts come whole: pieces would be put together wrongly.

    (pygls splits lines where Python does, also at U+2028, which the protocol does not count as a newline.)
    """

    def __init__(self, session: Session) -> None:
        super().__init__("arlint", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.session = session
        self._checked: dict[str, _Checked] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._told: set[str] = set()

    def check_soon(self, uri: str) -> None:
        """Check the text once nobody has typed for `PAUSE`."""
        self._forget(uri)
        self._waiting[uri] = asyncio.get_running_loop().call_later(PAUSE, self.check_now, uri)

    def check_now(self, uri: str) -> _Checked:
        """Check the text, and tell the editor what is found."""
        self._forget(uri)
        document = self.workspace.get_text_document(uri)
        path = Path(document.path) if uri.startswith("file:") and document.path else Path.cwd() / "untitled"
        try:
            text = document.source
        except (OSError, ValueError):  # a text that is not open, and no file that can be read
            text = ""
        opened = Opened(path, text, document.language_id or "")
        encoding = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding or "utf-16"))
        language, found = "en", []
        try:
            language = self.session.language(opened)
            found = self.session.check(opened)
        except (ConfigError, PackError) as error:
            self._say(str(error), lsp.MessageType.Error)
        except Exception as error:  # noqa: BLE001  one text that breaks a rule must not end the editor's session
            self._say(f"{path.name}: internal error: {type(error).__name__}: {error}", lsp.MessageType.Error)
        checked = _Checked(opened, Positions(opened.text, encoding), found, language, self.session)
        self._checked[uri] = checked
        diagnostics = [_diagnostic(one, checked.positions) for one in found]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics, document.version))
        return checked

    def checked(self, uri: str) -> _Checked:
        """The findings in the text as it is now."""
        current = self._checked.get(uri)
        return self.check_now(uri) if current is None or uri in self._waiting else current

    def close(self, uri: str) -> None:
        """Forget a text; the editor then shows nothing of it."""
        self._forget(uri)
        self._checked.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def reload(self, settings: Any = None) -> None:
        """Read every configuration anew, and check every open text again."""
        language = settings.get("messageLanguage") if isinstance(settings, dict) else None
        self._told.clear()
        if language not in (None, "en", "ar"):
            self._say(f"messageLanguage is one of en, ar, and not {language!r}", lsp.MessageType.Warning)
        self.session.reload(**({"message-language": language} if language in ("en", "ar") else {}))
        for uri in list(self.workspace.text_documents):
            self.check_soon(uri)

    def edit(self, uri: str, edits: Iterable[Edit | Applied], positions: Positions) -> lsp.WorkspaceEdit:
        """`edits` as the editor takes them."""
        changes = [lsp.TextEdit(_range(positions, edit.start, edit.end), edit.text) for edit in edits]
        return lsp.WorkspaceEdit(changes={uri: changes})

    @property
    def resolves(self) -> bool:
        """Whether the editor asks for the edit of an action when it is chosen."""
        document = self.client_capabilities.text_document
        acting = document.code_action if document else None
        support = acting.resolve_support if acting and acting.data_support else None
        return support is not None and "edit" in support.properties

    def watch_configurations(self) -> None:
        """Ask the editor to tell when a configuration file changes, if it can."""
        workspace = self.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        if not (watching and watching.dynamic_registration):
            return
        options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(glob) for glob in _WATCHED])
        method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
        self.client_register_capability(
            lsp.RegistrationParams(
                [lsp.Registration(id="arlint-configurations", method=method, register_options=options)]
            )
        )

    def _forget(self, uri: str) -> None:
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()

    def _say(self, message: str, kind: lsp.MessageType) -> None:
        """Tell what is wrong, once until configurations are read anew: not at each pause in typing."""
        if message in self._told:
            return
        self._told.add(message)
        self.window_show_message(lsp.ShowMessageParams(kind, f"arlint: {message}"))


def server(projects: Projects) -> Server:
    """The server for `projects`, not yet started."""
    made = Server(Session(projects))
    for method, feature in _FEATURES.items():
        made.feature(method)(feature)
    options = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, _FIX_ALL], resolve_provider=True)
    made.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, options)(actions)
    made.feature(lsp.CODE_ACTION_RESOLVE)(resolve)
    return made


def _initialize(ls: Server, params: lsp.InitializeParams) -> None:
    ls.reload(params.initialization_options)


def _initialized(ls: Server, _params: lsp.InitializedParams) -> None:
    ls.watch_configurations()


def _opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    ls.check_now(params.text_document.uri)


def _changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    ls.check_soon(params.text_document.uri)


def _closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    ls.close(params.text_document.uri)


def _watched(ls: Server, _params: lsp.DidChangeWatchedFilesParams) -> None:
    ls.reload()


def _configured(ls: Server, params: lsp.DidChangeConfigurationParams) -> None:
    settings = params.settings
    ls.reload(settings.get("arlint") if isinstance(settings, dict) else None)


def _hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    checked = ls.checked(params.text_document.uri)
    at = checked.positions.offset(params.position.line, params.position.character)
    under = [one for one in checked.found if one.start <= at <= one.end]
    if not under:
        return None
    pages = [hover(one, ls.session.describe(one.code), checked.language) for one in under]
    content = lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n---\n\n".join(pages))
    return lsp.Hover(content, _range(checked.positions, under[0].start, under[0].end))


_FEATURES: dict[str, Callable[[Server, Any], Any]] = {
    lsp.INITIALIZE: _initialize,
    lsp.INITIALIZED: _initialized,
    lsp.TEXT_DOCUMENT_DID_OPEN: _opened,
    lsp.TEXT_DOCUMENT_DID_CHANGE: _changed,
    lsp.TEXT_DOCUMENT_DID_CLOSE: _closed,
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: _watched,
    lsp.WORKSPACE_DID_CHANGE_CONFIGURATION: _configured,
    lsp.TEXT_DOCUMENT_HOVER: _hover,
}


def actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """What can be done about the findings in a range of a text, and the fix of everything that is safe."""
    uri, only = params.text_document.uri, params.context.only
    checked = ls.checked(uri)
    found: list[lsp.CodeAction] = []
    if _wanted(lsp.CodeActionKind.QuickFix, only):
        start, end = (checked.positions.offset(p.line, p.character) for p in (params.range.start, params.range.end))
        for one in checked.found:
            if one.start <= end and start <= one.end:
                found += _about(ls, uri, checked, one)
    if _wanted(_FIX_ALL, only) and checked.fixable:
        action = lsp.CodeAction(str(_WORDS[checked.language]["all"]), _FIX_ALL, data=uri)
        if ls.resolves:
            found.append(action)
        elif checked.fixes:
            found.append(resolve(ls, action))
    return found


def resolve(ls: Server, action: lsp.CodeAction) -> lsp.CodeAction:
    """`action` with the edit that it was offered without, for the text as it is now."""
    if action.kind == _FIX_ALL and isinstance(action.data, str):
        checked = ls.checked(action.data)
        action.edit = ls.edit(action.data, checked.fixes, checked.positions)
    return action


def _about(ls: Server, uri: str, checked: _Checked, one: Diagnostic) -> Iterable[lsp.CodeAction]:
    """The fix of one finding, and the comment that silences it where its line has a place for one."""
    words, shown = _WORDS[checked.language], [_diagnostic(one, checked.positions)]
    if one.fix:
        title = f"{one.fix.title}{words[one.fix.applicability]}"
        edit = ls.edit(uri, one.fix.edits, checked.positions)
        safe = one.fix.applicability == Applicability.SAFE
        yield lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, shown, is_preferred=safe, edit=edit)
    if checked.opened.kind == "markdown":
        silencer = f" {comment(f'arlint: ignore[{one.code}]', checked.opened.path.suffix)}"
        line = checked.positions.line(one.start)
        if line not in checked.places:
            checked.places[line] = place(checked.opened.text, *line, silencer)
        at = checked.places[line]
        if at is not None:
            title = str(words["silence"]).format(code=one.code)
            edit = ls.edit(uri, [Edit(at, at, silencer)], checked.positions)
            yield lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, shown, edit=edit)


def _wanted(kind: str, only: Iterable[str] | None) -> bool:
    """Whether an editor that asks for the kinds `only`, or for any, wants actions of `kind`."""
    return only is None or any(kind == asked or kind.startswith(f"{asked}.") for asked in map(_plain, only))


def _plain(kind: str) -> str:
    return str(getattr(kind, "value", kind))


def _diagnostic(one: Diagnostic, positions: Positions) -> lsp.Diagnostic:
    severity = _SEVERITIES[one.severity]
    place = _range(positions, one.start, one.end)
    return lsp.Diagnostic(place, one.message, severity, code=one.code, source="arlint")


def _range(positions: Positions, start: int, end: int) -> lsp.Range:
    return lsp.Range(lsp.Position(*positions.position(start)), lsp.Position(*positions.position(end)))
