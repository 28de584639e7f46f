"""Looking at the records of help as one list: its figures, its pages, and one record with its story."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.actions.conflicts import conflicts_about
from desktop_app.actions.office import Office, needs
from desktop_app.domain.intervention import AidFilter, Intervention, InterventionLine
from desktop_app.domain.intervention_overview import AidChosen, AidOrder, AidOverview, AidStory
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.store import intervention_overview, interventions

PAGE = 200
"""How many records come at a time."""

Pages = dict[int, list[InterventionLine]]


@needs(Right.READ)
def overview_of_interventions(
    office: Office, wanted: AidFilter, order: AidOrder, pages: Sequence[int] = (0,)
) -> tuple[AidOverview, Pages]:
    """The figures of the wanted records and these pages of their list.

    Raises `UserError` (`PERIOD_INVALID`).
    """
    with office.read() as conn:
        overview = intervention_overview.overview(conn, wanted)
        return overview, {
            page: intervention_overview.page(conn, wanted, order, start=page * PAGE, count=PAGE)
            for page in pages
        }


@needs(Right.READ)
def interventions_on_page(
    office: Office, wanted: AidFilter, order: AidOrder, page: int
) -> list[InterventionLine]:
    """One page of the list of the wanted records."""
    with office.read() as conn:
        return intervention_overview.page(conn, wanted, order, start=page * PAGE, count=PAGE)


@needs(Right.READ)
def chosen_interventions(
    office: Office, wanted: AidFilter, order: AidOrder, places: Sequence[range]
) -> AidChosen:
    """The records that stand at these places of the list."""
    with office.read() as conn:
        return intervention_overview.chosen(conn, wanted, order, places)


@needs(Right.READ)
def recorded_periods(office: Office) -> list[str]:
    """Every period that help is recorded for."""
    with office.read() as conn:
        return intervention_overview.periods(conn)


@needs(Right.READ)
def recorded_agencies(office: Office) -> list[str]:
    """Everybody who gave help, as the records write it."""
    with office.read() as conn:
        return intervention_overview.agencies(conn)


@needs(Right.READ)
def intervention_lines(office: Office, intervention_ids: Sequence[str]) -> list[InterventionLine]:
    """These records, in this order."""
    with office.read() as conn:
        return interventions.lines_of(conn, intervention_ids)


@needs(Right.READ)
def story_of_intervention(office: Office, intervention_id: str) -> AidStory:
    """One record with the names of who wrote about it; raises `UserError` (`INTERVENTION_UNKNOWN`)."""
    with office.read() as conn:
        line = interventions.line_of(conn, intervention_id)
        if line is None:
            raise UserError(Code.INTERVENTION_UNKNOWN)
        record = line.intervention
        return AidStory(
            line,
            intervention_overview.user_names(conn, _authors(record)),
            interventions.counted_instead(conn, record) if line.is_double else None,
            conflicts_about(office, conn, line),
            may_decide=office.account.has(Right.HUB_DECIDE),
        )


def _authors(record: Intervention) -> list[str]:
    return [
        record.recorded_by,
        *(step.by for step in record.steps),
        *(correction.by for correction in record.corrections),
        *([record.voided_by] if record.voided_by else []),
    ]
