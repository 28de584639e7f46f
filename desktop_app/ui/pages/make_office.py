"""Makes a new office: what it is, where it lies, and who may open it first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.region import RegionTable
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.ui.style import XL, M, S
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.hero import Hero
from desktop_app.ui.widgets.new_passphrase import NewPassphrase
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for


class MakeOfficePage(QWidget):
    """A short form; `drafted` brings folder, `OfficeDraft` and passphrase."""

    drafted = Signal(object, object, str)
    went_back = Signal()

    def __init__(
        self,
        regions: RegionTable,
        folder: Path,
        suggest: Callable[[], str],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._regions = regions
        self._suggest_words = suggest
        self._parent_folder = folder
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        hero = Hero(width=480)
        whole.addWidget(hero)
        column = hero.column
        column.addSpacing(XL)
        column.addWidget(Text(tr("Make a new office"), "title"))
        self.banner = Banner(close_name=tr("Close"))
        column.addWidget(self.banner)
        self._add_office(column)
        self._add_person(column)
        self._add_buttons(column)
        column.addStretch(1)
        self._fields = {
            Code.NAME_MISSING: self.name_field,
            Code.USER_NAME_INVALID: self.user_field,
            Code.OFFICE_EXISTS: self.folder_field,
            Code.OFFICE_FOLDER_NOT_EMPTY: self.folder_field,
            Code.FOLDER_UNWRITABLE: self.folder_field,
        }
        self._on_kind()

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.kind.setFocus()

    def forget(self) -> None:
        """Forget the passphrases."""
        self.passphrase.forget()

    def show_busy(self, is_busy: bool) -> None:
        """Say that the office is being made."""
        self.make_button.setEnabled(not is_busy)
        self.back_button.setEnabled(not is_busy)
        self.make_button.setText(tr("Making the office…") if is_busy else tr("Make the off&ice"))

    def show_failure(self, error: LuringError) -> None:
        """Say at the field, or on top, why it was not made."""
        if self.passphrase.takes(error):
            return
        field = self._fields.get(error.code)
        if field is not None:
            sentence = sentence_for(error)
            field.show_error(sentence.brief)
            field.editor.setFocus()
            return
        self.banner.tell(error)

    def _add_office(self, column: QVBoxLayout) -> None:
        column.addSpacing(S)
        column.addWidget(Text(tr("The office"), "heading"))
        self.kind = QComboBox()
        for kind, words in (
            (OfficeKind.KECAMATAN, tr("Office of a kecamatan")),
            (OfficeKind.DESA, tr("Office of a desa")),
            (OfficeKind.HUB, tr("Hub of the kabupaten")),
        ):
            self.kind.addItem(words, kind)
        self.kind.activated.connect(self._on_kind)
        column.addWidget(FormField(tr("&Kind"), self.kind))
        self.subdistrict = QComboBox()
        for code, name in sorted(self._regions.subdistricts.items(), key=lambda pair: pair[1]):
            self.subdistrict.addItem(name, code)
        self.subdistrict.activated.connect(self._on_subdistrict)
        self.subdistrict_field = FormField(tr("Kec&amatan"), self.subdistrict)
        self.village = QComboBox()
        self.village.activated.connect(self._on_village)
        self.village_field = FormField(tr("&Desa or kelurahan"), self.village)
        places = QHBoxLayout()
        places.setSpacing(M)
        places.addWidget(self.subdistrict_field, 1)
        places.addWidget(self.village_field, 1)
        column.addLayout(places)
        self.name = QLineEdit()
        self.name_field = FormField(
            tr("Na&me"), self.name, hint=tr("As it stands on letters and in lists.")
        )
        column.addWidget(self.name_field)
        self.folder = QLineEdit()
        choose = Button(tr("B&rowse…"), icon="folder-open")
        choose.clicked.connect(self._on_choose)
        self.folder_field = FormField(
            tr("F&older"),
            self.folder,
            hint=tr("A new, empty folder; copying it copies the office."),
        )
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.folder_field, 1)
        beside = QVBoxLayout()
        beside.addSpacing(self.fontMetrics().height() + 2)
        beside.addWidget(choose)
        beside.addStretch(1)
        row.addLayout(beside)
        column.addLayout(row)

    def _add_person(self, column: QVBoxLayout) -> None:
        column.addSpacing(S)
        column.addWidget(Text(tr("The first user"), "heading"))
        self.user = QLineEdit()
        self.user_field = FormField(
            tr("&User name"), self.user, hint=tr("Short, without spaces: siti.aminah")
        )
        self.full_name = QLineEdit()
        names = QHBoxLayout()
        names.setSpacing(M)
        names.addWidget(self.user_field, 1)
        names.addWidget(FormField(tr("Full &name"), self.full_name), 1)
        column.addLayout(names)
        self.passphrase = NewPassphrase(self._suggest_words)
        column.addWidget(self.passphrase)

    def _add_buttons(self, column: QVBoxLayout) -> None:
        column.addSpacing(S)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        self.back_button = Button(tr("&Back"))
        self.back_button.clicked.connect(self._on_back)
        self.make_button = Button(tr("Make the off&ice"), kind="primary")
        self.make_button.clicked.connect(self._on_make)
        row.addWidget(self.back_button)
        row.addWidget(self.make_button)
        column.addLayout(row)
        column.addSpacing(XL)

    def _kind(self) -> OfficeKind:
        # Qt gives an enumeration of texts back as plain text.
        return OfficeKind(self.kind.currentData())

    def _region(self) -> str:
        match self._kind():
            case OfficeKind.HUB:
                return self._regions.regency
            case OfficeKind.DESA:
                return str(self.village.currentData())
            case _:
                return str(self.subdistrict.currentData())

    def _suggest(self) -> None:
        # A name that somebody typed is never replaced.
        if not self.name.isModified():
            self.name.setText(self._suggested_name())
        if not self.folder.isModified():
            self.folder.setText(str(self._parent_folder / f"dtsen-{_plain(self.name.text())}"))

    def _suggested_name(self) -> str:
        match self._kind():
            case OfficeKind.HUB:
                return tr("Kabupaten {name}").format(name=self._regions.regency_name)
            case OfficeKind.DESA:
                return tr("Desa {name}").format(name=self.village.currentText())
            case _:
                return tr("Kecamatan {name}").format(name=self.subdistrict.currentText())

    @Slot()
    def _on_kind(self) -> None:
        kind = self._kind()
        self.subdistrict_field.setVisible(kind is not OfficeKind.HUB)
        self.village_field.setVisible(kind is OfficeKind.DESA)
        self._on_subdistrict()

    @Slot()
    def _on_subdistrict(self) -> None:
        villages = self._regions.villages_within(str(self.subdistrict.currentData()))
        self.village.clear()
        for village in sorted(villages, key=lambda one: one.local_name):
            self.village.addItem(village.local_name, village.code)
        self._suggest()

    @Slot()
    def _on_village(self) -> None:
        self._suggest()

    @Slot()
    def _on_choose(self) -> None:
        start = str(self._parent_folder)
        chosen = QFileDialog.getExistingDirectory(self, tr("Choose an empty folder"), start)
        if chosen:
            self.folder.setText(chosen)
            self.folder.setModified(True)

    @Slot()
    def _on_back(self) -> None:
        self.went_back.emit()

    @Slot()
    def _on_make(self) -> None:
        for field in self._fields.values():
            field.show_error("")
        self.banner.hide()
        passphrase = self.passphrase.value()
        if passphrase is None:
            return
        draft = OfficeDraft(
            kind=self._kind(),
            region=self._region(),
            name=self.name.text().strip(),
            admin=self.user.text().strip(),
            admin_full_name=self.full_name.text().strip(),
        )
        self.drafted.emit(Path(self.folder.text().strip()), draft, passphrase)


def _plain(name: str) -> str:
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)
    return "-".join(part for part in kept.casefold().split("-") if part) or "kantor"
