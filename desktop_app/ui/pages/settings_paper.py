"""What letters print about the office: the letterhead, and how they are numbered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, Qt, Slot
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QLineEdit

from desktop_app.actions.settings import identity_of, letterhead_of, set_identity
from desktop_app.domain.changes import Done
from desktop_app.domain.letter_number import LetterNumber, NumberPattern, SeriesRule
from desktop_app.domain.office_settings import Identity
from desktop_app.errors import Code, LuringError, UserError
from desktop_app.files import machine_error
from desktop_app.language import mark, tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import M, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.letterhead import LetterheadView
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for

_CREST_HEIGHT = 72
_SVG_DOTS = 600
"""Of the longer side: 25 mm at 600 dots an inch."""
_EXAMPLE_CODE = "400.9.14.1"
_SERIES = (
    (SeriesRule.ONE, mark("One series for all letters")),
    (SeriesRule.PER_KIND, mark("A series for each kind of letter")),
    (SeriesRule.PER_CODE, mark("A series for each classification code")),
)


class IdentitySection(Section):
    """Shows part of the identity, and keeps it together with the rest."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._kept = Identity()
        self._is_typed = False

    def has_unsaved(self) -> bool:
        return self._is_typed

    def refresh(self) -> None:
        if not self._is_typed:
            self.page.do(identity_of, then=self._on_read, latest=f"identity.{type(self).__name__}")

    def typed(self) -> Identity:
        """The identity as it stands in the fields."""
        raise NotImplementedError

    def show_identity(self, identity: Identity) -> None:
        """Fill the fields."""
        raise NotImplementedError

    @Slot()
    def _on_edited(self) -> None:
        self._is_typed = True

    @Slot()
    def _on_save(self) -> None:
        self.page.banner.hide()
        self.page.do(set_identity, self.typed(), then=self._on_saved, failed=self._on_refused)

    def _on_refused(self, error: LuringError) -> None:
        self.page.tell(error)

    def _on_read(self, identity: Identity) -> None:
        self._kept = identity
        if not self._is_typed:
            self.show_identity(identity)

    def _on_saved(self, done: Done[Identity]) -> None:
        before, self._kept, self._is_typed = self._kept, done.value, False
        self.show_identity(done.value)
        self.page.say_done(tr("Kept."), undo=lambda: self._put_back(before))

    def _put_back(self, identity: Identity) -> None:
        self.page.do(set_identity, identity, then=lambda done: self._on_read(done.value))


class LetterheadSection(IdentitySection):
    """The lines of the kop that the region does not say by itself, and the crest."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Letterhead")
        super().__init__(page)
        self._crest: bytes | None = None
        card = self.add_card()
        self.view = LetterheadView()
        card.body.addWidget(self.view)
        card.body.addWidget(
            Text(
                tr(
                    "The names of kabupaten, kecamatan and desa stand on every letter by themselves."
                ),
                "muted",
                wraps=True,
            )
        )
        self.address, self.contact, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        for line, label, hint in (
            (self.address, tr("&Address"), tr("Street, number, postcode")),
            (self.contact, tr("Telephone, &e-mail"), ""),
            (
                self.place,
                tr("Place before the date (&W)"),
                tr("As in “Kedungwuni, 24 November 2026”"),
            ),
        ):
            line.setMaxLength(120)
            line.textEdited.connect(self._on_line)
            card.body.addWidget(FormField(label, line, hint=hint))
        card.body.addWidget(Text(tr("Crest"), "label"))
        row = QHBoxLayout()
        row.setSpacing(M)
        self.picture = QLabel()
        self.picture.setAccessibleName(tr("The crest as it is printed"))
        choose = Button(tr("&Choose a picture…"), icon="folder-open")
        choose.clicked.connect(self._on_choose)
        self.remove = Button(tr("Re&move"), kind="plain")
        self.remove.clicked.connect(self._on_remove)
        for widget in (self.picture, choose, self.remove):
            row.addWidget(widget)
        row.addStretch(1)
        card.body.addLayout(row)
        self.add_save(card, self._on_save)
        self.column.addStretch(1)
        self.remove.hide()

    def typed(self) -> Identity:
        return replace(
            self._kept,
            address=self.address.text(),
            contact=self.contact.text(),
            place=self.place.text(),
            crest=self._crest,
        )

    def show_identity(self, identity: Identity) -> None:
        self.address.setText(identity.address)
        self.contact.setText(identity.contact)
        self.place.setText(identity.place)
        self._crest = identity.crest
        self._show_crest()

    def _show_crest(self) -> None:
        pixmap = QPixmap()
        if self._crest and pixmap.loadFromData(self._crest):
            height = grown(_CREST_HEIGHT)
            self.picture.setPixmap(
                pixmap.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
            )
        else:
            self.picture.setText(tr("No crest: the head is centred"))
        self.remove.setVisible(self._crest is not None)
        self._show_head()

    def _show_head(self) -> None:
        self.page.do(
            letterhead_of, self.typed(), then=self.view.show_letterhead, latest="letterhead"
        )

    @Slot()
    def _on_line(self) -> None:
        self._on_edited()
        self._show_head()

    @Slot()
    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Choose the crest"), "", tr("Pictures (*.png *.jpg *.jpeg *.svg)")
        )
        if name:
            self.take_crest(Path(name))

    def take_crest(self, file: Path) -> None:
        """Show this picture as the crest; it is kept with the rest."""
        try:
            data = file.read_bytes()
        except OSError as error:
            self.page.tell(machine_error(error, name=file.name))
            return
        self._crest = _as_picture(data) if file.suffix.lower() == ".svg" else data
        self._is_typed = True
        self._show_crest()

    @Slot()
    def _on_remove(self) -> None:
        self._crest = None
        self._is_typed = True
        self._show_crest()


class NumberingSection(IdentitySection):
    """How the numbers of letters are written, with an example that follows every keystroke."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Numbering")
        super().__init__(page)
        card = self.add_card()
        self.pattern, self.unit, self.series = QLineEdit(), QLineEdit(), QComboBox()
        self.pattern.setMaxLength(80)
        self.unit.setMaxLength(30)
        self.pattern_field = FormField(tr("Pattern of the number (&N)"), self.pattern)
        self.unit_field = FormField(
            tr("&Unit"), self.unit, hint=tr("What {unit} stands for in the pattern")
        )
        for rule, words in _SERIES:
            self.series.addItem(tr(words), rule.value)
        for field in (
            self.pattern_field,
            self.unit_field,
            FormField(
                tr("Which letters count together (&W)"),
                self.series,
                hint=tr("Numbers begin again at 1 every January."),
            ),
        ):
            card.body.addWidget(field)
        self.example = Text("", "body", selectable=True)
        card.body.addWidget(Text(tr("The next letters would be numbered like this:"), "label"))
        card.body.addWidget(self.example)
        card.body.addWidget(
            Text(
                tr("Words in braces: {kode} {nomor:4} {unit} {bulan} {bulan_romawi} {tahun}"),
                "caption",
                wraps=True,
            )
        )
        self.add_save(card, self._on_save)
        self.column.addStretch(1)
        for line in (self.pattern, self.unit):
            line.textEdited.connect(self._on_pattern)
        self.series.activated.connect(self._on_edited)

    def typed(self) -> Identity:
        return replace(
            self._kept,
            pattern=self.pattern.text(),
            unit=self.unit.text(),
            series=SeriesRule(self.series.currentData()),
        )

    def show_identity(self, identity: Identity) -> None:
        self.pattern.setText(identity.pattern)
        self.unit.setText(identity.unit)
        self.series.setCurrentIndex(self.series.findData(identity.series.value))
        self._show_example()

    def _on_refused(self, error: LuringError) -> None:
        self.page.tell(error, fields={Code.LETTER_PATTERN_FAULTY: self.pattern_field})

    @Slot()
    def _on_pattern(self) -> None:
        self._is_typed = True
        self._show_example()

    def _show_example(self) -> None:
        today = self.page.desk.today()
        try:
            pattern = NumberPattern.parse(self.pattern.text())
        except UserError as error:
            sentence = sentence_for(error)
            self.pattern_field.show_error(sentence.brief)
            self.example.setText("–")
            return
        self.pattern_field.show_error("")
        place = LetterNumber("all", today.year, 12)
        self.example.setText(
            pattern.format(place, dated=today, code=_EXAMPLE_CODE, unit=self.unit.text())
        )


def _as_picture(svg: bytes) -> bytes:
    """A drawing as a picture fine enough for paper; what is no drawing stays as it is, to be refused."""
    renderer = QSvgRenderer(QByteArray(svg))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return svg
    size.scale(_SVG_DOTS, _SVG_DOTS, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
