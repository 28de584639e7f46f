"""From a printed list to what was found at the doors, and to the proposals that follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.actions.deeds import last_deeds
from desktop_app.actions.families import family_of
from desktop_app.actions.ground_checks import (
    count_ground_checks,
    ground_checks_of,
    propose_from_check,
    record_ground_check,
    record_ground_checks,
    results_in_file,
    void_ground_check,
)
from desktop_app.actions.local_facts import record_local_fact
from desktop_app.actions.office import Office
from desktop_app.actions.prelists import (
    entries_of,
    families_of_proposals,
    neighbourhoods_of,
    prelists_of,
    preview_prelist,
    print_prelist,
    remove_prelist,
)
from desktop_app.actions.proposals import open_proposal_page
from desktop_app.actions.undo import undo_deed
from desktop_app.domain.deed import DeedKind
from desktop_app.domain.ground_check import Finding, GroundCheckDraft
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.domain.prelist import PrelistWish
from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit, ops
from tests.actions.stopping import StopsAt
from tests.builders import Family, a_family, a_release
from tests.conftest import NOW
from tests.quarters import a_quarter

DAY = NOW.date()
LANGKAP = "33.26.13.2004"


def at(family: Family, rt: str, hamlet: str = "KRAJAN") -> Family:
    """The family when its head's KTP is of this RT."""
    head = replace(family.head, more={"rt_ktp": rt, "dusun_ktp": hamlet})
    return replace(family, members=(head, *family.members[1:]), more={"alamat": f"DK. {hamlet}"})


SLAMET = at(a_family("SLAMET", "SITI", sequence=40), "002")
KARTO = at(a_family("KARTO", sequence=41), "001")
PAIJO = at(a_family("PAIJO", sequence=42), "001", "SIDOREJO")
WISH = PrelistWish("verifikasi November", "dtsen", village=LANGKAP)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [SLAMET, KARTO, PAIJO])
    return office


def village_of(office: Office) -> str:
    return family_of(office, SLAMET.card).sheet.village


def a_result(number: int = 1, code: int = 1, serial: str = "", **more: object) -> GroundCheckDraft:
    draft = GroundCheckDraft(DAY, "Budi Petugas", code, "dtsen", prelist=serial, number=number)
    return replace(draft, **more)  # type: ignore[arg-type]  # fields by name


def printed(office: Office, wish: PrelistWish | None = None) -> str:
    wish = wish or replace(WISH, village=village_of(office))
    return print_prelist(office, wish).value.serial


def test_a_list_goes_from_rt_to_rt_and_is_kept_with_its_numbers(stocked: Office) -> None:
    wish = replace(WISH, village=village_of(stocked))
    paper = print_prelist(stocked, wish).value
    assert (paper.families, paper.pages) == (3, 3)  # a sheet for each RT
    (kept,) = prelists_of(stocked)
    assert (kept.serial, kept.families, kept.recorded) == (paper.serial, 3, 0)
    entries = entries_of(stocked, paper.serial.lower())
    assert [(one.number, one.subject.name, one.where.rt) for one in entries] == [
        (1, "KARTO", "001"),
        (2, "SLAMET", "002"),
        (3, "PAIJO", "001"),
    ]
    with stocked.read() as conn:
        noted = next(one for one in audit.lines_of(conn) if one.deed == "prelist-printed")
    assert noted.facts["serial"] == paper.serial
    assert noted.facts["families"] == 3


def test_a_preview_writes_nothing_and_hides_numbers(stocked: Office) -> None:
    village = village_of(stocked)
    paper = preview_prelist(stocked, replace(WISH, village=village, purpose="", is_whole=True))
    assert (paper.families, paper.serial, prelists_of(stocked)) == (3, "", [])
    assert SLAMET.card.encode() not in paper.pdf


def test_one_rt_and_where_the_office_knows_better(stocked: Office) -> None:
    village = village_of(stocked)
    assert [(where.hamlet, where.rt, n) for where, n in neighbourhoods_of(stocked, village)] == [
        ("KRAJAN", "001", 1),
        ("KRAJAN", "002", 1),
        ("SIDOREJO", "001", 1),
    ]
    slamet = family_of(stocked, SLAMET.card).sheet.id
    record_local_fact(stocked, LocalFactDraft(FactKind.PLACE, slamet, DAY, rt="1", rw="2"))
    wish = replace(WISH, village=village, hamlet="krajan", rt="1")
    assert {one.subject.name for one in entries_of(stocked, printed(stocked, wish))} == {
        "KARTO",
        "SLAMET",
    }


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (replace(WISH, purpose=" "), Code.REASON_MISSING),
        (replace(WISH, village="33.26.13.1001"), Code.SUBJECT_MISSING),
        (replace(WISH, code_list="lain"), Code.CHOICE_UNKNOWN),
    ],
)
def test_lists_that_cannot_be(stocked: Office, wish: PrelistWish, code: Code) -> None:
    with pytest.raises(UserError) as caught:
        print_prelist(stocked, wish)
    assert caught.value.code is code
    assert prelists_of(stocked) == []


def test_whole_numbers_need_the_right_to_reveal(
    stocked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = replace(WISH, village=village_of(stocked), is_whole=True)
    printed(stocked, wish)
    monkeypatch.setattr("desktop_app.actions.prelists.MOST_FAMILIES", 2)
    with pytest.raises(UserError) as caught:
        print_prelist(stocked, wish)
    assert caught.value.code is Code.PRELIST_TOO_LONG
    stocked.account = replace(stocked.account, role=Role.AUDITOR)
    with pytest.raises(UserError) as caught:
        print_prelist(stocked, wish)
    assert caught.value.code is Code.RIGHT_MISSING


def test_results_are_typed_by_number_and_put_right(stocked: Office) -> None:
    serial = printed(stocked)
    first = record_ground_check(stocked, a_result(2, 1, serial)).value
    second = record_ground_check(stocked, a_result(2, 4, serial, note="rumah kosong")).value
    lines = {line.check.id: line.check for line in ground_checks_of(stocked)}
    assert (lines[first].is_void, lines[second].is_void) == (True, False)
    assert lines[second].subject.name == "SLAMET"
    entry = entries_of(stocked, serial)[1]
    assert entry.check_id == second
    assert entry.result is not None
    assert entry.result.finding is Finding.NOT_FOUND
    assert prelists_of(stocked)[0].recorded == 1
    assert count_ground_checks(stocked) == {Finding.NOT_FOUND: 1}
    (kept, _) = family_of(stocked, SLAMET.card).ground_checks
    assert kept.check.content.note == "rumah kosong"
    void_ground_check(stocked, second, "salah nomor")
    assert prelists_of(stocked)[0].recorded == 0
    with stocked.read() as conn:
        assert all(ops.stands_as_folded(conn, one) for one in (first, second))
        assert audit.verify(conn, stocked.audit_key).is_ok


def test_a_list_is_forgotten_and_its_results_stay(stocked: Office) -> None:
    serial = printed(stocked)
    record_ground_check(stocked, a_result(1, 1, serial))
    remove_prelist(stocked, serial)
    assert prelists_of(stocked) == []
    assert len(ground_checks_of(stocked)) == 1
    with stocked.read() as conn:
        assert conn.execute("SELECT count(*) FROM prelist_family").fetchone()[0] == 0
    for forgotten in (entries_of, remove_prelist):
        with pytest.raises(UserError) as caught:
            forgotten(stocked, serial)
        assert caught.value.code is Code.PRELIST_UNKNOWN


def test_results_that_cannot_be(stocked: Office) -> None:
    serial = printed(stocked)
    record_ground_check(stocked, a_result(1, 1, serial))
    slamet = family_of(stocked, SLAMET.card).sheet.id
    for draft, code in (
        (a_result(1, 1, serial), Code.GROUND_CHECK_KNOWN_ALREADY),
        (a_result(1, 9, serial), Code.CHOICE_UNKNOWN),
        (a_result(9, 1, serial), Code.NUMBER_NOT_ON_LIST),
        (a_result(1, 1, "TIDAKADA"), Code.PRELIST_UNKNOWN),
        (a_result(1, 1), Code.SUBJECT_MISSING),
        (a_result(family_id="12345"), Code.SUBJECT_UNKNOWN),
        (a_result(family_id=slamet, surveyor=" "), Code.NAME_MISSING),
        (a_result(family_id=slamet, checked_on=DAY + timedelta(1)), Code.DATE_IN_FUTURE),
        (a_result(family_id=slamet, checked_on=date(1999, 1, 1)), Code.DATE_TOO_OLD),
        (a_result(family_id=slamet, note="x" * 3000), Code.NOTE_TOO_LONG),
    ):
        with pytest.raises(UserError) as caught:
            record_ground_check(stocked, draft)
        assert caught.value.code is code
    assert len(ground_checks_of(stocked)) == 1
    with pytest.raises(UserError) as caught:
        void_ground_check(stocked, "tidak-ada", "x")
    assert caught.value.code is Code.GROUND_CHECK_UNKNOWN


def test_a_family_that_left_the_release_keeps_its_number(stocked: Office, tmp_path: Path) -> None:
    serial = printed(stocked)
    a_quarter(stocked, tmp_path, [KARTO, PAIJO], "Q2", DAY)
    record_ground_check(stocked, a_result(2, 2, serial))
    (line,) = ground_checks_of(stocked)
    assert line.check.subject.name == "SLAMET"
    assert line.check.subject.family_card_no == SLAMET.card


@pytest.mark.parametrize(
    ("code", "kind", "lacks"),
    [
        (2, ProposalKind.MOVED, ("destination",)),
        (3, ProposalKind.DEATH, ("date",)),
        (4, ProposalKind.EXCLUSION, ()),
    ],
)
def test_what_was_not_found_offers_its_proposal(
    stocked: Office, code: int, kind: ProposalKind, lacks: tuple[str, ...]
) -> None:
    serial = printed(stocked)
    own_id = record_ground_check(stocked, a_result(2, code, serial, note="kata tetangga")).value
    opened = propose_from_check(stocked, own_id).value
    assert opened.lacks == lacks
    proposal = open_proposal_page(stocked, opened.proposal_id).line.proposal
    assert (proposal.kind, proposal.subject.name) == (kind, "SLAMET")
    assert proposal.content.contents["reason"] == "kata tetangga"
    assert proposal.content.evidence == ("ground-check", f"{serial}/2")
    assert families_of_proposals(stocked) == families_of_proposals(stocked, [proposal.id])
    again = printed(stocked, replace(WISH, family_ids=families_of_proposals(stocked)))
    assert [one.subject.name for one in entries_of(stocked, again)] == ["SLAMET"]


def test_what_was_found_offers_nothing(stocked: Office) -> None:
    own_id = record_ground_check(stocked, a_result(2, 1, printed(stocked))).value
    with pytest.raises(UserError) as caught:
        propose_from_check(stocked, own_id)
    assert caught.value.code is Code.GROUND_CHECK_OFFERS_NOTHING


def test_a_file_of_results(stocked: Office, tmp_path: Path) -> None:
    serial = printed(stocked)
    path = tmp_path / "hasil.csv"
    path.write_text(
        "No;KK;Kode;Tanggal;Petugas;Catatan\n"
        "1;;1;;;\n"
        "2;;4;20-11-2026;Sri;rumah kosong\n"
        f";{PAIJO.card};2;;;ke Batang\n"
        "7;;1;;;\n"
        "3;;x;;;\n",
        encoding="utf-8",
    )
    common = a_result(0, 0, serial)
    listed = results_in_file(stocked, path, common, Progress())
    outcome = record_ground_checks(stocked, listed, Progress()).value
    assert len(outcome.recorded) == 3
    assert [(one.row, one.error.code) for one in outcome.refused] == [
        (5, Code.NUMBER_NOT_ON_LIST),
        (6, Code.CHOICE_UNKNOWN),
    ]
    lines = [line.check for line in ground_checks_of(stocked)]
    found = {check.subject.name: check.content for check in lines}
    assert found["SLAMET"].surveyor == "Sri"
    assert found["SLAMET"].checked_on == date(2026, 11, 20)
    assert found["PAIJO"].finding is Finding.MOVED
    again = record_ground_checks(stocked, listed, Progress()).value
    assert again.recorded == ()


def test_recording_a_file_is_stopped_between_batches(
    stocked: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.actions.ground_checks._BATCH", 1)
    serial = printed(stocked)
    path = tmp_path / "hasil.csv"
    path.write_text("No;Kode\n1;1\n2;1\n3;1\n", encoding="utf-8")
    listed = results_in_file(stocked, path, a_result(0, 0, serial), Progress())
    outcome = record_ground_checks(stocked, listed, StopsAt("recording", 2)).value
    assert (len(outcome.recorded), outcome.left) == (2, 1)
    assert prelists_of(stocked)[0].recorded == 2


def test_the_last_results_are_undone_like_every_deed(stocked: Office, tmp_path: Path) -> None:
    serial = printed(stocked)
    record_ground_check(stocked, a_result(1, 4, serial))
    path = tmp_path / "hasil.csv"
    path.write_text("No;Kode\n2;1\n3;2\n", encoding="utf-8")
    listed = results_in_file(stocked, path, a_result(0, 0, serial), Progress())
    record_ground_checks(stocked, listed, Progress())
    many, one = last_deeds(stocked)
    assert (many.kind, many.total, one.what) == (DeedKind.GROUND_CHECK, 2, "not-found")
    undone = undo_deed(stocked, many.id, "salah daftar", Progress()).value
    assert undone.count == 2
    assert prelists_of(stocked)[0].recorded == 1
    undo_deed(stocked, one.id, "salah", Progress())
    assert prelists_of(stocked)[0].recorded == 0
    assert all(deed.is_undone for deed in last_deeds(stocked))
