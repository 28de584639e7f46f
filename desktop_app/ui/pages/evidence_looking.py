"""Looking at one piece of evidence, and saving a copy of it on purpose."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.actions.evidence import OpenedEvidence, export_evidence, open_evidence
from desktop_app.domain.evidence import EvidenceLine
from desktop_app.domain.giving_out import Errand
from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.dialogs.evidence import EvidenceViewer
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.page import Desk


class EvidenceLooking(QObject):
    """Opens pieces of evidence over a widget, as long as that is to be seen."""

    withdraw_wanted = Signal(str, str)  # evidence id, reason
    said = Signal(str)
    refused = Signal(object)  # LuringError

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over

    def look(self, line: EvidenceLine, *, may_withdraw: bool) -> None:
        """Have it read, which the audit notes, and show it."""
        self._desk.tasks.run(
            open_evidence,
            line.evidence.id,
            then=partial(self._show, line, may_withdraw),
            failed=self._refuse,
            origin=self,
        )

    def _show(self, line: EvidenceLine, may_withdraw: bool, opened: OpenedEvidence) -> None:
        if not self._over.isVisible():
            return
        viewer = EvidenceViewer(self._over, line, opened.data, may_withdraw=may_withdraw)
        viewer.withdraw_wanted.connect(self.withdraw_wanted)
        viewer.export_wanted.connect(partial(self._ask_where, line))
        viewer.open()

    def _ask_where(self, line: EvidenceLine, _: str, errand: Errand) -> None:
        content = line.evidence.content
        # By the hash and not by whom it is about: a file name is seen by everybody.
        ask_where_to_save(
            self._over.window(),
            tr("Save a copy"),
            f"bukti-{content.digest[:8]}.{content.media.suffix}",
            partial(self._export, line.evidence.id, errand),
            suffix=content.media.suffix,
        )

    def _export(self, evidence_id: str, errand: Errand, chosen: list[Path]) -> None:
        if not chosen:
            return
        said = tr("Saved as {name}.").format(name=chosen[0].name)
        self._desk.tasks.run(
            partial(export_evidence, evidence_id=evidence_id, target=chosen[0], errand=errand),
            then=lambda _: self.said.emit(said),
            failed=self._refuse,
            origin=self,
        )

    def _refuse(self, error: LuringError) -> None:
        self.refused.emit(error)
