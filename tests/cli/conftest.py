from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of the tests' own: a result of an earlier run must not answer for this one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield
