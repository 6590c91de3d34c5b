"""What goes wrong, told in Arabic to whoever reads arlint in Arabic: wrong options, files and configurations.

Rare messages stay in English.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import click

from arlint.report.visible import visible
from arlint.report.words import embedded

#: What is said in English, as a pattern -> in Arabic; `{}` are the groups, each set apart as a word of its own.
_MESSAGES = {
    r"No such option:? '?([^\s']+)'?[. ]* \(?Did you mean (?:one of: )?(.+)\?\)?": "لا خيار اسمه {}؛ لعلك تقصد {}",
    r"No such option:? '?([^\s']+)'?(?: \(Possible options: .+\))?": "لا خيار اسمه {}",
    r"no command '(.+)' \(did you mean '(.+)'\?\)": "لا أمر اسمه {}؛ لعلك تقصد {}",
    r"no command '(.+)'; the commands are (.+)": "لا أمر اسمه {}؛ الأوامر هي {}",
    r"Missing argument '(.+)'\.": "ينقص {}",
    r"Missing option '(.+)'\.": "ينقص الخيار {}",
    r"Missing command\.": "ينقص الأمر",
    r"Option '?(.+?)'? requires an argument\.": "الخيار {} يحتاج إلى قيمة",
    r"Got unexpected extra arguments? \((.+)\)": "لا معنى هنا لما زاد: {}",
    r"Invalid value for '(.+?)': '(.+)' is not one of (.+)\.": "القيمة {1} لا تصلح للخيار {0}؛ القيم هي {2}",
    r"Invalid value for '(.+?)': (?:Path|File|Directory) '(.+)' does not exist\.": "لا ملف ولا مجلد اسمه {1} ({0})",
    r"Invalid value for '(.+?)': (.+)": "قيمة {} لا تصلح: {}",
    r"--unsafe-fixes says .*": "الخيار {--unsafe-fixes} يحدد ما يُجرى من إصلاح؛ أضف {--fix}، أو {--diff} لتراه أولا",
    r"standard input \(-\) cannot be checked together with files": "لا يُفحص الدخل القياسي ({-}) مع ملفات",
    r"--stdin-filename names .*": "الخيار {--stdin-filename} اسم لما في الدخل القياسي، فلا تذكر معه ملفات",
    r"--diff-base and --diff-stdin both .*": "كلا {--diff-base} و{--diff-stdin} يحدد الأسطر التي تغيرت؛ اختر أحدهما",
    r"--diff-base and --diff-stdin report .*": "لا يجتمع {--diff-base} أو {--diff-stdin} مع {--fix} أو {--diff} أو {-}",
    r"--watch looks at files; .*": "الخيار {--watch} يراقب الملفات، أما الدخل القياسي فيُقرأ مرة واحدة",
    r"no encoding is called '(.+)'; .*": "لا ترميز اسمه {}؛ كثير من الملفات العربية بترميز {windows-1256}",
    r"say where the report goes: .*": "حدد مكان التقرير: {-o FOLDER}",
    r"'(.+)' is no place; .*": "ليس {} موضعا؛ اكتب {FILE:LINE} أو {FILE:LINE:COLUMN}",
    r"say where the clean corpus goes: .*": "حدد مكان النصوص النظيفة: {-o FOLDER} (أو جرّب {--dry-run})",
    r"--shard-size is .*": "الخيار {--shard-size} حجم ما يكتبه {--to}؛ اكتب مثلا {--to jsonl}",
    r"--report reads .*": "الخيار {--report} يقرأ ما كُتب، ولا يكتب {--dry-run} شيئا",
    r"--config and --no-config contradict .*": "الخياران {--config} و{--no-config} متناقضان؛ اختر أحدهما",
    r"(.+) needs an output folder; .*": "الخيار {} يحتاج إلى مجلد للناتج؛ أما {-o -} فيكتب النص وحده",
    r"(.+) exists; name another file.*": "الملف {} موجود؛ سمّ ملفا آخر أو انقله، فقد يكون فيه ما قبلته",
    r"(.+?): (?:cannot be read: )?there is no such file or folder.*": "لا ملف ولا مجلد اسمه {}؛ راجع كتابته",
    r"(.+): cannot be read: permission denied; .*": (
        "لا إذن بقراءة {}؛ غيّر أذونه ({chmod u+rwX})، أو استثنه بالمفتاح {exclude}"
    ),
    r"(.+): is read-only, .*": "الملف {} للقراءة فقط، فتُرك كما هو؛ ليُصلح: {chmod u+w}",
    r"(.+): too large \((.+), the limit is (.+)\); .*": (
        "الملف {} كبير ({}، والحد {})؛ تقرأ المدونات الكبيرة {arlint clean}"
    ),
    r"there is nothing to check: .*": "لا شيء يُفحص: لا ملف نصي هنا، أو كلها مستثناة",
    r"(.+) exists already, and is left as it is": "الملف {} موجود، فتُرك كما هو",
    r"(.+): exists already and isn't empty; choose another name": "في {} ملفات؛ سمّ مجلدا آخر",
    r"(.+): exists already and isn't empty; .* \(or --resume.*": (
        "في {} ملفات؛ سمّ مجلدا آخر، أو أكمل بالخيار {--resume} ما انقطع هناك"
    ),
    r"no rule is called '(.+)' \(did you mean '(.+)'\?\); .*": "لا قاعدة اسمها {}؛ لعلك تقصد {}",
    r"no rule is called '(.+)'; .*": "لا قاعدة اسمها {}؛ تسردها كلها {arlint rules}",
    r"(.+): no rule has the code or name '(.+)' \(did you mean '(.+)'\?\) \(in '(.+)'\); .*": (
        "{0}: لا قاعدة رمزها أو اسمها {1}؛ لعلك تقصد {2} (في {3})"
    ),
    r"(.+): no rule has the code or name '(.+)' \(in '(.+)'\); .*": (
        "{}: لا قاعدة رمزها أو اسمها {} (في {})؛ تسردها كلها {arlint rules}"
    ),
    r"(.+): no list has the name '(.+)' \(did you mean '(.+)'\?\).*": "{}: لا اسم {} في القوائم؛ لعلك تقصد {}",
    r"(.+): no list has the name '(.+)'; .*": "{}: لا اسم {} في القوائم؛ أضفه في {[brands.names]}",
    r"(.+): unknown key '(.+)' \(did you mean '(.+)'\?\)": "{}: لا مفتاح اسمه {}؛ لعلك تقصد {}",
    r"(.+): unknown key '(.+)'; the keys are (.+)": "{}: لا مفتاح اسمه {}؛ المفاتيح هي {}",
    r"(.+): '(.+)': expected .+; write (?:a list|a table|it in quotes): (.+)": (
        "{}: قيمة {} ليست من نوعها؛ اكتبها هكذا: {}"
    ),
    r"(.+): '(.+)': expected .+; write true or false": "{}: قيمة {} إما {true} وإما {false}",
    r"(.+): '(.+)': invalid enum value '(.+)'; allowed are (.+)": "{0}: القيمة {2} لا تصلح للمفتاح {1}؛ القيم هي {3}",
    r"(.+): not valid TOML: (.+)": "{}: ليس TOML صحيحا: {}",
    r"(.+): the configuration cannot be read: (.+)": "لا يمكن قراءة الإعدادات في {}: {}",
    r"(.+): the baseline cannot be read: .*": "لا يمكن قراءة خط الأساس {}؛ يكتبه {arlint baseline write}",
    r"(.+): no such pack; .*": "لا حزمة قواعد في {}؛ سمّ ملف {.toml} أو مجلدا فيه مثله",
}
#: What a line on standard error begins with.
_KINDS = {"error": "خطأ", "warning": "تنبيه"}
_LITERAL = re.compile(r"\{([^{}\d][^{}]*)\}")


class ArabicUsageError(click.ClickException):
    """A mistake on the command line, with its message in Arabic."""

    exit_code = 2

    def __init__(self, message: str, command: str) -> None:
        super().__init__(message)
        self._command = command

    def show(self, file: Any = None) -> None:
        """Write the message, and where help is."""
        del file
        click.echo(embedded(f"خطأ: {self.message}."), err=True)
        click.echo(embedded(f"للمساعدة: {embedded(visible(f'{self._command} --help'))}"), err=True)


def told(error: click.UsageError) -> click.ClickException:
    """`error`, in Arabic where that is the language here and there is a translation."""
    message = translated(error.format_message()) if _is_arabic() else None
    if message is None:
        return error
    return ArabicUsageError(message, error.ctx.command_path if error.ctx else "arlint")


def spoken(kind: str, message: str) -> str:
    """The line for an `error` or a `warning`, a legible message; in Arabic where it is wanted and there is some."""
    arabic = translated(message) if _is_arabic() else None
    return f"arlint: {kind}: {message}" if arabic is None else embedded(f"{_KINDS[kind]}: {arabic}.")


def translated(message: str) -> str | None:
    """A message in Arabic; None where nobody has translated it."""
    for pattern, arabic in _MESSAGES.items():
        if match := re.fullmatch(pattern, message, re.DOTALL):
            groups = [embedded(visible(group or "")) for group in match.groups()]
            return _LITERAL.sub(lambda literal: embedded(literal[1]), arabic).format(*groups)
    return None


def _is_arabic() -> bool:
    """Whether messages are wanted in Arabic: by the option, else the configuration here, else the environment."""
    given = sys.argv[1:]
    for at, word in enumerate(given):
        if word.startswith(("--message-language", "--lang")):
            return word.endswith("=ar") or given[at + 1 : at + 2] == ["ar"]
    from arlint import config_files
    from arlint.cli.language import chosen
    from arlint.config import ConfigError

    try:
        return chosen(None, config_files.load(config_files.find(Path.cwd()))) == "ar"
    except (ConfigError, OSError):
        return (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("ar")
