"""The sheet at the right of a page on which an intervention is recorded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from desktop_app.actions.form_drafts import form_drafts_of
from desktop_app.actions.interventions import Recorded
from desktop_app.actions.lookups import FamilyGlance, Lookups
from desktop_app.domain.deed import DeedKind, deed_id
from desktop_app.domain.form_draft import FormDraft
from desktop_app.domain.intervention import InterventionLine
from desktop_app.language import tr, trn
from desktop_app.ui.draft_keeper import DraftKeeper
from desktop_app.ui.page import Page
from desktop_app.ui.pages.aid_detail import AidDetail
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.intervention_form import InterventionForm
from desktop_app.ui.style import XL, L
from desktop_app.ui.undoing import Undoing
from desktop_app.ui.widgets.buttons import Button
from desktop_app.words.format import moment

FORM = "intervention"
"""Under which name what is typed into this form is kept."""


class RecordSheet(FormSheet):
    """Opens the form, saves it, and offers to take back what was just recorded.

    Ctrl+Enter saves and closes, Ctrl+Shift+Enter saves and goes on with the next family. What is typed is
    kept until it is recorded or left: after a power cut, or the lock, it stands there again.
    """

    saved = Signal(str)  # id of the record

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._undoing = Undoing(page)
        self.form: InterventionForm | None = None
        self.keeper = DraftKeeper(page.desk.tasks, FORM, self)
        self.keeper.refused.connect(page.tell)
        self._goes_on = False
        self.save_button = Button("")
        self.next_button = Button("")
        self.notice_button = Button("")
        for keys, slot in (
            ("Ctrl+Return", self._on_save),
            ("Ctrl+Enter", self._on_save),
            ("Ctrl+Shift+Return", self._on_next),
        ):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(slot)

    def has_unsaved(self) -> bool:
        return self.form is not None and self.form.is_dirty

    def open_form(
        self,
        lookups: Lookups,
        glance: FamilyGlance | None = None,
        *,
        person_id: str = "",
        many: bool = False,
    ) -> None:
        """Open it, for this family if one is given; with `many` going on is the main button."""
        form = InterventionForm(self._page, lookups)
        form.recorded.connect(self._on_recorded)
        form.left.connect(self.close_or_ask)
        self.form = form
        # With many to record the next one is what people want; after one family they look at it.
        self.save_button = Button(tr("Sa&ve"), kind="secondary" if many else "primary")
        self.next_button = Button(tr("Save and n&ext"), kind="primary" if many else "secondary")
        self.save_button.clicked.connect(self._on_save)
        self.next_button.clicked.connect(self._on_next)
        self.notice_button = Button("", icon="triangle-alert", kind="plain")
        self.notice_button.clicked.connect(self._on_notice)
        self.notice_button.hide()
        form.warned.connect(self._on_warned)
        buttons = [self.save_button, self.next_button]
        self.guards = True
        self.show_content(
            tr("Record an intervention"),
            form,
            self.notice_button,
            *(buttons if many else reversed(buttons)),
        )
        self.opened.emit()
        if glance is not None:
            form.show_family(glance, person_id=person_id)
        form.start()
        subject = glance.sheet.id if glance is not None else ""
        self._page.do(form_drafts_of, FORM, then=partial(self._keep, form, subject), latest="kept")

    def keep_typed(self) -> None:
        """Have kept at once what was typed last."""
        self.keeper.keep_now()

    def open_detail(
        self, line: InterventionLine, lookups: Lookups, *, with_family: bool = True
    ) -> AidDetail:
        """Show one record here, where the page has no room for it; Esc closes."""
        self.form = None
        self.guards = False
        detail = AidDetail(self._page.desk, with_family=with_family)
        detail.column.setContentsMargins(XL, L, XL, L)
        detail.show_line(line, lookups)
        self.show_content(tr("Intervention"), detail)
        self.opened.emit()
        return detail

    def close_sheet(self) -> None:
        if self.form is not None and self.keeper.follows:
            # Recorded, or somebody said that it may be lost.
            self.keeper.drop()
        self.form = None
        super().close_sheet()

    def _keep(self, form: InterventionForm, subject: str, drafts: list[FormDraft]) -> None:
        """Restore what was typed when the program ended, and keep from now on what is typed."""
        if form is not self.form:
            return
        kept = next((one for one in drafts if one.subject == subject), None)
        self.keeper.follow(subject, form.as_data, is_kept=kept is not None)
        form.typed.connect(self.keeper.touch)
        if form.is_dirty:
            self.keeper.touch()
        elif kept is not None:
            form.show_data(kept.body)
            form.banner.say(
                "info",
                tr("Restored: what you typed until {moment}").format(moment=moment(kept.kept_at)),
                tr("It is not recorded yet."),
            )

    def _save(self, *, goes_on: bool) -> None:
        if self.form is not None and self.save_button.isEnabled():
            self._goes_on = goes_on
            self.form.save((self.save_button, self.next_button))

    @Slot()
    def _on_save(self) -> None:
        self._save(goes_on=False)

    @Slot()
    def _on_next(self) -> None:
        self._save(goes_on=True)

    @Slot(int)
    def _on_warned(self, count: int) -> None:
        # The warnings may lie below the edge; at the foot they are seen before anybody saves.
        self.notice_button.setText(trn("{n} warning", "{n} warnings", count).format(n=count))
        self.notice_button.setVisible(count > 0)

    @Slot()
    def _on_notice(self) -> None:
        if self.form is not None:
            self.show_part(self.form.warnings)

    @Slot(object, str, str)
    def _on_recorded(self, recorded: Recorded, programme: str, recipient: str) -> None:
        self._page.say_done(
            tr("Recorded: {programme} for {name}").format(programme=programme, name=recipient),
            undo=partial(
                self._undoing.undo_by_id,
                deed_id(DeedKind.INTERVENTION, recorded.intervention_id),
            ),
        )
        self.saved.emit(recorded.intervention_id)
        if self._goes_on and self.form is not None:
            self.keeper.drop()
            self.form.start_next()
            self.keeper.follow("", self.form.as_data)
        else:
            self.close_sheet()
