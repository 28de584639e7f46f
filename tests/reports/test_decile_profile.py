"""R1: everybody handed in is counted once, in the layout of BPS."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import Cell, DecileTally, ReportTable, RowLevel
from desktop_app.paths import RESOURCES
from desktop_app.reports.decile_profile import tabulate_decile_profile

REGIONS = RegionTable.from_csv(
    (RESOURCES / "reference" / "regions.csv").read_text(encoding="utf-8")
)
LANGKAP, PODO, SIMEGO = "33.26.13.2004", "33.26.13.2010", "33.26.04.2001"

tallies = st.lists(
    st.builds(
        DecileTally,
        village=st.sampled_from([LANGKAP, PODO, SIMEGO, "", "33.75.01.1001"]),
        decile=st.none() | st.integers(1, 10),
        families=st.integers(0, 500),
        persons=st.integers(0, 2_000),
    )
)


def row_of(table: ReportTable, code: str) -> dict[str, Cell]:
    codes = [column.code for column in table.columns]
    return next(dict(zip(codes, row, strict=True)) for row in table.rows if row[0] == code)


@settings(deadline=None)  # the first one loads pandas
@given(tallies)
def test_everybody_is_counted_exactly_once(rows: list[DecileTally]) -> None:
    table = tabulate_decile_profile(rows, REGIONS)
    for unit in ("families", "persons"):
        handed_in = sum(getattr(one, unit) for one in rows)
        bands = ("d1_4", "d5", "d6_10", "not_ranked")
        assert table.total(f"{unit}_all") == handed_in
        assert sum(table.total(f"{unit}_{band}") for band in bands) == handed_in
        first_four = sum(table.total(f"{unit}_d{n}") for n in (1, 2, 3, 4))
        assert first_four == table.total(f"{unit}_d1_4")


def whole(cell: Cell) -> int:
    assert isinstance(cell, int)
    return cell


@settings(deadline=None)  # the first one loads pandas
@given(tallies)
def test_villages_add_up_to_the_total(rows: list[DecileTally]) -> None:
    table = tabulate_decile_profile(rows, REGIONS)
    villages = [
        row
        for row, level in zip(table.rows, table.levels, strict=True)
        if level is RowLevel.VILLAGE
    ]
    for at, column in enumerate(table.columns):
        if column.is_number:
            assert sum(whole(row[at]) for row in villages) == table.rows[-1][at]


def test_each_kecamatan_is_summed_below_its_villages() -> None:
    table = tabulate_decile_profile(
        [
            DecileTally(PODO, 1, 3, 9),
            DecileTally(LANGKAP, 5, 2, 7),
            DecileTally(SIMEGO, None, 1, 4),
        ],
        REGIONS,
    )
    assert [row[0] for row in table.rows] == [
        SIMEGO, "33.26.04", LANGKAP, PODO, "33.26.13", "",
    ]  # fmt: skip
    assert row_of(table, "33.26.13")["families_all"] == 5
    assert row_of(table, "33.26.13")["persons_d1"] == 9
    assert row_of(table, PODO)["subdistrict"] == "Kedungwuni"


def test_a_family_without_a_decile_is_neither_poor_nor_rich() -> None:
    row = row_of(tabulate_decile_profile([DecileTally(PODO, None, 4, 11)], REGIONS), PODO)
    assert row["families_not_ranked"] == row["families_all"] == 4
    assert row["families_d1_4"] == row["families_d6_10"] == 0


def test_a_village_nobody_knows_stands_last_with_its_own_row() -> None:
    table = tabulate_decile_profile([DecileTally("", 2, 1, 1), DecileTally(PODO, 2, 1, 1)], REGIONS)
    assert [row[0] for row in table.rows] == [PODO, "33.26.13", "", ""]


def test_nothing_at_all_still_has_a_total() -> None:
    table = tabulate_decile_profile([], REGIONS)
    assert table.levels == (RowLevel.TOTAL,)
    assert set(table.totals.values()) == {0}
