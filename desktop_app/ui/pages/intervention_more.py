"""What the form of an intervention knows by itself and seldom has to be asked: who pays, who gives, a note."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.programme import FundSource, ProgrammeVersion
from desktop_app.language import tr
from desktop_app.ui.style import L, M, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.words.aid import funds_words

_WIDEST_BUTTON = 330


class MoreFields(QWidget):
    """Folded under one button that says what stands there; `changed` when a person changed it."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.button = Button("", icon="chevron-right", kind="plain")
        self.button.setCheckable(True)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._more = QWidget()
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(L)
        self.funds = Choice()
        self.funds_field = FormField(tr("Source of &funds"), self.funds)
        self.agency = QLineEdit()
        self.agency_field = FormField(tr("Given &by"), self.agency)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(64)
        self.note_field = FormField(tr("&Note"), self.note)
        for field in (self.funds_field, self.agency_field, self.note_field):
            more.addWidget(field)
        self._more.hide()
        whole.addWidget(self._more)
        self.funds.activated.connect(self._on_changed)
        self.agency.textEdited.connect(self._on_changed)
        self.note.textChanged.connect(self._on_note)
        self.button.toggled.connect(self._on_more)

    def show_version(self, version: ProgrammeVersion | None) -> None:
        """Fill in who pays and who gives by this programme."""
        if version is not None:
            self.agency.setText(version.owner)
        usual = version.sources if version else ()
        rest = tuple(source for source in FundSource if source not in usual)
        self.funds.show_options(
            [Option(source.value, funds_words(source)) for source in (*usual, *rest)],
            chosen=usual[0].value if usual else None,
        )
        self.say()

    def as_data(self) -> dict[str, str]:
        """What stands in the fields: for keeping it while it is typed."""
        return {
            "funds": self.funds.value or "",
            "agency": self.agency.text(),
            "note": self.note.toPlainText(),
        }

    def show_data(self, data: Mapping[str, str]) -> None:
        """Show what `as_data` gave."""
        self.funds.choose(data["funds"])
        self.agency.setText(data["agency"])
        self.note.setPlainText(data["note"])
        self.say()

    def say(self) -> None:
        """Say on the button what stands there."""
        parts = [self.funds.currentText(), self.agency.text().strip()]
        known = " · ".join(part for part in parts if part)
        words = tr("More: {facts}").format(facts=known) if known else tr("More details")
        # A long owner must not make the form wider than its sheet.
        shown = self.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, grown(_WIDEST_BUTTON)
        )
        self.button.setText(shown.replace("&", "&&"))
        self.button.setToolTip(words if shown != words else "")

    @Slot()
    def _on_changed(self) -> None:
        self.say()
        self.changed.emit()

    @Slot()
    def _on_note(self) -> None:
        if self.note.hasFocus():
            self.changed.emit()

    @Slot(bool)
    def _on_more(self, is_open: bool) -> None:
        self._more.setVisible(is_open)
        self.button.show_icon("chevron-down" if is_open else "chevron-right")
        if is_open:
            self.funds.setFocus(Qt.FocusReason.OtherFocusReason)
