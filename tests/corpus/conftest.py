"""A stand-in for the linter, so that these tests are about the corpus tools and not about rules."""

from __future__ import annotations

import re
from typing import Any

import pytest

from arlint.linter import Cleaned
from arlint.model import Applied


class StandIn:
    """Deletes `[x]`, writes `é\\n"` for `[q]`, and drops texts with `DROP`."""

    fingerprint = "stand-in"

    def prepare(self) -> None:
        pass

    def clean_text(self, text: str, *, kind: str = "plain", meta: dict[str, Any] | None = None) -> Cleaned:
        del meta, kind
        if "DROP" in text:
            return Cleaned(text, "DQ001 too short", (), {"words": 1.0})
        edits = tuple(
            Applied(match.start(), match.end(), "" if match[0] == "[x]" else 'é\n"', ("BP001",))
            for match in re.finditer(r"\[[xq]\]", text)
        )
        clean = re.sub(r"\[[xq]\]", lambda match: "" if match[0] == "[x]" else 'é\n"', text)
        return Cleaned(clean, None, edits, {})


@pytest.fixture
def make_cleaner() -> type[StandIn]:
    return StandIn


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch):
    """Syncing a disk says nothing here, and costs most of the time."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    monkeypatch.setattr("os.sync", lambda: None)
