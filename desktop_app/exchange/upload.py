"""What a device sends to its hub: how far it has read, and every op the hub has not confirmed.

Nothing in it is computed from what was sent before: a lost, repeated or late package needs no special
care. The checkpoint is signed by itself, so that the hub can prove later, without this file, how far
the device's own history and its audit log reached at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app import crypto
from desktop_app.domain.hub_log import Cursor
from desktop_app.domain.op import Op, read_op
from desktop_app.errors import UserError
from desktop_app.exchange.fields import Fields, Malformed, write_json, written_bytes
from desktop_app.exchange.record import raw_record, record, record_fields

_CONTEXT = "checkpoint-v1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where a device stands: its newest own op and the newest line of its audit log."""

    device_id: str
    incarnation: str
    number: int
    op_digest: str
    audit_head: str


@dataclass(frozen=True, slots=True)
class Upload:
    """What was read from an upload besides its ops, which were handed on one by one.

    `awaited` are the ids that ops here build on and that are not here themselves.
    """

    cursors: tuple[Cursor, ...]
    checkpoint: Checkpoint
    readable: tuple[str, ...]
    ops: int
    awaited: frozenset[str]


def upload_records(
    ops: Iterable[bytes],
    cursors: Sequence[Cursor],
    checkpoint: Checkpoint,
    *,
    seed: bytes,
    readable: Sequence[str],
) -> Iterator[bytes]:
    """The lines of an upload; `ops` are exact bytes in the order they were written.

    `readable` names the op types with version ("intervention.recorded/1") this program understands.
    """
    yield record("about", {"reads": list(readable)})
    yield record("checkpoint", _signed_checkpoint(checkpoint, seed))
    for cursor in cursors:
        yield record(
            "cursor",
            {
                "partition": cursor.partition,
                "epoch": cursor.epoch,
                "n": cursor.number,
                "hash": cursor.hash,
            },
        )
    for raw in ops:
        yield raw_record("op", raw)


class UploadReader:
    """Takes the records of an upload in order; `finished` gives the rest once all were taken.

    Cursors stand before the first op; all of them go to `take_cursors` at once, even if there are
    none, and then the ops one by one to `take_op`. Raises `Malformed` for a record that is not what it should be, for an op
    that stands twice, and for one that stands before the op it builds on. Records of a kind this
    program does not know are passed over.
    """

    def __init__(
        self,
        sign_public: bytes,
        take_op: Callable[[Op], None],
        take_cursors: Callable[[tuple[Cursor, ...]], None] = lambda _: None,
    ) -> None:
        self._sign_public = sign_public
        self._take_op = take_op
        self._take_cursors = take_cursors
        self._has_cursors = False
        self._readable: tuple[str, ...] = ()
        self._checkpoint: Checkpoint | None = None
        self._cursors: list[Cursor] = []
        self._ids: set[str] = set()
        self._awaited: set[str] = set()

    def take(self, tag: str, raw: bytes) -> None:
        """The next record."""
        match tag:
            case "op":
                self._end_cursors()
                self._op(raw)
            case "cursor":
                if self._has_cursors:
                    raise Malformed("cursor")
                self._cursors.append(_cursor(record_fields(tag, raw)))
            case "checkpoint":
                self._checkpoint = _checkpoint(record_fields(tag, raw), self._sign_public)
            case "about":
                self._readable = record_fields(tag, raw).texts("reads")

    def finished(self) -> Upload:
        """Everything but the ops; raises `Malformed` if the checkpoint is missing."""
        if self._checkpoint is None:
            raise Malformed("checkpoint")
        self._end_cursors()
        return Upload(
            cursors=tuple(self._cursors),
            checkpoint=self._checkpoint,
            readable=self._readable,
            ops=len(self._ids),
            awaited=frozenset(self._awaited),
        )

    def _end_cursors(self) -> None:
        if not self._has_cursors:
            self._has_cursors = True
            self._take_cursors(tuple(self._cursors))

    def _op(self, raw: bytes) -> None:
        try:
            op = read_op(raw)
        except UserError as error:
            raise Malformed("op") from error
        if op.id in self._ids:
            raise Malformed("op.id")
        if op.id in self._awaited:
            raise Malformed("op.dep")
        self._ids.add(op.id)
        if op.dep is not None and op.dep not in self._ids:
            self._awaited.add(op.dep)
        self._take_op(op)


def _cursor(fields: Fields) -> Cursor:
    return Cursor(
        partition=fields.text("partition", most=64),
        epoch=fields.whole("epoch"),
        number=fields.whole("n"),
        hash=fields.text("hash", most=128),
    )


def _signed_checkpoint(checkpoint: Checkpoint, seed: bytes) -> dict[str, str]:
    document = write_json(
        {
            "device": checkpoint.device_id,
            "incarnation": checkpoint.incarnation,
            "n": checkpoint.number,
            "op": checkpoint.op_digest,
            "audit": checkpoint.audit_head,
        }
    )
    signature = crypto.sign(seed, _CONTEXT, document)
    return {"document": document.decode(), "signature": written_bytes(signature)}


def _checkpoint(fields: Fields, sign_public: bytes) -> Checkpoint:
    document = fields.text("document")
    signature = fields.data("signature", size=crypto.SIGNATURE_BYTES)
    if not crypto.verified(sign_public, _CONTEXT, document.encode(), signature):
        raise Malformed("checkpoint.signature")
    inner = Fields.read(document, "checkpoint")
    return Checkpoint(
        device_id=inner.text("device", most=64),
        incarnation=inner.text("incarnation", most=64),
        number=inner.whole("n"),
        op_digest=inner.text("op", most=128),
        audit_head=inner.text("audit", most=128),
    )
