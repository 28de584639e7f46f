"""What a deed does to the files below a folder, call by call, as the kernel sees it.

The deed runs in a forked child under `ptrace`, so that everything is seen alike: what this program writes,
and what SQLCipher writes below it. Memory that two connections share (``-shm``) is no file of the office:
it is made anew whenever an office is opened.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Ready = TypeVar("Ready")

_TRACE_ME, _SYSCALL, _SET_OPTIONS, _SYSCALL_INFO = 0, 24, 0x4200, 0x420E
_OPTIONS = 0x01 | 0x02 | 0x04 | 0x08 | 0x100000  # own signal, fork, vfork, clone, die with us
_ANY_CHILD = 0x40000000
_OF_SYSCALL = signal.SIGTRAP | 0x80
_POKE_USER, _GET_REGSET, _SET_REGSET = 6, 0x4204, 0x4205
_GENERAL, _ARM_CALL = 1, 0x404
_ENTRY, _EXIT = 1, 2
_WANTS_ROOM = frozenset({"write", "create", "mkdir"})
_HERE = -100
_CALLS = {
    "x86_64": {
        1: "write",
        2: "open",
        18: "pwrite",
        20: "writev",
        40: "sendfile",
        74: "fsync",
        75: "fsync",
        77: "ftruncate",
        82: "rename",
        83: "mkdir",
        84: "rmdir",
        87: "unlink",
        257: "openat",
        258: "mkdirat",
        263: "unlinkat",
        264: "renameat",
        285: "fallocate",
        296: "pwritev",
        316: "renameat",
        326: "copy_file_range",
    },
    "aarch64": {
        34: "mkdirat",
        35: "unlinkat",
        38: "renameat",
        46: "ftruncate",
        47: "fallocate",
        56: "openat",
        64: "write",
        66: "writev",
        68: "pwrite",
        70: "pwritev",
        71: "sendfile",
        82: "fsync",
        83: "fsync",
        276: "renameat",
        285: "copy_file_range",
    },
}
_NOT_FOLLOWED = frozenset({"writev", "pwritev", "sendfile", "copy_file_range", "fallocate"})
"""What nothing of ours does to a file today; whoever begins to has to have it recorded."""


@dataclass(frozen=True, slots=True)
class Step:
    """One call that changed something: `kind` is create, write, cut, sync, rename, unlink, mkdir or rmdir."""

    kind: str
    path: Path
    at: int = 0
    data: bytes = b""
    target: Path | None = None


class _Info(ctypes.Structure):
    _fields_ = (
        ("op", ctypes.c_uint8),
        ("pad", ctypes.c_uint8 * 3),
        ("arch", ctypes.c_uint32),
        ("ip", ctypes.c_uint64),
        ("sp", ctypes.c_uint64),
        ("first", ctypes.c_int64),  # the number of the call, or what it gave back
        ("args", ctypes.c_uint64 * 6),
    )


class DeedFailed(Exception):
    """The child ended otherwise than well."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def record(
    ready: Callable[[], Ready],
    deed: Callable[[Ready], object],
    below: Path,
    begins: Callable[[], object],
    *,
    full_after: int | None = None,
) -> list[Step]:
    """Do `deed` with what `ready` gives, in a child; the steps it took below the folder, in order.

    `begins` is called here while the child waits between the two. With `full_after` the disk takes so many
    steps that need room, and says that it is full at all later ones.
    """
    child = os.fork()
    if child == 0:
        try:
            made = ready()
            _ptrace(_TRACE_ME, 0, 0, 0)
            os.kill(os.getpid(), signal.SIGSTOP)
            deed(made)
            os._exit(0)
        finally:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
    _, status = os.waitpid(child, _ANY_CHILD)
    assert os.WIFSTOPPED(status), "the child ended before its deed"
    _ptrace(_SET_OPTIONS, child, 0, _OPTIONS)
    begins()
    return _Recorder(child, below, full_after).run()


class _Recorder:
    def __init__(self, child: int, below: Path, room: int | None) -> None:
        self._child = child
        self._below = below.resolve()
        self._calls = _CALLS[platform.machine()]
        self._room = room
        self._begun: dict[int, Step | None] = {}
        self._refused: set[int] = set()
        self._steps: list[Step] = []

    def run(self) -> list[Step]:
        _ptrace(_SYSCALL, self._child, 0, 0)
        while True:
            task, status = os.waitpid(-1, _ANY_CHILD)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                if task == self._child:
                    if status:
                        raise DeedFailed(os.waitstatus_to_exitcode(status))
                    return self._steps
                continue
            what = os.WSTOPSIG(status)
            if what == _OF_SYSCALL:
                self._call(task)
            passed_on = what if what not in (_OF_SYSCALL, signal.SIGTRAP, signal.SIGSTOP) else 0
            _ptrace(_SYSCALL, task, 0, passed_on)

    def _call(self, task: int) -> None:
        info = _Info()
        _ptrace(_SYSCALL_INFO, task, ctypes.sizeof(info), ctypes.addressof(info))
        if info.op == _ENTRY:
            name = self._calls.get(info.first)
            step = self._step(task, name, list(info.args)) if name else None
            self._begun[task] = step
            if step is not None and step.kind in _WANTS_ROOM and self._room is not None:
                self._room -= 1
                if self._room < 0:
                    self._refused.add(task)
                    _skip_call(task)
        elif info.op == _EXIT and task in self._refused:
            self._refused.remove(task)
            _answer(task, -errno.ENOSPC)
        elif info.op == _EXIT:
            step = self._begun.pop(task, None)
            if step is not None and info.first >= 0:
                if step.kind == "write":
                    step = Step("write", step.path, step.at, step.data[: info.first])
                self._steps.append(step)

    def _step(self, task: int, name: str, args: list[int]) -> Step | None:
        """What a call is about to do below the folder."""
        if name in ("open", "openat", "mkdir", "mkdirat", "unlink", "unlinkat", "rmdir"):
            if name.endswith("at"):
                path, args = self._name(task, args[1], args[0]), args[1:]
            else:
                path = self._name(task, args[0])
            return self._of_name(name.removesuffix("at"), path, args) if path else None
        if name in ("rename", "renameat"):
            places = args if name == "rename" else args[1:4:2]
            path, target = (self._name(task, place) for place in places[:2])
            return Step("rename", path, target=target) if path and target else None
        path = self._open_file(task, args[0])
        if path is None:
            return None
        assert name not in _NOT_FOLLOWED, f"{name} is not followed"
        if name == "fsync":
            return Step("sync", path)
        if name == "ftruncate":
            return Step("cut", path, args[1])
        at = args[3] if name == "pwrite" else _position(task, args[0])
        return Step("write", path, at, _memory(task, args[1], args[2]))

    def _of_name(self, name: str, path: Path, args: list[int]) -> Step | None:
        if name == "open":
            flags = args[1] & 0xFFFFFFFF
            is_there = (self._below / path).exists()
            if flags & os.O_TRUNC and is_there:
                return Step("cut", path)
            return Step("create", path) if flags & os.O_CREAT and not is_there else None
        if name == "unlink" and (self._below / path).is_dir():
            return Step("rmdir", path)
        return Step(name, path)

    def _name(self, task: int, place: int, folder: int = _HERE & 0xFFFFFFFF) -> Path | None:
        text = os.fsdecode(_text(task, place))
        number = ctypes.c_int32(folder & 0xFFFFFFFF).value
        base = Path(os.readlink(f"/proc/{task}/{'cwd' if number == _HERE else f'fd/{number}'}"))
        return self._inside(Path(os.path.normpath(base / text)))

    def _open_file(self, task: int, number: int) -> Path | None:
        try:
            found = os.readlink(f"/proc/{task}/fd/{ctypes.c_int32(number & 0xFFFFFFFF).value}")
        except OSError:
            return None
        return self._inside(Path(found))

    def _inside(self, path: Path) -> Path | None:
        is_ours = path.is_relative_to(self._below) and not path.name.endswith("-shm")
        return path.relative_to(self._below) if is_ours else None


def _skip_call(task: int) -> None:
    """Let the kernel do nothing instead of the call that begins."""
    if platform.machine() == "x86_64":
        _ptrace(_POKE_USER, task, 15 * 8, -1)
    else:
        _regset(_SET_REGSET, task, _ARM_CALL, ctypes.c_int32(-1))


def _answer(task: int, value: int) -> None:
    """What the call that ends gives back."""
    if platform.machine() == "x86_64":
        _ptrace(_POKE_USER, task, 10 * 8, value)
    else:
        registers = (ctypes.c_int64 * 34)()
        _regset(_GET_REGSET, task, _GENERAL, registers)
        registers[0] = value
        _regset(_SET_REGSET, task, _GENERAL, registers)


def _regset(
    request: int, task: int, which: int, values: ctypes.Array[ctypes.c_int64] | ctypes.c_int32
) -> None:
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(values), ctypes.sizeof(values))
    _ptrace(request, task, which, ctypes.addressof(vector))


def _position(task: int, number: int) -> int:
    """Where an open file stands; its end where everything is written there."""
    said = dict(
        line.split(":\t", 1)
        for line in Path(f"/proc/{task}/fdinfo/{number}").read_text().splitlines()
        if ":\t" in line
    )
    if int(said["flags"], 8) & os.O_APPEND:
        return os.stat(f"/proc/{task}/fd/{number}").st_size
    return int(said["pos"])


def _memory(task: int, place: int, size: int) -> bytes:
    with open(f"/proc/{task}/mem", "rb", buffering=0) as memory:
        memory.seek(place)
        return memory.read(size)


def _text(task: int, place: int) -> bytes:
    with open(f"/proc/{task}/mem", "rb", buffering=0) as memory:
        memory.seek(place)
        found = b""
        while b"\0" not in found:
            # No further than the page: the next one may not be there.
            found += memory.read(4096 - (place + len(found)) % 4096)
        return found.split(b"\0", 1)[0]


_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _ptrace(request: int, task: int, place: int, data: int) -> None:
    assert _LIBC is not None
    call = _LIBC.ptrace
    call.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    call.restype = ctypes.c_long
    if call(request, task, place, data) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
