"""Desa lokus: written down, read from lists, marked in the order of the desa."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.focus_villages import (
    focus_villages,
    set_focus_villages,
    take_focus_villages,
)
from desktop_app.actions.office import Office
from desktop_app.actions.reports import view_report
from desktop_app.errors import Code, UserError
from tests.builders import a_family, a_release

LANGKAP = "33.26.13.2004"


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    podo = replace(a_family("PAIJO", decile=1), village="3326130010", village_name="PODO")
    families = [a_family("SLAMET", decile=1), a_family("KARTO", decile=2), podo]
    a_release(office, tmp_path, families)
    return office


def test_the_desa_are_marked_by_code_or_name_and_counted_beside_the_others(
    stocked: Office,
) -> None:
    plain = view_report(stocked, "R7")
    assert "lokus" not in [column.code for column in plain.table.columns]
    set_focus_villages(stocked, f"{LANGKAP} Langkap\nPodo\n\n{LANGKAP}", "SK  Bupati 1/2026")
    assert focus_villages(stocked).source == "SK Bupati 1/2026"
    assert LANGKAP in focus_villages(stocked).codes
    set_focus_villages(stocked, LANGKAP, "SK")
    view = view_report(stocked, "R7")
    at = [column.code for column in view.table.columns].index("lokus")
    assert {row[0]: row[at] for row in view.table.rows if row[0]}[LANGKAP] == "lokus"
    by_focus = view.more[-1]
    assert [row[:3] for row in by_focus.rows[:2]] == [
        ("lokus", "Desa lokus", 2),
        ("others", "Desa lainnya", 1),
    ]
    assert by_focus.total("families") == view.table.total("families")
    set_focus_villages(stocked, "", "SK")
    assert focus_villages(stocked).codes == ()
    assert view_report(stocked, "R7") == plain
    assert "focus-villages-set" in [line.deed for line in audit_lines(stocked)]


def test_a_list_with_a_heading_is_read_and_a_faulty_one_changes_nothing(
    stocked: Office, tmp_path: Path
) -> None:
    path = tmp_path / "lokus.csv"
    path.write_text("kode;nama\n3326132004;LANGKAP\n33.26.13.2010;PODO\n", encoding="utf-8-sig")
    taken = take_focus_villages(stocked, path, "SK").value
    assert taken.codes == (LANGKAP, "33.26.13.2010")
    for data, code in (
        (b"kode\n99.99.99.9999\n", Code.FOCUS_UNKNOWN),
        (b"apa saja", Code.FOCUS_UNKNOWN),
        (b"PK\x03\x04\xff\xff", Code.FOCUS_FILE_FAULTY),
        (b"33.26.13.2004\n\0", Code.FOCUS_FILE_FAULTY),
        (b"\n" * 300_000, Code.FOCUS_FILE_FAULTY),
    ):
        path.write_bytes(data)
        with pytest.raises(UserError) as caught:
            take_focus_villages(stocked, path, "SK")
        assert caught.value.code is code
        assert focus_villages(stocked) == taken
