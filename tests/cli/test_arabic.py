"""Mistakes on the command line in the language of the one who made them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from arlint.cli import arabic

CLI = Path(arabic.__file__).parent


def arlint(folder: Path, *args: str, lang: str = "C.UTF-8") -> tuple[int, str]:
    environment = {"PATH": "", "LANG": lang, "ARLINT_CACHE_DIR": "", "PYTHONPATH": str(CLI.parents[1])}
    command = [sys.executable, "-m", "arlint", *args]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode, re.sub("[\u2066-\u2069]", "", done.stderr.decode())


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["check", "--nope"], "خطأ: لا خيار اسمه --nope"),
        (["chek"], "خطأ: لا أمر اسمه chek؛ لعلك تقصد check."),
        (["rule", "A", "B"], "خطأ: لا معنى هنا لما زاد: B."),
        (["clean"], "خطأ: ينقص INPUT…."),
        (["check", "--output-format", "x"], "خطأ: القيمة x لا تصلح للخيار --output-format"),
        (
            ["check", "--unsafe-fixes"],
            "خطأ: الخيار --unsafe-fixes يحدد ما يُجرى من إصلاح؛ أضف --fix، أو --diff لتراه أولا.",
        ),
        (["check", "--encoding", "x", "."], "خطأ: لا ترميز اسمه x؛"),
        (["explain", "x"], "خطأ: ليس x موضعا؛"),
    ],
)
def test_arabic(args: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "arlint.toml").write_text('message-language = "ar"\n', encoding="utf-8")
    status, shown = arlint(tmp_path, *args)
    assert (status, shown.startswith(said)) == (2, True), shown
    assert re.search(r"\nللمساعدة: .*arlint.* --help\n$", shown)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["check", "a.md"], "خطأ: لا ملف ولا مجلد اسمه a.md؛ راجع كتابته."),
        (["clean", "a.md", "-o", "out"], "خطأ: لا ملف ولا مجلد اسمه a.md؛ راجع كتابته."),
        (["check", "d"], "تنبيه: لا شيء يُفحص: لا ملف نصي هنا، أو كلها مستثناة."),
        (["init"], "خطأ: الملف arlint.toml موجود، فتُرك كما هو."),
        (["clean", "b", "-o", "c"], "خطأ: في c ملفات؛ سمّ مجلدا آخر."),
        (["rule", "BR01"], "خطأ: لا قاعدة اسمها BR01؛ لعلك تقصد BR001."),
        (["check", "--ignore", "XX"], "خطأ: command line: لا قاعدة رمزها أو اسمها XX (في ignore)؛"),
        (["check", "--ignore", "br"], "خطأ: command line: لا قاعدة رمزها أو اسمها br؛ لعلك تقصد BR (في ignore)."),
        (["check", "--baseline", "no.json"], "خطأ: لا يمكن قراءة خط الأساس no.json؛ يكتبه arlint baseline write."),
        (["pack", "test", "no"], "خطأ: لا حزمة قواعد في no؛ سمّ ملف .toml أو مجلدا فيه مثله."),
    ],
)
def test_what_cannot_be_read_or_used(args: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "arlint.toml").write_text('message-language = "ar"\n', encoding="utf-8")
    (tmp_path / "d").mkdir()
    for name in "bc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text("", encoding="utf-8")
    assert arlint(tmp_path, *args)[1].startswith(said)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('ingore = ["BR"]', "خطأ: arlint.toml:1: لا مفتاح اسمه ingore؛ لعلك تقصد ignore."),
        ('xyzzy = ["BR"]', "خطأ: arlint.toml:1: لا مفتاح اسمه xyzzy؛ المفاتيح هي baseline, "),
        ('ignore = "BR"', 'خطأ: arlint.toml:1: قيمة ignore ليست من نوعها؛ اكتبها هكذا: ["…", "…"].'),
        ('preview = "yes"', "خطأ: arlint.toml:1: قيمة preview إما true وإما false."),
        ("ignore = [BR]", "خطأ: arlint.toml:1: ليس TOML صحيحا: Invalid value."),
        (
            'message-language = "fr"',
            "خطأ: arlint.toml:1: القيمة fr لا تصلح للمفتاح message-language؛ القيم هي 'en', 'ar'.",
        ),
    ],
)
def test_what_is_wrong_in_the_configuration(written: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "arlint.toml").write_text(written, encoding="utf-8")
    assert arlint(tmp_path, "check", lang="ar_EG.UTF-8")[1].startswith(said)


def test_the_option_and_the_environment_say_so_too(tmp_path: Path) -> None:
    assert arlint(tmp_path, "check", "--message-language", "ar", "--nope")[1].startswith("خطأ")
    assert arlint(tmp_path, "check", "--message-language=ar", "--nope")[1].startswith("خطأ")
    assert arlint(tmp_path, "check", "--nope", lang="ar_EG.UTF-8")[1].startswith("خطأ")
    assert arlint(tmp_path, "check", "--nope")[1].startswith("Usage:")
    assert arlint(tmp_path, "check", "--message-language", "en", "--nope", lang="ar_EG.UTF-8")[1].startswith("Usage:")


def test_a_broken_configuration_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "arlint.toml").write_text("nonsense\n", encoding="utf-8")
    assert arlint(tmp_path, "check", "--nope")[0] == 2


def test_every_message_of_our_own_check_command_is_translated() -> None:
    tree = ast.parse((CLI / "check.py").read_text(encoding="utf-8"))
    messages = [
        "".join(part.value if isinstance(part, ast.Constant) else "'x'" for part in getattr(one, "values", [one]))
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "UsageError"
        for one in call.args
    ]
    assert len(messages) >= 5
    assert [message for message in messages if arabic.translated(message) is None] == []
