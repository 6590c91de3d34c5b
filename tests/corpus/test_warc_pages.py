"""Pages in WARC files: with --extract their main text takes their place, and the crawl comes back."""

from __future__ import annotations

import gzip
import re

import pytest

from arlint.corpus import changes, restore, run, sources
from tests.corpus.test_extracted import PAGE, PARAGRAPH

pytest.importorskip("trafilatura", reason="trafilatura is the extra arlint[html]")

BODY = PAGE.replace("خبر", "الخبر")


def record(kind: str, block: bytes, content_type: str, number: int) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
        f"WARC-Target-URI: https://example.com/{number}",
        "WARC-Date: 2024-05-01T00:00:00Z",
        f"Content-Type: {content_type}",
        "WARC-Block-Digest: sha1:AAAA",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(number: int, body: bytes, status: str = "200 OK", **fields: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items())]
    block = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
    return record("response", block, "application/http; msgtype=response", number)


def in_chunks(data: bytes) -> bytes:
    parts = [data[at : at + 1000] for at in range(0, len(data), 1000)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


HTML = {"Content_Type": "text/html"}
META = BODY.replace("<head>", '<head><meta charset="windows-1256">')
PAGES = [
    response(1, BODY.encode(), Content_Type="text/html; charset=UTF-8"),
    response(2, BODY.encode("cp1256"), Content_Type="text/html; charset=windows-1256"),
    response(3, META.encode("cp1256"), **HTML),
    response(4, in_chunks(gzip.compress(BODY.encode())), Transfer_Encoding="chunked", Content_Encoding="gzip", **HTML),
    response(5, BODY.encode(), Transfer_Encoding="chunked", Content_Encoding="gzip", **HTML),  # the crawler undid them
    response(6, BODY.encode(), **HTML),
]
COPIED = [
    record("warcinfo", b"software: test\r\n", "application/warc-fields", 90),
    record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request", 91),
    response(92, BODY.encode(), status="404 Not Found", **HTML),
    response(93, b"\x89PNG\x00\xff", Content_Type="image/png"),
    response(94, b"\x1f\x8b broken", **HTML),
]
TEXT = record("conversion", "نص [x]\n".encode(), "text/plain", 95)
EMPTY = response(96, b"<html></html>", **HTML)


@pytest.mark.parametrize("codec", ["", ".gz"])
def test_pages_become_their_text_and_come_back(make_cleaner, tmp_path, codec):
    parts = [*COPIED[:2], *PAGES, *COPIED[2:], TEXT, EMPTY]
    pack = gzip.compress if codec else bytes
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"a.warc{codec}").write_bytes(b"".join(map(pack, parts)))
    found = sources.find([str(tmp_path / "in")], extract=True)
    options = run.Options(chunk_bytes=5000)
    done = run.clean(found, tmp_path / "out", make_cleaner, options, version="test")
    assert (done.totals.documents, done.totals.changed, done.totals.rejected) == (8, 7, 1)

    written = (tmp_path / "out" / "data" / f"a.warc{codec}").read_bytes()
    written = gzip.decompress(written) if codec else written
    for part in COPIED:
        assert part in written
    records = re.split(rb"(?=WARC/1\.0\r\n)", written)[1:]
    texts = [one for one in records if b"WARC-Type: conversion" in one]
    assert len(texts) == 7
    for number, one in enumerate(texts[:6], 1):
        header, _, block = one.partition(b"\r\n\r\n")
        assert f"WARC-Target-URI: https://example.com/{number}".encode() in header
        assert f"WARC-Refers-To: <urn:uuid:00000000-0000-0000-0000-{number:012}>".encode() in header
        assert int(re.search(rb"Content-Length: (\d+)", header)[1]) == len(block) - 4
        assert PARAGRAPH.strip() in block.decode()
        assert b"[x]" not in block
        assert b"<p>" not in block
    assert len({re.search(rb"Record-ID: \S+", one)[0] for one in texts}) == 7

    changed = [document for document in changes.changed(tmp_path / "out") if document.changes]
    assert [document.record for document in changed] == [2, 3, 4, 5, 6, 7, 11]
    for document in changed[:6]:
        [change] = document.changes
        assert (change.before, change.after) == ("", "")
        assert change.edit.new == change.edit.old.replace("[x]", "")
    assert [verdict.problem for verdict in restore.restore(tmp_path / "out", tmp_path / "back")] == [""]
    back = (tmp_path / "back" / f"a.warc{codec}").read_bytes()
    assert (gzip.decompress(back) if codec else back) == b"".join(parts)


def test_without_extraction_pages_are_copied(make_cleaner, tmp_path):
    content = b"".join([*COPIED, *PAGES])
    (tmp_path / "a.warc").write_bytes(content)
    done = run.clean(
        sources.find([str(tmp_path / "a.warc")]), tmp_path / "out", make_cleaner, run.Options(), version="test"
    )
    assert done.totals.documents == 0
    assert (tmp_path / "out/data/a.warc").read_bytes() == content


def test_the_text_of_pages_is_stable(make_cleaner, tmp_path):
    (tmp_path / "a.warc").write_bytes(b"".join(PAGES))
    for before, after in (("a.warc", "one"), ("one/data/a.warc", "two")):
        found = sources.find([str(tmp_path / before)], extract=True)
        run.clean(found, tmp_path / after, make_cleaner, run.Options(), version="test")
    assert (tmp_path / "one/data/a.warc").read_bytes() == (tmp_path / "two/data/a.warc").read_bytes()
