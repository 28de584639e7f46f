"""What holds for a whole file: what its rows are, whose codes they use, and whose desa codes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.extract import FileLook, Shape
from desktop_app.domain.region import RegionSystem
from desktop_app.errors import Code
from desktop_app.language import tr
from desktop_app.ui.pages.release_columns import fact_options
from desktop_app.ui.style import READING_WIDTH, L, M, grown
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text
from desktop_app.words.extract_words import book_words, evidence_words, shape_words

BOOKS = ("dtsen", "regsosek")


class ReadingTab(Pane):
    """Three boxes; `decided` brings the choices for the file."""

    decided = Signal(object)  # TableChoices

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=M, parent=parent)
        self._file: FileLook | None = None
        self.shape, self.book, self.system = Choice(), Choice(), Choice()
        self.shape_field = FormField(tr("What the ro&ws are"), self.shape)
        self.book_field = FormField(
            tr("Code &book"),
            self.book,
            hint=tr(
                "DTSEN and Regsosek number some things differently: roof 5 and 6, and not cooking."
            ),
        )
        self.system_field = FormField(tr("Desa &codes"), self.system)
        self.doubt = Text("", "due", wraps=True)
        holder = QWidget()
        holder.setMaximumWidth(grown(READING_WIDTH * 2 // 3))
        fields = QVBoxLayout(holder)
        fields.setContentsMargins(0, M, 0, 0)
        fields.setSpacing(L)
        for part in (self.shape_field, self.book_field, self.system_field, self.doubt):
            fields.addWidget(part)
        beside = QHBoxLayout()
        beside.addWidget(holder, 1)
        beside.addStretch(0)
        self.column.addLayout(beside)
        self.column.addStretch(1)
        for choice in (self.shape, self.book, self.system):
            choice.activated.connect(self._on_decided)

    @property
    def fields(self) -> dict[Code, FormField]:
        """Where a refusal belongs."""
        return {
            Code.MAPPING_FACT_TWICE: self.shape_field,
            Code.MAPPING_WORD_UNKNOWN: self.shape_field,
            Code.CHOICE_UNKNOWN: self.book_field,
        }

    def show_file(self, file: FileLook) -> None:
        """Show how this file is read."""
        self._file = file
        for field in self.fields.values():
            field.show_error("")
        self.shape.show_options(
            [Option(one.value, shape_words(one)) for one in Shape], chosen=file.shape.value
        )
        self.book.show_options([Option(one, book_words(one)) for one in BOOKS], chosen=file.book)
        system = file.region_system.value if file.region_system else ""
        self.system.show_options(
            [
                Option(RegionSystem.BPS.value, tr("BPS (as in files of DTSEN)")),
                Option(RegionSystem.KEMENDAGRI.value, tr("Kemendagri (as in KTP and KK)")),
            ],
            chosen=system,
        )
        evidence = file.regions
        self.system.setEnabled(evidence is not None)
        words = evidence_words(evidence) if evidence else tr("The file has no desa codes.")
        self.system_field.set_hint(words[:1].upper() + words[1:])
        self.doubt.setVisible(evidence is not None and evidence.is_doubtful)
        self.doubt.setText(
            tr(
                "Look at some desa in the sample rows: with the wrong choice families come into "
                "another desa, for two codes exist in both systems."
            )
        )

    @Slot()
    def _on_decided(self) -> None:
        file = self._file
        if file is None:
            return
        shape = Shape(self.shape.value or file.shape.value)
        system = self.system.value
        choices = file.choices
        if shape is not file.shape:
            # What was said about columns stays where such rows can have it.
            known = {option.value for option in fact_options(shape)}
            words = tuple(one for one in choices.words if one[1] in known)
            choices = replace(choices, shape=shape, words=words)
        if self.book.value and self.book.value != file.book:
            choices = replace(choices, book=self.book.value)
        if system and (file.region_system is None or system != file.region_system.value):
            choices = replace(choices, region_system=RegionSystem(system))
        if choices != file.choices:
            self.decided.emit(choices)
