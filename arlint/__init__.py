"""arlint: a linter, fixer and corpus cleaner for Arabic text.

>>> import arlint
>>> arlint.fix("محـــمد").text
'محمد'
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from arlint.config import BrandsConfig, Config, ConfigError, CorpusConfig, Gate
    from arlint.config_files import load_config
    from arlint.engine import Fixed, RuleError
    from arlint.linter import Cleaned, Linter
    from arlint.model import Applicability, Applied, Diagnostic, Edit, Fix, Severity
    from arlint.packs.schema import PackError

__version__ = "0.1.0"
__all__ = [
    "Applicability",
    "Applied",
    "BrandsConfig",
    "Cleaned",
    "Config",
    "ConfigError",
    "CorpusConfig",
    "Diagnostic",
    "Edit",
    "Fix",
    "Fixed",
    "Gate",
    "Linter",
    "PackError",
    "RuleError",
    "Severity",
    "check",
    "fix",
    "load_config",
]

#: Where each public name lives. They are imported when first used: `arlint --version` needs none of them.
_HOME = {
    "Applicability": "model",
    "Applied": "model",
    "BrandsConfig": "config",
    "Cleaned": "linter",
    "Config": "config",
    "ConfigError": "config",
    "CorpusConfig": "config",
    "Diagnostic": "model",
    "Edit": "model",
    "Fix": "model",
    "Fixed": "engine",
    "Gate": "config",
    "Linter": "linter",
    "PackError": "packs.schema",
    "RuleError": "engine",
    "Severity": "model",
    "load_config": "config_files",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'arlint' has no attribute {name!r}")
    return getattr(import_module(f"arlint.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


@lru_cache(maxsize=1)
def _default() -> Linter:
    from arlint.linter import Linter

    return Linter()


def check(text: str) -> list[Diagnostic]:
    """The findings of the default rules in a plain text, sorted by place (code points)."""
    return _default().check(text)


def fix(text: str) -> Fixed:
    """A plain text with every safe fix of the default rules applied."""
    return _default().fix(text)
