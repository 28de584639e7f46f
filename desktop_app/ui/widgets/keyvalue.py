"""Labels and values under each other, each value to be copied with one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XL, XS, S
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.group import Group
from desktop_app.ui.widgets.text import Text, restyle


@dataclass(frozen=True, slots=True)
class KeyValue:
    """One line: what it is, what it says, and what is copied (the value itself if not given).

    What is hidden has an empty `copied`: there is nothing to copy then.
    """

    label: str
    value: str
    copied: str | None = None

    @property
    def to_copy(self) -> str:
        """The text that goes to the clipboard; empty for none."""
        return self.value if self.copied is None else self.copied


class KeyValueGrid(Group):
    """Two columns of lines when there is room, one when there is not.

    The grid is one stop of the Tab key; the arrows go through its lines and Ctrl+C copies the
    current one. With the mouse, a copy button stands beside the line under the pointer. With
    `goes_on` copying goes on to the next line, as somebody does who types them in elsewhere.
    """

    copied = Signal(str)  # the label of what was copied
    came_to = Signal(object)  # the widget of the line the keyboard is on now
    hidden_wanted = Signal()  # somebody would copy what is hidden
    passed = Signal(int)  # an arrow went beyond the last line (1) or the first (-1)

    def __init__(
        self, *, columns: int = 2, goes_on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._columns = columns
        self._goes_on = goes_on
        self._lines: list[_Line] = []
        self._current = -1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(XL)
        self._grid.setVerticalSpacing(S)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_lines(self, lines: Sequence[KeyValue]) -> None:
        """Show these lines."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [_Line(line, self) for line in lines]
        for made in self._lines:
            made.wants_copy.connect(self._on_copy)
        self._current = -1
        self._be_named(0)
        # Nothing to stand on is no stop of the Tab key.
        stops = Qt.FocusPolicy.StrongFocus if self._lines else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(stops)
        self._arrange()

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What is shown, as pairs."""
        return [(line.content.label, line.content.value) for line in self._lines]

    @Slot(object)
    def _on_copy(self, content: KeyValue) -> None:
        if content.to_copy:
            QGuiApplication.clipboard().setText(content.to_copy)
            self.copied.emit(content.label)
        elif content.value:
            self.hidden_wanted.emit()

    def _arrange(self) -> None:
        wide = self.fontMetrics().averageCharWidth() * 25
        columns = max(1, min(self._columns, self.width() // max(1, wide)))
        down = -(-len(self._lines) // columns)
        for at, line in enumerate(self._lines):
            self._grid.addWidget(line, at % down, at // down, Qt.AlignmentFlag.AlignTop)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def start_at(self, *, is_end: bool = False) -> None:
        """Take the keyboard at the first line, or at the last."""
        self._current = len(self._lines) - 1 if is_end else 0
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_current(self, at: int) -> None:
        """Stand on this line again, after the same lines were shown anew."""
        self._current = at
        if self.hasFocus():
            self._go_to(at)

    @property
    def current(self) -> int:
        """The line the keyboard is on; -1 for none yet."""
        return self._current

    def _go_to(self, at: int) -> None:
        if not self._lines:
            return
        if not 0 <= at < len(self._lines):
            self.passed.emit(1 if at > 0 else -1)
        if 0 <= self._current < len(self._lines):
            self._lines[self._current].set_current(False)
        self._current = min(max(at, 0), len(self._lines) - 1)
        line = self._lines[self._current]
        line.set_current(True)
        self.came_to.emit(line)
        self._be_named(self._current)

    def _be_named(self, at: int) -> None:
        """What a screen reader says: the line the keyboard is on, or would come to."""
        contents = [line.content for line in self._lines[at : at + 1]]
        self.setAccessibleName("".join(f"{one.label}: {one.value}" for one in contents))

    # Qt overrides

    def resizeEvent(self, event: QEvent) -> None:
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._go_to(max(self._current, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if 0 <= self._current < len(self._lines):
            self._lines[self._current].set_current(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and 0 <= self._current < len(self._lines):
            content = self._lines[self._current].content
            self._on_copy(content)
            # From what is hidden nobody goes on: what was copied before would be pasted in its place.
            if self._goes_on and (content.to_copy or not content.value):
                self._go_to(self._current + 1)
        elif event.key() == Qt.Key.Key_Down:
            self._go_to(self._current + 1)
        elif event.key() == Qt.Key.Key_Up:
            self._go_to(self._current - 1)
        else:
            super().keyPressEvent(event)


class _Line(QFrame):
    """One label over its value."""

    wants_copy = Signal(object)  # KeyValue

    def __init__(self, content: KeyValue, parent: QWidget) -> None:
        super().__init__(parent)
        self.content = content
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        grid.setHorizontalSpacing(XS)
        grid.addWidget(Text(content.label, "label"), 0, 0)
        value = QHBoxLayout()
        value.setSpacing(XS)
        value.addWidget(Text(content.value or "–", wraps=True, selectable=True), 1)
        self._copy = IconButton("copy", tr("Copy {name}").format(name=content.label), size=14)
        self._copy.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._copy.clicked.connect(self._on_clicked)
        policy = self._copy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._copy.setSizePolicy(policy)
        self._copy.setFixedSize(24, 24)
        self._copy.hide()
        grid.addLayout(value, 1, 0)
        grid.addWidget(self._copy, 0, 1, 2, 1, Qt.AlignmentFlag.AlignBottom)
        grid.setColumnStretch(0, 1)

    def set_current(self, is_current: bool) -> None:
        """Show that this is the line which the keyboard acts on."""
        self._copy.setVisible(is_current and bool(self.content.to_copy))
        self._copy.setDown(is_current)
        self.setProperty("current", is_current)
        restyle(self)

    @Slot()
    def _on_clicked(self) -> None:
        self.wants_copy.emit(self.content)

    # Qt overrides

    def enterEvent(self, event: QEnterEvent) -> None:
        self._copy.setVisible(bool(self.content.to_copy))

    def leaveEvent(self, event: QEvent) -> None:
        self._copy.hide()
