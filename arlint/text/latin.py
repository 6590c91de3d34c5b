"""Latin words in Arabic text: whether one stands by itself or in a run of them."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"[A-Za-z0-9][ \-/&+._'’]?\Z")
_AFTER = re.compile(r"[ \-/&+._]?[A-Za-z0-9]|['’`][A-Za-z]")
#: Characters that `_BEFORE` may have to see.
_REACH = 2


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter or digit is next to `text[start:end]`, be it after a space or a joining sign.

    >>> stands_alone("تطبيق Google Maps الجديد", 6, 12)
    False
    >>> stands_alone("أعلنت Google، وMeta", 6, 12)
    True
    """
    return _AFTER.match(text, end) is None and _BEFORE.search(text, max(0, start - _REACH), start) is None
