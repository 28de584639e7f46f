"""Finding people by what somebody at the counter says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.identity import grouped
from desktop_app.domain.person import MatchReason
from desktop_app.store import audit
from tests.builders import Family, a_family, a_release

SLAMET = a_family("SLAMET RAHARJO", "SITI NUR AISYAH", "SLAMET WIDODO")
SOEPARNO = a_family("SOEPARNO", decile=5)
KAJEN = Family(
    SOEPARNO.card[:-1] + "9",
    (a_family("SLAMET").head,),
    village="3326130024",
    village_name="PEKAJANGAN",
)


@pytest.fixture
def searched(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [SLAMET, SOEPARNO, KAJEN])
    return office


def names(office: Office, text: str, **more: object) -> list[str]:
    return [hit.name for hit in find_people(office, Search(text, **more))]  # type: ignore[arg-type]


def living(family: Family, where: dict[str, str]) -> Family:
    return replace(family, members=tuple(replace(one, more=where) for one in family.members))


def test_a_name_is_found_by_its_start_and_by_its_words_in_any_order(searched: Office) -> None:
    assert names(searched, "slam") == ["SLAMET", "SLAMET RAHARJO", "SLAMET WIDODO"]
    assert names(searched, "aisyah siti") == ["SITI NUR AISYAH"]
    assert names(searched, "ra sla") == ["SLAMET RAHARJO"]


def test_the_whole_name_comes_before_one_that_only_begins_so(searched: Office) -> None:
    first, second, *_ = find_people(searched, Search("slamet"))
    assert (first.name, first.reason) == ("SLAMET", MatchReason.WHOLE_NAME)
    assert second.reason is MatchReason.START_OF_NAME


def test_old_and_new_spelling_meet(searched: Office) -> None:
    assert names(searched, "suparno") == ["SOEPARNO"]


def test_numbers_are_found_whole_and_by_their_beginning_with_blanks_and_dots(
    searched: Office,
) -> None:
    head = SLAMET.head
    (hit,) = find_people(searched, Search(grouped(head.nik)))
    assert (hit.name, hit.reason, hit.score) == (head.name, MatchReason.WHOLE_NUMBER, 100)
    assert names(searched, SLAMET.card) == [member.name for member in SLAMET.members]
    assert set(names(searched, "3326.13")) >= {"SLAMET RAHARJO", "SOEPARNO"}


def test_a_village_is_found_alone_and_after_a_name(searched: Office) -> None:
    assert names(searched, "pekajangan") == ["SLAMET"]
    assert names(searched, "slamet desa pekajangan")[0] == "SLAMET"
    assert names(searched, "slamet pekajangan") == ["SLAMET"]


@pytest.mark.parametrize(
    ("typed", "found", "reason"),
    [
        ("raharjo slamet", "SLAMET RAHARJO", MatchReason.WHOLE_NAME),
        ("slamet raharja", "SLAMET RAHARJO", MatchReason.NEARLY),
        ("salmet raharjo", "SLAMET RAHARJO", MatchReason.NEARLY),
        ("slamett rahardjo", "SLAMET RAHARJO", MatchReason.SPELLED_OTHERWISE),
        ("st nur aisah", "SITI NUR AISYAH", MatchReason.SPELLED_OTHERWISE),
        ("siti noor aisya", "SITI NUR AISYAH", MatchReason.SPELLED_OTHERWISE),
        ("suphar", "SOEPARNO", MatchReason.SPELLED_OTHERWISE),
        ("soeprno", "SOEPARNO", MatchReason.NEARLY),
    ],
)
def test_a_name_is_found_however_it_is_spelled_and_the_reason_is_said(
    searched: Office, typed: str, found: str, reason: MatchReason
) -> None:
    first = find_people(searched, Search(typed))[0]
    assert (first.name, first.reason) == (found, reason)


def test_what_is_spelled_as_typed_comes_before_what_is_only_like_it(
    office: Office, tmp_path: Path
) -> None:
    a_release(
        office,
        tmp_path,
        [a_family(name) for name in ("FATIMA", "FATIMAN", "PATIMAH", "FATIMAH SARI", "FATIMAH")],
    )
    assert names(office, "fatimah") == ["FATIMAH", "FATIMAH SARI", "FATIMA", "PATIMAH", "FATIMAN"]


def test_people_are_found_by_hamlet_rt_and_rw(office: Office, tmp_path: Path) -> None:
    lives = {"dusun_ktp": "KETAPANG WETAN", "rt_ktp": "003", "rw_ktp": "002"}
    here = living(a_family("SLAMET", "SITI"), lives)
    next_door = living(a_family("SLAMET"), {**lives, "rt_ktp": "004"})
    a_release(office, tmp_path, [here, next_door])
    for typed in (
        "ketapang wetan rt 3 langkap",
        "dk ketapang wetan rt 3/2",
        "rt 03 rw 02",
        "RT/RW 3/2",
        "slamet dusun ketapangwetan rt003",
        "slamet rt 3 langkap",
    ):
        (hit,) = find_people(office, Search(typed))
        assert hit.national_id == here.head.nik, typed
    assert len(find_people(office, Search("slamet dusun ketapang wetan"))) == 2
    assert names(office, "rt 9") == []


def test_numbers_are_found_by_their_end_and_by_their_middle(searched: Office) -> None:
    nik, card = SLAMET.head.nik, SLAMET.card
    hits = find_people(searched, Search(nik[-5:]))
    assert (hits[0].national_id, hits[0].reason) == (nik, MatchReason.PART_OF_NUMBER)
    assert nik in {hit.national_id for hit in find_people(searched, Search(nik[4:-1]))}
    assert {hit.family_card_no for hit in find_people(searched, Search(card[6:]))} >= {card}
    assert find_people(searched, Search("7777777")) == []


def test_a_family_is_found_by_its_pln_customer_number(office: Office, tmp_path: Path) -> None:
    family = a_family("SLAMET", "SITI", more={"id_pelanggan_pln": "523100001234"})
    a_release(office, tmp_path, [family, a_family("KARTO")])
    (hit,) = find_people(office, Search("5231 0000 1234"))
    assert (hit.name, hit.reason) == ("SLAMET", MatchReason.PLN_CUSTOMER)


def test_a_name_and_a_kecamatan_find_whoever_lives_in_it(searched: Office) -> None:
    assert names(searched, "aisyah kedungwuni") == ["SITI NUR AISYAH"]
    assert names(searched, "aisyah kec. kedungwuni") == ["SITI NUR AISYAH"]
    assert names(searched, "kedungwuni") == ["SLAMET", "SLAMET RAHARJO", "SOEPARNO"]


def test_a_search_can_be_narrowed(searched: Office) -> None:
    assert names(searched, "s", village="33.26.13.1013") == ["SLAMET"]
    assert names(searched, "s", decile_min=5, decile_max=6) == ["SOEPARNO"]
    assert len(names(searched, "s", limit=2)) == 2


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "'", '"', "* AND (", "zzz", "%", "slamet\x00", "9" * 40]
)
def test_odd_text_is_answered_calmly(searched: Office, text: str) -> None:
    assert names(searched, text) in ([], ["SLAMET", "SLAMET RAHARJO", "SLAMET WIDODO"])


def test_before_the_first_import_nothing_is_found(office: Office) -> None:
    assert find_people(office, Search("slamet")) == []


def test_the_audit_knows_that_somebody_searched_and_not_for_what(searched: Office) -> None:
    find_people(searched, Search("slam"), is_typing=True)
    find_people(searched, Search("slamet"))
    with searched.read() as conn:
        lines = [line for line in audit.lines_of(conn) if line.deed == "searched"]
    assert [dict(line.facts) for line in lines] == [{"kind": "name", "found": 3}]
