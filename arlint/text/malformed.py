"""What msgspec raises for bytes that are not what they should be."""

from __future__ import annotations

import msgspec

#: `MsgspecError` alone is not all of it: a string may be no UTF-8, and values may be nested deeper than Python goes.
MALFORMED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
