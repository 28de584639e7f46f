"""A whole list of interventions: what is said of each row, what is recorded, what is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop_app.actions.intervention_lists import (
    listed_found,
    listed_in_file,
    listed_people,
    preview_list,
    record_list,
    void_interventions,
)
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.lookups import totals_of_interventions
from desktop_app.actions.office import Office
from desktop_app.actions.programmes import set_in_catalogue
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.search_list import everybody
from desktop_app.domain.aid_rule import WarningCode
from desktop_app.domain.intervention import AidFilter, InterventionDraft
from desktop_app.domain.intervention_list import ListedAid, RowState
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from tests.builders import Family, a_family, a_release

COMMON = {"programme": "sembako", "period": "2026-Q3", "on": "20-08-2026", "amount": "300.000"}


@pytest.fixture
def families(office: Office, tmp_path: Path) -> list[Family]:
    found = [a_family("SLAMET", "SITI"), a_family("KARTO", decile=8), a_family("PAIJO")]
    a_release(office, tmp_path, found)
    return found


def the_list(
    office: Office, programme: str = "SEMBAKO", period: str = "2026-Q3"
) -> list[ListedAid]:
    """Slamet, Karto, Paijo and Slamet once more."""
    draft = InterventionDraft(programme, period, date(2026, 8, 20), amount=300_000)
    return [
        ListedAid(
            row,
            replace(
                draft, family_id=find_people(office, Search(name), is_typing=True)[0].family_id
            ),
        )
        for row, name in enumerate(("slamet", "karto", "paijo", "slamet"), start=2)
    ]


def states(office: Office, listed: list[ListedAid]) -> list[RowState]:
    return [one.state for one in preview_list(office, listed, Progress())]


def test_a_workbook_says_of_each_row_what_is_found(
    office: Office, families: list[Family], tmp_path: Path
) -> None:
    slamet, karto, paijo = families
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for record in (
        ("No KK", "NIK", "Periode", "Tanggal"),
        (slamet.card, None, None, date(2026, 8, 19)),
        (karto.card, None, None, None),
        (None, paijo.head.nik, None, None),
        (slamet.card, None, None, None),
        ("3326130301809999", None, None, None),
        (3326130301809000, None, None, None),
        (paijo.card, None, "bulan lalu", None),
    ):
        sheet.append(record)
    path = tmp_path / "daftar.xlsx"
    book.save(path)
    listed = listed_in_file(office, path, COMMON, Progress())
    assert [one.row for one in listed] == [2, 3, 4, 5, 6, 7, 8]
    assert listed[0].draft is not None
    assert listed[0].draft.given_on == date(2026, 8, 19)
    assert states(office, listed) == [
        RowState.READY,
        RowState.OUT_OF_DECILE,
        RowState.READY,
        RowState.ALREADY,
        RowState.NOT_FOUND,
        RowState.NOT_FOUND,
        RowState.INVALID,
    ]
    assert interventions_of(office) == []


def test_a_list_is_recorded_and_never_twice(office: Office, families: list[Family]) -> None:
    listed = the_list(office)
    outcome = record_list(office, listed, "musdes", Progress()).value
    assert [one.row for one in outcome.recorded] == [2, 3, 4]
    (refused,) = outcome.refused
    assert (refused.row, refused.error.code) == (5, Code.OWN_REASON_NEEDED)
    again = record_list(office, listed, "musdes", Progress()).value
    assert (again.recorded, len(again.refused)) == ((), 4)
    assert set(states(office, listed)) == {RowState.ALREADY}
    assert len(interventions_of(office)) == 3


def test_the_same_help_is_recorded_again_with_a_reason_of_its_own(
    office: Office, families: list[Family]
) -> None:
    listed = the_list(office)
    first, *_, last = listed
    assert last.draft is not None
    own = replace(last, draft=replace(last.draft, reason="susulan"))
    outcome = record_list(office, [first, own], "", Progress()).value
    assert [one.row for one in outcome.recorded] == [2, 5]
    assert WarningCode.DOUBLE_BENEFIT in {one.code for one in outcome.recorded[1].warnings}
    assert interventions_of(office)[0].intervention.reason in {"", "susulan"}


def test_a_rule_that_asks_takes_the_reason_of_the_list(
    office: Office, families: list[Family]
) -> None:
    listed = the_list(office, "BLT-DD", "2026-08")[:1]
    first = listed[0].draft
    assert first is not None
    pkh = find_people(office, Search("slamet"), is_typing=True)[0].person_id
    before = replace(first, programme="PKH", period="2026-Q3", person_id=pkh)
    record_list(office, [ListedAid(2, before)], "ada", Progress())
    assert states(office, listed) == [RowState.WARNED]
    refused = record_list(office, listed, "", Progress()).value.refused
    assert [one.error.code for one in refused] == [Code.REASON_NEEDED]
    assert [
        one.row for one in record_list(office, listed, "musdes", Progress()).value.recorded
    ] == [2]
    assert {one.intervention.reason for one in interventions_of(office)} >= {"musdes"}


def test_a_rule_that_blocks_stops_its_row_only(office: Office, families: list[Family]) -> None:
    set_in_catalogue(office, "rule/outside-decile/severity", "block", "keputusan TKPK")
    listed = the_list(office)[:3]
    assert states(office, listed) == [RowState.READY, RowState.BLOCKED, RowState.READY]
    outcome = record_list(office, listed, "musdes", Progress()).value
    assert [one.row for one in outcome.recorded] == [2, 4]
    assert [one.error.code for one in outcome.refused] == [Code.INTERVENTION_REFUSED]


def test_what_is_written_when_somebody_stops_is_told_and_kept(
    office: Office, families: list[Family], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Impatient(Progress):
        """Somebody who stops after the first batch."""

        def advance(self, steps: int = 1) -> None:
            self.ask_to_stop()
            super().advance(steps)

    monkeypatch.setattr("desktop_app.actions.intervention_lists._BATCH", 2)
    outcome = record_list(office, the_list(office), "", Impatient()).value
    assert ([one.row for one in outcome.recorded], outcome.left) == ([2, 3], 2)
    assert len(interventions_of(office)) == 2
    rest = record_list(office, the_list(office), "", Progress()).value
    assert [one.row for one in rest.recorded] == [4]


def test_a_list_is_taken_back_as_a_whole_with_a_reason(
    office: Office, families: list[Family]
) -> None:
    recorded = record_list(office, the_list(office), "", Progress()).value.recorded
    ids = [one.intervention_id for one in recorded]
    with pytest.raises(UserError) as refused:
        void_interventions(office, ids, " ", Progress())
    assert refused.value.code is Code.REASON_MISSING
    assert void_interventions(office, ids[:1], "salah daftar", Progress()).value == 1
    assert void_interventions(office, ids, "salah daftar", Progress()).value == 2
    assert all(line.intervention.is_void for line in interventions_of(office))
    assert states(office, the_list(office))[:3] == [
        RowState.READY,
        RowState.OUT_OF_DECILE,
        RowState.READY,
    ]


def test_families_of_people_found_are_listed_once_and_people_each(
    office: Office, families: list[Family]
) -> None:
    found = everybody(office, Search("", village="33.26.13"))
    assert found.count == 4
    for_families = InterventionDraft("SEMBAKO", "2026-Q3", date(2026, 8, 20))
    for_people = replace(for_families, programme="PBI-JK", period="2026-08")
    whole = [range(found.count)]
    of_families = listed_found(office, for_families, found, whole, Progress())
    assert [one.row for one in of_families] == [1, 2, 3]
    assert {one.draft.person_id for one in of_families if one.draft} == {None}
    of_people = listed_found(office, for_people, found, whole, Progress())
    assert len({one.draft.person_id for one in of_people if one.draft}) == 4
    some = listed_found(office, for_people, found, [range(1, 2), range(3, 4)], Progress())
    assert [one.draft for one in some] == [of_people[1].draft, of_people[3].draft]
    lines = find_people(office, Search("slamet"), is_typing=True)
    (one,) = listed_people(office, for_families, lines, Progress())
    assert one.draft is not None
    assert (one.draft.family_id, one.draft.person_id) == (lines[0].family_id, None)


def test_a_list_of_120_families_with_three_doubles_and_two_outside_the_decile(
    office: Office, tmp_path: Path
) -> None:
    found = [a_family(f"KELUARGA {at}", decile=9 if at in (50, 90) else 2) for at in range(120)]
    a_release(office, tmp_path, found)
    path = tmp_path / "daftar.csv"
    path.write_text("kk;alasan\n" + "".join(f"{one.card};\n" for one in found), "utf-8")
    listed = listed_in_file(office, path, COMMON, Progress())
    before = [listed[at] for at in (10, 20, 119)]
    assert len(record_list(office, before, "", Progress()).value.recorded) == 3

    previews = preview_list(office, listed, Progress())
    by_state = {state: [one.row for one in previews if one.state is state] for state in RowState}
    assert by_state[RowState.ALREADY] == [12, 22, 121]
    assert by_state[RowState.OUT_OF_DECILE] == [52, 92]
    assert len(by_state[RowState.READY]) == 115

    outcome = record_list(office, listed, "musdes", Progress()).value
    assert len(outcome.recorded) == 117
    assert [one.row for one in outcome.refused] == [12, 22, 121]
    warned = [one.row for one in outcome.recorded if one.warnings]
    assert warned == [52, 92]
    totals = totals_of_interventions(office, AidFilter(programme="SEMBAKO"))
    assert (totals.records, totals.families, totals.rupiah) == (120, 120, 120 * 300_000)
