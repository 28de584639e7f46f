"""What an office has set about proposals: until which day they are sent, and whether the kecamatan verifies."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.store import audit, settings
from desktop_app.store.connection import Connection

_SUBDISTRICT, _CUTOFF = "proposals.subdistrict-verifies", "proposals.cutoff-day"
LATEST_CUTOFF = 28
"""The last day that every month has."""


@dataclass(frozen=True, slots=True)
class ProposalCalendar:
    """What the office has set: does the kecamatan verify, and until which day of the month to send."""

    subdistrict_verifies: bool
    cutoff_day: int


@needs(Right.READ)
def proposal_calendar(office: Office) -> ProposalCalendar:
    """What this office has set about proposals."""
    with office.read() as conn:
        return calendar_in(office, conn)


@needs(Right.SETTINGS)
def set_proposal_calendar(
    office: Office, *, subdistrict_verifies: bool | None = None, cutoff_day: int | None = None
) -> Done[ProposalCalendar]:
    """Change what is given; proposals that are open keep the way they were opened with.

    Raises `UserError` (`CHOICE_UNKNOWN`) for a day that not every month has.
    """
    if cutoff_day is not None and not 1 <= cutoff_day <= LATEST_CUTOFF:
        raise UserError(Code.CHOICE_UNKNOWN, field="cutoff_day", choices=f"1-{LATEST_CUTOFF}")
    with office.write() as tx:
        if subdistrict_verifies is not None:
            settings.put(tx, _SUBDISTRICT, subdistrict_verifies)
        if cutoff_day is not None:
            settings.put(tx, _CUTOFF, cutoff_day)
        calendar = calendar_in(office, tx.conn)
        audit.note(
            tx,
            "proposal-calendar-set",
            subdistrict=calendar.subdistrict_verifies,
            cutoff=calendar.cutoff_day,
        )
    return Done(calendar, frozenset({Topic.PROPOSALS, Topic.SETTINGS}))


def calendar_in(office: Office, conn: Connection) -> ProposalCalendar:
    """What `proposal_calendar` gives, for actions that ask for their own right."""
    return ProposalCalendar(
        subdistrict_verifies=bool(settings.get(conn, _SUBDISTRICT, False)),
        cutoff_day=int(settings.get(conn, _CUTOFF, office.reference.proposals.cutoff_day)),
    )
