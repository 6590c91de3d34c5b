"""The commands as they are typed: arguments in; exit status, folders and words out."""

from __future__ import annotations

import errno
import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from arlint.cli import main

TEXT = "قال المديـــر اليوم. ﻣﺮﺣﺒﺎ بكم جميعا."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text(json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    return tmp_path


def arlint(*arguments, status=0, **options):
    result = CliRunner().invoke(main, arguments, **options)
    assert result.exit_code == status, result.output
    return result


def test_clean_diff_verify_restore(folder):
    said = arlint("clean", "in", "-o", "out", "--workers", "1").stdout
    assert "2 documents: 2 changed, 0 dropped, 0 set aside" in said
    assert "arlint diff out" in said
    assert "ﻣﺮﺣﺒﺎ" not in (folder / "out/data/a.txt").read_text(encoding="utf-8")
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "audit",
        "data",
        "dropped",
        "manifest.json",
        "rejected",
    ]
    shown = arlint("diff", "out").stdout
    assert "a.txt" in shown
    assert "b.jsonl, record 0" in shown
    assert "⟦ﻣﺮﺣﺒﺎ⟧" in shown
    none = arlint("diff", "out", "--rule", "ZZ")
    assert (none.stdout, none.stderr) == ("", "out: no change by ZZ; there are changes by CH001, CH004\n")
    assert "2 of 2 files come back exactly" in arlint("verify", "out").stdout
    arlint("restore", "out", "-o", "back")
    for name in ("a.txt", "b.jsonl"):
        assert (folder / "back" / name).read_bytes() == (folder / "in" / name).read_bytes()


@pytest.mark.parametrize("shift", range(6))
def test_the_words_beside_a_change_are_cut_at_whole_escapes(folder, shift):
    """In JSON of ASCII a letter is six bytes, and an emoji two escapes: none of them is shown in part."""
    around = "\U0001f680 قالت المدينة مرة أخرى في اليوم \U0001f680 بعد ساعة " * 3
    (folder / "in" / "b.jsonl").write_text(json.dumps({"text": f"{around}Openai {'x' * shift}{around}"}) + "\n")
    arlint("clean", "in", "-o", "out", "--workers", "1")
    (line,) = (line for line in arlint("diff", "out", "--rule", "BR").stdout.splitlines() if "⟦" in line)
    left, right = line.replace("\u2068", "").replace("\u2069", "").strip(" …").split("⟦Openai⟧")
    assert left in around
    assert right in f" {'x' * shift}{around}"
    assert min(len(left), len(right)) > 20


@pytest.mark.usefixtures("folder")
def test_who_stops_a_run_is_told_how_to_go_on_where_one_can(monkeypatch):
    arlint("clean", "in", "-o", "out", "--workers", "1")

    def stopped(*_, **__):
        raise KeyboardInterrupt

    for name in ("run.clean", "restore.verify", "restore.restore"):
        monkeypatch.setattr(f"arlint.corpus.{name}", stopped)
    assert "with --resume" in arlint("clean", "in", "-o", "new", status=130).stderr
    for command in (["clean", "in", "--dry-run"], ["verify", "out"], ["restore", "out", "-o", "back"]):
        assert arlint(*command, status=130).stderr == "\nInterrupted.\n"


def test_what_was_done_is_told_in_arabic_too(folder):
    (folder / "in" / "b.jsonl").write_bytes(b"{\n")
    (folder / "in" / "c.bin").write_bytes(b"\0")
    said = arlint("clean", "in", "-o", "out", "--message-language", "ar", status=1).stdout
    said = re.sub("[\u2066-\u2069]", "", said)
    assert said.startswith("وثيقتان: عُدّل منها 1، وأُسقط 0، وتعذرت قراءة 1\nدخل ")
    assert "\nالتعديلات بحسب القاعدة:\n  1  CH001 presentation-form\n" in said
    assert "\nلم تُقرأ لأن صيغتها غير معروفة: c.bin\n" in said
    assert "\nما تعذرت قراءته، مع موضعه وسببه: out/rejected\n  b.jsonl:1:" in said
    assert said.endswith("\nانظر ما تغير: arlint diff out\nأثبت إمكان الاسترجاع: arlint verify out\n")


@pytest.mark.parametrize("option", [["--dedup", "exact"], ["--dedup-lines", "3"]])
def test_what_must_be_read_twice_and_cannot_leaves_no_folder(folder, option):
    told = arlint("clean", "-", "-o", "out", *option, status=2, input=json.dumps({"text": TEXT})).stderr
    assert "standard input can be read once" in told
    assert not (folder / "out").exists()


@pytest.mark.parametrize("command", [["verify", "out"], ["diff", "out"], ["restore", "out", "-o", "back"]])
def test_the_output_of_an_engine_is_known_as_such(folder, command):
    (folder / "out").mkdir()
    (folder / "out" / "run.json").write_text("{}")
    assert "the output of --engine, which keeps each edit" in arlint(*command, status=2).stderr


def test_an_unreadable_record_is_told_by_status_one(folder):
    (folder / "in" / "b.jsonl").write_bytes(b"{\n")
    assert "out/rejected" in arlint("clean", "in", "-o", "out", status=1).stdout
    assert "b.jsonl:1 (byte 0)" in arlint("clean", "in", "-o", "out2", "--on-error", "fail", status=2).stderr


UNREAD = {
    "a.jsonl": (
        b'{"body": "x"}\n',
        'no field "text"; there are: body; name the one that holds the text',
    ),
    "a.csv": (
        b"id,body\n1,x\n",
        'no column "text"; there are: id, body; name the one that holds the text',
    ),
    "b.csv": ("text;url\nنص;x\n".encode("utf-16"), "the file is UTF-16; clean it alone with --encoding utf-16"),
    "a.txt": ("قال المدير اليوم".encode("cp1256"), "clean it alone with --encoding windows-1256"),
    "b.txt": (b"\xd8\xa7\xd9 x", "clean it alone with --encoding NAME"),
}


@pytest.mark.parametrize("name", UNREAD)
@pytest.mark.parametrize(
    ("options", "status"), [(["-o", "out"], 1), (["--dry-run"], 1), (["-o", "out", "--on-error", "fail"], 2)]
)
def test_what_to_do_where_nothing_could_be_read(folder, name, options, status):
    data, words = UNREAD[name]
    (folder / name).write_bytes(data)
    assert words in arlint("clean", name, *options, status=status).output


def test_one_record_without_the_field_is_told_without_a_remedy(folder):
    (folder / "a.jsonl").write_bytes(b'{"text": "x"}\n{"body": "x"}\n')
    told = arlint("clean", "a.jsonl", "-o", "out", status=1).stdout
    assert "more" not in told
    assert 'a.jsonl:2: no field "text"; there are: body\n' in told


def test_a_file_that_was_cut_off_is_in_no_other_encoding(folder):
    (folder / "a.jsonl").write_bytes('{"text": "نعم"}\n{"text": "نعم"}'.encode()[:-3])
    told = arlint("clean", "a.jsonl", "-o", "out", status=1).stdout
    assert "a.jsonl:2: not UTF-8: byte 0xd9 at byte 14 of the record\n" in told


def test_a_missing_package_leaves_no_folder(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "rensa", None)
    assert "arlint[dedup]" in arlint("clean", "in", "-o", "out", "--dedup", "near", status=2).stderr
    assert not (folder / "out").exists()


def test_mdx_is_markdown(folder):
    text = 'export const a = "Openai"\n\nقالت Openai ذلك.\n'
    (folder / "a.mdx").write_text(text, encoding="utf-8")
    arlint("clean", "a.mdx", "-o", "out")
    assert (folder / "out/data/a.mdx").read_text("utf-8") == text.replace("قالت Openai", "قالت OpenAI")


def test_a_key_that_clean_does_not_use_is_told(folder):
    (folder / "arlint.toml").write_text('[per-file-ignores]\n"*.txt" = ["CH"]\n', encoding="utf-8")
    assert "note: per-file-ignores is for `check`" in arlint("clean", "in", "-o", "out").stderr


def test_how_many_records_more_could_not_be_read_is_told(folder):
    (folder / "a.jsonl").write_bytes(b'{"body": "x"}\n' * 1_200)
    told = arlint("clean", "a.jsonl", "-o", "out", status=1).stdout
    assert "with --text-field\n  and 1,199 more\n" in told


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--ignore", "CH001"], "different: the configuration (ignore). "),
        (["--text-field", "body"], "different: the configuration (text-field). "),
        (["--dedup", "exact", "--profile", "web"], "different: the configuration (corpus), --dedup. "),
        (["--site-lines"], "different: --site-lines. "),
    ],
)
def test_resuming_with_other_options_says_which(options, words):
    arlint("clean", "in", "-o", "out")
    assert words in arlint("clean", "in", "-o", "out", "--resume", *options, status=2).stderr


@pytest.mark.usefixtures("folder")
def test_what_keeps_the_extractor_from_being_imported_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    told = arlint("clean", "in", "-o", "out", "--extract", status=2).stderr
    assert "optional packages (import of trafilatura halted; None in sys.modules): pip install 'arlint[html]'" in told


def test_an_audit_that_is_missing_is_told(folder):
    arlint("clean", "in", "-o", "out")
    (folder / "out/audit/b.jsonl.jsonl.gz").unlink()
    assert "b.jsonl.jsonl.gz: is missing; without it" in arlint("diff", "out", status=2).stderr
    assert "b.jsonl" in arlint("verify", "out", status=1).output


@pytest.mark.usefixtures("folder")
def test_one_text_on_standard_input():
    def clean(*options):
        command = [sys.executable, "-m", "arlint", "clean", "-", "-o", "-", *options]
        return subprocess.run(command, check=False, input=TEXT.encode(), capture_output=True)

    told = clean()
    assert (told.returncode, told.stdout) == (1, b"")
    assert b"standard input is read as JSON Lines: say --format text" in told.stderr
    assert clean("--format", "text").stdout.decode().startswith("قال المدير اليوم.")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["clean", "in"], "-o FOLDER"),
        (["clean", "nowhere", "-o", "out"], "nowhere: there is no such file or folder"),
        (["clean", "in", "-o", "in"], "exists already and isn't empty"),
        (["clean", "in", "-o", "s3://bucket/clean"], "writes to a folder of this machine"),
        (["clean", "in", "-", "-o", "out"], "can't be mixed"),
        (["clean", "in", "-o", "-", "--resume"], "--resume needs an output folder"),
        (["clean", "in", "-o", "out", "--select", "ZZ999"], "ZZ999"),
        (["verify", "in"], "not the output of a finished `arlint clean`"),
    ],
)
def test_a_mistake_is_explained_with_status_two(arguments, words):
    assert words in arlint(*arguments, status=2).stderr


def test_resuming_a_finished_run_says_the_same(folder):
    first = arlint("clean", "in", "-o", "out").stdout
    assert arlint("clean", "in", "-o", "out", "--resume").stdout.splitlines()[0] == first.splitlines()[0]
    (folder / "in" / "a.txt").write_text("other", encoding="utf-8")
    assert "other inputs" in arlint("clean", "in", "-o", "out", "--resume", status=2).stderr


def test_the_output_may_not_stand_in_the_input_folder(folder):
    (folder / "link").symlink_to(folder / "in")
    for output in ("in/out", "in/deep/out", "link/out"):
        said = arlint("clean", "in", "-o", output, status=2).stderr
        assert f"{output}: stands inside in, which is to be cleaned" in said
        assert f"such as {folder / 'in-clean'}" in said
    assert sorted(path.name for path in (folder / "in").iterdir()) == ["a.txt", "b.jsonl"]
    arlint("clean", "in/a.txt", "-o", "in/out")  # a file isn't a folder: nothing finds the output there


def test_small_amounts_are_told_in_small_units(folder):
    said = arlint("clean", "in", "-o", "out").stdout
    assert " B in, " in said
    assert "0.0 MB" not in said + arlint("verify", "out").stdout
    (folder / "in" / "c.txt").write_text("نص عادي. " * 1000, encoding="utf-8")
    assert "15.0 KB in, " in arlint("clean", "in/c.txt", "-o", "out2").stdout


@pytest.mark.usefixtures("folder")
def test_changes_are_told_with_the_names_of_the_rules():
    [line] = [line for line in arlint("clean", "in", "-o", "out").stdout.splitlines() if "CH001" in line]
    assert line.split() == ["2", "CH001", "presentation-form"]


def test_a_dry_run_and_an_export(folder):
    assert "Nothing was written" in arlint("clean", "in", "--dry-run").stdout
    arlint("clean", "in", "-o", "out", "--to", "jsonl")
    assert (folder / "out/export/part-00000.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_a_reader_that_has_had_enough_is_no_error_of_the_disk(folder):
    (folder / "c.jsonl").write_text((json.dumps({"text": TEXT}) + "\n") * 20_000, encoding="utf-8")
    command = [sys.executable, "-m", "arlint", "clean", "c.jsonl", "-o", "-", "--workers", "1", "--select", "CH001"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout.readline().startswith(b'{"text"')
        child.stdout.close()
        said = child.stderr.read()
    assert child.returncode == 1
    assert said == b""


def test_an_export_to_a_full_disk_is_explained(folder, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("arlint.corpus.export.compress", full)
    said = arlint("clean", "in", "-o", "out", "--to", "jsonl", status=2).stderr
    assert "out: No space left on device; what was done is safe: free some space and run the same command with" in said
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    arlint("clean", "in", "-o", "out", "--to", "jsonl", "--resume")
    assert (folder / "out/export/part-00000.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_files_that_the_configuration_excludes_are_left_alone_unless_they_are_named(folder):
    (folder / "arlint.toml").write_text('exclude = ["in/old/", "*.jsonl"]\n', encoding="utf-8")
    (folder / "in" / "old").mkdir()
    (folder / "in" / "old" / "c.txt").write_text(TEXT, encoding="utf-8")
    arlint("clean", "in", "-o", "out", "--workers", "1")
    assert sorted(path.name for path in (folder / "out/data").rglob("*.*")) == ["a.txt"]
    arlint("clean", "in/b.jsonl", "-o", "named", "--workers", "1")
    assert [path.name for path in (folder / "named/data").iterdir()] == ["b.jsonl"]
