"""The columns of the list of proposals."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.proposal_lists import WorkLine
from desktop_app.domain.dates import day_of
from desktop_app.domain.proposal import ProposalState
from desktop_app.domain.proposal_kind import WorkList
from desktop_app.language import mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.words.format import date_short
from desktop_app.words.people import village_words
from desktop_app.words.proposals import kind_words, state_words

_PATH = list(ProposalState)


def proposal_columns(lookups: Callable[[], Lookups | None]) -> tuple[Column[WorkLine], ...]:
    """The columns; `lookups` gives the names of the desa once they were read."""

    def below_name(row: WorkLine) -> str:
        proposal, known = row.line.proposal, lookups()
        village = village_words(known.regions, proposal.subject.village) if known else ""
        return f"{kind_words(proposal.kind)} · {village}"

    return (
        Column(
            "about",
            mark("Name"),
            about_words,
            width=206,
            below=below_name,
            tip=about_words,
            is_struck=_is_struck,
            tone=_tone,
        ),
        Column(
            "state",
            mark("State"),
            lambda row: state_words(row.line.proposal.state),
            width=142,
            below=lambda row: date_short(row.line.proposal.last_day),
            sort=lambda row: _PATH.index(row.line.proposal.state),
            tone=_tone,
            tip=lambda row: state_words(row.line.proposal.state),
        ),
        Column(
            "due",
            mark("Cut-off"),
            _due_words,
            width=142,
            below=_due_below,
            sort=lambda row: row.due,
            tone=_due_tone,
        ),
        Column(
            "opened",
            mark("Opened"),
            lambda row: date_short(day_of(row.line.proposal.recorded_at)),
            width=142,
            sort=lambda row: row.line.proposal.recorded_at,
            below=lambda row: row.line.recorded_by_name,
            tone=_tone,
        ),
    )


def about_words(row: WorkLine) -> str:
    """Whom a proposal is about."""
    return row.line.proposal.subject.name or tr("Name unknown")


def _due_words(row: WorkLine) -> str:
    state = row.line.proposal.state
    is_over = state.is_final or state is ProposalState.SENT
    return "–" if is_over else date_short(row.due)


def _due_below(row: WorkLine) -> str:
    if WorkList.OVERDUE in row.lists:
        return tr("Overdue")
    return tr("Close") if WorkList.NEAR in row.lists else ""


def _due_tone(row: WorkLine) -> str:
    return "due_text" if row.lists & {WorkList.OVERDUE, WorkList.NEAR} else "muted"


def _is_struck(row: WorkLine) -> bool:
    return row.line.proposal.state.wants_reason


def _tone(row: WorkLine) -> str:
    return "muted" if row.line.proposal.state.is_final else "text"
