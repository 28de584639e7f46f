"""Ops for a simulation: invented deeds of every kind the fold knows, and one it does not."""

from __future__ import annotations

import random
from enum import StrEnum
from typing import Any, cast

from desktop_app.domain.op import Op, OpDraft, OpType
from desktop_app.domain.subject import Subject, SubjectKind


class Future(StrEnum):
    """Types of a program that is not written yet."""

    NOTED = "future.noted"


def _subject(partition: str) -> dict[str, str | None]:
    return Subject(SubjectKind.FAMILY, "1", None, None, None, "CONTOH", None, partition).as_data()


def recorded(entity: str, partition: str, draw: random.Random) -> OpDraft:
    """Help was given."""
    data: dict[str, Any] = {
        "subject": _subject(partition),
        "programme": "BLT-DD",
        "programme_version": "BLT-DD@2026-01-01",
        "period": "2026-07",
        "amount": draw.randrange(1, 9) * 100_000,
        "quantity": "",
        "given_on": "2026-07-20",
        "funds": "village-fund",
        "agency": "desa",
        "status": "received",
        "note": "",
        "reason": "",
        "warnings": [],
        "effect_key": effect_key(entity, partition, draw),
        "decile": 2,
    }
    return OpDraft(OpType.INTERVENTION_RECORDED, entity, partition, data, base="Q1")


def effect_key(entity: str, partition: str, draw: random.Random) -> str:
    """Its own, or that of one of a few families, who are then helped more than once."""
    family = f"{partition}/{draw.randrange(3)}" if draw.random() < 0.5 else entity
    return f"BLT-DD|2026-07|{family}"


def told_apart(about: Op, other: str, draw: random.Random) -> OpDraft:
    """The hub says that it is a help of its own; now and then under a key that it does not bear."""
    key = str(about.data["effect_key"])
    data = {
        "effect_key": key if draw.random() < 0.8 else f"{key}|2025",
        "other": other,
        "reason": f"dua kuitansi {draw.randrange(1000)}",
    }
    return OpDraft(OpType.INTERVENTION_TOLD_APART, about.entity, about.partition, data, base="Q1")


def voided(entity: str, partition: str, draw: random.Random) -> OpDraft:
    """It was an error."""
    data = {"reason": f"keliru {draw.randrange(1000)}"}
    return OpDraft(OpType.INTERVENTION_VOIDED, entity, partition, data, base="Q1")


def opened(entity: str, partition: str) -> OpDraft:
    """A proposal."""
    data = {
        "kind": "new_family",
        "subject": _subject(partition),
        "contents": {},
        "corrections": [],
        "evidence": [],
        "needs_subdistrict": False,
    }
    return OpDraft(OpType.PROPOSAL_OPENED, entity, partition, data, base="Q1")


def revised(entity: str, partition: str, draw: random.Random) -> OpDraft:
    """A proposal written anew: of two, the later in the hub's order stands."""
    data = {
        "subject": _subject(partition),
        "contents": {"why": f"alasan {draw.randrange(1000)}"},
        "corrections": [],
        "evidence": [],
    }
    return OpDraft(OpType.PROPOSAL_REVISED, entity, partition, data, base="Q1")


def stepped(entity: str, partition: str, start: str, to: str) -> OpDraft:
    """A proposal goes on."""
    data = {"from": start, "to": to, "on": "2026-08-01", "reason": "", "release": ""}
    return OpDraft(OpType.PROPOSAL_STEPPED, entity, partition, data, base="Q1")


def noted(entity: str, partition: str, draw: random.Random) -> OpDraft:
    """Something that only a newer program understands."""
    draft = recorded(entity, partition, draw)
    return OpDraft(cast(OpType, Future.NOTED), entity, partition, draft.data, base="Q1")
