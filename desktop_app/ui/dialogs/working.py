"""A dialog with fields that stays open until what it asks for was done, and says beside the field why not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.style import M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.field import FormField
from desktop_app.words.messages import sentence_for

_WIDTH = 480


class WorkingDialog(AskingDialog):
    """A subclass fills `body` and overrides `go` and `field_of`; whoever does the work calls `accept`
    when it is done and `tell` when it was refused."""

    def __init__(self, parent: QWidget, *, question: str, explanation: str, verb: str) -> None:
        super().__init__(
            parent, question=question, explanation=explanation, verb=verb, width=_WIDTH
        )
        self.banner = Banner(close_name=tr("Close"))
        self.parts.addWidget(self.banner)
        self.body = QVBoxLayout()
        self.body.setSpacing(M)
        self.parts.addLayout(self.body)
        self.go_on.clicked.connect(self._on_go_on)

    def go(self) -> None:
        """Somebody wants it done."""

    def field_of(self, error: LuringError) -> FormField | None:
        """The field that a fault is about."""
        return None

    def tell(self, error: LuringError) -> None:
        """Say beside its field what is wrong, or on top."""
        self.go_on.setEnabled(True)
        field = self.field_of(error)
        if field is None:
            self.banner.tell(error)
            self.fit()
            return
        sentence = sentence_for(error)
        field.show_error(sentence.brief)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    @Slot()
    def _on_go_on(self) -> None:
        self.banner.hide()
        self.go()
