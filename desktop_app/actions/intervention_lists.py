"""Recording a whole list of interventions: look at every row first, then record in durable batches."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.actions.intervention_rows import COLUMNS, cells_of, draft_from
from desktop_app.actions.interventions import (
    Checked,
    checked_in,
    require_recordable,
    write_checked,
    write_void,
)
from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import catalogue_of
from desktop_app.actions.quotas import Gauge
from desktop_app.actions.search_list import Everybody, people_at
from desktop_app.actions.table_file import read_table
from desktop_app.domain.aid_rule import PastAid, WarningCode, may_record
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.intervention import AidList, InterventionDraft
from desktop_app.domain.intervention_list import (
    ListedAid,
    ListOutcome,
    RowPreview,
    RowRecorded,
    RowRefused,
    RowState,
)
from desktop_app.domain.person import Whom
from desktop_app.domain.roles import Right
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import intervention_overview, interventions
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)

_BATCH = 100
_NOT_FOUND = frozenset({Code.SUBJECT_UNKNOWN, Code.SUBJECT_AMBIGUOUS})


@needs(Right.READ)
def listed_in_file(
    office: Office, path: Path, common: Mapping[str, str], progress: Progress
) -> list[ListedAid]:
    """The rows of a CSV file or a workbook; what a row leaves empty is taken from `common`.

    `common` has the names that `COLUMNS` gives. Raises `UserError` for a file that is no list.
    """
    rows = read_table(path, COLUMNS)
    progress.begin("reading", total=len(rows))
    listed = []
    with office.read() as conn:
        office.release(conn)
        for row in rows:
            try:
                listed.append(ListedAid(row.row, draft_from(conn, cells_of(row, common))))
            except UserError as error:
                listed.append(ListedAid(row.row, error=error))
            progress.advance()
    return listed


@needs(Right.READ)
def listed_people(
    office: Office, draft: InterventionDraft, people: Sequence[Whom], progress: Progress
) -> list[ListedAid]:
    """`draft` for each of these people, or once for each of their families if it is for families."""
    progress.begin("reading", total=len(people))
    wants_person = catalogue_of(office).version_on(draft.programme, draft.given_on).wants_person
    whom = dict.fromkeys(
        (one.family_id, one.person_id if wants_person or one.family_id is None else None)
        for one in people
    )
    return [
        ListedAid(row, replace(draft, family_id=family_id, person_id=person_id))
        for row, (family_id, person_id) in enumerate(whom, start=1)
    ]


@needs(Right.READ)
def listed_found(
    office: Office,
    draft: InterventionDraft,
    found: Everybody,
    places: Sequence[range],
    progress: Progress,
) -> list[ListedAid]:
    """The same for the people who stand at these places of a list that was found."""
    with office.read() as conn:
        chosen = people_at(conn, found, places, progress)
    return listed_people(office, draft, chosen, progress)


def common_of(draft: InterventionDraft) -> dict[str, str]:
    """What a draft without a recipient says for every row of a file."""
    return {
        "programme": draft.programme,
        "period": draft.period,
        "on": draft.given_on.isoformat(),
        "amount": "" if draft.amount is None else str(draft.amount),
        "quantity": draft.quantity,
        "funds": draft.funds.value if draft.funds else "",
        "agency": draft.agency,
        "status": draft.status.value,
        "note": draft.note,
        "asnaf": draft.asnaf.value if draft.asnaf else "",
    }


@needs(Right.READ)
def preview_list(
    office: Office, listed: Sequence[ListedAid], progress: Progress
) -> tuple[RowPreview, ...]:
    """What recording the list would say of each row, in its order; nothing is written."""
    progress.begin("checking", total=len(listed))
    previews = []
    with office.read() as conn:
        seen = _Seen(Gauge(conn))
        for one in listed:
            previews.append(_preview(office, conn, one, seen))
            progress.advance()
    return tuple(previews)


@needs(Right.RECORD)
def record_list(
    office: Office,
    listed: Sequence[ListedAid],
    reason: str,
    progress: Progress,
    *,
    with_outsiders: bool = False,
) -> Done[ListOutcome]:
    """Record every row that may be recorded; what a rule or a fault refuses stops that row only.

    Families and people who are not in DTSEN are recorded only `with_outsiders`: a number that was
    mistyped must not make a second person out of one. `reason` is for every row that needs one and has none of its own, unless the same help is
    recorded already. Each batch is kept for good once it is written: when somebody stops the work,
    the answer says what was recorded until then.
    """
    recorded, refused = list[RowRecorded](), list[RowRefused]()
    list_id = office.new_id()
    done = 0
    try:
        progress.begin("recording", total=len(listed))
        while done < len(listed):
            batch = listed[done : done + _BATCH]
            ready = _checked_batch(office, batch, reason, refused, with_outsiders)
            with office.write() as tx:
                written = [
                    RowRecorded(
                        row,
                        write_checked(office, tx, draft, checked, list_id=list_id),
                        checked.warnings,
                    )
                    for row, draft, checked in ready
                ]
            recorded += written
            done += len(batch)
            progress.advance(len(batch))
    except Cancelled:
        # What is written is written; its rows must be told, or nobody could take them back.
        log.info("list-stopped recorded=%d left=%d", len(recorded), len(listed) - done)
    log.info("list-recorded recorded=%d refused=%d", len(recorded), len(refused))
    outcome = ListOutcome(
        list_id if recorded else "", tuple(recorded), tuple(refused), left=len(listed) - done
    )
    return Done(outcome, frozenset({Topic.INTERVENTIONS} if recorded else ()))


@needs(Right.READ)
def recorded_lists(office: Office, *, limit: int = 100) -> list[AidList]:
    """The lists that were recorded in one go, the newest first."""
    with office.read() as conn:
        return intervention_overview.lists(conn, limit=limit)


@needs(Right.RECORD)
def void_list(office: Office, list_id: str, reason: str, progress: Progress) -> Done[int]:
    """Mark every record of a list as entered in error, however long ago it was recorded.

    Raises `UserError` (`LIST_UNKNOWN` if nothing of it stands, and as `void_interventions` does).
    """
    with office.read() as conn:
        ids = interventions.ids_of_list(conn, list_id)
    if not ids:
        raise UserError(Code.LIST_UNKNOWN)
    return void_interventions(office, ids, reason, progress)


@needs(Right.RECORD)
def void_interventions(
    office: Office, intervention_ids: Sequence[str], reason: str, progress: Progress
) -> Done[int]:
    """Mark records as entered in error, and say how many; those that are void already stay so.

    Raises `UserError` as `void_intervention` does. Each batch is kept for good once it is written.
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    voided = 0
    try:
        progress.begin("recording", total=len(intervention_ids))
        for start in range(0, len(intervention_ids), _BATCH):
            batch = intervention_ids[start : start + _BATCH]
            with office.write() as tx:
                standing = [
                    one
                    for one in batch
                    if not (
                        (record := interventions.intervention_of(tx.conn, one)) and record.is_void
                    )
                ]
                for intervention_id in standing:
                    write_void(office, tx, intervention_id, reason)
            voided += len(standing)
            progress.advance(len(batch))
    except Cancelled:
        log.info("voiding-stopped voided=%d", voided)
    return Done(voided, frozenset({Topic.INTERVENTIONS}))


@dataclass(slots=True)
class _Seen:
    """What rows further up in a list will have recorded."""

    gauge: Gauge
    aid: dict[str, list[PastAid]] = field(default_factory=lambda: defaultdict(list))
    keys: set[str] = field(default_factory=set)

    def add(self, draft: InterventionDraft, checked: Checked) -> None:
        self.keys.add(checked.effect_key)
        self.gauge.add(checked.claim)
        self.aid[checked.subject.family_id or ""].append(checked.as_past(draft.funds))


def _preview(office: Office, conn: Connection, one: ListedAid, seen: _Seen) -> RowPreview:
    try:
        draft = _draft_of(one)
        checked = checked_in(office, conn, draft, seen.aid, seen.gauge)
    except UserError as error:
        state = RowState.NOT_FOUND if error.code in _NOT_FOUND else RowState.INVALID
        return RowPreview(one.row, state, error=error)
    state = _state_of(conn, checked, seen)
    if state not in (RowState.BLOCKED, RowState.ALREADY):
        seen.add(draft, checked)
    return RowPreview(
        row=one.row,
        state=state,
        name=checked.subject.name,
        village=checked.subject.village,
        decile=checked.decile,
        amount=draft.amount,
        warnings=checked.warnings,
    )


def _state_of(conn: Connection, checked: Checked, seen: _Seen) -> RowState:
    codes = {warning.code for warning in checked.warnings}
    if not may_record(checked.warnings):
        return RowState.BLOCKED
    if (
        WarningCode.DOUBLE_BENEFIT in codes
        or checked.effect_key in seen.keys
        or interventions.has_effect(conn, checked.effect_key)
    ):
        return RowState.ALREADY
    if _is_stranger(checked):
        return RowState.OUTSIDER
    if checked.needs_reason:
        return RowState.WARNED
    return RowState.OUT_OF_DECILE if WarningCode.OUT_OF_DECILE in codes else RowState.READY


def _is_stranger(checked: Checked) -> bool:
    """True for a family or person who ought to be in DTSEN and is not."""
    return checked.subject.is_outsider and checked.subject.kind.is_household


def _checked_batch(
    office: Office,
    batch: Sequence[ListedAid],
    reason: str,
    refused: list[RowRefused],
    with_outsiders: bool,
) -> list[tuple[int, InterventionDraft, Checked]]:
    """The rows that may be written; the others are added to `refused`."""
    ready = []
    with office.read() as conn:
        seen = _Seen(Gauge(conn))
        for one in batch:
            try:
                draft = _draft_of(one)
                checked = checked_in(office, conn, draft, seen.aid, seen.gauge)
                if _is_stranger(checked) and not with_outsiders:
                    raise UserError(Code.SUBJECT_UNKNOWN)
                if _state_of(conn, checked, seen) is RowState.ALREADY:
                    _require_own_reason(draft)
                elif checked.needs_reason and not draft.reason.strip():
                    draft = replace(draft, reason=reason)
                require_recordable(checked, draft.reason)
            except UserError as error:
                refused.append(RowRefused(one.row, error))
                continue
            seen.add(draft, checked)
            ready.append((one.row, draft, checked))
    return ready


def _require_own_reason(draft: InterventionDraft) -> None:
    if not draft.reason.strip():
        raise UserError(Code.OWN_REASON_NEEDED)


def _draft_of(one: ListedAid) -> InterventionDraft:
    if one.draft is None:
        raise one.error or UserError(Code.SUBJECT_MISSING)
    return one.draft
