"""What the detail of a record asks for, done: steps, corrections, marking as an error, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Slot

from desktop_app.actions.intervention_overview import story_of_intervention
from desktop_app.actions.intervention_steps import (
    correct_intervention,
    step_intervention,
    undo_step,
)
from desktop_app.actions.interventions import void_intervention
from desktop_app.actions.lookups import FamilyGlance, Lookups, glance_at_family
from desktop_app.domain.changes import Done
from desktop_app.domain.intervention import InterventionLine
from desktop_app.domain.intervention_history import Content
from desktop_app.domain.intervention_overview import AidStory
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.domain.subject import SubjectKind
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.aid_correct import CorrectDialog
from desktop_app.ui.pages.aid_detail import AidDetail
from desktop_app.ui.pages.aid_step import StepDialog, StepDraft
from desktop_app.ui.pages.conflict_work import ConflictWork
from desktop_app.words.aid import given_words, status_meaning, status_words, step_words


class AidWork(QObject):
    """Serves details on one page; what changes reaches them through the page's own news.

    `open_other` shows the record that is counted instead of another.
    """

    def __init__(
        self,
        page: Page,
        lookups: Callable[[], Lookups | None],
        open_other: Callable[[InterventionLine], object],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._lookups = lookups
        self._open_other = open_other
        self._details: list[AidDetail] = []
        self._decisions = ConflictWork(page, then=self.read_again)

    def serve(self, detail: AidDetail) -> AidDetail:
        """Do from now on what this one asks for."""
        self._details = [one for one in self._details if shiboken6.isValid(one)] + [detail]
        detail.story_wanted.connect(partial(self._read_story, detail))
        detail.step_wanted.connect(self._on_step_wanted)
        detail.undo_wanted.connect(self._on_undo_wanted)
        detail.correct_wanted.connect(self._on_correct_wanted)
        detail.settle_wanted.connect(self._decisions.ask)
        detail.void_wanted.connect(self._on_void_wanted)
        detail.other_wanted.connect(self._open_other)
        if detail.line is not None:
            self._read_story(detail, detail.line)
        return detail

    def read_again(self) -> None:
        """Read the records that are shown once more, after something happened to them."""
        for detail in self._details:
            if shiboken6.isValid(detail) and detail.line is not None:
                self._read_story(detail, detail.line)

    def _read_story(self, detail: AidDetail, line: InterventionLine) -> None:
        def show(story: AidStory) -> None:
            detail.show_story(story)

        self._page.desk.tasks.run(
            story_of_intervention, line.intervention.id, then=show, origin=detail, latest="story"
        )

    # A step

    @Slot(object, object)
    def _on_step_wanted(self, line: InterventionLine, to: InterventionStatus) -> None:
        family_id = line.intervention.subject.family_id
        if to is not InterventionStatus.RECEIVED or family_id is None:
            self._ask_step(line, to, None)
            return
        self._page.do(
            glance_at_family,
            family_id,
            then=partial(self._ask_step, line, to),
            failed=lambda _: self._ask_step(line, to, None),  # no longer in the release
        )

    def _ask_step(
        self, line: InterventionLine, to: InterventionStatus, glance: FamilyGlance | None
    ) -> None:
        subject = line.intervention.subject
        dialog = StepDialog(
            self._page.window(),
            question=f"{step_words(to)} · {subject.name}",
            explanation=status_meaning(to),
            ways={to: 1},
            today=self._page.desk.today(),
            with_signer=True,
        )
        lookups = self._lookups()
        if glance is not None and lookups is not None:
            own = subject.person_id if subject.kind is SubjectKind.PERSON else None
            dialog.show_family(glance, lookups.codes, own or "")
        dialog.given.connect(partial(self._step, line, dialog))
        dialog.open()

    def _step(self, line: InterventionLine, dialog: StepDialog, draft: StepDraft) -> None:
        record_id = line.intervention.id

        def then(done: Done[InterventionStatus]) -> None:
            dialog.accept()
            self._say_state(done.value, undo=partial(self._undo, record_id))
            self.read_again()

        self._page.desk.tasks.run(
            partial(
                step_intervention,
                intervention_id=record_id,
                to=draft.to,
                on=draft.on,
                note=draft.note,
                signer=draft.signer,
            ),
            then=then,
            failed=dialog.tell,
            origin=dialog,
        )

    @Slot(object)
    def _on_undo_wanted(self, line: InterventionLine) -> None:
        self._undo(line.intervention.id)

    def _undo(self, record_id: str) -> None:
        self._page.do(undo_step, record_id, then=self._on_undone)

    def _on_undone(self, done: Done[InterventionStatus]) -> None:
        self._say_state(done.value)
        self.read_again()

    def _say_state(
        self, state: InterventionStatus, *, undo: Callable[[], None] | None = None
    ) -> None:
        words = tr("It is now in this state: {state}.").format(state=status_words(state))
        self._page.say_done(words, undo=undo)

    # Putting right

    @Slot(object)
    def _on_correct_wanted(self, line: InterventionLine) -> None:
        dialog = CorrectDialog(self._page.window(), line.intervention.content)
        dialog.given.connect(partial(self._correct, line, dialog))
        dialog.open()

    def _correct(
        self, line: InterventionLine, dialog: CorrectDialog, content: Content, reason: str
    ) -> None:
        def then(done: Done[Content]) -> None:
            dialog.accept()
            self._say_corrected(done)

        self._page.desk.tasks.run(
            correct_intervention,
            line.intervention.id,
            content,
            reason,
            then=then,
            failed=dialog.tell,
            origin=dialog,
        )

    def _say_corrected(self, done: Done[Content]) -> None:
        self._page.say_done(tr("Put right: {given}").format(given=given_words(done.value) or "–"))
        self.read_again()

    # In error

    @Slot(object, str)
    def _on_void_wanted(self, line: InterventionLine, reason: str) -> None:
        self._page.do(void_intervention, line.intervention.id, reason, then=self._on_voided)

    def _on_voided(self, _: object) -> None:
        self._page.say_done(tr("Marked as entered in error."))
        self.read_again()
