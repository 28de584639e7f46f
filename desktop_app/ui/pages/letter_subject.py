"""For whom a letter is: looked up where one stands, or brought along from the family's page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.actions.lookups import FamilyGlance, Lookups
from desktop_app.domain.person import PersonLine
from desktop_app.language import tr
from desktop_app.ui.style import XS, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number_masked
from desktop_app.words.people import place_words, relation_words, standing_words, village_words

FOUND = 8
_PAUSE_MS = 120
_LINE = Qt.ItemDataRole.UserRole


class SubjectBox(QWidget):
    """A search line with its results, or the card of the person who was chosen."""

    searched = Signal(str)
    chosen = Signal(str, str)  # family, person
    member_changed = Signal()
    cleared = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups: Lookups | None = None
        self._glance: FamilyGlance | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Name, NIK or KK"))
        self.line.setClearButtonEnabled(True)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_return)
        self.line.installEventFilter(self)
        self.search_field = FormField(tr("&For whom"), self.line)
        column.addWidget(self.search_field)
        self.found = QListWidget()
        self.found.setAccessibleName(tr("People found"))
        self.found.itemActivated.connect(self._on_activated)
        self.found.itemClicked.connect(self._on_activated)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.hide()
        column.addWidget(self.found)
        self.card = Card(ground="sunken")
        self._name = Text("", "strong", wraps=True)
        self._place = Text("", "muted", wraps=True)
        head = QHBoxLayout()
        head.setSpacing(M)
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(self._name)
        words.addWidget(self._place)
        head.addLayout(words, 1)
        self.other_button = Button(tr("&Someone else"), kind="plain")
        self.other_button.clicked.connect(self._on_other)
        head.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignTop)
        self.card.body.addLayout(head)
        self.members = QComboBox()
        self.members.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.members.activated.connect(self._on_member)
        self.members_field = FormField(tr("Written for this &member"), self.members)
        self.card.body.addWidget(self.members_field)
        column.addWidget(self.card)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.forget()

    @property
    def family_id(self) -> str:
        """Which family was chosen; empty for none."""
        return self._glance.sheet.id if self._glance else ""

    @property
    def person_id(self) -> str | None:
        """Which member the letter is written for."""
        return self.members.currentData() if self._glance else None

    @property
    def place(self) -> str:
        """Where that family lives, in words."""
        if self._glance is None or self._lookups is None:
            return ""
        return place_words(self._lookups.regions, self._glance.sheet.village)

    def forget(self) -> None:
        """Nobody is chosen."""
        self._glance = None
        self.card.hide()
        self.search_field.show()

    def show_lookups(self, lookups: Lookups) -> None:
        """Know the names of the desa."""
        self._lookups = lookups

    def show_found(self, lines: list[PersonLine]) -> None:
        """Offer these; those without a family cannot be written for."""
        self.found.clear()
        for line in (one for one in lines if one.family_id):
            village = village_words(self._lookups.regions, line.village) if self._lookups else ""
            numbers = number_masked(line.national_id) if line.national_id else tr("NIK unknown")
            item = QListWidgetItem(f"{line.name}\n{numbers} · {village} · {standing_words(line)}")
            item.setData(_LINE, (line.family_id, line.person_id))
            self.found.addItem(item)
        if not self.found.count() and self.line.text().strip():
            nobody = QListWidgetItem(tr("Nobody matches."))
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            self.found.addItem(nobody)
        else:
            self.found.setCurrentRow(0)
        self.found.setVisible(bool(self.found.count()) and self._glance is None)
        rows = min(FOUND, self.found.count())
        self.found.setFixedHeight(max(1, self.found.sizeHintForRow(0)) * rows + S)

    def show_family(self, glance: FamilyGlance, person_id: str = "") -> None:
        """Somebody of this family was chosen; the head unless another is named."""
        self._glance = glance
        sheet = glance.sheet
        self.members.clear()
        for member in sheet.members:
            said = member.name or tr("Name unknown")
            if self._lookups is not None:
                said = f"{said} · {relation_words(member, self._lookups.codes)}"
            self.members.addItem(said, member.id)
        head = sheet.head.id if sheet.head else ""
        self.members.setCurrentIndex(max(0, self.members.findData(person_id or head)))
        self.members_field.setVisible(len(sheet.members) > 1)
        self.found.hide()
        self.line.clear()
        self.search_field.hide()
        self.card.show()
        self._say()

    def _say(self) -> None:
        if self._glance is None:
            return
        sheet = self._glance.sheet
        member = next((one for one in sheet.members if one.id == self.person_id), None)
        name = member.name if member else sheet.head_name
        national_id = member.national_id if member else None
        self._name.setText(name or tr("Name unknown"))
        shown = number_masked(national_id) if national_id else tr("NIK unknown")
        self._place.setText(f"{shown}\n{self.place}" if self.place else shown)

    def _choose(self, item: QListWidgetItem | None) -> None:
        held = item.data(_LINE) if item is not None else None
        if held is not None:
            self.chosen.emit(*held)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.found.hide()

    @Slot()
    def _on_pause(self) -> None:
        self.searched.emit(self.line.text())

    @Slot()
    def _on_return(self) -> None:
        self._choose(self.found.currentItem() if self.found.isVisible() else None)

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        self._choose(item)

    @Slot()
    def _on_other(self) -> None:
        self.forget()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.cleared.emit()

    @Slot()
    def _on_member(self) -> None:
        self._say()
        self.member_changed.emit()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.line
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self.found.isVisible()
            and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        ):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            at = self.found.currentRow() + step
            self.found.setCurrentRow(min(max(at, 0), self.found.count() - 1))
            return True
        return False
