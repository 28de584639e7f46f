"""Recording what a programme did for a family or a person."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import book_in
from desktop_app.actions.quotas import Gauge
from desktop_app.actions.recipients import family_key, known_of, recipient_in
from desktop_app.domain.aid_rule import (
    AidFacts,
    AidWarning,
    PastAid,
    Severity,
    may_record,
    warnings_for,
)
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.intervention import (
    AidFilter,
    Intervention,
    InterventionDraft,
    InterventionLine,
)
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.period import Period
from desktop_app.domain.programme import (
    Basis,
    Catalogue,
    FundSource,
    ProgrammeVersion,
    effect_key,
)
from desktop_app.domain.quota import Claim, QuotaUse
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import Subject, SubjectKind, partition_of
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, intervention_overview, interventions, ops
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

NOTHING_MORE: Mapping[str, Sequence[PastAid]] = MappingProxyType({})
"""No aid besides what is written."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft looked at beside the catalogue, the extract and earlier records; nothing is written."""

    version: ProgrammeVersion
    period: Period
    subject: Subject
    claim: Claim
    decile: int | None
    release_label: str
    warnings: tuple[AidWarning, ...]
    quotas: tuple[QuotaUse, ...] = ()

    @property
    def effect_key(self) -> str:
        """What makes it the same help as another record."""
        return self.claim.effect_key

    def as_past(self, funds: FundSource | None) -> PastAid:
        """It as an earlier record, for what comes after it."""
        subject = self.subject
        return PastAid(
            programme=self.version.code,
            goal=self.version.goal,
            source=funds or self.version.source_of_funds,
            period=self.period,
            subject_id=_effect_subject(self.version, subject),
            family_id=family_key(subject),
            person_id=subject.id if subject.kind is SubjectKind.PERSON else None,
        )

    @property
    def needs_reason(self) -> bool:
        """True if it may be recorded, but only with a reason."""
        return any(warning.severity is Severity.WARN for warning in self.warnings)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording gave: the record's id and what it was warned about."""

    intervention_id: str
    warnings: tuple[AidWarning, ...]


@needs(Right.READ)
def check_intervention(office: Office, draft: InterventionDraft) -> Checked:
    """What recording this draft would say, as somebody fills the form, and what is left of its quotas.

    Raises `UserError` for a draft that cannot be recorded at all.
    """
    with office.read() as conn:
        gauge = Gauge(conn)
        checked = checked_in(office, conn, draft, gauge=gauge)
        return replace(checked, quotas=gauge.uses(checked.claim))


@needs(Right.RECORD)
def record_intervention(office: Office, draft: InterventionDraft) -> Done[Recorded]:
    """Record one intervention: its op, its record and its audit line, or none of them.

    The family's national decile of today's release is frozen in it. Raises `UserError`; a warning
    that asks for a reason is refused with `REASON_NEEDED` while the draft has none, and a rule that
    blocks with `INTERVENTION_REFUSED`.
    """
    with office.read() as conn:
        checked = checked_in(office, conn, draft)
    require_recordable(checked, draft.reason)
    with office.write() as tx:
        intervention_id = write_checked(office, tx, draft, checked)
    log.info(
        "intervention-recorded programme=%s warnings=%d",
        checked.version.code,
        len(checked.warnings),
    )
    return Done(Recorded(intervention_id, checked.warnings), frozenset({Topic.INTERVENTIONS}))


@needs(Right.RECORD)
def void_intervention(office: Office, intervention_id: str, reason: str) -> Done[None]:
    """Mark one intervention as entered in error; it stays readable.

    Raises `UserError` (`INTERVENTION_UNKNOWN`, `INTERVENTION_VOID_ALREADY`, `REASON_MISSING`,
    `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        write_void(office, tx, intervention_id, reason)
    return Done(None, frozenset({Topic.INTERVENTIONS}))


@needs(Right.READ)
def interventions_of(
    office: Office, wanted: AidFilter | None = None, *, limit: int = 500
) -> list[InterventionLine]:
    """The newest records that are wanted; of all, if nothing is said.

    Raises `UserError` (`PERIOD_INVALID`).
    """
    with office.read() as conn:
        return intervention_overview.newest(conn, wanted or AidFilter(), limit=limit)


def checked_in(
    office: Office,
    conn: Connection,
    draft: InterventionDraft,
    also: Mapping[str, Sequence[PastAid]] = NOTHING_MORE,
    gauge: Gauge | None = None,
) -> Checked:
    """What `check_intervention` gives, for actions that ask for their own right.

    `also` is aid that counts as earlier though it is not written yet, by the family's id, and `gauge`
    has counted it.
    """
    period = draft.checked(today=office.today())
    book = book_in(office, conn)
    version = book.catalogue.version_on(draft.programme, draft.given_on)
    period = version.period_meant(period)
    release = office.release(conn)
    recipient = recipient_in(office, conn, draft, release.label)
    subject = recipient.subject
    _require_basis(version, subject)
    known = known_of(conn, recipient, version, draft.given_on, book.limits)
    effect_subject = _effect_subject(version, subject)
    claim = Claim(
        programme=version.code,
        period=period,
        village=subject.village,
        effect_key=effect_key(version, period, effect_subject),
        amount=draft.amount or 0,
        status=draft.status,
    )
    facts = AidFacts(
        version=version,
        period=period,
        subject_id=effect_subject,
        family_id=family_key(subject),
        person_id=subject.id if subject.kind is SubjectKind.PERSON else None,
        decile=known.decile,
        is_in_release=recipient.sheet is not None,
        may_be_in_release=subject.kind.is_household,
        unmet=known.unmet,
        presence=known.presence,
        job_status=known.job_status,
        earlier=(
            *_earlier(book.catalogue, recipient.received(conn), family_key(subject)),
            *also.get(subject.family_id or "", ()),
        ),
    )
    return Checked(
        version=version,
        period=period,
        subject=subject,
        claim=claim,
        decile=known.decile,
        release_label=release.label,
        warnings=(
            *(gauge or Gauge(conn)).warnings(claim),
            *warnings_for(book.rules, facts),
        ),
    )


def require_recordable(checked: Checked, reason: str) -> None:
    """Raise `UserError` (`INTERVENTION_REFUSED`, `REASON_NEEDED`) unless it may be recorded so."""
    if not may_record(checked.warnings):
        raise UserError(Code.INTERVENTION_REFUSED, warning=checked.warnings[0].code.value)
    if checked.needs_reason and not reason.strip():
        raise UserError(Code.REASON_NEEDED, field="reason", warning=checked.warnings[0].code.value)


def write_checked(
    office: Office,
    tx: Transaction,
    draft: InterventionDraft,
    checked: Checked,
    *,
    list_id: str = "",
) -> str:
    """Write a draft that was checked, with its audit line; gives the record's id.

    `list_id` names the list it is recorded with.
    """
    subject, version = checked.subject, checked.version
    intervention_id = office.new_id()
    ops.record(
        tx,
        OpDraft(
            type=OpType.INTERVENTION_RECORDED,
            version=checked.period.op_version,
            entity=intervention_id,
            partition=partition_of(subject.village or office.profile.region),
            base=checked.release_label,
            data={
                "subject": subject.as_data(),
                "programme": version.code,
                "programme_version": version.id,
                "period": str(checked.period),
                **draft.content.as_data(),
                "funds": (draft.funds or version.source_of_funds).value,
                "agency": draft.agency.strip() or version.owner,
                "status": draft.status.value,
                "reason": draft.reason.strip(),
                "warnings": [warning.code.value for warning in checked.warnings],
                "effect_key": checked.effect_key,
                "decile": checked.decile,
                "signer": draft.signer.as_data() if draft.signer else None,
                "list": list_id,
                **({"asnaf": draft.asnaf.value} if draft.asnaf else {}),
            },
        ),
    )
    audit.note(
        tx, "intervention-recorded", intervention_id, programme=version.code, **together(list_id)
    )
    return intervention_id


def together(batch: str) -> dict[str, str]:
    """What the audit says of a deed that was done in one go with others; nothing of a single one."""
    return {"batch": batch} if batch else {}


def write_void(office: Office, tx: Transaction, intervention_id: str, reason: str) -> None:
    """Write that a record was entered in error; raises what `void_intervention` does."""
    record = standing(tx, intervention_id)
    write_about(office, tx, record, OpType.INTERVENTION_VOIDED, {"reason": reason.strip()})
    audit.note(tx, "intervention-voided", intervention_id)


def standing(tx: Transaction, intervention_id: str) -> Intervention:
    """A record that may still be written about.

    Raises `UserError` (`INTERVENTION_UNKNOWN`, `INTERVENTION_VOID_ALREADY`,
    `RECORD_NEEDS_NEWER_PROGRAM`).
    """
    record = interventions.intervention_of(tx.conn, intervention_id)
    if record is None:
        raise UserError(Code.INTERVENTION_UNKNOWN)
    if record.is_void:
        raise UserError(Code.INTERVENTION_VOID_ALREADY)
    if ops.is_locked(tx.conn, intervention_id):
        raise UserError(Code.RECORD_NEEDS_NEWER_PROGRAM)
    return record


def write_about(
    office: Office,
    tx: Transaction,
    record: Intervention,
    kind: OpType,
    data: Mapping[str, object],
    *,
    seen: Sequence[str] | None = None,
) -> str:
    """Write an op about a record by somebody who has seen all there is about it; the op's id.

    `seen` names the ops that were seen, if those were not all.
    """
    op = ops.record(
        tx,
        OpDraft(
            type=kind,
            entity=record.id,
            partition=partition_of(record.subject.village or office.profile.region),
            base=record.release_label,
            data=data,
            seen=tuple(ops.ids_of(tx.conn, record.id) if seen is None else seen),
        ),
    )
    return op.id


def _require_basis(version: ProgrammeVersion, subject: Subject) -> None:
    """A programme is given to whom its catalogue says; a house is named by its family."""
    if subject.kind is SubjectKind.FAMILY and version.wants_person:
        raise UserError(Code.PROGRAMME_WANTS_PERSON, field="person_id", programme=version.code)
    wanted = (
        {Basis.FAMILY, Basis.PERSON, Basis.HOUSE}
        if subject.kind.is_household
        else {Basis(subject.kind.value)}
    )
    if not wanted & set(version.bases):
        raise UserError(Code.PROGRAMME_NOT_FOR_THIS, field="programme", programme=version.code)


def _effect_subject(version: ProgrammeVersion, subject: Subject) -> str:
    """A family's programme counts once a family, whoever of it took the money."""
    return subject.id if version.wants_person else family_key(subject)


def _earlier(catalogue: Catalogue, lines: Sequence[InterventionLine], family: str) -> list[PastAid]:
    past = []
    for line in lines:
        record = line.intervention
        if record.is_void or record.status.came_to_nothing:
            continue
        version = catalogue.version_with(record.programme_version)
        past.append(
            PastAid(
                programme=record.programme,
                goal=version.goal if version else "",
                source=FundSource(record.funds),
                period=Period.parse(record.period),
                subject_id=_effect_subject(version, record.subject)
                if version
                else record.subject.id,
                family_id=family,
                person_id=record.subject.id if record.subject.kind is SubjectKind.PERSON else None,
            )
        )
    return past
