"""Corpora: clean gigabytes on one machine, lose nothing, and prove it.

`clean_batch` is what engines run on Arrow record batches. `run.clean`, `restore.restore` and `restore.verify` are the
commands of the same names.
"""

from __future__ import annotations

from arlint.corpus.arrow import clean_batch
from arlint.corpus.errors import CorpusError

__all__ = ["CorpusError", "clean_batch"]
