"""A step with many records, or many marked as errors: asked once, done with a stop button, told row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.intervention_overview import intervention_lines
from desktop_app.actions.intervention_steps import StepsTaken, step_interventions, void_each
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.changes import Done
from desktop_app.domain.intervention import InterventionLine
from desktop_app.domain.intervention_overview import AidChosen
from desktop_app.errors import UserError
from desktop_app.language import mark, tr, trn
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.aid_detail import void_dialog
from desktop_app.ui.pages.aid_step import StepDialog, StepDraft
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.style import M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.aid import programme_words, record_period_words, status_words
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for
from desktop_app.words.phases import phase_words

_ROWS_SHOWN = 340


@dataclass(frozen=True, slots=True)
class LeftAsItWas:
    """A record that was chosen with others and stayed as it was."""

    line: InterventionLine
    error: UserError


class OutcomeSheet(FormSheet):
    """What became of many: how many were done, and each that was not with the reason."""

    def __init__(self, page: Page, lookups: Callable[[], Lookups | None]) -> None:
        super().__init__(page)
        self._memory = page.desk.memory
        self._lookups = lookups
        self.banner: Banner | None = None
        self.table: DataTable[LeftAsItWas] | None = None

    def open_outcome(self, title: str, taken: StepsTaken, left: Sequence[LeftAsItWas]) -> None:
        """Open it."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(M)
        self.banner = Banner(close_name=tr("Close"))
        column.addWidget(self.banner)
        self.banner.say("info" if not taken.left else "due", done_words(taken), left_words(taken))
        self.table = DataTable(
            (
                Column(
                    "recipient",
                    mark("Recipient"),
                    lambda one: one.line.intervention.subject.name,
                    width=160,
                    below=self._programme,
                ),
                Column(
                    "state",
                    mark("Status"),
                    lambda one: status_words(one.line.intervention.status),
                    width=110,
                ),
                Column("why", mark("Why it was refused"), _why, width=200, tip=_why),
            ),
            name="aid-outcome",
            memory=self._memory,
            accessible_name=tr("Records that stayed as they were"),
        )
        self.table.setMinimumHeight(_ROWS_SHOWN)
        self.table.show_rows(left)
        column.addWidget(self.table, 1)
        self.table.setVisible(bool(left))
        column.addStretch(0)
        self.show_content(title, inside)
        self.opened.emit()

    def _programme(self, one: LeftAsItWas) -> str:
        lookups, record = self._lookups(), one.line.intervention
        catalogue = lookups.catalogue if lookups else None
        name = programme_words(catalogue, record) if catalogue else record.programme
        return f"{name} · {record_period_words(record, catalogue)}"


class AidMany(QObject):
    """Asks about the chosen records of one page, has it done, and opens the sheet where not all were."""

    def __init__(self, page: Page, outcome: OutcomeSheet) -> None:
        super().__init__(page)
        self._page = page
        self._outcome = outcome

    def ask_step(self, chosen: AidChosen) -> None:
        """Ask which step to take with these, and on which day."""
        ways = chosen.ways
        if not ways:
            self._page.banner.say(
                "info",
                tr("None of these can take another step"),
                tr("They have ended, were rejected, or were entered in error."),
            )
            return
        count = len(chosen.ids)
        dialog = StepDialog(
            self._page.window(),
            question=trn(
                "Take the next step with {n} record?", "Take the next step with {n} records?", count
            ).format(n=number(count)),
            explanation=tr("Those that cannot take it stay as they are and are listed afterwards."),
            ways=ways,
            today=self._page.desk.today(),
            with_signer=False,
        )
        dialog.given.connect(partial(self._step, chosen, dialog))
        dialog.open()

    def ask_void(self, chosen: AidChosen) -> None:
        """Ask why these are in error."""
        count = len(chosen.ids)
        question = trn(
            "Mark {n} record as entered in error?",
            "Mark {n} records as entered in error?",
            count,
        ).format(n=number(count))
        dialog = void_dialog(self._page.window(), question)
        dialog.given.connect(partial(self._void, chosen))
        dialog.open()

    def _step(self, chosen: AidChosen, dialog: StepDialog, draft: StepDraft) -> None:
        dialog.accept()
        title = status_words(draft.to)
        self._page.do_long(
            partial(
                step_interventions,
                intervention_ids=chosen.ids,
                to=draft.to,
                on=draft.on,
                note=draft.note,
            ),
            title=title,
            phases=phase_words,
            then=partial(self._tell, title),
        )

    def _void(self, chosen: AidChosen, reason: str) -> None:
        title = tr("Entered in error")
        self._page.do_long(
            partial(void_each, intervention_ids=chosen.ids, reason=reason),
            title=title,
            phases=phase_words,
            then=partial(self._tell, title),
        )

    def _tell(self, title: str, done: Done[StepsTaken]) -> None:
        taken = done.value
        if not taken.refused and not taken.left:
            self._page.say_done(f"{title}: {done_words(taken)}")
            return
        errors = {one.intervention_id: one.error for one in taken.refused}

        def show(lines: list[InterventionLine]) -> None:
            left = [LeftAsItWas(line, errors[line.intervention.id]) for line in lines]
            self._outcome.open_outcome(title, taken, left)

        self._page.do(intervention_lines, list(errors), then=show)


def done_words(taken: StepsTaken) -> str:
    """How many records were changed."""
    return trn("{n} record was changed.", "{n} records were changed.", taken.stepped).format(
        n=number(taken.stepped)
    )


def left_words(taken: StepsTaken) -> str:
    """How many stayed as they were, and why."""
    said = []
    if taken.refused:
        count = len(taken.refused)
        said.append(
            trn("{n} stayed as it was.", "{n} stayed as they were.", count).format(n=number(count))
        )
    if taken.left:
        said.append(
            trn(
                "Stopped: {n} record was not reached.",
                "Stopped: {n} records were not reached.",
                taken.left,
            ).format(n=number(taken.left))
        )
    return " ".join(said)


def _why(one: LeftAsItWas) -> str:
    return sentence_for(one.error).brief
