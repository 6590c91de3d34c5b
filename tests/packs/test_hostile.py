"""Packs and configurations that come with a repository: they hang nothing, read nothing outside of it, run nothing."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from arlint import config_files
from arlint.cli import main
from arlint.config import Config, ConfigError
from arlint.engine import RuleError
from arlint.linter import Linter
from arlint.packs import limits
from arlint.packs.schema import PackError

HEAD = """
[pack]
id = "x"
prefix = "XH"
title = "x"
"""
RULE = """
[[rule]]
code = "{code}"
name = "{code}"
since = "0"
why = "x"
message.en = "{message}"
message.ar = "x"
{keys}
"""


def rule(keys: str, code: str = "XH001", message: str = "x") -> str:
    return RULE.format(code=code, keys=keys, message=message)


def pack(folder: Path, *rules: str) -> Linter:
    path = folder / "house.toml"
    path.write_text(HEAD + "".join(rules), encoding="utf-8")
    return Linter(Config(extend_packs=(str(path),), select=("XH",)))


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a second for each rule: what a hostile pattern needs is years."""
    monkeypatch.setattr(limits, "SECONDS", 0.1)


HOSTILE = (
    "(?:ا+)+(?:ا|ا)+ب",
    "(?:ا|اا)+ب",
    "(?:(?:ا{1,1000}){1,1000}){1,1000}ب",
    "(?:(ا)\\1?)+ب",
    "(?P<x>ا)(?:(?&x)+)+ب",
    "(?R)?ا(?R)?ب",
)
#: What looks as bad, and `regex` is done with it in time.
CLUMSY = {"(?:ا*ا*ا*ا*ا*)*ب": 0, "(?:ابجدهوز){e<=6}": 2}
LONG = "ا" * 3000 + "\n" + "اج" * 1000


def searching(pattern: str) -> str:
    return rule(f"kind = 'pattern'\npattern = '{pattern}'\nchars = 'ا'")


@pytest.mark.parametrize("pattern", HOSTILE)
@pytest.mark.usefixtures("hasty")
def test_a_hostile_pattern_stops_and_is_named(pattern: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="too long") as raised:
        pack(tmp_path, searching(pattern)).check(LONG)
    assert raised.value.code == "XH001"


@pytest.mark.parametrize("pattern", CLUMSY)
def test_a_clumsy_pattern_ends(pattern: str, tmp_path: Path) -> None:
    assert len(pack(tmp_path, searching(pattern)).check(LONG)) == CLUMSY[pattern]


@pytest.mark.usefixtures("hasty")
def test_time_is_for_the_text_and_not_for_each_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linter = pack(tmp_path, rule("kind = 'pattern'\npattern = '(?:ا|اا)+ب'\nchars = 'ا'"))
    ticks = iter(range(10**6))
    monkeypatch.setattr(limits, "thread_time", lambda: next(ticks) * 0.01)
    with pytest.raises(RuleError, match="XH001"):
        linter.check("اب\n" * 100)
    assert next(ticks) < 30


@pytest.mark.usefixtures("hasty")
def test_a_condition_is_stopped_too(tmp_path: Path) -> None:
    linter = pack(tmp_path, rule("kind = 'pattern'\npattern = 'ا'\nunless = '(?:ا|اا)+ب'\nchars = 'ا'"))
    with pytest.raises(RuleError, match=r"XH001.*too long"):
        linter.check("ا" * 300)


def test_a_rule_that_ran_out_of_time_has_less_for_the_next_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "thread_time", lambda: 0.0)
    patience = limits.Patience()
    given = []
    for _ in range(20):
        given.append(patience.begin(0).left())
        patience.lost()
    assert given[0] == limits.SECONDS
    assert sum(given[:7]) < 2 * limits.SECONDS
    assert given[-1] == limits.SECONDS / 64


def test_each_thread_has_a_clock_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(limits, "thread_time", lambda: now[0])
    patience = limits.Patience()
    old = patience.begin(0)
    now[0] = 0.0  # a thread that has just begun
    assert patience.begin(0).left() == limits.SECONDS
    now[0] = 101.0
    assert old.left() == limits.SECONDS - 1


@pytest.mark.usefixtures("hasty")
def test_the_run_goes_on_for_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(tmp_path, rule("kind = 'pattern'\npattern = '(?:ا|اا)+ب'\nchars = 'ا'"))
    (tmp_path / "arlint.toml").write_text('extend-packs = ["house.toml"]\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("ا" * 300, encoding="utf-8")
    (tmp_path / "b.txt").write_text("قال ، ثم\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["check", "."])
    assert done.exit_code == 2
    assert "a.txt" in done.stderr
    assert "XH001" in done.stderr
    assert "internal error" not in done.stderr
    assert "b.txt" in done.stdout


REFUSED = {
    "nested": "kind = 'pattern'\nchars = 'ا'\npattern = '" + "(" * 5000 + "ا" + ")" * 5000 + "'",
    "alternatives": "kind = 'pattern'\nchars = 'ا'\npattern = '" + "|".join(f"ا{n}" for n in range(10_000)) + "'",
    "literals": "kind = 'pattern'\npattern = 'ا'\nliterals = ['" + "{letter}" * 8 + "']",
    "template": "kind = 'line'\nlines = {certain = ['" + " ".join(["{rest}"] * 9) + "']}",
    "count": "kind = 'line'\nlines = {certain = ['كلمة {words:1-99} {words:1-99} {words:1-99}']}",
    "backwards": "kind = 'line'\nlines = {certain = ['كلمة {words:9-2}']}",
    "fix": "kind = 'pattern'\nchars = 'ا'\npattern = 'ا'\nfix = '" + "ا" * 5000 + "'",
    "window": "kind = 'phrase'\nphrases = ['كلمة']\nnear = {words = ['ا'], within = 1000000000}",
    "empty": "kind = 'phrase'\nphrases = ['\u064e']",
    "set": "kind = 'chars'\nchars = '['",
    "group": "kind = 'pattern'\nchars = 'ا'\npattern = '(?<x>ا)(?P=y)'",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_pack_that_asks_for_too_much_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="XH001"):
        pack(tmp_path, rule(REFUSED[name])).check("ا كلمة")


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        ("pattern", "kind = 'pattern'\npattern = '(('"),
        ("unless", "kind = 'pattern'\npattern = 'ا'\nunless = '(('"),
        ("chars", "kind = 'chars'\nchars = '[['"),
        ("before", "kind = 'chars'\nchars = 'ا'\nbefore = '(('"),
        ("after", "kind = 'chars'\nchars = 'ا'\nafter = '(('"),
    ],
)
def test_an_expression_that_is_none_is_told_by_its_key(key: str, keys: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=f"rule XH001, key `{key}`: "):
        pack(tmp_path, rule(keys)).check("ا كلمة")


@pytest.mark.parametrize("cue", [" ", "", "\u064e", "ا "])
def test_a_cue_of_nothing_is_no_error(cue: str, tmp_path: Path) -> None:
    rules = f"kind = 'phrase'\nphrases = ['كلمة']\nnear = {{words = ['{cue}'], within = 2}}"
    assert all(found.code != "AR001" for found in pack(tmp_path, rule(rules)).check("هذه كلمة ا هنا"))


@pytest.mark.parametrize(
    "message", ["{match:>999999999}", "{match.__class__}", "{match[0]}", "{0}", "{match!r:>99999999}", "{"]
)
def test_a_message_is_no_program(message: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="XH001"):
        pack(tmp_path, rule("kind = 'phrase'\nphrases = ['كلمة']", message=message)).check("كلمة")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("kind = 'phrase'\nphrases = ['كلمة']", "{match}, {fix}"),
        ("kind = 'variants'\ntask = 'case'\nrows = [['OpenAI', 'company', '', '']]", "{match}, {fix}"),
        ("kind = 'variants'\ntask = 'slip'\nrows = [['OpenAI', 'company', '', '']]", "{match}, {fix}, {name}"),
        ("kind = 'entity'", "{match}, {fix}, {name}"),
    ],
)
def test_a_message_tells_what_a_finding_has(kind: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=re.escape(f"{{ways}} is none of what a finding of this rule tells: {told}")):
        pack(tmp_path, rule(kind, message="{match} {ways}")).check("كلمة")


def test_fixes_do_not_multiply_a_text(tmp_path: Path) -> None:
    copies = "\\g<0>" * 200
    linter = pack(tmp_path, rule(f"kind = 'pattern'\nchars = 'ا'\npattern = '.+'\nfix = '{copies}'"))
    with pytest.raises(RuleError, match="many times"):
        linter.fix("ا" * 1000)


def test_data_runs_no_code(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="python"):
        pack(tmp_path, rule("kind = 'python'\ncheck = 'os:getcwd'")).check("نص")
    with pytest.raises(PackError, match="question"):
        pack(tmp_path, rule("kind = 'phrase'\nphrases = ['كلمة']\nquestion = 'os:getcwd'")).check("نص")


@pytest.mark.parametrize("name", ["../../secret.tsv", "/etc/passwd", "link.tsv", "../lists/../../secret.tsv"])
def test_a_list_lies_in_its_pack(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.tsv").write_text("when\ttemplate\ncertain\tسر\n", encoding="utf-8")
    own = tmp_path / "own"
    (own / "lists").mkdir(parents=True)
    (own / "lists" / "link.tsv").symlink_to(tmp_path / "secret.tsv")
    with pytest.raises(PackError, match="leads out of"):
        pack(own, rule(f"kind = 'line'\nlist = '{name}'")).check("سر")


def test_a_folder_of_packs_holds_no_links_out_of_it(tmp_path: Path) -> None:
    pack(tmp_path, rule("kind = 'phrase'\nphrases = ['كلمة']"))
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "a.toml").symlink_to(tmp_path / "house.toml")
    with pytest.raises(PackError, match="leads out of"):
        Linter(Config(extend_packs=(str(packs),))).check("نص")
    (packs / "a.toml").unlink()
    (packs / "a.toml").symlink_to("/dev/zero")  # reading it would never end
    with pytest.raises(PackError, match="leads out of"):
        Linter(Config(extend_packs=(str(packs),))).check("نص")


def test_a_pipe_is_no_pack(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.toml")  # opening it would wait for ever
    with pytest.raises(PackError, match="is no file"):
        Linter(Config(extend_packs=(str(tmp_path),))).check("نص")


@pytest.mark.parametrize("repository", [True, False])
@pytest.mark.parametrize(
    "line",
    ['extend-packs = ["{}"]', 'extend = "{}"', 'extend-packs = ["ok.toml", "{}"]'],
    ids=["pack", "extend", "second"],
)
@pytest.mark.parametrize(
    "name", ["../secret.toml", "../../etc/passwd", "/etc/passwd", "link.toml", "folder/secret.toml", "~/x.toml"]
)
def test_a_configuration_reads_only_its_repository(line: str, name: str, tmp_path: Path, *, repository: bool) -> None:
    (tmp_path / "secret.toml").write_text("select = ['BP']\n", encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    if repository:
        (own / ".git").mkdir()
    (own / "link.toml").symlink_to(tmp_path / "secret.toml")
    (own / "folder").symlink_to(tmp_path)
    path = own / "arlint.toml"
    path.write_text(line.format(name), encoding="utf-8")
    with pytest.raises(ConfigError, match="outside of"):
        config_files.load(path)


def test_within_a_repository_configurations_extend_one_another(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "base.toml").write_text("select = ['BP']\n", encoding="utf-8")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "arlint.toml").write_text('extend = "../../base.toml"', encoding="utf-8")
    assert config_files.load(deep / "arlint.toml").config.select == ("BP",)


def test_a_link_for_a_configuration_leads_nowhere_else(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / ".git").mkdir(parents=True)
    (tmp_path / "secret.toml").write_text("", encoding="utf-8")
    (own / "arlint.toml").symlink_to(tmp_path / "secret.toml")
    with pytest.raises(ConfigError, match="outside of"):
        config_files.find(own)


BOMBS = {
    "arrays": "select = " + "[" * 100_000,
    "tables": "brands = " + "{a=" * 50_000,
    "keys": "a." * 200_000 + "b = 1",
    "number": "preview = " + "1" * 5000,
    "date": "preview = 9999-99-99",
    "rule": "rule = 5\nsets = 7\n[pack]\nid = 'x'\nprefix = 'XH'\ntitle = 'x'",
}


@pytest.mark.parametrize("name", BOMBS)
def test_toml_that_nobody_writes_is_an_error(name: str, tmp_path: Path) -> None:
    path = tmp_path / "arlint.toml"
    path.write_text(BOMBS[name], encoding="utf-8")
    with pytest.raises(ConfigError):
        config_files.load(path)
    with pytest.raises(PackError):
        Linter(Config(extend_packs=(str(path),))).check("نص")


def test_a_pack_may_be_large(tmp_path: Path) -> None:
    phrases = ", ".join(f"'كلمة{n}'" for n in range(100_000))
    linter = pack(tmp_path, rule(f"kind = 'phrase'\nphrases = [{phrases}]"))
    assert [one.code for one in linter.check("هذه كلمة4321 هنا")] == ["XH001"]
    many = [rule(f"kind = 'phrase'\nphrases = ['عبارة{n}']", f"XH{n:03}") for n in range(1000)]
    assert [one.code for one in pack(tmp_path, *many).check("هذه عبارة321 هنا")] == ["XH321"]


def test_nothing_is_written_but_what_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARLINT_CACHE_DIR", str(tmp_path / "cache"))
    own = tmp_path / "own"
    own.mkdir()
    pack(own, rule("kind = 'phrase'\nphrases = ['كلمة']"))
    (own / "arlint.toml").write_text('extend-packs = ["house.toml"]\n', encoding="utf-8")
    (own / "a.txt").write_text("كلمة\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.chdir(own)
    CliRunner().invoke(main, ["check", "."])
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path for path in after if after[path] != before.get(path)} == {
        path for path in after if path.is_relative_to(tmp_path / "cache")
    }


@pytest.mark.parametrize("name", ["\\u0000", "a" * 5000, "a/" * 3000, "circle"])
def test_names_that_no_file_has(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path, tmp_path / "lists"):
        folder.mkdir(exist_ok=True)
        (folder / "circle").symlink_to("circle")
    for key in (f'extend = "{name}"', f'extend-packs = ["{name}"]', f'baseline = "{name}"'):
        Path("arlint.toml").write_text(key, encoding="utf-8")
        with pytest.raises(ConfigError, match="cannot be the name of a file"):
            config_files.load(Path("arlint.toml"))
    with pytest.raises(PackError, match="cannot be the name of a file"):
        pack(tmp_path, rule(f'kind = "entity"\nlist = "{name}"')).check("نص")
    assert CliRunner().invoke(main, ["pack", "test", "circle"]).exit_code == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("['OpenAI', 'company', '', '', '', 'أوبناي']", "and no spelling in its script"),
        ("['', 'company', '', 'أوبن', '', 'Opnai']", "and no spelling in its script"),
        ("['', 'company', 'Open']", "has no name"),
        ("[]", "has no name"),
    ],
)
def test_a_name_without_what_its_row_speaks_of(row: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=told):
        pack(tmp_path, rule(f"kind = 'variants'\ntask = 'slip'\nrows = [{row}]")).check("نص")


def test_a_row_without_its_columns(tmp_path: Path) -> None:
    for row in ("[]", "['*']", "['*', '@ai']", "['XH001', 'a']"):
        with pytest.raises(PackError, match="needs a code, a name and what it stands for"):
            pack(tmp_path, rule(f"kind = 'entity'\nrows = [{row}]")).check("نص")


def test_a_fix_that_holds_what_it_replaces_ends(tmp_path: Path) -> None:
    linter = pack(tmp_path, rule("kind = 'phrase'\n[rule.replace]\n'كلمة' = 'كلمة كلمة كلمة كلمة'"))
    text = "هذه كلمة " * 50
    fixed = linter.fix(text)
    assert fixed.text == text
    assert fixed.remaining[0].code == "AR002"
