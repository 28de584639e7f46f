"""What the page of a family is made of, and what opening it leaves in the audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.actions.families import SAME_LOOK, family_of
from desktop_app.actions.office import Office
from desktop_app.domain.indication import IndicationKind
from desktop_app.store import audit
from tests.builders import Family, Member, a_family, a_number, a_release
from tests.conftest import NOW

POOR = Family(
    a_number(3, sequence=600),
    (
        Member(a_number(sequence=600), "SLAMET", more={"pbi_nas": "2"}),
        Member(
            a_number(sequence=601),
            "BUDI",
            "2014-05-06",
            relationship=3,
            more={"partisipasi_sekolah": "3", "mengurus_diri": "1"},
        ),
    ),
    more={"jenis_lantai_terluas": "8"},
)
TWIN = Family(
    a_number(3, sequence=700), (Member(POOR.head.nik, "SLAMET LAIN"), *a_family("X").members[1:])
)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [POOR, TWIN])
    return office


def opened(office: Office) -> int:
    with office.read() as conn:
        return sum(line.deed == "family-opened" for line in audit.lines_of(conn))


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def test_looking_again_within_a_while_is_one_look(stocked: Office) -> None:
    for minutes in (0, 3, 10):
        stocked.clock = at(NOW + timedelta(minutes=minutes))
        family_of(stocked, POOR.card)
    assert opened(stocked) == 1
    stocked.clock = at(NOW + SAME_LOOK + timedelta(seconds=1))
    family_of(stocked, POOR.card)
    assert opened(stocked) == 2


def test_another_family_another_person_and_a_clock_set_back_are_other_looks(
    stocked: Office,
) -> None:
    family_of(stocked, POOR.card)
    family_of(stocked, TWIN.card)
    assert opened(stocked) == 2
    stocked.clock = at(NOW - timedelta(hours=1))
    family_of(stocked, POOR.card)
    assert opened(stocked) == 3
    stocked.clock = at(NOW)
    stocked.account = replace(stocked.account, id="somebody-else")
    family_of(stocked, POOR.card)
    assert opened(stocked) == 4


def test_indications_are_as_of_the_reference_date(stocked: Office) -> None:
    facts = family_of(stocked, POOR.card)
    found = {one.kind: [member.name for member in one.members] for one in facts.indications}
    assert found == {
        IndicationKind.PKH_DISABILITY: ["BUDI"],
        IndicationKind.UNFIT_HOUSE: [],
        IndicationKind.OUT_OF_SCHOOL: ["BUDI"],
        IndicationKind.NO_HEALTH_AID: ["SLAMET"],
    }
    assert facts.most_components == 4


def test_a_number_that_stands_twice_says_where(stocked: Office) -> None:
    here, there = family_of(stocked, POOR.card), family_of(stocked, TWIN.card)
    (shared,) = here.shared_numbers
    assert (shared.name, shared.family_id) == ("SLAMET", there.sheet.id)
    (back,) = there.shared_numbers
    assert (back.name, back.family_id) == ("SLAMET LAIN", here.sheet.id)
