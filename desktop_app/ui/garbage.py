"""Python looks for garbage in whichever thread happens to make an object; Qt does not survive that.

A page or dialog that was closed is often kept by a circle of references (page, slot, page). When such
a circle is found while a working thread loads a catalogue, its widgets are destroyed in that thread,
and the program ends with a segmentation fault. So while there is a window, only its own thread looks.
Anki does the same, for the same reason.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 1_000


class WindowThreadCollector(QObject):
    """Finds garbage from the thread it was made in, and from no other, until it is stopped."""

    def __init__(self, parent: QObject | None = None, *, every_ms: int = _EVERY_MS) -> None:
        super().__init__(parent)
        gc.disable()
        self._clock = QTimer(self)
        self._clock.setInterval(every_ms)
        self._clock.timeout.connect(self._on_time)
        self._clock.start()

    def stop(self) -> None:
        """Find what is left and give the search back to Python."""
        self._clock.stop()
        gc.collect()
        gc.enable()

    @Slot()
    def _on_time(self) -> None:
        # Whoever rests the search for a moment may have found it on before we were made.
        gc.disable()
        for generation, (count, limit) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if count > limit:
                gc.collect(generation)
                return
