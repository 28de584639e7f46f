"""Asks what a file that leaves the office is for, and who gets it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.giving_out import Errand
from desktop_app.language import tr
from desktop_app.ui.dialogs.reason import LEAST_LETTERS, ReasonDialog
from desktop_app.ui.widgets.field import FormField


def usual_purposes() -> tuple[str, ...]:
    """What files are mostly made for, to click instead of typing."""
    return (
        tr("Coordination meeting"),
        tr("Report to the district"),
        tr("For checking in the field"),
        tr("Reply to the agency"),
        tr("Supervision"),
    )


class ErrandDialog(ReasonDialog):
    """The purpose with the usual ones to click, and the recipient; `errand` brings an `Errand`."""

    errand = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        *,
        question: str,
        verb: str = "",
        said: str = "",
        holds_people: bool = True,
        usual: Sequence[str] = (),
    ) -> None:
        about = (
            tr(
                "The file holds people's data and is not locked: whoever has it can read it. Keep it "
                "only as long as you need it."
            )
            if holds_people
            else tr("The file is not locked: whoever has it can read it.")
        )
        told = tr(
            "Purpose, recipient, your name, the time and a serial stand in it and in the log."
        )
        super().__init__(
            parent,
            question=question,
            explanation=" ".join(part for part in (about, told, said) if part),
            verb=verb or tr("Choose &where…"),
            usual=(*usual, *usual_purposes()),
            label=tr("&Purpose"),
        )
        self.recipient = QLineEdit()
        self.recipient.setMaxLength(120)
        self.recipient_field = FormField(
            tr("&Recipient"),
            self.recipient,
            hint=tr("An office, a person with their post, or your own desk."),
        )
        self.add_field(self.recipient_field)
        self.given.connect(self._on_given)

    def is_complete(self) -> bool:
        """True if both are filled; says at the field what is missing."""
        if not super().is_complete():
            return False
        if len(" ".join(self.recipient.text().split())) < LEAST_LETTERS:
            self.recipient_field.show_error(tr("Write who gets the file."))
            self.fit()
            self.recipient.setFocus()
            return False
        return True

    @Slot(str)
    def _on_given(self, purpose: str) -> None:
        self.errand.emit(Errand(purpose, " ".join(self.recipient.text().split())))


def ask_errand(
    parent: QWidget,
    question: str,
    given: Callable[[Errand], None],
    *,
    said: str = "",
    holds_people: bool = True,
    usual: Sequence[str] = (),
) -> None:
    """Open the question; `given` is called with the errand when the person goes on."""
    dialog = ErrandDialog(
        parent, question=question, said=said, holds_people=holds_people, usual=usual
    )
    dialog.errand.connect(given)
    dialog.open()
