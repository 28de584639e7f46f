"""The sheet at the right of a page on which a proposal is written; what is typed into it is kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from desktop_app.actions.form_drafts import form_drafts_of
from desktop_app.actions.lookups import Lookups
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import Opened
from desktop_app.domain.form_draft import FormDraft
from desktop_app.domain.proposal import Proposal
from desktop_app.language import tr, trn
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.draft_keeper import DraftKeeper
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.proposal_form import ProposalForm
from desktop_app.ui.pages.proposal_wish import Wish
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import moment

FORM = "proposal"
"""Under which name what is typed into this form is kept."""


class ProposalSheet(FormSheet):
    """Opens the form; closing it keeps what was typed, and it opens again with that.

    Ctrl+Enter saves. `left_unfinished` when it was closed with something in it that is not recorded.
    """

    saved = Signal(object)  # Opened
    left_unfinished = Signal()
    look_wanted = Signal(str)  # id of a proposal, or family:…

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._lookups: Lookups | None = None
        self._wish = Wish()
        self._revised: Proposal | None = None
        self.form: ProposalForm | None = None
        self.keeper = DraftKeeper(page.desk.tasks, FORM, self)
        self.keeper.kept.connect(self._on_kept)
        self.keeper.refused.connect(page.tell)
        self.save_button = Button("")
        self.notice_button = Button("")
        self._kept = Text("")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self._on_save)

    def has_unsaved(self) -> bool:
        # Whatever is typed is kept; only where it could not be somebody would lose it.
        return self.form is not None and self.form.is_dirty and not self.keeper.follows

    def open_new(self, lookups: Lookups, wish: Wish) -> None:
        """Write a new proposal, or go on with the one that was not finished."""
        self._lookups, self._wish, self._revised = lookups, wish, None
        self._look_for_kept("")

    def open_draft(self, lookups: Lookups, proposal: Proposal) -> None:
        """Write a draft of the office anew, or go on with doing so."""
        self._lookups, self._wish, self._revised = lookups, Wish(), proposal
        self._look_for_kept(proposal.id)

    def open_kept(self, lookups: Lookups, kept: FormDraft) -> None:
        """Go on with what was not finished."""
        self._lookups, self._wish, self._revised = lookups, Wish(), None
        self._open(kept.subject, kept)

    def keep_typed(self) -> None:
        """Have kept at once what was typed last."""
        self.keeper.keep_now()

    def close_sheet(self) -> None:
        form, self.form = self.form, None
        is_unfinished = form is not None and form.is_dirty
        self.keeper.leave()
        super().close_sheet()
        if is_unfinished:
            self.left_unfinished.emit()

    def _look_for_kept(self, subject: str) -> None:
        def then(drafts: list[FormDraft]) -> None:
            self._open(subject, next((one for one in drafts if one.subject == subject), None))

        self._page.do(form_drafts_of, FORM, then=then, latest="kept")

    def _open(self, subject: str, kept: FormDraft | None) -> None:
        if self._lookups is None or self.form is not None:
            return
        form = ProposalForm(self._page, self._lookups)
        form.saved.connect(self._on_saved)
        form.left.connect(self.close_or_ask)
        form.noticed.connect(self._on_noticed)
        form.look_wanted.connect(self._on_look)
        self.form = form
        self.save_button = Button(tr("Sa&ve draft"), kind="primary")
        self.save_button.clicked.connect(self._on_save)
        self.notice_button = Button("", icon="triangle-alert", kind="plain")
        self.notice_button.clicked.connect(self._on_notice)
        self.notice_button.hide()
        self._kept = Text("", "caption")
        title = tr("Change a draft") if subject else tr("New proposal")
        self.show_content(title, form, self._kept, self.notice_button, self.save_button)
        self.opened.emit()
        if kept is not None:
            form.show_draft(ProposalDraft.from_data(kept.body), subject)
            form.is_dirty = True  # it is nowhere else
            form.banner.say(
                "info",
                tr("Restored: what you typed until {moment}").format(moment=moment(kept.kept_at)),
                tr("It is not saved as a draft of the office yet."),
                action=tr("Dis&card…"),
            )
            form.banner.acted.connect(self._on_discard)
        elif self._revised is not None:
            form.show_draft(ProposalDraft.of(self._revised), subject)
        else:
            form.begin(self._wish)
        self.keeper.follow(subject, partial(_body, form), is_kept=kept is not None)
        form.typed.connect(self.keeper.touch)
        form.start()

    # News

    @Slot()
    def _on_save(self) -> None:
        if self.form is not None and self.save_button.isEnabled():
            self.form.save((self.save_button,))

    @Slot(object)
    def _on_saved(self, opened: Opened) -> None:
        self.keeper.drop()
        self.close_sheet()
        self.saved.emit(opened)

    @Slot()
    def _on_discard(self) -> None:
        dialog = ConfirmDialog(
            self.window(),
            question=tr("Throw away what you typed?"),
            lost=tr("It is not saved as a draft of the office, and cannot be brought back."),
            verb=tr("&Throw away"),
            keep=tr("&Go on filling in"),
        )
        dialog.accepted.connect(self.discard)
        dialog.open()

    @Slot()
    def discard(self) -> None:
        """Forget what was typed, and show what was asked for: a new form, or the draft as it is kept."""
        form, lookups = self.form, self._lookups
        if form is None or lookups is None:
            return
        form.is_dirty = False
        form.evidence.drop_held()
        self.keeper.drop()
        revised, wish = self._revised, self._wish
        self.close_sheet()
        if revised is not None:
            self.open_draft(lookups, revised)
        elif wish != Wish():
            self.open_new(lookups, wish)

    @Slot()
    def _on_kept(self) -> None:
        if self.form is not None:
            self._kept.setText(tr("Kept on this PC"))

    @Slot(int)
    def _on_noticed(self, count: int) -> None:
        self.notice_button.setText(trn("{n} warning", "{n} warnings", count).format(n=count))
        self.notice_button.setVisible(count > 0)

    @Slot()
    def _on_notice(self) -> None:
        if self.form is not None:
            self.show_part(self.form.notices)

    @Slot(str)
    def _on_look(self, own_id: str) -> None:
        self.close_sheet()
        self.look_wanted.emit(own_id)


def _body(form: ProposalForm) -> dict[str, object] | None:
    draft = form.draft
    return None if draft is None else draft.as_data()
