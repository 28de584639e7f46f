"""The form of a letter: which kind, for whom, what the program cannot know, date, who signs, number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.actions.letters import About, LetterDraft, LetterTemplate, TemplateField
from desktop_app.domain.office_settings import Official
from desktop_app.errors import Code
from desktop_app.language import current, tr
from desktop_app.ui.pages.letter_subject import SubjectBox
from desktop_app.ui.style import XS, L, M, S
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Rule, Text

TYPED = "typed"
_MOST_KINDS = 5
_LINES = 3


class LetterForm(Pane):
    """Keeps what was typed for each kind, so that looking at another kind loses nothing.

    `is_for_many`: nobody is chosen and no number is typed, as a list brings both; `options` then has
    room for what else a list asks.
    """

    changed = Signal()
    day_changed = Signal()

    def __init__(self, *, is_for_many: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        self._is_for_many = is_for_many
        self._hides_merged = False
        self._templates: tuple[LetterTemplate, ...] = ()
        self._typed: dict[str, dict[str, str]] = {}
        self.fields: dict[str, FormField] = {}
        self.kinds = QListWidget()
        self.kinds.setAccessibleName(tr("Kind of letter"))
        self.kinds.setWordWrap(True)
        self.kinds.currentRowChanged.connect(self._on_kind)
        self.column.addWidget(Text(tr("Kind of letter"), "label"))
        self.column.addWidget(self.kinds)
        self.subject = SubjectBox()
        self.subject.member_changed.connect(self._on_changed)
        self.column.addWidget(self.subject)
        # Only now: shown without a parent it would open a window of its own.
        self.subject.setVisible(not is_for_many)
        self.options = QVBoxLayout()
        self.options.setSpacing(M)
        self.column.addLayout(self.options)
        self._fields_holder = QWidget()
        self._fields = QVBoxLayout(self._fields_holder)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(M)
        self.column.addWidget(self._fields_holder)
        self.column.addSpacing(XS)
        self.column.addWidget(Rule())
        self.day_field = DayField(tr("&Date of the letter"))
        self.day_field.changed.connect(self._on_day)
        self.official = QComboBox()
        self.official.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.official.activated.connect(self._on_changed)
        self.official_field = FormField(tr("Sig&ned by"), self.official)
        self.number = QLineEdit()
        self.number.setMaxLength(10)
        self.number.textEdited.connect(self._on_changed)
        self.number_field = FormField(tr("N&umber from the paper book"), self.number)
        for field in (self.day_field, self.official_field, self.number_field):
            self.column.addWidget(field)
        self.number_field.setVisible(not is_for_many)
        self.for_window = QCheckBox(tr("Address in the &window of an envelope"))
        self.for_window.clicked.connect(self._on_changed)
        self.column.addWidget(self.for_window)
        self.column.addSpacing(L)
        self.column.addStretch(1)
        self.show_next_number("")

    # What it shows

    def show_kinds(self, templates: Sequence[LetterTemplate]) -> None:
        """Offer these kinds."""
        if self._templates == tuple(templates):
            return
        self._templates = tuple(templates)
        row = max(0, self.kinds.currentRow())
        self.kinds.clear()
        for template in templates:
            self.kinds.addItem(template.name.in_language(current()))
        rows = min(_MOST_KINDS, len(templates))
        self.kinds.setFixedHeight(max(1, self.kinds.sizeHintForRow(0)) * rows + S)
        self.kinds.setCurrentRow(row)

    def show_officials(self, officials: Sequence[Official]) -> None:
        """Offer those who may sign on the day of the letter."""
        kept = self.official.currentData()
        self.official.clear()
        for one in officials:
            signatory = one.signatory
            self.official.addItem(f"{signatory.name} · {signatory.position_in_capacity}", one.id)
        self.official.setCurrentIndex(max(0, self.official.findData(kept)))
        self.official.setEnabled(bool(officials))

    def show_next_number(self, number: str) -> None:
        """Say which number the letter would get by itself."""
        self.number.setPlaceholderText(number or tr("automatic"))
        self.number_field.set_hint(
            tr("Leave it empty for the next number; type 12 or 12a if it was taken on paper.")
        )

    def show_missing(self, missing: Sequence[TemplateField]) -> None:
        """Say at each field whether it must still be filled in."""
        names = {field.name for field in missing}
        for name, field in self.fields.items():
            field.set_hint(tr("Must be filled in") if name in names else "")

    def go_to_missing(self, missing: Sequence[TemplateField]) -> bool:
        """Put the cursor into the first field that must be filled in; False if it is none of these."""
        for one in missing:
            field = self.fields.get(one.name)
            if field is not None:
                field.show_error(tr("Must be filled in"))
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(field)
                return True
        return False

    def hide_merged(self, is_hidden: bool) -> None:
        """Ask, or do not ask, for what each copy of a letter says of its own."""
        template = self.template
        if template is None or is_hidden == self._hides_merged:
            return
        self._hides_merged = is_hidden
        for one in template.fields:
            if one.merged_with and one.name in self.fields:
                self.fields[one.name].setVisible(not is_hidden)

    def choose_kind(self, kind: str) -> None:
        """Begin with this kind."""
        for at, template in enumerate(self._templates):
            if template.kind == kind:
                self.kinds.setCurrentRow(at)

    # What it says

    @property
    def template(self) -> LetterTemplate | None:
        """The kind that was chosen."""
        row = self.kinds.currentRow()
        return self._templates[row] if 0 <= row < len(self._templates) else None

    @property
    def draft(self) -> LetterDraft | None:
        """The letter as it stands; None while there is no kind, nobody or no date."""
        template, day = self.template, self.day_field.day
        if template is None or day is None or self.lacks_subject:
            return None
        is_of_family = template.about is About.FAMILY and not self._is_for_many
        return LetterDraft(
            kind=template.kind,
            family_id=self.subject.family_id if is_of_family else None,
            person_id=self.subject.person_id if is_of_family else None,
            dated=day,
            typed=self.typed,
            official_id=self.official.currentData(),
            number=self.number.text().strip(),
            is_for_window=not self.for_window.isHidden() and self.for_window.isChecked(),
        )

    @property
    def lacks_subject(self) -> bool:
        """Whether the letter is about a family and none was chosen yet."""
        template = self.template
        is_of_family = template is None or template.about is About.FAMILY
        return is_of_family and not self._is_for_many and not self.subject.family_id

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed for this kind."""
        template = self.template
        return dict(self._typed.get(template.kind, {})) if template else {}

    def has_unsaved(self) -> bool:
        """Whether anything was typed, for any kind, that is in no letter yet."""
        defaults = {
            (template.kind, one.name): one.default
            for template in self._templates
            for one in template.fields
        }
        return bool(self.number.text().strip()) or any(
            text.strip() != defaults.get((kind, name), "").strip()
            for kind, held in self._typed.items()
            for name, text in held.items()
        )

    @property
    def places(self) -> dict[Code, FormField]:
        """Where a refusal belongs."""
        return {
            Code.LETTER_NUMBER_TAKEN: self.number_field,
            Code.LETTER_NUMBER_INVALID: self.number_field,
            Code.SIGNATORY_MISSING: self.official_field,
        }

    def empty_typed(self) -> None:
        """Forget what was typed for the letter that was issued."""
        template = self.template
        if template is not None:
            self._typed.pop(template.kind, None)
            self._build(template)
        self.number.clear()

    # Building

    def _build(self, template: LetterTemplate) -> None:
        while item := self._fields.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}
        held = self._typed.setdefault(template.kind, {})
        for one in template.fields:
            if one.source != TYPED:
                continue
            held.setdefault(one.name, one.default)
            label = one.label.in_language(current()).replace("&", "&&")
            if not one.is_required:
                label = tr("{label} (may stay empty)").format(label=label)
            field = FormField(label, self._editor(one, held[one.name]))
            self._fields.addWidget(field)
            self.fields[one.name] = field
            field.setVisible(not (self._hides_merged and one.merged_with))
        self._fields_holder.setVisible(bool(self.fields))

    def _editor(self, one: TemplateField, text: str) -> QWidget:
        if one.choices:
            box = QComboBox()
            box.setEditable(True)
            box.addItems(["", *one.choices])
            box.setCurrentText(text)
            box.editTextChanged.connect(partial(self._on_typed, one.name))
            return box
        if one.is_multiline:
            editor = QPlainTextEdit(text)
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(editor.fontMetrics().lineSpacing() * _LINES + M + S)
            editor.textChanged.connect(partial(self._on_multiline, one.name, editor))
            return editor
        line = QLineEdit(text)
        line.setMaxLength(200)
        line.textEdited.connect(partial(self._on_typed, one.name))
        return line

    def _on_typed(self, name: str, text: str) -> None:
        template = self.template
        if template is not None:
            self._typed.setdefault(template.kind, {})[name] = text
            self.changed.emit()

    def _on_multiline(self, name: str, editor: QPlainTextEdit) -> None:
        self._on_typed(name, editor.toPlainText())

    @Slot(int)
    def _on_kind(self, _: int) -> None:
        template = self.template
        if template is not None:
            self._build(template)
            self.subject.setVisible(template.about is About.FAMILY and not self._is_for_many)
            self.for_window.setVisible(template.has_address)
            self.changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.number_field.show_error("")
        self.changed.emit()

    @Slot()
    def _on_day(self) -> None:
        if self.day_field.day is not None:
            self.day_changed.emit()
        self.changed.emit()
