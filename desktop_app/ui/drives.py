"""The sticks that are in this computer now."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal, Slot

POLL_MS = 2_000
_ON_LINUX = ("/media/", "/run/media/", "/mnt/")
_FILE_SYSTEMS = frozenset({"vfat", "exfat", "fat32", "fat", "msdos"})


@dataclass(frozen=True, slots=True)
class Drive:
    """One stick or other drive that can be taken out."""

    path: Path
    name: str
    free: int
    size: int


class DriveWatch(QObject):
    """Looks every two seconds which drives there are, while it is asked to; `changed` when others are."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.drives: tuple[Drive, ...] = ()
        self._clock = QTimer(self)
        self._clock.setInterval(POLL_MS)
        self._clock.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Look now, and again and again."""
        self._on_tick()
        self._clock.start()

    def stop(self) -> None:
        """Look no more."""
        self._clock.stop()

    @Slot()
    def _on_tick(self) -> None:
        found = drives_now()
        if found != self.drives:
            self.drives = found
            self.changed.emit()


def drives_now() -> tuple[Drive, ...]:
    """The drives that can be taken out and written to, by name."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and _is_stick(volume):
            found.append(
                Drive(
                    path=Path(volume.rootPath()),
                    name=volume.displayName() or volume.rootPath(),
                    free=volume.bytesAvailable(),
                    size=volume.bytesTotal(),
                )
            )
    return tuple(sorted(found, key=lambda drive: str(drive.path)))


def _is_stick(volume: QStorageInfo) -> bool:
    root = volume.rootPath()
    if sys.platform == "win32":
        # Sticks are formatted FAT; a second partition of the disk hardly ever is.
        kind = bytes(volume.fileSystemType().data()).decode("ascii", "replace").casefold()
        return not volume.isRoot() and kind in _FILE_SYSTEMS
    if sys.platform == "darwin":
        return root.startswith("/Volumes/") and not volume.isRoot()
    return root.startswith(_ON_LINUX)
