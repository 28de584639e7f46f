"""A locked office asks its hub for its own database key, and the hub answers: two small files.

The office sends the copy of its key that is sealed to the hub's escrow key, a fresh one-time key and a
nonce. The hub opens the copy with the key off its paper and seals the database key to the one-time key.
Nothing is signed: neither side holds a key it could sign with, so people compare the match code, and an
answer is only worth something if it opens the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop_app import crypto
from desktop_app.exchange.fields import (
    Fields,
    Malformed,
    write_json,
    written_bytes,
    written_moment,
)
from desktop_app.exchange.roster import short_code

NONCE_BYTES = 16
GOOD_FOR = timedelta(days=14)
"""How long a question may be answered and its answer taken: a stick goes there and back by courier."""
LARGEST = 16 << 10
"""No such file is larger."""
_SEALED = 4096
_ESCROW, _REQUEST, _ANSWER = "escrow-v1", "reset-request-v1", "reset-answer-v1"


@dataclass(frozen=True, slots=True)
class Escrowed:
    """What is sealed to the hub: whose key it is, and the key."""

    office_id: str
    device_id: str
    key: bytes = field(repr=False)

    def sealed_for(self, recipient: str) -> bytes:
        """The copy that only the holder of the escrow key opens."""
        return crypto.seal_for(
            recipient,
            write_json(
                {
                    "type": _ESCROW,
                    "office": self.office_id,
                    "device": self.device_id,
                    "key": written_bytes(self.key),
                }
            ),
        )


def open_escrow(identity: str, sealed: bytes) -> Escrowed:
    """What an office sealed; raises `Undecryptable` or `Malformed`."""
    fields = _fields(crypto.open_sealed(identity, sealed), _ESCROW)
    return Escrowed(
        fields.text("office", most=64),
        fields.text("device", most=64),
        fields.data("key", size=crypto.KEY_BYTES),
    )


def is_timely(asked_at: datetime, now: datetime) -> bool:
    """Whether a question is still good; a clock that was put back must not make it good for longer."""
    return abs(now - asked_at) <= GOOD_FOR


@dataclass(frozen=True, slots=True)
class ResetRequest:
    """What a locked office asks with."""

    office_id: str
    escrow: bytes
    recipient: str
    nonce: bytes
    asked_at: datetime

    def written(self) -> bytes:
        """As it stands in the file."""
        return write_json(
            {
                "type": _REQUEST,
                "office": self.office_id,
                "escrow": written_bytes(self.escrow),
                "recipient": self.recipient,
                "nonce": written_bytes(self.nonce),
                "asked_at": written_moment(self.asked_at),
            }
        )

    @property
    def match_code(self) -> str:
        """24 digits that both sides see: nobody has put another key into the question on its way."""
        return short_code(b"reset-request" + self.written())


def read_request(raw: bytes) -> ResetRequest:
    """Understand a question; raises `Malformed`."""
    fields = _fields(raw, _REQUEST)
    found = ResetRequest(
        office_id=fields.text("office", most=64),
        escrow=fields.long_data("escrow", most=_SEALED),
        recipient=fields.text("recipient"),
        nonce=fields.data("nonce", size=NONCE_BYTES),
        asked_at=fields.moment("asked_at"),
    )
    if not crypto.is_recipient(found.recipient):
        raise Malformed("reset")
    return found


@dataclass(frozen=True, slots=True)
class ResetAnswer:
    """The hub's answer to one question; the key in it is sealed to that question's one-time key."""

    office_id: str
    nonce: bytes
    sealed: bytes

    def written(self) -> bytes:
        """As it stands in the file."""
        return write_json(
            {
                "type": _ANSWER,
                "office": self.office_id,
                "nonce": written_bytes(self.nonce),
                "sealed": written_bytes(self.sealed),
            }
        )


def answer_to(request: ResetRequest, key: bytes) -> ResetAnswer:
    """The answer that only whoever asked can open."""
    inside = write_json(
        {
            "type": _ANSWER,
            "office": request.office_id,
            "nonce": written_bytes(request.nonce),
            "key": written_bytes(key),
        }
    )
    return ResetAnswer(request.office_id, request.nonce, crypto.seal_for(request.recipient, inside))


def read_answer(raw: bytes) -> ResetAnswer:
    """Understand an answer; raises `Malformed`."""
    fields = _fields(raw, _ANSWER)
    return ResetAnswer(
        office_id=fields.text("office", most=64),
        nonce=fields.data("nonce", size=NONCE_BYTES),
        sealed=fields.long_data("sealed", most=_SEALED),
    )


def open_answer(answer: ResetAnswer, identity: str) -> bytes:
    """The database key, if inside stands what stands outside; raises `Undecryptable` or `Malformed`."""
    fields = _fields(crypto.open_sealed(identity, answer.sealed), _ANSWER)
    if (
        fields.text("office") != answer.office_id
        or fields.data("nonce", size=NONCE_BYTES) != answer.nonce
    ):
        raise Malformed("reset")
    return fields.data("key", size=crypto.KEY_BYTES)


def _fields(raw: bytes, kind: str) -> Fields:
    fields = Fields.read(raw, "reset")
    if fields.text("type") != kind:
        raise Malformed("reset.type")
    return fields
