"""What happens when we made a mistake: it is logged, and the person is told once, with a reference.

The hooks are set once for the whole program; Python and Qt have one of each.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.logs import fingerprint
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XL, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.ERROR,
}


class CrashReporter(QObject):
    """Logs every mistake, and shows each kind of it once."""

    _broke = Signal(object)  # BaseException; queued, because a mistake may happen on any thread

    def __init__(self, app: QApplication, *, version: str = "") -> None:
        super().__init__(app)
        self._app = app
        self._version = version
        self._shown: set[str] = set()
        self.box: CrashBox | None = None
        self._broke.connect(self._on_broke, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Log a mistake that somebody caught for us, and show it."""
        log.error("broken reference=%s", fingerprint(error), exc_info=error)
        self._broke.emit(error)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._app.quit()
            return
        self.report(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        # Nobody can do anything about these, so they are not shown.
        log.error("unraisable", exc_info=args.exc_value)

    @Slot(object)
    def _on_broke(self, error: BaseException) -> None:
        reference = fingerprint(error)
        if reference in self._shown:
            return
        self._shown.add(reference)
        self.box = CrashBox(
            reference, report_text(error, self._version), parent=self._app.activeWindow()
        )
        self.box.finished.connect(self._on_box_closed)
        self.box.open()

    @Slot()
    def _on_box_closed(self) -> None:
        self.box = None


class CrashBox(QDialog):
    """Says that it was our mistake, and gives a reference to quote."""

    def __init__(self, reference: str, report: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reference = reference
        self._report = report
        self.setWindowTitle(tr("That was our mistake"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, L)
        whole.setSpacing(XL)
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(Icon("circle-alert", size=28, tone="due"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(S)
        words.addWidget(Text(tr("That was our mistake, not yours"), "heading", wraps=True))
        words.addWidget(
            Text(
                tr(
                    "Something in the program did not work. What you saved before is safe; the last "
                    "step was probably not done. You can go on working."
                ),
                wraps=True,
            )
        )
        words.addWidget(
            Text(tr("Reference: {code}").format(code=reference), "strong", selectable=True)
        )
        row.addLayout(words, 1)
        whole.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(M)
        save = Button(tr("Save re&port…"), icon="save")
        save.setAutoDefault(False)
        save.clicked.connect(self._on_save)
        buttons.addWidget(save)
        buttons.addStretch(1)
        go_on = Button(tr("Go o&n"), kind="primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        buttons.addWidget(go_on)
        whole.addLayout(buttons)
        self.setMinimumWidth(480)

    @Slot()
    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save report"), f"dtsen-luring-{self._reference}.txt"
        )
        if name:
            save_report(Path(name), self._report)


def report_text(error: BaseException, version: str) -> str:
    """What a report says: the kinds of error and the places; never a message, which may hold values."""
    lines = [f"DTSEN Luring {version}".strip(), f"Reference {fingerprint(error)}", sys.version, ""]
    link: BaseException | None = error
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def save_report(file: Path, text: str) -> None:
    """Write a report; a disk that fails now is only logged, for there was a mistake already."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        log.warning("report-not-saved errno=%s", error.errno)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
