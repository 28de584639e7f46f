"""A package written onto real images of the file systems that sticks have, as far as this machine lets it.

    .venv/bin/python build_scripts/sticks.py

For FAT32 and for exFAT it makes an image, mounts it (by the kernel, or by a program of FUSE where the kernel
does not know the file system), writes a package as the program does, finds it again by its content, tries
one that is larger than the stick, and has the image checked afterwards. Where that cannot be done it says
why. Wants root, and `dosfstools`, `exfatprogs`; `fusefat`, `exfat-fuse` where the kernel needs them.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desktop_app import files
from desktop_app.errors import Code, MachineError
from desktop_app.exchange.finding import find_packages
from desktop_app.progress import Progress
from tests.exchange.parties import a_package, some_records

_IMAGE_BYTES = 64 << 20


class Refused(Exception):
    """This machine does not do it; the text says what it said."""


@dataclass(frozen=True, slots=True)
class FileSystem:
    """One that sticks have, and the programs that make, mount and check it."""

    name: str
    maker: tuple[str, ...]
    kernel: str
    fuse: tuple[str, ...]
    needs_device: bool
    check: tuple[str, ...]


FAT32 = FileSystem(
    "FAT32",
    ("mkfs.vfat", "-F", "32"),
    "vfat",
    ("fusefat", "-o", "rw+"),
    needs_device=False,
    check=("fsck.vfat", "-n"),
)
EXFAT = FileSystem(
    "exFAT",
    ("mkfs.exfat",),
    "exfat",
    ("mount.exfat-fuse",),
    needs_device=True,
    check=("fsck.exfat", "-n"),
)
BOTH = (FAT32, EXFAT)


def try_out(system: FileSystem) -> tuple[str, bool]:
    """What came of it, in words, and whether the program kept what it promises (so it does if not tried)."""
    with tempfile.TemporaryDirectory(prefix="stick-") as work:
        image, mount = Path(work) / "image", Path(work) / "mount"
        mount.mkdir()
        with image.open("wb") as file:
            file.truncate(_IMAGE_BYTES)
        try:
            _run([*system.maker, str(image)])
            with ExitStack() as mounted:
                by = mounted.enter_context(_mounted(system, image, mount))
                words = _written_on(mount)
            _run([*system.check, str(image)])
        except Refused as error:
            return f"not tried: {error}", True
        except (AssertionError, MachineError) as error:
            return f"BROKEN: {error!r}", False
        return f"{words}; mounted by {by}, the image is sound afterwards", True


@contextmanager
def _mounted(system: FileSystem, image: Path, mount: Path) -> Iterator[str]:
    """Mount an image; gives who did it. Raises `Refused`."""
    by = "the kernel"
    with ExitStack() as undone:
        try:
            _run(["mount", "-t", system.kernel, "-o", "loop", str(image), str(mount)])
        except Refused as kernel:
            device = image
            try:
                if system.needs_device:
                    device = Path(_run(["losetup", "--show", "-f", str(image)]))
                    undone.callback(_run, ["losetup", "-d", str(device)])
                _run([*system.fuse, str(device), str(mount)])
            except Refused as fuse:
                raise Refused(f"{kernel}; {fuse}") from fuse
            by = system.fuse[0]
        undone.callback(_run, ["umount", str(mount)])
        yield by


def _run(command: Sequence[str]) -> str:
    if shutil.which(command[0]) is None:
        raise Refused(f"there is no `{command[0]}`")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise Refused(f"`{command[0]}` said: {said[-1] if said else done.returncode}")
    return done.stdout.strip()


def _written_on(mount: Path) -> str:
    data = a_package(some_records(50))
    with ExitStack() as told:
        if not shutil.disk_usage(mount).total:
            # Some programs of FUSE do not say how much room there is; the rest of the way is the same.
            room = os.statvfs_result((4096, 4096, *[_IMAGE_BYTES // 4096] * 3, 0, 0, 0, 0, 255))
            told.enter_context(patch.object(os, "statvfs", lambda _: room))
        written = files.write_to_stick(mount / "TUKAR", "a.tukar", io.BytesIO(data), Progress())
        assert written.path.read_bytes() == data, "other bytes than were written"
        (found,) = find_packages(mount).packages
        assert found.path == written.path, "not found again"
        try:
            files.write_to_stick(mount, "b.tukar", io.BytesIO(bytes(2 * _IMAGE_BYTES)), Progress())
        except MachineError as error:
            if error.code is not Code.STICK_FULL:
                raise
        else:
            raise AssertionError("one that is too large was taken")
        assert sorted(path.name for path in mount.rglob("*")) == ["TUKAR", "a.tukar"]
    return "written, forced, read back, renamed and found again; one too large is refused"


def main() -> int:
    """Say what came of each; 1 if a promise was broken."""
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    kept = True
    for system in BOTH:
        words, is_kept = try_out(system)
        print(f"{system.name}: {words}")
        kept &= is_kept
    return int(not kept)


if __name__ == "__main__":
    raise SystemExit(main())
