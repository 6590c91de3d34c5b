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


@pytest.fixture
def unfinished(make_cleaner, tmp_path: Path) -> Path:
    """The output of a run of three files in a folder that was killed in the second."""
    (tmp_path / "in/texts").mkdir(parents=True)
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / "in" / name).write_text('{"text": "نص [x]"}\n' * 9, encoding="utf-8")
    (tmp_path / "in/texts/c.txt").write_text("نص [x]", encoding="utf-8")
    told: list[int] = []

    def killed(size: int) -> None:
        told.append(size)
        if len(told) == 3:
            raise _KilledError

    options = run.Options(checkpoint_seconds=0, chunk_bytes=60)
    found = sources.find([str(tmp_path / "in")])
    with pytest.raises(_KilledError):
        run.clean(found, tmp_path / "out", make_cleaner, options, version="test", progress=killed)
    assert (tmp_path / "out/.partial/data/a.jsonl").exists()
    return tmp_path / "out"


def resume(make_cleaner: Any, out: Path) -> None:
    options = run.Options(resume=True, chunk_bytes=60)
    run.clean(sources.find([str(out.parent / "in")]), out, make_cleaner, options, version="test")


def moved(path: Path, elsewhere: Path) -> Path:
    """What stands at `path`, moved to `elsewhere`, with something a run would not write; a link is left."""
    if path.exists():
        path.rename(elsewhere)
    else:
        path.parent.mkdir(exist_ok=True)
        elsewhere.mkdir()
    path.symlink_to(elsewhere)
    return path


@pytest.mark.parametrize(
    "name",
    [
        ".partial",
        ".partial/data",
        ".partial/audit",
        ".partial/data/a.jsonl",
        ".partial/journal.jsonl",
        ".partial/lock",
        "data",
        "data/texts",
        "audit",
        "dropped",
        "rejected",
    ],
)
def test_a_run_is_not_gone_on_with_through_a_link(make_cleaner, unfinished: Path, tmp_path: Path, name: str) -> None:
    link = moved(unfinished / name, tmp_path / "elsewhere")
    before = {path: path.is_file() and path.read_bytes() for path in (tmp_path / "elsewhere", *tmp_path.rglob("*"))}
    with pytest.raises(CorpusError, match="elsewhere; put what it leads to in its place, or clean into") as error:
        resume(make_cleaner, unfinished)
    assert str(error.value).startswith(f"{link}: is a link")
    assert {path: path.is_file() and path.read_bytes() for path in before} == before


@pytest.mark.parametrize("name", [".partial/unfinished", ".partial/copies", "data/a.jsonl", "audit/a.jsonl.jsonl.gz"])
def test_a_run_is_not_gone_on_with_through_a_pipe(make_cleaner, unfinished: Path, name: str) -> None:
    (unfinished / name).parent.mkdir(exist_ok=True)
    (unfinished / name).unlink(missing_ok=True)
    os.mkfifo(unfinished / name)
    with pytest.raises(CorpusError, match="is neither a file nor a folder; remove it, or clean into a new folder"):
        resume(make_cleaner, unfinished)


def test_a_run_is_not_gone_on_with_in_a_file_that_stands_elsewhere_too(
    make_cleaner, unfinished: Path, tmp_path: Path
) -> None:
    os.link(unfinished / ".partial/data/a.jsonl", tmp_path / "mine")
    before = (tmp_path / "mine").read_bytes()
    with pytest.raises(CorpusError, match=r"a\.jsonl: has another name \(a hard link\)"):
        resume(make_cleaner, unfinished)
    assert (tmp_path / "mine").read_bytes() == before
    (tmp_path / "mine").unlink()
    resume(make_cleaner, unfinished)
    assert not any(verdict.problem for verdict in restore.verify(unfinished))


def test_a_link_beside_what_is_written_is_not_followed(make_cleaner, unfinished: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    for name in ("manifest.json.part", "report.html.part", "report.html", "report.json.part", "dataset-card.md.part"):
        (unfinished / name).symlink_to(tmp_path / "mine")
    resume(make_cleaner, unfinished)
    done = CliRunner().invoke(main, ["report", str(unfinished)])
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert (unfinished / "report.html").read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("target", ["/dev/zero", "PIPE"])
@pytest.mark.parametrize("name", ["site-lines.toml", "report.json"])
def test_no_learned_lines_or_reports_without_an_end_are_read(  # noqa: PLR0917
    make_cleaner, out: Path, tmp_path: Path, monkeypatch, name: str, target: str
) -> None:
    del make_cleaner
    if target == "PIPE":
        os.mkfifo(tmp_path / target)
    (out / name).symlink_to(tmp_path / target)
    if name == "report.json":
        (out / "manifest.json").unlink()
    else:
        monkeypatch.chdir(tmp_path)
        again = CliRunner().invoke(main, ["clean", "in", "-o", str(out), "--resume", "--site-lines"])
        assert (again.exit_code, f"{name}: is no file" in again.stderr) == (2, True), again.stderr
    done = CliRunner().invoke(main, ["report", str(out), "-o", str(tmp_path / "report")])
    assert (done.exit_code, f"{name}: is no file" in done.stderr) == (2, True), done.stderr


def test_learned_lines_that_are_no_text(out: Path) -> None:
    (out / "site-lines.toml").write_bytes(b"\xff\xfe")
    done = CliRunner().invoke(main, ["report", str(out)])
    assert (done.exit_code, "site-lines.toml: isn't text in UTF-8" in done.stderr) == (2, True), done.stderr


def test_a_report_of_a_configuration_that_is_none(out: Path) -> None:
    change(out / "manifest.json", lambda value: value["settings"]["configuration"].update(extend=1))
    done = CliRunner().invoke(main, ["report", str(out)])
    assert (done.exit_code, "the configuration of the run can't be read" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("target", ["nowhere", "out"])
def test_an_output_folder_that_is_a_link_to_nothing(make_cleaner, tmp_path: Path, target: str) -> None:
    del make_cleaner
    (tmp_path / "a.txt").write_text("نص", encoding="utf-8")
    (tmp_path / "out").symlink_to(tmp_path / target)
    done = CliRunner().invoke(main, ["clean", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")])
    assert (done.exit_code, "out: is a link that leads nowhere; remove it" in done.stderr) == (2, True), done.stderr
