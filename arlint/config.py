"""The configuration: its keys, and what is asked of them. Where it is found and read: `config_files`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from arlint.text import later
from arlint.text.suggestions import suggest

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


_LANGUAGES = ("en", "ar")
_SCRIPTS = ("keep", "majority", "latin", "arabic")
_SCOPES = ("document", "corpus")


def _require(key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{key} is one of {', '.join(allowed)}, and not {value!r}")


def _require_struct(what: str, value: object, kind: type[Struct]) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"{what} is a {kind.__name__}, and not {type(value).__name__}")


class BrandsConfig(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How names are made consistent.

    `script`: which script a name takes that one document writes in two. `prefer`: name to its preferred spelling.
    `names`: further names, each with its other spellings. `scope`: whether `arlint clean` makes names consistent within
    each document, or within the whole corpus, which it then reads twice.
    """

    script: Literal["keep", "majority", "latin", "arabic"] = "majority"
    prefer: dict[str, str] = {}
    names: dict[str, tuple[str, ...]] = {}
    scope: Literal["document", "corpus"] = "document"

    def __post_init__(self) -> None:
        _require("script", self.script, _SCRIPTS)
        _require("scope", self.scope, _SCOPES)


class Gate(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The range of a score within which a document is kept; both ends belong to it."""

    min: float | None = None
    max: float | None = None


class CorpusConfig(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Which documents `clean` keeps: a profile's gates, and gates by name of score, which win over the profile's.

    `scores` are written for every document though no gate asks for them; "all" are all there are.
    """

    profile: str = "none"
    gates: dict[str, Gate] = {}
    scores: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, gate in self.gates.items():
            _require_struct(f"the gate of {name}", gate, Gate)


class Config(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Everything that a configuration can say. Selectors are rule codes, prefixes of codes, or names of rules.

    An empty `select` means every rule that is on by default. `baseline` is the file of findings that `check` is not to
    report.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    preview: bool = False
    per_file_ignores: dict[str, tuple[str, ...]] = {}
    exclude: tuple[str, ...] = ()
    extend_safe_fixes: tuple[str, ...] = ()
    extend_unsafe_fixes: tuple[str, ...] = ()
    message_language: Literal["en", "ar"] = "en"
    extend_packs: tuple[str, ...] = ()
    text_field: str = "text"
    baseline: str = ""
    brands: BrandsConfig = BrandsConfig()
    corpus: CorpusConfig = CorpusConfig()

    def __post_init__(self) -> None:
        for key in _SEVERAL:
            if isinstance(value := getattr(self, key), str):
                raise TypeError(f"{key} takes several: ({value!r},)")
        _require("message_language", self.message_language, _LANGUAGES)
        _require_struct("brands", self.brands, BrandsConfig)
        _require_struct("corpus", self.corpus, CorpusConfig)


_SEVERAL = ("select", "ignore", "extend_select", "exclude", "extend_safe_fixes", "extend_unsafe_fixes", "extend_packs")


class ConfigError(Exception):
    """A configuration that cannot be used; the message names the place and the remedy.

    `key` is the dotted key at fault where the place is not in the message yet.
    """

    def __init__(self, message: str, key: str = "") -> None:
        super().__init__(message)
        self.key = key


class UnknownSelectorError(ConfigError):
    """A selector that no rule answers to."""


def check_selectors(config: Config, rules: Iterable[tuple[str, str]]) -> None:
    """Raise `UnknownSelectorError` for a selector that fits none of `rules`, pairs of code and name."""
    keys = ("select", "ignore", "extend-select", "extend-safe-fixes", "extend-unsafe-fixes")
    lists = [(key, getattr(config, key.replace("-", "_"))) for key in keys]
    lists += [("per-file-ignores", selectors) for selectors in config.per_file_ignores.values()]
    if not any(selectors for _, selectors in lists):
        return
    known = list(rules)
    codes = {code[:length] for code, _ in known for length in range(1, len(code) + 1)}
    names = {name for _, name in known}
    for key, selectors in lists:
        for selector in selectors:
            if selector not in codes and selector not in names:
                candidates = sorted({code for code, _ in known} | {code[:2] for code, _ in known} | names)
                hint = suggest(selector, candidates)
                raise UnknownSelectorError(f"no rule has the code or name {selector!r}{hint} (in {key!r})", key)


def per_file_ignores(config: Config, path: str) -> tuple[str, ...]:
    """The selectors that `per-file-ignores` silences in `path`, a POSIX path relative to the configuration's folder.

    Raises `ConfigError` for a glob that takes too long.
    """
    return tuple(
        selector
        for pattern, selectors in config.per_file_ignores.items()
        if matches((pattern,), path)
        for selector in selectors
    )


def matches(patterns: tuple[str, ...], path: str) -> bool:
    """Whether the globs `patterns`, written as in a `.gitignore`, take `path`. Raises `ConfigError`."""
    from arlint.text.globs import GlobError

    try:
        return _compiled(patterns).match_file(path)
    except GlobError as error:
        raise ConfigError(str(error)) from error


#: In a glob it takes the meaning from a sign, and no letter has one: it was meant to part folders.
_BACKSLASH = later.pattern(r"\\(?:[^\W_]|\*\*)")


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from arlint.text.globs import compiled

    # git has no `./`, and such a glob would match nothing: it is anchored to the folder, as a shell's paths are.
    return compiled("/" + glob[2:] if glob.startswith("./") else glob for glob in patterns)


def check_globs(config: Config) -> None:
    """Raise `ConfigError` for what is no glob in a key that takes some."""
    for key, globs in (("exclude", config.exclude), ("per-file-ignores", tuple(config.per_file_ignores))):
        if not globs:
            continue
        if wrong := next((glob for glob in globs if _BACKSLASH.search(glob)), None):
            raise ConfigError(f"{wrong!r} is no glob: write / between folders (in {key!r})", key)
        from arlint.text.globs import GlobError

        try:
            _compiled(globs)
        except GlobError as error:
            raise ConfigError(f"{error} (in {key!r})", key) from error
