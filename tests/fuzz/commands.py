"""The door of the command line: any options of any command over files of anyone's, and the caches between two runs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import click
from click.testing import CliRunner

from tests.fuzz.corpora import PAGE, folder, outputs_of
from tests.fuzz.texts import text_of

#: Commands and options that never end, that reach for the network or for other processes.
_LEFT_OUT = {"server", "--watch", "--engine", "--workers", "--help", "--shard-size"}
#: What stands for a value, by what the parameter is about; the first are the likely ones.
_VALUES = {
    "path": (
        "a.md",
        ".",
        "out",
        "c.jsonl",
        "sub",
        "new",
        "gone",
        "-",
        "b.txt",
        "e.html",
        "p.toml",
        "arlint.toml",
        "",
        "out",
    ),
    "place": ("a.md:1", "a.md:1:1", "c.jsonl:1", "sub/d.json:1:9", "b.txt:2", f"a.md:{'9' * 5000}", "a.md:0:0", "a.md"),
    "codes": ("PN", "SP,BR", "BP001", "PI", "AR", "ZZ001", "BR", "XX999", "", ",", "brand"),
    "number": ("1", "2", "5", "1000", "0", "-1", "9" * 30, "x", "nan", "1e999"),
    "encoding": ("windows-1256", "utf-16", "iso-8859-6", "rot13", "undefined", "idna", "latin-1", "UTF8", "", "a b"),
    "name": ("text", "k", "web", "news", "PN001", "BR001", "brand", "HEAD", "", "9" * 30, "-1", "\u202e", "id"),
}


@contextmanager
def _inside(place: Path) -> Iterator[None]:
    before, cache_folder = Path.cwd(), os.environ.get("ARLINT_CACHE_DIR")
    os.chdir(place)
    try:
        yield
    finally:
        os.chdir(before)
        if cache_folder is None:
            os.environ.pop("ARLINT_CACHE_DIR", None)
        else:
            os.environ["ARLINT_CACHE_DIR"] = cache_folder


@cache
def _commands() -> tuple[tuple[tuple[str, ...], click.Command], ...]:
    """Every command, by the words that call it."""
    from arlint.cli import main

    def walk(words: tuple[str, ...], group: click.Group) -> Iterator[tuple[tuple[str, ...], click.Command]]:
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                yield from walk((*words, name), command)
            elif command is not None and name not in _LEFT_OUT:
                yield (*words, name), command

    return tuple(walk((), main))


def _about(parameter: click.Parameter) -> str:
    """Which of `_VALUES` a parameter takes."""
    name = parameter.name or ""
    if isinstance(parameter.type, click.types.IntParamType | click.types.FloatParamType):
        return "number"
    if name == "where":
        return "place"
    if "select" in name or name == "ignore":
        return "codes"
    if isinstance(parameter.type, click.Path) or name in {"inputs", "paths", "output"}:
        return "path"
    return "encoding" if name == "encoding" else "name"


def _value(parameter: click.Parameter, number: int) -> str:
    choices = parameter.type.choices if isinstance(parameter.type, click.Choice) else _VALUES[_about(parameter)]
    return str(choices[number % len(choices)])


def _arguments(data: bytes) -> list[str]:
    """A command with its arguments, and options with values: two bytes each."""
    words, command = _commands()[(data[0] if data else 0) % len(_commands())]
    options = [one for one in command.params if isinstance(one, click.Option) and not _LEFT_OUT & set(one.opts)]
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    found = list(words)
    for which, value in zip(data[1:7:2], data[2:8:2], strict=False):
        if options and which < 0xE0:
            option = options[which % len(options)]
            found.append(option.opts[value % len(option.opts)])
            found += [] if option.is_flag else [_value(option, value)]
    found += [
        _value(argument, data[7 + number] if len(data) > 7 + number else 0) for number, argument in enumerate(arguments)
    ]
    if words[0] == "clean":
        found += ["--workers", "1"]  # no processes of its own
    if words[0] in {"clean", "restore"} and not {"-o", "--output"} & set(found):
        found += ["-o", "new"]
    return found


def _files(place: Path, text: str) -> None:
    texts = text.split("\0")
    (place / "sub").mkdir()
    (place / "a.md").write_text(text, encoding="utf-8")
    (place / "b.txt").write_bytes(text.encode("cp1256", "replace"))
    (place / "c.jsonl").write_text("".join(json.dumps({"text": one}) + "\n" for one in texts), encoding="utf-8")
    (place / "sub/d.json").write_text(json.dumps({"k": texts}), encoding="utf-8")
    (place / "e.html").write_text(PAGE.format(texts[0], texts[-1], texts[0]), encoding="utf-8")
    for name, content in outputs_of("", 0).items():
        (place / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "out" / name).write_bytes(content)
    if text.startswith("["):
        (place / "arlint.toml").write_text(text, encoding="utf-8")


def command(data: bytes) -> None:
    """A command line ends with one of the documented statuses and no traceback."""
    arguments, text = _arguments(data), text_of(data[10:])
    if any("://" in one or ".." in one or one.startswith(("/", "~")) for one in arguments):
        return
    with folder() as place, _inside(place):
        _files(place, text)
        told = _run(arguments, text)
        if data[9:10] >= b"\x80":  # once more, over what the first left
            told += _run(arguments, text)
        assert "Traceback" not in told, (arguments, told[-3000:])
        assert "internal error" not in told, (arguments, told[-3000:])


def _run(arguments: list[str], text: str) -> str:
    from arlint.cli import main

    done = CliRunner().invoke(main, arguments, input=text.encode(), prog_name="arlint")
    assert done.exception is None or isinstance(done.exception, SystemExit), (arguments, done.exc_info)
    assert done.exit_code in {0, 1, 2}, (arguments, done.exit_code)
    return done.stdout_bytes.decode("utf-8") + done.stderr


_SMALL = 100_000
_PACK = """
[pack]
id = "f"
prefix = "ZZ"
title = "f"
[[rule]]
code = "ZZ001"
name = "f"
kind = "phrase"
since = "0"
why = "f"
message.en = "f {match}"
message.ar = "f"
phrases = ["في في"]
fix = "في"
"""


def caches(data: bytes) -> None:
    """What lies in the user's cache folder may be damaged in any way: the answer is the same."""
    with folder() as place, _inside(place):
        (place / "a.md").write_text("ذهب في في البيت\n", encoding="utf-8")
        (place / "p.toml").write_text(_PACK, encoding="utf-8")
        (place / "arlint.toml").write_text('extend-packs = ["p.toml"]\nselect = ["ZZ"]\n', encoding="utf-8")
        for name, content in _kept().items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
        small = sorted(name for name, content in _kept().items() if len(content) < _SMALL)
        name = small[(data[0] if data else 0) % len(small)]
        content = _kept()[name]
        new = data[5:]
        at = int.from_bytes(data[1:4], "big") % (len(content) + 1)
        damaged = new if data[4:5] > b"\xf0" else content[:at] + new + content[at + len(new) :]
        (place / name).write_bytes(damaged)
        os.environ["ARLINT_CACHE_DIR"] = "cache"
        told = _run(["check", "a.md", "--output-format", "concise"], "")
        assert told == _expected(), told


@cache
def _kept() -> dict[str, bytes]:
    """The cache of the small pack, of its findings, and of arlint's own rules, which is the same as the first."""
    with folder() as place, _inside(place):
        (place / "a.md").write_text("ذهب في في البيت\n", encoding="utf-8")
        (place / "p.toml").write_text(_PACK, encoding="utf-8")
        (place / "arlint.toml").write_text('extend-packs = ["p.toml"]\nselect = ["ZZ"]\n', encoding="utf-8")
        os.environ["ARLINT_CACHE_DIR"] = "cache"
        _run(["check", "a.md"], "")
        found = [path for path in place.rglob("cache/**/*") if path.is_file()]
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}


@cache
def _expected() -> str:
    with folder() as place, _inside(place):
        (place / "a.md").write_text("ذهب في في البيت\n", encoding="utf-8")
        (place / "p.toml").write_text(_PACK, encoding="utf-8")
        (place / "arlint.toml").write_text('extend-packs = ["p.toml"]\nselect = ["ZZ"]\n', encoding="utf-8")
        return _run(["check", "a.md", "--no-cache", "--output-format", "concise"], "")
