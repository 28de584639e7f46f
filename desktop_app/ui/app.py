"""The one application object: its look, its language, and what happens when something breaks."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QLocale,
    QObject,
    QStandardPaths,
    Qt,
    QTimer,
    QTranslator,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop_app import language
from desktop_app.paths import RESOURCES, beside_program
from desktop_app.ui import icons
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.crash import CrashReporter
from desktop_app.ui.garbage import WindowThreadCollector
from desktop_app.ui.memory import Memory
from desktop_app.ui.theme import LIGHT

log = logging.getLogger(__name__)

_TRANSLATIONS = RESOURCES / "translations"
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Application(QObject):
    """Everything about the program that is there before an office is open.

    Makes the `QApplication` (there may be one), dresses it, speaks the remembered language and takes
    over the crash hooks. Keep it alive as long as the program runs.
    """

    def __init__(self, arguments: Sequence[str], memory: Memory, *, version: str = "") -> None:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
        self.qt = QApplication(list(arguments) or ["dtsen-luring"])
        super().__init__(self.qt)
        self.qt.setApplicationName("DTSEN Luring")
        self.qt.setApplicationVersion(version)
        self.qt.setDesktopFileName("dtsen-luring")
        self.memory = memory
        self._translator = QTranslator(self)
        self.speak(memory.recall("language", language.DEFAULT))
        self.appearance = Appearance(self.qt, memory)
        self.qt.setWindowIcon(_window_icon())
        self.crashes = CrashReporter(self.qt, version=version)
        self.crashes.install()
        self._garbage = WindowThreadCollector(self)

    def speak(self, code: str) -> None:
        """Use a language for our sentences and Qt's own; open windows keep the one they have."""
        chosen = code if code in language.LANGUAGES else language.DEFAULT
        language.use(chosen)
        self.memory.keep("language", chosen)
        is_indonesian = chosen == "id"
        country = QLocale.Country.Indonesia if is_indonesian else QLocale.Country.UnitedKingdom
        spoken = QLocale.Language.Indonesian if is_indonesian else QLocale.Language.English
        QLocale.setDefault(QLocale(spoken, country))
        self.qt.removeTranslator(self._translator)
        if is_indonesian and self._translator.load(str(_TRANSLATIONS / "qtbase_id.qm")):
            self.qt.installTranslator(self._translator)
        elif is_indonesian:
            log.warning("translations-missing file=qtbase_id.qm")

    def run(self) -> int:
        """Show windows and answer to people until the last one is closed."""
        code = self.qt.exec()
        self.let_go()
        return code

    def let_go(self) -> None:
        """Give back to Python what was taken over; no window is shown any more."""
        self.crashes.uninstall()
        self._garbage.stop()


_HEARTBEAT_MS, _SLEPT_SECONDS = 10_000, 90


class IdleWatch(QObject):
    """Says when nobody has touched the keyboard or the mouse for a while, and when the computer slept.

    For locking the office. Nothing tells a program of every kind of sleep on every system; but a
    sleeping computer's clock goes on, and a heartbeat that comes far too late has slept through it.
    """

    idle = Signal()

    def __init__(
        self, app: QApplication, minutes: float, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(app)
        self._now = now
        self._beat_at = now()
        self._heart = QTimer(self)
        self._heart.setInterval(_HEARTBEAT_MS)
        self._heart.timeout.connect(self.beat)
        self._heart.start()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(round(minutes * 60_000))
        self._clock.timeout.connect(self._on_time_over)
        self._clock.start()
        app.installEventFilter(self)

    @Slot()
    def beat(self) -> None:
        """Look at the clock; called every few seconds while the computer is awake."""
        since, self._beat_at = self._now() - self._beat_at, self._now()
        if since > _SLEPT_SECONDS:
            log.info("computer-slept")
            self.idle.emit()

    @Slot()
    def _on_time_over(self) -> None:
        self.idle.emit()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._clock.start()
        return False


def memory_file() -> Path:
    """Where the window's memory lies on this computer or stick, outside every office folder."""
    beside = beside_program()
    if beside is not None:
        return beside / "window.json"
    kind = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(kind)) / "dtsen-luring" / "window.json"


def _window_icon() -> QIcon:
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128):
        made.addPixmap(icons.pixmap("layers", LIGHT.accent, size))
    return made
