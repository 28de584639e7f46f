"""Blocks of facts under each other that are typed in somewhere else, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.style import L, M
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text


class CopyBlocks(QWidget):
    """The arrows go through all blocks; Ctrl+C copies a fact and goes on to the next."""

    copied = Signal(str)  # the label of what was copied
    hidden_wanted = Signal()  # somebody would copy what is hidden
    came_to = Signal(object)  # the widget of the line the keyboard is on now

    def __init__(self, *, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self.grids: list[KeyValueGrid] = []
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        self._whole.addWidget(self._inside)

    def show_blocks(
        self, blocks: Sequence[tuple[str, Sequence[KeyValue]]], *, keeps_place: bool = False
    ) -> None:
        """Show these, each with its heading; with `keeps_place` the keyboard stays on its line."""
        if keeps_place and len(blocks) == len(self.grids):
            for grid, (_, lines) in zip(self.grids, blocks, strict=True):
                at = grid.current
                grid.show_lines(lines)
                grid.keep_current(min(at, len(lines) - 1))
            return
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.grids = []
        for at, (heading, lines) in enumerate(blocks):
            if at:
                column.addSpacing(L)
            if heading:
                column.addWidget(Text(heading, "heading"))
            grid = KeyValueGrid(columns=self._columns, goes_on=True)
            grid.copied.connect(self.copied)
            grid.hidden_wanted.connect(self.hidden_wanted)
            grid.passed.connect(partial(self._on_passed, at))
            grid.came_to.connect(self.came_to)
            grid.show_lines(lines)
            column.addWidget(grid)
            self.grids.append(grid)
        self._inside = swapped(self._whole, self._inside, inside)

    def start(self) -> None:
        """Take the keyboard at the first fact."""
        if self.grids:
            self.grids[0].start_at()

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What is shown, as pairs."""
        return [pair for grid in self.grids for pair in grid.texts]

    def _on_passed(self, at: int, by: int) -> None:
        if 0 <= at + by < len(self.grids):
            self.grids[at + by].start_at(is_end=by < 0)
