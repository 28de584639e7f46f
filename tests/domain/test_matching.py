"""What speaks for a row being a person, how much it counts, and when that is enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.identity import is_number_slip, number_slips
from desktop_app.domain.matching import (
    NAME_LEVELS,
    Around,
    AskedRow,
    Evidence,
    ListedPerson,
    MatchOutcome,
    Near,
    Verdict,
    birth_evidence,
    may_be_worth,
    verdict,
    weighed,
)
from desktop_app.domain.names import fold

AROUND = Around(people=1_000_000, villages=285)
NIK = "3326134203809001"


def a_row(
    name: str = "SITI AMINAH",
    *,
    nik: str = "",
    kk: str = "",
    born: str = "",
    sex: str = "",
    place: str = "",
) -> AskedRow:
    return AskedRow(1, nik, kk, name, fold(name) if name else "", born, sex, place)


def a_person(
    name: str = "SITI AMINAH",
    *,
    id: str = "7",
    nik: str | None = NIK,
    kk: str | None = "3326130101009001",
    born: str | None = "1980-03-02",
    sex: str = "2",
    village: str = "33.26.13.2004",
) -> ListedPerson:
    return ListedPerson(id, "3", nik, kk, name, fold(name), born, sex, village, 2, "SLAMET")


def answer(
    row: AskedRow,
    *people: tuple[ListedPerson, Evidence | None],
    bearers: int = 1,
    namesakes: int = 50,
) -> Verdict:
    weights = [
        (
            person,
            *weighed(
                row,
                person,
                Near(level, namesakes) if level else None,
                AROUND,
                bearers=bearers,
            ),
        )
        for person, level in people
    ]
    return verdict(row, weights, AROUND)


def test_the_same_nik_and_name_are_found() -> None:
    found = answer(a_row(nik=NIK), (a_person(), Evidence.NAME_SAME))
    assert found.outcome is MatchOutcome.FOUND_BY_NUMBER
    assert found.candidates[0].evidence == (Evidence.NUMBER_SAME, Evidence.NAME_SAME)
    assert found.candidates[0].score >= 99


def test_the_same_nik_with_quite_another_name_is_doubtful() -> None:
    found = answer(a_row("BUDI SANTOSO", nik=NIK), (a_person(), None))
    assert found.outcome is MatchOutcome.DOUBTFUL
    assert Evidence.NAME_OTHER in found.candidates[0].evidence


def test_the_same_nik_without_a_name_is_found_unless_the_birth_date_is_another() -> None:
    assert answer(a_row("", nik=NIK), (a_person(), None)).outcome is MatchOutcome.FOUND_BY_NUMBER
    other = answer(a_row("", nik=NIK, born="1955-07-09"), (a_person(), None))
    assert other.outcome is MatchOutcome.DOUBTFUL


def test_a_nik_that_two_people_bear_is_never_picked_from() -> None:
    row = a_row(nik=NIK)
    found = answer(
        row, (a_person(), Evidence.NAME_SAME), (a_person("BUDI", id="8"), None), bearers=2
    )
    assert found.outcome is MatchOutcome.DOUBTFUL


def test_part_of_the_name_with_the_nik_is_doubtful_where_somebody_else_comes_near() -> None:
    row = a_row("NUR AINI", nik=NIK, born="1980-03-02", place="33.26.13.2004")
    alone = answer(row, (a_person("NUR AINI PUTRI"), Evidence.NAME_PART))
    assert alone.outcome is MatchOutcome.FOUND_BY_NUMBER
    meant = a_person("NUR AINI", id="8", nik=NIK[:-1] + "2")
    both = answer(
        row, (a_person("NUR AINI PUTRI"), Evidence.NAME_PART), (meant, Evidence.NAME_SAME)
    )
    assert both.outcome is MatchOutcome.DOUBTFUL
    assert {one.person.person_id for one in both.candidates} == {"7", "8"}


FULL = a_row(born="1980-03-02", sex="2", place="33.26.13.2004")


@pytest.mark.parametrize("level", [Evidence.NAME_SAME, Evidence.NAME_ALIKE])
def test_name_birth_date_and_desa_are_found_by_name(level: Evidence) -> None:
    assert answer(FULL, (a_person(), level)).outcome is MatchOutcome.FOUND_BY_NAME


def test_the_card_does_for_the_desa() -> None:
    row = a_row(born="1980-03-02", kk="3326130101009001")
    assert answer(row, (a_person(), Evidence.NAME_SAME)).outcome is MatchOutcome.FOUND_BY_NAME


@pytest.mark.parametrize(
    ("row", "level"),
    [
        (FULL, Evidence.NAME_NEARLY),
        (FULL, Evidence.NAME_PART),
        (a_row(born="1980-03-02"), Evidence.NAME_SAME),
        (a_row(born="1980-03-02", place="33.26.13"), Evidence.NAME_SAME),
        (a_row(born="1980-03-12", place="33.26.13.2004"), Evidence.NAME_SAME),
        (a_row(born="1980-02-03", place="33.26.13.2004"), Evidence.NAME_SAME),
        (a_row(born="1980-03-02", sex="1", place="33.26.13.2004"), Evidence.NAME_SAME),
        (
            a_row(born="1980-03-02", kk="3326130101019009", place="33.26.13.2004"),
            Evidence.NAME_SAME,
        ),
        (
            a_row(nik="3326014507779007", born="1980-03-02", place="33.26.13.2004"),
            Evidence.NAME_SAME,
        ),
        (a_row(), Evidence.NAME_SAME),
    ],
    ids=[
        "name nearly",
        "name in part",
        "no place",
        "only the kecamatan",
        "another day",
        "day and month swapped",
        "another sex",
        "another card",
        "another nik",
        "name only",
    ],
)
def test_anything_less_is_doubtful(row: AskedRow, level: Evidence) -> None:
    assert answer(row, (a_person(), level)).outcome is MatchOutcome.DOUBTFUL


def test_twins_with_names_alike_share_their_chance_and_nobody_is_picked() -> None:
    twin = a_person("SITI AMINAH", id="8", nik=NIK[:-1] + "2")
    found = answer(FULL, (a_person(), Evidence.NAME_SAME), (twin, Evidence.NAME_SAME))
    assert found.outcome is MatchOutcome.DOUBTFUL
    assert [one.score for one in found.candidates] == [50, 50]


def test_a_stranger_of_the_same_name_is_not_in_dtsen() -> None:
    row = a_row(nik="3326014507779007", born="1961-07-05", place="33.26.01.2001")
    assert answer(row, (a_person(), Evidence.NAME_SAME)).outcome is MatchOutcome.NOT_FOUND


def test_nobody_at_all_is_not_in_dtsen() -> None:
    assert answer(FULL) == Verdict(MatchOutcome.NOT_FOUND)


def test_a_rare_name_counts_more_than_one_that_many_bear() -> None:
    row = a_row(place="33.26.13.2004")
    rare = answer(row, (a_person(), Evidence.NAME_SAME), namesakes=1).candidates[0].score
    common = answer(row, (a_person(), Evidence.NAME_SAME), namesakes=2_000).candidates[0].score
    assert rare > 90 > 20 > common


def test_a_birth_date_that_registers_estimate_counts_less() -> None:
    row = a_row(born="1980-01-01")
    estimate = answer(row, (a_person(born="1980-01-01"), Evidence.NAME_SAME))
    known = answer(a_row(born="1980-03-02"), (a_person(), Evidence.NAME_SAME))
    assert estimate.candidates[0].score < known.candidates[0].score


def test_name_estimated_birth_date_and_desa_are_not_enough_but_the_card_is() -> None:
    row = a_row(born="1980-07-01", place="33.26.13.2004")
    person = a_person(born="1980-07-01")
    assert answer(row, (person, Evidence.NAME_SAME), namesakes=1).outcome is MatchOutcome.DOUBTFUL
    with_card = a_row(born="1980-07-01", kk="3326130101009001")
    found = answer(with_card, (person, Evidence.NAME_SAME), namesakes=1)
    assert found.outcome is MatchOutcome.FOUND_BY_NAME


def test_a_neighbour_in_the_register_with_another_name_is_nobody_to_look_at() -> None:
    neighbour = a_person("BUDI SANTOSO", nik=NIK[:-1] + "2")
    row = a_row(nik=NIK, born="1980-03-02", place="33.26.13.2004")
    assert answer(row, (neighbour, None)).outcome is MatchOutcome.NOT_FOUND


def test_what_a_row_does_not_say_speaks_neither_for_nor_against() -> None:
    _, evidence = weighed(a_row(), a_person(), Near(Evidence.NAME_SAME, 1), AROUND)
    assert evidence == (Evidence.NAME_SAME,)


def test_a_nik_that_cannot_be_one_is_not_another_nik() -> None:
    row = a_row(nik="3326139999999001")
    assert Evidence.NUMBER_OTHER not in weighed(row, a_person(), None, AROUND)[1]


@pytest.mark.parametrize(
    ("known", "evidence"),
    [
        ("1980-03-02", Evidence.BIRTH_SAME),
        ("1980-02-03", Evidence.BIRTH_SWAPPED),
        ("1981-03-02", Evidence.BIRTH_NEARLY),
        ("1980-04-02", Evidence.BIRTH_NEARLY),
        ("1980-03-22", Evidence.BIRTH_NEARLY),
        ("1981-03-22", Evidence.BIRTH_OTHER),
        (None, None),
    ],
)
def test_birth_dates_are_the_same_swapped_one_part_off_or_others(
    known: str | None, evidence: Evidence | None
) -> None:
    assert birth_evidence("1980-03-02", known) is evidence


NUMBERS = st.text("0123456789", min_size=16, max_size=16)


@given(NUMBERS)
def test_every_slip_of_a_number_is_known_as_one_and_no_number_is_its_own(number: str) -> None:
    slips = number_slips(number)
    assert number not in slips
    assert len(slips) == len(set(slips))
    assert all(is_number_slip(number, slip) and is_number_slip(slip, number) for slip in slips)


@given(NUMBERS, NUMBERS)
def test_a_number_that_is_a_slip_away_is_among_the_slips(one: str, other: str) -> None:
    assert is_number_slip(one, other) is (other in number_slips(one))


BIRTHS = st.sampled_from(["", "1980-03-02", "1980-02-03", "1980-03-09", "1955-12-24"])


@given(
    st.sampled_from(NAME_LEVELS),
    st.integers(1, 30_000),
    BIRTHS,
    st.sampled_from(["", "33.26.13.2004", "33.26.13", "33.26.01.2001"]),
)
def test_nobody_is_left_unread_who_would_have_been_worth_a_look(
    level: Evidence, namesakes: int, born: str, place: str
) -> None:
    row = a_row(born=born, place=place)
    near, person = Near(level, namesakes), a_person()
    found = verdict(row, [(person, *weighed(row, person, near, AROUND))], AROUND)
    if not may_be_worth(row, near, birth_evidence(born, person.birth_date), AROUND):
        assert found.outcome is MatchOutcome.NOT_FOUND
