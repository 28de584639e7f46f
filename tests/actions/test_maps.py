"""Maps: boundaries loaded whole or not at all and taken away again, points for few, a map on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.boundaries import (
    boundary_source,
    check_boundaries,
    load_boundaries,
    map_of,
    recorded_points,
    remove_boundaries,
)
from desktop_app.actions.local_facts import record_local_fact
from desktop_app.actions.office import Office
from desktop_app.actions.report_maps import make_map, numbers_on_map
from desktop_app.actions.reports import families_behind, make_report, view_report
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.domain.report import HIDDEN, ReportAsk, ReportFormat
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from tests.boundaries import a_collection, write_collection
from tests.builders import a_family, a_release

RAKOR = Errand("Rakor TKPK", "Bapperida")


def text_of(path: Path) -> str:
    """All words of a PDF."""
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(
        office,
        tmp_path,
        [
            a_family("SLAMET", "SITI", decile=1),
            a_family("KARTO", decile=2),
            *(a_family(f"PAIJO {at}", decile=4) for at in range(6)),
        ],
    )
    return office


@pytest.fixture
def geojson(office: Office, tmp_path: Path) -> Path:
    villages = office.reference.regions.villages_within(office.profile.region)
    return write_collection(tmp_path / "batas desa.geojson", a_collection(villages))


def test_boundaries_are_loaded_replaced_and_taken_away(stocked: Office, geojson: Path) -> None:
    assert map_of(stocked, "", 1.5).is_tiles
    check = load_boundaries(stocked, geojson).value
    villages = stocked.reference.regions.villages_within(stocked.profile.region)
    plan = map_of(stocked, "", 1.5)
    assert not plan.is_tiles
    assert {shape.village for shape in plan.shapes} == {one.code for one in villages}
    source = boundary_source(stocked)
    assert source is not None
    assert (source.name, source.villages) == ("batas desa.geojson", len(check.boundaries))
    write_collection(geojson, a_collection(villages[:2]))
    load_boundaries(stocked, geojson)
    assert len(map_of(stocked, "", 1.5).shapes) == 2
    remove_boundaries(stocked)
    assert map_of(stocked, "", 1.5).is_tiles
    assert boundary_source(stocked) is None
    with pytest.raises(UserError) as caught:
        remove_boundaries(stocked)
    assert caught.value.code is Code.BOUNDARIES_NONE
    deeds = [line.deed for line in audit_lines(stocked)]
    assert deeds.count("boundaries-loaded") == 2
    assert "boundaries-removed" in deeds


def test_a_faulty_file_and_a_mere_look_leave_the_boundaries_as_they_are(
    stocked: Office, geojson: Path, tmp_path: Path
) -> None:
    load_boundaries(stocked, geojson)
    before = map_of(stocked, "", 1.5)
    broken = tmp_path / "potong.geojson"
    broken.write_bytes(geojson.read_bytes()[:-100])
    with pytest.raises(UserError):
        load_boundaries(stocked, broken)
    villages = stocked.reference.regions.villages_within(stocked.profile.region)
    check_boundaries(stocked, write_collection(broken, a_collection(villages[:1])))
    assert map_of(stocked, "", 1.5) == before


def test_numbers_of_the_map_have_the_same_lists_as_other_reports(stocked: Office) -> None:
    table = view_report(stocked, "R15").table
    assert table.totals["poorest"] == 2
    assert (
        table.totals["poorest_missed"] == view_report(stocked, "R3").table.totals["poorest_missed"]
    )
    (village,) = table.by_village("poorest_missed")
    assert len(families_behind(stocked, "R15", ReportAsk(), village, "poorest_missed")) == 2


def test_only_numbers_by_desa_can_be_mapped(stocked: Office) -> None:
    assert numbers_on_map(stocked, "R1", "families_d1").table.is_by_village
    for code, column in (("R6", "decreed"), ("R15", "nothing"), ("R15", "village")):
        with pytest.raises(UserError) as caught:
            numbers_on_map(stocked, code, column)
        assert caught.value.code is Code.REPORT_NO_MAP


@pytest.mark.parametrize("has_boundaries", [False, True])
def test_a_map_on_paper_says_numbers_source_and_recipient(
    stocked: Office, geojson: Path, tmp_path: Path, has_boundaries: bool
) -> None:
    if has_boundaries:
        load_boundaries(stocked, geojson)
    target = tmp_path / "peta.pdf"
    made = make_map(stocked, "R15", "target", target, errand=RAKOR).value
    assert (made.has_boundaries, made.pages) == (has_boundaries, 1)
    said = text_of(target)
    for words in ("V3 2026", "Langkap", "8", "Bapperida", "Rakor TKPK"):
        assert words in said
    assert "SLAMET" not in said
    assert "report-made" in [line.deed for line in audit_lines(stocked)]


def test_a_map_for_outsiders_hides_small_numbers(stocked: Office, tmp_path: Path) -> None:
    target = tmp_path / "peta.pdf"
    ask = ReportAsk(is_for_outsiders=True)
    make_map(stocked, "R15", "poorest", target, errand=RAKOR, ask=ask)
    assert HIDDEN in text_of(target)


def test_the_report_of_the_map_has_its_maps_before_its_table(
    stocked: Office, tmp_path: Path
) -> None:
    target = tmp_path / "r15.pdf"
    make_report(stocked, "R15", ReportFormat.PDF, target, errand=RAKOR)
    said = text_of(target)
    assert said.index("Langkap") < said.rindex("Langkap")


def test_homes_are_shown_to_those_who_may_and_told_by_number(stocked: Office) -> None:
    (family,) = families_behind(stocked, "R1", ReportAsk(), "", "families_d1")
    draft = LocalFactDraft(
        FactKind.PLACE, family, stocked.today(), rt="1", coordinates="-6.9712, 109.6634"
    )
    record_local_fact(stocked, draft)
    assert recorded_points(stocked, "") == ((109.6634, -6.9712),)
    assert recorded_points(stocked, "33.26.04") == ()
    assert "list-revealed" in [line.deed for line in audit_lines(stocked)]
    stocked.account = replace(stocked.account, role=Role.AUDITOR)
    with pytest.raises(UserError) as caught:
        recorded_points(stocked, "")
    assert caught.value.code is Code.RIGHT_MISSING
