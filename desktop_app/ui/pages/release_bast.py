"""The hand-over record of a release: its number, and whether it allows passing rows on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.actions.extracts import say_bast
from desktop_app.domain.bast import BastKind
from desktop_app.domain.release import ReleaseLine
from desktop_app.language import tr
from desktop_app.ui.dialogs.asking import AskingDialog
from desktop_app.ui.page import Page
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.words.extract_words import bast_kind_words


class BastChoice(Choice):
    """One of the kinds; at first nobody has said which."""

    def __init__(self) -> None:
        super().__init__()
        self.show_options(
            [Option(kind.value, bast_kind_words(kind)) for kind in BastKind],
            chosen=BastKind.UNSAID.value,
        )

    @property
    def kind(self) -> BastKind:
        """What stands there."""
        return BastKind(self.value or "")


def bast_field(choice: BastChoice) -> FormField:
    """The choice with its caption and what it decides."""
    return FormField(
        tr("&Kind of BAST"),
        choice,
        hint=tr("Rows under a BAST Pengawasan or Pemadanan leave the office for nobody else."),
    )


class BastDialog(AskingDialog):
    """Number and kind; `given` brings both."""

    given = Signal(str, object)  # the number, a BastKind

    def __init__(self, parent: QWidget, line: ReleaseLine) -> None:
        super().__init__(
            parent,
            question=tr("The BAST of release “{label}”").format(label=line.label),
            explanation=tr("As it stands on the record with which the data was handed over."),
            verb=tr("&Save"),
        )
        self.number = QLineEdit(line.handover_no)
        self.number.setMaxLength(80)
        self.kind = BastChoice()
        self.kind.choose(line.bast_kind.value)
        self.parts.addWidget(FormField(tr("BAST &number"), self.number))
        self.parts.addWidget(bast_field(self.kind))
        self.go_on.clicked.connect(self._on_go_on)
        self.number.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        self.given.emit(self.number.text(), self.kind.kind)
        self.accept()


class BastNoter(QObject):
    """Asks and has it written through the page it was made for."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def ask(self, line: ReleaseLine) -> None:
        """Open the dialog for this release."""
        dialog = BastDialog(self._page, line)
        dialog.given.connect(partial(self._say, line.label))
        dialog.open()

    def _say(self, label: str, number: str, kind: BastKind) -> None:
        said = tr("BAST of release “{label}”: {kind}.").format(
            label=label, kind=bast_kind_words(kind)
        )
        self._page.do(say_bast, label, number, kind, then=lambda _: self._page.say_done(said))
