"""Lists matched to a release: labelled rows of every sort, decisions, and the file that comes of it."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.actions.demo import DemoWish, fill_with_demo
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.matching import (
    decide_match,
    export_match,
    forget_match,
    match_list,
    matched_lines,
    matched_list,
    matched_lists,
    preview_list,
    undo_match_decision,
)
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.match_list import ListFact, MatchedList, MatchFilter, MatchLine
from desktop_app.domain.matching import Evidence, MatchOutcome
from desktop_app.domain.names import fold
from desktop_app.errors import Cancelled, Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit
from desktop_app.store.connection import connect
from desktop_app.words.match_words import everything_said
from tests.actions.stopping import StopsAt
from tests.builders import Family, Member, a_family, a_number, a_release

PERSONS, EACH = 3_000, 40
HEADER = ("NIK", "NAMA", "TANGGAL LAHIR", "JK", "DESA", "KECAMATAN")


@dataclass(frozen=True)
class Known:
    """Somebody of the release, with what a list may say about them."""

    id: str
    nik: str
    name: str
    born: str
    sex: str
    village: str
    subdistrict: str


def write(path: Path, rows: Sequence[tuple[str, ...]], header: tuple[str, ...] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        writer.writerows(rows)
    return path


def matched(office: Office, path: Path, **chosen: ListFact | None) -> MatchedList:
    return match_list(office, preview_list(office, path, chosen), Progress()).value


def lines(
    office: Office, found: MatchedList, wish: MatchFilter = MatchFilter.ALL
) -> list[MatchLine]:
    return matched_lines(office, found.id, wish, limit=5_000)


# A labelled list ------------------------------------------------------------------------------------


def everybody(office: Office) -> list[Known]:
    regions = office.reference.regions
    release = office.store.extract_in_use
    assert release is not None
    with closing(
        connect(office.store.extract_file(release), office.store.key, read_only=True)
    ) as conn:
        rows = conn.execute(
            "SELECT person.id, national_id, name, birth_date, sex, family.village FROM person"
            " JOIN family ON family.id = person.family_id"
            " WHERE national_id IS NOT NULL AND birth_date IS NOT NULL ORDER BY person.id"
        ).fetchall()
    villages = {row[5]: regions.village_by_code(row[5]) for row in rows}
    return [
        Known(
            str(row[0]), row[1], row[2], row[3], str(row[4]), place.local_name,
            place.subdistrict_name,
        )
        for row in rows
        if (place := villages[row[5]]) is not None
    ]  # fmt: skip


def dmy(iso: str) -> str:
    return "-".join(reversed(iso.split("-")))


def whole(one: Known) -> list[str]:
    sex = "L" if one.sex == "1" else "P"
    return [one.nik, one.name, dmy(one.born), sex, one.village, one.subdistrict]


def slipped(nik: str, chance: random.Random) -> str:
    at = chance.randrange(12, 16)
    return nik[:at] + str((int(nik[at]) + 1) % 10) + nik[at + 1 :]


def misspelt(name: str) -> str:
    words = fold(name).split()
    at = max(range(len(words)), key=lambda place: len(words[place]))
    words[at] = words[at][:-2] + words[at][-1]
    return " ".join(words)


def rows_by_sort(
    people: list[Known], chance: random.Random
) -> Iterator[tuple[str, Known, list[str]]]:
    """Rows of every sort: what it is, who is meant, and what the list says."""
    wanted = iter(chance.sample([one for one in people if len(fold(one.name)) > 6], EACH * 8))
    for _ in range(EACH):
        one = next(wanted)
        yield "nik", one, whole(one)
        one = next(wanted)
        yield "nik only", one, [one.nik, "", "", "", "", ""]
        one = next(wanted)
        yield "nik slip", one, [slipped(one.nik, chance), *whole(one)[1:]]
        one = next(wanted)
        yield "name", one, ["", *whole(one)[1:]]
        one = next(wanted)
        yield "misspelt", one, ["", misspelt(one.name), *whole(one)[2:]]
        one = next(wanted)
        yield "name only", one, ["", one.name, "", "", "", ""]
        one = next(wanted)
        born = f"{chance.randrange(1, 28):02}-{chance.randrange(1, 13):02}-{chance.randrange(1930, 1950)}"
        nik = f"332601{born[:2]}{born[3:5]}{born[-2:]}{chance.randrange(9000, 9999)}"
        yield "stranger", one, [nik, one.name, born, "", "Klesem", "Kandangserang"]
        one = next(wanted)
        yield "nobody", one, [nik, "QOMARUZZAMAN XAVERIUS", born, "L", one.village, one.subdistrict]


MAY_END_AS = {
    "nik": {MatchOutcome.FOUND_BY_NUMBER},
    "nik only": {MatchOutcome.FOUND_BY_NUMBER},
    "nik slip": {MatchOutcome.FOUND_BY_NAME, MatchOutcome.DOUBTFUL},
    "name": {MatchOutcome.FOUND_BY_NAME, MatchOutcome.DOUBTFUL},
    "misspelt": {MatchOutcome.FOUND_BY_NAME, MatchOutcome.DOUBTFUL},
    "name only": {MatchOutcome.DOUBTFUL},
    "stranger": {MatchOutcome.NOT_FOUND, MatchOutcome.DOUBTFUL},
    "nobody": {MatchOutcome.NOT_FOUND, MatchOutcome.DOUBTFUL},
}


def test_a_labelled_list_is_answered_and_nobody_is_found_who_is_not_meant(
    office: Office, tmp_path: Path
) -> None:
    fill_with_demo(office, DemoWish(persons=PERSONS, interventions=1, seed=7), Progress())
    chance = random.Random(20261124)
    labelled = list(rows_by_sort(everybody(office), chance))
    path = write(tmp_path / "dinas.csv", [tuple(row) for _, _, row in labelled])
    found = matched(office, path)
    answers = lines(office, found)
    assert len(answers) == len(labelled) == found.counts.rows
    right: Counter[str] = Counter()
    for (sort, meant, _), line in zip(labelled, answers, strict=True):
        assert line.outcome in MAY_END_AS[sort], (sort, line.outcome)
        ids = [one.person.person_id for one in line.candidates]
        if line.outcome.is_found:
            assert ids[0] == meant.id, sort
        if sort in ("nik slip", "name", "misspelt"):
            right[sort] += ids[:1] == [meant.id]
            right[f"{sort} found"] += line.outcome.is_found
        if sort in ("stranger", "nobody"):
            right[f"{sort} left"] += line.outcome is MatchOutcome.NOT_FOUND
    for sort in ("nik slip", "name", "misspelt"):
        assert right[sort] >= 0.97 * EACH, right
    # Who was born on a day that registers estimate is left to a person, however much else agrees.
    assert right["name found"] >= 0.85 * EACH, right
    assert right["nik slip found"] >= 0.85 * EACH, right
    assert right["stranger left"] >= 0.9 * EACH, right
    assert right["nobody left"] >= 0.9 * EACH, right


# A few people ---------------------------------------------------------------------------------------

SITI = Member(a_number(42, sequence=901), "SITI AMINAH", "1980-01-02", 2, 2)
SLAMET = Member(a_number(sequence=900), "SLAMET RAHARJO")
FAMILY = Family(a_number(3, sequence=900), (SLAMET, SITI), decile=3)
PAIJO = a_family("PAIJO", sequence=100, decile=None)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path / "files", [FAMILY, PAIJO])
    return office


ROWS: list[tuple[str, ...]] = [
    (SITI.nik, "Siti Aminah", "02-01-1980", "P", "Langkap", "Kedungwuni"),
    ("", "Slamet Raharjo", "02-01-1980", "L", "Langkap", "Kedungwuni"),
    ("", "Siti Amnah", "02-01-1980", "P", "Langkap", "Kedungwuni"),
    ("", "Bejo Sukoco", "03-04-1970", "L", "Langkap", "Kedungwuni"),
    (SITI.nik, "SITI AMINAH", "", "", "", ""),
]


@pytest.fixture
def listed(stocked: Office, tmp_path: Path) -> MatchedList:
    return matched(stocked, write(tmp_path / "opd.csv", ROWS))


def test_every_row_is_answered_and_counted(stocked: Office, listed: MatchedList) -> None:
    counts = listed.counts
    assert (counts.rows, counts.found_by_number, counts.found_by_name) == (5, 2, 1)
    assert (counts.doubtful, counts.not_found, counts.twice, counts.waiting) == (1, 1, 1, 1)
    assert [line.outcome.value for line in lines(stocked, listed)] == [
        "found-by-nik", "found-by-name", "doubtful", "not-found", "found-by-nik",
    ]  # fmt: skip
    assert listed.release_label == "V3 2026"


def test_a_person_who_stands_twice_in_the_list_is_told(
    stocked: Office, listed: MatchedList
) -> None:
    (twice,) = lines(stocked, listed, MatchFilter.TWICE)
    assert (twice.row.asked.row, twice.twice) == (5, 1)


def test_a_doubtful_row_waits_until_a_person_decides_and_can_be_taken_back(
    stocked: Office, listed: MatchedList
) -> None:
    (waiting,) = lines(stocked, listed, MatchFilter.WAITING)
    assert waiting.person is None
    assert Evidence.NAME_NEARLY in waiting.candidates[0].evidence
    chosen = decide_match(stocked, listed.id, 3, 1).value
    assert chosen.person is not None
    assert chosen.person.person.name == "SITI AMINAH"
    assert chosen.decision is not None
    assert chosen.decision.by_name == "Sari Contoh"
    counts = matched_list(stocked, listed.id).counts
    assert (counts.doubtful, counts.chosen, counts.waiting) == (1, 1, 0)
    nobody = decide_match(stocked, listed.id, 3, None).value
    assert (nobody.person, nobody.waits) == (None, False)
    assert matched_list(stocked, listed.id).counts.refused == 1
    again = undo_match_decision(stocked, listed.id, 3).value
    assert again.waits
    with stocked.read() as conn:
        kept = conn.execute("SELECT rank, withdrawn_at FROM matched_decision").fetchall()
    assert len(kept) == 2
    assert all(row["withdrawn_at"] for row in kept)


def test_a_row_that_was_found_can_be_taken_from_its_person(
    stocked: Office, listed: MatchedList
) -> None:
    assert decide_match(stocked, listed.id, 1, None).value.person is None
    assert undo_match_decision(stocked, listed.id, 1).value.person is not None


@pytest.mark.parametrize(
    ("list_id", "row", "rank", "code"),
    [
        ("nowhere", 3, 1, Code.MATCH_UNKNOWN),
        ("", 99, 1, Code.ROW_UNKNOWN),
        ("", 3, 9, Code.CANDIDATE_UNKNOWN),
        ("", 4, 1, Code.CANDIDATE_UNKNOWN),
    ],
)
def test_what_is_not_there_cannot_be_decided(
    stocked: Office, listed: MatchedList, list_id: str, row: int, rank: int, code: Code
) -> None:
    with pytest.raises(UserError) as caught:
        decide_match(stocked, list_id or listed.id, row, rank)
    assert caught.value.code is code
    assert matched_list(stocked, listed.id).counts == listed.counts


def test_the_answers_stay_as_they_were_when_a_new_release_comes(
    stocked: Office, listed: MatchedList, tmp_path: Path
) -> None:
    a_release(stocked, tmp_path, [PAIJO], label="V4 2026", reference_date=date(2026, 10, 1))
    kept = matched_list(stocked, listed.id)
    assert (kept.release_label, kept.counts) == ("V3 2026", listed.counts)
    assert lines(stocked, kept)[0].person is not None


def test_a_list_without_names_and_niks_is_refused(stocked: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", [("Langkap", "2")], ("Desa", "Kecamatan"))
    with pytest.raises(UserError) as caught:
        matched(stocked, path)
    assert caught.value.code is Code.LIST_NAMES_NOBODY
    assert matched_lists(stocked) == []


def test_without_a_release_nothing_can_be_matched(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        matched(office, write(tmp_path / "opd.csv", ROWS))
    assert caught.value.code is Code.RELEASE_NONE


def test_the_desa_of_a_list_does_for_rows_that_name_none(stocked: Office, tmp_path: Path) -> None:
    path = write(tmp_path / "desa.csv", [("", "Siti Aminah", "02-01-1980", "", "", "")])
    look = preview_list(stocked, path)
    assert match_list(stocked, look, Progress()).value.counts.doubtful == 1
    langkap = find_people(stocked, Search("siti aminah"), is_typing=True)[0].village
    found = match_list(stocked, look, Progress(), village=langkap).value
    assert found.counts.found_by_name == 1


@pytest.mark.parametrize("phase", ["reading", "matching-numbers", "matching-rows"])
def test_stopping_leaves_nothing(stocked: Office, tmp_path: Path, phase: str) -> None:
    look = preview_list(stocked, write(tmp_path / "opd.csv", ROWS))
    with pytest.raises(Cancelled):
        match_list(stocked, look, StopsAt(phase, 1))
    assert matched_lists(stocked) == []
    with stocked.read() as conn:
        assert conn.execute("SELECT count(*) FROM matched_row").fetchone()[0] == 0


def test_a_list_that_was_removed_is_gone_with_all_of_it(
    stocked: Office, listed: MatchedList
) -> None:
    decide_match(stocked, listed.id, 3, 1)
    forget_match(stocked, listed.id)
    assert matched_lists(stocked) == []
    with stocked.read() as conn:
        for table in ("matched_row", "matched_candidate", "matched_decision"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    with pytest.raises(UserError) as caught:
        forget_match(stocked, listed.id)
    assert caught.value.code is Code.MATCH_UNKNOWN


def test_the_audit_counts_and_names_nobody(stocked: Office, listed: MatchedList) -> None:
    decide_match(stocked, listed.id, 3, 1)
    with stocked.read() as conn:
        kept = {line.deed: line for line in audit.lines_of(conn)}
    assert dict(kept["list-matched"].facts)["rows"] == 5
    assert dict(kept["match-decided"].facts) == {"row": 3, "rank": 1}
    told = " ".join(f"{line.subject} {dict(line.facts)}" for line in kept.values())
    assert "SITI" not in told
    assert SITI.nik not in told


# The file -------------------------------------------------------------------------------------------


def sheet_of(path: Path, name: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    return [tuple(cell.value for cell in row) for row in book[name].iter_rows()]


def exported(office: Office, found: MatchedList, folder: Path) -> Path:
    path = folder / "hasil.xlsx"
    export_match(
        office, found.id, path, errand=Errand("Jawaban BAZNAS", "Bappeda"), said=everything_said()
    )
    return path


def test_the_workbook_has_every_row_with_its_answer(
    stocked: Office, listed: MatchedList, tmp_path: Path
) -> None:
    hit = find_people(stocked, Search(SITI.nik), is_typing=True)[0]
    day = date(2026, 8, 20)
    record_intervention(
        stocked,
        InterventionDraft("BLT-DD", "2026-08", day, family_id=hit.family_id, amount=300_000),
    )
    decide_match(stocked, listed.id, 3, None)
    path = exported(stocked, listed, tmp_path)
    heading, *rows = sheet_of(path, "Hasil")
    table = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [row["NAMA"] for row in table] == [row[1] for row in ROWS]
    first = table[0]
    assert (first["NIK di DTSEN"], first["KK di DTSEN"]) == (SITI.nik, FAMILY.card)
    assert (first["Desil"], first["Desa"], first["Program"]) == (3, "Langkap", "BLT-DD 2026-08")
    assert first["Hasil pencocokan"] == "ditemukan lewat NIK"
    assert table[2]["Hasil pencocokan"] == "tidak ada di DTSEN, diputuskan petugas"
    assert table[2]["Diputuskan oleh"] == "Sari Contoh"
    assert table[3]["Hasil pencocokan"] == "tidak ada di DTSEN"
    assert table[4]["Orang yang sama dengan baris"] == 2


def test_the_workbook_lists_what_is_still_to_be_decided(
    stocked: Office, listed: MatchedList, tmp_path: Path
) -> None:
    heading, row = sheet_of(exported(stocked, listed, tmp_path), "Perlu diputuskan")
    table = dict(zip(heading, row, strict=True))
    assert (table["Baris"], table["Calon"]) == (4, 1)
    assert table["Nama di DTSEN"] == "SITI AMINAH"
    assert "nama hampir sama" in table["Sebab"]


def test_the_workbook_says_which_release_who_and_why(
    stocked: Office, listed: MatchedList, tmp_path: Path
) -> None:
    told = {
        str(row[0]): row[1] for row in sheet_of(exported(stocked, listed, tmp_path), "Keterangan")
    }
    assert told["Keperluan"] == "Jawaban BAZNAS"
    assert told["Kantor"] == "Kecamatan Contoh"
    assert "V3 2026" in str(told["Sumber"])
    assert "Sari Contoh" in told.values()


def test_numbers_are_text_and_formulas_are_none(stocked: Office, tmp_path: Path) -> None:
    rows = [(SITI.nik, '=HYPERLINK("http://x")', "", "", "+62", "@a\x07")]
    found = matched(stocked, write(tmp_path / "opd.csv", rows))
    path = exported(stocked, found, tmp_path)
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not (isinstance(cell.value, str) and cell.value.startswith(("=", "+", "@")))
    cells = sheet_of(path, "Hasil")[1]
    assert cells[0] == SITI.nik


def test_a_file_without_a_purpose_is_not_written(
    stocked: Office, listed: MatchedList, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as caught:
        export_match(
            stocked,
            listed.id,
            tmp_path / "x.xlsx",
            errand=Errand(" ", "Bappeda"),
            said=everything_said(),
        )
    assert caught.value.code is Code.REASON_MISSING
    assert not (tmp_path / "x.xlsx").exists()
