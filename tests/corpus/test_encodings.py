"""Inputs that aren't in UTF-8: cleaned as UTF-8, and turned back into the same bytes."""

from __future__ import annotations

import codecs
import gzip
import json

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from arlint.cli import main
from arlint.corpus import encodings, manifest, restore, run, sources
from arlint.corpus.errors import CorpusError
from arlint.corpus.task import Reading
from tests.corpus.conftest import StandIn

LINES = [json.dumps({"n": number, "text": f"نص [x] رقم {number}"}, ensure_ascii=False) for number in range(40)]


def clean(folder, encoding, **options):
    options = run.Options(reading=Reading(encoding=encodings.canonical(encoding)), chunk_bytes=300, **options)
    return run.clean(sources.find([str(folder / "in")]), folder / "out", StandIn, options, version="test")


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "cp720", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_written_is_utf8_and_the_original_comes_back(tmp_path, encoding, workers):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.jsonl").write_bytes("\r\n".join(LINES).encode(encoding))
    (tmp_path / "in/b.jsonl.gz").write_bytes(gzip.compress("\n".join(LINES).encode(encoding), mtime=0))
    (tmp_path / "in/c.txt").write_bytes("نص [x]\r\n".encode(encoding))
    (tmp_path / "in/d.csv").write_bytes("id,text\n1,نص [x]\n2,DROP\n".encode(encoding))
    (tmp_path / "in/e.json").write_bytes(("[" + ",\n".join(LINES) + "]").encode(encoding))
    clean(tmp_path, encoding, workers=workers)
    assert (tmp_path / "out/data/a.jsonl").read_bytes() == "\r\n".join(LINES).replace("[x]", "").encode()
    assert (tmp_path / "out/data/c.txt").read_text(encoding="utf-8") == "نص \n"
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""] * 5
    assert not any(verdict.problem for verdict in restore.restore(tmp_path / "out", tmp_path / "back"))
    for path in (tmp_path / "in").iterdir():
        read = gzip.open if path.suffix == ".gz" else open
        with read(path, "rb") as before, read(tmp_path / "back" / path.name, "rb") as after:
            assert before.read() == after.read()


@pytest.mark.parametrize(("mark", "exact"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_the_mark_of_utf16_says_the_order_and_stays(tmp_path, mark, exact):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(mark + "نص [x]".encode(exact))
    done = clean(tmp_path, "UTF-16")
    assert done.inputs[0].encoding == exact
    assert (tmp_path / "out/data/a.txt").read_text(encoding="utf-8") == "\ufeffنص "
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]


@pytest.mark.parametrize(
    ("encoding", "bad", "reason"),
    [
        ("iso-8859-6", b"\xbf\xbc", "byte 0xbc is no character in this encoding"),
        ("utf-16-le", b"\x00\xd8", "half a pair of UTF-16 (0xd800) stands alone"),
    ],
)
def test_a_byte_that_is_no_character_costs_its_record(tmp_path, encoding, bad, reason):
    (tmp_path / "in").mkdir()
    lines = [line.encode(encoding) for line in LINES]
    lines[7] = lines[7].replace("نص".encode(encoding), bad)
    (tmp_path / "in/a.jsonl").write_bytes("\n".encode(encoding).join(lines))
    done = clean(tmp_path, encoding)
    assert (done.totals.documents, done.totals.rejected) == (40, 1)
    [told] = (tmp_path / "out/rejected/a.jsonl.jsonl").read_text(encoding="utf-8").splitlines()
    assert reason in json.loads(told)["reason"]
    assert json.loads(told)["line"] == 8
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]


def test_half_a_character_at_the_end_keeps_the_file(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes("نص [x]".encode("utf-16-le") + b"\x06")
    assert "ends inside a character" in clean(tmp_path, "utf-16-le").inputs[0].damaged
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]


def test_an_empty_file_stays_empty(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.csv").write_bytes(b"")
    clean(tmp_path, "utf-16")
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]


def test_half_a_pair_at_the_end_costs_its_record(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.jsonl").write_bytes("\n".join(LINES).encode("utf-16-le") + b"\n\x00\x00\xd8")
    assert clean(tmp_path, "utf-16-le").totals.rejected == 1
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]


def test_more_than_the_last_code_point_keeps_the_file(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes("نص [x]".encode("utf-32-le") + b"\xff" * 4)
    assert "not in range" in clean(tmp_path, "utf-32-le").inputs[0].damaged
    assert [verdict.problem for verdict in restore.verify(tmp_path / "out")] == [""]


@example("utf-16-le", b"\x00\x00\x00\xd8", 1)  # half a pair at the end
@given(st.sampled_from(["cp1256", "iso8859-6", "utf-16-le", "utf-32-be"]), st.binary(max_size=60), st.integers(1, 9))
def test_any_bytes_come_back(encoding, data, size):
    data = data[: len(data) // 4 * 4]
    if encoding == "utf-32-be":  # code points beyond the last are no text of any kind
        data = data.decode("utf-32-be", "ignore").encode("utf-32-be")
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    try:
        inside = list(encodings.Recoder(encoding).utf8(blocks))
    except encodings.DamagedError:
        return
    assert b"".join(encodings.original(inside, encoding)) == data
    again = b"".join(inside)
    parts = [again[at : at + size] for at in range(0, len(again), size)]
    assert b"".join(encodings.original(parts, encoding)) == data


def test_an_encoding_that_is_unknown_or_not_exact_is_refused():
    with pytest.raises(CorpusError, match="no encoding is called 'arabic-1'"):
        encodings.canonical("arabic-1")
    for name in ("utf-7", "shift_jis", "mac_arabic", "base64"):
        with pytest.raises(CorpusError, match="can't be turned back into the same bytes"):
            encodings.canonical(name)


def test_the_option(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes("قال المديـــر اليوم.\n".encode("cp1256"))
    (tmp_path / "a.wet").write_bytes(b"WARC/1.0\r\n\r\n")
    said = CliRunner().invoke(main, ["clean", "a.txt", "-o", "out", "--encoding", "windows-1256"])
    assert said.exit_code == 0, said.output
    assert (tmp_path / "out/data/a.txt").read_text(encoding="utf-8") == "قال المدير اليوم.\n"
    assert manifest.read(tmp_path / "out").settings.reading.encoding == "cp1256"
    assert "⟦" in CliRunner().invoke(main, ["diff", "out"]).stdout
    assert CliRunner().invoke(main, ["verify", "out"]).exit_code == 0
    again = CliRunner().invoke(main, ["clean", "a.txt", "-o", "out", "--resume"])
    assert "different: --encoding. " in again.stderr
    said = CliRunner().invoke(main, ["clean", "a.wet", "-o", "out2", "--encoding", "windows-1256"])
    assert "--encoding is for files of text alone" in said.stderr
