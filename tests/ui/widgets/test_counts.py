"""What became of the records, in numbers that add up."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_app.domain.release import ImportCounts
from desktop_app.ui.widgets.counts import PARTS, CountsCard


def test_every_part_is_shown_and_the_sum_is_what_was_read(qtbot: QtBot) -> None:
    counts = ImportCounts(1000, 900, 60, 30, 5, 3, 2)
    card = CountsCard()
    qtbot.addWidget(card)
    card.show()
    card.show_counts(counts)
    shown = card.texts
    assert shown["records"] == "1,000"
    parts = sum(int(shown[name].replace(",", "")) for name, _ in PARTS)
    assert parts == counts.total == counts.records
    assert not card.grab().isNull()


def test_nothing_read_can_be_drawn_too(qtbot: QtBot) -> None:
    card = CountsCard()
    qtbot.addWidget(card)
    card.show_counts(ImportCounts())
    assert not card.grab().isNull()
