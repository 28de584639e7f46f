"""One condition of a question: a field, how it is compared, and with what; all of it by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.question_words import QuestionWords
from desktop_app.domain.question import Filter, Operator, Value, operators_of
from desktop_app.domain.question_field import FIELD_NAMED, AskField, AskType
from desktop_app.language import tr
from desktop_app.ui.style import XS, S, grown
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.chip import ChipBar
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.search_choice import SearchChoice

_FIELD, _OPERATOR = 250, 150
_SEVERAL = (Operator.IS, Operator.IS_NOT)


class ConditionRow(QWidget):
    """`changed` after every choice; `removed` by its cross or Ctrl+Delete. What is chosen of a list stands
    as chips; numbers are typed, several with commas.
    """

    changed = Signal()
    removed = Signal(object)

    def __init__(
        self,
        words: QuestionWords,
        fields: Sequence[Option],
        places: Sequence[Option],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._places = words, places
        self._values: list[Value] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(XS)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.field, self.operator = SearchChoice(), Choice()
        self.field.setAccessibleName(tr("What is compared"))
        self.operator.setAccessibleName(tr("How it is compared"))
        self.field.line.setPlaceholderText(tr("Type a part of the name"))
        self.field.show_options(fields)
        self.field.setMinimumWidth(grown(_FIELD))
        self.operator.setFixedWidth(grown(_OPERATOR))
        self.picker, self.number = SearchChoice(), QLineEdit()
        self.picker.setAccessibleName(tr("With which value"))
        self.picker.line.setPlaceholderText(tr("Choose; several are possible"))
        self.number.setAccessibleName(tr("With which number"))
        self.cross = IconButton("x", tr("Remove this condition"), keys="Ctrl+Del")
        for widget, share in (
            (self.field, 3),
            (self.operator, 0),
            (self.picker, 3),
            (self.number, 3),
            (self.cross, 0),
        ):
            row.addWidget(widget, share)
        whole.addLayout(row)
        self.chips = ChipBar()
        whole.addWidget(self.chips)
        self.field.activated.connect(self._on_field)
        self.operator.activated.connect(self._on_operator)
        self.picker.activated.connect(self._on_picked)
        self.number.textEdited.connect(self._on_typed)
        self.chips.removed.connect(self._on_chip)
        self.cross.clicked.connect(self._on_cross)
        self.setFocusProxy(self.field)
        self._show_editor()

    @property
    def asked(self) -> AskField | None:
        """The field that was chosen."""
        return FIELD_NAMED.get(self.field.value or "")

    @property
    def filter(self) -> Filter | None:
        """The condition; None while something of it is missing."""
        asked, operator = self.asked, self._operator
        if asked is None or operator is None:
            return None
        if operator is Operator.MISSING:
            return Filter(asked.name, operator)
        values = self._typed if self._is_typed else tuple(self._values)
        return Filter(asked.name, operator, values) if values else None

    def show_filter(self, one: Filter) -> None:
        """Show a condition that stands in a question."""
        self.field.choose(one.field)
        self._show_operators(one.operator)
        self._values = list(one.values)
        self.number.setText(", ".join(str(value) for value in one.values))
        self._show_editor()

    @property
    def _operator(self) -> Operator | None:
        return Operator(self.operator.value) if self.operator.value else None

    @property
    def _is_typed(self) -> bool:
        return self.asked is not None and self.asked.type is AskType.NUMBER

    @property
    def _typed(self) -> tuple[Value, ...]:
        """The numbers that were typed; nothing while one of them is none."""
        parts = [part.strip() for part in self.number.text().replace(";", ",").split(",")]
        wanted = [part for part in parts if part]
        if not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in wanted):
            return ()
        values = tuple(dict.fromkeys(int(part) for part in wanted))
        return values if self._operator in _SEVERAL or len(values) == 1 else ()

    def _show_operators(self, chosen: Operator | None = None) -> None:
        asked = self.asked
        offered = operators_of(asked) if asked else ()
        self.operator.show_options(
            [Option(one.value, self._words.operator(one)) for one in offered],
            chosen=(chosen or offered[0]).value if offered else None,
        )

    def _show_editor(self) -> None:
        """The box that fits the field, and what was chosen in it."""
        asked, operator = self.asked, self._operator
        needs_value = asked is not None and operator is not Operator.MISSING
        self.operator.setEnabled(asked is not None)
        self.number.setVisible(needs_value and self._is_typed)
        # An empty place keeps the columns of all conditions beneath each other.
        self.picker.setVisible(not self.number.isVisibleTo(self))
        self.picker.setEnabled(needs_value)
        if asked is not None:
            self.picker.show_options(self._options(asked))
        names = [(str(value), self._words.value(asked, value)) for value in self._values if asked]
        self.chips.show_chips(names if needs_value and not self._is_typed else [])

    def _options(self, asked: AskField) -> list[Option]:
        if asked.type is AskType.PLACE:
            return list(self._places)
        return [Option(str(value), said) for value, said in self._words.values(asked)]

    @Slot()
    def _on_field(self) -> None:
        self._values = []
        self.number.clear()
        self._show_operators()
        self._show_editor()
        following = self.number if self._is_typed else self.picker
        following.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _on_operator(self) -> None:
        if self._operator not in _SEVERAL:
            del self._values[1:]
        self._show_editor()
        self.changed.emit()

    @Slot()
    def _on_picked(self) -> None:
        asked, chosen = self.asked, self.picker.value
        if asked is None or chosen is None:
            return
        is_text = asked.type in (AskType.PLACE, AskType.PROGRAMME, AskType.PROPOSAL)
        value: Value = chosen if is_text else int(chosen)
        if self._operator not in _SEVERAL:
            self._values = []
        if value not in self._values:
            self._values.append(value)
        self._show_editor()
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _on_typed(self) -> None:
        self.changed.emit()

    @Slot(str)
    def _on_chip(self, key: str) -> None:
        self._values = [value for value in self._values if str(value) != key]
        self._show_editor()
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _on_cross(self) -> None:
        self.removed.emit(self)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Delete and is_control:
            self.removed.emit(self)
        else:
            super().keyPressEvent(event)
