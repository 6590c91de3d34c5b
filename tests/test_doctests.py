"""Every example in a docstring of the package."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import arlint

MODULES = sorted(m.name for m in pkgutil.walk_packages(arlint.__path__, "arlint.") if not m.name.endswith("__main__"))


@pytest.mark.parametrize("name", ["arlint", *MODULES])
def test_doctests(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
