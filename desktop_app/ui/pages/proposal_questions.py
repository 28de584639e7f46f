"""The questions of a proposal, each with the widget that fits it; which are asked follows the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.proposal_kind import KindRule
from desktop_app.domain.proposal_question import Input, Question
from desktop_app.domain.proposal_slip import Slip, day_of
from desktop_app.language import current, tr
from desktop_app.ui.style import M
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.swap import swapped
from desktop_app.words.format import date_digits
from desktop_app.words.proposals import choice_words, code_words, content_words, slip_text

_NOTHING = "–"
_LONG_HEIGHT = 64
_MOST = {Input.NIK: 24, Input.CARD: 24, Input.PHONE: 40, Input.WHOLE: 6}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on the screen: its field, and how its answer is read."""

    question: Question
    field: FormField
    read: Callable[[], str]


def asked_field(
    question: Question,
    label: str,
    lookups: Lookups,
    today: date,
    text: str,
    heard: Callable[[], None],
) -> Asked:
    """The widget for a question with the answer it has; `heard` is called when a person changes it."""
    match question.input:
        case Input.LONG:
            return _long(question, label, text, heard)
        case Input.DAY:
            day = DayField(label, optional=True)
            known = day_of(text)
            day.line.setText(text if known is None else date_digits(known))
            day.line.editingFinished.connect(heard)
            day.changed.connect(heard)
            return Asked(question, day, lambda: day.line.text())
        case Input.CHOICE | Input.CODE | Input.VILLAGE | Input.PROGRAMME:
            choice = Choice()
            options = [Option("", _NOTHING), *_options(question, lookups, today)]
            if text not in [one.value for one in options]:
                options.append(Option(text, text))
            choice.show_options(options, chosen=text)
            choice.activated.connect(heard)
            return Asked(question, FormField(label, choice), lambda: choice.value or "")
    line = QLineEdit(text)
    line.setMaxLength(_MOST.get(question.input, 200))
    line.textEdited.connect(heard)
    line.editingFinished.connect(heard)
    return Asked(question, FormField(label, line), line.text)


class QuestionFields(QWidget):
    """Every question of one kind; those that are not asked are out of sight and keep their answers."""

    changed = Signal()

    def __init__(self, lookups: Lookups, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._today = today
        self._rule: KindRule | None = None
        self.asked: dict[str, Asked] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        whole.addWidget(self._inside)

    def show_kind(self, rule: KindRule, contents: Mapping[str, str]) -> None:
        """Ask what this kind asks, with these answers."""
        self._rule = rule
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.asked = {}
        for question in rule.questions:
            name = question.name
            label = content_words(name)
            made = asked_field(
                question,
                label
                if name in (*rule.needs, *rule.needs_one_of[:1])
                else tr("{question} (if any)").format(question=label),
                self._lookups,
                self._today,
                contents.get(name, ""),
                self._on_changed,
            )
            self.asked[name] = made
            column.addWidget(made.field)
        layout = self.layout()
        assert layout is not None
        self._inside = swapped(layout, self._inside, inside)
        self._show_asked()

    @property
    def contents(self) -> dict[str, str]:
        """Every answer, also of what is not asked any more; without those that are empty."""
        read = {name: one.read() for name, one in self.asked.items()}
        return {name: text for name, text in read.items() if text.strip()}

    @property
    def unasked(self) -> tuple[Question, ...]:
        """The questions that are not asked any more and still have an answer."""
        return self._rule.unasked(self.contents) if self._rule else ()

    def drop(self, questions: Sequence[Question]) -> None:
        """Forget the answers to these."""
        assert self._rule is not None
        gone = {one.name for one in questions}
        kept = {name: text for name, text in self.contents.items() if name not in gone}
        self.show_kind(self._rule, kept)
        self.changed.emit()

    def show_slips(self, slips: Sequence[Slip]) -> None:
        """Say beneath each answer what looks mistyped; not while it is being typed."""
        by_name = {slip.field: slip_text(slip.kind) for slip in slips if not slip.member}
        for name, one in self.asked.items():
            is_typing = one.field.editor.hasFocus() and one.question.input is not Input.DAY
            one.field.show_error("" if is_typing else by_name.get(name, ""))

    def _show_asked(self) -> None:
        assert self._rule is not None
        names = {one.name for one in self._rule.asked(self.contents)}
        for name, one in self.asked.items():
            one.field.setVisible(name in names)

    @Slot()
    def _on_changed(self) -> None:
        self._show_asked()
        self.changed.emit()


def _long(question: Question, label: str, text: str, heard: Callable[[], None]) -> Asked:
    box = QPlainTextEdit(text)
    box.setTabChangesFocus(True)
    box.setFixedHeight(_LONG_HEIGHT)
    # A plain text has no signal for what a person typed alone; it is filled before this line.
    box.textChanged.connect(heard)
    return Asked(question, FormField(label, box), box.toPlainText)


def _options(question: Question, lookups: Lookups, today: date) -> list[Option]:
    match question.input:
        case Input.CHOICE:
            return [Option(code, choice_words(code)) for code in question.choices]
        case Input.CODE:
            return code_options(question.codes, lookups)
        case Input.VILLAGE:
            villages = sorted(lookups.villages, key=lambda one: one.local_name)
            return [Option(one.code, one.local_name) for one in villages]
    versions = lookups.catalogue.versions_on(today)
    owners = list(dict.fromkeys(version.owner for version in versions))
    in_order = sorted(versions, key=lambda version: owners.index(version.owner))
    options: list[Option] = []
    for owner, group in groupby(in_order, key=lambda version: version.owner):
        options.append(Option(None, owner))
        options += [Option(version.code, version.name(current())) for version in group]
    return options


def code_options(codes: str, lookups: Lookups) -> list[Option]:
    """The codes of a list in words."""
    words = partial(code_words, codes, lookups=lookups)
    return [Option(str(code), words(str(code))) for code in lookups.codes.codes_of(codes)]
