"""How a package gets onto a stick and is opened from one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from desktop_app import files
from desktop_app.errors import UserError
from desktop_app.exchange.container import Container, check_signature, read_container
from desktop_app.exchange.finding import FOLDER, file_name, older_files
from desktop_app.exchange.header import Header
from desktop_app.files import WrittenFile
from desktop_app.progress import Progress
from desktop_app.store.packages import PackageLine
from desktop_app.store.store import Transaction

_SPOOL = 32 << 20


@dataclass(frozen=True, slots=True)
class PackageWritten:
    """A package that was written, read back and found the same: the stick may be taken out.

    `attachments` counts the files of evidence in it, `left_behind` those that wait for the next one.
    """

    path: Path
    file: str
    package_id: str
    number: int
    bytes: int
    ops: int
    attachments: int = 0
    left_behind: int = 0


def write_out(
    folder: Path,
    made_on: date,
    progress: Progress,
    write: Callable[[BinaryIO], Header],
    *,
    office: str = "",
    device: str = "",
) -> tuple[Header, WrittenFile]:
    """Let `write` make a package and put it into `folder`/TUKAR under its proper name, read back.

    `office` and `device` are those it is for, if its name should say so. Only sealed bytes ever lie on this computer's disk on the way.
    """
    progress.begin("sealing")
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        source = cast(BinaryIO, spool)
        header = write(source)
        name = file_name(header, made_on, office=office, device=device)
        return header, files.write_to_stick(target_folder(folder), name, source, progress)


def target_folder(folder: Path) -> Path:
    """Where packages lie on a stick: in a folder of their own, which people may name as well."""
    return folder if folder.name == FOLDER else folder / FOLDER


def remove_older(folder: Path, *headers: Header) -> None:
    """Make room on the stick: of packages like these only the last few stay, see `older_files`."""
    # What was just written is safe whatever happens here.
    with suppress(OSError):
        for path in older_files(target_folder(folder), *headers):
            path.unlink()


def is_whole_package(path: Path, package_id: str, signer: bytes) -> bool:
    """True if this very package lies there and every byte of it is what was signed."""
    try:
        with path.open("rb") as file:
            container = read_container(file, path.name)
            check_signature(container, signer)
    except (OSError, UserError):
        return False
    return container.header.package_id == package_id


@contextmanager
def only_if_kept(written: WrittenFile) -> Iterator[None]:
    """A file on the stick that the database then knows nothing of is taken away again."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            written.path.unlink()
        raise


@contextmanager
def package_in(path: Path) -> Iterator[Container]:
    """The shape of the package in a file somebody chose; raises `UserError`, `MachineError`."""
    try:
        with path.open("rb") as file:
            yield read_container(file, path.name)
    except OSError as error:
        raise files.machine_error(error, name=path.name, stick=True) from error


def history_line(
    tx: Transaction, header: Header, written: WrittenFile, *, ops: int = 0, last_op: int = 0
) -> PackageLine:
    """The line of a package that was written here."""
    return PackageLine(
        id=header.package_id,
        direction="out",
        kind=header.kind.value,
        file_name=written.path.name,
        bytes=written.size,
        ops=ops,
        digest=written.sha512.hex(),
        sender=tx.author.device_id,
        handled_at=tx.at,
        handled_by=tx.author.user_id,
        number=header.number,
        last_op=last_op,
    )
