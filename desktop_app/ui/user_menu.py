"""The menu at the top right: who works here, how the program looks and speaks, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app import language
from desktop_app.language import tr
from desktop_app.ui.appearance import LANGUAGES, SCALES, SCHEMES, Appearance, Scheme


@dataclass(frozen=True, slots=True)
class Who:
    """Who has the office open, for the menu at the top right."""

    office: str
    person: str
    role: str


class UserMenu(QMenu):
    """Changes the appearance itself; for the rest it says what is wanted."""

    help_wanted = Signal()
    language_wanted = Signal(str)
    lock_wanted = Signal()
    another_wanted = Signal()
    passphrase_wanted = Signal()
    quit_wanted = Signal()
    scaled = Signal()

    def __init__(self, who: Who, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        for line in (who.person, who.role, who.office):
            if line:
                self.addAction(line.replace("&", "&&")).setEnabled(False)
        self.addSeparator()
        schemes = [
            (tr(words), scheme is appearance.scheme, partial(self._on_scheme, scheme))
            for scheme, words in SCHEMES
        ]
        self._add_choice(tr("Appea&rance"), schemes)
        scales = [
            (f"{percent}%", percent == appearance.scale, partial(self._on_scale, percent))
            for percent in SCALES
        ]
        self._add_choice(tr("Te&xt size"), scales)
        languages = [
            (name, code == language.current(), partial(self._on_language, code))
            for code, name in LANGUAGES
        ]
        self._add_choice(tr("Lan&guage"), languages)
        self.addSeparator()
        self.addAction(tr("&Help on this page")).triggered.connect(self.help_wanted)
        self.addAction(tr("Change my &passphrase…")).triggered.connect(self.passphrase_wanted)
        self.addAction(tr("Another &user…")).triggered.connect(self.another_wanted)
        self.addAction(tr("Lock the &office")).triggered.connect(self.lock_wanted)
        self.addAction(tr("&Quit")).triggered.connect(self.quit_wanted)

    def _add_choice(
        self, title: str, choices: Sequence[tuple[str, bool, Callable[[], None]]]
    ) -> None:
        part = self.addMenu(title)
        group = QActionGroup(part)
        for words, is_chosen, slot in choices:
            action = QAction(words, part)
            action.setCheckable(True)
            action.setChecked(is_chosen)
            action.triggered.connect(slot)
            group.addAction(action)
            part.addAction(action)

    def _on_scheme(self, scheme: Scheme) -> None:
        self._appearance.choose_scheme(scheme)

    def _on_scale(self, percent: int) -> None:
        self._appearance.choose_scale(percent)
        self.scaled.emit()

    def _on_language(self, code: str) -> None:
        self.language_wanted.emit(code)
