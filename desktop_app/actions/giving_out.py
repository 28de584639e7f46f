"""The one way by which lists, reports and tables leave the office in clear.

`leaving` asks for the errand and measures the file before it is written; `note_left` writes what left,
for whom and under which serial, into the audit. The file carries the same serial.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.actions.office import Office, needs
from desktop_app.actions.sheets import new_serial
from desktop_app.domain.bast import forbids_passing_on
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.giving_out import (
    EXPORT_CAPS,
    MOST_PROOF_ROWS,
    USUAL_PROOF_ROWS,
    Errand,
    ExportCap,
    Holding,
    needs_proof,
    who_may,
)
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import Control, ReportNote
from desktop_app.domain.roles import Right, Role, roles_at
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, extracts, settings
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

_SETTING, _PROOF_ROWS = "export-caps", "export-proof-rows"


def leaving(
    office: Office,
    errand: Errand,
    *,
    holds: Holding,
    rows: int,
    release: ReleaseLine | None = None,
    source: tuple[str, date] | None = None,
    rows_of: Sequence[tuple[str, date]] | None = None,
    region: str = "",
    controls: Sequence[Control] = (),
) -> ReportNote:
    """What the file says about where it comes from, with a serial of its own.

    `source` is the label and reference date of the release where only these are known; without any
    the release in use is named. `rows_of` says which releases have rows in the file, if not the one
    that is named; none where it holds only what the office recorded itself. Raises `UserError`
    (`REASON_MISSING`, `RECIPIENT_MISSING`, `EXPORT_OVER_CAP`, `PASSPHRASE_AGAIN`, `PASSING_ON_FORBIDDEN`,
    `CERTIFICATE_ENDED`) before anything is written.
    """
    errand = errand.checked()
    with office.read() as conn:
        _measure(office, conn, holds, rows)
        release = release or extracts.current_release(conn)
        label, reference_date = source or (
            (release.label, release.reference_date) if release else ("-", office.today())
        )
        if holds is not Holding.COUNTS and not errand.stays_at(office.profile.name):
            _refuse_passing_on(conn, [(label, reference_date)] if rows_of is None else rows_of)
    within = region or office.profile.region
    return ReportNote(
        office=office.profile.name,
        region=f"{within} {office.reference.regions.name_of(within)}",
        release=label,
        reference_date=reference_date,
        made_by=office.account.full_name or office.account.name,
        made_at=office.now(),
        purpose=errand.purpose,
        recipient=errand.recipient,
        serial=new_serial(office),
        controls=tuple(controls),
    )


def require_export(office: Office, holds: Holding, rows: int) -> None:
    """Raise `UserError` (`EXPORT_OVER_CAP`, `PASSPHRASE_AGAIN`) unless whoever has the office open may take this along."""
    with office.read() as conn:
        _measure(office, conn, holds, rows)


def note_left(
    tx: Transaction,
    deed: str,
    subject: str,
    note: ReportNote,
    *,
    holds: Holding,
    rows: int,
    columns: int,
    **facts: str | int,
) -> None:
    """Write into the audit what left under the serial of `note`."""
    audit.note(
        tx,
        deed,
        subject,
        serial=note.serial,
        purpose=note.purpose,
        recipient=note.recipient,
        holds=holds.value,
        rows=rows,
        columns=columns,
        **facts,
    )


@dataclass(frozen=True, slots=True)
class CapLine:
    """What one role may take along here: `cap` holds, `usual` is what an office may lower."""

    role: Role
    cap: ExportCap
    usual: ExportCap


@needs(Right.READ)
def export_caps_of(office: Office) -> list[CapLine]:
    """How much each role of this office may take along in one file, of those that may at all."""
    with office.read() as conn:
        caps = caps_in(conn)
    roles = who_may(EXPORT_CAPS, roles_at(office.profile.kind), Holding.NAMES, 1)
    return [CapLine(role, caps[role], EXPORT_CAPS[role]) for role in roles]


@needs(Right.SETTINGS)
def lower_export_cap(office: Office, role: Role, wanted: ExportCap) -> Done[ExportCap]:
    """Set how much a role may take along in one file; never more than the program allows it.

    A limit that is left out (None) goes back to what the program allows.
    """
    cap = EXPORT_CAPS[role].lowered(wanted)
    with office.write() as tx:
        kept = settings.get(tx.conn, _SETTING, {})
        kept[role.value] = [wanted.names, wanted.whole, wanted.sensitive]
        settings.put(tx, _SETTING, kept)
        audit.note(tx, "export-cap-set", role=role.value, **_told(cap))
    return Done(cap, frozenset({Topic.SETTINGS, Topic.AUDIT}))


def caps_in(conn: Connection) -> dict[Role, ExportCap]:
    """How much each role may take along, from an open view."""
    kept = settings.get(conn, _SETTING, {})
    return {
        role: cap.lowered(ExportCap(*kept[role.value])) if role.value in kept else cap
        for role, cap in EXPORT_CAPS.items()
    }


def _refuse_passing_on(conn: Connection, releases: Sequence[tuple[str, date]]) -> None:
    """Rows whose hand-over record names this office as the last receiver go to nobody else."""
    for label, reference_date in releases:
        kinds = extracts.bast_kinds_of(conn, label, reference_date)
        forbidding = next((kind for kind in sorted(kinds) if forbids_passing_on(kind)), None)
        if forbidding is not None:
            raise UserError(
                Code.PASSING_ON_FORBIDDEN, release=label, bast=forbidding.value, field="recipient"
            )


def require_certificate(office: Office, conn: Connection) -> None:
    """Raise `UserError` (`CERTIFICATE_ENDED`) where the hub's permission for this computer has run out.

    Nothing that is recorded ever asks for it. The latest moment that the hub has named counts as well,
    so that a clock that was set back helps nobody. An office without a hub needs none.
    """
    enrolment = settings.get(conn, "enrolment")
    if enrolment is None:
        return
    ends, heard = enrolment["valid_until"], enrolment.get("heard_at")
    now = office.now()
    if heard:
        now = max(now, datetime.fromisoformat(heard))
    if now > datetime.fromisoformat(ends):
        raise UserError(Code.CERTIFICATE_ENDED, date=ends[:10])


@needs(Right.READ)
def proof_rows_of(office: Office) -> int:
    """How many rows with names may leave in one file without the passphrase being typed again."""
    with office.read() as conn:
        return _proof_rows(conn)


@needs(Right.SETTINGS)
def set_proof_rows(office: Office, above: int) -> Done[int]:
    """Ask for the passphrase again for files with more rows; raises `UserError` (`PROOF_ROWS_INVALID`).

    Whole numbers and sensitive cells always ask for it.
    """
    if not 0 <= above <= MOST_PROOF_ROWS:
        raise UserError(Code.PROOF_ROWS_INVALID, most=MOST_PROOF_ROWS)
    with office.write() as tx:
        settings.put(tx, _PROOF_ROWS, above)
        audit.note(tx, "passphrase-again-set", above=above)
    return Done(above, frozenset({Topic.SETTINGS, Topic.AUDIT}))


def _proof_rows(conn: Connection) -> int:
    return int(settings.get(conn, _PROOF_ROWS, USUAL_PROOF_ROWS))


def _measure(office: Office, conn: Connection, holds: Holding, rows: int) -> None:
    if holds is not Holding.COUNTS:
        require_certificate(office, conn)
    caps, role = caps_in(conn), office.account.role
    if holds is Holding.COUNTS or caps[role].allows(holds, rows):
        if needs_proof(holds, rows, _proof_rows(conn)):
            office.require_proof(holds=holds.value, rows=rows)
        return
    able = who_may(caps, roles_at(office.profile.kind), holds, rows)
    raise UserError(
        Code.EXPORT_OVER_CAP,
        holds=holds.value,
        rows=rows,
        most=caps[role].most(holds) or 0,
        roles=", ".join(able),
    )


def _told(cap: ExportCap) -> dict[str, str]:
    return {
        holds.value: "all" if cap.most(holds) is None else str(cap.most(holds))
        for holds in (Holding.NAMES, Holding.WHOLE, Holding.SENSITIVE)
    }
