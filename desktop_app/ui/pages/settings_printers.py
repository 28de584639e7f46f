"""Margins of letters, and how far each printer of this computer pulls the paper askew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout

from desktop_app.actions.letter_paper import ruler_page
from desktop_app.domain.letter import Margins, Offset, Paper
from desktop_app.domain.office_settings import Identity
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_paper import IdentitySection
from desktop_app.ui.printing import ask_and_print, keep_offset, offset_of
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.paper import PdfPages
from desktop_app.ui.widgets.text import Text

_STEP = 0.5
_FARTHEST = 20.0
_EDGES = (5.0, 60.0)


class PrintersSection(IdentitySection):
    """Margins hold for the office; what is said about a printer holds on this computer."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Paper and printers")
        super().__init__(page)
        self._pages = PdfPages(self)
        self._build_margins()
        self._build_printers(QPrinterInfo.availablePrinterNames())
        self.column.addStretch(1)

    def typed(self) -> Identity:
        left, right, top, bottom = (spin.value() for spin in self.edges)
        return replace(self._kept, margins=Margins(left, right, top, bottom))

    def show_identity(self, identity: Identity) -> None:
        for spin, edge in zip(self.edges, identity.margins.edges, strict=True):
            spin.setValue(edge)

    # Building

    def _build_margins(self) -> None:
        card = self.add_card()
        card.body.addWidget(Text(tr("Margins of letters"), "label"))
        self.edges = [_spin(*_EDGES) for _ in range(4)]
        labels = (tr("Le&ft"), tr("Ri&ght"), tr("To&p"), tr("Botto&m"))
        row = QHBoxLayout()
        row.setSpacing(M)
        for spin, label in zip(self.edges, labels, strict=True):
            spin.valueChanged.connect(self._on_margin)
            row.addWidget(FormField(label, spin))
        card.body.addLayout(row)
        card.body.addWidget(
            Text(
                tr("Letters that were issued before keep the margins they had."),
                "caption",
                wraps=True,
            )
        )
        self.add_save(card, self._on_save)

    def _build_printers(self, names: Sequence[str]) -> None:
        card = self.add_card()
        card.body.addWidget(Text(tr("A printer that prints askew"), "label"))
        card.body.addWidget(
            Text(
                tr(
                    "Print the page of rulers, measure with a ruler how far its lines are from the edges of "
                    "the sheet, and write down by how much this printer has to move what it prints."
                ),
                "muted",
                wraps=True,
            )
        )
        self.printer = Choice()
        self.printer.show_options(
            [Option(name, name) for name in names], chosen=names[0] if names else None
        )
        self.printer.setEnabled(bool(names))
        self.printer.activated.connect(self._on_printer)
        hint = "" if names else tr("This computer knows no printer.")
        card.body.addWidget(FormField(tr("P&rinter"), self.printer, hint=hint))
        self.right, self.down = _spin(-_FARTHEST, _FARTHEST), _spin(-_FARTHEST, _FARTHEST)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(FormField(tr("To the r&ight"), self.right))
        row.addWidget(FormField(tr("Do&wnwards"), self.down))
        row.addStretch(1)
        card.body.addLayout(row)
        self.ruler_button = Button(tr("Print the page of r&ulers…"), icon="printer")
        self.ruler_button.clicked.connect(self._on_ruler)
        self.keep_button = Button(tr("&Keep for this printer"), kind="primary")
        self.keep_button.clicked.connect(self._on_keep)
        self.keep_button.setEnabled(bool(names))
        buttons = QHBoxLayout()
        buttons.setSpacing(M)
        buttons.addWidget(self.ruler_button)
        buttons.addStretch(1)
        buttons.addWidget(self.keep_button)
        card.body.addLayout(buttons)
        self._on_printer()

    # News

    @Slot()
    def _on_margin(self) -> None:
        if self.typed().margins != self._kept.margins:
            self._on_edited()

    @Slot()
    def _on_printer(self) -> None:
        offset = offset_of(self.page.desk.memory, self.printer.value or "")
        self.right.setValue(offset.right)
        self.down.setValue(offset.down)

    @Slot()
    def _on_keep(self) -> None:
        name = self.printer.value
        if name:
            keep_offset(self.page.desk.memory, name, Offset(self.right.value(), self.down.value()))
            self.page.say_done(tr("Kept."))

    @Slot()
    def _on_ruler(self) -> None:
        self.page.do(ruler_page, Paper.F4, then=self._print_ruler)

    def _print_ruler(self, pdf: bytes) -> None:
        self._pages.load(pdf)
        ask_and_print(self, self._pages.document, tr("Page of rulers"), self.page.desk.memory)


def _spin(least: float, most: float) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(least, most)
    spin.setSingleStep(_STEP)
    spin.setDecimals(1)
    spin.setSuffix(" mm")
    spin.lineEdit().setTextMargins(S, 0, 0, 0)
    return spin
