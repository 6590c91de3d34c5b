"""What makes two texts the same: a hash of their words, and a MinHash signature of how the words follow each other.

Both are taken of the folded text, so that marks, tatweel, hamza forms, signs and spaces make no difference. The
signature is laid out as FineWeb2's: runs of five words, 14 buckets of 8 hashes (huggingface/fineweb-2 at d0defb2,
fineweb-2-pipeline.py). Two texts meet in a bucket with the probability 1 - (1 - s^8)^14, where s is the share of runs
that they have in common: 0.92 for s = 0.8, 0.77 for 0.75, 0.21 for 0.6.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from operator import eq
from struct import pack
from typing import Any

from arlint.corpus.arrow import pyarrow, text_column
from arlint.corpus.errors import CorpusError
from arlint.text.chars import FOLD_DELETED, FOLD_TABLE, WORD_BYTES, encode

BUCKETS, ROWS = 14, 8
RUN = 5
"""Words of a run."""
_SEED = 1
_KEY_BYTES = 8

_WORDS = bytes(FOLD_TABLE[byte] if byte in WORD_BYTES else 0x20 for byte in range(256))


def words(text: str) -> list[bytes]:
    """The words of `text`, folded; what isn't a letter or a digit separates them."""
    return encode(text).translate(_WORDS, FOLD_DELETED).split()


def key(of: Sequence[bytes]) -> bytes:
    """A hash of words in their order: equal for texts that are the same but for spelling and signs.

    >>> key(words("قَالَ الرئيس: نعم")) == key(words("قال الرئيس «نعم»"))
    True
    """
    return hashlib.blake2b(b" ".join(of), digest_size=_KEY_BYTES).digest()


def rensa() -> Any:
    """The package rensa; CorpusError where it isn't installed."""
    try:
        import rensa as package
    except ImportError:
        raise CorpusError("near duplicates need an optional package: pip install 'arlint[dedup]'") from None
    return package


def min_hashes(of: Sequence[bytes]) -> list[int]:
    """The MinHash signature of words, 112 numbers of 32 bits. CorpusError where `rensa` is missing."""
    runs = [b" ".join(of[at : at + RUN]) for at in range(max(1, len(of) - RUN + 1))]
    signature = rensa().RMinHash(num_perm=BUCKETS * ROWS, seed=_SEED)
    signature.update(runs)
    numbers: list[int] = signature.digest()
    return numbers


def with_fingerprints(batch: Any, column: str = "text", *, near: bool = False) -> Any:
    """The `pyarrow.RecordBatch` with the column `text_hash`, and with `near` also `minhash`, for joins of one's own.

    `text_hash` is the key of the words in hexadecimal, `minhash` the signature, 112 numbers; null where the text is, or
    has no words. CorpusError where there is no such column, or where `near` needs a package that is missing.
    """
    pa = pyarrow()
    found = [words(text) if text else [] for text in text_column(batch, column)]
    added = [("text_hash", pa.array([key(one).hex() if one else None for one in found], pa.string()))]
    if near:
        signatures = [min_hashes(one) if one else None for one in found]
        added.append(("minhash", pa.array(signatures, pa.list_(pa.uint32()))))
    schema = batch.schema
    for name, values in added:
        schema = schema.append(pa.field(name, values.type))
    return pa.RecordBatch.from_arrays([*batch.columns, *(values for _, values in added)], schema=schema)


def buckets(hashes: Sequence[int]) -> list[bytes]:
    """The buckets of a signature, each with its number: texts that share one are candidates."""
    return [
        hashlib.blake2b(
            pack(f"<B{ROWS}I", number, *hashes[number * ROWS : (number + 1) * ROWS]), digest_size=_KEY_BYTES
        ).digest()
        for number in range(BUCKETS)
    ]


def sketch(hashes: Sequence[int]) -> bytes:
    """The last byte of every hash: enough to estimate how like two texts are, in a quarter of the memory."""
    return bytes(number & 0xFF for number in hashes)


def likeness(one: bytes, other: bytes) -> float:
    """The estimated share of runs that two texts have in common, from their sketches."""
    same: float = sum(map(eq, one, other)) / len(one)
    return max(0.0, (same - 1 / 256) / (1 - 1 / 256))  # bytes are equal by chance once in 256
