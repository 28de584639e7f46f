"""What is kept of who is reached is at all times what counting everything again gives."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.intervention_steps import step_intervention
from desktop_app.actions.interventions import record_intervention, void_intervention
from desktop_app.actions.office import Office
from desktop_app.actions.reports import view_report
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.reach import EVERYBODY, Slice, deciles
from desktop_app.domain.report import ReportAsk
from desktop_app.domain.subject import SubjectKind
from desktop_app.errors import UserError
from desktop_app.store import aid_sums, kept_reach, reach
from tests.builders import Family, a_family, a_release, living_in

EVERYTHING = ReportAsk()
SLICES = (
    Slice(EVERYBODY),
    Slice(EVERYBODY, most=0),
    Slice(deciles(1, 4), fewest=1),
    Slice(EVERYBODY, fewest=2, most=2),
    Slice(EVERYBODY, fewest=1, codes=frozenset({"PKH"})),
    Slice(EVERYBODY, fewest=1, codes=frozenset({"PKH", "SEMBAKO"})),
)


def families(office: Office, *, seed: int, count: int = 30) -> list[Family]:
    rng = random.Random(seed)
    places = office.reference.regions.villages_within("33.26.13")[:5]
    made = []
    for at in range(count):
        place = rng.choice(places)
        family = a_family(f"KEPALA{at:02}X", sequence=at, decile=rng.choice([None, 1, 2, 5, 9]))
        made.append(living_in(family, place))
    return made


def agrees(office: Office) -> bool:
    """Look at the reports that keep, and say whether they only counted again what had changed."""
    with office.read() as conn:
        release = office.release(conn)
        before = kept_reach.current(conn, release.id)
        assert sorted(before.tallies, key=str) == sorted(reach.tallies(conn, EVERYTHING), key=str)
        assert set(before.strays) == set(reach.strays(conn, EVERYTHING))
    for code in ("R4", "R1", "R7"):
        view_report(office, code)
    for _ in range(2):  # counted and kept, then from what is kept
        shown = view_report(office, "R6")
        with office.read() as conn:
            fresh = aid_sums.aid_sums(conn, ReportAsk(region=office.profile.region))
            place = aid_sums.place_of(conn)
            assert place is not None
            assert aid_sums.kept_sums(conn, place) == fresh
        assert shown.more[0].total("decreed") == sum(one.decreed for one in fresh)
    with office.read() as conn:
        after = kept_reach.current(conn, release.id)
        assert not after.is_news
        assert sorted(after.tallies, key=str) == sorted(before.tallies, key=str)
        assert set(after.strays) == set(before.strays)
        assert kept_reach.is_current(conn, release.id)
        for region in ("33.26", "33.26.13", "33.26.13.1013"):
            for wanted in SLICES:
                whole = reach.families_in(conn, ReportAsk(region=region), wanted)
                assert kept_reach.families_in(conn, region, wanted) == whole, (region, wanted)
                for start in (0, 3, 25):
                    page = kept_reach.families_in(conn, region, wanted, start=start, count=5)
                    assert page == whole[start : start + 5]
    return before.changed is not None


@pytest.mark.parametrize("seed", range(4))
def test_after_any_deed_what_is_kept_equals_a_fresh_count(
    office: Office, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    people = families(office, seed=seed)
    a_release(office, tmp_path, people)
    assert not agrees(office)
    records = list[str]()
    incremental = 0
    for _ in range(18):
        for _ in range(rng.randint(1, 4)):
            _do_something(office, rng, records)
        incremental += agrees(office)
    assert incremental >= 12
    later = [replace(one, decile=rng.choice([1, 4, 8])) for one in people[2:]]
    a_release(office, tmp_path, later, label="V4 2026", reference_date=date(2026, 10, 10))
    assert not agrees(office)
    _do_something(office, rng, records)
    agrees(office)


def _do_something(office: Office, rng: random.Random, records: list[str]) -> None:
    deed = rng.random()
    if deed < 0.15 and records:
        void_intervention(office, records.pop(rng.randrange(len(records))), "salah ketik")
        return
    if deed < 0.3 and records:
        to = rng.choice([InterventionStatus.DECREED, InterventionStatus.REJECTED])
        with suppress(UserError):  # not the state it is in
            step_intervention(office, rng.choice(records), to, on=date(2026, 11, 1))
        return
    month = rng.randint(1, 10)
    draft = InterventionDraft(
        programme=rng.choice(["BLT-DD", "SEMBAKO", "PKH"]),
        period=f"2026-{month:02}",
        given_on=date(2026, month, 5),
        amount=100_000,
        status=rng.choice([InterventionStatus.PROPOSED, InterventionStatus.RECEIVED]),
        reason="contoh",
    )
    if rng.random() < 0.2:
        place = rng.choice(office.reference.regions.villages_within("33.26.13")[:3])
        outsider = Outsider(SubjectKind.FAMILY, f"ORANG{rng.randint(0, 2)}", place.code)
        draft = replace(draft, outsider=outsider)
    else:
        found = find_people(office, Search(f"KEPALA{rng.randrange(30):02}X"), is_typing=True)
        draft = replace(draft, family_id=found[0].family_id if found else None)
    with suppress(UserError):  # a rule refused it, or the family is gone
        records.append(record_intervention(office, draft).value.intervention_id)


def test_what_changes_between_counting_and_keeping_is_counted_next_time(
    office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, families(office, seed=1))
    agrees(office)
    with office.read() as conn:
        release = office.release(conn)
        found = kept_reach.current(conn, release.id)
    family = find_people(office, Search("KEPALA03X"), is_typing=True)[0].family_id
    draft = InterventionDraft(
        "BLT-DD", "2026-08", date(2026, 8, 1), family_id=family, amount=1, reason="contoh"
    )
    record_intervention(office, draft)
    with office.write() as tx:
        kept_reach.keep(tx, found)
    assert agrees(office)
