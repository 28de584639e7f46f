"""How the window looks on this computer: applied at once, remembered at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QComboBox

from desktop_app.language import current, tr
from desktop_app.ui.appearance import LANGUAGES, SCALES, SCHEMES, Appearance, Scheme
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text


class LookSection(Section):
    """Language, colours and the size of the text."""

    def __init__(self, page: Page, appearance: Appearance, speak: Callable[[str], None]) -> None:
        self.title = tr("Appearance")
        super().__init__(page)
        self._appearance = appearance
        self._speak = speak
        card = self.add_card()
        card.body.addWidget(
            Text(tr("Applies at once, on this computer only."), "muted", wraps=True)
        )
        self.language, self.scheme, self.scale = QComboBox(), QComboBox(), QComboBox()
        for code, name in LANGUAGES:
            self.language.addItem(name, code)
        for scheme, words in SCHEMES:
            self.scheme.addItem(tr(words), scheme.value)
        for percent in SCALES:
            self.scale.addItem(f"{percent} %", percent)
        for label, box in (
            (tr("Lan&guage"), self.language),
            (tr("&Colours"), self.scheme),
            (tr("Size of the te&xt"), self.scale),
        ):
            card.body.addWidget(FormField(label, box))
        self.language.activated.connect(self._on_language)
        self.scheme.activated.connect(self._on_scheme)
        self.scale.activated.connect(self._on_scale)
        self.column.addStretch(1)

    def refresh(self) -> None:
        self.language.setCurrentIndex(self.language.findData(current()))
        self.scheme.setCurrentIndex(self.scheme.findData(self._appearance.scheme.value))
        self.scale.setCurrentIndex(self.scale.findData(self._appearance.scale))

    @Slot()
    def _on_language(self) -> None:
        code = str(self.language.currentData())
        if code != current():
            # The window is made anew; this box must have finished its click by then.
            QTimer.singleShot(0, lambda: self._speak(code))

    @Slot()
    def _on_scheme(self) -> None:
        self._appearance.choose_scheme(Scheme(self.scheme.currentData()))

    @Slot()
    def _on_scale(self) -> None:
        self._appearance.choose_scale(int(self.scale.currentData()))
