"""Files that are whole or not there: small files of the office, its lock, and packages on a stick.

Problem: a USB stick says "written" long before it is, may be pulled at any moment, and may have less
room than it claims; a laptop loses its power in the middle of a write. Choice: everything is written
under another name beside its place, forced to the medium, and only then given its name; what goes
onto a stick is also read back past the system's cache and compared. A rename on FAT does not survive
every loss of power, so readers of packages trust their signature alone. A file system with a journal
on all sticks would change our mind.

Errors of the operating system become ours in one function, `machine_error`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol

from desktop_app.errors import Code, MachineError, UserError
from desktop_app.paths import RESOURCES
from desktop_app.progress import Progress

if sys.platform == "win32":
    import ctypes
    import mmap
    import msvcrt
    from ctypes import wintypes
else:
    import fcntl

PIECE = 1 << 20
_FORCED_BYTES = 16 << 20
_PART_PREFIX, _PART_SUFFIX = "~", ".part"
_OWN, _OF_OTHERS = 0o600, 0o077
_BINARY = getattr(os, "O_BINARY", 0)
_SLACK = 256 * 1024  # directory entries and the last, half-used cluster


# --- reading ---------------------------------------------------------------------------------------


def read_resource_text(relative: str) -> str:
    """The text of a file under `resources/`, which every copy of the program has."""
    try:
        return (RESOURCES / relative).read_text(encoding="utf-8")
    except OSError as error:
        raise machine_error(error, name=Path(relative).name) from error


def free_bytes(folder: Path) -> int:
    """The room left where `folder` is; raises `MachineError`."""
    try:
        return shutil.disk_usage(folder).free
    except OSError as error:
        raise machine_error(error, name=folder.name) from error


# --- small files, whole or as before -----------------------------------------------------------------


class OpenedFile(Protocol):
    """A new file being written."""

    def write(self, data: bytes | memoryview, /) -> int | None:
        """Take the beginning of `data`; the number of bytes taken."""

    def fileno(self) -> int:
        """The number under which the operating system knows it."""

    def close(self) -> None:
        """Let go of it."""


Opener = Callable[[Path], OpenedFile]
"""Makes a file that is not there yet; tests hand in one whose disk fails."""


def create_unbuffered(path: Path) -> OpenedFile:
    """A new, empty file; nothing written to it waits in this program."""
    return path.open("xb", buffering=0)


def create_private(path: Path) -> OpenedFile:
    """The same, for nobody but the owner of this account of the computer."""
    return open(
        os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, _OWN), "wb", buffering=0
    )


def begin_private(path: Path) -> None:
    """Make an empty file for nobody but its owner where there is none; whoever writes it finds a fault."""
    with suppress(OSError):
        create_private(path).close()


def make_private(folder: Path) -> None:
    """Take from everybody but the owner what lies below a folder, where the system has such rights."""
    for path in folder.rglob("*"):
        with suppress(OSError):
            mode = path.stat().st_mode
            if mode & _OF_OTHERS:
                path.chmod(mode & ~_OF_OTHERS)


def write_whole(
    path: Path, data: bytes, *, keep_previous: bool = False, opened: Opener = create_unbuffered
) -> None:
    """Give `path` this content: after any failure or loss of power it holds the old one or the new.

    With `keep_previous` the old content stays beside it as `<name>.previous`. Raises `MachineError`.
    """
    part = part_of(path)
    try:
        with suppress(FileNotFoundError):
            part.unlink()
        _write_and_force(part, [data], opened)
        if keep_previous and path.exists():
            _keep(path, opened)
        os.replace(part, path)
        force_folder(path.parent)
    except OSError as error:
        _forget(part)
        raise machine_error(error, name=path.name) from error


def previous_of(path: Path) -> Path:
    """Where `write_whole` keeps the content before the last."""
    return path.with_name(path.name + ".previous")


def part_of(path: Path) -> Path:
    """The name under which `path` is written before it is whole."""
    return path.with_name(f"{_PART_PREFIX}{path.name}{_PART_SUFFIX}")


def _keep(path: Path, opened: Opener) -> None:
    kept, part = previous_of(path), part_of(previous_of(path))
    # A copy and not a rename: `path` itself must never be missing.
    with suppress(FileNotFoundError):
        part.unlink()
    try:
        _write_and_force(part, [path.read_bytes()], opened)
        os.replace(part, kept)
    except OSError:
        _forget(part)
        raise


def _write_and_force(path: Path, pieces: Iterator[bytes] | list[bytes], opened: Opener) -> None:
    file, waiting = opened(path), 0
    try:
        for piece in pieces:
            _write_all(file, piece)
            waiting += len(piece)
            # A long file is forced as it grows: forced whole at its end, somebody's save would wait for it.
            if waiting >= _FORCED_BYTES:
                os.fsync(file.fileno())
                waiting = 0
        os.fsync(file.fileno())
    finally:
        file.close()


def _write_all(file: OpenedFile, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        taken = file.write(rest)
        if not taken:
            raise OSError(errno.EIO, "the file takes nothing")
        rest = rest[taken:]


def _forget(part: Path) -> None:
    # The disk that failed may be gone altogether; the name shows what a leftover is.
    with suppress(OSError):
        part.unlink()


def erase(path: Path) -> None:
    """Overwrite a file and remove it; one that is not there is fine. Raises `MachineError`.

    What a disk keeps elsewhere of the blocks it had (SSD, copy on write) is beyond a program.
    """
    try:
        with suppress(FileNotFoundError):
            size = path.stat().st_size
            with path.open("rb+") as file:
                for at in range(0, size, PIECE):
                    file.write(bytes(min(PIECE, size - at)))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
    except OSError as error:
        raise machine_error(error, name=path.name) from error


def force_folder(folder: Path) -> None:
    """Make new names in `folder` survive a loss of power, where the system can be asked for that."""
    if sys.platform != "win32":
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        except OSError as error:
            # Some file systems that run outside the kernel (exFAT, NTFS) cannot.
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
                raise
        finally:
            os.close(number)


# --- one program for one office --------------------------------------------------------------------------


class OfficeLock:
    """Held while an office is open; a second program is refused with `OFFICE_IN_USE`.

    The operating system lets go of it when the program ends, however it ends; the file itself stays
    and means nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def take(self) -> None:
        """Hold the lock from now on; raises `UserError` (`OFFICE_IN_USE`) or `MachineError`."""
        try:
            file = self._path.open("a+b", buffering=0)
        except OSError as error:
            raise machine_error(error, name=self._path.name) from error
        try:
            _lock(file)
        except OSError as error:
            file.close()
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                raise UserError(Code.OFFICE_IN_USE, office=self._path.parent.name) from error
            raise machine_error(error, name=self._path.name) from error
        self._file = file

    def release(self) -> None:
        """Let another program have the office."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> OfficeLock:
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


class _Numbered(Protocol):
    def fileno(self) -> int: ...
    def seek(self, position: int, /) -> int: ...


if sys.platform == "win32":

    def _lock(file: _Numbered) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: _Numbered) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


# --- packages onto a stick ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written, forced to the medium, read back and found the same."""

    path: Path
    size: int
    sha512: bytes


class SeekableSource(Protocol):
    """What is to be written: readable from its beginning, its size known."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; empty at the end."""

    def seek(self, position: int, whence: int = 0, /) -> int:
        """Go to `position`; the position reached."""


def write_to_stick(
    folder: Path,
    name: str,
    source: SeekableSource,
    progress: Progress,
    *,
    opened: Opener = create_unbuffered,
) -> WrittenFile:
    """Put all of `source` into `folder` as `name`, and return only when it is certain to be there.

    Never overwrites. After any failure, and after a stop, there is no file called `name`, and no half
    file where the medium still allows its removal. Raises `MachineError` (`STICK_FULL`, `STICK_GONE`,
    `STICK_READ_BACK_DIFFERS`, …), `UserError` (`FILE_EXISTS`) and `Cancelled`.
    """
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    target, part = folder / name, folder / f"{_PART_PREFIX}{name}{_PART_SUFFIX}"
    progress.begin("writing", size)
    try:
        folder.mkdir(exist_ok=True)
        if target.exists():
            raise UserError(Code.FILE_EXISTS, name=name)
        _check_room(folder, size, name)
        with suppress(FileNotFoundError):
            part.unlink()
        try:
            hasher = hashlib.sha512()
            _write_and_force(part, _pieces_of(source, hasher, progress), opened)
            progress.begin("reading-back", size)
            if digest_on_medium(part, progress) != hasher.digest():
                raise MachineError(Code.STICK_READ_BACK_DIFFERS, name=name)
            progress.begin("finishing", stoppable=False)
            # Looked at again: on POSIX a rename would replace it without a word.
            if target.exists():
                raise UserError(Code.FILE_EXISTS, name=name)
            os.rename(part, target)
            force_folder(folder)
        except BaseException:
            _forget(part)
            raise
    except OSError as error:
        raise machine_error(error, name=name, stick=True) from error
    return WrittenFile(path=target, size=size, sha512=hasher.digest())


def _check_room(folder: Path, size: int, name: str) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + _SLACK:
        raise MachineError(Code.STICK_FULL, name=name, needed=size + _SLACK, free=free)


def _pieces_of(
    source: SeekableSource, hasher: hashlib._Hash, progress: Progress
) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        hasher.update(piece)
        yield piece
        progress.advance(len(piece))


def digest_on_medium(path: Path, progress: Progress) -> bytes:
    """The SHA-512 of what the medium itself gives back, not of what the system still remembers."""
    hasher = hashlib.sha512()
    for piece in _pieces_on_medium(path):
        hasher.update(piece)
        progress.advance(len(piece))
    return hasher.digest()


if sys.platform == "win32":
    _GENERIC_READ, _SHARE_READ, _OPEN_EXISTING = 0x80000000, 1, 3
    _NO_BUFFERING, _SEQUENTIAL = 0x20000000, 0x08000000

    def _pieces_on_medium(path: Path) -> Iterator[bytes]:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = wintypes.HANDLE
        kernel.CreateFileW.argtypes = [
            wintypes.LPCWSTR,
            wintypes.DWORD,
            wintypes.DWORD,
            wintypes.LPVOID,
            wintypes.DWORD,
            wintypes.DWORD,
            wintypes.HANDLE,
        ]
        kernel.ReadFile.argtypes = [
            wintypes.HANDLE,
            wintypes.LPVOID,
            wintypes.DWORD,
            ctypes.POINTER(wintypes.DWORD),
            wintypes.LPVOID,
        ]
        kernel.CloseHandle.argtypes = [wintypes.HANDLE]
        handle = kernel.CreateFileW(
            str(path),
            _GENERIC_READ,
            _SHARE_READ,
            None,
            _OPEN_EXISTING,
            _NO_BUFFERING | _SEQUENTIAL,
            None,
        )
        if handle == wintypes.HANDLE(-1).value:
            raise ctypes.WinError(ctypes.get_last_error())
        # Without buffering Windows reads whole sectors into memory that starts at a sector's multiple;
        # an anonymous map starts at a page's.
        memory = mmap.mmap(-1, PIECE)
        place = (ctypes.c_char * PIECE).from_buffer(memory)
        count = wintypes.DWORD()
        try:
            while True:
                if not kernel.ReadFile(handle, place, PIECE, ctypes.byref(count), None):
                    raise ctypes.WinError(ctypes.get_last_error())
                if not count.value:
                    return
                yield memory[: count.value]
        finally:
            kernel.CloseHandle(handle)
            del place
            memory.close()

else:

    def _pieces_on_medium(path: Path) -> Iterator[bytes]:
        with path.open("rb", buffering=0) as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while piece := file.read(PIECE):
                yield piece


# --- errors of the operating system --------------------------------------------------------------------------

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_GONE = {errno.ENOENT, errno.EIO, errno.ENXIO, errno.ENODEV, errno.ENOTDIR, errno.ENOTCONN}
_FAILING = {errno.EIO, errno.ENXIO, errno.ENODEV}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_WINDOWS_GONE = {21, 55, 433, 1006, 1167}
_WINDOWS_FORBIDDEN = {5, 19, 32}


def machine_error(error: OSError, *, name: str, stick: bool = False) -> MachineError:
    """Ours for an error of the operating system at the file `name` (the last part of a path).

    `stick` says that the file lies on something a person may pull out.
    """
    number = error.errno or 0
    windows = getattr(error, "winerror", None)
    if number in _FULL:
        code = Code.STICK_FULL if stick else Code.DISK_FULL
    elif windows in _WINDOWS_FORBIDDEN or (number in _FORBIDDEN and windows not in _WINDOWS_GONE):
        code = Code.FOLDER_UNWRITABLE
    elif stick and (number in _GONE or windows in _WINDOWS_GONE):
        code = Code.STICK_GONE
    elif number in _FAILING:
        code = Code.DISK_FAILING
    else:
        code = Code.FILE_UNREADABLE
    return MachineError(code, name=name, reason=errno.errorcode.get(number, "unknown"))
