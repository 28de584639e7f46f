"""Refused rows and slim releases by command."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.builders import a_family, a_pair, a_release
from tests.cli.conftest import Run
from tests.conftest import ADMIN, MakeOffice
from tests.refused import MEMBERS_FILE, Spoilt, a_spoilt_release

REFERENCE = date(2026, 1, 10)
ROW = ("--file", "2", "--row", "3")


@pytest.fixture
def spoilt(make_office: MakeOffice, tmp_path: Path) -> tuple[Spoilt, tuple[str, ...]]:
    """A closed office with a release in which rows were refused, and how commands name it."""
    office = make_office()
    made = a_spoilt_release(office, tmp_path)
    office.close()
    return made, ("--office", str(office.paths.folder), "--user", ADMIN)


def test_refused_rows_are_listed_masked_and_whole_for_a_reason(
    run: Run, spoilt: tuple[Spoilt, tuple[str, ...]]
) -> None:
    made, where = spoilt
    nik = made.families[0].members[1].nik
    data = run("extract", "quarantine", "Q1", *where, "--json").data
    assert [(one["file"], one["row"], one["is_admitted"]) for one in data["refused"]] == [
        (1, 3, False),
        (MEMBERS_FILE + 1, 3, False),
        (MEMBERS_FILE + 1, 5, False),
    ]
    assert nik not in json.dumps(data)
    assert nik not in run("extract", "quarantine", "Q1", *where).out
    whole = run("extract", "quarantine", "Q1", *where, "--reveal", "memeriksa", "--json").data
    assert nik in whole["refused"][1]["raw"]


def test_a_row_is_tried_admitted_and_taken_out_again(
    run: Run, spoilt: tuple[Spoilt, tuple[str, ...]], tmp_path: Path
) -> None:
    _, where = spoilt
    cells = tmp_path / "cells.json"
    cells.write_text(json.dumps({"nama": "SITI MARYAM"}), "utf-8")
    mended = ("--cells", str(cells))
    tried = run("extract", "admit", "Q1", *ROW, *mended, "--try", *where, "--json").data
    assert [row["refused"] for row in tried["rows"]] == [None]
    assert tried["rows"][0]["has_family"]
    missing = run("extract", "admit", "Q1", *ROW, *mended, *where, "--json")
    assert (missing.code, missing.error["code"]) == (1, "reason-missing")
    done = run("extract", "admit", "Q1", *ROW, *mended, "--reason", "uji", *where, "--json")
    assert done.code == 0
    hits = run("search", "siti maryam", *where, "--json").data["hits"]
    assert [hit["person_id"] for hit in hits] == done.data["person_ids"]
    listed = run("extract", "quarantine", "Q1", *where, "--json").data
    assert [one["is_admitted"] for one in listed["refused"]] == [False, True, False]
    assert listed["refused"][1]["admissions"][0]["reason"] == "uji"
    out = run("extract", "withdraw", "Q1", *ROW, "--reason", "keliru", *where)
    assert out.code == 0
    assert run("search", "siti maryam", *where, "--json").data["hits"] == []
    assert run("audit", "verify", *where).code == 0


def test_a_text_is_read_with_the_separator_of_its_file(
    run: Run, spoilt: tuple[Spoilt, tuple[str, ...]], tmp_path: Path
) -> None:
    _, where = spoilt
    listed = run("extract", "quarantine", "Q1", *where, "--reveal", "uji", "--json").data
    raw = tmp_path / "raw.txt"
    raw.write_text(listed["refused"][2]["raw"] + '"\n', "utf-8")
    given = ("--file", "2", "--row", "5", "--raw-file", str(raw), "--reason", "uji")
    assert run("extract", "admit", "Q1", *given, *where).code == 0
    assert len(run("search", "wati", *where, "--json").data["hits"]) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "file-unreadable"),
        ('{"tak ada": "x"}', "column-missing"),
        ("[[]]", "row-still-refused"),
    ],
)
def test_cells_that_make_no_sense_are_refused(
    run: Run, spoilt: tuple[Spoilt, tuple[str, ...]], tmp_path: Path, content: str, code: str
) -> None:
    _, where = spoilt
    cells = tmp_path / "cells.json"
    cells.write_text(content, "utf-8")
    ran = run(
        *("extract", "admit", "Q1", *ROW, "--cells", cells, "--reason", "uji"), *where, "--json"
    )
    assert (ran.code, ran.error["code"]) == (1, code)


def test_older_releases_are_made_slim_after_an_import_and_by_hand(
    run: Run, make_office: MakeOffice, tmp_path: Path
) -> None:
    office = make_office()
    families = [a_family(f"ORANG {n}", sequence=n) for n in range(5)]
    for number, month in ((1, 1), (2, 4)):
        a_release(
            office,
            tmp_path,
            families[number:],
            label=f"Q{number}",
            reference_date=REFERENCE.replace(month=month),
        )
    office.close()
    where = ("--office", str(office.paths.folder), "--user", ADMIN)
    assert run("extract", "keep", *where, "--json").data == {"kept_whole": 2}
    pair = a_pair(tmp_path / "new", families, "q3")
    load = ("extract", "import", *pair, "--release", "Q3", "--reference-date", "2026-07-10")
    assert run(*load, *where, "--json").data["slimmed"] == ["Q1"]
    would = run("extract", "slim", "Q2", "--try", *where, "--json").data
    assert 0 < would["frees"] < would["bytes"]
    assert run("extract", "slim", *where, "--json").data["slimmed"] == []
    done = run("extract", "slim", "Q2", *where, "--json").data
    assert done["freed"] > 0
    assert "(ringkas)" in run("extract", "list", *where).out
    listed = run("extract", "list", *where, "--json").data["releases"]
    assert [line["is_slim"] for line in listed] == [False, True, True]
    assert run("extract", "keep", "all", *where, "--json").data == {"kept_whole": None}
    assert run("extract", "keep", "0", *where, "--json").error["code"] == "kept-whole-invalid"
    assert run("extract", "keep", "x", *where).code == 1
    refused = run("extract", "quarantine", "Q2", *where, "--json")
    assert refused.error["code"] == "release-is-slim"
