"""Looking into a package at the hub: from whom, when, what is in it, and whether it is genuine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.packages import PackageView, Verdict
from desktop_app.language import tr
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XS, L, M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.dropzone import DropZone
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import file_size, moment, number
from desktop_app.words.package_words import (
    STEPS,
    VERDICTS,
    alarm_words,
    changes_words,
    kind_words,
    op_words,
)


class InspectCard(Card):
    """Takes a package file (`given`) and shows what `show_view` brings."""

    given = Signal(object)  # Path

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Look into a package"), parent=parent)
        self.zone = DropZone(
            tr("A package from an office"),
            tr("Drag the file from the stick here, or choose it. Nothing is taken in by looking."),
            tr("&Choose file…"),
        )
        self.zone.given.connect(self._on_given)
        self.zone.ask.connect(self._on_choose)
        self.body.addWidget(self.zone)
        self.result = QWidget()
        column = QVBoxLayout(self.result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        head = QHBoxLayout()
        head.setSpacing(L)
        self._icon = Icon("shield-check", size=32, tone="accent")
        head.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(XS)
        self.from_whom = Text("", "heading", wraps=True)
        self.verdict = Text("", "muted", wraps=True)
        words.addWidget(self.from_whom)
        words.addWidget(self.verdict)
        head.addLayout(words, 1)
        column.addLayout(head)
        self.alarms = Banner()
        column.addWidget(self.alarms)
        self.facts = KeyValueGrid(columns=2)
        column.addWidget(self.facts)
        self._types_title = Text(tr("What it holds"), "label")
        self.types = Lines()
        self._steps_title = Text(tr("What taking it in would do"), "label")
        self.steps = Lines()
        for widget in (self._types_title, self.types, self._steps_title, self.steps):
            column.addWidget(widget)
        self.body.addWidget(self.result)
        self.result.hide()

    def forget(self) -> None:
        """Show no package."""
        self.result.hide()

    def show_view(self, view: PackageView) -> None:
        """Show what looking into a package found."""
        is_proven = view.verdict is not Verdict.UNPROVEN
        self._icon.show_icon(
            "shield-check" if is_proven else "circle-question-mark",
            "accent" if is_proven else "due",
        )
        self.from_whom.setText(f"{view.sender_name} ({view.sender_region})")
        self.verdict.setText(tr(VERDICTS[view.verdict.value]))
        self.alarms.hide()
        if view.alarms:
            self.alarms.say(
                "due",
                tr("Something is odd about it"),
                " ".join(alarm_words(alarm) for alarm in view.alarms),
                closes=False,
            )
        contents = view.contents
        lines = [
            KeyValue(tr("Kind"), kind_words(view.kind.value)),
            KeyValue(tr("Made"), moment(view.made_at)),
            KeyValue(tr("Package number"), number(view.number)),
            KeyValue(tr("Size"), file_size(view.bytes)),
        ]
        if contents.ops:
            lines.append(KeyValue(tr("Content"), changes_words(contents.ops)))
        if contents.first_at is not None and contents.last_at is not None:
            lines.append(
                KeyValue(
                    tr("Recorded"), f"{moment(contents.first_at)} – {moment(contents.last_at)}"
                )
            )
        self.facts.show_lines(lines)
        self.types.show_lines([Line(op_words(kind, n)) for kind, n in contents.types.items()])
        self.steps.show_lines(
            [Line(tr(STEPS[step]), number(count)) for step, count in view.steps.items()]
        )
        for shown, *widgets in (
            (bool(contents.types), self._types_title, self.types),
            (bool(view.steps), self._steps_title, self.steps),
        ):
            for widget in widgets:
                widget.setVisible(shown)
        self.result.show()

    @Slot(object)
    def _on_given(self, paths: list[Path]) -> None:
        if paths:
            self.given.emit(paths[0])

    @Slot()
    def _on_choose(self) -> None:
        ask_for_files(
            self,
            tr("A package from an office"),
            self._on_given,
            filters=[tr("Packages") + " (*.tukar)", tr("All files") + " (*)"],
            several=False,
        )
