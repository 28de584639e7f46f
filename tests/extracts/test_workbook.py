"""Workbooks: typed cells, rounded numbers, several sheets, and lists that an office has typed over."""

from __future__ import annotations

import random
import re
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.errors import Code, UserError
from desktop_app.extracts.workbook import Workbook, needed_in_memory
from tests.extracts import ugly
from tests.extracts.conftest import Read

HEADER = [
    "NO KK",
    "NIK",
    "NAMA",
    "JK",
    "TGL LAHIR",
    "HUB KELUARGA",
    "RT",
    "DESA/KELURAHAN",
    "KODE DESA",
]
HEADER += ["DESIL", "LANTAI", "DAYA", "MOTOR", "AGAMA", "LATITUDE"]


def office_rows(count: int) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for person in ugly.an_extract(count).persons[:count]:
        woman = person["jenis_kelamin"] == "2"
        rows.append(
            [
                person[ugly.KK],
                person[ugly.NIK],
                person["nama"],
                "Perempuan" if woman else "Laki-laki",
                date.fromisoformat(person["tanggal_lahir"]),
                ("KEPALA KELUARGA", "ISTRI", "ANAK")[int(person["status_hubungan_keluarga"]) - 1],
                person["rt_ktp"],
                "AMBOKEMBANG",
                "3326132012",
                4,
                "Keramik",
                "900 watt",
                "Ya",
                "ISLAM",
                -7.03,
            ]
        )
    return rows


def test_an_office_list_with_labels_and_typed_cells_is_clean(read: Read, tmp_path: Path) -> None:
    was = read(ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, office_rows(60)))
    assert was.problems == []
    assert was.look.mapping == "office-wide"
    assert was.look.region_system == "kemendagri"
    first = was.person(2)
    assert (first["sex"] in (1, 2), first["relationship"], first["village"]) == (
        True,
        1,
        ugly.VILLAGE,
    )
    assert first["extra"] == '{"AGAMA": "ISLAM", "LATITUDE": "-7.03"}'
    family = was.family(2)
    assert (family["decile_national"], family["floor_type"], family["power_class"]) == (4, 2, 2)
    assert (family["asset_motorcycle"], family["village_code"]) == (1, "3326132012")


def test_numbers_that_a_spreadsheet_has_rounded_are_told_from_whole_ones(
    read: Read, tmp_path: Path
) -> None:
    rows = office_rows(60)
    rows[5][1] = 3326134101909000
    rows[6][1] = int(str(rows[6][1])[:15] + "7")
    rows[7][0] = "3.32613E+15"
    was = read(ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, rows))
    assert was.kinds(7) == {"number-precision-lost"}
    assert was.person(7)["national_id"] is None
    assert was.kinds(8) == set()
    assert was.person(8)["national_id"] == rows[6][1].__str__()
    assert was.kinds(9) == {"number-in-scientific-notation"}


def test_odd_cells_among_typed_ones_are_mended(read: Read, tmp_path: Path) -> None:
    rows = office_rows(60)
    born = rows[3][4]
    assert isinstance(born, date)
    rows[3][4] = f"{born.day}/{born.month}/{born.year}"
    rows[4][4] = (rows[4][4] - date(1899, 12, 30)).days
    rows[5][4] = datetime(1990, 1, 2, 13, 0)  # noqa: DTZ001 - a cell has no time zone
    rows[6][9] = "Desil 4"
    rows[7][6] = 1
    rows[8][3] = "PEREMPUAN" if rows[8][3] == "Perempuan" else "L"
    rows[9][5] = "Kep. Keluarga" if rows[9][5] == "KEPALA KELUARGA" else str(rows[9][5]).title()
    rows[10][10] = 2
    was = read(ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, rows))
    kinds = {row: was.kinds(row) for row in range(5, 13)}
    assert kinds[5] == {"date-in-other-format"}
    assert was.person(5)["birth_date"] == born.isoformat()
    assert kinds[6] == {"date-as-serial"}
    assert "date-with-time" in kinds[7]
    assert was.person(7)["birth_date"] == "1990-01-02"
    assert kinds[8] == {"decile-spelled-otherwise"}
    assert kinds[9] == {"rt-rw-spelled-otherwise"}
    assert kinds[10] == {"sex-spelled-otherwise"}
    assert kinds[11] == {"relationship-spelled-otherwise"}
    assert kinds[12] == {"code-as-label"}
    assert was.outcomes.clean == 60 - 8


def test_a_very_large_workbook_is_streamed_and_says_the_same(tmp_path: Path) -> None:
    rows = [[], *office_rows(30)]
    path = ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, rows)
    whole, streamed = Workbook(path, "xlsx"), Workbook(path, "xlsx", in_memory=0)
    try:
        assert whole.sheets == streamed.sheets == ("Sheet",)
        assert list(whole.records("Sheet")) == list(streamed.records("Sheet"))
        assert (whole.rows("Sheet"), streamed.rows("Sheet")) == (32, None)
    finally:
        whole.close()
        streamed.close()


def test_an_open_document_is_read_like_any_other(read: Read, tmp_path: Path) -> None:
    rows = [["NO KK", "NIK", "NAMA"], *(row[:3] for row in office_rows(20))]
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    path = tmp_path / "daftar.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<office:document-content{names}><office:body><office:spreadsheet><table:table table:name="Data">'
            f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    was = read(path)
    assert was.look.files[0].kind == "ods"
    assert [person["name"] for person in was.persons] == [row[2] for row in rows[1:]]
    assert was.problems == []


def test_every_sheet_with_a_known_header_is_read(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Sampul"
    cover.append(["Data kecamatan"])
    recap = book.create_sheet("Rekap")
    recap.append(["DESA", "JUMLAH JIWA"])
    recap.append(["AMBOKEMBANG", 20])
    for name in ("RW 1", "RW 2"):
        sheet = book.create_sheet(name)
        sheet.append(["DAFTAR", name])
        sheet.append([])
        sheet.append(HEADER)
        for row in office_rows(20)[:10] if name == "RW 1" else office_rows(20)[9:19]:
            sheet.append(row)
        sheet.append([None] * 9 + ["JUMLAH", 10])
    book.save(path)
    was = read(path)
    assert [(file.sheet, file.header_row, file.rows) for file in was.look.files] == [
        ("RW 1", 3, 11),
        ("RW 2", 3, 11),
    ]
    assert len(was.persons) == 19
    assert was.kinds(4, file=1) == {"row-repeated"}
    assert was.kinds(1) == {"title-row"}
    assert was.kinds(2) == {"blank-row"}
    assert was.kinds(14) == {"total-row"}
    assert was.kinds(14, file=1) == {"total-row"}
    assert was.outcomes.ignored == 6


def test_a_cell_of_an_error_or_a_truth_is_read_as_words(read: Read, tmp_path: Path) -> None:
    rows = office_rows(30)
    rows[3][12] = True
    rows[4][11] = "#N/A"
    was = read(ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, rows))
    assert was.kinds(5) == set()
    assert was.kinds(6) == set()


def with_shared_texts(path: Path) -> Path:
    """The workbook as Excel writes it: every text once, in a part of its own."""
    texts: list[str] = []

    def moved(found: re.Match[str]) -> str:
        texts.append(found[2])
        return f'<c r="{found[1]}" t="s"><v>{len(texts) - 1}</v></c>'

    target = path.with_name("bersama.xlsx")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode("utf-8")
            if name == SHEET:
                cell = r'<c r="([A-Z]+\d+)" t="inlineStr"><is><t>([^<]*)</t></is></c>'
                text = re.sub(cell, moved, text)
            more = f'<Override PartName="/{TEXTS}" ContentType="{kind}"/></Types>'
            text = text.replace("</Types>", more)
            if name.endswith("workbook.xml.rels"):
                more = f'<Relationship Id="teks" Type="{relation}" Target="sharedStrings.xml"/>'
                text = text.replace("</Relationships>", f"{more}</Relationships>")
            new.writestr(name, text)
        items = "".join(f"<si><t>{text}</t></si>" for text in texts)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        new.writestr(TEXTS, f'<sst xmlns="{main}" count="{len(texts)}">{items}</sst>')
    return target


def rewritten(path: Path, parts: dict[str, Callable[[str], str]]) -> Path:
    """The workbook with some of its parts changed."""
    target = path.with_name("diubah.xlsx")
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode("utf-8")
            new.writestr(name, parts.get(name, str)(text))
    return target


SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return with_shared_texts(ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, office_rows(20)))


def code_of(read: Read, path: Path) -> Code:
    with pytest.raises(UserError) as caught:
        read(path)
    return caught.value.code


def test_one_cell_in_the_farthest_corner_does_not_fill_the_memory(read: Read, book: Path) -> None:
    def far(text: str) -> str:
        corner = '<row r="70000"><c r="XFD70000"><v>1</v></c></row></sheetData>'
        return text.replace("</sheetData>", corner)

    # 70,000 rows of 16,384 cells would be 37 GB.
    was = read(rewritten(book, {SHEET: far}))
    assert len(was.persons) == 20
    assert was.kinds(70_000) == {"row-too-long"}
    assert was.records == 69_999


def test_one_long_text_in_very_many_cells_is_refused(read: Read, book: Path) -> None:
    def long(text: str) -> str:
        return re.sub(r"<si>.*</si>", f"<si><t>{'A' * 32_000}</t></si>", text)

    def often(text: str) -> str:
        rows = "".join(
            f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 10 + "</row>"
            for row in range(30, 10_030)
        )
        return text.replace("</sheetData>", f"{rows}</sheetData>")

    assert code_of(read, rewritten(book, {SHEET: often, TEXTS: long})) is Code.EXTRACT_TOO_BIG


def test_a_long_text_among_many_short_ones_is_streamed(book: Path) -> None:
    def long(text: str) -> str:
        return text.replace("</sst>", f"<si><t>{'A' * 32_000}</t></si></sst>")

    path = rewritten(book, {TEXTS: long})
    assert needed_in_memory(path) > 20 * 32_000
    assert needed_in_memory(book) < needed_in_memory(path)


@pytest.mark.parametrize("part", [SHEET, TEXTS])
@pytest.mark.parametrize("in_memory", [0, 1 << 30])
def test_entities_are_not_written_out(book: Path, part: str, in_memory: int) -> None:
    levels = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY a0 "{"A" * 100}">{levels}]>'

    def laughing(text: str) -> str:
        text = re.sub(r"(<(?:worksheet|sst)\b)", rf"{head}\1", text, count=1)
        return text.replace("ISLAM", "&a9;").replace("<v>-7.03</v>", "<v>&a9;</v>")

    path = rewritten(book, {part: laughing})
    assert outcome(path, in_memory) in (Code.EXTRACT_UNREADABLE, *range(100))


def outcome(path: Path, in_memory: int) -> Code | int:
    """Why a workbook is refused, or how long its longest cell is."""
    try:
        opened = Workbook(path, "xlsx", in_memory=in_memory)
        cells = [cell for sheet in opened.sheets for row in opened.records(sheet) for cell in row]
    except UserError as error:
        return error.code
    return max(map(len, cells), default=0)


def test_elements_inside_each_other_without_end_are_refused(read: Read, book: Path) -> None:
    def deep(text: str) -> str:
        return text.replace("</sheetData>", "<row r='99'>" + "<c>" * 100_000 + "</sheetData>")

    assert code_of(read, rewritten(book, {SHEET: deep})) is Code.EXTRACT_UNREADABLE


def test_very_many_sheets_are_looked_through(read: Read, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for number in range(400):
        made.create_sheet(f"Lembar {number}")
    last = made.create_sheet("Data")
    for row in (HEADER, *office_rows(5)):
        last.append(row)
    path = tmp_path / "banyak.xlsx"
    made.save(path)
    assert len(read(path).persons) == 5


def test_a_workbook_with_a_password_says_so(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "terkunci.xlsx"
    path.write_bytes(locked_workbook())
    assert code_of(read, path) is Code.EXTRACT_LOCKED


def locked_workbook() -> bytes:
    """The envelope that Office puts around an encrypted workbook: a compound file of two streams."""
    free, end = b"\xff" * 4, (0xFFFFFFFE).to_bytes(4, "little")
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    header[24:34] = struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    # One sector of the allocation table (0); the directory begins in sector 1; no small streams.
    header[44:76] = struct.pack("<IIIIiIiI", 1, 1, 0, 0, -2, 0, -2, 0)
    header[76:] = (0).to_bytes(4, "little") + free * 108
    table = b"\xfd\xff\xff\xff" + end + end + end + free * 124

    def entry(name: str, kind: int, start: int, child: int = -1, right: int = -1) -> bytes:
        text = (name + "\0").encode("utf-16-le")
        links = struct.pack("<HBBiii", len(text), kind, 1, -1, right, child)
        size = 512 if kind == 2 else 0
        return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    directory = (
        entry("Root Entry", 5, 0, child=1)
        + entry("EncryptedPackage", 2, 2, right=2)
        + entry("EncryptionInfo", 2, 3)
        + bytes(128)
    )
    return bytes(header) + table + directory + bytes(1024)


@pytest.mark.parametrize("in_memory", [0, 1 << 30])
def test_a_damaged_workbook_is_refused_and_never_our_bug(book: Path, in_memory: int) -> None:
    draw = random.Random(3)
    whole = book.read_bytes()
    broken = book.with_name("rusak.xlsx")
    outcomes = []
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(draw.choice([1, 2, 30])):
            content[draw.randrange(len(content))] = draw.randrange(256)
        broken.write_bytes(content[: draw.choice([len(content), draw.randrange(len(content))])])
        outcomes.append(outcome(broken, in_memory))
    refused = [one for one in outcomes if isinstance(one, Code)]
    assert set(refused) <= {Code.EXTRACT_UNREADABLE, Code.EXTRACT_TOO_BIG}
    assert len(refused) > 75
