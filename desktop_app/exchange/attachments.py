"""The bytes of evidence on their way: cut into lines, put together again, and named by their hash.

A file is one record that says what comes, and its bytes in as many records as they need. Who lacks what
is a list of hashes. A program that does not know these records passes over them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from desktop_app.domain.evidence import Attachment, Media
from desktop_app.exchange.fields import Malformed, read_json, written_bytes
from desktop_app.exchange.record import record, record_fields

LACKING = "lacking"
"""The tag of a record that lists the hashes of files somebody asks for."""

_FILE, _BYTES = "attachment", "bytes"
TAGS = frozenset({_FILE, _BYTES, LACKING})
_PIECE = 600_000
_MOST_THUMBNAIL = 256 * 1024
_LISTED = 5_000
_MAGIC = {Media.JPEG: b"\xff\xd8\xff", Media.PDF: b"%PDF-"}


def attachment_records(attachments: Iterable[Attachment]) -> Iterator[bytes]:
    """The lines of some files."""
    for one in attachments:
        yield record(
            _FILE,
            {
                "digest": one.digest,
                "media": one.media.value,
                "size": len(one.data),
                "thumbnail": written_bytes(one.thumbnail),
            },
        )
        for start in range(0, len(one.data), _PIECE):
            yield record(_BYTES, written_bytes(one.data[start : start + _PIECE]))


def lacking_records(digests: Sequence[str]) -> Iterator[bytes]:
    """The line that asks for files; there if nothing is lacking, too, so that an old wish ends."""
    yield record(LACKING, list(digests[:_LISTED]))


class AttachmentReader:
    """Puts files together as their records come, and hands each on once its bytes fit its hash.

    Raises `Malformed` for a file that is not what it says, larger than `most` bytes or not whole.
    """

    def __init__(
        self,
        take: Callable[[Attachment], None],
        take_lacking: Callable[[tuple[str, ...]], None],
        *,
        most: int,
    ) -> None:
        self._take = take
        self._take_lacking = take_lacking
        self._most = most
        self._head: Attachment | None = None
        self._size = 0
        self._pieces: list[bytes] = []

    def take(self, tag: str, raw: bytes) -> None:
        """The next record of `TAGS`."""
        if (tag == _BYTES) != (self._head is not None):
            raise Malformed(_FILE)
        match tag:
            case "attachment":
                self._begin(raw)
            case "bytes":
                self._add(_decoded(raw))
            case "lacking":
                self._take_lacking(_digests(raw))

    def finished(self) -> None:
        """Nothing more comes; raises `Malformed` if a file was begun and is not whole."""
        if self._head is not None:
            raise Malformed(_FILE)

    def _begin(self, raw: bytes) -> None:
        fields = record_fields(_FILE, raw)
        self._size = fields.whole("size")
        thumbnail = fields.long_data("thumbnail", most=_MOST_THUMBNAIL)
        if not 0 < self._size <= self._most:
            raise Malformed(_FILE)
        if thumbnail and not thumbnail.startswith(_MAGIC[Media.JPEG]):
            raise Malformed(_FILE)
        digest, media = fields.text("digest", most=64), fields.one_of("media", Media)
        self._head = Attachment(digest, media, b"", thumbnail)
        self._pieces = []

    def _add(self, piece: bytes) -> None:
        head = self._head
        assert head is not None
        self._pieces.append(piece)
        size = sum(map(len, self._pieces))
        if size > self._size or not piece:
            raise Malformed(_FILE)
        if size == self._size:
            data = b"".join(self._pieces)
            fits = hashlib.sha256(data).hexdigest() == head.digest
            if not fits or not data.startswith(_MAGIC[head.media]):
                raise Malformed(_FILE)
            self._head, self._pieces = None, []
            self._take(Attachment(head.digest, head.media, data, head.thumbnail))


def _decoded(raw: bytes) -> bytes:
    text = read_json(raw, _BYTES)
    if not isinstance(text, str):
        raise Malformed(_BYTES)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed(_BYTES) from error


def _digests(raw: bytes) -> tuple[str, ...]:
    said = read_json(raw, LACKING)
    is_list = isinstance(said, list) and len(said) <= _LISTED
    if not is_list or not all(isinstance(one, str) and len(one) == 64 for one in said):
        raise Malformed(LACKING)
    return tuple(said)
