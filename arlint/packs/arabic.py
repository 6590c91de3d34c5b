"""The Arabic of what packs say in English only: why a rule exists."""

from __future__ import annotations

from functools import lru_cache

from arlint.packs.schema import RuleSpec
from arlint.text import lists

#: The list of the built-in rules' reasons: code, reason.
_LIST = "why-ar.tsv"


def reason(spec: RuleSpec, language: str) -> str:
    """Why `spec` exists, in `language` where that is known and else in English; one paragraph."""
    translated = _arabic().get(spec.code) if language == "ar" else None
    return translated or " ".join(spec.why.split())


@lru_cache(maxsize=1)
def _arabic() -> dict[str, str]:
    return {code: text for code, text in lists.rows(_LIST)}  # noqa: C416  a row of another length is an error
