"""The fields for a recipient who stands in no release: who it is, where, and who answers for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.outsider import Outsider
from desktop_app.domain.subject import SubjectKind
from desktop_app.language import tr
from desktop_app.ui.style import M
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField, side_by_side
from desktop_app.words.aid import outsider_kind_words

_LONGEST = 120


class OutsiderFields(QWidget):
    """Only the fields that this kind of recipient has; `changed` when a person changed one."""

    changed = Signal()

    def __init__(self, lookups: Lookups, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.kind, self.village = Choice(), Choice()
        self.kind.show_options(
            [Option(kind.value, outsider_kind_words(kind)) for kind in SubjectKind],
            chosen=SubjectKind.INSTITUTION.value,
        )
        villages = sorted(lookups.villages, key=lambda one: one.local_name)
        self.village.setPlaceholderText(tr("Choose a desa"))
        self.village.show_options(
            [Option(one.code, one.local_name) for one in villages],
            chosen=villages[0].code if len(villages) == 1 else None,
        )
        self.name, self.national_id = _line(), _line()
        self.family_card_no, self.responsible = _line(), _line()
        self.fields = {
            "kind": FormField(tr("&Kind of recipient"), self.kind),
            "name": FormField(tr("Na&me"), self.name),
            "village": FormField(tr("&Desa"), self.village),
            "national_id": FormField(tr("N&IK, if known"), self.national_id),
            "family_card_no": FormField(tr("KK num&ber, if known"), self.family_card_no),
            "responsible": FormField(tr("Who answers for it (&Z)"), self.responsible),
        }
        for name in ("kind", "name"):
            whole.addWidget(self.fields[name])
        for pair in (("village", "responsible"), ("national_id", "family_card_no")):
            whole.addLayout(side_by_side(*(self.fields[name] for name in pair)))
        self.kind.activated.connect(self._on_kind)
        self.village.activated.connect(self._on_changed)
        for line in (self.name, self.national_id, self.family_card_no, self.responsible):
            line.textEdited.connect(self._on_changed)
        self._offer_fields()

    @property
    def outsider(self) -> Outsider:
        """What was filled in; it may be wrong or empty."""
        return Outsider(
            kind=SubjectKind(self.kind.value or SubjectKind.INSTITUTION),
            name=self.name.text(),
            village=self.village.value or "",
            national_id=self.national_id.text(),
            family_card_no=self.family_card_no.text(),
            responsible=self.responsible.text(),
        )

    def start(self) -> None:
        """Put the keyboard where the next answer is missing."""
        first: QWidget = self.kind if self.name.text() else self.name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_anew(self) -> None:
        """Forget who it was; kind and desa stay for the next one."""
        for line in (self.name, self.national_id, self.family_card_no, self.responsible):
            line.clear()
        for field in self.fields.values():
            field.show_error("")

    def _offer_fields(self) -> None:
        is_household = self.outsider.kind.is_household
        for name in ("national_id", "family_card_no"):
            self.fields[name].setVisible(is_household)
        self.fields["responsible"].setVisible(not is_household)

    @Slot()
    def _on_kind(self) -> None:
        self._offer_fields()
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        for field in self.fields.values():
            field.show_error("")
        self.changed.emit()


def _line() -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(_LONGEST)
    return line
