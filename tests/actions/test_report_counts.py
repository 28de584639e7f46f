"""Reports of who is reached and missed beside a plain count over random offices, and the lists behind them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.interventions import record_intervention, void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.reports import families_behind, lines_behind, view_report
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.report import Cell, ReportAsk, ReportTable, RowLevel
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import Code, UserError
from tests.builders import Family, a_family, a_release, living_in

KECAMATAN = "33.26.13"
STATES = (
    InterventionStatus.PROPOSED,
    InterventionStatus.DECREED,
    InterventionStatus.RECEIVED,
    InterventionStatus.RECEIVED,
    InterventionStatus.FAILED,
)
REACHING = {InterventionStatus.DECREED, InterventionStatus.RECEIVED}


@dataclass(frozen=True)
class Help:
    """One record as the test made it; `family` is the place in the list of families, None for an outsider."""

    family: int | None
    village: str
    programme: str
    month: int
    status: InterventionStatus
    amount: int
    decile: int | None
    on: date
    id: str


@dataclass
class World:
    """An office, and everything the test knows about it without asking the office."""

    office: Office
    villages: list[str] = field(default_factory=list)
    deciles: list[int | None] = field(default_factory=list)
    homes: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    helps: list[Help] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    def reaching(self, ask: ReportAsk) -> list[Help]:
        """The records that count."""
        year, _, month = ask.period.partition("-")
        return [
            one
            for one in self.helps
            if one.status in REACHING
            and ask.programme in ("", one.programme)
            and (not month or one.month == int(month))
            and (not year or one.on.year == int(year))
        ]

    def families(self, ask: ReportAsk) -> dict[int, tuple[int | None, int]]:
        """Of every family of the release the decile it is counted with, and how many programmes reach it."""
        found = {}
        for at, decile in enumerate(self.deciles):
            own = [one for one in self.reaching(ask) if one.family == at]
            if own:
                decile = max(own, key=lambda one: (one.on, one.id)).decile
            found[at] = (decile, len({one.programme for one in own}))
        return {at: one for at, one in found.items() if at not in self.gone}


def a_world(office: Office, folder: Path, seed: int) -> World:
    """Forty families in four desa, two quarters, sixty records of every kind, some of them void."""
    rng = random.Random(seed)
    world = World(office)
    places = office.reference.regions.villages_within(KECAMATAN)[:4]
    families = list[Family]()
    for at in range(40):
        village = rng.choice(places)
        decile = rng.choice([None, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10])
        family = a_family(f"KEPALA{at:02}X", "ISTRI", sequence=at, decile=decile)
        families.append(living_in(family, village))
        world.deciles.append(decile)
        world.homes.append(village.code)
    world.villages = [place.code for place in places]
    a_release(office, folder, families)
    world.ids = [str(_id_of(office, f"KEPALA{at:02}X")) for at in range(40)]
    _help(world, rng, 45)
    # A quarter later deciles have moved and two families are gone; the records stay as they are.
    world.gone = {3, 17}
    world.deciles = [rng.choice([one, one, None, 1, 4, 5, 9]) for one in world.deciles]
    later = [
        replace(family, decile=world.deciles[at])
        for at, family in enumerate(families)
        if at not in world.gone
    ]
    a_release(office, folder, later, label="V4 2026", reference_date=date(2026, 10, 10))
    _help(world, rng, 25)
    return world


def _id_of(office: Office, name: str) -> str | None:
    return find_people(office, Search(name), is_typing=True)[0].family_id


def _help(world: World, rng: random.Random, count: int) -> None:
    for _ in range(count):
        at: int | None = rng.choice([one for one in range(40) if one not in world.gone])
        month, status = rng.randint(1, 10), rng.choice(STATES)
        draft = InterventionDraft(
            programme=rng.choice(["BLT-DD", "SEMBAKO", "PKH", "KAJEN-SEHAT"]),
            period=f"2026-{month:02}",
            given_on=date(2026, month, rng.randint(1, 28)),
            family_id=world.ids[at or 0],
            amount=rng.randint(1, 9) * 100_000,
            status=status,
            reason="contoh",
        )
        if rng.random() < 0.1:
            village = rng.choice(world.villages)
            name = f"ORANG{rng.randint(0, 3)}"
            outsider = Outsider(SubjectKind.FAMILY, name, village)
            draft, at = replace(draft, family_id=None, outsider=outsider), None
        try:
            record = record_intervention(world.office, draft).value.intervention_id
        except UserError:
            continue  # a rule refused it; then it is in no report either
        if rng.random() < 0.15:
            void_intervention(world.office, record, "salah ketik")
            continue
        where = world.homes[at] if at is not None else f"{village} {name}"
        decile = world.deciles[at] if at is not None else None
        world.helps.append(
            Help(
                at,
                where,
                draft.programme,
                month,
                status,
                draft.amount or 0,
                decile,
                draft.given_on,
                record,
            )
        )


ASKS = (
    ReportAsk(),
    ReportAsk(programme="SEMBAKO"),
    ReportAsk(period="2026-05", cutoff=5),
    ReportAsk(cutoff=2),
)


def rows_of(table: ReportTable) -> dict[str, dict[str, Cell]]:
    codes = [column.code for column in table.columns]
    return {str(row[0]): dict(zip(codes, row, strict=True)) for row in table.rows}


def plainly(
    world: World, ask: ReportAsk, meant: Callable[[int | None, int], bool]
) -> dict[str, int]:
    """How many families are meant, by desa and under "" altogether."""
    counted = defaultdict[str, int](int)
    for at, (decile, programmes) in world.families(ask).items():
        if meant(decile, programmes):
            counted[world.homes[at]] += 1
            counted[""] += 1
    return counted


def columns(ask: ReportAsk) -> Iterable[tuple[str, str, Callable[[int | None, int], bool]]]:
    """Every column of families of the reports, said once more in plain words."""

    def is_target(decile: int | None) -> bool:
        return decile is not None and decile <= ask.cutoff

    def is_poorest(decile: int | None) -> bool:
        return decile in (1, 2)

    yield "R2", "target", lambda decile, programmes: is_target(decile)
    yield "R2", "reached", lambda decile, programmes: is_target(decile) and programmes > 0
    yield "R3", "missed", lambda decile, programmes: is_target(decile) and not programmes
    yield "R3", "poorest", lambda decile, programmes: is_poorest(decile)
    yield "R3", "poorest_missed", lambda decile, programmes: is_poorest(decile) and not programmes
    yield "R4", "meant", lambda decile, programmes: is_target(decile) and programmes > 0
    yield "R4", "not_ranked", lambda decile, programmes: decile is None and programmes > 0
    yield (
        "R4",
        "above",
        lambda decile, programmes: decile is not None and decile > ask.cutoff and programmes > 0,
    )
    yield "R7", "families", lambda decile, programmes: True
    yield "R7", "poorest_missed", lambda decile, programmes: is_poorest(decile) and not programmes
    if not ask.programme:
        yield "R5", "programmes_0", lambda decile, programmes: programmes == 0
        yield "R5", "programmes_1", lambda decile, programmes: programmes == 1
        yield "R5", "programmes_2", lambda decile, programmes: programmes == 2


@pytest.mark.parametrize("seed", range(5))
def test_numbers_and_lists_equal_a_plain_count(office: Office, tmp_path: Path, seed: int) -> None:
    world = a_world(office, tmp_path, seed)
    assert any(world.reaching(ASKS[0]))
    for ask in ASKS:
        views = {code: view_report(office, code, ask) for code in ("R2", "R3", "R4", "R5", "R7")}
        assert all(control.agrees for view in views.values() for control in view.controls)
        for code, column, meant in columns(ask):
            expected = plainly(world, ask, meant)
            rows = rows_of(views[code].table)
            for village in ("", *set(world.homes)):
                if village in rows:
                    assert rows[village][column] == expected[village], (code, column, village, ask)
                else:
                    assert not expected[village]
            listed = families_behind(office, code, ask, "", column)
            wanted = {world.ids[at] for at, one in world.families(ask).items() if meant(*one)}
            assert len(listed) == len(wanted)
            assert set(listed) == wanted


@pytest.mark.parametrize("seed", range(3))
def test_the_profile_counts_families_and_their_people_by_decile(
    office: Office, tmp_path: Path, seed: int
) -> None:
    world = a_world(office, tmp_path, seed)
    rows = rows_of(view_report(office, "R1").table)
    bands: dict[str, tuple[int | None, ...]] = {
        "d1": (1,), "d2": (2,), "d1_4": (1, 2, 3, 4), "d6_10": (6, 7, 8, 9, 10), "not_ranked": (None,),
    }  # fmt: skip
    for village in ("", *rows):
        here = [
            decile
            for at, decile in enumerate(world.deciles)
            if at not in world.gone and world.homes[at].startswith(village)
        ]
        assert rows[village]["families_all"] == len(here)
        for band, deciles in bands.items():
            expected = sum(decile in deciles for decile in here)
            assert rows[village][f"families_{band}"] == expected
            assert rows[village][f"persons_{band}"] == 2 * expected  # all of them are couples


@pytest.mark.parametrize("seed", range(3))
def test_recipients_who_stand_in_no_release_are_outside_too(
    office: Office, tmp_path: Path, seed: int
) -> None:
    world = a_world(office, tmp_path, seed)
    for ask in ASKS:
        strays = {
            one.village if one.family is None else one.family
            for one in world.reaching(ask)
            if one.family is None or one.family in world.gone
        }
        if ask == ReportAsk():
            assert strays
        table = view_report(office, "R4", ask).table
        assert table.total("not_in_dtsen") == len(strays)
        for village in world.villages:
            own = view_report(office, "R4", replace(ask, region=village)).table
            expected = rows_of(table).get(village, {}).get("recipients", 0)
            assert own.total("recipients") == expected
        assert table.total("recipients") == len(strays) + sum(
            programmes > 0 for _, programmes in world.families(ask).values()
        )


@pytest.mark.parametrize("seed", range(3))
def test_programmes_decide_and_give_what_a_plain_sum_says(
    office: Office, tmp_path: Path, seed: int
) -> None:
    world = a_world(office, tmp_path, seed)
    table = view_report(office, "R6").table
    # Each family has one help a month and programme in this world, unless it was recorded twice.
    once = dict[tuple[object, ...], Help]()
    ordered = sorted(
        world.reaching(ReportAsk()),
        key=lambda one: (one.status is not InterventionStatus.RECEIVED, one.id),
    )
    for one in ordered:
        who = one.village if one.family is None else one.family
        once.setdefault((who, one.programme, one.month), one)
    for code, row in rows_of(table).items():
        if code:
            own = [one for one in once.values() if one.programme == code]
            assert row["decreed"] == len(own)
            given = [one for one in own if one.status is InterventionStatus.RECEIVED]
            assert row["given_rupiah"] == sum(one.amount for one in given)
            assert row["quarter_1"] == sum(one.amount for one in given if one.month <= 3)


def test_whoever_several_programmes_reach_is_counted_in_their_pair(
    office: Office, tmp_path: Path
) -> None:
    world = a_world(office, tmp_path, 1)
    pairs = rows_of(view_report(office, "R5").more[0])
    own = defaultdict[int, set[str]](set)
    for one in world.reaching(ReportAsk()):
        if one.family is not None and one.family not in world.gone:
            own[one.family].add(one.programme)
    for first, row in pairs.items():
        for second in pairs:
            both = sum({first, second} <= programmes for programmes in own.values())
            assert row[f"with_{second}"] == both


def test_a_list_shows_who_they_are_page_by_page_and_the_audit_knows(
    office: Office, tmp_path: Path
) -> None:
    world = a_world(office, tmp_path, 2)
    ask = ReportAsk()
    everyone = lines_behind(office, "R7", ask, "", "families", count=100)
    assert len(everyone) == 38
    pages = [
        line
        for start in range(0, 38, 10)
        for line in lines_behind(office, "R7", ask, "", "families", start=start, count=10)
    ]
    assert pages == everyone
    told = [line.facts["start"] for line in audit_lines(office) if line.deed == "searched"]
    assert sorted(told)[-4:] == [0, 10, 20, 30]
    assert [line.family_id for line in everyone] == list(
        families_behind(office, "R7", ask, "", "families")
    )
    first = next(line for line in everyone if line.family_id == world.ids[0])
    assert (first.name, first.members, first.village) == ("KEPALA00X", 2, world.homes[0])
    here = lines_behind(office, "R7", ask, world.homes[0], "families", count=100)
    assert here == [line for line in everyone if line.village == world.homes[0]]
    assert lines_behind(office, "R4", ask, "", "not_in_dtsen") == []


@pytest.mark.parametrize("code", ["R1", "R2", "R3", "R4", "R5", "R7", "R10", "R11", "R12", "R13"])
def test_every_number_that_can_be_listed_is_as_long_as_its_list(
    office: Office, tmp_path: Path, code: str
) -> None:
    a_world(office, tmp_path, 1)
    assert numbers_with_lists(office, code, ReportAsk()) > 1


@pytest.mark.parametrize("code", ["R2", "R5"])
def test_so_is_every_number_of_some_help_alone(office: Office, tmp_path: Path, code: str) -> None:
    a_world(office, tmp_path, 2)
    assert numbers_with_lists(office, code, ReportAsk(period="2026")) > 1


def numbers_with_lists(office: Office, code: str, ask: ReportAsk) -> int:
    """Compare every number of every table with the list behind it; how many there are."""
    view = view_report(office, code, ask)
    compared = 0
    for table in (view.table, *view.more):
        for row, level in zip(table.rows, table.levels, strict=True):
            key = str(row[0] or "")
            if not key and level is not RowLevel.TOTAL:
                continue  # of no known desa: nobody can ask for them alone
            for column, cell in zip(table.columns, row, strict=True):
                if column.is_listed:
                    found = lines_behind(office, code, ask, key, column.code, count=10_000)
                    assert len(found) == cell, (column.code, key)
                    compared += 1
    return compared


def test_what_cannot_be_asked_is_said(office: Office, tmp_path: Path) -> None:
    a_world(office, tmp_path, 0)
    for ask, code in (
        (ReportAsk(programme="TIDAK-ADA"), Code.PROGRAMME_UNKNOWN),
        (ReportAsk(period="kapan"), Code.PERIOD_INVALID),
        (ReportAsk(cutoff=11), Code.CHOICE_UNKNOWN),
        (ReportAsk(region="99.99"), Code.REGION_UNKNOWN),
    ):
        with pytest.raises(UserError) as caught:
            view_report(office, "R2", ask)
        assert caught.value.code is code
