"""Files are whole or not there, whatever fails while they are written."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app import files
from desktop_app.errors import Cancelled, Code, MachineError, UserError
from desktop_app.progress import Progress
from tests.exchange.parties import a_package, some_records

DATA = bytes(range(40))


class PulledAfter:
    """A stick that is pulled out (or is full) after some bytes: the rest fails, and so does forcing."""

    def __init__(self, path: Path, room: int, number: int) -> None:
        self._file = path.open("xb", buffering=0)
        self._room = room
        self._number = number

    def write(self, data: bytes | memoryview, /) -> int | None:
        if not self._room:
            raise OSError(self._number, os.strerror(self._number))
        taken = self._file.write(data[: self._room])
        assert taken is not None
        self._room -= taken
        return taken

    def fileno(self) -> int:
        if not self._room:
            raise OSError(self._number, os.strerror(self._number))
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()


def pulled_after(room: int, number: int) -> files.Opener:
    """Opens files on such a stick."""
    return lambda path: PulledAfter(path, room, number)


@contextmanager
def files_no_longer_than(count: int) -> Iterator[None]:
    """The kernel itself cuts every write of this process short after `count` bytes of a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- write_whole ---


def test_a_whole_file_is_there_with_its_content_and_nothing_beside_it(tmp_path: Path) -> None:
    files.write_whole(tmp_path / "keys.json", b"one")
    files.write_whole(tmp_path / "keys.json", b"two")
    assert (tmp_path / "keys.json").read_bytes() == b"two"
    assert names_in(tmp_path) == ["keys.json"]


def test_the_generation_before_is_kept_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    for data in (b"one", b"two", b"three"):
        files.write_whole(path, data, keep_previous=True)
    assert path.read_bytes() == b"three"
    assert files.previous_of(path).read_bytes() == b"two"
    assert names_in(tmp_path) == ["keys.json", "keys.json.previous"]


def test_a_write_that_fails_after_any_number_of_bytes_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    files.write_whole(path, b"old")
    for room in range(len(DATA) + 1):
        with pytest.raises(MachineError) as caught:
            files.write_whole(
                path, DATA, keep_previous=True, opened=pulled_after(room, errno.ENOSPC)
            )
        assert caught.value.code is Code.DISK_FULL
        assert path.read_bytes() == b"old"
        assert names_in(tmp_path) == ["keys.json"]


def test_a_leftover_of_a_lost_power_does_not_stand_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    files.part_of(path).write_bytes(b"half")
    files.write_whole(path, b"whole")
    assert names_in(tmp_path) == ["keys.json"]


# --- the lock ---

HOLD = """
import sys
from pathlib import Path
from desktop_app.files import OfficeLock
with OfficeLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_program_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "office.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(UserError) as caught:
            files.OfficeLock(path).take()
        assert caught.value.code is Code.OFFICE_IN_USE
        first.communicate()
    with files.OfficeLock(path):
        pass


def test_a_program_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "office.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        first.stdout.readline()
        first.kill()
        first.wait()
    with files.OfficeLock(path):
        pass


def test_a_lock_in_one_program_is_held_against_itself_and_can_be_released_twice(
    tmp_path: Path,
) -> None:
    lock = files.OfficeLock(tmp_path / "office.lock")
    lock.take()
    with pytest.raises(UserError):
        files.OfficeLock(tmp_path / "office.lock").take()
    lock.release()
    lock.release()
    with files.OfficeLock(tmp_path / "office.lock"):
        pass


# --- onto a stick ---


def write(
    folder: Path, data: bytes = DATA, **more: Callable[[Path], files.OpenedFile]
) -> files.WrittenFile:
    return files.write_to_stick(folder, "a.tukar", io.BytesIO(data), Progress(), **more)


def test_what_is_written_to_a_stick_is_read_back_and_named_last(tmp_path: Path) -> None:
    data = os.urandom(3 * files.PIECE + 17)
    progress = Progress()
    written = files.write_to_stick(tmp_path / "TUKAR", "a.tukar", io.BytesIO(data), progress)
    assert written.path.read_bytes() == data
    assert written.size == len(data)
    assert written.sha512 == hashlib.sha512(data).digest()
    assert names_in(tmp_path / "TUKAR") == ["a.tukar"]
    assert not progress.reading.stoppable


def test_an_empty_source_and_one_read_before_are_written_whole(tmp_path: Path) -> None:
    assert write(tmp_path, b"").size == 0
    source = io.BytesIO(DATA)
    source.read()
    files.write_to_stick(tmp_path, "b.tukar", source, Progress())
    assert (tmp_path / "b.tukar").read_bytes() == DATA


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.tukar").write_bytes(b"mine")
    with pytest.raises(UserError) as caught:
        write(tmp_path)
    assert caught.value.code is Code.FILE_EXISTS
    assert (tmp_path / "a.tukar").read_bytes() == b"mine"
    assert names_in(tmp_path) == ["a.tukar"]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EIO, Code.STICK_GONE), (errno.ENOSPC, Code.STICK_FULL)]
)
def test_a_stick_that_fails_after_any_number_of_bytes_keeps_no_half_file(
    tmp_path: Path, number: int, code: Code
) -> None:
    for room in range(len(DATA) + 1):
        with pytest.raises(MachineError) as caught:
            write(tmp_path, opened=pulled_after(room, number))
        assert caught.value.code is code
        assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EIO, Code.STICK_GONE), (errno.ENOSPC, Code.STICK_FULL)]
)
def test_a_stick_pulled_or_full_after_any_byte_of_a_package_keeps_nothing_of_it(
    tmp_path: Path, number: int, code: Code
) -> None:
    package = a_package(some_records(3))
    assert len(package) > 1_000
    for room in range(len(package)):
        with pytest.raises(MachineError) as caught:
            write(tmp_path, package, opened=pulled_after(room, number))
        assert caught.value.code is code
        assert names_in(tmp_path) == []


def test_the_kernel_saying_full_after_any_number_of_bytes_is_a_full_stick(tmp_path: Path) -> None:
    for room in range(len(DATA)):
        with pytest.raises(MachineError) as caught, files_no_longer_than(room):
            write(tmp_path)
        assert caught.value.code is Code.STICK_FULL
        assert names_in(tmp_path) == []


def test_a_stick_that_keeps_other_bytes_than_it_was_given_is_found_out(tmp_path: Path) -> None:
    class Liar(PulledAfter):
        """A stick of fake capacity: takes everything, keeps zeros after the first bytes."""

        def write(self, data: bytes | memoryview, /) -> int | None:
            return self._file.write(bytes(data[:10]) + bytes(len(data) - 10))

        def fileno(self) -> int:
            return self._file.fileno()

    with pytest.raises(MachineError) as caught:
        write(tmp_path, opened=lambda path: Liar(path, 0, errno.EIO))
    assert caught.value.code is Code.STICK_READ_BACK_DIFFERS
    assert names_in(tmp_path) == []


def test_too_little_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    class Huge(io.BytesIO):
        """Says it is larger than any stick."""

        def seek(self, position: int, whence: int = 0, /) -> int:
            return 1 << 60 if whence == os.SEEK_END else super().seek(position, whence)

    with pytest.raises(MachineError) as caught:
        files.write_to_stick(tmp_path, "a.tukar", Huge(DATA), Progress())
    assert caught.value.code is Code.STICK_FULL
    assert caught.value.facts["needed"] > 1 << 60  # type: ignore[operator]  # a number of bytes
    assert names_in(tmp_path) == []


def test_a_stick_that_is_not_there_is_gone(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as caught:
        write(tmp_path / "pulled" / "TUKAR")
    assert caught.value.code is Code.STICK_GONE


def test_stopping_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    progress = Progress()

    class StopsInTheMiddle(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                progress.ask_to_stop()
            return super().read(size)

    with pytest.raises(Cancelled):
        files.write_to_stick(
            tmp_path, "a.tukar", StopsInTheMiddle(bytes(3 * files.PIECE)), progress
        )
    assert names_in(tmp_path) == []


# --- the rest ---


@pytest.mark.parametrize(
    ("number", "stick", "code"),
    [
        (errno.ENOSPC, False, Code.DISK_FULL),
        (errno.EDQUOT, False, Code.DISK_FULL),
        (errno.EFBIG, True, Code.STICK_FULL),
        (errno.EIO, False, Code.DISK_FAILING),
        (errno.EIO, True, Code.STICK_GONE),
        (errno.ENOENT, True, Code.STICK_GONE),
        (errno.ENOENT, False, Code.FILE_UNREADABLE),
        (errno.EROFS, True, Code.FOLDER_UNWRITABLE),
        (errno.EACCES, False, Code.FOLDER_UNWRITABLE),
        (errno.EMFILE, False, Code.FILE_UNREADABLE),
    ],
)
def test_each_error_of_the_system_has_its_code(number: int, stick: bool, code: Code) -> None:
    error = files.machine_error(OSError(number, "…"), name="x", stick=stick)
    assert error.code is code
    assert error.facts == {"name": "x", "reason": errno.errorcode[number]}


def test_free_room_is_a_number_or_an_error_of_ours(tmp_path: Path) -> None:
    assert files.free_bytes(tmp_path) > 0
    with pytest.raises(MachineError):
        files.free_bytes(tmp_path / "missing")


def test_a_resource_is_text_and_a_missing_one_is_an_error_of_ours() -> None:
    assert files.read_resource_text("translations/id.po")
    with pytest.raises(MachineError) as caught:
        files.read_resource_text("translations/xx.po")
    assert caught.value.facts["name"] == "xx.po"
