"""Facts that are otherwise than the extract says: its value beside the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.field import Field, FieldKind
from desktop_app.domain.proposal import is_hidden
from desktop_app.domain.proposal_question import Input, Question
from desktop_app.domain.subject import SubjectKind
from desktop_app.language import tr
from desktop_app.ui.pages.proposal_questions import Asked, asked_field
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.choice import Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.search_choice import SearchChoice
from desktop_app.words.fields import label_of, value_words

_INPUTS = {
    FieldKind.CODE: Input.CODE,
    FieldKind.YES_NO: Input.CODE,
    FieldKind.INTEGER: Input.WHOLE,
    FieldKind.DATE: Input.DAY,
    FieldKind.NUMBER_ID: Input.NIK,
}
_NEVER = (FieldKind.DECILE, FieldKind.REGION_CODE)


@dataclass(frozen=True, slots=True)
class Corrected:
    """Whose facts are corrected, and what the extract says of them."""

    kind: SubjectKind
    values: Mapping[str, str | int | None]
    born: date | None


class CorrectionFields(QWidget):
    """Choose a fact and say how it is; facts without a new value, or with the old one, are none."""

    changed = Signal()

    def __init__(self, lookups: Lookups, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._today = today
        self._corrected: Corrected | None = None
        self._cleared: set[str] = set()
        self.rows: dict[str, tuple[QWidget, Asked]] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self._column = QVBoxLayout()
        self._column.setSpacing(M)
        whole.addLayout(self._column)
        self.choice = SearchChoice()
        self.choice.activated.connect(self._on_chosen)
        self.choice_field = FormField(
            tr("Which &fact is otherwise"), self.choice, hint=tr("Type a part of its name.")
        )
        whole.addWidget(self.choice_field)

    @property
    def corrections(self) -> dict[str, str]:
        """The new values by the names of their fields."""
        return {
            name: asked.read().strip()
            for name, (_, asked) in self.rows.items()
            if asked.read().strip() or name in self._cleared
            if asked.read().strip() != self._old_text(name)
        }

    def show_corrected(self, corrected: Corrected | None, corrections: Mapping[str, str]) -> None:
        """Correct the facts of this family or person, so far in these; None while nobody is chosen."""
        self._corrected = corrected
        for row, _ in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        # An empty value that came with a draft says that nothing should stand there.
        self._cleared = {name for name, text in corrections.items() if not text}
        known = {field.name for field in self._fields()}
        for name, text in corrections.items():
            if name in known:
                self._add(name, text)
        self.choice_field.setVisible(corrected is not None)
        self._offer()

    def _fields(self) -> Iterator[Field]:
        """What may be corrected, in the order in which it is typed into SIKS-NG."""
        if self._corrected is None:
            return
        order = self._lookups.keying
        is_person = self._corrected.kind is SubjectKind.PERSON
        for field in order.member if is_person else (*order.family, *order.house, *order.assets):
            if field.kind not in _NEVER and field.name in self._corrected.values:
                yield field

    def _offer(self) -> None:
        free = [field for field in self._fields() if field.name not in self.rows]
        options = [Option(field.name, label_of(field.name)) for field in free]
        self.choice.show_options(options)
        self.choice.line.setPlaceholderText(tr("Choose a fact"))

    def _add(self, name: str, text: str) -> None:
        field = next(one for one in self._fields() if one.name == name)
        question = Question(name, _INPUTS.get(field.kind, Input.TEXT), codes=field.codes)
        asked = asked_field(
            question,
            label_of(name),
            self._lookups,
            self._today,
            text,
            partial(self._on_changed, name),
        )
        asked.field.set_hint(self._old_words(field))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S)
        line.addWidget(asked.field, 1)
        remove = IconButton("x", tr("Leave this fact as it is"), size=16)
        remove.clicked.connect(partial(self._on_remove, name))
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self.rows[name] = (row, asked)
        self._column.addWidget(row)

    def _old_text(self, name: str) -> str | None:
        corrected = self._corrected
        value = corrected.values[name] if corrected else None
        return None if value is None else str(value)

    def _old_words(self, field: Field) -> str:
        corrected = self._corrected
        assert corrected is not None
        if is_hidden(corrected.kind, field.name, corrected.born, self._today):
            return tr("What the extract says is hidden.")
        old = value_words(field, corrected.values[field.name], self._lookups.codes)
        return tr("In the extract: {value}").format(value=old or "–")

    @Slot()
    def _on_chosen(self) -> None:
        name = self.choice.value
        if name is None or name in self.rows:
            return
        self._add(name, "")
        self._offer()
        _, asked = self.rows[name]
        asked.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_changed(self, name: str, *_: object) -> None:
        self._cleared.discard(name)
        asked = self.rows[name][1]
        is_same = asked.read().strip() == self._old_text(name)
        asked.field.show_error(tr("The extract says the same.") if is_same else "")
        self.changed.emit()

    def _on_remove(self, name: str, _: bool = False) -> None:
        row = self.rows.pop(name)[0]
        self._cleared.discard(name)
        row.hide()
        row.deleteLater()
        self._offer()
        self.changed.emit()
