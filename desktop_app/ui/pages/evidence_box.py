"""What is attached to one record, and the ways to attach more.

A page or a form needs one line to have it: ``box = EvidenceBox(desk)``, and then says which record is
shown with `show_record`. A form whose record does not exist yet says `show_held` with a place that
names the form and whom it is about (``objection:family:12``), and `attach_held` when the record is
saved, or `drop_held` when it is thrown away. What is given meanwhile lies in the encrypted file at once, so that neither a crash nor closing
the form loses it: the same place, and no other, shows it again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QObject,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.actions.evidence import (
    EvidenceFile,
    attach_evidence,
    attach_held_evidence,
    evidence_of_record,
    held_evidence,
    hold_evidence,
    let_go_of_evidence,
    withdraw_evidence,
)
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.evidence import EvidenceLine, HeldEvidence
from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.dialogs.evidence import ask_why_withdrawn
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.icons import RECOLOUR
from desktop_app.ui.page import Desk
from desktop_app.ui.pages.evidence_input import files_in, files_of, has_files
from desktop_app.ui.pages.evidence_items import SMALL, AnyLine, holds, item_of, size_for
from desktop_app.ui.pages.evidence_looking import EvidenceLooking
from desktop_app.ui.style import S
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.text import Text
from desktop_app.words.evidence import KINDS, kind_words
from desktop_app.words.format import number

_PATTERNS = "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif *.pdf"
_MOST_ROWS = 5
_NARROW_LETTERS = 40
"""Where a line has fewer, the kind stands above its button."""
AnswerT = TypeVar("AnswerT")


class EvidenceBox(QWidget):
    """A list with small pictures: Enter opens, Delete takes back, Ctrl+V pastes; files may be dropped.

    `kinds` are offered first. It reads again by itself when evidence changes anywhere.
    """

    counted = Signal(object)  # int: how many hold
    attached = Signal()

    def __init__(
        self, desk: Desk, *, kinds: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._record_id = ""
        self._place = ""
        self._may_add = False
        self._is_stale = False
        self._lines: list[AnyLine] = []
        self.setAcceptDrops(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        self._heading = Text("", "strong")
        whole.addWidget(self._heading)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Evidence"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setIconSize(QSize(SMALL, SMALL))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().installEventFilter(self)
        self.list.itemActivated.connect(self._on_activated)
        whole.addWidget(self.list)
        # Beside the button: that is where whoever attached something looks.
        self.banner = Banner(close_name=tr("Close"))
        whole.addWidget(self.banner)
        self._adding = QWidget()
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._adding)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.kind = Choice()
        self.kind.setAccessibleName(tr("What the next file is"))
        self.add_button = Button(tr("&Attach…"), icon="paperclip")
        self.add_button.clicked.connect(self._on_add)
        row.addWidget(self.kind, 1)
        row.addWidget(self.add_button)
        whole.addWidget(self._adding)
        self._hint = Text("", "caption", wraps=True)
        whole.addWidget(self._hint)
        self.offer(kinds)
        for keys, slot, over in (
            (QKeySequence(QKeySequence.StandardKey.Paste), self._on_paste, self),
            (QKeySequence("Del"), self._on_take_back, self.list),
        ):
            QShortcut(
                keys, over, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(slot)
        self._looking = EvidenceLooking(desk, self)
        self._looking.withdraw_wanted.connect(self._on_withdraw_wanted)
        self._looking.said.connect(self._on_said)
        self._looking.refused.connect(self._tell)
        desk.tasks.changed.connect(self._on_news)
        self._say()

    # What a page says

    def offer(self, kinds: Sequence[str]) -> None:
        """Offer these kinds of papers first, the first of them chosen."""
        first = [kind for kind in kinds if kind in KINDS]
        rest = [kind for kind in KINDS if kind not in first]
        self.kind.show_options(
            [Option(kind, kind_words(kind)) for kind in (*first, *rest)], chosen=(*first, *rest)[0]
        )

    def show_record(self, record_id: str, *, may_add: bool = True) -> None:
        """Show what is attached to this record; nothing for no id."""
        self._show(record_id, "", may_add=may_add)

    def show_held(self, place: str) -> None:
        """Show what was given in a form of this place whose record is not saved yet."""
        self._show("", place, may_add=True)

    def attach_held(self, record_id: str) -> None:
        """The record is saved: attach what was held to it, and show the record from now on."""
        if self._place:
            # Also what is still being read: it is done in order, and even when the form is gone.
            self._do(
                attach_held_evidence,
                self._place,
                record_id,
                then=self._on_attached,
                must_end=True,
            )
        self._show(record_id, "", may_add=self._may_add)

    def drop_held(self) -> None:
        """The form is thrown away, and what was held with it."""
        held = [line.id for line in self._lines if isinstance(line, HeldEvidence)]
        if held:
            self._do(let_go_of_evidence, self._place, *held, then=self._on_held, must_end=True)

    @property
    def has_held(self) -> bool:
        """Whether files wait here for a record to be saved."""
        return bool(self._place and self._lines)

    @property
    def lines(self) -> Sequence[AnyLine]:
        """What is shown."""
        return tuple(self._lines)

    def give(self, given: Sequence[EvidenceFile]) -> None:
        """Attach these files, or hold them until the record is saved."""
        if not given or not self._may_add or not self.add_button.isEnabled():
            return
        self.banner.hide()
        self._set_busy(is_busy=True)
        # Done even if the window is closed meanwhile: what was on the clipboard is nowhere else.
        give = partial(self._do, ended=self._rest, must_end=True)
        if self._place:
            give(hold_evidence, self._place, list(given), then=self._on_held)
        else:
            give(attach_evidence, self._record_id, list(given), then=self._on_attached)

    # Reading and showing

    def _show(self, record_id: str, place: str, *, may_add: bool) -> None:
        is_other = (record_id, place) != (self._record_id, self._place)
        self._record_id, self._place = record_id, place
        self._may_add = may_add and bool(record_id or place)
        if is_other:
            self.banner.hide()
            self._take([])
        self._read()

    def _read(self) -> None:
        self._is_stale = False
        latest = f"evidence-{id(self):x}"
        if self._place:
            wanted = self._place
            self._do(held_evidence, wanted, then=partial(self._show_lines, wanted), latest=latest)
        elif self._record_id:
            wanted = self._record_id
            then = partial(self._show_lines, wanted)
            self._do(evidence_of_record, wanted, then=then, latest=latest)

    def _show_lines(self, of: str, lines: Sequence[AnyLine]) -> None:
        if of == (self._place or self._record_id):
            self._take(lines)

    def _take(self, lines: Sequence[AnyLine]) -> None:
        row = self.list.currentRow()
        self._lines = list(lines)
        self.list.clear()
        for line in self._lines:
            self.list.addItem(item_of(line, self.list))
        if self._lines:
            self.list.setCurrentRow(min(max(row, 0), len(self._lines) - 1))
        self._say()
        self.counted.emit(sum(holds(line) for line in self._lines))

    def _say(self) -> None:
        count = sum(holds(line) for line in self._lines)
        words = tr("Evidence")
        self._heading.setText(f"{words} {number(count)}" if count else words)
        self._adding.setVisible(self._may_add)
        self.list.setVisible(bool(self._lines))
        self._hint.setVisible(self._may_add or not self._lines)
        if not self._may_add:
            self._hint.setText(tr("Nothing is attached."))
        else:
            self._hint.setText(tr("Files can also be dropped here, or pasted with Ctrl+V."))
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, of which many scroll; the kind above its button where it is narrow."""
        letters = self.width() // max(1, self.fontMetrics().averageCharWidth())
        is_narrow = letters < _NARROW_LETTERS
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        rows = [self.list.item(row) for row in range(self.list.count())]
        for item in rows:
            item.setSizeHint(size_for(item, self.list))
        high = sum(item.sizeHint().height() for item in rows[:_MOST_ROWS])
        self.list.setFixedHeight(high + 2 * self.list.frameWidth())

    def _set_busy(self, *, is_busy: bool) -> None:
        self.add_button.setEnabled(not is_busy)
        if is_busy:
            self._hint.setText(tr("The file is being read and made smaller…"))
        else:
            self._say()

    # Having work done

    def _do(
        self,
        action: Callable[..., AnswerT],
        *arguments: Any,
        then: Callable[[AnswerT], None] | None = None,
        ended: Callable[[], None] | None = None,
        latest: str = "",
        must_end: bool = False,
    ) -> None:
        # The box may be gone before its page is: it is the one who asked.
        self._desk.tasks.run(
            action,
            *arguments,
            then=then,
            failed=self._tell,
            ended=ended,
            origin=self,
            latest=latest,
            must_end=must_end,
        )

    @Slot(object)
    def _tell(self, error: LuringError) -> None:
        self.banner.tell(error)

    def _rest(self) -> None:
        self._set_busy(is_busy=False)

    def _on_attached(self, _: object) -> None:
        self.attached.emit()

    def _on_held(self, done: Done[list[HeldEvidence]]) -> None:
        if self._place:
            self._take(done.value)

    # What a person does

    @Slot()
    def _on_add(self) -> None:
        ask_for_files(
            self.window(),
            tr("Attach pictures or papers"),
            self._take_files,
            filters=[tr("Pictures and PDF ({patterns})").format(patterns=_PATTERNS)],
        )

    def _take_files(self, paths: list[Path]) -> None:
        self.give(files_of(paths, self._kind))

    @property
    def _kind(self) -> str:
        return self.kind.value or "photo"

    @Slot()
    def _on_paste(self) -> None:
        if self._may_add:
            self._take_data(QGuiApplication.clipboard().mimeData())

    def _take_data(self, data: QMimeData) -> None:
        given = files_in(data, self._kind)
        if not given:
            self.banner.say("info", tr("There is no picture and no file on the clipboard."))
        self.give(given)

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        line = self._lines[self.list.row(item)]
        if isinstance(line, EvidenceLine):
            self._looking.look(line, may_withdraw=self._may_add)

    @Slot()
    def _on_take_back(self) -> None:
        row = self.list.currentRow()
        if not self._may_add or not 0 <= row < len(self._lines):
            return
        line = self._lines[row]
        if isinstance(line, HeldEvidence):
            self._do(let_go_of_evidence, self._place, line.id, then=self._on_held)
        elif not line.evidence.is_withdrawn:
            dialog = ask_why_withdrawn(self.window())
            dialog.given.connect(partial(self._on_withdraw_wanted, line.evidence.id))

    @Slot(str)
    def _on_said(self, words: str) -> None:
        self.banner.say("info", words)

    @Slot(str, str)
    def _on_withdraw_wanted(self, evidence_id: str, reason: str) -> None:
        self._do(withdraw_evidence, evidence_id, reason)

    # News

    @Slot(object)
    def _on_news(self, topics: frozenset[Topic]) -> None:
        if Topic.EVIDENCE in topics:
            self._is_stale = True
            if self.isVisible():
                self._read()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Only now is it known into how many lines the words of a row are broken.
        if event.type() == QEvent.Type.Resize and event.size().width() != event.oldSize().width():  # type: ignore[attr-defined]  # it is a QResizeEvent
            self._fit()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RECOLOUR and hasattr(self, "_lines") and self._lines:
            self._take(self._lines)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_add and has_files(event.mimeData()):
            self._hint.set_role("accent")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint.set_role("caption")

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.set_role("caption")
        event.acceptProposedAction()
        self._take_data(event.mimeData())
