"""The sheet on which a list for surveyors is chosen, looked at and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop_app import files
from desktop_app.actions.ground_checks import presence_lists
from desktop_app.actions.lookups import Lookups
from desktop_app.actions.office import Office
from desktop_app.actions.prelists import (
    PrelistPaper,
    families_of_proposals,
    neighbourhoods_of,
    preview_prelist,
    print_prelist,
)
from desktop_app.domain.changes import Done
from desktop_app.domain.ground_check import PresenceList
from desktop_app.domain.prelist import Neighbourhood, PrelistWish
from desktop_app.errors import Code, LuringError
from desktop_app.language import current, tr, trn
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.dialogs.reason import LEAST_LETTERS
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.printing import ask_and_print
from desktop_app.ui.style import M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.paper import PaperView
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.ground_checks import neighbourhood_words

FamilyIds = Callable[[Office], tuple[str, ...]]
"""Which families were chosen, asked for when the list is drawn."""

_PAPER_HEIGHT = 380
_FILE_NAME = "verifikasi-lapangan-{serial}.pdf"
_ALL = ""
_PROPOSED = "proposed"


class PrelistSheet(FormSheet):
    """Which families, which codes, what for; beneath it the paper. Nothing is kept before it is printed or saved."""

    printed = Signal(str)  # serial

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._chosen: FamilyIds | None = None
        self._places: list[Neighbourhood] = []
        self._build(None)

    def open_sheet(self, lookups: Lookups, *, chosen: FamilyIds | None = None) -> None:
        """Open it for a desa, or for the families that were chosen."""
        self._chosen = chosen
        self._build(lookups)
        self.guards = False
        self.show_content(
            tr("List for a ground check"), self.content, self.save_button, self.print_button
        )
        self.opened.emit()
        self._page.do(presence_lists, then=self._show_codes, latest="presence-lists")
        self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_village()

    def _build(self, lookups: Lookups | None) -> None:
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.banner = Banner(close_name=tr("Close"))
        self.village, self.place, self.codes = Choice(), Choice(), Choice()
        villages = sorted(lookups.villages, key=lambda one: one.local_name) if lookups else []
        self.village.show_options(
            [
                *(Option(one.code, one.local_name) for one in villages),
                Option(_PROPOSED, tr("Families with open proposals")),
            ],
            chosen=villages[0].code if villages else None,
        )
        self.purpose = QLineEdit()
        self.purpose.setMaxLength(200)
        self.purpose_field = FormField(
            tr("What the list is &for"),
            self.purpose,
            hint=tr("Printed at its foot and kept in the audit log."),
        )
        self.whole = QCheckBox(tr("&Whole numbers of family cards"))
        self.count = Text("", "muted", wraps=True)
        self.paper = PaperView()
        self.paper.setMinimumHeight(_PAPER_HEIGHT)
        where = (
            (
                FormField(tr("Famili&es of"), self.village),
                FormField(tr("D&usun, RT, RW"), self.place),
            )
            if self._chosen is None
            else ()
        )
        for part in (
            self.banner,
            self.purpose_field,
            *where,
            FormField(tr("List of &codes"), self.codes),
            self.whole,
            self.count,
        ):
            column.addWidget(part)
        column.addWidget(self.paper, 1)
        self.village.activated.connect(self._on_village)
        for choice in (self.place, self.codes):
            choice.activated.connect(self._on_changed)
        self.save_button = Button(tr("Save &PDF…"), icon="download")
        self.save_button.clicked.connect(self._on_save)
        self.print_button = Button(tr("&Print…"), icon="printer", kind="primary")
        self.print_button.clicked.connect(self._on_print)

    # What is chosen

    def _show_codes(self, lists: tuple[PresenceList, ...]) -> None:
        options = [Option(one.code, one.title(current())) for one in lists]
        self.codes.show_options(options, chosen=options[0].value)
        self._on_changed()

    @Slot()
    def _on_village(self) -> None:
        self.place.show_options([Option(_ALL, tr("All of the desa"))], chosen=_ALL)
        self._places = []
        village = self.village.value
        self.place.setEnabled(village != _PROPOSED)
        if self._chosen is None and village and village != _PROPOSED:
            self._page.do(
                neighbourhoods_of, village, then=self._show_places, latest="neighbourhoods"
            )
        self._on_changed()

    def _show_places(self, found: list[tuple[Neighbourhood, int]]) -> None:
        self._places = [where for where, _ in found]
        self.place.show_options(
            [
                Option(_ALL, tr("All of the desa")),
                *(
                    Option(str(at), f"{neighbourhood_words(where)} ({number(count)})")
                    for at, (where, count) in enumerate(found)
                ),
            ],
            chosen=_ALL,
        )

    @property
    def _source(self) -> FamilyIds | None:
        """Where the families come from if they are not those of a place."""
        if self._chosen is None and self.village.value == _PROPOSED:
            return families_of_proposals
        return self._chosen

    def _wish(self) -> PrelistWish:
        wish = PrelistWish(
            purpose=" ".join(self.purpose.text().split()),
            code_list=self.codes.value or "",
            village=self.village.value or "" if self._source is None else "",
            is_whole=self.whole.isChecked(),
        )
        at = self.place.value or ""
        if self._source is not None or not at.isdecimal():
            return wish
        where = self._places[int(at)]
        return replace(wish, hamlet=where.hamlet, rw=where.rw, rt=where.rt)

    @Slot()
    def _on_changed(self) -> None:
        if self.codes.value is None or not self.isVisible():
            return
        self._page.do(
            _preview,
            self._wish(),
            self._source,
            then=partial(self._show_paper, self.paper),
            failed=self._on_refused,
            latest="prelist",
        )

    def _show_paper(self, paper: PaperView, made: PrelistPaper) -> None:
        if paper is not self.paper or not self.isVisible():
            return
        self.banner.hide()
        paper.show_pdf(made.pdf)
        self.count.setText(
            trn("{n} family", "{n} families", made.families).format(n=number(made.families))
        )

    def _on_refused(self, error: LuringError) -> None:
        self.count.setText("")
        if error.code is Code.SUBJECT_MISSING:
            self.paper.show_pdf(b"")
            self.count.setText(tr("No family of this release is among them."))
        else:
            self.banner.tell(error)

    # Out of the program

    def _draw(self, *, saves: bool) -> None:
        wish = self._wish()
        if len(wish.purpose) < LEAST_LETTERS:
            self.purpose_field.show_error(tr("Write in a few words why."))
            self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.purpose_field.show_error("")
        self._page.do(
            _print,
            wish,
            self._source,
            then=partial(self._on_drawn, self.paper, saves),
            failed=self._on_refused,
            busy=[self.print_button, self.save_button],
        )

    def _on_drawn(self, paper: PaperView, saves: bool, done: Done[PrelistPaper]) -> None:
        if paper is not self.paper or not self.isVisible():
            return
        made = done.value
        paper.show_pdf(made.pdf)
        self.printed.emit(made.serial)
        name = _FILE_NAME.format(serial=made.serial)
        if saves:
            ask_where_to_save(
                self, tr("Save the list"), name, partial(self._save, made.pdf), suffix="pdf"
            )
        else:
            ask_and_print(self, paper.pages.document, name, self._page.desk.memory)

    def _save(self, pdf: bytes, chosen: list[Path]) -> None:
        if chosen:
            said = tr("The list was saved as {name}.").format(name=chosen[0].name)
            self._page.do(_keep_file, chosen[0], pdf, then=lambda _: self._page.say_done(said))

    @Slot()
    def _on_print(self) -> None:
        self._draw(saves=False)

    @Slot()
    def _on_save(self) -> None:
        self._draw(saves=True)


def _preview(office: Office, wish: PrelistWish, chosen: FamilyIds | None) -> PrelistPaper:
    return preview_prelist(office, _with_families(office, wish, chosen))


def _print(office: Office, wish: PrelistWish, chosen: FamilyIds | None) -> Done[PrelistPaper]:
    return print_prelist(office, _with_families(office, wish, chosen))


def _with_families(office: Office, wish: PrelistWish, chosen: FamilyIds | None) -> PrelistWish:
    return wish if chosen is None else replace(wish, family_ids=chosen(office))


def _keep_file(_: Office, path: Path, pdf: bytes) -> None:
    files.write_whole(path, pdf)
