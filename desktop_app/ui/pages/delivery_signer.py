"""Who signs in the recipient's place: a member of the family with one key, or anybody by name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.delivery import DeliveryLine
from desktop_app.domain.intervention_history import Signer
from desktop_app.errors import UserError
from desktop_app.language import tr
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for

_DIGITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


class SignerSheet(FormSheet):
    """Opened for one line; `chosen` brings the line and who signs for it."""

    chosen = Signal(object, object)  # DeliveryLine, Signer

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line: DeliveryLine | None = None
        self.members: list[Button] = []
        self.name = QLineEdit()
        self.relation = QLineEdit()
        self.name_field = FormField("", self.name)

    def open_for(self, line: DeliveryLine, members: Sequence[Signer]) -> None:
        """Offer the members of the family, the first of them under the keyboard."""
        self._line = line
        content = QWidget()
        column = QVBoxLayout(content)
        column.setSpacing(S)
        column.addWidget(Text(f"{line.number}. {line.record.subject.name}", "heading", wraps=True))
        self.members = []
        if members:
            column.addWidget(Text(tr("Of the same family (Enter or the digit):"), "label"))
        for at, member in enumerate(members, start=1):
            said = f"{at}  {member.name} ({member.relation})"
            button = Button(said.replace("&", "&&"))
            button.clicked.connect(partial(self._choose, member))
            column.addWidget(button)
            self.members.append(button)
        self.name = QLineEdit()
        self.name.setMaxLength(100)
        self.relation = QLineEdit()
        self.relation.setMaxLength(100)
        self.name_field = FormField(tr("Somebody else: &name"), self.name)
        self.relation_field = FormField(
            tr("&What they are to the recipient"),
            self.relation,
            hint=tr("For example: neighbour, head of the RT."),
        )
        self.name.returnPressed.connect(self._on_next)
        self.relation.returnPressed.connect(self._on_typed)
        column.addWidget(self.name_field)
        column.addWidget(self.relation_field)
        column.addStretch(1)
        save = Button(tr("&Tick"), kind="primary")
        save.clicked.connect(self._on_typed)
        self.show_content(tr("Signed by somebody else"), content, save)
        self.opened.emit()
        first: QWidget = self.members[0] if self.members else self.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, signer: Signer) -> None:
        line = self._line
        if line is not None:
            self.close_sheet()
            self.chosen.emit(line, signer)

    @Slot()
    def _on_next(self) -> None:
        self.relation.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_typed(self) -> None:
        signer = Signer(self.name.text().strip(), self.relation.text().strip())
        try:
            signer.check()
        except UserError as error:
            self.name_field.show_error(sentence_for(error).what)
            (self.relation if signer.name else self.name).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._choose(signer)

    def _member_under_keyboard(self) -> int | None:
        return next((at for at, one in enumerate(self.members) if one.hasFocus()), None)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self._member_under_keyboard()
        if at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.members[at].click()
        elif at is not None and event.text() in _DIGITS[: len(self.members)]:
            self.members[_DIGITS.index(event.text())].click()
        else:
            super().keyPressEvent(event)
