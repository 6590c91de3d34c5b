"""Where the configuration is found, and how its layers are laid over one another.

Layers, from the lowest: the defaults; the files that `extend` names, the furthest first; the nearest `arlint.toml`
or `pyproject.toml` with `[tool.arlint]`, from the checked file's folder upwards; the command line.

- What leaves something out, and every key that starts with `extend-`, adds up over the layers.
- `select` starts afresh: it replaces `select` and `extend-select` of the layers below.
- Tables (`brands`, `corpus`) are merged key by key; any other key replaces the value below.
- Paths in `extend`, `extend-packs` and `baseline` are relative to the file that names them, and stay within the
  repository (without one, within the folder one works in); globs are relative to the nearest file's folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Struct

from arlint.config import BrandsConfig, Config, ConfigError, CorpusConfig, Gate
from arlint.text import later
from arlint.text.suggestions import suggest

FILE_NAME = "arlint.toml"
COMMAND_LINE = "command line"

_ADDED_UP = frozenset(
    ("ignore", "exclude", "extend-select", "extend-safe-fixes", "extend-unsafe-fixes", "extend-packs")
)


class Loaded(Struct, frozen=True):
    """A configuration with the folder that its globs are relative to, and where each value came from."""

    config: Config
    root: Path
    path: Path | None
    sources: dict[str, str]


class _Layer(Struct, frozen=True):
    """The values of one file or of the command line, and the text in which to look a key's line up."""

    label: str
    values: dict[str, Any]
    text: str = ""
    prefix: tuple[str, ...] = ()

    def place(self, keys: tuple[str, ...]) -> str:
        line = _line_of(self.text, self.prefix + keys)
        return f"{self.label}:{line}" if line else self.label


def absolute(path: Path) -> Path:
    """`path` from the root and without `..`, so that its parents are the folders above it, and it has one name."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (Path.absolute keeps `..`)


def find(folder: Path) -> Path | None:
    """The nearest configuration file at or above `folder`; None where there is none.

    A `pyproject.toml` counts when it has a table `[tool.arlint]`; beside an `arlint.toml` it is not read.
    """
    return next((found for parent in (folder, *folder.parents) if (found := within(parent))), None)


def within(folder: Path) -> Path | None:
    """The configuration file that stands in `folder` itself; None too where one may not look into it."""
    own = folder / FILE_NAME
    if os.path.isfile(own):  # noqa: PTH113  (Path.is_file raises where the folder may not be searched)
        return _own(own)
    project = folder / "pyproject.toml"
    if os.path.isfile(project) and "arlint" in _tool_tables(project):  # noqa: PTH113
        return _own(project)
    return None


def load(path: Path | None, overrides: Mapping[str, Any] | None = None) -> Loaded:
    """The configuration of the file `path` (None: the defaults) with `overrides` of the command line laid over it.

    Raises `ConfigError` for a file that cannot be read, an unknown key, or a value of the wrong type.
    """
    layers = _file_layers(path) if path else []
    if overrides:
        layers.append(_Layer(COMMAND_LINE, dict(overrides)))
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for layer in layers:
        _check(layer)
        if "select" in layer.values:
            values.pop("extend-select", None)
            sources.pop("extend-select", None)
        _lay_over(values, sources, layer, layer.values)
    root = absolute(path.parent) if path else Path.cwd()
    return Loaded(msgspec.convert(values, Config), root, path, sources)


def load_config(path: str | os.PathLike[str] | None = None) -> Config:
    """The configuration of the file `path`; without one, of the nearest at or above the working folder.

    Raises `ConfigError` for a file that cannot be read, an unknown key, or a value of the wrong type.
    """
    return load(find(Path.cwd()) if path is None else Path(path)).config


def _tool_tables(project: Path) -> dict[str, Any]:
    """The tables under `[tool]` of a `pyproject.toml`; it must be valid TOML only if it speaks of arlint."""
    text = _read(project)
    if "arlint" not in text:
        return {}
    tool = _parse(project, text).get("tool", {})
    if not isinstance(tool, dict) or not isinstance(tool.get("arlint", {}), dict):
        raise ConfigError(f"{_shown(project)}: [tool.arlint] must be a table")
    return tool


def _file_layers(path: Path, above: tuple[Path, ...] = ()) -> list[_Layer]:
    """The layer of `path` and, before it, those of the files that it extends."""
    text = _read(path)
    values = _parse(path, text)
    prefix: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        values, prefix = _tool_tables(path).get("arlint", {}), ("tool", "arlint")
    layer = _Layer(_shown(path), values, text, prefix)
    if isinstance(tool := values.get("tool"), dict) and "arlint" in tool:
        place = layer.place(("tool", "arlint"))
        raise ConfigError(f"{place}: [tool.arlint] is for pyproject.toml; here the keys stand alone")
    top = _project(above[0] if above else path)
    extended = values.pop("extend", None)
    if isinstance(packs := values.get("extend-packs"), list):
        for pack in packs:
            _require_inside(top, path, pack, layer.place(("extend-packs",)))
        values["extend-packs"] = [_beside(path, pack) if isinstance(pack, str) else pack for pack in packs]
    if isinstance(known := values.get("baseline"), str) and known:
        _require_inside(top, path, known, layer.place(("baseline",)))
        values["baseline"] = _beside(path, known)
    if extended is None:
        return [layer]
    if not isinstance(extended, str):
        raise ConfigError(f"{layer.place(('extend',))}: 'extend' must be the path of one file, in quotes")
    _require_inside(top, path, extended, layer.place(("extend",)))
    base = Path(_beside(path, extended)).resolve()
    if base in (path.resolve(), *above):
        raise ConfigError(f"{layer.place(('extend',))}: {extended!r} extends this file in turn; break the circle")
    if not base.is_file():
        raise ConfigError(f"{layer.place(('extend',))}: there is no file {extended!r} (looked for {base})")
    return [*_file_layers(base, (*above, path.resolve())), layer]


def _project(path: Path) -> Path:
    """The folder within which the configuration at `path` may name files, links resolved.

    The repository that it stands in; without one the folder one works in, where that holds it, else its own.
    """
    folder = path.parent.resolve()
    for parent in (folder, *folder.parents):
        if any((parent / sign).exists() for sign in _REPOSITORIES):
            return parent
    here = Path.cwd().resolve()
    return here if folder.is_relative_to(here) else folder


_REPOSITORIES = (".git", ".hg", ".jj", ".svn")


def _own(path: Path) -> Path:
    """`path`, which nobody named; `ConfigError` where it is a link that leads out of its repository."""
    if path.is_symlink():
        _require_inside(_project(path), path, str(path.resolve()), _shown(path))
    return path


def _require_inside(top: Path, path: Path, name: object, place: str) -> None:
    """Raise `ConfigError` where `name`, in the file `path`, leads out of `top`: one gets a repository from anyone."""
    if not isinstance(name, str):
        return
    try:
        file = Path(_beside(path, name)).resolve()
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            file.stat()  # `exists` tells nothing of a link to itself, and since Python 3.13 `resolve` does not either
    except (OSError, ValueError, RuntimeError):  # a name that is too long, holds a zero, or is a link to itself
        raise ConfigError(f"{place}: {name[:200]!r} cannot be the name of a file") from None
    if not file.is_relative_to(top):
        raise ConfigError(
            f"{place}: {name!r} lies outside of {top}, and a configuration may read only what is within; "
            "copy it there, or install it as a distribution"
        )


def _lay_over(
    values: dict[str, Any], sources: dict[str, str], layer: _Layer, added: Mapping[str, Any], *table: str
) -> None:
    """Lay the keys `added` of `layer` over `values`, and note in `sources` where each comes from."""
    for key, value in added.items():
        path = (*table, key)
        name, place = ".".join(path), layer.place(path)
        if isinstance(value, dict):
            _lay_over(values.setdefault(key, {}), sources, layer, value, *path)
        elif key in _ADDED_UP or table == ("per-file-ignores",):
            values[key] = [*values.get(key, ()), *value]
            sources[name] = f"{sources[name]}, {place}" if name in sources else place
        else:
            values[key] = value
            sources[name] = place


_PROBLEM = later.pattern(r"(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?", re.DOTALL)
_UNKNOWN = later.pattern(r"Object contains unknown field `(.*)`")
_WRITTEN = {
    "array": 'a list: ["…", "…"]',
    "object": 'a table: { "…" = … }',
    "str": 'it in quotes: "…"',
    "bool": "true or false",
}
_TABLES: dict[str, type[Struct]] = {
    "$": Config,
    "$.brands": BrandsConfig,
    "$.corpus": CorpusConfig,
    "$.corpus.gates[...]": Gate,
}


def _check(layer: _Layer) -> None:
    """Raise `ConfigError`, with the line, where the values of `layer` do not fit `Config`."""
    try:
        msgspec.convert(layer.values, Config)
    except msgspec.ValidationError as error:
        problem = _PROBLEM.fullmatch(str(error))
        what, path = (problem["what"], problem["path"] or "$") if problem else (str(error), "$")
        keys = tuple(re.findall(r"[a-z][\w-]*", path))
        if unknown := _UNKNOWN.fullmatch(what):
            known = msgspec.structs.fields(_TABLES[path]) if path in _TABLES else ()
            names = sorted([field.encode_name for field in known] + ["extend"] * (path == "$"))
            what = f"unknown key {unknown[1]!r}" + suggest(unknown[1], names)
            if "did you mean" not in what:
                what += "; the keys are " + ", ".join(names)
            keys = (*keys, unknown[1])
        else:
            what = f"{'.'.join(keys)!r}: {what[:1].lower()}{what[1:]}{_allowed(path)}{_written(what)}"
        raise ConfigError(f"{layer.place(keys)}: {what}") from None


def _written(what: str) -> str:
    """How TOML writes a value of the type that `what` says was expected."""
    expected = re.match(r"Expected `(\w+)", what)
    written = _WRITTEN.get(expected[1]) if expected else None
    return f"; write {written}" if written else ""


def _allowed(path: str) -> str:
    """The values that the key at `path` may take, where they can be listed."""
    table, _, key = path.rpartition(".")
    owner = _TABLES.get(table)
    values = get_args(get_type_hints(owner).get(key.replace("-", "_"))) if owner else ()
    literals = [repr(value) for value in values if isinstance(value, str)]
    return f"; allowed are {', '.join(literals)}" if literals else ""


def _line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """The line, from 1, of the TOML `text` that sets the key at `keys`; the nearest line above it if it is not found.

    `tomllib` keeps no lines. Headers and the starts of lines are enough to find a key that stands in no inline table;
    one that does is looked up by its name, from the nearest line above on.
    """
    table: tuple[str, ...] = ()
    outer = None
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if header := re.match(r"\s*\[+([^\]]+)\]+", line):
            table = tuple(part.strip("\"' ") for part in header[1].split("."))
            found = table
        elif assignment := re.match(r"\s*(\"[^\"]*\"|'[^']*'|[\w.-]+)\s*=", line):
            quoted = assignment[1][0] in "\"'"
            own = (assignment[1][1:-1],) if quoted else tuple(assignment[1].split("."))
            found = table + own
        else:
            continue
        if found == keys:
            return number
        if found and found == keys[: len(found)]:
            outer = number
    below = "\n".join(lines[(outer or 1) - 1 :])
    inline = re.search(rf"(?<![\w-]){re.escape(keys[-1])}[\"']?\s*=", below)
    return below.count("\n", 0, inline.start()) + (outer or 1) if inline else outer


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8; save it as such"
        raise ConfigError(f"{_shown(path)}: the configuration cannot be read: {reason}") from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    from arlint.text import toml  # a run without a configuration needs none

    try:
        return toml.loads(text)
    except toml.TomlError as error:
        place = re.search(r" \(at line (\d+), column \d+\)", str(error))
        reason = str(error).replace(place[0], "") if place else str(error)
        raise ConfigError(f"{_shown(path)}{':' + place[1] if place else ''}: not valid TOML: {reason}") from error


def _beside(path: Path, name: str) -> str:
    """The absolute path of `name`, which the file `path` gives relative to its own folder."""
    return os.path.normpath(path.parent.absolute() / Path(name).expanduser())


def _shown(path: Path) -> str:
    """`path` as a person would write it from here."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
