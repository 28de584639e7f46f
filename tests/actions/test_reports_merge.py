"""What the kecamatan report of their own areas and what the hub reports of the same: nothing counts twice."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.conflicts import conflicts_of
from desktop_app.actions.hub_release import cut_release
from desktop_app.actions.interventions import record_intervention, void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.receiving import apply_packages
from desktop_app.actions.reports import ReportView, view_report
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.report import ReportAsk, ReportTable
from desktop_app.domain.roles import OfficeKind
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import UserError
from desktop_app.progress import Progress
from tests.builders import Family, a_family, a_hub_release, living_in
from tests.conftest import MakeOffice
from tests.hubs import answer, down, enrol, up

KECAMATAN = ("33.26.13", "33.26.01", "33.26.09")
REPORTS = ("R1", "R2", "R3", "R4", "R5", "R6", "R7")
EACH = 6
"""Families in each of two desa of a kecamatan."""
PROGRAMMES = ("BLT-DD", "SEMBAKO", "PKH", "KAJEN-PEDULI")


@dataclass(frozen=True, slots=True)
class Kabupaten:
    """A hub with a release, three kecamatan, and the office of a desa of the first of them."""

    hub: Office
    offices: dict[str, Office]
    desa: Office
    families: list[Family]
    stick: Path
    disk: Path

    @property
    def everybody(self) -> list[Office]:
        return [*self.offices.values(), self.desa]

    def give_release(self, label: str) -> None:
        """To each office its own desa."""
        cut_release(self.hub, label, self.stick, Progress())
        for office in self.everybody:
            assert all(one.is_fit for one in apply_packages(office, [self.stick], Progress()).value)

    def exchange(self) -> None:
        """Everybody sends, and hears what the hub made of it."""
        for office in self.everybody:
            up(office, self.hub, self.stick)
        told = answer(self.hub, self.stick, self.disk)
        for office in self.everybody:
            down(office, told)


@pytest.fixture
def kabupaten(
    hub: Office, make_office: MakeOffice, stick: Path, disk: Path, tmp_path: Path
) -> Kabupaten:
    offices = {
        region: make_office(OfficeKind.KECAMATAN, region, f"Kecamatan {region}", region)
        for region in KECAMATAN
    }
    villages = {region: hub.reference.regions.villages_within(region)[:2] for region in KECAMATAN}
    desa = make_office(OfficeKind.DESA, villages[KECAMATAN[0]][0].code, "Desa Contoh", "desa")
    for office in (*offices.values(), desa):
        enrol(hub, office, stick)
    families = [
        living_in(
            a_family(f"WARGA{at}X", "SITI", sequence=at, decile=(1, 2, 4, 5, 8, None)[at % EACH]),
            village,
        )
        for at, village in enumerate(
            village for some in villages.values() for village in some for _ in range(EACH)
        )
    ]
    made = Kabupaten(hub, offices, desa, families, stick, disk)
    a_hub_release(hub, tmp_path, families)
    made.give_release("V3 2026")
    return made


def give(
    office: Office, name: str, programme: str = "BLT-DD", amount: int = 300_000, month: int = 8
) -> str:
    """What one programme gave to a family that this office knows."""
    (hit, *_) = find_people(office, Search(name.lower()), is_typing=True)
    draft = InterventionDraft(
        programme=programme,
        period=f"2026-{month:02}",
        given_on=date(2026, month, 20),
        family_id=hit.family_id,
        amount=amount,
        reason="latihan",
    )
    return record_intervention(office, draft).value.intervention_id


def tables(view: ReportView) -> tuple[ReportTable, ...]:
    return (view.table, *view.more)


def counts(table: ReportTable) -> dict[str, int]:
    """The whole numbers of a total; shares are no numbers to be summed."""
    return {code: cell for code, cell in table.totals.items() if isinstance(cell, int)}


def check_merged(kabupaten: Kabupaten) -> None:
    """Each kecamatan says what the hub says of its area, and together they say what the hub says of all."""
    for code in REPORTS:
        own = {region: view_report(one, code) for region, one in kabupaten.offices.items()}
        for region, view in own.items():
            at_hub = view_report(kabupaten.hub, code, ReportAsk(region=region))
            assert tables(view) == tables(at_hub), (code, region)
        whole = view_report(kabupaten.hub, code)
        for at, table in enumerate(tables(whole)):
            parts = [counts(tables(view)[at]) for view in own.values()]
            summed = {name: sum(part[name] for part in parts) for name in counts(table)}
            assert summed == counts(table), (code, at)


def reached(office: Office, region: str = "") -> int:
    return view_report(office, "R2", ReportAsk(region=region)).table.total("reached")


def test_kecamatan_together_say_what_the_hub_says(kabupaten: Kabupaten) -> None:
    """Two offices helped the same family, and two recorded the same help without knowing of it."""
    first, second, third = kabupaten.offices.values()
    give(first, "WARGA0X", "SEMBAKO")
    give(kabupaten.desa, "WARGA0X", "BLT-DD")  # another programme, the same family
    same = give(first, "WARGA1X", amount=300_000)
    give(kabupaten.desa, "WARGA1X", amount=250_000)  # the same help, another amount
    give(first, "WARGA4X")  # decile 8
    give(second, "WARGA12X")
    give(third, "WARGA24X")
    give(third, "WARGA24X", "SEMBAKO")
    kabupaten.exchange()
    kabupaten.exchange()
    assert conflicts_of(kabupaten.hub)  # nobody has decided yet which of the two holds
    check_merged(kabupaten)
    assert [reached(one) for one in kabupaten.offices.values()] == [2, 1, 1]
    assert reached(kabupaten.hub) == 4
    by_owner = view_report(kabupaten.hub, "R6").table
    assert by_owner.total("given") == 7  # of eight records
    assert by_owner.total("given_rupiah") in (7 * 300_000, 6 * 300_000 + 250_000)
    void_intervention(first, same, "sudah dicatat desa")
    kabupaten.exchange()
    assert not conflicts_of(kabupaten.hub)
    check_merged(kabupaten)
    by_owner = view_report(kabupaten.hub, "R6").table
    assert (by_owner.total("given"), reached(kabupaten.hub)) == (7, 4)
    assert by_owner.total("given_rupiah") == 6 * 300_000 + 250_000


@pytest.mark.parametrize("seed", range(3))
def test_whatever_they_record_the_sums_are_those_of_the_hub(
    kabupaten: Kabupaten, seed: int
) -> None:
    rng = random.Random(seed)
    for _ in range(2):
        for office in kabupaten.everybody:
            records = [one for _ in range(9) for one in _something(office, rng)]
            for one in records[:1]:
                void_intervention(office, one, "keliru")
        kabupaten.exchange()
    kabupaten.exchange()
    assert view_report(kabupaten.hub, "R6").table.total("given") > 10
    check_merged(kabupaten)


def test_a_family_that_moved_to_another_kecamatan_is_reached_once_and_at_the_hub_alone(
    kabupaten: Kabupaten, tmp_path: Path
) -> None:
    """What was given where it lived before lies in the log of that desa, which its new office does not read."""
    first, second, _ = kabupaten.offices.values()
    give(second, "WARGA12X")
    kabupaten.exchange()
    new_home = kabupaten.hub.reference.regions.villages_within(KECAMATAN[0])[1]
    families = [
        living_in(one, new_home) if one.head.name == "WARGA12X" else one
        for one in kabupaten.families
    ]
    later = date(2026, 10, 10)
    a_hub_release(kabupaten.hub, tmp_path, families, label="V4 2026", reference_date=later)
    kabupaten.give_release("V4 2026")
    kabupaten.exchange()
    assert reached(kabupaten.hub) == reached(kabupaten.hub, KECAMATAN[0]) == 1
    assert reached(kabupaten.hub, KECAMATAN[1]) == 0
    assert [reached(one) for one in (first, second)] == [0, 0]


def _something(office: Office, rng: random.Random) -> list[str]:
    """Help for somebody this office knows, or for somebody who stands in no release."""
    month, programme = rng.randint(7, 9), rng.choice(PROGRAMMES)
    if rng.random() < 0.2:
        villages = office.reference.regions.villages_within(office.profile.region)
        outsider = Outsider(SubjectKind.FAMILY, f"ORANG{rng.randint(0, 2)}", villages[0].code)
        draft = InterventionDraft(
            programme,
            f"2026-{month:02}",
            date(2026, month, 5),
            amount=rng.choice([100_000, 200_000]),
            outsider=outsider,
            reason="latihan",
        )
        with suppress(UserError):  # a rule refused it
            return [record_intervention(office, draft).value.intervention_id]
        return []
    known = [one.name for one in find_people(office, Search("warga"), is_typing=True)]
    with suppress(UserError):
        return [give(office, rng.choice(known), programme, rng.choice([100_000, 200_000]), month)]
    return []
