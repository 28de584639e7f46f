"""Hari penyaluran: one line to scan or type on, the list beneath it, and what the day adds up to."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent

from desktop_app.actions.delivery import (
    Delivered,
    deliveries_of,
    delivery_of,
    fail_delivery,
    stand_ins_of,
    tick_delivery,
    untick_delivery,
)
from desktop_app.actions.intervention_lists import recorded_lists
from desktop_app.actions.letter_lists import letters_for_aid
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryScope,
    DeliveryStage,
    DeliveryState,
    Found,
)
from desktop_app.domain.delivery_finder import DeliveryFinder
from desktop_app.domain.intervention import AidList
from desktop_app.domain.intervention_history import Signer
from desktop_app.domain.letter_run import Listed
from desktop_app.errors import Code, LuringError
from desktop_app.language import mark, tr, trn
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Desk, Page
from desktop_app.ui.pages.delivery_board import DeliveryBoard
from desktop_app.ui.pages.delivery_paper import delivery_printable
from desktop_app.ui.pages.delivery_scope import ScopeBar, scope_from, scope_text
from desktop_app.ui.pages.delivery_signer import SignerSheet
from desktop_app.ui.pages.delivery_tally import summary_of
from desktop_app.ui.pages.form_sheet import FormSheet, close_top
from desktop_app.ui.pages.letter_many import LetterManySheet
from desktop_app.ui.pages.paper_sheet import PaperSheet
from desktop_app.words.aid import given_words
from desktop_app.words.delivery import MARKS, already_words, remark_words
from desktop_app.words.format import number, weekday_date
from desktop_app.words.messages import sentence_for

_REMEMBERED = "delivery.scope"
_TYPING_MS = 150

Choices = tuple[list[DeliveryStage], list[AidList], Lookups]


class DeliveryPage(Page):
    """The list of one programme and period on one day; every tick is kept at once."""

    shows = frozenset({Topic.INTERVENTIONS, Topic.RELEASES, Topic.PROGRAMMES})
    help_text = mark(
        "Who comes is scanned or typed: the number on the list, a NIK or KK (the last digits will "
        "do), the serial of a coupon, or the name; Enter ticks. F4 before Enter is for somebody who "
        "signs in the recipient's place, F8 for what could not be delivered, Ctrl+Z takes the last "
        "tick back, Esc clears the line. The arrows choose in the list, Ctrl+P prints it. Every tick "
        "is kept at once: after a power cut the page goes on where it was."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._delivery: Delivery | None = None
        self._finder: DeliveryFinder | None = None
        self._recent: list[str] = []
        self._own = 0
        self.set_title(tr("Delivery day"))
        self.summary_button = self.add_secondary(
            tr("&Sum of the day"), self._on_summary, icon="clipboard-list"
        )
        self.letters_button = self.add_secondary(tr("L&etters…"), self._on_letters, icon="mail")
        self.print_button = self.set_primary(tr("&Print list…"), self.print_it, icon="printer")
        self.bar = ScopeBar()
        self._today = desk.today()
        self.bar.show_day(self._today)
        self.bar.changed.connect(self._on_scope)
        self.board = DeliveryBoard(desk.memory)
        self.line, self.table = self.board.line, self.board.table
        self.board.about_to_step.connect(self._on_about_to_step)
        self.line.returnPressed.connect(self._on_enter)
        self.line.undo_wanted.connect(self._on_undo)
        self.line.textEdited.connect(self._on_edited)
        self.table.opened.connect(self._meet)
        self.board.nothing.acted.connect(self._on_nothing_acted)
        self.board.recent.undo_wanted.connect(self._untick)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.board, 1)
        self.lead_to(self.line)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self.signer_sheet = SignerSheet(self)
        self.signer_sheet.chosen.connect(self._on_signer)
        self.paper_sheet = PaperSheet(self)
        self.summary_sheet = FormSheet(self)
        self.letters_sheet = LetterManySheet(self)
        self._sheets: tuple[FormSheet, ...] = (
            self.letters_sheet,
            self.signer_sheet,
            self.paper_sheet,
            self.summary_sheet,
        )
        for sheet in self._sheets:
            sheet.opened.connect(self._on_sheet_moved)
            sheet.closed.connect(self._on_sheet_moved)
        for keys, slot in (
            ("F4", self._on_stand_in),
            ("F8", self._on_failed_wanted),
            ("Ctrl+Z", self._on_undo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._on_sheet_moved()

    # What the window asks

    def refresh(self) -> None:
        if self.bar.day == self._today != self.desk.today():
            self.bar.show_day(self.desk.today())  # the window stood open over night
        self._today = self.desk.today()
        self.do(_choices, then=self._show_choices, latest="choices")

    def hear(self, topics: frozenset[Topic]) -> None:
        # What was done here stands here already; reading thousands again would hold up the next one.
        if not self._own or topics - {Topic.INTERVENTIONS}:
            super().hear(topics)

    def print_it(self) -> None:
        if self._delivery is not None and not self._is_covered:
            printable = delivery_printable(self._delivery.scope, self._delivery.on)
            self.paper_sheet.open_paper(printable)

    def has_unsaved(self) -> bool:
        return any(sheet.has_unsaved() for sheet in self._sheets)

    def step_back(self) -> bool:
        if close_top(self._sheets):
            return True
        if self.line.text() or self.board.picked:
            self._clear()
            return True
        return super().step_back()

    @property
    def _is_covered(self) -> bool:
        return any(sheet.isVisible() for sheet in self._sheets)

    # Reading and showing

    def _show_choices(self, choices: Choices) -> None:
        stages, lists, lookups = choices
        kept = scope_from(self.desk.memory.recall(_REMEMBERED))
        before = self.bar.scope or kept
        self.bar.show_stages(stages, lists, lookups, before)
        scope = self.bar.scope
        if scope is None:
            self._show_nothing()
        else:
            hamlet = before.hamlet if before is not None and before.village == scope.village else ""
            self._read(_with_hamlet(scope, hamlet))

    def _read(self, scope: DeliveryScope) -> None:
        self.desk.memory.keep(_REMEMBERED, scope_text(scope))
        on = self.bar.day or self.desk.today()
        self.do(partial(_list, scope=scope, on=on), then=self._show_list, latest="list")

    def _show_list(self, answer: tuple[Delivery, DeliveryFinder]) -> None:
        self._delivery, self._finder = answer
        self.bar.show_hamlets(self._delivery)
        if self._delivery.scope.hamlet and not self.bar.hamlet.value and self.bar.scope:
            self._read(self.bar.scope)  # a newer release knows no such hamlet
            return
        self.set_subtitle(f"{self.bar.stage_words} · {weekday_date(self._delivery.on)}")
        deeds = [
            (step.at, one.record.id)
            for one in self._delivery.of_day
            if one.state in (DeliveryState.RECEIVED, DeliveryState.FAILED)
            and (step := one.record.undoable) is not None
        ]
        self._recent = [own_id for _, own_id in sorted(deeds)]
        self.board.nothing.say(
            tr("Nobody is on this list"), tr("Choose another programme, desa or day above.")
        )
        self.board.show_rows(self._delivery.of_day)
        self._add_up()
        self._on_sheet_moved()

    def _show_nothing(self) -> None:
        self._delivery = self._finder = None
        self._recent = []
        self.board.nothing.say(
            tr("There is nothing to deliver"),
            tr("Help that has been decreed comes to this page by itself."),
            tr("&To the interventions"),
        )
        self.table.show_rows([])
        self.board.tally.hide()
        self._on_sheet_moved()

    def _add_up(self) -> None:
        if self._delivery is not None:
            self.board.add_up(self._delivery, self._recent)

    # Finding

    def _found(self) -> Found:
        if self._delivery is None or self._finder is None:
            return Found()
        return self._finder.find(self._delivery, self.line.text())

    def _named(self) -> DeliveryLine | None:
        """Whom the line or the list names now; says so if it is nobody."""
        if self.board.picked or not self.line.text().strip():
            line = self.table.current
            if line is None:
                self.board.warn(tr("Type or choose first who it is."))
            return line
        found = self._found()
        if found.is_sure:
            return found.lines[0]
        self._offer(found)
        return None

    def _offer(self, found: Found) -> None:
        if not found.lines:
            self.board.warn(tr("Nobody on this list answers to that."))
            self.line.selectAll()
            return
        self.board.show_rows(found.lines)
        if len(found.lines) == 1:
            self.board.warn(tr("The name is not quite the same. If it is them: ↓ and Enter."))
        else:
            said = trn(
                "{n} person may be meant: choose with ↓ and Enter.",
                "{n} people may be meant: choose with ↓ and Enter.",
                len(found.lines),
            )
            self.board.warn(said.format(n=number(len(found.lines))))

    def _meet(self, line: DeliveryLine, signer: Signer | None = None) -> None:
        """Tick this one, or say when they came before."""
        if line.state in (DeliveryState.RECEIVED, DeliveryState.OTHER_DAY):
            name = f"{line.number}  {line.record.subject.name}"
            self.board.warn(f"{MARKS[line.state]} {name}: {already_words(line)}")
            self.board.go_to(line.record.id)
            self.line.selectAll()
            return
        self._deed(
            partial(tick_delivery, intervention_id=line.record.id, on=line.on, signer=signer)
        )

    def _deed(self, action: partial[Done[Delivered]]) -> None:
        self._own += 1
        self._clear()
        self.do(action, then=self._on_done, failed=self._on_refused, ended=self._on_ended)

    def _on_done(self, done: Done[Delivered]) -> None:
        record = done.value.record
        if self._delivery is None or self._delivery.line_of(record.id) is None:
            return
        self._delivery = self._delivery.after(record, done.value.by)
        line = self._delivery.line_of(record.id)
        assert line is not None
        self.board.put_line(line)
        if record.id in self._recent:
            self._recent.remove(record.id)
        name = f"{MARKS[line.state]} {line.number}  {record.subject.name}"
        if line.state is DeliveryState.WAITING:
            self.board.say(tr("{name}: taken back").format(name=name))
        else:
            self._recent.append(record.id)
            told = " · ".join(filter(None, (name, given_words(record), remark_words(line))))
            self.board.say(told, "heading" if line.state is DeliveryState.RECEIVED else "due")
        self._add_up()
        if not self.line.text():
            self.board.go_to(record.id)

    def _on_refused(self, error: LuringError) -> None:
        if error.code is Code.DELIVERY_TICKED_ALREADY:
            # Somebody was scanned twice before the first answer came.
            self.board.warn(sentence_for(error).what)
        else:
            self.tell(error)

    def _on_ended(self) -> None:
        self._own -= 1

    def _clear(self) -> None:
        self._typing.stop()
        self.line.clear()
        if self._delivery is not None:
            self.board.show_rows(self._delivery.of_day)

    # News

    @Slot()
    def _on_scope(self) -> None:
        scope = self.bar.scope
        if scope is None:
            return
        self.board.say("")
        is_other = self._delivery is None or (
            (scope.programme, scope.period)
            != (self._delivery.scope.programme, self._delivery.scope.period)
        )
        if is_other:
            # Another programme has other villages and lists: they are offered anew.
            self.desk.memory.keep(
                _REMEMBERED, scope_text(DeliveryScope(scope.programme, scope.period))
            )
            self.refresh()
        else:
            self._read(scope)

    @Slot(str)
    def _on_edited(self, _: str) -> None:
        # A scanner is done before this is over; who types sees the list narrow.
        self._typing.start()

    @Slot()
    def _on_typed(self) -> None:
        if self._delivery is None:
            return
        found = self._found()
        self.board.show_rows(found.lines or self._delivery.of_day)

    @Slot()
    def _on_enter(self) -> None:
        self._typing.stop()
        picked = self.board.picked
        if picked is not None:
            self._meet(picked)
        elif self.line.text().strip() and self._delivery is not None:
            found = self._found()
            if found.is_sure:
                self._meet(found.lines[0])
            else:
                self._offer(found)

    @Slot()
    def _on_about_to_step(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._on_typed()

    @Slot()
    def _on_stand_in(self) -> None:
        line = None if self._is_covered else self._named()
        if line is None:
            return
        if line.state in (DeliveryState.RECEIVED, DeliveryState.OTHER_DAY):
            self._meet(line)
            return
        self.do(
            stand_ins_of,
            line.record.id,
            then=partial(self.signer_sheet.open_for, line),
            latest="stand-ins",
        )

    @Slot(object, object)
    def _on_signer(self, line: DeliveryLine, signer: Signer) -> None:
        self._meet(line, signer)

    @Slot()
    def _on_failed_wanted(self) -> None:
        line = None if self._is_covered else self._named()
        if line is None:
            return
        if line.state in (DeliveryState.RECEIVED, DeliveryState.OTHER_DAY):
            self._meet(line)
            return
        dialog = ReasonDialog(
            self.window(),
            question=tr("Could not be delivered to {name}?").format(name=line.record.subject.name),
            explanation=tr("It may still be ticked, today or on another day."),
            verb=tr("&Not delivered"),
            usual=(tr("Did not come"), tr("Moved away"), tr("Has died"), tr("Refused it")),
        )
        dialog.given.connect(partial(self._fail, line))
        dialog.open()

    def _fail(self, line: DeliveryLine, reason: str) -> None:
        self._deed(
            partial(fail_delivery, intervention_id=line.record.id, reason=reason, on=line.on)
        )

    @Slot()
    def _on_undo(self) -> None:
        if self._is_covered:
            return
        if self._recent:
            self._untick(self._recent[-1])
        else:
            self.board.warn(tr("There is nothing to take back."))

    @Slot(str)
    def _untick(self, record_id: str) -> None:
        self._deed(partial(untick_delivery, intervention_id=record_id))

    @Slot()
    def _on_letters(self) -> None:
        if self._delivery is not None and not self._is_covered:
            ids = [one.record.id for one in self._delivery.of_day]
            self.letters_sheet.open_list(partial(_of_records, ids))

    @Slot()
    def _on_summary(self) -> None:
        if self._delivery is not None and not self._is_covered:
            content, button = summary_of(self._delivery, self._on_print_from_summary)
            self.summary_sheet.show_content(tr("Sum of the day"), content, button)
            self.summary_sheet.opened.emit()

    def _on_print_from_summary(self) -> None:
        self.summary_sheet.close_sheet()
        self.print_it()

    @Slot()
    def _on_nothing_acted(self) -> None:
        self.go("interventions")

    @Slot()
    def _on_sheet_moved(self) -> None:
        # What lies beneath a sheet must not be reached with the keyboard.
        is_free = not self._is_covered
        has_list = self._delivery is not None
        was_shut = not self.line.isEnabled()
        self.bar.setEnabled(is_free)
        self.table.setEnabled(is_free)
        for part in (
            self.line,
            self.board.recent,
            self.print_button,
            self.letters_button,
            self.summary_button,
        ):
            part.setEnabled(is_free and has_list)
        is_choosing = self.bar.isAncestorOf(self.window().focusWidget()) and not was_shut
        if is_free and has_list and not is_choosing:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def _choices(office: Office) -> Choices:
    return deliveries_of(office), recorded_lists(office), lookups_of(office)


def _list(office: Office, scope: DeliveryScope, on: date) -> tuple[Delivery, DeliveryFinder]:
    delivery = delivery_of(office, scope, on=on)
    return delivery, DeliveryFinder(delivery, office.reference.spelling)


def _of_records(ids: list[str], office: Office, progress: Progress) -> list[Listed]:
    return letters_for_aid(office, ids, progress)


def _with_hamlet(scope: DeliveryScope, hamlet: str) -> DeliveryScope:
    return DeliveryScope(scope.programme, scope.period, scope.village, hamlet, scope.list_id)
