"""Control totals: what a release has per desa and decile, beside what BPS counted."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop_app import bootstrap
from desktop_app.actions.office import Office
from desktop_app.actions.totals import export_totals, keep_control_totals, release_totals
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.totals import Bucket, Unit
from desktop_app.errors import Code, UserError
from tests.builders import Family, a_family, a_release
from tests.conftest import ADMIN, PASSPHRASE
from tests.extracts.test_control_totals import HEADER

PEKAJANGAN = "3326130024"


def families() -> list[Family]:
    """Three families in Langkap and one in Pekajangan; eight people."""
    made = [
        a_family("SLAMET", "SITI", "BUDI", sequence=1, decile=1),
        a_family("KARTO", "SRI", sequence=2, decile=8),
        a_family("WAGIMIN", sequence=3, decile=None),
    ]
    other = replace(
        a_family("PARTO", "TINI", sequence=4, decile=10),
        village=PEKAJANGAN,
        village_name="PEKAJANGAN",
    )
    return [*made, other]


def table(folder: Path, *rows: tuple[str, str, Sequence[int]], name: str = "kodewil.xlsx") -> Path:
    """A table of BPS: the name and the last three digits of each desa of Kedungwuni, and its counts."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(HEADER))
    for desa, digits, counts in rows:
        sheet.append(["PEKALONGAN", "KEDUNGWUNI", desa, "3326", "130", digits, *counts])
    path = folder / name
    book.save(path)
    return path


LANGKAP_RIGHT = (1, 0, 0, 0, 1, 0, 0, 1, 1, 3)
PEKAJANGAN_RIGHT = (0, 0, 0, 0, 0, 0, 0, 1, 0, 1)


def test_families_and_people_are_counted_for_each_desa_and_decile(
    office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, families())
    totals = release_totals(office, "V3 2026")
    # A kelurahan comes before the desa, by its code.
    pekajangan, langkap = totals.rows
    assert (langkap.village_name, langkap.bps_code) == ("Langkap", "3326130002")
    assert (langkap.families, langkap.persons) == ({1: 1, 8: 1, None: 1}, {1: 3, 8: 2, None: 1})
    assert pekajangan.count(Unit.PERSONS, Bucket.D7_10) == 2
    assert totals.total(Unit.FAMILIES, Bucket.TOTAL) == 4
    assert totals.control is None
    assert totals.differing == ()
    only = release_totals(office, "V3 2026", region="33.26.13.2004")
    assert [row.village_name for row in only.rows] == ["Langkap"]
    assert only.elsewhere == 1


def test_the_table_of_bps_is_kept_beside_the_release_and_compared(
    office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, families())
    right = table(
        tmp_path, ("LANGKAP", "002", LANGKAP_RIGHT), ("PEKAJANGAN", "024", PEKAJANGAN_RIGHT)
    )
    assert keep_control_totals(office, "V3 2026", right).value == 2
    totals = release_totals(office, "V3 2026")
    assert totals.unit is Unit.FAMILIES
    assert totals.differing == ()
    wrong = table(
        tmp_path,
        ("LANGKAP", "002", (3, 0, 0, 0, 3, 0, 0, 1, 1, 5)),
        ("PROTO", "017", PEKAJANGAN_RIGHT),
    )
    keep_control_totals(office, "V3 2026", wrong)
    office.close()
    again = bootstrap.open_office(office.paths.folder, ADMIN, PASSPHRASE)
    try:
        totals = release_totals(again, "V3 2026")
        assert totals.control is not None
        assert (totals.control.name, len(totals.control.rows)) == ("kodewil.xlsx", 2)
        by_name = {row.village_name: row for row in totals.rows}
        assert by_name["Langkap"].difference(Unit.FAMILIES, Bucket.D1) == -2
        assert by_name["Langkap"].difference(Unit.FAMILIES, Bucket.TOTAL) == -2
        assert by_name["Langkap"].difference(Unit.FAMILIES, Bucket.D5) == 0
        assert [row.village_name for row in totals.missing_in_release] == ["Proto"]
        assert [row.village_name for row in totals.missing_in_file] == ["Pekajangan"]
        assert len(totals.differing) == 3
        assert totals.stated(Bucket.TOTAL) == 6
    finally:
        again.close()


def test_a_table_that_counts_people_is_compared_with_people(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, families())
    people = table(
        tmp_path,
        ("LANGKAP", "002", (3, 0, 0, 0, 3, 0, 0, 2, 1, 6)),
        ("PEKAJANGAN", "024", (0, 0, 0, 0, 0, 0, 0, 2, 0, 2)),
    )
    keep_control_totals(office, "V3 2026", people)
    totals = release_totals(office, "V3 2026")
    assert totals.unit is Unit.PERSONS
    assert totals.differing == ()


def test_desa_of_other_kecamatan_do_not_count_as_missing(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, families())
    path = table(tmp_path, ("LANGKAP", "002", LANGKAP_RIGHT), ("ENTAH", "999", PEKAJANGAN_RIGHT))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].append(
        ["PEKALONGAN", "KANDANGSERANG", "KLESEM", "3326", "010", "001", *LANGKAP_RIGHT]
    )
    book.worksheets[0].append(
        ["PEKALONGAN", "KANDANGSERANG", "ENTAH LAGI", "3326", "010", "999", *LANGKAP_RIGHT]
    )
    book.save(path)
    keep_control_totals(office, "V3 2026", path)
    totals = release_totals(office, "V3 2026")
    assert [row.village_name for row in totals.rows] == ["Pekajangan", "Langkap", "ENTAH"]
    assert [row.village_name for row in totals.missing_in_release] == ["ENTAH"]


def test_an_older_release_has_totals_of_its_own(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, families()[:1], label="Q1", reference_date=date(2026, 1, 1))
    a_release(office, tmp_path, families(), label="Q2")
    keep_control_totals(office, "Q2", table(tmp_path, ("LANGKAP", "002", LANGKAP_RIGHT)))
    older = release_totals(office, "Q1")
    assert older.total(Unit.FAMILIES, Bucket.TOTAL) == 1
    assert older.control is None
    with pytest.raises(UserError) as caught:
        release_totals(office, "Q9")
    assert caught.value.code is Code.RELEASE_UNKNOWN


def test_the_totals_are_written_for_a_spreadsheet(office: Office, tmp_path: Path) -> None:
    a_release(office, tmp_path, families())
    keep_control_totals(
        office, "V3 2026", table(tmp_path, ("LANGKAP", "002", (9, *LANGKAP_RIGHT[1:])))
    )
    target = tmp_path / "jumlah.csv"
    lines = export_totals(office, "V3 2026", target, errand=Errand("rapat", "Bappeda")).value
    with target.open(encoding="utf-8", newline="") as file:
        next(file)
        rows = list(csv.DictReader(file))
    assert len(rows) == lines
    cells = {(row["village_name"], row["decile"]): row for row in rows}
    assert cells["Langkap", "1"]["difference"] == "-8"
    assert (cells["Langkap", "8"]["families"], cells["Langkap", "8"]["bps"]) == ("1", "")
    assert cells["Langkap", "7-10"]["bps"] == "1"
    assert cells["Pekajangan", "total"]["persons"] == "2"
    assert sum(int(row["families"]) for row in rows if row["decile"] == "total") == 4
