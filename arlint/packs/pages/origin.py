"""Where a document comes from, as far as its record says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from arlint.text import later

_ADDRESS = later.pattern(r"https?://([^/\s:?#]+)", re.IGNORECASE)


def origin(meta: Mapping[str, Any]) -> str:
    """The host of the record's `url` (or `source`) without www; else what its `source` names before a colon.

    Empty where the record says nothing.

    >>> origin({"url": "https://www.example.org/a"})
    'example.org'
    >>> origin({"source": "dump:page.html"})
    'dump'
    """
    for key in ("url", "source"):
        value = meta.get(key)
        if not isinstance(value, str) or not value:
            continue
        address = _ADDRESS.search(value)
        if address:
            return address[1].lower().removeprefix("www.")
        if key == "source":
            return value.partition(":")[0].strip()
    return ""
