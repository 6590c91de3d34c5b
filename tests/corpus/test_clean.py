"""`clean` and the way back, on whole folders."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from arlint.corpus import manifest, restore, run, sources
from arlint.corpus.compression import compress, decompress
from arlint.corpus.errors import CorpusError
from arlint.corpus.task import Reading

GOOD = [json.dumps({"id": number, "text": f"نص [x] رقم {number}\nسطر"}, ensure_ascii=False) for number in range(20)]


def clean(make_cleaner, inputs, output, **options):
    found = sources.find([str(path) for path in inputs])
    return run.clean(found, output, make_cleaner, run.Options(**options), version="test")


@pytest.mark.parametrize(
    ("name", "content"), [("a.jsonl", '{{"n": {0}, "text": "نص [x]"}}'), ("a.json", '[{{"n": {0}, "text": "نص [x]"}}]')]
)
def test_a_number_has_as_many_digits_as_it_likes(make_cleaner, tmp_path, name, content):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(content.format("1" * 5000), encoding="utf-8")
    done = clean(make_cleaner, [tmp_path / "in"], tmp_path / "out")
    assert (done.totals.changed, done.totals.rejected) == (1, 0)
    assert_restores(tmp_path / "out", tmp_path / "back", tmp_path / "in")


def test_a_length_has_not(make_cleaner, tmp_path):
    (tmp_path / "in").mkdir()
    head = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: "
    (tmp_path / "in/a.warc").write_bytes(head + b"1" * 5000 + b"\r\n\r\nx\r\n\r\n")
    assert clean(make_cleaner, [tmp_path / "in"], tmp_path / "out").totals.rejected == 1
    assert_restores(tmp_path / "out", tmp_path / "back", tmp_path / "in")


def assert_restores(output: Path, target: Path, originals: Path) -> None:
    assert [verdict.problem for verdict in restore.verify(output)] == [""] * len(manifest.read(output).inputs)
    assert not any(verdict.problem for verdict in restore.restore(output, target))
    for path in originals.rglob("*"):
        if path.is_file():
            assert (target / path.relative_to(originals)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"id": 1, "text": "cut', "not JSON: Unterminated string at character 18 of the record"),
        (b'{"id": 1, "text": "\xff"}', "not UTF-8: byte 0xff at byte 19"),
        (b'{"id": 1}', 'no field "text"'),
        (b'{"text": null}', 'field "text" is not text but null'),
        (b'{"text": 5}', 'field "text" is not text but a number'),
        (b"[1,2]", "not an object but a list"),
        (b"\x00\x00", "not JSON"),
        (b'{"text": "\\ud800"}', "unpaired surrogate"),
        (b'{"text": "a", "text": "b"}', 'field "text" stands twice'),
        (b'{"text": "a"} {"text": "b"}', "not JSON: Extra data"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"meta": {"text": "a"}}', 'no field "text"'),
        (b'{"text": "a", "n": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", "nested too deeply"),
    ],
)
def test_one_bad_record_costs_nothing_but_itself(make_cleaner, tmp_path, bad, reason):
    lines = [line.encode() for line in GOOD]
    content = b"\n".join([*lines[:10], bad, *lines[10:]])
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(content)
    done = clean(make_cleaner, [tmp_path / "in"], tmp_path / "out")
    assert (done.totals.documents, done.totals.rejected) == (21, 1)
    written = (tmp_path / "out/data/a.jsonl").read_bytes().splitlines()
    assert written == [line.replace(b"[x]", b"") for line in lines]
    [entry] = [json.loads(line) for line in (tmp_path / "out/rejected/a.jsonl.jsonl").read_text().splitlines()]
    assert (entry["file"], entry["line"]) == ("a.jsonl", 11)
    assert entry["offset"] == sum(len(line) + 1 for line in lines[:10])
    assert reason in entry["reason"]
    assert_restores(tmp_path / "out", tmp_path / "back", tmp_path / "in")


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"   ",
        b'\xef\xbb\xbf{"text": "bom [x]"}',
        b'{"text": "crlf [x]\\r\\n[q] x"}\r',
        b'{"z": 1.10, "text" : "\\u0646\\u0635 [x] \\ud83d\\ude00[q]", "a": 1e400, "n": NaN}',
        b'{"text":"\\/ [q] \\"","text2":"text"}',
        b'{"type": "text", "text": "[x]"}',
        b'{"meta": {"text": "[x]"}, "te\\u0078t": "[q]"}',
        b'{"text": "DROP"}',
    ],
)
def test_odd_records_keep_their_spelling(make_cleaner, tmp_path, line):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(line + b"\n" + GOOD[0].encode())
    done = clean(make_cleaner, [tmp_path / "in"], tmp_path / "out")
    assert done.totals.rejected == 0
    if b"[x]" in line and b"[q]" not in line and b"meta" not in line:
        assert (tmp_path / "out/data/a.jsonl").read_bytes().split(b"\n")[0] == line.replace(b"[x]", b"")
    for written in (tmp_path / "out/data/a.jsonl").read_bytes().decode("utf-8-sig").split("\n"):
        if written.strip():
            assert "[q]" not in json.loads(written).get("text", "")
    assert_restores(tmp_path / "out", tmp_path / "back", tmp_path / "in")


def test_documents_go_to_files_of_their_own(make_cleaner, tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_bytes("أ [x]\r\nب [q]".encode())
    (folder / "sub" / "b.md").write_bytes(b"\xef\xbb\xbf# [x]\n")
    (folder / "c.txt").write_bytes(b"DROP")
    (folder / "d.txt").write_bytes(b"\xff\xfe")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"")
    done = clean(make_cleaner, [folder], tmp_path / "out")
    assert done.skipped == ("picture.png",)
    data = tmp_path / "out" / "data"
    assert (data / "a.txt").read_bytes() == 'أ \r\nب é\r\n"'.encode()
    assert (data / "sub" / "b.md").read_bytes() == b"\xef\xbb\xbf# \n"
    assert sorted(path.name for path in data.rglob("*.*")) == ["a.txt", "b.md", "empty.txt"]
    [dropped] = [json.loads(line) for line in (tmp_path / "out/dropped/documents.jsonl").read_text().splitlines()]
    assert (dropped["file"], dropped["reason"], dropped["raw"]) == ("c.txt", "DQ001 too short", "DROP")
    [rejected] = [json.loads(line) for line in (tmp_path / "out/rejected/documents.jsonl").read_text().splitlines()]
    assert (rejected["file"], rejected["line"]) == ("d.txt", 1)
    assert rejected["reason"] == "not UTF-8: the file is UTF-16; clean it alone with --encoding utf-16"
    (folder / "picture.png").unlink()
    assert_restores(tmp_path / "out", tmp_path / "back", folder)


def test_the_audit_log_names_rule_place_old_and_new(make_cleaner, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "\\u0623 [q]"}\n', encoding="utf-8")
    clean(make_cleaner, [tmp_path / "a.jsonl"], tmp_path / "out")
    [event] = map(json.loads, gzip.decompress((tmp_path / "out/audit/a.jsonl.jsonl.gz").read_bytes()).splitlines())
    [edit] = event["edits"]
    assert event["record"] == 0
    assert (edit["start"], edit["end"], edit["old"], edit["new"], edit["codes"]) == (2, 5, "[q]", 'é\n"', ["BP001"])
    assert edit["raw"] == ["[q]", '\\u00e9\\n\\"']


def test_output_does_not_depend_on_workers(make_cleaner, tmp_path):
    (tmp_path / "a.jsonl").write_text("\n".join(GOOD * 50), encoding="utf-8")
    for workers in (1, 2):
        clean(make_cleaner, [tmp_path / "a.jsonl"], tmp_path / f"out{workers}", workers=workers, chunk_bytes=5000)
    assert contents(tmp_path / "out1") == contents(tmp_path / "out2")


def test_data_do_not_depend_on_chunks(make_cleaner, tmp_path):
    (tmp_path / "a.jsonl").write_text("\n".join(GOOD * 50), encoding="utf-8")
    for size in (1, 777, 10**6):
        clean(make_cleaner, [tmp_path / "a.jsonl"], tmp_path / f"out{size}", chunk_bytes=size)
    logs = [gzip.decompress((tmp_path / f"out{size}/audit/a.jsonl.jsonl.gz").read_bytes()) for size in (1, 777, 10**6)]
    data = [(tmp_path / f"out{size}/data/a.jsonl").read_bytes() for size in (1, 777, 10**6)]
    assert logs[0] == logs[1] == logs[2]
    assert data[0] == data[1] == data[2]


def test_an_output_folder_that_is_in_use_is_refused(make_cleaner, tmp_path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("precious", encoding="utf-8")
    with pytest.raises(CorpusError, match="choose another name"):
        clean(make_cleaner, [tmp_path / "a.txt"], tmp_path / "out")
    with pytest.raises(CorpusError, match="finds no interrupted run"):
        clean(make_cleaner, [tmp_path / "a.txt"], tmp_path / "out", resume=True)


def test_a_missing_input_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"nowhere\.jsonl: there is no such file"):
        sources.find([str(tmp_path / "nowhere.jsonl")])


def test_on_error_fail_names_the_place(make_cleaner, tmp_path):
    (tmp_path / "a.jsonl").write_text(GOOD[0] + "\n{\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"a\.jsonl:2 \(byte 47\): not JSON"):
        clean(make_cleaner, [tmp_path / "a.jsonl"], tmp_path / "out", on_error="fail")


def test_a_dry_run_writes_nothing(make_cleaner, tmp_path):
    (tmp_path / "a.jsonl").write_text(GOOD[0], encoding="utf-8")
    found = sources.find([str(tmp_path / "a.jsonl")])
    done = run.clean(found, None, make_cleaner, run.Options(), version="test")
    assert done.totals.changed == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


@pytest.mark.parametrize("change", ["data", "audit", "rejected"])
def test_verify_notices_a_changed_output(make_cleaner, tmp_path, change):
    (tmp_path / "a.jsonl").write_text("\n".join([*GOOD, "{"]), encoding="utf-8")
    clean(make_cleaner, [tmp_path / "a.jsonl"], tmp_path / "out")
    [path] = (tmp_path / "out" / change).iterdir()
    path.write_bytes(path.read_bytes()[:-5])
    [verdict] = restore.verify(tmp_path / "out")
    assert verdict.problem


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("codec", ["gz", "zst", "bz2", "xz"])
def test_a_file_that_breaks_off_loses_only_what_is_missing(make_cleaner, tmp_path, codec):
    (tmp_path / "in").mkdir()
    lines = [line.encode() + b"\n" for line in GOOD]
    # Each half is a member of its own, and the second is cut short.
    content = compress(b"".join(lines[:10]), codec) + compress(b"".join(lines[10:]), codec)[:-9]
    (tmp_path / "in" / f"a.jsonl.{codec}").write_bytes(content)
    done = clean(make_cleaner, [tmp_path / "in"], tmp_path / "out")
    assert done.totals.changed >= 10
    assert done.totals.rejected >= 1
    assert "inside a compressed member" in done.inputs[0].damaged
    data = b"".join(decompress([(tmp_path / f"out/data/a.jsonl.{codec}").read_bytes()], codec))
    assert data.startswith(b"".join(lines[:10]).replace(b"[x]", b""))
    assert_restores(tmp_path / "out", tmp_path / "back", tmp_path / "in")


def test_a_line_longer_than_many_chunks_is_one_record(make_cleaner, tmp_path):
    (tmp_path / "in").mkdir()
    long = json.dumps({"text": "كلمة [x] طويلة\n" * 200_000}, ensure_ascii=False)
    (tmp_path / "in" / "a.jsonl").write_text("\n".join([GOOD[0], long, GOOD[1]]), encoding="utf-8")
    done = clean(make_cleaner, [tmp_path / "in"], tmp_path / "out", chunk_bytes=1000)
    assert (done.totals.documents, done.totals.changed, done.totals.edits) == (3, 3, {"BP001": 200_002})
    assert_restores(tmp_path / "out", tmp_path / "back", tmp_path / "in")


@pytest.mark.parametrize("name", ["raw_web", "md_docs", "markup"])
def test_real_corpora_come_back(make_cleaner, tmp_path, name):
    path = Path(__file__).parents[3] / "shared" / "corpora" / f"{name}.jsonl.zst"
    if not path.exists():
        pytest.skip(f"the corpus {name} is not here")
    done = clean(make_cleaner, [path], tmp_path / "out", workers=2)
    assert done.totals.documents > 500
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]


def test_the_offset_map_leads_from_old_to_new(make_cleaner, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "ab[x]cd[q]e"}\n', encoding="utf-8")
    clean(make_cleaner, [tmp_path / "a.jsonl"], tmp_path / "out", reading=Reading(offset_map=True))
    [event] = map(json.loads, gzip.decompress((tmp_path / "out/audit/a.jsonl.jsonl.gz").read_bytes()).splitlines())
    assert event["map"] == [[0, 0, 2], [5, 2, 2], [10, 7, 1]]


def test_folders_nested_too_deep_are_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(400):
        os.mkdir("a")  # noqa: PTH102  (the path from the top may be too long)
        os.chdir("a")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorpusError, match="nested more than 300 deep"):
        sources.find(["a"])
