"""A dialog with fields that stays open until what it asks for was done, and says beside the field why not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.style import XL, L, M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for

_WIDTH = 480


class WorkingDialog(QDialog):
    """A subclass fills `body` and overrides `go` and `field_of`; whoever does the work calls `accept`
    when it is done and `tell` when it was refused."""

    def __init__(self, parent: QWidget, *, question: str, explanation: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, L)
        whole.setSpacing(L)
        whole.addWidget(Text(question, "heading", wraps=True))
        if explanation:
            whole.addWidget(Text(explanation, "muted", wraps=True))
        self.banner = Banner(close_name=tr("Close"))
        whole.addWidget(self.banner)
        self.body = QVBoxLayout()
        self.body.setSpacing(M)
        whole.addLayout(self.body)
        buttons = QHBoxLayout()
        buttons.setSpacing(M)
        buttons.addStretch(1)
        back = Button(tr("Cance&l"))
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        self.go_on = Button(verb, kind="primary")
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self._on_go_on)
        buttons.addWidget(back)
        buttons.addWidget(self.go_on)
        whole.addLayout(buttons)
        self.setMinimumWidth(_WIDTH)

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
        field.show_error(f"{sentence.what} {sentence.next}")
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def fit(self) -> None:
        """Take the height that what is shown now needs."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    @Slot()
    def _on_go_on(self) -> None:
        self.banner.hide()
        self.go()
