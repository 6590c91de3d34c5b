"""What the tests of the checks about characters, encoding and markup share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from arlint import Config, Linter

Fixer = Callable[..., str]


@pytest.fixture(scope="session")
def linter() -> Linter:
    return Linter(Config(select=("EN", "CH", "MK"), preview=True, ignore=("CH022",)))


@pytest.fixture(scope="session")
def fix(linter: Linter) -> Fixer:
    def fixed(text: str, *, kind: str = "plain", unsafe: bool = True) -> str:
        return linter.fix(text, kind=kind, unsafe=unsafe).text

    return fixed
