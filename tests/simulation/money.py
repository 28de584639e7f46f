"""The help that is counted, reckoned twice: from the records as the program folds them, and from bare ops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from desktop_app.domain import fold
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.op import Op, OpType


def counted_in_records(records: Iterable[fold.Record]) -> Counter[tuple[str, int]]:
    """The record and the rupiah of each help: of those with one effect key, the one with the smallest id."""
    found: dict[str, tuple[str, int]] = {}
    standing = (one for one in records if isinstance(one, Intervention) and not one.is_void)
    for record in sorted(standing, key=lambda one: one.id):
        found.setdefault(record.effect_key, (record.id, record.amount or 0))
    return Counter(found.values())


def counted_in_ops(stories: Iterable[Sequence[Op]]) -> Counter[tuple[str, int]]:
    """The same from what counts of each record, in the order of its log; nothing is folded here."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for first, *later in sorted(stories, key=lambda ops: ops[0].entity):
        if "effect_key" not in first.data or any(
            op.type == OpType.INTERVENTION_VOIDED for op in later
        ):
            continue
        key, amount = str(first.data["effect_key"]), int(first.data["amount"])
        own = first.entity if _is_told_apart(key, later) else ""
        found.setdefault((key, own), (first.entity, amount))
    return Counter(found.values())


def told_apart_by(key: str, ops: Iterable[Op]) -> str | None:
    """The op that told a record with this effect key apart: the first that names the key."""
    told = (op for op in ops if op.type == OpType.INTERVENTION_TOLD_APART)
    return next((op.id for op in told if op.data["effect_key"] == key), None)


def _is_told_apart(key: str, ops: Iterable[Op]) -> bool:
    return told_apart_by(key, ops) is not None
