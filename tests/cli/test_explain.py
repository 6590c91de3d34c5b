from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arlint.cli import main
from arlint.packs.entities import judgement
from arlint.report.words import cue

TEXT = "سطر سليم.\nصدر \ufe8d\ufedf\ufecc\ufeaa\ufea9 اليوم.\n"


def arlint(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="arlint")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("where", ["a.txt:2", "a.txt:2:5", "a.txt:2:9", "a.txt:2:5:"])
def test_a_finding_is_explained(where: str) -> None:
    result = arlint("explain", where)
    assert result.exit_code == 0, result.output
    for part in ("a.txt:2:5 CH001", "safe fix", "Why", "Found (between ⟦ ⟧)", '"drafts/**" = ["CH001"]'):
        assert part in result.stdout


def test_a_rule_is_told_of_once_with_a_few_examples() -> None:
    Path("a.txt").write_text(
        "صدر \ufe8d\ufedf\ufecc\ufeaa\ufea9 في \ufe8d\ufedf\ufecc\ufeaa\ufea9 اليوم.\n", encoding="utf-8"
    )
    told = arlint("explain", "a.txt:1", "--select", "CH001").stdout
    assert (told.count("a.txt:1:"), told.count("Why"), told.count("→")) == (2, 1, 2)
    assert "\nAll examples: arlint rule CH001\n" in told
    assert "All examples" not in arlint("rule", "CH001").stdout


def test_cues_are_told() -> None:
    text = (
        "ارتفع الطلب على رقائق منظمة العفو الدولية في مراكز البيانات، وقالت إنفيديا إنها ستبني نماذج تعلم آلي جديدة.\n"
    )
    Path("a.txt").write_text(text, encoding="utf-8")
    result = arlint("explain", "a.txt:1", "--select", "NE")
    assert "NE001" in result.stdout
    assert "Decided by: " in result.stdout


def test_no_cue_is_told_in_english_to_whoever_reads_arabic() -> None:
    source = Path(judgement.__file__).read_text(encoding="utf-8")
    notes = re.findall(r'Note\([^"]*"\w+", [^"]+, f?"([^"{]+)', source)
    assert len(notes) > 10
    assert [note for note in notes if re.search("[a-z]", cue(f"+1 {note.strip()}", "ar"))] == []


@pytest.mark.parametrize("where", ["a.txt:1", "a.txt:2:1", "a.txt:99"])
def test_where_nothing_is_the_nearest_is_told(where: str) -> None:
    result = arlint("explain", where)
    assert result.exit_code == 0
    assert "Nothing is reported there" in result.stdout
    assert "The nearest finding:\n  a.txt:2:5 CH001" in result.stdout
    assert "Rules that are off" not in result.stdout  # CH001 is on, at another place of the line


def test_rules_that_are_off_are_told() -> None:
    result = arlint("explain", "a.txt:2", "--ignore", "CH001")
    assert "Rules that are off here:\n  a.txt:2:5 CH001" in result.stdout


def test_a_broken_record_hides_no_other() -> None:
    Path("a.jsonl").write_text("{bad\n" + json.dumps({"text": TEXT}), encoding="utf-8")
    assert "CH001" in arlint("explain", "a.jsonl:2").stdout
    broken = arlint("explain", "a.jsonl:1")
    assert (broken.exit_code, "a.jsonl:1: not a JSON record" in broken.stderr) == (2, True)


def test_a_record_is_found_by_its_line() -> None:
    records = [json.dumps({"text": text}) for text in TEXT.splitlines()]
    Path("a.jsonl").write_text("\n".join(records), encoding="utf-8")
    assert "a.jsonl:2 (record 1, text:1:5) CH001" in arlint("explain", "a.jsonl:2:1").stdout


@pytest.mark.parametrize(
    ("args", "env", "config", "arabic"),
    [
        ([], {}, "", False),
        ([], {"LANG": "ar_SA.UTF-8"}, "", True),
        ([], {"LANG": "ar_SA.UTF-8", "LC_ALL": "C"}, "", False),
        ([], {"LANG": "ar_SA.UTF-8"}, 'message-language = "en"', False),
        ([], {}, 'message-language = "ar"', True),
        (["--lang", "en"], {"LANG": "ar"}, 'message-language = "ar"', False),
        (["--lang", "ar"], {}, "", True),
    ],
)
@pytest.mark.parametrize("command", [("explain", "a.txt:2"), ("rule", "CH001"), ("explain", "a.txt:1")])
def test_the_language(
    args: list[str], env: dict[str, str], config: str, arabic: bool, command: tuple[str, str]
) -> None:
    Path("arlint.toml").write_text(config, encoding="utf-8")
    result = CliRunner(env=env).invoke(main, [*command, *args], prog_name="arlint")
    assert result.exit_code == 0, result.output
    assert (("لماذا؟" in result.stdout) or ("لا ملاحظات هناك" in result.stdout)) == arabic


@pytest.mark.parametrize(
    ("where", "message"),
    [("a.txt", "is no place; write FILE:LINE"), ("b.txt:1", "b.txt: cannot be read"), ("latin.txt:1", "--encoding")],
)
def test_what_cannot_be(where: str, message: str) -> None:
    Path("latin.txt").write_bytes("نص".encode("windows-1256"))
    result = arlint("explain", where)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize(
    ("name", "comment"), [("a.txt", ""), ("a.md", "<!-- arlint: ignore"), ("a.rst", ".. arlint: ignore")]
)
def test_silencing_is_told_as_the_file_has_it(name: str, comment: str) -> None:
    Path(name).write_text(TEXT, encoding="utf-8")
    result = arlint("explain", f"{name}:2")
    assert ("arlint: ignore[" in result.stdout) == bool(comment)
    assert comment in result.stdout
