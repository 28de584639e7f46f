"""What an op does to the record it names: pure, and the same at an office and at the hub.

`fold` takes the record as it stands (None before its first op) and an op, and gives the record as it
stands afterwards. An op of a type or version this program does not know raises `NotUnderstood`: it
is stored and forwarded, its record is shown but locked.

A void is monotone: once voided a record stays voided, and the first void gives the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.catalogue_setting import SettingChange, change_from
from desktop_app.domain.catalogue_setting import entity_of as setting_entity_of
from desktop_app.domain.evidence import Evidence, EvidenceContent
from desktop_app.domain.ground_check import GroundCheck, GroundCheckContent
from desktop_app.domain.incoming_letter import IncomingLetter, incoming_from
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_history import (
    Content,
    Correction,
    Signer,
    StatusStep,
    ToldApart,
)
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.local_fact import FactContent, FactKind, LocalFact
from desktop_app.domain.number_book import (
    NumberBook,
    ReservedNumbers,
    handed_from,
    reserved_from,
)
from desktop_app.domain.number_book import entity_of as book_entity_of
from desktop_app.domain.op import Op, OpType
from desktop_app.domain.programme_revision import ProgrammeRevision, entity_of, from_data
from desktop_app.domain.proposal import (
    Proposal,
    ProposalContent,
    ProposalKind,
    ProposalState,
    Step,
)
from desktop_app.domain.quota import Quota, quota_from
from desktop_app.domain.register import LetterState, LetterStep, RegisterLine
from desktop_app.domain.saved_question import SavedQuestion, saved_from
from desktop_app.domain.saved_question import entity_of as question_entity_of
from desktop_app.domain.subject import Subject, partition_of

Record = (
    Evidence
    | GroundCheck
    | IncomingLetter
    | Intervention
    | LocalFact
    | NumberBook
    | ProgrammeRevision
    | Proposal
    | Quota
    | RegisterLine
    | ReservedNumbers
    | SavedQuestion
    | SettingChange
)

_Rule = Callable[[Record | None, Op], Record]


class NotUnderstood(Exception):
    """The op was written by a newer program, or it does not fit the record it names."""


def fold(record: Record | None, op: Op) -> Record:
    """The record after `op`; raises `NotUnderstood`."""
    rule = _RULES.get((op.type, op.version))
    if rule is None:
        raise NotUnderstood(op.type)
    try:
        return rule(record, op)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotUnderstood(op.type) from error


def _evidence_attached(record: Record | None, op: Op) -> Evidence:
    if record is not None:
        raise ValueError("attached twice")
    return Evidence(
        id=op.entity,
        record_id=str(op.data["to"]),
        content=EvidenceContent.from_data(op.data),
        release_label=op.base,
        recorded_by=op.by,
        recorded_at=op.at,
    )


def _evidence_withdrawn(record: Record | None, op: Op) -> Evidence:
    if not isinstance(record, Evidence):
        raise TypeError("nothing to withdraw")
    if record.is_withdrawn:
        return record
    return replace(
        record, withdrawn_because=op.data["reason"], withdrawn_by=op.by, withdrawn_at=op.at
    )


def _intervention_recorded(record: Record | None, op: Op) -> Intervention:
    if record is not None:
        raise ValueError("recorded twice")
    data = op.data
    return Intervention(
        id=op.entity,
        subject=Subject.from_data(data["subject"]),
        programme=data["programme"],
        programme_version=data["programme_version"],
        period=data["period"],
        recorded=Content.from_data(data),
        funds=data["funds"],
        agency=data["agency"],
        first_status=InterventionStatus(data["status"]),
        reason=data["reason"],
        warnings=tuple(data["warnings"]),
        effect_key=data["effect_key"],
        decile=data["decile"],
        release_label=op.base,
        recorded_by=op.by,
        recorded_at=op.at,
        first_signer=Signer.from_data(data.get("signer")),
        list_id=str(data.get("list", "")),
        asnaf=Asnaf(data["asnaf"]) if data.get("asnaf") else None,
    )


def _intervention_corrected(record: Record | None, op: Op) -> Intervention:
    if not isinstance(record, Intervention):
        raise TypeError("nothing to correct")
    return record.corrected(
        op.seen,
        Correction(op.id, (), Content.from_data(op.data), op.data["reason"], op.by, op.at),
    )


def _intervention_stepped(record: Record | None, op: Op) -> Intervention:
    if not isinstance(record, Intervention):
        raise TypeError("nothing to step")
    data = op.data
    return record.stepped(
        op.seen,
        StatusStep(
            op=op.id,
            after=(),
            start=InterventionStatus(data["from"]),
            to=InterventionStatus(data["to"]),
            on=date.fromisoformat(data["on"]),
            by=op.by,
            at=op.at,
            note=data["note"],
            signer=Signer.from_data(data["signer"]),
            is_undo=bool(data["is_undo"]),
        ),
    )


def _intervention_told_apart(record: Record | None, op: Op) -> Intervention:
    if not isinstance(record, Intervention):
        raise TypeError("nothing to tell apart")
    data = op.data
    return record.apart(
        ToldApart(
            op=op.id,
            other=str(data["other"]),
            effect_key=str(data["effect_key"]),
            reason=str(data["reason"]),
            by=op.by,
            at=op.at,
        )
    )


def _voids(
    kind: type[GroundCheck] | type[IncomingLetter] | type[Intervention] | type[LocalFact],
) -> _Rule:
    """The rule that voids records of this kind and of no other."""

    def voided(record: Record | None, op: Op) -> Record:
        if not isinstance(record, kind):
            raise TypeError("nothing to void")
        if record.is_void:
            return record
        return replace(record, void_reason=op.data["reason"], voided_by=op.by, voided_at=op.at)

    return voided


def _incoming_letter_recorded(record: Record | None, op: Op) -> IncomingLetter:
    if record is not None and not isinstance(record, IncomingLetter):
        raise TypeError("not a letter that came")
    letter = incoming_from(op.entity, op.data, by=op.by, at=op.at)
    if partition_of(letter.office) != op.partition:
        raise ValueError("not the region of its partition")
    if record is None:
        return letter
    # Taken back stays taken back, whichever of two computers the hub heard first.
    return replace(
        letter,
        void_reason=record.void_reason,
        voided_by=record.voided_by,
        voided_at=record.voided_at,
    )


def _letter_issued(record: Record | None, op: Op) -> RegisterLine:
    if record is not None:
        raise ValueError("issued twice")
    return RegisterLine.from_data(op.entity, op.data, by=op.by, at=op.at)


def _letter_stepped(record: Record | None, op: Op) -> RegisterLine:
    if not isinstance(record, RegisterLine):
        raise TypeError("nothing to step")
    step = LetterStep(by=op.by, at=op.at, note=str(op.data["note"]))
    return record.stepped(LetterState(op.data["to"]), step)


def _local_fact_recorded(record: Record | None, op: Op) -> LocalFact:
    if record is not None:
        raise ValueError("recorded twice")
    data = op.data
    return LocalFact(
        id=op.entity,
        kind=FactKind(data["kind"]),
        subject=Subject.from_data(data["subject"]),
        content=FactContent.from_data(data),
        noted_on=date.fromisoformat(data["noted_on"]),
        corrects=data["corrects"],
        release_label=op.base,
        recorded_by=op.by,
        recorded_at=op.at,
    )


def _number_book_handed(record: Record | None, op: Op) -> NumberBook:
    if record is not None and not isinstance(record, NumberBook):
        raise TypeError("not a number book")
    office = str(op.data["office"])
    # As with settings: an office hands over its own book only.
    if partition_of(office) != op.partition or book_entity_of(office) != op.entity:
        raise ValueError("not the region of its partition")
    handed = handed_from(op.data, op=op.id, seen=op.seen, device=op.device, by=op.by, at=op.at)
    return (record or NumberBook(op.entity, office)).after(handed)


def _numbers_reserved(record: Record | None, op: Op) -> ReservedNumbers:
    if record is not None:
        raise ValueError("reserved twice")
    reserved = reserved_from(op.entity, op.data, by=op.by, at=op.at)
    if partition_of(reserved.office) != op.partition:
        raise ValueError("not the region of its partition")
    return reserved


def _programme_revised(record: Record | None, op: Op) -> ProgrammeRevision:
    if record is not None:
        raise ValueError("a version is never written twice")
    version = from_data(op.data["version"])
    region = op.data["region"]
    # An office speaks for its own region only: what its partition says, the hub has checked.
    if partition_of(region) != op.partition or entity_of(region, version) != op.entity:
        raise ValueError("not the region of its partition")
    return ProgrammeRevision(op.entity, region, version, recorded_by=op.by, recorded_at=op.at)


def _catalogue_set(record: Record | None, op: Op) -> SettingChange:
    if record is not None and not isinstance(record, SettingChange):
        raise TypeError("not a setting")
    region, name, value, reason = change_from(op.data)
    # As with versions: an office sets for its own region only.
    if partition_of(region) != op.partition or setting_entity_of(region, name) != op.entity:
        raise ValueError("not the region of its partition")
    return SettingChange(
        op.entity, region, name, value, reason, recorded_by=op.by, recorded_at=op.at
    )


def _proposal_opened(record: Record | None, op: Op) -> Proposal:
    if record is not None:
        raise ValueError("opened twice")
    data = op.data
    return Proposal(
        id=op.entity,
        kind=ProposalKind(data["kind"]),
        subject=Subject.from_data(data["subject"]),
        content=ProposalContent.from_data(data),
        needs_subdistrict=bool(data["needs_subdistrict"]),
        release_label=op.base,
        recorded_by=op.by,
        recorded_at=op.at,
    )


def _proposal_revised(record: Record | None, op: Op) -> Proposal:
    if not isinstance(record, Proposal):
        raise TypeError("nothing to revise")
    return record.revised(Subject.from_data(op.data["subject"]), ProposalContent.from_data(op.data))


def _proposal_stepped(record: Record | None, op: Op) -> Proposal:
    if not isinstance(record, Proposal):
        raise TypeError("nothing to step")
    data = op.data
    return record.stepped(ProposalState(data["from"]), Step.from_data({**data, "by": op.by}))


def _ground_check_recorded(record: Record | None, op: Op) -> GroundCheck:
    if record is not None:
        raise ValueError("recorded twice")
    data = op.data
    return GroundCheck(
        id=op.entity,
        subject=Subject.from_data(data["subject"]),
        content=GroundCheckContent.from_data(data),
        prelist=data["prelist"],
        number=data["number"],
        release_label=op.base,
        recorded_by=op.by,
        recorded_at=op.at,
    )


def _question_kept(record: Record | None, op: Op) -> SavedQuestion:
    if record is not None and not isinstance(record, SavedQuestion):
        raise TypeError("not a question")
    kept = saved_from(op.entity, op.data, by=op.by, at=op.at)
    # As with settings: an office keeps questions under its own region only.
    if partition_of(kept.region) != op.partition or not op.entity.startswith(
        question_entity_of(kept.region, "")
    ):
        raise ValueError("not the region of its partition")
    return kept


def _quota_allotted(record: Record | None, op: Op) -> Quota:
    if record is not None and not isinstance(record, Quota):
        raise TypeError("not a quota")
    quota = quota_from(op.entity, op.data, by=op.by, at=op.at)
    # Whoever answers for a region allots there: what its partition says, the hub has checked.
    if partition_of(quota.region) != op.partition:
        raise ValueError("not the region of its partition")
    return quota


_RULES: dict[tuple[str, int], _Rule] = {
    (OpType.CATALOGUE_SET, 1): _catalogue_set,
    (OpType.GROUND_CHECK_RECORDED, 1): _ground_check_recorded,
    (OpType.GROUND_CHECK_VOIDED, 1): _voids(GroundCheck),
    (OpType.EVIDENCE_ATTACHED, 1): _evidence_attached,
    (OpType.EVIDENCE_WITHDRAWN, 1): _evidence_withdrawn,
    (OpType.INCOMING_LETTER_RECORDED, 1): _incoming_letter_recorded,
    (OpType.INCOMING_LETTER_VOIDED, 1): _voids(IncomingLetter),
    (OpType.INTERVENTION_RECORDED, 1): _intervention_recorded,
    (OpType.INTERVENTION_RECORDED, 2): _intervention_recorded,  # the period may be a stage
    (OpType.INTERVENTION_CORRECTED, 1): _intervention_corrected,
    (OpType.INTERVENTION_STEPPED, 1): _intervention_stepped,
    (OpType.INTERVENTION_TOLD_APART, 1): _intervention_told_apart,
    (OpType.INTERVENTION_VOIDED, 1): _voids(Intervention),
    (OpType.LETTER_ISSUED, 1): _letter_issued,
    (OpType.LETTER_STEPPED, 1): _letter_stepped,
    (OpType.LOCAL_FACT_RECORDED, 1): _local_fact_recorded,
    (OpType.LOCAL_FACT_VOIDED, 1): _voids(LocalFact),
    (OpType.LETTER_NUMBERS_RESERVED, 1): _numbers_reserved,
    (OpType.NUMBER_BOOK_HANDED, 1): _number_book_handed,
    (OpType.PROGRAMME_REVISED, 1): _programme_revised,
    (OpType.PROPOSAL_OPENED, 1): _proposal_opened,
    (OpType.PROPOSAL_REVISED, 1): _proposal_revised,
    (OpType.PROPOSAL_STEPPED, 1): _proposal_stepped,
    (OpType.QUESTION_KEPT, 1): _question_kept,
    (OpType.QUOTA_ALLOTTED, 1): _quota_allotted,
    (OpType.QUOTA_ALLOTTED, 2): _quota_allotted,  # the period may be a stage
}


def is_readable(op: Op) -> bool:
    """True if this program knows ops of this type and version."""
    return (op.type, op.version) in _RULES


def readable_types() -> tuple[str, ...]:
    """What this program understands, as "type/version": a device tells its hub so in every upload."""
    return tuple(sorted(f"{name}/{version}" for name, version in _RULES))
