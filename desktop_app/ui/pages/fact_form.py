"""The form for a note, a contact or the place where a family lives."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.local_fact import FactKind, LocalFact, LocalFactDraft
from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.style import M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for

_TEXT_HEIGHT = 120


class FactForm(QWidget):
    """Only the fields that this kind has; what was typed stays, whatever is wrong with it."""

    edited = Signal()

    def __init__(
        self,
        kind: FactKind,
        today: date,
        *,
        corrects: LocalFact | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._corrects = corrects
        self.is_dirty = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.banner = Banner(close_name=tr("Close"))
        whole.addWidget(self.banner)
        self.fields: dict[str, FormField] = {}
        self.name, self.phone = _line(120), _line(40)
        self.rt, self.rw, self.coordinates = _line(3), _line(3), _line(60)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_TEXT_HEIGHT)
        self.noted_on = DayField(tr("Dat&e"))
        self.noted_on.show_day(today)
        match kind:
            case FactKind.NOTE:
                self._add(whole, "text", tr("&What was seen or said"), self.text)
            case FactKind.CONTACT:
                self._add(whole, "name", tr("&Whose number"), self.name)
                self._add(whole, "phone", tr("Telepho&ne or WhatsApp"), self.phone)
                self._add(whole, "text", tr("Remar&k"), self.text)
            case FactKind.PLACE:
                row = QHBoxLayout()
                row.setSpacing(M)
                whole.addLayout(row)
                self._add(row, "rt", tr("RT where they live"), self.rt)
                self._add(row, "rw", tr("R&W"), self.rw)
                self._add(
                    whole,
                    "coordinates",
                    tr("C&oordinates"),
                    self.coordinates,
                    tr("Latitude and longitude as a map shows them, such as -6.9712, 109.6634."),
                )
                self._add(whole, "text", tr("How to &get there"), self.text)
        self.fields["noted_on"] = self.noted_on
        whole.addWidget(self.noted_on)
        if kind is FactKind.NOTE:
            whole.addWidget(
                Text(
                    tr("Colleagues read this. Write no illness, and nothing that is not needed."),
                    "muted",
                    wraps=True,
                )
            )
        whole.addStretch(1)
        if corrects is not None:
            self._show(corrects)
        for editor in (self.name, self.phone, self.rt, self.rw, self.coordinates):
            editor.textEdited.connect(self._on_edited)
        self.noted_on.line.textEdited.connect(self._on_edited)
        # A plain text has no signal for what a person typed alone; it is filled before this line.
        self.text.textChanged.connect(self._on_edited)

    def start(self) -> None:
        """Put the keyboard into the first field."""
        first = next(iter(self.fields.values()))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self, family_id: str) -> LocalFactDraft | None:
        """What was typed; None if the date is no date, which is said beneath it."""
        for field in self.fields.values():
            field.show_error("")
        self.banner.hide()
        day = self.noted_on.day
        if not self.noted_on.check() or day is None:
            self.noted_on.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return LocalFactDraft(
            kind=self._kind,
            family_id=family_id,
            noted_on=day,
            text=self.text.toPlainText(),
            name=self.name.text(),
            phone=self.phone.text(),
            rt=self.rt.text(),
            rw=self.rw.text(),
            coordinates=self.coordinates.text(),
            corrects=self._corrects.id if self._corrects else "",
        )

    def tell(self, error: LuringError) -> None:
        """Say beside its field, or on top, why it was not kept."""
        sentence = sentence_for(error)
        field = self.fields.get(str(error.facts.get("field", "")))
        if field is None:
            self.banner.tell(error)
            return
        field.show_error(sentence.brief)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(
        self,
        layout: QVBoxLayout | QHBoxLayout,
        name: str,
        label: str,
        editor: QWidget,
        hint: str = "",
    ) -> None:
        self.fields[name] = FormField(label, editor, hint=hint)
        layout.addWidget(self.fields[name])

    def _show(self, fact: LocalFact) -> None:
        content = fact.content
        self.name.setText(content.name)
        self.phone.setText(content.phone)
        self.rt.setText(content.rt)
        self.rw.setText(content.rw)
        self.coordinates.setText(str(content.point) if content.point else "")
        self.text.setPlainText(content.text)
        self.noted_on.show_day(fact.noted_on)

    @Slot()
    def _on_edited(self) -> None:
        self.is_dirty = True
        self.edited.emit()


def _line(most: int) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(most)
    return line
