"""Rows under columns: what the view is told, in pieces and in order."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.ui.models.table import (
    BELOW_ROLE,
    CHUNK,
    COPY_ROLE,
    DECILE_ROLE,
    ROW_ROLE,
    SORT_ROLE,
    Column,
    Heading,
    RowsModel,
)


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    card: str
    members: int
    decile: int | None = None


COLUMNS = (
    Column[Family]("name", "Name", lambda f: f.name, below=lambda f: f.card[-4:]),
    Column[Family](
        "members", "Members", lambda f: str(f.members), is_number=True, sort=lambda f: f.members
    ),
    Column[Family]("decile", "Decile", lambda f: "", decile=lambda f: f.decile),
    Column[Family]("card", "KK", lambda f: "••••", copied=lambda f: f.card),
)
LETTERS = (Column[str]("letter", "Letter", lambda text: text),)
FAMILIES = [
    Family("Siti", "3326130101909001", 4, 3),
    Family("budi", "3326130101909002", 10, None),
    Family("Agus", "3326130101909003", 2, 1),
]


@pytest.fixture
def model() -> RowsModel[Family]:
    model = RowsModel(COLUMNS)
    model.show_rows(FAMILIES)
    return model


def names(model: RowsModel[Family]) -> list[str]:
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester, count: int) -> None:
    model = RowsModel(COLUMNS)
    model.show_rows(FAMILIES[:count])
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_the_model_keeps_the_rules_of_qt_with_headings_and_many_rows(
    qtmodeltester: ModelTester,
) -> None:
    model = RowsModel(COLUMNS)
    model.show_rows([Heading("Podo"), *FAMILIES * 300], total=5000)
    model.fetchMore(QModelIndex())
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_a_cell_says_what_its_column_says(model: RowsModel[Family]) -> None:
    assert names(model) == ["Siti", "budi", "Agus"]
    assert model.data(model.index(0, 0), BELOW_ROLE) == "9001"
    assert model.data(model.index(0, 0), ROW_ROLE) is FAMILIES[0]
    assert model.data(model.index(0, 1), SORT_ROLE) == 4
    assert model.data(model.index(0, 3), COPY_ROLE) == "3326130101909001"
    assert model.data(model.index(0, 2), DECILE_ROLE) == 3
    assert model.data(model.index(1, 2), DECILE_ROLE) == 0  # none yet, which is drawn as a value
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Members"


def test_numbers_sort_as_numbers_and_names_without_case(model: RowsModel[Family]) -> None:
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["budi", "Siti", "Agus"]
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["Agus", "budi", "Siti"]


def test_families_without_a_decile_stand_last(model: RowsModel[Family]) -> None:
    model.sort(2, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["Agus", "Siti", "budi"]


def test_the_current_row_is_followed_when_the_order_changes(model: RowsModel[Family]) -> None:
    kept = QPersistentModelIndex(model.index(0, 0))
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert kept.row() == 2
    assert kept.data(ROW_ROLE) is FAMILIES[0]


def test_long_lists_are_handed_over_in_pieces(model: RowsModel[Family]) -> None:
    model.show_rows(FAMILIES * 400)
    assert model.rowCount() == CHUNK
    assert model.canFetchMore(QModelIndex())
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 1200


def test_one_row_is_put_anew_while_all_others_stay(model: RowsModel[Family]) -> None:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _: told.append((first.row(), last.row())))
    model.put_row(1, Family("BUDI", "3326130101909002", 9))
    assert told == [(1, 1)]
    assert [row.name for row in model.rows if isinstance(row, Family)] == ["Siti", "BUDI", "Agus"]


def test_a_row_far_down_is_handed_over_when_somebody_goes_there(model: RowsModel[Family]) -> None:
    model.show_rows([Family(str(at), "3326130101909001", at) for at in range(3 * CHUNK)])
    model.show_until(CHUNK - 1)
    assert model.rowCount() == CHUNK
    model.put_row(
        2 * CHUNK, Family("later", "3326130101909001", 1)
    )  # not shown yet: nobody is told
    model.show_until(2 * CHUNK)
    assert model.rowCount() == 3 * CHUNK
    assert model.row_at(2 * CHUNK) == Family("later", "3326130101909001", 1)
    model.show_until(10 * CHUNK)
    assert model.rowCount() == 3 * CHUNK


def test_the_rest_of_a_longer_list_is_asked_for_once(model: RowsModel[Family]) -> None:
    asked: list[int] = []
    model.more_wanted.connect(asked.append)
    model.show_rows(FAMILIES, total=7)
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert asked == [3]
    model.add_rows(FAMILIES)
    model.fetchMore(QModelIndex())
    assert asked == [3, 6]
    model.add_rows([])  # there are no more after all
    assert not model.canFetchMore(QModelIndex())
    assert model.total == 6


def test_a_part_of_a_list_is_put_in_order_by_whoever_has_all_of_it(
    model: RowsModel[Family],
) -> None:
    asked: list[tuple[str, bool]] = []
    model.order_wanted.connect(lambda key, descending: asked.append((key, descending)))
    model.show_rows(FAMILIES, total=100)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked == [("members", True)]
    assert names(model) == ["Siti", "budi", "Agus"]


def test_a_heading_is_no_row(model: RowsModel[Family]) -> None:
    model.show_rows([Heading("Podo"), *FAMILIES])
    assert names(model)[0] == "Podo"
    assert model.row_at(0) is None
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["Podo", "Siti", "budi", "Agus"]


def test_an_index_from_before_a_reset_asks_in_vain(model: RowsModel[Family]) -> None:
    index = model.index(2, 0)
    model.show_rows([])
    assert model.data(index) is None


def test_a_part_of_a_list_is_read_to_its_end_before_it_is_sorted(qtbot: QtBot) -> None:
    model: RowsModel[str] = RowsModel(LETTERS)
    rest = [["d", "a"], ["c"]]
    model.more_wanted.connect(lambda _: model.add_rows(rest.pop(0)))
    model.show_rows(["e", "b"], total=5)
    model.sort(0)
    assert list(model.rows) == ["a", "b", "c", "d", "e"]
    assert rest == []


def test_a_list_that_is_too_long_says_that_it_is_not_sorted(qtbot: QtBot) -> None:
    model: RowsModel[str] = RowsModel(LETTERS)
    model.show_rows(["e", "b"], total=100_000)
    with qtbot.waitSignal(model.order_refused):
        model.sort(0)
    assert list(model.rows) == ["e", "b"]
