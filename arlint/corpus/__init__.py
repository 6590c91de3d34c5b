"""Corpora: clean gigabytes on one machine, lose nothing, and prove it.

`clean_batch` is what engines run on Arrow record batches, `with_fingerprints` gives these the columns by which copies
are found. `run.clean`, `restore.restore` and `restore.verify` are the commands of the same names.
"""

from __future__ import annotations

from arlint.corpus.arrow import clean_batch
from arlint.corpus.errors import CorpusError
from arlint.corpus.fingerprints import with_fingerprints

__all__ = ["CorpusError", "clean_batch", "with_fingerprints"]
