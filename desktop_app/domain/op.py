"""One deed of an office, as a typed event that never changes once it is written.

The exact bytes are what is stored, hashed, signed and forwarded; they are never serialised again,
so a field that only a newer program knows survives the way through an older one. An id is random
and not derived from a counter, so a database copied back cannot collide with itself.

`dep` names the author's previous op in the same partition: the hub logs an op only after its `dep`.
`seen` names the ops whose values this one replaces; it is the whole conflict detector.
`device`, `incarnation` and `number` are evidence for alarms, never used to order anything; the same
holds for `at`, the author's own clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desktop_app.errors import Code, UserError


class OpType(StrEnum):
    """What can be done. A type this program does not know is stored and forwarded all the same."""

    CATALOGUE_SET = "catalogue.set"
    GROUND_CHECK_RECORDED = "ground-check.recorded"
    GROUND_CHECK_VOIDED = "ground-check.voided"
    EVIDENCE_ATTACHED = "evidence.attached"
    EVIDENCE_WITHDRAWN = "evidence.withdrawn"
    LETTER_NUMBERS_RESERVED = "letter-numbers.reserved"
    INCOMING_LETTER_RECORDED = "incoming-letter.recorded"
    INCOMING_LETTER_VOIDED = "incoming-letter.voided"
    INTERVENTION_RECORDED = "intervention.recorded"
    INTERVENTION_CORRECTED = "intervention.corrected"
    INTERVENTION_STEPPED = "intervention.stepped"
    INTERVENTION_TOLD_APART = "intervention.told-apart"
    INTERVENTION_VOIDED = "intervention.voided"
    LETTER_ISSUED = "letter.issued"
    LETTER_STEPPED = "letter.stepped"
    LOCAL_FACT_RECORDED = "local-fact.recorded"
    LOCAL_FACT_VOIDED = "local-fact.voided"
    NUMBER_BOOK_HANDED = "number-book.handed"
    PROGRAMME_REVISED = "programme.revised"
    PROPOSAL_OPENED = "proposal.opened"
    PROPOSAL_REVISED = "proposal.revised"
    PROPOSAL_STEPPED = "proposal.stepped"
    QUESTION_KEPT = "question.kept"
    QUOTA_ALLOTTED = "quota.allotted"


@dataclass(frozen=True, slots=True)
class Op:
    """An op as it is read; `raw` is the truth, the rest is what this program makes of it."""

    id: str
    type: str
    version: int
    partition: str
    dep: str | None
    entity: str
    seen: tuple[str, ...]
    data: Mapping[str, Any]
    by: str
    device: str
    incarnation: str
    number: int
    at: datetime
    base: str
    raw: bytes

    @property
    def digest(self) -> str:
        """SHA-512 over the exact bytes, as hexadecimal."""
        return hashlib.sha512(self.raw).hexdigest()


@dataclass(frozen=True, slots=True)
class OpDraft:
    """What an action wants to say; the store adds who, where, when and after what."""

    type: OpType
    entity: str
    partition: str
    data: Mapping[str, Any]
    base: str
    seen: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, on which device, in which life of its database."""

    user_id: str
    device_id: str
    incarnation: str


def write_op(
    draft: OpDraft,
    author: Author,
    *,
    op_id: str,
    dep: str | None,
    number: int,
    at: datetime,
    salt: str,
) -> Op:
    """Fix a draft into bytes; `at` must know its zone, money is a whole number of rupiah."""
    body = {
        "id": op_id,
        "type": draft.type.value,
        "v": draft.version,
        "partition": draft.partition,
        "dep": dep,
        "entity": draft.entity,
        "seen": list(draft.seen),
        "data": dict(draft.data),
        "by": author.user_id,
        "device": author.device_id,
        "incarnation": author.incarnation,
        "n": number,
        "at": at.isoformat(timespec="seconds"),
        "base": draft.base,
        "salt": salt,
    }
    return read_op(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())


def read_op(raw: bytes) -> Op:
    """Understand the bytes of an op; raises `UserError` (`PACKAGE_INCONSISTENT`) if they are none.

    Unknown keys are ignored here and kept in `raw`.
    """
    try:
        body = json.loads(raw)
        return Op(
            id=_text(body["id"]),
            type=_text(body["type"]),
            version=_whole(body["v"]),
            partition=_text(body["partition"]),
            dep=None if body["dep"] is None else _text(body["dep"]),
            entity=_text(body["entity"]),
            seen=tuple(_text(item) for item in body["seen"]),
            data=_mapping(body["data"]),
            by=_text(body["by"]),
            device=_text(body["device"]),
            incarnation=_text(body["incarnation"]),
            number=_whole(body["n"]),
            at=_moment(body["at"]),
            base=_text(body["base"]),
            raw=raw,
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(Code.PACKAGE_INCONSISTENT, part="op") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("whole number expected")
    return value


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("object expected")
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment
