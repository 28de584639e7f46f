"""The file of a package: 16 bytes of prelude, clear header, body, signature, end.

    8E 54 4B 52 0D 0A 1A 0A   magic; its high bit and line ends notice text-mode damage
    major, minor              2 bytes each, big-endian like all numbers here
    length of the header      4 bytes
    header                    JSON, at most 64 KiB
    body                      a standard age file; for the clear kinds what would be inside it
    signature                 64 bytes, Ed25519 in the context "paket-v1" over
                              SHA-512(lengths of header and body, 8 bytes each + prelude + header + body)
    8E 54 4B 52 41 4B 48 0A   end

Cutting the first 16 bytes and the header from a file, and the last 72, leaves a file that the `age`
tool decrypts. Every prefix of a file, and every file of which one bit was changed, is refused here or
by `check_signature` with a declared `UserError` before anything is decrypted.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from desktop_app import crypto
from desktop_app.errors import Code, UserError
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.header import CLEAR_KINDS, Header, UnknownCapability, read_header

MAGIC = bytes.fromhex("8E544B520D0A1A0A")
END = bytes.fromhex("8E544B52414B480A")
MAJOR, MINOR = 1, 0
SUFFIX = ".tukar"

MAX_HEADER = 64 * 1024
MAX_BODY = 8 << 30
MAX_CLEAR_BODY = 256 * 1024
_CONTEXT = "paket-v1"
_PRELUDE = struct.Struct(">8sHHI")
_LENGTHS = struct.Struct(">QQ")
_TAIL = crypto.SIGNATURE_BYTES + len(END)
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Container:
    """A file that has the shape of a package; nobody has said yet that it is genuine."""

    name: str
    file: BinaryIO
    header: Header
    head: bytes
    body_size: int
    signature: bytes

    @property
    def body_start(self) -> int:
        """Where the body begins."""
        return len(self.head)

    @property
    def size(self) -> int:
        """The size of the whole file."""
        return self.body_start + self.body_size + _TAIL

    @property
    def head_digest(self) -> bytes:
        """SHA-512 of prelude and header, which the manifest inside repeats."""
        return crypto.digest(self.head)


def head_of(header: Header) -> bytes:
    """Prelude and header as they stand at the beginning of the file."""
    raw = header.written()
    if len(raw) > MAX_HEADER:
        raise ValueError("the header is too long")
    return _PRELUDE.pack(MAGIC, MAJOR, MINOR, len(raw)) + raw


def write_container(sink: crypto.Sink, head: bytes, body: BinaryIO, seed: bytes) -> None:
    """Write the whole file; `body` is read from its beginning to its end twice."""
    size = body.seek(0, 2)
    hasher = _hasher(head, size)
    for piece in _pieces(body, size):
        hasher.update(piece)
    sink.write(head)
    for piece in _pieces(body, size):
        sink.write(piece)
    sink.write(crypto.sign(seed, _CONTEXT, hasher.digest()))
    sink.write(END)


def read_container(file: BinaryIO, name: str) -> Container:
    """See the shape of a package and its header, without any key.

    `name` is the file's own, for error messages. Raises `UserError`: `PACKAGE_NOT_A_PACKAGE`,
    `PACKAGE_CUT_SHORT`, `PACKAGE_DAMAGED`, `PACKAGE_TOO_BIG`, `PACKAGE_TOO_NEW`.
    """
    size = file.seek(0, 2)
    file.seek(0)
    prelude = file.read(_PRELUDE.size)
    if not MAGIC.startswith(prelude[: len(MAGIC)]):
        # The first half is right: it was a package until something treated it as text.
        broken = prelude[:4] == MAGIC[:4]
        raise UserError(Code.PACKAGE_DAMAGED if broken else Code.PACKAGE_NOT_A_PACKAGE, name=name)
    if len(prelude) < _PRELUDE.size:
        raise UserError(Code.PACKAGE_CUT_SHORT, name=name)
    _magic, major, _minor, header_size = _PRELUDE.unpack(prelude)
    if major != MAJOR:
        raise UserError(Code.PACKAGE_TOO_NEW if major > MAJOR else Code.PACKAGE_DAMAGED, name=name)
    if header_size > MAX_HEADER:
        raise UserError(Code.PACKAGE_TOO_BIG, name=name)
    raw = file.read(header_size)
    body_size = size - _PRELUDE.size - header_size - _TAIL
    if len(raw) < header_size or body_size < 0:
        raise UserError(Code.PACKAGE_CUT_SHORT, name=name)
    header = _understood(raw, name)
    if body_size > (MAX_CLEAR_BODY if header.kind in CLEAR_KINDS else MAX_BODY):
        raise UserError(Code.PACKAGE_TOO_BIG, name=name)
    file.seek(size - _TAIL)
    tail = file.read(_TAIL)
    if tail[crypto.SIGNATURE_BYTES :] != END:
        raise UserError(Code.PACKAGE_CUT_SHORT, name=name)
    return Container(
        name=name,
        file=file,
        header=header,
        head=prelude + raw,
        body_size=body_size,
        signature=tail[: crypto.SIGNATURE_BYTES],
    )


def _understood(raw: bytes, name: str) -> Header:
    try:
        return read_header(raw)
    except UnknownCapability as error:
        raise UserError(Code.PACKAGE_TOO_NEW, name=name) from error
    except Malformed as error:
        raise UserError(Code.PACKAGE_DAMAGED, name=name) from error


def check_signature(container: Container, trusted: bytes) -> None:
    """Return only if the holder of the key `trusted` signed every byte of the file.

    Raises `UserError`: `PACKAGE_SIGNER_UNKNOWN` if the file names another key, `PACKAGE_DAMAGED` if
    it names this one and was changed.
    """
    if container.header.signer != trusted:
        raise UserError(Code.PACKAGE_SIGNER_UNKNOWN, name=container.name)
    body = Body(container)
    while body.read(_PIECE):
        pass
    body.finish(trusted)


class Body:
    """The body of a package as a source; `finish` says whether what was read is what was signed.

    A stick can give other bytes when it is asked a second time. So the bytes that are decrypted are
    hashed on their way, too, and checked against the signature after the last of them.
    """

    def __init__(self, container: Container) -> None:
        self._container = container
        self._hasher = _hasher(container.head, container.body_size)
        self._left = container.body_size
        container.file.seek(container.body_start)

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes of the body."""
        wanted = self._left if size < 0 else min(size, self._left)
        piece = self._container.file.read(wanted) if wanted else b""
        self._left -= len(piece)
        self._hasher.update(piece)
        return piece

    def finish(self, trusted: bytes) -> None:
        """Raise `PACKAGE_DAMAGED` unless all of the body was read and is what `trusted` signed."""
        while self.read(_PIECE):
            pass
        digest = self._hasher.digest()
        if self._left or not crypto.verified(trusted, _CONTEXT, digest, self._container.signature):
            raise UserError(Code.PACKAGE_DAMAGED, name=self._container.name)


def _hasher(head: bytes, body_size: int) -> hashlib._Hash:
    hasher = hashlib.sha512(_LENGTHS.pack(len(head) - _PRELUDE.size, body_size))
    hasher.update(head)
    return hasher


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    file.seek(0)
    while size:
        piece = file.read(min(_PIECE, size))
        if not piece:
            raise EOFError
        size -= len(piece)
        yield piece
