"""Every report that can be made: how it is counted, and whom its numbers stand for.

One entry of `REPORTS` is one report. A report counts within one view of the database, so that its
tables, its control totals and the release they name belong together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from desktop_app.actions.counting import Counted, Counting, ListBehind, Report, lies_in
from desktop_app.actions.focus_villages import focus_in
from desktop_app.actions.programmes import catalogue_in
from desktop_app.actions.report_gaps import GAP_REPORTS
from desktop_app.actions.report_office import OFFICE_REPORTS
from desktop_app.domain.period import Period
from desktop_app.domain.reach import ReachTally, Slice, StrayTally
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.report import (
    Behind,
    Control,
    DecileTally,
    ReportKind,
    ReportTable,
)
from desktop_app.language import current, mark
from desktop_app.reports.by_owner import (
    BY_OWNER,
    Allotted,
    OwnedProgramme,
    tabulate_by_funds,
    tabulate_by_owner,
)
from desktop_app.reports.decile_profile import (
    DECILE_PROFILE,
    profile_slice,
    tabulate_decile_profile,
)
from desktop_app.reports.overlap import tabulate_pairs, tabulate_warned
from desktop_app.reports.reach import (
    COVERAGE,
    MAP,
    MISSED,
    NOT_MEANT,
    OVERLAP,
    RANKING,
    Reach,
    slices_of,
    tabulate_by_decile,
    tabulate_by_focus,
    tabulate_by_subdistrict,
    tabulate_reach,
)
from desktop_app.store import aid_sums, kept_reach, quotas, reach, tallies
from desktop_app.store.kept_reach import KeptReach


def _profile(counting: Counting) -> Counted:
    release = kept_reach.mark_of(counting.conn, counting.release.id)
    kept = tallies.kept_tallies(counting.conn, release)
    counted = kept or tallies.decile_tallies(counting.conn)
    inside = [one for one in counted if lies_in(one.village, counting.ask.region)]
    table = tabulate_decile_profile(inside, counting.office.reference.regions)
    outside = [one for one in counted if not lies_in(one.village, counting.ask.region)]
    return Counted(
        table,
        controls=_profile_controls(table, outside, counting.release),
        keep=None if kept else partial(tallies.keep_tallies, mark=release, found=counted),
    )


def _profile_controls(
    table: ReportTable, outside: Sequence[DecileTally], release: ReleaseLine
) -> tuple[Control, ...]:
    """What the import counted beside what the table and the rest of the release come to."""
    families = table.total("families_all") + sum(one.families for one in outside)
    persons = table.total("persons_all") + sum(one.persons for one in outside)
    return (
        Control("families", mark("Families"), release.families, families),
        Control("persons", mark("People"), release.persons, persons),
    )


def _families_of_profile(
    counting: Counting, column: str, start: int, count: int | None
) -> Sequence[Behind]:
    wanted = profile_slice(column)
    # The decile of the release counts here: no record needs to be looked at.
    return [] if wanted is None else _families(counting, wanted, start, count)


def _reach_counted(kind: ReportKind) -> Callable[[Counting], Counted]:
    def count(counting: Counting) -> Counted:
        ask, regions = counting.ask, counting.office.reference.regions
        every, strays, kept = _reach_of(counting, with_strays=kind is NOT_MEANT)
        inside = [one for one in every if lies_in(one.village, ask.region)]
        outsiders = {(one.village, one.outsider) for one in strays}
        in_villages = Counter(village for village, _ in outsiders if lies_in(village, ask.region))
        stray_tallies = [StrayTally(*one) for one in sorted(in_villages.items())]
        focus = frozenset(focus_in(counting.conn).codes) if kind is RANKING else frozenset()
        table = tabulate_reach(kind, ask, Reach(inside, stray_tallies), regions, focus)
        families = sum(one.families for one in every)
        control = Control("families", mark("Families"), counting.release.families, families)
        more: tuple[ReportTable, ...] = ()
        if kind in (COVERAGE, MISSED):
            more = (tabulate_by_decile(kind, inside),)
        elif kind is RANKING:
            by_focus = (tabulate_by_focus(ask, inside, focus),) if focus else ()
            more = (tabulate_by_subdistrict(ask, inside, regions), *by_focus)
        elif kind is OVERLAP:
            names = {one.code: one.name for one in _programmes(counting)}
            more = (
                tabulate_pairs(reach.pairs(counting.conn, ask), names),
                tabulate_warned(aid_sums.warned(counting.conn, ask), names),
            )
        keep = partial(kept_reach.keep, found=kept) if kept and kept.is_news else None
        return Counted(table, more, (control,), keep)

    return count


def _reach_of(
    counting: Counting, *, with_strays: bool
) -> tuple[Sequence[ReachTally], Sequence[reach.Stray], KeptReach | None]:
    """Everybody who is reached or missed, and what of it is worth keeping: it is counted for all records."""
    ask = counting.ask
    if ask.programme or ask.period or ask.agency or ask.funds:
        strays = reach.strays(counting.conn, ask) if with_strays else []
        return reach.tallies(counting.conn, ask), strays, None
    kept = kept_reach.current(counting.conn, counting.release.id)
    return kept.tallies, kept.strays, kept


def _reach_behind(kind: ReportKind) -> ListBehind:
    def behind(counting: Counting, column: str, start: int, count: int | None) -> Sequence[Behind]:
        wanted = slices_of(kind, counting.ask).get(column)
        return [] if wanted is None else _families(counting, wanted, start, count)

    return behind


def _families(counting: Counting, wanted: Slice, start: int, count: int | None) -> Sequence[Behind]:
    found = reach.families_in(counting.conn, counting.ask, wanted, start=start, count=count)
    return [Behind(family_id, None, decile) for family_id, decile in found]


def _by_owner(counting: Counting) -> Counted:
    sums = aid_sums.aid_sums(counting.conn, counting.ask)
    table = tabulate_by_owner(sums, _programmes(counting), _allotted(counting))
    by_funds = tabulate_by_funds(sums)
    records = Control("decreed", mark("Helps"), by_funds.total("decreed"), table.total("decreed"))
    rupiah = Control(
        "given", mark("Rupiah given"), by_funds.total("given_rupiah"), table.total("given_rupiah")
    )
    return Counted(table, (by_funds,), (records, rupiah))


def _programmes(counting: Counting) -> list[OwnedProgramme]:
    """The programmes of the catalogue by their newest versions, in its order."""
    catalogue = catalogue_in(counting.office, counting.conn)
    newest = [catalogue.versions_of(code)[-1] for code in catalogue.codes]
    return [OwnedProgramme(one.code, one.owner, one.name(current())) for one in newest]


def _allotted(counting: Counting) -> dict[str, Allotted]:
    """What quotas of exactly this region allot within the period asked, by programme."""
    ask = counting.ask
    within = {str(part) for part in Period.parse(ask.period).parts} if ask.period else None
    allotted = dict[str, Allotted]()
    for one in quotas.limiting(counting.conn):
        is_meant = ask.programme in ("", one.programme) and not (ask.agency or ask.funds)
        if one.region == ask.region and is_meant and (within is None or one.period in within):
            before = allotted.get(one.programme, Allotted())
            allotted[one.programme] = Allotted(
                before.recipients + (one.recipients or 0), before.rupiah + (one.rupiah or 0)
            )
    return allotted


def _of_reach(kind: ReportKind) -> Report:
    return Report(kind, _reach_counted(kind), _reach_behind(kind))


REPORTS: tuple[Report, ...] = (
    Report(DECILE_PROFILE, _profile, _families_of_profile),
    _of_reach(COVERAGE),
    _of_reach(MISSED),
    _of_reach(NOT_MEANT),
    _of_reach(OVERLAP),
    Report(BY_OWNER, _by_owner),
    _of_reach(RANKING),
    *GAP_REPORTS,
    *OFFICE_REPORTS[:1],
    _of_reach(MAP),
    *OFFICE_REPORTS[1:],
)
"""In the order of their codes."""
