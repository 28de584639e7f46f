"""The pair of files: exactly the shape of the 2026 release."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from desktop_app.demo.families import invent_families
from desktop_app.demo.files import write_v3_pair
from desktop_app.demo.words import DemoWords
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS
from desktop_app.domain.region import RegionTable
from desktop_app.paths import RESOURCES

REGIONS = RegionTable.from_csv(
    (RESOURCES / "reference" / "regions.csv").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    families = invent_families(
        900,
        seed=3,
        villages=REGIONS.villages_within("33.26.04"),
        reference_date=date(2026, 9, 30),
        words=DemoWords.from_folder(),
    )
    folder = tmp_path_factory.mktemp("pair")
    return write_v3_pair(families, folder, label="v3_2026_3326040")


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="|", strict=True))


def test_the_files_are_named_after_the_label(pair: tuple[Path, Path]) -> None:
    assert [path.name for path in pair] == [
        "keluarga_dtsen_v3_2026_3326040.csv",
        "anggota_dtsen_v3_2026_3326040.csv",
    ]


def test_the_headers_are_those_of_the_release_in_their_order(pair: tuple[Path, Path]) -> None:
    assert read(pair[0])[0] == [field.header for field in FAMILY_FIELDS]
    assert read(pair[1])[0] == [field.header for field in PERSON_FIELDS]


def test_every_value_is_quoted_and_lines_end_with_a_single_line_feed(
    pair: tuple[Path, Path],
) -> None:
    for path, columns in zip(pair, (52, 48), strict=True):
        lines = path.read_bytes().split(b"\n")
        assert lines.pop() == b""
        for line in lines:
            assert line.startswith(b'"')
            assert line.endswith(b'"')
            assert line.count(b'"') == 2 * columns
            assert b"\r" not in line


def test_every_member_belongs_to_a_family_and_the_counts_agree(pair: tuple[Path, Path]) -> None:
    families, people = read(pair[0])[1:], read(pair[1])[1:]
    cards = [row[1] for row in people]
    assert len(people) == 900
    for row in families:
        assert cards.count(row[9]) == int(row[10])
    assert set(cards) == {row[9] for row in families}


def test_regions_are_written_with_their_statistics_codes(pair: tuple[Path, Path]) -> None:
    for row in read(pair[0])[1:]:
        assert row[:6] == [
            "33", "JAWA TENGAH", "3326", "KABUPATEN PEKALONGAN", "3326040", "PETUNGKRIYONO",
        ]  # fmt: skip
        assert REGIONS.village_by_bps(row[6]) is not None
