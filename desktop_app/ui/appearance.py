"""Light or dark, and how big the text is: chosen by the person, applied while the window is open."""

from __future__ import annotations

import logging
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop_app.language import mark
from desktop_app.paths import RESOURCES
from desktop_app.ui.memory import Memory
from desktop_app.ui.style import palette, style_sheet
from desktop_app.ui.theme import DARK, LIGHT, Tokens

log = logging.getLogger(__name__)

SCALES = (100, 110, 125, 150, 175, 200)
_LEAST_POINTS = 10.0
# What Linux gives when nobody chose a font: legible, but wide and without semi-bold.
_MAKESHIFT = frozenset(
    {"sans", "sans serif", "sans-serif", "dejavu sans", "helvetica", "arial", ""}
)
_BUNDLED = "Inter"


class Scheme(StrEnum):
    """The choice of the person."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


SCHEMES = (
    (Scheme.SYSTEM, mark("As the system")),
    (Scheme.LIGHT, mark("Light")),
    (Scheme.DARK, mark("Dark")),
)
LANGUAGES = (("id", "Bahasa Indonesia"), ("en", "English"))
"""What a person chooses from, with marked names; a language is named in itself."""


class Appearance(QObject):
    """Dresses the whole program; `changed` is emitted after every change has been applied."""

    changed = Signal()

    def __init__(self, app: QApplication, memory: Memory) -> None:
        super().__init__(app)
        self._app = app
        self._memory = memory
        self._scheme = _scheme_named(memory.recall("appearance.scheme"))
        self._scale = _scale_named(memory.recall("appearance.scale"))
        self._font = _base_font(app)
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._apply()

    @property
    def scheme(self) -> Scheme:
        """What the person chose."""
        return self._scheme

    @property
    def scale(self) -> int:
        """The size of the text in percent of the system's."""
        return self._scale

    @property
    def tokens(self) -> Tokens:
        """The colours in force now."""
        if self._scheme is Scheme.SYSTEM:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._scheme is Scheme.DARK
        return DARK if dark else LIGHT

    def choose_scheme(self, scheme: Scheme) -> None:
        """Light, dark or as the system says, from now on."""
        self._scheme = scheme
        self._memory.keep("appearance.scheme", scheme.value)
        self._apply()

    def choose_scale(self, percent: int) -> None:
        """The size of all text, 100 to 200 percent."""
        self._scale = min(max(percent, SCALES[0]), SCALES[-1])
        self._memory.keep("appearance.scale", str(self._scale))
        self._apply()

    def _apply(self) -> None:
        hints = self._app.styleHints()
        wanted = {
            Scheme.SYSTEM: Qt.ColorScheme.Unknown,
            Scheme.LIGHT: Qt.ColorScheme.Light,
            Scheme.DARK: Qt.ColorScheme.Dark,
        }[self._scheme]
        # Window frames and native dialogs follow this; it must not come back to us as news.
        hints.colorSchemeChanged.disconnect(self._on_system_changed)
        hints.setColorScheme(wanted)
        hints.colorSchemeChanged.connect(self._on_system_changed)
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * self._scale / 100)
        tokens = self.tokens
        sheet = style_sheet(tokens, font.pointSizeF())
        # Dressing every widget anew takes a quarter of a second; the sheet says all that can differ.
        if sheet != self._app.styleSheet():
            self._app.setFont(font)
            self._app.setPalette(palette(tokens))
            self._app.setStyleSheet(sheet)
        self.changed.emit()

    @Slot()
    def _on_system_changed(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()


def load_fonts() -> None:
    """Make the bundled fonts known; one that cannot be read is logged and left out."""
    for file in sorted((RESOURCES / "fonts" / "ui").glob("*.otf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            log.warning("font-unreadable file=%s", file.name)


def _base_font(app: QApplication) -> QFont:
    load_fonts()
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont(system)
    if system.family().casefold() in _MAKESHIFT and QFontDatabase.hasFamily(_BUNDLED):
        font = QFont(_BUNDLED)
    font.setPointSizeF(max(system.pointSizeF(), _LEAST_POINTS))
    # Figures of one width: numbers under each other can be compared by their length.
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def _scheme_named(name: str) -> Scheme:
    return Scheme(name) if name in {scheme.value for scheme in Scheme} else Scheme.SYSTEM


def _scale_named(text: str) -> int:
    return int(text) if text.isdigit() and SCALES[0] <= int(text) <= SCALES[-1] else SCALES[0]
