"""Profiles: gates by name, each a file in `profiles/` that says where its numbers come from."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from math import isnan

import msgspec
from msgspec import Struct

from arlint.config import ConfigError, CorpusConfig, Gate
from arlint.scores.catalogue import SCORES
from arlint.text.suggestions import suggest

NONE = "none"
ALL = "all"


class Profile(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A set of gates: what it is for, where its numbers stand, and the words that its gate `stop-words` counts."""

    title: str
    source: str = ""
    stop_words: tuple[str, ...] = ()
    gates: dict[str, Gate] = {}


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of all profiles, sorted."""
    folder = files("arlint") / "scores" / "profiles"
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


@lru_cache(maxsize=16)
def profile(name: str) -> Profile:
    """The profile of that name; "none" has no gates. ConfigError where there is none such."""
    if name == NONE:
        return Profile("every document is kept")
    if name not in names():
        known = ", ".join([NONE, *names()])
        told = f"[corpus] profile: there is no profile {name!r}{suggest(name, names())}; there are {known}"
        raise ConfigError(told, "corpus.profile")
    text = (files("arlint") / "scores" / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Profile)


def gates(config: CorpusConfig) -> dict[str, Gate]:
    """The gates that a configuration sets: its profile's, and its own, which win. ConfigError for an unknown score.

    A gate of the configuration that gives neither end takes the profile's away.
    """
    found = profile(config.profile).gates | config.gates
    for name, gate in found.items():
        _check_score(name, "gates", f"corpus.gates.{name}")
        ends = [end for end in (gate.min, gate.max) if end is not None]
        if any(isnan(end) for end in ends) or ends != sorted(ends):
            told = f"[corpus] gates: no {name!r} lies between {gate.min} and {gate.max}"
            raise ConfigError(told, f"corpus.gates.{name}")
    return {name: gate for name, gate in found.items() if gate.min is not None or gate.max is not None}


def check(config: CorpusConfig) -> None:
    """Raise ConfigError for an unknown profile or score, or a gate that nothing passes."""
    gates(config)
    for name in config.scores:
        if name != ALL:
            _check_score(name, "scores", "corpus.scores")


def _check_score(name: str, table: str, key: str) -> None:
    if name not in SCORES:
        hint = suggest(name, SCORES) or "; the scores are " + ", ".join(SCORES)
        raise ConfigError(f"[corpus] {table}: there is no score {name!r}{hint}", key)
