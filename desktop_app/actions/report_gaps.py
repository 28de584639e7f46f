"""The reports of gaps and of movement: special groups, houses, school, health insurance, proposals, trends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from desktop_app.actions.after_release import outcomes_in
from desktop_app.actions.comparison import kept_sides_in
from desktop_app.actions.counting import Counted, Counting, Report, lies_in
from desktop_app.actions.programmes import catalogue_in, limits_in
from desktop_app.domain.comparison import ComparedSides
from desktop_app.domain.gap import POOREST, house_programmes, persons_of, school_bands
from desktop_app.domain.period import Period
from desktop_app.domain.report import Behind, Control
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.language import current, mark
from desktop_app.reports.by_owner import FUNDS
from desktop_app.reports.health_aid import HEALTH_AID, premium_of, tabulate_health_aid
from desktop_app.reports.proposal_outcomes import tabulate_outcomes
from desktop_app.reports.proposal_progress import (
    PROPOSAL_PROGRESS,
    tabulate_by_kind,
    tabulate_by_release,
    tabulate_proposal_progress,
)
from desktop_app.reports.schooling import SCHOOLING, tabulate_schooling
from desktop_app.reports.schooling import slices_of as school_slices
from desktop_app.reports.special_groups import (
    ALL,
    SPECIAL_GROUPS,
    groups_of,
    tabulate_special_groups,
)
from desktop_app.reports.trends import (
    TRENDS,
    passage_of,
    tabulate_passages,
    tabulate_trends,
    trend_of,
)
from desktop_app.reports.unfit_houses import (
    OWNERSHIPS,
    UNFIT_HOUSES,
    tabulate_by_ownership,
    tabulate_helped,
    tabulate_unfit_houses,
)
from desktop_app.reports.unfit_houses import slices_of as house_slices
from desktop_app.store import (
    extracts,
    health_aid,
    proposal_tallies,
    schooling,
    special_groups,
    tallies,
    trends,
    unfit_houses,
)
from desktop_app.store.connection import Connection

_FAMILIES, _PEOPLE = mark("Families"), mark("People")


def _trends(counting: Counting) -> Counted:
    region, regions = counting.ask.region, counting.office.reference.regions
    with _compared(counting) as (conn, sides, is_earlier_here):
        every = trends.tallies(conn)
        passed = trends.passages(conn, region, is_earlier_here=is_earlier_here)
    table = tabulate_trends([one for one in every if lies_in(one.village, region)], regions)
    now = sum(one.families for one in every if one.trend.is_here)
    controls = (
        Control("families", _FAMILIES, counting.release.families, now),
        Control(
            "families_matrix",
            mark("Families in both tables"),
            table.total("families") + table.total("left"),
            sum(one.families for one in passed),
        ),
    )
    outcomes = outcomes_in(counting.office, counting.conn, sides.earlier.label, region)
    more = (
        tabulate_passages(passed, sides.earlier.label),
        tabulate_outcomes(outcomes, sides.earlier.label),
    )
    return Counted(table, more, controls)


def _families_of_trend(
    counting: Counting, column: str, start: int, count: int | None
) -> Sequence[Behind]:
    trend, passage = trend_of(column), passage_of(counting.row, column)
    if trend is None and passage is None:
        return []
    region = counting.ask.region
    with _compared(counting) as (conn, _, _):
        if trend is not None:
            found = trends.families_of(conn, region, trend, start=start, count=count)
        else:
            assert passage is not None  # else nothing was asked for
            found = trends.families_passed(conn, region, *passage, start=start, count=count)
    return [Behind(one.family, None, one.now, one.before) for one in found]


@contextmanager
def _compared(counting: Counting) -> Iterator[tuple[Connection, ComparedSides, bool]]:
    """The kept comparison of the release in use beside its own file and, if it is here, the earlier one's.

    Raises `UserError` (`REPORT_NEEDS_EARLIER`).
    """
    store = counting.office.store
    sides, is_kept = kept_sides_in(counting.office, counting.conn, counting.release)
    if sides is None:
        raise UserError(Code.REPORT_NEEDS_EARLIER)
    files = {
        "changes": store.changes_file(counting.release.id),
        "now": store.extract_file(counting.release.id),
    }
    earlier = store.extract_file(sides.earlier.id)
    is_here = is_kept and earlier.is_file()
    if is_here:
        files["before"] = earlier
    with store.read_beside(**files) as conn:
        yield conn, sides, is_here


def _proposals(counting: Counting) -> Counted:
    ask, conn = counting.ask, counting.conn
    period = Period.parse(ask.period) if ask.period else None
    found = proposal_tallies.tallies(conn, ask.region, counting.office.today(), period)
    table = tabulate_proposal_progress(found, counting.office.reference.regions)
    labels = [line.label for line in reversed(extracts.releases_of(conn))]
    more = (tabulate_by_kind(found), tabulate_by_release(found, labels))
    controls = [
        Control(
            "by_kind",
            mark("Proposals by desa and by kind"),
            table.total("handed_in"),
            more[0].total("handed_in"),
        )
    ]
    if period is None:
        every, kept_back = proposal_tallies.count(conn, ask.region)
        controls.append(
            Control(
                "proposals",
                mark("Proposals, drafts included"),
                every,
                table.total("handed_in") + kept_back,
            )
        )
    return Counted(table, more, tuple(controls))


def _special_groups(counting: Counting) -> Counted:
    ask, conn = counting.ask, counting.conn
    rules = limits_in(counting.office, conn)
    found = special_groups.tallies(conn, ask.region, counting.release.reference_date, rules)
    table = tabulate_special_groups(found, counting.office.reference.regions)
    expected = tallies.families_of_decile(conn, ask.region, POOREST)
    control = Control("families_d1", mark("Families D1"), expected, table.total(ALL))
    return Counted(table, controls=(control,))


def _families_of_group(
    counting: Counting, column: str, start: int, count: int | None
) -> Sequence[Behind]:
    groups = groups_of(column)
    if groups is not None and len(groups) == 1 and any(one.is_sensitive for one in groups):
        counting.office.require(Right.REVEAL)
    found = special_groups.families_of(
        counting.conn,
        counting.ask.region,
        groups,
        counting.release.reference_date,
        limits_in(counting.office, counting.conn),
        start=start,
        count=count,
    )
    return [Behind(family, None, POOREST) for family in found]


def _unfit_houses(counting: Counting) -> Counted:
    office, conn, ask = counting.office, counting.conn, counting.ask
    programmes = house_programmes(catalogue_in(office, conn))
    every = unfit_houses.tallies(conn, "", programmes, limits_in(office, conn))
    inside = [one for one in every if lies_in(one.village, ask.region)]
    table = tabulate_unfit_houses(inside, ask, office.reference.regions)
    label = office.reference.codes.label
    names = {code: label("house_ownership", code, current()) or str(code) for code in OWNERSHIPS}
    more = (
        tabulate_by_ownership(inside, names),
        tabulate_helped(unfit_houses.helped(conn, ask.region, programmes), FUNDS),
    )
    families = sum(one.families for one in every)
    controls = (
        Control("families", _FAMILIES, counting.release.families, families),
        Control("unfit", mark("Unfit houses"), table.total("unfit"), more[0].total("unfit")),
    )
    return Counted(table, more, controls)


def _families_of_houses(
    counting: Counting, column: str, start: int, count: int | None
) -> Sequence[Behind]:
    wanted = house_slices(counting.ask).get(column)
    if wanted is None:
        return []
    office, conn = counting.office, counting.conn
    found = unfit_houses.families_of(
        conn,
        counting.ask.region,
        house_programmes(catalogue_in(office, conn)),
        limits_in(office, conn),
        deciles=wanted.deciles,
        is_owned=wanted.is_owned,
        is_helped=wanted.is_helped,
        start=start,
        count=count,
    )
    return [Behind(family, None, decile) for family, decile in found]


def _schooling(counting: Counting) -> Counted:
    ask, conn = counting.ask, counting.conn
    rules = limits_in(counting.office, conn)
    day, bands = counting.release.reference_date, school_bands(rules)
    found = schooling.tallies(conn, ask.region, day, bands)
    table = tabulate_schooling(found, ask, rules, counting.office.reference.regions)
    control = Control(
        "children",
        mark("Children 7–18"),
        table.total("children"),
        sum(table.total(code) for code in ("at_school", "out", "unknown")),
    )
    return Counted(table, controls=(control,))


def _people_of_school(
    counting: Counting, column: str, start: int, count: int | None
) -> Sequence[Behind]:
    rules = limits_in(counting.office, counting.conn)
    wanted = school_slices(counting.ask, rules).get(column)
    if wanted is None or wanted.schooling is None:
        return []
    found = schooling.persons_of(
        counting.conn,
        counting.ask.region,
        counting.release.reference_date,
        wanted.ages,
        wanted.schooling,
        deciles=wanted.deciles,
        has_pip=wanted.has_pip,
        start=start,
        count=count,
    )
    return [Behind(*one) for one in found]


def _health_aid(counting: Counting) -> Counted:
    every = health_aid.tallies(counting.conn, "")
    inside = [one for one in every if lies_in(one.village, counting.ask.region)]
    most = limits_in(counting.office, counting.conn).health_decile_max
    table = tabulate_health_aid(inside, most, counting.office.reference.regions)
    control = Control("persons", _PEOPLE, counting.release.persons, persons_of(every))
    return Counted(table, controls=(control,))


def _people_of_premium(
    counting: Counting, column: str, start: int, count: int | None
) -> Sequence[Behind]:
    premium = premium_of(column)
    if premium is None:
        return []
    most = limits_in(counting.office, counting.conn).health_decile_max
    found = health_aid.persons_of(
        counting.conn,
        counting.ask.region,
        premium,
        deciles=frozenset(range(1, most + 1)),
        start=start,
        count=count,
    )
    return [Behind(*one) for one in found]


GAP_REPORTS: tuple[Report, ...] = (
    Report(TRENDS, _trends, _families_of_trend),
    Report(PROPOSAL_PROGRESS, _proposals),
    Report(SPECIAL_GROUPS, _special_groups, _families_of_group),
    Report(UNFIT_HOUSES, _unfit_houses, _families_of_houses),
    Report(SCHOOLING, _schooling, _people_of_school),
    Report(HEALTH_AID, _health_aid, _people_of_premium),
)
"""In the order of their codes."""
