"""The delivery day: the list of one programme and stage or period, ticked as people come."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.actions.intervention_steps import write_step, write_undo
from desktop_app.actions.interventions import standing
from desktop_app.actions.letter_values import word_of
from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import catalogue_in
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import WESTERN_INDONESIA
from desktop_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryScope,
    DeliveryStage,
    Home,
    place_on_list,
)
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_history import Signer
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.marks import hamlet_mark
from desktop_app.domain.period import Period
from desktop_app.domain.roles import Right
from desktop_app.domain.subject import Subject, SubjectKind
from desktop_app.errors import Code, UserError
from desktop_app.store import deliveries, extracts, interventions, people, settings
from desktop_app.store.connection import Connection
from desktop_app.store.homes import Homes, homes_of
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

_TOPICS = frozenset({Topic.INTERVENTIONS})
_NOWHERE = Home()


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one record, and who did it."""

    record: Intervention
    by: str


@needs(Right.READ)
def deliveries_of(office: Office) -> list[DeliveryStage]:
    """What can be delivered: every programme and period with help that is decreed or on its way."""
    with office.read() as conn:
        return deliveries.stages_of(conn)


@needs(Right.READ)
def delivery_of(office: Office, scope: DeliveryScope, *, on: date) -> Delivery:
    """The list of a day in its order: desa, RW, RT, name. A stage that is a quarter may be named either way.

    Raises `UserError` (`PERIOD_INVALID`).
    """
    period = Period.parse(scope.period)
    with office.read() as conn:
        catalogue = catalogue_in(office, conn)
        if scope.programme in catalogue.codes:
            period = catalogue.versions_of(scope.programme)[-1].period_meant(period)
        scope = replace(scope, period=str(period))
        records = deliveries.records_of(conn, scope)
        homes = _homes(conn, records)
        names = {one.id: one.full_name or one.name for one in settings.accounts_of(conn)}
    placed = [(record, _home_of(record.subject, homes)) for record in records]
    hamlets = {hamlet_mark(home.hamlet): home.hamlet for _, home in placed if home.hamlet}
    if scope.hamlet:
        wanted = hamlet_mark(scope.hamlet)
        placed = [one for one in placed if hamlet_mark(one[1].hamlet) == wanted]
    placed.sort(key=lambda one: place_on_list(*one))
    lines = [
        DeliveryLine(
            number=number,
            on=on,
            record=record,
            home=home,
            own_number=_own_number(record.subject),
            numbers=_numbers(record.subject, homes),
            by=names.get(_last_by(record), ""),
        )
        for number, (record, home) in enumerate(placed, start=1)
    ]
    return Delivery(scope, on, tuple(lines), tuple(sorted(hamlets.values())))


@needs(Right.RECORD)
def tick_delivery(
    office: Office, intervention_id: str, *, on: date, signer: Signer | None = None
) -> Done[Delivered]:
    """Write that somebody came and got it; what was only decreed is disbursed with the same deed.

    `signer` is who signed in the recipient's place. Raises `UserError` (`DELIVERY_TICKED_ALREADY`
    with day, time and who, and as `step_intervention` does).
    """
    with office.write() as tx:
        record = standing(tx, intervention_id)
        if record.status is InterventionStatus.RECEIVED:
            raise _ticked_already(tx.conn, record)
        _go_to(office, tx, record, InterventionStatus.RECEIVED, on=on, signer=signer)
        done = _delivered(office, tx, intervention_id)
    log.info("delivery-ticked stand_in=%d", signer is not None)
    return Done(done, _TOPICS)


@needs(Right.RECORD)
def fail_delivery(
    office: Office, intervention_id: str, reason: str, *, on: date
) -> Done[Delivered]:
    """Write that it could not be delivered on this day, and why; it may still be ticked later.

    Raises `UserError` (`REASON_MISSING`, and as `tick_delivery` does).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        record = standing(tx, intervention_id)
        if record.status is InterventionStatus.RECEIVED:
            raise _ticked_already(tx.conn, record)
        _go_to(office, tx, record, InterventionStatus.FAILED, on=on, note=reason)
        done = _delivered(office, tx, intervention_id)
    log.info("delivery-failed")
    return Done(done, _TOPICS)


@needs(Right.RECORD)
def untick_delivery(office: Office, intervention_id: str) -> Done[Delivered]:
    """Take back that it was received or could not be delivered, with all that one deed wrote.

    Raises `UserError` (`INTERVENTION_NOTHING_TO_UNDO`, and as `undo_step` does).
    """
    with office.write() as tx:
        record = standing(tx, intervention_id)
        last = record.undoable
        if last is None or record.status not in (
            InterventionStatus.RECEIVED,
            InterventionStatus.FAILED,
        ):
            raise UserError(Code.INTERVENTION_NOTHING_TO_UNDO)
        write_undo(office, tx, intervention_id)
        before = standing(tx, intervention_id).undoable
        if before is not None and before.is_of_one_deed_with(last):
            write_undo(office, tx, intervention_id)
        done = _delivered(office, tx, intervention_id)
    log.info("delivery-unticked")
    return Done(done, _TOPICS)


@needs(Right.READ)
def stand_ins_of(office: Office, intervention_id: str) -> list[Signer]:
    """The grown-up members of the recipient's family, with what they are in it.

    Raises `UserError` (`INTERVENTION_UNKNOWN`).
    """
    with office.read() as conn:
        record = interventions.intervention_of(conn, intervention_id)
        if record is None:
            raise UserError(Code.INTERVENTION_UNKNOWN)
        release, family_id = extracts.current_release(conn), record.subject.family_id
        if release is None or family_id is None:
            return []
        sheet = people.family_sheet(conn, family_id, release.label)
    members = sheet.members if sheet else ()
    return [
        Signer(member.name, word_of(office.reference, member, "relationship").lower())
        for member in members
        if member.name
        and member.name != record.subject.name
        and member.id != record.subject.person_id
        and not member.is_minor_on(office.today())
    ]


def _go_to(
    office: Office,
    tx: Transaction,
    record: Intervention,
    target: InterventionStatus,
    *,
    on: date,
    note: str = "",
    signer: Signer | None = None,
) -> None:
    """Step to `target`, over "disbursed" where help was only decreed or had come back."""
    between = InterventionStatus.DISBURSED
    if target not in record.ways and between in record.ways:
        write_step(office, tx, record.id, between, on=on)
    write_step(office, tx, record.id, target, on=on, note=note, signer=signer)


def _delivered(office: Office, tx: Transaction, intervention_id: str) -> Delivered:
    return Delivered(standing(tx, intervention_id), office.account.full_name or office.account.name)


def _ticked_already(conn: Connection, record: Intervention) -> UserError:
    step = record.undoable
    at = (step.at if step else record.recorded_at).astimezone(WESTERN_INDONESIA)
    by = settings.account_of(conn, _last_by(record))
    return UserError(
        Code.DELIVERY_TICKED_ALREADY,
        on=record.status_on.isoformat(),
        at=f"{at:%H.%M}",
        by=by.name if by else "?",
    )


def _last_by(record: Intervention) -> str:
    step = record.undoable
    return step.by if step else record.recorded_by


def _homes(conn: Connection, records: list[Intervention]) -> Homes:
    if extracts.current_release(conn) is None:
        return Homes({}, {}, {})
    subjects = [record.subject for record in records]
    return homes_of(
        conn,
        (one.family_id for one in subjects if one.family_id),
        (one.person_id for one in subjects if one.person_id),
    )


def _home_of(subject: Subject, homes: Homes) -> Home:
    of_person = homes.of_person.get(subject.person_id or "")
    return of_person or homes.of_family.get(subject.family_id or "", _NOWHERE)


def _own_number(subject: Subject) -> str:
    own = subject.national_id if subject.kind is SubjectKind.PERSON else subject.family_card_no
    return own or ""


def _numbers(subject: Subject, homes: Homes) -> frozenset[str]:
    family = homes.national_ids.get(subject.family_id or "", frozenset())
    own = {one for one in (subject.national_id, subject.family_card_no) if one}
    return family | own
