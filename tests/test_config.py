from __future__ import annotations

from pathlib import Path

import pytest

import arlint
from arlint.config import (
    Config,
    ConfigError,
    Gate,
    UnknownSelectorError,
    check_globs,
    check_selectors,
    per_file_ignores,
)
from arlint.config_files import find, load

RULES = [("BP001", "comment-form"), ("BP002", "back-to-top"), ("BR001", "latin-case")]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_gives_the_defaults() -> None:
    loaded = load(None)
    assert (loaded.config, loaded.sources) == (Config(), {})


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    top = write(tmp_path / "arlint.toml", "")
    project = write(tmp_path / "a" / "pyproject.toml", "[tool.arlint]\n")
    write(tmp_path / "a" / "b" / "pyproject.toml", "[tool.black]\n# not arlint's\n")
    assert find(tmp_path / "a" / "b" / "c") == project
    assert find(tmp_path / "x") == top


def test_a_program_reads_the_configuration_that_the_command_line_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "arlint.toml", '[brands]\nnames = { "Hsoub" = ["هسوب"] }\n')
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    assert arlint.load_config() == arlint.load_config(str(file)) == load(file).config
    assert arlint.load_config().brands.names == {"Hsoub": ("هسوب",)}
    with pytest.raises(ConfigError, match=r"no\.toml"):
        arlint.load_config("no.toml")


def test_arlint_toml_wins_over_pyproject(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.arlint]\n")
    assert find(tmp_path) != write(tmp_path / "arlint.toml", "") / "x"
    assert find(tmp_path) == tmp_path / "arlint.toml"


def test_a_broken_pyproject_that_does_not_speak_of_arlint_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.black\n")
    assert find(tmp_path / "a") != tmp_path / "pyproject.toml"


def test_layers_of_files_and_command_line(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(
        tmp_path / "base.toml",
        """
        select = ["BP"]
        extend-select = ["PN"]
        ignore = ["BP002"]
        message-language = "ar"
        [per-file-ignores]
        "*.md" = ["MK"]
        [brands]
        script = "latin"
        prefer = { a = "b" }
        """,
    )
    top = write(
        tmp_path / "sub" / "arlint.toml",
        """
        extend = "../base.toml"
        ignore = ["CH"]
        extend-select = ["RP"]
        [per-file-ignores]
        "*.md" = ["SP"]
        [brands]
        prefer = { c = "d" }
        """,
    )
    config = load(top, {"ignore": ["EN"], "preview": True}).config
    assert config.select == ("BP",)
    assert config.extend_select == ("PN", "RP")
    assert config.ignore == ("BP002", "CH", "EN")
    assert config.per_file_ignores == {"*.md": ("MK", "SP")}
    assert (config.brands.script, config.brands.prefer) == ("latin", {"a": "b", "c": "d"})
    assert (config.message_language, config.preview) == ("ar", True)


def test_select_starts_afresh(tmp_path: Path) -> None:
    path = write(tmp_path / "arlint.toml", 'select = ["BP"]\nextend-select = ["PN"]\n')
    config = load(path, {"select": ["BR"]}).config
    assert (config.select, config.extend_select) == (("BR",), ())


def test_paths_are_relative_to_the_file_that_names_them(tmp_path: Path) -> None:
    write(tmp_path / "base.toml", 'extend-packs = ["packs/a.toml"]')
    (tmp_path / ".git").mkdir()
    absolute = str(tmp_path / "c.toml")
    path = write(
        tmp_path / "sub" / "arlint.toml", f'extend = "../base.toml"\nextend-packs = ["./b.toml", "{absolute}"]'
    )
    expected = (str(tmp_path / "packs" / "a.toml"), str(tmp_path / "sub" / "b.toml"), absolute)
    assert load(path).config.extend_packs == expected


def test_sources_name_files_and_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "pyproject.toml", '[tool.arlint]\npreview = true\n[tool.arlint.brands]\nscript = "keep"\n')
    sources = load(path, {"select": ["BP"]}).sources
    assert sources == {
        "preview": "pyproject.toml:2",
        "brands.script": "pyproject.toml:4",
        "select": "command line",
    }


def test_gates(tmp_path: Path) -> None:
    path = write(tmp_path / "arlint.toml", "[corpus]\ngates = { words = { min = 20 } }\n")
    assert load(path).config.corpus.gates == {"words": Gate(min=20)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = 1", "arlint.toml:1: unknown key 'a'; the keys are "),
        ("\nextend_select = ['a']", "arlint.toml:2: unknown key 'extend_select' (did you mean 'extend-select'?)"),
        ("[corpus]\nprofil = 'web'", "arlint.toml:2: unknown key 'profil' (did you mean 'profile'?)"),
        ("[corpus.gates]\nwords = { mni = 3 }", "arlint.toml:2: unknown key 'mni' (did you mean 'min'?)"),
        ("[brands]\nscript = 'greek'", "allowed are 'keep', 'majority', 'latin', 'arabic'"),
        ("select = [1]", "arlint.toml:1: 'select': expected `str`, got `int`"),
        ("extend = 5", "arlint.toml:1: 'extend' must be the path of one file"),
        ("\nextend = 'nope.toml'", "arlint.toml:2: there is no file 'nope.toml'"),
        ("extend = 'arlint.toml'", "extends this file in turn"),
        ("a = 1\na = 2", "not valid TOML"),
        ("extend-packs = [1]", "'extend-packs': expected `str`"),
    ],
)
def test_mistakes_are_told_with_their_place(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path / "arlint.toml", text)
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert message in str(caught.value)


def test_an_extended_file_that_is_wrong_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "base.toml", "\n\nslect = []")
    path = write(tmp_path / "arlint.toml", 'extend = "base.toml"')
    with pytest.raises(ConfigError, match=r"base\.toml:3: unknown key 'slect'"):
        load(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the configuration cannot be read"):
        load(tmp_path / "nope.toml")


@pytest.mark.parametrize("selector", ["B", "BP", "BP0", "BP001", "back-to-top"])
def test_selectors_may_be_codes_prefixes_and_names(selector: str) -> None:
    check_selectors(Config(select=(selector,), ignore=(selector,)), RULES)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (Config(select=("BPP",)), "'BPP' (did you mean 'BP'?) (in 'select')"),
        (Config(extend_safe_fixes=("back-to-the-top",)), "(did you mean 'back-to-top'?) (in 'extend-safe-fixes')"),
        (Config(per_file_ignores={"*": ("bp001",)}), "(did you mean 'BP001'?) (in 'per-file-ignores')"),
        (Config(ignore=("QQ999",)), "no rule has the code or name 'QQ999' (in 'ignore')"),
    ],
)
def test_unknown_selectors(config: Config, message: str) -> None:
    with pytest.raises(UnknownSelectorError) as caught:
        check_selectors(config, RULES)
    assert message in str(caught.value)


def test_per_file_ignores_are_globs() -> None:
    config = Config(per_file_ignores={"drafts/": ("BP",), "*.md": ("MK", "SP")})
    assert per_file_ignores(config, "a/drafts/x.md") == ("BP", "MK", "SP")
    assert per_file_ignores(config, "a/x.txt") == ()


@pytest.mark.parametrize("glob", ["drafts\\posts", "drafts\\**"])
def test_a_backslash_between_folders_is_told(glob: str) -> None:
    for config in (Config(exclude=(glob,)), Config(per_file_ignores={glob: ("BP",)})):
        with pytest.raises(ConfigError, match="write / between folders"):
            check_globs(config)
    check_globs(Config(exclude=("a\\*.md", "\\#b", "c\\ d")))


def test_a_glob_may_begin_as_paths_in_a_shell_do() -> None:
    config = Config(per_file_ignores={"./a.md": ("BP",)})
    assert per_file_ignores(config, "a.md") == ("BP",)
    assert per_file_ignores(config, "b/a.md") == ()
