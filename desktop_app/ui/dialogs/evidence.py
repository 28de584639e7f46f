"""One piece of evidence to look at: a picture with its zoom, or the pages of a PDF."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.evidence import EvidenceLine, Media
from desktop_app.domain.giving_out import Errand
from desktop_app.language import tr
from desktop_app.ui.dialogs.errand import ask_errand
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.style import XL, XS, L, M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.paper import PaperView
from desktop_app.ui.widgets.picture import PictureView
from desktop_app.ui.widgets.text import Text
from desktop_app.words.evidence import kind_words, whole_words

_SHARE = 0.86
"""Of the window: as much as leaves to be seen what lies behind."""


class EvidenceViewer(QDialog):
    """Esc closes it; saving a copy asks what it is for, withdrawing asks why."""

    withdraw_wanted = Signal(str, str)  # evidence id, reason
    export_wanted = Signal(str, object)  # evidence id, `Errand`

    def __init__(
        self, parent: QWidget, line: EvidenceLine, data: bytes, *, may_withdraw: bool
    ) -> None:
        super().__init__(parent)
        one = line.evidence
        self._line = line
        name = kind_words(one.content.kind)
        self.setWindowTitle(name)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, L, XL, L)
        whole.setSpacing(M)
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(Text(name, "heading", wraps=True))
        words.addWidget(Text(whole_words(line), "muted", wraps=True))
        if one.content.note:
            words.addWidget(Text(one.content.note, "body", wraps=True))
        whole.addLayout(words)
        self.picture: PictureView | None = None
        self.paper: PaperView | None = None
        if one.content.media is Media.PDF:
            self.paper = PaperView(name=name)
            self.paper.show_pdf(data)
            whole.addWidget(self.paper, 1)
        else:
            self.picture = PictureView(name=name)
            self.picture.show_picture(data)
            whole.addWidget(self.picture, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(M)
        self.withdraw_button = Button(tr("&Withdraw…"), kind="plain")
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.export_button = Button(tr("&Save a copy…"), icon="download")
        self.export_button.clicked.connect(self._on_export)
        self.close_button = Button(tr("&Close"), kind="primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        for button in (self.withdraw_button, self.export_button):
            button.setAutoDefault(False)
        buttons.addWidget(self.withdraw_button)
        buttons.addStretch(1)
        buttons.addWidget(self.export_button)
        buttons.addWidget(self.close_button)
        whole.addLayout(buttons)
        self.withdraw_button.setVisible(may_withdraw and not one.is_withdrawn)
        room = parent.window().size()
        self.resize(QSize(round(room.width() * _SHARE), round(room.height() * _SHARE)))
        self.close_button.setFocus()

    @Slot()
    def _on_withdraw(self) -> None:
        dialog = ask_why_withdrawn(self)
        dialog.given.connect(self._on_reason)

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        self.withdraw_wanted.emit(self._line.evidence.id, reason)
        self.accept()

    @Slot()
    def _on_export(self) -> None:
        ask_errand(
            self,
            tr("Save a copy that anybody can open?"),
            self._on_errand,
            usual=(tr("Filling in SIKS-NG"), tr("The family asked")),
        )

    @Slot(object)
    def _on_errand(self, errand: Errand) -> None:
        self.export_wanted.emit(self._line.evidence.id, errand)


def ask_why_withdrawn(parent: QWidget) -> ReasonDialog:
    """Ask why a piece of evidence is taken back; `given` brings the reason."""
    dialog = ReasonDialog(
        parent,
        question=tr("Withdraw this piece of evidence?"),
        explanation=tr("It stays readable with a line through it. The reason is kept."),
        verb=tr("&Withdraw"),
        usual=(tr("Of another family"), tr("Cannot be read"), tr("Attached twice")),
    )
    dialog.open()
    return dialog
