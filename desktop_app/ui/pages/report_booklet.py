"""The sheet on which a booklet is put together: which reports, on which paper, for whom."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.domain.letter import Paper
from desktop_app.domain.report import ReportKind
from desktop_app.language import tr, trn
from desktop_app.ui.memory import Memory
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.report_paper import PAPERS, REMEMBERED_PAPER
from desktop_app.ui.style import XS, M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.reports import grouped_kinds

_LEFT_OUT, _PAPER = "reports.booklet.left-out", REMEMBERED_PAPER


class BookletSheet(FormSheet):
    """Every report is ticked, but those that were left out last time; `wanted` when it is to be
    written, `print_wanted` when it is to be printed.
    """

    wanted = Signal()
    print_wanted = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._memory: Memory = page.desk.memory
        self.ticks: dict[str, QCheckBox] = {}
        self.paper = Choice()
        self.outsiders = QCheckBox()
        self.write_button, self.print_button = Button(""), Button("")

    @property
    def codes(self) -> tuple[str, ...]:
        """The reports that are ticked, in their order."""
        return tuple(code for code, tick in self.ticks.items() if tick.isChecked())

    @property
    def chosen_paper(self) -> Paper:
        """What it is drawn for."""
        return Paper.of(self.paper.value or Paper.F4.code)

    def open_booklet(self, kinds: Iterable[ReportKind], source: str) -> None:
        """Open it for these reports; `source` says what they are about."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(
            Text(
                tr("One PDF with a cover, contents and these reports, ready to print."),
                "muted",
                wraps=True,
            )
        )
        column.addWidget(Text(source, "muted", wraps=True))
        left_out = self._memory.recall(_LEFT_OUT).split(",")
        self.ticks = {}
        for heading, inside in grouped_kinds(kinds):
            column.addWidget(Text(heading, "strong"))
            group = QVBoxLayout()
            group.setSpacing(XS)
            for kind in inside:
                tick = QCheckBox(tr(kind.title).replace("&", "&&"))
                tick.setChecked(kind.code not in left_out)
                tick.clicked.connect(self._on_ticked)
                group.addWidget(tick)
                self.ticks[kind.code] = tick
            column.addLayout(group)
        self.paper = Choice()
        self.paper.show_options(
            [Option(one.code, one.name) for one in PAPERS], chosen=Paper.F4.code
        )
        self.paper.choose(self._memory.recall(_PAPER))
        self.paper.activated.connect(self._on_ticked)
        column.addWidget(FormField(tr("&Paper"), self.paper))
        self.outsiders = QCheckBox(tr("For o&utsiders: no numbers from 1 to 4"))
        column.addWidget(self.outsiders)
        column.addStretch(1)
        self.write_button = Button("", icon="download", kind="primary")
        self.write_button.clicked.connect(self.wanted)
        self.print_button = Button(tr("Pr&int…"), icon="printer")
        self.print_button.clicked.connect(self.print_wanted)
        self.show_content(
            tr("Booklet for a meeting"), content, self.print_button, self.write_button
        )
        self._on_ticked()
        self.opened.emit()

    @Slot()
    def _on_ticked(self) -> None:
        count = len(self.codes)
        self.write_button.setText(
            trn("&Make it of {n} report…", "&Make it of {n} reports…", count).format(
                n=number(count)
            )
        )
        for button in (self.write_button, self.print_button):
            button.setEnabled(count > 0)
        out = (code for code, tick in self.ticks.items() if not tick.isChecked())
        self._memory.keep(_LEFT_OUT, ",".join(out))
        self._memory.keep(_PAPER, self.paper.value or "")
