"""Packages on a stick: what they are called, and how they are found whatever they are called now.

A name is a hint for people and is never believed: a virus that hides or renames files must not hide a
package. So every file is asked for its first bytes, whatever its name, ending or hidden flag, and
nothing that leads elsewhere (a link, a shortcut) is followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import MAGIC, SUFFIX, read_container
from desktop_app.exchange.header import Header, PackageKind

FOLDER = "TUKAR"
KEPT = 3
_MAX_FILES = 20_000
_MAX_DEPTH = 8
_LETTERS = {
    PackageKind.UPLOAD: "N",
    PackageKind.DOWNLOAD: "T",
    PackageKind.RELEASE: "Q",
    PackageKind.ENROLMENT: "D",
    PackageKind.ACTIVATION: "A",
    PackageKind.BACKUP: "C",
    PackageKind.PASSPHRASE_RESET: "R",
    PackageKind.UPDATE: "P",
}
_SUSPICIOUS_NAMES = frozenset({"autorun.inf"})
_SUSPICIOUS_ENDINGS = (".lnk", ".url", ".vbs", ".scr", ".pif")


def file_name(header: Header, made_on: date, *, office: str = "", device: str = "") -> str:
    """The name of a package: ASCII, under 64 characters, no name of a person.

    ``TUKAR_<kabupaten>_<kind>_<office>_<device>_<number>_<yyyymmdd>_<package>.tukar``

    `office` (its region) and `device` are those a package of the hub is for, so that people can tell
    a stick full of them apart; without them it is the sender's.
    """
    region = _plain(header.sender.region)
    return (
        f"TUKAR_{region[:4]}_{_LETTERS[header.kind]}_{_plain(office or region)[:10]}_"
        f"{_plain(device or header.sender.device_id)[:4]}_{header.number:04d}_{made_on:%Y%m%d}_"
        f"{_plain(header.package_id)[-4:]}{SUFFIX}"
    )


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isascii() and letter.isalnum())


@dataclass(frozen=True, slots=True)
class FoundPackage:
    """A file that begins like a package: what its header claims, or why it cannot be read."""

    path: Path
    size: int
    header: Header | None
    problem: Code | None


@dataclass(frozen=True, slots=True)
class Findings:
    """What lies below a folder; `suspicious` names files a virus on sticks is known for."""

    packages: tuple[FoundPackage, ...]
    suspicious: tuple[str, ...]


def find_packages(folder: Path) -> Findings:
    """Every package below `folder`, newest first by what they claim; files that cannot be read are passed over."""
    packages: list[FoundPackage] = []
    suspicious: list[str] = []
    for path in _files_below(folder):
        name = path.name.lower()
        if name in _SUSPICIOUS_NAMES or name.endswith(_SUSPICIOUS_ENDINGS):
            suspicious.append(path.name)
            continue
        with suppress(OSError):
            found = _looked_at(path)
            if found is not None:
                packages.append(found)
    packages.sort(key=_age, reverse=True)
    return Findings(tuple(packages), tuple(sorted(suspicious)))


def older_files(folder: Path, *headers: Header, kept: int = KEPT) -> list[Path]:
    """Files in `folder` (not below it) like these that the same device made before, but the last `kept` of each.

    Like one another are packages of one kind for one reader. Uploads hold everything not yet confirmed,
    so an older one says nothing a newer one does not; a package of the hub is made anew from where its
    reader says it is. The folder is looked through once for all of them.
    """
    mine: dict[_Sort, list[tuple[int, float, Path]]] = {_sort_of(header): [] for header in headers}
    for found in find_packages(folder).packages:
        header = found.header
        if header is not None and found.path.parent == folder and _sort_of(header) in mine:
            made_at = header.made_at.timestamp()
            mine[_sort_of(header)].append((header.number, made_at, found.path))
    return [path for some in mine.values() for *_, path in sorted(some, reverse=True)[kept:]]


_Sort = tuple[PackageKind, str, bytes, tuple[str, ...]]


def _sort_of(header: Header) -> _Sort:
    return header.kind, header.sender.device_id, header.signer, header.recipients


def _looked_at(path: Path) -> FoundPackage | None:
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return None
        size = file.seek(0, os.SEEK_END)
        try:
            return FoundPackage(path, size, read_container(file, path.name).header, None)
        except UserError as error:
            return FoundPackage(path, size, None, error.code)


def _age(found: FoundPackage) -> tuple[bool, float, str]:
    made_at = found.header.made_at.timestamp() if found.header else 0.0
    return found.header is not None, made_at, found.path.name


def _files_below(folder: Path) -> Iterator[Path]:
    left = _MAX_FILES
    waiting = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            with suppress(OSError):
                state = entry.stat(follow_symlinks=False)
                if _leads_elsewhere(state):
                    continue
                if stat.S_ISDIR(state.st_mode) and depth < _MAX_DEPTH:
                    waiting.append((Path(entry.path), depth + 1))
                elif stat.S_ISREG(state.st_mode) and left:
                    left -= 1
                    yield Path(entry.path)


def _leads_elsewhere(state: os.stat_result) -> bool:
    # A junction of Windows is a folder to everybody who does not look at this flag.
    reparse = getattr(state, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_REPARSE_POINT
    return stat.S_ISLNK(state.st_mode) or bool(reparse)
