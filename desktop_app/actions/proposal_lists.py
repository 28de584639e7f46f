"""The work lists of proposals: all of them at once, each with the lists it belongs to and when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.actions.office import Office, needs
from desktop_app.actions.proposal_calendar import ProposalCalendar, calendar_in
from desktop_app.domain.dates import day_of
from desktop_app.domain.proposal import ProposalLine
from desktop_app.domain.proposal_kind import WorkList, is_on, next_cutoff
from desktop_app.domain.roles import Right
from desktop_app.store import proposals


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A proposal with the lists it is on, and the cut-off day that it should meet."""

    line: ProposalLine
    lists: frozenset[WorkList]
    due: date

    @property
    def id(self) -> str:
        """The id of the proposal."""
        return self.line.proposal.id


@dataclass(frozen=True, slots=True)
class ProposalWork:
    """Every proposal, the newest first; the calendar; and the next cut-off day from today."""

    lines: tuple[WorkLine, ...]
    calendar: ProposalCalendar
    cutoff: date
    today: date

    @property
    def days_left(self) -> int:
        """Days until the next cut-off; 0 on the day itself."""
        return (self.cutoff - self.today).days

    def count(self, work: WorkList) -> int:
        """How many proposals are on a list."""
        return sum(work in one.lists for one in self.lines)

    def opened_before(self, label: str) -> bool:
        """Whether a proposal that has not ended was opened beside another release than this one."""
        return any(
            one.line.proposal.release_label != label and not one.line.proposal.state.is_final
            for one in self.lines
        )


@dataclass(frozen=True, slots=True)
class WaitingProposals:
    """How many proposals wait for a step of somebody, and whether a cut-off day presses."""

    count: int
    is_due: bool


@needs(Right.READ)
def proposal_work(office: Office) -> ProposalWork:
    """Everything that the page of proposals shows in its list."""
    with office.read() as conn:
        calendar = calendar_in(office, conn)
        lines = proposals.newest(conn)
    today = office.today()
    return ProposalWork(
        tuple(_work_line(office, line, calendar, today) for line in lines),
        calendar,
        next_cutoff(today, calendar.cutoff_day),
        today,
    )


@needs(Right.READ)
def waiting_proposals(office: Office) -> WaitingProposals:
    """What the number beside the page says: whatever is neither sent nor ended."""
    with office.read() as conn:
        calendar = calendar_in(office, conn)
        unsent = proposals.unsent(conn)
    today = office.today()
    lines = [_work_line(office, line, calendar, today) for line in unsent]
    pressing = {WorkList.OVERDUE, WorkList.NEAR}
    return WaitingProposals(len(lines), any(pressing & line.lists for line in lines))


def _work_line(
    office: Office, line: ProposalLine, calendar: ProposalCalendar, today: date
) -> WorkLine:
    proposal = line.proposal
    lists = frozenset(
        work
        for work in WorkList
        if is_on(
            work,
            proposal,
            user_id=office.account.id,
            today=today,
            cutoff_day=calendar.cutoff_day,
            near_days=office.reference.proposals.near_days,
        )
    )
    return WorkLine(line, lists, next_cutoff(day_of(proposal.recorded_at), calendar.cutoff_day))
