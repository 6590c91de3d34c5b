"""The doors of corpora: files that `clean` reads in every way that it can, and what is read of its output again."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import msgspec

from arlint.config import Config, CorpusConfig
from arlint.linter import Linter
from tests.fuzz.texts import linter, text_of

#: Kinds of records that `arlint clean` reads, by the ending of a file's name.
CORPORA = ("jsonl", "json", "csv", "tsv", "wet", "txt", "md", "html")
TABLES = ("parquet", "arrow")
COMPRESSED = ("jsonl.gz", "jsonl.zst", "txt.bz2", "txt.xz")
ENCODINGS = ("windows-1256", "iso-8859-6", "utf-16", "utf-16-be", "utf-32-le", "cp720", "mac-arabic", "cp864", "ascii")
PAGE = "<html><head><title>{0}</title></head><body><nav>{1}</nav><article><h1>{0}</h1>{2}</article></body></html>"


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder in memory, gone afterwards."""
    shm = Path("/dev/shm")
    made = Path(mkdtemp(prefix="arlint-fuzz-", dir=shm if shm.is_dir() else None))
    try:
        yield made
    finally:
        shutil.rmtree(made)


def corpus(data: bytes, ending: str) -> None:
    """A corpus file through `clean` and `restore`: every byte comes back."""
    from arlint.corpus.compression import compress, decompress

    # Bytes as they are, the text that they stand for, or records of such texts: the first byte decides.
    content = data[1:] if data[:1] < b"\x40" else text_of(data[1:]).encode()
    kind, _, codec = ending.partition(".")
    if data[:1] >= b"\x80":
        content = records_of(content.decode().split("\0"), kind)
    packed = bool(codec) and data[:1] < b"\x20"
    with folder() as place:
        (place / f"a.{ending}").write_bytes(compress(content, codec) if packed else content)
        if not _cleaned(place, f"a.{ending}"):
            return
        if ending not in TABLES and (not codec or packed):  # the others are not compressed at all: damaged
            old, new = ((place / name / f"a.{ending}").read_bytes() for name in (".", "back"))
            assert b"".join(decompress([old], codec)) == b"".join(decompress([new], codec))


def _cleaned(
    place: Path, name: str, make: Callable[[], Any] = linter, *, extract: bool = False, **reading: Any
) -> bool:
    """Clean the file `name` to `out` and restore it to `back`; False where it is refused."""
    from arlint.corpus import restore, run, sources
    from arlint.corpus.errors import CorpusError
    from arlint.corpus.task import Reading

    # Some three chunks, so that what stands at their seams is tried too.
    size = 1 + (place / name).stat().st_size // 3
    options = run.Options(reading=Reading(**reading), chunk_bytes=size, checkpoint_seconds=1000)
    try:
        run.clean(sources.find([str(place / name)], extract=extract), place / "out", make, options, version="fuzz")
    except CorpusError:
        return False
    for log in (place / "out/rejected").rglob("*.jsonl"):  # a record that breaks a rule is set aside with this reason
        assert b'"reason":"internal error' not in log.read_bytes(), log.read_bytes()[:2000]
    assert [verdict.problem for verdict in restore.verify(place / "out")] == [""]
    assert [verdict.problem for verdict in restore.restore(place / "out", place / "back")] == [""]
    return True


def records_of(texts: Sequence[str], kind: str) -> bytes:
    """A corpus file of these texts."""
    rows = [{"id": number, "text": text, "n": 1.50} for number, text in enumerate(texts)]
    if kind == "jsonl":
        return b"".join(json.dumps(row, ensure_ascii=row["id"] % 2 == 1).encode() + b"\n" for row in rows)
    if kind == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1).encode()
    if kind in ("csv", "tsv"):
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, ["id", "text", "n"], delimiter="," if kind == "csv" else "\t")
        writer.writeheader()
        writer.writerows(rows)
        return stream.getvalue().encode()
    if kind in TABLES:
        return _table_of(rows, kind)
    if kind in ("wet", "warc"):
        of = b"conversion", b"text/plain" if kind == "wet" else b"text/html"
        return b"".join(
            b"WARC/1.0\r\nWARC-Type: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
            % (*of, len(one), one)
            for one in (text.encode() for text in texts)
        )
    return "\n".join(texts).encode()


def _table_of(rows: list[dict[str, Any]], kind: str) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table, sink = pa.Table.from_pylist(rows), io.BytesIO()
    if kind == "parquet":
        pq.write_table(table, sink)
    else:
        with pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    return sink.getvalue()


@cache
def _strict() -> Linter:
    """With the gates of a profile, so that documents are dropped."""
    return Linter(Config(preview=True, corpus=CorpusConfig(profile="web")))


def options(data: bytes) -> None:
    """The other ways to clean: copies, recurring lines, gates, maps, then the export, the report and the changes."""
    from arlint.corpus import changes, export
    from arlint.corpus.errors import CorpusError
    from arlint.corpus.report import files
    from arlint.corpus.report.outputs import collect

    kinds = (*CORPORA, *TABLES)
    kind, ways = kinds[(data[0] if data else 0) % len(kinds)], data[1] if len(data) > 1 else 0
    reading = {
        "offset_map": bool(ways & 1),
        "dedup": ("", "exact", "near", "exact")[ways >> 1 & 3],
        "dedup_lines": 2 if ways & 8 else 0,
    }
    with folder() as place:
        (place / f"a.{kind}").write_bytes(records_of(text_of(data[2:]).split("\0"), kind))
        if not _cleaned(place, f"a.{kind}", _strict if ways & 16 else linter, **reading):
            return
        list(changes.changed(place / "out"))
        report = collect(place / "out")
        files.write(place / "report", report, lambda _: None)
        assert files.read(place / "report") == report
        whole = files.merged([report, files.read(place / "report")])
        assert whole.totals.documents == 2 * report.totals.documents
        try:
            export.export(place / "out", export.FORMATS[ways >> 5 & 3], "text", 1000)
        except CorpusError:
            return


def encoded(data: bytes) -> None:
    """Files in another encoding than UTF-8, whole and damaged: every byte comes back."""
    kind = ("txt", "jsonl", "csv", "json", "html", "wet")[(data[0] if data else 0) % 6]
    name = ENCODINGS[(data[1] if len(data) > 1 else 0) % len(ENCODINGS)]
    from arlint.corpus.encodings import canonical
    from arlint.corpus.errors import CorpusError

    try:
        coded = canonical(name)
    except CorpusError:
        return
    content = data[3:]
    if data[2:3] >= b"\x40":
        content = records_of(text_of(content).split("\0"), kind).decode().encode(name, "ignore")
    with folder() as place:
        (place / f"a.{kind}").write_bytes(content)
        if _cleaned(place, f"a.{kind}", encoding=coded):
            assert (place / f"back/a.{kind}").read_bytes() == content


def extracted(data: bytes) -> None:
    """Pages of which only the main text is kept, alone and in WARC files."""
    texts = text_of(data[1:]).split("\0")
    page = PAGE.format(texts[0], texts[-1], "".join(f"<p>{text}</p>" for text in texts)).encode()
    if data[:1] < b"\x40":
        page = text_of(data[1:]).encode()
    kind, content = "html", page
    if data[:1] >= b"\x80":
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=%s\r\n\r\n%s" % (data[1:9].hex().encode(), page)
        if data[:1] >= b"\xa0":
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        kind, content = "warc", head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(body), body)
    with folder() as place:
        (place / f"a.{kind}").write_bytes(content)
        if _cleaned(place, f"a.{kind}", extract=True):
            assert (place / f"back/a.{kind}").read_bytes() == content


def learned(data: bytes) -> None:
    """What `learn` reads, and what it proposes: a pack that loads, entries that are TOML."""
    from arlint.cli.learn_brands import entries
    from arlint.corpus import site_lines
    from arlint.corpus.house import preferences
    from arlint.corpus.learn_boilerplate import learn
    from arlint.corpus.learn_brands import learn as brands
    from arlint.corpus.learned_pack import found as found_pack
    from arlint.corpus.learned_pack import pack
    from arlint.packs import load

    texts = text_of(data[1:]).split("\0")
    pages = [
        (
            f"صفحة رقم {number} من الموقع\n{text}\nقال {number} كلمات\n{text}",
            {"url": f"https://{text[:3].strip()}.b/{number}"},
        )
        for text in texts[:4]
        for number in range(1 + (data[0] if data else 0) % 16)
    ]
    with folder() as place:
        for written in (pack(learn(pages), 50), found_pack(site_lines.learn(lambda: iter(pages)), "BP800")):
            (place / "p.toml").write_text(written, encoding="utf-8")
            for one in load.load(place / "p.toml", trusted=False):
                assert all(spec.code.startswith("BP") for spec in one.rule)
    found = brands(lambda: iter([text for text, _ in pages]))
    read = tomllib.loads(entries(found))
    assert set(read["brands"]["names"]) == {cluster.label for cluster in found}
    if len(pages) % 8 == 1:  # it makes a linter each time
        preferences(text for text, _ in pages)


def batches(data: bytes) -> None:
    """Record batches as engines hand them over."""
    import pyarrow as pa

    from arlint.corpus import clean_batch

    texts = [text if number % 5 else None for number, text in enumerate(text_of(data).split("\0"), 1)]
    batch = pa.RecordBatch.from_pydict({"n": list(range(len(texts))), "text": texts})
    cleaned = clean_batch(batch, linter())
    assert cleaned.num_rows <= batch.num_rows
    whole = clean_batch(batch, linter(), keep=True)
    assert whole.column("n").to_pylist() == batch.column("n").to_pylist()


class _KilledError(Exception):
    """Stands for a kill in the middle of a run."""


_SOURCES = {
    "a.jsonl": b'{"text": "\xd9\x81\xd9\x8a \xd9\x81\xd9\x8a \\u0627"}\n{"text": 1}\n{"text": "x", "a": [1.50]}\n',
    "b.csv": 'id,text\r\n1,"في في ""x"""\r\n2,مرحـــبا\r\n'.encode(),
    "c.txt": "قال  مرحـــبا ،ثم في في البيت\r\n".encode(),
    "d.txt": "ذهب  إلى البيت\n".encode() * 3,
    "e.jsonl.gz": b"\x1f\x8b\x08\x00broken",
    "f.html": "<p>مرحـــبا  بكم</p>".encode(),
}


@cache
def outputs_of(encoding: str, killed: int) -> dict[str, bytes]:
    """The folder of a finished run, or of one that was killed after `killed` chunks: its files."""
    from arlint.corpus import run, sources
    from arlint.corpus.task import Reading

    with folder() as place:
        _laid(place, _inputs(encoding))
        left = killed

        def progress(_: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise _KilledError

        options = run.Options(Reading("text", True, encoding=encoding), chunk_bytes=40, checkpoint_seconds=0)
        try:
            inputs = sources.find([str(place / "in")])
            run.clean(inputs, place / "out", _strict, options, version="fuzz", progress=progress)
        except _KilledError:
            pass
        out = place / "out"
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def _inputs(encoding: str) -> dict[str, bytes]:
    """The inputs of `_outputs`, with a table where they are in UTF-8."""
    if encoding:
        return {
            f"in/{name}": data.decode(errors="ignore").encode(encoding, "ignore") for name, data in _SOURCES.items()
        }
    table = _table_of([{"text": "في في"}, {"text": None}, {"text": "نص طويل  هنا"}], "parquet")
    return {f"in/{name}": data for name, data in {**_SOURCES, "g.parquet": table}.items()}


def _laid(place: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
        os.utime(place / name, ns=(10**18, 10**18))


#: What stands where something else is expected; "@" is the folder in which nothing may be written.
_HOSTILE: tuple[Any, ...] = (
    *(
        None,
        -1,
        2**31,
        2**63,
        2**70,
        1e308,
        0,
        True,
        "",
        "x" * 300,
        "../../x",
        "@/x",
        "/dev/zero",
        "a\0b",
        "..",
        "\u202e",
    ),
    *(
        [],
        {},
        [[]],
        [[0, 0, 0]],
        json.loads("[" * 400 + "]" * 400),
        "utf-7",
        "rot13",
        "idna",
        "=",
        "\ufffe",
        "gz",
        "zst",
    ),
    *("text", "parquet", "warc-text", "html-text", "near", "a.jsonl", "g.parquet", ".", "data/a.jsonl", "2"),
)


def _tampered(data: bytes, content: bytes, outside: str) -> bytes:
    """`content` with bytes replaced, or a value in the JSON of one of its lines, or with other content."""
    mode, rest = data[:1] or b"\0", data[1:]
    if mode < b"\x50":
        at = int.from_bytes(rest[:2], "big") % (len(content) + 1)
        return content[:at] + rest[3:] + content[at + (rest[2] if len(rest) > 2 else 0) :]
    if mode < b"\x60":
        return rest
    lines = content.splitlines(keepends=True) if b"\n{" in content else [content]
    number = mode[0] % len(lines) if lines else 0
    try:
        value = json.loads(lines[number])
    except (ValueError, IndexError, RecursionError):
        return rest
    hostile = _HOSTILE[(rest[0] if rest else 0) % len(_HOSTILE)]
    if isinstance(hostile, str):
        hostile = hostile.replace("@", outside)
    lines[number] = json.dumps(_replaced(value, rest[1:], hostile)).encode() + b"\n"
    return b"".join(lines)


def _replaced(value: Any, path: bytes, new: Any) -> Any:
    """`value` with `new` at the place to which `path` leads."""
    if not isinstance(value, dict | list) or not value or not path:
        return new
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    if path[0] % (len(keys) + 1) == len(keys):
        return new
    value[keys[path[0] % len(keys)]] = _replaced(value[keys[path[0] % len(keys)]], path[1:], new)
    return value


def _told(work: Callable[[], object]) -> None:
    """Do `work`, which may say that it cannot be done, as the commands would tell it."""
    from arlint.corpus.errors import CorpusError

    try:
        work()
    except CorpusError:
        return
    except OSError as error:
        if error.filename is None:
            raise


def _tamper(place: Path, files: dict[str, bytes], data: bytes) -> None:
    """Lay out `files` in `out` with one of them changed, or gone."""
    name = sorted(files)[(data[0] if data else 0) % len(files)]
    content = files[name]
    packed = "audit/" in name and data[1:2] >= b"\x30"
    new = _tampered(data[1:], gzip.decompress(content) if packed else content, str(place / "outside"))
    changed = {**files, name: gzip.compress(new, mtime=0) if packed else new}
    if data[1:2] == b"\xff":
        del changed[name]
    (place / "out").mkdir()
    _laid(place / "out", changed)


def tampered(data: bytes) -> None:
    """The output of a run, changed by anyone: it is read as it can be, and nothing is written but where it was said."""
    from arlint.corpus import changes, restore
    from arlint.corpus.report import files
    from arlint.corpus.report.outputs import collect

    with folder() as place:
        _tamper(place, outputs_of(("", "cp1256")[len(data) % 2], 0), data)
        before = _state(place)
        _told(lambda: list(restore.verify(place / "out")))
        _told(lambda: list(restore.restore(place / "out", place / "back")))
        _told(lambda: list(changes.changed(place / "out")))
        _told(lambda: files.rendered(collect(place / "out"), lambda _: None))
        shutil.rmtree(place / "back", ignore_errors=True)
        assert _state(place) == before


def resumed(data: bytes) -> None:
    """A run that was killed, with its unfinished files changed, and taken up again."""
    from arlint.corpus import restore, run, sources
    from arlint.corpus.task import Reading

    encoding, killed = ("", "cp1256")[len(data) % 2], 1 + (data[0] if data else 0) % 9
    with folder() as place:
        _laid(place, _inputs(encoding))
        _tamper(place, outputs_of(encoding, killed), data[1:])
        before = _state(place, "out")
        reading = Reading("text", True, encoding=encoding)
        options = run.Options(reading, chunk_bytes=40, checkpoint_seconds=0, resume=True)

        def work() -> None:
            # The inputs stand elsewhere than those of the killed run: only their names and sizes are compared.
            run.clean(sources.find([str(place / "in")]), place / "out", _strict, options, version="fuzz")
            list(restore.verify(place / "out"))

        _told(work)
        assert _state(place, "out") == before


def _state(place: Path, but: str = "") -> dict[str, bytes]:
    """Every file in `place`, and its content."""
    found = ((path.relative_to(place).as_posix(), path) for path in place.rglob("*") if path.is_file())
    return {name: path.read_bytes() for name, path in found if not but or not name.startswith(f"{but}/")}


def reported(data: bytes) -> None:
    """A `report.json` of anyone's, read to be added up."""
    from arlint.corpus.report import files

    with folder() as place:
        _laid(place, {"report.json": _tampered(data, _report(), str(place / "outside"))})
        before = _state(place)

        def work() -> None:
            one = files.read(place / "report.json")
            files.rendered(files.merged([one, msgspec.json.decode(_report(), type=type(one))]), lambda _: None)

        _told(work)
        assert _state(place) == before


@cache
def _report() -> bytes:
    from arlint.corpus.report import files
    from arlint.corpus.report.outputs import collect

    with folder() as place:
        _laid(place / "out", outputs_of("", 0))
        return files.rendered(collect(place / "out"), lambda _: None)[files.DATA]
