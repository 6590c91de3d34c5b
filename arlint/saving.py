"""Writing files so that none is ever damaged: the old content or the new, whatever happens in between.

New content goes to a file without a name (`O_TMPFILE`), which vanishes with the process, is synced, gets a name beside
the old file, and takes its place by a rename. A kill at any step leaves the old content or the new. Only one that
strikes between the last two steps leaves a hidden file `.NAME.arlint-new`; the next fix of that file removes it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from arlint.files import FileError

_SUFFIX = ".arlint-new"
_LONGEST = 200  # bytes of a name that its copy's name repeats: file systems allow 255 in all
_BLOCK = 1 << 20
#: What systems say that have no files without a name, or no `/proc` through which to give them one.
_NAMED_ONLY = (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT, errno.EPERM, errno.EXDEV)
#: Extended attributes that are the system's business, not the file's.
_OF_THE_SYSTEM = ("security.", "trusted.")
_REMEDIES = {
    errno.ENOSPC: "the disk is full; free some space and run the command again",
    errno.EDQUOT: "the quota is used up; free some space and run the command again",
    errno.EFBIG: "the file would be larger than is allowed here (ulimit -f)",
    errno.EROFS: "the file system is read-only; work on a copy",
}


def replace(path: Path, data: bytes, expected: bytes) -> int:
    """Make `data` the content of the file at `path`, which must still hold `expected`.

    A symbolic link stays one and its target is written; owner, permissions, access lists and extended attributes are
    kept. Returns how many other names (hard links) the file had: they keep the old content. Raises `FileError`, with
    the file as it was, also where its owner cannot be kept and where it has changed since it was read.
    """
    return _replace(path, data, expected)


def put(path: Path, data: bytes) -> None:
    """Make `data` the content of a file of arlint's own at `path`, whether it is there or not. Raises `FileError`."""
    if path.exists():
        _replace(path, data, None)
        return
    with _explained(path):
        _install(path, data)


def create(path: Path, data: bytes) -> None:
    """Make a new file at `path` that holds `data`. Raises `FileExistsError`, and `FileError` for all else."""
    if not path.name:
        raise FileError(f"{path}: is a folder; name a file in it")
    with _explained(path, fresh=True):
        _install(path, data, fresh=True)


def _replace(path: Path, data: bytes, expected: bytes | None) -> int:
    target = Path(os.path.realpath(path))
    with _explained(path), ExitStack() as open_files:
        old = open_files.enter_context(_held(path, target))
        status = os.fstat(old)
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise FileError(f"{path}: is read-only, and is left as it is; to have it fixed: chmod u+w")

        def ready() -> None:
            if expected is not None and not _is_still(expected, old, target):
                raise FileError(f"{path}: has changed since it was read, and is left as it is; run the command again")
            if os.name == "nt":  # where no open file can be replaced
                open_files.close()

        _install(target, data, like=old, ready=ready)
        return status.st_nlink - 1


def _is_still(expected: bytes, descriptor: int, target: Path) -> bool:
    """Whether `target` is the open file, and holds `expected`."""
    now = target.stat()
    if not os.path.samestat(now, os.fstat(descriptor)) or now.st_size != len(expected):
        return False
    at = 0
    os.lseek(descriptor, 0, os.SEEK_SET)
    while block := os.read(descriptor, _BLOCK):
        if expected[at : at + len(block)] != block:
            return False
        at += len(block)
    return at == len(expected)


@contextmanager
def _explained(path: Path, *, fresh: bool = False) -> Iterator[None]:
    """Turn what the system says into a `FileError` that names the file and the remedy."""
    try:
        yield
    except OSError as error:
        if fresh and isinstance(error, FileExistsError):
            raise
        raise FileError(f"{path}: cannot be written, and is unchanged: {_reason(error, path)}") from error


def _reason(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is gone" if path.parent.exists() else f"there is no folder {path.parent}"
    if isinstance(error, PermissionError):
        return (
            f"permission denied; files are replaced whole, so their folder ({Path(os.path.realpath(path)).parent}) "
            "must be writable too (chmod u+w); or leave the file out with `exclude`"
        )
    return _REMEDIES.get(error.errno or 0) or error.strerror or str(error)


@contextmanager
def _held(path: Path, target: Path) -> Iterator[int]:
    """The file at `target`, open, with every other arlint kept from writing it."""
    descriptor = os.open(target, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        try:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FileError(f"{path}: another program is writing it; run the command again when that is done") from None
        except (ImportError, OSError):  # Windows, or a network folder without locks: the comparison must do
            pass
        yield descriptor
    finally:
        os.close(descriptor)


def _install(
    target: Path,
    data: bytes,
    *,
    like: int | None = None,
    ready: Callable[[], None] = lambda: None,
    fresh: bool = False,
) -> None:
    """Put a file that holds `data` at `target`, with owner and permissions of the open file `like`.

    `ready` has the last word before the file gets a name. A `fresh` file replaces none.
    """
    beside = _beside(target)
    mode = 0o666 if like is None else 0o600
    if (descriptor := _unnamed(target.parent, mode)) is not None:
        try:
            _fill(descriptor, data, like)
            ready()
            if _name(descriptor, target if fresh else beside, may_replace=not fresh):
                _finish(beside, target, done=fresh)
                return
        finally:
            os.close(descriptor)
    # What has this name was left by an arlint that was killed: a living one holds the file that it stands beside.
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), mode)
    try:
        try:
            _fill(descriptor, data, like)
            ready()
        finally:
            os.close(descriptor)
        if fresh:
            os.link(beside, target)
            beside.unlink()
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _finish(beside, target, done=fresh)


def _finish(beside: Path, target: Path, *, done: bool) -> None:
    """Rename, unless all is `done`, and make the folder's new entry safe."""
    if not done:
        try:
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    with contextlib.suppress(OSError):  # not every system can sync a folder
        descriptor = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _beside(target: Path) -> Path:
    name = target.name
    if len(os.fsencode(name)) > _LONGEST:
        name = hashlib.blake2b(os.fsencode(name), digest_size=8).hexdigest()
    return target.with_name(f".{name}{_SUFFIX}")


def _unnamed(folder: Path, mode: int) -> int | None:
    """A new file without a name in `folder`; None where the system has none."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, mode)
    except OSError as error:
        if error.errno in _NAMED_ONLY:
            return None
        raise


def _name(descriptor: int, path: Path, *, may_replace: bool) -> bool:
    """Give an unnamed file a name; false where the system cannot. What a killed arlint left there goes."""
    source = f"/proc/self/fd/{descriptor}"
    try:
        try:
            os.link(source, path, src_dir_fd=descriptor)  # with `src_dir_fd` it is `linkat`, which follows the link
        except FileExistsError:
            if not may_replace:
                raise
            path.unlink()
            os.link(source, path, src_dir_fd=descriptor)
    except OSError as error:
        if error.errno in _NAMED_ONLY:
            return False
        raise
    return True


def _fill(descriptor: int, data: bytes, like: int | None) -> None:
    """Write `data`, and what `like` has besides content; all of it on the disk."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest[:_BLOCK]) :]
    if like is not None:
        _dress(descriptor, like)
    os.fsync(descriptor)


class _OwnerError(OSError):
    """The new file cannot have the owner of the old one."""


def _dress(descriptor: int, like: int) -> None:
    """Owner, permissions, access lists and extended attributes of the open file `like`."""
    if not hasattr(os, "fchown"):
        return
    now, wanted = os.fstat(descriptor), os.fstat(like)
    if (now.st_uid, now.st_gid) != (wanted.st_uid, wanted.st_gid):
        try:
            os.fchown(descriptor, wanted.st_uid, wanted.st_gid)
        except PermissionError as error:
            who = f"user {wanted.st_uid}, group {wanted.st_gid}"
            raise _OwnerError(f"it belongs to {who}, which would be lost; run the command as its owner") from error
    os.fchmod(descriptor, stat.S_IMODE(wanted.st_mode))
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(like)
    except OSError:  # a file system without them
        return
    for name in names:
        try:
            os.setxattr(descriptor, name, os.getxattr(like, name))
        except OSError:
            if not name.startswith(_OF_THE_SYSTEM):
                raise
