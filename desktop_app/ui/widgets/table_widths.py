"""How wide the columns of a list are: as the room allows, until a hand on the header says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView

from desktop_app.ui.memory import Memory
from desktop_app.ui.style import grown

_LEAST_WIDTH = 48
_PAUSE_MS = 500


class ColumnWidths(QObject):
    """The widths of a header; those that somebody dragged are remembered.

    `wanted` are the widths for the usual size of text; the columns in `whole` keep theirs. A list that knows better gives `shared`: from the
    room to the widths of the columns that are shown.
    """

    def __init__(
        self,
        header: QHeaderView,
        wanted: Sequence[int],
        memory: Memory,
        place: str,
        *,
        whole: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(header)
        self._header = header
        self._wanted = wanted
        self._whole = whole
        self._memory = memory
        self._place = place
        self._room = 0
        self.shared: Callable[[int], Mapping[int, int]] = self._shared
        self._is_fitting = False
        header.setMinimumSectionSize(_LEAST_WIDTH)
        kept = [int(width) for width in memory.recall(place).split(",") if width.isdigit()]
        self._are_own = len(kept) == len(wanted)
        for at, width in enumerate(kept if self._are_own else map(grown, wanted)):
            header.resizeSection(at, width)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_keep)
        header.sectionResized.connect(self._on_resized)

    def fit(self, room: int) -> None:
        """Share this room among the columns, down to what is legible, unless somebody dragged one."""
        self._room = room
        if self._are_own:
            return
        self._is_fitting = True
        for at, width in self.shared(room).items():
            self._header.resizeSection(at, width)
        self._is_fitting = False

    def reset(self) -> None:
        """Forget what was dragged."""
        self._are_own = False
        self._memory.keep(self._place, "")
        self.fit(self._room)

    def _shared(self, room: int) -> Mapping[int, int]:
        wanted = list(map(grown, self._wanted))
        shown = [at for at in range(len(wanted)) if not self._header.isSectionHidden(at)]
        kept = sum(wanted[at] for at in shown if at in self._whole)
        giving = sum(wanted[at] for at in shown) - kept
        share = min(1.0, max(0.55, (room - kept) / max(1, giving)))
        return {
            at: width if at in self._whole else int(width * share)
            for at, width in enumerate(wanted)
        }

    @Slot(int, int, int)
    def _on_resized(self, *_: int) -> None:
        # The last column follows the window by itself; only a hand on the header is remembered.
        is_dragged = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        if is_dragged and not self._is_fitting:
            self._are_own = True
            self._pause.start()

    @Slot()
    def _on_keep(self) -> None:
        header = self._header
        widths = [str(header.sectionSize(at)) for at in range(header.count())]
        self._memory.keep(self._place, ",".join(widths))
