"""What the rule set must know of each rule before it runs, kept in the user's cache folder.

Reading the packs and compiling their triggers costs more than checking a file, and most rules never run in one
process. So the index holds each rule's triggers and its specification as bytes, which are decoded when a trigger is
met. A cache file says of which contents and which code it is, so it is never used out of date.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Raw, Struct, structs

from arlint.config import Config
from arlint.packs.base import Rule
from arlint.packs.content import content_hash
from arlint.packs.kinds import AnySpec, build
from arlint.packs.load import load
from arlint.packs.pages.tables import Table
from arlint.packs.schema import PackError
from arlint.text.malformed import MALFORMED

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: Set to a folder to keep the cache there; set to nothing to do without.
CACHE_VARIABLE = "ARLINT_CACHE_DIR"


class Entry(Struct, frozen=True):
    """A rule's identity, its triggers, and its specification in MessagePack (without examples)."""

    code: str
    name: str
    kind: str
    default: bool
    preview: bool
    rank: int
    opt_in: bool
    literals: dict[bytes, int]
    whole_words: bool
    rare: bytes
    raw: tuple[bytes, ...]
    question: str
    table: Table | None
    reach: str
    spec: Raw
    #: What the rule need not make again; rules that share it hold the same object.
    prepared: bytes = b""

    @classmethod
    def of(cls, spec: AnySpec, config: Config) -> Entry:
        """The entry of `spec`; PackError where the specification cannot be compiled."""
        try:
            rule = build(spec, config)
            literals = dict(rule.literals)
        except PackError as error:
            if spec.code in str(error):
                raise
            raise PackError(f"rule {spec.code}: {error}") from error
        if b"" in literals or b"" in rule.raw:
            raise PackError(f"rule {spec.code}: a trigger or phrase is empty, or holds nothing but marks")
        bare = structs.replace(spec, invalid=(), valid=())
        return cls(
            spec.code,
            spec.name,
            spec.kind,
            spec.default,
            spec.preview,
            spec.rank,
            spec.opt_in,
            literals,
            rule.whole_words,
            bytes(sorted(rule.rare)),
            tuple(rule.raw),
            rule.question,
            rule.table,
            "lines" if rule.table is not None else spec.reach,
            Raw(msgspec.msgpack.encode(bare)),
            rule.prepared,
        )

    def rule(self, config: Config) -> Rule[Any]:
        """The rule, ready to run."""
        return build(self.decoded, config, self.prepared)

    @property
    def decoded(self) -> AnySpec:
        """The specification, without examples."""
        spec: AnySpec = msgspec.msgpack.decode(self.spec, type=AnySpec)
        return spec


def entries(roots: Iterable[tuple[Traversable, bool]], further: Iterable[AnySpec] = ()) -> list[Entry]:
    """The entries of every rule in `roots` (folder, may name functions) and of `further` rules.

    PackError where two rules share a code.
    """
    seen: dict[str, Entry] = {}
    groups: list[tuple[object, Iterable[Entry]]] = [(root, _of_root(root, trusted=trusted)) for root, trusted in roots]
    groups.append(("further rules", (Entry.of(spec, Config()) for spec in further)))
    for name, group in groups:
        for entry in group:
            if entry.code in seen:
                raise PackError(f"{name}: rule {entry.code} is already defined; codes are unique")
            seen[entry.code] = entry
    return list(seen.values())


class _Cached(Struct, frozen=True):
    """What the cache file of one folder of packs holds; `key` says of which contents.

    `prepared` are the different values of `Entry.prepared`, and for each entry the number of its own.
    """

    key: str
    entries: list[Entry]
    prepared: list[bytes]
    numbers: list[int]

    @classmethod
    def of(cls, key: str, entries: list[Entry]) -> _Cached:
        """What to keep of `entries`."""
        different = list(dict.fromkeys(entry.prepared for entry in entries))
        numbers = [different.index(entry.prepared) for entry in entries]
        return cls(key, [structs.replace(entry, prepared=b"") for entry in entries], different, numbers)

    def restored(self) -> list[Entry]:
        """The entries as they were."""
        parts = zip(self.entries, self.numbers, strict=True)
        return [structs.replace(e, prepared=self.prepared[n]) if self.prepared[n] else e for e, n in parts]


def _of_root(root: Traversable, *, trusted: bool) -> list[Entry]:
    file, key = _cache_file(root), f"{_code_state()}-{content_hash(root)}-{trusted}"
    if file is not None:
        with contextlib.suppress(OSError, *MALFORMED):
            cached = msgspec.msgpack.decode(read_whole(file), type=_Cached)
            if cached.key == key:
                return cached.restored()
    compiled = [Entry.of(spec, Config()) for pack in load(root, trusted=trusted) for spec in pack.rule]
    if file is not None:
        with contextlib.suppress(OSError):  # a cache that cannot be written is only slower
            write_whole(file, msgspec.msgpack.encode(_Cached.of(key, compiled)))
    return compiled


def _code_state() -> str:
    """What identifies the code that compiles packs: its files' sizes and times, so that a checkout may change."""
    package = Path(__file__).parent
    files = sorted([*package.rglob("*.py"), *(package.parent / "text").glob("*.py")])
    stats = [(file.as_posix(), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files]
    return hashlib.blake2b(repr(stats).encode(), digest_size=8).hexdigest()


def cache_folder() -> Path | None:
    """The folder of what is kept from one run to the next; None where nothing is to be kept."""
    folder = os.environ.get(CACHE_VARIABLE)
    if folder == "":
        return None
    if folder is None:
        from platformdirs import user_cache_dir  # 16 ms that a set variable saves

        folder = user_cache_dir("arlint", appauthor=False)
    return Path(folder)


def _cache_file(root: Traversable) -> Path | None:
    folder = cache_folder()
    if folder is None or not isinstance(root, Path):
        return None
    place = hashlib.blake2b(str(root.absolute()).encode(), digest_size=8).hexdigest()
    return folder / f"packs-{place}.msgpack"


_DIGEST_BYTES = 16


def read_whole(path: Path) -> bytes:
    """What `write_whole` wrote. Raises `OSError` where it is not that any more: a rule with one bit changed may lie.

    A file of another user's is not read, in a folder that several share: a rule may name a function to call.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or (hasattr(os, "geteuid") and status.st_uid != os.geteuid()):
            raise OSError(f"{path}: is another user's, or no file")
        content = file.read()
    digest, data = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    if digest != hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest():
        raise OSError(f"{path}: damaged")
    return data


def write_whole(path: Path, data: bytes) -> None:
    """Write a file of a cache so that no reader sees half of it; its folder is made. Raises `OSError`."""
    import tempfile  # 3 ms that a run with a cache saves

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest())
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
