"""Every defect that the project knows is named, mended or flagged, and nothing else is."""

from __future__ import annotations

import copy
import csv
from pathlib import Path

import pytest

from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS
from desktop_app.domain.problem import ProblemAction
from tests.extracts import ugly
from tests.extracts.conftest import Read, WasRead

FIELD_OF = {
    **{("family", field.header): field.name for field in FAMILY_FIELDS},
    **{("person", field.header): field.name for field in PERSON_FIELDS},
}
FORMS = [
    pytest.param({"delimiter": "|", "quoting": csv.QUOTE_ALL}, id="pipe-quoted"),
    pytest.param(
        {"delimiter": ";", "quoting": csv.QUOTE_MINIMAL, "encoding": "utf-8-sig"},
        id="semicolon-bom",
    ),
    pytest.param(
        {"delimiter": ",", "quoting": csv.QUOTE_MINIMAL, "line_end": "\r\n"}, id="comma-crlf"
    ),
    pytest.param(
        {"delimiter": "\t", "quoting": csv.QUOTE_MINIMAL, "encoding": "utf-16"}, id="tab-utf-16"
    ),
]


def the_pair(folder: Path, extract: ugly.Extract, **form: object) -> tuple[Path, Path]:
    families = ugly.write_csv(folder / "keluarga.csv", ugly.FAMILY_HEADER, extract.families, **form)  # type: ignore[arg-type]  # forms are checked above
    persons = ugly.write_csv(folder / "anggota.csv", ugly.PERSON_HEADER, extract.persons, **form)  # type: ignore[arg-type]  # forms are checked above
    return families, persons


def check(was: WasRead, clean: WasRead, truths: list[ugly.Truth], entity: str, file: int) -> None:
    """Each truth is found at its row with its kind and its value, and no other row has a problem."""
    spoilt_rows = {truth.record + 2 for truth in truths}
    for truth in truths:
        row, defect = truth.record + 2, truth.defect
        named = [found for found in was.at(row, file=file) if found.kind is defect.kind]
        assert named, (defect, truth.before, was.at(row, file=file))
        assert named[0].action is defect.kind.action
        field = FIELD_OF[entity, defect.column]
        after = was.person(row, file=file) if entity == "person" else was.family(row, file=file)
        before = (
            clean.person(row, file=file) if entity == "person" else clean.family(row, file=file)
        )
        if defect.kept == "same" and defect.column != "alamat":
            assert after[field] == before[field], defect
        if defect.kept == "none":
            assert after[field] is None, defect
        strongest = {found.action for found in was.at(row, file=file)}
        if defect.kind.action is ProblemAction.REPAIRED:
            assert strongest == {ProblemAction.REPAIRED}, was.at(row, file=file)
    others = [
        found for found in was.problems if found.file == file and found.row not in spoilt_rows
    ]
    assert not others


@pytest.mark.parametrize("form", FORMS)
def test_a_clean_pair_gives_no_alarm(read: Read, tmp_path: Path, form: dict[str, object]) -> None:
    extract = ugly.an_extract(300)
    was = read(*the_pair(tmp_path, extract, **form))
    assert was.problems == []
    assert was.records == len(extract.families) + len(extract.persons)
    assert (len(was.families), len(was.persons)) == (len(extract.families), len(extract.persons))
    assert was.look.mapping == "dtsen-v3"
    assert {family["village"] for family in was.families} == {ugly.VILLAGE}


@pytest.mark.parametrize("form", FORMS)
def test_every_known_defect_of_a_person_is_named(
    read: Read, tmp_path: Path, form: dict[str, object]
) -> None:
    extract = ugly.an_extract(300)
    clean = read(*the_pair(tmp_path, copy.deepcopy(extract), **form))
    truths = ugly.spoilt(extract.persons, ugly.PERSON_DEFECTS)
    was = read(*the_pair(tmp_path, extract, **form))
    check(was, clean, truths, "person", 1)
    assert was.records == clean.records


@pytest.mark.parametrize("form", FORMS)
def test_every_known_defect_of_a_family_is_named(
    read: Read, tmp_path: Path, form: dict[str, object]
) -> None:
    extract = ugly.an_extract(300)
    clean = read(*the_pair(tmp_path, copy.deepcopy(extract), **form))
    truths = ugly.spoilt(extract.families, ugly.FAMILY_DEFECTS)
    was = read(*the_pair(tmp_path, extract, **form))
    check(was, clean, truths, "family", 0)


def test_a_wide_file_names_the_defects_of_both(read: Read, tmp_path: Path) -> None:
    extract = ugly.an_extract(300)
    header = [
        *ugly.PERSON_HEADER,
        *(name for name in ugly.FAMILY_HEADER if name not in ugly.PERSON_HEADER),
    ]
    clean = read(ugly.write_csv(tmp_path / "bersih.csv", header, extract.wide(), delimiter=","))
    assert clean.problems == []
    assert clean.look.files[0].layout == "dtsen-wide"
    assert len(clean.families) == len({family[ugly.KK] for family in extract.families})
    records = extract.wide()
    truths = ugly.spoilt(records, ugly.PERSON_DEFECTS)
    was = read(ugly.write_csv(tmp_path / "kotor.csv", header, records, delimiter=","))
    check(was, clean, truths, "person", 0)


def test_what_is_kept_can_be_told_from_what_stood_there(read: Read, tmp_path: Path) -> None:
    extract = ugly.an_extract(40)
    extract.persons[5][ugly.NIK] = "3.32613E+15"
    extract.persons[6]["status_kawin"] = "Pisah ranjang"
    was = read(*the_pair(tmp_path, extract))
    assert was.person(7, file=1)["raw"] == '{"national_id": "3.32613E+15"}'
    assert was.person(8, file=1)["raw"] == '{"marital_status": "Pisah ranjang"}'
    assert was.person(9, file=1)["raw"] is None


def test_a_nik_that_is_the_number_of_the_card_is_flagged_and_kept(
    read: Read, tmp_path: Path
) -> None:
    extract = ugly.an_extract(40)
    extract.persons[5][ugly.NIK] = extract.persons[5][ugly.KK]
    was = read(*the_pair(tmp_path, extract))
    assert "national-id-is-family-card" in was.kinds(7, file=1)
    assert was.person(7, file=1)["national_id"] == extract.persons[5][ugly.KK]
