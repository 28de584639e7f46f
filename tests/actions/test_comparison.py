"""What changed since last quarter, and who is recognised through it."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.comparison import compare_releases, export_changes
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.comparison import Counts, DecileMove
from desktop_app.domain.giving_out import Errand
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from tests.builders import Family, Member, a_family, a_number, a_release

NEXT = date(2026, 10, 1)


def two_quarters(
    office: Office, folder: Path, before: list[Family], after: list[Family]
) -> list[dict[str, str]]:
    a_release(office, folder, before, label="Q1")
    a_release(office, folder, after, label="Q2", reference_date=NEXT)
    target = folder / "changes.csv"
    export_changes(office, "Q1", "Q2", target, Progress(), errand=Errand("rapat", "Bappeda"))
    with target.open(encoding="utf-8", newline="") as file:
        next(file)
        return list(csv.DictReader(file))


def the_id_of(office: Office, name: str) -> str:
    return find_people(office, Search(name), is_typing=True)[0].person_id


def with_member(family: Family, at: int, member: Member) -> Family:
    return replace(family, members=(*family.members[:at], member, *family.members[at + 1 :]))


def test_nothing_changed_gives_an_empty_list(office: Office, tmp_path: Path) -> None:
    families = [a_family("SLAMET", "SITI"), a_family("KARTO")]
    rows = two_quarters(office, tmp_path, families, [*families, a_family("BARU")])
    assert [(row["entity"], row["change"]) for row in rows] == [
        ("family", "entered"),
        ("person", "entered"),
    ]


def test_every_changed_field_is_one_line_with_both_values(office: Office, tmp_path: Path) -> None:
    family = a_family("SLAMET", "SITI", decile=2)
    richer = replace(family, decile=9, more={"luas_lantai": "60"})
    rows = two_quarters(office, tmp_path, [family], [richer])
    assert {(row["field"], row["old"], row["new"]) for row in rows} == {
        ("luas_lantai", "48", "60"),
        *(
            (name, "2", "9")
            for name in ("desil_nasional", "desil_provinsi", "desil_kabupaten_kota")
        ),
    }
    assert {(row["entity"], row["change"], row["key"]) for row in rows} == {
        ("family", "changed", family.card)
    }
    found = compare_releases(office, "Q1", "Q2", Progress())
    assert found.decile_moves[DecileMove.EXTREME] == 1
    assert (found.families, found.persons) == (Counts(changed=1), Counts())


def test_a_marriage_that_splits_a_card_is_a_move_and_not_a_loss(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", "SITI", "BUDI")
    budi = replace(family.members[2], relationship=1)
    own = Family(a_number(8, sequence=400), (budi,), 3)
    rows = two_quarters(
        office, tmp_path, [family], [replace(family, members=family.members[:2]), own]
    )
    moved = [row for row in rows if row["change"] == "moved_family"]
    assert [(row["key"], row["old"], row["new"]) for row in moved] == [
        (budi.nik, family.card, own.card)
    ]
    assert not [
        row for row in rows if row["entity"] == "person" and row["change"] in ("entered", "left")
    ]


def test_a_corrected_number_keeps_the_person(office: Office, tmp_path: Path) -> None:
    family = a_family("SLAMET", "SITI")
    corrected = replace(family.members[1], nik=a_number(45, sequence=401))
    a_release(office, tmp_path, [family], label="Q0")
    before = the_id_of(office, "siti")
    rows = two_quarters(
        office, tmp_path, [family, a_family("LAIN")], [with_member(family, 1, corrected)]
    )
    assert the_id_of(office, "siti") == before
    numbers = [row for row in rows if row["field"] == "nomor_induk_kependudukan"]
    assert [(row["key"], row["old_key"]) for row in numbers] == [
        (corrected.nik, family.members[1].nik)
    ]


def test_a_number_and_birth_date_corrected_together_keep_the_person(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", "SITI")
    corrected = replace(family.members[1], nik=a_number(46, sequence=402), born="1980-01-06")
    rows = two_quarters(office, tmp_path, [family], [with_member(family, 1, corrected)])
    assert {(row["change"], row["field"]) for row in rows} == {
        ("changed", "nomor_induk_kependudukan"),
        ("changed", "tanggal_lahir"),
    }


def test_another_person_of_the_same_card_is_not_taken_for_the_one_who_left(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", "SITI", "BUDI")
    stranger = Member(a_number(7, sequence=403), "WAGIMIN", born="2020-03-07", relationship=3)
    rows = two_quarters(office, tmp_path, [family], [with_member(family, 2, stranger)])
    assert sorted((row["change"], row["key"], row["old_key"]) for row in rows) == [
        ("entered", stranger.nik, ""),
        ("left", "", family.members[2].nik),
    ]


def test_twins_of_one_name_are_left_for_a_person_to_decide(office: Office, tmp_path: Path) -> None:
    family = a_family("SLAMET", "SITI", "BUDI", "BUDI")
    corrected = [
        replace(one, nik=a_number(9, sequence=404 + at))
        for at, one in enumerate(family.members[2:])
    ]
    after = replace(family, members=(*family.members[:2], *corrected))
    rows = two_quarters(office, tmp_path, [family], [after])
    assert sorted(row["change"] for row in rows) == ["entered", "entered", "left", "left"]


def test_people_without_a_number_are_never_merged(office: Office, tmp_path: Path) -> None:
    family = a_family("SLAMET", "SITI", "BUDI")
    nobody = replace(family.members[2], nik="0")
    other = replace(a_family("KARTO", "TINI", "BUDI"), members=(Member("", "BUDI"),))
    rows = two_quarters(
        office, tmp_path, [with_member(family, 2, nobody)], [with_member(family, 2, nobody), other]
    )
    persons = [row for row in rows if row["entity"] == "person"]
    assert [row["change"] for row in persons] == ["entered"]


def test_an_unknown_release_is_refused(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, [a_family()], label="Q1")
    with pytest.raises(UserError) as caught:
        compare_releases(office, "Q1", "Q9", Progress())
    assert caught.value.code is Code.RELEASE_UNKNOWN


def test_cells_of_the_list_cannot_be_formulas(office: Office, tmp_path: Path) -> None:
    family = a_family("SLAMET")
    rows = two_quarters(
        office, tmp_path, [family], [replace(family, more={"alamat": "=HYPERLINK()"})]
    )
    assert [row["new"][:1] for row in rows] == ["'"]
