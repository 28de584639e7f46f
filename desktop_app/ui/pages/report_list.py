"""Every report under the heading of its group, the summary first; a box instead where there is no room."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_app.domain.report import ReportKind
from desktop_app.language import tr
from desktop_app.ui.style import grown
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.words.reports import grouped_kinds

BOARD, ASK = "", "ask"
"""Stand for the summary, and for asking, among the codes of reports."""
_WIDTH = 216
_NARROW_LETTERS = 118
_BAR = 16
"""For the bar that scrolls, and the air beside it."""
_PADDING = QSize(12, 6)
"""Around an item, as the style sheet has it."""
_CODE_ROLE = Qt.ItemDataRole.UserRole


class ReportList(QListWidget):
    """The arrows only go along; Enter or a click emits `chosen` with a code, `BOARD` for the summary."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = BOARD
        self._is_narrow = self._is_left_out = False
        self.setAccessibleName(tr("Reports"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(grown(_WIDTH))
        self.box = Choice()
        self.box.setAccessibleName(tr("Report"))
        self.box.activated.connect(self._on_box)
        self.itemClicked.connect(self._on_item)
        self.itemActivated.connect(self._on_item)
        self.show_kinds(())

    def show_kinds(self, kinds: Iterable[ReportKind]) -> None:
        """Offer these."""
        options = [Option(BOARD, tr("Summary")), Option(ASK, tr("Ask the data"))]
        for heading, inside in grouped_kinds(kinds):
            options.append(Option(None, heading))
            options += [Option(kind.code, tr(kind.title)) for kind in inside]
        if options != self.box.options:
            self.box.show_options(options)
            self.clear()
            for option in options:
                self._add(option)
        self.show_chosen(self._code)

    def show_chosen(self, code: str) -> None:
        """Let this one be the one that is shown."""
        self._code = code
        self.box.choose(code)
        for at in range(self.count()):
            if self.item(at).data(_CODE_ROLE) == code:
                self.setCurrentRow(at)

    def fit(self, width: int) -> None:
        """Be a list where the page is so wide, else a box."""
        self._is_narrow = width // max(1, self.fontMetrics().averageCharWidth()) < _NARROW_LETTERS
        self._show()

    def leave_out(self, is_left_out: bool) -> None:
        """Make room, or come back."""
        self._is_left_out = is_left_out
        self._show()

    def _show(self) -> None:
        self.box.setVisible(self._is_narrow and not self._is_left_out)
        self.setVisible(not self._is_narrow and not self._is_left_out)

    def _add(self, option: Option) -> None:
        item = QListWidgetItem(option.text)
        item.setData(_CODE_ROLE, option.value)
        font = self.font()
        if option.value is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            font.setBold(True)
            item.setFont(font)
        # Left alone, a title nearly as wide as the list would be cut: Qt forgets the padding.
        room = QRect(0, 0, self.width() - 2 * _PADDING.width() - _BAR, 0)
        text = QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, option.text)
        item.setSizeHint(QSize(room.width(), text.height() + 2 * _PADDING.height()))
        self.addItem(item)

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_CODE_ROLE))

    @Slot()
    def _on_box(self) -> None:
        self.chosen.emit(self.box.value or BOARD)
