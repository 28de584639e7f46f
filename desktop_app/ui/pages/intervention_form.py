"""The form for one intervention: what was given to whom, checked while it is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.interventions import (
    Checked,
    Recorded,
    check_intervention,
    record_intervention,
)
from desktop_app.actions.lookups import FamilyGlance, Lookups, glance_at_family
from desktop_app.domain.changes import Done
from desktop_app.errors import Code, LuringError, UserError
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.aid_warnings import WarningList
from desktop_app.ui.pages.family_picker import FamilyPicker
from desktop_app.ui.pages.intervention_fields import InterventionFields
from desktop_app.ui.pages.outsider_fields import OutsiderFields
from desktop_app.ui.style import M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import programme_names
from desktop_app.words.messages import sentence_for
from desktop_app.words.quotas import quota_lines

_PAUSE_MS = 250
_SAID_AT_ONCE = frozenset(
    {
        Code.DATE_IN_FUTURE,
        Code.DATE_TOO_OLD,
        Code.AMOUNT_INVALID,
        Code.OUTSIDER_IN_RELEASE,
        Code.PROGRAMME_NOT_FOR_THIS,
    }
)
"""Faults that are worth a word while somebody is still typing."""


class InterventionForm(QWidget):
    """Everything about one record; `recorded` when it was written.

    What a person typed always stays, whatever is wrong with it. An answer that comes after the form
    was closed is dropped.
    """

    recorded = Signal(object, str, str)  # Recorded, programme, recipient
    left = Signal()
    typed = Signal()
    warned = Signal(int)  # how many things are worth knowing

    def __init__(self, page: Page, lookups: Lookups, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = page.desk.tasks
        self._lookups = lookups
        self.is_dirty = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.banner = Banner(close_name=tr("Close"))
        whole.addWidget(self.banner)
        self.picker = FamilyPicker(page, lookups)
        self.picker.picked.connect(self._on_picked)
        self.picker.left.connect(self.left)
        whole.addWidget(self.picker)
        self.outsider = OutsiderFields(lookups)
        self.outsider.changed.connect(self._on_outsider)
        self.outsider.hide()
        whole.addWidget(self.outsider)
        self.outside_button = Button("", kind="plain")
        self.outside_button.clicked.connect(self._on_outside)
        whole.addWidget(self.outside_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.fields = InterventionFields(lookups, page.desk.today())
        self.fields.changed.connect(self._on_changed)
        whole.addWidget(self.fields)
        self.quota = Text("", "caption", wraps=True)
        self.quota.hide()
        whole.addWidget(self.quota)
        self.warnings = WarningList()
        whole.addWidget(self.warnings)
        self.reason = QLineEdit()
        self.reason.setMaxLength(400)
        self.reason.textEdited.connect(self._on_changed)
        self.reason_field = FormField(
            tr("Wh&y it is recorded all the same"), self.reason, hint=tr("Kept with the record.")
        )
        self.reason_field.hide()
        whole.addWidget(self.reason_field)
        whole.addStretch(1)
        self._name_button()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._check)

    # What a page asks

    def show_family(self, glance: FamilyGlance, *, person_id: str = "") -> None:
        """Record for this family, or for one of its members."""
        self.picker.show_family(glance, person_id=person_id)
        self.is_dirty = False

    def as_data(self) -> dict[str, Any]:
        """What stands in the form, however wrong: for keeping it while it is typed."""
        glance = self.picker.glance
        return {
            "family_id": glance.sheet.id if glance else None,
            "reason": self.reason.text(),
            "fields": self.fields.as_data(),
        }

    def show_data(self, data: Mapping[str, Any]) -> None:
        """Show what `as_data` gave."""
        self.reason.setText(data["reason"])

        def then(glance: FamilyGlance) -> None:
            self.picker.show_family(glance)
            self.fields.show_data(data["fields"])

        if data["family_id"] is None:
            self.fields.show_data(data["fields"])
        else:
            self._tasks.run(
                glance_at_family,
                data["family_id"],
                then=then,
                failed=self._on_refused,
                origin=self,
                latest="restored",
            )
        self.is_dirty = True

    def start(self) -> None:
        """Put the keyboard where the next answer is missing."""
        first: QWidget = self.fields.programme
        if self.is_outside:
            self.outsider.start()
            return
        if self.picker.glance is None:
            first = self.picker.line
        elif self.fields.programme.value is not None:
            first = self.fields.amount
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_next(self) -> None:
        """Keep what is the same for the next family, and ask for that family."""
        if self.is_outside:
            self.outsider.start_anew()
        else:
            self.picker.start_anew()
        self.fields.forget_family()
        self.reason.clear()
        self._show_warnings(None)
        self.banner.hide()
        self.is_dirty = False
        self.start()

    def save(self, busy: Sequence[QWidget] = ()) -> None:
        """Record it, or say beside the field what is wrong; `busy` cannot be used meanwhile."""
        self.banner.hide()
        for field in self._by_name().values():
            field.show_error("")
        try:
            draft = self.fields.draft(self.reason.text())
        except UserError as error:
            self._on_refused(error)
            return
        who, what = self.fields.recipient_name(), self.fields.programme.currentText()

        def then(done: Done[Recorded]) -> None:
            self.is_dirty = False
            self.recorded.emit(done.value, what, who)

        def ended() -> None:
            for widget in busy:
                widget.setEnabled(True)

        for widget in busy:
            widget.setEnabled(False)
        self._tasks.run(
            record_intervention,
            draft,
            then=then,
            failed=self._on_refused,
            ended=ended,
            origin=self,
        )

    # Checking

    def _by_name(self) -> dict[str, FormField]:
        return {
            **self.outsider.fields,
            "family_id": self.picker.field,
            "reason": self.reason_field,
            **self.fields.by_name(),
        }

    @Slot()
    def _check(self) -> None:
        if not self.fields.is_asking_enough:
            self._show_warnings(None)
            return
        try:
            draft = self.fields.draft(self.reason.text())
        except UserError:
            return  # said when the person leaves the field or saves; not while they are typing
        self._tasks.run(
            check_intervention,
            draft,
            then=self._show_warnings,
            failed=self._on_check_failed,
            origin=self,
            latest="check",
        )

    def _show_warnings(self, checked: Checked | None) -> None:
        warnings = checked.warnings if checked else ()
        self.warnings.show_warnings(warnings, programme_names(self._lookups.catalogue))
        left = quota_lines(checked.quotas) if checked else ""
        self.quota.setText(left)
        self.quota.setVisible(bool(left))
        self.reason_field.setVisible(checked is not None and checked.needs_reason)
        self.warned.emit(len(warnings))
        if checked is not None:
            for field in (self.fields.given_on, *self.outsider.fields.values()):
                field.show_error("")

    def _on_check_failed(self, error: LuringError) -> None:
        self._show_warnings(None)
        if error.code in _SAID_AT_ONCE:
            self._tell(error)

    def _on_refused(self, error: LuringError) -> None:
        field = self._tell(error)
        if field is not None:
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, error: LuringError) -> FormField | None:
        """Say what is wrong, beside its field if there is one, which is given back."""
        sentence = sentence_for(error)
        words = sentence.brief
        name = str(error.facts.get("field", ""))
        if error.code is Code.NOTE_TOO_LONG:
            name = "note"
        if error.code is Code.REASON_NEEDED:
            self.reason_field.show()
        field = self._by_name().get(name)
        if field is not None:
            field.show_error(words)
        else:
            self.banner.say(
                "error", sentence.what, f"{sentence.safe} {sentence.next} ({sentence.code})"
            )
        return field

    # News

    @property
    def is_outside(self) -> bool:
        """Whether the recipient is somebody who stands in no release."""
        return not self.outsider.isHidden()

    def _name_button(self) -> None:
        self.outside_button.setText(
            tr("Look in DTSEN instead (&Q)")
            if self.is_outside
            else tr("Not in DTSEN, a group or an institution… (&Q)")
        )

    @Slot()
    def _on_outside(self) -> None:
        is_outside = not self.is_outside
        self.picker.start_anew()
        self.picker.setVisible(not is_outside)
        self.outsider.setVisible(is_outside)
        self._name_button()
        if is_outside:
            self._on_outsider()
        self.start()

    @Slot()
    def _on_outsider(self) -> None:
        self.fields.show_outsider(self.outsider.outsider)
        self._on_changed()

    @Slot(object, str)
    def _on_picked(self, glance: FamilyGlance | None, person_id: str) -> None:
        self.outside_button.setVisible(glance is None)
        self.fields.show_family(glance, person_id)
        self._on_changed()
        if glance is not None:
            self.start()

    @Slot()
    def _on_changed(self) -> None:
        self.is_dirty = True
        self._pause.start()
        self.typed.emit()
