from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arlint.cli import main
from arlint.linter import Linter

WRONG = "صدر \ufe8d\ufedf\ufecc\ufeaa\ufea9\n"


def arlint(*args: str) -> Result:
    return CliRunner().invoke(main, ["check", "--select", "CH001", *args], prog_name="arlint")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "posts").mkdir()
    monkeypatch.chdir(tmp_path / "posts")
    monkeypatch.setenv("ARLINT_CACHE_DIR", str(tmp_path / "cache"))
    Path("a.txt").write_text(WRONG, encoding="utf-8")
    Path("b.jsonl").write_text(json.dumps({"text": WRONG.strip()}) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were really looked at."""
    seen: list[str] = []
    real = Linter.check

    def check(self: Linter, text: str, **rest: object) -> object:
        seen.append(text)
        return real(self, text, **rest)

    monkeypatch.setattr(Linter, "check", check)
    return seen


def test_a_file_is_looked_at_once(checks: list[str]) -> None:
    first, second = arlint(), arlint()
    assert (first.exit_code, first.stdout) == (second.exit_code, second.stdout) == (1, first.stdout)
    assert "2 findings in 2 of 2 files" in first.stdout
    assert len(checks) <= 2


@pytest.mark.parametrize("option", ["--message-language=ar", "--ignore=BR", "--no-cache"])
def test_another_configuration_looks_again(checks: list[str], option: str) -> None:
    arlint("a.txt")
    arlint("a.txt", option)
    assert len(checks) == 2


def test_a_changed_file_is_looked_at_again(checks: list[str]) -> None:
    arlint("a.txt")
    Path("a.txt").write_text("نص\n", encoding="utf-8")
    assert arlint("a.txt").exit_code == 0
    assert len(checks) == 2


def test_a_changed_pack_looks_again(checks: list[str], folder: Path) -> None:
    house = Path(__file__).parent / "house.toml"
    (folder / "house.toml").write_bytes(house.read_bytes())
    (folder / ".git").mkdir(exist_ok=True)  # a configuration reads nothing outside of its repository
    Path("arlint.toml").write_text('extend-packs = ["../house.toml"]\n', encoding="utf-8")
    arlint("a.txt")
    (folder / "house.toml").write_bytes(house.read_bytes() + b"\n# changed\n")
    arlint("a.txt")
    assert len(checks) == 2


def test_fixing_does_not_ask_the_cache() -> None:
    arlint()
    assert arlint("--fix", "a.txt").exit_code == 0
    assert "\ufe8d" not in Path("a.txt").read_text(encoding="utf-8")


def test_the_baseline_is_asked_after_the_cache() -> None:
    arlint("a.txt")
    written = CliRunner().invoke(main, ["baseline", "write", "--select", "CH001", "--file", "../known.json"])
    assert written.exit_code == 0
    assert arlint("--baseline", "../known.json").exit_code == 0
    assert arlint().exit_code == 1


def test_a_damaged_or_forbidden_cache_only_costs_time(folder: Path) -> None:
    before = arlint().stdout
    for place in (folder / "cache" / "check").rglob("*"):
        if place.is_file():
            place.write_bytes(b"\x00")
    assert arlint().stdout == before
    (folder / "file").write_text("", encoding="utf-8")
    os.environ["ARLINT_CACHE_DIR"] = str(folder / "file")
    assert arlint().stdout == before
    os.environ["ARLINT_CACHE_DIR"] = ""
    assert arlint().stdout == before


@pytest.mark.parametrize("where", ["check/*/*", "packs-*.msgpack"])
def test_no_byte_of_the_cache_may_change(folder: Path, where: str) -> None:
    arlint("a.txt")
    before = arlint("a.txt").stdout
    for place in (folder / "cache").glob(where):
        content = place.read_bytes()
        # What a finding says, or a fix writes: it would be read without a word, were it not for the digest.
        changed = content.replace(b"presentation", b"PRESENTATION").replace("العدل".encode(), "الظلم".encode())
        place.write_bytes(changed if changed != content else content[:-1] + bytes([content[-1] ^ 1]))
    assert arlint("a.txt").stdout == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("where", ["check/*/*", "packs-*.msgpack"])
def test_what_another_user_wrote_is_not_believed(folder: Path, where: str) -> None:
    before = arlint("a.txt").stdout
    places = list((folder / "cache").glob(where))
    assert places
    if where.startswith("packs"):
        shutil.rmtree(folder / "cache" / "check")
    for place in places:
        data = place.read_bytes()[16:].replace(b"presentation", b"PRESENTATION")
        place.write_bytes(hashlib.blake2b(data, digest_size=16).digest() + data)
    assert "presentation" not in arlint("a.txt", "--output-format=json").stdout  # what is one's own is believed
    for place in places:
        os.chown(place, 65534, 65534)
    assert arlint("a.txt").stdout == before


@pytest.mark.parametrize("where", ["check/*/*", "packs-*.msgpack"])
def test_a_cache_that_is_a_pipe_is_not_waited_for(folder: Path, where: str) -> None:
    before = arlint("a.txt").stdout
    for place in (folder / "cache").glob(where):
        place.unlink()
        os.mkfifo(place)
    assert arlint("a.txt").stdout == before


def test_what_nobody_asks_for_is_deleted(folder: Path) -> None:
    arlint("a.txt")
    cache = folder / "cache" / "check"
    (old,) = cache.glob("??/*")
    long_ago = time.time() - 40 * 24 * 3600
    os.utime(old, (long_ago, long_ago))
    os.utime(cache / "tidied", (long_ago, long_ago))
    arlint("b.jsonl")
    assert not old.exists()
    assert len(list(cache.glob("??/*"))) == 1
