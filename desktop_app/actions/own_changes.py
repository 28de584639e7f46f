"""What became of every change that was recorded here: the receipts of an office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.actions.office import Office, needs
from desktop_app.domain.hub_log import Outcome
from desktop_app.domain.op import Op
from desktop_app.domain.own_change import ChangeReason, ChangeState, OwnChange, state_at_hub
from desktop_app.domain.roles import Right
from desktop_app.store import interventions, ops, own_changes
from desktop_app.store.connection import Connection
from desktop_app.store.intervention_overview import user_names
from desktop_app.store.own_changes import OwnOp

MOST = 2_000


@dataclass(frozen=True, slots=True)
class OwnChanges:
    """The newest changes of this computer, the last first; `total` counts all there are."""

    lines: tuple[OwnChange, ...]
    total: int


@needs(Right.READ)
def own_changes_of(office: Office, *, limit: int = MOST) -> OwnChanges:
    """Every change that was recorded on this computer with how far it has come, and why it stands there."""
    with office.read() as conn:
        found = own_changes.newest(conn, limit=limit)
        names = user_names(conn, {one.op.by for one in found})
        naming = _Naming(conn)
        return OwnChanges(
            tuple(_line(conn, one, naming, names) for one in found), own_changes.count(conn)
        )


def _line(conn: Connection, one: OwnOp, naming: _Naming, names: Mapping[str, str]) -> OwnChange:
    op = one.op
    state, reason = _state(conn, one)
    about, place, family_id = naming.of(op)
    return OwnChange(
        op_id=op.id,
        type=op.type,
        record_id=op.entity,
        about=about,
        place=place,
        at=op.at,
        by=names.get(op.by, ""),
        state=state,
        reason=reason,
        package=one.package,
        packed_at=one.packed_at,
        family_id=family_id,
    )


def _state(conn: Connection, one: OwnOp) -> tuple[ChangeState, ChangeReason]:
    if one.was_displaced:
        return ChangeState.REFUSED, ChangeReason.CLASHING
    if one.outcome:
        record = interventions.intervention_of(conn, one.op.entity)
        return state_at_hub(Outcome(one.outcome), one.op.id, record)
    return (ChangeState.PACKED if one.package else ChangeState.DRAFT), ChangeReason.NONE


class _Naming:
    """Whom an op is about, as the first op of its record named them."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._known: dict[str, tuple[str, str, str]] = {}

    def of(self, op: Op) -> tuple[str, str, str]:
        """The name, the village and the family; empty where nobody is named."""
        record = str(op.data.get("to", "")) if op.type.startswith("evidence.") else op.entity
        if record not in self._known:
            first = ops.first_of(self._conn, record) or op
            self._known[record] = _named(first.data)
        return self._known[record]


def _named(data: Mapping[str, Any]) -> tuple[str, str, str]:
    subject = data.get("subject")
    if isinstance(subject, dict):
        parts = (subject.get(name) or "" for name in ("name", "village", "family_id"))
        name, village, family_id = map(str, parts)
        return name, village, family_id
    return str(data.get("number", "")), "", str(data.get("family_id") or "")
