"""The command line, as data: `cases/*.toml` say what is typed, what lies in the folder, and what must come of it.

A case runs in a folder of its own that holds `house.toml` and, unless it brings one, an `arlint.toml` that uses it.
`files` and `after` map names to contents; `bytes` and `after-bytes` the same in hexadecimal. `stdout` and `stderr` are
exact; `stdout-has`, `stderr-has` and `stdout-lacks` list parts. What a case leaves out is not looked at, but an
unexpected traceback always fails. `xfail` says why a case is known to fail; when it passes, that is an error.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec import Struct, convert

from arlint.cli import main

HERE = Path(__file__).parent
CONFIG = 'extend-packs = ["house.toml"]\nselect = ["XH", "AR"]\n'


class Case(Struct, forbid_unknown_fields=True, rename="kebab"):
    name: str
    args: list[str]
    status: int = 0
    stdin: str = ""
    files: dict[str, str] = {}
    bytes: dict[str, str] = {}
    stdout: str | None = None
    stderr: str | None = None
    stdout_has: list[str] = []
    stdout_lacks: list[str] = []
    stderr_has: list[str] = []
    after: dict[str, str] = {}
    after_bytes: dict[str, str] = {}
    absent: list[str] = []
    xfail: str = ""


def cases() -> list:
    return [
        pytest.param(
            convert(case, Case),
            id=f"{path.stem}: {case['name']}",
            marks=[pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else [],
        )
        for path in sorted(HERE.glob("cases/*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(HERE / "house.toml", tmp_path)
    contents = {"arlint.toml": CONFIG.encode()}
    contents |= {name: text.encode() for name, text in case.files.items()}
    contents |= {name: bytes.fromhex(text) for name, text in case.bytes.items()}
    for name, data in contents.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    result = CliRunner().invoke(main, case.args, input=case.stdin.encode(), prog_name="arlint")

    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    shown = f"stdout:\n{result.stdout}\nstderr:\n{result.stderr}"
    assert result.exit_code == case.status, shown
    assert case.stdout is None or result.stdout_bytes == case.stdout.encode(), shown
    assert case.stderr is None or result.stderr == case.stderr, shown
    for part in case.stdout_has:
        assert part in result.stdout, shown
    for part in case.stdout_lacks:
        assert part not in result.stdout, shown
    for part in case.stderr_has:
        assert part in result.stderr, shown
    after = {name: text.encode() for name, text in case.after.items()}
    after |= {name: bytes.fromhex(text) for name, text in case.after_bytes.items()}
    for name, data in after.items():
        assert (tmp_path / name).read_bytes() == data, name
    for name in case.absent:
        assert not (tmp_path / name).exists(), name
