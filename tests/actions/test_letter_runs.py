"""Letters by the hundred: one bad row stops nobody, and what was stopped or killed goes on."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop_app.actions.extracts import import_extract, preview_extract
from desktop_app.actions.families import family_of
from desktop_app.actions.intervention_lists import record_list
from desktop_app.actions.letter_lists import (
    letters_for_file,
    letters_for_list,
    letters_for_people,
)
from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.letter_runs import (
    begin_run,
    carry_on,
    draw_together,
    issue_list_letter,
    letter_runs_of,
    run_of,
    write_run,
)
from desktop_app.actions.letters import LetterDraft, issue_letter
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.letter_run import LetterOrder, Listed, RunState, in_order
from desktop_app.domain.release import ReleaseDraft
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import letters
from desktop_app.words.letter_words import letter_file_name
from tests.actions.stopping import StopsAt
from tests.actions.test_letters import DAY, text_of
from tests.builders import a_family, a_pair, a_release, a_signatory, an_identity

NAMES = ("SLAMET", "KARTO", "WAGIMIN", "ADI", "BUDI")
TYPED = {"purpose": "beasiswa", "addressee": "Kepala SMK"}


@pytest.fixture
def writing(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [a_family(name) for name in NAMES])
    set_identity(office, an_identity())
    set_official(office, a_signatory(), valid_from=DAY.replace(year=2025))
    return office


def a_list(office: Office) -> list[Listed]:
    people = [find_people(office, Search(name), is_typing=True)[0] for name in NAMES]
    return letters_for_people(office, people, Progress())


def a_run(office: Office, listed: list[Listed], order: LetterOrder = LetterOrder.AS_LISTED) -> str:
    draft = LetterDraft("pengantar", None, DAY, typed=TYPED)
    return begin_run(office, draft, listed, order).value.id


def test_every_row_becomes_a_letter_and_a_bad_one_says_why_not(writing: Office) -> None:
    listed = a_list(writing)
    nobody = Listed(99, error=UserError(Code.SUBJECT_UNKNOWN))
    taken = issue_letter(
        writing, LetterDraft("pengantar", listed[0].family_id, DAY, typed=TYPED, number="7")
    ).value
    bad = replace(listed[1], number="7")
    run = carry_on(writing, a_run(writing, [listed[0], nobody, bad, *listed[2:]]), Progress()).value
    assert [row.state for row in run.rows] == [
        RunState.ISSUED,
        RunState.REFUSED,
        RunState.REFUSED,
        *[RunState.ISSUED] * 3,
    ]
    errors = [row.listed.error.code for row in run.rows if row.listed.error]
    assert errors == [Code.SUBJECT_UNKNOWN, Code.LETTER_NUMBER_TAKEN]
    assert len(letter_register(writing)) == 5
    assert taken.line.number not in {row.number for row in run.rows}
    assert (run.line.issued, run.line.refused, run.line.waiting) == (4, 2, 0)


def test_a_stopped_run_goes_on_where_it_was_and_writes_nothing_twice(
    writing: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.actions.letter_runs._BATCH", 2)
    run_id = a_run(writing, a_list(writing))
    stopped = carry_on(writing, run_id, StopsAt("drawing", 2)).value
    assert (stopped.line.issued, stopped.line.waiting) == (2, 3)
    assert [one.id for one in letter_runs_of(writing)] == [run_id]
    part = carry_on(writing, run_id, Progress(), from_place=5).value
    assert [row.state for row in part.rows].count(RunState.ISSUED) == 3
    done = carry_on(writing, run_id, Progress()).value
    assert done.line.waiting == 0
    assert len(letter_register(writing)) == len(NAMES)
    assert carry_on(writing, run_id, Progress()).value == done


def test_refused_rows_are_tried_once_more_when_asked(writing: Office) -> None:
    run_id = begin_run(writing, LetterDraft("pengantar", None, DAY), a_list(writing)).value.id
    assert carry_on(writing, run_id, Progress()).value.line.refused == len(NAMES)
    assert carry_on(writing, run_id, Progress()).value.line.issued == 0
    assert carry_on(writing, run_id, Progress(), is_again=True).value.line.refused == len(NAMES)


def test_what_is_the_same_for_all_is_raised_and_the_run_waits(
    office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [a_family(name) for name in NAMES])
    run_id = a_run(office, a_list(office))
    with pytest.raises(UserError) as caught:
        carry_on(office, run_id, Progress())
    assert caught.value.code is Code.SIGNATORY_MISSING
    assert run_of(office, run_id).line.waiting == len(NAMES)


def test_letters_are_in_the_order_of_names_or_as_listed(writing: Office) -> None:
    by_name = carry_on(
        writing, a_run(writing, a_list(writing), LetterOrder.BY_NAME), Progress()
    ).value
    assert [row.listed.name for row in by_name.rows] == sorted(NAMES)
    numbers = {one.line.id: one.line.sequence for one in letter_register(writing)}
    assert [numbers[one] for one in by_name.letter_ids] == [1, 2, 3, 4, 5]


def test_places_are_desa_rw_rt_and_name() -> None:
    def at(village: str, rw: str, rt: str, name: str) -> Listed:
        return Listed(1, "1", name=name, village=village, rw=rw, rt=rt)

    listed = [
        at("33.26.13.2002", "1", "1", "A"),
        at("33.26.13.2001", "2", "1", "A"),
        at("33.26.13.2001", "1", "10", "A"),
        at("33.26.13.2001", "1", "002", "B"),
        at("33.26.13.2001", "01", "2", "A"),
    ]
    ordered = in_order(listed, LetterOrder.BY_PLACE)
    assert [listed.index(one) for one in ordered] == [4, 3, 2, 1, 0]


def test_a_run_is_one_file_or_many(writing: Office, tmp_path: Path) -> None:
    run_id = a_run(writing, a_list(writing))
    carry_on(writing, run_id, Progress())
    many, pages = write_run(writing, run_id, tmp_path, letter_file_name, Progress())
    assert (len(many), pages) == (5, 5)
    (one,), pages = write_run(
        writing, run_id, tmp_path, letter_file_name, Progress(), is_one_file=True
    )
    together = PdfReader(one)
    assert (len(together.pages), pages) == (5, 5)
    for name, page, alone in zip(NAMES, together.pages, many, strict=True):
        assert name in page.extract_text()
        assert page.extract_text() == PdfReader(alone).pages[0].extract_text()
    drawn = draw_together(writing, run_of(writing, run_id).letter_ids, Progress())
    assert len(PdfReader(io.BytesIO(drawn.pdf)).pages) == 5


INVITATION = {
    "event": "Penyaluran",
    "event_day": "Senin",
    "event_time": "09.00",
    "event_place": "Balai desa",
    "addressee": "yang diketik untuk semua",
    "subject": "Undangan",
}


def test_a_family_without_members_that_can_be_read_is_invited_by_its_head(
    writing: Office, tmp_path: Path
) -> None:
    lone, other = a_family("PARMAN", sequence=140), a_family("DARSO", sequence=141)
    cards, people = a_pair(tmp_path / "Q2", [lone, other])
    rows = people.read_text("utf-8").splitlines(keepends=True)
    people.write_text("".join(row for row in rows if lone.head.nik not in row), "utf-8")
    draft = ReleaseDraft(label="Q2", reference_date=DAY, handover_no="BAST-2")
    look = preview_extract(writing, [cards, people])
    import_extract(writing, look, draft, Progress(), accept="contoh")
    sheet = family_of(writing, lone.card).sheet
    assert (sheet.members, sheet.head_name) == ((), "PARMAN")
    invited = [Listed(1, family_id=sheet.id)]
    run_id = begin_run(
        writing, LetterDraft("undangan", None, DAY, typed=INVITATION), invited
    ).value.id
    (letter,) = carry_on(writing, run_id, Progress()).value.letter_ids
    with writing.read() as conn:
        assert "Yth. PARMAN" in text_of(letters.page_of(conn, letter) or b"")


def test_an_invitation_goes_to_everybody_by_name(writing: Office) -> None:
    draft = LetterDraft("undangan", None, DAY, typed=INVITATION)
    run = carry_on(writing, begin_run(writing, draft, a_list(writing)).value.id, Progress()).value
    assert run.line.issued == len(NAMES)
    with writing.read() as conn:
        pages = [text_of(letters.page_of(conn, one) or b"") for one in run.letter_ids]
    for name, page in zip(NAMES, pages, strict=True):
        assert f"Yth. {name}" in page
        assert "yang diketik" not in page
    assert {one.name for one in letter_register(writing)} == set(NAMES)


def test_a_recorded_list_becomes_a_list_to_be_signed(writing: Office) -> None:
    people = [find_people(writing, Search(name), is_typing=True)[0] for name in NAMES]
    rows = [
        ListedAid(
            at,
            InterventionDraft(
                programme="BLT-DD",
                period="2026-11",
                given_on=writing.today(),
                family_id=one.family_id,
                amount=300_000,
            ),
        )
        for at, one in enumerate(people, start=1)
    ]
    recorded = record_list(writing, rows, "musdes", Progress()).value
    assert len(recorded.recorded) == len(NAMES)
    listed = letters_for_list(writing, recorded.list_id, Progress())
    assert {one.name for one in listed} == set(NAMES)
    draft = LetterDraft("tanda-terima", None, DAY, typed={"programme": "BLT", "stage": "XI"})
    made = issue_list_letter(writing, draft, listed, LetterOrder.BY_NAME).value
    text = text_of(made.issued.pdf)
    places = [text.index(name) for name in sorted(NAMES)]
    assert places == sorted(places)
    assert "1.500.000" in text
    with pytest.raises(UserError) as caught:
        letters_for_list(writing, "x", Progress())
    assert caught.value.code is Code.LIST_UNKNOWN


def test_a_letter_about_nobody_takes_no_list(writing: Office) -> None:
    with pytest.raises(UserError) as caught:
        begin_run(writing, LetterDraft("surat-tugas", None, DAY), a_list(writing))
    assert caught.value.code is Code.LETTER_TAKES_NO_LIST


def test_a_file_brings_dates_numbers_and_fields(writing: Office, tmp_path: Path) -> None:
    card = find_people(writing, Search("slamet"), is_typing=True)[0].family_card_no
    path = tmp_path / "daftar.csv"
    path.write_text(
        f"kk,nomor,tanggal,purpose\n{card},12a,2026-11-02,berobat\n{card},,kemarin,\n,,,x\n",
        encoding="utf-8",
    )
    listed = letters_for_file(writing, path, progress=Progress())
    assert (listed[0].number, listed[0].typed, str(listed[0].dated)) == (
        "12a",
        {"purpose": "berobat"},
        "2026-11-02",
    )
    assert [one.error.code for one in listed[1:] if one.error] == [
        Code.DATE_INVALID,
        Code.SUBJECT_MISSING,
    ]
