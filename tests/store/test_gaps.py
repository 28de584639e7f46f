"""What the database counts and lists is what the definitions say of every family, over random offices."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.interventions import record_intervention, void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.programmes import catalogue_of, limits_in
from desktop_app.domain.family import FamilySheet
from desktop_app.domain.gap import (
    Premium,
    SpecialGroup,
    house_programmes,
    school_bands,
)
from desktop_app.domain.indication import IndicationKind, IndicationRules, indications_of
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.region import Village
from desktop_app.domain.report import ReportAsk
from desktop_app.reports.health_aid import tabulate_health_aid
from desktop_app.reports.schooling import slices_of as school_slices
from desktop_app.reports.schooling import tabulate_schooling
from desktop_app.reports.special_groups import groups_of, tabulate_special_groups
from desktop_app.reports.unfit_houses import slices_of as house_slices
from desktop_app.reports.unfit_houses import (
    tabulate_by_ownership,
    tabulate_helped,
    tabulate_unfit_houses,
)
from desktop_app.store import health_aid, people, schooling, special_groups, unfit_houses
from desktop_app.store.connection import Connection
from tests.builders import REFERENCE_DATE, Family, a_family, a_release, living_in

KECAMATAN = "33.26.13"
FAMILIES = 50
HOUSE = {
    "status_kepemilikan_rumah": range(1, 6),
    "jenis_lantai_terluas": range(1, 10),
    "luas_lantai": (0, 10, 21, 36, 999),
    "jenis_dinding_terluas": (1, 1, 1, 2, 4),
    "jenis_atap_terluas": (2, 2, 2, 4),
    "sumber_air_minum_utama": (4, 4, 5, 6),
    "sumber_penerangan_utama": (1, 1, 1, 2, 4),
    "daya_terpasang": (1, 2, 3),
    "fasilitas_bab": (1, 1, 1, 4, 6),
    "jenis_kloset": (1, 1, 4),
    "pembuangan_akhir_tinja": (1, 1, 4),
    "pbi_nas": (1, 2, 2),
    "pbi_pemda": (1, 2, 2),
}
PERSON = {
    "partisipasi_sekolah": (1, 2, 2, 3),
    "kondisi_gizi": (1, 2, 3, 3, 3, 8),
    "berjalan_atau_naik_tangga": (1, 2, 4, 4, 4),
    "mengurus_diri": (1, 4, 4, 4),
    "pbi_nas": (1, 2, 2),
    "pbi_pemda": (1, 2, 2),
}


@dataclass
class World:
    """An office and the sheets of all its families, by id."""

    office: Office
    rules: IndicationRules
    sheets: dict[int, FamilySheet]
    with_pip: set[str]
    with_house: set[int]
    homes: tuple[str, ...]


def some(rng: random.Random, columns: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """A value for each column, now and then none."""
    return {
        name: "" if rng.random() < 0.15 else str(rng.choice(values))
        for name, values in columns.items()
    }


def a_random_family(rng: random.Random, at: int, place: Village) -> Family:
    """One family of one to four people of all ages, with random facts."""
    size = rng.choice((1, 1, 2, 3, 4))
    family = a_family(*(f"ORANG{at:02}{n}" for n in range(size)), sequence=at)
    members = []
    for member in family.members:
        years = rng.choice((0, 5, 6, 7, 12, 13, 15, 16, 18, 19, 21, 22, 40, 59, 60, 61, 80))
        born = rng.choice(
            (f"{2026 - years}-07-10", f"{2026 - years}-07-11", f"{2026 - years}-02-01")
        )
        if rng.random() < 0.1:
            born = ""
        members.append(replace(member, born=born, sex=rng.choice((1, 2)), more=some(rng, PERSON)))
    family = replace(
        family,
        members=tuple(members),
        decile=rng.choice((None, 1, 1, 1, 1, 2, 3, 4, 5, 6, 10)),
        more=some(rng, HOUSE),
    )
    return living_in(family, place)


@pytest.fixture(params=[1, 2, 3])
def world(request: pytest.FixtureRequest, office: Office, tmp_path: Path) -> World:
    rng = random.Random(request.param)
    places = office.reference.regions.villages_within(KECAMATAN)[:4]
    families = []
    for at in range(FAMILIES):
        families.append(a_random_family(rng, at, rng.choice(places)))
    a_release(office, tmp_path, families)
    with office.read() as conn:
        ids = [row["id"] for row in conn.execute("SELECT id FROM extract.family")]
        sheets = {
            one: sheet
            for one in ids
            if (sheet := people.family_sheet(conn, str(one), "")) is not None
        }
        rules = limits_in(office, conn)
    assert len(sheets) == FAMILIES
    made = World(office, rules, sheets, set(), set(), tuple(place.code for place in places))
    give(made, rng)
    return made


def give(world: World, rng: random.Random) -> None:
    """Some help for houses and for pupils: decreed, given, only proposed, and void."""
    for one, sheet in world.sheets.items():
        for member in sheet.members:
            if rng.random() < 0.3:
                status = rng.choice((InterventionStatus.RECEIVED, InterventionStatus.PROPOSED))
                draft = InterventionDraft(
                    "PIP", "2026", date(2026, 8, 1), person_id=member.id, family_id=sheet.id,
                    amount=450_000, status=status, reason="contoh",
                )  # fmt: skip
                record_intervention(world.office, draft)
                if status is InterventionStatus.RECEIVED:
                    world.with_pip.add(member.id)
        if rng.random() < 0.3:
            draft = InterventionDraft(
                rng.choice(("RTLH", "BSPS")), "2026", date(2026, 8, 1), family_id=sheet.id,
                amount=20_000_000, status=InterventionStatus.DECREED, reason="contoh",
            )  # fmt: skip
            record = record_intervention(world.office, draft).value.intervention_id
            if rng.random() < 0.3:
                void_intervention(world.office, record, "salah ketik")
            else:
                world.with_house.add(one)


def groups_by_definition(sheet: FamilySheet, rules: IndicationRules) -> frozenset[SpecialGroup]:
    """What the family belongs to, by the indications of its own page and by plain words."""
    found = {one.kind for one in indications_of(sheet, REFERENCE_DATE, rules)}
    groups = {
        group
        for group, kind in (
            (SpecialGroup.DISABILITY, IndicationKind.PKH_DISABILITY),
            (SpecialGroup.OUT_OF_SCHOOL, IndicationKind.OUT_OF_SCHOOL),
            (SpecialGroup.UNFIT_HOUSE, IndicationKind.UNFIT_HOUSE),
            (SpecialGroup.NO_HEALTH_AID, IndicationKind.NO_HEALTH_AID),
        )
        if kind in found
    }
    members = sheet.members
    if len(members) == 1 and (members[0].age_on(REFERENCE_DATE) or 0) >= rules.elderly_from:
        groups.add(SpecialGroup.ELDERLY_ALONE)
    if any(one.is_head and one.values["sex"] == 2 for one in members):
        groups.add(SpecialGroup.WOMAN_HEAD)
    if any(one.values["nutrition"] in (1, 2) for one in members):
        groups.add(SpecialGroup.UNDERNOURISHED)
    if sheet.values["toilet_facility"] == 6:
        groups.add(SpecialGroup.NO_TOILET)
    if sheet.values["lighting"] in (2, 3, 4) or sheet.values["power_class"] in (3, 4, 5):
        groups.add(SpecialGroup.NO_SMALL_POWER)
    return frozenset(groups)


def is_inside(village: str, region: str) -> bool:
    return village == region or village.startswith(region + ".")


def regions_of(world: World) -> Iterator[tuple[str, Connection]]:
    with world.office.read() as conn:
        for region in (KECAMATAN, *world.homes, "33.26.04"):
            yield region, conn


def in_pages(ids: list[int], pages: list[list[int]]) -> bool:
    return ids == [one for page in pages for one in page]


def test_special_groups_are_those_of_the_definitions(world: World) -> None:
    expected = Counter(
        (sheet.village, groups_by_definition(sheet, world.rules))
        for sheet in world.sheets.values()
        if sheet.deciles.national == 1
    )
    for region, conn in regions_of(world):
        found = special_groups.tallies(conn, region, REFERENCE_DATE, world.rules)
        inside = {key: n for key, n in expected.items() if is_inside(key[0], region)}
        assert {(one.village, one.groups): one.families for one in found} == inside
        table = tabulate_special_groups(found, world.office.reference.regions)
        for column in table.columns:
            if not column.is_listed:
                continue
            listed = special_groups.families_of(
                conn, region, groups_of(column.code), REFERENCE_DATE, world.rules
            )
            assert len(listed) == len(set(listed)) == table.total(column.code)
            wanted = groups_of(column.code)
            for one in listed:
                own = groups_by_definition(world.sheets[one], world.rules)
                assert wanted is None or own & wanted
            pages = [
                special_groups.families_of(
                    conn, region, wanted, REFERENCE_DATE, world.rules, start=start, count=3
                )
                for start in range(0, len(listed), 3)
            ]
            assert in_pages(listed, pages)


def test_unfit_houses_are_those_of_the_definitions(world: World) -> None:
    unfit = {
        one
        for one, sheet in world.sheets.items()
        if any(
            found.kind is IndicationKind.UNFIT_HOUSE
            for found in indications_of(sheet, REFERENCE_DATE, world.rules)
        )
    }
    ask = ReportAsk(cutoff=3)
    codes = house_programmes(catalogue_of(world.office))
    assert codes == ("RTLH", "RST", "BSPS")
    for region, conn in regions_of(world):
        inside = {one for one, sheet in world.sheets.items() if is_inside(sheet.village, region)}
        found = unfit_houses.tallies(conn, region, codes, world.rules)
        table = tabulate_unfit_houses(found, ask, world.office.reference.regions)
        target = {one for one in inside & unfit if world.sheets[one].deciles.national in (1, 2, 3)}
        owned = {one for one in target if world.sheets[one].values["house_ownership"] == 1}
        expected = {
            "unfit": inside & unfit,
            "unfit_above": (inside & unfit) - target,
            "unfit_target": target,
            "not_owned": target - owned,
            "owned_helped": owned & world.with_house,
            "backlog": owned - world.with_house,
        }
        assert table.total("families") == len(inside)
        for code, wanted in house_slices(ask).items():
            listed = unfit_houses.families_of(
                conn, region, codes, world.rules, deciles=wanted.deciles,
                is_owned=wanted.is_owned, is_helped=wanted.is_helped,
            )  # fmt: skip
            assert {one for one, _ in listed} == expected[code]
            assert table.total(code) == len(listed) == len(expected[code])
        by_ownership = tabulate_by_ownership(found, {1: "Milik sendiri"})
        assert by_ownership.total("d_any") == len(inside & unfit)
        helped = unfit_houses.helped(conn, region, codes)
        sources = {row.funds: row.funds for row in helped}
        houses = tabulate_helped(helped, sources).total("houses")
        assert houses == len(inside & world.with_house)


def test_children_out_of_school_and_pupils_without_pip(world: World) -> None:
    ask, rules = ReportAsk(cutoff=4), world.rules
    for region, conn in regions_of(world):
        persons = [
            (sheet, member, member.age_on(REFERENCE_DATE))
            for sheet in world.sheets.values()
            if is_inside(sheet.village, region)
            for member in sheet.members
        ]
        children = {
            member.id: member.values["school_status"]
            for sheet, member, age in persons
            if age is not None and 7 <= age <= 18 and (sheet.deciles.national or 11) <= 4
        }
        pupils = {
            member.id
            for sheet, member, _ in persons
            if any(
                member in found.members
                for found in indications_of(sheet, REFERENCE_DATE, rules)
                if found.kind is IndicationKind.PIP_PUPIL
            )
        }
        out = {one for one, status in children.items() if status in (1, 3)}
        ages = {member.id: age or 0 for _, member, age in persons}
        expected = {
            "children": set(children),
            "at_school": {one for one, status in children.items() if status == 2},
            "unknown": {one for one, status in children.items() if status is None},
            "out": out,
            "out_7_12": {one for one in out if ages[one] <= 12},
            "out_13_15": {one for one in out if 13 <= ages[one] <= 15},
            "out_16_18": {one for one in out if ages[one] >= 16},
            "pupils": pupils,
            "with_pip": pupils & world.with_pip,
            "without_pip": pupils - world.with_pip,
        }
        found = schooling.tallies(conn, region, REFERENCE_DATE, school_bands(rules))
        table = tabulate_schooling(found, ask, rules, world.office.reference.regions)
        for code, wanted in school_slices(ask, rules).items():
            assert table.total(code) == len(expected[code]), code
            if wanted.schooling is not None:
                listed = schooling.persons_of(
                    conn, region, REFERENCE_DATE, wanted.ages, wanted.schooling,
                    deciles=wanted.deciles, has_pip=wanted.has_pip,
                )  # fmt: skip
                assert {str(person) for _, person, _ in listed} == expected[code]


def test_the_gap_of_health_insurance(world: World) -> None:
    for region, conn in regions_of(world):
        found = health_aid.tallies(conn, region)
        table = tabulate_health_aid(found, 5, world.office.reference.regions)
        nobody, everybody = set(), 0
        for sheet in world.sheets.values():
            if is_inside(sheet.village, region) and (sheet.deciles.national or 11) <= 5:
                everybody += len(sheet.members)
                for one in indications_of(sheet, REFERENCE_DATE, world.rules):
                    if one.kind is IndicationKind.NO_HEALTH_AID:
                        nobody |= {member.id for member in one.members}
        assert table.total("persons") == everybody
        assert table.total("premium_nobody") == len(nobody)
        listed = health_aid.persons_of(
            conn, region, frozenset({Premium.NOBODY}), deciles=frozenset(range(1, 6))
        )
        assert {str(person) for _, person, _ in listed} == nobody
        assert sum(one.persons for one in found) == sum(
            len(sheet.members)
            for sheet in world.sheets.values()
            if is_inside(sheet.village, region)
        )
