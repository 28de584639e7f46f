"""Surat: one form, the page as it will be printed beside it, and the register behind."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app import files
from desktop_app.actions.letters import (
    About,
    IssuedFile,
    LetterPreview,
    LetterTemplate,
    issue_letter,
    letter_kinds,
    preview_letter,
)
from desktop_app.actions.lookups import FamilyGlance, Lookups, glance_at_family, lookups_of
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.settings import officials_of
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.office_settings import Official
from desktop_app.domain.person import PersonLine
from desktop_app.domain.register import RegisterLine
from desktop_app.errors import Code, LuringError
from desktop_app.language import current, mark, tr, trn
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.letter_done import DoneCard
from desktop_app.ui.pages.letter_form import LetterForm
from desktop_app.ui.pages.letter_register import RegisterView
from desktop_app.ui.pages.letter_register_work import RegisterWork
from desktop_app.ui.pages.letter_runs import RunsView
from desktop_app.ui.pages.letter_subject import FOUND
from desktop_app.ui.pages.letter_ways import LetterWays
from desktop_app.ui.pages.letter_wording import WordingView
from desktop_app.ui.pages.letters_received import ReceivedView
from desktop_app.ui.printing import ask_and_print
from desktop_app.ui.style import L, M
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.paper import PaperView
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.tabs import Tabs
from desktop_app.words.letter_words import letter_file_name
from desktop_app.words.messages import sentence_for

WRITE, REGISTER, RECEIVED, RUNS, WORDING = range(5)
_PAUSE_MS = 40
_WHERE_TO = {Code.SIGNATORY_MISSING: "settings", Code.RELEASE_NONE: "releases"}


class LettersPage(Page):
    """Comes with ``Place(subject=family, part=person)`` from a family's page, or looks somebody up."""

    shows = frozenset({Topic.LETTERS, Topic.SETTINGS, Topic.RELEASES, Topic.PEOPLE})
    help_text = mark(
        "Choose the kind of letter and for whom it is, fill in what the program cannot know, and look at "
        "the page on the right. “Issue” gives the letter its number and writes it into the register; "
        "after that it is printed or saved. In the register letters are followed: printed, handed over, "
        "cancelled. “Letters received” is the book of those that came. “For many” keeps the runs of letters that were begun for a list."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._preview: LetterPreview | None = None
        self.issued: IssuedFile | None = None
        self._arrived_with = Place("")
        self._empty_leads_to = ""
        self.set_title(tr("Letters"))
        self.issue_button = self.set_primary(tr("&Issue"), self._on_issue, icon="check")
        self.form = LetterForm()
        self.form.changed.connect(self._on_changed)
        self.form.day_changed.connect(self._read_officials)
        self.form.subject.searched.connect(self._on_searched)
        self.form.subject.chosen.connect(self._on_chosen)
        self.form.subject.cleared.connect(self._on_changed)
        self.form.day_field.show_day(desk.today())
        self.paper = PaperView()
        self.empty = EmptyState("file-text", "")
        self.empty.acted.connect(self._on_empty)
        self.done_card = DoneCard()
        self.done_card.print_button.clicked.connect(self.print_it)
        self.done_card.save_button.clicked.connect(self._on_save)
        self.done_card.again_button.clicked.connect(self._on_another)
        self.done_card.other_button.clicked.connect(self.start_new)
        left = QStackedWidget()
        left.addWidget(self.form)
        left.addWidget(self.done_card)
        self._left = left
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(L, 0, 0, 0)
        self._right = QStackedWidget()
        self._right.addWidget(self.paper)
        self._right.addWidget(self.empty)
        side.addWidget(self._right)
        write = QWidget()
        inside = QVBoxLayout(write)
        inside.setContentsMargins(0, M, 0, 0)
        inside.addWidget(
            ListAndDetail(left, right, name="letters", memory=desk.memory, share=0.42, below=0.62)
        )
        self.register = RegisterView(desk.memory)
        self._again = RegisterWork(self, self.register)
        self.register.print_wanted.connect(self.print_it)
        self.register.save_wanted.connect(self._on_save)
        self.tabs = Tabs()
        self.tabs.addTab(write, tr("Write a letter"))
        self.tabs.addTab(self.register, tr("Register"))
        self.received = ReceivedView(self)
        self.tabs.addTab(self.received, tr("Letters received"))
        self.runs = RunsView(desk.memory)
        self.tabs.addTab(self.runs, tr("For many"))
        self.wording = WordingView(self)
        self.tabs.addTab(self.wording, tr("Wording"))
        self.ways = LetterWays(self, self.runs, self.register, self.received)
        self.ways.moved.connect(self._on_sheet_moved)
        self.tabs.currentChanged.connect(self._on_tab)
        self.body.addWidget(self.tabs, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self._say_nobody()

    # What the window asks

    def has_unsaved(self) -> bool:
        return self.form.has_unsaved() or self.ways.many.has_unsaved() or self.wording.is_dirty

    def step_back(self) -> bool:
        sheet = self.ways.open_sheet
        if sheet is not None:
            sheet.close_or_ask()
            return True
        return super().step_back()

    def arrive(self, place: Place) -> None:
        # The rail leads here without anybody named: then what stands in the form stays.
        if place.subject and place != self._arrived_with:
            self._arrived_with = place
            self._begin_again()
            self.tabs.setCurrentIndex(WRITE)
        super().arrive(place)

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups, latest="lookups")
        self.do(letter_kinds, then=self._show_kinds, latest="kinds")
        self._read_officials()
        self._again.read()
        self.received.read()
        self.ways.read()
        if self.place.subject:
            self._read_family(self.place.subject, self.place.part)
        else:
            self._on_changed()

    def start_new(self) -> None:
        if self.tabs.currentIndex() == RECEIVED:
            self.received.start_new()
            return
        self._begin_again()
        self.form.subject.forget()
        self.tabs.setCurrentIndex(WRITE)
        self.form.subject.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._on_changed()

    @Slot()
    def print_it(self) -> None:
        if self.tabs.currentIndex() == REGISTER and self.register.shown is not None:
            self._print(self.register.paper, self.register.shown)
        elif self.issued is not None:
            self._print(self.paper, self.issued.line)

    # The preview

    @Slot()
    def _on_changed(self) -> None:
        if self.issued is None:
            self._pause.start()

    @Slot()
    def _draw(self) -> None:
        draft = self.form.draft
        if self.issued is not None:
            return
        if draft is None:
            if self.form.lacks_subject:
                self._say_nobody()
            return
        self.do(
            preview_letter,
            draft,
            then=self._show_preview,
            failed=self._on_no_preview,
            latest="preview",
        )

    def _show_preview(self, preview: LetterPreview) -> None:
        if self.issued is not None:
            return
        self._preview = preview
        self._right.setCurrentWidget(self.paper)
        self.paper.show_pdf(preview.pdf)
        self.form.show_missing(preview.missing)
        if not preview.held_by and not self.form.number.text().strip():
            self.form.show_next_number(preview.number)
        self.issue_button.setEnabled(True)
        self.issue_button.setText(tr("Print &draft…") if preview.held_by else tr("&Issue"))
        if self.tabs.currentIndex() != WRITE:
            return  # another part of the page says what it shows
        count = len(preview.missing)
        if preview.held_by:
            self.set_subtitle(
                tr("A draft without a number: computer {computer} holds the number book").format(
                    computer=preview.held_by
                )
            )
            return
        self.set_subtitle(
            tr("Number {number}").format(number=preview.number)
            if not count
            else trn(
                "{n} field must still be filled in", "{n} fields must still be filled in", count
            ).format(n=count)
        )

    def _on_no_preview(self, error: LuringError) -> None:
        self._preview = None
        self.issue_button.setEnabled(False)
        field = self.form.places.get(error.code)
        sentence = sentence_for(error)
        if field is self.form.number_field:
            field.show_error(sentence.brief)
            return
        self._empty_leads_to = _WHERE_TO.get(error.code, "")
        action = {"settings": tr("Add who &signs"), "releases": tr("Load a &release…")}
        self.empty.say(
            sentence.what, sentence.next, action.get(self._empty_leads_to, ""), icon="pencil"
        )
        self._right.setCurrentWidget(self.empty)
        self.set_subtitle(tr("Nothing is numbered before it is issued"))

    def _say_nobody(self) -> None:
        self._preview = None
        self._empty_leads_to = ""
        self.issue_button.setEnabled(False)
        self.empty.say(
            tr("For whom is the letter?"),
            tr("Look the person up on the left. The page then appears here as it will be printed."),
            icon="file-text",
        )
        self._right.setCurrentWidget(self.empty)
        self.set_subtitle(tr("Nothing is numbered before it is issued"))

    # For whom

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        search = Search(text, limit=FOUND)
        self.do(_find, search, then=self.form.subject.show_found, latest="find")

    @Slot(str, str)
    def _on_chosen(self, family_id: str, person_id: str) -> None:
        self._read_family(family_id, person_id)

    def _read_family(self, family_id: str, person_id: str) -> None:
        def show(glance: FamilyGlance) -> None:
            self.form.subject.show_family(glance, person_id)
            self._on_changed()

        self.do(glance_at_family, family_id, then=show, latest="family")

    def _show_lookups(self, lookups: Lookups) -> None:
        self.form.subject.show_lookups(lookups)
        if lookups.release is None:
            self._on_no_release()

    def _on_no_release(self) -> None:
        self._empty_leads_to = "releases"
        self.empty.say(
            tr("No release has been loaded yet"),
            tr("Letters take names and numbers from the release in use."),
            tr("Load a &release…"),
            icon="database",
        )
        self._right.setCurrentWidget(self.empty)

    def _show_kinds(self, templates: tuple[LetterTemplate, ...]) -> None:
        self._again.show_kinds(templates)
        self.wording.show_kinds(templates)
        self.ways.kinds = {one.kind: one.name.in_language(current()) for one in templates}
        # Whoever stands on a list is chosen where lists are.
        offered = [one for one in templates if not any(each.is_required for each in one.lists)]
        # Those about a person come first: whoever arrives from a family wants one of them.
        self.form.show_kinds(sorted(offered, key=lambda one: one.about is not About.FAMILY))

    @Slot()
    def _read_officials(self) -> None:
        day = self.form.day_field.day
        if day is not None:
            self.do(_officials, day, then=self._show_officials, latest="officials")

    def _show_officials(self, officials: list[Official]) -> None:
        self.form.show_officials(officials)
        self._on_changed()

    # Issuing

    @Slot()
    def _on_issue(self) -> None:
        draft = self.form.draft
        if draft is None:
            self.form.day_field.check()
            return
        # A preview that is still to be drawn says nothing about what was typed last; the action does.
        is_fresh = not self._pause.isActive()
        if is_fresh and self._preview and self.form.go_to_missing(self._preview.missing):
            return
        if is_fresh and self._preview and self._preview.held_by:
            ask_and_print(self, self.paper.pages.document, tr("Draft"), self.desk.memory)
            return
        self._pause.stop()
        self.do(
            issue_letter,
            draft,
            then=self._show_issued,
            fields=self.form.places,
            busy=[self.issue_button, self.form],
        )

    def _show_issued(self, done: Done[IssuedFile]) -> None:
        self.issued = done.value
        self.banner.hide()
        self.paper.show_pdf(done.value.pdf)
        self._right.setCurrentWidget(self.paper)
        self.done_card.number.setText(done.value.line.number)
        self._left.setCurrentWidget(self.done_card)
        self.issue_button.hide()
        self.set_subtitle(tr("Written into the register"))
        self.done_card.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_another(self) -> None:
        self._begin_again()
        self._on_changed()
        self.form.kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_again(self) -> None:
        if self.issued is not None:
            self.issued = None
            self.form.empty_typed()
        self._left.setCurrentWidget(self.form)
        self.issue_button.setVisible(self.tabs.currentIndex() == WRITE)

    def _print(self, paper: PaperView, line: RegisterLine) -> None:
        ask_and_print(
            self,
            paper.pages.document,
            line.number,
            self.desk.memory,
            printed=partial(self._again.note_printed, line),
        )

    @Slot()
    def _on_save(self) -> None:
        line = self.register.shown if self.tabs.currentIndex() == REGISTER else None
        if line is None and self.issued is not None:
            line = self.issued.line
        if line is None:
            return
        ask_where_to_save(
            self,
            tr("Save the letter"),
            letter_file_name(line.kind, line.number),
            self._save,
            suffix="pdf",
        )

    def _save(self, chosen: list[Path]) -> None:
        is_register = self.tabs.currentIndex() == REGISTER
        pdf = self._again.pdf if is_register else self.issued.pdf if self.issued else b""
        if chosen and pdf:
            said = tr("The letter was saved as {name}.").format(name=chosen[0].name)
            self.do(_keep_file, chosen[0], pdf, then=lambda _: self.say_done(said))

    @Slot()
    def _on_sheet_moved(self) -> None:
        # What lies beneath the sheet must not be reached with the keyboard.
        is_free = self.ways.open_sheet is None
        self.tabs.setEnabled(is_free)
        self.issue_button.setEnabled(is_free and self._preview is not None)

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        self.issue_button.setVisible(at == WRITE and self.issued is None)
        if at == REGISTER:
            self.set_subtitle(tr("Every letter that was issued here, the newest first"))
        elif at == RECEIVED:
            self.set_subtitle(tr("Every letter that came here, and who deals with it"))
        elif at == RUNS:
            self.set_subtitle(tr("One for each person of a list, or one with all of them on it"))
        elif at == WORDING:
            self.wording.read()
            self.set_subtitle(tr("What letters say, tried on real families as you type"))
        else:
            self._on_changed()

    @Slot()
    def _on_empty(self) -> None:
        if self._empty_leads_to:
            self.go(self._empty_leads_to)


def _find(office: Office, search: Search) -> list[PersonLine]:
    return find_people(office, search, is_typing=True)


def _officials(office: Office, day: date) -> list[Official]:
    return officials_of(office, on=day)


def _keep_file(_: Office, path: Path, pdf: bytes) -> None:
    files.write_whole(path, pdf)
