"""Ugly files through the whole import: what is stored, counted and listed afterwards."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.actions.extracts import (
    Imported,
    drop_release,
    export_problems,
    import_extract,
    preview_extract,
    problems_of,
    releases_of,
)
from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.domain.release import ReleaseDraft
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from tests.builders import a_family, a_release
from tests.extracts.messes import known
from tests.extracts.messes.shapes import Shape, Style
from tests.extracts.messes.town import Family, a_town
from tests.extracts.messes.writing import Form, Sheet, a_sheet, write_text

ON = date(2026, 10, 10)
NEWER = date(2026, 11, 1)


def bring_in(office: Office, *paths: Path, label: str = "Q", accept: str = "") -> Imported:
    look = preview_extract(office, paths)
    return import_extract(office, look, ReleaseDraft(label, ON), Progress(), accept=accept).value


def place(sheet: Sheet, family: Family, member: int | None = None) -> tuple[int, int]:
    """The row and the line of a family's first record, or of one of its members."""
    lines = [line for line in sheet.lines if line.family is family]
    line = lines[member or 0]
    return line.row, line.line


@pytest.mark.parametrize("form", [Form(), Form(";", False, "utf-16-le"), Form(",", False)])
def test_what_only_all_rows_show_is_told_at_its_row_and_line(
    office: Office, tmp_path: Path, form: Form
) -> None:
    town = [family for family in a_town(300, seed=8) if len(family.members) > 2][:90]
    two_heads, no_head, counted, one, other, same = (
        town[10],
        town[20],
        town[30],
        town[40],
        *town[50:52],
    )
    two_heads.members[2].relation = 1
    no_head.members[0].relation = 8
    other.members[1].nik = one.members[1].nik
    other.members[1].born, other.members[1].sex = one.members[1].born, one.members[1].sex
    twin, twins = same.members[1:3]
    twins.nik, twins.born, twins.sex = twin.nik, twin.born, twin.sex
    sheet = a_sheet(known.WIDE, town, Style())
    at = {column.header: index for index, column in enumerate(known.WIDE.columns)}
    for line in sheet.data()[::9]:
        # Line breaks in cells make lines run ahead of rows.
        line.cells[at["alamat_ktp"]] = "DK. LOR\nRT 1\nRW 2"
    for line in sheet.lines:
        if line.family is counted:
            line.cells[at["jumlah_anggota_keluarga"]] = "9"
    sheet.lines[0].cells[at["alamat_ktp"]] = "ALAMAT\nKTP"
    imported = bring_in(office, write_text(sheet, tmp_path / "a.csv", form))
    found = {
        (problem.kind, problem.row, problem.line)
        for problem in problems_of(office, imported.release_id, limit=10_000)
        if problem.kind.is_found_after_loading
    }
    assert found == {
        (Kind.TWO_HEADS, *place(sheet, two_heads, 0)),
        (Kind.TWO_HEADS, *place(sheet, two_heads, 2)),
        (Kind.HEAD_MISSING, *place(sheet, no_head)),
        (Kind.MEMBER_COUNT_DIFFERS, *place(sheet, counted)),
        (Kind.NATIONAL_ID_IN_TWO_CARDS, *place(sheet, one, 1)),
        (Kind.NATIONAL_ID_IN_TWO_CARDS, *place(sheet, other, 1)),
        (Kind.NATIONAL_ID_OF_TWO_PEOPLE, *place(sheet, same, 1)),
        (Kind.NATIONAL_ID_OF_TWO_PEOPLE, *place(sheet, same, 2)),
    }
    assert max(line - row for _, row, line in found) > 20


def test_members_and_families_that_miss_each_other_are_told(office: Office, tmp_path: Path) -> None:
    town = a_town(60, seed=9)
    alone, childless, again = town[5], town[15], town[25]
    families = a_sheet(known.V3_FAMILY, [f for f in town if f is not alone] + [again], Style())
    families.lines[-1].cells[8] = "DUSUN LAIN"  # the same card, and not the same row
    persons = a_sheet(known.V3_PERSON, [f for f in town if f is not childless], Style())
    paths = [
        write_text(families, tmp_path / "keluarga.csv", Form()),
        write_text(persons, tmp_path / "anggota.csv", Form()),
    ]
    imported = bring_in(office, *paths)
    assert (imported.families, imported.persons) == (60, len(persons.data()))
    found = {
        (problem.kind, problem.row)
        for problem in problems_of(office, imported.release_id, limit=10_000)
    }
    assert found == {
        *(
            (Kind.MEMBER_WITHOUT_FAMILY, place(persons, alone, member)[0])
            for member in range(len(alone.members))
        ),
        (Kind.FAMILY_WITHOUT_MEMBERS, place(families, childless)[0]),
        (Kind.FAMILY_CARD_REPEATED, place(families, again, 0)[0]),
        (Kind.FAMILY_CARD_REPEATED, place(families, again, 1)[0]),
    }


@pytest.mark.parametrize("shape", [known.SIKS, known.AID, known.P3KE], ids=lambda shape: shape.name)
def test_a_list_without_relations_misses_no_heads(
    office: Office, tmp_path: Path, shape: Shape
) -> None:
    sheet = a_sheet(shape, a_town(40, seed=3), Style())
    imported = bring_in(office, write_text(sheet, tmp_path / "a.csv", Form(";")))
    assert imported.counts.clean == imported.persons == len(sheet.data())
    assert problems_of(office, imported.release_id) == []


@pytest.mark.parametrize(("spoilt", "stops"), [(2, False), (3, True)])
def test_more_than_two_in_a_hundred_unreadable_numbers_stop_until_somebody_says_why(
    office: Office, tmp_path: Path, spoilt: int, stops: bool
) -> None:
    sheet = a_sheet(known.OFFICE, a_town(60, seed=4), Style())
    del sheet.lines[101:]
    for line in sheet.data()[:spoilt]:
        line.cells[1] = "3.32613E+15"
    path = write_text(sheet, tmp_path / "a.csv", Form())
    look = preview_extract(office, [path])
    assert (look.stop is Code.EXTRACT_TOO_MANY_UNREADABLE_NUMBERS) is stops
    assert look.unreadable_share == spoilt / 100
    if stops:
        with pytest.raises(UserError) as error:
            bring_in(office, path)
        assert error.value.code is Code.EXTRACT_TOO_MANY_UNREADABLE_NUMBERS
        with pytest.raises(UserError):
            bring_in(office, path, accept="  ")
    imported = bring_in(office, path, accept="berkas tidak dapat diminta lagi" if stops else "")
    assert (imported.persons, imported.counts.records) == (100, 100)
    kinds = [problem.kind for problem in problems_of(office, imported.release_id)]
    assert kinds.count(Kind.NUMBER_IN_SCIENTIFIC_NOTATION) == spoilt


def test_nobody_was_born_long_after_the_day_that_a_release_describes(
    office: Office, tmp_path: Path
) -> None:
    sheet = a_sheet(known.V3_PERSON, a_town(40, seed=6), Style())
    born = known.V3_PERSON.at("date")
    assert born is not None
    sheet.data()[3].cells[born], sheet.data()[4].cells[born] = "2026-03-30", "2026-08-01"
    look = preview_extract(office, [write_text(sheet, tmp_path / "a.csv", Form())])
    draft = ReleaseDraft("2025", date(2025, 12, 31))
    imported = import_extract(office, look, draft, Progress()).value
    late = {
        problem.row
        for problem in problems_of(office, imported.release_id, limit=10_000)
        if problem.kind is Kind.DATE_IN_FUTURE
    }
    assert sheet.data()[4].row in late
    assert sheet.data()[3].row not in late


HEADER = ["NIK", "NO KK", "NAMA", "TGL LAHIR", "JK", "HUB KELUARGA", "DESIL", "DESA", "RT"]
cells = st.sampled_from(
    [
        *("", " ", "-", "NULL", "3326130101909001", "'3326130101909001", "3.3E+15", "0", "SITI"),
        *("3326130101909002", "Siti  Aisyah", "1990-01-01", "01/02/90", "02/29/1999", "33239"),
        *("L", "2", "1", "KEPALA KELUARGA", "Desil 2", "1-4", "11", "AMBOKEMBANG", "RT 1"),
        *("TOTAL", "NIK", "=1+1", "a\nb", 'a"b', "a;b", "\x00", "\u200b", "ALM. AMAT"),
    ]
) | st.text(max_size=8)
rows = st.lists(cells, min_size=len(HEADER), max_size=len(HEADER)) | st.lists(cells, max_size=12)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(
    table=st.lists(rows, min_size=1, max_size=20),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    tail=st.text(st.sampled_from('ab;"\n\r '), max_size=20),
)
def test_every_record_of_any_table_is_counted_once_by_the_whole_import(
    office: Office, table: list[list[str]], quoting: int, tail: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]  # it is one of the two
    writer.writerow(HEADER)
    writer.writerows(table)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "daftar.csv"
        path.write_bytes((text.getvalue() + tail).encode("utf-8", "surrogatepass"))
        if not releases_of(office):
            # The one in use; what is tried is older, so that it can be dropped again.
            a_release(office, Path(folder), [a_family("SLAMET")], reference_date=NEWER)
        label = office.new_id()
        try:
            imported = bring_in(office, path, label=label, accept="untuk mencoba")
        except UserError as error:
            if error.code not in (Code.EXTRACT_EMPTY, Code.EXTRACT_NOT_RECOGNISED):
                raise
            return
        listed = Path(folder) / "masalah.csv"
        export_problems(office, imported.release_id, listed, errand=Errand("rapat", "Bappeda"))
        drop_release(office, label)
        counts = imported.counts
        parts = (counts.clean, counts.repaired, counts.flagged)
        away = (counts.refused, counts.duplicates, counts.ignored)
        assert min(*parts, *away) >= 0
        assert sum(parts) + sum(away) == counts.records
        assert imported.persons == sum(parts)
        with listed.open(encoding="utf-8", newline="") as file:
            next(file)
            problems = list(csv.DictReader(file))
        last = counts.records + 1
        assert all(2 <= int(problem["row"]) <= last for problem in problems)
        assert all(int(problem["line"]) >= int(problem["row"]) for problem in problems)
