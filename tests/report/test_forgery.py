"""What a text, a file's name or a pack's message holds cannot be taken for what arlint says: every format, run twice,
has the same structure with harmless words in all those places as with hostile ones."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from arlint.cli import main
from arlint.report import FORMATS

PAYLOADS = {
    "terminal": "\x1b[2J\x1b[31mred\x1b]0;title\x07",
    "link": "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "C1": "\x9b31m\x9d8;;x\x9c\x85",
    "bidi": "\u202eabc\u2066def\u2067\u200fghi",
    "lines": "\r\nother.md:1:1 XF001 forged\n\n0 findings.\u2028x\u2029y\x0bz\x0c",
    "commands": "\n::error file=a.md::forged\n  ::stop-commands::x\n##[error]forged",
    "percent": "%0A::error::forged%0D%25::",
    "markup": "</failure></testcase><script>alert(1)</script><img src=x onerror=alert(1)>",
    "quotes": '" onload="alert(1)\' & &lt; ]]> <!-- -->',
    "markdown": "[here](http://evil.example) ![p](http://evil.example/p.png) | `x` |",
    "formula": "=HYPERLINK(1) +1 -1 @SUM",
    "braces": "{0} {match} ${{ secrets.X }} $(id) `id`",
    "edges": "\ufffe\uffff\U0010fffe\x00\x7f",
}
PACK = r"""
[pack]
id = "forger"
prefix = "XF"
title = "Forger"

[[rule]]
code = "XF001"
name = "forged"
kind = "pattern"
since = "0.1.0"
message.en = MESSAGE
message.ar = MESSAGE
why = MESSAGE
applicability = "safe"
pattern = '⟪[^⟫]*⟫'
literals = ["هذا"]
fix = "بديل"
"""
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e]")


def written(folder: Path, payload: str, match: str = "") -> None:
    """A text with findings whose surroundings, name, folder and message hold `payload`; the match itself `match`."""
    flat = payload.replace("/", "∕").replace("\x00", "")
    place = folder / f"b{flat}d"
    place.mkdir(parents=True)
    text = f"قال {payload} ⟪هذا {match} هنا⟫ {payload} ثم كتب."
    (place / f"b{flat}.txt").write_bytes(f"{text}\n".encode())
    (place / "c.md").write_bytes(f"{text}\n".encode())
    (place / "d.jsonl").write_bytes(json.dumps({"text": text}).encode() + b"\n")
    (place / "e.txt").write_bytes(payload.encode() + b"\xff\xfe\xfd \xe1")
    message = json.dumps(f"خطأ {payload.replace('{', '{{').replace('}', '}}')} “{{match}}”", ensure_ascii=True)
    message = re.sub(r"\\u(?:d8|dc|db|df)..", "", message)
    (folder / "forger.toml").write_text(PACK.replace("MESSAGE", message), encoding="utf-8")
    (folder / "arlint.toml").write_text('extend-packs = ["forger.toml"]\nselect = ["XF", "AR"]\n', encoding="utf-8")


def report(folder: Path, monkeypatch: pytest.MonkeyPatch, *args: str) -> tuple[str, str]:
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, ["check", "--no-cache", "--exit-zero", *args])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.stdout, done.stderr


@pytest.fixture
def both(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    written(tmp_path / "hostile", request.param)
    written(tmp_path / "benign", "x")
    return tmp_path / "hostile", tmp_path / "benign"


def structure(form: str, out: str) -> object:
    """What a program or a person takes `out` for, without the words in it."""
    match form:
        case "json":
            return [shape(json.loads(out))]
        case "jsonl":
            return [shape(json.loads(line)) for line in out.splitlines()]
        case "gitlab" | "sarif":
            return shape(json.loads(out))
        case "junit" | "checkstyle":
            return [(one.tag, sorted(one.attrib)) for one in ET.fromstring(out).iter()]
        case "html":
            return tags(out)
        case "github":
            return [
                re.fullmatch(r"::(\w+) file=[^,:\r]*,line=\d+[^:]*,title=[^:,]*::.*", line)[1] for line in lines(out)
            ]
    return len(lines(out))


def lines(out: str) -> list[str]:
    """The lines as a terminal or a runner parts them."""
    return out.splitlines()


def shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return type(value).__name__


def tags(page: str) -> list[object]:
    found: list[object] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, sorted(name for name, _ in attrs)))

        def handle_endtag(self, tag: str) -> None:
            found.append(tag)

        def handle_comment(self, data: str) -> None:
            found.append("comment")

    Reader().feed(page)
    return found


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("both", PAYLOADS.values(), ids=PAYLOADS, indirect=True)
def test_no_format_can_be_forged(form: str, both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    (out, err), (plain, plain_err) = (report(one, monkeypatch, "--output-format", form) for one in both)
    for stream in (out, err):
        assert not STEERING.findall(stream)
        assert not [line for line in lines(stream) if "##[" in line]
        for line in lines(stream):
            assert sum(line.count(one) for one in "\u2066\u2067\u2068") == line.count("\u2069"), line
            assert form == "github" or not line.lstrip().startswith("::"), line
    assert structure(form, out) == structure(form, plain)
    assert len(lines(out)) == len(lines(plain))
    assert len(lines(err)) == len(lines(plain_err))


@pytest.mark.parametrize("form", ["human", "github", "junit", "sarif", "html"])
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nor_by_what_was_found(form: str, payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether such a match is reported is the rules' business: a link or a placeholder is none of theirs."""
    written(tmp_path / "here", "x", payload)
    out, err = report(tmp_path / "here", monkeypatch, "--output-format", form)
    structure(form, out)
    for stream in (out, err):
        assert not STEERING.findall(stream)
        assert not [line for line in lines(stream) if "##[" in line]


@pytest.mark.parametrize("args", [["--statistics"], ["--fix"], ["--message-language", "ar"]])
@pytest.mark.parametrize("both", PAYLOADS.values(), ids=PAYLOADS, indirect=True)
def test_nor_what_people_read(args: list[str], both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    (out, err), (plain, plain_err) = (report(one, monkeypatch, *args) for one in both)
    for stream in (out, err):
        assert not STEERING.findall(stream)
        assert not [line for line in lines(stream) if "##[" in line or line.lstrip().startswith("::")]
    assert (len(lines(out)), len(lines(err))) == (len(lines(plain)), len(lines(plain_err)))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize(
    "command",
    [
        ["rules", "--select=XF"],
        ["rule", "XF001"],
        ["config"],
        ["explain", "PLACE"],
        ["baseline", "write"],
        ["pack", "test", "."],
    ],
)
def test_nor_the_other_commands(
    payload: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "here", payload)
    monkeypatch.chdir(tmp_path / "here")
    place = next(str(path) for path in Path().rglob("c.md"))
    done = CliRunner().invoke(main, [word.replace("PLACE", f"{place}:1") for word in command])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    for stream in (done.stdout, done.stderr):
        assert not STEERING.findall(stream)
        assert not [line for line in stream.splitlines() if "##[" in line or line.lstrip().startswith("::")]


def test_names_that_are_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / os.fsdecode(b"a\xff\xfe.txt")).write_text("أعلنت Openai الخبر.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for form in FORMATS:
        done = CliRunner().invoke(main, ["check", "--no-config", "--no-cache", "--output-format", form])
        assert done.exit_code == 1, (form, done.exc_info)
        done.stdout_bytes.decode()
    assert CliRunner().invoke(main, ["baseline", "write"]).exit_code == 0
    assert CliRunner().invoke(main, ["check", "--baseline", "arlint-baseline.json"]).exit_code == 0


def test_a_link_in_a_sarif_message_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "here", PAYLOADS["markdown"])
    out, _ = report(tmp_path / "here", monkeypatch, "--output-format", "sarif")
    messages = [result["message"]["text"] for result in json.loads(out)["runs"][0]["results"]]
    assert any(r"\[here](http" in message for message in messages)
    assert not [message for message in messages if re.search(r"(?<!\\)\[[^\]]*\]\(", message)]


def test_a_diff_on_a_build_server_commands_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("::error::forged\nأعلنت Openai الخبر.\n ::warning::x\n", encoding="utf-8")
    command = [sys.executable, "-m", "arlint", "check", "--diff", "--no-config", "a.txt"]
    environment = os.environ | {"GITHUB_ACTIONS": "true"}
    out = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False).stdout.decode()
    first, *middle, last = out.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert last == f"::{token}::"
    assert not [line for line in middle if token in line]
    with (tmp_path / "diff").open("wb") as file:
        subprocess.run(command, cwd=tmp_path, env=environment, stdout=file, check=False)
    assert (tmp_path / "diff").read_text(encoding="utf-8").startswith("--- a.txt")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("args", [["check", "a.txt"], ["rules"], ["check", "--fix", "-"]])
def test_a_report_that_cannot_be_written(args: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("أعلنت Openai الخبر.\n", encoding="utf-8")
    with Path("/dev/full").open("wb") as full, (tmp_path / "a.txt").open("rb") as text:
        command = [sys.executable, "-m", "arlint", *args]
        done = subprocess.run(command, cwd=tmp_path, stdin=text, stdout=full, stderr=subprocess.PIPE, check=False)
    told = done.stderr.decode().splitlines()
    assert (done.returncode, told[-1]) == (2, "arlint: error: the output cannot be written: No space left on device")


@pytest.mark.parametrize("name", ["rot13", "undefined", "hex", "nope"])
def test_an_encoding_that_is_none(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xc7\xe1")
    done = CliRunner().invoke(main, ["check", "--encoding", name, str(tmp_path / "a.txt")])
    assert (done.exit_code, "no encoding is called" in done.stderr) == (2, True)
