"""The door of editors: messages of the Language Server Protocol, and what the edits in the answers come to."""

from __future__ import annotations

import asyncio
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from arlint import edits
from arlint.formats import work
from arlint.formats.registry import FORMATS
from arlint.formats.unit import FormatError, Options
from arlint.lsp.session import Opened, Session
from tests.formats.makers import MAKERS
from tests.fuzz.texts import text_of

#: How an editor may count, and the codec and bytes of one unit.
COUNTS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_LINE_END = re.compile(r"\r\n|\n|\r")
_ENDINGS = (("md", ""), ("txt", ""), ("html", ""), *((end, form) for end, form in (
    ("json", "json"), ("yaml", "yaml"), ("po", "po"), ("srt", "srt"), ("csv", "csv"), ("ipynb", "notebook"),
    ("rst", "rst"), ("tex", "latex"), ("xlf", "xliff"), ("strings", "strings"),
)))  # fmt: skip


@cache
def _server(counted: str) -> tuple[Any, list[bytes]]:
    """A server that sends to a list; it has begun, with an editor that counts in `counted`."""
    from arlint.lsp.server import server
    from arlint.projects import Projects

    made = server(Projects({}, isolated=True))
    sent: list[bytes] = []

    class Sink:
        def write(self, message: bytes) -> None:
            sent.append(message)

        def close(self) -> None:
            pass

    made.protocol.set_writer(Sink())
    _talk([_begun(None, counted)], made, sent)
    return made, sent


def _talk(messages: list[tuple[str, dict[str, Any]]], made: Any, sent: list[bytes]) -> list[dict[str, Any]]:
    """What the server says to `messages`; none of it is an error."""
    sent.clear()

    async def talk() -> None:
        for number, (method, params) in enumerate(messages):
            message = {"jsonrpc": "2.0", "method": method, "params": params}
            if "did" not in method:
                message["id"] = number
            made.protocol.handle_message(made.protocol.structure_message(json.loads(json.dumps(message))))
            await asyncio.sleep(0)

    asyncio.run(talk())
    answers = [json.loads(part.partition(b"\r\n\r\n")[2] or part) for part in sent]
    assert not any("error" in one for one in answers), answers[-3:]
    assert "internal error" not in str(answers), str(answers)[-2000:]
    return answers


def _begun(settings: Any, counted: str) -> tuple[str, dict[str, Any]]:
    capabilities = {"general": {"positionEncodings": [counted]}}
    params = {"processId": None, "rootUri": None, "capabilities": capabilities, "initializationOptions": settings}
    return "initialize", params


def messages(data: bytes) -> None:
    """What an editor may send: messages of the protocol, about texts of any kind, in any order."""
    uri = "file:///tmp/" + ("a.md", "a.json", "a.txt", "a.po", "untitled")[data[0] % 5 if data else 0]
    cut = data.split(b"\0", 1)
    text = text_of(cut[-1])
    settings, counted = _json(cut[0]), list(COUNTS)[len(data) % 3]
    numbers = [*data[:8], *[0] * 8]
    place = {"line": numbers[0], "character": numbers[1]}
    document = {"uri": uri, "version": 1, "languageId": "markdown", "text": text}
    part = {"start": place, "end": {"line": numbers[2], "character": numbers[3]}}
    _talk(
        [
            *([] if settings is None else [_begun(settings, counted)]),
            ("textDocument/didOpen", {"textDocument": document}),
            ("textDocument/hover", {"textDocument": {"uri": uri}, "position": place}),
            (
                "textDocument/codeAction",
                {"textDocument": {"uri": uri}, "range": part, "context": {"diagnostics": []}},
            ),
            ("codeAction/resolve", {"title": "", "kind": "source.fixAll.arlint", "data": numbers[5] % 2 and uri}),
            (
                "textDocument/didChange",
                {
                    "textDocument": {"uri": uri, "version": 2},
                    "contentChanges": [{"text": text[: numbers[4]]}],
                },
            ),
            ("textDocument/hover", {"textDocument": {"uri": uri}, "position": part["end"]}),
            *([] if settings is None else [("workspace/didChangeConfiguration", {"settings": settings})]),
            ("textDocument/didClose", {"textDocument": {"uri": uri}}),
            ("textDocument/hover", {"textDocument": {"uri": uri + text[:3]}, "position": place}),
        ],
        *_server(counted),
    )


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def editor(data: bytes) -> None:
    """Findings stand where an editor is told, and its edits come to the text that `check --fix` writes."""
    first = data[0] if data else 0
    ending, kind = _ENDINGS[first % len(_ENDINGS)]
    text = text_of(data[1:])
    if kind:
        makers = [maker for name, maker in MAKERS.items() if name.partition(",")[0] == kind]
        try:
            text = makers[first % len(makers)].make([part for part in text.split("\0") if part.strip()] or ["نص"])
        except (ValueError, UnicodeError):  # what XML or YAML cannot hold
            return
    counted = list(COUNTS)[first % 3]
    uri = f"file:///tmp/a.{ending}"
    opened = Opened(Path(f"/tmp/a.{ending}"), text)
    every = {"start": {"line": 0, "character": 0}, "end": {"line": 10**6, "character": 0}}
    context = {"diagnostics": []}
    answers = _talk(
        [
            ("textDocument/didOpen", {"textDocument": {"uri": uri, "version": 1, "languageId": "x", "text": text}}),
            ("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": every, "context": context}),
            ("textDocument/didClose", {"textDocument": {"uri": uri}}),
        ],
        *_server(counted),
    )
    session = _server(counted)[0].session
    found = session.check(opened)
    told = next(one["params"]["diagnostics"] for one in answers if one.get("method", "").endswith("publishDiagnostics"))
    assert [one["code"] for one in told] == [one.code for one in found]
    for one, diagnostic in zip(told, found, strict=True):
        assert _offsets(text, one["range"], counted) == (diagnostic.start, diagnostic.end), (one, diagnostic)
    actions = next(one["result"] for one in answers if one.get("id") == 1) or []
    become: dict[bool, list[str]] = {True: [], False: []}  # all at once, or one by one
    for one in actions:
        changes = one["edit"]["changes"][uri]
        become[one["kind"].startswith("source")].append(_applied(text, changes, counted))
    fixed = _fixed(text, kind, opened, session)
    assert become[True] == ([fixed] if fixed != text else [])
    single = {edits.apply(text, one.fix.edits) for one in found if one.fix}
    assert single <= set(become[False]), single - set(become[False])


def _fixed(text: str, kind: str, opened: Opened, session: Session) -> str:
    """What `check --fix` makes of the text."""
    linter = session.projects.of_file(opened.path).linter
    if not kind:
        return str(linter.fix(text, kind=opened.kind, path=opened.path.as_posix()).text)
    try:
        return work.fix(text, FORMATS[kind], linter, Options(), opened.path.as_posix()).text
    except (FormatError, work.NotWrittenError):
        return text


def _offsets(text: str, place: dict[str, Any], counted: str) -> tuple[int, int]:
    """The code points of a range, counted as an editor does, from the protocol's own words."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    codec, unit = COUNTS[counted]
    found = []
    for end in (place["start"], place["end"]):
        start = starts[end["line"]]
        line = text[start:].encode(codec, "surrogatepass")
        found.append(start + len(line[: end["character"] * unit].decode(codec, "surrogatepass")))
    return found[0], found[1]


def _applied(text: str, changes: list[dict[str, Any]], counted: str) -> str:
    for change in sorted(changes, key=lambda one: _offsets(text, one["range"], counted), reverse=True):
        start, end = _offsets(text, change["range"], counted)
        text = text[:start] + change["newText"] + text[end:]
    return text
