"""Compressed streams: whatever is cut, joined, padded or blown up comes out whole, or stops with a reason."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import resource
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlint.corpus import compression, run, sources
from arlint.corpus.compression import CODECS, compress, decompress
from arlint.corpus.errors import DamagedError

MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def _zstandard() -> None:
    pytest.importorskip("zstandard", reason="zstandard is the extra arlint[corpus]")


def split(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("size", [0, 1, *(compression._STEP_BYTES * n + d for n in (1, 2) for d in (-1, 0, 1, 300))])
def test_content_as_long_as_a_step(codec: str, size: int) -> None:
    content = bytes(size)
    assert b"".join(decompress([compress(content, codec)], codec)) == content


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=3000) | st.integers(0, 300_000).map(bytes), max_size=6), st.integers(1, 4000))
def test_members_cut_anywhere(parts: list[bytes], size: int) -> None:
    for codec in CODECS:
        data = b"\0\0".join(compress(part, codec) for part in parts)
        assert b"".join(decompress(split(data, size), codec)) == b"".join(parts)


@pytest.mark.parametrize("codec", CODECS)
def test_a_stream_that_breaks_off(codec: str) -> None:
    data = compress(bytes(range(256)) * 4000, codec)
    for end in (1, 5, len(data) // 2, len(data) - 1):
        found = b""
        with pytest.raises(DamagedError):  # noqa: PT012  (what comes before the error counts)
            for block in decompress([data[:end]], codec):
                found += block
        assert (bytes(range(256)) * 4000).startswith(found)


def bombs() -> dict[str, Callable[[], bytes]]:
    """Files of at most 3 MB that hold 2 to 40 GB of nothing, in one member and in many."""
    zeros = bytes(64 * MEGABYTE)

    def gz() -> bytes:
        squeezer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        return b"".join([*(squeezer.compress(zeros) for _ in range(32)), squeezer.flush()])

    def zst() -> bytes:
        import zstandard

        return zstandard.ZstdCompressor().compress(zeros) * 640

    return {
        "gz": gz,
        "bz2": lambda: bz2.compress(zeros) * 640,
        "xz": lambda: lzma.compress(zeros, preset=1) * 200,
        "zst": zst,
    }


@pytest.mark.parametrize("codec", CODECS)
def test_a_bomb_stops_at_the_limit(codec: str) -> None:
    data = bombs()[codec]()
    given = largest = 0
    with pytest.raises(DamagedError, match=r"more than 2 times its size, as a decompression bomb does.*expansion 0"):  # noqa: PT012
        for block in decompress([data], codec, 2):
            given += len(block)
            largest = max(largest, len(block))
    assert given <= 257 * MEGABYTE
    assert largest <= 129 * MEGABYTE


def test_the_limit_can_be_lifted_and_does_not_touch_small_files() -> None:
    data = compress(bytes(300 * MEGABYTE), "zst")
    assert sum(map(len, decompress([data], "zst", 0))) == 300 * MEGABYTE
    data = compress(bytes(100 * MEGABYTE), "zst")
    assert sum(map(len, decompress([data], "zst", 2))) == 100 * MEGABYTE


def test_a_dictionary_beyond_all_reason_takes_no_memory() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]
    data = lzma.compress(b"x", filters=filters)
    with pytest.raises(DamagedError, match=r"(?i)memory"):
        list(decompress([data], "xz"))


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz"])
def test_a_bomb_in_a_corpus_is_set_aside_whole(name, tmp_path, make_cleaner) -> None:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    line = json.dumps({"text": " " * (4 * MEGABYTE)}).encode() + b"\n"
    bomb = b"".join([*(squeezer.compress(line) for _ in range(70)), squeezer.flush()])
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(bomb)
    (tmp_path / "in" / "b.jsonl").write_bytes(b'{"text": "[x]"}\n')
    out = tmp_path / "out"
    done = run.clean(sources.find([str(tmp_path / "in")]), out, make_cleaner, run.Options(), version="test")
    entry = next(one for one in done.inputs if one.path == name)
    assert "as a decompression bomb does" in entry.damaged
    assert (out / "rejected" / name).read_bytes() == bomb
    assert (out / "data" / "b.jsonl").read_bytes() == b'{"text": ""}\n'


def test_the_command_and_its_option(tmp_path) -> None:
    line = b'{"text": "", "pad": "' + b" " * (30 * MEGABYTE) + b'"}\n'
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line * 10, mtime=0))
    command = [sys.executable, "-m", "arlint", "clean", "a.jsonl.gz", "--workers=1", "-o"]

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (6_000 * MEGABYTE, 6_000 * MEGABYTE))

    def clean(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *args], cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=limited
        )

    assert clean("out").returncode == 1
    rejected = (tmp_path / "out" / "rejected" / "a.jsonl.gz.jsonl").read_text(encoding="utf-8")
    assert "--max-expansion 0" in rejected
    assert clean("all", "--max-expansion", "0").returncode == 0
    assert subprocess.run([sys.executable, "-m", "arlint", "verify", "all"], cwd=tmp_path, check=False).returncode == 0
