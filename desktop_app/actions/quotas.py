"""Quotas: allotting them, seeing what is left, and whether one more recipient fits in."""

from __future__ import annotations

import logging

from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import catalogue_in
from desktop_app.domain.aid_rule import AidWarning, Severity, WarningCode
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.period import Period
from desktop_app.domain.quota import Claim, Quota, QuotaDraft, QuotaUse, entity_of
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, ops, quotas
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)


class Gauge:
    """How full every quota is, and how full it will be with what a list is about to record.

    What it has read once it keeps; make one for each look at the records.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._limiting = quotas.limiting(conn)
        self._uses = dict[str, QuotaUse]()
        self._added = set[str]()

    def warnings(self, claim: Claim) -> tuple[AidWarning, ...]:
        """What a record of this is warned about; one that is only decided is refused without room."""
        concerned = self._concerned(claim)
        if all(use.has_room(claim.amount) for use in concerned):
            return ()
        is_fact = claim.status is not InterventionStatus.DECREED
        severity = Severity.WARN if is_fact else Severity.BLOCK
        return (AidWarning(WarningCode.OVER_QUOTA, severity),)

    def uses(self, claim: Claim) -> tuple[QuotaUse, ...]:
        """How full the quotas are under which it falls, whether it takes from them or not."""
        return tuple(self._use_of(one) for one in self._limiting if one.covers(claim))

    def add(self, claim: Claim) -> None:
        """Count a record that will be written."""
        for use in self._concerned(claim):
            self._uses[use.quota.id] = use.with_one_more(claim.amount)
        self._added.add(claim.effect_key)

    def _concerned(self, claim: Claim) -> list[QuotaUse]:
        """The quotas it would take from; none if the same help takes from them already."""
        covering = [one for one in self._limiting if one.covers(claim)]
        if not covering or not claim.takes or claim.effect_key in self._added:
            return []
        if quotas.takes_already(self._conn, claim.effect_key):
            return []
        return [self._use_of(one) for one in covering]

    def _use_of(self, quota: Quota) -> QuotaUse:
        if quota.id not in self._uses:
            self._uses[quota.id] = quotas.use_of(self._conn, quota)
        return self._uses[quota.id]


@needs(Right.READ)
def quotas_of(
    office: Office, *, programme: str = "", period: str = "", village: str = ""
) -> list[QuotaUse]:
    """Every quota that limits, with what was taken from it; of one programme if given.

    `period` and `village` keep those that help in that period or place takes from. Raises
    `UserError` (`PERIOD_INVALID`).
    """
    within = Period.parse(period) if period else None
    with office.read() as conn:
        return [
            quotas.use_of(conn, quota)
            for quota in quotas.limiting(conn)
            if programme in ("", quota.programme)
            and (within is None or within in Period.parse(quota.period).parts)
            and (not village or f"{village}.".startswith(f"{quota.region}."))
        ]


@needs(Right.SETTINGS)
def allot_quota(office: Office, draft: QuotaDraft) -> Done[QuotaUse]:
    """Allot a quota, or lift it with no ceiling; what is recorded already stays.

    Raises `UserError` (`PROGRAMME_UNKNOWN`, `PERIOD_INVALID`, `STAGE_UNKNOWN`, `REGION_OUTSIDE`,
    `QUOTA_INVALID`, `NOTE_TOO_LONG`).
    """
    period = draft.checked()
    own = office.profile.region
    if draft.region != own and not draft.region.startswith(f"{own}."):
        raise UserError(Code.REGION_OUTSIDE, field="region")
    with office.write() as tx:
        newest = catalogue_in(office, tx.conn).versions_of(draft.programme)[-1]
        period = newest.period_meant(period)
        entity = entity_of(draft.programme, period, draft.region)
        ops.record(
            tx,
            OpDraft(
                type=OpType.QUOTA_ALLOTTED,
                version=period.op_version,
                entity=entity,
                partition=partition_of(draft.region),
                base="",
                data={
                    "programme": draft.programme,
                    "period": str(period),
                    "region": draft.region,
                    "recipients": draft.recipients,
                    "rupiah": draft.rupiah,
                    "note": draft.note.strip(),
                },
                seen=ops.ids_of(tx.conn, entity),
            ),
        )
        audit.note(tx, "quota-allotted", entity, programme=draft.programme)
        quota = quotas.quota_of(tx.conn, entity)
        assert quota is not None  # it was written just now
        use = quotas.use_of(tx.conn, quota)
    log.info("quota-allotted programme=%s", draft.programme)
    return Done(use, frozenset({Topic.QUOTAS, Topic.INTERVENTIONS}))
