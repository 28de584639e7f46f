"""What was dropped or lies on the clipboard, as files that can be attached."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from desktop_app.actions.evidence import EvidenceFile


def has_files(data: QMimeData) -> bool:
    """Whether there may be something to attach."""
    return data.hasUrls() or data.hasImage()


def files_in(data: QMimeData, kind: str) -> list[EvidenceFile]:
    """The files of this computer that are named, else the picture itself; empty for neither."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return files_of(paths, kind)
    image = QImage(data.imageData()) if data.hasImage() else QImage()
    if image.isNull():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return [EvidenceFile(kind, data=bytes(buffer.data().data()))]


def files_of(paths: list[Path], kind: str) -> list[EvidenceFile]:
    """These files, without folders."""
    return [EvidenceFile(kind, path=path) for path in paths if path.is_file()]
