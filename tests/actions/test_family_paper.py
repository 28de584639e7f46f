"""The sheet of a family on paper: what stands on it, what never does, and what is written down."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop_app.actions.families import family_of
from desktop_app.actions.family_paper import preview_family_sheet, print_family_sheet
from desktop_app.actions.local_facts import record_local_fact
from desktop_app.actions.office import Office
from desktop_app.actions.sheets import DrawnSheet
from desktop_app.domain import roles
from desktop_app.domain.letter import Paper
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.domain.roles import Right, Role
from desktop_app.errors import Code, UserError
from desktop_app.store import audit
from tests.builders import Family, Member, a_number, a_release

FAMILY = Family(
    a_number(3, sequence=650),
    (
        Member(a_number(sequence=650), "SLAMET RAHARJO", more={"penyakit_kronis": "6"}),
        Member(
            a_number(sequence=651),
            "BUDI RAHARJO",
            "2014-05-06",
            relationship=3,
            more={"partisipasi_sekolah": "2", "jenjang_tertinggi_yang_diduduki": "3"},
        ),
    ),
    more={"jenis_lantai_terluas": "8"},
)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [FAMILY])
    return office


def id_of(office: Office) -> str:
    return family_of(office, FAMILY.card).sheet.id


def text_of(paper: DrawnSheet) -> str:
    pages = PdfReader(io.BytesIO(paper.pdf)).pages
    wide, high = Paper.F4.points
    for page in pages:
        assert float(page.mediabox.width) == pytest.approx(wide, abs=0.01)
        assert float(page.mediabox.height) == pytest.approx(high, abs=0.01)
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_usual_sheet_is_masked_and_names_no_childs_day(stocked: Office) -> None:
    before = len(stocked_audit(stocked))
    text = text_of(preview_family_sheet(stocked, id_of(stocked)))
    for member in FAMILY.members:
        assert member.nik not in text
        assert member.nik[-4:] in text
    assert "2014" not in text
    assert "Tanah" in text
    assert "1 anak" in text
    assert "Diabetes" not in text
    # Only opening the family, to learn its id, left a line.
    assert len(stocked_audit(stocked)) == before + 1


def test_the_whole_sheet_has_everything_but_health_in_the_order_of_siks_ng(stocked: Office) -> None:
    family_id = id_of(stocked)
    fact = LocalFactDraft(FactKind.CONTACT, family_id, stocked.today(), phone="081290001234")
    record_local_fact(stocked, fact)
    paper = print_family_sheet(stocked, family_id, "entri SIKS-NG", is_whole=True).value
    text = text_of(paper)
    for wanted in (
        FAMILY.card,
        *(member.nik for member in FAMILY.members),
        "06-05-2014",
        "081290001234",
        "entri SIKS-NG",
        paper.serial,
        "Sari Contoh",
    ):
        assert wanted in text
    assert "Diabetes" not in text
    assert "kronis" not in text
    order = ["Nomor kartu keluarga", "Jenis lantai terluas", "Aset bergerak", "Tanggal lahir"]
    places = [text.index(label) for label in order]
    assert places == sorted(places)


def test_printing_writes_down_why_under_the_serial(stocked: Office) -> None:
    family_id = id_of(stocked)
    paper = print_family_sheet(stocked, family_id, "arsip kantor").value
    line = stocked_audit(stocked)[0]
    assert (line.deed, line.subject) == ("family-sheet-printed", f"family:{family_id}")
    assert line.facts == {"reason": "arsip kantor", "serial": paper.serial, "whole": 0}
    with pytest.raises(UserError) as caught:
        print_family_sheet(stocked, family_id, "  ")
    assert caught.value.code is Code.REASON_MISSING


def test_whole_numbers_need_the_right_to_reveal(
    stocked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    family_id = id_of(stocked)
    monkeypatch.setitem(roles.RIGHTS, Role.AUDITOR, frozenset({Right.READ, Right.PRINT}))
    stocked.account = replace(stocked.account, role=Role.AUDITOR)
    print_family_sheet(stocked, family_id, "arsip kantor")
    with pytest.raises(UserError) as caught:
        print_family_sheet(stocked, family_id, "arsip kantor", is_whole=True)
    assert caught.value.code is Code.RIGHT_MISSING


def stocked_audit(office: Office) -> list[audit.AuditLine]:
    with office.read() as conn:
        return audit.lines_of(conn)
