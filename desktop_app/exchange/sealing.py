"""Records into a sealed, signed file and back.

The body is age around zstd around lines: first a manifest, then one record a line, last an end line
with their number and hash. The signature outside says who sent it; age says only its readers can read
it; and the manifest says *inside* who sent what to whom under which header, because a signature alone
could be stripped and replaced, and a sealed body alone could be passed on to somebody else.

Records reach the caller while they are decrypted, so that a large package never lies on a disk in
clear. Nothing of it may be used until `open_package` has returned: only then is everything checked.

Records that stand in several packages are compressed once (`press`) and laid into each of them.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

import zstandard

from desktop_app import crypto
from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import Body, Container, head_of, write_container
from desktop_app.exchange.fields import Fields, Malformed
from desktop_app.exchange.header import (
    CLEAR_KINDS,
    Header,
    PackageKind,
    Sender,
    read_sender,
    sender_fields,
)
from desktop_app.exchange.record import MAX_LINE, record, record_fields, split_record

LEVEL = 9
MAX_RATIO = 1000
MAX_PLAIN: dict[PackageKind, int] = {
    PackageKind.UPLOAD: 1 << 30,
    PackageKind.DOWNLOAD: 8 << 30,
    PackageKind.RELEASE: 8 << 30,
    PackageKind.ENROLMENT: 1 << 20,
    PackageKind.ACTIVATION: 8 << 30,
    PackageKind.BACKUP: 16 << 30,
    PackageKind.PASSPHRASE_RESET: 1 << 20,
    PackageKind.UPDATE: 1 << 20,
}
_WINDOW_LOG = 22  # 4 MiB, so that the smallest laptop can read what the largest wrote
_QUICKLY = zstandard.ZstdCompressionParameters.from_level(LEVEL, window_log=_WINDOW_LOG)
# For what an office carries: a tenth smaller for ten times the work, of which there is little. Long
# matches are what ops have in common, so they are looked for at length and short ones are left.
_TIGHTLY = zstandard.ZstdCompressionParameters.from_level(
    LEVEL,
    window_log=_WINDOW_LOG,
    strategy=zstandard.STRATEGY_BTOPT,
    chain_log=22,
    hash_log=20,
    search_log=3,
    min_match=5,
    target_length=256,
)
_TIGHT_KINDS = frozenset({PackageKind.UPLOAD})
_SMALL = 1 << 20
_PIECE = 1 << 16
_SPOOL = 32 << 20

Take = Callable[[str, bytes], None]
"""Is given the tag and the exact value bytes of each record, in order."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the sender says inside the seal about what is outside."""

    package_id: str
    kind: PackageKind
    sender: Sender
    recipients: tuple[str, ...]
    head_digest: bytes

    def written(self) -> bytes:
        """The first line of the body."""
        return record(
            "manifest",
            {
                "package": self.package_id,
                "kind": self.kind.value,
                "sender": sender_fields(self.sender),
                "recipients": list(self.recipients),
                "head": self.head_digest.hex(),
            },
        )


@dataclass(frozen=True, slots=True)
class Pressed:
    """Records compressed by themselves, to be laid into any number of packages as they are."""

    data: bytes
    size: int
    count: int


def press(records: Iterable[bytes]) -> Pressed:
    """Compress records that several packages will hold."""
    packed = _Packed(records, _QUICKLY)
    return Pressed(packed.closed(), packed.size, packed.count)


def seal_package(
    sink: crypto.Sink,
    header: Header,
    records: Iterable[bytes | Pressed],
    *,
    seed: bytes,
    readers: Mapping[str, str],
) -> Header:
    """Write a whole package: `records` for the `readers` (device id → age recipient), signed by `seed`.

    Returns the header as written; its signer, recipients and sizes are filled in here. A clear kind
    has no readers. The records are taken once and held compressed.
    """
    if bool(readers) == (header.kind in CLEAR_KINDS):
        raise ValueError("a sealed package needs readers, a clear one has none")
    packed = _Packed(records, _TIGHTLY if header.kind in _TIGHT_KINDS else _QUICKLY)
    header = replace(
        header, recipients=tuple(readers), signer=crypto.public_of(seed), records=packed.count
    )
    # The manifest is as long whatever the hash in it is, so the size can stand in the header it hashes.
    first = _manifest_for(header, bytes(crypto.DIGEST_BYTES)).written()
    last = _end_line(packed.count, bytes(crypto.DIGEST_BYTES))
    header = replace(header, plain_size=packed.size + len(first) + len(last) + 2)
    head = head_of(header)
    first = _manifest_for(header, crypto.digest(head)).written()
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        body = cast(BinaryIO, spool)
        if readers:
            crypto.encrypt_stream(packed.source(first), body, list(readers.values()))
        else:
            body.write(packed.source(first).read())
        write_container(sink, head, body, seed)
    return header


def _manifest_for(header: Header, head_digest: bytes) -> Manifest:
    return Manifest(header.package_id, header.kind, header.sender, header.recipients, head_digest)


def _end_line(count: int, digest: bytes) -> bytes:
    return record("end", {"records": count, "sha512": digest.hex()})


def _total(first: bytes, records: hashlib._Hash) -> bytes:
    """The hash the end line states: of the manifest and of all records."""
    # Two hashes and one over both: the records are hashed before the manifest can be written.
    return crypto.digest(crypto.digest(first) + records.digest())


class _Packed:
    """Records, compressed as they come; the lines before and after them are added at the end."""

    def __init__(
        self,
        records: Iterable[bytes | Pressed],
        how: zstandard.ZstdCompressionParameters,
    ) -> None:
        self.size = self.count = 0
        self._how = how
        self._hasher = hashlib.sha512()
        self._compress = self._new_compressor()
        self._pieces: list[bytes] = []
        waiting: list[bytes] = []
        length = 0
        for line in records:
            if isinstance(line, Pressed):
                self._take(waiting)
                waiting, length = [], 0
                self._lay_in(line)
                continue
            if b"\n" in line or len(line) > MAX_LINE:
                raise ValueError("a record is one line")
            waiting.append(line)
            length += len(line) + 1
            self.count += 1
            if length >= _SMALL:
                self._take(waiting)
                waiting, length = [], 0
        self._take(waiting)

    def _take(self, lines: list[bytes]) -> None:
        text = b"".join(line + b"\n" for line in lines)
        self.size += len(text)
        self._hasher.update(text)
        self._pieces.append(self._compress.compress(text))

    def _lay_in(self, pressed: Pressed) -> None:
        # Frames follow one another as they are. Only the hash wants to see what is in it, and reading
        # what is compressed takes a tenth of the time that compressing takes.
        self._pieces += [self._compress.flush(), pressed.data]
        self._compress = self._new_compressor()
        for text in zstandard.ZstdDecompressor().read_to_iter(pressed.data):
            self._hasher.update(text)
        self.size += pressed.size
        self.count += pressed.count

    def closed(self) -> bytes:
        """The records and nothing else, as frames of their own."""
        return b"".join([*self._pieces, self._compress.flush()])

    def source(self, first: bytes) -> crypto.Source:
        """The compressed body: `first` as a frame of its own, then the records and their end."""
        frame = self._new_compressor()
        opening = frame.compress(first + b"\n") + frame.flush()
        digest = _total(first, self._hasher)
        last = _end_line(self.count, digest) + b"\n"
        closing = self._compress.compress(last) + self._compress.flush()
        return _Joined([opening, *self._pieces, closing])

    def _new_compressor(self) -> zstandard.ZstdCompressionObj:
        return zstandard.ZstdCompressor(compression_params=self._how).compressobj()


class _Joined:
    """Pieces in memory, read one after the other and let go of."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces[::-1]

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; all of them without a size."""
        if size < 0:
            found, self._pieces = b"".join(self._pieces[::-1]), []
            return found
        while self._pieces and not self._pieces[-1]:
            self._pieces.pop()
        if not self._pieces:
            return b""
        piece = self._pieces.pop()
        if len(piece) > size:
            self._pieces.append(piece[size:])
        return piece[:size]


# --- opening -----------------------------------------------------------------------------------------


def open_package(
    container: Container,
    *,
    trusted: bytes,
    device_id: str,
    identities: Sequence[str],
    take: Take,
) -> Manifest:
    """Decrypt a package signed by `trusted` for `device_id`, give each record to `take`, check it all.

    Until this returns, what was taken is not to be used. Raises `UserError`: `PACKAGE_NOT_FOR_US`,
    `PACKAGE_TOO_BIG`, `PACKAGE_INCONSISTENT`, `PACKAGE_DAMAGED`, and whatever `take` raises;
    a `Malformed` from `take` becomes `PACKAGE_INCONSISTENT`.
    """
    header, name = container.header, container.name
    is_clear = header.kind in CLEAR_KINDS
    if not is_clear and device_id not in header.recipients:
        raise UserError(Code.PACKAGE_NOT_FOR_US, name=name)
    _check_size(container)
    lines = _Lines(container, take)
    inflating = zstandard.ZstdDecompressor(max_window_size=1 << _WINDOW_LOG).stream_writer(
        cast(BinaryIO, lines), write_size=_PIECE, closefd=False
    )
    body = Body(container)
    try:
        if is_clear:
            while piece := body.read(_PIECE):
                inflating.write(piece)
        else:
            crypto.decrypt_stream(body, inflating, identities)
        body.finish(trusted)
        return lines.finished()
    except crypto.Undecryptable as error:
        # The bytes may have changed since the signature was checked: that would be the true reason.
        body.finish(trusted)
        raise UserError(Code.PACKAGE_NOT_FOR_US, name=name) from error
    except zstandard.ZstdError as error:
        raise UserError(Code.PACKAGE_INCONSISTENT, name=name, part="zstd") from error
    except Malformed as error:
        raise UserError(Code.PACKAGE_INCONSISTENT, name=name, part=error.part) from error


def _check_size(container: Container) -> None:
    header = container.header
    allowed = min(MAX_PLAIN[header.kind], max(_SMALL, container.body_size * MAX_RATIO))
    if header.plain_size > allowed:
        raise UserError(Code.PACKAGE_TOO_BIG, name=container.name)


class _Lines:
    """Takes the decompressed bytes, within the declared size, and checks line after line."""

    def __init__(self, container: Container, take: Take) -> None:
        self._container = container
        self._take = take
        self._size = self._count = 0
        self._rest = b""
        self._hasher = hashlib.sha512()
        self._first = b""
        self._manifest: Manifest | None = None
        self._is_over = False

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""
        self._size += len(data)
        if self._size > self._container.header.plain_size:
            raise UserError(Code.PACKAGE_TOO_BIG, name=self._container.name)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._line(line)
        if len(self._rest) > MAX_LINE:
            raise UserError(Code.PACKAGE_TOO_BIG, name=self._container.name)
        return len(data)

    def _line(self, line: bytes) -> None:
        if self._is_over or len(line) > MAX_LINE:
            raise Malformed("lines")
        tag, raw = split_record(line)
        if self._manifest is None:
            self._first = line
            self._manifest = _bound_manifest(self._container, tag, raw)
        elif tag == "end":
            self._check_end(record_fields(tag, raw))
        elif tag == "manifest":
            raise Malformed("manifest")
        else:
            self._hasher.update(line)
            self._hasher.update(b"\n")
            self._count += 1
            self._take(tag, raw)

    def _check_end(self, end: Fields) -> None:
        digest = _total(self._first, self._hasher)
        if end.whole("records") != self._count or end.text("sha512") != digest.hex():
            raise Malformed("end")
        self._is_over = True

    def finished(self) -> Manifest:
        """The manifest, if everything announced has come and nothing else; raises `Malformed`."""
        header = self._container.header
        whole = self._is_over and not self._rest and self._size == header.plain_size
        if self._manifest is None or not whole or self._count != header.records:
            raise Malformed("end")
        return self._manifest


def _bound_manifest(container: Container, tag: str, raw: bytes) -> Manifest:
    """The manifest, if it says the same as the header outside."""
    header = container.header
    if tag != "manifest":
        raise Malformed("manifest")
    fields = record_fields(tag, raw)
    found = Manifest(
        package_id=fields.text("package"),
        kind=fields.one_of("kind", PackageKind),
        sender=read_sender(fields.object("sender")),
        recipients=fields.texts("recipients"),
        head_digest=_from_hex(fields, "head"),
    )
    if found != _manifest_for(header, container.head_digest):
        raise Malformed("manifest")
    return found


def _from_hex(fields: Fields, name: str) -> bytes:
    try:
        return bytes.fromhex(fields.text(name))
    except ValueError as error:
        raise fields.malformed(name) from error
