"""The record of processing comes from real deeds, and knows an activity for each that touches people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.families import family_of, reveal_family
from desktop_app.actions.office import Office
from desktop_app.actions.processing import export_processing, processing_record
from desktop_app.domain.audit_deed import DEEDS, DeedClass
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.processing import ACTIVITIES, Activity, activity_of
from desktop_app.errors import Code, UserError
from desktop_app.words.processing import all_activities
from tests.actions.test_family_paper import FAMILY
from tests.builders import a_release, export_names


def test_every_deed_that_touches_data_has_an_activity() -> None:
    assert set(ACTIVITIES) - set(DEEDS) == set()
    of_people = (DeedClass.LOOK, DeedClass.RECORD, DeedClass.TAKE_IN, DeedClass.GIVE_OUT)
    assert all(activity_of(deed) for deed, kind in DEEDS.items() if kind in of_people)
    assert (activity_of("letter-issued"), activity_of("official-changed")) == (Activity.WRITE, None)
    assert set(all_activities()) == set(Activity)


@pytest.fixture
def worked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [FAMILY])
    family_id = family_of(office, FAMILY.card).sheet.id
    reveal_family(office, family_id, "warga di loket")
    export_names(office, tmp_path / "x.xlsx")
    return office


def test_deeds_are_gathered_with_purposes_recipients_and_rows(worked: Office) -> None:
    today = worked.today()
    lines = {one.activity: one for one in processing_record(worked, today, today)}
    assert list(lines) == [Activity.KEEP, Activity.LOOK, Activity.REPORT, Activity.ACCOUNT]
    look, report = lines[Activity.LOOK], lines[Activity.REPORT]
    assert (look.times, look.people, look.purposes) == (2, 1, ("warga di loket",))
    assert (report.rows, report.recipients, report.purposes) == (3, ("Bappeda",), ("rapat",))
    before = today - timedelta(days=1)
    assert processing_record(worked, before, before) == []
    with pytest.raises(UserError) as caught:
        processing_record(worked, today, before)
    assert caught.value.code is Code.DATE_INVALID


def test_it_is_written_as_a_workbook_and_noted(worked: Office, tmp_path: Path) -> None:
    today, target = worked.today(), tmp_path / "ropa.xlsx"
    errand = Errand("pengawasan", "Inspektorat")
    rows = export_processing(
        worked, target, today, today, errand=errand, words=all_activities()
    ).value
    sheet = openpyxl.load_workbook(target).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0][:3] == ["Kegiatan", "Keperluan", "Dasar hukum"]
    assert cells[1][0] == "Menyimpan rilis DTSEN"
    assert "Peraturan BPS 6/2025 Pasal 23–24" in str(cells[1][2])
    assert len(cells) == rows + 2
    line = audit_lines(worked)[0]
    assert (line.deed, line.facts["kind"], line.facts["recipient"]) == (
        "audit-exported",
        "processing",
        "Inspektorat",
    )
