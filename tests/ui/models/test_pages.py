"""A list too long to be held: asked for page by page, and forgotten again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.ui.models.pages import _KEPT, PagedRows
from desktop_app.ui.models.table import ROW_ROLE, Column

SIZE = 10
COLUMNS = (Column[int]("n", "Number", str), Column[int]("double", "Double", lambda n: str(2 * n)))


@pytest.fixture
def rows(qtbot: QtBot) -> PagedRows[int]:
    """A list of which nothing is here yet; a page is answered as soon as it is wanted."""
    model: PagedRows[int] = PagedRows(COLUMNS, SIZE)
    model.page_wanted.connect(
        lambda page: model.put_page(page, range(page * SIZE, (page + 1) * SIZE))
    )
    return model


def text(model: PagedRows[int], row: int) -> str | None:
    found = model.data(model.index(row, 1), Qt.ItemDataRole.DisplayRole)
    assert found is None or isinstance(found, str)
    return found


def test_a_row_comes_once_it_was_looked_at(qtbot: QtBot, rows: PagedRows[int]) -> None:
    rows.show_pages(1_000_000)
    assert rows.rowCount() == 1_000_000
    assert text(rows, 999_999) is None
    qtbot.waitUntil(lambda: text(rows, 999_999) == "1999998")
    assert rows.row_at(999_990) == 999_990
    assert rows.data(rows.index(999_995, 0), ROW_ROLE) == 999_995


def test_pages_that_were_passed_by_are_not_asked_for(qtbot: QtBot) -> None:
    model: PagedRows[int] = PagedRows(COLUMNS, SIZE)
    asked: list[int] = []
    model.page_wanted.connect(asked.append)
    model.show_pages(10_000)
    for row in range(0, 5_000, SIZE):
        text(model, row)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [497, 498, 499]


def test_only_so_many_pages_are_held(qtbot: QtBot, rows: PagedRows[int]) -> None:
    rows.show_pages(100_000)
    for page in range(_KEPT + 5):
        text(rows, page * SIZE)
        qtbot.waitUntil(lambda page=page: rows.row_at(page * SIZE) is not None)  # type: ignore[misc]  # bound at once
    assert len(rows.rows) == _KEPT * SIZE
    assert list(rows.rows) == sorted(n for n in rows.rows if isinstance(n, int))


def test_a_late_page_of_an_earlier_list_changes_nothing(rows: PagedRows[int]) -> None:
    rows.show_pages(50)
    rows.show_rows([7, 8])
    rows.put_page(0, range(SIZE))
    assert list(rows.rows) == [7, 8]
    assert rows.rowCount() == 2


def test_the_view_is_told_the_truth(
    qtbot: QtBot, rows: PagedRows[int], qtmodeltester: ModelTester
) -> None:
    rows.show_pages(25)
    text(rows, 0)
    qtbot.waitUntil(lambda: rows.row_at(0) == 0)
    assert not rows.canFetchMore(QModelIndex())
    assert rows.is_whole
    qtmodeltester.check(rows)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
