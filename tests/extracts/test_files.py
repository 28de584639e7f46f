"""Files that are none, that lie about their size, or that change while they are read."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    assert refused(read, tmp_path) is Code.EXTRACT_FOLDER_EMPTY
    assert refused(read, pipe) is Code.EXTRACT_NOT_A_FILE
    assert refused(read, tmp_path / "tidak-ada.csv") is Code.FILE_UNREADABLE
    assert refused(read) is Code.EXTRACT_EMPTY
    for device in ("/dev/zero", "/dev/null", "/dev/tty"):
        assert refused(read, Path(device)) in (Code.EXTRACT_NOT_A_FILE, Code.FILE_UNREADABLE)
    dangling, loop = tmp_path / "putus.csv", tmp_path / "putar.csv"
    dangling.symlink_to(tmp_path / "tidak-ada.csv")
    loop.symlink_to(loop)
    assert refused(read, dangling) is Code.FILE_UNREADABLE
    assert refused(read, loop) is Code.FILE_UNREADABLE
    # A file that can be opened and not be read, as on a stick that fails.
    assert refused(read, Path("/proc/self/mem")) is Code.FILE_UNREADABLE


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Without the rights of root, to whom every file is open."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_file_without_the_right_to_read_it_is_refused_by_name(read: Read, tmp_path: Path) -> None:
    path = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, ugly.an_extract(3).persons)
    path.chmod(0)
    with as_somebody_else():
        assert refused(read, path) is Code.FILE_UNREADABLE


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


def replaced(path: Path) -> None:
    other = path.with_name("b.csv")
    other.write_bytes(path.read_bytes()[::-1])
    other.replace(path)


def shortened(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (replaced, Code.EXTRACT_CHANGED_WHILE_READ),
        (shortened, Code.EXTRACT_CHANGED_WHILE_READ),
        (Path.unlink, Code.FILE_UNREADABLE),
    ],
)
def test_a_file_that_is_changed_while_it_is_read_is_noticed(
    reference: ExtractReference,
    tmp_path: Path,
    change: Callable[[Path], object],
    code: Code,
) -> None:
    path = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, ugly.an_extract(5_000).persons)
    look = look_at_extract([path], reference, today=TODAY)
    batches = read_extract(look, reference, Progress())
    next(batches)
    change(path)
    with pytest.raises(UserError) as caught:
        list(batches)
    assert caught.value.code is code


def test_what_a_file_is_does_not_hang_on_its_name(read: Read, tmp_path: Path) -> None:
    persons = ugly.an_extract(30).persons
    text = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, persons)
    cells = [[person[name] for name in ugly.PERSON_HEADER] for person in persons]
    book = ugly.write_xlsx(tmp_path / "b.xlsx", ugly.PERSON_HEADER, cells)
    text, book = text.rename(tmp_path / "teks.xlsx"), book.rename(tmp_path / "buku.csv")
    assert len(read(text).persons) == len(read(book).persons) == len(persons)


@pytest.mark.parametrize("width", [100, 1_000, 5_000])
def test_a_file_of_very_many_columns_is_read(read: Read, tmp_path: Path, width: int) -> None:
    persons = ugly.an_extract(20).persons
    more = width - len(ugly.PERSON_HEADER)
    header = [*ugly.PERSON_HEADER, *(f"kolom {at}" for at in range(more))]
    beside = dict.fromkeys(header, "x")
    path = ugly.write_csv(tmp_path / "a.csv", header, [beside | person for person in persons])
    found = read(path)
    assert len(found.look.files[0].columns) == width
    assert len(found.persons) == len(persons)


def test_two_columns_of_one_name_are_both_kept(read: Read, tmp_path: Path) -> None:
    persons = ugly.an_extract(3).persons
    path = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, persons)
    header, *lines = path.read_text("utf-8").splitlines()
    text = [f"{header}|catatan|catatan|nama", *(f"{line}|satu|dua|tiga" for line in lines)]
    path.write_text("\n".join(text) + "\n", "utf-8")
    found = read(path)
    assert len(found.persons) == len(persons)
    for row in found.persons:
        extra = json.loads(str(row["extra"]))
        assert (extra["catatan"], extra["catatan_2"], extra["nama"]) == ("satu", "dua", "tiga")


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
