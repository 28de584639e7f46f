"""The form for a programme that is not in the catalogue yet, or for the next version of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.period import PeriodKind
from desktop_app.domain.programme import (
    AidForm,
    Basis,
    EffectField,
    FundSource,
    ProgrammeVersion,
    Trait,
    VersionFault,
)
from desktop_app.domain.programme_draft import (
    ProgrammeDraft,
    asks_of,
    parts_from,
    parts_text,
    version_of,
)
from desktop_app.errors import Code, LuringError, UserError
from desktop_app.language import tr
from desktop_app.ui.style import M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField, side_by_side
from desktop_app.ui.widgets.ticks import Ticks
from desktop_app.words.aid_rules import (
    EFFECTS,
    GOALS,
    basis_name,
    fault_words,
    form_name,
    funds_name,
    goal_words,
    period_kind_words,
    trait_words,
)
from desktop_app.words.messages import sentence_for

_LONGEST, _NO_LIMIT = 500, ""
_PARTS_HEIGHT = 84


class ProgrammeForm(QWidget):
    """Every field of one version; what is wrong is said beside its field as it is typed."""

    edited = Signal()

    def __init__(self, before: ProgrammeVersion | None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = before
        self.is_dirty = False
        self.fields: dict[str, FormField] = {}
        self._lines: dict[str, QLineEdit] = {}
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(M)
        self.banner = Banner(close_name=tr("Close"))
        self._whole.addWidget(self.banner)
        self.goal, self.form, self.effect = Choice(), Choice(), Choice()
        self.low, self.high = Choice(), Choice()
        self.bases = Ticks([Option(one.value, basis_name(one)) for one in Basis])
        self.sources = Ticks([Option(one.value, funds_name(one)) for one in FundSource])
        self.periods = Ticks([Option(one.value, period_kind_words(one)) for one in PeriodKind])
        self.all_traits = Ticks([Option(one.value, trait_words(one)) for one in Trait])
        self.one_of_traits = Ticks([Option(one.value, trait_words(one)) for one in Trait])
        self.uncertain = QCheckBox(tr("Something of it is not certain (&Q)"))
        self.asks_asnaf = QCheckBox(tr("The asnaf of the recipient may be written down"))
        self.parts = QPlainTextEdit()
        self.parts.setTabChangesFocus(True)
        self.parts.setFixedHeight(_PARTS_HEIGHT)
        self._build()
        self._show(before)
        self._connect()

    def start(self) -> None:
        """Put the keyboard into the first field that wants an answer."""
        first = self._lines["code"] if self._before is None else self._days["valid_from"].line
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def version(self) -> ProgrammeVersion | None:
        """What was typed, if nothing is wrong with it; else None, and said beside the fields."""
        is_right = self._check(at_end=True)
        begins = self._days["valid_from"].day
        return version_of(self._draft(), begins, self._before) if is_right and begins else None

    def tell(self, error: LuringError) -> None:
        """Say beside its field, or on top, why it was not kept."""
        field = self.fields.get(str(error.facts.get("field", "")))
        if field is None:
            self.banner.tell(error)
            return
        if error.code is Code.PROGRAMME_CONTRADICTORY:
            field.show_error(fault_words(VersionFault(str(error.facts["fault"]))))
        else:
            sentence = sentence_for(error)
            field.show_error(sentence.brief)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building

    def _build(self) -> None:
        is_new = self._before is None
        self._days = {
            "valid_from": DayField(tr("Holds &from")),
            "valid_until": DayField(
                tr("Until (&U)"), optional=True, hint=tr("Empty: until further notice")
            ),
        }
        if is_new:
            self._add_line(
                "code", tr("&Code"), tr("Capitals and hyphens, such as BLT-DD; stays for ever.")
            )
            self._add_line("name_id", tr("Name in &Indonesian"))
            self._add_line("name_en", tr("Name in &English"))
        self._add_row(*self._days.items())
        self._add_line("owner", tr("Given &by"), tr("A ministry, a dinas, a desa, BAZNAS"))
        self._add_row(
            ("goal", FormField(tr("For which &need"), self.goal)),
            ("form", FormField(tr("&What is given"), self.form)),
        )
        usual = tr("The first one ticked is the usual one.")
        self._add("bases", FormField(tr("Who may receive it"), self.bases, hint=usual))
        self._add("sources", FormField(tr("Who pays"), self.sources, hint=usual))
        self._add("periods", FormField(tr("What one payment covers"), self.periods, hint=usual))
        self._add("effect", FormField(tr("C&ounts as once"), self.effect))
        self._add_row(
            ("decile_min", FormField(tr("From decil&e"), self.low)),
            ("decile_max", FormField(tr("Up to &decile"), self.high)),
        )
        self._add_line(
            "amount", tr("A&mount of one payment"), tr("Empty: differs from case to case")
        )
        self._add_row(
            self._line("quantity", tr("Quantit&y")), self._line("unit", tr("of what (&H)"))
        )
        self._add(
            "component",
            FormField(
                tr("Parts that add u&p"),
                self.parts,
                hint=tr("One a line: code; Indonesian name; English name; rupiah a year"),
            ),
        )
        self._add_line("most_months_a_year", tr("At most so many months a year (&Z)"))
        self._add_line("conditions", tr("Conditions in words (&T)"))
        self._add_row(
            self._line("age_from", tr("Age from")), self._line("age_until", tr("Age until"))
        )
        self._add("asks", FormField(tr("Asked of the recipient: all of these"), self.all_traits))
        self._add("one_of", FormField(tr("One of these is enough"), self.one_of_traits))
        self._add_line("stages", tr("Stages (&J)"), tr("Several with a semicolon between them"))
        self._add_line("evidence", tr("E&vidence"), tr("Several with a semicolon between them"))
        self._add_line("legal_basis", tr("Le&gal basis"))
        self._whole.addWidget(self.asks_asnaf)
        self._whole.addWidget(self.uncertain)
        self._add_line("note", tr("Note (&X)"))
        self._whole.addStretch(1)

    def _line(self, name: str, label: str, hint: str = "") -> tuple[str, FormField]:
        line = self._lines[name] = QLineEdit()
        line.setMaxLength(_LONGEST)
        return name, FormField(label, line, hint=hint)

    def _add_line(self, name: str, label: str, hint: str = "") -> None:
        self._add(*self._line(name, label, hint))

    def _add(self, name: str, field: FormField) -> None:
        self.fields[name] = field
        self._whole.addWidget(field)

    def _add_row(self, *named: tuple[str, FormField]) -> None:
        self.fields.update(named)
        self._whole.addLayout(side_by_side(*(field for _, field in named)))

    def _connect(self) -> None:
        for line in (*self._lines.values(), *(day.line for day in self._days.values())):
            line.textEdited.connect(self._on_edited)
        for choice in (self.goal, self.form, self.effect, self.low, self.high):
            choice.activated.connect(self._on_edited)
        for ticks in (
            self.bases,
            self.sources,
            self.periods,
            self.all_traits,
            self.one_of_traits,
        ):
            ticks.changed.connect(self._on_edited)
        for box in (self.uncertain, self.asks_asnaf):
            box.clicked.connect(self._on_edited)
        # A plain text has no signal for what a person typed alone; it is filled before this line.
        self.parts.textChanged.connect(self._on_edited)

    # Filling in and reading out

    def _show(self, before: ProgrammeVersion | None) -> None:
        draft = ProgrammeDraft.of(before)
        for name, line in self._lines.items():
            line.setText(draft.texts.get(name, ""))
        goals = dict.fromkeys((*GOALS, *([before.goal] if before else [])))
        self.goal.show_options([Option(one, goal_words(one)) for one in goals], chosen=draft.goal)
        self.form.show_options(
            [Option(one.value, form_name(one)) for one in AidForm], chosen=draft.form.value
        )
        self.effect.show_options(
            [Option(_joined(one), tr(words)) for one, words in EFFECTS.items()],
            chosen=_joined(draft.effect),
        )
        for box, value in ((self.low, draft.decile_min), (self.high, draft.decile_max)):
            box.show_options(
                [
                    Option(_NO_LIMIT, tr("No limit")),
                    *(Option(str(decile), str(decile)) for decile in range(1, 11)),
                ],
                chosen=_NO_LIMIT if value is None else str(value),
            )
        self.bases.show_values(draft.bases)
        self.sources.show_values(draft.sources)
        self.periods.show_values(draft.periods)
        all_of, one_of, _ = asks_of(before)
        self.all_traits.show_values(all_of)
        self.one_of_traits.show_values(one_of)
        self.uncertain.setChecked(draft.uncertain)
        self.asks_asnaf.setChecked(draft.asks_asnaf)
        self.parts.setPlainText(parts_text(before.components if before else ()))

    def _draft(self) -> ProgrammeDraft:
        """What stands in the form; raises `UserError` whose `field` says where it cannot be read."""
        return ProgrammeDraft(
            texts={name: " ".join(line.text().split()) for name, line in self._lines.items()},
            goal=self.goal.value or "",
            form=AidForm(self.form.value or AidForm.CASH),
            effect=tuple(EffectField(one) for one in (self.effect.value or "").split() if one),
            decile_min=_number(self.low),
            decile_max=_number(self.high),
            bases=self.bases.values,
            sources=self.sources.values,
            periods=self.periods.values,
            all_of=self.all_traits.values,
            one_of=self.one_of_traits.values,
            components=parts_from(self.parts.toPlainText()),
            amount=self._rupiah("amount"),
            valid_until=self._days["valid_until"].day,
            uncertain=self.uncertain.isChecked(),
            asks_asnaf=self.asks_asnaf.isChecked(),
        )

    def _rupiah(self, name: str) -> int | None:
        text = self._lines[name].text().strip()
        try:
            return parse_rupiah(text) if text else None
        except UserError as error:
            raise UserError(error.code, field=name) from error

    def _check(self, *, at_end: bool = False) -> bool:
        """Say beside each field what is wrong with it; True if nothing is."""
        for field in self.fields.values():
            field.show_error("")
        days_are_right = all(
            day.check() for day in self._days.values() if at_end or not day.is_empty
        )
        try:
            version = version_of(
                self._draft(), self._days["valid_from"].day or date.max, self._before
            )
        except UserError as error:
            self._say_unreadable(error)
            return False
        faults = [
            (name, fault)
            for name, fault in version.faults()
            if at_end or fault is not VersionFault.MISSING
        ]
        for name, fault in faults:
            is_of_ages = fault is VersionFault.AGE_ORDER
            if name != "valid_until" or self._days["valid_from"].day is not None:
                self.fields["age_until" if is_of_ages else name].show_error(fault_words(fault))
        return days_are_right and not faults

    def _say_unreadable(self, error: UserError) -> None:
        name = str(error.facts.get("field", ""))
        words = {
            "amount": tr("Write whole rupiah above 0."),
            "component": tr("A part wants four things with semicolons between them."),
        }
        field = self.fields.get(name)
        if field is not None:
            field.show_error(words.get(name, tr("Write a whole number above 0.")))

    @Slot()
    def _on_edited(self) -> None:
        self.is_dirty = True
        self._check()
        self.edited.emit()


def _number(choice: Choice) -> int | None:
    return int(choice.value) if choice.value else None


def _joined(effect: Sequence[StrEnum]) -> str:
    return " ".join(one.value for one in effect)
