"""The file of a backup (cadangan): the office's encrypted database and its wrapped keys, in one piece.

What lies beside the database (each release, the evidence) changes seldom and is large: it has a file of
its own, written once and named by every backup it belongs to.

Every part is encrypted already: the database by SQLCipher, the key by the passphrases and the recovery
code of the office. So a backup opens with what people know and needs no key of its own; unlike what
the exchange was designed with, no second layer lies around it, and no second key can be lost. What it
says of itself stands in front in clear (which office, when, how much; no name, no number of a person)
and is bound to the parts by their digests, and to the office by a MAC that only its key can make.

Layout: a magic line, the length of the manifest as eight bytes, the manifest in JSON, then the parts one
after the other in its order. A part is found by its kind, never by a path in the file.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from desktop_app import crypto, files
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.progress import Progress

SUFFIX = ".cadangan"
MAGIC = b"DTSEN-CADANGAN-1\n"
DATABASE, KEYS, BESIDE = "database", "keys", "beside"
_PARTS = frozenset({DATABASE, KEYS, BESIDE})
_LENGTH_BYTES = 8
_LARGEST_MANIFEST = 1 << 20
_LARGEST_PART = 1 << 40
_PIECE = 1 << 20
_MAC = "backup-manifest"


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside: what it is, how long, and the SHA-512 of its bytes."""

    kind: str
    size: int
    sha512: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    `beside` names what lay beside the database (the id of a release, or ``attachments``), each with
    the digest its file had: all of it in the backup of an office, the one thing itself in a file
    whose only part is of the kind ``beside``.
    """

    office_id: str
    label: str
    region: str
    incarnation: str
    schema: int
    made_at: datetime
    ops: int
    audit_head: str
    beside: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    mac: str = ""

    @property
    def is_beside(self) -> bool:
        """True if it holds what lies beside a database, and not the office itself."""
        return any(part.kind == BESIDE for part in self.parts)

    def signed(self, key: bytes) -> Manifest:
        """With the MAC of this key."""
        return Manifest(**{**self._fields(), "mac": self._mac(key)})

    def is_of(self, key: bytes) -> bool:
        """True if somebody with this key made it."""
        return self.mac == self._mac(key)

    def _mac(self, key: bytes) -> str:
        return crypto.keyed_digest(key, self._plain(), context=_MAC).hex()

    def _plain(self) -> bytes:
        return json.dumps({**self.as_data(), "mac": ""}, sort_keys=True).encode()

    def _fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def as_data(self) -> dict[str, Any]:
        """As it stands in the file."""
        return {
            "office_id": self.office_id,
            "label": self.label,
            "region": self.region,
            "incarnation": self.incarnation,
            "schema": self.schema,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "ops": self.ops,
            "audit_head": self.audit_head,
            "beside": [list(one) for one in self.beside],
            "parts": [[part.kind, part.size, part.sha512] for part in self.parts],
            "mac": self.mac,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Manifest:
        """Read what `as_data` wrote; raises `ValueError`, `KeyError` or `TypeError`."""
        parts = tuple(Part(str(kind), int(size), str(sha)) for kind, size, sha in data["parts"])
        if not parts or any(
            one.kind not in _PARTS or not 0 <= one.size <= _LARGEST_PART for one in parts
        ):
            raise ValueError("parts")
        if len({one.kind for one in parts}) != len(parts):
            raise ValueError("a part twice")
        made_at = datetime.fromisoformat(data["made_at"])
        if made_at.tzinfo is None:
            raise ValueError("made_at")
        return cls(
            office_id=str(data["office_id"]),
            label=str(data["label"]),
            region=str(data["region"]),
            incarnation=str(data["incarnation"]),
            schema=int(data["schema"]),
            made_at=made_at,
            ops=int(data["ops"]),
            audit_head=str(data["audit_head"]),
            beside=tuple((str(name), str(sha)) for name, sha in data["beside"]),
            parts=parts,
            mac=str(data["mac"]),
        )


def part_of(kind: str, path: Path) -> Part:
    """What the manifest says of this file."""
    hasher = hashlib.sha512()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hasher.update(piece)
        return Part(kind, file.tell(), hasher.hexdigest())


class Joined(io.RawIOBase):
    """Front and files as one source to read, from the beginning or from anywhere."""

    def __init__(self, front: bytes, paths: Sequence[Path]) -> None:
        super().__init__()
        self._sources: list[BinaryIO] = [io.BytesIO(front), *(path.open("rb") for path in paths)]
        self._sizes = [_size_of(source) for source in self._sources]
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: sum(self._sizes)}[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, size: int = -1) -> bytes:
        begins = 0
        for source, length in zip(self._sources, self._sizes, strict=True):
            if self._at < begins + length:
                source.seek(self._at - begins)
                left = begins + length - self._at
                piece = source.read(left if size < 0 else min(size, left))
                self._at += len(piece)
                return piece
            begins += length
        return b""

    def close(self) -> None:
        for source in self._sources:
            source.close()
        super().close()


def front_of(manifest: Manifest) -> bytes:
    """What stands before the parts."""
    text = json.dumps(manifest.as_data(), ensure_ascii=False).encode()
    return MAGIC + len(text).to_bytes(_LENGTH_BYTES) + text


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself; its parts are not looked at.

    Raises `UserError` (`BACKUP_NONE` for any other file, `BACKUP_DAMAGED`) and `MachineError`.
    """
    try:
        with path.open("rb") as file:
            return _manifest(file, path)
    except OSError as error:
        raise machine_error(error, name=path.name, stick=True) from error


def take_out(path: Path, targets: dict[str, Path], progress: Progress) -> Manifest:
    """Write the parts to these files, each whole and forced to the disk; those not named are left.

    Raises `UserError` (`BACKUP_NONE`, `BACKUP_DAMAGED` if anything is cut or altered) and
    `MachineError`; files that were written before are taken away again.
    """
    written: list[Path] = []
    try:
        with path.open("rb") as file:
            manifest = _manifest(file, path)
            progress.begin("restoring", sum(part.size for part in manifest.parts))
            for part in manifest.parts:
                target = targets.get(part.kind)
                if target is None:
                    file.seek(part.size, io.SEEK_CUR)
                    continue
                written.append(target)
                _take_part(file, part, target, path, progress)
        for target in written:
            files.force_folder(target.parent)
        return manifest
    except BaseException as error:
        for target in written:
            target.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise machine_error(error, name=path.name, stick=True) from error
        raise


def _take_part(file: BinaryIO, part: Part, target: Path, path: Path, progress: Progress) -> None:
    hasher, left = hashlib.sha512(), part.size
    with target.open("xb", buffering=0) as out:
        while left:
            piece = file.read(min(_PIECE, left))
            if not piece:
                raise UserError(Code.BACKUP_DAMAGED, name=path.name)
            hasher.update(piece)
            out.write(piece)
            left -= len(piece)
            progress.advance(len(piece))
        os.fsync(out.fileno())
    if hasher.hexdigest() != part.sha512:
        raise UserError(Code.BACKUP_DAMAGED, name=path.name)


def _manifest(file: BinaryIO, path: Path) -> Manifest:
    if file.read(len(MAGIC)) != MAGIC:
        raise UserError(Code.BACKUP_NONE, name=path.name)
    length = int.from_bytes(file.read(_LENGTH_BYTES))
    if not 0 < length <= _LARGEST_MANIFEST:
        raise UserError(Code.BACKUP_DAMAGED, name=path.name)
    try:
        return Manifest.from_data(json.loads(file.read(length)))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(Code.BACKUP_DAMAGED, name=path.name) from error


def _size_of(source: BinaryIO) -> int:
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    return size
