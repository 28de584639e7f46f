"""Files that are none, that lie about their size, or that change while they are read."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.extracts import ExtractReference, look_at_extract, read_extract
from desktop_app.progress import Progress
from tests.extracts import ugly
from tests.extracts.conftest import TODAY, Read


def refused(read: Read, *paths: Path, mapping: str | None = None) -> Code:
    with pytest.raises(UserError) as error:
        read(*paths, mapping=mapping)
    return error.value.code


def test_what_is_no_file_is_refused_by_name(read: Read, tmp_path: Path) -> None:
    pipe = tmp_path / "pipa"
    os.mkfifo(pipe)
    assert refused(read, tmp_path) is Code.EXTRACT_EMPTY
    assert refused(read, pipe) is Code.EXTRACT_NOT_A_FILE
    assert refused(read, tmp_path / "tidak-ada.csv") is Code.FILE_UNREADABLE
    assert refused(read) is Code.EXTRACT_EMPTY


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.EXTRACT_EMPTY),
        (b"NIK|NAMA|NO KK\n", Code.EXTRACT_EMPTY),
        (b"satu|dua|tiga\n1|2|3\n", Code.EXTRACT_NOT_RECOGNISED),
        (b"%PDF-1.7\n", Code.EXTRACT_NOT_RECOGNISED),
        (b"\x00" * 5000, Code.EXTRACT_NOT_RECOGNISED),
        (b"PK\x03\x04 not a zip", Code.EXTRACT_UNREADABLE),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, Code.EXTRACT_UNREADABLE),
        (b"desil_nasional|jenis_lantai_terluas\n1|2\n", Code.EXTRACT_NOT_RECOGNISED),
    ],
)
def test_what_holds_no_extract_is_refused(
    read: Read, tmp_path: Path, content: bytes, code: Code
) -> None:
    path = tmp_path / "berkas.csv"
    path.write_bytes(content)
    assert refused(read, path) is code


def test_a_workbook_that_unpacks_without_end_is_not_opened(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as sheet,
    ):
        for _ in range(260):
            sheet.write(bytes(1 << 20))
    assert refused(read, path) is Code.EXTRACT_TOO_BIG


def test_a_mapping_that_nobody_knows_is_refused(read: Read, tmp_path: Path) -> None:
    path = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, ugly.an_extract(3).persons)
    assert refused(read, path, mapping="karangan") is Code.MAPPING_UNKNOWN


def test_a_file_that_changes_after_the_look_is_not_read(
    reference: ExtractReference, tmp_path: Path
) -> None:
    path = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, ugly.an_extract(30).persons)
    look = look_at_extract([path], reference, today=TODAY)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"SITI", b"ITIS"))
    with pytest.raises(UserError, match="extract-changed-while-read"):
        list(read_extract(look, reference, Progress()))


def test_a_file_that_grows_while_it_is_read_is_noticed(
    reference: ExtractReference, tmp_path: Path
) -> None:
    path = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, ugly.an_extract(2_000).persons)
    look = look_at_extract([path], reference, today=TODAY)
    batches = read_extract(look, reference, Progress())
    next(batches)
    with path.open("ab") as file:
        file.write(b"|||\n" * 10)
    with pytest.raises(UserError, match="extract-changed-while-read"):
        list(batches)


def test_reading_stops_where_it_is_asked_to(reference: ExtractReference, tmp_path: Path) -> None:
    path = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, ugly.an_extract(2_000).persons)
    look = look_at_extract([path], reference, today=TODAY)
    progress = Progress()
    batches = read_extract(look, reference, progress)
    next(batches)
    progress.ask_to_stop()
    with pytest.raises(Cancelled):
        next(batches)


def test_too_many_unreadable_numbers_stop_the_preview(read: Read, tmp_path: Path) -> None:
    persons = ugly.an_extract(100).persons
    for person in persons[: len(persons) // 40]:
        person[ugly.NIK] = "3.32613E+15"
    few = read(ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, persons))
    assert few.look.stop is Code.EXTRACT_TOO_MANY_UNREADABLE_NUMBERS
    assert 0.02 < few.look.unreadable_share < 0.03
    assert len(few.persons) == len(persons)


def test_a_large_file_is_sampled_in_many_places(
    reference: ExtractReference, tmp_path: Path
) -> None:
    persons = ugly.an_extract(6_000).persons
    for person in persons[len(persons) * 3 // 4 :]:
        person[ugly.NIK] = "3.32613E+15"
    path = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, persons)
    look = look_at_extract([path], reference, today=TODAY)
    assert look.sampled < len(persons)
    assert look.rows == len(persons)
    assert look.stop is Code.EXTRACT_TOO_MANY_UNREADABLE_NUMBERS
    assert not look.problems  # the first ones are sound
