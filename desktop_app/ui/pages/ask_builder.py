"""Tanya data: a question put together from lists, with how many it concerns while it grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.question_words import QuestionWords
from desktop_app.actions.questions import QuestionBook
from desktop_app.domain.question import MOST_FIELDS, Measure, MeasureKind, Order, Question
from desktop_app.domain.question_field import ASK_FIELDS, FIELD_NAMED, AskField, AskType, Unit
from desktop_app.errors import UserError
from desktop_app.language import current, tr
from desktop_app.ui.pages.ask_condition import ConditionRow
from desktop_app.ui.pages.village_options import village_options
from desktop_app.ui.style import M, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.chip import ChipBar
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField, side_by_side
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.search_choice import SearchChoice
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for

_NOTHING = ""
_READY, _SAVED = "ready:", "saved:"
_RECKONED = (MeasureKind.SUM, MeasureKind.MEAN)
_STARTS = 420


class AskBuilder(Pane):
    """`changed` after every choice, `started` with the name of a kept question, empty for another.

    Hand it a `QuestionBook` before anything else.
    """

    changed = Signal()
    started = Signal(str)

    def __init__(self) -> None:
        super().__init__(left=0)
        self._book: QuestionBook | None = None
        self._places: list[Option] = []
        self._fields: list[str] = []
        self.rows: list[ConditionRow] = []
        self.column.setSpacing(M)
        self.column.addWidget(
            Text(
                tr(
                    "Count families or people of the release by any of its facts. Begin with an example, or"
                    " choose below; nothing is changed by asking."
                ),
                "muted",
                wraps=True,
            )
        )
        self.start = SearchChoice()
        self.start.setMinimumWidth(grown(_STARTS))
        self.start.line.setPlaceholderText(tr("An example, or a saved question"))
        self.start.activated.connect(self._on_start)
        self.start_field = FormField(tr("&Begin with"), self.start)
        self.rename_button = Button(tr("Rena&me…"), icon="pencil")
        self.delete_button = Button(tr("&Delete"), icon="trash-2")
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.start_field, 1)
        for button in (self.rename_button, self.delete_button):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
            button.hide()
        self.column.addLayout(line)
        self._build_what()
        self._build_which()
        self._build_how()
        self.column.addStretch(1)
        self.setFocusProxy(self.start)

    def _build_what(self) -> None:
        card = Card(tr("What is counted"), is_tight=True)
        self.unit, self.measure, self.number = Choice(), Choice(), SearchChoice()
        self.number_field = FormField(tr("Of which number"), self.number)
        card.body.addLayout(
            side_by_side(
                FormField(tr("Co&unt"), self.unit),
                FormField(tr("A&nswer with"), self.measure),
                self.number_field,
            )
        )
        self.unit.activated.connect(self._on_unit)
        self.measure.activated.connect(self._on_changed)
        self.number.activated.connect(self._on_changed)
        self.column.addWidget(card)

    def _build_which(self) -> None:
        card = Card(tr("Which of them: all of this holds"), is_tight=True)
        self.add_button = Button(tr("Add a &condition"), icon="plus", kind="plain")
        self.add_button.clicked.connect(self._on_add)
        card.add_action(self.add_button)
        self.everybody = Text("", "muted", wraps=True)
        card.body.addWidget(self.everybody)
        self._conditions = QVBoxLayout()
        self._conditions.setSpacing(S)
        card.body.addLayout(self._conditions)
        self.column.addWidget(card)

    def _build_how(self) -> None:
        card = Card(tr("How it is shown"), is_tight=True)
        self.first, self.second, self.order = SearchChoice(), SearchChoice(), Choice()
        self.shown = SearchChoice()
        self.shown.line.setPlaceholderText(tr("Choose; several are possible"))
        self.shown_field = FormField(tr("&Each in the list is told with"), self.shown)
        card.body.addLayout(
            side_by_side(
                FormField(tr("&Grouped by, in rows"), self.first),
                FormField(tr("&And by, in columns"), self.second),
                FormField(tr("Order"), self.order),
            )
        )
        card.body.addWidget(self.shown_field)
        self.chips = ChipBar()
        self.chips.removed.connect(self._on_chip)
        card.body.addWidget(self.chips)
        for box in (self.first, self.second, self.order):
            box.activated.connect(self._on_changed)
        self.shown.activated.connect(self._on_shown)
        self.column.addWidget(card)

    # What is asked

    @property
    def question(self) -> Question | None:
        """The question as it stands; None while a condition or a number is missing."""
        filters = [row.filter for row in self.rows]
        measure = self._measure
        if measure is None or any(one is None for one in filters):
            return None
        groups = (self.first.value, self.second.value)
        return Question(
            self._unit,
            tuple(dict.fromkeys(one for one in filters if one is not None)),
            tuple(name for name in groups if name),
            measure,
            Order(self.order.value or Order.GROUP.value),
            tuple(self._fields),
        )

    @property
    def lacking(self) -> str:
        """What stands in the way of an answer, in words; nothing if it can be asked."""
        unready = [at for at, row in enumerate(self.rows, start=1) if row.filter is None]
        if unready:
            return tr("Condition {n} is not whole yet.").format(n=unready[0])
        question = self.question
        if question is None:
            return tr("Choose the number that is reckoned.")
        try:
            question.checked()
        except UserError as error:
            return sentence_for(error).brief
        return ""

    def show_book(self, book: QuestionBook, lookups: Lookups) -> None:
        """Offer what can be asked here; what stands in the boxes stays."""
        is_first, name = self._book is None, self.start.value
        self._book = book
        self._places = village_options(lookups)
        options = [Option(None, tr("Examples"))]
        options += [
            Option(f"{_READY}{at}", one.name(current())) for at, one in enumerate(book.ready)
        ]
        if book.saved:
            options.append(Option(None, tr("Saved questions")))
        for one in book.saved:
            of = "" if one.region == book.region else lookups.regions.name_of(one.region)
            options.append(Option(f"{_SAVED}{one.name}", f"{one.name} ({of})" if of else one.name))
        self.start.show_options(options, chosen=name)
        self._show_own()
        if is_first:
            self.show_question(Question())

    def show_question(self, question: Question) -> None:
        """Put a question into the boxes."""
        self.unit.show_options(
            [
                Option(Unit.FAMILY.value, tr("Families")),
                Option(Unit.PERSON.value, tr("People")),
            ],
            chosen=question.unit.value,
        )
        self._offer()
        self.measure.choose(question.measure.kind.value)
        self.number.choose(question.measure.field)
        for row in list(self.rows):
            self._drop(row)
        for one in question.filters:
            self._add().show_filter(one)
        groups = (*question.groups, _NOTHING, _NOTHING)
        self.first.choose(groups[0])
        self.second.choose(groups[1])
        self.order.show_options(
            [
                Option(Order.GROUP.value, tr("As they stand in the lists")),
                Option(Order.MOST.value, tr("The largest first")),
            ],
            chosen=question.order.value,
        )
        self._fields = list(question.fields)
        self._show_chips()
        self._arrange()

    def name_as(self, name: str) -> None:
        """Let a kept question be the one that is worked on."""
        self.start.choose(f"{_SAVED}{name}")
        self._show_own()

    @property
    def saved_name(self) -> str:
        """The name of the kept question it began with, if it is one."""
        value = self.start.value or ""
        return value.removeprefix(_SAVED) if value.startswith(_SAVED) else ""

    @property
    def _words(self) -> QuestionWords:
        assert self._book is not None
        return self._book.words

    @property
    def _unit(self) -> Unit:
        return Unit(self.unit.value or Unit.FAMILY.value)

    @property
    def _measure(self) -> Measure | None:
        kind = MeasureKind(self.measure.value or MeasureKind.FAMILIES.value)
        if kind not in _RECKONED:
            return Measure(kind)
        return Measure(kind, self.number.value) if self.number.value else None

    def _offered(self, may: Callable[[AskField], bool]) -> list[Option]:
        """Fields under the heading of whom they belong to."""
        book = self._book
        assert book is not None
        options: list[Option] = []
        for unit, heading in ((Unit.FAMILY, tr("Family")), (Unit.PERSON, tr("Member"))):
            inside = [
                Option(one.name, book.words.label(one))
                for one in ASK_FIELDS
                if one.unit is unit and may(one) and (book.may_reveal or not one.is_sensitive)
            ]
            if inside:
                options += [Option(None, heading), *inside]
        return options

    def _offer(self) -> None:
        """What can be chosen for the unit that is counted; choices that still fit stay."""
        unit = self._unit
        kinds = [MeasureKind.FAMILIES, *_RECKONED]
        if unit is Unit.PERSON:
            kinds.insert(0, MeasureKind.PEOPLE)
        kept = self.measure.value or ""
        self.measure.show_options(
            [Option(kind.value, self._words.measure(kind)) for kind in kinds],
            chosen=kept if kept in [kind.value for kind in kinds] else kinds[0].value,
        )

        def known(one: AskField) -> bool:
            return unit is Unit.PERSON or one.unit is Unit.FAMILY

        nothing = Option(_NOTHING, tr("Nothing"))
        for box, options in (
            (
                self.number,
                self._offered(lambda one: one.type is AskType.NUMBER and one.unit is unit),
            ),
            (self.first, [nothing, *self._offered(lambda one: one.may_group and known(one))]),
            (
                self.second,
                [
                    nothing,
                    *self._offered(
                        lambda one: one.may_group and known(one) and one.type is not AskType.PLACE
                    ),
                ],
            ),
            (self.shown, self._offered(known)),
        ):
            before = box.value
            box.show_options(options)
            if before is None or not box.choose(before):
                box.choose(_NOTHING)
        self._fields = [name for name in self._fields if known(FIELD_NAMED[name])]

    def _arrange(self) -> None:
        """Show the boxes that belong to what was chosen."""
        kind = MeasureKind(self.measure.value or MeasureKind.FAMILIES.value)
        self.number_field.setVisible(kind in _RECKONED)
        self.second.setEnabled(bool(self.first.value))
        if not self.first.value:
            self.second.choose(_NOTHING)
        counts_families = self._unit is Unit.FAMILY
        self.everybody.setText(
            tr("Without conditions all families count.")
            if counts_families
            else tr("Without conditions all people count.")
        )
        of_members = [row for row in self.rows if row.asked and row.asked.unit is Unit.PERSON]
        if counts_families and of_members:
            self.everybody.setText(
                tr("What is said of a member must all hold of one and the same member.")
            )
        self.everybody.setVisible(not self.rows or bool(counts_families and of_members))

    # Conditions

    def _add(self) -> ConditionRow:
        row = ConditionRow(self._words, self._offered(lambda _: True), self._places)
        row.changed.connect(self._on_changed)
        row.removed.connect(self._on_removed)
        self.rows.append(row)
        self._conditions.addWidget(row)
        # After the conditions before it, wherever the button stands.
        previous = self.rows[-2].cross if len(self.rows) > 1 else self.add_button
        QWidget.setTabOrder(previous, row.field)
        for one, other in (
            (row.field, row.operator),
            (row.operator, row.picker),
            (row.picker, row.number),
            (row.number, row.cross),
        ):
            QWidget.setTabOrder(one, other)
        return row

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        self._conditions.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show_chips(self) -> None:
        self.chips.show_chips(
            [(name, self._words.label(FIELD_NAMED[name])) for name in self._fields]
        )
        self.shown.choose(_NOTHING)
        self.shown.setCurrentIndex(-1)
        self.shown.put_back()
        self.shown.setEnabled(len(self._fields) < MOST_FIELDS)

    def _show_own(self) -> None:
        book = self._book
        own = [one.name for one in book.saved if one.region == book.region] if book else []
        is_own = book is not None and book.may_keep and self.saved_name in own
        for button in (self.rename_button, self.delete_button):
            button.setVisible(is_own)

    # News

    @Slot()
    def _on_start(self) -> None:
        value, book = self.start.value or "", self._book
        if book is None:
            return
        self._show_own()
        if value.startswith(_READY):
            self.show_question(book.ready[int(value.removeprefix(_READY))].question)
            self.started.emit("")
            self.changed.emit()
        elif value.startswith(_SAVED):
            self.started.emit(self.saved_name)

    @Slot()
    def _on_unit(self) -> None:
        self._offer()
        self._show_chips()
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self._arrange()
        self.changed.emit()

    @Slot()
    def _on_add(self) -> None:
        row = self._add()
        self._on_changed()
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(row)

    @Slot(object)
    def _on_removed(self, row: ConditionRow) -> None:
        at = self.rows.index(row)
        self._drop(row)
        left: Sequence[QWidget] = [*self.rows[max(0, at - 1) :], self.add_button]
        left[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_changed()

    @Slot()
    def _on_shown(self) -> None:
        name = self.shown.value
        if name and name not in self._fields:
            self._fields.append(name)
        self._show_chips()
        self.changed.emit()

    @Slot(str)
    def _on_chip(self, name: str) -> None:
        self._fields = [one for one in self._fields if one != name]
        self._show_chips()
        self.shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
