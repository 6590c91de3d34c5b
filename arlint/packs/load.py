"""Finding and reading packs.

The built-in packs are data at the top of the source tree and are installed inside the package.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import EnumType
from importlib.machinery import PathFinder
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import structs

from arlint.packs import limits
from arlint.packs.content import all_files, pack_files
from arlint.packs.function import Function
from arlint.packs.kinds import AnySpec, Pack
from arlint.packs.pattern import compile_pattern
from arlint.packs.reserved import Reserved
from arlint.packs.schema import Example, PackError, PackHeader
from arlint.text.lists import builtin_root
from arlint.text.suggestions import closest

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENTRY_POINT_GROUP = "arlint.packs"
_MISSING = "{}: no such pack; give a .toml file or a folder of them"


def roots(extend_packs: tuple[str, ...]) -> Iterator[tuple[Traversable, bool]]:
    """Every folder of packs, with whether it may name Python functions.

    Built-in packs and those of installed distributions may; a repository's own files never run code.
    """
    yield builtin_root(), True
    if _may_be_installed():
        from importlib.metadata import entry_points
        from importlib.resources import files

        for point in entry_points(group=ENTRY_POINT_GROUP):
            yield files(point.value) / "rules", True
    for path in extend_packs:
        if not Path(path).exists():
            raise PackError(_MISSING.format(path))
        for file in all_files(Path(path)):
            _require_within(file, Path(path))
        yield Path(path), False


def _require_within(file: Traversable, root: Traversable) -> None:
    """Raise `PackError` where a file of a pack leads out of it, by its name or as a link, or is none.

    A pack is data that one gets from anyone; it may read what it brings along and nothing else.
    """
    top = Path(str(root)) if root.is_dir() else Path(str(root)).parent
    path = Path(str(file))
    try:
        is_within = path == Path(str(root)) or path.resolve().is_relative_to(top.resolve())
        is_none = False
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            is_none = not S_ISREG(path.stat().st_mode)  # `exists` tells nothing of a link to itself
    except (OSError, ValueError, RuntimeError):  # a name that is too long, holds a zero, or is a link to itself
        raise PackError(f"{str(file)[:200]!r} cannot be the name of a file") from None
    if not is_within:
        raise PackError(f"{file}: leads out of {top}, and a pack may read only what is within")
    if is_none:
        raise PackError(f"{file}: is no file")


def _may_be_installed() -> bool:
    """Whether a distribution may have packs: one names the entry point group, or is where only Python can look.

    Asking `importlib.metadata` takes ten times as long as this look at the same files.
    """
    finders = [finder for finder in sys.meta_path if finder is not PathFinder]
    if any(hasattr(finder, "find_distributions") for finder in finders):
        return True
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208  (Paths would take longer than all the rest)
        except NotADirectoryError:  # an archive
            return True
        except OSError:
            continue
        if folder.endswith(".egg") or any(name.endswith(".egg") for name in names):
            return True
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and _names_group(f"{folder or '.'}/{name}/entry_points.txt"):
                return True
    return False


def _names_group(path: str) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    with os.fdopen(descriptor, "rb") as file:
        return ENTRY_POINT_GROUP.encode() in file.read()


def load(root: Traversable, *, trusted: bool) -> list[Pack]:
    """The packs of one folder or file. PackError names file, rule and key of what is wrong."""
    if not root.is_dir() and not root.is_file():
        raise PackError(_MISSING.format(root))
    packs = [_read(file, root, trusted=trusted) for file in pack_files(root)]
    if not packs:
        raise PackError(f"{root}: holds no pack (*.toml)")
    return packs


def parsed(text: str, file: Path) -> Pack:
    """The pack that `text` is, of anyone's, before it is written to `file` or where it was read from there."""
    return _parsed(text, file, file, trusted=False)


def _read(file: Traversable, root: Traversable, *, trusted: bool) -> Pack:
    try:
        text = file.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise PackError(f"{file}: {error}") from error
    return _parsed(text, file, root, trusted=trusted)


def _parsed(text: str, file: Traversable, root: Traversable, *, trusted: bool) -> Pack:
    from arlint.text import toml  # 2 ms that a run with a cache saves

    try:
        data = toml.loads(text)
    except toml.TomlError as error:
        raise PackError(f"{file}: {error}") from error
    folder = root if root.is_dir() else Path(str(root)).parent
    rules, sets = data.get("rule"), data.get("sets")
    for rule in rules if isinstance(rules, list) else ():
        if isinstance(rule, dict) and isinstance(rule.get("list"), str):
            path = folder / "lists" / rule["list"]
            _require_within(path, root)
            rule["rows"] = _rows(path, file, rule.get("code"))
        if isinstance(rule, dict) and rule.get("kind") in ("line", "block"):
            rule["sets"] = _mentioned(rule, sets if isinstance(sets, dict) else {})
    try:
        pack = msgspec.convert(data, Pack)
    except msgspec.ValidationError as error:
        raise PackError(f"{file}: {_explain(str(error), data)}") from error
    for spec in pack.rule:
        _check(spec, pack, file, trusted=trusted)
    return structs.replace(pack, rule=tuple(structs.replace(spec, pack=pack.pack) for spec in pack.rule))


def _mentioned(rule: dict[str, Any], sets: dict[str, Any]) -> dict[str, Any]:
    """The named sets of a pack that the templates of a rule speak of."""
    text = str(rule)
    return {name: values for name, values in sets.items() if f"{{{name}}}" in text or f"{{{name}:" in text}


def _rows(path: Traversable, pack: Traversable, code: str | None) -> list[list[str]]:
    """The rows of a list: tab-separated, `#` comments and blank lines left out, the heading row too.

    A list whose first column is headed `code` serves several rules: each gets its own rows, and those marked `*`.
    """
    if not path.is_file():
        raise PackError(f"{pack}: key `list`: {path} does not exist")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (UnicodeDecodeError, OSError) as error:
        raise PackError(f"{pack}: key `list`: {path}: {error}") from error
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    shared = rows and rows[0][0] == "code"
    return [row for row in rows[1:] if not shared or row[0] in ("*", code)]


def _check(spec: AnySpec, pack: Pack, file: Traversable, *, trusted: bool) -> None:
    where = f"{file}: rule {spec.code}"
    if not re.fullmatch(r"[A-Z]{2}[0-9]{3}", spec.code):
        raise PackError(f"{where}, key `code`: a code is two capital letters and three digits")
    if not spec.code.startswith(pack.pack.prefix):
        raise PackError(f"{where}, key `code`: codes of this pack start with {pack.pack.prefix}")
    if not trusted:
        try:
            limits.check(spec)
            for key in ("pattern", "unless", "before", "after"):
                if isinstance(written := getattr(spec, key, None), str):
                    compile_pattern(spec, key, written)
        except PackError as error:
            raise PackError(f"{file}: {error}") from None
    if isinstance(spec, Function) and not trusted:
        raise PackError(f'{where}, key `kind`: "python" rules may come only from an installed distribution')


def _explain(message: str, data: dict[str, Any]) -> str:
    """Msgspec's message with the rule's code in place of its number, and the key that was probably meant."""
    found = re.search(r"\$\.rule\[(\d+)\](\.\S*)?`", message)
    if found is None:
        reason, _, path = message.partition(" - at ")
        in_header = path.strip("`").startswith("$.pack")
        known = (PackHeader if in_header else Pack).__struct_encode_fields__
        return _reason(reason, known) + (" in [pack]" if in_header else "")
    rule = data["rule"][int(found[1])]
    code = rule.get("code", f"number {int(found[1]) + 1}")
    reason = message.split(" - at ", maxsplit=1)[0]
    place = f", key `{found[2][1:]}`" if found[2] else ""
    if chosen := re.fullmatch(r"Invalid enum value '(.*)'", reason):
        return f"rule {code}{place}: {', '.join(_choices(place))}, not {chosen[1]!r}"
    if found[2] == ".kind":
        kinds = [kind.__struct_config__.tag for kind in AnySpec.__args__ if kind is not Reserved]
        return f"rule {code}{place}: there is no kind {rule['kind']!r}; there are {', '.join(map(str, kinds))}"
    return f"rule {code}{place}: {_reason(reason, [key for keys in _spec_keys() for key in keys])}"


def _reason(reason: str, known: Iterable[str]) -> str:
    """What msgspec found wrong with a table whose keys are `known`, in the words of TOML."""
    if missing := re.search(r"missing required field `([^`]*)`", reason):
        return f"the key `{missing[1]}` is missing"
    if unknown := re.search(r"unknown field `([^`]*)`", reason):
        close = closest(unknown[1], known)
        hint = f" (did you mean `{close}`?)" if close else ""
        return f"unknown key `{unknown[1]}`{hint}"
    return reason


def _choices(place: str) -> list[str]:
    """The values that the last key of `place` may have, where there are only so many."""
    key = re.findall("[a-z]+", place)[-1]
    for kind in (Example, *AnySpec.__args__):
        hint = get_type_hints(kind).get(key)
        inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
        if choices := list(inner) if isinstance(inner, EnumType) else get_args(inner):
            return [f'"{choice}"' for choice in choices if choice]
    return []


def _spec_keys() -> list[tuple[str, ...]]:
    return [kind.__struct_fields__ for kind in AnySpec.__args__]
