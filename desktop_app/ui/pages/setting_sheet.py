"""The sheet on which one value of the catalogue is set: what it ships with, why it is open, what holds."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.programmes import set_in_catalogue
from desktop_app.domain.catalogue_setting import CatalogueSetting, SettingKind, Value
from desktop_app.domain.money import parse_rupiah
from desktop_app.errors import LuringError, UserError
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.style import M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid_rules import value_words
from desktop_app.words.messages import sentence_for

_LONGEST = 400


class SettingForm(QWidget):
    """The value in the field that suits it, and why it is set so."""

    def __init__(
        self, setting: CatalogueSetting, what: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setting = setting
        self.is_dirty = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        whole.addWidget(Text(what, "strong", wraps=True))
        for words in _told(setting):
            whole.addWidget(Text(words, "muted", wraps=True))
        self.choice, self.line, self.day = Choice(), QLineEdit(), DayField(tr("Last &day"))
        self.value_field = self._field()
        whole.addWidget(self.value_field)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST)
        self.reason_field = FormField(
            tr("&Why"), self.reason, hint=tr("A decree, a meeting; it travels with the value.")
        )
        whole.addWidget(self.reason_field)
        whole.addStretch(1)
        self.choice.activated.connect(self._on_edited)
        for line in (self.line, self.day.line, self.reason):
            line.textEdited.connect(self._on_edited)

    def start(self) -> None:
        """Put the keyboard onto the value."""
        self.value_field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> Value:
        """What was chosen or typed; raises `UserError` for a number that is none."""
        if self.setting.kind is SettingKind.END:
            return self.day.day.isoformat() if self.day.day else self.setting.default
        if not self.setting.choices:
            text = self.line.text().strip()
            return parse_rupiah(text) if text else None
        chosen = self.choice.value or ""
        return int(chosen) if chosen.isdigit() else chosen or None

    def tell(self, error: LuringError) -> None:
        """Say beside its field why it was not kept."""
        sentence = sentence_for(error)
        field = self.reason_field if error.facts.get("field") == "reason" else self.value_field
        field.show_error(sentence.brief)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self) -> FormField:
        setting = self.setting
        if setting.kind is SettingKind.END:
            self.day.show_day(date.fromisoformat(str(setting.value)) if setting.value else None)
            return self.day
        if not setting.choices:
            self.line.setText("" if setting.value is None else str(setting.value))
            return FormField(tr("&Value"), self.line, hint=tr("Empty: not set"))
        offered = [setting.default] if setting.default not in setting.choices else []
        self.choice.show_options(
            [
                Option("" if one is None else str(one), value_words(setting, one))
                for one in (*offered, *setting.choices)
            ],
            chosen="" if setting.value is None else str(setting.value),
        )
        return FormField(tr("&Value"), self.choice)

    @Slot()
    def _on_edited(self) -> None:
        self.is_dirty = True
        for field in (self.value_field, self.reason_field):
            field.show_error("")


class SettingSheet(FormSheet):
    """Opens the form, keeps the value, or puts it back to what ships."""

    kept = Signal(str)  # name of the setting

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.form: SettingForm | None = None
        self.save_button = Button("")
        self.default_button = Button("")

    def has_unsaved(self) -> bool:
        return self.form is not None and self.form.is_dirty

    def open_setting(self, setting: CatalogueSetting, title: str, what: str) -> None:
        """Open it; `what` says in words what is set."""
        self.form = SettingForm(setting, what)
        self.save_button = Button(tr("Sa&ve"), icon="save", kind="primary")
        self.save_button.clicked.connect(self._on_save)
        self.default_button = Button(tr("&Back to what ships"))
        self.default_button.clicked.connect(self._on_default)
        self.show_content(title, self.form, self.default_button, self.save_button)
        self.default_button.setVisible(setting.value != setting.default)
        self.opened.emit()
        self.form.start()

    def close_sheet(self) -> None:
        self.form = None
        super().close_sheet()

    @Slot()
    def _on_save(self) -> None:
        form = self.form
        if form is None:
            return
        if form.setting.kind is SettingKind.END and not form.day.check():
            return
        try:
            value = form.value()
        except UserError as error:
            form.tell(error)
            return
        self._keep(form, value)

    @Slot()
    def _on_default(self) -> None:
        if self.form is not None:
            self._keep(self.form, self.form.setting.default)

    def _keep(self, form: SettingForm, value: Value) -> None:
        self._page.do(
            set_in_catalogue,
            form.setting.name,
            value,
            form.reason.text(),
            then=self._on_kept,
            failed=self._on_refused,
            busy=[self.save_button, self.default_button],
        )

    def _on_kept(self, _: object) -> None:
        self._page.say_done(tr("It is set."))
        if self.form is not None:
            name = self.form.setting.name
            self.form.is_dirty = False
            self.close_sheet()
            self.kept.emit(name)

    def _on_refused(self, error: LuringError) -> None:
        if self.form is not None:
            self.form.tell(error)
        else:
            self._page.tell(error)


def _told(setting: CatalogueSetting) -> list[str]:
    told = [tr("Ships with: {value}").format(value=value_words(setting, setting.default))]
    if setting.note:
        told.append(setting.note)
    if setting.source:
        told.append(tr("Source: {source}").format(source=setting.source))
    if setting.set_in:
        told.append(
            tr("Set by {region}: {reason}").format(region=setting.set_in, reason=setting.reason)
        )
    return told
