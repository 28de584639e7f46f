"""Making reports: the numbers of the release, whole files, an audit line, nobody's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.office import Office
from desktop_app.actions.reports import make_report, report_kinds, view_report
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.report import ReportAsk, ReportFormat
from desktop_app.errors import Code, UserError
from tests.builders import a_family, a_release


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(
        office,
        tmp_path,
        [
            a_family("SLAMET", "SITI", "BUDI", decile=1),
            a_family("KARTO", decile=8),
            a_family("PAIJO", "WATI", decile=None),
        ],
    )
    return office


def test_the_numbers_of_the_release_come_out(stocked: Office) -> None:
    view = view_report(stocked, "R1")
    totals = view.table.totals
    assert (totals["families_all"], totals["persons_all"]) == (3, 6)
    assert (totals["families_d1"], totals["persons_d1"]) == (1, 3)
    assert (totals["families_d6_10"], totals["persons_not_ranked"]) == (1, 2)
    assert all(control.agrees for control in view.controls)


def test_a_report_within_another_region_is_empty_and_still_agrees_with_the_release(
    stocked: Office,
) -> None:
    view = view_report(stocked, "R1", ReportAsk(region="33.26.04"))
    assert view.table.totals["persons_all"] == 0
    assert all(control.agrees for control in view.controls)


def test_a_written_report_says_who_made_it_and_why_and_names_nobody(
    stocked: Office, tmp_path: Path
) -> None:
    target = tmp_path / "profil.json"
    made = make_report(
        stocked, "r1", ReportFormat.JSON, target, errand=Errand("Rakor TKPK", "Bappeda")
    ).value
    document = json.loads(target.read_text(encoding="utf-8"))
    assert document["purpose"] == "Rakor TKPK"
    assert document["made_by"] == "Sari Contoh"
    assert document["totals"] == made.totals
    assert made.release_label == "V3 2026"
    assert "SLAMET" not in target.read_text(encoding="utf-8")


def test_making_a_report_is_in_the_audit(stocked: Office, tmp_path: Path) -> None:
    make_report(
        stocked, "R1", ReportFormat.CSV, tmp_path / "r1.csv", errand=Errand("Rakor", "Bappeda")
    )
    assert "report-made" in [line.deed for line in audit_lines(stocked)]


def test_a_report_without_a_purpose_is_not_written(stocked: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        make_report(
            stocked, "R1", ReportFormat.CSV, tmp_path / "r1.csv", errand=Errand("  ", "Bappeda")
        )
    assert caught.value.code is Code.REASON_MISSING
    assert not (tmp_path / "r1.csv").exists()


def test_an_unknown_report_and_an_office_without_a_release_are_refused(office: Office) -> None:
    with pytest.raises(UserError) as caught:
        view_report(office, "R99")
    assert caught.value.code is Code.REPORT_UNKNOWN
    with pytest.raises(UserError) as caught:
        view_report(office, "R1")
    assert caught.value.code is Code.RELEASE_NONE


def test_every_report_has_a_title(office: Office) -> None:
    codes = [kind.code for kind in report_kinds(office)]
    assert codes == sorted(set(codes), key=lambda code: int(code[1:]))
    assert codes[:7] == ["R1", "R2", "R3", "R4", "R5", "R6", "R7"]
    assert all(kind.title and kind.about for kind in report_kinds(office))
