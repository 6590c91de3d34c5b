"""Results of `check`, kept so that a file that has not changed is not looked at again.

A result depends on the bytes of the file, its name, the rules, the configuration and arlint itself; all of them are
in the key. So nothing goes out of date: what is no longer asked for is deleted after a month.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from functools import cached_property
from pathlib import Path

import msgspec

import arlint
from arlint.cli.examine import Examined
from arlint.files import TextFile
from arlint.packs.index import cache_folder, read_whole, write_whole
from arlint.projects import Project
from arlint.text.malformed import MALFORMED

_KEPT = 30 * 24 * 3600  # seconds after its last use that a result is kept
_TIDIED = 24 * 3600  # seconds between two looks for old results
_LARGEST = 1 << 20  # code points above which a text's findings are not kept: they'd fill the folder


class Cache:
    """The cache in the user's cache folder. Whatever goes wrong with it only costs time."""

    def __init__(self) -> None:
        folder = cache_folder()
        self._folder = folder and folder / "check"

    def key(self, path: Path, file: TextFile, project: Project) -> str | None:
        """The key of the result for `file`, which stands at `path`; None where it is not to be kept."""
        if self._folder is None or len(file.text) > _LARGEST:
            return None
        state = hashlib.blake2b(digest_size=20)
        config = project.loaded.config
        for part in (self._code, project.linter.rules_fingerprint, path.as_posix(), file.encoding, config.text_field):
            state.update(f"{len(part)}:{part}".encode("utf-8", "surrogateescape"))
        state.update(file.text.encode("utf-8", "surrogatepass"))
        return state.hexdigest()

    def get(self, key: str | None, file: TextFile) -> Examined | None:
        """The result that was kept under `key`."""
        if key is None:
            return None
        place = self._place(key)
        try:
            examined = msgspec.msgpack.decode(read_whole(place), type=Examined)
            if time.time() - place.stat().st_mtime > _TIDIED:
                os.utime(place)
        except (OSError, *MALFORMED):
            return None
        results = [one if one.text else msgspec.structs.replace(one, text=file.text) for one in examined.results]
        return Examined(results, file.text)

    def put(self, key: str | None, examined: Examined) -> None:
        """Keep `examined` under `key`, unless something went wrong with it."""
        if key is None or examined.problems:
            return
        text = examined.text
        results = [msgspec.structs.replace(one, text="") if one.text == text else one for one in examined.results]
        with contextlib.suppress(OSError, UnicodeEncodeError):  # a record may hold half a surrogate pair
            write_whole(self._place(key), msgspec.msgpack.encode(Examined(results, "")))

    def tidy(self) -> None:
        """Delete results that nobody asked for in a month, and month-old indexes of packs; once a day."""
        if self._folder is None:
            return
        marker, now = self._folder / "tidied", time.time()
        with contextlib.suppress(OSError):
            if marker.exists() and now - marker.stat().st_mtime < _TIDIED:
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            marker.touch()
            for place in (*self._folder.glob("??/*"), *self._folder.parent.glob("packs-*.msgpack")):
                if now - place.stat().st_mtime > _KEPT:
                    place.unlink()

    def _place(self, key: str) -> Path:
        return (self._folder or Path()) / key[:2] / key[2:]

    @cached_property
    def _code(self) -> str:
        """The version of arlint and, because a checkout changes without one, the sizes and times of its files."""
        package = Path(arlint.__file__).parent
        stats = [(str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in sorted(package.rglob("*.py"))]
        return hashlib.blake2b(repr((arlint.__version__, stats)).encode(), digest_size=8).hexdigest()
