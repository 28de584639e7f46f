"""Usulan: the work lists of proposals, one of them in full, and the form for the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from desktop_app.actions.form_drafts import form_drafts_of
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.proposal_export import export_proposals
from desktop_app.actions.proposal_lists import ProposalWork, WorkLine, proposal_work
from desktop_app.actions.proposals import (
    Opened,
    ProposalFacts,
    glance_at_proposal,
    reveal_proposal,
)
from desktop_app.domain.changes import Topic
from desktop_app.domain.form_draft import FormDraft
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.proposal_kind import WorkList
from desktop_app.errors import LuringError
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.form_sheet import FormSheet, close_top
from desktop_app.ui.pages.page_export import PageExport
from desktop_app.ui.pages.proposal_columns import proposal_columns
from desktop_app.ui.pages.proposal_detail import ProposalDetail
from desktop_app.ui.pages.proposal_filters import ProposalFilters
from desktop_app.ui.pages.proposal_notices import lacks_words
from desktop_app.ui.pages.proposal_sheet import FORM, ProposalSheet
from desktop_app.ui.pages.proposal_step import CalendarSheet, StepSheet
from desktop_app.ui.pages.proposal_wish import Wish
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import moment, number
from desktop_app.words.proposals import code_names, cutoff_words, kind_words, state_words

_PAUSE_MS = 120


class ProposalsPage(Page):
    """`Place.part` ``new`` opens the form for the family that `Place.subject` names, ``new:…`` for that
    member of it, ``new-family`` for a family of that name or number; else `Place.subject` is a proposal.
    """

    shows = frozenset(
        {Topic.PROPOSALS, Topic.RELEASES, Topic.PROGRAMMES, Topic.SETTINGS, Topic.PEOPLE}
    )
    help_text = mark(
        "What this office proposes to Dinas Sosial, and how far each proposal has come. The buttons above "
        "the list choose whose turn it is. Ctrl+N writes a new proposal; what you type is kept on this "
        "PC every few seconds, also through a power cut. In the detail the arrows choose a fact and "
        "Ctrl+C copies it, in the order of SIKS-NG."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lookups: Lookups | None = None
        self._work: ProposalWork | None = None
        self._expected = ""
        self._kept: FormDraft | None = None
        self._has_looked = False
        self.set_title(tr("Proposals"))
        self.answers_button = self.add_secondary(
            tr("What the release sa&ys…"), self._on_answers, icon="layers"
        )
        self.answers_button.hide()
        self.calendar_button = self.add_secondary(
            tr("&Calendar…"), self._on_calendar, icon="calendar"
        )
        self.export_button = self.add_secondary(tr("E&xport…"), self._on_export, icon="download")
        self.saving = PageExport(
            self,
            self.export_button,
            self._writing,
            title=tr("Save the list of proposals"),
            stem="usulan",
            usual=(tr("Report to the district"), tr("Coordination meeting"), tr("Village meeting")),
        )
        self.checks_button = self.add_secondary(
            tr("&Ground checks"), self._on_checks, icon="map-pin"
        )
        self.new_button = self.set_primary(tr("&New proposal"), self.start_new, icon="plus")
        self.filters = ProposalFilters(desk.memory)
        self.filters.changed.connect(self._on_filtered)
        self.body.addWidget(self.filters)
        self.table: DataTable[WorkLine] = DataTable(
            proposal_columns(lambda: self._lookups),
            name="proposals",
            memory=desk.memory,
            accessible_name=tr("Proposals"),
            narrowed_by=self.filters.line,
        )
        self.nothing = EmptyState("clipboard-list", "")
        self.nothing.acted.connect(self._on_nothing_acted)
        self.table.set_empty(self.nothing)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.detail = ProposalDetail(desk)
        self._connect_detail()
        self._split = ListAndDetail(
            self.table, self.detail, name="proposals", memory=desk.memory, share=0.62
        )
        self.body.addWidget(self._split, 1)
        self.lead_to(self.table)
        self.banner.acted.connect(self._on_go_on)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read_detail)
        self._build_sheets()
        self._say_nothing()

    # What the window asks

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups, latest="lookups")
        self.do(proposal_work, then=self._show_work, latest="work")

    def arrive(self, place: Place) -> None:
        if place != self.place and not place.part:
            self._expected = place.subject
        super().arrive(place)

    def start_new(self) -> None:
        """Open the form; the family is searched for inside it."""
        self._open_new(Wish())

    def has_unsaved(self) -> bool:
        return any(sheet.has_unsaved() for sheet in self._sheets)

    def keep_typed(self) -> None:
        self.sheet.keep_typed()

    def step_back(self) -> bool:
        return close_top(self._sheets) or super().step_back()

    # Building

    def _connect_detail(self) -> None:
        self.detail.step_wanted.connect(self._on_step_wanted)
        self.detail.edit_wanted.connect(self._on_edit)
        self.detail.family_wanted.connect(self._on_family)
        self.detail.reveal_wanted.connect(self._on_reveal_wanted)
        self.detail.look_wanted.connect(self._on_look)

    def _build_sheets(self) -> None:
        self.sheet = ProposalSheet(self)
        self.sheet.saved.connect(self._on_saved)
        self.sheet.left_unfinished.connect(self._on_left_unfinished)
        self.sheet.look_wanted.connect(self._on_look)
        self.step_sheet = StepSheet(self)
        self.step_sheet.stepped.connect(self._on_stepped)
        self.calendar_sheet = CalendarSheet(self)
        self._sheets: tuple[FormSheet, ...] = (self.sheet, self.step_sheet, self.calendar_sheet)
        for sheet in self._sheets:
            sheet.opened.connect(self._on_sheet_moved)
            sheet.closed.connect(self._on_sheet_moved)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+F"), self)
        shortcut.activated.connect(self.filters.focus_line)

    # Reading and showing

    def _show_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self.filters.show_lookups(lookups)
        self.table.viewport().update()
        self._show_found()
        place = self.place
        if place.part:
            # Once only: coming back here later is not asking for the form again.
            self.place = Place(place.page)
            self.moved.emit(self.place)
            self._has_looked = True
            self._open_new(Wish.at(place))
        elif not self._has_looked:
            self._has_looked = True
            self.do(form_drafts_of, FORM, then=self._restore, latest="kept")

    def _show_work(self, work: ProposalWork) -> None:
        self._work = work
        self._show_found()

    def _show_found(self) -> None:
        work = self._work
        if work is None:
            return
        current = self.table.current
        wanted = self._expected or (current.id if current else "")
        lines = self.filters.narrowed(work.lines)
        listed = {line.id for line in lines}
        if self._expected in {line.id for line in work.lines} - listed:
            self.filters.clear()
            return
        if self._expected in listed:
            self._expected = ""
        self.table.show_rows(lines)
        self.table.rows.show_all()
        at = next((at for at, line in enumerate(lines) if line.id == wanted), 0)
        if lines:
            self.table.setCurrentIndex(self.table.rows.index(at, 0))
        else:
            self._on_chosen(None)
        self._say_nothing()
        release = self._lookups.release if self._lookups else None
        self.answers_button.setVisible(release is not None and work.opened_before(release.label))
        words = trn("{n} proposal", "{n} proposals", len(lines)).format(n=number(len(lines)))
        self.set_subtitle(f"{cutoff_words(work.cutoff, work.days_left)} · {words}")

    def _say_nothing(self) -> None:
        if self.filters.are_set or self.filters.work is not WorkList.ALL:
            self.nothing.say(
                tr("Nothing on this list"),
                tr("No proposal is here for what you have chosen."),
                tr("Show &all"),
            )
        else:
            self.nothing.say(
                tr("No proposals yet"),
                tr("A death, a birth, a wrong fact: it begins here and goes on to Dinas Sosial."),
                tr("Write the &first proposal"),
            )

    @Slot()
    def _read_detail(self) -> None:
        line = self.table.current
        if line is None:
            self.detail.show_facts(None, None)
            return
        self.do(
            glance_at_proposal,
            line.id,
            then=self._show_detail,
            failed=self._on_detail_failed,
            latest="detail",
        )

    def _show_detail(self, facts: ProposalFacts) -> None:
        current = self.table.current
        if current is not None and current.id == facts.line.proposal.id:
            self.detail.show_facts(facts, self._lookups)

    def _on_detail_failed(self, error: LuringError) -> None:
        self.detail.show_facts(None, None)
        self.tell(error)

    # The form

    @property
    def _is_covered(self) -> bool:
        return any(sheet.isVisible() for sheet in self._sheets)

    def _ready(self) -> Lookups | None:
        """What a form needs to know; None, and said why, where nothing can be written now."""
        lookups = self._lookups
        if lookups is None or self._is_covered:
            return None
        if lookups.release is None:
            self.banner.say(
                "info",
                tr("No release has been loaded yet"),
                tr("Families can be found as soon as the first quarterly extract is in."),
            )
            return None
        return lookups

    def _open_new(self, wish: Wish) -> None:
        lookups = self._ready()
        if lookups is not None:
            self.banner.hide()
            self.sheet.open_new(lookups, wish)

    def _restore(self, drafts: list[FormDraft]) -> None:
        lookups = self._lookups
        if drafts and lookups is not None and lookups.release is not None and not self._is_covered:
            self.sheet.open_kept(lookups, drafts[0])

    def _say_kept(self, drafts: list[FormDraft]) -> None:
        self._kept = drafts[0] if drafts else None
        if self._kept is not None and not self._is_covered:
            kind = kind_words(ProposalKind(self._kept.body["kind"]))
            self.banner.say(
                "info",
                tr("Not finished: {kind}, {moment}").format(
                    kind=kind, moment=moment(self._kept.kept_at)
                ),
                tr("What you typed is kept on this PC."),
                action=tr("&Go on"),
            )

    @Slot()
    def _on_left_unfinished(self) -> None:
        self.do(form_drafts_of, FORM, then=self._say_kept, latest="kept")

    @Slot()
    def _on_go_on(self) -> None:
        lookups = self._ready()
        if lookups is not None and self._kept is not None:
            self.banner.hide()
            self.sheet.open_kept(lookups, self._kept)

    @Slot(object)
    def _on_saved(self, opened: Opened) -> None:
        self._expected = opened.proposal_id
        self.banner.hide()
        self.say_done(f"{tr('Kept as a draft.')} {lacks_words(opened.lacks)}".strip())
        self.look_again()

    @Slot()
    def _on_edit(self) -> None:
        facts, lookups = self.detail.facts, self._ready()
        if facts is not None and lookups is not None:
            self.sheet.open_draft(lookups, facts.line.proposal)

    # Steps, calendar, whole numbers

    @Slot(object)
    def _on_step_wanted(self, to: ProposalState) -> None:
        if self.detail.facts is not None and not self._is_covered:
            self.step_sheet.open_step(self.detail.facts.line.proposal, to)

    @Slot(object)
    def _on_stepped(self, to: ProposalState) -> None:
        self.say_done(tr("It is now: {state}.").format(state=state_words(to)))

    @Slot()
    def _on_calendar(self) -> None:
        if self._work is not None and not self._is_covered:
            self.calendar_sheet.open_calendar(self._work.calendar)

    @Slot()
    def _on_answers(self) -> None:
        self.go("release-answers")

    @Slot()
    def _on_checks(self) -> None:
        self.go("ground-check")

    @Slot()
    def _on_reveal_wanted(self) -> None:
        dialog = ReasonDialog(
            self.window(),
            question=tr("Show the whole numbers of this proposal?"),
            explanation=tr(
                "NIK, KK, addresses and what is hidden of its facts stay visible for 30 seconds. Who "
                "saw them and why is kept in the audit log."
            ),
            verb=tr("&Show"),
            usual=(tr("Typing into SIKS-NG"), tr("Checking against KTP or KK")),
        )
        dialog.given.connect(self._on_reason)
        dialog.open()

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        facts = self.detail.facts
        if facts is not None:
            own_id = facts.line.proposal.id
            self.do(reveal_proposal, own_id, reason, then=partial(self._reveal, own_id))

    def _reveal(self, own_id: str, _: None) -> None:
        if self.detail.facts is not None and self.detail.facts.line.proposal.id == own_id:
            self.detail.reveal()

    def _writing(self) -> Callable[..., object]:
        """The export of what the filters leave."""
        lines = self.filters.narrowed(self._work.lines) if self._work else []
        return partial(export_proposals, names=code_names(), ids={line.id for line in lines})

    # News

    @Slot()
    def _on_export(self) -> None:
        self.saving.ask()

    @Slot()
    def _on_sheet_moved(self) -> None:
        # What lies beneath the sheet must not be reached with the keyboard.
        is_free = not self._is_covered
        for button in (
            self.new_button,
            self.export_button,
            self.calendar_button,
            self.answers_button,
            self.checks_button,
        ):
            button.setEnabled(is_free)
        self.detail.setEnabled(is_free)
        self.filters.setEnabled(is_free)

    @Slot()
    def _on_filtered(self) -> None:
        self._show_found()

    @Slot(object)
    def _on_chosen(self, line: WorkLine | None) -> None:
        if line is None:
            self._pause.stop()
            if not self.table.rows.rowCount():
                self.detail.show_facts(None, None)
            return
        self._pause.start()

    @Slot(object)
    def _on_opened(self, _: WorkLine) -> None:
        self.detail.blocks.start()

    @Slot(str)
    def _on_family(self, family_id: str) -> None:
        self.go("family", family_id, "proposals")

    @Slot(str)
    def _on_look(self, own_id: str) -> None:
        kind, is_family, family_id = own_id.partition("family:")
        if is_family:
            self.go("family", family_id)
        else:
            self._expected = kind
            self._show_found()

    @Slot()
    def _on_nothing_acted(self) -> None:
        if self.filters.are_set or self.filters.work is not WorkList.ALL:
            self.filters.clear()
        else:
            self.start_new()
