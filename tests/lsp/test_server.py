"""The language server as an editor meets it: a real process, spoken to over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the language server needs the extra arlint[lsp]")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

LIMIT = 30.0  # seconds after which a message that does not come has failed; nothing waits so long
CONFIG = 'select = ["CH001", "BR", "SP", "AR"]\n'
#: An emoji is two units of UTF-16, a kasra one; the defect is a word in presentation forms.
TEXT = "# عنوان\n\n\U0001f600 كِتاب \ufe8e\ufedf\ufecc\ufeaa\ufea9 جديد\n"


class Editor:
    """A client that remembers what it was told, and can wait for it."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client, self.folder = client, folder
        self.heard: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.registered: asyncio.Queue[lsp.Registration] = asyncio.Queue()
        self.messages: asyncio.Queue[str] = asyncio.Queue()

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    async def diagnostics(self, name: str, version: int | None = None) -> list[lsp.Diagnostic]:
        """The next diagnostics of a text, of `version` where that is given."""
        while True:
            heard = await asyncio.wait_for(self.heard.get(), LIMIT)
            if heard.uri == self.uri(name) and (version is None or heard.version == version):
                return list(heard.diagnostics)

    async def open(self, name: str, text: str, language: str = "markdown") -> list[lsp.Diagnostic]:
        item = lsp.TextDocumentItem(self.uri(name), language, 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.diagnostics(name)

    def type(self, name: str, version: int, text: str) -> None:
        document = lsp.VersionedTextDocumentIdentifier(version, self.uri(name))
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    async def actions(self, name: str, where: lsp.Range, only: list[str] | None = None) -> list[lsp.CodeAction]:
        context = lsp.CodeActionContext([], only=only)
        document = lsp.TextDocumentIdentifier(self.uri(name))
        found = await self.client.text_document_code_action_async(lsp.CodeActionParams(document, where, context))
        return [one for one in found or () if isinstance(one, lsp.CodeAction)]

    async def resolved(self, action: lsp.CodeAction) -> lsp.CodeAction:
        return await self.client.code_action_resolve_async(action)

    async def hover(self, name: str, at: lsp.Position) -> str | None:
        document = lsp.TextDocumentIdentifier(self.uri(name))
        found = await self.client.text_document_hover_async(lsp.HoverParams(document, at))
        assert found is None or isinstance(found.contents, lsp.MarkupContent)
        return found and found.contents.value


@asynccontextmanager
async def editor(
    folder: Path, options: dict[str, Any] | None = None, resolving: lsp.ClientCodeActionResolveOptions | None = None
) -> AsyncIterator[Editor]:
    client = LanguageClient("test", "1")
    made = Editor(client, folder)

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _(params: lsp.PublishDiagnosticsParams) -> None:
        made.heard.put_nowait(params)

    @client.feature(lsp.WINDOW_SHOW_MESSAGE)
    def _(params: lsp.ShowMessageParams) -> None:
        made.messages.put_nowait(params.message)

    @client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def _(params: lsp.RegistrationParams) -> None:
        for registration in params.registrations:
            made.registered.put_nowait(registration)

    await client.start_io(sys.executable, "-m", "arlint", "server", "--stdio", cwd=str(folder))
    watching = lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    acting = lsp.CodeActionClientCapabilities(resolve_support=resolving, data_support=resolving is not None)
    capabilities = lsp.ClientCapabilities(
        workspace=lsp.WorkspaceClientCapabilities(did_change_watched_files=watching),
        text_document=lsp.TextDocumentClientCapabilities(code_action=acting),
    )
    root = lsp.InitializeParams(capabilities, root_uri=folder.as_uri(), initialization_options=options)
    answer = await asyncio.wait_for(client.initialize_async(root), LIMIT)
    assert answer.capabilities.position_encoding in (None, "utf-16", lsp.PositionEncodingKind.Utf16)
    client.initialized(lsp.InitializedParams())
    try:
        yield made
    finally:
        await asyncio.wait_for(client.shutdown_async(None), LIMIT)
        client.exit(None)
        await asyncio.wait_for(client.stop(), LIMIT)


def run(folder: Path, test: Callable[[Editor], Awaitable[None]], **options: Any) -> None:
    (folder / "arlint.toml").write_text(options.pop("config", CONFIG), encoding="utf-8")

    resolving = options.pop("resolving", None)

    async def main() -> None:
        async with editor(folder, options, resolving) as made:
            await test(made)

    asyncio.run(main())


def applied(text: str, edit: lsp.WorkspaceEdit | None) -> str:
    """`text` after `edit`, with places counted as an editor does: UTF-16 units of a line."""
    assert edit
    assert edit.changes
    (edits,) = edit.changes.values()
    lines = [line.encode("utf-16-le") for line in text.split("\n")]

    def offset(at: lsp.Position) -> int:
        return sum(len(line) + 2 for line in lines[: at.line]) + 2 * at.character

    data = text.encode("utf-16-le")
    for one in sorted(edits, key=lambda e: offset(e.range.start), reverse=True):
        data = data[: offset(one.range.start)] + one.new_text.encode("utf-16-le") + data[offset(one.range.end) :]
    return data.decode("utf-16-le")


def test_open_type_fix(tmp_path: Path) -> None:
    """Open a clean text, type a defect, be told soon after, apply the quick fix, be told that all is well."""

    async def test(ed: Editor) -> None:
        clean = TEXT.replace("\ufe8e\ufedf\ufecc\ufeaa\ufea9", "عدد")
        assert await ed.open("a.md", clean) == []
        ed.type("a.md", 2, TEXT)
        began = time.monotonic()
        (found,) = await ed.diagnostics("a.md", 2)
        waited = time.monotonic() - began
        assert (found.code, found.source) == ("CH001", "arlint")
        assert found.range == lsp.Range(lsp.Position(2, 9), lsp.Position(2, 14))
        assert waited < 5  # it is 0.2 s on an idle machine; a loaded one must not fail the test

        fix, silence = await ed.actions("a.md", found.range, ["quickfix"])
        assert fix.is_preferred
        fixed = applied(TEXT, fix.edit)
        assert "\ufe8e" not in fixed
        assert fixed.startswith("# عنوان\n\n\U0001f600 كِتاب ")
        assert fixed.endswith(" جديد\n")
        ed.type("a.md", 3, fixed)
        assert await ed.diagnostics("a.md", 3) == []

        assert silence.title == "Silence CH001 on this line"
        ed.type("a.md", 4, applied(TEXT, silence.edit))
        assert await ed.diagnostics("a.md", 4) == []

    run(tmp_path, test)


def test_typing_is_checked_once_it_rests(tmp_path: Path) -> None:
    async def test(ed: Editor) -> None:
        await ed.open("a.md", "")
        for version in range(2, 30):
            ed.type("a.md", version, TEXT[: version * 2])
        ed.type("a.md", 30, TEXT)
        heard = [await asyncio.wait_for(ed.heard.get(), LIMIT)]
        while heard[-1].version != 30:
            heard.append(await asyncio.wait_for(ed.heard.get(), LIMIT))
        assert len(heard) < 15  # not one for each key

    run(tmp_path, test)


def test_fix_all_applies_only_what_is_safe(tmp_path: Path) -> None:
    async def test(ed: Editor) -> None:
        text = TEXT + "أعلنت Openai الخبر.\n"
        await ed.open("a.md", text)
        (action,) = await ed.actions("a.md", lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0)), ["source.fixAll"])
        assert action.kind == "source.fixAll.arlint"
        fixed = applied(text, action.edit)
        assert "OpenAI" in fixed
        assert "\ufe8e" not in fixed
        ed.type("a.md", 2, fixed)
        assert await ed.diagnostics("a.md", 2) == []
        everywhere = lsp.Range(lsp.Position(0, 0), lsp.Position(9, 0))
        assert await ed.actions("a.md", everywhere) == []

    run(tmp_path, test)


def test_fix_all_is_made_when_it_is_chosen(tmp_path: Path) -> None:
    """An editor that can ask for the edit of an action is told only that there is one."""

    async def test(ed: Editor) -> None:
        start = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        await ed.open("a.md", TEXT)
        (action,) = await ed.actions("a.md", start)
        assert action.edit is None
        assert "\ufe8e" not in applied(TEXT, (await ed.resolved(action)).edit)
        ed.type("a.md", 2, f"{TEXT}\n{TEXT}")
        assert "\ufe8e" not in applied(f"{TEXT}\n{TEXT}", (await ed.resolved(action)).edit)

    run(tmp_path, test, resolving=lsp.ClientCodeActionResolveOptions(["edit"]))


def test_fix_all_is_made_once_for_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Editors ask for actions at each step of the cursor; most of them for all that can be done."""
    from arlint.lsp import server as served
    from arlint.projects import Projects

    made = served.server(Projects({}, isolated=True))
    asked: list[str] = []
    real = made.session.fix

    def fix(opened: served.Opened) -> object:
        asked.append(opened.text)
        return real(opened)

    monkeypatch.setattr(made.session, "fix", fix)
    text = "أعلنت Openai الخبر.\n"
    opened = served.Opened(tmp_path / "a.md", text)
    checked = served._Checked(opened, served.Positions(text), made.session.check(opened), "en", made.session)
    assert checked.fixable
    assert {edit.text for _ in range(3) for edit in checked.fixes} == {"OpenAI"}
    assert asked == [text]


def test_silencing_a_row_keeps_the_table(tmp_path: Path) -> None:
    async def test(ed: Editor) -> None:
        table = "| \ufe8e\ufedf\ufecc\ufeaa\ufea9 | نوع |\n|---|---|\n| نص | نص |\n"
        (found,) = await ed.open("a.md", table)
        _, silence = await ed.actions("a.md", found.range, ["quickfix"])
        silenced = applied(table, silence.edit)
        assert silenced.split("\n")[0].endswith("| نوع <!-- arlint: ignore[CH001] --> |")
        ed.type("a.md", 2, silenced)
        assert await ed.diagnostics("a.md", 2) == []
        (titled,) = await ed.open("b.md", f"---\ntitle: {table[2:7]}\n---\n\nنص\n")
        assert len(await ed.actions("b.md", titled.range, ["quickfix"])) == 1  # no comment in front matter
        (found,) = await ed.open("c.mdx", table)  # where a comment of HTML is an error
        _, silence = await ed.actions("c.mdx", found.range, ["quickfix"])
        silenced = applied(table, silence.edit)
        assert silenced.split("\n")[0].endswith("| نوع {/* arlint: ignore[CH001] */} |")
        ed.type("c.mdx", 2, silenced)
        assert await ed.diagnostics("c.mdx", 2) == []

    run(tmp_path, test)


@pytest.mark.parametrize(
    ("language", "has"),
    [("en", ["**CH001**", "in one place: `<!-- arlint"]), ("ar", ["**CH001**", "في موضع واحد: `<!-- arlint"])],
)
def test_hover_says_why(tmp_path: Path, language: str, has: list[str]) -> None:
    async def test(ed: Editor) -> None:
        (found,) = await ed.open("a.md", TEXT)
        page = await ed.hover("a.md", found.range.start)
        assert page
        for part in has:
            assert part in page
        assert "U+20" not in page  # the marks that set the fix's title apart are characters, not told of
        assert await ed.hover("a.md", lsp.Position(0, 0)) is None

    run(tmp_path, test, messageLanguage=language)


def test_a_changed_configuration_is_read_anew(tmp_path: Path) -> None:
    async def test(ed: Editor) -> None:
        registration = await asyncio.wait_for(ed.registered.get(), LIMIT)
        assert registration.method == "workspace/didChangeWatchedFiles"
        assert len(await ed.open("a.md", TEXT)) == 1
        event = lsp.FileEvent(ed.uri("arlint.toml"), lsp.FileChangeType.Changed)

        (tmp_path / "arlint.toml").write_text('ignore = ["CH"]\n', encoding="utf-8")
        ed.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        assert await ed.diagnostics("a.md") == []

        (tmp_path / "arlint.toml").write_text("selct = []\n", encoding="utf-8")
        ed.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        assert await ed.diagnostics("a.md") == []
        assert "unknown key 'selct'" in await asyncio.wait_for(ed.messages.get(), LIMIT)
        ed.type("a.md", 2, TEXT + "\nآخر")
        assert await ed.diagnostics("a.md", 2) == []
        assert ed.messages.empty()  # it is told once, not at each pause in typing

        (tmp_path / "arlint.toml").write_text(CONFIG, encoding="utf-8")
        ed.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        assert len(await ed.diagnostics("a.md")) == 1
        settings = {"arlint": {"messageLanguage": "ar"}}
        ed.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(settings))
        (found,) = await ed.diagnostics("a.md")
        assert any("\u0600" < c < "\u06ff" for c in found.message.replace("\ufe8e", ""))
        settings = {"arlint": {"messageLanguage": "arabic"}}
        ed.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(settings))
        assert "one of en, ar, and not 'arabic'" in await asyncio.wait_for(ed.messages.get(), LIMIT)

    run(tmp_path, test)


def test_the_formats_of_translators(tmp_path: Path) -> None:
    async def test(ed: Editor) -> None:
        text = 'msgid ""\nmsgstr "Language: ar\\n"\n\nmsgid "a \U0001f600"\nmsgstr "أعلنت Openai الخبر \U0001f600."\n'
        (found,) = await ed.open("ar.po", text, "po")
        assert found.range == lsp.Range(lsp.Position(4, 14), lsp.Position(4, 20))
        fixed = text.replace("Openai", "OpenAI")
        for only in ("quickfix", "source.fixAll"):
            action = (await ed.actions("ar.po", found.range, [only]))[0]
            assert applied(text, action.edit) == fixed
        assert [one.code for one in await ed.open("ar.json", '{"a": "نص"', "json")] == ["AR004"]

    run(tmp_path, test)


def test_what_is_not_prose_or_left_out_is_silent(tmp_path: Path) -> None:
    async def test(ed: Editor) -> None:
        assert await ed.open("a.py", TEXT, "python") == []
        assert await ed.open("archive/a.md", TEXT) == []
        assert len(await ed.open("a.txt", TEXT, "plaintext")) == 1
        ed.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(ed.uri("a.txt"))))
        assert await ed.diagnostics("a.txt") == []

    run(tmp_path, test, config=CONFIG + 'exclude = ["archive/"]\n')
