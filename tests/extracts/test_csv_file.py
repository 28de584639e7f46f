"""Records out of text files: quotes that do not close, lines that are counted right, memory that stays flat."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.extracts.csv_file import CsvRecords
from tests.extracts import ugly
from tests.extracts.conftest import Read

HEADER = "NO KK|NIK|NAMA|TGL LAHIR|ALAMAT|DESIL\n"


def a_line(number: int, *, name: str = "SITI AISYAH", address: str = "KETAPANG") -> str:
    return (
        f"332613010120{9000 + number}|332613410190{9000 + number}|{name}|1990-01-01|{address}|3\n"
    )


class Parsing(CsvRecords):
    """Reads as if no chunk were wholly quoted."""

    def _all_quoted(self, lines: list[str]) -> None:
        return None


def records_of(
    text: str, *, width: int = 3, size: int = 4, reader: type[CsvRecords] = CsvRecords
) -> list[tuple[int, int, list[str], bool]]:
    source = reader(io.BytesIO(text.encode()), "utf-8", "|", width)
    return [
        (row, line, record, index in chunk.swallowed)
        for chunk in source.chunks(size)
        for index, (row, line, record) in enumerate(
            zip(chunk.rows, chunk.lines, chunk.records, strict=True)
        )
    ]


def test_rows_and_lines_part_where_a_cell_has_a_line_break() -> None:
    found = records_of('a|b|c\n1|"x\ny"|2\n3|4|5\n')
    assert [(row, line) for row, line, _, _ in found] == [(1, 1), (2, 2), (3, 4)]
    assert found[1][2] == ["1", "x\ny", "2"]


def test_an_unclosed_quote_costs_its_own_line_and_no_other() -> None:
    found = records_of('1|2|3\n4|"5|6\n7|8|9\n10|"11"|12\n13|14|15\n')
    assert [(record, spoilt) for _, _, record, spoilt in found] == [
        (["1", "2", "3"], False),
        (['4|"5|6'], True),
        (["7", "8", "9"], False),
        (["10", "11", "12"], False),
        (["13", "14", "15"], False),
    ]
    assert [line for _, line, _, _ in found] == [1, 2, 3, 4, 5]


def test_an_unclosed_quote_in_the_last_line_is_set_aside() -> None:
    assert records_of('1|2|3\n4|5|"6')[-1][2:] == (['4|5|"6'], True)


def test_a_quote_open_over_a_chunk_is_still_one_record() -> None:
    found = records_of("".join(f"{at}|b|c\n" for at in range(7)) + '7|"x\n\ny"|c\n8|b|c\n')
    assert [record[0] for _, _, record, _ in found] == [*map(str, range(9))]
    assert found[-1][:2] == (9, 11)


def test_every_line_with_an_open_quote_is_no_trap() -> None:
    found = records_of('"a|b\n' * 500)
    assert len(found) == 500
    assert all(spoilt for _, _, _, spoilt in found)


@given(
    table=st.lists(
        st.lists(st.text(st.sampled_from('a|", 1'), max_size=5), min_size=3, max_size=3),
        min_size=1,
        max_size=12,
    ),
    end=st.sampled_from(["\n", "\r\n"]),
)
@example(table=[["|", "", "|"], ["", "|", ""], ['"', "|", ","]], end="\n")
def test_the_short_way_through_quoted_lines_reads_as_the_long_one(
    table: list[list[str]], end: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter="|", quoting=csv.QUOTE_ALL, lineterminator=end).writerows(table)
    assert [record for _, _, record, _ in records_of(text.getvalue())] == table


@given(
    lines=st.lists(
        st.lists(st.sampled_from(['"', '""', "|", '"|"', "a"]), max_size=9).map("".join), max_size=8
    )
)
@example(lines=['"a"|b|"c"', '"a""b"|"c"|"d"'])
@example(lines=['"|"|"|"|"|"', '"a"|"b"|"c"'])
@example(lines=['"a"|"b"', '"c"|"d"|"e"|"f"'])
def test_the_short_way_is_taken_only_where_it_reads_as_the_long_one(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert records_of(text) == records_of(text, reader=Parsing)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(end: str) -> None:
    text = end.join(["1|2|3", "4|5|6", "7|8|9"]) + end
    assert [record for _, _, record, _ in records_of(text)] == [
        ["1", "2", "3"],
        ["4", "5", "6"],
        ["7", "8", "9"],
    ]


def test_a_stray_carriage_return_does_not_stop_the_reader() -> None:
    assert [len(record) for _, _, record, _ in records_of("1|2\r2|3\n4|5|6\n")] == [3, 3]


def test_nul_bytes_and_a_last_line_without_end_are_read() -> None:
    assert records_of("1|\x00|3\n4|5|6")[-1][2] == ["4", "5", "6"]


def test_a_spoilt_file_counts_every_record_once(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    lines = [
        "DAFTAR PENERIMA DESA AMBOKEMBANG\n",
        "\n",
        HEADER,
        a_line(1),
        a_line(2),
        a_line(1),  # again
        a_line(3, address='"KETAPANG\nRT 1"'),
        a_line(4, name='"SITI'),  # never closed
        a_line(5),
        "332613010120|9006\n",  # cut
        a_line(6).rstrip() + "|X|Y\n",
        a_line(7).rstrip() + "|||\n",  # empty cells behind: no harm
        HEADER,
        "||||||\n",
        "\n",
        "TOTAL|||||7\n",
        "Sumber: Dinas Sosial\n",
        "||||KETAPANG|2\n",
    ]
    path.write_text("".join(lines), encoding="utf-8")
    was = read(path)
    assert was.records == len(lines) - 1 - 0  # the header is no record; the broken cell is one
    by_row = {row: was.kinds(row) for row in range(1, 19) if was.kinds(row)}
    assert by_row == {
        1: {"title-row"},
        2: {"blank-row"},
        6: {"row-repeated"},
        7: {"line-break-in-cell"},
        8: {"row-swallowed"},
        10: {"row-too-short"},
        11: {"row-too-long"},
        13: {"header-repeated"},
        14: {"blank-row"},
        15: {"blank-row"},
        16: {"total-row"},
        17: {"note-row"},
        18: {"row-without-name-and-number"},
    }
    assert {found.row: found.line for found in was.problems if found.row in (6, 8, 18)} == {
        6: 6,
        8: 9,
        18: 19,
    }
    assert [person["row"] for person in was.persons] == [4, 5, 7, 9, 12]
    outcomes = was.outcomes
    assert (outcomes.clean, outcomes.repaired, outcomes.flagged) == (4, 1, 0)
    assert (outcomes.refused, outcomes.duplicates, outcomes.ignored) == (4, 1, 7)
    refused = next(found for found in was.problems if found.row == 8)
    assert refused.raw == a_line(4, name='"SITI').strip()


def test_odd_bytes_are_flagged_and_the_name_is_kept(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    lines = [HEADER.encode(), *(a_line(number).encode() for number in range(40))]
    lines[7] = lines[7].replace(b"SITI AISYAH", b"JOS\xc9 \x81")
    path.write_bytes(b"".join(lines))
    was = read(path)
    assert "undecodable-bytes" in was.kinds(8)
    assert str(was.person(8)["name"]).startswith("JOSÉ")
    assert was.person(8)["raw"] == '{"name": "JOS\\\\xc9 \\\\x81"}'


def test_a_windows_file_is_read_as_one(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    text = HEADER + "".join(a_line(number, name="RENÉ") for number in range(40))
    path.write_bytes(text.encode("cp1252"))
    was = read(path)
    assert was.look.files[0].encoding == "cp1252"
    assert was.problems == []
    assert was.person(2)["name"] == "RENÉ"


def test_titles_and_a_header_of_two_lines_are_found(read: Read, tmp_path: Path) -> None:
    extract = ugly.an_extract(30)
    path = ugly.write_csv(
        tmp_path / "a.csv",
        ugly.PERSON_HEADER,
        extract.persons,
        before=["sep=|", "DATA ANGGOTA", "", '"Dicetak\noleh operator"'],
    )
    was = read(path)
    assert was.look.files[0].header_row == 5
    assert was.look.files[0].header_line == 6
    assert was.persons[0]["row"] == 6
    assert {found.row for found in was.problems} == {1, 2, 3, 4}
