"""Cells of a table that a spreadsheet would run.

A cell that begins with an invisible character or a space before `=` is text to a spreadsheet. Taken away, it would
become a formula: a fix that tidies must not wake what its author, or a careful exporter, had put to sleep.
"""

from __future__ import annotations

import re

#: What spreadsheets take for the beginning of a formula; a dash before Arabic begins a list and nothing else.
_FORMULA = re.compile(r"[=@\t\r]|[+-]\s*[0-9A-Za-z(@=+\-\"'.]")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take `cell` for a formula.

    >>> is_formula("=1+1"), is_formula("-2+3"), is_formula("- بند"), is_formula(" =1")
    (True, True, False, False)
    """
    return _FORMULA.match(cell) is not None
