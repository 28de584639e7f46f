"""Questions as reports, kept under a name, taken back, and carried to other offices by package."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.enrolment import enrolment_state
from desktop_app.actions.office import Office
from desktop_app.actions.questions import (
    count_asked,
    delete_question,
    history_of_question,
    keep_question,
    question_book,
    rename_question,
    restore_question,
    saved_question,
)
from desktop_app.actions.reports import (
    families_behind,
    lines_behind,
    make_booklet,
    make_report,
    report_kinds,
    view_report,
)
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.question import (
    Filter,
    Measure,
    MeasureKind,
    Operator,
    Order,
    Question,
)
from desktop_app.domain.question_field import Unit
from desktop_app.domain.report import ASKED, HIDDEN, ReportAsk, ReportFormat, RowLevel
from desktop_app.domain.roles import OfficeKind, Role
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import connection, ops
from tests.actions.test_letters import text_of
from tests.builders import Family, a_family, a_release, living_in
from tests.conftest import MakeOffice
from tests.hubs import answer, down, enrol, is_whole, up

BY_DESA = Question(groups=("family.village", "family.decile"))
OF_SEX = Question(Unit.PERSON, groups=("person.sex",), measure=Measure(MeasureKind.PEOPLE))
ERRAND = Errand("Rakor TKPK", "Bapperida")


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, some_families(office))
    return office


def some_families(office: Office) -> list[Family]:
    """Twelve families in two desa: of decile 1 seven, of decile 2 four, one unranked."""
    places = office.reference.regions.villages_within("33.26.13")[:2]
    deciles = [1] * 7 + [2] * 4 + [None]
    families = []
    for at, decile in enumerate(deciles):
        more = {"luas_lantai": str(20 + at), "jenis_lantai_terluas": "8" if at % 2 else "2"}
        family = a_family(f"KEPALA{at}", "ISTRI", sequence=at, decile=decile, more=more)
        families.append(living_in(family, places[at % 2]))
    return families


def asked(question: Question, **more: object) -> ReportAsk:
    return ReportAsk(question=question, **more)  # type: ignore[arg-type]  # the parts of an ask


def code_of(error: pytest.ExceptionInfo[UserError]) -> Code:
    return error.value.code


def test_an_answer_is_a_report_by_desa_and_decile_that_agrees_with_the_release(
    stocked: Office,
) -> None:
    view = view_report(stocked, ASKED, asked(BY_DESA))
    table = view.table
    assert [column.code for column in table.columns if column.is_number] == [
        "families_1", "families_2", "families_none", "families_all",
    ]  # fmt: skip
    assert table.totals == {
        "families_1": 7, "families_2": 4, "families_none": 1, "families_all": 12,
    }  # fmt: skip
    levels = (RowLevel.VILLAGE, RowLevel.VILLAGE, RowLevel.SUBDISTRICT, RowLevel.TOTAL)
    assert table.levels == levels
    assert all(control.agrees for control in view.controls)
    assert table.kind.about.startswith("Banyak keluarga per ")


def test_every_number_leads_to_those_behind_it_with_what_was_asked_of_each(stocked: Office) -> None:
    question = replace(BY_DESA, fields=("family.floor_type", "family.size"))
    ask = asked(question)
    for row in view_report(stocked, ASKED, ask).table.rows:
        for code, cell in zip(("families_1", "families_all"), (row[3], row[-1]), strict=True):
            lines = lines_behind(stocked, ASKED, ask, str(row[0]), code)
            assert len(lines) == cell
            assert len(families_behind(stocked, ASKED, ask, str(row[0]), code)) == cell
    first = lines_behind(stocked, ASKED, ask, "", "families_all", count=1)[0]
    assert first.facts == ("Lantai: Keramik", "Anggota keluarga: 2")
    people = lines_behind(stocked, ASKED, asked(OF_SEX), "2", "persons_all")
    assert [one.name for one in people] == ["ISTRI"] * 12
    assert lines_behind(stocked, ASKED, asked(OF_SEX), "2", "mean_all") == []


def test_sums_and_means_stand_beside_the_count_of_those_they_are_of(stocked: Office) -> None:
    measure = Measure(MeasureKind.MEAN, "family.floor_area_m2")
    question = Question(groups=("family.decile",), measure=measure)
    rows = view_report(stocked, ASKED, asked(question)).table.rows
    assert [row[2:] for row in rows] == [(23.0, 7), (28.5, 4), (31.0, 1), (25.5, 12)]
    summed = replace(question, measure=Measure(MeasureKind.SUM, "family.floor_area_m2"))
    assert view_report(stocked, ASKED, asked(summed)).table.totals["sum_all"] == 306


def test_the_largest_may_come_first(stocked: Office) -> None:
    question = Question(groups=("family.decile",), order=Order.MOST)
    rows = view_report(stocked, ASKED, asked(question)).table.rows
    assert [row[2] for row in rows] == [7, 4, 1, 12]
    by_desa = replace(BY_DESA, order=Order.MOST)
    levels = view_report(stocked, ASKED, asked(by_desa)).table.levels
    assert levels == (RowLevel.VILLAGE, RowLevel.VILLAGE, RowLevel.TOTAL)


def test_outsiders_get_no_number_below_five_and_no_mean_of_so_few(
    stocked: Office, tmp_path: Path
) -> None:
    measure = Measure(MeasureKind.MEAN, "family.floor_area_m2")
    question = Question(groups=("family.decile",), measure=measure)
    rows = view_report(stocked, ASKED, asked(question, is_for_outsiders=True)).table.rows
    assert [row[2:] for row in rows] == [
        (23.0, 7), (HIDDEN, HIDDEN), (HIDDEN, HIDDEN), (25.5, 12),
    ]  # fmt: skip
    target = tmp_path / "tanya.json"
    ask = asked(BY_DESA, is_for_outsiders=True)
    make_report(stocked, ASKED, ReportFormat.JSON, target, errand=ERRAND, ask=ask)
    cells = [
        cell
        for row in json.loads(target.read_text("utf-8"))["rows"]
        for code, cell in row.items()
        if code.startswith("families_")
    ]
    assert HIDDEN in cells
    assert not [cell for cell in cells if isinstance(cell, int) and 0 < cell < 5]


@pytest.mark.parametrize("form", list(ReportFormat))
def test_an_answer_leaves_in_every_form_through_the_door_for_giving_out(
    stocked: Office, tmp_path: Path, form: ReportFormat
) -> None:
    target = tmp_path / f"tanya.{form.value}"
    with pytest.raises(UserError) as caught:
        make_report(stocked, ASKED, form, target, errand=Errand("", ""), ask=asked(BY_DESA))
    assert code_of(caught) is Code.REASON_MISSING
    make_report(stocked, ASKED, form, target, errand=ERRAND, ask=asked(BY_DESA))
    assert target.stat().st_size > 200
    if form is ReportFormat.PDF:
        assert "Banyak keluarga per" in text_of(target.read_bytes())


def test_a_kept_question_is_a_report_by_its_code_and_goes_into_a_booklet(
    stocked: Office, tmp_path: Path
) -> None:
    kept = keep_question(stocked, "Desil per desa", BY_DESA).value
    assert kept.code in [kind.code for kind in report_kinds(stocked)]
    assert view_report(stocked, kept.code.lower()).table.total("families_all") == 12
    made = make_booklet(stocked, ["R1", kept.code], tmp_path / "buku.pdf", errand=ERRAND).value
    assert made.codes == ("R1", kept.code)
    assert "Desil per desa" in text_of((tmp_path / "buku.pdf").read_bytes())


def test_a_question_is_kept_renamed_replaced_deleted_and_brought_back(stocked: Office) -> None:
    kept = keep_question(stocked, " Desil  per desa ", BY_DESA).value
    assert (kept.name, kept.question()) == ("Desil per desa", BY_DESA)
    with pytest.raises(UserError) as caught:
        keep_question(stocked, "desil per DESA", OF_SEX)
    assert code_of(caught) is Code.QUESTION_NAME_TAKEN
    again = keep_question(stocked, "Desil per desa", OF_SEX, replaces=True).value
    assert (again.id, again.question()) == (kept.id, OF_SEX)
    other = keep_question(stocked, "Lain", BY_DESA).value
    with pytest.raises(UserError) as caught:
        rename_question(stocked, "Lain", "Desil per desa")
    assert code_of(caught) is Code.QUESTION_NAME_TAKEN
    assert rename_question(stocked, "Lain", "Lain lagi").value.id == other.id
    gone = delete_question(stocked, "lain lagi").value
    assert [one.name for one in question_book(stocked).saved] == ["Desil per desa"]
    with pytest.raises(UserError) as caught:
        saved_question(stocked, "Lain lagi")
    assert code_of(caught) is Code.QUESTION_UNKNOWN
    restore_question(stocked, gone.id)
    history = history_of_question(stocked, "Lain lagi")
    assert [(one.name, one.is_deleted) for one in history] == [
        ("Lain", False), ("Lain lagi", False), ("Lain lagi", True), ("Lain lagi", False),
    ]  # fmt: skip
    assert is_whole(stocked)


def test_the_audit_says_what_kind_of_question_was_asked_and_none_of_its_words(
    stocked: Office,
) -> None:
    question = replace(BY_DESA, filters=(Filter("family.floor_type", Operator.IS, (8,)),))
    view_report(stocked, ASKED, asked(question))
    keep_question(stocked, "Rahasia dapur", question)
    lines = audit_lines(stocked)
    told = next(line for line in lines if line.deed == "question-asked")
    assert told.facts == {"filters": 1, "groups": 2, "sensitive": 0, "found": 6}
    assert "Rahasia" not in str(lines)


def test_health_is_asked_about_only_by_whoever_may_reveal(stocked: Office) -> None:
    health = Question(filters=(Filter("person.chronic_disease", Operator.IS, (2,)),))
    assert count_asked(stocked, health, Progress()) == 0
    keep_question(stocked, "Penyakit", health)
    stocked.account = replace(stocked.account, role=Role.AUDITOR)
    code = saved_question(stocked, "Penyakit").code
    assert not question_book(stocked).may_reveal
    for asking in (
        lambda: count_asked(stocked, health, Progress()),
        lambda: view_report(stocked, ASKED, asked(health)),
        lambda: view_report(stocked, code),
        lambda: lines_behind(stocked, code, ReportAsk(), "", "families_all"),
        lambda: keep_question(stocked, "Lain", BY_DESA),
        lambda: delete_question(stocked, "Penyakit"),
    ):
        with pytest.raises(UserError) as caught:
            asking()
        assert code_of(caught) is Code.RIGHT_MISSING
    assert view_report(stocked, ASKED, asked(BY_DESA)).table.total("families_all") == 12


def test_a_count_is_broken_off_when_somebody_asks(
    stocked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count_asked(stocked, BY_DESA, Progress()) == 12
    assert count_asked(stocked, OF_SEX, Progress(), ReportAsk(region="33.26.13")) == 24
    stopped = Progress()
    # In an office of twelve families a count is over long before anybody is asked.
    monkeypatch.setattr(connection, "_STRIDE", 1)
    monkeypatch.setattr(stopped, "begin", lambda phase: None)
    stopped.ask_to_stop()
    with pytest.raises(Cancelled):
        count_asked(stocked, OF_SEX, stopped)
    assert count_asked(stocked, OF_SEX, Progress()) == 24


def test_the_questions_to_begin_with_can_all_be_asked(stocked: Office) -> None:
    ready = question_book(stocked).ready
    assert len(ready) == 5
    for one in ready:
        view = view_report(stocked, ASKED, asked(one.question))
        assert all(control.agrees for control in view.controls)
        assert one.name("id") != one.name("en")


def test_questions_of_the_kabupaten_reach_every_office_and_those_of_an_office_the_hub(
    make_office: MakeOffice, hub: Office, tmp_path: Path, stick: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    first = make_office(folder="first")
    second = make_office(OfficeKind.KECAMATAN, "33.26.04", "Kecamatan Lain", "second")
    for office in (first, second):
        enrol(hub, office, stick, office.profile.region)
        assert enrolment_state(office)
    keep_question(hub, "Dari hub", BY_DESA)
    keep_question(first, "Dari kecamatan", OF_SEX)

    def exchange() -> None:
        for office in (first, second):
            up(office, hub, stick)
        told = answer(hub, stick, disk)
        for office in (first, second):
            assert down(office, told).differing == ()

    def names(office: Office) -> list[str]:
        return [one.name for one in question_book(office).saved]

    exchange()
    assert names(hub) == names(first) == ["Dari hub", "Dari kecamatan"]
    assert names(second) == ["Dari hub"]
    with pytest.raises(UserError) as caught:
        delete_question(first, "Dari hub")
    assert code_of(caught) is Code.QUESTION_ELSEWHERE
    # A copy under the same name is the office's own.
    keep_question(first, "Dari hub", OF_SEX)
    assert saved_question(first, "Dari hub").question() == OF_SEX
    delete_question(hub, "Dari hub")
    exchange()
    assert names(second) == []
    assert all(is_whole(office) for office in (first, second, hub))


def test_a_question_of_a_newer_program_is_kept_and_refused_by_name(
    stocked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep_question(stocked, "Baru", BY_DESA).value
    newer = {**BY_DESA.as_data(), "groups": ["family.happiness"]}
    with stocked.write() as tx:
        data = {"region": kept.region, "name": "Baru", "question": newer, "is_deleted": False}
        draft = OpDraft(OpType.QUESTION_KEPT, kept.id, kept.region, data, base="")
        ops.record(tx, draft)
    assert saved_question(stocked, "Baru").code in [one.code for one in report_kinds(stocked)]
    with pytest.raises(UserError) as caught:
        view_report(stocked, kept.code)
    assert caught.value.code is Code.QUESTION_FIELD_UNKNOWN
    assert caught.value.facts["name"] == "family.happiness"
