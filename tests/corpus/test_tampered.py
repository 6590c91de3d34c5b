"""The output of a run that anyone has changed: it is read as it can be, told as what it is, and leads nowhere else."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from arlint.cli import main
from arlint.corpus import duplicates, manifest, restore, run, sources
from arlint.corpus.errors import CorpusError
from arlint.corpus.report.outputs import collect
from arlint.corpus.task import Reading

INVALID = b'{"a": "\xff"}'
NESTED = b'{"a": ' + b"[" * 100_000


@pytest.fixture
def out(make_cleaner, tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    lines = [json.dumps({"text": text}) for text in ("نص [x] أول", "DROP", "نص [q] ثان")]
    (tmp_path / "in/a.jsonl").write_text("\n".join([*lines, "{", ""]), encoding="utf-8")
    run.clean(sources.find([str(tmp_path / "in")]), tmp_path / "out", make_cleaner, run.Options(), version="test")
    return tmp_path / "out"


def change(path: Path, how: Callable[[Any], None]) -> None:
    packed = path.suffix == ".gz"
    data = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
    values = [json.loads(data)] if path.name == manifest.FILE_NAME else [json.loads(one) for one in data.splitlines()]
    for value in values:
        how(value)
    data = b"".join(json.dumps(value).encode() + b"\n" for value in values)
    path.write_bytes(gzip.compress(data) if packed else data)


@pytest.mark.parametrize("key", ["path", "shard"])
@pytest.mark.parametrize("name", ["../escaped", "a/../../escaped", "{tmp}/escaped", "", ".", "a\0b", "a/" * 1500 + "b"])
def test_no_name_leads_out_of_the_folder(out: Path, tmp_path: Path, key: str, name: str) -> None:
    where = name.replace("{tmp}", str(tmp_path))
    change(out / "manifest.json", lambda value: value["inputs"][0].update({key: where}))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CorpusError, match="names a file outside"):
        list(restore.restore(out, tmp_path / "back"))
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("file", "how"),
    [
        ("manifest.json", lambda value: value["inputs"][0].update(format="nothing")),
        ("manifest.json", lambda value: value["inputs"][0].update(compression="lha")),
        ("manifest.json", lambda value: value["inputs"][0].update(encoding="rot13")),
        ("manifest.json", lambda value: value["settings"].update(chunk_bytes=0)),
        ("audit/a.jsonl.jsonl.gz", lambda value: [edit.update(encoding="rot13") for edit in value.get("edits", [])]),
        ("dropped/a.jsonl.jsonl", lambda value: value.update(raw_base64="a")),
    ],
)
def test_values_that_no_run_writes(out: Path, tmp_path: Path, file: str, how: Callable[[Any], None]) -> None:
    change(out / file, how)
    for command in (["verify", str(out)], ["restore", str(out), "-o", str(tmp_path / "back")], ["diff", str(out)]):
        done = CliRunner().invoke(main, command)
        assert "internal error" not in done.stderr, done.stderr
        assert done.exit_code in {1, 2} or command[0] == "diff"


@pytest.mark.parametrize("name", ["manifest.json", "audit/a.jsonl.jsonl.gz", "dropped/a.jsonl.jsonl"])
@pytest.mark.parametrize("content", [INVALID, NESTED, b"\x00", b"", None])
def test_logs_that_are_none(out: Path, name: str, content: bytes | None) -> None:
    if content is None:  # cut off
        (out / name).write_bytes((out / name).read_bytes()[:-9])
    else:
        (out / name).write_bytes(gzip.compress(content + b"\n") if name.endswith(".gz") else content)
    for command in (["verify", str(out)], ["diff", str(out)], ["report", str(out)]):
        done = CliRunner().invoke(main, command)
        assert "internal error" not in done.stderr, done.stderr


def test_inputs_of_another_run(out: Path) -> None:
    change(out / "dropped/a.jsonl.jsonl", lambda value: value.update(file="b.jsonl"))
    with pytest.raises(CorpusError, match=r"names an input that the run didn't have: 'b\.jsonl'"):
        collect(out)


def test_a_configuration_that_is_none(out: Path) -> None:
    change(out / "manifest.json", lambda value: value["settings"].update(configuration={"corpus": {"gates": 1}}))
    with pytest.raises(CorpusError, match="the configuration of the run can't be read"):
        collect(out)


def test_text_that_was_not_in_its_encoding(make_cleaner, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("نص [x]".encode("cp1256"))
    options = run.Options(reading=Reading(encoding="cp1256"))
    run.clean(sources.find([str(tmp_path / "a.txt")]), tmp_path / "out", make_cleaner, options, version="test")
    (tmp_path / "out/data/a.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "out/audit").joinpath(next((tmp_path / "out/audit").iterdir()).name).unlink()
    [verdict] = restore.verify(tmp_path / "out")
    assert "isn't what was made of text in cp1256" in verdict.problem


class _KilledError(Exception):
    pass


def renamed(commit: dict[str, Any]) -> dict[str, Any]:
    files = [{**one, "facts": {**one["facts"], "name": "x"}} for one in commit["files"]]
    return {**commit, "files": files}


@pytest.mark.parametrize(
    "line",
    [
        lambda first, commit: [first, {**commit, "shard": 99}],
        lambda first, commit: [first, renamed(commit)],
        lambda first, commit: [{**first, "settings": None}, commit],
    ],
)
def test_a_journal_that_was_changed(make_cleaner, tmp_path: Path, line: Callable[..., list[Any]]) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / "in" / name).write_text('{"text": "نص [x]"}\n', encoding="utf-8")
    found, told = sources.find([str(tmp_path / "in")]), []

    def killed(size: int) -> None:
        told.append(size)
        if len(told) == 2:
            raise _KilledError

    options = run.Options(checkpoint_seconds=0)
    with pytest.raises(_KilledError):
        run.clean(found, tmp_path / "out", make_cleaner, options, version="test", progress=killed)
    journal = tmp_path / "out/.partial/journal.jsonl"
    lines = [json.loads(one) for one in journal.read_bytes().splitlines()]
    assert lines[1]["files"]
    journal.write_bytes(b"".join(json.dumps(one).encode() + b"\n" for one in line(*lines[:2])))
    with pytest.raises(CorpusError, match="clean into a new folder"):
        run.clean(found, tmp_path / "out", make_cleaner, run.Options(resume=True), version="test")


@pytest.mark.parametrize("content", [b"\xc1", b"\x92\x90\x81\xa1\xff\x01", b"\x91" * 5000])
def test_copies_that_were_changed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copies").write_bytes(content)
    with pytest.raises(CorpusError, match="clean into a new folder"):
        duplicates.read(tmp_path / "copies")


def test_an_empty_document_is_reported(make_cleaner, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b" \n")
    run.clean(sources.find([str(tmp_path / "a.md")]), tmp_path / "out", make_cleaner, run.Options(), version="test")
    assert collect(tmp_path / "out").totals.documents == 1


@pytest.mark.parametrize("target", ["/dev/zero", "PIPE"])
@pytest.mark.parametrize("name", ["manifest.json", "data/a.jsonl", "audit/a.jsonl.jsonl.gz", "dropped/a.jsonl.jsonl"])
def test_nothing_without_an_end_is_read(out: Path, tmp_path: Path, name: str, target: str) -> None:
    if target == "PIPE":
        os.mkfifo(tmp_path / target)
    (out / name).unlink()
    (out / name).symlink_to(tmp_path / target)  # (an absolute path stands for itself)
    for command in (["verify", str(out)], ["restore", str(out), "-o", str(tmp_path / "back")], ["report", str(out)]):
        done = CliRunner().invoke(main, command)
        assert "is no file" in done.stdout + done.stderr or command[0] == "verify", (command, done.output)
        assert "internal error" not in done.stderr, done.stderr
    with pytest.raises(CorpusError):
        collect(out)
