"""Reports of gaps and movement as an office asks for them: numbers, the lists behind, and what they agree with."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.office import Office
from desktop_app.actions.reports import (
    families_behind,
    lines_behind,
    make_booklet,
    make_report,
    report_kinds,
    view_report,
)
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.letter import Paper
from desktop_app.domain.report import ReportAsk, ReportFormat, RowLevel
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import extracts
from tests.builders import Family, a_release
from tests.store.test_gaps import a_random_family

GAPS = ("R10", "R11", "R12", "R13")
KECAMATAN = "33.26.13"


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    """Two quarters of forty random families in three desa."""
    rng = random.Random(7)
    places = office.reference.regions.villages_within(KECAMATAN)[:3]
    families: list[Family] = []
    for at in range(40):
        families.append(a_random_family(rng, at, rng.choice(places)))
    a_release(office, tmp_path, families)
    later = [
        replace(one, decile=rng.choice((one.decile, None, 1, 4, 8, 10))) for one in families[2:]
    ]
    a_release(office, tmp_path, later, label="V4 2026", reference_date=date(2026, 10, 10))
    return office


def compared(office: Office) -> Office:
    with office.read() as conn:
        newest = extracts.releases_of(conn)[0]
    keep_comparison(office, newest.id, Progress())
    return office


@pytest.mark.parametrize("code", [*GAPS, "R8", "R9"])
def test_every_control_total_comes_out(stocked: Office, code: str) -> None:
    compared(stocked)
    for region in ("", "33.26.04"):
        view = view_report(stocked, code, ReportAsk(region=region))
        assert view.controls
        for control in view.controls:
            assert control.agrees, control


@pytest.mark.parametrize("code", [*GAPS, "R8"])
def test_every_number_is_as_long_as_the_list_behind_it(stocked: Office, code: str) -> None:
    compared(stocked)
    table = view_report(stocked, code).table
    listed = [(at, one) for at, one in enumerate(table.columns) if one.is_listed]
    assert listed
    for row, level in zip(table.rows, table.levels, strict=True):
        if not row[0] and level is not RowLevel.TOTAL:
            continue
        for at, column in listed:
            lines = lines_behind(stocked, code, ReportAsk(), str(row[0]), column.code, count=1_000)
            assert len(lines) == row[at], (row[0], column.code)
            ids = families_behind(stocked, code, ReportAsk(), str(row[0]), column.code)
            assert set(ids) == {line.family_id for line in lines}
            if row[0]:
                assert all(line.village.startswith(str(row[0])) for line in lines)


def test_every_cell_of_the_matrix_is_as_long_as_the_list_behind_it(stocked: Office) -> None:
    compared(stocked)
    view = view_report(stocked, "R8")
    matrix, rows = view.more[0], set()
    listed = [(at, one) for at, one in enumerate(matrix.columns) if one.is_listed]
    for row in matrix.rows:
        for at, column in listed:
            lines = lines_behind(stocked, "R8", ReportAsk(), str(row[0]), column.code, count=1_000)
            assert len(lines) == row[at], (row[0], column.code)
            assert {line.decile or 0 for line in lines} <= {int(column.code[3:])}
            if row[0] and lines:
                rows.add(row[0])
                had = {None if line.before is None else str(line.before) for line in lines}
                assert had == {None if row[0] == "new" else row[0]}
    assert len(rows) > 3
    extreme = lines_behind(stocked, "R8", ReportAsk(), "", "up_extreme")
    assert all((line.decile or 0) - (line.before or 0) >= 7 for line in extreme)


def test_people_are_listed_as_people(stocked: Office) -> None:
    lines = lines_behind(stocked, "R13", ReportAsk(), "", "premium_nobody")
    assert lines
    assert all(line.person_id and line.name for line in lines)


def test_who_may_not_reveal_sees_no_list_of_the_disabled(stocked: Office) -> None:
    stocked.account = replace(stocked.account, role=Role.AUDITOR)
    assert view_report(stocked, "R10").table.total("disability") > 0
    assert lines_behind(stocked, "R10", ReportAsk(), "", "any_group")
    for column in ("disability", "undernourished"):
        with pytest.raises(UserError) as caught:
            lines_behind(stocked, "R10", ReportAsk(), "", column)
        assert caught.value.code is Code.RIGHT_MISSING


def test_a_booklet_holds_what_can_be_made_and_is_noted_once(
    stocked: Office, tmp_path: Path
) -> None:
    target = tmp_path / "buku.pdf"
    made = make_booklet(stocked, (), target, errand=Errand("Rakor", "Bapperida")).value
    assert "R8" in made.left_out
    assert set(made.codes) | set(made.left_out) == {kind.code for kind in report_kinds(stocked)}
    assert target.read_bytes().count(b"/Type /Page /Parent") == made.pages
    noted = [line for line in audit_lines(stocked) if line.deed == "report-made"]
    assert [line.facts["report"] for line in noted] == [" ".join(made.codes)]
    for codes, code in ((("R99",), Code.REPORT_UNKNOWN), (("R8",), Code.REPORT_NONE)):
        with pytest.raises(UserError) as caught:
            make_booklet(stocked, codes, tmp_path / "x.pdf", errand=Errand("Rakor", "Bapperida"))
        assert caught.value.code is code
    assert not (tmp_path / "x.pdf").exists()


def test_a_report_on_paper_says_where_it_comes_from(stocked: Office, tmp_path: Path) -> None:
    target = tmp_path / "r10.pdf"
    errand = Errand("Rakor", "Bapperida")
    make_report(stocked, "R10", ReportFormat.PDF, target, errand=errand, paper=Paper.A4)
    (width, height), *_ = pages_of(target)
    assert (round(width), round(height)) == (842, 595)
    make_report(stocked, "R10", ReportFormat.PDF, target, errand=errand)
    (width, height), *_ = pages_of(target)
    assert (round(width), round(height)) == (935, 609)


def pages_of(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page."""
    return [
        (float(page.mediabox.width), float(page.mediabox.height)) for page in PdfReader(path).pages
    ]


def test_a_trend_needs_something_to_compare_with(stocked: Office) -> None:
    with pytest.raises(UserError) as caught:
        view_report(stocked, "R8")
    assert caught.value.code is Code.REPORT_NEEDS_EARLIER


def test_the_cut_off_moves_who_should_be_reached(stocked: Office) -> None:
    low = view_report(stocked, "R11", ReportAsk(cutoff=1)).table
    high = view_report(stocked, "R11", ReportAsk(cutoff=10)).table
    assert low.total("unfit") == high.total("unfit")
    assert low.total("unfit_target") < high.total("unfit_target")
