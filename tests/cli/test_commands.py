"""What the data cases cannot say: files that come out of one command and go into the next."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
from click import Context
from click.testing import CliRunner, Result

from arlint.cli import main
from arlint.cli.init import TEMPLATE
from arlint.config import Config


def arlint(*args: str) -> Result:
    return CliRunner().invoke(main, args, prog_name="arlint")


def test_a_file_of_the_folder_above_has_its_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "here").mkdir()
    (folder / "here" / "arlint.toml").write_text('ignore = ["CH001"]\n', encoding="utf-8")
    for name in ("here/a.txt", "a.txt"):
        (folder / name).write_text("ﻣﺮﺣﺒﺎ بكم", encoding="utf-8")
    monkeypatch.chdir(folder / "here")
    told = arlint("check", "a.txt", "../a.txt", "--output-format", "concise").stdout
    assert [line.partition(": ")[0] for line in told.splitlines()] == ["../a.txt:1:1"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_explains_itself() -> None:
    for name in main.list_commands(Context(main)):
        assert arlint(name, "--help").exit_code == 0, name


def test_a_new_pack_passes_its_own_test() -> None:
    assert arlint("pack", "new", "my-house").exit_code == 0
    tested = arlint("pack", "test", "my-house.toml")
    assert (tested.exit_code, tested.stdout) == (0, "Every example in my-house.toml is as it should be.\n")


def test_the_template_of_init_speaks_of_every_key_and_is_valid() -> None:
    uncommented = "\n".join(
        line.removeprefix("# ") if "=" in line or "[" in line else "" for line in TEMPLATE.split("\n")
    )
    values = tomllib.loads(uncommented)
    assert values.pop("extend")
    msgspec.convert(values, Config)
    assert set(values) == {field.encode_name for field in msgspec.structs.fields(Config)}


def test_init_writes_what_check_reads() -> None:
    assert arlint("init").exit_code == 0
    assert arlint("config").stdout.startswith("# ")
    assert tomllib.loads(Path("arlint.toml").read_text(encoding="utf-8")) == {}


def test_a_baseline_silences_what_it_recorded() -> None:
    Path("a.txt").write_text("صدر ﺍﻟﻌﺪﺩ اليوم\n", encoding="utf-8")
    assert arlint("baseline", "write", "--select", "CH001").exit_code == 0
    check = ("check", "--select", "CH001", "--baseline", "arlint-baseline.json")
    assert arlint(*check).exit_code == 0
    Path("a.txt").write_text("سطر\n\nصدر ﺍﻟﻌﺪﺩ اليوم\nﺳﻼﻡ\n", encoding="utf-8")
    assert "a.txt:4:1 CH001" in arlint(*check).stdout


def test_what_nobody_expected_is_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def discover(*arguments: object) -> None:  # noqa: ARG001
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("arlint.cli.run.discover", discover)
    result = arlint("check")
    assert result.exit_code == 2
    assert result.stderr.endswith("division by zero\narlint: internal error; please report the lines above\n")


def test_arabic_is_written_whatever_the_locale_says(folder: Path) -> None:
    (folder / "a.txt").write_text("صدر ﺍﻟﻌﺪﺩ", encoding="utf-8")
    command = [sys.executable, "-m", "arlint", "check", "--select", "CH001"]
    done = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"}, check=False)
    assert done.returncode == 1
    assert "⟦ﺍﻟﻌﺪﺩ⟧" in done.stdout.decode()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named_and_the_rest_is_checked(folder: Path) -> None:
    (folder / "a.txt").write_text("a", encoding="utf-8")
    (folder / "b.txt").write_text("صدر ﺍﻟﻌﺪﺩ", encoding="utf-8")
    (folder / "a.txt").chmod(0)
    result = arlint("check", "--select", "CH001")
    (folder / "a.txt").chmod(stat.S_IRUSR)
    assert result.exit_code == 2
    assert "a.txt: cannot be read: permission denied" in result.stderr
    assert "b.txt:1:5" in result.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("mode", [0, stat.S_IRUSR], ids=["nothing", "names only"])
def test_a_folder_without_permission_is_named_and_the_rest_is_checked(folder: Path, mode: int) -> None:
    (folder / "b.txt").write_text("صدر ﺍﻟﻌﺪﺩ", encoding="utf-8")
    (folder / "closed").mkdir()
    (folder / "closed" / "a.txt").write_text("a", encoding="utf-8")
    (folder / "closed").chmod(mode)
    results = [arlint("check", "--select", "CH001"), arlint("check", "closed"), arlint("clean", ".", "-o", "../out")]
    (folder / "closed").chmod(stat.S_IRWXU)
    assert [result.exit_code for result in results] == [2, 2, 2]
    assert all("permission denied" in result.stderr.lower() for result in results)
    assert "b.txt:1:5" in results[0].stdout


def test_an_internal_error_names_file_and_rule_and_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from arlint.engine import RuleError
    from arlint.linter import Linter

    real = Linter.check

    def check(self: Linter, text: str, **rest: object) -> object:
        if "خطأ" in text:
            raise RuleError("XX001", "ValueError: of all things")
        if "انهيار" in text:
            raise ZeroDivisionError("division by zero")
        return real(self, text, **rest)

    monkeypatch.setattr(Linter, "check", check)
    for name, text in {"a.txt": "خطأ", "b.txt": "انهيار", "c.txt": "صدر ﺍﻟﻌﺪﺩ"}.items():
        Path(name).write_text(text, encoding="utf-8")
    result = arlint("check", "--select", "CH001")
    assert result.exit_code == 2
    first, second = result.stderr.splitlines()
    assert first.startswith("arlint: error: a.txt: internal error: rule XX001 failed: ValueError: of all things")
    assert "b.txt: internal error: ZeroDivisionError: division by zero (test_commands.py:" in second
    assert "c.txt:1:5 CH001" in result.stdout


def test_the_server_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    monkeypatch.delitem(sys.modules, "arlint.lsp.server", raising=False)
    result = arlint("server")
    assert result.exit_code == 2
    assert result.stderr == "arlint: error: the language server needs pygls.lsp.server: pip install 'arlint[lsp]'\n"
